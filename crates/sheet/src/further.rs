//! What only some documents say: what was added or taken off, why there is no tax, when it was done, in which parts it is paid.

use domain::content::{Adjustment, Line, LineSum, Part, Percent, Period, Way};
use domain::money::Money;

use crate::format::Format;
use crate::leaf::Fact;
use crate::sheet::Sheet;
use crate::words::{Further, Words, fill};

fn share(part: Part) -> Option<Percent> {
    match part {
        Part::Percent(percent) => Some(percent),
        Part::Fixed(_) => None,
    }
}

/// "Rush fee 10 %", or what such things are called.
pub(crate) fn adjustment(one: &Adjustment, words: &Words, further: &Further, format: Format) -> String {
    let usual = match one.way {
        Way::Allowance => further.allowance,
        Way::Charge => further.charge,
    };
    let reason = one.reason.trim();
    words.share(if reason.is_empty() { usual } else { reason }, share(one.part), format)
}

/// With its sign: what is taken off is below zero.
pub(crate) fn signed(way: Way, amount: Money) -> Money {
    match way {
        Way::Allowance => amount.negated(),
        Way::Charge => amount,
    }
}

fn span(period: Period, format: Format) -> String {
    let (from, to) = (period.from(), period.to());
    if from == to { format.day(from) } else { format!("{} – {}", format.day(from), format.day(to)) }
}

/// What stands small under a line: its days, and what was taken off it or added.
pub(crate) fn under_line(line: &Line, sum: Option<&LineSum>, words: &Words, further: &Further, format: Format) -> Vec<String> {
    let mut under: Vec<String> = line.period.map(|period| span(period, format)).into_iter().collect();
    let sums = sum.map(|sum| sum.adjustments.as_slice()).unwrap_or_default();
    for (one, amount) in line.adjustments.iter().zip(sums) {
        under.push(format!("{}: {}", adjustment(one, words, further, format), format.amount(signed(one.way, *amount))));
    }
    under
}

/// Facts beside the usual ones.
pub(crate) fn facts(sheet: &Sheet, further: &Further, format: Format) -> Vec<Fact> {
    let content = &sheet.content;
    let fact = |label: &str, text: String| Fact { label: label.to_owned(), text, strong: false };
    let mut facts = Vec::new();
    if !content.buyer_reference.trim().is_empty() {
        facts.push(fact(further.buyer_reference, content.buyer_reference.clone()));
    }
    if let Some(period) = content.period {
        facts.push(fact(further.period, span(period, format)));
    }
    if let Some(about) = &content.about {
        facts.push(fact(further.about, fill(further.of, &[&about.number, &format.day(about.dated)])));
    }
    facts
}

/// Why there is no tax, category by category; then what it all is in another currency.
pub(crate) fn small(sheet: &Sheet, further: &Further, format: Format) -> Vec<String> {
    let mut small = Vec::new();
    for tax in &sheet.totals.taxes {
        let category = tax.group.category;
        let said = sheet.content.exemptions.get(&category).map(|text| text.trim()).filter(|text| !text.is_empty());
        let words = if category.needs_reason() { said.or_else(|| further.category(category)) } else { said };
        small.extend(words.map(str::to_owned).filter(|text| !small.contains(text)));
    }
    if let (Some(exchange), Some(sums)) = (&sheet.content.exchange, &sheet.totals.exchanged) {
        let rate = format.number(exchange.rate.value().normalize());
        let one = fill(further.exchange, &[sheet.content.currency.code(), &rate, exchange.to.code(), &format.day(exchange.day)]);
        let source = if exchange.source.trim().is_empty() { String::new() } else { format!(" ({})", exchange.source.trim()) };
        let sums = fill(further.exchanged, &[&format.money(sums.tax), &format.money(sums.total)]);
        small.push(format!("{one}{source}; {sums}."));
    }
    small
}

/// In which parts it is paid, and what is less for whoever pays early.
pub(crate) fn parts(sheet: &Sheet, further: &Further, format: Format) -> Vec<String> {
    let all = sheet.totals.payable;
    let mut said = Vec::new();
    let mut left = all;
    let count = sheet.content.instalments.len();
    let whole = sheet.content.instalments.iter().filter_map(|one| share(one.part)).map(Percent::value).sum::<rust_decimal::Decimal>();
    for (at, one) in sheet.content.instalments.iter().enumerate() {
        let amount = match one.part {
            // The last of several shares that make a whole takes what rounding left.
            Part::Percent(_) if at + 1 == count && whole == Percent::HUNDRED.value() => Ok(left),
            Part::Percent(percent) => percent.of(all),
            Part::Fixed(amount) => Money::exact(amount, all.currency()),
        };
        let Ok(amount) = amount else { continue };
        left = left.minus(amount).unwrap_or(left);
        said.push(fill(further.instalment, &[&(at + 1).to_string(), &format.money(amount), &format.day(one.due.due(sheet.dated))]));
    }
    let early = sheet.content.early.filter(|_| sheet.content.kind.collects());
    if let Some((early, less)) = early.and_then(|early| Some((early, early.percent.of(all).ok()?))) {
        let day = format.day(sheet.dated.plus_days(i64::from(early.days)));
        let paid = all.minus(less).unwrap_or(all);
        said.push(fill(further.early, &[&format.percent(early.percent.value()), &day, &format.money(paid)]));
    }
    said
}
