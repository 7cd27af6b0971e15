//! The facts of one client, or one invoice, that a file brought.

use crate::client::{NoteKind, Origin};
use crate::content::{Content, Kind, Line, Terms};
use crate::decide::billing::cleaned;
use crate::decide::client::contact_facts;
use crate::decide::{field_text, opened};
use crate::fact::{ClientFact, PracticeFact};
use crate::field::Field;
use crate::intake::{BroughtClient, BroughtInvoice, BroughtState};
use crate::invoice::{Issued, Letterhead, Party, Payment};
use crate::practice::Taken;
use crate::time::Now;
use crate::{BatchId, ClientId, ContactId, Fresh, InvoiceId, IssueId, LineId, NoteId, PaymentId, Stage, VoidId, text};

pub(super) fn client_facts(brought: &BroughtClient, batch: BatchId, now: Now, fresh: &mut dyn Fresh) -> Vec<ClientFact> {
    let mut facts = opened(Origin::Imported(batch), Stage::Attraction, now, fresh);
    let mut note = text::prose(&brought.note, 20_000);
    for (field, given) in &brought.fields {
        match field_text(*field, given) {
            Ok(to) if to.is_empty() => {}
            Ok(to) => facts.push(ClientFact::FieldSet { field: *field, to }),
            // What no field can hold is kept as it was written, where a person finds it.
            Err(_) => note = format!("{note}\n{}: {}", field.key(), text::prose(given, 2_000)),
        }
    }
    let contact = ContactId::fresh(fresh);
    for (field, given) in &brought.contact {
        match contact_facts(contact, vec![(*field, given.clone())]) {
            Ok(said) => facts.extend(said),
            Err(_) => note = format!("{note}\n{}: {}", field.key(), text::prose(given, 2_000)),
        }
    }
    let note = note.trim().to_owned();
    if !note.is_empty() {
        let id = NoteId::fresh(fresh);
        facts.push(ClientFact::NoteWritten {
            id,
            kind: NoteKind::Note,
            direction: None,
            happened: now.today,
            text: note,
            batch: Some(batch),
        });
    }
    facts
}

/// The client that an invoice names and no list of clients does.
pub(super) fn named(invoice: &BroughtInvoice) -> BroughtClient {
    let mut fields = vec![(Field::Name, invoice.client_name.clone())];
    if !invoice.client_email.is_empty() {
        fields.push((Field::Email, invoice.client_email.clone()));
    }
    BroughtClient { row: invoice.row, fields, ..BroughtClient::default() }
}

/// Whose an invoice becomes, in whose name and with which import.
#[derive(Clone, Copy, Debug)]
pub(super) struct Billing<'a> {
    pub(super) sender: &'a Party,
    pub(super) client: ClientId,
    /// As the client is called here.
    pub(super) name: Option<&'a str>,
    pub(super) batch: BatchId,
}

/// None: figures beyond what can be computed. What is issued takes its number in the same act.
pub(super) fn invoice_facts(
    brought: &BroughtInvoice,
    billing: Billing<'_>,
    fresh: &mut dyn Fresh,
) -> Option<(Option<PracticeFact>, Vec<ClientFact>)> {
    let Billing { sender, client, name, batch } = billing;
    let invoice = InvoiceId::fresh(fresh);
    let content = cleaned(content_of(brought, fresh)).ok()?;
    let mut facts = vec![ClientFact::Drafted { invoice, origin: Origin::Imported(batch), content: content.clone() }];
    if brought.state == BroughtState::Draft {
        return Some((None, facts));
    }
    let name = name.map_or_else(|| text::line(&brought.client_name, Field::Name.most()), str::to_owned);
    let recipient = Party { name, email: text::line(&brought.client_email, 254), ..Party::default() };
    let number = text::line(&brought.number, 60);
    let head = Letterhead { number: number.clone(), sender: sender.clone(), recipient, pay_to: String::new(), accent: None, logo: None };
    let document = Issued::kept(content, head, brought.dated, brought.due).ok()?;
    let id = IssueId::fresh(fresh);
    let taken = Taken { batch: Some(batch), ..Taken::of(number, Kind::Invoice, client, invoice) };
    facts.push(ClientFact::Issued { invoice, id, document: Box::new(document) });
    if brought.paid.is_positive() {
        let on = brought.paid_on.unwrap_or(brought.dated);
        let payment = Payment { batch: Some(batch), ..Payment::received(brought.paid, on, String::new()) };
        facts.push(ClientFact::Paid { invoice, id: PaymentId::fresh(fresh), payment });
    }
    if brought.state == BroughtState::Void {
        facts.push(ClientFact::Voided { invoice, id: VoidId::fresh(fresh), on: brought.dated, reason: String::new() });
    }
    Some((Some(PracticeFact::NumberTaken { issue: id, taken }), facts))
}

fn content_of(brought: &BroughtInvoice, fresh: &mut dyn Fresh) -> Content {
    let lines = brought.lines.iter().map(|line| Line {
        description: line.description.clone(),
        quantity: line.quantity,
        unit: line.unit.clone(),
        price: line.price,
        tax: line.tax,
        ..Line::blank(LineId::fresh(fresh))
    });
    Content {
        dated: Some(brought.dated),
        terms: brought.due.map_or(Terms::OnReceipt, Terms::On),
        lines: lines.collect(),
        discount: brought.discount,
        prices_include_tax: brought.prices_include_tax,
        tax_name: brought.tax_name.clone(),
        reference: brought.reference.clone(),
        note: brought.note.clone(),
        ..Content::blank(Kind::Invoice, brought.currency)
    }
}
