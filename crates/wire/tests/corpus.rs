//! The fuzzer's corpus, tried without a fuzzer: one example of everything, and whatever ever broke a reader.

mod cast;
#[path = "../fuzz/claims.rs"]
mod claims;

use std::fs;
use std::path::{Path, PathBuf};

use cast::examples::{client_frames, entries, manifest, part, presence, relay_frames};
use cast::{first_change, genesis};
use wire::{ClientFrame, RelayFrame};

type Claim = fn(&[u8]);

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target)
}

/// Tries every file of a target's corpus, after a look whether the examples are among them as they are written today.
fn check(target: &str, claim: Claim, examples: Vec<Vec<u8>>) {
    let folder = folder(target);
    for (at, bytes) in examples.iter().enumerate() {
        let path = folder.join(format!("example-{at:02}"));
        if std::env::var_os("UPDATE_CORPUS").is_some() {
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(&path, bytes).expect("a file");
        }
        assert_eq!(fs::read(&path).ok().as_ref(), Some(bytes), "{}: see fuzz/README.md", path.display());
    }
    let files: Vec<PathBuf> = fs::read_dir(&folder).expect("a corpus").flatten().map(|entry| entry.path()).collect();
    assert!(files.len() >= examples.len());
    for path in files {
        let bytes = fs::read(&path).expect("a file");
        claim(&bytes);
        // What a fuzzer would try first: every byte another, every length shorter.
        for at in 0..bytes.len() {
            claim(&bytes[..at]);
            let mut other = bytes.clone();
            other[at] = !other[at];
            claim(&other);
        }
    }
}

#[test]
fn no_bytes_of_a_client_break_the_reader() {
    check("client_frame", claims::client_frame, client_frames().iter().map(ClientFrame::encode).collect());
}

#[test]
fn no_bytes_of_a_relay_break_the_reader() {
    check("relay_frame", claims::relay_frame, relay_frames().iter().map(RelayFrame::encode).collect());
}

#[test]
fn no_envelope_breaks_the_reader() {
    check("envelope", claims::envelope, [first_change("ada"), part(), presence()].map(|envelope| envelope.bytes().to_vec()).into());
}

#[test]
fn no_entry_breaks_the_reader() {
    let founded = [genesis(None), genesis(Some("phrase"))].into_iter();
    let all = founded.chain(entries().into_iter().map(|(_, entry)| entry));
    check("entry", claims::entry, all.map(|entry| entry.bytes().to_vec()).collect());
}

#[test]
fn no_manifest_breaks_the_reader() {
    check("manifest", claims::manifest, vec![manifest().bytes().to_vec()]);
}
