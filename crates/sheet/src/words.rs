//! The words that are printed, one table a language. A new language is one more table.

mod de;
mod en;
mod es;
mod fr;
mod sv;

use domain::content::{Category, Kind, Percent, Period, TaxRounding, Terms, Way};
use domain::language::Language;
use domain::money::Money;
use domain::time::Day;
use rust_decimal::Decimal;

use crate::format::Format;

/// What stands on a document beside what the person wrote. `{}` marks where figures, days and names go, in their order.
#[derive(Debug)]
pub struct Words {
    pub quote: &'static str,
    pub estimate: &'static str,
    pub invoice: &'static str,
    pub receipt: &'static str,
    pub proforma: &'static str,
    pub deposit_invoice: &'static str,
    pub credit_note: &'static str,
    pub draft: &'static str,
    pub void: &'static str,
    pub bill_to: &'static str,
    pub made_for: &'static str,
    pub from: &'static str,
    pub dated: &'static str,
    pub issued: &'static str,
    pub due: &'static str,
    pub void_since: &'static str,
    pub valid_until: &'static str,
    pub terms: &'static str,
    pub instalment: &'static str,
    pub sum_by: &'static str,
    pub early: &'static str,
    pub off_by: &'static str,
    /// Before the invoice that a credit note corrects.
    pub corrects: &'static str,
    /// A document's number, its day.
    pub number_of: &'static str,
    pub reference: &'static str,
    pub lines: &'static str,
    pub lines_of: &'static str,
    pub description: &'static str,
    pub quantity: &'static str,
    pub price: &'static str,
    pub amount: &'static str,
    pub tax: &'static str,
    pub sum: &'static str,
    /// With the tax's name.
    pub sum_with_tax: &'static str,
    pub discount: &'static str,
    pub charge: &'static str,
    pub withheld: &'static str,
    /// Number, day, net, the tax's name, tax.
    pub deducted: &'static str,
    pub cash_rounding: &'static str,
    pub payable: &'static str,
    /// The currency.
    pub total_in: &'static str,
    /// The rate, its day, tax and total in the other currency.
    pub exchanged_at: &'static str,
    pub buyer_reference: &'static str,
    pub period: &'static str,
    /// So many units.
    pub price_for: &'static str,
    pub exempt: &'static str,
    pub reverse_charge: &'static str,
    pub intra_community: &'static str,
    pub export: &'static str,
    pub outside_scope: &'static str,
    pub net: &'static str,
    /// The tax's name, its rate, what it is computed on.
    pub tax_on: &'static str,
    pub was: &'static str,
    pub total: &'static str,
    pub deposit: &'static str,
    pub paid_on: &'static str,
    pub refunded_on: &'static str,
    pub credited_on: &'static str,
    pub let_go_on: &'static str,
    pub to_pay: &'static str,
    pub to_pay_by: &'static str,
    pub overpaid: &'static str,
    pub nothing_to_pay: &'static str,
    pub how_to_pay: &'static str,
    /// Begins with the sum that stands before it.
    pub pay_by: &'static str,
    pub deposit_first: &'static str,
    pub in_all: &'static str,
    pub pay_reference: &'static str,
    pub per_rate: &'static str,
    pub per_line: &'static str,
    pub on_receipt: &'static str,
    pub one_day: &'static str,
    pub days: &'static str,
    pub end_of_month: &'static str,
    pub end_of_next_month: &'static str,
    pub days_then_end_of_month: &'static str,
    pub end_of_month_then_days: &'static str,
    pub day_of_next_month: &'static str,
    /// This page, all pages.
    pub page: &'static str,
    pub logo_of: &'static str,
    /// Under a payment code.
    pub scan: &'static str,
    /// What a payment code is, for whoever cannot see it.
    pub code: &'static str,
    /// Units as they are kept, one and many.
    pub units: &'static [(&'static str, &'static str, &'static str)],
}

