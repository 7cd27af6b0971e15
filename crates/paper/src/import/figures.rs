//! From the figures a file states to lines that compute to its total. Files leave open what their columns mean (is that tax an amount or a
//! rate, is this discount in the total?), so readings are tried in turn, the most telling first, and the first whose sum is the file's own
//! total is the one. Where none is, the lines are kept as they stand and one more makes up the difference.

use std::collections::BTreeMap;

use domain::content::{Content, Kind, Line, Part, Percent, Quantity, UnitPrice};
use domain::intake::{BroughtInvoice, BroughtLine};
use domain::money::{Currency, Rounding};
use domain::{Id, LineId, text};
use rust_decimal::Decimal;

use super::Labels;
use super::line::{DESCRIPTION_MOST, LineFacts, OffReading, part_of, share};
use super::tax::Tax;

/// What the rows of one invoice state about its figures.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub currency: Currency,
    /// What it comes to. None: whatever the lines come to.
    pub total: Option<Decimal>,
    /// In the order of the rows.
    pub lines: Vec<LineFacts>,
    /// The lines without the rows that repeat an earlier one in every cell; None when no row does, or the rows' own sums are the total.
    pub once: Option<Vec<LineFacts>>,
    pub off: super::line::Off,
    pub surcharges: Vec<(String, Decimal)>,
    pub tax: Tax,
    /// What it comes to without tax.
    pub net: Option<Decimal>,
}

/// Lines that compute to `total`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Built {
    pub lines: Vec<BroughtLine>,
    pub discount: Option<Part>,
    pub tax_name: String,
    pub prices_include_tax: bool,
    pub total: Decimal,
    pub remarks: Vec<Remark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    Difference(Decimal),
    TakenOnce,
    TaxAsLine,
    TaxLeftOut,
    DiscountLeftOut,
}

/// A figure is beyond what can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unbuildable;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TaxReading {
    /// Amounts and rates are what they say, on top of the prices.
    OnTop,
    /// What is called an amount is a percentage.
    AmountIsRate,
    /// The prices contain it: only where the file names the rate, else a tax left out of the total could be taken for one within.
    Included,
    LeftOut,
}

#[derive(Clone, Copy, Debug)]
struct Plan {
    off: OffReading,
    tax: TaxReading,
    /// Without rates: discounts and taxes are lines.
    plain: bool,
}

pub(super) fn build(mut facts: Facts, labels: &Labels) -> Result<Built, Unbuildable> {
    if !facts.lines.iter().any(LineFacts::has_money) {
        if facts.tax.is_none() && facts.off.is_none() && facts.surcharges.is_empty() {
            let tax = facts.total.zip(facts.net).and_then(|(total, net)| total.checked_sub(net));
            facts.tax.amount = tax.filter(|tax| *tax > Decimal::ZERO);
        }
        facts.lines = vec![whole(&facts, labels).ok_or(Unbuildable)?];
        facts.once = None;
    }
    let any_off = !facts.off.is_none() || facts.lines.iter().any(|line| !line.off.is_none());
    let any_tax = !facts.tax.is_none() || facts.lines.iter().any(|line| line.taxes.iter().any(|tax| !tax.is_none()));
    let offs: &[OffReading] =
        if any_off { &[OffReading::Percent, OffReading::Amount, OffReading::LeftOut] } else { &[OffReading::LeftOut] };
    let taxes: &[(TaxReading, bool)] = if any_tax {
        &[
            (TaxReading::OnTop, false),
            (TaxReading::OnTop, true),
            (TaxReading::AmountIsRate, false),
            (TaxReading::Included, false),
            (TaxReading::LeftOut, false),
        ]
    } else {
        &[(TaxReading::OnTop, false), (TaxReading::OnTop, true)]
    };
    let variants = [(&facts.lines, false)].into_iter().chain(facts.once.iter().map(|once| (once, true)));
    for (lines, once) in variants {
        for off in offs {
            for (tax, plain) in taxes {
                let plan = Plan { off: *off, tax: *tax, plain: *plain };
                let Some(built) = attempt(&facts, lines, plan, labels) else { continue };
                if facts.total.is_none_or(|total| total == built.total) {
                    return Ok(with_remarks(built, plan, once, any_off, any_tax));
                }
            }
        }
    }
    let plan = Plan { off: OffReading::Amount, tax: TaxReading::OnTop, plain: true };
    let mut built = attempt(&facts, &facts.lines, plan, labels).ok_or(Unbuildable)?;
    let missing = facts.total.and_then(|total| total.checked_sub(built.total)).ok_or(Unbuildable)?;
    built.lines.push(BroughtInvoice::difference(&labels.difference, missing).ok_or(Unbuildable)?);
    built.total = total_of(&built, facts.currency).filter(|total| Some(*total) == facts.total).ok_or(Unbuildable)?;
    built.remarks.push(Remark::Difference(missing));
    Ok(built)
}

