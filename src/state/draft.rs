//! A draft as it stands in its form: texts as they were typed, and what they mean. Text that cannot be read stays the person's and
//! changes nothing; the rest of the form is kept as it is typed.

pub mod more;

use domain::content::{Content, FigureError, Kind, Line, Part, Percent, Quantity, TaxRounding, Terms, UnitPrice};
use domain::figure::{self, Unreadable, Usual};
use domain::money::Currency;
use domain::time::Day;
use domain::{Id, LineId, text};
use rust_decimal::Decimal;

use crate::browser::clock;
use crate::words::locale::Locale;
use more::{LineMore, More};

/// The text of a figure's field, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub text: String,
    pub value: Result<Option<Decimal>, Unreadable>,
}

impl Entry {
    /// A figure as the place writes it, with at least so many decimals. It means what it meant, however it is written.
    pub fn of(value: Option<Decimal>, decimals: u32, locale: &Locale) -> Self {
        let shown = |value: Decimal| {
            let mut value = value.normalize();
            if value.scale() < decimals {
                value.rescale(decimals);
            }
            locale.number(value)
        };
        Self { text: value.map(shown).unwrap_or_default(), value: Ok(value) }
    }

    /// A figure as it was typed; a percent sign after it is only said aloud.
    pub fn typed(text: &str, usual: Usual, locale: &Locale) -> Self {
        let figure = text.trim().trim_end_matches('%');
        let value = match figure::read(figure, locale.mark(), usual) {
            Ok(value) => Ok(Some(value)),
            Err(Unreadable::Blank) => Ok(None),
            Err(other @ (Unreadable::NotANumber | Unreadable::TooLong | Unreadable::Either { .. })) => Err(other),
        };
        Self { text: text.to_owned(), value }
    }
}

/// How amounts of a currency are usually written.
pub fn usual(currency: Currency) -> Usual {
    if currency.exponent() > 2 { Usual::Fine } else { Usual::Coarse }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineForm {
    pub id: LineId,
    pub description: String,
    pub quantity: Entry,
    pub unit: String,
    pub price: Entry,
    pub tax: Entry,
    pub more: LineMore,
    /// What has no field of its own above.
    pub rest: Line,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartForm {
    pub entry: Entry,
    /// An amount; otherwise a percentage.
    pub fixed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftForm {
    pub kind: Kind,
    pub currency: Currency,
    pub dated: Option<Day>,
    pub terms: Terms,
    pub valid_until: Option<Day>,
    pub lines: Vec<LineForm>,
    pub discount: PartForm,
    pub prices_include_tax: bool,
    pub tax_rounding: TaxRounding,
    pub tax_name: String,
    pub deposit: PartForm,
    pub reference: String,
    pub note: String,
    pub language: Option<domain::language::Language>,
    pub more: More,
    /// What has no field of its own above; without lines.
    pub rest: Content,
}

/// Which field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Quantity(LineId),
    Price(LineId),
    Tax(LineId),
    Discount,
    Deposit,
    Base(LineId),
    Off(LineId),
    On(LineId),
    Charge,
    ChargeTax,
    Second,
    Withheld,
    Rate,
}

/// Why a field's text is not the figure it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Text(Unreadable),
    Figure(FigureError),
    Negative,
    /// Nothing is there, and what was chosen beside it needs it.
    Missing,
}

/// What the form means.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub content: Content,
    pub wrong: Vec<(Place, Wrong)>,
}

impl Reading {
    pub fn wrong(&self, place: Place) -> Option<Wrong> {
        self.wrong.iter().find(|(at, _)| *at == place).map(|(_, wrong)| *wrong)
    }
}

impl LineForm {
    fn of(line: &Line, currency: Currency, locale: &Locale) -> Self {
        Self {
            id: line.id,
            description: line.description.clone(),
            quantity: Entry::of(Some(line.quantity.value()), 0, locale),
            unit: line.unit.clone(),
            price: Entry::of(Some(line.price.value()), currency.exponent(), locale),
            tax: Entry::of(line.tax.map(Percent::value), 0, locale),
            more: LineMore::of(line, currency, locale),
            rest: line.clone(),
        }
    }

    /// Fills the line with a service of the catalogue; the quantity stays.
    pub fn take(&mut self, service: &domain::catalogue::Service, currency: Currency, locale: &Locale) {
        let mut line = Line {
            unit: self.unit.clone(),
            price: self.rest.price,
            tax: self.tax.value.ok().flatten().and_then(|rate| Percent::new(rate).ok()),
            ..self.rest.clone()
        };
        service.fill(&mut line, currency);
        self.description = line.description;
        self.unit = line.unit;
        if service.price_in(currency).is_some() {
            self.price = Entry::of(Some(line.price.value()), currency.exponent(), locale);
        }
        self.tax = Entry::of(line.tax.map(Percent::value), 0, locale);
        self.rest.category = line.category;
    }

