//! The sentence box: what was understood, what is asked, what is missing.

use domain::content::{Kind, Part, Period};
use domain::sentence::{Choice, Early, Item, Method, Missing, Paid, Recurrence, Rhythm, Topic};
use domain::time::Day;

use super::document;
use super::locale::Locale;

pub const TITLE: &str = "In one sentence";
pub const LABEL: &str = "The sentence";
pub const EXAMPLE: &str = "Invoice Acme 1,200 for logo design, due in 14 days";
pub const HINT: &str = "Quote, invoice, receipt or credit note; who, how much, what for; then discount, tax, deposit and when it is due. In English, Deutsch, français, español or svenska.";
pub const CLOSE: &str = "Close";
pub const CANCEL: &str = "Cancel";
pub const MADE: &str = "Draft made";
pub const MAKE: &str = "Make the draft";
pub const UNDERSTOOD: &str = "What was understood";
pub const SO_FAR: &str = "The draft so far";
pub const UNREAD: &str = "Not understood, and left out: ";
pub const LATER: &str = "Read, but no draft can do it yet: ";
pub const CHANGE: &str = ", change";
pub const WHO: &str = "Who is it for?";
pub const FIND: &str = "Find one of your clients";
pub const NOBODY_FOUND: &str = "Nobody by that name.";
pub const WHICH_CURRENCY: &str = "In which currency?";
pub const CHOOSE: &str = "Choose";
pub const WAITS: &str = "The totals appear when the questions are answered.";
pub const TOO_LARGE: &str = "These figures are too large to compute exactly.";
pub const GO_ON: &str = "Leave it out and go on";
pub const DUE: &str = "Due";
pub const TO_PAY: &str = "To pay";
pub const NOT_YET: &str = "Not yet: answer what is asked first.";

// Chips: the quiet word.
pub const C_FOR: &str = "For";
pub const C_LINE: &str = "Line";
pub const C_DISCOUNT: &str = "Discount";
pub const C_DUE: &str = "Due";
pub const C_DATED: &str = "Dated";
pub const C_UNTIL: &str = "Valid until";
pub const C_PERIOD: &str = "Work of";
pub const C_DEPOSIT: &str = "Deposit";
pub const C_PAID: &str = "Paid";
pub const C_REFERENCE: &str = "Reference";
pub const C_SETTLES: &str = "Settles";
pub const C_NOTE: &str = "Note";
pub const C_CURRENCY: &str = "Currency";
pub const C_TOTAL: &str = "Total";
pub const C_KIND: &str = "Document";
pub const C_CHARGE: &str = "Charge";
pub const C_REPEATS: &str = "Repeats";
pub const C_EARLY: &str = "Early payment";
pub const C_WITHHELD: &str = "Withheld";
pub const C_REST: &str = "Rest";

// Changing a chip.
pub const OTHER_WORDS: &str = "Say it in other words";
pub const APPLY: &str = "Change";
pub const PLAIN: &str = "Take as plain words";

// A payment that names its document.
pub const RECORD: &str = "Record the payment";
pub const RECEIPT_INSTEAD: &str = "Make a receipt instead";
pub const RECORDED: &str = "Payment recorded";
pub const RECORD_FIRST: &str = "Press “Record the payment” if this is right.";
pub const ARRANGE: &str = "Make the arrangement";
pub const ARRANGE_FIRST: &str = "Press “Make the arrangement” if this is right.";
pub const ARRANGED: &str = "Arrangement made";
pub const FIRST_ONLY: &str = "Make only the first draft";
pub const REPEATS: &str = "Each draft is made when its day has come; you issue it yourself.";
pub const TERMS_AGREED: &str = "When each is due is what you agreed with the client.";
pub const REPEATS_NOT: &str =
    "This makes the first one only. For the others, make an arrangement in the client’s work: one line, no discount.";
pub const AFTER_TAX_NOTE: &str =
    "The discount stands as a line without tax, so the total is what you said. An e-invoice needs it before tax.";

