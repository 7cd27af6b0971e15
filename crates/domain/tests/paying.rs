//! Money that comes in and goes back: parts, too much, one transfer over several, fees, credit, and what two devices recorded at once.

#[path = "desk/mod.rs"]
mod desk;

use domain::account::{Cause, movements};
use domain::client::{Client, Stamp};
use domain::command::{Command, Done, Incoming, Refusal, Share};
use domain::content::{Content, Kind, Line, Terms, UnitPrice};
use domain::fact::{ClientFact, Fact};
use domain::field::PracticeField;
use domain::invoice::Standing;
use domain::money::{Currency, Money};
use domain::payment::Difference;
use domain::row::Row;
use domain::spread::{spread, waiting};
use domain::time::Moment;
use domain::{AuthorId, Id, InvoiceId, LineId, PaymentId, credit};
use proptest::prelude::*;
use rust_decimal::Decimal;

use desk::{Desk, day, settle};

fn dec(text: &str) -> Decimal {
    text.parse().expect(text)
}

fn eur(text: &str) -> Money {
    Money::exact(dec(text), Currency::EUR).expect(text)
}

impl Desk {
    fn new() -> Self {
        let mut desk = Self::on("2026-11-22");
        desk.practice.fields.insert(PracticeField::Name, "Fieldnote".to_owned());
        desk
    }

    fn invoice(&mut self, amount: &str, terms: u16) -> InvoiceId {
        let mut content = Content { terms: Terms::Net(terms), ..Content::blank(Kind::Invoice, Currency::EUR) };
        if amount != "0" {
            content.lines.push(line(amount));
        } else {
            content.lines.push(line("100"));
            content.discount = Some(domain::content::Part::Percent(domain::content::Percent::HUNDRED));
        }
        let client = self.client.id;
        let Done::Drafted { invoice, .. } = self.ask(Command::Draft { client, content }).expect("a draft").done else { panic!("no draft") };
        self.ask(Command::Issue { client, invoice }).expect("issued");
        invoice
    }

    fn pay(&mut self, invoice: InvoiceId, amount: &str) -> Result<PaymentId, Refusal> {
        self.receive(&[(invoice, amount, None)], None)
    }

    fn receive(&mut self, shares: &[(InvoiceId, &str, Option<Difference>)], whole: Option<&str>) -> Result<PaymentId, Refusal> {
        let shares = shares.iter().map(|(invoice, amount, rest)| Share { invoice: *invoice, amount: dec(amount), rest: *rest }).collect();
        let came = Incoming { on: self.now.today, method: "Bank".to_owned(), shares, whole: whole.map(dec), came: None };
        match self.ask(Command::Receive { client: self.client.id, came })?.undo {
            Some(Command::WithdrawPayment { id, .. }) => Ok(id),
            other => panic!("{other:?}"),
        }
    }

    fn withdraw(&mut self, invoice: InvoiceId, id: PaymentId, gone: bool) -> Result<(), Refusal> {
        self.ask(Command::WithdrawPayment { client: self.client.id, invoice, id, gone }).map(|_| ())
    }

    fn refund(&mut self, invoice: InvoiceId, amount: &str) -> Result<(), Refusal> {
        let on = self.now.today;
        self.ask(Command::Refund { client: self.client.id, invoice, amount: dec(amount), on, method: String::new() }).map(|_| ())
    }

    fn use_credit(&mut self, invoice: InvoiceId, amount: &str) -> Result<Option<Command>, Refusal> {
        let on = self.now.today;
        self.ask(Command::UseCredit { client: self.client.id, invoice, amount: dec(amount), on }).map(|decision| decision.undo)
    }

    fn stands(&self, invoice: InvoiceId) -> (Standing, String) {
        let invoice = &self.client.invoices[&invoice];
        (invoice.standing(), invoice.open().expect("issued").amount().to_string())
    }

    fn credit(&self) -> String {
        credit::of(&self.client).get(Currency::EUR).amount().to_string()
    }

    fn check(&self, invoice: InvoiceId, standing: Standing, open: &str, credit: &str) {
        assert_eq!((self.stands(invoice), self.credit()), ((standing, open.to_owned()), credit.to_owned()));
    }
}

