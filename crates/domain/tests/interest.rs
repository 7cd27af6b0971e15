//! What late payment costs: golden tables, claims that are never made twice, and what holds whatever happens.

#[path = "desk/mod.rs"]
mod desk;

use std::collections::BTreeMap;

use domain::client::Stamp;
use domain::command::{Command, Done, Refusal};
use domain::content::{Content, Kind, Line, UnitPrice};
use domain::decide::{Decision, LateLine};
use domain::interest::{self, Owed, Table, claims, owed, pieces};
use domain::invoice::{Invoice, Issue, Issued, Letterhead, Party, Payment, Voided};
use domain::item::{ActKind, ItemField as F, ItemKind};
use domain::money::{Currency, Money};
use domain::row::{InvoiceRow, Row};
use domain::time::Day;
use domain::{Id, InvoiceId, IssueId, LineId, PaymentId, VoidId, account};
use proptest::prelude::*;
use rust_decimal::Decimal;

use desk::{Desk, day};

fn money(text: &str) -> Money {
    let (code, amount) = text.split_once(' ').unwrap_or(("EUR", text));
    Money::exact(amount.parse().expect(text), Currency::parse(code).expect(code)).expect(text)
}

impl Desk {
    fn invoice(&mut self, number: u8, dated: &str, due: &str, amount: &str) -> InvoiceId {
        let total = money(amount);
        let mut content = Content::blank(Kind::Invoice, total.currency());
        content.lines.push(Line {
            description: "Work".to_owned(),
            price: UnitPrice::new(total.amount()).expect("a price"),
            ..Line::blank(LineId(Id::from_bytes([1; 16])))
        });
        let head = Letterhead {
            number: format!("INV-{number}"),
            sender: Party::default(),
            recipient: Party::default(),
            pay_to: String::new(),
            accent: None,
            logo: None,
        };
        let document = Issued::kept(content, head, day(dated), Some(day(due))).expect("issued");
        let issue = Issue { document, recorded: Stamp::UNWRITTEN, sound: true };
        let invoice = Invoice { issues: BTreeMap::from([(IssueId(Id::from_bytes([number; 16])), issue)]), ..Invoice::default() };
        let id = InvoiceId(Id::from_bytes([number; 16]));
        self.client.invoices.insert(id, invoice);
        id
    }

    fn paid(&mut self, id: InvoiceId, on: &str, amount: &str) {
        let payment = Payment::received(money(amount), day(on), String::new());
        let payments = &mut self.client.invoices.get_mut(&id).expect("an invoice").payments;
        payments.insert(PaymentId(Id::from_bytes([payments.len() as u8; 16])), payment);
    }

    /// An entry of the practice's table.
    fn terms(&mut self, fields: &[(F, &str)]) -> Decision {
        let fields = fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        self.ask(Command::SaveLateTerms { item: None, fields }).expect("an entry")
    }

    fn row(&self, id: InvoiceId) -> InvoiceRow {
        Row::of(&self.client, 0).invoices.into_iter().find(|paper| paper.id == id).expect("a document")
    }

    fn owed(&self, id: InvoiceId, until: &str) -> Option<Owed> {
        owed(&self.row(id), &Table::of(&self.practice, &self.client), &claims(&self.client), day(until)).expect("figures")
    }

    fn bears(&self, id: InvoiceId, until: &str) -> String {
        let table = Table::of(&self.practice, &self.client);
        let all = pieces(&self.row(id), &table, day(until));
        let told: Vec<_> = all.iter().map(|one| format!("{}×{}%×{}/{}", one.principal.amount(), one.rate, one.days, one.year)).collect();
        let sum = interest::sum(&all, self.row(id).total.currency()).expect("a sum");
        format!("{} = {}", told.join(" + "), sum.amount())
    }

