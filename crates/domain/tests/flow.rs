//! How documents follow from each other: deposits and what is left, credit notes, receipts, copies, and what may be voided.

#[path = "desk/mod.rs"]
mod desk;

use domain::command::{Command, Done, Refusal};
use domain::content::{
    Adjustment, CashStep, Category, Content, Kind, Line, Part, Percent, Quantity, SecondTax, TaxGroup, Terms, UnitPrice, Way, Withholding,
};
use domain::decide::Next;
use domain::field::PracticeField;
use domain::flow::{self, Deposit};
use domain::invoice::{Issued, Letterhead, Party, Standing};
use domain::money::Currency;
use domain::row::Row;
use domain::{Id, InvoiceId, LineId, PaymentId, credit};
use proptest::prelude::*;
use rust_decimal::Decimal;

use desk::{Desk, day};

fn dec(text: &str) -> Decimal {
    text.parse().expect(text)
}

fn percent(text: &str) -> Percent {
    Percent::new(dec(text)).expect(text)
}

/// Lines as `quantity × price at rate`, comma between.
fn content(kind: Kind, lines: &str) -> Content {
    let mut content = Content { terms: Terms::Net(14), ..Content::blank(kind, Currency::EUR) };
    for (at, line) in lines.split(',').enumerate() {
        let mut words = line.split_whitespace();
        let mut next = || words.next().expect("quantity price [rate]");
        let (quantity, price) = (Quantity::new(dec(next())).expect("quantity"), UnitPrice::new(dec(next())).expect("price"));
        let id = LineId(Id::from_bytes([at as u8 + 1; 16]));
        content.lines.push(Line { description: "Work".to_owned(), quantity, price, tax: words.next().map(percent), ..Line::blank(id) });
    }
    content
}

impl Desk {
    fn new() -> Self {
        let mut desk = Self::on("2026-11-22");
        desk.practice.fields.insert(PracticeField::Name, "Fieldnote".to_owned());
        desk
    }

    fn draft(&mut self, content: Content) -> InvoiceId {
        match self.ask(Command::Draft { client: self.client.id, content }).expect("a draft").done {
            Done::Drafted { invoice, .. } => invoice,
            done => panic!("{done:?}"),
        }
    }

    fn issue(&mut self, invoice: InvoiceId) -> Result<String, Refusal> {
        match self.ask(Command::Issue { client: self.client.id, invoice })?.done {
            Done::Issued { number, .. } => Ok(number),
            done => panic!("{done:?}"),
        }
    }

    fn issued(&mut self, content: Content) -> InvoiceId {
        let invoice = self.draft(content);
        self.issue(invoice).expect("issued");
        invoice
    }

    fn follow(&mut self, invoice: InvoiceId, kind: Kind, part: Option<&str>, payment: Option<PaymentId>) -> Result<InvoiceId, Refusal> {
        let part = part.map(|part| part.strip_suffix('%').map_or_else(|| Part::Fixed(dec(part)), |share| Part::Percent(percent(share))));
        let next = Next { kind, part, payment, wording: "What it is".to_owned() };
        match self.ask(Command::Follow { client: self.client.id, invoice, next })?.done {
            Done::Drafted { invoice, .. } => Ok(invoice),
            done => panic!("{done:?}"),
        }
    }

    fn pay(&mut self, invoice: InvoiceId, amount: &str) -> PaymentId {
        let (client, on) = (self.client.id, self.now.today);
        let paid = self.ask(Command::RecordPayment { client, invoice, amount: dec(amount), on, method: String::new() }).expect("paid");
        match paid.undo {
            Some(Command::WithdrawPayment { id, .. }) => id,
            undo => panic!("{undo:?}"),
        }
    }

    fn void(&mut self, invoice: InvoiceId) -> Result<(), Refusal> {
        self.ask(Command::Void { client: self.client.id, invoice, reason: "Wrong".to_owned() }).map(|_| ())
    }

    fn edit(&mut self, invoice: InvoiceId, change: impl FnOnce(&mut Content)) {
        let mut content = self.content(invoice).clone();
        change(&mut content);
        self.ask(Command::EditDraft { client: self.client.id, invoice, content }).expect("edited");
    }

    fn content(&self, invoice: InvoiceId) -> &Content {
        self.client.invoices[&invoice].content().expect("content")
    }

