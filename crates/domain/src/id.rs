use std::fmt;
use std::str::FromStr;

/// Sixteen bytes that name one thing for ever; printed and parsed as a UUID. Never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 16]);

/// The text was not a UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

/// Where new ids come from: randomness is an input to the rules, never taken by them.
pub trait Fresh {
    /// Sixteen bytes that no earlier call, here or on another device, has returned.
    fn bytes(&mut self) -> [u8; 16];
}

impl Id {
    /// An id of these bytes, with the version (8) and variant bits of RFC 9562 set.
    pub const fn from_bytes(mut bytes: [u8; 16]) -> Self {
        bytes[6] = (bytes[6] & 0x0f) | 0x80;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Self(bytes)
    }

    pub const fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let bytes = text.as_bytes();
        if bytes.len() != 36 {
            return Err(NotAnId);
        }
        let mut out = [0u8; 16];
        let mut nibbles = 0usize;
        for (at, byte) in bytes.iter().enumerate() {
            if matches!(at, 8 | 13 | 18 | 23) {
                if *byte != b'-' {
                    return Err(NotAnId);
                }
                continue;
            }
            let nibble = match byte {
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'f' => byte - b'a' + 10,
                b'A'..=b'F' => byte - b'A' + 10,
                _ => return Err(NotAnId),
            };
            out[nibbles / 2] |= if nibbles.is_multiple_of(2) { nibble << 4 } else { nibble };
            nibbles += 1;
        }
        Ok(Self(out))
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Id);

        impl $name {
            pub fn fresh(source: &mut dyn Fresh) -> Self {
                Self(Id::from_bytes(source.bytes()))
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// One client, and the name of its document.
    ClientId
    ContactId
    MoveId
    NoteId
    AmendmentId
    /// One billing document (quote, invoice, receipt), draft or issued.
    InvoiceId
    LineId
    PaymentId
    /// The act of issuing: two devices that issue one draft make two, and the document shows as contested.
    IssueId
    VoidId
    /// One act of removing or bringing back.
    RemovalId
    /// An engagement, a promise, a deliverable: whatever a record holds beside its history.
    ItemId
    /// Something that became of an item.
    ActId
    /// One import, or the sample: everything that came in together and can go out together.
    BatchId
    /// Whoever wrote a fact: one per browser profile until teams exist.
    AuthorId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = Id::from_bytes(*b"0123456789abcdef");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("30313233-3435-8637-b839-616263646566".parse(), Ok(id));
    }

    #[test]
    fn text_that_is_no_uuid_is_refused() {
        for text in
            ["", "x", "30313233-3435-8637-b839-61626364656", "30313233x3435-8637-b839-616263646566", "3031323é-3435-8637-b839-61626364656"]
        {
            assert_eq!(text.parse::<Id>(), Err(NotAnId), "{text}");
        }
    }
}
