//! What comes after a delivery, what a client was worth, and who came through whom.

#[path = "desk/mod.rs"]
mod desk;

use std::sync::Arc;

use domain::client::{Client, Direction, Note, NoteKind, Origin, Stamp};
use domain::command::{Command, Done, Incoming, Refusal, Share};
use domain::content::{Content, Kind, Line, Percent, Terms, UnitPrice};
use domain::field::PracticeField;
use domain::item::{ActKind, ItemField as F, ItemKind};
use domain::money::{Currency, Money, Purse};
use domain::retention::{Ask, asks};
use domain::row::{Row, Rows, work};
use domain::worth::{self, Class, classes, tree};
use domain::{BatchId, ClientId, Id, InvoiceId, LineId, NoteId};
use proptest::prelude::*;
use rust_decimal::Decimal;

use desk::{Desk, day};

fn dec(text: &str) -> Decimal {
    text.parse().expect(text)
}

fn eur(text: &str) -> Money {
    Money::exact(dec(text), Currency::EUR).expect(text)
}

impl Desk {
    fn begin(today: &str) -> Self {
        let mut desk = Self::on(today);
        desk.practice.fields.insert(PracticeField::Name, "Fieldnote".to_owned());
        desk
    }

    /// With 19 % of tax on it.
    fn invoice(&mut self, net: &str) -> InvoiceId {
        let price = UnitPrice::new(dec(net)).expect(net);
        let tax = Some(Percent::new(dec("19")).expect("a rate"));
        let line = Line { description: "Work".to_owned(), price, tax, ..Line::blank(LineId(Id::from_bytes([1; 16]))) };
        let content = Content { terms: Terms::Net(14), lines: vec![line], ..Content::blank(Kind::Invoice, Currency::EUR) };
        let client = self.client.id;
        let Done::Drafted { invoice, .. } = self.ask(Command::Draft { client, content }).expect("a draft").done else { panic!("no draft") };
        self.ask(Command::Issue { client, invoice }).expect("issued");
        invoice
    }

    fn pay(&mut self, invoice: InvoiceId, amount: &str) {
        let shares = vec![Share { invoice, amount: dec(amount), rest: None }];
        let came = Incoming { on: self.now.today, method: "Bank".to_owned(), shares, whole: None, came: None };
        self.ask(Command::Receive { client: self.client.id, came }).expect("paid");
    }

    fn delivered(&mut self, due: &str, on: &str) {
        let item = self.must(ItemKind::Deliverable, &[(F::Title, "Website"), (F::Due, due)]);
        self.act(item, ActKind::Delivered, on, "").expect("delivered");
    }

    fn told(&mut self, on: &str) {
        let id = NoteId(Id::from_bytes([50 + u8::try_from(self.client.notes.len()).expect("few"); 16]));
        let note = Note {
            kind: NoteKind::Email,
            direction: Some(Direction::Out),
            happened: day(on),
            text: "words".to_owned(),
            recorded: Stamp { at: self.now.at, ..Stamp::UNWRITTEN },
            batch: None,
            removed: None,
            amendments: std::collections::BTreeMap::new(),
        };
        self.client.notes.insert(id, note);
    }

    fn feedback(&mut self, score: &str, on: &str) -> domain::ItemId {
        self.must(ItemKind::Feedback, &[(F::Score, score), (F::Title, "Fine"), (F::Day, on)])
    }

    fn asked(&self) -> Vec<String> {
        let said = |(on, ask): (domain::time::Day, Ask)| match ask {
            Ask::ActOn { score, .. } => format!("{on} act on a {score}"),
            Ask::CheckIn { title, .. } => format!("{on} check in: {title}"),
            Ask::Feedback { title, .. } => format!("{on} how was {title}"),
            Ask::Renew { .. } => format!("{on} renew"),
            Ask::Propose { title, .. } => format!("{on} what next after {title}"),
            Ask::Refer { score, delivered } => format!("{on} whom else: {score:?} {}", delivered.is_some()),
        };
        asks(&Row::of(&self.client, 0), self.now.today).into_iter().map(said).collect()
    }

    fn worth(&self) -> Purse {
        worth::of(&self.client)
    }
}

#[test]
fn a_month_after_a_delivery_one_asks_how_it_goes() {
    let mut desk = Desk::begin("2027-02-27");
    desk.delivered("2027-01-31", "2027-01-31");
    assert_eq!(desk.asked(), ["2027-01-31 how was Website", "2027-01-31 whom else: None true"]);
    desk.now.today = day("2027-02-28");
    assert_eq!(desk.asked()[0], "2027-02-28 check in: Website", "the month has no 31st");
    desk.feedback("8", "2027-02-28");
    assert_eq!(desk.asked(), ["2027-02-28 check in: Website"], "an 8 is neither glad nor low");
    desk.told("2027-02-28");
    assert_eq!(desk.asked(), Vec::<String>::new());
}

