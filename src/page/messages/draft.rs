//! One message: begun from a template and the client's record, changed, sent by a way of one's own, and kept once somebody says that it went.

use std::collections::BTreeMap;

use crate::dom::*;
use domain::client::{Client, Contact};
use domain::field::{ContactField, Field};
use domain::language::Language;
use domain::letter::{LetterError, Purpose};
use domain::remind::LEVEL_MOST;
use domain::time::Day;
use domain::{Command, ContactId};

use super::what;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::route::{Route, Tab};
use crate::state::desk::Desk;
use crate::state::messages::{self as state, Entry, Kind, Way, Why};
use crate::state::today;
use crate::words::{document, messages as said, refusal, template};

/// Which text it is that somebody typed.
type Typed = (String, Purpose, Language, Option<ContactId>);

/// What lasts from one draft to the next. Copies are one sitting.
#[derive(Clone, Copy)]
pub struct Sitting {
    pub desk: Desk,
    /// What was typed, subject and text: each under its own client, template, language and person.
    pub typed: StoredValue<BTreeMap<Typed, (String, String)>>,
    /// What was taken somewhere, and is asked about.
    pub asked: RwSignal<Option<(String, Kind)>>,
    /// Told when an entry is dealt with.
    pub after: Callback<String>,
    pub can_share: bool,
}

#[component]
pub fn Draft(entry: Entry, sitting: Sitting) -> View {
    let desk = sitting.desk;
    let client = entry.client;
    desk.look(client);
    let row = Memo::new(move |_| desk.row(client));
    let there = Memo::new(move |_| desk.record.with(|record| record.as_ref().is_some_and(|record| record.client.id == client)));
    let why = what(&entry, desk);
    let more = {
        let today = desk.today.get_untracked();
        desk.locale.with_value(|locale| match &entry.why {
            Why::Notice(notice) => {
                let told = desk.with_rows_untracked(|rows| rows.get(&client).and_then(|row| row.talk.told));
                told.map(|told| said::last_word(&locale.near(told, today))).unwrap_or_else(|| said::NO_WORD.to_owned())
                    + if notice.weight.first_tier { said::FIRST_TIER } else { "" }
            }
            Why::Reminder { reminder, .. } => said::reminder_why(reminder, locale, today),
            Why::Own => String::new(),
        })
    };
    let waits = {
        let is_reminder = entry.reminder().is_some();
        move || {
            let (since, _) = row.with(|row| row.as_ref().and_then(|row| row.talk.waits)).filter(|_| is_reminder)?;
            Some(desk.locale.with_value(|locale| said::waits(&locale.near(since, desk.today.get()))))
        }
    };
    let entry = StoredValue::new(entry);
    let links = move || {
        let invoice = entry.with_value(|entry| entry.reminder().map(|one| one.invoice));
        view! {
            <a class="quiet" href=Route::Client(client, Tab::History).hash()>{said::TO_CLIENT}</a>
            {invoice.map(|invoice| view! { <a class="quiet" href=Route::Document(client, invoice).hash()>{said::TO_INVOICE}</a> })}
        }
    };
    view! {
        <section class="stack draft" aria-labelledby="draft-h">
            <div>
                <h2 id="draft-h" tabindex="-1" dir="auto">{move || row.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_else(|| said::GONE.to_owned()))}</h2>
                <p class="draft-why">{why}{(!more.is_empty()).then(|| format!(" · {more}"))}</p>
                <p class="row draft-links">{links()}</p>
            </div>
            {move || waits().map(|waits| view! { <p class="mark" data-level="amber">{icon(Icon::Info)}<span>{waits}</span></p> })}
            {move || if there.get() {
                view! { <Letter entry=entry.get_value() sitting/> }
            } else {
                view! { <p class="quiet" role="status">{said::OPENING}</p> }
            }}
        </section>
    }
}

