use super::*;
use crate::client::Stamp;
use crate::fact::{ItemFact, PracticeFact};
use crate::field::PracticeField;
use crate::invoice::Party;
use crate::item::{ItemField, ItemKind};
use crate::money::{Currency, Money};
use crate::practice::Practice;
use crate::{Id, ItemId};

fn money(text: &str, currency: Currency) -> Money {
    Money::exact(text.parse().expect(text), currency).expect(text)
}

fn party(name: &str, street: &str, code: &str, town: &str, country: &str) -> Party {
    let [name, street, postal_code, city, country] = [name, street, code, town, country].map(str::to_owned);
    Party { name, street, postal_code, city, country, email: "accounts@example.org".to_owned(), ..Party::default() }
}

fn with_items(items: &[(ItemKind, &[(ItemField, &str)])]) -> Practice {
    let mut practice = Practice::default();
    for (at, (kind, fields)) in items.iter().enumerate() {
        let item = ItemId(Id::from_bytes([at as u8 + 1; 16]));
        practice.add(&PracticeFact::Item(ItemFact::Made { item, kind: *kind, batch: None }), Stamp::UNWRITTEN);
        for (field, to) in *fields {
            practice.add(&PracticeFact::Item(ItemFact::Set { item, field: *field, to: (*to).to_owned() }), Stamp::UNWRITTEN);
        }
    }
    practice
}

const SWISS: &str = "IBAN: CH93 0076 2011 6238 5295 7";
const SWISS_QR: &str = "IBAN: CH44 3199 9123 0008 8901 2";
const GERMAN: &str = "Bank: Sparkasse\nIBAN: DE89 3704 0044 0532 0130 00";

fn code(number: &str, open: Option<Money>, pay_to: &str) -> Result<Code, Lack> {
    let sender = party("Fieldnote Studio", "Lindenweg 12a", "8005", "Zürich", "Schweiz");
    let recipient = party("Bäckerei Kübler", "Marktgasse 3", "3011", "Bern", "CH");
    let total = money("300", Currency::EUR);
    let practice = Practice::default();
    codes(&Asked::new(number, (total, open), (&sender, &recipient), pay_to, &practice), &practice).code
}

