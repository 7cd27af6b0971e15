//! A client and a practice to which everything happened once.

use domain::fact::ItemFact;
use domain::invoice::Difference;
use domain::item::{ActKind, ItemField, ItemKind};
use domain::{ActId, AmendmentId, ContactId, InvoiceId, IssueId, ItemId, MoveId, NoteId, PaymentId, RemovalId, VoidId};

use super::*;

/// As the frozen documents have it: no bank file named it.
pub(super) fn plain_payment(amount: &str) -> Payment {
    Payment { booking: String::new(), ..payment(amount) }
}

/// Every kind of fact, so that each is in force at the end or was taken back. In the order of the enum.
pub(super) fn client_facts() -> Vec<ClientFact> {
    let mut facts = first_facts();
    facts.extend(later_facts());
    facts
}

/// What can be said since the document of this schema was frozen: keys that may be absent, words that were added.
fn later_facts() -> Vec<ClientFact> {
    let on = day("2026-11-19");
    let say = |number: u8, kind, direction| {
        let text = format!("Said\n{number}");
        ClientFact::NoteWritten { id: NoteId(id(number)), kind, direction, happened: on, text, batch: None }
    };
    let mut facts = vec![say(34, NoteKind::Chat, Some(Direction::In)), say(35, NoteKind::Email, Some(Direction::Out))];
    facts.extend(item_facts_of_today().into_iter().map(ClientFact::Item));
    facts
        .extend(Field::ALL[FIELDS_THEN..].iter().map(|field| ClientFact::FieldSet { field: *field, to: format!("Übung {}", field.key()) }));
    facts.push(ClientFact::ContactSet { contact: ContactId(id(10)), field: ContactField::Birthday, to: "x birthday".to_owned() });
    facts.extend(paying_facts());
    facts
}

/// What the entries among these read as, each recorded when `at` says.
pub(super) fn paying_entries(at: &dyn Fn(&ClientFact) -> Stamp) -> Vec<(PaymentId, Payment)> {
    let facts = paying_facts();
    let apart = facts.iter().find(|fact| matches!(fact, ClientFact::PaymentApart { .. })).map(at);
    let read = |fact: &ClientFact| {
        let ClientFact::Paid { id: entry, payment, .. } = fact else { return None };
        let apart = apart.filter(|_| *entry == PaymentId(id(62)));
        Some((*entry, Payment { recorded: at(fact), apart, ..payment.clone() }))
    };
    facts.iter().filter_map(read).collect()
}

/// What money and credit can say of a document since.
fn paying_facts() -> Vec<ClientFact> {
    let (invoice, other, on) = (InvoiceId(id(43)), InvoiceId(id(42)), day("2026-11-21"));
    let entry = |number: u8, kind, amount: &str| {
        let amount = payment(amount).amount;
        let payment = Payment { batch: Some(batch(3)), ..Payment::of(kind, amount, on, "Übung".to_owned()) };
        ClientFact::Paid { invoice, id: PaymentId(id(number)), payment }
    };
    let mut short = payment("12");
    short.short = Some((Difference::Fee, payment("1.5").amount));
    short.came = Money::exact(Decimal::from(13), Currency::USD).ok();
    vec![
        drafted(43, content()),
        ClientFact::Issued { invoice, id: IssueId(id(52)), document: Box::new(issued(content(), "INV-2026-003")) },
        ClientFact::Paid { invoice, id: PaymentId(id(62)), payment: short },
        entry(63, PaymentKind::Refund, "2"),
        entry(64, PaymentKind::CreditFrom(other), "3"),
        entry(65, PaymentKind::CreditTo(other), "4"),
        entry(66, PaymentKind::CreditNote(other), "5"),
        ClientFact::PaymentApart { invoice, id: PaymentId(id(62)), gone: true },
        ClientFact::DraftedFrom { invoice, from: other, payment: Some(PaymentId(id(60))) },
        ClientFact::DocumentNoted { invoice, text: "Only for us ✓".to_owned() },
        ClientFact::DraftBegun { invoice: InvoiceId(id(45)) },
        ClientFact::ItemBegun { item: ItemId(id(46)) },
        ClientFact::MoveBegun { id: MoveId(id(47)) },
    ]
}

/// How many fields there were when the document of this schema was frozen.
const FIELDS_THEN: usize = 19;

