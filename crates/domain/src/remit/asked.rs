//! What a document asks for now, and how it can be paid.

use super::account::{Account, Iban};
use super::epc::epc;
use super::link::{Link, Shown, shown};
use super::swiss::{SwissBill, swiss};
use super::{Lack, country_code};
use crate::ItemId;
use crate::invoice::{Invoice, Party};
use crate::item::{ItemField, ItemKind, of_kind};
use crate::money::{Currency, Money};
use crate::practice::Practice;

/// A document as whoever pays it needs to know it.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub number: &'a str,
    pub total: Money,
    /// What is still to come in now. None: nothing is asked.
    pub open: Option<Money>,
    pub sender: &'a Party,
    pub recipient: &'a Party,
    /// Whose account it is, by name.
    pub holder: &'a str,
    /// The account that the document itself names.
    pub iban: Option<Iban>,
    pub bic: &'a str,
    /// Digits that a QR reference begins with.
    pub prefix: &'a str,
}

/// The one payment code of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    Epc(String),
    Swiss(Box<SwissBill>),
}

/// How a document can be paid beside a transfer by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codes {
    pub code: Result<Code, Lack>,
    pub links: Vec<(ItemId, String, Result<Shown, Lack>)>,
}

impl<'a> Asked<'a> {
    /// The account is the one that `pay_to`, the document's own words, names: what the code says never differs from what is printed. The
    /// holder and the BIC are those of the practice's account with this IBAN, also of one it has removed since.
    pub fn new(
        number: &'a str,
        (total, open): (Money, Option<Money>),
        (sender, recipient): (&'a Party, &'a Party),
        pay_to: &str,
        practice: &'a Practice,
    ) -> Self {
        let iban = Iban::within(pay_to);
        let known = practice.items.values().filter(|item| item.kind == ItemKind::Account);
        let known: Vec<_> = known.filter(|item| iban.is_some() && Iban::parse(item.get(ItemField::Account)).ok() == iban).collect();
        let known = known.iter().find(|item| item.removed.is_none()).or(known.first()).copied();
        let of = |field| known.map_or("", |item| item.get(field));
        let holder = Some(of(ItemField::Holder)).filter(|holder| !holder.is_empty()).unwrap_or(&sender.name);
        Self { number, total, open, sender, recipient, holder, iban, bic: of(ItemField::Bic), prefix: of(ItemField::Prefix) }
    }

    /// Of an issued document. None before issue.
    pub fn of(invoice: &'a Invoice, practice: &'a Practice) -> Option<Self> {
        let document = &invoice.issue()?.document;
        let asks = invoice.voids.is_empty() && document.content().kind.collects();
        let money = (document.totals().total, invoice.open().filter(|_| asks));
        Some(Self::new(document.number(), money, (document.sender(), document.recipient()), document.pay_to(), practice))
    }
}

/// How it can be paid now: one code at most. In euro from a Swiss account, whoever lives there gets the Swiss one.
pub fn codes(asked: &Asked<'_>, practice: &Practice) -> Codes {
    let local = matches!(country_code(&asked.recipient.country).as_deref(), Some("CH" | "LI"));
    let is_chf = asked.open.is_some_and(|open| open.currency() == Currency::CHF);
    let swiss = swiss(asked).map(|bill| Code::Swiss(Box::new(bill)));
    let code = if is_chf || (local && swiss.is_ok()) {
        swiss
    } else {
        // A QR-IBAN is for the Swiss code alone.
        let epc = if asked.iban.as_ref().is_some_and(Iban::is_qr) { Err(Lack::Country) } else { epc(asked).map(Code::Epc) };
        epc.or_else(|lack| swiss.map_err(|_| lack))
    };
    let links = practice.pay_links().into_iter().map(|(id, link)| (id, link.name.clone(), shown(&link, asked))).collect();
    Codes { code, links }
}

impl Practice {
    /// The accounts that stand, as they were entered.
    pub fn accounts(&self) -> Vec<(ItemId, Account, bool)> {
        let all = of_kind(&self.items, ItemKind::Account);
        all.into_iter().map(|(id, item)| (id, Account::of(item), item.get(ItemField::Usual) == "yes")).collect()
    }

    /// The account for money of a currency: one of that currency, else one for every currency; the usual one of several.
    pub fn account_for(&self, currency: Currency) -> Option<Account> {
        let all = self.accounts();
        let of = |wanted: Option<Currency>| {
            let mut fits = all.iter().filter(|(_, account, _)| account.currency == wanted);
            let first = fits.clone().next();
            fits.find(|(_, _, usual)| *usual).or(first).map(|(_, account, _)| account.clone())
        };
        of(Some(currency)).or_else(|| of(None))
    }

    /// How to pay a document of this currency, as it is printed: the account, then what the practice says besides. An account that those
    /// words name already is not named twice.
    pub fn pay_to(&self, currency: Currency) -> String {
        let said = self.get(crate::field::PracticeField::PayTo);
        let Some(account) = self.account_for(currency) else { return said.to_owned() };
        let signs = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
        let number = account.iban.as_ref().map_or_else(|| signs(&account.local), |iban| iban.as_str().to_owned());
        if !number.is_empty() && signs(said).contains(&number) {
            return said.to_owned();
        }
        // An account in the general words is one of another currency: the code must find this one first.
        let mut lines = account.lines();
        lines.extend(said.lines().map(str::to_owned));
        lines.join("\n")
    }

    /// The templates of links by which documents can be paid.
    pub fn pay_links(&self) -> Vec<(ItemId, Link)> {
        of_kind(&self.items, ItemKind::PayLink).into_iter().map(|(id, item)| (id, Link::of(item))).collect()
    }
}
