//! What a draft's form asks for behind "More": of a line, and of the whole document. Read as the rest of the form is: what cannot be read
//! stays the person's and changes nothing.

use domain::content::{
    Adjustment, BaseQuantity, CashStep, Category, Content, Exchange, ExchangeRate, FigureError, Line, Percent, SecondTax, TaxGroup, Way,
    Withholding,
};
use domain::money::Currency;
use domain::text;
use domain::time::Day;
use rust_decimal::Decimal;

use super::{Entry, PartForm, Place, Wrong};
use crate::words::locale::Locale;

/// An allowance or a charge and why. The first of its way; others that the draft has stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjust {
    pub part: PartForm,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineMore {
    pub base: Entry,
    pub off: Adjust,
    pub on: Adjust,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct More {
    pub charge: Adjust,
    /// The rate that the charge stands under; None: shared over all.
    pub charge_tax: Entry,
    pub second: Entry,
    pub second_name: String,
    pub withheld: Entry,
    pub withheld_name: String,
    pub to: Option<Currency>,
    pub rate: Entry,
    pub rate_day: Option<Day>,
    pub rate_source: String,
}

impl Adjust {
    fn of(all: &[Adjustment], way: Way, currency: Currency, locale: &Locale) -> Self {
        let first = all.iter().find(|one| one.way == way);
        Self {
            part: PartForm::of(first.map(|one| one.part), currency, locale),
            reason: first.map(|one| one.reason.clone()).unwrap_or_default(),
        }
    }

    /// Puts what it means among the others, in the place of the first of its way.
    fn put(
        &self,
        (all, kept): (&mut Vec<Adjustment>, &[Adjustment]),
        way: Way,
        tax: Option<TaxGroup>,
        place: Place,
        wrong: &mut Vec<(Place, Wrong)>,
    ) {
        let at = all.iter().position(|one| one.way == way);
        let kept = kept.iter().find(|one| one.way == way).map(|one| one.part);
        let part = self.part.part().unwrap_or_else(|error| {
            wrong.push((place, error));
            kept
        });
        let made = part.map(|part| Adjustment { way, part, reason: text::line(&self.reason, 200), tax });
        match (at, made) {
            (Some(at), Some(made)) => all[at] = made,
            (Some(at), None) => {
                all.remove(at);
            }
            (None, Some(made)) => all.push(made),
            (None, None) => {}
        }
    }
}

/// A figure that may be missing; what it was where it cannot be read.
fn figure<T: Copy>(
    entry: &Entry,
    make: impl Fn(Decimal) -> Result<T, FigureError>,
    kept: Option<T>,
    place: Place,
    wrong: &mut Vec<(Place, Wrong)>,
) -> Option<T> {
    let read = entry.value.map_err(Wrong::Text).and_then(|value| value.map(make).transpose().map_err(Wrong::Figure));
    read.unwrap_or_else(|error| {
        wrong.push((place, error));
        kept
    })
}

impl LineMore {
    pub fn of(line: &Line, currency: Currency, locale: &Locale) -> Self {
        let base = (line.base != BaseQuantity::ONE).then_some(line.base.value());
        Self {
            base: Entry::of(base, 0, locale),
            off: Adjust::of(&line.adjustments, Way::Allowance, currency, locale),
            on: Adjust::of(&line.adjustments, Way::Charge, currency, locale),
        }
    }

    pub(super) fn read(&self, line: &mut Line, kept: Option<&Line>, wrong: &mut Vec<(Place, Wrong)>) {
        let base = figure(&self.base, BaseQuantity::new, kept.map(|kept| kept.base), Place::Base(line.id), wrong);
        line.base = base.unwrap_or(BaseQuantity::ONE);
        let kept = kept.map_or(&[][..], |kept| kept.adjustments.as_slice());
        self.off.put((&mut line.adjustments, kept), Way::Allowance, None, Place::Off(line.id), wrong);
        self.on.put((&mut line.adjustments, kept), Way::Charge, None, Place::On(line.id), wrong);
    }
}

impl More {
    pub fn of(content: &Content, locale: &Locale) -> Self {
        let charge_tax = content.adjustments.iter().find(|one| one.way == Way::Charge).and_then(|one| one.tax);
        let exchange = content.exchange.as_ref();
        Self {
            charge: Adjust::of(&content.adjustments, Way::Charge, content.currency, locale),
            charge_tax: Entry::of(charge_tax.map(|group| group.rate.value()), 0, locale),
            second: Entry::of(content.second_tax.as_ref().map(|one| one.percent.value()), 0, locale),
            second_name: content.second_tax.as_ref().map(|one| one.name.clone()).unwrap_or_default(),
            withheld: Entry::of(content.withholding.as_ref().map(|one| one.percent.value()), 0, locale),
            withheld_name: content.withholding.as_ref().map(|one| one.name.clone()).unwrap_or_default(),
            to: exchange.map(|one| one.to),
            rate: Entry::of(exchange.map(|one| one.rate.value()), 0, locale),
            rate_day: exchange.map(|one| one.day),
            rate_source: exchange.map(|one| one.source.clone()).unwrap_or_default(),
        }
    }

    pub(super) fn read(&self, content: &mut Content, kept: &Content, wrong: &mut Vec<(Place, Wrong)>) {
        let of = kept.adjustments.iter().find(|one| one.way == Way::Charge).and_then(|one| one.tax);
        let tax = figure(&self.charge_tax, Percent::new, of.map(|group| group.rate), Place::ChargeTax, wrong);
        let tax = tax.and_then(|rate| TaxGroup::of(Category::Standard, Some(rate)));
        self.charge.put((&mut content.adjustments, &kept.adjustments), Way::Charge, tax, Place::Charge, wrong);
        let some = |percent: Percent| (percent != Percent::ZERO).then_some(percent);
        let of = kept.second_tax.as_ref().map(|one| one.percent);
        content.second_tax = figure(&self.second, Percent::new, of, Place::Second, wrong)
            .and_then(some)
            .map(|percent| SecondTax { name: text::line(&self.second_name, 40), percent });
        let of = kept.withholding.as_ref().map(|one| one.percent);
        content.withholding = figure(&self.withheld, Percent::new, of, Place::Withheld, wrong)
            .and_then(some)
            .map(|percent| Withholding { name: text::line(&self.withheld_name, 60), percent });
        let of = kept.exchange.as_ref().map(|one| one.rate);
        let rate = figure(&self.rate, ExchangeRate::new, of, Place::Rate, wrong);
        let to = self.to.filter(|to| *to != content.currency);
        if to.is_some() && self.rate.value == Ok(None) {
            wrong.push((Place::Rate, Wrong::Missing));
        }
        let day = self.rate_day.or(content.dated);
        let source = text::line(&self.rate_source, 100);
        content.exchange = to.zip(rate).zip(day).map(|((to, rate), day)| Exchange { to, rate, day, source });
    }
}

/// The steps in which cash is paid that a draft offers.
pub const STEPS: [i64; 4] = [5, 10, 50, 100];

pub fn step(hundredths: i64) -> Option<CashStep> {
    CashStep::new(Decimal::new(hundredths, 2)).ok()
}

/// Everything on it is taxed in one way. A line that was exempt and is taxed again gets the rate that is `usual`.
pub fn taxed_as(form: &mut super::DraftForm, category: Category, usual: Option<Decimal>, reason: &str, locale: &Locale) {
    for line in &mut form.lines {
        set_category(line, category, usual, locale);
    }
    say_reason(form, category, reason);
}

pub fn set_category(line: &mut super::LineForm, category: Category, usual: Option<Decimal>, locale: &Locale) {
    let was = std::mem::replace(&mut line.rest.category, category);
    if category != Category::Standard {
        line.tax = Entry::of(Some(Decimal::ZERO), 0, locale);
    } else if was != Category::Standard {
        line.tax = Entry::of(usual, 0, locale);
    }
}

/// The usual reason, where nobody has written one.
pub fn say_reason(form: &mut super::DraftForm, category: Category, reason: &str) {
    if !reason.is_empty() {
        form.rest.exemptions.entry(category).or_insert_with(|| reason.to_owned());
    }
}