    pub fn blank(id: LineId, tax: Option<Decimal>, locale: &Locale) -> Self {
        Self {
            id,
            description: String::new(),
            quantity: Entry::of(Some(Decimal::ONE), 0, locale),
            unit: String::new(),
            price: Entry::of(None, 0, locale),
            tax: Entry::of(tax, 0, locale),
            more: LineMore::of(&Line::blank(id), Currency::EUR, locale),
            rest: Line::blank(id),
        }
    }
}

impl PartForm {
    fn of(part: Option<Part>, currency: Currency, locale: &Locale) -> Self {
        match part {
            None => Self { entry: Entry::of(None, 0, locale), fixed: false },
            Some(Part::Percent(percent)) => Self { entry: Entry::of(Some(percent.value()), 0, locale), fixed: false },
            Some(Part::Fixed(amount)) => Self { entry: Entry::of(Some(amount), currency.exponent(), locale), fixed: true },
        }
    }

    fn part(&self) -> Result<Option<Part>, Wrong> {
        let Some(value) = self.entry.value.map_err(Wrong::Text)? else { return Ok(None) };
        if value.is_zero() {
            return Ok(None);
        }
        if value.is_sign_negative() {
            return Err(Wrong::Negative);
        }
        if self.fixed {
            // An amount has the bounds of a price.
            return UnitPrice::new(value).map(|price| Some(Part::Fixed(price.value()))).map_err(Wrong::Figure);
        }
        Percent::new(value).map(|percent| Some(Part::Percent(percent))).map_err(Wrong::Figure)
    }
}

impl DraftForm {
    pub fn of(content: &Content, locale: &Locale) -> Self {
        let currency = content.currency;
        Self {
            kind: content.kind,
            currency,
            dated: content.dated,
            terms: content.terms,
            valid_until: content.valid_until,
            lines: content.lines.iter().map(|line| LineForm::of(line, currency, locale)).collect(),
            discount: PartForm::of(content.discount, currency, locale),
            prices_include_tax: content.prices_include_tax,
            tax_rounding: content.tax_rounding,
            tax_name: content.tax_name.clone(),
            deposit: PartForm::of(content.deposit, currency, locale),
            reference: content.reference.clone(),
            note: content.note.clone(),
            language: content.language,
            more: More::of(content, locale),
            rest: Content { lines: Vec::new(), ..content.clone() },
        }
    }

    pub fn line(&mut self, id: LineId) -> Option<&mut LineForm> {
        self.lines.iter_mut().find(|line| line.id == id)
    }

    /// What the form means. Where a field cannot be read, what was `kept` before stands. Texts come out as a document keeps them.
    pub fn read(&self, kept: &Content) -> Reading {
        let mut wrong = Vec::new();
        let mut content = Content { kind: self.kind, currency: self.currency, ..self.rest.clone() };
        content.dated = self.dated;
        content.terms = self.terms;
        content.valid_until = self.valid_until;
        content.prices_include_tax = self.prices_include_tax;
        content.tax_rounding = self.tax_rounding;
        content.tax_name = text::line(&self.tax_name, 40);
        content.reference = text::line(&self.reference, 100);
        content.note = text::prose(&self.note, 4_000);
        content.note_above = text::prose(&self.rest.note_above, 4_000);
        content.buyer_reference = text::line(&self.rest.buyer_reference, 100);
        content.exemptions.retain(|_, reason| {
            *reason = text::prose(reason, 400);
            !reason.is_empty()
        });
        content.language = self.language;
        for line in &self.lines {
            let before = kept.lines.iter().find(|one| one.id == line.id);
            let mut or = |place: Place, error: Wrong| wrong.push((place, error));
            let quantity = match line
                .quantity
                .value
                .map_err(Wrong::Text)
                .and_then(|value| value.map_or(Ok(Quantity::ONE), |value| Quantity::new(value).map_err(Wrong::Figure)))
            {
                Ok(quantity) => quantity,
                Err(error) => {
                    or(Place::Quantity(line.id), error);
                    before.map_or(Quantity::ONE, |line| line.quantity)
                }
            };
            let price =
                line.price.value.map_err(Wrong::Text).and_then(|value| UnitPrice::new(value.unwrap_or_default()).map_err(Wrong::Figure));
            let price = match (price, before) {
                (Ok(price), _) => price,
                (Err(error), before) => {
                    or(Place::Price(line.id), error);
                    match before.map(|line| line.price).map_or_else(|| UnitPrice::new(Decimal::ZERO), Ok) {
                        Ok(price) => price,
                        Err(_) => continue,
                    }
                }
            };
            let tax = line.tax.value.map_err(Wrong::Text).and_then(|value| value.map(Percent::new).transpose().map_err(Wrong::Figure));
            let tax = match tax {
                Ok(tax) => tax,
                Err(error) => {
                    or(Place::Tax(line.id), error);
                    before.and_then(|line| line.tax)
                }
            };
            content.lines.push(Line {
                description: text::prose(&line.description, 2_000),
                quantity,
                unit: text::line(&line.unit, 30),
                price,
                tax,
                ..line.rest.clone()
            });
            if let Some(read) = content.lines.last_mut() {
                line.more.read(read, before, &mut wrong);
            }
        }
        content.discount = self.discount.part().unwrap_or_else(|error| {
            wrong.push((Place::Discount, error));
            kept.discount
        });
        content.deposit = self.deposit.part().unwrap_or_else(|error| {
            wrong.push((Place::Deposit, error));
            kept.deposit
        });
        self.more.read(&mut content, kept, &mut wrong);
        Reading { content, wrong }
    }