    /// `net + tax = total, − prepaid = payable`.
    fn figures(&self, invoice: InvoiceId) -> String {
        let totals = self.content(invoice).totals().expect("totals");
        let [net, tax, total, prepaid, payable] =
            [totals.net, totals.tax, totals.total, totals.prepaid, totals.payable].map(|money| money.amount().to_string());
        format!("{net} + {tax} = {total}, - {prepaid} = {payable}")
    }

    fn open(&self, invoice: InvoiceId) -> (Standing, String) {
        let invoice = &self.client.invoices[&invoice];
        (invoice.standing(), invoice.open().expect("issued").amount().to_string())
    }
}

#[test]
fn a_deposit_is_asked_for_paid_and_taken_off_with_its_tax() {
    let mut desk = Desk::new();
    let quote = desk.issued(content(Kind::Quote, "1 1000 19"));
    let deposit = desk.follow(quote, Kind::Deposit, Some("30%"), None).expect("a deposit invoice");
    assert_eq!(desk.figures(deposit), "300.00 + 57.00 = 357.00, - 0.00 = 357.00");
    let number = desk.issue(deposit).expect("issued");

    // Unpaid, it is not taken off, and the draft is told so.
    let early = desk.follow(quote, Kind::Invoice, None, None).expect("a final invoice");
    assert_eq!(desk.figures(early), "1000.00 + 190.00 = 1190.00, - 0.00 = 1190.00");
    let states = flow::deposits(&desk.client, Some(early), None);
    let open = desk.client.invoices[&deposit].open().expect("open");
    assert_eq!(states, [(deposit, Deposit::Open(open))]);

    let payment = desk.pay(deposit, "357");
    desk.ask(Command::Deduct { client: desk.client.id, invoice: early }).expect("taken off");
    assert_eq!(desk.figures(early), "1000.00 + 190.00 = 1190.00, - 357.00 = 833.00");
    let taken = &desk.content(early).deducts[0];
    assert_eq!((taken.number.as_str(), taken.dated, taken.sums[0].base.amount(), taken.sums[0].due.amount()), {
        (number.as_str(), day("2026-11-22"), dec("300.00"), dec("57.00"))
    });
    assert_eq!(flow::deposits(&desk.client, Some(early), None), [(deposit, Deposit::Paid)]);

    // A second one does not take it off as well.
    let second = desk.follow(deposit, Kind::Invoice, None, None).expect("another");
    assert_eq!(desk.figures(second), "1000.00 + 190.00 = 1190.00, - 0.00 = 1190.00", "it charges what the quote said");
    assert_eq!(flow::deposits(&desk.client, Some(second), None), [(deposit, Deposit::TakenBy(early))]);

    // What is not paid any more cannot be issued as taken off.
    let client = desk.client.id;
    desk.ask(Command::WithdrawPayment { client, invoice: deposit, id: payment, gone: true }).expect("withdrawn");
    assert_eq!(desk.issue(early), Err(Refusal::DepositUnpaid { number }));
    desk.ask(Command::WithdrawPayment { client, invoice: deposit, id: payment, gone: false }).expect("again");
    let last = desk.issue(early).expect("issued");
    assert_eq!(desk.open(early), (Standing::Open, "833.00".to_owned()));
    assert_eq!(flow::origins(&desk.client, early), [quote]);
    assert_eq!(flow::outcomes(&desk.client, quote), [deposit, early]);
    assert!(flow::outcomes(&desk.client, deposit).contains(&early));

    // Once it is taken off, the deposit is neither voided nor credited on its own.
    assert!(matches!(desk.void(deposit), Err(Refusal::NotVoidable { .. })));
    assert_eq!(desk.follow(deposit, Kind::CreditNote, None, None), Err(Refusal::DepositTaken { number: last }));
}

