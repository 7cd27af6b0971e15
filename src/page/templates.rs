//! The texts that messages begin with, in five languages, with a preview; and the days on which reminders go out.

use std::collections::BTreeMap;

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::decide::Way;
use domain::field::PracticeField;
use domain::item::{ItemField, ItemKind};
use domain::language::Language;
use domain::letter::{self, Purpose, Variable};
use domain::{ClientId, Command};

use crate::part::focus::focus;
use crate::part::icon::{Icon, small_icon};
use crate::route::Route;
use crate::state::desk::{Desk, desk};
use crate::state::messages as state;
use crate::state::notify::{Leave, Notify};
use crate::words::template::{self, Facts};
use crate::words::{self, document, messages as said};

#[component]
pub fn Templates() -> View {
    let desk = desk();
    desk.look_at_practice();
    view! {
        <a class="crumb" href=Route::Messages(None).hash()>{small_icon(Icon::Back)}{said::TITLE}</a>
        <div class="head"><h1>{said::TEMPLATES}</h1></div>
        <Show when=move || desk.practice_read.get()>
            <Texts desk/>
            <Days desk/>
        </Show>
    }
}

#[component]
fn Texts(desk: Desk) -> View {
    let (purpose, language) = (RwSignal::new(Purpose::Update), RwSignal::new(Language::English));
    // What was typed and not saved, each text under its own template and language.
    let typed = RwSignal::new(BTreeMap::<(Purpose, Language), (String, String)>::new());
    let wrong = RwSignal::new(None::<String>);
    let which = move || (purpose.get(), language.get());
    let own = Memo::new(move |_| desk.practice.with(|practice| letter::own(practice, purpose.get(), language.get())));
    let kept = Memo::new(move |_| desk.practice.with(|practice| state::text(practice, purpose.get(), language.get())));
    let now = Memo::new(move |_| typed.with(|typed| typed.get(&which()).cloned()).unwrap_or_else(|| kept.get()));
    let is_changed = Memo::new(move |_| now.get() != kept.get());
    let write = move |subject: Option<String>, body: Option<String>| {
        let (was_subject, was_body) = now.get_untracked();
        let text = (subject.unwrap_or(was_subject), body.unwrap_or(was_body));
        wrong.set(None);
        typed.update(|typed| _ = typed.insert((purpose.get_untracked(), language.get_untracked()), text));
    };
    let errors = Memo::new(move |_| now.with(|(subject, body)| (letter::check(subject).err(), letter::check(body).err())));
    let ask = move |item, changes, gone, told: &'static str| {
        let which = (purpose.get_untracked(), language.get_untracked());
        let way = Way { item, kind: ItemKind::Letter, changes, gone };
        desk.ask(Command::SaveWays { ways: vec![way] }, move |outcome| match outcome {
            Ok(success) => {
                typed.update(|typed| _ = typed.remove(&which));
                desk.toast(told.to_owned(), success.undo, false);
            }
            Err(unable) => {
                let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                wrong.try_set(Some(words));
            }
        });
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let (subject, body) = now.get_untracked();
        let from = letter::key(purpose.get_untracked(), language.get_untracked());
        let changes = vec![(ItemField::From, from), (ItemField::Title, subject), (ItemField::Detail, body)];
        ask(own.get_untracked().map(|own| own.item), changes, false, said::SAVED);
    };
    let reset = move |_| {
        if let Some(own) = own.get_untracked() {
            ask(Some(own.item), Vec::new(), true, said::WAS_RESET);
            // The button that was pressed goes.
            focus("t-subject");
        }
    };
    let is_own = move |one: Purpose| desk.practice.with(|practice| letter::own(practice, one, language.get()).is_some());
    view! {
        <section class="section set" aria-label=said::TEMPLATES>
            <p>{said::TEMPLATES_HINT}</p>
            <div class="fields">
                <div class="field">
                    <label for="t-which">{said::WHICH}</label>
                    <select id="t-which" on:change=move |event| {
                        if let Some(chosen) = Purpose::from_key(&event_target_value(&event)) { purpose.set(chosen); wrong.set(None); }
                    }>
                        {Purpose::ALL.iter().map(|one| {
                            let one = *one;
                            view! {
                                <option value=one.key() selected=purpose.get_untracked() == one>
                                    {template::name(one)}{move || is_own(one).then(|| format!(" ({})", said::YOURS))}
                                </option>
                            }
                        }).collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="t-language">{said::IN_LANGUAGE}</label>
                    <select id="t-language" on:change=move |event| {
                        if let Some(chosen) = Language::from_key(&event_target_value(&event)) { language.set(chosen); wrong.set(None); }
                    }>
                        {Language::ALL.map(|one| view! { <option value=one.key() selected=language.get_untracked() == one>{document::language(one)}</option> })}
                    </select>
                </div>
            </div>
            <div class="wording">
                <form class="stack" novalidate on:submit=save>
                    <div class="field">
                        <label for="t-subject">{said::SUBJECT}</label>
                        <input id="t-subject" type="text" maxlength="300" autocomplete="off" dir="auto" lang=move || language.get().key()
                            aria-describedby="t-wrong" aria-invalid=move || errors.with(|errors| errors.0.is_some()).then_some("true")
                            prop:value=move || now.get().0 on:input=move |event| write(Some(event_target_value(&event)), None)/>
                    </div>
                    <div class="field">
                        <label for="t-body">{said::TEXT}</label>
                        <textarea id="t-body" rows="18" maxlength="20000" dir="auto" lang=move || language.get().key()
                            aria-describedby="t-wrong" aria-invalid=move || errors.with(|errors| errors.1.is_some()).then_some("true")
                            prop:value=move || now.get().1 on:input=move |event| write(None, Some(event_target_value(&event)))></textarea>
                        <div id="t-wrong">
                            {move || errors.with(|(subject, body)| subject.as_ref().or(body.as_ref()).map(said::letter_error)).or_else(|| wrong.get())
                                .map(|words| view! { <p class="error" role="alert">{words}</p> })}
                        </div>
                    </div>
                    <div class="acts">
                        <button class="primary" type="submit">{said::SAVE}</button>
                        <Show when=move || own.with(Option::is_some)>
                            <button class="plain" type="button" on:click=reset>{said::RESET}</button>
                        </Show>
                        <span class="quiet" role="status">{move || is_changed.get().then_some(said::UNSAVED)}</span>
                    </div>
                    <details class="gaps">
                        <summary>{said::GAPS}</summary>
                        <p class="quiet">{said::GAPS_HINT}</p>
                        <dl class="facts">
                            {Variable::ALL.iter().map(|one| view! { <dt><code>{format!("{{{}}}", one.key())}</code></dt><dd>{template::variable(*one)}</dd> }).collect_view()}
                        </dl>
                    </details>
                </form>
                <Preview desk now purpose language/>
            </div>
        </section>
    }
}

