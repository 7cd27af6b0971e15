//! Document numbers: given at issue, one after another, never twice.

use std::fmt;

use crate::time::Day;

/// A way of writing numbers: fixed text, `{YYYY}` `{YY}` `{MM}` from the day of the document, `{S}` the mark of the series, and one counter
/// `{000}` (at least so many digits). The counter begins again at 1 whenever the dated parts change, unless the counter says otherwise:
/// `{000:never}`, `{000:year}`, `{000:month}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    before: Vec<Piece>,
    digits: usize,
    after: Vec<Piece>,
    reset: Option<Reset>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Text(String),
    Year,
    ShortYear,
    Month,
    Series,
}

/// When the counter begins again at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reset {
    Never,
    Yearly,
    Monthly,
}

impl Reset {
    pub const ALL: [Self; 3] = [Self::Never, Self::Yearly, Self::Monthly];

    /// As it stands behind a colon in the counter of a pattern.
    pub fn key(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Yearly => "year",
            Self::Monthly => "month",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reset| reset.key() == key)
    }
}

/// The stretch within which a counter is not given twice, as far as a number shows it: the year as written, and the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    pub year: Option<u32>,
    pub month: Option<u32>,
}

/// Why a pattern cannot number documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    NoCounter,
    TwoCounters,
    /// A `{…}` that means nothing, or a brace left open.
    Unknown,
    TooLong,
    /// The counter begins again each year or month, and the number does not show which: numbers would repeat.
    ResetUnseen(Reset),
}