fn with_remarks(mut built: Built, plan: Plan, once: bool, any_off: bool, any_tax: bool) -> Built {
    let mut remark = |is: bool, remark: Remark| {
        if is {
            built.remarks.push(remark);
        }
    };
    remark(once, Remark::TakenOnce);
    remark(any_tax && plan.tax == TaxReading::LeftOut, Remark::TaxLeftOut);
    remark(any_off && plan.off == OffReading::LeftOut, Remark::DiscountLeftOut);
    built
}

/// The one line of an invoice whose lines have no figures: what it comes to, without its tax.
fn whole(facts: &Facts, labels: &Labels) -> Option<LineFacts> {
    let total = facts.total?;
    let net = match (facts.tax.amount, facts.tax.rate) {
        (Some(amount), _) => total.checked_sub(amount)?,
        (None, Some(rate)) => {
            let exact = total.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::ONE_HUNDRED.checked_add(rate)?)?;
            Rounding::HalfAwayFromZero.apply(exact, facts.currency.exponent())
        }
        (None, None) => total,
    };
    let others = facts.surcharges.iter().try_fold(Decimal::ZERO, |sum, (_, amount)| sum.checked_add(*amount))?;
    let texts: Vec<&str> = facts.lines.iter().map(|line| line.description.as_str()).filter(|text| !text.is_empty()).take(100).collect();
    let description = if texts.is_empty() { labels.whole.clone() } else { text::prose(&texts.join("\n"), DESCRIPTION_MOST) };
    let (quantity, unit) = match facts.lines.as_slice() {
        [line] => (line.quantity, line.unit.clone()),
        _ => (None, String::new()),
    };
    Some(LineFacts { description, quantity, unit, net: Some(net.checked_sub(others)?), ..LineFacts::default() })
}

/// One reading of the figures; None where it makes no sense.
fn attempt(facts: &Facts, lines: &[LineFacts], plan: Plan, labels: &Labels) -> Option<Built> {
    let currency = facts.currency;
    let discount = facts.off.part(plan.off);
    let shared = if discount.is_none() { shared_percent(lines, plan.off) } else { None };
    let mut names = Names::default();
    let mut tax_lines: Vec<(String, Decimal)> = Vec::new();
    let mut out = Vec::new();
    let mut sum = Decimal::ZERO;
    for line in lines {
        let figure = Priced::read(line, plan, currency)?;
        sum = sum.checked_add(figure.after)?;
        let taxes: Vec<Tax> = line.taxes.iter().filter(|tax| !tax.is_none()).map(|tax| reread(tax, plan.tax)).collect();
        let mut rate = None;
        for tax in &taxes {
            match (plan.tax, plan.plain) {
                (TaxReading::LeftOut, _) => {}
                (_, true) => tax_lines.push((tax.name.clone(), amount_of(tax, figure.after, currency)?)),
                (TaxReading::Included, _) if !tax.names_rate() => return None,
                (reading, false) => {
                    let base = if reading == TaxReading::Included {
                        figure.after.checked_sub(tax.amount.unwrap_or_default())?
                    } else {
                        figure.after
                    };
                    rate = Some(added(rate, tax.rate_on(base, currency)?)?);
                    names.add(tax.bare_name());
                }
            }
        }
        out.push(brought(&line.description, &line.unit, figure.quantity, figure.price, rate)?);
        let off = figure.base.checked_sub(figure.after)?;
        if !off.is_zero() && (plan.plain || shared.is_none()) {
            out.push(brought(&labels.discount, "", Decimal::ONE, -off, rate)?);
        }
    }
    let whole_off = part_of(sum, discount, currency)?;
    sum = sum.checked_sub(whole_off)?;
    let mut part = if plan.plain { None } else { discount.or(shared.map(Part::Percent)) };
    if plan.plain && !whole_off.is_zero() {
        out.push(brought(&labels.discount, "", Decimal::ONE, -whole_off, None)?);
    }
    if !facts.tax.is_none() {
        let tax = reread(&facts.tax, plan.tax);
        match (plan.tax, plan.plain) {
            (TaxReading::LeftOut, _) => {}
            (_, true) => tax_lines.push((tax.name.clone(), amount_of(&tax, sum, currency)?)),
            (TaxReading::Included, _) if !tax.names_rate() => return None,
            (reading, false) => {
                let base = if reading == TaxReading::Included { sum.checked_sub(tax.amount.unwrap_or_default())? } else { sum };
                let rate = tax.rate_on(base, currency)?;
                names.add(tax.bare_name());
                for line in &mut out {
                    line.tax = Some(added(line.tax, rate)?);
                }
            }
        }
    }
    let tax_lines = summed(tax_lines, labels)?;
    let remarks = if tax_lines.is_empty() { Vec::new() } else { vec![Remark::TaxAsLine] };
    for (name, amount) in facts.surcharges.iter().cloned().chain(tax_lines) {
        out.push(brought(&name, "", Decimal::ONE, amount, None)?);
    }
    if matches!(part, Some(Part::Fixed(amount)) if amount.is_zero()) {
        part = None;
    }
    let prices_include_tax = plan.tax == TaxReading::Included && out.iter().any(|line| line.tax.is_some());
    let built = Built { lines: out, discount: part, tax_name: names.joined(), prices_include_tax, total: Decimal::ZERO, remarks };
    let total = total_of(&built, currency)?;
    Some(Built { total, ..built })
}

