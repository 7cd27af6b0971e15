//! The button that makes a PDF.

use std::collections::BTreeMap;

use crate::dom::*;
use domain::{ClientId, InvoiceId};
use sheet::Sheet;

use super::icon::{Icon, icon};
use crate::state::desk::desk;
use crate::state::press::{self, Progress, Ready};
use crate::state::remit::Remit;
use crate::words::press as said;

/// Makes the PDF of what is in sight and hands it over; what goes wrong is said under it. `made` is told the SHA-256 of the file.
#[component]
pub fn PdfButton(
    sheet: Memo<Option<Sheet>>,
    #[prop(optional)] remit: Option<Memo<Option<Remit>>>,
    label: &'static str,
    #[prop(optional)] made: Option<Callback<String>>,
) -> View {
    let desk = desk();
    let busy = RwSignal::new(false);
    let make = move |_| {
        let Some(sheet) = sheet.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let remit = remit.and_then(|remit| remit.get_untracked());
        let ready = desk.practice.with_untracked(|practice| Ready::new(sheet, remit, practice));
        busy.set(true);
        spawn_local(async move {
            let said = match press::give(&ready).await {
                Ok(Some(hash)) => {
                    if let Some(made) = made {
                        made.run(hash);
                    }
                    None
                }
                Ok(None) => Some(said::NOT_TAKEN.to_owned()),
                Err(trouble) => Some(said::trouble(&trouble)),
            };
            busy.try_set(false);
            if let Some(words) = said {
                desk.toast(words, None, true);
            }
        });
    };
    view! {
        <button type="button" aria-busy=move || if busy.get() { "true" } else { "false" } on:click=make>
            {icon(Icon::Down)}{label}
        </button>
        <span class="sr" role="status">{move || busy.get().then_some(said::MAKING)}</span>
    }
}

/// Makes the PDFs of many issued documents and hands them over in one ZIP; says how far it has got, and stops when asked.
#[component]
pub fn PdfsButton(#[prop(into)] wanted: Signal<BTreeMap<InvoiceId, ClientId>>) -> View {
    let desk = desk();
    let progress = RwSignal::new(None::<Progress>);
    let stop = RwSignal::new(false);
    let outcome = RwSignal::new(None::<String>);
    let make = move |_| {
        let wanted = wanted.get_untracked();
        if wanted.is_empty() || progress.with_untracked(Option::is_some) {
            return;
        }
        stop.set(false);
        outcome.set(None);
        progress.set(Some(Progress { done: 0, all: wanted.len() }));
        desk.look_at_practice();
        let name = said::zip_name(&desk.today.get_untracked().to_string());
        spawn_local(async move {
            let all = press::read(desk, &wanted).await;
            // Gone from the page: nobody waits for it any more.
            let go_on = |now: Progress| progress.try_set(Some(now)).is_none() && !stop.try_get_untracked().unwrap_or(true);
            let words = match press::give_all(&all, &name, go_on).await {
                Ok(made) if made.cancelled => said::CANCELLED.to_owned(),
                Ok(made) => said::made(&made),
                Err(trouble) => said::trouble(&trouble),
            };
            progress.try_set(None);
            outcome.try_set(Some(words));
        });
    };
    view! {
        <div class="row pdfs">
            {move || if progress.with(Option::is_some) {
                view! {
                    <progress aria-label=said::ALL max=move || progress.with(|now| now.map_or(1, |now| now.all)).to_string()
                        value=move || progress.with(|now| now.map_or(0, |now| now.done)).to_string()></progress>
                    <span class="quiet num">{move || progress.get().map(said::progress)}</span>
                    <button class="small" type="button" on:click=move |_| stop.set(true)>{said::CANCEL}</button>
                }
            } else {
                view! {
                    <button class="small" type="button" disabled=move || wanted.with(BTreeMap::is_empty) on:click=make>
                        {icon(Icon::Down)}{move || wanted.with(|wanted| said::all(wanted.len()))}
                    </button>
                }
            }}
            <span class="quiet" role="status">{move || outcome.get()}</span>
        </div>
    }
}
