//! One document, ready to be set: every text as it stands on the paper, in its order. The screen shows it and the PDF is made of it.

use domain::account::Cause;
use domain::content::{BaseQuantity, Category, Kind, Line, LineSum, Part, Way};
use domain::invoice::Party;
use domain::language::Language;
use domain::money::Money;
use domain::plan;
use domain::seal;
use serde::{Deserialize, Serialize};

use crate::format::Format;
use crate::sheet::{Sheet, Sum, address};
use crate::words::{Words, fill};

/// A document as texts. Whatever is empty is left out by those who show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    /// The same for the same document, of no other: what a PDF calls itself by.
    pub id: String,
    /// [`Language::key`].
    pub language: String,
    /// "Invoice INV-2026-014".
    pub title: String,
    pub kind: String,
    /// The document's number, or that it is a draft.
    pub number: String,
    /// Written across the paper: that it is void, or a draft.
    pub mark: Option<String>,
    pub void: bool,
    pub draft: bool,
    /// Year, month, day printed on it.
    pub dated: (i32, u8, u8),
    pub sender: Block,
    /// Where the sender's own lines stand.
    pub from: Block,
    pub to: Block,
    pub facts: Vec<Fact>,
    pub above: Vec<String>,
    pub caption: String,
    pub heads: Vec<Head>,
    pub rows: Vec<Row>,
    pub sums: Vec<Figure>,
    pub pay: Option<Pay>,
    pub below: Vec<String>,
    /// What is said small: how figures were rounded.
    pub small: Vec<String>,
    pub foot: String,
    /// "Page {} of {}", with a place for each number.
    pub page: String,
    /// Red, green, blue.
    pub accent: Option<[u8; 3]>,
    pub logo: Option<Logo>,
}

/// A label, a name, and the lines under it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub label: String,
    pub name: String,
    pub lines: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub label: String,
    pub text: String,
    /// The day that counts.
    pub strong: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub text: String,
    /// Figures: set to the right.
    pub figures: bool,
}

/// One line of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub what: String,
    /// What follows the first line of the description.
    pub more: String,
    /// Under the heads after the first.
    pub cells: Vec<String>,
}

/// One row under the lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub label: String,
    pub figure: String,
    pub weight: Weight,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    #[default]
    Quiet,
    /// What the document comes to.
    Total,
    /// What is asked for, or that nothing is.
    Ask,
}

/// How to pay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pay {
    pub title: String,
    /// One sentence in pieces; those that are `true` are sums.
    pub asked: Vec<(bool, String)>,
    /// A word and what it stands for, or just a line.
    pub ways: Vec<(String, String)>,
    /// Codes to be read by a phone, beside the ways.
    pub codes: Vec<Code>,
}

/// A square code: drawn from its modules, so it is sharp at every size.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Stands under it.
    pub caption: String,
    /// What it says to whoever cannot see it.
    pub alt: String,
    /// Modules in a row.
    pub side: u16,
    /// Row by row, `true` for dark; `side` × `side` of them. Another number draws nothing.
    pub modules: Vec<bool>,
    /// How wide it is printed, without the quiet zone.
    pub millimetres: u8,
    /// The Swiss cross in its middle (Swiss Implementation Guidelines QR-bill, 6.4.2).
    pub cross: bool,
}

/// A picture beside the sender's name: PNG or JPEG as it was brought in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    pub bytes: Vec<u8>,
    pub alt: String,
}

impl Sheet {
    /// Everything that is printed, in the document's language.
    pub fn leaf(&self) -> Leaf {
        let words = Words::of(self.language());
        let format = Format::new(self.language(), self.content.currency);
        let kind = self.content.kind;
        let draft = self.number.is_none();
        let number = self.number.clone().unwrap_or_else(|| words.draft.to_owned());
        let mark = if self.void.is_some() { Some(words.void) } else { draft.then_some(words.draft) };
        let label = if matches!(kind, Kind::Quote | Kind::Estimate) { words.made_for } else { words.bill_to };
        let written = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut leaf = Leaf {
            id: String::new(),
            language: self.language().key().to_owned(),
            title: words.title(kind, self.number.as_deref()),
            kind: words.kind(kind).to_owned(),
            mark: mark.map(str::to_owned),
            void: self.void.is_some(),
            draft,
            dated: (self.dated.year(), self.dated.month() as u8, self.dated.day() as u8),
            sender: self.sender(),
            from: self.from(words),
            to: self.to(words, label),
            facts: self.facts(words, format),
            above: written(&self.content.note_above).into_iter().collect(),
            caption: fill(words.lines_of, &[&number]),
            number,
            heads: self.heads(words),
            rows: self.rows(words, format),
            sums: self.sums().into_iter().map(|sum| self.figure(sum, words, format)).collect(),
            pay: self.pay(words, format),
            below: self.reasons().into_iter().chain(written(&self.content.note)).collect(),
            small: self.small(words, format),
            foot: foot(&self.sender),
            page: words.page.to_owned(),
            accent: self.look.accent,
            logo: None,
        };
        leaf.id = seal::hash(&leaf.texts().collect::<Vec<_>>().join("\n"));
        leaf
    }

