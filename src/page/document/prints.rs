//! The files of an issued document: each that is made is noted by its hash, the first as soon as it is issued.

use crate::dom::*;
use domain::Command;
use domain::item::{ItemField, ItemKind};
use domain::print;
use domain::time::Day;

use super::Subject;
use crate::state::client::recorded;
use crate::state::desk::Record;
use crate::state::press::{self, Ready};
use crate::words::press as said;

impl Subject {
    /// Notes the SHA-256 of a file that was made of the document.
    pub(super) fn note_pdf(self, hash: String) {
        let Self { desk, client, id, .. } = self;
        let today = desk.today.get_untracked();
        let fields = vec![(ItemField::Invoice, id.to_string()), (ItemField::Hash, hash), (ItemField::Day, today.to_string())];
        // The file is with the person already: that it could not be noted is no trouble of theirs.
        desk.ask(Command::AddItem { client, kind: ItemKind::Print, fields }, |_| ());
    }

    /// What is to be set and noted: the document, just after it was issued and before anything came in.
    fn unnoted(self) -> Option<Ready> {
        let (today, practice) = (self.desk.today.get_untracked(), self.desk.practice.get_untracked());
        self.record.with_untracked(|record| {
            let record = record.as_ref()?;
            let invoice = record.client.invoices.get(&self.id)?;
            let fresh = recorded(invoice.issue()?.recorded)?.0 == today && invoice.payments.is_empty();
            let due = fresh && print::of(&record.client, self.id).is_empty();
            Ready::issued(invoice, &practice).filter(|_| due)
        })
    }
}

#[component]
pub(super) fn Prints(subject: Subject) -> View {
    let desk = subject.desk;
    let all = Memo::new(move |_| {
        let of = |record: &Record| print::of(&record.client, subject.id).into_iter().map(|(day, hash)| (day, hash.to_owned())).collect();
        subject.record.with(|record| record.as_ref().map_or_else(Vec::new, |record| of(record)))
    });
    spawn_local(async move {
        if let Some(ready) = subject.unnoted()
            && let Ok(hash) = press::hash(&ready).await
        {
            subject.note_pdf(hash);
        }
    });
    (move || {
        let rows = all.get();
        (!rows.is_empty()).then(|| {
            let row = |(day, hash): (Day, String)| {
                let made = desk.locale.with_value(|locale| said::noted(&locale.day(day)));
                view! { <li><span class="quiet">{made}</span><code dir="ltr">{hash}</code></li> }
            };
            view! {
                <details class="prints">
                    <summary class="small">{said::NOTED}</summary>
                    <p class="hint">{said::NOTED_HINT}</p>
                    <ul class="plain-list">{rows.into_iter().map(row).collect_view()}</ul>
                </details>
            }
        })
    })
    .into_view()
}
