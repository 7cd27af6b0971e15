//! Who goes under whom, whatever was merged with whom on whichever device.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::alike::{Asked, alike, pairs};
use domain::client::Client;
use domain::field::Field;
use domain::merge::{Link, Told, heads};
use domain::row::{Row, Rows};
use domain::{ClientId, Id, ItemId, MoveId};
use proptest::prelude::*;

fn client(at: u8) -> ClientId {
    ClientId(Id::from_bytes([at; 16]))
}

fn link(id: u8, to: u8) -> Link {
    Link { id: ItemId(Id::from_bytes([id; 16])), to: client(to) }
}

fn told(links: &[(u8, u8, u8)], removed: &[u8]) -> Vec<(u8, u8)> {
    let links: BTreeMap<_, _> = links.iter().map(|(from, id, to)| (client(*from), link(*id, *to))).collect();
    let is_removed = |id: ClientId| (id.0.bytes()[0] < 10).then(|| removed.iter().any(|one| client(*one) == id));
    heads(&links, is_removed).into_iter().map(|(from, to)| (from.0.bytes()[0], to.0.bytes()[0])).collect()
}

#[test]
fn a_chain_ends_at_its_end_and_a_circle_breaks_at_its_greatest_link() {
    assert_eq!(told(&[(1, 50, 2), (2, 51, 3)], &[]), [(1, 3), (2, 3)]);
    assert_eq!(told(&[(1, 50, 2), (2, 51, 1)], &[]), [(1, 2)]);
    assert_eq!(told(&[(1, 59, 2), (2, 51, 1)], &[]), [(2, 1)]);
    assert_eq!(told(&[(1, 50, 2), (2, 53, 3), (3, 51, 1), (4, 52, 1)], &[]), [(1, 2), (3, 2), (4, 2)]);
}

#[test]
fn nobody_vanishes_with_another() {
    assert_eq!(told(&[(1, 50, 77)], &[]), [], "nobody of that id is here");
    assert_eq!(told(&[(1, 50, 2)], &[2]), [], "it was put away on another device meanwhile");
    assert_eq!(told(&[(1, 50, 2)], &[1, 2]), [(1, 2)], "both were put away as one");
    assert_eq!(told(&[(1, 50, 2)], &[1]), [(1, 2)], "what was put away apart is kept where it was merged");
    assert_eq!(told(&[(1, 50, 2), (2, 51, 3)], &[3]), [(1, 2)]);
}

#[test]
fn what_a_merge_saw_reads_back() {
    let told = Told {
        seen: BTreeMap::from([(Field::Name, "Acme & Söhne".to_owned()), (Field::City, "Graz".to_owned())]),
        was: BTreeMap::from([(Field::City, String::new())]),
        moved: Some(MoveId(Id::from_bytes([9; 16]))),
    };
    assert_eq!(Told::parse(&told.text()), told);
    assert_eq!(Told::parse("nonsense\nseen nothing x\nmoved far"), Told::default());
}

#[test]
fn of_ten_thousand_the_few_pairs_are_found() {
    let names: Vec<(String, String)> =
        (0..10_000).map(|at| (format!("Client Number {at} GmbH"), format!("c{}@one.example", at % 9_990))).collect();
    let mut rows = Rows::new();
    for (at, (name, email)) in names.iter().enumerate() {
        let mut bytes = [0; 16];
        bytes[8..].copy_from_slice(&(at as u64).to_be_bytes());
        let mut client = Client::new(ClientId(Id::from_bytes(bytes)));
        client.fields.insert(Field::Name, name.clone());
        client.fields.insert(Field::Email, email.clone());
        rows.insert(client.id, Arc::new(Row::of(&client, 0)));
    }
    let (found, beside) = pairs(&rows, 4);
    assert_eq!((found.len(), beside), (4, 6));
    let asked = Asked { name: "client number 9999".to_owned(), ..Asked::default() };
    assert!(alike(&rows, &asked, None).is_some());
    // Somebody looked, and the two are two.
    let (first, second) = (found[0].one.id, found[0].other.id);
    let mut told = Row::clone(&rows[&first]);
    told.distinct.push(second);
    rows.insert(first, Arc::new(told));
    let (again, beside) = pairs(&rows, 4);
    assert_eq!((again.len(), beside), (4, 5));
    assert!(again.iter().all(|pair| (pair.one.id, pair.other.id) != (first, second)));
}

proptest! {
    /// Merges made apart, on any device and in any order: every client is either there or under one that is.
    #[test]
    fn every_client_is_somewhere(made in prop::collection::vec((0u8..9, 0u8..12), 0..20), removed in prop::collection::vec(0u8..9, 0..3)) {
        // Of several links of one record the last recorded holds: here the greatest, in whatever order they arrive.
        let mut links: BTreeMap<u8, (u8, u8)> = BTreeMap::new();
        for (at, (from, to)) in made.iter().enumerate() {
            let id = 100 + (at * 37 % 101) as u8;
            let known = links.entry(*from).or_insert((id, *to));
            *known = (*known).max((id, *to));
        }
        let links: Vec<_> = links.into_iter().map(|(from, (id, to))| (from, id, to)).collect();
        let found = told(&links, &removed);
        let under = |id: u8| found.iter().find(|(from, _)| *from == id).map(|(_, to)| *to);
        for (from, to) in &found {
            prop_assert!(under(*to).is_none(), "{from} ends at {to}, which goes on");
            prop_assert!(*to < 10, "{to} is nobody");
            prop_assert!(!removed.contains(to) || removed.contains(from), "{from} vanished with {to}");
        }
        let mut backwards = links.clone();
        backwards.reverse();
        prop_assert_eq!(told(&backwards, &removed), found);
    }
}
