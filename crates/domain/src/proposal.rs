//! A proposal: what is offered to a client before it is agreed on. What it says now are registers; what was sent are versions, each
//! sealed as one text with its hash, so that what was accepted can be shown and verified whatever becomes of the registers. Where it
//! stands is folded from what was sent and answered, and the day.

mod sealed;
mod standing;
mod terms;

pub use sealed::Sealed;
pub use standing::{Acceptance, Offer, Standing, Version};
pub(crate) use terms::unpriced;
pub use terms::{Deliverable, Instalment, PriceLine, Terms, rows};

use crate::client::Client;
use crate::item::{Item, ItemField, ItemKind};
use crate::time::Day;
use crate::{ActId, ItemId};

/// Why a proposal cannot be sent yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// What it leaves out is neither said nor left unsaid on purpose.
    Exclusions,
    /// Nothing has a price.
    Lines,
    /// A row says nothing.
    Wordless(ItemId),
    /// The price of a row is not said, or is beyond what can be computed.
    Price(ItemId),
    /// Nobody said until when it holds.
    Until,
    /// It is over before it is sent.
    UntilOver,
    /// The payments do not add up to 100 percent.
    Schedule,
    Currency,
    /// The sender has no name to print.
    Sender,
    /// It says what its newest version says already.
    Unchanged,
}

/// A moment of a day in the zone of whoever keeps the record: minutes since midnight.
pub type Minute = u16;

/// Minutes of one day.
pub const MINUTES: Minute = 24 * 60;

/// What the client said yes to, as somebody writes it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Yes {
    /// The act that sent the version which was shown.
    pub version: ActId,
    /// Who said it.
    pub by: String,
    pub on: Day,
    pub minute: Minute,
    /// The optional lines they took.
    pub lines: Vec<ItemId>,
    /// Also after the last day.
    pub late: bool,
    /// What stands on the draft of the deposit invoice; None: no draft is made.
    pub deposit: Option<String>,
}

/// Whether a yes of that day holds for a version that is valid until then: to the last minute of the last day.
pub fn in_time(until: Option<Day>, on: Day) -> bool {
    until.is_none_or(|until| on <= until)
}

/// The proposals of a client that stand, the newest first.
pub fn all(client: &Client) -> Vec<(ItemId, &Item)> {
    let mut all = crate::item::of_kind(&client.items, ItemKind::Proposal);
    crate::order::sort_by_key(&mut all, |(id, item)| std::cmp::Reverse((item.recorded.at, *id)));
    all
}

/// The engagement that came of a proposal.
pub fn engagement(client: &Client, proposal: ItemId) -> Option<ItemId> {
    let of_it = |item: &Item| item.get(ItemField::Proposal).parse() == Ok(proposal);
    crate::item::of_kind(&client.items, ItemKind::Engagement).into_iter().find(|(_, item)| of_it(item)).map(|(id, _)| id)
}
