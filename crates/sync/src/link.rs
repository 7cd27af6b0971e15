//! An invite as a link. Everything stands behind the `#`, which no browser sends to a server.

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};
use wire::{Origin, SpaceId};
use zeroize::Zeroizing;

use crate::code::{Malformed, Reader, Writer};
use crate::identity::InviteSeed;
use crate::secret::Secret;

const VERSION: u8 = 1;
const CHECK_BYTES: usize = 4;

/// What whoever opens an invite's link learns: which space, where, and the seed to enter by, once.
#[derive(Clone, Debug)]
pub struct InviteLink {
    pub seed: InviteSeed,
    /// As the log says too, whose word counts.
    pub expires_at_ms: u64,
    pub relay: Origin,
}

/// Why a text is no invite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRefusal {
    /// Something of it is missing or was changed on its way.
    Damaged,
    /// It was made by a newer app.
    Version(u8),
}

impl InviteLink {
    const TEXT_BYTES_MAX: usize = 600;

    /// The part behind the `#`. Whoever reads it can enter: it is wiped from the address bar at once.
    pub fn fragment(&self) -> String {
        let mut writer = Writer::default();
        writer.u8(VERSION).raw(&self.seed.space().0).raw(self.seed.secret().bytes()).u64(self.expires_at_ms);
        writer.short(self.relay.as_str().as_bytes());
        let mut bytes = Zeroizing::new(writer.done());
        let check = check(&bytes);
        bytes.extend_from_slice(&check);
        Base64UrlUnpadded::encode_string(&bytes)
    }

    pub fn parse(fragment: &str) -> Result<Self, LinkRefusal> {
        if fragment.len() > Self::TEXT_BYTES_MAX {
            return Err(LinkRefusal::Damaged);
        }
        let bytes = Zeroizing::new(Base64UrlUnpadded::decode_vec(fragment).map_err(|_| LinkRefusal::Damaged)?);
        match bytes.first() {
            Some(&VERSION) => {}
            Some(other) => return Err(LinkRefusal::Version(*other)),
            None => return Err(LinkRefusal::Damaged),
        }
        let (said, checked) = bytes.split_last_chunk::<CHECK_BYTES>().ok_or(LinkRefusal::Damaged)?;
        if check(said) != *checked {
            return Err(LinkRefusal::Damaged);
        }
        Self::read(said).map_err(|Malformed| LinkRefusal::Damaged)
    }

    fn read(said: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(said);
        reader.u8()?;
        let link = Self {
            seed: InviteSeed::new(SpaceId(reader.array()?), Secret::new(reader.array()?)),
            expires_at_ms: reader.u64()?,
            relay: Origin::parse(reader.text()?).ok_or(Malformed)?,
        };
        reader.end()?;
        Ok(link)
    }
}

/// Against slips of copying; it keeps nobody out.
fn check(bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let digest: [u8; 32] = Sha256::new().chain_update(b"throughline-link/1").chain_update(bytes).finalize().into();
    [digest[0], digest[1], digest[2], digest[3]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_as_it_was_printed_and_a_damaged_one_is_refused() {
        let link = InviteLink {
            seed: InviteSeed::new(SpaceId([3; 32]), Secret::new([9; 32])),
            expires_at_ms: 1_796_000_000_000,
            relay: Origin::parse("wss://relay.example").expect("an origin"),
        };
        let text = link.fragment();
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{text}");
        let read = InviteLink::parse(&text).expect("a link");
        assert_eq!(
            (read.seed.space(), read.seed.key(), read.expires_at_ms, read.relay),
            (link.seed.space(), link.seed.key(), link.expires_at_ms, link.relay)
        );
        for at in 0..text.len() {
            let mut other = text.clone();
            other.replace_range(at..=at, if text.as_bytes()[at] == b'A' { "B" } else { "A" });
            assert!(InviteLink::parse(&other).is_err(), "at {at}");
            assert!(InviteLink::parse(&text[..at]).is_err());
        }
        assert_eq!(InviteLink::parse("Ag").err(), Some(LinkRefusal::Version(2)));
    }
}
