//! Amounts as people and their tools write them: "$-142.85", "(4,500.00)", "1.020,00 €", "1'234.50", "5-". No figure is ever guessed.

use rust_decimal::Decimal;

use crate::currency::{Hint, agreed, hint};

/// Which character stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Dot,
    Comma,
}

impl Mark {
    pub const ALL: [Self; 2] = [Self::Dot, Self::Comma];

    /// Never renamed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Comma => "comma",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }

    fn of(c: char) -> Self {
        if c == ',' { Self::Comma } else { Self::Dot }
    }

    fn other(self) -> Self {
        match self {
            Self::Dot => Self::Comma,
            Self::Comma => Self::Dot,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    pub value: Decimal,
    pub currency: Option<Hint>,
}

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    Blank,
    NotANumber,
    /// "1,234": a thousand, or one and a bit.
    Ambiguous,
    /// More digits than a decimal holds.
    TooLong,
}

/// What one text tells of the decimal mark of the file it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    Nothing,
    Certain(Mark),
    /// It could be read both ways itself.
    Either,
}

/// Characters an amount may have, signs and currency included.
const LENGTH_MOST: usize = 60;

pub fn parse(text: &str, mark: Option<Mark>) -> Result<Amount, AmountError> {
    let (core, negative, currency) = strip(text)?;
    let value = match (figure(&core)?, mark) {
        (Figure::Certain { value, .. }, _) => value,
        (Figure::Either { decimal, grouped, written }, Some(mark)) => {
            if written == mark {
                decimal
            } else {
                grouped
            }
        }
        (Figure::Either { .. }, None) => return Err(AmountError::Ambiguous),
    };
    Ok(Amount { value: if negative && !value.is_zero() { -value } else { value }, currency })
}

pub fn evidence(text: &str) -> Evidence {
    match strip(text).and_then(|(core, _, _)| figure(&core)) {
        Ok(Figure::Certain { mark: Some(mark), .. }) => Evidence::Certain(mark),
        Ok(Figure::Either { .. }) => Evidence::Either,
        Ok(Figure::Certain { mark: None, .. }) | Err(_) => Evidence::Nothing,
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{A0}' | '\u{2009}' | '\u{202F}' | '\u{2007}')
}

/// The figure without sign and currency, whether it is negative, and the currency.
fn strip(text: &str) -> Result<(String, bool, Option<Hint>), AmountError> {
    let text = text.trim_matches(is_gap);
    if text.is_empty() {
        return Err(AmountError::Blank);
    }
    if text.chars().count() > LENGTH_MOST {
        return Err(AmountError::NotANumber);
    }
    let unified: String = text.chars().map(|c| if matches!(c, '−' | '–' | '—' | '‐') { '-' } else { c }).collect();
    let mut rest = unified.as_str();
    let (mut minus, mut plus) = (0u32, 0u32);
    let mut hints: Vec<Hint> = Vec::new();
    // "1.020,-": no minor units, written with a dash.
    let mut even = "";
    loop {
        rest = rest.trim_matches(is_gap);
        let dashed = rest.strip_suffix(",-").map(|shorter| (shorter, ",00")).or(rest.strip_suffix(".-").map(|shorter| (shorter, ".00")));
        if let Some(shorter) = rest.strip_prefix('-') {
            (rest, minus) = (shorter, minus + 1);
        } else if let Some(shorter) = rest.strip_prefix('+') {
            (rest, plus) = (shorter, plus + 1);
        } else if let Some((shorter, zeros)) =
            dashed.filter(|(shorter, _)| even.is_empty() && shorter.ends_with(|c: char| c.is_ascii_digit()))
        {
            (rest, even) = (shorter, zeros);
        } else if let Some(shorter) = rest.strip_suffix('-') {
            (rest, minus) = (shorter, minus + 1);
        } else if let Some(shorter) = rest.strip_prefix('(').and_then(|shorter| shorter.strip_suffix(')')) {
            (rest, minus) = (shorter, minus + 1);
        } else if let Some((shorter, hint)) = before(rest).or_else(|| after(rest)) {
            rest = shorter;
            hints.push(hint);
        } else {
            break;
        }
    }
    if minus + plus > 1 || hints.len() > 2 || rest.is_empty() {
        return Err(AmountError::NotANumber);
    }
    let currency = match hints.as_slice() {
        [] => None,
        [one] => Some(*one),
        [one, other, ..] => Some(agreed(*one, *other).ok_or(AmountError::NotANumber)?),
    };
    Ok((format!("{rest}{even}"), minus == 1, currency))
}

fn before(text: &str) -> Option<(&str, Hint)> {
    let end = text.find(|c: char| c.is_ascii_digit() || is_gap(c) || matches!(c, '+' | '-' | '(' | ')' | '\'')).unwrap_or(text.len());
    let hint = hint(&text[..end])?;
    Some((&text[end..], hint))
}

fn after(text: &str) -> Option<(&str, Hint)> {
    let last = text.char_indices().rev().find(|(_, c)| c.is_ascii_digit() || is_gap(*c) || matches!(c, '+' | '-' | '(' | ')' | '\''));
    let start = last.map_or(0, |(at, c)| at + c.len_utf8());
    let hint = hint(&text[start..])?;
    Some((&text[..start], hint))
}

enum Figure {
    /// `mark`: the decimal mark it proves the file to use, if it proves one.
    Certain { value: Decimal, mark: Option<Mark> },
    /// `written` stands where either a decimal mark or a thousands separator can stand.
    Either { decimal: Decimal, grouped: Decimal, written: Mark },
}

fn figure(core: &str) -> Result<Figure, AmountError> {
    if !core.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’') || is_gap(c)) {
        return Err(AmountError::NotANumber);
    }
    let marks: Vec<char> = core.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let plain_gaps = core.chars().any(|c| matches!(c, '\'' | '’') || is_gap(c));
    let count = |wanted: char| marks.iter().filter(|c| **c == wanted).count();
    let Some(last) = marks.last().copied() else {
        return Ok(Figure::Certain { value: decimal(core, None)?, mark: None });
    };
    let mark = Mark::of(last);
    if marks.len() > 1 && count(last) == marks.len() {
        // "1,234,567": what stands twice cannot come before the decimals.
        return Ok(Figure::Certain { value: decimal(core, None)?, mark: Some(mark.other()) });
    }
    if marks.len() > 1 {
        return if count(last) == 1 {
            Ok(Figure::Certain { value: decimal(core, Some(last))?, mark: Some(mark) })
        } else {
            Err(AmountError::NotANumber)
        };
    }
    let (whole, part) = core.split_once(last).unwrap_or((core, ""));
    let could_group = part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0') && !plain_gaps;
    let as_decimal = decimal(core, Some(last))?;
    if could_group {
        Ok(Figure::Either { decimal: as_decimal, grouped: decimal(core, None)?, written: mark })
    } else {
        Ok(Figure::Certain { value: as_decimal, mark: Some(mark) })
    }
}