#[test]
fn work_that_is_under_way_is_no_time_for_a_check_in() {
    let mut desk = Desk::begin("2027-03-10");
    desk.delivered("2027-01-31", "2027-02-03");
    desk.feedback("7", "2027-02-10");
    desk.must(ItemKind::Deliverable, &[(F::Title, "Shop"), (F::Due, "2027-04-01")]);
    assert_eq!(desk.asked(), Vec::<String>::new());
}

#[test]
fn a_step_of_ones_own_asks_for_it_already_and_counts_when_it_is_done() {
    let mut desk = Desk::begin("2027-03-10");
    desk.delivered("2027-01-31", "2027-01-31");
    desk.feedback("7", "2027-02-10");
    assert_eq!(desk.asked(), ["2027-02-28 check in: Website"]);
    let step = desk.must(ItemKind::Step, &[(F::Title, "Check in"), (F::List, "retention"), (F::Due, "2027-02-28")]);
    assert_eq!(desk.asked(), Vec::<String>::new());
    desk.act(step, ActKind::Done, "2027-03-01", "").expect("done");
    assert_eq!(desk.asked(), Vec::<String>::new());
}

#[test]
fn two_records_of_one_client_are_billed_and_valued_as_one() {
    let (_, own) = row(1, "Ada", &[eur("100")], None);
    let (_, part) = row(2, "Ada Ltd", &[eur("20")], Some(3));
    let mut part = (*part).clone();
    part.recurring = vec![day("2027-01-01")];
    let whole = Row::join(&own, std::iter::once(&part));
    assert_eq!(whole.recurring, [day("2027-01-01")]);
    assert_eq!(whole.keeping.worth.get(Currency::EUR), eur("120"));
    assert_eq!(whole.keeping.through, part.keeping.through);
}

#[test]
fn whoever_was_let_down_is_talked_with_and_not_asked_for_others() {
    let mut desk = Desk::begin("2026-11-24");
    let bad = desk.feedback("6", "2026-11-20");
    assert_eq!(desk.asked(), ["2026-11-20 act on a 6"]);
    desk.act(bad, ActKind::Done, "2026-11-23", "").expect("done");
    assert_eq!(desk.asked(), Vec::<String>::new());
    desk.feedback("9", "2026-11-24");
    assert_eq!(desk.asked(), ["2026-11-24 whom else: Some(9) false"], "best after good news");
    let invoice = desk.invoice("100");
    desk.now.today = day("2026-12-20");
    assert_eq!(desk.asked(), Vec::<String>::new(), "not while they owe");
    desk.pay(invoice, "119");
    assert_eq!(desk.asked().len(), 1);
    desk.must(ItemKind::Snooze, &[(F::From, "keep/refer"), (F::Until, "2027-01-20")]);
    assert_eq!(desk.asked(), Vec::<String>::new());
}

#[test]
fn a_score_is_a_whole_number_up_to_ten() {
    let mut desk = Desk::begin("2026-11-24");
    for wrong in ["11", "-1", "9.5", "good"] {
        assert_eq!(
            desk.add(ItemKind::Feedback, &[(F::Score, wrong), (F::Title, "Fine"), (F::Day, "2026-11-24")]),
            Err(Refusal::ItemInvalid { field: F::Score })
        );
    }
    assert_eq!(desk.add(ItemKind::Feedback, &[(F::Title, "Fine"), (F::Day, "2026-11-24")]), Err(Refusal::ItemMissing { field: F::Score }));
}

#[test]
fn worth_is_what_was_paid_and_kept_without_tax() {
    let mut desk = Desk::begin("2026-11-24");
    let first = desk.invoice("1000");
    assert!(desk.worth().is_empty(), "nothing was paid");
    desk.pay(first, "357");
    assert_eq!(desk.worth().get(Currency::EUR), eur("300.00"));
    desk.pay(first, "900");
    assert_eq!(desk.worth().get(Currency::EUR), eur("1000.00"), "what is over is theirs");
    let on = desk.now.today;
    let client = desk.client.id;
    desk.ask(Command::Refund { client, invoice: first, amount: dec("67"), on, method: String::new() }).expect("given back");
    assert_eq!(desk.worth().get(Currency::EUR), eur("1000.00"));
    let second = desk.invoice("100");
    desk.ask(Command::Void { client, invoice: second, reason: "Never sent".to_owned() }).expect("void");
    assert_eq!(desk.worth().get(Currency::EUR), eur("1000.00"));
}

/// A client with a name, what it brought in, and whom it came through.
fn row(id: u8, name: &str, worth: &[Money], through: Option<u8>) -> (ClientId, Arc<Row>) {
    let id = ClientId(Id::from_bytes([id; 16]));
    let mut row = Row::of(&Client::new(id), 0);
    row.name = name.to_owned();
    row.removed = false;
    row.keeping.worth = worth.iter().copied().collect();
    row.keeping.through = through.map(|id| ClientId(Id::from_bytes([id; 16])));
    (id, Arc::new(row))
}