fn line(amount: &str) -> Line {
    let price = UnitPrice::new(dec(amount)).expect(amount);
    Line { description: "Work".to_owned(), price, ..Line::blank(LineId(Id::from_bytes([1; 16]))) }
}

#[test]
fn what_is_over_is_the_clients_and_pays_the_next() {
    let mut desk = Desk::new();
    let (first, next) = (desk.invoice("89", 14), desk.invoice("57.10", 14));
    let paid = desk.pay(first, "94.95").expect("paid");
    desk.check(first, Standing::Overpaid, "-5.95", "5.95");
    assert_eq!(desk.use_credit(next, "6"), Err(Refusal::CreditShort { left: eur("5.95") }));
    let back = desk.use_credit(next, "5.95").expect("used").expect("a way back");
    desk.check(next, Standing::PartlyPaid, "51.15", "0.00");
    desk.check(first, Standing::Paid, "0.00", "0.00");
    let number = credit::number(&desk.client, next);
    assert_eq!(desk.withdraw(first, paid, true), Err(Refusal::CreditInUse { number: number.clone() }), "the credit made of it was used");
    assert_eq!(desk.refund(first, "1"), Err(Refusal::CreditInUse { number }));
    let again = desk.ask(back).expect("taken back").undo.expect("a way forward");
    desk.check(next, Standing::Open, "57.10", "5.95");
    desk.withdraw(first, paid, true).expect("withdrawn");
    desk.check(first, Standing::Open, "89.00", "0.00");
    assert_eq!(desk.ask(again).map(|_| ()), Err(Refusal::CreditShort { left: eur("0") }), "nothing is over any more");
    // What a row says of a year is the money that came, wherever it was used.
    desk.withdraw(first, paid, false).expect("again");
    let row = Row::of(&desk.client, 0);
    assert_eq!(row.invoices.iter().map(|one| one.paid_in(2026).amount()).sum::<Decimal>(), dec("94.95"));
}

#[test]
fn credit_of_several_documents_is_used_oldest_first_and_taken_back_at_once() {
    let mut desk = Desk::new();
    let (one, two, next) = (desk.invoice("10", 14), desk.invoice("10", 14), desk.invoice("100", 14));
    desk.pay(one, "13").expect("paid");
    desk.pay(two, "15").expect("paid");
    let back = desk.use_credit(next, "7").expect("used").expect("a way back");
    desk.check(next, Standing::PartlyPaid, "93.00", "1.00");
    desk.check(one, Standing::Paid, "0.00", "1.00");
    desk.ask(back).expect("taken back");
    desk.check(next, Standing::Open, "100.00", "8.00");
}

#[test]
fn one_transfer_pays_several_and_is_taken_back_from_all() {
    let mut desk = Desk::new();
    let (late, soon, last) = (desk.invoice("300", 30), desk.invoice("100", 7), desk.invoice("200", 60));
    let all = waiting(&desk.client, Currency::EUR);
    assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [soon, late, last]);
    let opens: Vec<Money> = all.iter().map(|one| one.open).collect();
    assert_eq!(spread(eur("450"), &opens), [eur("100"), eur("300"), eur("50")]);
    assert_eq!(spread(eur("700"), &opens), [eur("100"), eur("300"), eur("300")]);
    assert_eq!(spread(eur("50"), &opens), [eur("50"), eur("0"), eur("0")]);
    let shares = [(soon, "100", None), (late, "300", None), (last, "50", None)];
    assert_eq!(desk.receive(&shares, Some("449")), Err(Refusal::SharesDiffer { sum: eur("450"), whole: eur("449") }));
    assert!(matches!(desk.receive(&[(soon, "1", None), (soon, "2", None)], None), Err(Refusal::ShareTwice { .. })));
    let id = desk.receive(&shares, Some("450")).expect("spread");
    desk.check(last, Standing::PartlyPaid, "150.00", "0.00");
    desk.check(late, Standing::Paid, "0.00", "0.00");
    desk.withdraw(late, id, true).expect("withdrawn");
    for (invoice, open) in [(soon, "100.00"), (late, "300.00"), (last, "200.00")] {
        desk.check(invoice, Standing::Open, open, "0.00");
    }
}