/// What could be said when the document of this schema was frozen.
pub(super) fn first_facts() -> Vec<ClientFact> {
    let mut facts = vec![ClientFact::Opened { origin: Origin::Imported(batch(3)) }];
    facts
        .extend(Field::ALL[..FIELDS_THEN].iter().map(|field| ClientFact::FieldSet { field: *field, to: format!("Übung {}", field.key()) }));
    let contact = ContactId(id(10));
    facts.extend(ContactField::ALL[..9].iter().map(|field| ClientFact::ContactSet {
        contact,
        field: *field,
        to: format!("x {}", field.key()),
    }));
    let gone_contact = ContactId(id(11));
    let invoice = InvoiceId(id(40));
    facts.extend([
        ClientFact::ContactSet { contact: gone_contact, field: ContactField::Name, to: "Gone".to_owned() },
        ClientFact::ContactRemoved { contact: gone_contact, gone: true },
        ClientFact::ContactRemoved { contact, gone: true },
        ClientFact::ContactRemoved { contact, gone: false },
        ClientFact::Moved { id: MoveId(id(20)), to: Stage::Delivery, on: day("2026-11-20"), why: "Signed".to_owned() },
        ClientFact::Moved { id: MoveId(id(21)), to: Stage::Offboarding, on: day("2026-11-21"), why: String::new() },
        ClientFact::MoveWithdrawn { id: MoveId(id(21)), gone: true },
        note(30, NoteKind::Decision, Some(batch(3))),
        note(31, NoteKind::Call, None),
        ClientFact::NoteAmended { note: NoteId(id(30)), id: AmendmentId(id(32)), text: "Amended 🙂".to_owned() },
        ClientFact::NoteAmended { note: NoteId(id(30)), id: AmendmentId(id(33)), text: "Amended again".to_owned() },
        ClientFact::NoteRemoved { note: NoteId(id(31)), gone: true },
        ClientFact::Drafted { invoice, origin: Origin::Sample(batch(4)), content: content() },
        drafted(41, Content::blank(Kind::Quote, Currency::JPY)),
        drafted(42, content()),
        ClientFact::InvoiceRemoved { invoice: InvoiceId(id(41)), gone: true },
        ClientFact::Issued { invoice, id: IssueId(id(50)), document: Box::new(issued(content(), "INV-2026-001")) },
        ClientFact::Issued { invoice: InvoiceId(id(42)), id: IssueId(id(51)), document: Box::new(issued(content(), "INV-2026-002")) },
        ClientFact::Paid { invoice, id: PaymentId(id(60)), payment: plain_payment("100") },
        ClientFact::Paid { invoice, id: PaymentId(id(61)), payment: plain_payment("0.10") },
        ClientFact::PaymentWithdrawn { invoice, id: PaymentId(id(61)), gone: true },
        ClientFact::Voided { invoice: InvoiceId(id(42)), id: VoidId(id(70)), on: day("2026-11-22"), reason: "Twice".to_owned() },
        ClientFact::Removed { id: RemovalId(id(80)), gone: true },
        ClientFact::Removed { id: RemovalId(id(81)), gone: false },
    ]);
    facts.extend(item_facts().into_iter().map(ClientFact::Item));
    facts
}

/// Every kind of fact of items, with what items knew when schema 2 was frozen.
fn item_facts() -> Vec<ItemFact> {
    use ActKind as A;
    use ItemField as F;
    use ItemKind as K;
    let kinds = [K::Engagement, K::Promise, K::Deliverable, K::Request, K::Work, K::Step, K::Context];
    let fields = [
        F::Title,
        F::Detail,
        F::NotIncluded,
        F::Side,
        F::Owner,
        F::Due,
        F::Start,
        F::End,
        F::Signed,
        F::Day,
        F::Price,
        F::Currency,
        F::Rate,
        F::Billing,
        F::Hours,
        F::Rounds,
        F::Response,
        F::Minutes,
        F::Running,
        F::Billable,
        F::Engagement,
        F::List,
        F::Place,
    ];
    let acts = [
        A::Kept,
        A::Broken,
        A::Renegotiated,
        A::Delivered,
        A::SentBack,
        A::Approved,
        A::Rescheduled,
        A::Done,
        A::Waived,
        A::Accepted,
        A::Declined,
        A::Billed,
        A::Moved,
        A::Closed,
        A::Reopened,
    ];
    let mut facts: Vec<_> = kinds.into_iter().zip(90..).map(|(kind, number)| made(number, kind)).collect();
    facts.push(ItemFact::Made { item: ItemId(id(100)), kind: ItemKind::Step, batch: Some(batch(3)) });
    facts.push(ItemFact::Removed { item: ItemId(id(100)), gone: true });
    facts.extend(said(90, &fields, &acts, 110));
    facts.push(ItemFact::ActWithdrawn { item: ItemId(id(90)), id: ActId(id(110)), gone: true });
    facts
}

