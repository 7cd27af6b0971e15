//! Rules: which there are, how one is written and tried, and what all of them did.

mod form;

use crate::dom::*;
use domain::ItemId;
use domain::rule::{Ran, Rule};

use crate::part::focus::{focus, focus_line};
use crate::part::icon::{Icon, icon, small_icon};
use crate::route::{Route, Tab};
use crate::state::desk::{Desk, desk};
use crate::state::rules::{self as state, Sketch};
use crate::words::{rules as said, today};
use domain::{ClientId, Command};
use form::Editor;

/// Lines of the log that are shown at first, and how many more at a time.
const SHOWN: usize = 30;

#[component]
pub fn Rules() -> View {
    let desk = desk();
    desk.look_at_practice();
    let rules = Memo::new(move |_| desk.practice.with(|practice| domain::rule::all(practice)));
    let sketch = RwSignal::new(None::<Sketch>);
    let begin = move |one: Sketch| {
        sketch.set(Some(one));
        focus("rule-h");
    };
    let close = Callback::new(move |(): ()| {
        sketch.set(None);
        focus("rules-new");
    });
    let is_writing = Memo::new(move |_| sketch.with(Option::is_some));
    let may = move || !desk.looks_only.get();
    view! {
        <a class="crumb" href=Route::Today.hash()>{small_icon(Icon::Back)}{today::TITLE}</a>
        <div class="head">
            <h1 id="rules-h" tabindex="-1">{said::TITLE}</h1>
            <Show when=move || may() && !is_writing.get()>
                <button class="primary" id="rules-new" type="button" on:click=move |_| begin(Sketch::blank())>{icon(Icon::Plus)}{said::NEW}</button>
            </Show>
        </div>
        <p class="rules-hint">{said::HINT}</p>
        <Show when=move || desk.practice_read.get()>
            <Show when=move || is_writing.get()>
                <Editor sketch desk close/>
            </Show>
            <Show when=move || rules.with(Vec::is_empty) && !is_writing.get() && may()>
                <section class="section" aria-labelledby="h-presets">
                    <h2 id="h-presets">{said::NONE}</h2>
                    <p class="quiet">{said::NONE_HINT}</p>
                    <ul class="rules-presets">
                        {said::PRESETS.map(|(title, when, and, then)| {
                            let sketch = Sketch::of_parts(title, when, and, then);
                            let told = sketch.rule(desk.today.get_untracked()).map(|rule| desk.locale.with_value(|locale| {
                                format!("{}, {}", said::when_and(&rule, locale), said::then(&rule.actions))
                            }));
                            view! {
                                <li>
                                    <button type="button" on:click=move |_| begin(sketch.clone())>
                                        <span class="rules-preset">{title}</span>
                                        <span class="quiet">{told}</span>
                                    </button>
                                </li>
                            }
                        })}
                    </ul>
                </section>
            </Show>
            <Show when=move || rules.with(|rules| !rules.is_empty())>
                <ul class="rules-list" id="rules-list">
                    <For each=move || rules.get() key=|rule| format!("{rule:?}") let(rule)>
                        <Line rule desk edit=Callback::new(begin)/>
                    </For>
                </ul>
            </Show>
            <Log desk rules/>
        </Show>
    }
}

