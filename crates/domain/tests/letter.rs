//! Texts of one's own for letters: kept, refused where a gap has no name that is known, given back.

#[path = "desk/mod.rs"]
mod desk;

use domain::command::{Command, Refusal};
use domain::decide::Way;
use domain::item::{ItemField as F, ItemKind};
use domain::language::Language;
use domain::letter::{LetterError, Purpose, key, own};

use desk::Desk;

fn keep(desk: &mut Desk, subject: &str, body: &str) -> Result<Command, Refusal> {
    let item = own(&desk.practice, Purpose::Update, Language::German).map(|own| own.item);
    let from = key(Purpose::Update, Language::German);
    let changes = vec![(F::From, from), (F::Title, subject.to_owned()), (F::Detail, body.to_owned())];
    let ways = vec![Way { item, kind: ItemKind::Letter, changes, gone: false }];
    Ok(desk.ask(Command::SaveWays { ways })?.undo.expect("a way back"))
}

fn body(desk: &Desk) -> Option<String> {
    own(&desk.practice, Purpose::Update, Language::German).map(|own| own.body)
}

#[test]
fn a_text_of_ones_own_is_kept_changed_and_given_back() {
    let mut desk = Desk::on("2026-11-24");
    assert_eq!(body(&desk), None);
    let first = keep(&mut desk, "Hallo", "Liebe {client.first_name|Leute}").expect("kept");
    let second = keep(&mut desk, "Hallo", "Neu").expect("changed");
    assert_eq!(body(&desk).as_deref(), Some("Neu"));
    assert_eq!(own(&desk.practice, Purpose::Update, Language::English), None, "another language has its own");
    desk.ask(second).expect("taken back");
    assert_eq!(body(&desk).as_deref(), Some("Liebe {client.first_name|Leute}"));
    desk.ask(first).expect("taken back");
    assert_eq!(body(&desk), None);
}

#[test]
fn a_gap_that_nothing_fills_is_refused_in_subject_and_body() {
    let mut desk = Desk::on("2026-11-24");
    let unknown = |name: &str| Err(Refusal::LetterInvalid { error: LetterError::Unknown(name.to_owned()) });
    for (subject, text, refused) in [
        ("Hi", "{client.nickname}", unknown("client.nickname")),
        ("{project}", "Hi", unknown("project")),
        ("Hi", "{client.name", Err(Refusal::LetterInvalid { error: LetterError::Brace })),
        ("Hi", "", Err(Refusal::ItemMissing { field: F::Detail })),
    ] {
        assert_eq!(keep(&mut desk, subject, text).map(|_| ()), refused);
    }
    assert_eq!(body(&desk), None, "nothing of it is kept");
}