/// The name of a person, else what else is known of them.
fn called(one: &Contact) -> String {
    let known = [ContactField::Name, ContactField::Email, ContactField::Phone].map(|field| one.get(field));
    known.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

#[component]
fn Letter(entry: Entry, sitting: Sitting) -> View {
    let Sitting { desk, typed, asked, after, can_share } = sitting;
    let key = StoredValue::new(entry.key());
    let id = entry.client;
    let with = move |look: &dyn Fn(&Client) -> View| {
        desk.record.with_untracked(|record| record.as_ref().map_or(View::Nothing, |one| look(&one.client)))
    };
    let first = desk.record.with_untracked(|record| {
        let client = &record.as_ref()?.client;
        Some((state::person(client, entry.purpose()), template::language(client)))
    });
    let (first_person, first_language) = first.unwrap_or_default();
    let (purpose, language, person) = (RwSignal::new(entry.purpose()), RwSignal::new(first_language), RwSignal::new(first_person));
    let (subject, body) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<LetterError>);
    let copied = RwSignal::new(None::<bool>);
    let entry = StoredValue::new(entry);
    let which = move || (key.get_value(), purpose.get_untracked(), language.get_untracked(), person.get_untracked());
    let load = move || {
        copied.set(None);
        let made = match typed.with_value(|typed| typed.get(&which()).cloned()) {
            Some(known) => Ok(known),
            None => desk.record.with_untracked(|record| {
                let Some(record) = record else { return Ok(Default::default()) };
                desk.practice.with_untracked(|practice| {
                    let client = &record.client;
                    let whom = person.get_untracked().and_then(|person| client.contacts.get(&person));
                    let today = desk.today.get_untracked();
                    let facts = entry.with_value(|entry| state::facts(client, practice, whom, entry.reminder(), today));
                    let language = language.get_untracked();
                    state::filled(&state::text(practice, purpose.get_untracked(), language), &facts, language)
                })
            }),
        };
        wrong.set(made.as_ref().err().cloned());
        let (made_subject, made_body) = made.unwrap_or_default();
        subject.set(made_subject);
        body.set(made_body);
    };
    load();
    let keep = move || typed.update_value(|typed| _ = typed.insert(which(), (subject.get_untracked(), body.get_untracked())));
    let ways = Memo::new(move |_| {
        let (subject, body, person) = (subject.get(), body.get(), person.get());
        if desk.looks_only.get() {
            return Vec::new();
        }
        desk.record.with(|record| {
            let Some(record) = record.as_ref().filter(|record| record.client.id == id) else { return Vec::new() };
            let whom = person.and_then(|person| record.client.contacts.get(&person));
            state::ways(&record.client, whom, &subject, &body, can_share)
        })
    });
    let clash = move || {
        let person = person.get()?;
        desk.record.with(|record| {
            let client = &record.as_ref()?.client;
            let whom = client.contacts.get(&person)?;
            let (prefers, agreed) = (whom.prefers()?, state::agreed(client)?);
            (prefers != agreed).then(|| said::clash(whom.get(ContactField::Name), prefers, agreed))
        })
    };
    // Whoever shares may have gone on to the next draft before the sheet is closed.
    let ask = move |kind: Kind| {
        if let Some(key) = key.try_get_value() {
            asked.try_set(Some((key, kind)));
            focus("sent-yes");
        }
    };
    let take = move |way: &Way| {
        let (kind, text) = (way.kind, body.get_untracked());
        if kind == Kind::Share {
            let title = subject.get_untracked();
            spawn_local(async move {
                if state::share(&title, &text).await {
                    ask(kind);
                }
            });
            return;
        }
        if way.copies || kind == Kind::Copy {
            spawn_local(async move { _ = copied.try_set(Some(state::copy(&text).await)) });
        }
        ask(kind);
    };
    let is_reminder = entry.with_value(|entry| entry.reminder().is_some());
    // What is firmer than the reminder that is due gives a new day, which this one has not.
    let level = entry.with_value(|entry| entry.reminder().map_or(0, |reminder| reminder.level));
    let purposes: Vec<Purpose> = if is_reminder {
        (1..=level.clamp(1, LEVEL_MOST)).map(Purpose::of_level).collect()
    } else {
        Purpose::ALL.iter().copied().filter(|one| !one.is_reminder()).collect()
    };
    let to = with(&|client| {
        let people: Vec<(ContactId, String)> = client.people().into_iter().map(|(id, one)| (id, called(one))).collect();
        if people.len() < 2 {
            return View::Nothing;
        }
        view! {
            <div class="field">
                <label for="d-to">{said::TO}</label>
                <select id="d-to" on:change=move |event| { person.set(event_target_value(&event).parse().ok()); load(); }>
                    {people.into_iter().map(|(id, name)| view! {
                        <option value=id.to_string() selected=person.get_untracked() == Some(id)>{name}</option>
                    }).collect_view()}
                </select>
            </div>
        }
    });
    let choose_language = move |text: String| {
        if let Some(chosen) = Language::from_key(&text) {
            language.set(chosen);
            load();
            desk.tell(Command::SetFields { client: id, changes: vec![(Field::Language, chosen.key().to_owned())] });
        }
    };
    view! {
        <div class="fields">
            {to}
            <div class="field">
                <label for="d-template">{said::TEMPLATE}</label>
                <select id="d-template" on:change=move |event| {
                    if let Some(chosen) = Purpose::from_key(&event_target_value(&event)) { purpose.set(chosen); load(); }
                }>
                    {purposes.into_iter().map(|one| view! {
                        <option value=one.key() selected=purpose.get_untracked() == one>{template::name(one)}</option>
                    }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="d-language">{said::LANGUAGE}</label>
                <select id="d-language" on:change=move |event| choose_language(event_target_value(&event))>
                    {Language::ALL.map(|one| view! {
                        <option value=one.key() selected=language.get_untracked() == one>{document::language(one)}</option>
                    })}
                </select>
            </div>
        </div>
        {move || clash().map(|clash| view! { <p class="mark" data-level="amber">{icon(Icon::Info)}<span dir="auto">{clash}</span></p> })}
        {move || match wrong.get() {
            Some(error) => view! {
                <div class="notice" data-level="red" role="alert">
                    <h3>{said::BLOCKED}</h3>
                    <p>{said::letter_error(&error)}</p>
                    <div class="row"><a class="btn small" href=Route::Templates.hash()>{said::TEMPLATES}</a></div>
                </div>
            },
            None => view! {
                <div class="field">
                    <label for="d-subject">{said::SUBJECT}</label>
                    <input id="d-subject" type="text" maxlength="300" autocomplete="off" dir="auto" lang=move || language.get().key()
                        prop:value=move || subject.get() on:input=move |event| { subject.set(event_target_value(&event)); keep(); }/>
                </div>
                <div class="field">
                    <label for="d-text">{said::TEXT}</label>
                    <textarea id="d-text" rows="16" maxlength="20000" dir="auto" lang=move || language.get().key()
                        prop:value=move || body.get() on:input=move |event| { body.set(event_target_value(&event)); copied.set(None); keep(); }></textarea>
                </div>
                <div class="row draft-ways" role="group" aria-label=said::SEND>
                    {move || ways.get().into_iter().enumerate().map(|(at, way)| button(way, at == 0, take)).collect_view()}
                    <span class="quiet" role="status">{move || copied.get().map(|done| if done { said::COPIED } else { said::NOT_COPIED })}</span>
                </div>
                {move || ways.with(|ways| ways.iter().any(|way| way.copies)).then(|| view! { <p class="quiet">{said::TOO_LONG}</p> })}
                {move || ways.with(|ways| ways.iter().all(|way| way.href.is_none())).then(|| view! { <p class="quiet">{if desk.looks_only.get() { refusal::LOOKS_ONLY } else { said::NO_WAY }}</p> })}
            },
        }}
        {move || {
            let (_, kind) = asked.get().filter(|(of, _)| key.with_value(|key| of == key))?;
            let spoke = kind == Kind::Call;
            let busy = RwSignal::new(false);
            let yes = move |_| {
                if busy.get_untracked() {
                    return;
                }
                busy.set(true);
                let today = desk.today.get_untracked();
                let channel = desk.record.with_untracked(|record| {
                    let client = &record.as_ref()?.client;
                    person.get_untracked().and_then(|person| client.contacts.get(&person)?.prefers()).or_else(|| state::agreed(client))
                });
                let command = entry.with_value(|entry| state::sent(entry, kind, channel, &subject.get_untracked(), &body.get_untracked(), today));
                let key = key.get_value();
                desk.ask(command, move |outcome| {
                    busy.try_set(false);
                    if outcome.is_ok() {
                        asked.try_set(None);
                        after.try_run(key);
                    }
                    desk.say(outcome);
                });
            };
            Some(view! {
                <div class="notice">
                    <h3>{if spoke { said::WAS_SAID } else { said::WAS_SENT }}</h3>
                    <p>{if is_reminder { said::WAS_REMINDED_HINT } else { said::WAS_SENT_HINT }}</p>
                    <div class="row">
                        <button class="primary" id="sent-yes" type="button" on:click=yes>{if spoke { said::YES_SAID } else { said::YES_SENT }}</button>
                        <button class="plain" type="button" on:click=move |_| { asked.set(None); focus("d-text"); }>{said::NOT_YET}</button>
                    </div>
                </div>
            })
        }}
        <Instead entry=entry.get_value() sitting/>
    }
}

fn button(way: Way, first: bool, take: impl Fn(&Way) + Copy + 'static) -> View {
    let name = said::way(way.kind);
    let href = way.href.clone();
    let elsewhere = (way.kind == Kind::WhatsApp).then_some("_blank");
    match href {
        Some(href) => view! {
            <a class="btn" class:primary=first href=href target=elsewhere rel=elsewhere.map(|_| "noopener noreferrer") on:click=move |_| take(&way)>{name}</a>
        },
        None => view! { <button class:primary=first type="button" on:click=move |_| take(&way)>{name}</button> },
    }
}

/// What can be done instead of writing.
#[component]
fn Instead(entry: Entry, sitting: Sitting) -> View {
    let Sitting { desk, after, .. } = sitting;
    let key = StoredValue::new(entry.key());
    let (client, today_is) = (entry.client, desk.today.get_untracked());
    let act = move |command: Command, told: Option<&'static str>| {
        let key = key.get_value();
        desk.ask(command, move |outcome| {
            if outcome.is_ok() {
                after.try_run(key);
            }
            match (outcome, told) {
                (Ok(success), Some(told)) => desk.toast(told.to_owned(), success.undo, false),
                (outcome, _) => desk.say(outcome),
            }
        });
    };
    let asks = entry.asks();
    match entry.why {
        Why::Own => View::Nothing,
        Why::Notice(notice) => view! {
            <div class="row draft-instead">
                {asks.map(|item| view! {
                    <button class="plain small" type="button"
                        on:click=move |_| act(state::not_written(client, item, today_is), Some(said::LEFT_OUT))>{said::LEAVE_OUT}</button>
                })}
                <button class="plain small" type="button" on:click=move |_| act(today::put_off(&notice, today_is.plus_days(1)), None)>{said::TOMORROW}</button>
            </div>
        },
        Why::Reminder { reminder, number, .. } => {
            let by = RwSignal::new(reminder.until.unwrap_or_else(|| today_is.plus_days(7)));
            view! {
                <div class="row draft-instead">
                    <button class="plain small" type="button" title=said::LET_GO_HINT
                        on:click=move |_| act(state::let_go(client, &reminder, today_is), Some(said::LEFT_GO))>{said::LET_GO}</button>
                    <details>
                        <summary>{said::PROMISED}</summary>
                        <div class="row">
                            <label for="d-by">{said::PROMISED_BY}</label>
                            <input id="d-by" type="date" min=today_is.to_string() prop:value=move || by.get().to_string()
                                on:change=move |event| if let Some(day) = Day::parse(&event_target_value(&event)) { by.set(day) }/>
                            <button class="small" type="button"
                                on:click=move |_| act(state::promised(client, &reminder, &number, by.get_untracked()), Some(said::PROMISE_KEPT))>{said::KEEP_PROMISE}</button>
                        </div>
                    </details>
                </div>
            }
        }
    }
}