#[test]
fn what_a_bank_kept_settles_when_somebody_says_so() {
    for (rest, standing, open, cause) in [
        (Some(Difference::Fee), Standing::Paid, "0.00", Some(Cause::LetGo)),
        (Some(Difference::Discount), Standing::Paid, "0.00", Some(Cause::LetGo)),
        (None, Standing::PartlyPaid, "1.50", None),
    ] {
        let mut desk = Desk::new();
        let invoice = desk.invoice("500", 14);
        let id = desk.receive(&[(invoice, "498.50", rest)], None).expect("paid");
        desk.check(invoice, standing, open, "0.00");
        let moved = movements(&desk.client.invoices[&invoice]);
        assert_eq!(moved.iter().map(|one| one.cause).find(|one| *one != Cause::Paid), cause);
        assert_eq!(desk.client.invoices[&invoice].received(), Some(eur("498.50")), "a fee is no money that came");
        desk.withdraw(invoice, id, true).expect("withdrawn");
        desk.check(invoice, Standing::Open, "500.00", "0.00");
    }
}

#[test]
fn money_in_another_currency_is_kept_as_it_came() {
    let mut desk = Desk::new();
    let (invoice, other) = (desk.invoice("500", 14), desk.invoice("1", 14));
    let usd = Money::exact(dec("540"), Currency::USD).ok();
    let share = |invoice| Share { invoice, amount: dec("500"), rest: None };
    let mut came =
        Incoming { on: desk.now.today, method: String::new(), shares: vec![share(invoice), share(other)], whole: None, came: usd };
    let client = desk.client.id;
    assert_eq!(desk.ask(Command::Receive { client, came: came.clone() }).map(|_| ()), Err(Refusal::OtherCurrencyShared));
    came.shares.pop();
    desk.ask(Command::Receive { client, came }).expect("paid");
    desk.check(invoice, Standing::Paid, "0.00", "0.00");
    let kept = desk.client.invoices[&invoice].payments.values().next().expect("a payment");
    assert_eq!((kept.amount, kept.came), (eur("500"), usd));
}

#[test]
fn what_went_back_is_open_again_and_never_more_than_came() {
    let mut desk = Desk::new();
    let invoice = desk.invoice("100", 14);
    desk.pay(invoice, "130").expect("paid");
    assert_eq!(desk.refund(invoice, "130.01"), Err(Refusal::RefundAboveReceived { received: eur("130") }));
    desk.refund(invoice, "30").expect("given back");
    desk.check(invoice, Standing::Paid, "0.00", "0.00");
    let void = |desk: &mut Desk| desk.ask(Command::Void { client: desk.client.id, invoice, reason: "Wrong".to_owned() }).map(|_| ());
    assert!(matches!(void(&mut desk), Err(Refusal::NotVoidable { .. })), "what was paid is given back first");
    desk.refund(invoice, "100").expect("given back");
    desk.check(invoice, Standing::Open, "100.00", "0.00");
    void(&mut desk).expect("void");
    desk.check(invoice, Standing::Void, "0.00", "0.00");
}

#[test]
fn what_two_devices_recorded_waits_for_a_person() {
    let mut desk = Desk::new();
    let invoice = desk.invoice("100", 14);
    desk.pay(invoice, "100").expect("paid");
    desk.device = AuthorId(Id::from_bytes([2; 16]));
    let second = desk.pay(invoice, "100").expect("paid");
    desk.check(invoice, Standing::Contested, "-100.00", "0.00");
    assert_eq!(desk.client.invoices[&invoice].doubles(), [second]);
    desk.ask(Command::KeepApart { client: desk.client.id, invoice, id: second, apart: true }).expect("both");
    desk.check(invoice, Standing::Overpaid, "-100.00", "100.00");
    desk.ask(Command::KeepApart { client: desk.client.id, invoice, id: second, apart: false }).expect("unsure");
    desk.withdraw(invoice, second, true).expect("one");
    desk.check(invoice, Standing::Paid, "0.00", "0.00");
    // Of one device, or another day, or another amount, nobody is asked.
    let part = desk.invoice("100", 14);
    desk.pay(part, "40").expect("paid");
    desk.pay(part, "40").expect("paid");
    assert!(desk.client.invoices[&part].doubles().is_empty());
}