    fn sender(&self) -> Block {
        let Party { name, person, .. } = &self.sender;
        let lines = if person != name && !person.trim().is_empty() { vec![person.clone()] } else { Vec::new() };
        Block { label: String::new(), name: name.clone(), lines }
    }

    fn from(&self, words: &Words) -> Block {
        let party = &self.sender;
        let mut lines = address(party);
        lines.extend([
            party.email.clone(),
            party.phone.clone(),
            words.tax_id(&self.content.tax_name, &party.tax_id),
            party.registration.clone(),
        ]);
        lines.retain(|line| !line.trim().is_empty());
        Block { label: words.from.to_owned(), name: String::new(), lines }
    }

    fn to(&self, words: &Words, label: &str) -> Block {
        let party = &self.recipient;
        let mut lines = vec![party.person.clone()];
        lines.extend(address(party));
        lines.push(words.tax_id(&self.content.tax_name, &party.tax_id));
        lines.push(party.registration.clone());
        lines.retain(|line| !line.trim().is_empty() && *line != party.name);
        Block { label: label.to_owned(), name: party.name.clone(), lines }
    }

    fn facts(&self, words: &Words, format: Format) -> Vec<Fact> {
        let kind = self.content.kind;
        let mut facts = Vec::new();
        let mut say = |label: &str, strong: bool, text: String| facts.push(Fact { label: label.to_owned(), text, strong });
        say(if self.number.is_some() { words.issued } else { words.dated }, false, format.day(self.dated));
        match (self.void, self.due) {
            (Some(since), _) => say(words.void_since, true, format.day(since)),
            (None, Some(due)) => say(words.due, true, format.day(due)),
            (None, None) => {}
        }
        if let Some(until) = self.content.valid_until {
            say(words.valid_until, true, format.day(until));
        }
        if let Some(terms) = self.terms().filter(|_| self.void.is_none()) {
            say(words.terms, false, words.terms_of(terms, format));
        }
        if let Some(open) = self.open.filter(|_| self.void.is_none()) {
            let payable = self.totals.payable;
            for (due, sum) in plan::instalments(&self.content, payable, self.dated) {
                say(words.instalment, false, fill(words.sum_by, &[&format.amount(sum), &format.day(due)]));
            }
            // Once something has come in, the offer was taken or is past.
            if let Some((last, off)) = plan::early(&self.content, payable, self.dated).filter(|_| open == payable) {
                say(words.early, false, fill(words.off_by, &[&format.amount(off), &format.day(last)]));
            }
        }
        // A credit note names what it corrects (EN 16931, BG-3), a receipt what was paid.
        let label = match kind {
            Kind::CreditNote => Some(words.corrects),
            Kind::Receipt => Some(words.invoice),
            Kind::Quote | Kind::Estimate | Kind::Invoice | Kind::Proforma | Kind::Deposit => None,
        };
        if let Some((label, about)) = label.zip(self.content.about.as_ref()) {
            say(label, false, fill(words.number_of, &[&about.number, &format.day(about.dated)]));
        }
        for (word, text) in [(words.reference, &self.content.reference), (words.buyer_reference, &self.content.buyer_reference)] {
            if !text.trim().is_empty() {
                say(word, false, text.clone());
            }
        }
        if let Some(period) = self.content.period {
            say(words.period, false, words.period_of(period, format));
        }
        facts
    }