#[test]
fn a_deposit_keeps_its_total_over_several_rates() {
    for (lines, part, figures) in [
        ("1 1000 19, 1 500 7", "30%", "450.00 + 67.50 = 517.50, - 0.00 = 517.50"),
        ("1 99.99 19, 1 0.03 7, 1 10 0", "33.3333%", ""),
        ("3 9.99 19", "10", ""),
        ("1 100, 1 50 19", "50%", ""),
        ("1 8180 9.975", "12.5%", ""),
    ] {
        let mut desk = Desk::new();
        let quote = desk.issued(content(Kind::Quote, lines));
        let total = desk.content(quote).totals().expect("totals").total;
        let wanted = match part.strip_suffix('%') {
            Some(share) => percent(share).of(total).expect("share").amount(),
            None => dec(part),
        };
        let deposit = desk.follow(quote, Kind::Deposit, Some(part), None).expect("a deposit invoice");
        assert_eq!(desk.content(deposit).totals().expect("totals").payable.amount(), wanted, "{lines} {part}");
        if !figures.is_empty() {
            assert_eq!(desk.figures(deposit), figures);
        }
    }
    let mut desk = Desk::new();
    let quote = desk.issued(content(Kind::Quote, "1 100"));
    assert!(matches!(desk.follow(quote, Kind::Deposit, Some("101%"), None), Err(Refusal::CannotIssue(_))));
    assert_eq!(desk.follow(quote, Kind::Deposit, Some("0"), None), Err(Refusal::PaymentNotPositive));
}

#[test]
fn a_deposit_of_a_draft_is_taken_off_that_draft() {
    let mut desk = Desk::new();
    let draft = desk.draft(Content { deposit: Some(Part::Percent(percent("30"))), ..content(Kind::Invoice, "1 1000 19") });
    let deposit = desk.follow(draft, Kind::Deposit, None, None).expect("a deposit invoice");
    desk.issue(deposit).expect("issued");
    desk.pay(deposit, "357");
    desk.ask(Command::Deduct { client: desk.client.id, invoice: draft }).expect("taken off");
    assert_eq!(desk.figures(draft), "1000.00 + 190.00 = 1190.00, - 357.00 = 833.00");
    desk.issue(draft).expect("issued");
    desk.pay(draft, "833");
    assert_eq!(desk.open(draft), (Standing::Paid, "0.00".to_owned()));
}

#[test]
fn a_credit_note_never_takes_back_more_than_there_is() {
    let mut desk = Desk::new();
    let invoice = desk.issued(content(Kind::Invoice, "1 1000 19, 1 100 7"));
    let number = credit::number(&desk.client, invoice);
    let part = desk.follow(invoice, Kind::CreditNote, None, None).expect("a credit note");
    let about = desk.content(part).about.clone().expect("what it is about");
    assert_eq!((about.invoice, about.number, about.dated), (invoice, number.clone(), day("2026-11-22")));
    desk.edit(part, |content| {
        content.lines.truncate(1);
        content.lines[0].price = UnitPrice::new(dec("200")).expect("price");
    });
    assert!(desk.issue(part).expect("issued").starts_with("CN-"), "a series of its own");
    assert_eq!(desk.open(invoice), (Standing::Open, "1059.00".to_owned()));
    assert!(matches!(desk.void(invoice), Err(Refusal::HasCreditNote { .. })));

    let all = desk.follow(invoice, Kind::CreditNote, None, None).expect("another");
    assert!(matches!(desk.issue(all), Err(Refusal::CreditAboveInvoice { .. })));
    // As much as is left, but at a rate that was not charged so.
    desk.edit(all, |content| {
        content.lines.truncate(1);
        content.lines[0].price = UnitPrice::new(dec("900")).expect("price");
        content.lines[0].tax = Some(percent("7"));
    });
    assert!(matches!(desk.issue(all), Err(Refusal::CreditAboveRate { .. })));
    desk.edit(all, |content| {
        content.lines[0].price = UnitPrice::new(dec("800")).expect("price");
        content.lines[0].tax = Some(percent("19"));
    });
    desk.issue(all).expect("issued");
    assert_eq!(desk.open(invoice), (Standing::Open, "107.00".to_owned()));
    desk.pay(invoice, "107");
    assert_eq!(desk.open(invoice), (Standing::Paid, "0.00".to_owned()));

    // A credit note that is voided gives back what it took; where that was used, it cannot be.
    let paid = desk.issued(content(Kind::Invoice, "1 50"));
    desk.pay(paid, "50");
    let note = desk.follow(paid, Kind::CreditNote, None, None).expect("a credit note");
    desk.issue(note).expect("issued");
    assert_eq!(desk.open(paid), (Standing::Overpaid, "-50.00".to_owned()));
    let next = desk.issued(content(Kind::Invoice, "1 80"));
    let (client, on) = (desk.client.id, desk.now.today);
    let used = desk.ask(Command::UseCredit { client, invoice: next, amount: dec("50"), on }).expect("used").undo.expect("a way back");
    assert!(matches!(desk.void(note), Err(Refusal::CreditInUse { .. })));
    desk.ask(used).expect("taken back");
    desk.void(note).expect("void");
    assert_eq!(desk.open(paid), (Standing::Paid, "0.00".to_owned()));
    assert_eq!(desk.open(note), (Standing::Void, "0.00".to_owned()));
}

