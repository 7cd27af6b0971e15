//! Late payment: the terms, what is left to claim, and how it is worded on the document that claims it.

use domain::interest::{DayCount, Owed, Piece, Terms};
use domain::language::Language;
use domain::money::{Money, Rounding};
use domain::time::Day;
use sheet::Format;

use super::locale::Locale;

pub const TITLE: &str = "Interest for late payment";
pub const LINK: &str = "Interest for late payment";
pub const SETTINGS: &str = "Late payment";
pub const SETTINGS_HINT: &str = "What late payment costs, from which day on. You enter the figures and check them: contracts and countries differ, and reference rates change. A client can have terms of its own, on its page of interest.";
pub const EXAMPLE_HINT: &str = "In the European Union, a business that pays late owes at least the reference rate of the half-year plus 8 points, and 40 EUR once for each invoice (Directive 2011/7/EU, articles 2, 3 and 6). Your country may have set more.";
pub const EXAMPLE: &str = "Fill in points and fee so";
pub const NONE: &str = "No terms yet: nothing is charged for late payment.";
pub const NONE_OWN: &str = "No terms of its own: those of the practice hold.";
pub const FROM: &str = "Holds from";
pub const CURRENCY: &str = "Currency";
pub const CURRENCY_HINT: &str = "Empty: every currency without terms of its own.";
pub const BASE: &str = "Reference rate, % a year";
pub const POINTS: &str = "Points on top";
pub const POINTS_HINT: &str = "Or the whole agreed rate, without a reference rate.";
pub const COUNT: &str = "Days of a year";
pub const GRACE: &str = "Days let pass";
pub const GRACE_HINT: &str = "After them, interest counts from the day after the due day.";
pub const FEE: &str = "Fee, once an invoice";
pub const NAME: &str = "Where the figures come from";
pub const ADD: &str = "Add these terms";
pub const ADDED: &str = "Terms added";
pub const REMOVE: &str = "Remove";
pub const REMOVED: &str = "Terms removed";
pub const TO_SETTINGS: &str = "Enter the terms";
pub const NO_TERMS: &str = "No terms for late payment yet";
pub const NO_TERMS_HINT: &str = "Enter what you have agreed, or what the law lets you ask for. Nothing is charged before.";
pub const UNTIL: &str = "Up to the end of";
pub const UNTIL_WRONG: &str = "Choose a day that has come: interest is never claimed ahead.";
pub const NOTHING: &str = "Nothing is left to claim up to this day.";
pub const OFF: &str = "This client is not charged for late payment.";
pub const CHARGE: &str = "Charge this client for late payment";
pub const WITH_INTEREST: &str = "Interest";
pub const WITH_FEE: &str = "Fee";
pub const CHOOSE: &str = "Choose at least one of them.";
pub const CLAIMED: &str = "Claimed already";
pub const OWN: &str = "Terms of this client";
pub const OWN_MORE: &str = "Something else was agreed with this client";
pub const HINT: &str = "Counted on what was open between payments, from the day after the first due day, without what is disputed. Nothing is claimed twice; a draft that is thrown away frees what it claimed.";

pub fn count(count: DayCount) -> &'static str {
    match count {
        DayCount::Actual365 => "365, in every year",
        DayCount::Actual360 => "360",
        DayCount::ActualActual => "365 or 366, as the year has",
    }
}

/// One entry of the table in a line.
pub fn terms(terms: &Terms, locale: &Locale) -> String {
    if !terms.charged {
        return "nothing is charged".to_owned();
    }
    let number = |value: rust_decimal::Decimal| locale.number(value.normalize());
    let mut parts = vec![format!("{} % a year", number(terms.rate()))];
    if !terms.base.is_zero() && !terms.points.is_zero() {
        parts[0] = format!("{} % a year ({} % + {} points)", number(terms.rate()), number(terms.base), number(terms.points));
    }
    parts.push(
        match terms.count {
            DayCount::Actual365 => "365 days a year",
            DayCount::Actual360 => "360 days a year",
            DayCount::ActualActual => "as many days as the year has",
        }
        .to_owned(),
    );
    if terms.grace > 0 {
        parts.push(if terms.grace == 1 { "1 day let pass".to_owned() } else { format!("{} days let pass", terms.grace) });
    }
    parts.extend(terms.fee.map(|fee| format!("{} once", locale.money(fee))));
    parts.join(", ")
}

pub fn from(day: Day, locale: &Locale) -> String {
    format!("From {}", locale.long_day(day))
}

pub fn make(currency: &str, sum: &str) -> String {
    format!("Make a draft over {sum} {currency}")
}

pub fn due(owed: &Owed, locale: &Locale) -> String {
    format!("due {}", locale.long_day(owed.due))
}

pub fn claimed(amount: &str, number: &str, until: Option<&str>) -> String {
    match until {
        Some(until) => format!("{amount} interest for {number}, up to {until}"),
        None => format!("{amount} fee for {number}"),
    }
}

/// The words of a claim, in the language of the document: of interest, a fee, what differs from the pieces, and what they come to.
struct Claim {
    interest: &'static str,
    fee: &'static str,
    of: &'static str,
    due: &'static str,
    difference: &'static str,
}