    /// Moves a line one place up or down.
    pub fn shift(&mut self, id: LineId, down: bool) {
        if let Some(at) = self.lines.iter().position(|line| line.id == id) {
            let to = if down { at + 1 } else { at.wrapping_sub(1) };
            if to < self.lines.len() {
                self.lines.swap(at, to);
            }
        }
    }
}

/// An id for a new line. None where the browser has no dice.
pub fn new_line() -> Option<LineId> {
    clock::random::<16>().map(|bytes| LineId(Id::from_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(of: u8) -> LineId {
        LineId(Id::from_bytes([of; 16]))
    }

    fn german() -> Locale {
        Locale { group: ".".to_owned(), decimal: ",".to_owned(), ..Locale::default() }
    }

    fn content(prices: &[&str]) -> Content {
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        for (at, price) in prices.iter().enumerate() {
            content.lines.push(Line {
                description: "Design".to_owned(),
                quantity: Quantity::ONE,
                unit: String::new(),
                price: UnitPrice::new(price.parse().expect(price)).expect(price),
                tax: Percent::new(19.into()).ok(),
                ..Line::blank(id(at as u8))
            });
        }
        content
    }

    #[test]
    fn what_was_kept_reads_back_in_any_place() {
        let mut content = content(&["4000", "1.005", "0.333333"]);
        content.discount = Some(Part::Percent(Percent::new(10.into()).expect("ten")));
        content.deposit = Some(Part::Fixed("2840.22".parse().expect("amount")));
        for locale in [Locale::default(), german()] {
            let form = DraftForm::of(&content, &locale);
            assert_eq!(form.read(&content), Reading { content: content.clone(), wrong: Vec::new() });
        }
        assert_eq!(DraftForm::of(&content, &german()).deposit.entry.text, "2.840,22");
    }

    #[test]
    fn what_cannot_be_read_keeps_what_was_and_the_rest_is_taken() {
        let kept = content(&["4000", "10"]);
        let locale = Locale::default();
        let mut form = DraftForm::of(&kept, &locale);
        if let Some(line) = form.line(id(0)) {
            line.price = Entry::typed("four", Usual::Coarse, &locale);
            line.description = "Design, second half ".to_owned();
        }
        if let Some(line) = form.line(id(1)) {
            line.price = Entry::typed("1.234", Usual::Coarse, &locale);
            line.tax = Entry::typed("2000 %", Usual::Fine, &locale);
        }
        let reading = form.read(&kept);
        assert_eq!(reading.content.lines[0].price, kept.lines[0].price);
        assert_eq!(reading.content.lines[0].description, "Design, second half");
        assert_eq!(reading.content.lines[1].tax, kept.lines[1].tax);
        assert_eq!(reading.wrong(Place::Price(id(0))), Some(Wrong::Text(Unreadable::NotANumber)));
        assert!(matches!(reading.wrong(Place::Price(id(1))), Some(Wrong::Text(Unreadable::Either { .. }))));
        assert_eq!(reading.wrong(Place::Tax(id(1))), Some(Wrong::Figure(FigureError::TooLarge)));
    }

    #[test]
    fn a_line_moves_within_its_list() {
        let mut form = DraftForm::of(&content(&["1", "2", "3"]), &Locale::default());
        form.shift(id(0), true);
        form.shift(id(0), true);
        form.shift(id(0), true);
        form.shift(id(1), false);
        assert_eq!(form.lines.iter().map(|line| line.id).collect::<Vec<_>>(), [id(1), id(2), id(0)]);
    }
}
