//! A figure as somebody types it. Where it can mean two numbers a thousandfold apart, it is asked about, never guessed.

use rust_decimal::Decimal;

use crate::sentence::figure::{self as figures, Figure, Form, figure};

/// Which character stands before the decimals where the person sits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    #[default]
    Dot,
    Comma,
}

/// What a field's figures are usually like: three digits after a mark are a thousand of money, but an eighth of an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usual {
    /// Whole units, or so few decimals that three digits after a mark look like thousands.
    Coarse,
    /// Three decimals are nothing unusual: the mark of the place decides.
    Fine,
}

/// Why a text is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Blank,
    NotANumber,
    /// A number, with more digits than can be reckoned with.
    TooLong,
    /// "1.234": a thousand, or one and a bit.
    Either {
        grouped: Decimal,
        decimal: Decimal,
    },
}

const LENGTH_MOST: usize = 400;

/// Reads a figure in ASCII or Arabic digits, with or without grouping: `1,234.56`, `1.234,56`, `1 234,56`, `1'234.50`, `-5`, `5−`.
pub fn read(text: &str, mark: Mark, usual: Usual) -> Result<Decimal, Unreadable> {
    let plain = simplified(text.trim()).ok_or(Unreadable::NotANumber)?;
    if plain.is_empty() {
        return Err(Unreadable::Blank);
    }
    let (negative, digits) = match (plain.strip_prefix('-'), plain.strip_suffix('-')) {
        (Some(rest), _) | (None, Some(rest)) => (true, rest),
        (None, None) => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let signed = |value: Decimal| if negative { -value } else { value };
    match unsigned(digits, mark, usual) {
        Ok(value) => Ok(signed(value)),
        Err(Unreadable::Either { grouped, decimal }) => Err(Unreadable::Either { grouped: signed(grouped), decimal: signed(decimal) }),
        Err(other @ (Unreadable::Blank | Unreadable::NotANumber | Unreadable::TooLong)) => Err(other),
    }
}

/// Without gaps, in ASCII. None: holds what no figure holds.
fn simplified(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '0'..='9' | '.' | ',' | '+' | '-' => out.push(c),
            '\u{2212}' | '\u{2012}' | '\u{2013}' => out.push('-'),
            '\u{660}'..='\u{669}' => out.push(char::from_digit(c as u32 - 0x660, 10)?),
            '\u{6f0}'..='\u{6f9}' => out.push(char::from_digit(c as u32 - 0x6f0, 10)?),
            '\u{66b}' => out.push('.'),
            '\u{66c}' | '\'' | '\u{2019}' | '_' => {}
            c if c.is_whitespace() => {}
            _ => return None,
        }
    }
    (out.len() <= LENGTH_MOST).then_some(out)
}

fn unsigned(text: &str, mark: Mark, usual: Usual) -> Result<Decimal, Unreadable> {
    if !text.chars().any(|c| c.is_ascii_digit()) || text.contains(['+', '-']) {
        return Err(Unreadable::NotANumber);
    }
    let form = match mark {
        Mark::Dot => Form::Dot,
        Mark::Comma => Form::Comma,
    };
    let Figure { value, other, grouped, .. } = figure(text, form).map_err(|error| match error {
        figures::Unreadable::TooLarge => Unreadable::TooLong,
        figures::Unreadable::Shape => Unreadable::NotANumber,
    })?;
    match (other, usual) {
        (None, Usual::Coarse | Usual::Fine) | (Some(_), Usual::Fine) => Ok(value),
        (Some(other), Usual::Coarse) if grouped => Err(Unreadable::Either { grouped: value, decimal: other }),
        (Some(other), Usual::Coarse) => Err(Unreadable::Either { grouped: other, decimal: value }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, mark: Mark, usual: Usual) -> String {
        match read(text, mark, usual) {
            Ok(value) => value.to_string(),
            Err(Unreadable::Either { grouped, decimal }) => format!("{grouped} or {decimal}"),
            Err(Unreadable::Blank) => "blank".to_owned(),
            Err(Unreadable::NotANumber) => "no number".to_owned(),
            Err(Unreadable::TooLong) => "too long".to_owned(),
        }
    }

    fn check(text: &str, dot: &str, comma: &str) {
        assert_eq!(shown(text, Mark::Dot, Usual::Coarse), dot, "{text} where the dot is the mark");
        assert_eq!(shown(text, Mark::Comma, Usual::Coarse), comma, "{text} where the comma is the mark");
    }

    #[test]
    fn one_amount_in_the_ways_people_write_it() {
        for text in ["1,234.56", "1.234,56", "1 234,56", "1\u{a0}234.56", "1'234.56", "1234,56", "1234.56", "+1234.56", "١٢٣٤٫٥٦"] {
            check(text, "1234.56", "1234.56");
        }
        check("-1.234,5", "-1234.5", "-1234.5");
        check("5−", "-5", "-5");
        check("1,23,456.7", "123456.7", "123456.7");
        check(".5", "0.5", "0.5");
        check("12,5", "12.5", "12.5");
        check("1.234.567", "1234567", "1234567");
    }

    #[test]
    fn what_can_be_a_thousandfold_off_is_asked() {
        check("1.234", "1234 or 1.234", "1234 or 1.234");
        check("1,234", "1234", "1234 or 1.234");
        check("-12.500", "-12500 or -12.500", "-12500 or -12.500");
        check("0.333", "0.333", "0.333");
        check("1234.567", "1234.567", "1234.567");
    }

    #[test]
    fn a_quantity_follows_the_mark_of_the_place() {
        assert_eq!(shown("1.125", Mark::Dot, Usual::Fine), "1.125");
        assert_eq!(shown("1.125", Mark::Comma, Usual::Fine), "1125");
        assert_eq!(shown("1,125", Mark::Comma, Usual::Fine), "1.125");
    }

    #[test]
    fn what_is_no_figure_is_none() {
        check("", "blank", "blank");
        check("  ", "blank", "blank");
        for text in ["abc", "12a", "1,2,3", "1.2.3", "--5", "-", ".", "1,234.56.7", "1.234,56,7", "€ 5", "12,34.5"] {
            check(text, "no number", "no number");
        }
        check(&"9".repeat(401), "no number", "no number");
    }

    #[test]
    fn a_number_with_too_many_digits_is_still_called_a_number() {
        for digits in [28, 40, 60] {
            check(&"9".repeat(digits), "too long", "too long");
        }
        check(&format!("1,{}.50", "000,".repeat(9).trim_end_matches(',')), "too long", "too long");
        check("0.1234567890123456789012345678901", "too long", "too long");
    }
}
