//! What can be found of a record, and where the words stand.

use std::collections::BTreeMap;

use domain::client::{Amendment, Client, Contact, Note, NoteKind, Removal, Stamp};
use domain::field::ContactField;
use domain::find::{Group, Index, Limits, Passage, Spot, excerpt, marks, passages, words};
use domain::item::{Item, ItemField, ItemKind};
use domain::text::fold;
use domain::time::{Day, Moment};
use domain::{AmendmentId, AuthorId, ClientId, ContactId, Id, ItemId, NoteId, RemovalId};
use proptest::prelude::*;

fn id(at: u8) -> Id {
    Id::from_bytes([at; 16])
}

fn stamp(at: i64) -> Stamp {
    Stamp { at: Moment(at), by: AuthorId(id(0)) }
}

fn note(text: &str) -> Note {
    Note {
        kind: NoteKind::Note,
        direction: None,
        happened: Day::new(2026, 3, 1).expect("a day"),
        text: text.to_owned(),
        recorded: stamp(1),
        batch: None,
        amendments: BTreeMap::new(),
        removed: None,
    }
}

fn item(kind: ItemKind, title: &str) -> Item {
    let fields = BTreeMap::from([(ItemField::Title, title.to_owned())]);
    Item { kind, fields, acts: BTreeMap::new(), recorded: stamp(1), batch: None, removed: None }
}

fn record() -> Client {
    let mut client = Client::new(ClientId(id(1)));
    let mut amended = note("Three rounds agreed");
    amended.amendments.insert(AmendmentId(id(9)), Amendment { text: "Two rounds agreed".to_owned(), turn: 0, recorded: stamp(2) });
    client.notes.insert(NoteId(id(2)), amended);
    client.notes.insert(NoteId(id(3)), Note { removed: Some(stamp(3)), ..note("Gone") });
    client.items.insert(ItemId(id(4)), item(ItemKind::Promise, "Send the proofs"));
    client.items.insert(ItemId(id(5)), item(ItemKind::Context, "Hates phone calls"));
    client.items.insert(ItemId(id(6)), Item { removed: Some(stamp(3)), ..item(ItemKind::Step, "Gone too") });
    let fields = BTreeMap::from([(ContactField::Name, "Jörg Öst".to_owned()), (ContactField::Position, "Buyer".to_owned())]);
    client.contacts.insert(ContactId(id(7)), Contact { fields, removed: None });
    client
}

fn told(client: &Client) -> Vec<String> {
    passages(client).iter().map(|one| format!("{:?}: {} < {}", one.spot.group(), one.text, one.before)).collect()
}

#[test]
fn what_stands_in_a_record_is_found_and_what_was_removed_is_not() {
    assert_eq!(
        told(&record()),
        [
            "History: Two rounds agreed < Three rounds agreed",
            "People: Jörg Öst · Buyer < ",
            "Work: Send the proofs < ",
            "Work: Hates phone calls < "
        ]
    );
}

#[test]
fn a_proposal_is_found_by_its_rows_and_its_rows_are_nothing_of_their_own() {
    let mut client = Client::new(ClientId(id(1)));
    client.items.insert(ItemId(id(4)), item(ItemKind::Proposal, "Website"));
    let mut row = item(ItemKind::ProposalLine, "Gift box");
    row.fields.extend([(ItemField::Proposal, ItemId(id(4)).to_string()), (ItemField::Part, "price".to_owned())]);
    client.items.insert(ItemId(id(5)), row);
    assert_eq!(told(&client), ["Work: Website\nGift box < "]);
}

#[test]
fn of_a_removed_client_nothing_is_found() {
    let mut client = record();
    client.removals.insert(RemovalId(id(1)), Removal { gone: true, turn: 0, recorded: stamp(5) });
    assert_eq!(told(&client), [""; 0]);
}

fn of(index: &Index, query: &str) -> Vec<u32> {
    let found = index.search(&words(query), &|_| Vec::new(), Limits(|_| 50));
    Group::ALL.into_iter().flat_map(|group| found.of(group).to_vec()).map(|hit| hit.nth).collect()
}

#[test]
fn every_word_must_stand_in_the_passage_in_any_spelling() {
    let mut index = Index::default();
    index.put(ClientId(id(1)), &passages(&record()));
    for (query, nths) in [
        ("ROUNDS", vec![0]),
        ("three", vec![0]),
        ("two three", vec![0]),
        ("öst", vec![1]),
        ("jorg", vec![1]),
        ("roof", vec![2]),
        ("proofs two", vec![]),
        ("gone", vec![]),
    ] {
        assert_eq!(of(&index, query), nths, "{query}");
    }
}

#[test]
fn a_word_may_be_said_of_the_client_but_not_every_word() {
    let (acme, other) = (ClientId(id(1)), ClientId(id(2)));
    let mut index = Index::default();
    index.put(acme, &passages(&record()));
    index.put(other, &passages(&record()));
    let known = |word: &str| if "acme".contains(word) { vec![acme] } else { Vec::new() };
    let found = |query: &str| index.search(&words(query), &known, Limits(|_| 50));
    let clients = |query: &str| found(query).of(Group::Work).iter().map(|hit| hit.client).collect::<Vec<_>>();
    assert_eq!(clients("proofs"), [acme, other]);
    assert_eq!(clients("acme proofs"), [acme]);
    assert_eq!(clients("acme"), []);
    assert_eq!(clients("acme acme"), []);
}