#[test]
fn a_credit_note_without_its_invoice_is_not_issued() {
    let mut desk = Desk::new();
    let lone = desk.draft(content(Kind::CreditNote, "1 10"));
    assert_eq!(desk.issue(lone), Err(Refusal::NothingToCredit));
    let quote = desk.issued(content(Kind::Quote, "1 10"));
    assert_eq!(desk.follow(quote, Kind::CreditNote, None, None), Err(Refusal::CannotBecome { kind: Kind::CreditNote }));
    desk.void(quote).expect("void");
    assert_eq!(desk.follow(quote, Kind::Invoice, None, None), Err(Refusal::CannotBecome { kind: Kind::Invoice }));
}

#[test]
fn a_receipt_is_for_one_payment_and_falls_with_it() {
    let mut desk = Desk::new();
    let invoice = desk.issued(content(Kind::Invoice, "1 100 19"));
    let payment = desk.pay(invoice, "50");
    let receipt = desk.follow(invoice, Kind::Receipt, None, Some(payment)).expect("a receipt");
    assert_eq!(desk.figures(receipt), "50.00 + 0.00 = 50.00, - 0.00 = 50.00");
    let number = desk.issue(receipt).expect("issued");
    assert_eq!(desk.follow(invoice, Kind::Receipt, None, Some(payment)), Err(Refusal::ReceiptKnown { number }));
    let standing = |desk: &Desk| flow::standing(&desk.client, &desk.client.invoices[&receipt]);
    assert_eq!(standing(&desk), Standing::Given);
    let client = desk.client.id;
    desk.ask(Command::WithdrawPayment { client, invoice, id: payment, gone: true }).expect("withdrawn");
    assert_eq!((desk.open(invoice), standing(&desk)), ((Standing::Open, "119.00".to_owned()), Standing::Void));
    let row = Row::of(&desk.client, 0);
    assert_eq!(row.invoices.iter().find(|one| one.id == receipt).map(|one| one.standing), Some(Standing::Void));
    desk.ask(Command::WithdrawPayment { client, invoice, id: payment, gone: false }).expect("again");
    assert_eq!(standing(&desk), Standing::Given);
}

#[test]
fn a_copy_has_neither_days_nor_ties() {
    let mut desk = Desk::new();
    let quote =
        desk.issued(Content { dated: Some(day("2026-11-01")), valid_until: Some(day("2026-12-01")), ..content(Kind::Quote, "1 10") });
    let copy = flow::copy(desk.content(quote), Kind::Quote, Terms::Net(7));
    assert_eq!((copy.dated, copy.valid_until, copy.lines.len()), (None, None, 1));
    let proforma = desk.follow(quote, Kind::Proforma, None, None).expect("a proforma");
    let number = desk.issue(proforma).expect("issued");
    assert_eq!(desk.open(proforma), (Standing::Given, "0.00".to_owned()), "{number} asks for nothing");
    let invoice = desk.follow(proforma, Kind::Invoice, None, None).expect("an invoice");
    assert_eq!(flow::origins(&desk.client, invoice), [quote, proforma]);
    assert!(Row::of(&desk.client, 0).open().owed().next().is_none());
}

#[test]
fn what_was_taken_off_comes_back_with_the_whole() {
    let mut desk = Desk::new();
    let quote = desk.issued(content(Kind::Quote, "1 1000 19"));
    let deposit = desk.follow(quote, Kind::Deposit, Some("30%"), None).expect("a deposit invoice");
    desk.issue(deposit).expect("issued");
    desk.pay(deposit, "357");
    let last = desk.follow(deposit, Kind::Invoice, None, None).expect("a final invoice");
    desk.issue(last).expect("issued");
    let note = desk.follow(last, Kind::CreditNote, None, None).expect("a credit note");
    assert_eq!(desk.figures(note), desk.figures(last));
    desk.issue(note).expect("issued");
    assert_eq!(desk.open(last), (Standing::Credited, "0.00".to_owned()));
    // The deposit is free again: for another final invoice, or to be credited itself.
    let again = desk.follow(quote, Kind::Invoice, None, None).expect("another");
    assert_eq!(desk.figures(again), "1000.00 + 190.00 = 1190.00, - 357.00 = 833.00");
}