pub fn change(what: &str) -> String {
    format!("Change: {what}")
}
/// "600.00 EUR for INV-0042, of which 1,200.00 EUR is open. 600.00 EUR stays open."
pub fn settles(amount: &str, number: &str, open: &str, stays: Option<&str>, over: Option<&str>) -> String {
    let end = match (stays, over) {
        (_, Some(over)) => format!("That is {over} more than is open."),
        (Some(stays), None) => format!("{stays} stays open."),
        (None, None) => "Then it is paid.".to_owned(),
    };
    format!("{amount} came in for {number}, of which {open} is open. {end}")
}
pub fn no_such_number(number: &str) -> String {
    format!("No open document of theirs has the number {number}, so a receipt is made.")
}
/// "every 3 months, from 1 Dec 2026 until 30 Jun 2027, 7 times".
pub fn repeats(again: &Recurrence, locale: &Locale) -> String {
    let one = match again.rhythm {
        Rhythm::Days => "day",
        Rhythm::Weeks => "week",
        Rhythm::Months => "month",
        Rhythm::Years => "year",
    };
    let every = if again.interval == 1 { format!("every {one}") } else { format!("every {} {one}s", again.interval) };
    let until = again.until.map(|day| format!(" until {}", locale.day(day))).unwrap_or_default();
    let times = again.count.map(|count| format!(", {count} times")).unwrap_or_default();
    format!("{every} from {}{until}{times}", locale.day(again.start))
}
/// "2% within 10 days".
pub fn early(early: Early, locale: &Locale) -> String {
    format!("{} within {} days", document::percent(early.percent, locale), early.days)
}

pub fn remove(what: &str) -> String {
    format!("Take {what} as plain words")
}
pub fn quoted(words: &str) -> String {
    format!("“{words}”")
}
pub fn which(words: &str) -> String {
    if words.trim().is_empty() { WHO.to_owned() } else { format!("Which {}?", words.trim()) }
}
pub fn nobody_yet(name: &str) -> String {
    format!("There is no {name} yet.")
}
pub fn make_new(name: &str) -> String {
    format!("Make a new client named “{name}”")
}
pub fn part(part: Part, locale: &Locale) -> String {
    match part {
        Part::Percent(share) => document::percent(share, locale),
        Part::Fixed(amount) => locale.number(amount),
    }
}
/// "12 hours × 49.99, design".
pub fn line(item: &Item, locale: &Locale) -> String {
    let quantity = document::quantity(item.quantity.value(), item.unit, locale);
    let price = item.price.map(|price| locale.number(price.value()));
    let figures = match price {
        Some(price) if quantity == "1" => price,
        Some(price) => format!("{quantity} × {price}"),
        None => quantity,
    };
    if item.description.is_empty() { figures } else { format!("{figures}, {}", item.description) }
}
/// "12 hours × 49.99", or what it is for when it is one piece.
pub fn mini_line(item: &Item, locale: &Locale) -> String {
    let quantity = document::quantity(item.quantity.value(), item.unit, locale);
    match item.price {
        Some(price) if quantity != "1" => format!("{quantity} × {}", locale.number(price.value())),
        Some(_) | None if item.description.is_empty() => quantity,
        Some(_) | None => item.description.clone(),
    }
}

pub fn question(topic: Topic, words: &str, item: Option<&Item>) -> String {
    let words = words.trim();
    let what = item.map(|item| item.description.as_str()).filter(|what| !what.is_empty());
    match topic {
        Topic::Kind => "Which document shall it be?".to_owned(),
        Topic::Client => which(words),
        Topic::Currency => "Which currency?".to_owned(),
        Topic::Price { .. } => format!("How much is {words}?"),
        Topic::Quantity { .. } => what.map_or_else(|| "How many?".to_owned(), |what| format!("How many of “{what}”?")),
        Topic::Basis { .. } => format!("Is {words} for one, or for all?"),
        Topic::Total => format!("“{words}” would change the total."),
        Topic::Due => format!("When is it due: “{words}”?"),
        Topic::Issued => format!("Which day is “{words}”?"),
        Topic::ValidUntil => format!("Until when: “{words}”?"),
        Topic::TaxRate => format!("Which tax rate: “{words}”?"),
        Topic::DiscountOrder => "Does the discount come off before tax, or off the total?".to_owned(),
        Topic::DepositBase => "What is the deposit of?".to_owned(),
        Topic::Rhythm => "How often does it come?".to_owned(),
        Topic::Until => format!("Until when: “{words}”?"),
        Topic::TaxScope => "Is what is charged beside the lines taxed too?".to_owned(),
        Topic::Paid => format!("“{words}”: a draft holds no payment. It is recorded once the document is issued."),
    }
}

