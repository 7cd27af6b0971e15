//! What a device signs to enter a space.

use std::fmt;

use crate::code::{Malformed, Reader, Writer};
use crate::id::{DeviceKey, InviteKey, Nonce32, SpaceId};
use crate::limit::ORIGIN_BYTES_MAX;
use crate::sign::{Signature, SigningKey};

const ENTER: &[u8] = b"throughline-auth/1";
const DELETE: &[u8] = b"throughline-delete/1";

/// Where a relay is: `wss://` or `ws://`, a host in lower case, perhaps a port, and nothing else.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Origin(String);

impl Origin {
    /// None when the text is no such address. The default port is to be left out by whoever knows which it is.
    pub fn parse(text: &str) -> Option<Self> {
        let host = text.strip_prefix("wss://").or_else(|| text.strip_prefix("ws://"))?;
        let allowed = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b".-:[]_".contains(&c);
        (!host.is_empty() && text.len() <= ORIGIN_BYTES_MAX && host.bytes().all(allowed)).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let bytes = reader.short(1, ORIGIN_BYTES_MAX)?;
        std::str::from_utf8(bytes).ok().and_then(Self::parse).ok_or(Malformed::Field)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who asks to enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Principal {
    /// A device of the control log, or one that waits for approval.
    Device(DeviceKey),
    /// The holder of an open invite: may read the control log, and append the one entry that enrols its device.
    Invite(InviteKey),
}

impl Principal {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        match reader.u8()? {
            0 => reader.array().map(DeviceKey).map(Self::Device),
            1 => reader.array().map(InviteKey).map(Self::Invite),
            other => Err(Malformed::Unknown(other)),
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        match self {
            Self::Device(key) => writer.u8(0).raw(&key.0),
            Self::Invite(key) => writer.u8(1).raw(&key.0),
        };
    }

    fn key(&self) -> &[u8; 32] {
        match self {
            Self::Device(key) => &key.0,
            Self::Invite(key) => &key.0,
        }
    }
}

/// What both sides of one connection know when somebody asks to enter. Each side makes it of its own knowledge: the client takes the
/// origin that it dialled, never the one it was told, so that a relay cannot pass a greeting of another on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    pub origin: Origin,
    pub space: SpaceId,
    pub client_nonce: Nonce32,
    pub relay_nonce: Nonce32,
    pub principal: Principal,
}

impl Challenge {
    /// The bytes that the signature of AUTH is over.
    pub fn entering(&self) -> Vec<u8> {
        self.message(ENTER)
    }

    /// The bytes that the signature of DELETE_SPACE is over.
    pub fn deleting(&self) -> Vec<u8> {
        self.message(DELETE)
    }

    pub fn sign_entering(&self, key: &SigningKey) -> Signature {
        Signature::sign(key, &self.entering())
    }

    pub fn sign_deleting(&self, key: &SigningKey) -> Signature {
        Signature::sign(key, &self.deleting())
    }

    pub fn is_entered_by(&self, signature: &Signature) -> bool {
        signature.holds(self.principal.key(), &self.entering())
    }

    pub fn is_deleted_by(&self, signature: &Signature) -> bool {
        signature.holds(self.principal.key(), &self.deleting())
    }

    fn message(&self, context: &[u8]) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.raw(context).short(self.origin.0.as_bytes()).raw(&self.space.0).raw(&self.client_nonce.0).raw(&self.relay_nonce.0);
        self.principal.write(&mut writer);
        writer.done()
    }
}
