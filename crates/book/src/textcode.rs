//! What can be found of a client, as the cache keeps it ([`kept`]): apart from its row, because it is long and read only by those who seek.

use domain::find::{Passage, Spot};
use domain::item::ItemKind;
use domain::{ClientId, ContactId, InvoiceId, ItemId, MoveId, NoteId};
use serde::{Deserialize, Serialize};

use crate::kept::{self, Bytes, day, days, id, maybe, place};

/// Raised whenever [`domain::find::passages`] gives other passages of the same record, or they are kept in another shape.
const VERSION: u8 = 3;

#[derive(Serialize, Deserialize)]
struct KeptText<'a> {
    client: Bytes,
    #[serde(borrow)]
    passages: Vec<KeptPassage<'a>>,
}

#[derive(Serialize, Deserialize)]
struct KeptPassage<'a> {
    spot: KeptSpot,
    id: Bytes,
    day: Option<i32>,
    text: &'a str,
    before: &'a str,
}

#[derive(Serialize, Deserialize)]
enum KeptSpot {
    Note,
    Move,
    Person,
    Document,
    Item(u8),
}

pub fn encode(client: ClientId, passages: &[Passage]) -> Vec<u8> {
    let passages = passages.iter().map(KeptPassage::of).collect();
    kept::encode(VERSION, &KeptText { client: *client.0.bytes(), passages })
}

/// None as well for what is of another client.
pub fn decode(client: ClientId, bytes: &[u8]) -> Option<Vec<Passage>> {
    let kept: KeptText<'_> = kept::decode(VERSION, bytes)?;
    if id(kept.client)? != client.0 {
        return None;
    }
    kept.passages.into_iter().map(KeptPassage::passage).collect()
}

impl<'a> KeptPassage<'a> {
    fn of(passage: &'a Passage) -> Self {
        let (spot, id) = match passage.spot {
            Spot::Note(NoteId(id)) => (KeptSpot::Note, id),
            Spot::Move(MoveId(id)) => (KeptSpot::Move, id),
            Spot::Person(ContactId(id)) => (KeptSpot::Person, id),
            Spot::Document(InvoiceId(id)) => (KeptSpot::Document, id),
            Spot::Item(ItemId(id), kind) => (KeptSpot::Item(place(ItemKind::ALL, kind)), id),
        };
        Self { spot, id: *id.bytes(), day: passage.day.map(days), text: &passage.text, before: &passage.before }
    }

    fn passage(self) -> Option<Passage> {
        let id = id(self.id)?;
        let spot = match self.spot {
            KeptSpot::Note => Spot::Note(NoteId(id)),
            KeptSpot::Move => Spot::Move(MoveId(id)),
            KeptSpot::Person => Spot::Person(ContactId(id)),
            KeptSpot::Document => Spot::Document(InvoiceId(id)),
            KeptSpot::Item(kind) => Spot::Item(ItemId(id), *ItemKind::ALL.get(usize::from(kind))?),
        };
        Some(Passage { spot, day: maybe(self.day, day)?, text: self.text.to_owned(), before: self.before.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Id;
    use domain::time::Day;
    use proptest::prelude::*;

    fn all() -> impl Strategy<Value = Vec<Passage>> {
        let spot = (0..5u8, any::<[u8; 16]>(), prop::sample::select(ItemKind::ALL)).prop_map(|(which, bytes, kind)| {
            let id = Id::from_bytes(bytes);
            match which {
                0 => Spot::Note(NoteId(id)),
                1 => Spot::Move(MoveId(id)),
                2 => Spot::Person(ContactId(id)),
                3 => Spot::Document(InvoiceId(id)),
                _ => Spot::Item(ItemId(id), kind),
            }
        });
        let passage = (spot, prop::option::of(1..28u32), ".{0,20}", ".{0,20}").prop_map(|(spot, day, text, before)| Passage {
            spot,
            day: day.and_then(|day| Day::new(2026, 2, day)),
            text,
            before,
        });
        prop::collection::vec(passage, 0..6)
    }

    proptest! {
        #[test]
        fn what_was_kept_comes_back_and_damage_is_seen(all in all(), at in any::<prop::sample::Index>(), flip in 1..=255u8) {
            let client = ClientId(Id::from_bytes([1; 16]));
            let mut bytes = encode(client, &all);
            prop_assert_eq!(decode(client, &bytes), Some(all));
            prop_assert_eq!(decode(ClientId(Id::from_bytes([2; 16])), &bytes), None);
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            prop_assert_eq!(decode(client, &bytes), None);
        }
    }
}
