//! What a bank's file brought: recorded once, over several documents, taken out in one act, the same on two devices.

#[path = "desk/mod.rs"]
mod desk;

use domain::command::{BankPayment, Command, Done, Incoming, Refusal, Share};
use domain::content::{Content, Kind, Line, Terms, UnitPrice};
use domain::decide::Way;
use domain::fact::{ClientFact, Fact};
use domain::field::PracticeField;
use domain::invoice::Standing;
use domain::item::{ItemField, ItemKind};
use domain::money::Currency;
use domain::payment::Difference;
use domain::remit::{IbanError, LinkError};
use domain::{Id, InvoiceId, LineId};

use desk::{Desk, day};

fn invoice(desk: &mut Desk, amount: &str) -> InvoiceId {
    desk.practice.fields.insert(PracticeField::Name, "Fieldnote".to_owned());
    let mut content = Content { terms: Terms::Net(14), ..Content::blank(Kind::Invoice, Currency::EUR) };
    content.lines.push(Line {
        description: "Design".to_owned(),
        price: UnitPrice::new(amount.parse().expect(amount)).expect(amount),
        ..Line::blank(LineId(Id::from_bytes([1; 16])))
    });
    let client = desk.client.id;
    let Done::Drafted { invoice, .. } = desk.ask(Command::Draft { client, content }).expect("a draft").done else { panic!("no draft") };
    desk.ask(Command::Issue { client, invoice }).expect("issued");
    invoice
}

fn booked(desk: &Desk, booking: &str, shares: &[(InvoiceId, &str, Option<Difference>)]) -> BankPayment {
    let shares: Vec<Share> = shares
        .iter()
        .map(|(invoice, amount, rest)| Share { invoice: *invoice, amount: amount.parse().expect(amount), rest: *rest })
        .collect();
    let whole = shares.iter().map(|share| share.amount).sum();
    let came = Incoming { on: day("2026-11-20"), method: "Bank transfer".to_owned(), shares, whole: Some(whole), came: None };
    BankPayment { client: desk.client.id, booking: booking.to_owned(), came }
}

fn bring(desk: &mut Desk, payments: Vec<BankPayment>) -> Result<domain::Decision, Refusal> {
    desk.ask(Command::BringBank { source: "konto.csv".to_owned(), payments })
}

fn standing(desk: &Desk, invoice: InvoiceId) -> (Standing, String) {
    let known = &desk.client.invoices[&invoice];
    (known.standing(), known.open().map(|open| open.amount().to_string()).unwrap_or_default())
}

#[test]
fn a_file_is_recorded_once_and_taken_out_in_one_act() {
    let mut desk = Desk::on("2026-11-22");
    let (one, other) = (invoice(&mut desk, "300"), invoice(&mut desk, "500"));
    let all = vec![booked(&desk, "b1", &[(one, "300", None)]), booked(&desk, "b2", &[(other, "498.50", Some(Difference::Fee))])];
    let decision = bring(&mut desk, all.clone()).expect("recorded");
    assert!(matches!(decision.done, Done::BankBrought { payments: 2, known: 0, .. }));
    assert_eq!(standing(&desk, one), (Standing::Paid, "0.00".to_owned()));
    assert_eq!(standing(&desk, other), (Standing::Paid, "0.00".to_owned()));

    assert_eq!(bring(&mut desk, all.clone()).expect("nothing new").done, Done::Nothing);
    let more = vec![all[0].clone(), booked(&desk, "b3", &[(one, "10", None)])];
    let overlapping = bring(&mut desk, more).expect("one is new");
    assert!(matches!(overlapping.done, Done::BankBrought { payments: 1, known: 1, .. }));
    assert_eq!(standing(&desk, one), (Standing::Overpaid, "-10.00".to_owned()));
    desk.ask(overlapping.undo.expect("an undo")).expect("undone");

    let undo = decision.undo.expect("an undo");
    let back = desk.ask(undo).expect("undone");
    assert_eq!(standing(&desk, one), (Standing::Open, "300.00".to_owned()));
    assert_eq!(standing(&desk, other), (Standing::Open, "500.00".to_owned()));
    desk.ask(back.undo.expect("a way back")).expect("done again");
    assert_eq!(standing(&desk, one).0, Standing::Paid);
}

