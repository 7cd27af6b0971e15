//! Bringing records in from another tool: choose a file, say what its columns are, look at what would come in, bring it in, undo it.

mod check;
mod columns;
mod done;
mod questions;
mod reading;
mod source;

use crate::dom::*;
use domain::decide::Counted;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::part::dropping::take_dropped;
use crate::part::icon::{Icon, icon};
use crate::route::Route;
use crate::state::desk::desk;
use crate::words::import as said;
use check::Check;
use columns::Columns;
use done::{Finished, Past};
pub use reading::Bringing;
use reading::{Busy, Problem, Step};
use source::DropZone;

#[component]
pub fn Import() -> View {
    let desk = desk();
    let bringing = use_context::<Bringing>().unwrap_or_default();
    desk.look_at_practice();
    let over = RwSignal::new(false);
    take_dropped(over, move |files| bringing.take(files, || ()));
    let place = NodeRef::<html::Div>::new();
    // A step that is set again is not another step: nothing on it begins anew.
    let step = Memo::new(move |_| bringing.step.get());
    // Keyboards and screen readers go on where the next step begins.
    Effect::new(move |before: Option<Step>| {
        let step = step.get();
        if before.is_some_and(|before| before != step) {
            request_animation_frame(move || {
                if let Some(place) = place.try_get_untracked().flatten() {
                    let _ = place.focus();
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                }
            });
        }
        step
    });

    view! {
        <div class="head"><h1>{said::TITLE}</h1></div>
        <ol class="steps" aria-label=said::STEPS>
            {Step::ALL.map(|one| view! {
                <li aria-current=move || (step.get() == one).then_some("step") data-done=move || (step.get() > one).then_some("")>{step_name(one)}</li>
            })}
        </ol>
        <div class="step" tabindex="-1" node_ref=place>
            <ProblemNotice bringing/>
            {move || match step.get() {
                Step::File => view! {
                    <DropZone bringing over/>
                    <div class="tools-known"><h2>{said::KNOWN_TITLE}</h2><p>{said::KNOWN}</p></div>
                    <Past/>
                },
                Step::Columns => view! { <Columns bringing/> },
                Step::Check => view! { <Check bringing/> },
                Step::Done => view! { <Finished bringing/> },
            }}
        </div>
        <p class="wait-line quiet" role="status">
            {move || bringing.busy.get().map(|busy| view! {
                {icon(Icon::Spin)}
                <span>{match busy { Busy::Reading => said::READING, Busy::Bringing => said::BRINGING }}</span>
            })}
        </p>
        <Underway/>
    }
}

/// How far an import, or its undo, has come; not read out at every step.
#[component]
fn Underway() -> View {
    let desk = desk();
    let going = Memo::new(move |_| desk.underway.with(Option::is_some));
    let progress = move || desk.underway.get().map(|underway| underway.progress);
    let words = move || progress().map(|progress| desk.locale.with_value(|locale| said::underway(progress, locale)));
    let may_stop =
        Memo::new(move |_| progress().is_some_and(|progress| matches!(progress.counted, Counted::InvoicesIn | Counted::ClientsIn)));
    (move || {
        going.get().then(|| {
            view! {
                <div class="underway">
                    <progress
                        aria-label=said::UNDERWAY
                        max=move || progress().filter(|progress| progress.of > 0).map(|progress| progress.of.to_string())
                        value=move || progress().filter(|progress| progress.of > 0).map(|progress| progress.done.to_string())
                    ></progress>
                    <span>{words}</span>
                    {move || may_stop.get().then(|| view! {
                        <button class="plain small" type="button" on:click=move |_| desk.stop()>{said::STOP}</button>
                    })}
                </div>
            }
        })
    })
    .into_view()
}

fn step_name(step: Step) -> &'static str {
    match step {
        Step::File => said::FILE,
        Step::Columns => said::COLUMNS,
        Step::Check => said::CHECK,
        Step::Done => said::DONE,
    }
}

/// Focuses the first thing that matches, after the screen has followed.
fn focus_first(selector: &'static str) {
    request_animation_frame(move || {
        if let Some(found) = document().query_selector(selector).ok().flatten() {
            let _ = found.unchecked_into::<HtmlElement>().focus();
        }
    });
}

/// Why the file that was chosen is not on its way.
#[component]
fn ProblemNotice(bringing: Bringing) -> View {
    (move || {
        bringing.problem.get().map(|problem| {
            let name = bringing.name.get_untracked();
            let backup = problem == Problem::Backup;
            let (title, hint) = match problem {
                Problem::File(error) => said::not_taken(&name, error),
                Problem::Table(error) => said::no_table(&name, error),
                Problem::Backup => (said::is_backup(&name), said::IS_BACKUP.to_owned()),
            };
            view! {
                <div class="notice" data-level="red" role="alert">
                    <h2 dir="auto">{title}</h2>
                    <p>{hint}</p>
                    {backup.then(|| view! { <div class="row"><a class="btn" href=Route::Settings.hash()>{said::TO_SETTINGS}</a></div> })}
                </div>
            }
        })
    })
    .into_view()
}
