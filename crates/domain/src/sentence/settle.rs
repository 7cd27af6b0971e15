//! From phrases and lines to a reading: every figure is checked by the type that keeps it, and whatever stays open becomes a question.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::content::{Category, Kind, Part, Percent};
use crate::money::Currency;

use super::cover::Claims;
use super::item::Lines;
use super::party::{Head, Party, name_of};
use super::phrase::{Fact, Phrase, Rate, Said};
use super::reading::{Choice, Known, Later, Missing, Paid, Question, Reading, Tax, Topic, What, Who, Why, Withheld};
use super::rhythm::Repeats;
use super::view::View;
use super::words::{Coin, Sense};

/// A currency where it was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub coin: Coin,
    pub range: Range<usize>,
    /// Without a figure: "in euros".
    pub alone: bool,
}

/// A reading in the making.
pub(super) struct Settling<'v, 'a> {
    pub view: &'v View<'a>,
    pub reading: Reading,
    pub claims: Claims,
    /// Whether the terms were said, so that a second saying asks.
    pub due_said: bool,
    paid_part: Option<Part>,
    pub repeating: Option<Repeats>,
    /// Tax was said without its rate so far.
    taxed_by_default: bool,
}

impl<'v, 'a> Settling<'v, 'a> {
    pub fn new(view: &'v View<'a>, tax_name: &str) -> Self {
        let name = if tax_name.trim().is_empty() { view.words.tax_name } else { tax_name };
        let reading = Reading {
            kind: Kind::Invoice,
            client: Who::Missing,
            currency: view.currency,
            items: Vec::new(),
            discount: None,
            tax: Tax {
                rate: view.tax,
                included: false,
                name: crate::text::line(name, 40),
                category: Category::Standard,
                words: String::new(),
                said: false,
            },
            terms: view.terms,
            issued: None,
            valid_until: None,
            period: None,
            deposit: None,
            paid: None,
            reference: String::new(),
            settles: String::new(),
            charges: Vec::new(),
            recurrence: None,
            early: None,
            withheld: None,
            event: String::new(),
            after_tax: false,
            after_tax_words: String::new(),
            deposit_of_net: false,
            terms_words: String::new(),
            note: String::new(),
            chips: Vec::new(),
            missing: Vec::new(),
            questions: Vec::new(),
            today: view.today,
        };
        Self { view, reading, claims: Claims::default(), due_said: false, paid_part: None, taxed_by_default: false, repeating: None }
    }

    pub fn ask(&mut self, topic: Topic, chosen: Option<Choice>, alternatives: Vec<Choice>, ask: bool, range: &Range<usize>) {
        self.reading.questions.push(Question { topic, chosen, alternatives, ask, span: self.view.bytes(range) });
    }

    pub fn head(&mut self, head: &Head) {
        if let Some((kind, range)) = &head.kind {
            self.reading.kind = *kind;
            self.claims.add(range, What::Kind(*kind));
        }
        if let Some((later, range)) = &head.other {
            self.claims.add(range, What::Later(*later));
            let alternatives = [Kind::Quote, Kind::Estimate, Kind::Invoice, Kind::Receipt].map(Choice::Kind).into();
            self.ask(Topic::Kind, None, alternatives, true, range);
        }
        if let Some(range) = &head.number {
            self.claims.add(range, What::Later(Later::Number));
        }
        for range in &head.filler {
            self.claims.add(range, What::Filler);
        }
    }

