//! What an accepted request does to the dates.

use super::Scope;
use crate::ItemId;
use crate::item::{ItemField, ItemKind, of_kind};
use crate::time::Day;
use crate::working::Calendar;

impl Scope<'_> {
    /// The new days of what is still to be delivered on a request's engagement, where the request says that it moves them; those without
    /// a day stay without.
    pub fn moves(self, request: ItemId, calendar: &Calendar) -> Vec<(ItemId, Day)> {
        let said = self.standing(request).filter(|item| item.kind == ItemKind::Request);
        let delay = said.and_then(|item| item.count(ItemField::Delay)).and_then(|days| u32::try_from(days).ok()).filter(|days| *days > 0);
        let (Some(delay), Some(engagement)) = (delay, said.and_then(|item| item.engagement())) else { return Vec::new() };
        let due = |(id, item): (ItemId, &crate::item::Item)| {
            let due = item.awaited().filter(|_| item.engagement() == Some(engagement))?;
            Some((id, calendar.plus_days(due, delay.min(1_000))))
        };
        of_kind(&self.client.items, ItemKind::Deliverable).into_iter().filter_map(due).collect()
    }

    /// The new end of the engagement of a request that moves the dates.
    pub fn moves_end(self, request: ItemId, calendar: &Calendar) -> Option<(ItemId, Day)> {
        let said = self.standing(request).filter(|item| item.kind == ItemKind::Request)?;
        let delay = u32::try_from(said.count(ItemField::Delay)?).ok().filter(|days| *days > 0)?;
        let end = self.engagement(said)?.day(ItemField::End)?;
        Some((said.engagement()?, calendar.plus_days(end, delay.min(1_000))))
    }
}
