//! A practice to try: a brand consultant and her eight clients, told as days before and after today. All of it is invented.

mod difficult;
mod lifecycle;
mod owed;
mod proposal;
mod scope;

use rust_decimal::Decimal;

use crate::client::{Direction, NoteKind, Origin, Stamp};
use crate::content::{Content, Kind, Line, Part, Percent, Quantity, Terms, UnitPrice};
use crate::fact::{ClientFact, Fact, ItemFact, PracticeFact};
use crate::field::{ContactField, Field};
use crate::invoice::{Issued, Letterhead, Party, Payment};
use crate::item::{ActKind, ItemField, ItemKind};
use crate::money::{Currency, Money};
use crate::practice::{Batch, Taken};
use crate::time::Day;
use crate::{ActId, BatchId, ClientId, ContactId, Fresh, InvoiceId, IssueId, ItemId, LineId, MoveId, NoteId, PaymentId, Stage, VoidId};

struct Teller<'a> {
    batch: BatchId,
    today: Day,
    fresh: &'a mut dyn Fresh,
    facts: Vec<Fact>,
    clients: Vec<ClientId>,
    numbers: u32,
}

/// One line of work: what, quantity, unit, price in whole units of the currency.
type Work = (&'static str, i64, &'static str, i64);

enum Fate {
    Draft,
    Open,
    /// Paid so many days ago, in whole units of the currency.
    Paid(i64, i64),
    Void(&'static str),
}

struct Paper {
    kind: Kind,
    /// Days before today.
    dated: i64,
    net: u16,
    tax: Option<i64>,
    works: &'static [Work],
    deposit: Option<i64>,
    discount: Option<i64>,
    fate: Fate,
}

const PLAIN: Paper =
    Paper { kind: Kind::Invoice, dated: 0, net: 14, tax: None, works: &[], deposit: None, discount: None, fate: Fate::Draft };

impl Teller<'_> {
    fn tell(&mut self, fact: ClientFact) {
        if let Some(client) = self.clients.last() {
            self.facts.push(Fact::Client(*client, fact));
        }
    }

    fn ago(&self, days: i64) -> Day {
        self.today.plus_days(-days)
    }

    fn client(&mut self, fields: &[(Field, &str)], path: &[(Stage, i64)]) {
        self.clients.push(ClientId::fresh(self.fresh));
        self.tell(ClientFact::Opened { origin: Origin::Sample(self.batch) });
        for (field, to) in fields {
            self.tell(ClientFact::FieldSet { field: *field, to: (*to).to_owned() });
        }
        for (to, days) in path {
            let (id, on) = (MoveId::fresh(self.fresh), self.ago(*days));
            self.tell(ClientFact::Moved { id, to: *to, on, why: String::new() });
        }
    }

    fn next(&mut self, step: &str, in_days: i64) {
        let day = self.today.plus_days(in_days).to_string();
        self.tell(ClientFact::FieldSet { field: Field::NextStep, to: step.to_owned() });
        self.tell(ClientFact::FieldSet { field: Field::NextDay, to: day });
    }

    fn person(&mut self, fields: &[(ContactField, &str)]) {
        let contact = ContactId::fresh(self.fresh);
        for (field, to) in fields {
            self.tell(ClientFact::ContactSet { contact, field: *field, to: (*to).to_owned() });
        }
    }

    fn note(&mut self, days: i64, kind: NoteKind, text: &str) {
        self.talk(days, kind, None, text);
    }

    fn talk(&mut self, days: i64, kind: NoteKind, direction: Option<Direction>, text: &str) {
        let (id, happened, batch) = (NoteId::fresh(self.fresh), self.ago(days), Some(self.batch));
        self.tell(ClientFact::NoteWritten { id, kind, direction, happened, text: text.to_owned(), batch });
    }

