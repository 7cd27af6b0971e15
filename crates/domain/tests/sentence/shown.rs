//! A reading in one line, for tests.

use domain::content::{Part, Percent, Terms};
use domain::sentence::{Choice, Known, Missing, Reading, Topic, What, Who};
use domain::{ClientId, Fresh, Id};

/// Ids that count up.
pub struct Counting(pub u8);

impl Fresh for Counting {
    fn bytes(&mut self) -> [u8; 16] {
        self.0 = self.0.wrapping_add(1);
        [self.0; 16]
    }
}

pub fn known(names: &[&str]) -> Vec<Known> {
    names
        .iter()
        .enumerate()
        .map(|(at, name)| Known {
            id: ClientId(Id::from_bytes((at as u128).to_be_bytes())),
            name: (*name).to_owned(),
            aliases: Vec::new(),
            currency: None,
            terms: None,
            tax: None,
        })
        .collect()
}

fn percent(percent: Percent) -> String {
    format!("{}%", percent.value())
}

fn part(part: Part) -> String {
    match part {
        Part::Percent(share) => percent(share),
        Part::Fixed(amount) => amount.normalize().to_string(),
    }
}

pub fn choice(choice: &Choice, clients: &[Known]) -> String {
    let name = |id: &ClientId| clients.iter().find(|known| known.id == *id).map_or("?".to_owned(), |known| known.name.clone());
    match choice {
        Choice::Kind(kind) => kind.key().to_owned(),
        Choice::Client(id) => name(id),
        Choice::NewClient(name) => format!("new {name}"),
        Choice::Currency(currency) => currency.to_string(),
        Choice::Line { quantity, price, .. } => format!("{}×{}", quantity.value(), price.value()),
        Choice::AsListed => "as listed".to_owned(),
        Choice::Terms(terms) => terms.key(),
        Choice::Day(day) => day.to_string(),
        Choice::TaxRate(rate) => percent(*rate),
        Choice::BeforeTax => "before tax".to_owned(),
        Choice::AfterTax => "after tax".to_owned(),
        Choice::OfTotal => "of total".to_owned(),
        Choice::OfNet => "of net".to_owned(),
        Choice::AllLines => "all lines".to_owned(),
        Choice::GoodsOnly => "goods only".to_owned(),
    }
}

pub fn topic(topic: Topic) -> String {
    match topic {
        Topic::Kind => "kind".to_owned(),
        Topic::Client => "client".to_owned(),
        Topic::Currency => "currency".to_owned(),
        Topic::Price { item } => format!("items[{item}].unit_price"),
        Topic::Quantity { item } => format!("items[{item}].qty"),
        Topic::Basis { .. } => "price_basis".to_owned(),
        Topic::Total => "total".to_owned(),
        Topic::Due => "due_date".to_owned(),
        Topic::Issued => "issue_date".to_owned(),
        Topic::ValidUntil => "valid_until".to_owned(),
        Topic::TaxRate => "tax.rate".to_owned(),
        Topic::DiscountOrder => "discount.applies".to_owned(),
        Topic::DepositBase => "deposit.base".to_owned(),
        Topic::Paid => "paid".to_owned(),
        Topic::Rhythm => "recurrence.freq".to_owned(),
        Topic::Until => "recurrence.until".to_owned(),
        Topic::TaxScope => "tax.scope".to_owned(),
    }
}

pub fn missing(missing: &Missing) -> String {
    match missing {
        Missing::Client => "client".to_owned(),
        Missing::Items => "items".to_owned(),
        Missing::Description { item } => format!("items[{item}].description"),
        Missing::Price { item } => format!("items[{item}].unit_price"),
        Missing::Quantity { item } => format!("items[{item}].qty"),
        Missing::Currency => "currency".to_owned(),
    }
}

