//! What was understood of a sentence, as data. No words for people here: the screen finds them.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::ClientId;
use crate::content::{Category, Kind, Part, Percent, Period, Quantity, Terms, UnitPrice};
use crate::money::Currency;
use crate::time::Day;

/// Everything a sentence was read as. Its chips cover every character that is no space exactly once, in order, on character
/// boundaries, so nothing typed is ever lost. The same text and context always give the same reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub kind: Kind,
    pub client: Who,
    /// None: nothing said it and there is no default.
    pub currency: Option<Currency>,
    pub items: Vec<Item>,
    pub discount: Option<Part>,
    pub tax: Tax,
    /// As said, else as agreed with the client, else the default.
    pub terms: Option<Terms>,
    /// The day printed on the document, if it was named.
    pub issued: Option<Day>,
    pub valid_until: Option<Day>,
    /// When the work was done, where that was named from a day to a day or as such.
    pub period: Option<Period>,
    pub deposit: Option<Part>,
    pub paid: Option<Paid>,
    /// What is charged beside the lines: for bringing the goods.
    pub charges: Vec<Charge>,
    /// How it repeats. [`Reading::issued`] is then its first day, where one was named.
    pub recurrence: Option<Recurrence>,
    /// Less for whoever pays soon.
    pub early: Option<Early>,
    /// What the client keeps back for the tax office.
    pub withheld: Option<Withheld>,
    /// When the rest is due, where that is no day: "on completion", as it was typed.
    pub event: String,
    /// The discount is a sum that comes off the total with tax.
    pub after_tax: bool,
    /// That discount as it was typed.
    pub after_tax_words: String,
    /// The deposit is a share of the net sum.
    pub deposit_of_net: bool,
    /// The terms as they were typed, without the words that lead to them; empty where a day was named.
    pub terms_words: String,
    /// The client's purchase order or reference.
    pub reference: String,
    /// The number of the invoice a payment was for.
    pub settles: String,
    pub note: String,
    pub chips: Vec<Chip>,
    pub missing: Vec<Missing>,
    pub questions: Vec<Question>,
    /// The day the reading was made for: terms count from it unless `issued` is set.
    pub today: Day,
}

/// A client the reader can recognise, with what was agreed with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: ClientId,
    pub name: String,
    /// Other names they go by: legal name, short name.
    pub aliases: Vec<String>,
    pub currency: Option<Currency>,
    pub terms: Option<Terms>,
    pub tax: Option<Percent>,
}

/// Something the practice sells, from its catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub name: String,
    /// A unit's key; empty for pieces.
    pub unit: String,
    /// What one costs. None: every time another.
    pub price: Option<UnitPrice>,
    /// In which the price is meant. None: in whatever the document is in.
    pub currency: Option<Currency>,
    /// How it is taxed, where that is not as usual.
    pub tax: Option<(Percent, Category)>,
}

/// Something added to the sum of the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    pub description: String,
    /// In the currency of the reading, not below zero.
    pub amount: Decimal,
}

/// The unit that a recurrence counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    Days,
    Weeks,
    Months,
    Years,
}

/// A document that comes again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recurrence {
    pub rhythm: Rhythm,
    /// Every so many; at least one.
    pub interval: u32,
    /// The day of the first.
    pub start: Day,
    /// The day of the month, where one was named: a shorter month has its last day instead.
    pub day: Option<u32>,
    /// The last day one may fall on.
    pub until: Option<Day>,
    /// How many there are, when that is known.
    pub count: Option<u32>,
}

impl Recurrence {
    /// Sets the last day, and counts what fits before it.
    pub fn end_on(&mut self, until: Option<Day>) {
        self.until = until;
        let Some(until) = until else { return };
        let fits = (0..1200u32).take_while(|step| self.at(*step).days_until(until) >= 0).count();
        self.count = u32::try_from(fits).ok();
    }

    /// The day of the one after so many others.
    pub fn at(&self, step: u32) -> Day {
        let times = self.interval.max(1).saturating_mul(step);
        match self.rhythm {
            Rhythm::Days => self.start.plus_days(i64::from(times)),
            Rhythm::Weeks => self.start.plus_days(7 * i64::from(times)),
            Rhythm::Months => self.start.plus_months(times),
            Rhythm::Years => self.start.plus_months(times.saturating_mul(12)),
        }
    }
}