#[component]
fn Line(rule: Rule, desk: Desk, edit: Callback<Sketch>) -> View {
    let id = rule.id;
    let (when, then) = desk.locale.with_value(|locale| (said::when_and(&rule, locale), said::then(&rule.actions)));
    let count = Memo::new(move |_| desk.with_rows(|rows| state::log(rows, Some(id)).len()));
    let whole = format!("{when}, {then}.");
    // A rule without a name is called by what it says.
    let (called, whole) = if rule.title.is_empty() { (whole, None) } else { (rule.title.clone(), Some(whole)) };
    let paused = rule.paused;
    let rule = StoredValue::new(rule);
    let remove = move |_| {
        desk.ask(state::remove(id), move |outcome| match outcome {
            Ok(success) => {
                desk.toast(said::REMOVED.to_owned(), success.undo, false);
                focus("rules-h");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    view! {
        <li class="rules-line" data-paused=paused.then_some("")>
            <div class="rules-what">
                <h2 dir="auto">{called}{paused.then(|| view! { " " <span class="chip">{said::PAUSED}</span> })}</h2>
                {whole.map(|whole| view! { <p dir="auto">{whole}</p> })}
                <p class="quiet">{move || said::times(count.get())}</p>
            </div>
            <Show when=move || !desk.looks_only.get()>
                <div class="row rules-acts">
                    <button class="small" type="button" on:click=move |_| edit.run(rule.with_value(Sketch::of))>{said::EDIT}</button>
                    <button class="plain small" id=format!("pause-{id}") type="button" on:click=move |_| {
                        desk.tell(state::pause(id, !paused));
                        focus(format!("pause-{id}"));
                    }>{if paused { said::RESUME } else { said::PAUSE }}</button>
                    <button class="plain small" type="button" on:click=remove>{said::REMOVE}</button>
                </div>
            </Show>
        </li>
    }
}

#[component]
fn Log(desk: Desk, rules: Memo<Vec<Rule>>) -> View {
    let of = RwSignal::new(None::<ItemId>);
    let shown = RwSignal::new(SHOWN);
    let all = Memo::new(move |_| desk.with_rows(|rows| state::log(rows, of.get())));
    let more = Memo::new(move |_| all.with(Vec::len) > shown.get());
    let lines = move || all.with(|all| all.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    view! {
        <section class="section" aria-labelledby="h-log">
            <div class="section-head">
                <h2 id="h-log">{said::LOG}</h2>
                <Show when=move || rules.with(|rules| rules.len() > 1)>
                    <div class="field rules-of">
                        <label class="sr" for="log-of">{said::OF_RULE}</label>
                        <select id="log-of" on:change=move |event| of.set(event_target_value(&event).parse().ok())>
                            <option value="">{said::OF_ALL}</option>
                            {move || rules.get().into_iter().map(|rule| view! {
                                <option value=rule.id.to_string() selected=of.get_untracked() == Some(rule.id)>{said::called(&rule.title, rule.trigger)}</option>
                            }).collect_view()}
                        </select>
                    </div>
                </Show>
            </div>
            {move || all.with(Vec::is_empty).then(|| view! { <p class="quiet">{said::LOG_NONE}</p> })}
            <ol class="rules-log" id="rules-log">
                <For each=lines key=|(_, _, ran)| format!("{ran:?}") let(line)>
                    <Entry line desk/>
                </For>
            </ol>
            <Show when=move || more.get()>
                <p class="acts"><button type="button" on:click=move |_| {
                    let at = shown.get_untracked();
                    shown.set(at + SHOWN);
                    focus_line("rules-log", at);
                }>{said::MORE}</button></p>
            </Show>
        </section>
    }
}

#[component]
fn Entry(line: (ClientId, String, Ran), desk: Desk) -> View {
    let (client, name, ran) = line;
    let (run, undone, looped) = (ran.item, ran.undone, ran.held == Some(domain::rule::Held::Loop));
    let at = state::day_of(ran.at);
    let (day, why) = desk.locale.with_value(|locale| {
        let today = desk.today.get_untracked();
        (locale.near(at, today), said::why(ran.trigger, ran.on, &ran.about, today, locale))
    });
    let invoice = ran.invoice;
    let called = said::called(&ran.title, ran.trigger);
    view! {
        <li class="rules-entry" data-undone=undone.then_some("") tabindex="-1">
            <div class="rules-what">
                <p><a href=Route::Client(client, Tab::History).hash() dir="auto"><bdi>{name}</bdi></a>" "<span class="quiet">{day}{undone.then(|| format!(" · {}", said::UNDONE))}</span></p>
                <p dir="auto">{match invoice {
                    Some(invoice) => view! { <a href=Route::Document(client, invoice).hash()>{why}</a> },
                    None => view! { <span>{why}</span> },
                }}</p>
                {if looped {
                    view! { <p class="mark" data-level="amber">{icon(Icon::Info)}<span>{said::did(&ran)}</span></p> }
                } else {
                    view! { <p class="rules-did" dir="auto">{said::did(&ran)}</p> }
                }}
                <p class="quiet" dir="auto">{called}</p>
            </div>
            <Show when=move || !desk.looks_only.get() && !looped>
                <button class="plain small" id=format!("run-{run}") type="button" on:click=move |_| {
                    desk.tell(Command::UndoRun { client, run, gone: !undone });
                    focus(format!("run-{run}"));
                }>{if undone { said::REDO } else { said::UNDO }}</button>
            </Show>
        </li>
    }
}