/// Kind, client, currency, items, discount, tax, due, deposit, paid, references, what is kept for later, what is missing, what it asks.
pub fn shown(text: &str, reading: &Reading, clients: &[Known]) -> String {
    let name = |id: &ClientId| clients.iter().find(|known| known.id == *id).map_or("?", |known| known.name.as_str());
    let mut out = vec![reading.kind.key().to_owned()];
    out.push(match &reading.client {
        Who::Known(id) => name(id).to_owned(),
        Who::Several(ids) => ids.iter().map(name).collect::<Vec<_>>().join("|") + "?",
        Who::New(new) => format!("new {new}"),
        Who::Missing => "nobody".to_owned(),
    });
    out.push(reading.currency.map_or("no currency".to_owned(), |currency| currency.to_string()));
    for item in &reading.items {
        let price = item.price.map_or("?".to_owned(), |price| price.value().to_string());
        let unit = if item.unit.is_empty() { String::new() } else { format!(" {}", item.unit) };
        let off = item.discount.map_or(String::new(), |off| format!(" -{}", part(off)));
        out.push(format!("{}{unit} × {price} {:?}{off}", item.quantity.value(), item.description));
    }
    out.extend(reading.charges.iter().map(|charge| format!("plus {} {:?}", charge.amount.normalize(), charge.description)));
    out.extend(reading.discount.map(|off| format!("less {}{}", part(off), if reading.after_tax { " after tax" } else { "" })));
    if reading.tax.said || reading.tax.rate.is_some() {
        let rate = reading.tax.rate.map_or("none".to_owned(), percent);
        out.push(format!("{} {rate}{}", reading.tax.name, if reading.tax.included { " incl" } else { "" }));
    }
    out.extend(reading.issued.map(|day| format!("dated {day}")));
    out.extend(reading.terms.map(|terms| match (terms, reading.due()) {
        (Terms::On(day), _) => format!("due {day}"),
        (terms, Some(day)) => format!("{} → {day}", terms.key()),
        (terms, None) => terms.key(),
    }));
    out.extend(reading.valid_until.map(|day| format!("valid {day}")));
    out.extend(reading.period.map(|period| format!("for {}", period.key())));
    out.extend(reading.deposit.map(|deposit| format!("deposit {}", part(deposit))));
    out.extend(reading.paid.map(|paid| {
        let amount = paid.amount.map_or("all".to_owned(), |amount| amount.normalize().to_string());
        let method = paid.method.map_or(String::new(), |method| format!(" {method:?}"));
        let on = paid.on.map_or(String::new(), |on| format!(" {on}"));
        format!("paid {amount}{method}{on}")
    }));
    out.extend(reading.recurrence.map(|again| {
        let day = again.day.map_or(String::new(), |day| format!(" on {day}"));
        let until = again.until.map_or(String::new(), |until| format!(" until {until}"));
        let count = again.count.map_or(String::new(), |count| format!(" {count} times"));
        format!("every {} {:?} from {}{day}{until}{count}", again.interval, again.rhythm, again.start)
    }));
    out.extend(reading.early.map(|early| format!("early {} in {} days", percent(early.percent), early.days)));
    out.extend(reading.withheld.as_ref().map(|withheld| format!("withheld {} {:?}", percent(withheld.percent), withheld.name)));
    let mut named = |label: &str, text: &str| {
        if !text.is_empty() {
            out.push(format!("{label} {text}"));
        }
    };
    named("rest", &reading.event);
    named("ref", &reading.reference);
    named("settles", &reading.settles);
    named("note", &reading.note);
    for chip in &reading.chips {
        match &chip.what {
            What::Later(later) => out.push(format!("later {later:?} {:?}", &text[chip.span.clone()])),
            What::Unread(why) => out.push(format!("unread {why:?} {:?}", &text[chip.span.clone()])),
            _ => {}
        }
    }
    if !reading.missing.is_empty() {
        out.push(format!("missing {}", reading.missing.iter().map(missing).collect::<Vec<_>>().join(", ")));
    }
    for question in reading.questions.iter().filter(|question| question.ask) {
        let chosen = question.chosen.as_ref().map_or("?".to_owned(), |chosen| choice(chosen, clients));
        let others = question.alternatives.iter().map(|other| choice(other, clients)).collect::<Vec<_>>().join(" | ");
        out.push(format!("asks {}: {chosen} or {others}", topic(question.topic)));
    }
    out.join(" · ")
}

/// The promise that holds for every text: chips in order, on character boundaries, covering every character that is no space once.
pub fn assert_covered(text: &str, reading: &Reading) {
    let mut end = 0;
    for chip in &reading.chips {
        let span = &chip.span;
        assert!(span.start >= end && span.start < span.end && span.end <= text.len(), "{span:?} after {end} in {text:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} in {text:?}");
        assert!(text[end..span.start].chars().all(char::is_whitespace), "{:?} is lost from {text:?}", &text[end..span.start]);
        end = span.end;
    }
    assert!(text[end..].chars().all(char::is_whitespace), "{:?} is lost from {text:?}", &text[end..]);
}