fn epc_text(number: &str, open: Money, pay_to: &str) -> String {
    match code(number, Some(open), pay_to) {
        Ok(Code::Epc(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn bill(number: &str, open: Money, pay_to: &str) -> SwissBill {
    match code(number, Some(open), pay_to) {
        Ok(Code::Swiss(bill)) => *bill,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_european_code_asks_for_what_is_open() {
    let eur = |text| money(text, Currency::EUR);
    let text = epc_text("20260042", eur("149.90"), GERMAN);
    assert_eq!(text, "BCD\n002\n1\nSCT\n\nFieldnote Studio\nDE89370400440532013000\nEUR149.90\n\nRF8820260042");
    assert!(epc_text("Ж 7", eur("50"), GERMAN).ends_with("EUR50.00\n\n\nЖ 7"));
    assert_eq!(code("1", Some(eur("0")), GERMAN), Err(Lack::NothingOpen));
    assert_eq!(code("1", Some(eur("-1")), GERMAN), Err(Lack::NothingOpen));
    assert_eq!(code("1", None, GERMAN), Err(Lack::NothingOpen));
    assert!(code("1", Some(eur("999999999.99")), GERMAN).is_ok());
    assert_eq!(code("1", Some(eur("1000000000")), GERMAN), Err(Lack::TooMuch));
    assert_eq!(code("1", Some(eur("1")), "Cash only"), Err(Lack::NoIban));
    assert_eq!(code("1", Some(money("1", Currency::USD)), GERMAN), Err(Lack::Currency));
}

#[test]
fn the_european_code_never_is_longer_than_it_may_be() {
    let name = "Ж".repeat(200);
    let sender = party(&name, "", "", "", "DE");
    let recipient = Party::default();
    let total = money("1", Currency::EUR);
    let practice = Practice::default();
    let number = "Ж".repeat(140);
    let asked = Asked::new(&number, (total, Some(total)), (&sender, &recipient), GERMAN, &practice);
    assert_eq!(epc(&asked), Err(Lack::TooLong));
    let asked = Asked { number: "7", ..asked };
    assert!(epc(&asked).is_ok_and(|text| text.len() <= EPC_MOST_BYTES));
}

#[test]
fn the_swiss_code_has_every_element_in_its_place() {
    let chf = money("1949.75", Currency::CHF);
    let known = bill("INV-2026-001", chf, SWISS);
    let lines: Vec<&str> = known.payload.split('\n').collect();
    let reference = creditor_reference("INV-2026-001").expect("a reference");
    assert_eq!(
        lines[..11],
        ["SPC", "0200", "1", "CH9300762011623852957", "S", "Fieldnote Studio", "Lindenweg", "12a", "8005", "Zürich", "CH"]
    );
    assert_eq!(lines[11..18], [""; 7]);
    assert_eq!(lines[18..27], ["1949.75", "CHF", "S", "Bäckerei Kübler", "Marktgasse", "3", "3011", "Bern", "CH"]);
    assert_eq!(lines[27..], ["SCOR", reference.as_str(), "INV-2026-001", "EPD"]);
    let known = bill("INV-2026-001", chf, SWISS_QR);
    assert!(known.payload.contains("\nQRR\n") && known.reference.as_deref().is_some_and(is_qr_reference));
    let known = bill("№", chf, SWISS);
    assert!(known.payload.ends_with("\nNON\n\n\nEPD"), "{}", known.payload);
    assert_eq!(code("№", Some(chf), SWISS_QR), Err(Lack::NoReference));
    assert_eq!(code("1", Some(chf), GERMAN), Err(Lack::Country));
    assert_eq!(code("1", Some(chf), ""), Err(Lack::NoIban));
}

#[test]
fn a_debtor_without_an_address_is_left_to_be_filled_in() {
    let sender = party("Studio", "", "8005", "Zürich", "CH");
    let recipient = party("Kübler", "", "", "", "");
    let total = money("10", Currency::CHF);
    let practice = Practice::default();
    let asked = |sender, recipient| Asked::new("1", (total, Some(total)), (sender, recipient), SWISS, &practice);
    let known = swiss(&asked(&sender, &recipient)).expect("a bill");
    assert_eq!((known.debtor, known.payload.split('\n').count()), (None, 31));
    assert_eq!(swiss(&asked(&recipient, &sender)).map(|_| ()), Err(Lack::Address));
    let russian = party("Студия", "", "8005", "Zürich", "CH");
    assert_eq!(swiss(&asked(&russian, &recipient)).map(|_| ()), Err(Lack::Letters));
    assert!(swiss(&asked(&sender, &russian)).is_ok_and(|bill| bill.debtor.is_none()));
}

#[test]
fn in_euro_a_swiss_account_gives_each_side_its_own_code() {
    let eur = money("20", Currency::EUR);
    assert!(matches!(code("1", Some(eur), SWISS), Ok(Code::Swiss(_))));
    let sender = party("Studio", "", "8005", "Zürich", "CH");
    let recipient = party("Kunde", "", "10115", "Berlin", "Germany");
    let practice = Practice::default();
    let of = |pay_to| codes(&Asked::new("1", (eur, Some(eur)), (&sender, &recipient), pay_to, &practice), &practice).code;
    assert!(matches!(of(SWISS), Ok(Code::Epc(_))));
    assert!(matches!(of(SWISS_QR), Ok(Code::Swiss(_))));
}

#[test]
fn the_account_is_that_of_the_currency() {
    use ItemField as F;
    let mut practice = with_items(&[
        (
            ItemKind::Account,
            &[
                (F::Title, "Main"),
                (F::Holder, "Fieldnote GmbH"),
                (F::Account, "DE89370400440532013000"),
                (F::Bic, "COBADEFFXXX"),
                (F::Currency, "EUR"),
            ],
        ),
        (ItemKind::Account, &[(F::Title, "Second"), (F::Account, "AT611904300234573201"), (F::Currency, "EUR"), (F::Usual, "yes")]),
        (ItemKind::Account, &[(F::Title, "Other"), (F::Account, "12-34-56 12345678")]),
    ]);
    practice.fields.insert(PracticeField::PayTo, "Thank you".to_owned());
    assert_eq!(practice.pay_to(Currency::EUR), "IBAN: AT61 1904 3002 3457 3201\nThank you");
    assert_eq!(practice.pay_to(Currency::USD), "12-34-56 12345678\nThank you");
    practice.fields.insert(PracticeField::PayTo, "Account 12-34-56, 12345678".to_owned());
    assert_eq!(practice.pay_to(Currency::USD), "Account 12-34-56, 12345678");
    let nobody = Party { name: "Fieldnote".to_owned(), ..Party::default() };
    let total = money("5", Currency::EUR);
    let asked = Asked::new("7", (total, Some(total)), (&nobody, &nobody), "to DE89 3704 0044 0532 0130 00", &practice);
    assert_eq!((asked.holder, asked.bic), ("Fieldnote GmbH", "COBADEFFXXX"));
}

fn link(template: &str, fixed: Option<&str>, currency: Option<Currency>) -> Link {
    Link { name: "Card".to_owned(), template: template.to_owned(), currency, fixed: fixed.map(|text| text.parse().expect(text)) }
}

fn shown(link: &Link, open: Option<Money>) -> Result<(String, Option<Money>), Lack> {
    let sender = party("Studio", "", "8005", "Zürich", "CH");
    let recipient = party("Müller & Söhne", "", "", "", "");
    let practice = Practice::default();
    let asked = Asked::new("INV 2026/001", (money("300", Currency::EUR), open), (&sender, &recipient), "", &practice);
    shown_link(link, &asked).map(|shown| (shown.url, shown.asks))
}

#[test]
fn a_link_carries_what_is_open_and_is_encoded() {
    let eur = |text| money(text, Currency::EUR);
    let open = Some(eur("50.5"));
    assert_eq!(
        shown(&link("https://paypal.me/fieldnote/{amount}{currency}", None, None), open),
        Ok(("https://paypal.me/fieldnote/50.50EUR".to_owned(), open))
    );
    let stripe = link("https://buy.stripe.com/a1?prefilled_email={email}&client_reference_id={reference}", None, None);
    assert_eq!(
        shown(&stripe, open),
        Ok(("https://buy.stripe.com/a1?prefilled_email=accounts%40example.org&client_reference_id=INV-2026-001".to_owned(), None))
    );
    let any = link("https://pay.example/?n={number}&who={name}&c={cents}", None, None);
    assert_eq!(
        shown(&any, open),
        Ok(("https://pay.example/?n=INV%202026%2F001&who=M%C3%BCller%20%26%20S%C3%B6hne&c=5050".to_owned(), open))
    );
    assert_eq!(shown(&stripe, None), Err(Lack::NothingOpen));
    assert_eq!(shown(&link("https://a.example/", None, Some(Currency::USD)), open), Err(Lack::Currency));
}

#[test]
fn a_link_with_a_fixed_amount_is_for_that_amount_alone() {
    let eur = |text| Some(money(text, Currency::EUR));
    let fixed = link("https://buy.stripe.com/a1", Some("300"), None);
    assert_eq!(shown(&fixed, eur("300")), Ok(("https://buy.stripe.com/a1".to_owned(), eur("300"))));
    assert_eq!(shown(&fixed, eur("50")), Err(Lack::OtherAmount));
}

#[test]
fn only_a_safe_template_is_taken() {
    assert_eq!(check_link("https://paypal.me/x/{amount}"), Ok(()));
    assert_eq!(check_link("HTTPS://pay.example"), Ok(()));
    for bad in
        ["http://pay.example", "javascript:alert(1)", "https://", "https:///x", "https://host", "https://a@b.example/", "pay.example"]
    {
        assert_eq!(check_link(bad), Err(LinkError::NotHttps), "{bad}");
    }
    assert_eq!(check_link("https://{name}.example/"), Err(LinkError::Host));
    assert_eq!(check_link("https://pay.example/{sum}"), Err(LinkError::Unknown("sum".to_owned())));
    assert_eq!(check_link("https://pay.example/{amount"), Err(LinkError::Brace));
    assert_eq!(check_link("https://pay.example/}"), Err(LinkError::Brace));
    assert_eq!(check_link("https://pay.example/a b"), Err(LinkError::Sign(' ')));
}
