//! A version as it was sent: one text, the same bytes for the same terms, that a person can read too. A line is a word and its texts,
//! with a tab between them; what would break a line is written `\n`, `\t`, `\\`.

use super::{Deliverable, Instalment, PriceLine, Terms};
use crate::ItemId;
use crate::client::percent;
use crate::content::{Quantity, UnitPrice};
use crate::invoice::Party;
use crate::item::When;
use crate::money::Currency;
use crate::seal;
use crate::time::Day;

/// The first line of every sealed text. Another first line is another shape, which this version cannot read.
const SHAPE: &str = "proposal\t1";

/// Everything a client was shown: terms, sender, recipient, which version, and its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub version: u32,
    pub on: Day,
    pub sender: Party,
    pub recipient: Party,
    pub terms: Terms,
}

impl Sealed {
    /// The text that is sealed.
    pub fn text(&self) -> String {
        let Terms {
            title,
            detail,
            timeline,
            not_included,
            waived,
            currency,
            rate,
            rounds,
            response,
            until,
            tax_name,
            deliverables,
            lines,
            schedule,
        } = &self.terms;
        let or = |text: Option<String>| text.unwrap_or_default();
        let mut page = Page(format!("{SHAPE}\n"));
        page.line("version", &[&self.version.to_string()]);
        page.line("on", &[&self.on.to_string()]);
        page.line("sender", &texts(&self.sender));
        page.line("recipient", &texts(&self.recipient));
        page.line("title", &[title]);
        page.line("detail", &[detail]);
        page.line("timeline", &[timeline]);
        page.line("not_included", &[not_included]);
        page.line("waived", &[yes(*waived)]);
        page.line("currency", &[currency.code()]);
        page.line("rate", &[&or(rate.map(|rate| rate.normalize().to_string()))]);
        page.line("rounds", &[&or(rounds.map(|rounds| rounds.to_string()))]);
        page.line("response", &[&or(response.map(|hours| hours.to_string()))]);
        page.line("until", &[&or(until.map(|day| day.to_string()))]);
        page.line("tax_name", &[tax_name]);
        for one in deliverables {
            page.line("deliverable", &[&one.id.to_string(), &one.title, &or(one.due.map(|day| day.to_string()))]);
        }
        for one in lines {
            let (id, quantity, price) = (one.id.to_string(), one.quantity.value().to_string(), one.price.value().to_string());
            let tax = or(one.tax.map(|rate| rate.value().to_string()));
            page.line("line", &[&id, &one.title, &quantity, &one.unit, &price, &tax, yes(one.optional)]);
        }
        for one in schedule {
            page.line("payment", &[&one.id.to_string(), &one.title, &one.share.value().to_string(), one.when.key()]);
        }
        page.0
    }

    /// The text with its hash before it, as the act that sent it keeps both.
    pub fn sealed(&self) -> String {
        let text = self.text();
        format!("{}\n{text}", seal::hash(&text))
    }

    /// What was sealed, its hash, and whether the text is still the one that was hashed. None: nobody can read it.
    pub fn open(kept: &str) -> Option<(Self, String, bool)> {
        let (hash, text) = kept.split_once('\n')?;
        let is_intact = seal::hash(text) == hash;
        Some((Self::read(text)?, hash.to_owned(), is_intact))
    }

    fn read(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(SHAPE)?.strip_prefix('\n')?;
        let read: Vec<(&str, Vec<String>)> = rest.lines().map(fields).collect();
        let one = |word: &str| read.iter().find(|(name, _)| *name == word).map(|(_, texts)| texts.as_slice());
        let text = |word: &str| one(word).and_then(<[String]>::first).map_or("", String::as_str);
        let many = |word: &'static str| read.iter().filter(move |(name, _)| *name == word).map(|(_, texts)| texts.as_slice());
        let deliverable = |texts: &[String]| match texts {
            [id, title, due] => Some(Deliverable { id: id.parse().ok()?, title: title.clone(), due: Day::parse(due) }),
            _ => None,
        };
        Some(Self {
            version: text("version").parse().ok()?,
            on: Day::parse(text("on"))?,
            sender: party(one("sender")?)?,
            recipient: party(one("recipient")?)?,
            terms: Terms {
                title: text("title").to_owned(),
                detail: text("detail").to_owned(),
                timeline: text("timeline").to_owned(),
                not_included: text("not_included").to_owned(),
                waived: text("waived") == "yes",
                currency: Currency::parse(text("currency"))?,
                rate: text("rate").parse().ok(),
                rounds: text("rounds").parse().ok(),
                response: text("response").parse().ok(),
                until: Day::parse(text("until")),
                tax_name: text("tax_name").to_owned(),
                deliverables: many("deliverable").map(deliverable).collect::<Option<_>>()?,
                lines: many("line").map(price_line).collect::<Option<_>>()?,
                schedule: many("payment").map(instalment).collect::<Option<_>>()?,
            },
        })
    }
}

fn price_line(texts: &[String]) -> Option<PriceLine> {
    let [id, title, quantity, unit, price, tax, optional] = texts else { return None };
    Some(PriceLine {
        id: id.parse().ok()?,
        title: title.clone(),
        quantity: Quantity::new(quantity.parse().ok()?).ok()?,
        unit: unit.clone(),
        price: UnitPrice::new(price.parse().ok()?).ok()?,
        tax: if tax.is_empty() { None } else { Some(percent(tax)?) },
        optional: optional == "yes",
    })
}

fn instalment(texts: &[String]) -> Option<Instalment> {
    let [id, title, share, when] = texts else { return None };
    Some(Instalment { id: id.parse().ok()?, title: title.clone(), share: percent(share)?, when: When::from_key(when)? })
}

fn texts(party: &Party) -> [&str; 12] {
    let Party { name, person, email, phone, street, extra, city, region, postal_code, country, tax_id, registration } = party;
    [name, person, email, phone, street, extra, city, region, postal_code, country, tax_id, registration]
}

fn party(texts: &[String]) -> Option<Party> {
    let [name, person, email, phone, street, extra, city, region, postal_code, country, tax_id, registration] = texts else { return None };
    let [name, person, email, phone, street, extra, city, region, postal_code, country, tax_id, registration] =
        [name, person, email, phone, street, extra, city, region, postal_code, country, tax_id, registration].map(String::clone);
    Some(Party { name, person, email, phone, street, extra, city, region, postal_code, country, tax_id, registration })
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "" }
}

/// Lines of a word and its texts.
pub(super) struct Page(pub String);

impl Page {
    pub fn line(&mut self, word: &str, texts: &[&str]) {
        self.0.push_str(word);
        for text in texts {
            self.0.push('\t');
            self.0.push_str(&text.replace('\\', "\\\\").replace('\t', "\\t").replace('\r', "").replace('\n', "\\n"));
        }
        self.0.push('\n');
    }
}

/// A line's word, and its texts as they were before they were written.
pub(super) fn fields(line: &str) -> (&str, Vec<String>) {
    let mut parts = line.split('\t');
    let word = parts.next().unwrap_or_default();
    (word, parts.map(plain).collect())
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        match (escaped, c) {
            (false, '\\') => {
                escaped = true;
                continue;
            }
            (true, 'n') => plain.push('\n'),
            (true, 't') => plain.push('\t'),
            (_, other) => plain.push(other),
        }
        escaped = false;
    }
    plain
}

/// The items named by texts.
pub(super) fn ids(texts: &[String]) -> Option<Vec<ItemId>> {
    texts.iter().map(|text| text.parse().ok()).collect()
}