/// Every kind, field and act that there is now.
fn item_facts_of_today() -> Vec<ItemFact> {
    let mut facts: Vec<_> = ItemKind::ALL.iter().zip(130..).map(|(kind, number)| made(number, *kind)).collect();
    facts.extend(said(130, ItemField::ALL, ActKind::ALL, 150));
    facts
}

fn made(number: u8, kind: ItemKind) -> ItemFact {
    ItemFact::Made { item: ItemId(id(number)), kind, batch: None }
}

fn said(item: u8, fields: &[ItemField], acts: &[ActKind], first: u8) -> Vec<ItemFact> {
    let item = ItemId(id(item));
    let set = fields.iter().map(|field| ItemFact::Set { item, field: *field, to: format!("ß {}", field.key()) });
    let acted = acts.iter().zip(first..).map(|(act, number)| ItemFact::Acted {
        item,
        id: ActId(id(number)),
        act: *act,
        on: day("2026-11-21"),
        why: format!("Because {}", act.key()),
        value: "2026-12-01".to_owned(),
    });
    set.chain(acted).collect()
}

/// Kinds of facts that came after the document was frozen.
pub(super) fn later_client_facts() -> Vec<ClientFact> {
    vec![ClientFact::FieldBrought { field: Field::City, to: "Turin".to_owned(), batch: batch(5) }]
}

fn note(number: u8, kind: NoteKind, batch: Option<BatchId>) -> ClientFact {
    ClientFact::NoteWritten {
        id: NoteId(id(number)),
        kind,
        direction: None,
        happened: day("2026-11-19"),
        text: format!("Said\n{number}"),
        batch,
    }
}

/// Every kind of fact of a practice.
pub(super) fn practice_facts() -> Vec<PracticeFact> {
    let mut facts: Vec<_> =
        PracticeField::ALL.iter().map(|field| PracticeFact::FieldSet { field: *field, to: format!("p {}", field.key()) }).collect();
    facts.extend([
        PracticeFact::NumberTaken { issue: IssueId(id(1)), taken: taken("INV-1", Some(batch(3))) },
        PracticeFact::NumberTaken { issue: IssueId(id(2)), taken: taken("INV-2", None) },
        PracticeFact::NumberReleased { issue: IssueId(id(1)), gone: true },
        PracticeFact::NumberReleased { issue: IssueId(id(2)), gone: true },
        PracticeFact::NumberReleased { issue: IssueId(id(2)), gone: false },
        PracticeFact::BatchBegun { id: batch(3), batch: begun("clients.csv", false, vec![ClientId(id(9)), ClientId(id(8))]) },
        PracticeFact::BatchBegun { id: batch(4), batch: begun("", true, Vec::new()) },
        PracticeFact::BatchUndone { id: batch(4), gone: true },
        PracticeFact::BatchGrown { id: batch(3), clients: [ClientId(id(7)), ClientId(id(8))].into() },
        PracticeFact::Item(ItemFact::Made { item: ItemId(id(50)), kind: ItemKind::StageNote, batch: None }),
        PracticeFact::Item(ItemFact::Set { item: ItemId(id(50)), field: ItemField::Stage, to: "delivery".to_owned() }),
    ]);
    facts
}

pub(super) fn taken(number: &str, batch: Option<BatchId>) -> Taken {
    Taken { batch, ..Taken::of(number.to_owned(), Kind::Receipt, CLIENT, InvoiceId(id(40))) }
}

pub(super) fn begun(source: &str, sample: bool, clients: Vec<ClientId>) -> Batch {
    Batch { source: source.to_owned(), sample, begun: Stamp::UNWRITTEN, clients: clients.into_iter().collect(), undone: None }
}