/// Reads the digits with `mark` before the decimals; every other separator must stand where thousands (or the Indian lakh) are parted.
fn decimal(core: &str, mark: Option<char>) -> Result<Decimal, AmountError> {
    let (whole, part) = match mark {
        Some(mark) => core.rsplit_once(mark).ok_or(AmountError::NotANumber)?,
        None => (core, ""),
    };
    if !part.chars().all(|c| c.is_ascii_digit()) || (mark.is_some() && part.is_empty()) {
        return Err(AmountError::NotANumber);
    }
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    if let [first, between @ .., last] = groups.as_slice() {
        let sound = !first.is_empty() && first.len() <= 3 && last.len() == 3 && between.iter().all(|group| matches!(group.len(), 2 | 3));
        if !sound {
            return Err(AmountError::NotANumber);
        }
    }
    let mut digits: String = groups.concat();
    if digits.is_empty() && part.is_empty() {
        return Err(AmountError::NotANumber);
    }
    if digits.is_empty() {
        digits.push('0');
    }
    if !part.is_empty() {
        digits.push('.');
        digits.push_str(part);
    }
    Decimal::from_str_exact(&digits).map_err(|_| AmountError::TooLong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn shown(text: &str, mark: Option<Mark>) -> String {
        match parse(text, mark) {
            Ok(Amount { value, currency: None }) => value.to_string(),
            Ok(Amount { value, currency: Some(Hint::Sure(code)) }) => format!("{value} {code}"),
            Ok(Amount { value, currency: Some(Hint::Shared(symbol)) }) => format!("{value} {symbol}"),
            Err(error) => format!("{error:?}"),
        }
    }

    fn check(texts: &[&str], expect: Expect) {
        let lines: Vec<String> = texts.iter().map(|text| format!("{text} → {}", shown(text, None))).collect();
        expect.assert_eq(&(lines.join("\n") + "\n"));
    }

    #[test]
    fn a156_amounts_as_tools_write_them() {
        check(
            &["$-142.85", "(4,500.00)", "1.020,00 €", "$4500.00 USD", "1 200,50", "1'234.50", "-$5", "5-", "($400.00)", "$13.50 ", "0.00"],
            expect![[r#"
                $-142.85 → -142.85 $
                (4,500.00) → -4500.00
                1.020,00 € → 1020.00 EUR
                $4500.00 USD → 4500.00 USD
                1 200,50 → 1200.50
                1'234.50 → 1234.50
                -$5 → -5 $
                5- → -5
                ($400.00) → -400.00 $
                $13.50  → 13.50 $
                0.00 → 0.00
            "#]],
        );
        check(
            &[
                "CHF 1’234.-",
                "1.020,-",
                "€ 12,5",
                "US$1,234,567.89",
                "12,34,567.00",
                "kr 1 200,50",
                "−5",
                "EUR -7",
                ".5",
                "+3",
                "R$ 2.000,00",
                "1.234.567",
            ],
            expect![[r#"
                CHF 1’234.- → 1234.00 CHF
                1.020,- → 1020.00
                € 12,5 → 12.5 EUR
                US$1,234,567.89 → 1234567.89 USD
                12,34,567.00 → 1234567.00
                kr 1 200,50 → 1200.50 kr
                −5 → -5
                EUR -7 → -7 EUR
                .5 → 0.5
                +3 → 3
                R$ 2.000,00 → 2000.00 BRL
                1.234.567 → 1234567
            "#]],
        );
    }

    #[test]
    fn a156_what_is_no_number_is_an_error_not_zero() {
        check(
            &[
                "abc",
                "",
                " ",
                "-",
                "$",
                "1e5",
                "12 apples",
                "1,23,4",
                "1.2.3,4,5",
                "--5",
                "(-5)",
                "€5 USD",
                "1,",
                "1 2",
                "NaN",
                "0x10",
                "٣",
            ],
            expect![[r#"
                abc → NotANumber
                 → Blank
                  → Blank
                - → NotANumber
                $ → NotANumber
                1e5 → NotANumber
                12 apples → NotANumber
                1,23,4 → NotANumber
                1.2.3,4,5 → NotANumber
                --5 → NotANumber
                (-5) → NotANumber
                €5 USD → NotANumber
                1, → NotANumber
                1 2 → NotANumber
                NaN → NotANumber
                0x10 → NotANumber
                ٣ → NotANumber
            "#]],
        );
        check(
            &["99999999999999999999999999999999999"],
            expect![[r#"
                99999999999999999999999999999999999 → TooLong
            "#]],
        );
    }

    #[test]
    fn a_thousand_or_one_and_a_bit_is_asked() {
        for text in ["1,234", "1.234", "$12.345"] {
            assert_eq!(parse(text, None), Err(AmountError::Ambiguous), "{text}");
            assert_eq!(evidence(text), Evidence::Either);
        }
        assert_eq!(shown("1,234", Some(Mark::Dot)), "1234");
        assert_eq!(shown("1,234", Some(Mark::Comma)), "1.234");
        assert_eq!(shown("1.234", Some(Mark::Comma)), "1234");
        assert_eq!(shown("0.125", None), "0.125");
        assert_eq!(shown("1234.567", None), "1234.567");
    }

    #[test]
    fn what_a_figure_tells_of_its_file() {
        let told = |text| evidence(text);
        assert_eq!(told("1.020,00 €"), Evidence::Certain(Mark::Comma));
        assert_eq!(told("12.5"), Evidence::Certain(Mark::Dot));
        assert_eq!(told("1,234,567"), Evidence::Certain(Mark::Dot));
        assert_eq!(told("1200"), Evidence::Nothing);
        assert_eq!(told("abc"), Evidence::Nothing);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}", comma in any::<bool>()) {
            let _ = (parse(&text, None), parse(&text, Some(if comma { Mark::Comma } else { Mark::Dot })), evidence(&text));
        }

        #[test]
        fn figures_read_back_in_every_style(cents in -1_000_000_000_000i64..1_000_000_000_000, style in 0usize..4) {
            let value = Decimal::new(cents, 2);
            let plain = value.abs().to_string();
            let (whole, part) = plain.split_once('.').expect("two decimals");
            let mut grouped = String::new();
            let (gap, mark) = [(",", "."), (".", ","), (" ", ","), ("'", ".")][style];
            for (at, digit) in whole.chars().enumerate() {
                if at > 0 && (whole.len() - at).is_multiple_of(3) {
                    grouped.push_str(gap);
                }
                grouped.push(digit);
            }
            let sign = if cents < 0 { "-" } else { "" };
            prop_assert_eq!(parse(&format!("{sign}{grouped}{mark}{part}"), None).map(|amount| amount.value), Ok(value));
        }
    }
}