/// A percentage off for whoever pays within so many days: 2 and 10 in "2/10 net 30".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Early {
    pub percent: Percent,
    pub days: u16,
}

/// Of the net sum, kept back by the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// As it was typed: "IRPF".
    pub name: String,
    pub percent: Percent,
}

/// Whom the document is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Known(ClientId),
    /// At least two fit equally well: ask. In the order the clients were given.
    Several(Vec<ClientId>),
    /// A name nobody has yet, as it was typed (at most 200 characters): ask before making a client.
    New(String),
    Missing,
}

/// One line of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// At most 300 characters; empty when nothing said what it is.
    pub description: String,
    pub quantity: Quantity,
    /// A unit's key ("hour", "page"); empty for plain pieces.
    pub unit: &'static str,
    pub price: Option<UnitPrice>,
    /// Off this line only ("10% off hosting").
    pub discount: Option<Part>,
    /// How a service of the catalogue is taxed, where the sentence says nothing of tax.
    pub tax: Option<(Percent, Category)>,
}

/// The tax on every line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tax {
    /// None: no tax at all, or (with a question open) a tax whose rate nobody knows.
    pub rate: Option<Percent>,
    pub included: bool,
    /// As it was written ("VAT", "GST"), else the usual name.
    pub name: String,
    /// Why there is none, where that was said; else the ordinary one.
    pub category: Category,
    /// What was said of it, as typed: the reason that stands on a document without tax.
    pub words: String,
    /// Whether the sentence said anything about tax; otherwise the default stands here.
    pub said: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paid {
    /// None: all of it.
    pub amount: Option<Decimal>,
    pub method: Option<Method>,
    /// None: today.
    pub on: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Cash,
    Card,
    BankTransfer,
    Cheque,
    DirectDebit,
    PayPal,
    Stripe,
    Venmo,
    Zelle,
}

/// A stretch of the text and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Bytes of the text, on character boundaries.
    pub span: Range<usize>,
    pub what: What,
}

/// What a stretch of text means. Items are named by their place in [`Reading::items`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Kind(Kind),
    Client,
    Description {
        item: usize,
    },
    Quantity {
        item: usize,
    },
    Price {
        item: usize,
    },
    /// A sum that was named beside prices that make it up.
    Total(Decimal),
    Discount {
        part: Part,
        item: Option<usize>,
    },
    Tax,
    Due(Terms),
    Issued(Day),
    ValidUntil(Day),
    Period(Period),
    Deposit(Part),
    Paid(Paid),
    Reference,
    Settles,
    Charge(usize),
    Recurrence,
    Early,
    Withheld,
    /// The rest on completion, on delivery: due at an event, not on a day.
    Event,
    Note,
    Currency(Currency),
    /// Understood, but nothing here can do it yet. It changes no figure.
    Later(Later),
    /// Words and marks that only hold the sentence together.
    Filler,
    Unread(Why),
}

/// What people ask for that documents cannot say yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    EarlyPayment,
    LateFee,
    Schedule,
    Withholding,
    /// A share added on top that is no tax: "plus 10% tip".
    Surcharge,
    ReverseCharge,
    Statement,
    Reminder,
    /// A document number chosen by hand: numbers are given at issue.
    Number,
    Email,
    /// How to pay: documents carry the bank details of the business, not of a sentence.
    Method,
    /// When the work is done: documents have no such day.
    Delivery,
    /// The person it goes to: documents are addressed to a contact of the client.
    Attention,
    /// A second tax beside the first.
    SecondTax,
    /// A second discount beside the first.
    SecondDiscount,
}

/// Why a stretch could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Beyond what a quantity, price, percentage or number of days may be.
    TooLarge,
    /// More decimals than can be kept.
    TooFine,
    /// 30 February.
    NoSuchDay,
    /// A figure that nothing says the meaning of.
    Unclear,
}

/// What a draft cannot be issued without, and was not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Client,
    Items,
    Description {
        item: usize,
    },
    Price {
        item: usize,
    },
    /// A count was given that cannot be used as one: too large, or a range.
    Quantity {
        item: usize,
    },
    Currency,
}