impl Pattern {
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if text.chars().count() > 60 {
            return Err(PatternError::TooLong);
        }
        let (mut before, mut after, mut digits, mut reset) = (Vec::new(), Vec::new(), None, None);
        let mut rest = text;
        while !rest.is_empty() {
            let pieces = if digits.is_none() { &mut before } else { &mut after };
            let Some(brace) = rest.find(['{', '}']) else {
                pieces.push(Piece::Text(rest.to_owned()));
                break;
            };
            if brace > 0 {
                pieces.push(Piece::Text(rest[..brace].to_owned()));
            }
            let inner = rest[brace..].strip_prefix('{').ok_or(PatternError::Unknown)?;
            let (name, left) = inner.split_once('}').ok_or(PatternError::Unknown)?;
            match name {
                "YYYY" => pieces.push(Piece::Year),
                "YY" => pieces.push(Piece::ShortYear),
                "MM" => pieces.push(Piece::Month),
                "S" => pieces.push(Piece::Series),
                counter => {
                    let (zeros, word) = counter.split_once(':').map_or((counter, None), |(zeros, word)| (zeros, Some(word)));
                    if zeros.is_empty() || zeros.len() > 9 || !zeros.bytes().all(|byte| byte == b'0') {
                        return Err(PatternError::Unknown);
                    }
                    if digits.replace(zeros.len()).is_some() {
                        return Err(PatternError::TwoCounters);
                    }
                    if let Some(word) = word {
                        reset = Some(Reset::from_key(word).ok_or(PatternError::Unknown)?);
                    }
                }
            }
            rest = left;
        }
        let pattern = Self { before, digits: digits.ok_or(PatternError::NoCounter)?, after, reset };
        match reset {
            Some(reset) if !pattern.allows(reset) => Err(PatternError::ResetUnseen(reset)),
            // What happens anyway need not be said.
            Some(reset) if reset == pattern.natural() => Ok(Self { reset: None, ..pattern }),
            Some(_) | None => Ok(pattern),
        }
    }

    fn has(&self, wanted: fn(&Piece) -> bool) -> bool {
        self.before.iter().chain(&self.after).any(wanted)
    }

    fn shows_year(&self) -> bool {
        self.has(|piece| matches!(piece, Piece::Year | Piece::ShortYear))
    }

    /// Whether a number shows enough of its day for the counter to begin again so often.
    pub fn allows(&self, reset: Reset) -> bool {
        match reset {
            Reset::Never => true,
            Reset::Yearly => self.shows_year(),
            Reset::Monthly => self.shows_year() && self.has(|piece| *piece == Piece::Month),
        }
    }

    /// When the counter begins again where nobody chose: with every part that shows.
    fn natural(&self) -> Reset {
        [Reset::Monthly, Reset::Yearly].into_iter().find(|reset| self.allows(*reset)).unwrap_or(Reset::Never)
    }

    pub fn reset(&self) -> Reset {
        self.reset.unwrap_or_else(|| self.natural())
    }

    /// The same with another reset; None where the number would not show it.
    pub fn with_reset(self, reset: Reset) -> Option<Self> {
        let chosen = (reset != self.natural()).then_some(reset);
        self.allows(reset).then_some(Self { reset: chosen, ..self })
    }

    /// The pattern of one series: its mark stands where `{S}` does, else before the counter.
    pub fn in_series(&self, mark: &str) -> Self {
        let mut pattern = self.clone();
        let mut marked = mark.is_empty();
        for piece in pattern.before.iter_mut().chain(&mut pattern.after) {
            if *piece == Piece::Series {
                *piece = Piece::Text(mark.to_owned());
                marked = true;
            }
        }
        if !marked {
            pattern.before.push(Piece::Text(mark.to_owned()));
        }
        pattern
    }

    fn written(pieces: &[Piece], day: Day) -> String {
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Year => out.push_str(&format!("{:04}", day.year())),
                Piece::ShortYear => out.push_str(&format!("{:02}", day.year() % 100)),
                Piece::Month => out.push_str(&format!("{:02}", day.month())),
                Piece::Series => {}
            }
        }
        out
    }

    pub fn number(&self, day: Day, counter: u64) -> String {
        let (before, after) = (Self::written(&self.before, day), Self::written(&self.after, day));
        format!("{before}{counter:0width$}{after}", width = self.digits)
    }

    /// The period of a day, as the numbers of this pattern show it.
    pub fn period(&self, day: Day) -> Period {
        let year = day.year().unsigned_abs();
        self.within(Period {
            year: Some(if self.has(|piece| *piece == Piece::Year) { year } else { year % 100 }),
            month: Some(day.month()),
        })
    }

    fn within(&self, shown: Period) -> Period {
        match self.reset() {
            // A month without a year: the counter goes on, and the month is only shown.
            Reset::Never => Period::default(),
            Reset::Yearly => Period { month: None, ..shown },
            Reset::Monthly => shown,
        }
    }

    /// The period and the counter of a number of this pattern; None for any other number.
    pub fn read(&self, number: &str) -> Option<(Period, u64)> {
        self.shown(number).map(|(shown, counter)| (self.within(shown), counter))
    }

    fn shown(&self, number: &str) -> Option<(Period, u64)> {
        let number = key(number);
        let (mut rest, mut shown) = (number.as_str(), Period::default());
        for piece in &self.before {
            rest = match piece {
                Piece::Text(text) => rest.strip_prefix(&key(text))?,
                Piece::Series => rest,
                Piece::Year | Piece::ShortYear | Piece::Month => {
                    let (part, left) = rest.split_at_checked(width(piece))?;
                    shown.take(piece, part)?;
                    left
                }
            };
        }
        for piece in self.after.iter().rev() {
            rest = match piece {
                Piece::Text(text) => rest.strip_suffix(&key(text))?,
                Piece::Series => rest,
                Piece::Year | Piece::ShortYear | Piece::Month => {
                    let (left, part) = rest.split_at_checked(rest.len().checked_sub(width(piece))?)?;
                    shown.take(piece, part)?;
                    left
                }
            };
        }
        let plain = !rest.is_empty() && rest.len() <= 15 && rest.bytes().all(|byte| byte.is_ascii_digit());
        let counter = plain.then(|| rest.parse().ok()).flatten()?;
        Some((shown, counter))
    }

    /// A day on which a number of this pattern would be written as it is.
    pub fn a_day_of(&self, number: &str) -> Option<Day> {
        let (shown, _) = self.shown(number)?;
        let year = shown.year.map_or(2000, |year| if year < 100 { 2000 + year } else { year });
        Day::new(i32::try_from(year).ok()?, shown.month.unwrap_or(1), 1)
    }

    /// The counter of a number of this pattern and of this day's period; None for any other number.
    pub fn counter(&self, day: Day, number: &str) -> Option<u64> {
        self.read(number).filter(|(period, _)| *period == self.period(day)).map(|(_, counter)| counter)
    }

    /// The number after the highest that was taken in this day's period, and none that was taken in whatever way it is written.
    pub fn next<'a>(&self, day: Day, taken: impl IntoIterator<Item = &'a str>) -> String {
        let taken: Vec<&str> = taken.into_iter().collect();
        let mut counter = taken.iter().filter_map(|number| self.counter(day, number)).max().unwrap_or(0);
        loop {
            counter += 1;
            let number = self.number(day, counter);
            let wanted = key(&number);
            if !taken.iter().any(|known| key(known) == wanted) {
                return number;
            }
        }
    }
}

fn width(piece: &Piece) -> usize {
    match piece {
        Piece::Year => 4,
        Piece::ShortYear | Piece::Month => 2,
        Piece::Text(_) | Piece::Series => 0,
    }
}

impl Period {
    fn take(&mut self, piece: &Piece, part: &str) -> Option<()> {
        let value: u32 = part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()?;
        match piece {
            Piece::Month if !(1..=12).contains(&value) => return None,
            Piece::Month => self.month = Some(value),
            // Where a number shows its year in both ways, the long one counts.
            Piece::ShortYear if self.year.is_some_and(|year| year >= 100) => {}
            Piece::Year | Piece::ShortYear => self.year = Some(value),
            Piece::Text(_) | Piece::Series => {}
        }
        Some(())
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |pieces: &[Piece], f: &mut fmt::Formatter<'_>| {
            pieces.iter().try_for_each(|piece| match piece {
                Piece::Text(text) => f.write_str(text),
                Piece::Year => f.write_str("{YYYY}"),
                Piece::ShortYear => f.write_str("{YY}"),
                Piece::Month => f.write_str("{MM}"),
                Piece::Series => f.write_str("{S}"),
            })
        };
        show(&self.before, f)?;
        let (zeros, reset) = ("0".repeat(self.digits), self.reset.map_or("", Reset::key));
        write!(f, "{{{zeros}{}{reset}}}", if reset.is_empty() { "" } else { ":" })?;
        show(&self.after, f)
    }
}

