//! The whole-business file with files of clients: what its head says, where their bytes are, and what is refused.

use expect_test::expect;
use paper::backup::{Attached, BEGINNING, Backup, BackupError, Counts, Document, Map, decode, encode, head_length, places};
use proptest::prelude::*;

/// Its bytes, and the backup as it is written.
fn sample() -> (Vec<Vec<u8>>, Backup) {
    let bytes = [b"\x89PNG\n\"sha256\":\"".to_vec(), Vec::new(), "Müller".as_bytes().to_vec()];
    let files = bytes.iter().zip(["logo \"new\".png", "empty.txt", "Müller.txt"]);
    let attached = |(bytes, name): (&Vec<u8>, &str)| Attached { name: name.to_owned(), sha256: hash(bytes), bytes: bytes.len() as u64 };
    let backup = Backup {
        exported_at: "2026-11-22T09:30:00Z".to_owned(),
        app: "0.1.0".to_owned(),
        counts: Counts { documents: 1, ..Counts::default() },
        totals: Vec::new(),
        documents: vec![Document { id: "practice".to_owned(), kind: "practice".to_owned(), bytes: b"\x85".to_vec() }],
        files: files.map(attached).collect(),
        extras: Map::new(),
    };
    (bytes.to_vec(), backup)
}

fn hash(bytes: &[u8]) -> String {
    Document { id: String::new(), kind: String::new(), bytes: bytes.to_vec() }.sha256()
}

fn whole((files, backup): &(Vec<Vec<u8>>, Backup)) -> Vec<u8> {
    [encode(backup).into_bytes(), files.concat()].concat()
}

/// As a reader does that never has more than one part of the file in memory.
fn read(whole: &[u8]) -> Result<(Backup, Vec<(String, bool)>), BackupError> {
    let beginning = &whole[..whole.len().min(BEGINNING as usize)];
    let head = head_length(beginning).map_or(whole.len(), |length| whole.len().min(length as usize));
    let backup = decode(&whole[..head])?;
    let sound = |place: std::ops::Range<u64>| whole.get(place.start as usize..place.end as usize).map(hash);
    let told = places(&backup.files, head as u64)
        .into_iter()
        .map(|(file, place)| (file.name.clone(), sound(place).as_ref() == Some(&file.sha256)));
    let told = told.collect();
    Ok((backup, told))
}

#[test]
fn the_head_as_it_is_written() {
    expect![[r#"
        {"format":"throughline-backup","version":2,
        "head":"000000000774",
        "exported_at":"2026-11-22T09:30:00Z",
        "app":"0.1.0",
        "counts":{"clients":0,"invoices":0,"notes":0,"documents":1},
        "totals":[],
        "extras":{},
        "files":[
        {"name":"logo \"new\".png","sha256":"d8d8d23b2bcb33d8b26ded8bf08527e02aac16ebf0da3600148bc04d1ea8520b","bytes":15},
        {"name":"empty.txt","sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","bytes":0},
        {"name":"Müller.txt","sha256":"a78429899bb825ce667d25d92e2cde488f8a7d6871bb2be7365601cad6b0a8f2","bytes":7}
        ],
        "documents":[
        {"id":"practice","kind":"practice","sha256":"c00e7f889cfc9216ec818bf2e1682fc6af0d89939c91776669478caf27c9727c","bytes":"hQ=="}
        ],
        "sha256":"f6bdb986a9164202a9edb92f8f0357094cace299d2e0983ad1076da701614bfe"}
    "#]]
    .assert_eq(&encode(&sample().1));
}

#[test]
fn files_stand_behind_the_head_as_they_are() {
    let sample = sample();
    let (backup, told) = read(&whole(&sample)).expect("reads");
    assert_eq!(backup, sample.1);
    assert_eq!(told, ["logo \"new\".png", "empty.txt", "Müller.txt"].map(|name| (name.to_owned(), true)));
}

#[test]
fn a_damaged_file_is_named_and_the_rest_is_whole() {
    let sample = sample();
    let mut bytes = whole(&sample);
    let head = encode(&sample.1).len();
    bytes[head] ^= 1;
    let sound = |bytes: &[u8]| read(bytes).expect("reads").1.into_iter().map(|(_, sound)| sound).collect::<Vec<_>>();
    assert_eq!(sound(&bytes), [false, true, true]);
    let cut = whole(&sample);
    assert_eq!(sound(&cut[..cut.len() - 1]), [true, true, false]);
}

#[test]
fn a_head_with_one_flipped_bit_or_cut_is_refused() {
    let head = encode(&sample().1).into_bytes();
    for at in 0..head.len() {
        assert!(read(&head[..at]).is_err(), "cut at {at}");
        for bit in 0..8 {
            let mut bytes = head.clone();
            bytes[at] ^= 1 << bit;
            assert!(read(&bytes).is_err(), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn a_list_of_files_that_cannot_be_is_refused() {
    let (_, backup) = sample();
    let with = |change: fn(&mut Vec<Attached>)| {
        let mut files = backup.files.clone();
        change(&mut files);
        decode(encode(&Backup { files, ..backup.clone() }).as_bytes())
    };
    assert!(with(|_| ()).is_ok());
    let wrong: [fn(&mut Vec<Attached>); 3] = [
        |files| files.extend(files.clone()),
        |files| files[0].sha256 = "../../x".to_owned(),
        |files| files.iter_mut().for_each(|file| file.bytes = u64::MAX),
    ];
    for change in wrong {
        assert_eq!(with(change), Err(BackupError::Damaged));
    }
}

proptest! {
    #[test]
    fn any_files_read_back(all in prop::collection::btree_set(prop::collection::vec(any::<u8>(), 0..40), 1..5), name in "\\PC{0,12}") {
        let bytes: Vec<Vec<u8>> = all.into_iter().collect();
        let files = bytes.iter().map(|one| Attached { name: name.clone(), sha256: hash(one), bytes: one.len() as u64 }).collect();
        let sample = (bytes, Backup { files, ..sample().1 });
        let (backup, told) = read(&whole(&sample)).expect("reads");
        prop_assert_eq!(backup, sample.1);
        prop_assert!(told.iter().all(|(_, sound)| *sound));
    }
}