    /// Claims all that is left of these invoices.
    fn claim(&mut self, ids: &[InvoiceId], until: &str) -> Result<InvoiceId, Refusal> {
        let lines = ids.iter().filter_map(|id| {
            let owed = self.owed(*id, until)?;
            let interest = owed.interest.is_positive().then(|| (owed.interest, "Interest".to_owned()));
            Some(LateLine { late: *id, interest, fee: owed.fee.map(|fee| (fee, "Fee".to_owned())) })
        });
        let lines = lines.collect();
        match self.ask(Command::ClaimLate { client: self.client.id, until: day(until), lines })?.done {
            Done::Billed { invoice, .. } => Ok(invoice),
            done => panic!("{done:?}"),
        }
    }

    fn claimed(&self) -> Decimal {
        claims(&self.client).iter().map(|claim| claim.amount.amount()).sum()
    }
}

const TEN: [(F, &str); 2] = [(F::Start, "2020-01-01"), (F::Points, "10")];

fn late(terms: &[(F, &str)]) -> (Desk, InvoiceId) {
    let mut desk = Desk::on("2027-12-31");
    desk.terms(terms);
    let id = desk.invoice(1, "2026-10-02", "2026-11-01", "1000");
    (desk, id)
}

#[test]
fn a_thousand_at_ten_percent_for_thirty_days() {
    let (desk, id) = late(&TEN);
    assert_eq!(desk.bears(id, "2026-12-01"), "1000.00×10%×30/365 = 8.22");
    assert_eq!(desk.bears(id, "2026-11-02"), "1000.00×10%×1/365 = 0.27");
    // On the day it is due, nothing is late.
    assert_eq!(desk.bears(id, "2026-11-01"), " = 0.00");
    assert_eq!(desk.owed(id, "2026-11-01"), None);
}

#[test]
fn every_part_payment_makes_the_sum_smaller_from_the_next_day() {
    let (mut desk, id) = late(&TEN);
    desk.paid(id, "2026-11-11", "400");
    desk.paid(id, "2026-11-21", "600");
    // 10 days on 1000, 10 on 600: 2.7397… + 1.6438…
    assert_eq!(desk.bears(id, "2026-12-31"), "1000.00×10%×10/365 + 600.00×10%×10/365 = 4.38");
    assert_eq!(desk.bears(id, "2026-11-11"), "1000.00×10%×10/365 = 2.74");
}

#[test]
fn a_rate_holds_from_its_day_and_the_year_is_counted_as_said() {
    let (mut desk, id) = late(&[(F::Start, "2026-07-01"), (F::Base, "2.27"), (F::Points, "8"), (F::DayCount, "actual_actual")]);
    desk.terms(&[(F::Start, "2027-01-01"), (F::Base, "-0.88"), (F::Points, "9"), (F::DayCount, "actual_360")]);
    // 60 days of 2026, then 31 of 2027: 16.8821… + 6.9922…
    assert_eq!(desk.bears(id, "2027-01-31"), "1000.00×10.27%×60/365 + 1000.00×8.12%×31/360 = 23.87");
    let (leap, id) = {
        let mut desk = Desk::on("2028-12-31");
        desk.terms(&[(F::Start, "2020-01-01"), (F::Points, "10"), (F::DayCount, "actual_actual")]);
        let id = desk.invoice(1, "2027-12-01", "2027-12-21", "1000");
        (desk, id)
    };
    assert_eq!(leap.bears(id, "2028-01-10"), "1000.00×10%×10/365 + 1000.00×10%×10/366 = 5.47");
}

#[test]
fn a_rate_below_zero_is_none() {
    let (desk, id) = late(&[(F::Start, "2020-01-01"), (F::Base, "-0.88")]);
    assert_eq!(desk.bears(id, "2027-01-31"), " = 0.00");
}

#[test]
fn days_of_grace_are_let_pass_and_what_came_within_them_is_free() {
    let (mut desk, id) = late(&[(F::Start, "2020-01-01"), (F::Points, "10"), (F::Grace, "5")]);
    desk.paid(id, "2026-11-04", "400");
    assert_eq!(desk.bears(id, "2026-11-06"), " = 0.00");
    // Then from the first day on.
    assert_eq!(desk.bears(id, "2026-11-11"), "600.00×10%×10/365 = 1.64");
}