    fn heads(&self, words: &Words) -> Vec<Head> {
        let head = |text: &str, figures| Head { text: text.to_owned(), figures };
        let mut heads = vec![head(words.description, false), head(words.quantity, true), head(words.price, true)];
        if self.taxed() {
            heads.push(head(words.tax_name(&self.content.tax_name), true));
        }
        heads.push(head(words.amount, true));
        heads
    }

    fn rows(&self, words: &Words, format: Format) -> Vec<Row> {
        let row = |((line, part), amount): ((&Line, &LineSum), &Money)| {
            let (what, more) = line.description.split_once('\n').unwrap_or((&line.description, ""));
            let mut more: Vec<String> = Some(more.to_owned()).filter(|more| !more.is_empty()).into_iter().collect();
            more.extend(self.line_more(line, part, words, format));
            let mut cells =
                vec![words.quantity_of(line.quantity.value(), &line.unit, format), format.price(line.price.value(), self.content.currency)];
            if self.taxed() {
                cells.push(line.group().map_or_else(|| "–".to_owned(), |group| words.rate_of(group.category, group.rate, format)));
            }
            cells.push(format.amount(*amount));
            Row { what: what.to_owned(), more: more.join("\n"), cells }
        };
        self.content.lines.iter().zip(&self.totals.parts).zip(&self.totals.lines).map(row).collect()
    }

    /// What a line says under its words: for how many units the price is, when, what was taken off or added.
    fn line_more(&self, line: &Line, part: &LineSum, words: &Words, format: Format) -> Vec<String> {
        let mut more = Vec::new();
        if line.base != BaseQuantity::ONE {
            more.push(fill(words.price_for, &[&words.quantity_of(line.base.value(), &line.unit, format)]));
        }
        more.extend(line.period.map(|period| words.period_of(period, format)));
        for (one, sum) in line.adjustments.iter().zip(&part.adjustments) {
            let sum = if one.way == Way::Allowance { sum.negated() } else { *sum };
            let share = match one.part {
                Part::Percent(percent) => Some(percent),
                Part::Fixed(_) => None,
            };
            more.push(format!("{}: {}", words.share(words.adjusted(one.way, &one.reason), share, format), format.amount(sum)));
        }
        more
    }

    /// How tax was rounded, and by which rate the total was exchanged.
    fn small(&self, words: &Words, format: Format) -> Vec<String> {
        let mut small = Vec::new();
        if self.taxed() {
            small.push(words.rounding(&self.content.tax_name, self.content.tax_rounding));
        }
        if let (Some(one), Some(to)) = (&self.content.exchange, self.totals.exchanged) {
            let other = Format::new(self.language(), one.to);
            let rate = format!("1 {} = {} {}", self.content.currency, format.number(one.rate.value()), one.to);
            let said = fill(words.exchanged_at, &[&rate, &format.day(one.day), &other.money(to.tax), &other.money(to.total)]);
            let source = if one.source.is_empty() { String::new() } else { format!(" ({})", one.source) };
            small.push(format!("{said}{source}"));
        }
        small
    }