    pub fn party(&mut self, party: Option<&Party>, clients: &[Known]) {
        const MOST: usize = 20;
        let Some(party) = party else { return };
        let id = |at: &usize| clients.get(*at).map(|known| known.id);
        self.claims.add(&party.range, What::Client);
        let near: Vec<Choice> = party.near.iter().filter_map(id).take(MOST).map(Choice::Client).collect();
        match party.known.as_slice() {
            [] => {
                let name = name_of(self.view, &party.range);
                if name.is_empty() {
                    return;
                }
                if !near.is_empty() {
                    self.ask(Topic::Client, Some(Choice::NewClient(name.clone())), near, true, &party.range);
                }
                self.reading.client = Who::New(name);
            }
            [one] => {
                let Some(id) = id(one) else { return };
                self.reading.client = Who::Known(id);
                if let Some(longer) = &party.longer {
                    let name = name_of(self.view, longer);
                    self.ask(Topic::Client, Some(Choice::Client(id)), vec![Choice::NewClient(name)], true, &party.range);
                } else if !near.is_empty() {
                    self.ask(Topic::Client, Some(Choice::Client(id)), near, false, &party.range);
                }
            }
            several => {
                let ids: Vec<_> = several.iter().filter_map(id).collect();
                self.ask(Topic::Client, None, ids.iter().take(MOST).copied().map(Choice::Client).collect(), true, &party.range);
                self.reading.client = Who::Several(ids);
            }
        }
    }

    /// The currency of the document: the first that was named.
    pub fn currency(&mut self, coins: &[Mention]) {
        let mut named: Vec<(Currency, Vec<Currency>, &Range<usize>, bool)> = Vec::new();
        for Mention { coin, range, alone } in coins {
            let (chosen, others) = self.view.coin(*coin);
            if let Some(chosen) = chosen.filter(|_| *alone) {
                self.claims.add(range, What::Currency(chosen));
            }
            if let Some(chosen) = chosen
                && !named.iter().any(|(known, ..)| *known == chosen)
            {
                named.push((chosen, others, range, *coin != Coin::Dollar && !self.view.expects(*coin)));
            }
        }
        let Some((chosen, others, range, unclear)) = named.first().cloned() else {
            if let Some(currency) = self.reading.currency {
                self.ask(Topic::Currency, Some(Choice::Currency(currency)), Vec::new(), false, &(0..0));
            }
            return;
        };
        self.reading.currency = Some(chosen);
        if named.len() > 1 {
            // No sum crosses currencies: which of them is meant is for the person to say.
            let rest = named.iter().skip(1).map(|(currency, ..)| Choice::Currency(*currency)).collect();
            self.ask(Topic::Currency, Some(Choice::Currency(chosen)), rest, true, range);
        } else if !others.is_empty() {
            self.ask(Topic::Currency, Some(Choice::Currency(chosen)), others.into_iter().map(Choice::Currency).collect(), unclear, range);
        }
    }

    /// What the lines need to know: a payment may be the only sum, and the invoice it was for its only description.
    pub fn before_lines(&mut self, phrases: &[Phrase]) {
        for phrase in phrases {
            if let Fact::Settles(code) = &phrase.fact {
                self.reading.settles = self.view.text(code, 100);
            } else if let Fact::Paid { part: Some(Ok(part)), .. } = &phrase.fact {
                self.paid_part = Some(*part);
            }
        }
    }

