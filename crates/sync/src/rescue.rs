//! The recovery file: everything of a space under one password, for the day when browsers, relay and words are gone. Argon2id (RFC 9106)
//! makes a guess expensive; how expensive stands in the file, within bounds.
//!
//! ```text
//! "throughline-rescue/1" ‖ u32 KiB ‖ u32 passes ‖ salt [16] ‖ nonce [24] ‖ XChaCha20-Poly1305 of:
//!   space [32] ‖ phrase [32] ‖ short origin ‖ u32 count ‖ long entry … ‖ u32 count ‖ (short name ‖ long bytes) …
//! ```
//! What stands before the ciphertext is its associated data.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use wire::{Entry, Membership, Origin, SpaceId};
use zeroize::Zeroizing;

use crate::code::{Malformed, Reader, Writer};
use crate::content::{Chunk, DocName};
use crate::phrase::Phrase;
use crate::secret::{Dice, Secret};

const MAGIC: &[u8] = b"throughline-rescue/1";
const HEAD: usize = MAGIC.len() + 4 + 4 + 16 + 24;

/// What one guess costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub kib: u32,
    pub passes: u32,
}

impl Cost {
    /// About a second in a browser.
    pub const USUAL: Self = Self { kib: 64 << 10, passes: 3 };
    /// Nothing cheaper is written, and nothing dearer read: a file must not take all memory.
    const LEAST: Self = Self { kib: 19 << 10, passes: 2 };
    const MOST: Self = Self { kib: 512 << 10, passes: 16 };

    fn is_allowed(self) -> bool {
        (Self::LEAST.kib..=Self::MOST.kib).contains(&self.kib) && (Self::LEAST.passes..=Self::MOST.passes).contains(&self.passes)
    }

    fn key(self, password: &str, salt: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
        let params = Params::new(self.kib, self.passes, 1, Some(32)).ok()?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(password.as_bytes(), salt, &mut *key).ok()?;
        Some(key)
    }
}

/// What the file holds: the words, who belongs to the space, and documents as they were.
#[derive(Clone, Debug)]
pub struct Rescue {
    pub phrase: Phrase,
    pub relay: Option<Origin>,
    pub entries: Vec<Entry>,
    pub documents: Vec<Chunk>,
}

/// Why a file is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RescueRefusal {
    /// It is no recovery file.
    NoFile,
    /// The password is another, or the file was damaged. Nobody can tell which.
    Closed,
    /// It opens, and is not what was written: a file of a newer app.
    Content,
}

impl Rescue {
    /// None when the cost is not allowed.
    pub fn close(&self, password: &str, cost: Cost, dice: &mut Dice) -> Option<Vec<u8>> {
        if !cost.is_allowed() {
            return None;
        }
        let (salt, nonce): ([u8; 16], [u8; 24]) = (dice.bytes(), dice.bytes());
        let mut head = Writer::default();
        head.raw(MAGIC).u32(cost.kib).u32(cost.passes).raw(&salt).raw(&nonce);
        let mut file = head.done();
        let plain = Zeroizing::new(self.write());
        let key = cost.key(password, &salt)?;
        let payload = Payload { msg: &plain, aad: &file };
        let closed = XChaCha20Poly1305::new((&*key).into()).encrypt(&XNonce::from(nonce), payload).ok()?;
        file.extend(closed);
        Some(file)
    }

    pub fn open(file: &[u8], password: &str) -> Result<Self, RescueRefusal> {
        let (head, closed) = file.split_at_checked(HEAD).ok_or(RescueRefusal::NoFile)?;
        let (cost, salt, nonce) = Self::read_head(head).map_err(|Malformed| RescueRefusal::NoFile)?;
        let key = cost.key(password, &salt).ok_or(RescueRefusal::NoFile)?;
        let payload = Payload { msg: closed, aad: head };
        let plain = XChaCha20Poly1305::new((&*key).into()).decrypt(&XNonce::from(nonce), payload);
        let plain = Zeroizing::new(plain.map_err(|_| RescueRefusal::Closed)?);
        Self::read(&plain).map_err(|Malformed| RescueRefusal::Content)
    }

