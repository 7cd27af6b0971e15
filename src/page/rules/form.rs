//! One rule as it is being written, of pieces, and whom it would concern.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Stage;
use domain::letter::Purpose;
use domain::rule::{Date, PIECES_MOST};

use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::route::{Route, Tab};
use crate::state::desk::Desk;
use crate::state::rules::{self as state, Piece, Sketch};
use crate::words::{self, rules as said, stage, template};

/// Lines of the dry run that are shown.
const SHOWN: usize = 12;

/// A piece as lists know it: how many were taken out before, where it stands, what kind it is.
type Named = (u32, usize, String);

fn is_full(pieces: Memo<Vec<Named>>) -> bool {
    pieces.with(Vec::len) >= PIECES_MOST
}

/// Which piece of the sketch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Spot {
    When,
    And(usize),
    Then(usize),
}

impl Spot {
    fn of(self, sketch: &Sketch) -> Option<&Piece> {
        match self {
            Self::When => Some(&sketch.when),
            Self::And(at) => sketch.and.get(at),
            Self::Then(at) => sketch.then.get(at),
        }
    }

    fn of_mut(self, sketch: &mut Sketch) -> Option<&mut Piece> {
        match self {
            Self::When => Some(&mut sketch.when),
            Self::And(at) => sketch.and.get_mut(at),
            Self::Then(at) => sketch.then.get_mut(at),
        }
    }

    fn id(self) -> String {
        match self {
            Self::When => "r-when".to_owned(),
            Self::And(at) => format!("r-and-{at}"),
            Self::Then(at) => format!("r-then-{at}"),
        }
    }

    fn kinds(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::When => &said::TRIGGERS,
            Self::And(_) => &said::CONDITIONS,
            Self::Then(_) => &said::ACTIONS,
        }
    }
}

