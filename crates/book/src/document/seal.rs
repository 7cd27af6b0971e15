//! An issued document as it is kept: one text with everything that was printed, and the hash of its bytes. The text is written once; its
//! shape is JSON with the fields in the order of these types, amounts and days as texts.

use domain::content::{Content, Kind, Line, Sharing, Terms, Totals};
use domain::invoice::{Issued, Letterhead, Party};
use domain::language::Language;
use domain::money::{Currency, Money};
use domain::time::Day;
use serde::{Deserialize, Serialize};

use super::draft;
use super::rows::{self, Rows};
use super::tree::id_of;

/// The shape of the sealed text. A text of a later shape cannot be read by this version.
const FORMAT: u32 = 2;
/// The first shape: without [`super::rows`], without categories, allowances shared over lines. Documents have it for ever.
const FIRST: u32 = 1;

/// Rows by their names; only those that there are.
type Further = Vec<(String, Rows)>;

#[derive(PartialEq, Serialize, Deserialize)]
struct SealedDocument {
    format: u32,
    number: String,
    dated: String,
    due: Option<String>,
    sender: SealedParty,
    recipient: SealedParty,
    pay_to: String,
    /// `#rrggbb`. Not written where none was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accent: Option<String>,
    /// SHA-256 of the picture beside the sender's name. Not written where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
    content: SealedContent,
    totals: SealedTotals,
}

#[derive(PartialEq, Serialize, Deserialize)]
struct SealedParty {
    name: String,
    person: String,
    email: String,
    phone: String,
    street: String,
    extra: String,
    city: String,
    region: String,
    postal_code: String,
    country: String,
    tax_id: String,
    registration: String,
}

#[derive(PartialEq, Serialize, Deserialize)]
struct SealedContent {
    kind: String,
    currency: String,
    dated: Option<String>,
    terms: String,
    valid_until: Option<String>,
    lines: Vec<SealedLine>,
    discount: Option<String>,
    prices_include_tax: bool,
    tax_rounding: String,
    tax_name: String,
    deposit: Option<String>,
    reference: String,
    note: String,
    /// Not written where none was chosen, as in texts that were sealed before there was a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    further: Further,
}

#[derive(PartialEq, Serialize, Deserialize)]
struct SealedLine {
    id: String,
    description: String,
    quantity: String,
    unit: String,
    price: String,
    tax: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    further: Further,
}

/// In the currency of the content.
#[derive(PartialEq, Serialize, Deserialize)]
struct SealedTotals {
    lines: Vec<String>,
    sum: String,
    discount: String,
    net: String,
    taxes: Vec<SealedTax>,
    tax: String,
    total: String,
    deposit: String,
    /// Allowances, charges, withheld, prepaid, rounding, payable; then base and tax of a second tax; then net, tax and total in another currency, if one is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    further: Vec<String>,
}

#[derive(PartialEq, Serialize, Deserialize)]
struct SealedTax {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    category: String,
    rate: String,
    base: String,
    tax: String,
}

/// The text to be sealed: the same bytes for the same document.
pub(super) fn text(document: &Issued) -> Option<String> {
    serde_json::to_string(&SealedDocument::of(document)).ok()
}

/// SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal.
pub(super) fn seal(text: &str) -> String {
    domain::seal::hash(text)
}

/// The document of a sealed text, and whether the figures sealed with it are those that its content comes to.
pub(super) fn open(text: &str) -> Option<(Issued, bool)> {
    let sealed: SealedDocument =
        serde_json::from_str(text).ok().filter(|sealed: &SealedDocument| [FIRST, FORMAT].contains(&sealed.format))?;
    let SealedDocument { format, number, dated, due, sender, recipient, pay_to, accent, logo, content, totals } = sealed;
    let head = Letterhead {
        number,
        sender: sender.opened(),
        recipient: recipient.opened(),
        pay_to,
        accent: maybe(accent.as_deref(), domain::text::colour)?,
        logo,
    };
    let (content, dated, due) = (content.opened()?, Day::parse(&dated)?, maybe(due.as_deref(), Day::parse)?);
    let older = (format == FIRST).then(|| Content { sharing: Sharing::OverLines, ..content.clone() });
    let kept = |content| Issued::kept(content, head.clone(), dated, due).ok();
    let holds = |document: &Issued| totals == SealedTotals::of(document.totals(), format);
    let document = kept(content)?;
    // Before there were categories, allowances were shared in another way; where that makes a difference, those are its figures.
    let older = if holds(&document) { None } else { older.and_then(kept).filter(holds) };
    let figures_hold = older.is_some() || holds(&document);
    let document = older.unwrap_or(document);
    Some((document, figures_hold))
}

fn further<const N: usize>(rows: [(&str, Rows); N]) -> Further {
    rows.into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(name, rows)| (name.to_owned(), rows)).collect()
}

/// Some(None) when there was nothing to read, None when it could not be read.
fn maybe<T>(text: Option<&str>, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match text {
        None => Some(None),
        Some(text) => parse(text).map(Some),
    }
}

