//! Documents as devices write them, each with its own actor, apart and together.

mod golden;
mod merging;
mod newer;
mod past;
mod proposal;
mod round;
mod sealed;
mod told;

use automerge::transaction::Transactable;
use automerge::{ActorId, ObjId, ObjType};
use domain::client::{Client, Direction, NoteKind, Origin};
use domain::content::{
    About, Adjustment, BaseQuantity, CashStep, Category, Content, Deducted, DeductedSum, Early, Exchange, ExchangeRate, Instalment, Kind,
    Line, Part, Percent, Period, Quantity, SecondTax, TaxGroup, TaxRounding, Terms, UnitPrice, Way, Withholding,
};
use domain::fact::{ClientFact, PracticeFact};
use domain::field::{ContactField, Field, PracticeField};
use domain::invoice::{Issued, Letterhead, Party, Payment, PaymentKind};
use domain::money::{Currency, Money};
use domain::practice::{Batch, Practice, Taken};
use domain::time::{Day, Moment};
use domain::{AuthorId, BatchId, ClientId, Id, LineId, Stage};
use rust_decimal::Decimal;

use super::*;

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

const CLIENT: ClientId = ClientId(Id::from_bytes([9; 16]));

fn batch(number: u8) -> BatchId {
    BatchId(id(number))
}

/// The `at`-th second of the twenty-second of November 2026, by the author 7.
fn stamp(at: i64) -> Stamp {
    Stamp { at: Moment(1_795_305_600_000 + at * 1_000), by: AuthorId(id(7)) }
}

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn dec(text: &str) -> Decimal {
    text.parse().expect(text)
}

fn percent(text: &str) -> Percent {
    Percent::new(dec(text)).expect(text)
}

fn eur(text: &str) -> Money {
    Money::exact(dec(text), Currency::EUR).expect(text)
}

fn device(number: u8) -> ActorId {
    ActorId::from([number; 16])
}

/// A client's document on a device, with nothing in it.
fn blank(number: u8) -> AutoCommit {
    genesis_client().with_actor(device(number))
}

fn fork(doc: &mut AutoCommit, number: u8) -> AutoCommit {
    doc.fork().with_actor(device(number))
}

fn write_all(doc: &mut AutoCommit, facts: &[ClientFact]) {
    for (fact, at) in facts.iter().zip(1..) {
        write_client(doc, fact, stamp(at)).expect("fact");
    }
    commit(doc, stamp(0), "Test");
}

fn write(doc: &mut AutoCommit, fact: ClientFact) {
    write_all(doc, &[fact]);
}

/// What the document says after it went to disk and back, without troubles.
fn read(doc: &mut AutoCommit) -> Client {
    let (client, troubles) = read_troubled(doc);
    assert_eq!(troubles, []);
    client
}

fn read_troubled(doc: &mut AutoCommit) -> (Client, Vec<Trouble>) {
    let loaded = AutoCommit::load(&doc.save()).expect("a saved document loads");
    let read = read_client(CLIENT, &loaded);
    assert_eq!(read, read_client(CLIENT, doc), "on disk as in memory");
    read
}

fn line(number: u8, description: &str, quantity: &str, price: &str, tax: Option<&str>) -> Line {
    Line {
        description: description.to_owned(),
        quantity: Quantity::new(dec(quantity)).expect(quantity),
        unit: if number.is_multiple_of(2) { "hour".to_owned() } else { String::new() },
        price: UnitPrice::new(dec(price)).expect(price),
        tax: tax.map(percent),
        ..Line::blank(LineId(id(number)))
    }
}

/// Every register filled.
fn content() -> Content {
    Content {
        dated: Some(day("2026-11-20")),
        terms: Terms::NetThenEndOfMonth(30),
        valid_until: Some(day("2026-12-31")),
        lines: vec![line(1, "Brand audit", "1", "1200", Some("19")), line(2, "Workshops", "2.5", "180.255", None)],
        discount: Some(Part::Percent(percent("5"))),
        prices_include_tax: true,
        tax_rounding: TaxRounding::PerLine,
        tax_name: "VAT".to_owned(),
        deposit: Some(Part::Fixed(dec("250.50"))),
        reference: "PO 77".to_owned(),
        note: "Thank you.\nSee you soon.".to_owned(),
        ..Content::blank(Kind::Invoice, Currency::EUR)
    }
}