    fn item(&mut self, kind: ItemKind, fields: &[(ItemField, &str)]) -> ItemId {
        let item = ItemId::fresh(self.fresh);
        self.tell(ClientFact::Item(ItemFact::Made { item, kind, batch: Some(self.batch) }));
        for (field, to) in fields {
            self.tell(ClientFact::Item(ItemFact::Set { item, field: *field, to: (*to).to_owned() }));
        }
        item
    }

    fn act(&mut self, item: ItemId, act: ActKind, days: i64, why: &str) {
        let (id, on) = (ActId::fresh(self.fresh), self.ago(days));
        self.tell(ClientFact::Item(ItemFact::Acted { item, id, act, on, why: why.to_owned(), value: String::new() }));
    }

    fn place(&mut self, item: ItemId, to: Stage, days: i64) {
        let (id, on) = (ActId::fresh(self.fresh), self.ago(days));
        let value = to.key().to_owned();
        self.tell(ClientFact::Item(ItemFact::Acted { item, id, act: ActKind::Moved, on, why: String::new(), value }));
    }

    fn paper(&mut self, currency: Currency, recipient: &str, paper: &Paper) {
        let invoice = InvoiceId::fresh(self.fresh);
        let dated = self.ago(paper.dated);
        let mut content = Content::blank(paper.kind, currency);
        content.dated = (!matches!(paper.fate, Fate::Draft)).then_some(dated);
        content.terms = Terms::Net(paper.net);
        content.valid_until = (paper.kind == Kind::Quote).then(|| dated.plus_days(30));
        content.tax_name = if paper.tax.is_some() { "VAT".to_owned() } else { String::new() };
        content.deposit = paper.deposit.and_then(|rate| Percent::new(Decimal::from(rate)).ok()).map(Part::Percent);
        content.discount = paper.discount.and_then(|rate| Percent::new(Decimal::from(rate)).ok()).map(Part::Percent);
        for (what, quantity, unit, price) in paper.works {
            let (Ok(quantity), Ok(price)) = (Quantity::new(Decimal::from(*quantity)), UnitPrice::new(Decimal::from(*price))) else {
                continue;
            };
            let tax = paper.tax.and_then(|rate| Percent::new(Decimal::from(rate)).ok());
            let id = LineId::fresh(self.fresh);
            content.lines.push(Line { description: (*what).to_owned(), quantity, unit: (*unit).to_owned(), price, tax, ..Line::blank(id) });
        }
        self.tell(ClientFact::Drafted { invoice, origin: Origin::Sample(self.batch), content: content.clone() });
        if matches!(paper.fate, Fate::Draft) {
            return;
        }
        self.numbers += 1;
        let number = format!("SAMPLE-{:03}", self.numbers);
        let sender = sender();
        let recipient = Party { name: recipient.to_owned(), ..Party::default() };
        let pay_to = "Bank transfer to Fieldnote Studio, quoting the invoice number".to_owned();
        let head = Letterhead { number: number.clone(), sender, recipient, pay_to, accent: None, logo: None };
        let due = paper.kind.collects().then(|| content.terms.due(dated));
        let (Some(client), Ok(document)) = (self.clients.last().copied(), Issued::kept(content, head, dated, due)) else { return };
        let id = IssueId::fresh(self.fresh);
        let taken = Taken { batch: Some(self.batch), ..Taken::of(number, paper.kind, client, invoice) };
        self.facts.push(Fact::Practice(PracticeFact::NumberTaken { issue: id, taken }));
        self.tell(ClientFact::Issued { invoice, id, document: Box::new(document) });
        match &paper.fate {
            Fate::Paid(days, amount) => {
                let Ok(amount) = Money::exact(Decimal::from(*amount), currency) else { return };
                let id = PaymentId::fresh(self.fresh);
                let method = "Bank transfer".to_owned();
                let payment = Payment { batch: Some(self.batch), ..Payment::received(amount, self.ago(*days), method) };
                self.tell(ClientFact::Paid { invoice, id, payment });
            }
            Fate::Void(reason) => {
                let (id, on) = (VoidId::fresh(self.fresh), self.ago(paper.dated));
                self.tell(ClientFact::Voided { invoice, id, on, reason: (*reason).to_owned() });
            }
            Fate::Draft | Fate::Open => {}
        }
    }
}