#[test]
fn what_is_disputed_bears_nothing_on_the_days_of_the_dispute() {
    let (mut desk, id) = late(&TEN);
    desk.now.today = day("2026-11-11");
    let of = id.to_string();
    let fields = [(F::Invoice, of.as_str()), (F::Detail, "Half is missing"), (F::Price, "500"), (F::Day, "2026-11-11")];
    let dispute = desk.must(ItemKind::Dispute, &fields);
    desk.now.today = day("2027-12-31");
    assert_eq!(desk.bears(id, "2026-11-30"), "1000.00×10%×9/365 + 500.00×10%×20/365 = 5.21");
    desk.act(dispute, ActKind::Resolved, "2026-11-21", "").expect("resolved");
    assert_eq!(desk.bears(id, "2026-11-30"), "1000.00×10%×9/365 + 500.00×10%×10/365 + 1000.00×10%×10/365 = 6.58");
}

#[test]
fn other_currencies_have_their_own_entries_and_decimals() {
    let mut desk = Desk::on("2027-12-31");
    desk.terms(&TEN);
    desk.terms(&[(F::Start, "2020-01-01"), (F::Currency, "JPY"), (F::Points, "3")]);
    let yen = desk.invoice(1, "2026-10-02", "2026-11-01", "JPY 100000");
    let dinar = desk.invoice(2, "2026-10-02", "2026-11-01", "KWD 1000.005");
    assert_eq!(desk.bears(yen, "2026-12-01"), "100000×3%×30/365 = 247");
    assert_eq!(desk.bears(dinar, "2026-12-01"), "1000.005×10%×30/365 = 8.219");
}

#[test]
fn a_client_may_have_terms_of_its_own_or_none() {
    let (mut desk, id) = late(&TEN);
    desk.must(ItemKind::LateTerms, &[(F::Start, "2026-11-11"), (F::Points, "5")]);
    assert_eq!(desk.bears(id, "2026-11-20"), "1000.00×10%×9/365 + 1000.00×5%×10/365 = 3.84");
    desk.must(ItemKind::LateTerms, &[(F::Start, "2020-01-01"), (F::Billable, "no")]);
    assert_eq!(desk.bears(id, "2026-11-20"), "1000.00×5%×10/365 = 1.37");
}

#[test]
fn claiming_twice_adds_only_what_came_since() {
    let (mut desk, id) = late(&[(F::Start, "2020-01-01"), (F::Currency, "EUR"), (F::Points, "10"), (F::Fee, "40")]);
    let first = desk.claim(&[id], "2026-12-01").expect("a draft");
    let draft = desk.client.invoices[&first].draft.clone().expect("a draft");
    let prices: Vec<_> = draft.lines.iter().map(|line| line.price.value().normalize().to_string()).collect();
    assert_eq!(prices, ["8.22", "40"]);
    assert!(draft.lines.iter().all(|line| line.tax.is_none()));
    assert_eq!(desk.owed(id, "2026-12-01"), None);
    assert_eq!(desk.claim(&[id], "2026-12-01"), Err(Refusal::NothingToBill));
    // 60 days come to 16.438…: 16.44 less 8.22.
    let later = desk.owed(id, "2026-12-31").expect("more");
    assert_eq!((later.interest, later.fee, later.pieces[0].from), (money("8.22"), None, day("2026-12-02")));
    desk.claim(&[id], "2026-12-31").expect("a draft");
    assert_eq!(desk.claimed(), "56.44".parse().expect("a sum"));
}

