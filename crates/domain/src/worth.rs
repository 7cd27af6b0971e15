//! What a client has been worth: money that came in and stayed, without tax, for each currency; and what came of whom it sent.

use std::collections::{BTreeMap, BTreeSet};

use crate::ClientId;
use crate::client::Client;
use crate::credit;
use crate::invoice::{Invoice, Standing};
use crate::item::{ItemField, ItemKind, of_kind};
use crate::money::{Currency, Money, Purse, Rounding};
use crate::row::{Row, Rows};

/// What one document brought in: what was paid on it and is not owed back, in the part that its net has in its total. What is only credited, was
/// refunded, or was kept back as a tax counts as not paid. None: it asks for no money, or was not issued, or is void.
pub fn earned(invoice: &Invoice) -> Option<Money> {
    let document = &invoice.issue()?.document;
    if !document.content().kind.collects() || matches!(invoice.standing(), Standing::Void | Standing::Removed) {
        return None;
    }
    let paid = invoice.paid()?;
    let kept = credit::over(invoice).map_or(Ok(paid), |over| paid.minus(over)).ok()?;
    let totals = document.totals();
    if !kept.is_positive() || totals.total.is_zero() {
        return Some(Money::zero(kept.currency()));
    }
    let net = kept.amount().checked_mul(totals.net.amount())?.checked_div(totals.total.amount())?;
    Money::rounded(net, kept.currency(), Rounding::HalfAwayFromZero).ok()
}

/// All that a client's own record brought in.
pub fn of(client: &Client) -> Purse {
    client.invoices.values().filter_map(earned).filter(Money::is_positive).collect()
}

/// Whom a client came through. Of several the one that was written last.
pub fn through(client: &Client) -> Option<ClientId> {
    let mut all = of_kind(&client.items, ItemKind::Referral);
    crate::order::sort_by_key(&mut all, |(id, item)| (item.recorded.at, *id));
    let (_, item) = all.pop()?;
    item.get(ItemField::Under).parse().ok()
}

/// One line of the tree of who came through whom: depth first, those below one another right after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    pub client: ClientId,
    /// Empty where it was erased.
    pub name: String,
    /// It is no client any more; what came of it stays.
    pub gone: bool,
    pub depth: usize,
    pub own: Purse,
    /// With all that came through it, however far.
    pub whole: Purse,
    /// How many that are.
    pub below: usize,
}

/// Everybody who sent somebody, and whom. Whoever sent nobody and came through nobody is left out; a ring begins with its first.
pub fn tree(rows: &Rows) -> Vec<Branch> {
    let stands = |client: ClientId| rows.get(&client).and_then(|row| row.under).unwrap_or(client);
    let mut sent: BTreeMap<ClientId, Vec<ClientId>> = BTreeMap::new();
    let mut source: BTreeSet<ClientId> = BTreeSet::new();
    for row in rows.values().filter(|row| row.under.is_none()) {
        if let Some(from) = row.keeping.through {
            let from = stands(from);
            if from != row.id {
                sent.entry(from).or_default().push(row.id);
                source.insert(row.id);
            }
        }
    }
    // Whoever came through nobody begins a tree; of those that only lead to each other the first does.
    let mut roots: Vec<ClientId> = sent.keys().copied().filter(|one| !source.contains(one)).collect();
    let mut reached: BTreeSet<ClientId> = BTreeSet::new();
    let mut all: Vec<Branch> = Vec::new();
    let mut above: Vec<Option<usize>> = Vec::new();
    let by_name = |one: &ClientId| (rows.get(one).map(|row| crate::text::fold(&row.name)), *one);
    crate::order::sort_by_key(&mut roots, by_name);
    let rings: Vec<ClientId> = sent.keys().copied().filter(|one| source.contains(one)).collect();
    for root in roots.into_iter().chain(rings) {
        let mut waiting = vec![(root, 0, None)];
        while let Some((client, depth, parent)) = waiting.pop() {
            if !reached.insert(client) {
                continue;
            }
            let row = rows.get(&client);
            let name = row.map(|row| row.name.as_str()).unwrap_or_default();
            let own = row.map(|row| row.keeping.worth.clone()).unwrap_or_default();
            let gone = row.is_none_or(|row| row.removed);
            let at = all.len();
            all.push(Branch { client, name: name.to_owned(), gone, depth, whole: own.clone(), own, below: 0 });
            above.push(parent);
            let mut children = sent.get(&client).cloned().unwrap_or_default();
            crate::order::sort_by_key(&mut children, by_name);
            waiting.extend(children.into_iter().rev().map(|child| (child, depth + 1, Some(at))));
        }
    }
    for at in (0..all.len()).rev() {
        let (whole, below) = (all[at].whole.clone(), all[at].below + 1);
        if let Some(parent) = above[at] {
            all[parent].whole.add_all(&whole);
            all[parent].below += below;
        }
    }
    all
}

/// How much of all the money is theirs who bring most of it: the classes of ABC analysis, by 80 and 95 percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    A,
    B,
    C,
}

/// The class of everybody who brought something in. Currencies are looked at one by one; of several the best counts.
pub fn classes(rows: &Rows) -> BTreeMap<ClientId, Class> {
    let mut by_currency: BTreeMap<Currency, Vec<(Money, ClientId)>> = BTreeMap::new();
    for row in rows.values().filter(|row| !row.removed) {
        for money in row.keeping.worth.iter().filter(Money::is_positive) {
            by_currency.entry(money.currency()).or_default().push((money, row.id));
        }
    }
    let mut classes: BTreeMap<ClientId, Class> = BTreeMap::new();
    for (currency, mut all) in by_currency {
        crate::order::sort_by_key(&mut all, |(money, id)| (std::cmp::Reverse(money.amount()), *id));
        let sum =
            |part: &[(Money, ClientId)]| part.iter().map(|(money, _)| money.amount()).fold(Money::zero(currency).amount(), |a, b| a + b);
        let whole = sum(&all);
        let mut before = Money::zero(currency).amount();
        for (money, id) in all {
            // The class of the money that its own begins in.
            let hundredths = before.checked_mul(100.into()).and_then(|part| part.checked_div(whole)).unwrap_or_default();
            let class = if hundredths < 80.into() {
                Class::A
            } else if hundredths < 95.into() {
                Class::B
            } else {
                Class::C
            };
            let known = classes.entry(id).or_insert(class);
            *known = (*known).min(class);
            before += money.amount();
        }
    }
    classes
}

/// What a row says of it: shown beside the attention that is given.
pub fn attention(row: &Row, since: crate::time::Day) -> usize {
    row.keeping.words.iter().filter(|day| **day >= since).count()
}
