//! What can be found is what the records say: after any commands, in every tab, with any part of the cache lost, and nothing beside it.

use book::chunk::StoreError;
use domain::client::NoteKind;
use domain::field::Field;
use domain::find::{Group, Hit, Index, Limits, passages, words};
use domain::item::{ItemField, ItemKind};
use domain::time::Day;
use domain::{ClientId, Command, Done, ItemId, NoteId};
use proptest::prelude::*;
use throughline_tests::memory::Disk;
use throughline_tests::tab::Tab;

fn wrote(tab: &mut Tab, client: ClientId, text: &str) -> NoteId {
    let happened = Day::new(2026, 11, 20).expect("a day");
    match tab.must(Command::WriteNote { client, kind: NoteKind::Note, direction: None, happened, text: text.to_owned() }).done {
        Done::NoteWritten { note, .. } => note,
        other => panic!("not written: {other:?}"),
    }
}

fn found(tab: &Tab, query: &str) -> Vec<Hit> {
    let found = tab.session.find(&words(query), Limits(|_| 100));
    Group::ALL.into_iter().flat_map(|group| found.of(group).to_vec()).collect()
}

/// What the records themselves would have found.
fn from_scratch(tab: &mut Tab) -> Vec<Hit> {
    let ids: Vec<ClientId> = tab.session.rows().keys().copied().collect();
    let mut index = Index::default();
    for id in ids {
        let passages = passages(tab.look(id));
        index.put(id, &passages);
    }
    index.told()
}

fn gathered(disk: &Disk, seed: u8) -> Tab {
    let mut tab = Tab::open(disk, seed);
    tab.gather();
    assert!(!tab.session.is_gathering());
    tab
}

#[test]
fn an_entry_is_found_after_a_reload_and_says_what_it_says() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let note = wrote(&mut tab, acme, "The Köln contract is signed");
    tab.must(Command::AmendNote { client: acme, note, text: "The Bonn contract is signed".to_owned() });
    let again = gathered(&disk, 2);
    for query in ["contract", "BONN", "koln", "acme contract"] {
        let hits = found(&again, query);
        assert_eq!(hits.len(), 1, "{query}");
        let passage = hits.first().and_then(|hit| again.session.passage(hit)).expect("a passage");
        assert_eq!((passage.text.as_str(), passage.before.as_str()), ("The Bonn contract is signed", "The Köln contract is signed"));
    }
    assert_eq!(found(&again, "globex contract"), []);
}

#[test]
fn nothing_is_gathered_before_somebody_seeks() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    wrote(&mut tab, acme, "contract");
    assert_eq!(tab.session.findable(), []);
    tab.gather();
    assert_eq!(found(&tab, "contract").len(), 1);
    wrote(&mut tab, acme, "another contract");
    assert_eq!(found(&tab, "contract").len(), 2);
}

#[test]
fn a_removed_client_leaves_what_can_be_found_and_what_is_kept_for_it() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    wrote(&mut tab, acme, "a very private matter");
    let mut other = gathered(&disk, 2);
    tab.gather();
    let undo = tab.must(Command::RemoveClient { client: acme, gone: true }).undo.expect("a way back");
    assert_eq!(found(&tab, "private"), []);
    let kept = disk.texts(&[acme]);
    assert!(kept.iter().all(|text| !text.bytes.windows(7).any(|word| word == b"private")), "nothing of it stays in the cache");
    other.hear();
    other.gather();
    assert_eq!(found(&other, "private"), []);
    assert_eq!(found(&gathered(&disk, 3), "private"), []);
    tab.must(undo);
    assert_eq!(found(&tab, "private").len(), 1);
}

#[test]
fn a_cache_that_is_stale_or_lost_is_made_again() {
    for damage in [false, true] {
        let disk = Disk::default();
        let mut tab = Tab::open(&disk, 1);
        for name in ["Acme", "Globex", "Initech"] {
            let client = tab.add_client(name);
            wrote(&mut tab, client, "contract");
        }
        disk.lose_texts(|_| true, damage);
        assert_eq!(found(&gathered(&disk, 2), "contract").len(), 3);
        // And it is kept: the next tab opens no document for it.
        let mut next = Tab::open(&disk, 3);
        let before = next.operations;
        next.gather();
        assert_eq!(next.operations - before, 1);
        assert_eq!(found(&next, "contract").len(), 3);
    }
}

