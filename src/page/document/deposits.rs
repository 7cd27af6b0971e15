//! Beside a draft: the deposits that were asked for before, and which of them it takes off.

use crate::dom::*;
use domain::client::Client;
use domain::content::Content;
use domain::flow::{self, Deposit};
use domain::invoice::Invoice;
use domain::{Command, InvoiceId, credit};

use super::editor::Editor;
use crate::words::flow as words;
use crate::words::locale::Locale;

/// What there is to say of each deposit, and whether the draft should be brought up to what is paid.
fn state(client: &Client, id: InvoiceId, invoice: &Invoice, content: &Content, locale: &Locale) -> (Vec<String>, bool) {
    let mut stale = false;
    let takes = |deposit: InvoiceId| content.deducts.iter().find(|one| one.invoice == deposit);
    let total = |deposit: InvoiceId| flow::deduction(client, deposit).map(|one| locale.money(one.total)).unwrap_or_default();
    let said = |(deposit, state): (InvoiceId, Deposit)| {
        let number = credit::number(client, deposit);
        let taken = takes(deposit).is_some();
        stale |= taken != (state == Deposit::Paid);
        Some(match state {
            Deposit::Paid if taken => words::taken(&number, &total(deposit)),
            Deposit::Paid => words::not_yet_taken(&number, &total(deposit)),
            Deposit::Open(open) if taken => words::no_longer_paid(&number, &locale.money(open)),
            Deposit::Open(open) => words::unpaid(&number, &locale.money(open)),
            Deposit::TakenBy(other) => words::taken_elsewhere(&number, &credit::number(client, other)),
            Deposit::Credited => return None,
        })
    };
    let all = flow::deposits(client, Some(id), invoice.from).into_iter().filter_map(said).collect();
    (all, stale)
}

#[component]
pub(super) fn Deposits(editor: Editor) -> View {
    let subject = editor.subject;
    let desk = subject.desk;
    let found = Memo::new(move |_| {
        let content = editor.reading.with(|reading| reading.content.clone());
        // A deposit is taken off what is charged; a credit note takes back what stood on its invoice.
        if content.kind != domain::content::Kind::Invoice {
            return (Vec::new(), false);
        }
        let look = |locale: &Locale| subject.with(|record, invoice| state(&record.client, subject.id, invoice, &content, locale));
        desk.locale.with_value(look).unwrap_or_default()
    });
    let left = Memo::new(move |_| {
        let about = editor.reading.with(|reading| reading.content.about.clone())?;
        let of = |locale: &Locale| {
            subject.with(|record, _| {
                let left = flow::creditable(record.client.invoices.get(&about.invoice)?)?;
                Some(words::left_to_credit(&about.number, &locale.money(left)))
            })
        };
        let note = editor.form.with(|form| form.kind) == domain::content::Kind::CreditNote;
        desk.locale.with_value(of).flatten().filter(|_| note)
    });
    let take = move |_| {
        let command = Command::Deduct { client: subject.client, invoice: subject.id };
        editor.save_then(move |_| {
            desk.ask(command, move |outcome| match outcome {
                Ok(success) => desk.toast(words::TAKEN_OFF.to_owned(), success.undo, false),
                Err(unable) => desk.say(Err(unable)),
            });
        });
    };
    view! {
        {move || left.get().map(|words| view! { <p class="quiet" dir="auto">{words}</p> })}
        {move || found.with(|(said, stale)| (!said.is_empty()).then(|| view! {
            <div class="notice" role="group" aria-label=words::DEPOSITS>
                <h3>{words::DEPOSITS}</h3>
                {said.iter().map(|words| view! { <p dir="auto">{words.clone()}</p> }).collect_view()}
                {stale.then(|| view! { <div class="row"><button class="small" type="button" on:click=take>{words::TAKE_OFF}</button></div> })}
            </div>
        }))}
    }
}