    pub fn phrases(&mut self, phrases: &[Phrase], scopes: &[Option<Range<usize>>]) {
        let mut taxed_at = None;
        for (at, phrase) in phrases.iter().enumerate() {
            let range = &phrase.range;
            match &phrase.fact {
                Fact::Due(when) => self.due(when, range),
                Fact::Bare(named) => self.bare_day(named, range),
                Fact::Issued(named) => self.issued(named, range),
                Fact::Valid(when) => self.valid(when, range),
                Fact::Deposit(part) => self.deposit(*part, range),
                Fact::Discount { part } => {
                    let then = taxed_at.is_some_and(|taxed: usize| (taxed..range.start).any(|step| self.view.is(step, Sense::Then)));
                    self.discount(*part, then, range, scopes.get(at).and_then(Option::as_ref));
                }
                Fact::Tax(said) => {
                    taxed_at = Some(range.end);
                    self.tax(said, range);
                }
                Fact::Paid { part, method, on, unsure } => {
                    if *part == Some(Err(())) {
                        self.claims.add(range, What::Unread(Why::TooLarge));
                        continue;
                    }
                    let day = on.and_then(Result::ok);
                    let before = self.reading.paid;
                    let paid = Paid {
                        amount: before.and_then(|paid| paid.amount),
                        method: method.or(before.and_then(|paid| paid.method)),
                        on: day.or(before.and_then(|paid| paid.on)),
                    };
                    self.reading.paid = Some(paid);
                    self.claims.add(range, What::Paid(paid));
                    if *unsure {
                        self.ask(Topic::Paid, None, Vec::new(), true, range);
                    }
                }
                Fact::Method(_) => self.claims.add(range, What::Later(Later::Method)),
                Fact::Reference(code) => {
                    self.reading.reference = self.view.text(code, 100);
                    self.claims.add(range, What::Reference);
                }
                Fact::Settles(_) => {
                    self.claims.add(range, What::Settles);
                }
                Fact::Note(said) => {
                    self.reading.note = crate::text::prose(&self.view.source[self.view.bytes(said)], 2000);
                    self.claims.add(range, What::Note);
                }
                Fact::Repeats(repeats) => self.repeats(repeats, range),
                Fact::Early(early) => match early {
                    Some(early) => {
                        self.reading.early = Some(*early);
                        self.claims.add(range, What::Early);
                    }
                    None => self.claims.add(range, What::Later(Later::EarlyPayment)),
                },
                Fact::Withheld(percent, name) => {
                    self.reading.withheld = Some(Withheld { name: self.view.text(name, 40), percent: *percent });
                    self.claims.add(range, What::Withheld);
                }
                Fact::Period(period) => self.period(*period, range),
                Fact::Unclear => {
                    self.ask(Topic::Due, None, Vec::new(), true, range);
                    self.claims.add(range, What::Unread(Why::Unclear));
                }
                Fact::Event(words) => {
                    let words = self.view.text(words, 100);
                    let event = &mut self.reading.event;
                    *event = if event.is_empty() { words } else { format!("{event}, {words}") };
                    self.claims.add(range, What::Event);
                }
                Fact::Later(later) => {
                    if *later == Later::ReverseCharge {
                        self.reading.tax.rate = None;
                        self.reading.tax.said = true;
                        self.reading.tax.category = Category::ReverseCharge;
                        self.reading.tax.words = super::line::capital(&self.view.text(range, 200));
                        self.claims.add(range, What::Tax);
                    }
                    // What adds to the total or takes from it cannot be left out without a word.
                    if matches!(later, Later::Surcharge | Later::Withholding) {
                        self.ask(Topic::Total, Some(Choice::AsListed), Vec::new(), true, range);
                    }
                    self.claims.add(range, What::Later(*later));
                }
            }
        }
    }

    fn deposit(&mut self, part: Result<Part, ()>, range: &Range<usize>) {
        match within(part) {
            Ok(part) if self.reading.deposit.is_none() => {
                self.reading.deposit = Some(part);
                self.claims.add(range, What::Deposit(part));
            }
            Ok(_) => self.claims.add(range, What::Later(Later::Schedule)),
            Err(()) => self.claims.add(range, What::Unread(Why::TooLarge)),
        }
    }