#[test]
fn after_an_undo_the_same_file_comes_in_again() {
    let mut desk = Desk::on("2026-11-22");
    let one = invoice(&mut desk, "300");
    let all = vec![booked(&desk, "b1", &[(one, "300", None)])];
    for _ in 0..3 {
        let decision = bring(&mut desk, all.clone()).expect("recorded");
        assert_eq!(standing(&desk, one).0, Standing::Paid);
        desk.ask(decision.undo.expect("an undo")).expect("undone");
        assert_eq!(standing(&desk, one).0, Standing::Open);
    }
    assert_eq!(desk.client.invoices[&one].payments.len(), 3, "each stays readable");
}

#[test]
fn two_bookings_of_one_document_see_each_other() {
    let mut desk = Desk::on("2026-11-22");
    let one = invoice(&mut desk, "300");
    let all = vec![booked(&desk, "b1", &[(one, "200", None)]), booked(&desk, "b2", &[(one, "98", Some(Difference::Discount))])];
    bring(&mut desk, all).expect("recorded");
    assert_eq!(standing(&desk, one), (Standing::Paid, "0.00".to_owned()));
}

#[test]
fn one_transfer_over_several_and_two_devices_write_the_same_entries() {
    let mut desk = Desk::on("2026-11-22");
    let (one, other) = (invoice(&mut desk, "100"), invoice(&mut desk, "50.50"));
    let all = vec![booked(&desk, "b1", &[(one, "100", None), (other, "50.50", None)])];
    let entries = |decision: &domain::Decision| {
        let entry = |fact: &Fact| match fact {
            Fact::Client(_, ClientFact::Paid { invoice, id, .. }) => Some((*invoice, *id)),
            _ => None,
        };
        decision.facts.iter().filter_map(entry).collect::<Vec<_>>()
    };
    let here = bring(&mut desk, all.clone()).expect("recorded");
    desk.ask(here.undo.clone().expect("an undo")).expect("undone");
    let again = bring(&mut desk, all.clone()).expect("recorded");
    assert_eq!(entries(&here).len(), 2);
    assert_eq!(entries(&here)[0].1, entries(&here)[1].1, "one act, one id");
    assert_ne!(entries(&here), entries(&again), "what was taken back stays as it was");

    // Another device that has seen nothing of it makes the very same entries.
    let mut elsewhere = Desk::on("2026-11-22");
    elsewhere.client = desk.client.clone();
    elsewhere.practice = desk.practice.clone();
    elsewhere.fresh.0 = 90_000;
    for paper in elsewhere.client.invoices.values_mut() {
        paper.payments.clear();
    }
    assert_eq!(entries(&bring(&mut elsewhere, all).expect("recorded")), entries(&here));
}

#[test]
fn a_file_that_cannot_be_recorded_whole_is_not_recorded_at_all() {
    let mut desk = Desk::on("2026-11-22");
    let one = invoice(&mut desk, "300");
    let mut late = booked(&desk, "b2", &[(one, "10", None)]);
    late.came.on = day("2026-12-01");
    let all = vec![booked(&desk, "b1", &[(one, "300", None)]), late];
    assert!(matches!(bring(&mut desk, all), Err(Refusal::PaymentInFuture { .. })));
    assert_eq!(standing(&desk, one).0, Standing::Open);
}

fn way(kind: ItemKind, fields: &[(ItemField, &str)]) -> Vec<Way> {
    vec![Way { item: None, kind, changes: fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect(), gone: false }]
}

#[test]
fn accounts_are_checked_and_one_is_the_usual_of_its_currency() {
    use ItemField as F;
    let mut desk = Desk::on("2026-11-22");
    let wrong = way(ItemKind::Account, &[(F::Account, "DE89370400440532013001")]);
    assert_eq!(desk.ask(Command::SaveWays { ways: wrong }).map(|_| ()), Err(Refusal::IbanInvalid { error: IbanError::Checksum }));
    let none = way(ItemKind::Account, &[(F::Title, "Main")]);
    assert_eq!(desk.ask(Command::SaveWays { ways: none }).map(|_| ()), Err(Refusal::ItemMissing { field: F::Account }));
    let euro = |account: &'static str| way(ItemKind::Account, &[(F::Account, account), (F::Currency, "EUR"), (F::Usual, "yes")]);
    desk.ask(Command::SaveWays { ways: euro("DE89370400440532013000") }).expect("saved");
    let second = desk.ask(Command::SaveWays { ways: euro("AT611904300234573201") }).expect("saved");
    let usual = |desk: &Desk| desk.practice.account_for(Currency::EUR).and_then(|one| one.iban).map(|iban| iban.country().to_owned());
    assert_eq!(usual(&desk).as_deref(), Some("AT"));
    assert_eq!(desk.practice.accounts().iter().filter(|(.., usual)| *usual).count(), 1);
    let undone = desk.ask(second.undo.expect("an undo")).expect("undone");
    assert_eq!(usual(&desk).as_deref(), Some("DE"));
    desk.ask(undone.undo.expect("a way back")).expect("done again");
    assert_eq!(usual(&desk).as_deref(), Some("AT"));
    let one = invoice(&mut desk, "10");
    let paper = desk.client.invoices[&one].issue().expect("issued").document.pay_to().to_owned();
    assert!(paper.contains("AT61 1904 3002 3457 3201"), "{paper}");
}