/// And everything else that a document can say.
fn fuller() -> Content {
    let group = TaxGroup::of(Category::Standard, Some(percent("19")));
    let adjustment = |way, part, tax| Adjustment { way, part, reason: "Agreed \"so\"".to_owned(), tax };
    let period = Period::new(day("2026-11-01"), day("2026-11-30"));
    let mut lines = content().lines;
    lines[0].base = BaseQuantity::new(dec("1000")).expect("base");
    lines[0].adjustments = vec![adjustment(Way::Allowance, Part::Percent(percent("10")), None)];
    lines[1].category = Category::Exempt;
    lines[1].period = period;
    Content {
        kind: Kind::Deposit,
        lines,
        adjustments: vec![
            adjustment(Way::Charge, Part::Fixed(dec("4.90")), group),
            adjustment(Way::Allowance, Part::Percent(percent("2.5")), None),
        ],
        exemptions: [(Category::Exempt, "Teaching".to_owned())].into(),
        second_tax: Some(SecondTax { name: "QST".to_owned(), percent: percent("9.975") }),
        withholding: Some(Withholding { name: "IRPF".to_owned(), percent: percent("15") }),
        cash: CashStep::new(dec("0.05")).ok(),
        exchange: Some(Exchange {
            to: Currency::CHF,
            rate: ExchangeRate::new(dec("0.9312")).expect("rate"),
            day: day("2026-11-19"),
            source: "ECB".to_owned(),
        }),
        deducts: vec![Deducted {
            invoice: InvoiceId(id(44)),
            number: "D-1".to_owned(),
            dated: day("2026-10-01"),
            sums: vec![
                DeductedSum { tax: group, base: eur("100"), due: eur("19") },
                DeductedSum { tax: None, base: eur("5"), due: eur("0") },
            ],
            total: eur("124"),
            withheld: eur("0"),
        }],
        about: Some(About { invoice: InvoiceId(id(45)), number: "INV-0".to_owned(), dated: day("2026-09-01") }),
        instalments: vec![
            Instalment { part: Part::Percent(percent("50")), due: Terms::OnReceipt },
            Instalment { part: Part::Fixed(dec("20")), due: Terms::Net(30) },
        ],
        early: Some(Early { percent: percent("2"), days: 10 }),
        buyer_reference: "04011000-12345-03".to_owned(),
        period,
        note_above: "As agreed,\nin two parts.".to_owned(),
        ..content()
    }
}

fn head(number: &str) -> Letterhead {
    let sender = Party { name: "Studio".to_owned(), tax_id: "DE1".to_owned(), ..Party::default() };
    let recipient = Party { name: "Acme \"Ltd\"".to_owned(), street: "Long Street 1".to_owned(), ..Party::default() };
    Letterhead { number: number.to_owned(), sender, recipient, pay_to: "IBAN …".to_owned(), accent: None, logo: None }
}

fn issued(content: Content, number: &str) -> Issued {
    Issued::kept(content, head(number), day("2026-11-20"), Some(day("2026-12-31"))).expect("issued")
}

fn payment(amount: &str) -> Payment {
    Payment {
        kind: PaymentKind::Received,
        short: None,
        came: None,
        apart: None,
        amount: eur(amount),
        on: day("2026-11-21"),
        method: "Bank transfer".to_owned(),
        recorded: Stamp::UNWRITTEN,
        batch: Some(batch(3)),
        booking: "0123abcd".to_owned(),
        withdrawn: None,
    }
}

fn drafted(number: u8, content: Content) -> ClientFact {
    ClientFact::Drafted { invoice: InvoiceId(id(number)), origin: Origin::Typed, content }
}

/// The map at a path, as `notes/3031…`.
fn at(doc: &AutoCommit, path: &str) -> ObjId {
    path.split('/').filter(|key| !key.is_empty()).fold(automerge::ROOT, |obj, key| doc.get(obj, key).expect(path).expect(path).1)
}

fn text_at(doc: &AutoCommit, path: &str, key: &str) -> Option<String> {
    doc.get(at(doc, path), key).expect(path).map(|(value, _)| value.as_str().unwrap_or("?").to_owned())
}

/// Every map of the document, in the order of their paths.
fn maps(doc: &AutoCommit) -> Vec<ObjId> {
    let (mut all, mut next) = (Vec::new(), vec![automerge::ROOT]);
    while let Some(obj) = next.pop() {
        next.extend(doc.map_range(&obj, ..).filter(|item| item.value == automerge::ValueRef::Object(ObjType::Map)).map(|item| item.id()));
        all.push(obj);
    }
    all
}
