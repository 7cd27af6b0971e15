//! The lifecycle on one page: what the practice says of each stage, how long clients really stay, and the templates of its checklists.

mod cell;
mod duties;
mod template;

use domain::checklist::Planned;
use domain::item::List;
use domain::lifecycle::{CELLS, Scope, dwell};
use domain::{Command, Stage};

use crate::dom::*;
use crate::part::icon::{Icon, turning_icon};
use crate::route::Route;
use crate::state::desk::{Desk, desk};
use crate::words::{lifecycle as said, shell, stage as words};
use cell::Cell;
use duties::Duties;
use template::Template;

#[component]
pub fn Lifecycle() -> View {
    let desk = desk();
    desk.look_at_practice();
    let leaks = Memo::new(move |_| desk.practice.with(|practice| practice.leaks()));
    view! {
        <a class="crumb" href=Route::Board.hash()>{turning_icon(Icon::Back)}{shell::BOARD}</a>
        <div class="head">
            <h1>{said::TITLE}</h1>
            <a class="btn plain small" href=Route::Audit.hash()>{crate::words::audit::TITLE}</a>
        </div>
        <p class="lead">{said::LEAD}</p>
        <Show when=move || desk.practice_read.get()>
            <section class="section" aria-labelledby="h-map">
                <div class="section-head">
                    <h2 id="h-map">{said::MAP}</h2>
                    <p class="leaks" data-level=move || (leaks.get() > 0).then_some("amber") role="status">{move || said::leaks(leaks.get())}</p>
                </div>
                <div class="map">{Stage::ALL.map(|stage| view! { <OfStage stage/> })}</div>
            </section>
            <section class="section" aria-labelledby="h-templates">
                <div class="section-head"><h2 id="h-templates">{said::TEMPLATES}</h2></div>
                <p class="quiet">{said::TEMPLATES_HINT}</p>
                <div class="pair">
                    <Template list=List::Onboarding/>
                    <Template list=List::Offboarding/>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn OfStage(stage: Stage) -> View {
    let desk = desk();
    let heading = move || format!("h-map-{}", stage.key());
    let measured = Memo::new(move |_| desk.with_work(|rows| dwell(rows)[stage.place()]));
    let here = Memo::new(move |_| desk.with_work(|rows| rows.values().filter(|row| !row.removed && row.stage == stage).count()));
    view! {
        <section class="map-stage" data-stage=stage.key() aria-labelledby=heading()>
            <div class="map-head">
                <h3 id=heading()>{crate::part::stage::stage(stage)}</h3>
                <p class="map-goal">{words::goal(stage)}</p>
                <p class="map-dwell"><span class="quiet">{said::DWELL}" "</span><b>{move || said::dwell(measured.get())}</b></p>
                <p class="map-basis">{move || said::rests_on(measured.get())}" "{move || said::here_now(here.get())}</p>
            </div>
            <div class="map-cells">
                {CELLS.map(|field| view! { <Cell stage field/> })}
            </div>
            <Duties stage/>
        </section>
    }
}

/// Keeps the next version of a template, None: the usual one; then closes its form, or says in it why it was not kept.
fn keep_template(desk: Desk, scope: Scope, steps: Option<Vec<Planned>>, wrong: RwSignal<Option<String>>, close: impl FnOnce() + 'static) {
    desk.ask(Command::SaveTemplate { scope, steps }, move |outcome| match outcome {
        Ok(success) => {
            close();
            desk.say(Ok(success));
        }
        Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| crate::words::refusal::unable(&unable, locale)))),
    });
}
