//! Where a document comes from, what became of it, and the next one made of it.

use std::sync::Arc;

use crate::dom::*;
use domain::client::Client;
use domain::content::{Kind, Part};
use domain::decide::Next;
use domain::invoice::Standing;
use domain::{Command, Done, InvoiceId, PaymentId, flow};

use super::{Subject, go};
use crate::part::standing::standing;
use crate::route::Route;
use crate::words::{document as said, flow as words};

#[derive(Clone, PartialEq)]
struct Tie {
    id: InvoiceId,
    number: Option<String>,
    kind: Kind,
    standing: Standing,
}

fn tie(client: &Client, id: InvoiceId) -> Option<Tie> {
    let invoice = client.invoices.get(&id)?;
    let number = invoice.issue().map(|issue| issue.document.number().to_owned());
    Some(Tie { id, number, kind: invoice.content()?.kind, standing: flow::standing(client, invoice) })
}

/// The documents before this one and after it: two quiet lists.
#[component]
pub(super) fn Chain(subject: Subject) -> View {
    let ties = Memo::new(move |_| {
        let found = subject.with(|record, _| {
            let all = |ids: Vec<InvoiceId>| ids.into_iter().filter_map(|id| tie(&record.client, id)).collect::<Vec<_>>();
            (all(flow::origins(&record.client, subject.id)), all(flow::outcomes(&record.client, subject.id)))
        });
        Arc::new(found.unwrap_or_default())
    });
    let link = move |one: &Tie| {
        let (name, kind) = match &one.number {
            Some(number) => (number.clone(), Some(said::kind(one.kind))),
            None => (words::draft_of(one.kind), None),
        };
        view! {
            <li>
                <a href=Route::Document(subject.client, one.id).hash() dir="auto">{name}</a>
                {kind.map(|kind| view! { <span class="quiet">{kind}</span> })}
                {one.number.is_some().then(|| standing(one.standing, None))}
            </li>
        }
    };
    let list = move |name: &'static str, ties: &[Tie]| {
        (!ties.is_empty()).then(|| view! { <dt>{name}</dt><dd><ul class="chain">{ties.iter().map(link).collect_view()}</ul></dd> })
    };
    view! {
        {move || ties.with(|ties| {
            let (from, then) = &**ties;
            (!from.is_empty() || !then.is_empty()).then(|| view! {
                <dl class="facts chain-of">{list(words::FROM, from)}{list(words::THEN, then)}</dl>
            })
        })}
    }
}

impl Subject {
    /// What this document can become, the usual one first.
    pub(super) fn becomes(self) -> &'static [Kind] {
        self.with(|_, invoice| flow::becomes(invoice)).unwrap_or_default()
    }

    /// Makes the draft of what follows, and goes to it.
    pub(super) fn follow(self, kind: Kind, part: Option<Part>, refused: Option<Callback<crate::state::desk::Unable>>) {
        let next = self.record.with_untracked(|record| {
            let record = record.as_ref()?;
            let content = record.client.invoices.get(&self.id)?.content()?;
            let language = content.language.or_else(|| record.client.language()).unwrap_or_default();
            let number = domain::credit::number(&record.client, self.id);
            let share = match part {
                Some(Part::Percent(percent)) => Some(self.desk.locale.with_value(|locale| said::percent(percent, locale))),
                Some(Part::Fixed(_)) | None => None,
            };
            let wording = words::deposit_line(language, share.as_deref(), &number);
            Some(Next { kind, part, payment: None, wording })
        });
        if let Some(next) = next {
            self.make(next, refused);
        }
    }

    /// Makes the receipt of a payment, and goes to it.
    pub(super) fn receipt(self, payment: PaymentId) {
        let next = self.record.with_untracked(|record| {
            let record = record.as_ref()?;
            let invoice = record.client.invoices.get(&self.id)?;
            let language = invoice.content()?.language.or_else(|| record.client.language()).unwrap_or_default();
            let number = domain::credit::number(&record.client, self.id);
            let wording = words::receipt_line(language, &number, &invoice.payments.get(&payment)?.method);
            Some(Next { kind: Kind::Receipt, part: None, payment: Some(payment), wording })
        });
        if let Some(next) = next {
            self.make(next, None);
        }
    }

    fn make(self, next: Next, refused: Option<Callback<crate::state::desk::Unable>>) {
        let Self { desk, client, id: invoice, .. } = self;
        desk.ask(Command::Follow { client, invoice, next }, move |outcome| match (outcome, refused) {
            (Ok(success), _) => {
                if let Done::Drafted { client, invoice } = success.done {
                    go(Route::Document(client, invoice));
                }
            }
            (Err(unable), Some(refused)) => refused.run(unable),
            (Err(unable), None) => desk.say(Err(unable)),
        });
    }
}
