//! Vague words, in five languages, and what is not one.

use domain::vague::{Instead, Words};
use proptest::prelude::*;

fn marked(text: &str) -> Vec<&str> {
    marked_with(&Words::of("", ""), text)
}

fn marked_with<'a>(words: &Words, text: &'a str) -> Vec<&'a str> {
    words.find(text).into_iter().map(|one| &text[one.start..one.end]).collect()
}

#[test]
fn english() {
    assert_eq!(marked("We reply SOON, hand over a few drafts, and fix bugs as needed."), ["SOON", "a few", "as needed"]);
    assert_eq!(marked("Support by mail etc. until the launch; changes as-needed."), ["etc", "as-needed"]);
    assert_eq!(marked("Delivery A.S.A.P, roughly two weeks"), ["A.S.A.P", "roughly"]);
    assert_eq!(marked("Several rounds, and so on.\nAnd more."), ["Several", "and so on", "And more"]);
}

#[test]
fn german() {
    assert_eq!(marked("Wir liefern bald, und einige Entwürfe folgen zeitnah."), ["bald", "einige", "zeitnah"]);
    assert_eq!(marked("Texte, Fotos usw. nach Bedarf"), ["usw", "nach Bedarf"]);
    assert_eq!(marked("ENTWURF DEMNAECHST? Nein: demnächst."), ["demnächst"]);
    assert_eq!(marked("Das dauert etwa drei Wochen."), ["etwa"]);
}

#[test]
fn french() {
    assert_eq!(marked("Nous livrons dès que possible, avec quelques retouches."), ["dès que possible", "quelques"]);
    assert_eq!(marked("Une maquette D’ICI PEU, puis bientot la suite"), ["D’ICI PEU", "bientot"]);
    assert_eq!(marked("Le site sera prêt dans environ six semaines"), ["environ"]);
}

#[test]
fn spanish() {
    assert_eq!(marked("Entregamos pronto algunas láminas, según sea necesario."), ["pronto", "algunas", "según sea necesario"]);
    assert_eq!(marked("Más adelante, VARIOS cambios"), ["Más adelante", "VARIOS"]);
}

#[test]
fn swedish() {
    assert_eq!(marked("Vi levererar snart några förslag, fler vid behov."), ["snart", "några", "vid behov"]);
    assert_eq!(marked("Underhåll då och då, o.s.v."), ["då och då", "o.s.v"]);
}

#[test]
fn what_is_not_vague_is_left_alone() {
    for text in [
        "",
        "Five pages by Friday 4 December, two rounds of changes, an answer within eight working hours.",
        "The monsoon issue, a fewer-colours palette, handsome and tiresome",
        "A bald eagle for the logo; the environ of the shop is drawn",
        "as. Needed by Monday",
        "Das Rundschreiben und der Bundesrat",
    ] {
        assert_eq!(marked(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn what_is_quoted_is_somebody_elses_word() {
    assert_eq!(marked("The page “Coming soon” goes live on 4 May, the rest soon."), ["soon"]);
    assert_eq!(marked("You asked for 'some sparkle': that's one animation."), Vec::<&str>::new());
    assert_eq!(marked("Die Rubrik „Demnächst“ und »einige Worte«"), Vec::<&str>::new());
    assert_eq!(marked("La rubrique « Bientôt » et la section \"quelques idées\""), Vec::<&str>::new());
    assert_eq!(marked("Rubriken ”Snart” och den klients’ val snart"), ["snart"]);
    assert_eq!(marked("A quote that is “never closed, and soon\nsome more"), ["soon", "some"]);
}

#[test]
fn a_practice_adds_words_and_strikes_some() {
    let words = Words::of("Pixel perfect, snazzy\n\nWow-Effekt", "soon\nA FEW; einige");
    assert_eq!(marked_with(&words, "A snazzy, pixel-perfect page soon, with a few wow effekt"), ["snazzy", "pixel-perfect", "wow effekt"]);
    assert_eq!(words.find("snazzy")[0].instead, Instead::Plain);
    assert_eq!(Words::of("", "").find("soon")[0].instead, Instead::Day);
}

proptest! {
    #[test]
    fn marks_stand_between_characters_in_their_order(text in "(\\PC|soon| a few |\"|“|”|\n){0,60}") {
        let found = Words::of("é", "").find(&text);
        let mut before = 0;
        for one in found {
            prop_assert!(one.start >= before && one.end > one.start);
            prop_assert!(text.get(one.start..one.end).is_some());
            before = one.end;
        }
    }
}