/// Puts texts where a template has its `{}`, in their order.
pub(crate) fn fill(template: &str, with: &[&str]) -> String {
    let mut pieces = template.split("{}");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for (at, piece) in pieces.enumerate() {
        out.push_str(with.get(at).copied().unwrap_or_default());
        out.push_str(piece);
    }
    out
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &en::WORDS,
            Language::German => &de::WORDS,
            Language::French => &fr::WORDS,
            Language::Spanish => &es::WORDS,
            Language::Swedish => &sv::WORDS,
        }
    }

    pub fn kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Quote => self.quote,
            Kind::Estimate => self.estimate,
            Kind::Invoice => self.invoice,
            Kind::Receipt => self.receipt,
            Kind::Proforma => self.proforma,
            Kind::Deposit => self.deposit_invoice,
            Kind::CreditNote => self.credit_note,
        }
    }

    /// "Invoice INV-2026-014"; without a number, that it is a draft.
    pub fn title(&self, kind: Kind, number: Option<&str>) -> String {
        format!("{} {}", self.kind(kind), number.map_or_else(|| format!("({})", self.draft), str::to_owned))
    }

    pub fn tax_name<'a>(&'a self, name: &'a str) -> &'a str {
        if name.trim().is_empty() { self.tax } else { name.trim() }
    }

    pub fn tax_id(&self, tax: &str, id: &str) -> String {
        if id.trim().is_empty() { String::new() } else { format!("{} {id}", self.tax_name(tax)) }
    }

    pub fn sum_of(&self, with_tax: bool, tax: &str) -> String {
        if with_tax { fill(self.sum_with_tax, &[self.tax_name(tax)]) } else { self.sum.to_owned() }
    }

    /// "Discount 10 %", "Deposit".
    pub fn share(&self, word: &str, share: Option<Percent>, format: Format) -> String {
        share.map_or_else(|| word.to_owned(), |share| format!("{word} {}", format.percent(share.value())))
    }

    /// What an allowance or a charge is called: its reason, where one was given.
    pub fn adjusted<'a>(&'a self, way: Way, reason: &'a str) -> &'a str {
        match way {
            _ if !reason.trim().is_empty() => reason.trim(),
            Way::Allowance => self.discount,
            Way::Charge => self.charge,
        }
    }

    /// "19 %", "Exempt".
    pub fn rate_of(&self, category: Category, rate: Percent, format: Format) -> String {
        match category {
            Category::Standard | Category::Zero => format.percent(rate.value()),
            Category::Exempt => self.exempt.to_owned(),
            Category::ReverseCharge => self.reverse_charge.to_owned(),
            Category::IntraCommunity => self.intra_community.to_owned(),
            Category::Export => self.export.to_owned(),
            Category::OutsideScope => self.outside_scope.to_owned(),
        }
    }

    /// "1 Nov 2026 – 30 Nov 2026", or the one day.
    pub fn period_of(&self, period: Period, format: Format) -> String {
        let (from, to) = (period.from(), period.to());
        if from == to { format.day(from) } else { format!("{} – {}", format.day(from), format.day(to)) }
    }

    pub fn tax_line(&self, name: &str, category: Category, rate: Percent, base: Money, format: Format) -> String {
        fill(self.tax_on, &[self.tax_name(name), &self.rate_of(category, rate, format), &format.amount(base)])
    }

    pub fn ask(&self, by: Option<Day>, format: Format) -> String {
        by.map_or_else(|| self.to_pay.to_owned(), |day| fill(self.to_pay_by, &[&format.day(day)]))
    }

    pub fn rounding(&self, name: &str, rounding: TaxRounding) -> String {
        let template = match rounding {
            TaxRounding::PerRate => self.per_rate,
            TaxRounding::PerLine => self.per_line,
        };
        fill(template, &[self.tax_name(name)])
    }

    pub fn terms_of(&self, terms: Terms, format: Format) -> String {
        match terms {
            Terms::OnReceipt => self.on_receipt.to_owned(),
            Terms::Net(1) => self.one_day.to_owned(),
            Terms::Net(days) => fill(self.days, &[&days.to_string()]),
            Terms::EndOfMonth => self.end_of_month.to_owned(),
            Terms::EndOfNextMonth => self.end_of_next_month.to_owned(),
            Terms::NetThenEndOfMonth(days) => fill(self.days_then_end_of_month, &[&days.to_string()]),
            Terms::On(day) => format.day(day),
            Terms::EndOfMonthThenNet(days) => fill(self.end_of_month_then_days, &[&days.to_string()]),
            Terms::NextMonth(nth) => fill(self.day_of_next_month, &[&nth.to_string()]),
        }
    }

    /// "12 hours"; units that the table does not have stay as they were typed.
    pub fn quantity_of(&self, value: Decimal, unit: &str, format: Format) -> String {
        let number = format.number(value);
        let unit = unit.trim();
        if unit.is_empty() {
            return number;
        }
        let known = self.units.iter().find(|(key, _, _)| *key == unit);
        let word = known.map_or(unit, |(_, one, many)| if value.abs() == Decimal::ONE { *one } else { *many });
        format!("{number}\u{a0}{word}")
    }

    /// "Page 2 of 3".
    pub fn page_of(&self, page: usize, pages: usize) -> String {
        fill(self.page, &[&page.to_string(), &pages.to_string()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn templates_take_their_texts_in_order_and_lose_none_of_their_own() {
        assert_eq!(fill("{} of {}!", &["1", "2"]), "1 of 2!");
        assert_eq!(fill("{} {}", &["1"]), "1 ");
        assert_eq!(fill("plain", &["1"]), "plain");
    }

    /// Each template has as many places as its callers fill, in every language.
    #[test]
    fn every_language_has_the_same_places() {
        let places = |words: &Words| {
            [
                words.lines_of,
                words.sum_with_tax,
                words.tax_on,
                words.deducted,
                words.total_in,
                words.exchanged_at,
                words.price_for,
                words.paid_on,
                words.refunded_on,
                words.credited_on,
                words.let_go_on,
                words.to_pay_by,
                words.pay_by,
                words.per_rate,
                words.per_line,
                words.days,
                words.days_then_end_of_month,
                words.sum_by,
                words.off_by,
                words.end_of_month_then_days,
                words.day_of_next_month,
                words.page,
                words.logo_of,
            ]
            .map(|template| template.matches("{}").count())
        };
        for language in Language::ALL {
            assert_eq!(places(Words::of(language)), [1, 1, 3, 5, 1, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 2, 1], "{language:?}");
        }
    }

    #[test]
    fn units_follow_the_number_and_the_language() {
        let said = |language: Language, value: i64, unit: &str| {
            Words::of(language).quantity_of(value.into(), unit, Format::new(language, Currency::EUR)).replace('\u{a0}', " ")
        };
        assert_eq!(said(Language::English, 1, "hour"), "1 hour");
        assert_eq!(said(Language::English, 1200, "hour"), "1,200 hours");
        assert_eq!(said(Language::German, 2, "hour"), "2 Stunden");
        assert_eq!(said(Language::French, 2, "Palette"), "2 Palette");
        assert_eq!(said(Language::Swedish, 3, ""), "3");
    }
}