#[component]
pub fn Editor(sketch: RwSignal<Option<Sketch>>, desk: Desk, close: Callback<()>) -> View {
    let wrong = RwSignal::new(None::<String>);
    let rule = Memo::new(move |_| sketch.with(|sketch| sketch.as_ref()?.rule(desk.today.get())));
    let change = move |edit: &dyn Fn(&mut Sketch)| sketch.update(|sketch| _ = sketch.as_mut().map(edit));
    let kinds = move |of: fn(&Sketch) -> &Vec<Piece>| {
        Memo::<Vec<Named>>::new(move |_| {
            sketch.with(|sketch| {
                let named = |one: &Sketch| of(one).iter().enumerate().map(|(at, piece)| (one.taken_out, at, piece.kind.clone())).collect();
                sketch.as_ref().map(named).unwrap_or_default()
            })
        })
    };
    let (and, then) = (kinds(|sketch| &sketch.and), kinds(|sketch| &sketch.then));
    let last = move |of: Memo<Vec<Named>>| of.with_untracked(Vec::len).saturating_sub(1);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(rule) = rule.get_untracked() else {
            wrong.set(Some(said::INCOMPLETE.to_owned()));
            focus("r-wrong");
            return;
        };
        let item = sketch.with_untracked(|sketch| sketch.as_ref().and_then(|one| one.item));
        desk.ask(state::save(&rule, item), move |outcome| match outcome {
            Ok(success) => {
                desk.toast(said::SAVED.to_owned(), success.undo, false);
                close.try_run(());
            }
            Err(unable) => {
                let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                wrong.try_set(Some(words));
            }
        });
    };
    let title = sketch.with_untracked(|sketch| sketch.as_ref().map(|one| one.title.clone()).unwrap_or_default());
    let heading = if sketch.with_untracked(|one| one.as_ref().is_some_and(|one| one.item.is_some())) { said::EDIT } else { said::NEW };
    view! {
        <section class="section rule-editor" aria-labelledby="rule-h" on:keydown=move |event: web_sys::KeyboardEvent| {
            if event.key() == "Escape" { event.stop_propagation(); close.run(()); }
        }>
            <h2 id="rule-h" tabindex="-1">{heading}</h2>
            <form class="stack" novalidate on:submit=save>
                <div class="field rule-name">
                    <label for="r-title">{said::NAME}</label>
                    <input id="r-title" type="text" maxlength="120" autocomplete="off" dir="auto" prop:value=title.clone() aria-describedby="r-title-hint"
                        on:input=move |event| { let text = event_target_value(&event); change(&|one| one.title = text.clone()); }/>
                    <p class="quiet" id="r-title-hint">{said::NAME_HINT}</p>
                </div>
                <fieldset class="rule-part"><legend>{said::WHEN}</legend><Part spot=Spot::When sketch/></fieldset>
                <fieldset class="rule-part">
                    <legend>{said::AND}</legend>
                    <For each=move || and.get() key=|one| format!("{one:?}") let((_, at, _))>
                        <Part spot=Spot::And(at) sketch/>
                    </For>
                    <button class="plain small" id="r-add-and" type="button" disabled=move || is_full(and) on:click=move |_| {
                        change(&|one| one.and.push(Piece::new("tier")));
                        focus(Spot::And(last(and)).id());
                    }>{icon(Icon::Plus)}{said::ADD_CONDITION}</button>
                </fieldset>
                <fieldset class="rule-part">
                    <legend>{said::THEN}</legend>
                    <For each=move || then.get() key=|one| format!("{one:?}") let((_, at, _))>
                        <Part spot=Spot::Then(at) sketch/>
                    </For>
                    <button class="plain small" id="r-add-then" type="button" disabled=move || is_full(then) on:click=move |_| {
                        change(&|one| one.then.push(Piece::new("write")));
                        focus(Spot::Then(last(then)).id());
                    }>{icon(Icon::Plus)}{said::ADD_ACTION}</button>
                </fieldset>
                <DryRun sketch desk/>
                <div id="r-wrong" tabindex="-1">{move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                <div class="acts">
                    <button class="primary" type="submit">{said::SAVE}</button>
                    <button class="plain" type="button" on:click=move |_| close.run(())>{said::CANCEL}</button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Part(spot: Spot, sketch: RwSignal<Option<Sketch>>) -> View {
    let piece = move || sketch.with(|sketch| sketch.as_ref().and_then(|one| spot.of(one)).cloned().unwrap_or_default());
    let now = sketch.with_untracked(|sketch| sketch.as_ref().and_then(|one| spot.of(one)).cloned().unwrap_or_default());
    let kind = Memo::new(move |_| piece().kind);
    let set = move |edit: &dyn Fn(&mut Piece)| sketch.update(|sketch| _ = sketch.as_mut().and_then(|one| spot.of_mut(one)).map(edit));
    let id = spot.id();
    let take_out = move |_| {
        sketch.update(|sketch| {
            let Some(sketch) = sketch else { return };
            sketch.taken_out += 1;
            match spot {
                Spot::When => {}
                Spot::And(at) => _ = sketch.and.remove(at),
                Spot::Then(at) => _ = sketch.then.remove(at),
            }
        });
        focus(if matches!(spot, Spot::And(_)) { "r-add-and" } else { "r-add-then" });
    };
    let may_go = move || match spot {
        Spot::When => false,
        Spot::And(_) => true,
        Spot::Then(_) => sketch.with(|sketch| sketch.as_ref().is_some_and(|one| one.then.len() > 1)),
    };
    view! {
        <div class="rule-piece">
            <div class="field rule-kind">
                <label class="sr" for=id.clone()>{said::KIND}</label>
                <select id=id.clone() on:change=move |event| { let kind = event_target_value(&event); set(&|piece| *piece = Piece::new(&kind)); }>
                    {spot.kinds().iter().map(|(key, words)| view! { <option value=*key selected=now.kind == *key>{*words}</option> }).collect_view()}
                </select>
            </div>
            {move || fields(&kind.get(), &id, sketch.with_untracked(|sketch| sketch.as_ref().and_then(|one| spot.of(one)).cloned().unwrap_or_default()), set)}
            <Show when=may_go>
                <button class="plain small rule-out" type="button" on:click=take_out>{said::TAKE_OUT}</button>
            </Show>
        </div>
    }
}

/// What a piece of this kind asks for.
fn fields(kind: &str, id: &str, now: Piece, set: impl Fn(&dyn Fn(&mut Piece)) + Copy + 'static) -> View {
    let number = |label: &'static str| number(format!("{id}-number"), label, &now, set);
    match kind {
        "enters" | "in" | "move" => {
            let all = Stage::ALL.map(|one| (one.key(), stage::name(one))).to_vec();
            choice(format!("{id}-text"), said::STAGE, &now, all, set)
        }
        "write" => {
            let all = Purpose::ALL.iter().map(|one| (one.key(), template::name(*one))).collect();
            choice(format!("{id}-text"), said::MESSAGE, &now, all, set)
        }
        "nears" => {
            let all = Date::ALL.iter().map(|one| (one.key(), said::date(*one))).collect();
            view! { {choice(format!("{id}-text"), said::DATE, &now, all, set)}{number(said::number(kind))} }
        }
        "overdue" | "quiet" | "silent" | "feedback" => number(said::number(kind)),
        "tier" => text(format!("{id}-text"), said::TIER, &now.text, set, |piece, text| piece.text = text),
        "tagged" | "untagged" | "tag" => text(format!("{id}-text"), said::TAG, &now.text, set, |piece, text| piece.text = text),
        "owes" => view! {
            {text(format!("{id}-number"), said::AMOUNT, &now.number, set, |piece, text| piece.number = text)}
            {text(format!("{id}-extra"), said::CURRENCY, &now.extra, set, |piece, text| piece.extra = text)}
        },
        "step" => view! {
            {text(format!("{id}-text"), said::WHAT, &now.text, set, |piece, text| piece.text = text)}
            {number(said::AFTER)}
            {text(format!("{id}-extra"), said::WHO, &now.extra, set, |piece, text| piece.extra = text)}
        },
        _ => View::Nothing,
    }
}

fn choice(
    id: String,
    label: &'static str,
    now: &Piece,
    all: Vec<(&'static str, &'static str)>,
    set: impl Fn(&dyn Fn(&mut Piece)) + Copy + 'static,
) -> View {
    let chosen = now.text.clone();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change=move |event| { let text = event_target_value(&event); set(&|piece| piece.text = text.clone()); }>
                {all.into_iter().map(|(key, words)| view! { <option value=key selected=chosen == key>{words}</option> }).collect_view()}
            </select>
        </div>
    }
}

fn number(id: String, label: &'static str, now: &Piece, set: impl Fn(&dyn Fn(&mut Piece)) + Copy + 'static) -> View {
    let value = now.number.clone();
    view! {
        <div class="field rule-number">
            <label for=id.clone()>{label}</label>
            <input id=id type="number" min="0" max="400" step="1" inputmode="numeric" prop:value=value.clone()
                on:input=move |event| { let text = event_target_value(&event); set(&|piece| piece.number = text.clone()); }/>
        </div>
    }
}

fn text(
    id: String,
    label: &'static str,
    value: &str,
    set: impl Fn(&dyn Fn(&mut Piece)) + Copy + 'static,
    put: fn(&mut Piece, String),
) -> View {
    let value = value.to_owned();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input id=id type="text" maxlength="200" autocomplete="off" dir="auto" prop:value=value.clone()
                on:input=move |event| { let text = event_target_value(&event); set(&|piece| put(piece, text.clone())); }/>
        </div>
    }
}