#[test]
fn a_payment_typed_on_one_device_and_read_from_a_banks_file_on_another_waits_for_a_person() {
    let mut desk = Desk::new();
    let invoice = desk.invoice("100", 14);
    let typed = desk.pay(invoice, "100").expect("paid");
    let by = AuthorId(Id::from_bytes([2; 16]));
    let first = desk.client.invoices[&invoice].payments[&typed].clone();
    let mut booked = first.clone();
    booked.on = first.on.plus_days(-3);
    booked.recorded.by = by;
    booked.recorded.at.0 += 1;
    booked.batch = Some(domain::BatchId(Id::from_bytes([9; 16])));
    booked.booking = "a".to_owned();
    let second = PaymentId(Id::from_bytes([8; 16]));
    let paper = desk.client.invoices.get_mut(&invoice).expect("an invoice");
    paper.payments.insert(second, booked.clone());
    desk.check(invoice, Standing::Contested, "-100.00", "0.00");
    assert_eq!(desk.client.invoices[&invoice].doubles(), [second]);
    // Parts on different days are two, as long as they come to no more than was asked.
    let part = desk.invoice("300", 14);
    let paper = desk.client.invoices.get_mut(&part).expect("an invoice");
    paper.payments.insert(typed, first);
    paper.payments.insert(second, booked);
    assert!(paper.doubles().is_empty());
}

#[test]
fn nothing_to_pay_is_paid_at_issue() {
    let mut desk = Desk::new();
    let invoice = desk.invoice("0", 14);
    desk.check(invoice, Standing::Paid, "0.00", "0.00");
    let row = Row::of(&desk.client, 0);
    assert_eq!(row.invoices[0].overdue(day("2027-12-01")), None, "nobody is reminded of nothing");
}

#[test]
fn a_note_to_oneself_can_follow_an_issued_document() {
    let mut desk = Desk::new();
    let invoice = desk.invoice("100", 14);
    let before = desk.client.invoices[&invoice].issue().cloned();
    let command = Command::NoteDocument { client: desk.client.id, invoice, text: " Ask Jo \n".to_owned() };
    let undo = desk.ask(command).expect("noted").undo.expect("a way back");
    assert_eq!(desk.client.invoices[&invoice].note, "Ask Jo");
    assert_eq!(desk.client.invoices[&invoice].issue().cloned(), before);
    desk.ask(undo).expect("taken back");
    assert_eq!(desk.client.invoices[&invoice].note, "");
}