    fn discount(&mut self, part: Result<Part, ()>, then: bool, range: &Range<usize>, scope: Option<&Range<usize>>) {
        let Ok(part) = within(part) else {
            self.ask(Topic::Total, Some(Choice::AsListed), Vec::new(), true, range);
            return self.claims.add(range, What::Unread(Why::TooLarge));
        };
        if let Some(scope) = scope {
            let wanted = crate::text::fold(&self.view.text(scope, 300));
            let found = self.reading.items.iter().position(|item| crate::text::fold(&item.description).contains(&wanted));
            if let Some(item) = found {
                self.reading.items[item].discount = Some(part);
                return self.claims.add(&(range.start..scope.end), What::Discount { part, item: Some(item) });
            }
        }
        // "$1,500 for design (20% off) and $500 for copy": in brackets it belongs to what it stands behind.
        let bracket = range.start.checked_sub(1).is_some_and(|at| self.view.tokens[at].is_mark('('));
        if bracket
            && self.reading.items.len() > 1
            && let Some(item) = self.claims.last_item(range.start).filter(|item| *item < self.reading.items.len())
            && self.reading.items[item].discount.is_none()
        {
            self.reading.items[item].discount = Some(part);
            return self.claims.add(range, What::Discount { part, item: Some(item) });
        }
        if self.reading.discount.is_some() {
            self.ask(Topic::Total, Some(Choice::AsListed), Vec::new(), true, range);
            return self.claims.add(range, What::Later(Later::SecondDiscount));
        }
        self.reading.discount = Some(part);
        self.claims.add(range, What::Discount { part, item: None });
        // A share comes to the same either way; a sum does not, and EN 16931 knows no allowance after tax.
        if then && matches!(part, Part::Fixed(_)) {
            self.reading.after_tax = true;
            self.reading.after_tax_words = super::line::capital(&self.view.text(range, 300));
            self.ask(Topic::DiscountOrder, Some(Choice::AfterTax), vec![Choice::BeforeTax], true, range);
        }
    }

    fn tax(&mut self, said: &Said, range: &Range<usize>) {
        let rate = match said.rate {
            Rate::Default => self.view.tax,
            Rate::Is(percent) => Some(percent),
            Rate::None => None,
            Rate::Unreadable => {
                self.ask(Topic::TaxRate, None, Vec::new(), true, range);
                return self.claims.add(range, What::Unread(Why::TooLarge));
            }
        };
        // "1.200 € HT + TVA 20 %": what the figures are and which rate it is are said apart.
        let before = &self.reading.tax;
        let apart = before.said
            && if self.taxed_by_default { said.rate != Rate::Default } else { said.rate == Rate::Default && said.name.is_none() };
        if apart {
            self.reading.questions.retain(|question| question.topic != Topic::TaxRate);
            let tax = &mut self.reading.tax;
            if said.rate == Rate::Default {
                tax.included |= said.included;
            } else {
                tax.rate = rate;
                tax.included |= said.included;
                if said.exempt {
                    tax.category = Category::Exempt;
                    tax.words = super::line::capital(&self.view.text(range, 200));
                }
            }
            if let Some(name) = &said.name {
                tax.name = tax_name(&self.view.text(name, 40), &tax.name);
            }
            self.taxed_by_default = false;
            return self.claims.add(range, What::Tax);
        }
        // "kein MwSt (Kleinunternehmer)": the reason for what was said already.
        if self.reading.tax.said && rate.is_none() && self.reading.tax.rate.is_none() && !self.taxed_by_default {
            let tax = &mut self.reading.tax;
            if said.exempt && tax.category == Category::Standard {
                tax.category = Category::Exempt;
                tax.words = super::line::capital(&self.view.text(range, 200));
            }
            return self.claims.add(range, What::Tax);
        }
        if self.reading.tax.said {
            let sum = self.reading.tax.rate.zip(rate).and_then(|(one, other)| Percent::new(one.value() + other.value()).ok());
            if self.reading.tax.rate != rate {
                let chosen = self.reading.tax.rate.map(Choice::TaxRate);
                self.ask(Topic::TaxRate, chosen, sum.into_iter().map(Choice::TaxRate).collect(), true, range);
            }
            return self.claims.add(range, What::Later(Later::SecondTax));
        }
        let name = said.name.as_ref().map(|name| tax_name(&self.view.text(name, 40), &self.reading.tax.name));
        let tax = &mut self.reading.tax;
        tax.said = true;
        self.taxed_by_default = said.rate == Rate::Default;
        tax.rate = rate;
        if said.exempt {
            tax.category = Category::Exempt;
            tax.words = super::line::capital(&self.view.text(range, 200));
        }
        tax.included = said.included;
        tax.name = name.unwrap_or_else(|| std::mem::take(&mut tax.name));
        self.claims.add(range, What::Tax);
        if said.rate == Rate::Default && rate.is_none() || said.guessed && said.rate != Rate::None {
            self.ask(Topic::TaxRate, rate.map(Choice::TaxRate), Vec::new(), true, range);
        }
    }

