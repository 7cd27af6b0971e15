//! Files of clients through the session and the backup, over a storage in memory.

use std::collections::BTreeMap;

use book::chunk::DocKey;
use book::session::pack;
use domain::file::{File, wanted};
use domain::item::{ItemField, ItemKind};
use domain::time::{Day, Moment};
use domain::{ClientId, Command, Done, ItemId};
use paper::backup::{Attached, BEGINNING, Backup, Counts, Document, Map, decode, encode, head_length, places};
use throughline_tests::memory::Disk;
use throughline_tests::tab::{Tab, noon};

const NEVER: Moment = Moment(i64::MAX);

fn document(key: &str, bytes: Vec<u8>) -> Document {
    Document { id: key.to_owned(), kind: "client".to_owned(), bytes }
}

fn attach(tab: &mut Tab, client: ClientId, name: &str, bytes: &[u8]) -> ItemId {
    let hash = document("", bytes.to_vec()).sha256();
    let fields = [(ItemField::Title, name.to_owned()), (ItemField::Bytes, bytes.len().to_string()), (ItemField::Hash, hash)];
    match tab.must(Command::AddItem { client, kind: ItemKind::File, fields: fields.to_vec() }).done {
        Done::ItemAdded { item, .. } => item,
        done => panic!("{done:?}"),
    }
}

/// What the records of a disk name, by hash.
fn named(disk: &Disk) -> BTreeMap<String, File> {
    let clients = disk.load(&disk.list()).into_iter().filter_map(|(_, chunks)| pack(&chunks).client);
    clients.flat_map(|client| wanted(&client, NEVER)).collect()
}

#[test]
fn a162_a_backup_with_files_brings_records_and_bytes_back() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let (acme, globex) = (tab.add_client("Acme"), tab.add_client("Globex"));
    let (logo, brief) = (b"\x89PNG".to_vec(), b"Blue, not green.".to_vec());
    attach(&mut tab, acme, "logo.png", &logo);
    attach(&mut tab, globex, "their logo.png", &logo);
    attach(&mut tab, acme, "brief.txt", &brief);
    let gone = attach(&mut tab, acme, "draft.txt", b"draft");
    tab.must(Command::RemoveItem { client: acme, item: gone, gone: true });
    let names = named(&disk);
    assert_eq!(names.len(), 2, "one content is one file, and what was removed is none");

    let vault = BTreeMap::from([logo, brief].map(|bytes| (document("", bytes.clone()).sha256(), bytes)));
    let files: Vec<Attached> =
        names.values().map(|file| Attached { name: file.name.clone(), sha256: file.hash.clone(), bytes: file.bytes }).collect();
    let documents: Vec<Document> =
        disk.load(&disk.list()).into_iter().map(|(doc, chunks)| document(&doc.to_string(), pack(&chunks).bytes)).collect();
    let backup = Backup {
        exported_at: "2026-11-22T12:00:00Z".to_owned(),
        app: "test".to_owned(),
        counts: Counts { clients: 2, documents: documents.len() as u64, ..Counts::default() },
        totals: Vec::new(),
        documents,
        files,
        extras: Map::new(),
    };
    let mut whole = encode(&backup).into_bytes();
    for file in &backup.files {
        whole.extend(&vault[&file.sha256]);
    }

    let head = head_length(&whole[..BEGINNING as usize]).expect("a head");
    let read = decode(&whole[..head as usize]).expect("reads");
    let back = places(&read.files, head).into_iter().map(|(file, place)| {
        let bytes = whole[place.start as usize..place.end as usize].to_vec();
        assert_eq!(document("", bytes.clone()).sha256(), file.sha256);
        (file.sha256.clone(), bytes)
    });
    assert_eq!(back.collect::<BTreeMap<_, _>>(), vault);
    let elsewhere = Disk::default();
    let mut fresh = Tab::open(&elsewhere, 5);
    let docs = read.documents.into_iter().filter_map(|document| Some((DocKey::parse(&document.id)?, document.bytes))).collect();
    assert!(matches!(fresh.restore(docs), Some(Ok(_))));
    assert_eq!(named(&elsewhere), names);
}

#[test]
fn the_record_of_a_day_has_the_files_of_that_day() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let item = attach(&mut tab, acme, "brief.txt", b"Blue");
    tab.must(Command::SetItem { client: acme, item, changes: vec![(ItemField::Detail, "Signed".to_owned())] });
    tab.look(acme);
    let then = tab.session.client_as_of(acme, noon().at).expect("open");
    let stood = then.map(|client| client.items.values().filter_map(File::of).map(|file| file.name).collect::<Vec<_>>());
    assert_eq!(stood, Some(vec!["brief.txt".to_owned()]));
    let before = Day::parse("2026-01-01").expect("a day");
    assert!(tab.session.client_as_of(acme, Moment(before.epoch_days() * 86_400_000)).expect("open").is_none());
}

#[test]
fn a_damaged_record_is_known_to_hide_something() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    attach(&mut tab, acme, "brief.txt", b"Blue");
    let is_whole = || pack(&disk.load(&[DocKey::Client(acme)])[0].1).whole;
    assert!(is_whole());
    let last = disk.chunks().last().expect("a chunk").place;
    disk.damage(last);
    assert!(!is_whole());
}
