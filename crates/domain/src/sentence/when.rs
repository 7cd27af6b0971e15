//! Days and terms as people say them: "in 14 days", "net 30 EOM", "next Friday", "15 March", "12/6".

use crate::content::Terms;
use crate::time::Day;

use super::day::{Lean, Named};
use super::reading::Why;
use super::view::View;
use super::words::{Sense, Unit};

/// Terms as they were said, and how else they could be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub terms: Result<Terms, Why>,
    pub others: Vec<Terms>,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lapse {
    Days(u32),
    Months(u32),
    Business(u32),
    TooLong,
}

/// Ten years: further than any terms go.
const DAYS_MOST: u32 = 3650;

impl When {
    fn sure(terms: Terms) -> Self {
        Self { terms: Ok(terms), others: Vec::new() }
    }

    fn on(named: Named) -> Self {
        Self { terms: named.day.map(Terms::On), others: named.others.into_iter().map(Terms::On).collect() }
    }
}

impl View<'_> {
    /// A day or a distance to one, from where money is due.
    pub fn when(&self, at: usize) -> Option<(When, usize)> {
        let start = self.skip(at, &[Sense::In, Sense::By, Sense::On, Sense::Until, Sense::At]);
        if let Some((terms, end)) = self.find(at, terms).or_else(|| self.find(start, terms)) {
            return Some((When::sure(terms), end));
        }
        if let Some((day, end)) = self.day_of_next_month(start) {
            return Some((When::sure(Terms::NextMonth(day)), end));
        }
        if let Some((lapse, end)) = self.lapse(start) {
            // "15 days after the end of the month"
            let after = self.skip(end, &[Sense::Event, Sense::From, Sense::In]);
            if let Lapse::Days(days) = lapse
                && after > end
                && let Some(eom) = self.end_of_month(after).or_else(|| self.end_of_month(self.skip(after, &[Sense::Article])))
            {
                return Some((When::sure(Terms::EndOfMonthThenNet(u16::try_from(days).unwrap_or(u16::MAX))), eom));
            }
            let past_now = self.past_now(end);
            if let Some(eom) = self.end_of_month(past_now)
                && let Lapse::Days(days) = lapse
                && let Some(when) = self.net_then_end(days)
            {
                return Some((when, eom));
            }
            return Some((self.after_lapse(lapse), past_now));
        }
        self.day(start, Lean::Ahead).map(|(named, end)| (When::on(named), end))
    }

    /// "net 30", "net 30 days EOM", "n30", "n/30", "net-30".
    pub fn net(&self, at: usize) -> Option<(When, usize)> {
        if let Some(days) = self.hyphened_net(at) {
            return Some((self.after_lapse(Lapse::Days(days)), self.skip(at + 1, &[Sense::Unit(Unit::Day)])));
        }
        let after = self.after(at, Sense::Net)?;
        let slash = self.mark(after, '/') && self.glued(after) && self.glued(after + 1);
        let after = if self.mark(after, '-') || slash { after + 1 } else { self.skip_colon(after) };
        let (number, end) = self.digits(after)?;
        if self.tokens[at].raw.eq_ignore_ascii_case("n") && !self.glued(after) {
            return None;
        }
        let days = whole(number.value).filter(|_| !number.too_large && number.other.is_none());
        let end = self.skip(end, &[Sense::Unit(Unit::Day)]);
        let Some(days) = days.filter(|days| *days <= DAYS_MOST) else {
            return Some((When { terms: Err(Why::TooLarge), others: Vec::new() }, end));
        };
        if let Some(eom) = self.end_of_month(end) {
            return self.net_then_end(days).map(|when| (when, eom));
        }
        Some((self.after_lapse(Lapse::Days(days)), end))
    }

    /// "net-30" in one word.
    fn hyphened_net(&self, at: usize) -> Option<u32> {
        let (lead, days) = self.tokens.get(at).filter(|_| self.is_word(at))?.folded.split_once('-')?;
        days.parse().ok().filter(|days| *days <= DAYS_MOST && self.means(lead, Sense::Net))
    }

    /// "the 15th of next month", "am 15. des Folgemonats", "le 15 du mois prochain".
    pub(super) fn day_of_next_month(&self, at: usize) -> Option<(u8, usize)> {
        let start = self.skip(at, &[Sense::On, Sense::Article]);
        let (day, end) = self.nth(start)?;
        let of = self.skip(end, &[Sense::Of, Sense::Article]);
        let month = |at: usize| self.after(at, Sense::Unit(Unit::Month));
        let end = self.after(of, Sense::NextMonth).or_else(|| self.after(of, Sense::Next).and_then(month));
        Some((day, end.or_else(|| self.after(month(of)?, Sense::Next))?))
    }

    fn end_of_month(&self, at: usize) -> Option<usize> {
        self.find(at, |sense| (sense == Sense::Terms(Terms::EndOfMonth)).then_some(())).map(|(_, end)| end)
    }

    /// Thirty days, then to the end of that month; or the end of this month, then thirty days: people mean either.
    fn net_then_end(&self, days: u32) -> Option<When> {
        let days = u16::try_from(days).ok()?;
        let chosen = Terms::NetThenEndOfMonth(days);
        let other = self.today.end_of_month().plus_days(i64::from(days));
        let others = if chosen.due(self.today) == other { Vec::new() } else { vec![Terms::On(other)] };
        Some(When { terms: Ok(chosen), others })
    }

    fn after_lapse(&self, lapse: Lapse) -> When {
        match lapse {
            Lapse::Days(days) => When::sure(Terms::Net(u16::try_from(days).unwrap_or(u16::MAX))),
            Lapse::Months(months) => When::sure(Terms::On(self.today.plus_months(months))),
            // Holidays are not known here, so the count is a proposal.
            Lapse::Business(days) => {
                When { terms: Ok(Terms::On(self.business(days))), others: vec![Terms::Net(u16::try_from(days).unwrap_or(u16::MAX))] }
            }
            Lapse::TooLong => When { terms: Err(Why::TooLarge), others: Vec::new() },
        }
    }

    fn business(&self, days: u32) -> Day {
        let mut day = self.today;
        let mut left = days;
        while left > 0 {
            day = day.plus_days(1);
            if day.weekday().num_days_from_monday() < 5 {
                left -= 1;
            }
        }
        day
    }

    /// "14 days", "two weeks", "a month", "30-day", "10 business days".
    pub fn lapse(&self, at: usize) -> Option<(Lapse, usize)> {
        if let Some((count, end)) = self.find(at, fixed_days) {
            return Some((Lapse::Days(u32::from(count)), end));
        }
        let (count, after) = match self.number(at) {
            Some((number, after)) => (if number.too_large { None } else { Some(number.value) }, after),
            None => (Some(rust_decimal::Decimal::ONE), self.after(at, Sense::Article)?),
        };
        let after = if self.mark(after, '-') && self.glued(after) { after + 1 } else { after };
        let (business, after) = self.after(after, Sense::Business).map_or((false, after), |end| (true, end));
        let ((times, months), end) = self.find(after, stretch)?;
        let count = count.and_then(whole).and_then(|count| count.checked_mul(times)).filter(|count| *count <= DAYS_MOST);
        let lapse = match count {
            None => Lapse::TooLong,
            Some(count) if months => Lapse::Months(count),
            Some(count) if business && count <= 366 => Lapse::Business(count),
            Some(count) => Lapse::Days(count),
        };
        Some((lapse, end))
    }

    /// "from now", "from today", "after issue", "from invoice date": what the terms count from anyway.
    fn past_now(&self, at: usize) -> usize {
        let after = self.skip(at, &[Sense::From, Sense::Event, Sense::Of]);
        if after == at {
            return at;
        }
        let after_article = self.skip(after, &[Sense::Article]);
        let end = self
            .find(after_article, |sense| matches!(sense, Sense::Relative(0) | Sense::Now | Sense::Dated | Sense::Kind(_)).then_some(()))
            .map(|(_, end)| end);
        end.map_or(at, |end| self.skip(end, &[Sense::Dated]))
    }
}

fn terms(sense: Sense) -> Option<Terms> {
    if let Sense::Terms(terms) = sense { Some(terms) } else { None }
}

fn fixed_days(sense: Sense) -> Option<u16> {
    if let Sense::Days(days) = sense { Some(days) } else { None }
}

/// How many days a unit of time has, or how many months.
fn stretch(sense: Sense) -> Option<(u32, bool)> {
    let units = [(Unit::Day, 1, false), (Unit::Week, 7, false), (Unit::Month, 1, true), (Unit::Year, 12, true)];
    let unit = units.into_iter().find_map(|(unit, times, months)| (sense == Sense::Unit(unit)).then_some((times, months)));
    unit.or_else(|| fixed_days(sense).map(|days| (u32::from(days), false)))
}

fn whole(value: rust_decimal::Decimal) -> Option<u32> {
    let value = value.normalize();
    if value.scale() == 0 { u32::try_from(value.mantissa()).ok() } else { None }
}