/// Whom it would concern now, before it is saved.
#[component]
fn DryRun(sketch: RwSignal<Option<Sketch>>, desk: Desk) -> View {
    let rule = Memo::new(move |_| sketch.with(|sketch| sketch.as_ref()?.rule(desk.today.get())));
    let found = Memo::new(move |_| {
        let rule = rule.get()?;
        let ground = state::ground(desk);
        Some(desk.with_work(|rows| state::dry(&rule, rows, &ground)))
    });
    let line = move |one: &state::Dry| {
        let rule = rule.get_untracked()?;
        let why = desk
            .locale
            .with_value(|locale| said::why(rule.trigger, one.occasion.on, &one.occasion.about, desk.today.get_untracked(), locale));
        Some(
            view! { <li><a href=Route::Client(one.client, Tab::History).hash()><bdi>{one.name.clone()}</bdi></a>" "<span class="quiet" dir="auto">{why}</span></li> },
        )
    };
    let part = move |due: bool| {
        found.with(|found| {
            let all: Vec<state::Dry> = found.iter().flatten().filter(|one| one.due == due).cloned().collect();
            if all.is_empty() {
                return View::Nothing;
            }
            let (count, over) = (all.len(), all.len().saturating_sub(SHOWN));
            let lines = all.iter().take(SHOWN).filter_map(line).collect_view();
            view! {
                <p>{if due { said::now(count) } else { said::left_alone(count) }}</p>
                <ul class="rules-dry">{lines}{(over > 0).then(|| view! { <li class="quiet">{said::more(over)}</li> })}</ul>
            }
        })
    };
    let also = sketch.with_untracked(|sketch| sketch.as_ref().is_some_and(|one| one.also));
    view! {
        <div class="rule-dry" role="group" aria-labelledby="h-dry">
            <h3 id="h-dry">{said::DRY}</h3>
            <label class="tick">
                <input id="r-also" type="checkbox" checked=also on:change=move |event| {
                    let on = event_target_checked(&event);
                    sketch.update(|sketch| _ = sketch.as_mut().map(|one| one.also = on));
                }/>
                {said::ALSO}
            </label>
            {move || match found.with(|found| found.as_ref().map(Vec::len)) {
                None => view! { <p class="quiet">{said::INCOMPLETE}</p> },
                Some(0) => view! { <p class="quiet">{said::DRY_NONE}</p> },
                Some(_) => view! { {part(true)}{part(false)} },
            }}
        </div>
    }
}