pub fn choice(choice: &Choice, client: impl Fn(domain::ClientId) -> String, locale: &Locale) -> String {
    match choice {
        Choice::Kind(kind) => document::kind(*kind).to_owned(),
        Choice::Client(id) => client(*id),
        Choice::NewClient(name) => make_new(name),
        Choice::Currency(currency) => currency.code().to_owned(),
        Choice::Line { quantity, price, .. } => {
            let (quantity, price) = (quantity.value(), price.value());
            if quantity == rust_decimal::Decimal::ONE {
                return locale.number(price);
            }
            let product = quantity.checked_mul(price).map(|product| format!(" = {}", locale.number(product.normalize())));
            format!("{} × {}{}", locale.number(quantity), locale.number(price), product.unwrap_or_default())
        }
        Choice::AsListed => "Leave it out: the lines as they are listed".to_owned(),
        Choice::Terms(domain::content::Terms::On(day)) => locale.long_day(*day),
        Choice::Terms(terms) => document::terms(*terms, locale),
        Choice::Day(day) => locale.long_day(*day),
        Choice::TaxRate(rate) => document::percent(*rate, locale),
        Choice::BeforeTax => "Before tax".to_owned(),
        Choice::AfterTax => "Off the total with tax".to_owned(),
        Choice::OfTotal => "Of the total with tax".to_owned(),
        Choice::OfNet => "Of the net sum".to_owned(),
        Choice::AllLines => "Yes, like the lines".to_owned(),
        Choice::GoodsOnly => "No, only the lines".to_owned(),
    }
}

pub fn missing(missing: Missing, item: Option<&Item>) -> Option<String> {
    let what = item.map(|item| item.description.as_str()).filter(|what| !what.is_empty());
    Some(match missing {
        Missing::Client | Missing::Currency | Missing::Description { .. } => return None,
        Missing::Items => "Say what it is for and how much it costs.".to_owned(),
        Missing::Price { .. } => what.map_or_else(|| "Say how much it costs.".to_owned(), |what| format!("Say what “{what}” costs.")),
        Missing::Quantity { .. } => what.map_or_else(|| "Say how many.".to_owned(), |what| format!("Say how many of “{what}”.")),
    })
}

pub fn method(method: Method) -> &'static str {
    match method {
        Method::Cash => "cash",
        Method::Card => "card",
        Method::BankTransfer => "bank transfer",
        Method::Cheque => "cheque",
        Method::DirectDebit => "direct debit",
        Method::PayPal => "PayPal",
        Method::Stripe => "Stripe",
        Method::Venmo => "Venmo",
        Method::Zelle => "Zelle",
    }
}

/// "1,200.00 by card, 3 Nov 2026".
pub fn paid(paid: &Paid, locale: &Locale) -> String {
    let amount = paid.amount.map_or_else(|| "in full".to_owned(), |amount| locale.number(amount));
    let by = paid.method.map(|one| format!(" by {}", method(one))).unwrap_or_default();
    let on = paid.on.map(|on| format!(", {}", locale.day(on))).unwrap_or_default();
    format!("{amount}{by}{on}")
}

/// What the line of a payment or a credit says.
pub fn about(kind: Kind, number: &str) -> String {
    if kind == Kind::CreditNote { format!("Credit for {number}") } else { format!("Payment for {number}") }
}

/// What a receipt says of the payment it is for.
pub fn receipt_note(paid: Option<&Paid>, settles: &str, locale: &Locale) -> String {
    let received = paid.map(|paid| {
        let by = paid.method.map(|one| format!(" by {}", method(one))).unwrap_or_default();
        let on = paid.on.map(|on| format!(" on {}", locale.long_day(on))).unwrap_or_default();
        format!("Received{by}{on}.")
    });
    let for_what = (!settles.is_empty()).then(|| format!("For {settles}."));
    [received, for_what].into_iter().flatten().filter(|part| part != "Received.").collect::<Vec<_>>().join(" ")
}

pub fn due(day: Day, locale: &Locale) -> String {
    locale.day(day)
}
pub fn period(period: Period, locale: &Locale) -> String {
    if period.from() == period.to() { locale.day(period.from()) } else { format!("{} to {}", locale.day(period.from()), locale.day(period.to())) }
}
pub fn kind(kind: Kind) -> &'static str {
    document::kind(kind)
}