fn told(rows: &Rows) -> Vec<String> {
    let line = |branch: worth::Branch| {
        let gone = if branch.gone { " (gone)" } else { "" };
        format!("{}{}{gone} {} {}", "  ".repeat(branch.depth), branch.name, branch.whole.get(Currency::EUR).amount(), branch.below)
    };
    tree(rows).into_iter().map(line).collect()
}

#[test]
fn the_sample_is_work_until_there_is_a_client_of_ones_own() {
    let sample = |(id, row): (ClientId, Arc<Row>)| {
        (id, Arc::new(Row { origin: Origin::Sample(BatchId(Id::from_bytes([9; 16]))), ..(*row).clone() }))
    };
    let names = |rows: &Rows| work(rows).values().map(|row| row.name.clone()).collect::<Vec<_>>();
    let mut rows: Rows = [sample(row(1, "Made up", &[eur("100")], None)), sample(row(2, "Made up too", &[], None))].into();
    assert_eq!(names(&rows), ["Made up", "Made up too"]);
    let (own, mut ada) = row(3, "Ada", &[eur("20")], Some(1));
    rows.insert(own, Arc::clone(&ada));
    assert_eq!(names(&rows), ["Ada"]);
    assert_eq!(classes(&work(&rows)).len(), 1, "what it paid is in no figure");
    assert!(tree(&work(&rows)).iter().all(|branch| branch.name != "Made up"), "and it stands in no tree");
    Arc::make_mut(&mut ada).removed = true;
    rows.insert(own, ada);
    assert_eq!(names(&rows), ["Made up", "Made up too", "Ada"], "whoever was removed is nobody to work for");
}

#[test]
fn a_branch_is_worth_all_that_came_through_it_and_outlives_who_began_it() {
    let usd = Money::exact(dec("7"), Currency::parse("USD").expect("a code")).expect("money");
    let mut rows: Rows = [
        row(1, "Ada", &[eur("100")], None),
        row(2, "Ben", &[eur("20"), usd], Some(1)),
        row(3, "Cleo", &[eur("3")], Some(2)),
        row(4, "Dora", &[eur("5")], Some(9)),
        row(5, "Emil", &[eur("900")], None),
    ]
    .into();
    assert_eq!(told(&rows), [" (gone) 5.00 1", "  Dora 5.00 0", "Ada 123.00 2", "  Ben 23.00 1", "    Cleo 3.00 0"]);
    let ben = rows.get_mut(&ClientId(Id::from_bytes([2; 16]))).map(Arc::make_mut).expect("there");
    ben.removed = true;
    assert_eq!(told(&rows)[2..4], ["Ada 123.00 2", "  Ben (gone) 23.00 1"]);
    assert_eq!(tree(&rows)[2].whole.get(usd.currency()), usd, "each currency for itself");
}

#[test]
fn classes_follow_the_money_of_each_currency() {
    let usd = |amount: &str| Money::exact(dec(amount), Currency::parse("USD").expect("a code")).expect("money");
    let rows: Rows = [
        row(1, "a", &[eur("800")], None),
        row(2, "b", &[eur("150")], None),
        row(3, "c", &[eur("50")], None),
        row(4, "d", &[usd("1")], None),
        row(5, "e", &[eur("1"), usd("9")], None),
        row(6, "f", &[], None),
    ]
    .into();
    let found = classes(&rows);
    let of = |id: u8| found.get(&ClientId(Id::from_bytes([id; 16]))).copied();
    assert_eq!(
        [of(1), of(2), of(3), of(4), of(5), of(6)],
        [Some(Class::A), Some(Class::A), Some(Class::B), Some(Class::B), Some(Class::A), None]
    );
}

proptest! {
    /// Whoever points at whom, in rings too: everybody who takes part stands once, and no money is counted twice.
    #[test]
    fn a_tree_holds_everybody_once(links in prop::collection::vec((0..12_u8, 0..12_u8), 0..14)) {
        let through = |id: u8| links.iter().rev().find(|(client, _)| *client == id).map(|(_, from)| *from);
        let rows: Rows = (0..12).map(|id| row(id, "n", &[eur("1")], through(id))).collect();
        let all = tree(&rows);
        let names: std::collections::BTreeSet<ClientId> = all.iter().map(|one| one.client).collect();
        prop_assert_eq!(names.len(), all.len());
        let takes_part: std::collections::BTreeSet<u8> =
            (0..12).filter_map(|id| through(id).filter(|from| *from != id).map(|from| [id, from])).flatten().collect();
        prop_assert_eq!(all.len(), takes_part.len());
        let roots: Decimal = all.iter().filter(|one| one.depth == 0).map(|one| one.whole.get(Currency::EUR).amount()).sum();
        prop_assert_eq!(roots, Decimal::from(all.len()));
    }
}