/// How it reads for a client, or for somebody of whom nothing is known.
#[component]
fn Preview(desk: Desk, now: Memo<(String, String)>, purpose: RwSignal<Purpose>, language: RwSignal<Language>) -> View {
    let whom = RwSignal::new(None::<ClientId>);
    let names = desk.with_rows_untracked(|rows| {
        let mut all: Vec<(ClientId, String)> = rows.values().filter(|row| !row.removed).map(|row| (row.id, row.name.clone())).collect();
        domain::order::sort_by_key(&mut all, |(_, name)| domain::text::fold(name));
        all
    });
    let shown = Memo::new(move |_| {
        let (today, purpose, language) = (desk.today.get(), purpose.get(), language.get());
        let practice = desk.practice.get();
        let facts = match whom.get() {
            None => Facts { me: practice.get(PracticeField::Person).to_owned(), today: Some(today), ..Facts::default() },
            Some(id) => desk.record.with(|record| {
                let client = &record.as_ref().filter(|record| record.client.id == id)?.client;
                let person = state::person(client, purpose).and_then(|person| client.contacts.get(&person));
                Some(state::facts(client, &practice, person, None, today))
            })?,
        };
        state::previewed(&now.get(), &facts, language).ok()
    });
    view! {
        <section class="stack preview" aria-labelledby="h-preview">
            <h2 id="h-preview" class="label">{said::PREVIEW}</h2>
            <div class="field">
                <label for="t-whom">{said::PREVIEW_OF}</label>
                <select id="t-whom" on:change=move |event| {
                    let chosen = event_target_value(&event).parse().ok();
                    if let Some(client) = chosen { desk.look(client); }
                    whom.set(chosen);
                }>
                    <option value="">{said::PREVIEW_NOBODY}</option>
                    {names.into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()}
                </select>
            </div>
            <div class="as-read" lang=move || language.get().key() dir="auto">
                {move || match shown.get() {
                    Some((subject, body)) => view! { <p class="as-read-subject">{subject}</p><p class="as-read-body">{body}</p> },
                    None => view! { <p class="quiet">{said::BLOCKED}</p> },
                }}
            </div>
        </section>
    }
}

#[component]
fn Days(desk: Desk) -> View {
    let notify: Notify = expect_context();
    let kept = Memo::new(move |_| desk.practice.with(|practice| practice.get(PracticeField::Remind).to_owned()));
    let typed = RwSignal::new(kept.get_untracked());
    let wrong = RwSignal::new(None::<String>);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        let changes = vec![(PracticeField::Remind, typed.get_untracked())];
        desk.ask(Command::SetPractice { changes }, move |outcome| match outcome {
            Ok(success) => {
                typed.set(kept.get_untracked());
                desk.say(Ok(success));
            }
            Err(unable) => {
                let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                wrong.try_set(Some(words));
            }
        });
    };
    view! {
        <section class="section set" aria-labelledby="h-days">
            <div class="section-head"><h2 id="h-days">{said::DAYS}</h2></div>
            <p>{said::DAYS_HINT}</p>
            <form novalidate on:submit=save>
                <div class="field days">
                    <label for="p-remind">{words::settings::field(PracticeField::Remind)}</label>
                    <input id="p-remind" type="text" autocomplete="off" maxlength="60" placeholder="-3 0 7 14" aria-describedby="days-wrong"
                        prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
                    <div id="days-wrong">{move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                </div>
                <div class="acts"><button type="submit">{said::SAVE_DAYS}</button></div>
            </form>
            {move || match notify.0.get() {
                Leave::Unasked => view! {
                    <p class="acts"><button class="small" type="button" on:click=move |_| notify.ask()>{said::NOTIFY}</button></p>
                },
                Leave::Given => view! { <p class="quiet" role="status">{said::NOTIFY_ON}</p> },
                Leave::Refused => view! { <p class="quiet" role="status">{said::NOTIFY_OFF}</p> },
                Leave::Nowhere => View::Nothing,
            }}
        </section>
    }
}