#[test]
fn a_draft_thrown_away_frees_what_it_claimed_and_does_not_come_back_beside_another() {
    let (mut desk, id) = late(&TEN);
    let client = desk.client.id;
    let first = desk.claim(&[id], "2026-12-01").expect("a draft");
    desk.ask(Command::DiscardDraft { client, invoice: first, gone: true }).expect("gone");
    assert_eq!(desk.claimed(), Decimal::ZERO);
    assert_eq!(desk.owed(id, "2026-12-01").map(|owed| owed.interest), Some(money("8.22")));
    let second = desk.claim(&[id], "2026-12-11").expect("a draft");
    assert_eq!(desk.ask(Command::DiscardDraft { client, invoice: first, gone: false }), Err(Refusal::BilledElsewhere));
    desk.ask(Command::DiscardDraft { client, invoice: second, gone: true }).expect("gone");
    desk.ask(Command::DiscardDraft { client, invoice: first, gone: false }).expect("back");
    assert_eq!(desk.claimed(), "8.22".parse().expect("a sum"));
}

#[test]
fn a_fee_of_nothing_is_no_line_and_a_fee_needs_its_currency() {
    let (mut desk, id) = late(&[(F::Start, "2020-01-01"), (F::Currency, "EUR"), (F::Points, "10"), (F::Fee, "0")]);
    assert_eq!(desk.owed(id, "2026-12-01").and_then(|owed| owed.fee), None);
    let draft = desk.claim(&[id], "2026-12-01").expect("a draft");
    assert_eq!(desk.client.invoices[&draft].draft.as_ref().map(|draft| draft.lines.len()), Some(1));
    let fields = vec![(F::Start, "2021-01-01".to_owned()), (F::Fee, "40".to_owned())];
    let refused = desk.ask(Command::SaveLateTerms { item: None, fields });
    assert_eq!(refused, Err(Refusal::ItemMissing { field: F::Currency }));
}

#[test]
fn nothing_is_claimed_for_a_day_to_come_nor_for_what_is_void_nor_on_interest() {
    let (mut desk, id) = late(&TEN);
    let claim = desk.claim(&[id], "2026-12-01").expect("a draft");
    assert!(matches!(desk.claim(&[id], "2028-01-01"), Err(Refusal::HappenedInFuture { .. })));
    // The document that asks for interest was issued, and is late itself.
    let content = desk.client.invoices[&claim].draft.clone().expect("a draft");
    let head = Letterhead {
        number: "INV-9".to_owned(),
        sender: Party::default(),
        recipient: Party::default(),
        pay_to: String::new(),
        accent: None,
        logo: None,
    };
    let document = Issued::kept(content, head, day("2026-12-01"), Some(day("2026-12-01"))).expect("issued");
    let issue = Issue { document, recorded: Stamp::UNWRITTEN, sound: true };
    desk.client.invoices.get_mut(&claim).expect("it").issues.insert(IssueId(Id::from_bytes([9; 16])), issue);
    assert_eq!(desk.owed(claim, "2027-12-01"), None);
    // Void, it claims nothing any more; and what is void bears nothing.
    let void = Voided { reason: "Goodwill".to_owned(), on: day("2026-12-05"), recorded: Stamp::UNWRITTEN };
    desk.client.invoices.get_mut(&claim).expect("it").voids.insert(VoidId(Id::from_bytes([1; 16])), void.clone());
    assert_eq!(desk.claimed(), Decimal::ZERO);
    desk.client.invoices.get_mut(&id).expect("it").voids.insert(VoidId(Id::from_bytes([2; 16])), void);
    assert_eq!(desk.owed(id, "2027-12-01"), None);
}

#[test]
fn an_entry_is_changed_removed_and_brought_back() {
    let mut desk = Desk::on("2027-12-31");
    let undo = desk.terms(&TEN).undo.expect("an undo");
    let item = Table::usual(&desk.practice)[0].id;
    let change = Command::SaveLateTerms { item: Some(item), fields: vec![(F::Points, "12".to_owned())] };
    let back = desk.ask(change).expect("changed").undo.expect("an undo");
    assert_eq!(Table::usual(&desk.practice)[0].rate(), 12.into());
    desk.ask(back).expect("back");
    assert_eq!(Table::usual(&desk.practice)[0].rate(), 10.into());
    let again = desk.ask(undo).expect("gone").undo.expect("an undo");
    assert!(Table::usual(&desk.practice).is_empty());
    desk.ask(again).expect("back");
    assert_eq!(Table::usual(&desk.practice).len(), 1);
    let wrong = Command::SaveLateTerms { item: Some(item), fields: vec![(F::Base, "two".to_owned())] };
    assert_eq!(desk.ask(wrong), Err(Refusal::ItemInvalid { field: F::Base }));
}

