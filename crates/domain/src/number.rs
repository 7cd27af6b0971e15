//! Document numbers: given at issue, one after another, never twice.

use std::fmt;

use crate::time::Day;

/// A way of writing numbers: fixed text, `{YYYY}` `{YY}` `{MM}` from the day of the document, and one counter `{000}` (at least so many
/// digits). The counter begins again at 1 whenever the dated parts change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    before: Vec<Piece>,
    digits: usize,
    after: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Year,
    ShortYear,
    Month,
}

/// Why a pattern cannot number documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    NoCounter,
    TwoCounters,
    /// A `{…}` that means nothing, or a brace left open.
    Unknown,
    TooLong,
}

impl Pattern {
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if text.chars().count() > 60 {
            return Err(PatternError::TooLong);
        }
        let (mut before, mut after, mut digits) = (Vec::new(), Vec::new(), None);
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
                zeros if !zeros.is_empty() && zeros.len() <= 9 && zeros.bytes().all(|byte| byte == b'0') => {
                    if digits.replace(zeros.len()).is_some() {
                        return Err(PatternError::TwoCounters);
                    }
                }
                _ => return Err(PatternError::Unknown),
            }
            rest = left;
        }
        Ok(Self { before, digits: digits.ok_or(PatternError::NoCounter)?, after })
    }

    fn written(pieces: &[Piece], day: Day) -> String {
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Year => out.push_str(&format!("{:04}", day.year())),
                Piece::ShortYear => out.push_str(&format!("{:02}", day.year() % 100)),
                Piece::Month => out.push_str(&format!("{:02}", day.month())),
            }
        }
        out
    }

    pub fn number(&self, day: Day, counter: u64) -> String {
        let (before, after) = (Self::written(&self.before, day), Self::written(&self.after, day));
        format!("{before}{counter:0width$}{after}", width = self.digits)
    }

    /// The counter of a number of this pattern and of this day's period; None for any other number.
    pub fn counter(&self, day: Day, number: &str) -> Option<u64> {
        let number = key(number);
        let inner = number.strip_prefix(&key(&Self::written(&self.before, day)))?.strip_suffix(&key(&Self::written(&self.after, day)))?;
        let plain = !inner.is_empty() && inner.len() <= 15 && inner.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| inner.parse().ok()).flatten()
    }

    /// The number after the highest that was taken in this day's period.
    pub fn next<'a>(&self, day: Day, taken: impl IntoIterator<Item = &'a str>) -> String {
        let highest = taken.into_iter().filter_map(|number| self.counter(day, number)).max().unwrap_or(0);
        self.number(day, highest + 1)
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
            })
        };
        show(&self.before, f)?;
        write!(f, "{{{}}}", "0".repeat(self.digits))?;
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
        for text in ["INV-{YYYY}-{000}", "{0}", "R{YY}{MM}-{0000}x"] {
            assert_eq!(pattern(text).to_string(), text);
        }
    }
}