const CLAIMS: [Claim; 5] = [
    Claim {
        interest: "Interest for late payment of",
        fee: "Fee for late payment of",
        of: "of",
        due: "due",
        difference: "Rounding and corrections of earlier claims",
    },
    Claim {
        interest: "Verzugszinsen zu",
        fee: "Verzugspauschale zu",
        of: "vom",
        due: "fällig am",
        difference: "Rundung und Berichtigung früherer Forderungen",
    },
    Claim {
        interest: "Intérêts de retard sur",
        fee: "Indemnité forfaitaire de retard sur",
        of: "du",
        due: "échéance le",
        difference: "Arrondi et corrections des demandes précédentes",
    },
    Claim {
        interest: "Intereses de demora de",
        fee: "Indemnización por demora de",
        of: "del",
        due: "con vencimiento el",
        difference: "Redondeo y correcciones de reclamaciones anteriores",
    },
    Claim {
        interest: "Dröjsmålsränta på",
        fee: "Förseningsersättning för",
        of: "av den",
        due: "förfallen den",
        difference: "Avrundning och rättelser av tidigare krav",
    },
];

fn head(words: &str, claim: &Claim, owed: &Owed, format: Format) -> String {
    format!("{words} {} {} {}, {} {}", owed.number, claim.of, format.day(owed.dated), claim.due, format.day(owed.due))
}

/// `1,000.00 × 10 % × 30 ÷ 365 = 8.22`; a piece among several keeps four more digits, because only their sum is rounded.
fn piece(piece: &Piece, alone: bool, format: Format) -> String {
    let currency = piece.principal.currency();
    let digits = currency.exponent() + if alone { 0 } else { 4 };
    let result = piece.exact().map(|exact| format.number(Rounding::HalfAwayFromZero.apply(exact, digits))).unwrap_or_default();
    let first = format.day(piece.from);
    let days = if piece.days == 1 { first } else { format!("{first} – {}", format.day(piece.until)) };
    format!(
        "{days}: {} × {} × {} ÷ {} = {result}",
        format.amount(piece.principal),
        format.percent(piece.rate.normalize()),
        piece.days,
        piece.year,
    )
}

/// What the line of interest says: which invoice, and how every figure comes about.
pub fn interest(owed: &Owed, language: Language) -> String {
    let (claim, format) = (&CLAIMS[language as usize], Format::new(language, owed.interest.currency()));
    let mut lines = vec![head(claim.interest, claim, owed, format)];
    let alone = owed.pieces.len() == 1 && owed.difference.is_zero();
    lines.extend(owed.pieces.iter().map(|one| piece(one, alone, format)));
    if !owed.difference.is_zero() {
        lines.push(format!("{}: {}", claim.difference, format.amount(owed.difference)));
    }
    if !alone {
        lines.push(format!("= {}", format.amount(owed.interest)));
    }
    lines.join("\n")
}

pub fn fee(owed: &Owed, fee: Money, language: Language) -> String {
    let (claim, format) = (&CLAIMS[language as usize], Format::new(language, fee.currency()));
    head(claim.fee, claim, owed, format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;
    use domain::{Id, InvoiceId};

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    fn eur(text: &str) -> Money {
        Money::exact(text.parse().expect(text), Currency::EUR).expect(text)
    }

    fn owed(pieces: &[(&str, &str, &str)], interest: &str, difference: &str) -> Owed {
        let piece = |(from, until, principal): &(&str, &str, &str)| Piece {
            from: day(from),
            until: day(until),
            days: day(from).days_until(day(until)) + 1,
            principal: eur(principal),
            rate: 10.into(),
            year: 365,
        };
        Owed {
            late: InvoiceId(Id::from_bytes([1; 16])),
            number: "INV-7".to_owned(),
            dated: day("2026-10-02"),
            due: day("2026-11-01"),
            until: day("2026-12-01"),
            pieces: pieces.iter().map(piece).collect(),
            interest: eur(interest),
            difference: eur(difference),
            fee: None,
        }
    }

    #[test]
    fn the_formula_is_written_out() {
        let one = owed(&[("2026-11-02", "2026-12-01", "1000")], "8.22", "0");
        assert_eq!(
            interest(&one, Language::English),
            "Interest for late payment of INV-7 of 2 October 2026, due 1 November 2026\n\
             2 November 2026 – 1 December 2026: 1,000.00 × 10\u{a0}% × 30 ÷ 365 = 8.22"
        );
        assert!(interest(&one, Language::German).ends_with("1.000,00 × 10\u{a0}% × 30 ÷ 365 = 8,22"));
    }

    #[test]
    fn several_pieces_are_rounded_once_and_what_they_differ_by_is_said() {
        let pieces = [("2026-11-02", "2026-11-11", "1000"), ("2026-11-12", "2026-11-21", "600")];
        let told = interest(&owed(&pieces, "4.39", "0.01"), Language::English);
        let lines: Vec<&str> = told.lines().skip(1).collect();
        assert!(lines[0].ends_with("= 2.739726") && lines[1].ends_with("= 1.643836"), "{told}");
        assert_eq!(&lines[2..], ["Rounding and corrections of earlier claims: 0.01", "= 4.39"]);
    }
}
