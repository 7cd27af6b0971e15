//! What settled an issued document: what came in, went back, was credited.

use std::sync::Arc;

use crate::dom::*;
use domain::client::Client;
use domain::content::Kind;
use domain::payment::{Payment, PaymentKind};
use domain::{Command, InvoiceId, PaymentId, credit};

use super::Subject;
use super::issued::Standings;
use crate::part::focus::focus;
use crate::part::money::money;
use crate::route::Route;
use crate::words::{document as said, flow, paying as words};

#[derive(Clone, PartialEq)]
struct Came {
    id: PaymentId,
    payment: Payment,
    /// The other document that it names, with its number.
    other: Option<(InvoiceId, String)>,
    /// Over how many documents it was spread.
    documents: usize,
    double: bool,
    receipt: Option<(InvoiceId, String)>,
}

fn all(client: &Client, id: InvoiceId) -> Option<Vec<Came>> {
    let (invoice, document) = (client.invoices.get(&id)?, id);
    let doubles = invoice.doubles();
    let came = |(id, payment): (&PaymentId, &Payment)| {
        let same = |one: &&domain::invoice::Invoice| one.payments.get(id).is_some_and(|one| one.kind == PaymentKind::Received);
        Came {
            id: *id,
            payment: payment.clone(),
            other: payment.kind.key().1.map(|other| (other, credit::number(client, other))),
            documents: if payment.kind == PaymentKind::Received { client.invoices.values().filter(same).count() } else { 1 },
            double: doubles.contains(id),
            receipt: domain::flow::receipts(client, document, *id).next().map(|receipt| (receipt, credit::number(client, receipt))),
        }
    };
    let counts = |id: &PaymentId| invoice.entries().any(|(other, _)| other == id);
    let mut list: Vec<Came> = invoice.payments.iter().filter(|(id, one)| !one.stands() || counts(id)).map(came).collect();
    domain::order::sort_by_key(&mut list, |came| (came.payment.on, came.id));
    Some(list)
}

#[component]
pub(super) fn Payments(subject: Subject, stands: Memo<Option<Standings>>, refunding: RwSignal<bool>) -> View {
    let collects =
        Memo::new(move |_| subject.with(|_, invoice| invoice.content().is_some_and(|content| content.kind.collects())).unwrap_or(false));
    let list = Memo::new(move |_| Arc::new(subject.with(|record, _| all(&record.client, subject.id)).flatten().unwrap_or_default()));
    let refundable = move || stands.with(|stands| stands.as_ref().is_some_and(|stands| stands.received.is_positive()));
    view! {
        <Show when=move || collects.get()>
            <section aria-labelledby="h-pay">
                <div class="side-head"><h2 id="h-pay" tabindex="-1">{said::PAYMENTS}</h2></div>
                {move || if list.with(|list| list.is_empty()) {
                    view! { <p class="quiet">{said::NO_PAYMENTS}</p> }
                } else {
                    view! { <ul class="pays">{list.with(|list| list.iter().map(|one| row(subject, one)).collect_view())}</ul> }
                }}
                {move || refundable().then(|| view! {
                    <button class="small plain pay-back" type="button" aria-haspopup="dialog" on:click=move |_| refunding.set(true)>{words::REFUND}</button>
                })}
            </section>
        </Show>
    }
}

fn row(subject: Subject, came: &Came) -> View {
    let Came { id, payment, other, documents, double, .. } = came.clone();
    let desk = subject.desk;
    let (day, amount) = desk.locale.with_value(|locale| (locale.day(payment.on), locale.money(payment.amount)));
    let gone = !payment.stands();
    let struck = gone.then_some("");
    let withdraw = move || {
        let command = Command::WithdrawPayment { client: subject.client, invoice: subject.id, id, gone: true };
        desk.ask(command, move |outcome| match outcome {
            Ok(success) => {
                desk.toast(said::PAYMENT_WITHDRAWN.to_owned(), success.undo, false);
                focus("h-pay");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let shown =
        if matches!(payment.kind, PaymentKind::Refund | PaymentKind::CreditTo(_)) { payment.amount.negated() } else { payment.amount };
    let link = other.map(|(id, number)| {
        let number = if number.is_empty() { words::ANOTHER.to_owned() } else { number };
        view! { <a href=Route::Document(subject.client, id).hash() dir="auto">{number}</a> }
    });
    let what = match payment.kind {
        PaymentKind::Received => view! { {payment.method.clone()} },
        PaymentKind::Refund => view! { {words::GIVEN_BACK}{(!payment.method.is_empty()).then(|| format!(", {}", payment.method))} },
        PaymentKind::CreditFrom(_) => view! { {words::CREDIT_USED}{link} },
        PaymentKind::CreditTo(_) => view! { {words::CREDIT_TO}{link} },
        PaymentKind::CreditNote(_) => view! { {words::CREDIT_NOTE}{link} },
    };
    let more = desk.locale.with_value(|locale| {
        let short = payment.short.map(|(why, short)| words::short(why, &locale.money(short)));
        let other = payment.came.map(|came| words::came_as(&locale.money(came)));
        let spread = (documents > 1).then(|| words::spread(documents));
        [short, other, spread].into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    let act = if gone {
        view! { <span class="pay-gone">{said::WITHDRAWN}</span> }
    } else if matches!(payment.kind, PaymentKind::CreditNote(_)) {
        View::Nothing
    } else {
        let label = words::withdraw(&amount, &day);
        view! { <button class="plain small" type="button" aria-label=label on:click=move |_| withdraw()>{said::WITHDRAW}</button> }
    };
    let receipt = match came.receipt.clone() {
        Some((id, number)) => {
            let name = if number.is_empty() { flow::draft_of(Kind::Receipt) } else { number };
            view! { <span class="quiet pay-more"><a href=Route::Document(subject.client, id).hash() dir="auto">{name}</a></span> }
        }
        None if domain::flow::receiptable(&payment) => {
            let label = flow::receipt_for(&amount, &day);
            view! { <span class="pay-more"><button class="plain small" type="button" aria-label=label on:click=move |_| subject.receipt(id)>{flow::RECEIPT}</button></span> }
        }
        None => View::Nothing,
    };
    let apart = move |_| {
        let command = Command::KeepApart { client: subject.client, invoice: subject.id, id, apart: true };
        desk.ask(command, move |outcome| match outcome {
            Ok(success) => {
                desk.toast(words::TOLD_APART.to_owned(), success.undo, false);
                focus("h-pay");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    view! {
        <li>
            <span data-withdrawn=struck><time datetime=payment.on.to_string()>{day}</time></span>
            <span class="pay-sum" data-withdrawn=struck>{money(shown)}</span>
            <span class="quiet" dir="auto">{what}</span>
            {act}
            {(!more.is_empty()).then(|| view! { <span class="quiet pay-more">{more}</span> })}
            {receipt}
            {double.then(|| view! {
                <div class="notice pay-more" data-level="amber" role="group" aria-label=words::DOUBLE_TITLE>
                    <h3>{words::DOUBLE_TITLE}</h3>
                    <p>{words::DOUBLE}</p>
                    <div class="row">
                        <button class="small" type="button" on:click=move |_| withdraw()>{words::ONE_CAME}</button>
                        <button class="small" type="button" on:click=apart>{words::BOTH_CAME}</button>
                    </div>
                </div>
            })}
        </li>
    }
}