impl SealedDocument {
    fn of(document: &Issued) -> Self {
        Self {
            format: FORMAT,
            number: document.number().to_owned(),
            dated: document.dated().to_string(),
            due: document.due().map(|day| day.to_string()),
            sender: SealedParty::of(document.sender()),
            recipient: SealedParty::of(document.recipient()),
            pay_to: document.pay_to().to_owned(),
            accent: document.accent().map(|[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}")),
            logo: document.logo().map(str::to_owned),
            content: SealedContent::of(document.content()),
            totals: SealedTotals::of(document.totals(), FORMAT),
        }
    }
}

impl SealedParty {
    fn of(party: &Party) -> Self {
        let Party { name, person, email, phone, street, extra, city, region, postal_code, country, tax_id, registration } = party.clone();
        Self { name, person, email, phone, street, extra, city, region, postal_code, country, tax_id, registration }
    }

    fn opened(self) -> Party {
        let Self { name, person, email, phone, street, extra, city, region, postal_code, country, tax_id, registration } = self;
        Party { name, person, email, phone, street, extra, city, region, postal_code, country, tax_id, registration }
    }
}

impl SealedContent {
    fn of(content: &Content) -> Self {
        Self {
            kind: content.kind.key().to_owned(),
            currency: content.currency.code().to_owned(),
            dated: content.dated.map(|day| day.to_string()),
            terms: content.terms.key(),
            valid_until: content.valid_until.map(|day| day.to_string()),
            lines: content.lines.iter().map(SealedLine::of).collect(),
            discount: content.discount.map(draft::part_text),
            prices_include_tax: content.prices_include_tax,
            tax_rounding: draft::rounding_key(content.tax_rounding).to_owned(),
            tax_name: content.tax_name.clone(),
            deposit: content.deposit.map(draft::part_text),
            reference: content.reference.clone(),
            note: content.note.clone(),
            language: content.language.map(|language| language.key().to_owned()),
            further: further(rows::of(content)),
        }
    }

    fn opened(self) -> Option<Content> {
        let mut content = Content {
            dated: maybe(self.dated.as_deref(), Day::parse)?,
            terms: Terms::from_key(&self.terms)?,
            valid_until: maybe(self.valid_until.as_deref(), Day::parse)?,
            lines: self.lines.into_iter().map(SealedLine::opened).collect::<Option<_>>()?,
            discount: maybe(self.discount.as_deref(), draft::part)?,
            prices_include_tax: self.prices_include_tax,
            tax_rounding: draft::rounding(&self.tax_rounding)?,
            tax_name: self.tax_name,
            deposit: maybe(self.deposit.as_deref(), draft::part)?,
            reference: self.reference,
            note: self.note,
            language: maybe(self.language.as_deref(), Language::from_key)?,
            ..Content::blank(Kind::from_key(&self.kind)?, Currency::parse(&self.currency)?)
        };
        self.further.iter().try_for_each(|(name, rows)| rows::take(&mut content, name, rows))?;
        Some(content)
    }
}

impl SealedLine {
    fn of(line: &Line) -> Self {
        Self {
            id: line.id.to_string(),
            description: line.description.clone(),
            quantity: line.quantity.value().to_string(),
            unit: line.unit.clone(),
            price: line.price.value().to_string(),
            tax: line.tax.map(|rate| rate.value().to_string()),
            further: further(rows::of_line(line)),
        }
    }

    fn opened(self) -> Option<Line> {
        let mut line = Line {
            description: self.description,
            quantity: draft::quantity(&self.quantity)?,
            unit: self.unit,
            price: draft::price(&self.price)?,
            tax: maybe(self.tax.as_deref(), domain::client::percent)?,
            ..Line::blank(id_of(&self.id)?)
        };
        self.further.iter().try_for_each(|(name, rows)| rows::take_line(&mut line, name, rows))?;
        Some(line)
    }
}

impl SealedTotals {
    /// As a text of this format has them.
    fn of(totals: &Totals, format: u32) -> Self {
        let amount = |money: Money| money.amount().to_string();
        let Totals { allowances, charges, withheld, prepaid, rounding, payable, exchanged, .. } = totals;
        let further = [allowances, charges, withheld, prepaid, rounding, payable].into_iter();
        let second = totals.second.iter().flat_map(|(base, tax)| [base, tax]);
        let exchanged = exchanged.iter().flat_map(|one| [&one.net, &one.tax, &one.total]);
        let is_first = format == FIRST;
        Self {
            lines: totals.lines.iter().copied().map(amount).collect(),
            sum: amount(totals.sum),
            discount: amount(totals.discount),
            net: amount(totals.net),
            taxes: totals
                .taxes
                .iter()
                .map(|one| SealedTax {
                    category: if is_first { String::new() } else { one.group.category.code().to_owned() },
                    rate: one.group.rate.value().to_string(),
                    base: amount(one.base),
                    tax: amount(one.tax),
                })
                .collect(),
            tax: amount(totals.tax),
            total: amount(totals.total),
            deposit: amount(totals.deposit),
            further: if is_first { Vec::new() } else { further.chain(second).chain(exchanged).copied().map(amount).collect() },
        }
    }
}