/// Whoever runs the sample practice.
fn sender() -> Party {
    Party {
        name: "Fieldnote Studio".to_owned(),
        person: "Mara Lindqvist".to_owned(),
        email: "mara@fieldnote.example".to_owned(),
        street: "Lindengasse 14".to_owned(),
        postal_code: "1070".to_owned(),
        city: "Vienna".to_owned(),
        country: "Austria".to_owned(),
        ..Party::default()
    }
}

/// The facts of the whole sample, its batch first.
pub(crate) fn facts(batch: BatchId, today: Day, fresh: &mut dyn Fresh) -> Vec<Fact> {
    let mut teller = Teller { batch, today, fresh, facts: Vec::new(), clients: Vec::new(), numbers: 0 };
    tell(&mut teller);
    let Teller { mut facts, clients, .. } = teller;
    let clients = clients.into_iter().collect();
    let begun = Batch { source: String::new(), sample: true, begun: Stamp::UNWRITTEN, clients, undone: None };
    facts.insert(0, Fact::Practice(PracticeFact::BatchBegun { id: batch, batch: begun }));
    facts
}

fn tell(t: &mut Teller<'_>) {
    use ContactField as C;
    use NoteKind::{Call, Decision, Email, Meeting, Note};
    use Stage::{Attraction, Communication, Delivery, Offboarding, Onboarding, Retention};
    let (eur, usd) = (Currency::EUR, Currency::USD);

    t.client(
        &[
            (Field::Name, "Juniper & Rye"),
            (Field::LegalName, "Juniper & Rye Bakery GmbH"),
            (Field::City, "Graz"),
            (Field::Country, "Austria"),
            (Field::Currency, "EUR"),
            (Field::Source, "Met at the food fair"),
        ],
        &[(Attraction, 9)],
    );
    t.person(&[
        (C::Name, "Tilda Brandt"),
        (C::Position, "Owner"),
        (C::Email, "tilda@juniper-rye.example"),
        (C::Prefers, "phone"),
        (C::Primary, "yes"),
        (C::Decides, "yes"),
    ]);
    t.note(9, Meeting, "Two shops and a third opening in spring. The name works; the packaging looks like everybody else's.");
    t.talk(5, Email, Some(Direction::Out), "Sent two case studies. Tilda wants to see prices before she brings her brother in.");
    t.next("Call about the quote", 2);
    proposal::packaging(t);
    t.paper(
        eur,
        "Juniper & Rye Bakery GmbH",
        &Paper {
            kind: Kind::Quote,
            dated: 4,
            tax: Some(20),
            works: &[("Packaging concept, three directions", 1, "", 3200), ("Print-ready artwork", 6, "label", 180)],
            fate: Fate::Open,
            ..PLAIN
        },
    );

    t.client(
        &[
            (Field::Name, "Tessel Coaching"),
            (Field::City, "Utrecht"),
            (Field::Currency, "EUR"),
            (Field::Source, "Sent by Halden Architects"),
        ],
        &[(Attraction, 20)],
    );
    t.person(&[(C::Name, "Ines de Wit"), (C::Email, "ines@tessel.example"), (C::Prefers, "email"), (C::Primary, "yes")]);
    t.talk(20, Email, Some(Direction::In), "Asked what a name and a one-page site would cost, and how soon.");
    t.next("Send the first answer: three weeks is too long", -3);
    proposal::name(t);

    t.client(
        &[
            (Field::Name, "Halden Architects"),
            (Field::Street, "Havnegata 3"),
            (Field::City, "Halden"),
            (Field::Country, "Norway"),
            (Field::Currency, "EUR"),
            (Field::Terms, "net 14"),
        ],
        &[(Attraction, 48), (Onboarding, 6)],
    );
    lifecycle::onboarding(t);
    t.person(&[
        (C::Name, "Sindre Moe"),
        (C::Position, "Partner"),
        (C::Email, "sindre@halden.example"),
        (C::Phone, "+47 69 00 00 01"),
        (C::Prefers, "meeting"),
        (C::Primary, "yes"),
        (C::Decides, "yes"),
    ]);
    t.person(&[(C::Name, "Accounts"), (C::Email, "invoices@halden.example"), (C::Bills, "yes")]);
    t.note(6, Decision, "Scope agreed: identity, signage rules and a 12-page guide. Photography is not included.");
    t.note(3, Call, "Logins and old logo files come by Thursday. Sindre is the only one who signs off.");
    t.next("Book the kickoff", 1);
    t.owed_to_halden();
    t.paper(
        eur,
        "Halden Architects",
        &Paper {
            dated: 5,
            works: &[("Brand identity, first half before work begins", 1, "", 4800)],
            deposit: Some(50),
            fate: Fate::Paid(1, 2400),
            ..PLAIN
        },
    );

    t.client(
        &[
            (Field::Name, "Northlight Yoga"),
            (Field::City, "Portland"),
            (Field::Region, "Oregon"),
            (Field::Country, "United States"),
            (Field::Currency, "USD"),
            (Field::Terms, "net 30"),
        ],
        &[(Attraction, 90), (Onboarding, 62), (Delivery, 41)],
    );
    t.person(&[
        (C::Name, "Priya Raman"),
        (C::Position, "Studio lead"),
        (C::Email, "priya@northlight.example"),
        (C::Prefers, "chat"),
        (C::Chat, "priya.northlight"),
        (C::Primary, "yes"),
        (C::Decides, "yes"),
    ]);
    t.note(41, Decision, "Website: five pages, two rounds of changes. A shop would be a separate project.");
    t.talk(12, Call, Some(Direction::In), "Asked for a class calendar \"while we are at it\". Promised an estimate, not the calendar.");
    t.note(2, Email, "Round one of the design is with Priya; feedback due Friday.");
    t.next("Collect feedback on round one", 3);
    t.owed_to_northlight();
    scope::website(t);
    t.paper(
        usd,
        "Northlight Yoga LLC",
        &Paper { dated: 38, net: 30, works: &[("Website design, first milestone", 1, "", 3500)], fate: Fate::Open, ..PLAIN },
    );
    t.paper(
        usd,
        "Northlight Yoga LLC",
        &Paper {
            works: &[("Website design, second milestone", 1, "", 3500), ("Class calendar, estimate accepted by Priya", 9, "hour", 110)],
            ..PLAIN
        },
    );

    t.client(
        &[
            (Field::Name, "Brunswick Tea Traders"),
            (Field::LegalName, "Brunswick Tea Traders Ltd"),
            (Field::City, "London"),
            (Field::Country, "United Kingdom"),
            (Field::Currency, "EUR"),
        ],
        &[(Attraction, 200), (Onboarding, 170), (Delivery, 150), (Communication, 12)],
    );
    t.person(&[
        (C::Name, "Olu Adeyemi"),
        (C::Position, "Marketing"),
        (C::Email, "olu@brunswick-tea.example"),
        (C::Prefers, "email"),
        (C::Primary, "yes"),
    ]);
    t.person(&[
        (C::Name, "Frances Hale"),
        (C::Position, "Director"),
        (C::Email, "frances@brunswick-tea.example"),
        (C::Decides, "yes"),
        (C::Bills, "yes"),
    ]);
    t.note(26, Email, "Labels for the spring teas approved by Frances.");
    t.note(12, Note, "Weekly update goes out on Fridays. Last Friday's did not.");
    scope::labels(t);
    proposal::tins(t);
    t.next("Write Friday's update", 0);
    t.owed_to_brunswick();
    t.paper(
        eur,
        "Brunswick Tea Traders Ltd",
        &Paper { dated: 60, works: &[("Label series, spring", 8, "label", 240)], discount: Some(10), fate: Fate::Paid(40, 1728), ..PLAIN },
    );
    t.paper(
        eur,
        "Brunswick Tea Traders Ltd",
        &Paper { dated: 24, works: &[("Label series, summer", 5, "label", 240)], fate: Fate::Paid(9, 600), ..PLAIN },
    );

    t.client(
        &[(Field::Name, "Café Übermut"), (Field::City, "Linz"), (Field::Country, "Austria"), (Field::Currency, "EUR")],
        &[(Attraction, 260), (Onboarding, 240), (Delivery, 221), (Communication, 180), (Retention, 34)],
    );
    t.person(&[
        (C::Name, "Jörg Aigner"),
        (C::Email, "joerg@uebermut.example"),
        (C::Phone, "+43 732 00 00 02"),
        (C::Prefers, "phone"),
        (C::Primary, "yes"),
        (C::Decides, "yes"),
    ]);
    t.note(34, Meeting, "Menus are in use since Monday. Jörg says people photograph them.");
    t.next("One-month check-in: did the new menu sell?", -2);
    proposal::terrace(t);
    t.paper(
        eur,
        "Café Übermut",
        &Paper {
            dated: 50,
            tax: Some(20),
            works: &[("Menu design", 1, "", 1500), ("Printing supervision", 4, "hour", 90)],
            fate: Fate::Paid(37, 2232),
            ..PLAIN
        },
    );
    t.paper(
        eur,
        "Café Übermut",
        &Paper { dated: 52, tax: Some(20), works: &[("Menu design", 1, "", 1600)], fate: Fate::Void("Agreed price was 1,500"), ..PLAIN },
    );

    t.client(
        &[
            (Field::Name, "Marlow Physiotherapy"),
            (Field::City, "Boston"),
            (Field::Country, "United States"),
            (Field::Currency, "USD"),
            (Field::Source, "Sent by Northlight Yoga"),
        ],
        &[(Attraction, 300), (Onboarding, 280), (Delivery, 260), (Retention, 70)],
    );
    t.person(&[
        (C::Name, "Dr Lena Marlow"),
        (C::Email, "lena@marlow-physio.example"),
        (C::Prefers, "email"),
        (C::Primary, "yes"),
        (C::Decides, "yes"),
    ]);
    t.note(70, Note, "Practice sign and stationery delivered. Lena sent a photo and a thank-you.");
    t.note(30, Email, "New patients up by a fifth since the sign went up, she says. Asked about a second location.");
    t.next("Propose the identity for the second location", 5);
    t.known_of_marlow();
    t.paper(
        usd,
        "Marlow Physiotherapy PC",
        &Paper { dated: 75, works: &[("Stationery and signage", 1, "", 2850)], fate: Fate::Paid(61, 2900), ..PLAIN },
    );

    t.client(
        &[(Field::Name, "Ostrava Tool Works"), (Field::City, "Ostrava"), (Field::Country, "Czechia"), (Field::Currency, "EUR")],
        &[(Attraction, 400), (Onboarding, 380), (Delivery, 360), (Offboarding, 15)],
    );
    lifecycle::offboarding(t);
    t.person(&[
        (C::Name, "Pavel Kříž"),
        (C::Position, "Sales"),
        (C::Email, "pavel@ostrava-tools.example"),
        (C::Prefers, "phone"),
        (C::Primary, "yes"),
        (C::Bills, "yes"),
    ]);
    t.note(
        15,
        Decision,
        "We part after the catalogue: third change of plan, and every invoice late. Notice given by phone, confirmed in writing.",
    );
    t.next("Hand over the catalogue files", 4);
    t.owed_to_ostrava();
    difficult::catalogue(t);
    t.paper(
        eur,
        "Ostrava Tool Works s.r.o.",
        &Paper { dated: 45, works: &[("Product catalogue, final files", 1, "", 5400)], fate: Fate::Open, ..PLAIN },
    );
    difficult::dispute(t);
}
