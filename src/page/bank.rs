//! Bringing in a bank's file: how it was read, what each booking may pay, and what a person says to it.

mod lines;
mod reading;

use crate::dom::ev::Event;
use crate::dom::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::part::dropping::take_dropped;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon, turning_icon};
use crate::route::Route;
use crate::state::bank::{BankIn, Problem};
use crate::state::desk::desk;
use crate::words::{bank as said, import, refusal};
use lines::Lines;
use reading::Reading;

#[component]
pub fn Bank() -> View {
    let desk = desk();
    desk.look_at_practice();
    let bank = BankIn::default();
    let over = RwSignal::new(false);
    take_dropped(over, move |files| bank.take(desk, files, || ()));
    let chosen = move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        bank.take(desk, input.files(), move || input.set_value(""));
    };
    let read = Memo::new(move |_| bank.file.with(Option::is_some));
    // Keyboards and screen readers go on where the next step begins.
    Effect::new(move |before: Option<bool>| {
        let read = read.get();
        if before.is_some_and(|before| before != read) && read {
            focus("h-bank-file");
        }
        read
    });
    const TAKES: &str = ".csv,.tsv,.txt,.xml,.053,.c53,text/csv,text/xml,application/xml";
    view! {
        <a class="crumb" href=Route::Billing.hash()>{turning_icon(Icon::Back)}{crate::words::document::BILLING}</a>
        <div class="head"><h1>{said::TITLE}</h1></div>
        <ProblemNotice bank/>
        {move || if read.get() {
            view! {
                <div class="file">
                    {icon(Icon::File)}
                    <b id="h-bank-file" tabindex="-1" dir="auto">{move || bank.name.get()}</b>
                    <span class="quiet" role="status">{move || bank.file.with(|file| file.as_ref().map(|file| said::held(file.bookings.len(), file.outgoing, file.reversed)))}</span>
                    <label class="btn plain small another">
                        {said::ANOTHER}
                        <input type="file" class="sr" accept=TAKES on:change=chosen/>
                    </label>
                </div>
                <Brought bank/>
                <Reading bank/>
                <Lines bank/>
            }
        } else {
            view! {
                <p class="bank-hint">{said::HINT}</p>
                <label class="drop" data-over=move || over.get().then_some("")>
                    {icon(Icon::Import)}
                    <span><b>{said::CHOOSE}</b>{said::OR_DROP}</span>
                    <span class="quiet">{said::DROP_HINT}</span>
                    <input type="file" accept=TAKES on:change=chosen/>
                </label>
            }
        }}
        <p class="wait-line quiet" role="status">{move || bank.busy.get().then(|| view! { {icon(Icon::Spin)}<span>{said::READING}</span> })}</p>
    }
}

/// Why the file that was chosen is not read.
#[component]
fn ProblemNotice(bank: BankIn) -> View {
    (move || {
        bank.problem.get().map(|problem| {
            let name = bank.name.get_untracked();
            let (title, hint) = match problem {
                Problem::File(error) => import::not_taken(&name, error),
                Problem::Bank(error) => said::problem(&name, error),
            };
            view! { <div class="notice" data-level="red" role="alert"><h2 dir="auto">{title}</h2><p>{hint}</p></div> }
        })
    })
    .into_view()
}

/// What was recorded, with the way back; or why it was not.
#[component]
fn Brought(bank: BankIn) -> View {
    let desk = desk();
    let undo = move |command: domain::Command| {
        desk.ask(command, move |outcome| match outcome {
            Ok(_) => {
                bank.done.set(None);
                desk.toast(said::UNDONE.to_owned(), None, false);
                focus("h-bank-file");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    (move || {
        if let Some(unable) = bank.refused.get() {
            let words = desk.locale.with_value(|locale| refusal::unable(&unable, locale));
            return view! { <div class="notice" data-level="red" role="alert"><p>{words}</p></div> };
        }
        let Some(success) = bank.done.get() else { return View::Nothing };
        let words = desk.said(&success.done).unwrap_or_default();
        let back = success.undo.map(|command| {
            view! { <button class="small" type="button" on:click=move |_| undo(command.clone())>{said::UNDO}</button> }
        });
        view! {
            <div class="notice" role="status" id="bank-done" tabindex="-1">
                <p>{words}</p>
                <div class="row">{back}<a class="btn plain small" href=Route::Billing.hash()>{said::TO_BILLING}</a></div>
            </div>
        }
    })
    .into_view()
}
