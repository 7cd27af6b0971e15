//! Minutes: how they are typed, measured and rounded.

use rust_decimal::Decimal;

/// More than anybody works on one thing: ten thousand hours.
const MOST: u64 = 600_000;

/// A length of time as somebody types it, in minutes: `1:30`, `1h 30`, `1h30m`, `1.5h`, `90`, `90 min`. None: it is none of these, it is
/// nothing at all, or beyond ten thousand hours.
pub fn minutes(text: &str) -> Option<u64> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let plain = plain.replace(',', ".");
    let found = if let Some((hours, rest)) = plain.split_once(':') {
        let rest = rest.trim_end_matches('h');
        if rest.len() != 2 {
            return None;
        }
        whole(hours)?.checked_mul(60)?.checked_add(below_sixty(rest)?)?
    } else if let Some((hours, rest)) = plain.split_once('h') {
        let rest = ["ours", "our", "rs", "r"].iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest);
        let rest = unit(rest);
        if rest.is_empty() { fraction(hours)? } else { whole(hours)?.checked_mul(60)?.checked_add(below_sixty(rest)?)? }
    } else {
        whole(unit(&plain))?
    };
    (1..=MOST).contains(&found).then_some(found)
}

/// Without the word for minutes after it.
fn unit(text: &str) -> &str {
    ["minutes", "minute", "mins", "min", "m"].iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text)
}

fn whole(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn below_sixty(text: &str) -> Option<u64> {
    whole(text).filter(|minutes| *minutes < 60)
}

/// Hours with decimals, where they come to whole minutes.
fn fraction(hours: &str) -> Option<u64> {
    if !hours.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let minutes = hours.parse::<Decimal>().ok()?.checked_mul(Decimal::from(60))?;
    minutes.normalize().to_string().parse().ok()
}

/// The minutes between two instants in milliseconds. A minute that was begun counts; a clock that went backwards measured one.
pub fn elapsed(from_ms: u64, to_ms: u64) -> u64 {
    to_ms.saturating_sub(from_ms).div_ceil(60_000).clamp(1, MOST)
}

/// The next multiple of `step` minutes: never less than what was worked. No step, or a step of nothing, leaves them as they are.
pub fn rounded_up(minutes: u64, step: Option<u64>) -> u64 {
    match step {
        None | Some(0) => minutes,
        Some(step) => minutes.checked_next_multiple_of(step).unwrap_or(minutes),
    }
}

/// Minutes as hours; as exact as 28 digits are.
pub(super) fn hours(minutes: u64) -> Decimal {
    Decimal::from(minutes) / Decimal::from(60)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn time_is_typed_as_people_type_it() {
        for (text, expected) in [
            ("1:30", 90),
            ("01:05", 65),
            ("1h 30", 90),
            ("1h30m", 90),
            ("2 h", 120),
            ("1.5h", 90),
            ("1,25 h", 75),
            ("90", 90),
            ("90 min", 90),
            ("45m", 45),
            ("2 hours 15 minutes", 135),
            ("3HRS", 180),
        ] {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
        for text in ["", "0", "0:00", "1:3", "1:60", "1:300", "h", "-5", "1.333h", "1.5", "lots", "1h90", "600001", "99999999999999999999"]
        {
            assert_eq!(minutes(text), None, "{text}");
        }
    }

    #[test]
    fn a_minute_that_was_begun_counts() {
        assert_eq!(elapsed(0, 0), 1);
        assert_eq!(elapsed(0, 60_000), 1);
        assert_eq!(elapsed(0, 60_001), 2);
        assert_eq!(elapsed(90_000, 10), 1);
        assert_eq!(elapsed(0, u64::MAX), MOST);
    }

    proptest! {
        #[test]
        fn rounding_up_never_loses_a_minute_and_adds_less_than_a_step(minutes in 0..MOST, step in 0_u64..500) {
            let rounded = rounded_up(minutes, Some(step));
            prop_assert!(rounded >= minutes && rounded - minutes < step.max(1));
            prop_assert_eq!(rounded_up(rounded, Some(step)), rounded);
            prop_assert_eq!(rounded_up(minutes, None), minutes);
        }

        #[test]
        fn what_is_typed_reads_back(minutes_typed in 1..MOST) {
            let text = format!("{}:{:02}", minutes_typed / 60, minutes_typed % 60);
            prop_assert_eq!(minutes(&text), Some(minutes_typed));
        }

        #[test]
        fn nothing_that_is_typed_breaks_it(text in ".{0,20}") {
            prop_assert!(minutes(&text).is_none_or(|found| found >= 1));
        }
    }
}