#[derive(Clone, Debug)]
enum Step {
    Pay(usize, u32, u8),
    Spread(u32),
    Refund(usize, u32),
    Use(usize, u32),
    Withdraw(usize, bool),
    Void(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let cents = 1u32..20_000;
    prop::collection::vec(
        prop_oneof![
            (0usize..3, cents.clone(), 0u8..3).prop_map(|(at, cents, rest)| Step::Pay(at, cents, rest)),
            cents.clone().prop_map(Step::Spread),
            (0usize..3, cents.clone()).prop_map(|(at, cents)| Step::Refund(at, cents)),
            (0usize..3, cents).prop_map(|(at, cents)| Step::Use(at, cents)),
            (0usize..12, any::<bool>()).prop_map(|(at, gone)| Step::Withdraw(at, gone)),
            (0usize..3).prop_map(Step::Void),
        ],
        1..24,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever was done, no cent is lost: what is open is what was asked less the money that stands and what was let go; credit is never
    /// below zero; and the same facts in another order come to the same.
    #[test]
    fn any_order_comes_to_the_same_and_no_cent_is_lost(steps in steps(), order in any::<u64>()) {
        let mut desk = Desk::new();
        let ids = [desk.invoice("100", 14), desk.invoice("57.10", 7), desk.invoice("0.03", 30)];
        let bare = desk.client.clone();
        let (client, on) = (desk.client.id, desk.now.today);
        let mut facts: Vec<(ClientFact, Stamp)> = Vec::new();
        for (turn, step) in steps.iter().enumerate() {
            let cents = |cents: u32| Decimal::new(cents.into(), 2);
            let made: Vec<(InvoiceId, PaymentId)> =
                desk.client.invoices.iter().flat_map(|(id, one)| one.payments.keys().map(|payment| (*id, *payment))).collect();
            let command = match step {
                Step::Pay(at, amount, rest) => {
                    let rest = [None, Some(Difference::Fee), Some(Difference::Discount)][usize::from(*rest)];
                    let shares = vec![Share { invoice: ids[*at], amount: cents(*amount), rest }];
                    Command::Receive { client, came: Incoming { on, method: String::new(), shares, whole: None, came: None } }
                }
                Step::Spread(amount) => {
                    let all = waiting(&desk.client, Currency::EUR);
                    let whole = Money::exact(cents(*amount), Currency::EUR).expect("cents");
                    let parts = spread(whole, &all.iter().map(|one| one.open).collect::<Vec<_>>());
                    let shares = all.iter().zip(parts).filter(|(_, part)| part.is_positive());
                    let shares = shares.map(|(one, part)| Share { invoice: one.id, amount: part.amount(), rest: None }).collect();
                    Command::Receive { client, came: Incoming { on, method: String::new(), shares, whole: Some(cents(*amount)), came: None } }
                }
                Step::Refund(at, amount) => Command::Refund { client, invoice: ids[*at], amount: cents(*amount), on, method: String::new() },
                Step::Use(at, amount) => Command::UseCredit { client, invoice: ids[*at], amount: cents(*amount), on },
                Step::Withdraw(at, gone) => match made.get(*at) {
                    Some((invoice, id)) => Command::WithdrawPayment { client, invoice: *invoice, id: *id, gone: *gone },
                    None => continue,
                },
                Step::Void(at) => Command::Void { client, invoice: ids[*at], reason: "Wrong".to_owned() },
            };
            desk.device = AuthorId(Id::from_bytes([(turn % 2) as u8 + 1; 16]));
            let recorded = Stamp { at: Moment(1_000 + turn as i64), by: desk.device };
            // What is refused changes nothing.
            let before = desk.client.clone();
            match desk.ask(command) {
                Ok(decision) => facts.extend(decision.facts.into_iter().filter_map(|fact| match fact {
                    Fact::Client(_, fact) => Some((fact, recorded)),
                    Fact::Practice(_) => None,
                })),
                Err(_) => prop_assert_eq!(&desk.client, &before),
            }
            let (mut asked, mut open, mut came) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
            for id in ids {
                let invoice = &desk.client.invoices[&id];
                if invoice.voids.is_empty() {
                    asked += invoice.issue().expect("issued").document.totals().total.amount();
                }
                open += invoice.open().expect("open").amount();
                came += invoice.entries().filter(|(_, one)| one.kind.is_money()).map(|(_, one)| one.settles().amount()).sum::<Decimal>();
                let moved: Decimal = movements(invoice).iter().map(|one| one.amount.amount()).sum();
                prop_assert_eq!(invoice.issue().expect("issued").document.totals().total.amount() + moved, invoice.open().expect("open").amount());
            }
            prop_assert_eq!(asked - came, open);
            prop_assert!(credit::of(&desk.client).iter().all(|money| !money.is_negative()));
        }
        // The same acts, told in another order: what is made comes before what is said of it, the rest by chance.
        let shuffled = |client: &mut Client| {
            let mut told: Vec<_> = facts.iter().enumerate().collect();
            told.sort_by_key(|(at, (fact, _))| {
                let made = matches!(fact, ClientFact::Paid { .. });
                let again = matches!(fact, ClientFact::PaymentWithdrawn { .. });
                (!made, if again { *at as u64 } else { (*at as u64).wrapping_mul(order | 1).rotate_left(17) })
            });
            for (_, (fact, recorded)) in told {
                assert!(settle(client, fact, *recorded));
            }
        };
        let (mut one, mut other) = (bare.clone(), bare);
        for (fact, recorded) in &facts {
            settle(&mut one, fact, *recorded);
        }
        shuffled(&mut other);
        prop_assert_eq!(one, other);
    }
}
