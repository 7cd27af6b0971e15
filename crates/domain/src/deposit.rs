//! Deposits: what was agreed before work begins, and whether it is there.

use rust_decimal::Decimal;

use crate::ItemId;
use crate::client::Client;
use crate::content::Kind;
use crate::invoice::{Invoice, PaymentKind, Standing};
use crate::item::{Item, ItemField, ItemKind, of_kind};
use crate::money::{Currency, Money, Rounding};
use crate::scope::Scope;
use crate::time::Day;

/// A deposit that was agreed and is not recorded as paid, or not all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The engagement's name, or the document's number.
    pub about: String,
    pub agreed: Money,
    pub paid: Money,
}

/// What is missing for work on an engagement; None: for work on anything.
///
/// What an engagement agrees on is paid by what came in on the client's documents since it was signed, the earlier engagement first. Where
/// no open engagement names a deposit in a currency, an open invoice that asks for one does.
pub fn missing(client: &Client, usual: Option<Currency>, engagement: Option<ItemId>) -> Vec<Missing> {
    let scope = Scope::of(client, usual);
    let mut agreed: Vec<(Option<Day>, ItemId, &Item, Money)> = Vec::new();
    for (id, item) in of_kind(&client.items, ItemKind::Engagement).into_iter().filter(|(_, item)| item.is_open()) {
        let amount = item.amount(ItemField::Deposit).filter(|amount| !amount.is_zero());
        let money = amount.zip(scope.currency(item)).map(|(amount, currency)| Money::rounded(amount, currency, Rounding::HalfAwayFromZero));
        if let Some(Ok(money)) = money {
            agreed.push((item.day(ItemField::Signed).or_else(|| item.day(ItemField::Start)), id, item, money));
        }
    }
    crate::order::sort_by_key(&mut agreed, |(on, id, ..)| (*on, *id));
    let mut came = payments(client);
    let mut found = Vec::new();
    for (since, id, item, money) in &agreed {
        let mut paid = Money::zero(money.currency());
        let theirs = came.iter_mut().filter(|(on, one)| one.currency() == money.currency() && since.is_none_or(|since| *on >= since));
        for (_, one) in theirs {
            let lacking = money.amount() - paid.amount();
            let part = Money::rounded(lacking.min(one.amount()).max(Decimal::ZERO), money.currency(), Rounding::TowardsZero);
            if let (Ok(more), Ok(left)) = (part.and_then(|part| paid.plus(part)), part.and_then(|part| one.minus(part))) {
                (paid, *one) = (more, left);
            }
        }
        if paid.amount() < money.amount() && engagement.is_none_or(|wanted| wanted == *id) {
            found.push(Missing { about: item.title().to_owned(), agreed: *money, paid });
        }
    }
    for invoice in client.invoices.values().filter(|one| matches!(one.standing(), Standing::Open | Standing::PartlyPaid)) {
        let (Some(issue), Some(paid)) = (invoice.issue(), invoice.paid()) else { continue };
        let (content, totals) = (issue.document.content(), issue.document.totals());
        let deposit = if content.kind == Kind::Deposit { totals.payable } else { totals.deposit };
        let said = agreed.iter().any(|(.., money)| money.currency() == deposit.currency());
        if deposit.is_positive() && paid.amount() < deposit.amount() && !said {
            found.push(Missing { about: issue.document.number().to_owned(), agreed: deposit, paid });
        }
    }
    found
}

/// Every payment that stands, the earliest first.
fn payments(client: &Client) -> Vec<(Day, Money)> {
    let documents = client.invoices.values().filter(|one| one.removed.is_none() && one.voids.is_empty());
    let standing = documents.flat_map(Invoice::entries).filter(|(_, payment)| payment.kind == PaymentKind::Received);
    let mut all: Vec<_> = standing.map(|(_, payment)| (payment.on, payment.amount)).collect();
    crate::order::sort_by_key(&mut all, |(on, money)| (*on, money.amount()));
    all
}
