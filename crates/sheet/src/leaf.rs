//! One document, ready to be set: every text as it stands on the paper, in its order. The screen shows it and the PDF is made of it.

use domain::account::Cause;
use domain::content::{Kind, Line};
use domain::invoice::Party;
use domain::language::Language;
use domain::money::Money;
use domain::seal;
use serde::{Deserialize, Serialize};

use crate::format::Format;
use crate::further;
use crate::sheet::{Sheet, Sum, address};
use crate::words::{Further, Words, fill};

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
        let further = Further::of(self.language());
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
            facts: self.facts(words, format).into_iter().chain(further::facts(self, further, format)).collect(),
            above: written(&self.content.note_above).into_iter().collect(),
            caption: fill(words.lines_of, &[&number]),
            number,
            heads: self.heads(words),
            rows: self.rows(words, further, format),
            sums: self.sums().into_iter().map(|sum| self.figure(sum, words, further, format)).collect(),
            pay: self.pay(words, format),
            below: further::parts(self, further, format).into_iter().chain(written(&self.content.note)).collect(),
            small: self.small(words, further, format),
            foot: foot(&self.sender),
            page: words.page.to_owned(),
            accent: self.look.accent,
            logo: None,
        };
        leaf.id = seal::hash(&leaf.texts().collect::<Vec<_>>().join("\n"));
        leaf
    }

    fn small(&self, words: &Words, further: &Further, format: Format) -> Vec<String> {
        let mut small = further::small(self, further, format);
        small.extend(self.taxed().then(|| words.rounding(&self.content.tax_name, self.content.tax_rounding)));
        small
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
        if !self.content.reference.trim().is_empty() {
            say(words.reference, false, self.content.reference.clone());
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

    fn rows(&self, words: &Words, further: &Further, format: Format) -> Vec<Row> {
        let row = |(at, (line, amount)): (usize, (&Line, &Money))| {
            let (what, more) = line.description.split_once('\n').unwrap_or((&line.description, ""));
            let mut price = format.price(line.price.value(), self.content.currency);
            if line.base.value() != rust_decimal::Decimal::ONE {
                price = format!("{price} / {}", format.number(line.base.value()));
            }
            let under = further::under_line(line, self.totals.parts.get(at), words, further, format);
            let more = Some(more.to_owned()).filter(|more| !more.trim().is_empty()).into_iter().chain(under).collect::<Vec<_>>().join("\n");
            let mut cells = vec![words.quantity_of(line.quantity.value(), &line.unit, format), price];
            if self.taxed() {
                cells.push(line.group().map_or_else(|| "–".to_owned(), |group| format.percent(group.rate.value())));
            }
            cells.push(format.amount(*amount));
            Row { what: what.to_owned(), more, cells }
        };
        self.content.lines.iter().zip(&self.totals.lines).enumerate().map(row).collect()
    }

    fn figure(&self, sum: Sum, words: &Words, further: &Further, format: Format) -> Figure {
        let tax = &self.content.tax_name;
        let (label, figure, weight) = match sum {
            Sum::Lines { sum, with_tax } => (words.sum_of(with_tax, tax), format.amount(sum), Weight::Quiet),
            Sum::Discount(share, amount) => (words.share(words.discount, share, format), format.amount(amount), Weight::Quiet),
            Sum::Net(amount) => (words.net.to_owned(), format.amount(amount), Weight::Quiet),
            Sum::Adjusted(at, amount) => {
                let label = self.content.adjustments.get(at).map(|one| further::adjustment(one, words, further, format));
                (label.unwrap_or_default(), format.amount(amount), Weight::Quiet)
            }
            Sum::Tax { category, base, tax: amount, .. } if further.category(category).is_some() => {
                let name = further.category(category).unwrap_or_default();
                (fill(further.on, &[name, &format.amount(base)]), format.amount(amount), Weight::Quiet)
            }
            Sum::Tax { rate, base, tax: amount, .. } => (words.tax_line(tax, rate, base, format), format.amount(amount), Weight::Quiet),
            Sum::Was(amount) => (words.was.to_owned(), format.amount(amount), Weight::Quiet),
            Sum::Total(amount) => (words.total.to_owned(), format.money(amount), Weight::Total),
            Sum::Withheld(amount) => {
                let held = self.content.withholding.as_ref();
                let name = held.map(|held| held.name.trim()).filter(|name| !name.is_empty()).unwrap_or(further.withheld);
                (words.share(name, held.map(|held| held.percent), format), format.amount(amount), Weight::Quiet)
            }
            Sum::Deducted(at, amount) => {
                let label = self.content.deducts.get(at).map(|one| fill(further.deducted, &[&one.number, &format.day(one.dated)]));
                (label.unwrap_or_default(), format.amount(amount), Weight::Quiet)
            }
            Sum::Rounding(amount) => (further.rounding.to_owned(), format.amount(amount), Weight::Quiet),
            Sum::Payable(amount) => (further.payable.to_owned(), format.money(amount), Weight::Total),
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
