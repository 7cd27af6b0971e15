//! What an engagement may take, and what it has taken.

use rust_decimal::Decimal;

use super::charge::{times, worked};
use super::minutes::hours;
use super::{Scope, is_charged};
use crate::ItemId;
use crate::item::{ActKind, Item, ItemField, ItemKind, of_kind};
use crate::money::{Money, Purse, Rounding};

/// How far a budget is used up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    #[default]
    Within,
    /// Four fifths are used.
    Near,
    /// All of it is used, or more.
    Spent,
}

/// A part of a whole, both in the same unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub used: Decimal,
    pub of: Decimal,
}

impl Share {
    /// Whole percent, cut: 79.9 % are 79. Nothing of nothing is 0, something of nothing 100.
    pub fn percent(self) -> u32 {
        if self.of.is_zero() {
            return if self.used.is_zero() { 0 } else { 100 };
        }
        let share = self.used.checked_div(self.of).and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
        let cut = share.map(|share| Rounding::TowardsZero.apply(share, 0).normalize().to_string());
        cut.and_then(|text| text.parse().ok()).unwrap_or(u32::MAX)
    }

    pub fn level(self) -> Level {
        if self.of.is_zero() && self.used.is_zero() {
            Level::Within
        } else if self.used >= self.of {
            Level::Spent
        } else if self.percent() >= 80 {
            Level::Near
        } else {
            Level::Within
        }
    }
}

/// An engagement's budget. What was agreed stays as it was; what accepted requests add stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    pub hours_agreed: Option<Decimal>,
    /// By accepted requests, whether or not hours were agreed.
    pub hours_added: Decimal,
    pub money_agreed: Option<Money>,
    /// By accepted requests, each currency apart. Only what is in the currency of the engagement counts to its budget.
    pub money_added: Purse,
    /// Minutes of all work on it: what is not charged takes its time too.
    pub worked: u64,
    /// What the charged time comes to. None without a price an hour.
    pub worth: Option<Money>,
}

impl Budget {
    /// Hours worked of the hours there are; None where no hours were agreed.
    pub fn hours(&self) -> Option<Share> {
        let of = self.hours_agreed?.checked_add(self.hours_added)?;
        Some(Share { used: hours(self.worked), of })
    }

    /// The money there is; None where none was agreed.
    pub fn money_now(&self) -> Option<Money> {
        let agreed = self.money_agreed?;
        agreed.plus(self.money_added.get(agreed.currency())).ok()
    }

    /// Money used of the money there is; None where none was agreed, or no hour has a price.
    pub fn money(&self) -> Option<Share> {
        Some(Share { used: self.worth?.amount(), of: self.money_now()?.amount() })
    }

    /// The worse of both.
    pub fn level(&self) -> Level {
        let levels = [self.hours(), self.money()];
        levels.into_iter().flatten().map(Share::level).max().unwrap_or_default()
    }
}

impl<'a> Scope<'a> {
    /// The budget of an engagement. None: it is not here, or is none.
    pub fn budget(self, id: ItemId) -> Option<Budget> {
        let engagement = self.standing(id).filter(|item| item.kind == ItemKind::Engagement)?;
        let of_it = |item: &&Item| item.engagement() == Some(id);
        let (mut all, mut charged) = (0_u64, 0_u64);
        for item in of_kind(&self.client.items, ItemKind::Work).into_iter().map(|(_, item)| item).filter(of_it) {
            all = all.saturating_add(worked(item));
            if is_charged(item) && self.stands(item) != Some(ActKind::Waived) {
                charged = charged.saturating_add(worked(item));
            }
        }
        let (mut hours_added, mut money_added) = (Decimal::ZERO, Purse::default());
        for (_, item) in of_kind(&self.client.items, ItemKind::Request).into_iter().filter(|(_, item)| of_it(item)) {
            if self.is_accepted(item) {
                hours_added = hours_added.saturating_add(item.amount(ItemField::Hours).unwrap_or_default());
                if let Some(price) = self.price(item) {
                    money_added.add(price);
                }
            }
        }
        let currency = self.currency(engagement);
        let worth = currency.zip(self.rate(engagement)).and_then(|(currency, rate)| times(hours(charged), rate, currency).ok());
        let money_agreed = currency
            .zip(engagement.amount(ItemField::Budget))
            .and_then(|(currency, amount)| Money::rounded(amount, currency, Rounding::HalfAwayFromZero).ok());
        Some(Budget { hours_agreed: engagement.amount(ItemField::Hours), hours_added, money_agreed, money_added, worked: all, worth })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_warns_at_four_fifths_and_at_the_whole() {
        let level = |used: i64, of: i64| Share { used: Decimal::new(used, 2), of: Decimal::new(of, 2) }.level();
        assert_eq!(level(7_999, 10_000), Level::Within);
        assert_eq!(level(8_000, 10_000), Level::Near);
        assert_eq!(level(9_999, 10_000), Level::Near);
        assert_eq!(level(10_000, 10_000), Level::Spent);
        assert_eq!(level(0, 0), Level::Within);
        assert_eq!(level(1, 0), Level::Spent);
    }

    #[test]
    fn absurd_shares_have_a_percentage() {
        assert_eq!(Share { used: Decimal::MAX, of: Decimal::new(1, 28) }.percent(), u32::MAX);
        assert_eq!(Share { used: Decimal::ONE, of: Decimal::from(3) }.percent(), 33);
    }
}