#[test]
fn a086_a_part_of_a_final_invoice_is_credited_though_it_took_a_deposit_off() {
    let mut desk = Desk::new();
    let quote = desk.issued(content(Kind::Quote, "1 1000 19"));
    let deposit = desk.follow(quote, Kind::Deposit, Some("30%"), None).expect("a deposit invoice");
    desk.issue(deposit).expect("issued");
    desk.pay(deposit, "357");
    let last = desk.follow(deposit, Kind::Invoice, None, None).expect("a final invoice");
    desk.issue(last).expect("issued");
    let price = |content: &mut Content, price: &str| content.lines[0].price = UnitPrice::new(dec(price)).expect(price);

    let note = desk.follow(last, Kind::CreditNote, None, None).expect("a credit note");
    desk.edit(note, |content| price(content, "100"));
    assert_eq!(desk.figures(note), "100.00 + 19.00 = 119.00, - 0.00 = 119.00");
    // Whoever gives back all of it after all takes off again what the invoice took off.
    desk.edit(note, |content| price(content, "1000"));
    assert_eq!(desk.figures(note), desk.figures(last));
    desk.edit(note, |content| price(content, "100"));
    desk.issue(note).expect("issued");
    assert_eq!(desk.open(last), (Standing::Open, "714.00".to_owned()));

    // Never more than it asked for itself: the deposit is credited by a note of its own.
    let rest = desk.follow(last, Kind::CreditNote, None, None).expect("a second note");
    desk.edit(rest, |content| price(content, "600.01"));
    assert!(matches!(desk.issue(rest), Err(Refusal::CreditAboveInvoice { .. })));
    desk.edit(rest, |content| price(content, "600"));
    desk.issue(rest).expect("issued");
    assert_eq!(desk.open(last), (Standing::Credited, "0.00".to_owned()));
}

#[test]
fn a_quote_knows_what_charges_it() {
    let mut desk = Desk::new();
    let quote = desk.issued(content(Kind::Quote, "1 1000 19"));
    assert_eq!(flow::charged_by(&desk.client, quote), None);
    let deposit = desk.follow(quote, Kind::Deposit, Some("30%"), None).expect("a deposit invoice");
    assert_eq!(flow::charged_by(&desk.client, quote), None, "a deposit asks for a part in advance");
    desk.issue(deposit).expect("issued");
    desk.pay(deposit, "357");
    let invoice = desk.follow(deposit, Kind::Invoice, None, None).expect("a final invoice");
    assert_eq!(flow::charged_by(&desk.client, deposit), Some(invoice));
    desk.issue(invoice).expect("issued");
    desk.void(invoice).expect("void");
    assert_eq!(flow::charged_by(&desk.client, deposit), None);
    let again = desk.follow(quote, Kind::Invoice, None, None).expect("an invoice");
    assert_eq!(flow::charged_by(&desk.client, quote), Some(again));
}

#[test]
fn what_is_tied_to_another_document_stays_of_its_kind() {
    let mut desk = Desk::new();
    let invoice = desk.issued(content(Kind::Invoice, "1 1000 19"));
    let paid = desk.pay(invoice, "100");
    let quote = desk.issued(content(Kind::Quote, "1 1000 19"));
    let note = desk.follow(invoice, Kind::CreditNote, None, None).expect("a credit note");
    let deposit = desk.follow(quote, Kind::Deposit, Some("30%"), None).expect("a deposit invoice");
    let receipt = desk.follow(invoice, Kind::Receipt, None, Some(paid)).expect("a receipt");
    let free = desk.draft(content(Kind::Invoice, "1 10 19"));
    let mut turn = |invoice: InvoiceId, kind: Kind| {
        let content = Content { kind, ..desk.content(invoice).clone() };
        desk.ask(Command::EditDraft { client: desk.client.id, invoice, content }).map(|_| ())
    };
    for tied in [note, deposit, receipt] {
        assert_eq!(turn(tied, Kind::Invoice), Err(Refusal::CannotBecome { kind: Kind::Invoice }));
    }
    assert_eq!(turn(free, Kind::CreditNote), Err(Refusal::CannotBecome { kind: Kind::CreditNote }));
    assert_eq!(turn(free, Kind::Proforma), Ok(()));
}