    fn figure(&self, sum: Sum, words: &Words, format: Format) -> Figure {
        let tax = &self.content.tax_name;
        let (label, figure, weight) = match sum {
            Sum::Lines { sum, with_tax } => (words.sum_of(with_tax, tax), format.amount(sum), Weight::Quiet),
            Sum::Discount(share, amount) => (words.share(words.discount, share, format), format.amount(amount), Weight::Quiet),
            Sum::Adjusted { reason, way, share, money } => {
                (words.share(words.adjusted(way, &reason), share, format), format.amount(money), Weight::Quiet)
            }
            Sum::Withheld { name, rate, money } => {
                let name = if name.trim().is_empty() { words.withheld } else { name.trim() };
                (words.share(name, Some(rate), format), format.amount(money), Weight::Quiet)
            }
            Sum::Deducted { number, dated, net, tax: of, money } => {
                let label =
                    fill(words.deducted, &[&number, &format.day(dated), &format.amount(net), words.tax_name(tax), &format.amount(of)]);
                (label, format.amount(money), Weight::Quiet)
            }
            Sum::Rounding(money) => (words.cash_rounding.to_owned(), format.amount(money), Weight::Quiet),
            Sum::Payable(money) => (words.payable.to_owned(), format.money(money), Weight::Total),
            Sum::Exchanged(money) => {
                let other = Format::new(self.language(), money.currency());
                (fill(words.total_in, &[money.currency().code()]), other.money(money), Weight::Quiet)
            }
            Sum::Net(amount) => (words.net.to_owned(), format.amount(amount), Weight::Quiet),
            Sum::Tax { category, rate, base, tax: amount } => {
                (words.tax_line(tax, category, rate, base, format), format.amount(amount), Weight::Quiet)
            }
            Sum::SecondTax { name, rate, base, tax } => {
                (words.tax_line(&name, Category::Standard, rate, base, format), format.amount(tax), Weight::Quiet)
            }
            Sum::Was(amount) => (words.was.to_owned(), format.amount(amount), Weight::Quiet),
            Sum::Total(amount) => (words.total.to_owned(), format.money(amount), Weight::Total),
            Sum::Deposit(share, amount) => (words.share(words.deposit, share, format), format.money(amount), Weight::Ask),
            Sum::Moved(one) => {
                let word = match one.cause {
                    Cause::Paid | Cause::Void => words.paid_on,
                    Cause::Refunded => words.refunded_on,
                    Cause::Credited => words.credited_on,
                    Cause::LetGo => words.let_go_on,
                };
                (fill(word, &[&format.day(one.on)]), format.amount(one.amount), Weight::Quiet)
            }
            Sum::Open { money, by } if money.is_positive() => (words.ask(by, format), format.money(money), Weight::Ask),
            Sum::Open { money, .. } if money.is_negative() => (words.overpaid.to_owned(), format.money(money.negated()), Weight::Ask),
            Sum::Open { money, .. } => (words.nothing_to_pay.to_owned(), format.money(money), Weight::Ask),
        };
        Figure { label, figure, weight }
    }

    fn pay(&self, words: &Words, format: Format) -> Option<Pay> {
        let open = self.open.filter(Money::is_positive)?;
        let mut ways: Vec<(String, String)> = self.ways().into_iter().map(|(word, text)| (word.unwrap_or_default(), text)).collect();
        if ways.is_empty() {
            return None;
        }
        let sum = |money: Money| (true, format.money(money));
        let mut asked = Vec::new();
        if let Some(deposit) = self.deposit_asked() {
            asked.extend([sum(deposit), (false, words.deposit_first.to_owned()), sum(open), (false, words.in_all.to_owned())]);
        } else {
            asked.push(sum(open));
        }
        if let Some(due) = self.due {
            asked.push((false, fill(words.pay_by, &[&format.day(due)])));
        }
        if let Some(number) = &self.number {
            ways.push((words.pay_reference.to_owned(), number.clone()));
        }
        Some(Pay { title: words.how_to_pay.to_owned(), asked, ways, codes: Vec::new() })
    }
}

/// The sender in one line, at the foot of every page.
fn foot(party: &Party) -> String {
    let mut parts = vec![party.name.clone()];
    parts.extend(address(party));
    parts.retain(|part| !part.trim().is_empty());
    parts.join(" · ")
}

impl Leaf {
    /// The language, for what must know it; English where the key is of a newer version.
    pub fn written_in(&self) -> Language {
        Language::from_key(&self.language).unwrap_or_default()
    }

    /// Every text that is set, for whoever must look at each letter.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let blocks = [&self.sender, &self.from, &self.to];
        let blocks = blocks.into_iter().flat_map(|block| [&block.label, &block.name].into_iter().chain(&block.lines));
        let facts = self.facts.iter().flat_map(|fact| [&fact.label, &fact.text]);
        let rows = self.rows.iter().flat_map(|row| [&row.what, &row.more].into_iter().chain(&row.cells));
        let sums = self.sums.iter().flat_map(|sum| [&sum.label, &sum.figure]);
        let pay = self.pay.iter().flat_map(|pay| {
            let ways = pay.ways.iter().flat_map(|(word, text)| [word, text]);
            std::iter::once(&pay.title)
                .chain(pay.asked.iter().map(|(_, text)| text))
                .chain(ways)
                .chain(pay.codes.iter().map(|code| &code.caption))
        });
        let heads = self.heads.iter().map(|head| &head.text);
        let single = [&self.title, &self.kind, &self.number, &self.caption, &self.foot, &self.page];
        let single = single.into_iter().chain(&self.mark).chain(&self.above).chain(&self.below).chain(&self.small);
        single.chain(blocks).chain(facts).chain(heads).chain(rows).chain(sums).chain(pay).map(String::as_str)
    }
}
