//! Figures as a locale writes them. `1,234` is a thousand in one place and one and a bit in another: where both can be meant, both
//! are kept, and whoever uses the figure asks.

use rust_decimal::Decimal;

/// Which sign stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Dot,
    Comma,
}

/// A figure as it was read, and as it could have been meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    pub value: Decimal,
    pub other: Option<Decimal>,
    /// How many digits stood after the decimal sign.
    pub decimals: usize,
    pub grouped: bool,
}

/// Why digits are no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    TooLarge,
    /// `1.2.3`, `10,20,30`: groups that no locale writes.
    Shape,
}

/// Languages that write the decimals after a comma (CLDR, `decimal`), unless the region says otherwise.
const COMMA: &[&str] = &[
    "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fo", "fr", "gl", "hr", "hu", "hy", "id", "is", "it",
    "ka", "kk", "lb", "lt", "lv", "mk", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk", "uz",
    "vi",
];
/// Regions that write a point although their language writes a comma elsewhere.
const DOT_REGIONS: &[&str] = &["ch", "li", "mx", "us", "pr", "gt", "hn", "sv", "ni", "pa", "do", "pe"];

pub(super) fn form(locale: &str) -> Form {
    let mut parts = locale.split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let dot_region = parts.any(|part| DOT_REGIONS.contains(&part.to_ascii_lowercase().as_str()));
    if COMMA.contains(&language.as_str()) && !dot_region { Form::Comma } else { Form::Dot }
}

/// Reads digits with separators. The form decides only where the digits themselves do not.
pub(crate) fn figure(raw: &str, form: Form) -> Result<Figure, Unreadable> {
    let (raw, fraction) = fraction(raw);
    let plain: String = raw.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let spaced = raw.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '.' | ','));
    let dots = plain.matches('.').count();
    let commas = plain.matches(',').count();
    let (whole, decimals, grouped, ambiguous) = match (dots, commas) {
        (0, 0) => (plain.clone(), "", spaced, false),
        (1, 0) | (0, 1) => {
            let sign = if dots == 1 { '.' } else { ',' };
            let (before, after) = plain.split_once(sign).unwrap_or((&plain, ""));
            let decimal_here = (form == Form::Dot) == (sign == '.');
            let could_group = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0') && !spaced;
            if could_group && !decimal_here {
                // A point for thousands is as common as a point for decimals where commas are the rule; the reverse is not so.
                (format!("{before}{after}"), "", true, form == Form::Comma)
            } else {
                (before.to_owned(), after, spaced, could_group)
            }
        }
        _ if dots > 0 && commas > 0 => {
            let sign = if plain.rfind('.') > plain.rfind(',') { '.' } else { ',' };
            let group = if sign == '.' { ',' } else { '.' };
            let (before, after) = plain.rsplit_once(sign).unwrap_or((&plain, ""));
            if before.contains(sign) || !well_grouped(before, group) {
                return Err(Unreadable::Shape);
            }
            (before.replace(group, ""), after, true, false)
        }
        _ => {
            let group = if dots > 0 { '.' } else { ',' };
            if !well_grouped(&plain, group) {
                return Err(Unreadable::Shape);
            }
            (plain.replace(group, ""), "", true, false)
        }
    };
    let value = decimal(&whole, decimals)?.checked_add(fraction).ok_or(Unreadable::TooLarge)?;
    let other = if !ambiguous {
        None
    } else if decimals.is_empty() {
        let cut = whole.len().saturating_sub(3);
        Some(decimal(&whole[..cut], &whole[cut..])?)
    } else {
        Some(decimal(&format!("{whole}{decimals}"), "")?)
    };
    Ok(Figure { value, other, decimals: decimals.len(), grouped })
}

/// Thousands, or lakhs as in `1,20,000`: the last group has three digits, the first one to three, those between two or three alike.
fn well_grouped(digits: &str, group: char) -> bool {
    let groups: Vec<&str> = digits.split(group).collect();
    let Some((first, rest)) = groups.split_first() else { return false };
    let Some((last, between)) = rest.split_last() else { return true };
    (1..=3).contains(&first.len())
        && last.len() == 3
        && (between.iter().all(|g| g.len() == 3) || (between.iter().all(|g| g.len() == 2) && first.len() <= 2))
}

fn fraction(raw: &str) -> (&str, Decimal) {
    let signs = [('½', 500_000), ('¼', 250_000), ('¾', 750_000), ('⅓', 333_333), ('⅔', 666_667)];
    for (sign, millionths) in signs {
        if let Some((before, _)) = raw.split_once(sign) {
            return (before, Decimal::new(millionths, 6).normalize());
        }
    }
    (raw, Decimal::ZERO)
}

fn decimal(whole: &str, decimals: &str) -> Result<Decimal, Unreadable> {
    let whole = whole.trim_start_matches('0');
    if whole.len() + decimals.len() > 24 {
        return Err(Unreadable::TooLarge);
    }
    let digits: i128 = format!("0{whole}{decimals}").parse().map_err(|_| Unreadable::Shape)?;
    Decimal::try_from_i128_with_scale(digits, u32::try_from(decimals.len()).unwrap_or_default()).map_err(|_| Unreadable::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(locale: &str, raw: &str, expected: &str) {
        let shown = match figure(raw, form(locale)) {
            Ok(Figure { value, other: Some(other), .. }) => format!("{value} or {other}"),
            Ok(Figure { value, .. }) => value.to_string(),
            Err(why) => format!("{why:?}"),
        };
        assert_eq!(shown, expected, "{locale} {raw}");
    }

    #[test]
    fn a_locale_decides_only_what_the_digits_leave_open() {
        check("en-US", "1,200.50", "1200.50");
        check("en-US", "1.200,50", "1200.50");
        check("de-DE", "1,200.50", "1200.50");
        check("de-DE", "1.200,50", "1200.50");
        check("en-IN", "1,20,000", "120000");
        check("en-GB", "1,234", "1234");
        check("en-GB", "1.234", "1.234 or 1234");
        check("de-DE", "1.234", "1234 or 1.234");
        check("de-DE", "1,234", "1.234 or 1234");
        check("de-CH", "1'234.50", "1234.50");
        check("sv-SE", "1\u{a0}051,75", "1051.75");
        check("es-MX", "1,234", "1234");
        check("en-US", "0.125", "0.125");
        check("de-DE", "0,125", "0.125");
        check("en-US", "1½", "1.5");
        check("en-US", "½", "0.5");
        check("en-US", "12,5", "12.5");
        check("en-US", "1.2.3", "Shape");
        check("en-US", "1,234,567", "1234567");
        check("de-DE", "1.234.567", "1234567");
        check("en-US", "99999999999999999999999999999999", "TooLarge");
        check("en-US", "0000000000000000000000000000000001", "1");
    }
}