#[test]
fn a_document_keeps_the_logo_it_was_issued_with() {
    use ItemField as F;
    let mut desk = Desk::on("2026-11-22");
    let (first, second) = ("iVBORw0KGgo=", "iVBORw0KGgoA");
    let saved = |picture: &str, hash: &str| way(ItemKind::Logo, &[(F::Picture, picture), (F::Hash, hash)]);
    let hash = domain::seal::hash;
    let ask = |desk: &mut Desk, ways| desk.ask(Command::SaveWays { ways }).map(|_| ());
    assert_eq!(ask(&mut desk, saved("PHN2Zz4=", &hash("PHN2Zz4="))), Err(Refusal::ItemInvalid { field: F::Picture }), "no PNG");
    assert_eq!(ask(&mut desk, saved(first, &hash(second))), Err(Refusal::ItemInvalid { field: F::Picture }), "another's hash");
    ask(&mut desk, saved(first, &hash(first))).expect("saved");
    let one = invoice(&mut desk, "10");
    let (item, _) = desk.practice.logo().expect("a logo");
    let gone = Way { item: Some(item), kind: ItemKind::Logo, changes: Vec::new(), gone: true };
    ask(&mut desk, [gone].into_iter().chain(saved(second, &hash(second))).collect()).expect("another");
    let other = invoice(&mut desk, "20");
    let of = |desk: &Desk, id| {
        let logo = desk.client.invoices[&id].issue().expect("issued").document.logo().expect("a logo").to_owned();
        desk.practice.picture(&logo).expect("a picture").to_owned()
    };
    assert_eq!((of(&desk, one), of(&desk, other)), (first.to_owned(), second.to_owned()));
}

#[test]
fn the_hash_of_a_pdf_is_kept_with_its_document_once() {
    use ItemField as F;
    let mut desk = Desk::on("2026-11-22");
    let (one, client) = (invoice(&mut desk, "10"), desk.client.id);
    let mut note = |hash: &str, day: &str| {
        let fields = vec![(F::Invoice, one.to_string()), (F::Hash, hash.to_owned()), (F::Day, day.to_owned())];
        desk.ask(Command::AddItem { client, kind: ItemKind::Print, fields }).map(|outcome| outcome.undo.is_none())
    };
    let (first, second) = (domain::seal::hash("a"), domain::seal::hash("b"));
    assert_eq!(note(&first, "2026-11-22"), Ok(true), "no step to be taken back");
    assert_eq!(note(&first, "2026-11-23"), Ok(true));
    assert_eq!(note(&second, "2026-11-24"), Ok(true));
    assert_eq!(note("no hash", "2026-11-24"), Err(Refusal::ItemInvalid { field: F::Hash }));
    let kept: Vec<String> = domain::print::of(&desk.client, one).iter().map(|(day, hash)| format!("{day} {hash}")).collect();
    assert_eq!(kept, [format!("2026-11-22 {first}"), format!("2026-11-24 {second}")]);
}

#[test]
fn links_are_checked() {
    use ItemField as F;
    let mut desk = Desk::on("2026-11-22");
    let mut ask = |fields: &[(ItemField, &str)]| desk.ask(Command::SaveWays { ways: way(ItemKind::PayLink, fields) }).map(|_| ());
    assert_eq!(ask(&[(F::Title, "x"), (F::Link, "http://a.example")]), Err(Refusal::LinkInvalid { error: LinkError::NotHttps }));
    assert_eq!(ask(&[(F::Title, "x"), (F::Link, "https://a.example"), (F::Price, "5")]), Err(Refusal::CurrencyMissing));
    assert_eq!(ask(&[(F::Title, "x"), (F::Link, "https://a.example/{amount}")]), Ok(()));
}
