//! Documents to be set: invented people, figures that are hard on a layout.

use domain::content::{Content, Kind, Line, Part, Percent, Quantity, Terms, UnitPrice};
use domain::invoice::Party;
use domain::language::Language;
use domain::money::Currency;
use domain::time::Day;
use domain::{Id, LineId};
use sheet::{Look, Sheet};

pub fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

pub fn line(at: u8, what: &str, quantity: &str, unit: &str, price: &str, tax: Option<&str>) -> Line {
    Line {
        description: what.to_owned(),
        quantity: Quantity::new(quantity.parse().expect(quantity)).expect(quantity),
        unit: unit.to_owned(),
        price: UnitPrice::new(price.parse().expect(price)).expect(price),
        tax: tax.map(|tax| Percent::new(tax.parse().expect(tax)).expect(tax)),
        ..Line::blank(LineId(Id::from_bytes([at; 16])))
    }
}

pub fn sender() -> Party {
    Party {
        name: "Hanna Lindqvist Design".to_owned(),
        person: "Hanna Lindqvist".to_owned(),
        email: "hanna@lindqvist.example".to_owned(),
        phone: "+46 70 555 01 23".to_owned(),
        street: "Bergsgatan 12".to_owned(),
        city: "Malmö".to_owned(),
        postal_code: "214 22".to_owned(),
        country: "Sweden".to_owned(),
        tax_id: "SE556677889901".to_owned(),
        ..Party::default()
    }
}

pub fn recipient() -> Party {
    Party {
        name: "Nordwind Logistik GmbH".to_owned(),
        person: "Jürgen Weiß".to_owned(),
        street: "Hafenstraße 7".to_owned(),
        city: "Hamburg".to_owned(),
        postal_code: "20457".to_owned(),
        country: "Germany".to_owned(),
        tax_id: "DE123456789".to_owned(),
        ..Party::default()
    }
}

pub fn content(kind: Kind, currency: Currency, lines: Vec<Line>) -> Content {
    let mut content = Content::blank(kind, currency);
    content.lines = lines;
    content.terms = Terms::Net(14);
    content.tax_name = "VAT".to_owned();
    content
}

pub fn sheet(content: Content) -> Sheet {
    let totals = content.totals().expect("totals");
    let dated = day("2026-11-22");
    let collects = content.kind.collects();
    Sheet {
        number: Some("INV-2026-014".to_owned()),
        void: None,
        sender: sender(),
        recipient: recipient(),
        pay_to: "Bank: Öresund Sparbank\nIBAN: SE35 5000 0000 0549 1000 0003\nBIC: ESSESESS".to_owned(),
        dated,
        due: collects.then(|| content.terms.due(dated)),
        open: collects.then_some(totals.total),
        totals,
        payments: Vec::new(),
        look: Look::default(),
        content,
    }
}

/// A usual invoice: hours, a rate, a discount, a deposit, a note.
pub fn usual(language: Language) -> Sheet {
    let lines = vec![
        line(1, "Brand identity, concept and three directions\nWorkshop in Hamburg, two rounds of changes", "1", "", "3200", Some("19")),
        line(2, "Illustrations for the annual report", "12", "piece", "145.50", Some("19")),
        line(3, "Printed samples, postage included", "1", "", "86.40", Some("7")),
        line(4, "Consulting", "7.5", "hour", "95", Some("19")),
    ];
    let mut content = content(Kind::Invoice, Currency::EUR, lines);
    content.discount = Some(Part::Percent(Percent::new(5.into()).expect("five")));
    content.reference = "PO 4711/26".to_owned();
    content.note = "Thank you for the good work together.\nThe files are on the usual drive until the end of January.".to_owned();
    content.language = Some(language);
    sheet(content)
}

pub fn long(count: u8) -> Sheet {
    let words = "Maintenance of the booking system, error search and a report of what was found; includes travel";
    let lines = (1..=count).map(|at| line(at, &format!("{at}. {}", &words[..30 + usize::from(at) % 60]), "1.25", "hour", "88", Some("19")));
    sheet(content(Kind::Invoice, Currency::EUR, lines.collect()))
}

pub fn huge() -> Sheet {
    let lines = vec![
        line(1, "Everything", "1", "", "999999999999.99", Some("19")),
        line(2, "And more of it", "3", "month", "333333333333.33", None),
    ];
    sheet(content(Kind::Invoice, Currency::EUR, lines))
}

pub fn yen() -> Sheet {
    sheet(content(Kind::Quote, Currency::JPY, vec![line(1, "Translation", "4.5", "page", "3001", None)]))
}