/// A line's figures: before and after its own discount.
struct Priced {
    quantity: Decimal,
    price: Decimal,
    base: Decimal,
    after: Decimal,
}

impl Priced {
    fn read(line: &LineFacts, plan: Plan, currency: Currency) -> Option<Self> {
        let round = |exact: Decimal| Rounding::HalfAwayFromZero.apply(exact, currency.exponent());
        if let Some(price) = line.price {
            let quantity = line.quantity.unwrap_or(Decimal::ONE);
            let base = round(quantity.checked_mul(price)?);
            let off = part_of(base, line.off.part(plan.off), currency)?;
            return Some(Self { quantity, price, base, after: base.checked_sub(off)? });
        }
        let taxes = || line.taxes.iter().try_fold(Decimal::ZERO, |sum, tax| sum.checked_add(tax.amount.unwrap_or_default()));
        let net = match (line.net, line.total) {
            (Some(net), _) => net,
            (None, Some(total)) => total.checked_sub(taxes()?)?,
            (None, None) => Decimal::ZERO,
        };
        // The price of one, where it comes to the same.
        let each = line
            .quantity
            .filter(|quantity| !quantity.is_zero())
            .and_then(|quantity| net.checked_div(quantity).map(|each| (quantity, each)));
        let (quantity, price) = match each {
            Some((quantity, each)) if UnitPrice::new(each).is_ok() && quantity.checked_mul(each) == Some(net) => (quantity, each),
            _ => (Decimal::ONE, net),
        };
        Some(Self { quantity, price, base: round(net), after: round(net) })
    }
}

/// The percentage that every line with a figure has taken off, if it is one and the same.
fn shared_percent(lines: &[LineFacts], reading: OffReading) -> Option<Percent> {
    let mut parts = lines.iter().filter(|line| line.price.is_some()).map(|line| line.off.part(reading));
    match parts.next()?? {
        Part::Percent(percent) if parts.all(|part| part == Some(Part::Percent(percent))) => Some(percent),
        Part::Percent(_) | Part::Fixed(_) => None,
    }
}

fn reread(tax: &Tax, reading: TaxReading) -> Tax {
    match reading {
        TaxReading::AmountIsRate => Tax { name: tax.name.clone(), rate: tax.rate.or(tax.amount), amount: None },
        TaxReading::OnTop | TaxReading::Included | TaxReading::LeftOut => tax.clone(),
    }
}

fn amount_of(tax: &Tax, net: Decimal, currency: Currency) -> Option<Decimal> {
    match tax.amount {
        Some(amount) => Some(amount),
        None => share(net, tax.rate.unwrap_or_default(), currency),
    }
}

fn added(known: Option<Percent>, more: Percent) -> Option<Percent> {
    Percent::new(known.map_or(Decimal::ZERO, Percent::value).checked_add(more.value())?).ok()
}

/// One line for each name, in the order the names appear; without those that come to nothing.
fn summed(lines: Vec<(String, Decimal)>, labels: &Labels) -> Option<Vec<(String, Decimal)>> {
    let mut sums: Vec<(String, Decimal)> = Vec::new();
    let mut places = BTreeMap::new();
    for (name, amount) in lines {
        let name = if name.is_empty() { labels.tax.clone() } else { name };
        let at = *places.entry(name.clone()).or_insert(sums.len());
        match sums.get_mut(at) {
            Some((_, sum)) => *sum = sum.checked_add(amount)?,
            None => sums.push((name, amount)),
        }
    }
    sums.retain(|(_, sum)| !sum.is_zero());
    Some(sums)
}

fn brought(description: &str, unit: &str, quantity: Decimal, price: Decimal, tax: Option<Percent>) -> Option<BroughtLine> {
    Some(BroughtLine {
        description: description.to_owned(),
        quantity: Quantity::new(quantity).ok()?,
        unit: unit.to_owned(),
        price: UnitPrice::new(price).ok()?,
        tax,
    })
}

/// What the lines come to by the one computation there is for documents.
fn total_of(built: &Built, currency: Currency) -> Option<Decimal> {
    let mut content = Content::blank(Kind::Invoice, currency);
    content.lines = built
        .lines
        .iter()
        .map(|line| Line {
            description: String::new(),
            quantity: line.quantity,
            unit: String::new(),
            price: line.price,
            tax: line.tax,
            ..Line::blank(LineId(Id::from_bytes([0; 16])))
        })
        .collect();
    content.discount = built.discount;
    content.prices_include_tax = built.prices_include_tax;
    content.totals().ok().map(|totals| totals.total.amount())
}

#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn add(&mut self, name: &str) {
        // No more than can be shown.
        if self.0.len() < 8 && !name.is_empty() && !self.0.iter().any(|known| known == name) {
            self.0.push(name.to_owned());
        }
    }

    fn joined(&self) -> String {
        text::line(&self.0.join(" + "), 40)
    }
}