/// Two numbers that differ only in case or white space are the same number.
pub fn key(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    fn pattern(text: &str) -> Pattern {
        Pattern::parse(text).expect(text)
    }

    #[test]
    fn a_new_year_begins_again_at_one() {
        let pattern = pattern("INV-{YYYY}-{0000}");
        let taken = ["INV-2026-0001", "inv-2026- 0007", "X-2026-0099", "INV-2026-abc"];
        assert_eq!(pattern.next(day("2026-12-31"), taken), "INV-2026-0008");
        assert_eq!(pattern.next(day("2027-01-01"), taken), "INV-2027-0001");
    }

    #[test]
    fn a_counter_grows_past_its_zeros() {
        assert_eq!(pattern("{0}").next(day("2026-01-01"), ["9", "10"]), "11");
        assert_eq!(pattern("{YY}{MM}/{00}-A").next(day("2026-03-01"), ["2603/99-A"]), "2603/100-A");
    }

    #[test]
    fn a_pattern_needs_one_counter() {
        for (text, error) in [
            ("INV", PatternError::NoCounter),
            ("{00}{00}", PatternError::TwoCounters),
            ("{DD}{00}", PatternError::Unknown),
            ("{00", PatternError::Unknown),
            ("00}", PatternError::Unknown),
            ("{}", PatternError::Unknown),
        ] {
            assert_eq!(Pattern::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_pattern_reads_back() {
        for text in ["INV-{YYYY}-{000}", "{0}", "R{YY}{MM}-{0000}x", "{S}-{0000:never}/{YYYY}", "{YYYY}{MM}{00:year}"] {
            assert_eq!(pattern(text).to_string(), text);
        }
        assert_eq!(pattern("{YYYY}-{00:year}").to_string(), "{YYYY}-{00}", "what happens anyway is not said");
    }

    #[test]
    fn a_counter_begins_again_when_it_was_chosen_to() {
        let taken = ["A-202611-007", "A-202612-003", "A-202603-012"];
        let next = |text: &str, on: &str| pattern(text).next(day(on), taken);
        assert_eq!(next("A-{YYYY}{MM}-{000}", "2026-12-09"), "A-202612-004");
        assert_eq!(next("A-{YYYY}{MM}-{000:month}", "2027-01-09"), "A-202701-001");
        assert_eq!(next("A-{YYYY}{MM}-{000:year}", "2026-12-09"), "A-202612-013");
        assert_eq!(next("A-{YYYY}{MM}-{000:year}", "2027-01-09"), "A-202701-001");
        assert_eq!(next("A-{YYYY}{MM}-{000:never}", "2027-01-09"), "A-202701-013");
        assert_eq!(Pattern::parse("A-{000:year}"), Err(PatternError::ResetUnseen(Reset::Yearly)));
        assert_eq!(Pattern::parse("A-{YYYY}-{000:month}"), Err(PatternError::ResetUnseen(Reset::Monthly)));
        assert_eq!(Pattern::parse("A-{000:weekly}"), Err(PatternError::Unknown));
    }

    #[test]
    fn a080_a_day_of_last_year_counts_in_last_year() {
        let taken = ["INV-2026-0007", "INV-2027-0031"];
        assert_eq!(pattern("INV-{YYYY}-{0000}").next(day("2026-12-30"), taken), "INV-2026-0008");
        assert_eq!(pattern("{0000}/{YY}").next(day("2026-12-30"), ["0041/26", "0090/27", "0099/13"]), "0042/26");
    }

    #[test]
    fn a_series_counts_for_itself() {
        let usual = pattern("INV-{YYYY}-{000}");
        let taken = ["INV-2026-004", "INV-2026-KQX011"];
        assert_eq!(usual.in_series("").next(day("2026-02-01"), taken), "INV-2026-005");
        assert_eq!(usual.in_series("KQX").next(day("2026-02-01"), taken), "INV-2026-KQX012");
        assert_eq!(pattern("{S}/{YY}/{000}").in_series("B").next(day("2026-02-01"), taken), "B/26/001");
    }

    #[test]
    fn no_number_is_given_that_somebody_has_whatever_its_size() {
        let taken = ["N-999999999999999", "N-1000000000000000"];
        assert_eq!(pattern("N-{0}").next(day("2026-02-01"), taken), "N-1000000000000001");
    }
}
