//! What was claimed already, and what is left to claim. A claim is a fact beside the late invoice: it names the line of the document that asks
//! for it, and holds as long as that line does.

use super::{Piece, Table, pieces, sum};
use crate::client::Client;
use crate::content::Content;
use crate::item::{ActKind, Item, ItemField, ItemKind, of_kind};
use crate::money::{Money, MoneyError};
use crate::row::InvoiceRow;
use crate::scope::Scope;
use crate::time::Day;
use crate::{InvoiceId, ItemId, order};

/// Interest or a fee that a document asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub id: ItemId,
    /// The late invoice.
    pub late: InvoiceId,
    /// The days it covers, the first and the last. None: a fee.
    pub days: Option<(Day, Day)>,
    pub amount: Money,
    /// The document that asks for it.
    pub with: InvoiceId,
}

fn read(id: ItemId, item: &Item, with: InvoiceId) -> Option<Claim> {
    let money = |field| Money::exact(item.amount(field)?, item.currency()?).ok();
    let (days, amount) = match money(ItemField::Fee) {
        Some(fee) => (None, fee),
        None => (Some((item.day(ItemField::Start)?, item.day(ItemField::End)?)), money(ItemField::Price)?),
    };
    Some(Claim { id, late: item.get(ItemField::Invoice).parse().ok()?, days, amount, with })
}

/// The claims that hold: those whose document was neither thrown away nor voided, and still has their line.
pub fn claims(client: &Client) -> Vec<Claim> {
    let scope = Scope::of(client, None);
    let all = of_kind(&client.items, ItemKind::LateClaim).into_iter();
    all.filter_map(|(id, item)| read(id, item, scope.billed_with(item)?)).collect()
}

/// Whether a draft with this content would claim what another document claims by now: the same days of an invoice, or its fee.
pub fn clashes(client: &Client, draft: InvoiceId, content: &Content) -> bool {
    let has = |item: &Item| {
        let mut charges = item.told().into_iter().filter(|(_, act)| act.kind == ActKind::Billed).filter_map(|(_, act)| act.charge());
        charges.any(|(with, line)| with == draft && line.is_none_or(|line| content.lines.iter().any(|one| one.id == line)))
    };
    let standing = claims(client);
    let same = |one: &Claim, other: &Claim| match (one.days, other.days) {
        (None, None) => true,
        (Some((from, until)), Some((begun, ended))) => from <= ended && begun <= until,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let own = of_kind(&client.items, ItemKind::LateClaim).into_iter().filter(|(_, item)| has(item));
    own.filter_map(|(id, item)| read(id, item, draft))
        .any(|one| standing.iter().any(|other| other.with != draft && other.late == one.late && same(&one, other)))
}

/// What is left to claim of one late invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub late: InvoiceId,
    pub number: String,
    pub dated: Day,
    /// The day it was first due.
    pub due: Day,
    pub until: Day,
    /// The days that no claim covers yet.
    pub pieces: Vec<Piece>,
    /// All interest up to `until`, rounded once, less what was claimed of it; never below zero.
    pub interest: Money,
    /// What `interest` differs from the pieces by: the rounding of earlier claims, and what was learnt since of days they cover.
    pub difference: Money,
    /// The fee, where it is charged and not yet claimed.
    pub fee: Option<Money>,
}

impl Owed {
    pub fn is_nothing(&self) -> bool {
        !self.interest.is_positive() && self.fee.is_none()
    }
}

/// What is left to claim of a document up to the end of a day. None: it bears nothing, or it asks for interest itself; interest bears none.
///
/// # Errors
/// Figures beyond what can be computed.
pub fn owed(paper: &InvoiceRow, table: &Table, claims: &[Claim], until: Day) -> Result<Option<Owed>, MoneyError> {
    let currency = paper.total.currency();
    let (Some(due), Some(dated), Some(number)) = (paper.due, paper.dated, paper.number.clone()) else { return Ok(None) };
    if claims.iter().any(|claim| claim.with == paper.id) {
        return Ok(None);
    }
    let all = pieces(paper, table, until);
    // A fee goes with being late: with interest, or where the terms have no rate with money that came after the days of grace.
    let first = table.on(due.plus_days(1), currency);
    let past = first.filter(|terms| due.days_until(until) > terms.grace);
    let owing = |terms: &&super::Terms| {
        let open = paper.open_on(due.plus_days(terms.grace));
        let disputed = crate::account::disputed_on(&paper.disputes, due.plus_days(terms.grace + 1), open);
        super::bears(paper).is_some() && open.amount() > disputed.amount()
    };
    let fee = past.filter(owing).and_then(|terms| terms.fee);
    let mine = || claims.iter().filter(|claim| claim.late == paper.id && claim.amount.currency() == currency);
    let fee = fee.filter(|_| !mine().any(|claim| claim.days.is_none()));

    let mut covered: Vec<(Day, Day)> = mine().filter_map(|claim| claim.days).collect();
    order::sort(&mut covered);
    let left = without(all.clone(), &covered);
    let claimed = mine().filter(|claim| claim.days.is_some()).try_fold(Money::zero(currency), |sum, claim| sum.plus(claim.amount))?;
    let interest = sum(&all, currency)?.minus(claimed)?;
    let interest = if interest.is_negative() || left.is_empty() { Money::zero(currency) } else { interest };
    let difference = interest.minus(sum(&left, currency)?)?;
    let owed = Owed { late: paper.id, number, dated, due, until, pieces: left, interest, difference, fee };
    Ok((!owed.is_nothing()).then_some(owed))
}

/// The pieces without the days that are covered.
fn without(pieces: Vec<Piece>, covered: &[(Day, Day)]) -> Vec<Piece> {
    let mut left = Vec::new();
    for piece in pieces {
        let mut from = piece.from;
        let part = |from: Day, until: Day| {
            let days = from.days_until(until) + 1;
            (days > 0).then(|| Piece { from, until, days, ..piece.clone() })
        };
        for (begun, ended) in covered {
            if *ended < from || *begun > piece.until {
                continue;
            }
            left.extend(part(from, begun.plus_days(-1)));
            from = from.max(ended.plus_days(1));
        }
        left.extend(part(from, piece.until));
    }
    left
}