#[test]
fn movements_come_to_what_is_open() {
    let (mut desk, id) = late(&TEN);
    desk.paid(id, "2026-11-11", "400");
    let invoice = &desk.client.invoices[&id];
    let sum = account::movements(invoice).iter().try_fold(money("1000"), |sum, one| sum.plus(one.amount));
    assert_eq!(sum.ok(), invoice.open());
    let void = Voided { reason: String::new(), on: day("2026-12-05"), recorded: Stamp::UNWRITTEN };
    desk.client.invoices.get_mut(&id).expect("it").voids.insert(VoidId(Id::from_bytes([1; 16])), void);
    let row = desk.row(id);
    assert_eq!((row.asked(), row.open_on(day("2026-12-04")), row.open_on(day("2026-12-05"))), (money("1000"), money("600"), money("0")));
}

prop_compose! {
    fn desks()(
        amount in 1..5_000_000i64, first in 0..3_000i64, second in 0..3_000i64, switch in 0..300i64, grace in 0..10i64, count in 0..3usize,
        paid in prop::collection::vec((0..300i64, 1..2_000_000i64), 0..4),
    ) -> (Desk, InvoiceId) {
        let mut desk = Desk::on("2029-12-31");
        let count = ["actual_365", "actual_360", "actual_actual"][count];
        let rate = |hundredths: i64| Decimal::new(hundredths, 2).to_string();
        let grace = grace.to_string();
        desk.terms(&[(F::Start, "2020-01-01"), (F::Points, &rate(first)), (F::Base, &rate(second - 1_500)), (F::DayCount, count), (F::Grace, &grace)]);
        let from = day("2027-11-01").plus_days(switch).to_string();
        desk.terms(&[(F::Start, &from), (F::Points, &rate(second)), (F::DayCount, count)]);
        let id = desk.invoice(1, "2027-10-02", "2027-11-01", &Decimal::new(amount, 2).to_string());
        for (after, cents) in paid {
            desk.paid(id, &day("2027-10-15").plus_days(after).to_string(), &Decimal::new(cents, 2).to_string());
        }
        (desk, id)
    }
}

fn sum_of(desk: &Desk, id: InvoiceId, until: Day) -> Money {
    let table = Table::of(&desk.practice, &desk.client);
    interest::sum(&pieces(&desk.row(id), &table, until), Currency::EUR).expect("a sum")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn interest_never_falls_and_days_are_counted_once((desk, id) in desks(), one in 0..400i64, more in 0..200i64) {
        let (first, last) = (day("2027-11-01").plus_days(one), day("2027-11-01").plus_days(one + more));
        prop_assert!(sum_of(&desk, id, first).amount() <= sum_of(&desk, id, last).amount());
        let all = pieces(&desk.row(id), &Table::of(&desk.practice, &desk.client), last);
        for piece in &all {
            prop_assert_eq!(piece.from.days_until(piece.until) + 1, piece.days);
            prop_assert!(piece.from > day("2027-11-01") && piece.until <= last);
        }
        for pair in all.windows(2) {
            prop_assert!(pair[0].until < pair[1].from);
        }
    }

    #[test]
    fn however_often_it_is_claimed_the_claims_come_to_the_whole((desk, id) in desks(), steps in prop::collection::vec(1..120i64, 1..6)) {
        let mut desk = desk;
        let mut until = day("2027-11-01");
        for step in steps {
            until = until.plus_days(step);
            if desk.owed(id, &until.to_string()).is_some() {
                desk.claim(&[id], &until.to_string()).expect("a draft");
            }
            prop_assert!(desk.owed(id, &until.to_string()).is_none());
        }
        prop_assert_eq!(desk.claimed(), sum_of(&desk, id, until).amount());
    }
}