    /// What is still missing once everything has been said, and what only now can be reckoned.
    pub fn finish(mut self, lines: &Lines) -> Reading {
        if let Some(part) = self.paid_part {
            let total = self.reading.draft(&mut Zeros).and_then(|draft| draft.totals().ok()).map(|totals| totals.total);
            let amount = match part {
                Part::Fixed(amount) => Some(amount),
                Part::Percent(percent) => total.and_then(|total| percent.of(total).ok()).map(|money| money.amount()),
            };
            if let Some(paid) = &mut self.reading.paid {
                paid.amount = amount.or(paid.amount);
            }
        }
        if self.reading.kind == Kind::Receipt {
            let paid = self.reading.paid.get_or_insert(Paid { amount: None, method: None, on: None });
            paid.on = paid.on.or(self.reading.issued);
        }
        self.settle_recurrence();
        if !self.reading.charges.is_empty() && self.reading.tax.rate.is_some_and(|rate| !rate.value().is_zero()) {
            self.ask(Topic::TaxScope, Some(Choice::AllLines), vec![Choice::GoodsOnly], false, &(0..0));
        }
        if matches!(self.reading.deposit, Some(Part::Percent(_))) {
            self.ask(Topic::DepositBase, Some(Choice::OfTotal), vec![Choice::OfNet], false, &(0..0));
        }
        let mut missing = Vec::new();
        if self.reading.client == Who::Missing {
            missing.push(Missing::Client);
        }
        if self.reading.items.is_empty() {
            missing.push(Missing::Items);
        }
        missing.append(&mut self.reading.missing);
        if self.reading.currency.is_none() {
            missing.push(Missing::Currency);
        }
        self.reading.missing = missing;
        for range in &lines.unclear {
            self.claims.add(range, What::Unread(Why::Unclear));
        }
        self.reading.chips = self.claims.chips(self.view);
        self.reading
    }

    /// A payment that is the only sum of the sentence is what the thing cost.
    pub fn only_payment(&mut self) -> Option<Decimal> {
        if let Some(Part::Fixed(amount)) = self.paid_part {
            self.paid_part = None;
            return Some(amount);
        }
        None
    }
}

/// A share of a whole is at most the whole.
fn within(part: Result<Part, ()>) -> Result<Part, ()> {
    part.and_then(|part| if matches!(part, Part::Percent(percent) if percent > Percent::HUNDRED) { Err(()) } else { Ok(part) })
}

/// Ids for a draft that is only reckoned and thrown away.
pub(super) struct Zeros;

impl crate::Fresh for Zeros {
    fn bytes(&mut self) -> [u8; 16] {
        [0; 16]
    }
}

/// "vat" as VAT, "sales tax" as Sales tax, the usual name as it usually is.
fn tax_name(typed: &str, usual: &str) -> String {
    if crate::text::fold(typed) == crate::text::fold(usual) {
        return usual.to_owned();
    }
    let folded = crate::text::fold(typed);
    match folded.as_str() {
        "mwst" => "MwSt".to_owned(),
        "ust" => "USt".to_owned(),
        "moms" => folded,
        "tax" => super::line::capital(typed),
        _ if typed.chars().count() <= 3 => typed.to_uppercase(),
        _ => super::line::capital(typed),
    }
}
