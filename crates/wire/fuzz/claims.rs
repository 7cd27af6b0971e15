//! What holds for any bytes at all: nothing panics, and what is accepted is written again as the same bytes. The fuzzer looks for bytes
//! that break it; `tests/corpus.rs` tries those that are kept.
#![allow(dead_code, reason = "each target has its own")]

use wire::{ClientFrame, Entry, Envelope, Manifest, Membership, RelayFrame};

pub fn client_frame(bytes: &[u8]) {
    if let Ok(frame) = ClientFrame::decode(bytes) {
        assert_eq!(frame.encode(), bytes);
    }
}

pub fn relay_frame(bytes: &[u8]) {
    if let Ok(frame) = RelayFrame::decode(bytes) {
        assert_eq!(frame.encode(), bytes);
    }
}

pub fn envelope(bytes: &[u8]) {
    if let Ok(envelope) = Envelope::parse(bytes) {
        assert_eq!(envelope.bytes(), bytes);
        let ciphertext = bytes.len() - wire::Header::LENGTH - wire::Signature::LENGTH;
        assert_eq!(envelope.header().associated_data(ciphertext).as_deref(), Ok(&bytes[..wire::Header::LENGTH]));
    }
}

/// An entry at the beginning of a log, then one that would follow itself.
pub fn entry(bytes: &[u8]) {
    if let Ok(entry) = Entry::parse(bytes) {
        assert_eq!(entry.bytes(), bytes);
        if let Ok(mut members) = Membership::begin(&entry) {
            assert!(members.apply(&entry).is_err());
        }
    }
}

pub fn manifest(bytes: &[u8]) {
    if let Ok(manifest) = Manifest::parse(bytes) {
        assert_eq!(manifest.bytes(), bytes);
    }
}