fn head() -> Letterhead {
    let sender = Party { name: "Fieldnote".to_owned(), ..Party::default() };
    Letterhead { number: "1".to_owned(), sender, recipient: Party::default(), pay_to: String::new(), accent: None }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// A credit note over the whole of an invoice comes to exactly zero with it: for each rate, in all, and in what is open.
    #[test]
    fn credit_of_an_invoice_is_exactly_zero(
        rows in prop::collection::vec((1i64..2_000_000, 1i64..10_000_000, 0usize..5), 1..8),
        included in any::<bool>(), per_line in any::<bool>(), discount in prop::option::of(0u32..100), paid in 0u32..3,
        (second, withheld, cash, charge, off) in (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), 0i64..400),
    ) {
        let rates = [None, Some("0"), Some("7"), Some("19"), Some("9.975")];
        let mut desk = Desk::new();
        let mut invoice = content(Kind::Invoice, "1 1");
        invoice.lines = rows.iter().enumerate().map(|(at, (quantity, price, rate))| Line {
            description: "Work".to_owned(),
            quantity: Quantity::new(Decimal::new(*quantity, 3)).expect("quantity"),
            price: UnitPrice::new(Decimal::new(*price, 3)).expect("price"),
            tax: rates[*rate].map(percent),
            category: if rates[*rate] == Some("0") { Category::Zero } else { Category::Standard },
            ..Line::blank(LineId(Id::from_bytes([at as u8 + 1; 16])))
        }).collect();
        invoice.prices_include_tax = included;
        invoice.tax_rounding = if per_line { domain::content::TaxRounding::PerLine } else { domain::content::TaxRounding::PerRate };
        invoice.discount = discount.map(|share| Part::Percent(Percent::new(share.into()).expect("share")));
        invoice.second_tax = second.then(|| SecondTax { name: "QST".to_owned(), percent: percent("9.975") });
        invoice.withholding = withheld.then(|| Withholding { name: String::new(), percent: percent("15") });
        invoice.cash = CashStep::new(dec("0.05")).ok().filter(|_| cash);
        let adjust = |way: Way, part: Part, rate: Option<&str>| {
            let tax = rate.and_then(|rate| TaxGroup::of(Category::Standard, Some(percent(rate))));
            Adjustment { way, part, reason: "Agreed".to_owned(), tax }
        };
        invoice.adjustments.extend((off > 0).then(|| adjust(Way::Allowance, Part::Fixed(Decimal::new(off, 2)), None)));
        invoice.adjustments.extend(charge.then(|| adjust(Way::Charge, Part::Fixed(dec("12.34")), Some("19"))));
        prop_assume!(Issued::from_draft(invoice.clone(), head(), desk.now.today, Terms::due).is_ok());
        prop_assume!(invoice.totals().expect("totals").payable.is_positive());
        let id = desk.issued(invoice);
        let asked = desk.content(id).totals().expect("totals");
        if paid > 0 {
            desk.pay(id, &(asked.payable.amount() / Decimal::from(paid)).round_dp(2).max(Decimal::new(1, 2)).to_string());
        }
        let before = desk.client.invoices[&id].received().expect("issued");
        let note = desk.follow(id, Kind::CreditNote, None, None).expect("a credit note");
        desk.issue(note).expect("issued");
        let back = desk.content(note).totals().expect("totals");
        prop_assert_eq!(&asked.taxes, &back.taxes);
        prop_assert_eq!((asked.net, asked.tax, asked.payable), (back.net, back.tax, back.payable));
        // What is left is the client's own money, to the cent.
        prop_assert_eq!(desk.client.invoices[&id].open().expect("open"), before.negated());
        prop_assert_eq!(credit::of(&desk.client).get(Currency::EUR), before);
        let third = desk.follow(id, Kind::CreditNote, None, None).and_then(|again| desk.issue(again).map(|_| ()));
        prop_assert!(third.is_err());
    }
}