#[test]
fn what_was_not_kept_is_not_found() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    wrote(&mut tab, acme, "kept");
    tab.gather();
    disk.fail_writes(Some(StoreError::Full));
    let happened = Day::new(2026, 11, 20).expect("a day");
    let outcome = tab.ask(Command::WriteNote { client: acme, kind: NoteKind::Note, direction: None, happened, text: "lost".to_owned() });
    assert!(matches!(outcome, Some(Err(_))));
    disk.fail_writes(None);
    tab.gather();
    assert_eq!((found(&tab, "lost").len(), found(&tab, "kept").len()), (0, 1));
}

/// One thing that somebody does, to one of the clients that are there.
#[derive(Clone, Debug)]
enum Deed {
    Add,
    Write(u8, String),
    Amend(u8, String),
    Unwrite(u8),
    Item(u8, String),
    Unitem(u8),
    Rename(u8, String),
    Remove(u8, bool),
}

fn deeds() -> impl Strategy<Value = Deed> {
    let word = || prop::sample::select(vec!["contract", "Müller", "proofs", "call", "42"]).prop_map(str::to_owned);
    prop_oneof![
        2 => Just(Deed::Add),
        4 => (any::<u8>(), word()).prop_map(|(which, text)| Deed::Write(which, text)),
        2 => (any::<u8>(), word()).prop_map(|(which, text)| Deed::Amend(which, text)),
        1 => any::<u8>().prop_map(Deed::Unwrite),
        2 => (any::<u8>(), word()).prop_map(|(which, text)| Deed::Item(which, text)),
        1 => any::<u8>().prop_map(Deed::Unitem),
        1 => (any::<u8>(), word()).prop_map(|(which, text)| Deed::Rename(which, text)),
        1 => (any::<u8>(), any::<bool>()).prop_map(|(which, gone)| Deed::Remove(which, gone)),
    ]
}

fn perform(tab: &mut Tab, deed: Deed) -> Option<()> {
    fn one<T: Copy>(all: &[T], which: u8) -> Option<T> {
        all.get(usize::from(which).checked_rem(all.len())?).copied()
    }
    let clients: Vec<ClientId> = tab.session.rows().keys().copied().collect();
    let happened = Day::new(2026, 11, 20)?;
    let command = match deed {
        Deed::Add => {
            tab.add_client("Acme");
            return Some(());
        }
        Deed::Write(which, text) => {
            Command::WriteNote { client: one(&clients, which)?, kind: NoteKind::Call, direction: None, happened, text }
        }
        Deed::Amend(which, text) => {
            let client = one(&clients, which)?;
            let notes: Vec<NoteId> = tab.look(client).notes.keys().copied().collect();
            Command::AmendNote { client, note: one(&notes, which)?, text }
        }
        Deed::Unwrite(which) => {
            let client = one(&clients, which)?;
            let notes: Vec<NoteId> = tab.look(client).notes.keys().copied().collect();
            Command::RemoveNote { client, note: one(&notes, which)?, gone: true }
        }
        Deed::Item(which, title) => {
            Command::AddItem { client: one(&clients, which)?, kind: ItemKind::Context, fields: vec![(ItemField::Title, title)] }
        }
        Deed::Unitem(which) => {
            let client = one(&clients, which)?;
            let items: Vec<ItemId> = tab.look(client).items.keys().copied().collect();
            Command::RemoveItem { client, item: one(&items, which)?, gone: true }
        }
        Deed::Rename(which, name) => Command::SetFields { client: one(&clients, which)?, changes: vec![(Field::Name, name)] },
        Deed::Remove(which, gone) => Command::RemoveClient { client: one(&clients, which)?, gone },
    };
    // A refusal is an answer too: it changes nothing.
    tab.ask(command).map(|_| ())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn after_any_commands_in_two_tabs_everything_that_stands_is_found(
        deeds in prop::collection::vec((any::<bool>(), deeds()), 1..25), sought in 0..25usize,
    ) {
        let disk = Disk::default();
        let mut tabs = [Tab::open(&disk, 1), Tab::open(&disk, 2)];
        for (at, (which, deed)) in deeds.into_iter().enumerate() {
            if at == sought {
                tabs[0].gather();
            }
            let tab = &mut tabs[usize::from(which)];
            perform(tab, deed);
        }
        let mut fresh = gathered(&disk, 3);
        let expected = from_scratch(&mut fresh);
        prop_assert_eq!(fresh.session.findable(), expected.clone());
        for mut tab in tabs {
            tab.hear();
            tab.gather();
            prop_assert_eq!(tab.session.findable(), expected.clone());
        }
    }
}
