//! What is printed: the same facts on screen, on paper, as a draft and once issued.

use domain::account::{self, Cause, Movement};
use domain::client::Client;
use domain::content::{Category, Content, Line, Percent, Terms, Totals, Way};
use domain::invoice::{Invoice, Issued, Party};
use domain::language::Language;
use domain::money::Money;
use domain::practice::Practice;
use domain::time::Day;

use crate::words::{Words, fill};

/// One document, ready to be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// None: a draft.
    pub number: Option<String>,
    /// The day since which nothing is owed on it.
    pub void: Option<Day>,
    pub sender: Party,
    pub recipient: Party,
    pub pay_to: String,
    pub dated: Day,
    pub due: Option<Day>,
    pub content: Content,
    pub totals: Totals,
    /// What moved what is open, oldest first.
    pub payments: Vec<Movement>,
    /// What is still asked for. None where nothing is asked.
    pub open: Option<Money>,
    pub look: Look,
}

/// How a document looks, beside what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Red, green, blue.
    pub accent: Option<[u8; 3]>,
    /// The picture beside the sender's name, by its hash.
    pub logo: Option<String>,
}

/// One row under the lines.
#[derive(Clone, Debug, PartialEq)]
pub enum Sum {
    Lines {
        sum: Money,
        with_tax: bool,
    },
    Discount(Option<Percent>, Money),
    /// An allowance or a charge on the whole, with its sign.
    Adjusted {
        reason: String,
        way: Way,
        share: Option<Percent>,
        money: Money,
    },
    Net(Money),
    Tax {
        category: Category,
        rate: Percent,
        base: Money,
        tax: Money,
    },
    SecondTax {
        name: String,
        rate: Percent,
        base: Money,
        tax: Money,
    },
    /// What a void document came to.
    Was(Money),
    Total(Money),
    Deposit(Option<Percent>, Money),
    Withheld {
        name: String,
        rate: Percent,
        money: Money,
    },
    /// A document that came before: what it asked for, with its tax.
    Deducted {
        number: String,
        dated: Day,
        net: Money,
        tax: Money,
        money: Money,
    },
    /// What brings the sum to what can be paid in cash.
    Rounding(Money),
    /// What is to pay after all that.
    Payable(Money),
    /// The total in another currency.
    Exchanged(Money),
    Moved(Movement),
    Open {
        money: Money,
        by: Option<Day>,
    },
}

impl Sheet {
    /// As it was issued, with what came in since.
    pub fn issued(invoice: &Invoice) -> Option<Self> {
        let document = &invoice.issue()?.document;
        let void = invoice.voids.values().map(|void| void.on).min();
        let mut payments = account::movements(invoice);
        payments.retain(|one| one.cause != Cause::Void);
        let asks = void.is_none() && document.content().kind.collects();
        Some(Self { void, payments, open: invoice.open().filter(|_| asks), ..Self::sealed(document) })
    }

    /// As it left the house: without what came in or was decided since.
    pub fn sealed(document: &Issued) -> Self {
        let collects = document.content().kind.collects();
        Self {
            number: Some(document.number().to_owned()),
            void: None,
            sender: document.sender().clone(),
            recipient: document.recipient().clone(),
            pay_to: document.pay_to().to_owned(),
            dated: document.dated(),
            due: document.due(),
            content: document.content().clone(),
            totals: document.totals().clone(),
            payments: Vec::new(),
            open: collects.then_some(document.totals().payable),
            look: Look { accent: document.accent(), logo: document.logo().map(str::to_owned) },
        }
    }

    /// As it would be issued today. None while its figures cannot be computed.
    pub fn drafted(content: &Content, practice: &Practice, client: &Client, today: Day) -> Option<Self> {
        let totals = content.totals().ok()?;
        let dated = content.dated.unwrap_or(today);
        let collects = content.kind.collects();
        Some(Self {
            number: None,
            void: None,
            sender: practice.party(),
            recipient: client.party(),
            pay_to: practice.pay_to(content.currency),
            dated,
            due: collects.then(|| practice.due_day(content.terms, dated)),
            content: Content { language: content.language.or_else(|| client.language()), ..content.clone() },
            open: collects.then_some(totals.payable),
            totals,
            payments: Vec::new(),
            look: Look { accent: practice.accent(), logo: practice.logo().map(|(_, hash)| hash.to_owned()) },
        })
    }