#[test]
fn what_is_not_named_is_counted_and_the_newest_are_named() {
    let mut index = Index::default();
    let day = |day| Day::new(2026, 1, day);
    let one =
        |nth: u8| Passage { spot: Spot::Note(NoteId(id(nth))), day: day(u32::from(nth)), text: "word".to_owned(), before: String::new() };
    index.put(ClientId(id(1)), &[one(3), one(9), one(5)]);
    index.put(ClientId(id(2)), &[one(7)]);
    let found = index.search(&words("word"), &|_| Vec::new(), Limits(|_| 2));
    let named: Vec<_> = found.of(Group::History).iter().map(|hit| hit.day).collect();
    assert_eq!((named, found.count(Group::History)), (vec![day(9), day(7)], 4));
}

fn marked(text: &str, query: &str) -> String {
    let mut out = String::new();
    let mut from = 0;
    for mark in marks(text, &words(query)) {
        out += &format!("{}[{}]", &text[from..mark.start], &text[mark.clone()]);
        from = mark.end;
    }
    out + &text[from..]
}

#[test]
fn words_are_marked_as_they_are_written() {
    for (text, query, expected) in [
        ("Müller & Söhne", "muller sohn", "[Müller] & [Söhn]e"),
        ("Straße 5", "strasse", "[Straße] 5"),
        ("Straße 5", "s", "[S]tra[ß]e 5"),
        ("Cafe\u{301} au lait", "cafe", "[Cafe\u{301}] au lait"),
        ("banana", "ana", "b[ana]na"),
        ("nothing", "", "nothing"),
        ("日本語", "本", "日[本]語"),
    ] {
        assert_eq!(marked(text, query), expected, "{query}");
    }
}

#[test]
fn a_long_text_is_cut_around_the_first_word_found() {
    let text = format!("{}needle and more{}", "hay ".repeat(50), " hay".repeat(50));
    let cut = excerpt(&text, &words("needle"), 40);
    assert_eq!(cut.text, "… hay hay needle and more hay hay hay hay…");
    assert_eq!(cut.marks.iter().map(|mark| &cut.text[mark.clone()]).collect::<Vec<_>>(), ["needle"]);
    assert_eq!(excerpt("two\n lines", &words("x"), 40).text, "two lines");
}

fn texts() -> impl Strategy<Value = Vec<Passage>> {
    let one = ("[a-cä ]{0,12}", "[a-c ]{0,4}", 1..28u32, any::<u8>());
    let passage =
        one.prop_map(|(text, before, day, at)| Passage { spot: Spot::Note(NoteId(id(at))), day: Day::new(2026, 2, day), text, before });
    prop::collection::vec(passage, 0..5)
}

proptest! {
    /// However a record came to be as it is, the index answers as if it had been there from the beginning.
    #[test]
    fn an_index_after_any_changes_is_the_index_from_scratch(
        changes in prop::collection::vec((0..5u8, prop::option::of(texts())), 0..30),
        queries in prop::collection::vec("[a-c]{1,3}( [a-c]{1,2})?", 5),
    ) {
        let mut index = Index::default();
        let mut stand = BTreeMap::new();
        for (client, passages) in changes {
            let client = ClientId(id(client));
            match passages {
                Some(passages) => {
                    index.put(client, &passages);
                    stand.insert(client, passages);
                }
                None => {
                    index.remove(client);
                    stand.remove(&client);
                }
            }
        }
        let mut fresh = Index::default();
        for (client, passages) in &stand {
            fresh.put(*client, passages);
        }
        prop_assert_eq!(index.told(), fresh.told());
        for query in &queries {
            let words = words(query);
            let known = |word: &str| if word == "a" { vec![ClientId(id(1))] } else { Vec::new() };
            let found = index.search(&words, &known, Limits(|_| 3));
            prop_assert_eq!(&found, &fresh.search(&words, &known, Limits(|_| 3)));
            let plain = stand.iter().flat_map(|(client, passages)| passages.iter().map(move |one| (client, one))).filter(|(client, one)| {
                let text = fold(&format!("{}\n{}", one.text, one.before));
                let known = |word: &String| words.len() > 1 && known(word).contains(client);
                words.iter().all(|word| text.contains(word.as_str()) || known(word)) && words.iter().any(|word| text.contains(word.as_str()))
            });
            prop_assert_eq!(found.count(Group::History), plain.count());
        }
    }

    #[test]
    fn no_text_is_cut_within_a_letter(text in ".{0,80}", query in ".{0,6}", most in 1..40usize) {
        let words = words(&query);
        let _ = marks(&text, &words);
        let cut = excerpt(&text, &words, most);
        for mark in cut.marks {
            prop_assert!(cut.text.get(mark).is_some());
        }
    }
}