/// A place where the sentence could have meant something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub topic: Topic,
    /// What the reading says now; None where choosing would be guessing.
    pub chosen: Option<Choice>,
    pub alternatives: Vec<Choice>,
    /// Whether to ask before making the draft: the client, a date or the total would change.
    pub ask: bool,
    /// The words in question.
    pub span: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Kind,
    Client,
    Currency,
    /// What one unit of an item costs.
    Price {
        item: usize,
    },
    /// How many there are.
    Quantity {
        item: usize,
    },
    /// Whether an amount is for all pieces or for each.
    Basis {
        item: usize,
    },
    Total,
    Due,
    Issued,
    ValidUntil,
    TaxRate,
    /// Whether the discount comes off before or after tax.
    DiscountOrder,
    DepositBase,
    /// How often it comes.
    Rhythm,
    /// The last day it comes.
    Until,
    /// Whether what is charged beside the lines is taxed like them.
    TaxScope,
    /// Whether a sum named a deposit was asked for or has come in.
    Paid,
}

/// One way to mean it. [`Reading::answer`] puts it into the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Kind(Kind),
    Client(ClientId),
    NewClient(String),
    Currency(Currency),
    Line {
        item: usize,
        quantity: Quantity,
        price: UnitPrice,
    },
    /// The items as they stand, whatever total was named.
    AsListed,
    Terms(Terms),
    Day(Day),
    TaxRate(Percent),
    BeforeTax,
    AfterTax,
    OfTotal,
    OfNet,
    AllLines,
    GoodsOnly,
}

impl Reading {
    /// Nothing is missing, nothing is open and the client is one that exists: the draft can be made without asking.
    pub fn is_settled(&self) -> bool {
        self.missing.is_empty() && !self.questions.iter().any(|question| question.ask) && matches!(self.client, Who::Known(_))
    }

    /// The day the money is due, when terms are known.
    pub fn due(&self) -> Option<Day> {
        self.terms.map(|terms| terms.due(self.issued.unwrap_or(self.today)))
    }

    /// Whether a client, a price or what it is for still has to be said before there is a document at all.
    pub fn needs_input(&self) -> bool {
        self.missing.iter().any(|missing| !matches!(missing, Missing::Description { .. }))
    }

    /// Takes an alternative of a question: the reading changes and the question no longer asks. False when there is no such
    /// alternative, or when no document can say it yet ([`Choice::GoodsOnly`]).
    pub fn answer(&mut self, question: usize, alternative: usize) -> bool {
        let Some(asked) = self.questions.get(question) else { return false };
        let Some(choice) = asked.alternatives.get(alternative).cloned() else { return false };
        let topic = asked.topic;
        match &choice {
            Choice::Kind(kind) => self.kind = *kind,
            Choice::Client(id) => self.client = Who::Known(*id),
            Choice::NewClient(name) => self.client = Who::New(name.clone()),
            Choice::Currency(currency) => {
                self.currency = Some(*currency);
                self.missing.retain(|missing| *missing != Missing::Currency);
            }
            Choice::Line { item, quantity, price } => {
                let Some(line) = self.items.get_mut(*item) else { return false };
                line.quantity = *quantity;
                line.price = Some(*price);
                self.missing.retain(|missing| *missing != Missing::Price { item: *item } && *missing != Missing::Quantity { item: *item });
            }
            Choice::AsListed | Choice::AllLines => {}
            Choice::BeforeTax | Choice::AfterTax => self.after_tax = choice == Choice::AfterTax,
            Choice::OfTotal | Choice::OfNet => self.deposit_of_net = choice == Choice::OfNet,
            Choice::GoodsOnly => return false,
            Choice::Terms(terms) => self.terms = Some(*terms),
            Choice::Day(day) if topic == Topic::Issued => self.issued = Some(*day),
            Choice::Day(day) if topic == Topic::Until => {
                if let Some(recurrence) = &mut self.recurrence {
                    recurrence.end_on(Some(*day));
                }
            }
            Choice::Day(day) => self.valid_until = Some(*day),
            Choice::TaxRate(rate) => self.tax.rate = Some(*rate),
        }
        let asked = &mut self.questions[question];
        let before = asked.chosen.replace(choice);
        match before {
            Some(before) => asked.alternatives[alternative] = before,
            None => {
                asked.alternatives.remove(alternative);
            }
        }
        asked.ask = false;
        true
    }

    /// What the chips of one meaning say, in order.
    pub fn later(&self) -> impl Iterator<Item = (Later, &Range<usize>)> {
        self.chips.iter().filter_map(|chip| if let What::Later(later) = chip.what { Some((later, &chip.span)) } else { None })
    }
}