    /// What the picture beside the sender's name shows, in words, and the picture as base64. None where it has none, or it is not here.
    pub fn logo<'a>(&self, practice: &'a Practice) -> Option<(String, &'a str)> {
        let picture = practice.picture(self.look.logo.as_deref()?)?;
        Some((fill(Words::of(self.language()).logo_of, &[&self.sender.name]), picture))
    }

    /// The language it is written in.
    pub fn language(&self) -> Language {
        self.content.language.unwrap_or_default()
    }

    /// Whether there is a column for tax: where a line carries any, or says in which way it carries none. A document on which
    /// everything is exempt, or outside the scope, has no such column.
    pub fn taxed(&self) -> bool {
        self.content.lines.iter().filter_map(Line::group).any(|group| !self.is_silent(group.category))
    }

    /// Whether a category is said in words below only, and in no column and no sum.
    fn is_silent(&self, category: Category) -> bool {
        let says_nothing = |one: Category| matches!(one, Category::Exempt | Category::OutsideScope);
        says_nothing(category) && self.content.categories().all(says_nothing)
    }

    /// The reasons why there is no tax, for the categories that are used, in their order.
    pub fn reasons(&self) -> Vec<String> {
        let used: Vec<Category> = self.content.categories().collect();
        let written = self.content.exemptions.iter().filter(|(category, _)| used.contains(category));
        written.map(|(_, reason)| reason.trim().to_owned()).filter(|reason| !reason.is_empty()).collect()
    }

    /// The terms, where they say more than the day it is due.
    pub fn terms(&self) -> Option<Terms> {
        let terms = self.content.terms;
        let agrees = self.due.is_some_and(|due| terms.due(self.dated) == due);
        (agrees && !matches!(terms, Terms::On(_))).then_some(terms)
    }

    pub fn sums(&self) -> Vec<Sum> {
        let Totals { sum, discount, adjustments, net, taxes, total, deposit, withheld, rounding, payable, .. } = &self.totals;
        let mut sums = Vec::new();
        let included = self.content.prices_include_tax;
        let adjusted = !discount.is_zero() || !adjustments.is_empty();
        if adjusted || (included && !taxes.is_empty()) {
            sums.push(Sum::Lines { sum: *sum, with_tax: included && !taxes.is_empty() });
        }
        if !discount.is_zero() {
            sums.push(Sum::Discount(percent(self.content.discount), discount.negated()));
        }
        for (one, sum) in self.content.adjustments.iter().zip(adjustments) {
            let money = if one.way == Way::Allowance { sum.amount.negated() } else { sum.amount };
            sums.push(Sum::Adjusted { reason: one.reason.clone(), way: one.way, share: percent(Some(one.part)), money });
        }
        // A document without any tax says why once, below; a row of zero says nothing.
        if taxes.iter().any(|one| !self.is_silent(one.group.category)) {
            sums.push(Sum::Net(*net));
        }
        let spoken = taxes.iter().filter(|one| !self.is_silent(one.group.category));
        sums.extend(spoken.map(|one| Sum::Tax { category: one.group.category, rate: one.group.rate, base: one.base, tax: one.tax }));
        if let (Some(one), Some((base, tax))) = (&self.content.second_tax, self.totals.second) {
            sums.push(Sum::SecondTax { name: one.name.clone(), rate: one.percent, base, tax });
        }
        if self.void.is_some() {
            sums.push(Sum::Was(*total));
            sums.push(Sum::Total(Money::zero(total.currency())));
            return sums;
        }
        sums.push(Sum::Total(*total));
        if let Some(one) = &self.content.withholding {
            sums.push(Sum::Withheld { name: one.name.clone(), rate: one.percent, money: withheld.negated() });
        }
        let plus = |sum: Money, more: Money| sum.plus(more).unwrap_or(sum);
        for one in &self.content.deducts {
            let none = Money::zero(one.total.currency());
            let (net, tax) = one.sums.iter().fold((none, none), |(net, tax), sum| (plus(net, sum.base), plus(tax, sum.due)));
            let money = one.total.minus(one.withheld).unwrap_or(one.total).negated();
            sums.push(Sum::Deducted { number: one.number.clone(), dated: one.dated, net, tax, money });
        }
        if !rounding.is_zero() {
            sums.push(Sum::Rounding(*rounding));
        }
        // What is asked for now says the same where nothing has come in.
        if payable != total && (self.open.is_none() || !self.payments.is_empty()) {
            sums.push(Sum::Payable(*payable));
        }
        sums.extend(self.totals.exchanged.map(|one| Sum::Exchanged(one.total)));
        let zero = Money::zero(total.currency());
        let paid = self.payments.iter().fold(zero, |sum, one| sum.minus(one.amount).unwrap_or(sum));
        // A deposit that has come in shows as what was paid.
        if deposit.is_positive() && paid.amount() < deposit.amount() {
            sums.push(Sum::Deposit(percent(self.content.deposit), *deposit));
        }
        sums.extend(self.payments.iter().copied().map(Sum::Moved));
        if let Some(open) = self.open {
            sums.push(Sum::Open { money: open, by: self.due.filter(|_| open.is_positive()) });
        }
        sums
    }

    /// What is asked for up front and has not come in yet.
    pub fn deposit_asked(&self) -> Option<Money> {
        self.sums().into_iter().find_map(|sum| match sum {
            Sum::Deposit(_, amount) => Some(amount),
            Sum::Lines { .. }
            | Sum::Discount(..)
            | Sum::Adjusted { .. }
            | Sum::SecondTax { .. }
            | Sum::Withheld { .. }
            | Sum::Deducted { .. }
            | Sum::Rounding(_)
            | Sum::Payable(_)
            | Sum::Exchanged(_)
            | Sum::Net(_)
            | Sum::Tax { .. }
            | Sum::Was(_)
            | Sum::Total(_)
            | Sum::Moved(_)
            | Sum::Open { .. } => None,
        })
    }

    /// How to pay, line by line: a word and what it stands for, or just a line.
    pub fn ways(&self) -> Vec<(Option<String>, String)> {
        let split = |line: &str| match line.split_once(':') {
            Some((word, rest)) if !rest.trim().is_empty() && word.chars().count() <= 24 && !rest.starts_with("//") => {
                (Some(word.trim().to_owned()), rest.trim().to_owned())
            }
            Some(_) | None => (None, line.to_owned()),
        };
        self.pay_to.lines().map(str::trim).filter(|line| !line.is_empty()).map(split).collect()
    }
}

