//! How a client is kept, as its row remembers it.

use domain::retention::{Delivered, Keeping, Said};
use domain::{ClientId, ItemId};
use serde::{Deserialize, Serialize};

use super::KeptMoney;
use crate::kept::{Bytes, day, days, id, maybe};

#[derive(Serialize, Deserialize)]
pub(super) struct KeptKeeping<'a> {
    worth: Vec<KeptMoney>,
    through: Option<Bytes>,
    /// The day, what it was, whether it was in time.
    #[serde(borrow)]
    delivered: Option<(i32, &'a str, bool)>,
    /// The day, the item, the score, whether something was done about it.
    said: Option<(i32, Bytes, u8, bool)>,
    words: Vec<i32>,
    planned: bool,
    asked: Option<i32>,
}

impl<'a> KeptKeeping<'a> {
    pub(super) fn of(keeping: &'a Keeping) -> Self {
        Self {
            worth: keeping.worth.iter().map(KeptMoney::of).collect(),
            through: keeping.through.map(|client| *client.0.bytes()),
            delivered: keeping.delivered.as_ref().map(|last| (days(last.on), last.title.as_str(), last.in_time)),
            said: keeping.said.map(|said| (days(said.on), *said.item.0.bytes(), said.score, said.acted)),
            words: keeping.words.iter().map(|day| days(*day)).collect(),
            planned: keeping.planned,
            asked: keeping.asked.map(days),
        }
    }

    pub(super) fn keeping(self) -> Option<Keeping> {
        let delivered = |(on, title, in_time): (i32, &str, bool)| Some(Delivered { on: day(on)?, title: title.to_owned(), in_time });
        let said = |(on, item, score, acted)| Some(Said { on: day(on)?, item: ItemId(id(item)?), score, acted });
        Some(Keeping {
            worth: self.worth.iter().map(KeptMoney::money).collect::<Option<Vec<_>>>()?.into_iter().collect(),
            through: maybe(self.through, |client| id(client).map(ClientId))?,
            delivered: maybe(self.delivered, delivered)?,
            said: maybe(self.said, said)?,
            words: self.words.into_iter().map(day).collect::<Option<_>>()?,
            planned: self.planned,
            asked: maybe(self.asked, day)?,
        })
    }
}
