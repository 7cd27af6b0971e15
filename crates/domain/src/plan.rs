//! In which parts a document is paid, and what is off for whoever pays early.

use rust_decimal::Decimal;

use crate::content::{Content, Instalment, Part, Terms};
use crate::invoice::Invoice;
use crate::money::{Money, Rounding};
use crate::time::Day;

/// What each instalment comes to and by when, in their order. Parts that are all percentages share what is to pay in proportion, to the
/// minor unit; among others, the last takes what is left. They come to what is to pay exactly.
pub fn instalments(content: &Content, payable: Money, dated: Day) -> Vec<(Day, Money)> {
    let percents: Option<Vec<Decimal>> = content
        .instalments
        .iter()
        .map(|one| match one.part {
            Part::Percent(percent) => Some(percent.value()),
            Part::Fixed(_) => None,
        })
        .collect();
    let sums = match percents {
        Some(weights) => payable.split(&weights),
        None => in_turn(&content.instalments, payable),
    };
    content.instalments.iter().map(|one| one.due.due(dated)).zip(sums).collect()
}

fn in_turn(parts: &[Instalment], payable: Money) -> Vec<Money> {
    let mut left = payable;
    let mut sums = Vec::with_capacity(parts.len());
    for (at, one) in parts.iter().enumerate() {
        let sum = match one.part {
            _ if at + 1 == parts.len() => Ok(left),
            Part::Percent(percent) => percent.of(payable),
            Part::Fixed(amount) => Money::rounded(amount, payable.currency(), Rounding::HalfAwayFromZero),
        };
        let sum = sum.unwrap_or(Money::zero(payable.currency()));
        left = left.minus(sum).unwrap_or(left);
        sums.push(sum);
    }
    sums
}

/// So many equal parts, the first on a day and the others on the same day of the months after it.
pub fn monthly(parts: u32, first: Day) -> Vec<Instalment> {
    let share = Decimal::ONE_HUNDRED.checked_div(parts.into()).unwrap_or(Decimal::ONE_HUNDRED);
    let Ok(percent) = crate::content::Percent::new(Rounding::TowardsZero.apply(share, 4)) else { return Vec::new() };
    (0..parts).map(|month| Instalment { part: Part::Percent(percent), due: Terms::On(first.plus_months(month)) }).collect()
}

/// The last day on which less is enough, and how much less.
pub fn early(content: &Content, payable: Money, dated: Day) -> Option<(Day, Money)> {
    let early = content.early?;
    let off = early.percent.of(payable).ok().filter(Money::is_positive)?;
    Some((dated.plus_days(i64::from(early.days)), off))
}

/// The day by which money is due next: of the first instalment that is not covered by what settled the document, else of the document.
pub fn next_due(invoice: &Invoice) -> Option<Day> {
    let document = &invoice.issue()?.document;
    let due = document.due()?;
    let payable = document.totals().payable;
    let settled = invoice.open().and_then(|open| payable.minus(open).ok())?;
    let mut asked = Money::zero(payable.currency());
    for (day, sum) in instalments(document.content(), payable, document.dated()) {
        asked = asked.plus(sum).unwrap_or(asked);
        if asked.amount() > settled.amount() {
            return Some(day);
        }
    }
    Some(due)
}

/// What of it is open of all that was due by a day: nothing of an instalment that is still to come.
pub fn open_by(invoice: &Invoice, day: Day) -> Option<Money> {
    let document = &invoice.issue()?.document;
    let (open, payable) = (invoice.open()?, document.totals().payable);
    let zero = Money::zero(payable.currency());
    let settled = payable.minus(open).ok()?;
    let by_then = instalments(document.content(), payable, document.dated()).into_iter().filter(|(due, _)| *due <= day);
    let asked = by_then.fold(None, |sum: Option<Money>, (_, part)| Some(sum.map_or(part, |sum| sum.plus(part).unwrap_or(sum))));
    let left = match asked {
        Some(asked) => asked.minus(settled).ok()?,
        None if !document.content().instalments.is_empty() => zero,
        None => open,
    };
    Some(if left.is_negative() {
        zero
    } else if left.amount() > open.amount() {
        open
    } else {
        left
    })
}

/// Whether the instalments can be asked for as they stand: none below zero, none before the document's day.
pub fn holds(content: &Content, payable: Money, dated: Day) -> bool {
    instalments(content, payable, dated).iter().all(|(due, sum)| *due >= dated && !sum.is_negative())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Early, Kind, Percent};
    use crate::money::Currency;

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    fn eur(text: &str) -> Money {
        Money::exact(text.parse().expect(text), Currency::EUR).expect(text)
    }

    fn parts(content: &Content, payable: &str) -> Vec<String> {
        let all = instalments(content, eur(payable), day("2026-11-22"));
        all.into_iter().map(|(due, sum)| format!("{due} {}", sum.amount())).collect()
    }

    #[test]
    fn three_instalments_come_to_the_whole() {
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        content.instalments = monthly(3, day("2027-01-31"));
        assert_eq!(parts(&content, "100"), ["2027-01-31 33.33", "2027-02-28 33.33", "2027-03-31 33.34"]);
        assert_eq!(parts(&content, "1000000")[0], "2027-01-31 333333.33");
        content.instalments = monthly(7, day("2026-12-01"));
        let sum: Decimal = instalments(&content, eur("0.05"), day("2026-11-22")).iter().map(|(_, sum)| sum.amount()).sum();
        assert_eq!(sum, eur("0.05").amount());
    }

    #[test]
    fn sums_and_shares_leave_the_rest_to_the_last() {
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        let half = Percent::new(50.into()).expect("half");
        let part = |part| Instalment { part, due: Terms::Net(10) };
        content.instalments = vec![part(Part::Fixed(20.into())), part(Part::Percent(half)), part(Part::Percent(half))];
        assert_eq!(parts(&content, "100"), ["2026-12-02 20.00", "2026-12-02 50.00", "2026-12-02 30.00"]);
        assert!(holds(&content, eur("100"), day("2026-11-22")));
        assert!(!holds(&content, eur("30"), day("2026-11-22")), "the last would be below zero");
        content.instalments[0].due = Terms::On(day("2026-11-21"));
        assert!(!holds(&content, eur("100"), day("2026-11-22")), "before the document");
    }

    #[test]
    fn two_off_within_ten_days() {
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        content.early = Some(Early { percent: Percent::new(2.into()).expect("two"), days: 10 });
        assert_eq!(early(&content, eur("1190"), day("2026-11-22")), Some((day("2026-12-02"), eur("23.80"))));
        assert_eq!(early(&content, eur("0"), day("2026-11-22")), None);
    }
}