    pub fn space(&self) -> SpaceId {
        self.phrase.space()
    }

    fn read_head(head: &[u8]) -> Result<(Cost, [u8; 16], [u8; 24]), Malformed> {
        let mut reader = Reader::new(head);
        if reader.take(MAGIC.len())? != MAGIC {
            return Err(Malformed);
        }
        let cost = Cost { kib: reader.u32()?, passes: reader.u32()? };
        if !cost.is_allowed() {
            return Err(Malformed);
        }
        Ok((cost, reader.array()?, reader.array()?))
    }

    fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.raw(&self.space().0).raw(self.phrase.secret().bytes());
        writer.short(self.relay.as_ref().map(Origin::as_str).unwrap_or_default().as_bytes()).count(self.entries.len());
        for entry in &self.entries {
            writer.long(entry.bytes());
        }
        writer.count(self.documents.len());
        for chunk in &self.documents {
            chunk.doc.write(&mut writer);
            writer.long(&chunk.bytes);
        }
        writer.done()
    }

    fn read(plain: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(plain);
        let space = SpaceId(reader.array()?);
        let phrase = Phrase::new(Secret::new(reader.array()?));
        let relay = match reader.text()? {
            "" => None,
            text => Some(Origin::parse(text).ok_or(Malformed)?),
        };
        let count = reader.u32()?;
        let entries = (0..count).map(|_| Entry::parse(reader.long()?).map_err(|_| Malformed)).collect::<Result<Vec<_>, _>>()?;
        let count = reader.u32()?;
        let chunk = |reader: &mut Reader<'_>| Ok(Chunk { doc: DocName::read(reader)?, bytes: reader.long()?.to_vec() });
        let documents = (0..count).map(|_| chunk(&mut reader)).collect::<Result<Vec<_>, Malformed>>()?;
        reader.end()?;
        let members = Membership::replay(&entries).map_err(|_| Malformed)?;
        if members.space() != space || phrase.space() != space {
            return Err(Malformed);
        }
        Ok(Self { phrase, relay, entries, documents })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::team::tests::Space;

    #[test]
    fn a_recovery_file_opens_with_its_password_and_shows_nothing_without() {
        let mut space = Space::found(40);
        let documents = vec![Chunk { doc: DocName::new("practice").expect("a name"), bytes: b"Acme owes us 1,200.00".to_vec() }];
        let rescue = Rescue {
            phrase: space.phrase.clone(),
            relay: Origin::parse("wss://relay.example"),
            entries: space.entries.clone(),
            documents: documents.clone(),
        };
        let file = rescue.close("correct horse", Cost::LEAST, &mut space.dice).expect("closed");
        assert!(!file.windows(4).any(|bytes| bytes == b"Acme"));
        let opened = Rescue::open(&file, "correct horse").expect("opened");
        assert_eq!((opened.space(), opened.entries, opened.documents), (space.membership.space(), space.entries.clone(), documents));
        assert_eq!(opened.phrase, space.phrase);
        assert_eq!(Rescue::open(&file, "correct house").err(), Some(RescueRefusal::Closed));
        let mut flipped = file.clone();
        flipped[HEAD + 3] ^= 1;
        assert_eq!(Rescue::open(&flipped, "correct horse").err(), Some(RescueRefusal::Closed));
        // A file that asks for all memory is none.
        let mut greedy = file;
        greedy[MAGIC.len()] = 0xff;
        assert_eq!(Rescue::open(&greedy, "correct horse").err(), Some(RescueRefusal::NoFile));
        assert_eq!(rescue.close("x", Cost { kib: 8, passes: 1 }, &mut space.dice), None);
    }
}
