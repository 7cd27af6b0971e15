//! Links by which a document can be paid: a template of an address, and what of the document stands in it. A link is a way to pay and
//! nothing else: that somebody came back from it says nothing of money.

use rust_decimal::Decimal;

use super::{Asked, Lack};
use crate::item::{Item, ItemField};
use crate::money::{Currency, Money};

/// What may stand in braces.
const NAMES: [&str; 7] = ["amount", "cents", "currency", "number", "reference", "email", "name"];

/// A template of the practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// "Pay by card".
    pub name: String,
    pub template: String,
    /// The only currency it takes.
    pub currency: Option<Currency>,
    /// What the page behind it always asks for, whatever is open.
    pub fixed: Option<Decimal>,
}

/// A link as it stands on a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub name: String,
    pub url: String,
    /// The amount that the other page will ask for; None where whoever pays types it.
    pub asks: Option<Money>,
}

/// Why a text is no template of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// Only `https://` addresses with a host are taken.
    NotHttps,
    /// Nothing of this name can be filled in.
    Unknown(String),
    /// A brace that is not closed, or closes nothing.
    Brace,
    /// Part of the host would be filled in: the link must lead where it was meant to.
    Host,
    /// A space or another sign that no address has.
    Sign(char),
}

impl Link {
    pub fn of(item: &Item) -> Self {
        Self {
            name: item.title().to_owned(),
            template: item.get(ItemField::Link).to_owned(),
            currency: item.currency(),
            fixed: item.amount(ItemField::Price),
        }
    }
}

/// Text and names of a template, in turn.
fn pieces(template: &str) -> Result<Vec<Result<&str, &str>>, LinkError> {
    let (mut rest, mut found) = (template, Vec::new());
    while let Some(at) = rest.find(['{', '}']) {
        let (text, from) = rest.split_at(at);
        let (name, after) = from.strip_prefix('{').and_then(|from| from.split_once('}')).ok_or(LinkError::Brace)?;
        if name.contains('{') {
            return Err(LinkError::Brace);
        }
        found.extend([Ok(text), Err(name)]);
        rest = after;
    }
    found.push(Ok(rest));
    Ok(found)
}

/// Whether a text can be a template: an https address whose host is written out, with names in braces that are known.
pub fn check(template: &str) -> Result<(), LinkError> {
    let begins = template.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    let rest = template.get(8..).filter(|_| begins).ok_or(LinkError::NotHttps)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains(['{', '}']) {
        return Err(LinkError::Host);
    }
    // A name before an @ would hide where the link leads.
    if host.is_empty() || !host.contains('.') || host.contains(['@', '\\']) {
        return Err(LinkError::NotHttps);
    }
    for piece in pieces(template)? {
        match piece {
            Ok(text) => {
                let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '|');
                if let Some(sign) = text.chars().find(|c| odd(*c)) {
                    return Err(LinkError::Sign(sign));
                }
            }
            Err(name) if NAMES.contains(&name) => {}
            Err(name) => return Err(LinkError::Unknown(name.to_owned())),
        }
    }
    Ok(())
}

/// The link for what is open now, or why this document has none. What is filled in is percent-encoded (RFC 3986): every sign but letters,
/// digits and `-._~`.
pub fn shown(link: &Link, asked: &Asked<'_>) -> Result<Shown, Lack> {
    let open = asked.open.filter(Money::is_positive).ok_or(Lack::NothingOpen)?;
    if check(&link.template).is_err() {
        return Err(Lack::Missing("https"));
    }
    if link.currency.is_some_and(|only| only != open.currency()) {
        return Err(Lack::Currency);
    }
    let carries = ["{amount}", "{cents}"].into_iter().any(|name| link.template.contains(name));
    let fixed = link.fixed.filter(|_| !carries);
    if fixed.is_some_and(|amount| amount != open.amount()) {
        return Err(Lack::OtherAmount);
    }
    let mut url = String::new();
    for piece in pieces(&link.template).unwrap_or_default() {
        match piece {
            Ok(text) => url.push_str(text),
            Err(name) => {
                let value = value(name, asked, open);
                if value.is_empty() {
                    let name = NAMES.into_iter().find(|known| *known == name).unwrap_or_default();
                    return Err(Lack::Missing(name));
                }
                encode(&value, &mut url);
            }
        }
    }
    Ok(Shown { name: link.name.clone(), url, asks: (carries || fixed.is_some()).then_some(open) })
}

fn value(name: &str, asked: &Asked<'_>, open: Money) -> String {
    match name {
        "amount" => open.amount().to_string(),
        "cents" => (open.amount() * Decimal::from(10u64.pow(open.currency().exponent()))).normalize().to_string(),
        "currency" => open.currency().code().to_owned(),
        "number" => asked.number.to_owned(),
        // As Stripe takes it for `client_reference_id`: letters, digits, dashes and underscores, 200 at most.
        "reference" => {
            let dashed = asked.number.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' });
            dashed.take(200).collect::<String>().trim_matches('-').to_owned()
        }
        "email" => asked.recipient.email.clone(),
        "name" => asked.recipient.name.clone(),
        _ => String::new(),
    }
}

fn encode(value: &str, url: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            url.push('%');
            url.push(char::from(HEX[usize::from(byte >> 4)]));
            url.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}