fn percent(part: Option<domain::content::Part>) -> Option<Percent> {
    match part {
        Some(domain::content::Part::Percent(percent)) => Some(percent),
        Some(domain::content::Part::Fixed(_)) | None => None,
    }
}

/// Somebody's address as it is printed under the name, a line each.
pub fn address(party: &Party) -> Vec<String> {
    let Party { street, extra, city, region, postal_code, country, .. } = party;
    let joined = |parts: &[&str], between: &str| {
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
    };
    // Where a region is written, the code follows it ("Portland, Oregon 97201"); elsewhere it stands before the town.
    let town =
        if region.is_empty() { joined(&[postal_code, city], " ") } else { joined(&[city, &joined(&[region, postal_code], " ")], ", ") };
    [street.clone(), extra.clone(), town, country.clone()].into_iter().filter(|line| !line.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::content::{About, Adjustment, CashStep, Kind, Part, Quantity, UnitPrice, Withholding};
    use domain::money::Currency;
    use domain::{Id, LineId};

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    fn content(rate: Option<&str>) -> Content {
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        content.lines.push(Line {
            description: "Design".to_owned(),
            quantity: Quantity::ONE,
            unit: String::new(),
            price: UnitPrice::new("1000".parse().expect("1000")).expect("price"),
            tax: rate.map(|rate| Percent::new(rate.parse().expect(rate)).expect(rate)),
            ..Line::blank(LineId(Id::from_bytes([1; 16])))
        });
        content
    }

    fn shown(content: &Content) -> Vec<String> {
        let sheet =
            Sheet::drafted(content, &Practice::default(), &Client::new(domain::ClientId(Id::from_bytes([2; 16]))), day("2026-11-22"));
        let row = |sum: Sum| match sum {
            Sum::Lines { sum, with_tax } => format!("sum {} {with_tax}", sum.amount()),
            Sum::Discount(_, money) => format!("discount {}", money.amount()),
            Sum::Net(money) => format!("net {}", money.amount()),
            Sum::Tax { rate, tax, .. } => format!("tax {} {}", rate.value(), tax.amount()),
            Sum::SecondTax { rate, tax, .. } => format!("second {} {}", rate.value(), tax.amount()),
            Sum::Adjusted { reason, money, .. } => format!("{reason} {}", money.amount()),
            Sum::Withheld { money, .. } => format!("withheld {}", money.amount()),
            Sum::Deducted { number, money, .. } => format!("less {number} {}", money.amount()),
            Sum::Rounding(money) => format!("rounding {}", money.amount()),
            Sum::Payable(money) => format!("payable {}", money.amount()),
            Sum::Exchanged(money) => format!("exchanged {money}"),
            Sum::Was(money) => format!("was {}", money.amount()),
            Sum::Total(money) => format!("total {}", money.amount()),
            Sum::Deposit(_, money) => format!("deposit {}", money.amount()),
            Sum::Moved(one) => format!("moved {}", one.amount.amount()),
            Sum::Open { money, .. } => format!("open {}", money.amount()),
        };
        sheet.map(|sheet| sheet.sums().into_iter().map(row).collect()).unwrap_or_default()
    }

    #[test]
    fn only_sums_that_say_something_are_shown() {
        assert_eq!(shown(&content(None)), ["total 1000.00", "open 1000.00"]);
        assert_eq!(shown(&content(Some("19"))), ["net 1000.00", "tax 19 190.00", "total 1190.00", "open 1190.00"]);
        let mut some = content(Some("19"));
        some.discount = Some(Part::Percent(Percent::new(10.into()).expect("ten")));
        some.deposit = Some(Part::Fixed(100.into()));
        assert_eq!(
            shown(&some),
            ["sum 1000.00 false", "discount -100.00", "net 900.00", "tax 19 171.00", "total 1071.00", "deposit 100.00", "open 1071.00"]
        );
        let mut some = content(Some("19"));
        some.prices_include_tax = true;
        assert_eq!(shown(&some), ["sum 1000.00 true", "net 840.34", "tax 19 159.66", "total 1000.00", "open 1000.00"]);
    }

    #[test]
    fn a086_a_credit_note_names_the_invoice_that_it_corrects() {
        let client = Client::new(domain::ClientId(Id::from_bytes([2; 16])));
        let facts = |kind: Kind, language: Language| {
            let about = About { invoice: domain::InvoiceId(Id::from_bytes([3; 16])), number: "INV-7".to_owned(), dated: day("2026-10-05") };
            let content = Content { kind, about: Some(about), language: Some(language), ..content(Some("19")) };
            let sheet = Sheet::drafted(&content, &Practice::default(), &client, day("2026-11-22")).expect("a sheet");
            let facts = sheet.leaf().facts.into_iter().filter(|fact| fact.text.contains("INV-7"));
            facts.map(|fact| format!("{}: {}", fact.label, fact.text)).collect::<Vec<_>>()
        };
        assert_eq!(facts(Kind::CreditNote, Language::English), ["Corrects: INV-7 of 5 October 2026"]);
        assert_eq!(facts(Kind::CreditNote, Language::German), ["Zu Rechnung: INV-7 vom 5. Oktober 2026"]);
        assert_eq!(facts(Kind::Receipt, Language::English), ["Invoice: INV-7 of 5 October 2026"]);
        assert_eq!(facts(Kind::Invoice, Language::English), [""; 0]);
    }

    #[test]
    fn an_address_is_written_as_its_country_does() {
        let mut party = Party { city: "Vienna".to_owned(), postal_code: "1070".to_owned(), ..Party::default() };
        assert_eq!(address(&party), ["1070 Vienna"]);
        party = Party { city: "Portland".to_owned(), region: "Oregon".to_owned(), postal_code: "97201".to_owned(), ..Party::default() };
        assert_eq!(address(&party), ["Portland, Oregon 97201"]);
        assert_eq!(address(&Party::default()), Vec::<String>::new());
    }

    #[test]
    fn what_stands_between_the_total_and_what_is_paid_is_shown() {
        let mut some = content(Some("8.1"));
        some.currency = Currency::CHF;
        some.lines[0].price = UnitPrice::new("1000.33".parse().expect("price")).expect("price");
        some.adjustments =
            vec![Adjustment { way: Way::Charge, part: Part::Fixed("12.5".parse().expect("sum")), reason: "Courier".to_owned(), tax: None }];
        some.withholding = Some(Withholding { name: "Tax".to_owned(), percent: Percent::new("10".parse().expect("ten")).expect("ten") });
        some.cash = CashStep::new("0.05".parse().expect("step")).ok();
        assert_eq!(
            shown(&some),
            [
                "sum 1000.33 false",
                "Courier 12.50",
                "net 1012.83",
                "tax 8.1 82.04",
                "total 1094.87",
                "withheld -101.28",
                "rounding 0.01",
                "open 993.60"
            ]
        );
    }

    #[test]
    fn what_is_exempt_has_no_column_and_no_row_of_its_own() {
        let mut some = content(None);
        some.lines[0].category = Category::Exempt;
        some.exemptions.insert(Category::Exempt, "Small business".to_owned());
        let client = Client::new(domain::ClientId(Id::from_bytes([2; 16])));
        let sheet = |content: &Content| Sheet::drafted(content, &Practice::default(), &client, day("2026-11-22")).expect("a sheet");
        assert_eq!(shown(&some), ["total 1000.00", "open 1000.00"]);
        assert!(!sheet(&some).taxed());
        assert_eq!(sheet(&some).leaf().below, ["Small business"]);
        // Beside what is taxed it has both.
        some.lines.push(Line { id: LineId(Id::from_bytes([3; 16])), ..content(Some("19")).lines[0].clone() });
        assert!(sheet(&some).taxed());
        assert_eq!(shown(&some), ["net 2000.00", "tax 0 0.00", "tax 19 190.00", "total 2190.00", "open 2190.00"]);
        // Reverse charge is said in the column.
        some.lines.truncate(1);
        some.lines[0].category = Category::ReverseCharge;
        assert!(sheet(&some).taxed());
    }
}
