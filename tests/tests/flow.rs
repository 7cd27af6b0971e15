//! Documents that follow from each other and the money that finds them, through the session and back from the disk.

use domain::command::{Incoming, Share};
use domain::content::{Content, Kind, Line, Part, Percent, Terms, UnitPrice};
use domain::decide::Next;
use domain::field::PracticeField;
use domain::invoice::Standing;
use domain::money::Currency;
use domain::payment::Difference;
use domain::{ClientId, Command, Done, Id, InvoiceId, LineId, credit, flow};
use rust_decimal::Decimal;
use throughline_tests::memory::Disk;
use throughline_tests::tab::Tab;

fn dec(text: &str) -> Decimal {
    text.parse().expect(text)
}

fn content(kind: Kind, price: &str, tax: Option<&str>) -> Content {
    let mut content = Content { terms: Terms::Net(14), ..Content::blank(kind, Currency::EUR) };
    content.lines.push(Line {
        description: "Website".to_owned(),
        price: UnitPrice::new(dec(price)).expect(price),
        tax: tax.map(|rate| Percent::new(dec(rate)).expect(rate)),
        ..Line::blank(LineId(Id::from_bytes([1; 16])))
    });
    content
}

fn drafted(done: &Done) -> InvoiceId {
    match done {
        Done::Drafted { invoice, .. } => *invoice,
        other => panic!("no draft: {other:?}"),
    }
}

fn issued(tab: &mut Tab, client: ClientId, made: &Done) -> InvoiceId {
    let invoice = drafted(made);
    tab.must(Command::Issue { client, invoice });
    invoice
}

fn follow(tab: &mut Tab, client: ClientId, invoice: InvoiceId, kind: Kind, part: Option<Part>) -> InvoiceId {
    let next = Next { kind, part, payment: None, wording: "Deposit".to_owned() };
    let made = tab.must(Command::Follow { client, invoice, next }).done;
    issued(tab, client, &made)
}

fn open(tab: &mut Tab, client: ClientId, invoice: InvoiceId) -> (Standing, String) {
    let known = &tab.look(client).invoices[&invoice];
    (known.standing(), known.open().expect("issued").amount().to_string())
}

#[test]
fn from_a_quote_to_nothing_owed_and_it_is_all_there_again() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] });
    let today = tab.now.today;
    let made = tab.must(Command::Draft { client: acme, content: content(Kind::Quote, "1000", Some("19")) }).done;
    let quote = issued(&mut tab, acme, &made);
    let third = Part::Percent(Percent::new(dec("30")).expect("30"));
    let deposit = follow(&mut tab, acme, quote, Kind::Deposit, Some(third));
    let receive = |shares: Vec<Share>| {
        let came = Incoming { on: today, method: "Bank transfer".to_owned(), shares, whole: None, came: None };
        Command::Receive { client: acme, came }
    };
    let share = |invoice, amount: &str, rest| Share { invoice, amount: dec(amount), rest };
    tab.must(receive(vec![share(deposit, "357", None)]));
    let last = follow(&mut tab, acme, quote, Kind::Invoice, None);
    assert_eq!(open(&mut tab, acme, last), (Standing::Open, "833.00".to_owned()));

    let made = tab.must(Command::Draft { client: acme, content: content(Kind::Invoice, "100", None) }).done;
    let other = issued(&mut tab, acme, &made);
    // One transfer for both, of which a bank kept a part, and 20.00 too much.
    let spread = tab.must(receive(vec![share(last, "831.50", Some(Difference::Fee)), share(other, "120", None)]));
    assert_eq!((open(&mut tab, acme, last).0, open(&mut tab, acme, other).0), (Standing::Paid, Standing::Overpaid));
    let back = tab.must(spread.undo.expect("a way back"));
    assert_eq!((open(&mut tab, acme, last).0, open(&mut tab, acme, other).0), (Standing::Open, Standing::Open));
    tab.must(back.undo.expect("a way forward"));

    let made = tab.must(Command::Draft { client: acme, content: content(Kind::Invoice, "50", None) }).done;
    let next = issued(&mut tab, acme, &made);
    tab.must(Command::UseCredit { client: acme, invoice: next, amount: dec("20"), on: today });
    let note = follow(&mut tab, acme, next, Kind::CreditNote, None);
    // What the credit paid is the client's again, beyond what is credited.
    assert_eq!(open(&mut tab, acme, next), (Standing::Overpaid, "-20.00".to_owned()));
    tab.must(Command::NoteDocument { client: acme, invoice: note, text: "Agreed by telephone".to_owned() });

    let seen = (tab.look(acme).clone(), (*tab.session.rows()[&acme]).clone());
    let mut again = Tab::open(&disk, 2);
    let there = (again.look(acme).clone(), (*again.session.rows()[&acme]).clone());
    assert_eq!(there, seen);
    let client = &there.0;
    assert_eq!(flow::origins(client, last), [quote]);
    assert_eq!(flow::outcomes(client, deposit), [last]);
    assert_eq!(credit::of(client).get(Currency::EUR).amount(), dec("20.00"));
    assert_eq!(client.invoices[&note].note, "Agreed by telephone");
    let row = &there.1;
    assert_eq!(row.open().owed().count(), 0, "nothing is owed");
    let kinds = |kind| row.invoices.iter().filter(|one| one.kind == kind).map(|one| one.open.amount()).sum::<Decimal>();
    assert_eq!((kinds(Kind::Quote), kinds(Kind::CreditNote)), (Decimal::ZERO, Decimal::ZERO), "what asks for nothing is in no sum");
}
