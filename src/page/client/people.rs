//! The people at the client: what they do, and how they like to be reached.

use std::collections::BTreeMap;

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::alike::Asked;
use domain::birthday::{Birthday, Leap};
use domain::client::{Channel, Contact};
use domain::field::{ContactField, Field, PracticeField};
use domain::{Command, ContactId};

use super::Subject;
use crate::part::alike::{AlikeHint, is_known};
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::part::seek::at;
use crate::state::client::form::{contact_field_of, contact_wrong, refusal_of};
use crate::state::client::reach;
use crate::state::merge::Merging;
use crate::words::{self, client as said};

const LINES: [ContactField; 6] =
    [ContactField::Name, ContactField::Position, ContactField::Email, ContactField::Phone, ContactField::Chat, ContactField::Birthday];
const ROLES: [ContactField; 3] = [ContactField::Primary, ContactField::Decides, ContactField::Bills];

/// Whom the form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Editing {
    New,
    One(ContactId),
}

impl Editing {
    fn button(self) -> String {
        match self {
            Self::New => "add-person".to_owned(),
            Self::One(contact) => format!("edit-{contact}"),
        }
    }
}

#[component]
pub fn People(subject: Subject) -> View {
    let editing = RwSignal::new(None::<Editing>);
    let people = Memo::new(move |_| {
        let people = |client: &domain::client::Client| client.people().into_iter().map(|(id, one)| (id, one.clone())).collect::<Vec<_>>();
        subject.record.with(|record| record.as_ref().map(|record| people(&record.client)).unwrap_or_default())
    });
    let ids = move || people.with(|people| people.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    let none = Memo::new(move |_| people.with(Vec::is_empty));
    let adding = Memo::new(move |_| editing.get() == Some(Editing::New) && !subject.locked.get());
    view! {
        <section class="section" aria-labelledby="h-people">
            <div class="section-head">
                <h2 id="h-people">{said::PEOPLE}</h2>
                <Show when=move || !adding.get() && !subject.locked.get()>
                    <button class="plain small" id="add-person" type="button" on:click=move |_| {
                        editing.set(Some(Editing::New));
                        focus("p-name");
                    }>{icon(Icon::Plus)}{said::PERSON}</button>
                </Show>
            </div>
            <Show when=move || adding.get()><PersonForm subject editing whom=Editing::New contact=Contact::default()/></Show>
            <Show when=move || none.get() && !adding.get()><p class="quiet">{said::NO_PEOPLE}</p></Show>
            <ul class="people">
                <For each=ids key=|id| *id let(id)>
                    {
                        let one = Memo::new(move |_| people.with(|people| people.iter().find(|(other, _)| *other == id).map(|(_, one)| one.clone()).unwrap_or_default()));
                        let open = Memo::new(move |_| editing.get() == Some(Editing::One(id)) && !subject.locked.get());
                        move || if open.get() {
                            view! { <li><PersonForm subject editing whom=Editing::One(id) contact=one.get_untracked()/></li> }
                        } else {
                            view! { <Person subject editing id one/> }
                        }
                    }
                </For>
            </ul>
        </section>
    }
}

/// What the person is called: the name, or else whatever there is to call them by.
fn called(contact: &Contact) -> String {
    let given = [ContactField::Name, ContactField::Email, ContactField::Phone].map(|field| contact.get(field));
    given.into_iter().find(|text| !text.is_empty()).unwrap_or(said::UNNAMED).to_owned()
}

#[component]
fn Person(subject: Subject, editing: RwSignal<Option<Editing>>, id: ContactId, one: Memo<Contact>) -> View {
    let roles = move || {
        let all: Vec<_> = one.with(|one| ROLES.into_iter().filter(|role| one.is(*role)).collect());
        let words: Vec<_> = all.iter().enumerate().map(|(at, role)| said::role(*role, at == 0)).collect();
        (!words.is_empty()).then(|| view! { <p class="person-roles">{words.join(" · ")}</p> })
    };
    let ways = move || one.with(ways);
    let clash = move || {
        let theirs = one.with(|one| one.prefers())?;
        let agreed = subject.record.with(|record| Channel::from_key(record.as_ref()?.client.get(Field::Channel)))?;
        (theirs != agreed).then(|| {
            view! {
                <p class="mark" data-level="amber">{icon(Icon::Info)}<span>{said::channels_clash(theirs, agreed)}</span></p>
            }
        })
    };
    let birthday = move || {
        let birthday = one.with(|one| Birthday::parse(one.get(ContactField::Birthday)))?;
        let leap = subject.desk.practice.with(|practice| Leap::from_key(practice.get(PracticeField::LeapBirthday))).unwrap_or_default();
        let today = subject.desk.today.get();
        let next = birthday.next(today, leap)?;
        let (near, full) = subject.desk.locale.with_value(|locale| (locale.near(next, today), locale.long_day(next)));
        let year = birthday.year().map(said::born);
        Some(view! { <p class="person-birthday quiet">{said::BIRTHDAY}<time datetime=next.to_string() title=full>{near}</time>{year}</p> })
    };
    view! {
        <li class="person" id=at(id.0)>
            <p class="person-name">
                <span dir="auto">{move || one.with(called)}</span>
                {move || one.with(|one| {
                    let position = one.get(ContactField::Position).to_owned();
                    (!position.is_empty()).then(|| view! { <span class="quiet" dir="auto">{position}</span> })
                })}
            </p>
            <Show when=move || !subject.locked.get()>
                <button class="plain small" id=Editing::One(id).button() type="button" on:click=move |_| {
                    editing.set(Some(Editing::One(id)));
                    focus("p-name");
                }>{said::EDIT}<span class="sr">" "{move || one.with(called)}</span></button>
            </Show>
            {roles}
            <ul class="person-ways">{ways}</ul>
            {clash}
            {birthday}
        </li>
    }
}

/// The ways to reach somebody, the preferred one first.
fn ways(contact: &Contact) -> View {
    let prefers = contact.prefers();
    let mut channels = Channel::ALL.to_vec();
    domain::order::sort_by_key(&mut channels, |channel| Some(*channel) != prefers);
    let way = |channel: Channel| {
        let (text, href) = match channel {
            Channel::Email => (contact.get(ContactField::Email).to_owned(), reach::mail(contact.get(ContactField::Email))),
            Channel::Phone => (contact.get(ContactField::Phone).to_owned(), reach::call(contact.get(ContactField::Phone))),
            Channel::Chat => (contact.get(ContactField::Chat).to_owned(), None),
            Channel::Meeting => (String::new(), None),
        };
        let first = prefers == Some(channel);
        if text.is_empty() && !first {
            return None;
        }
        let shown = match (text.is_empty(), channel, href) {
            (true, ..) => said::channel(channel).into_view(),
            (false, Channel::Chat, _) => said::chat(&text).into_view(),
            (false, _, Some(href)) => view! { <a href=href dir="auto">{text}</a> },
            (false, _, None) => text.into_view(),
        };
        Some(view! { <li class:first=first data-first=first.then_some(said::PREFERRED)>{shown}" "</li> })
    };
    channels.into_iter().filter_map(way).collect_view()
}

#[component]
fn PersonForm(subject: Subject, editing: RwSignal<Option<Editing>>, whom: Editing, contact: Contact) -> View {
    let desk = subject.desk;
    let typed = StoredValue::new(domain::order::gather(
        // A birthday without a year is typed as it is read.
        ContactField::ALL.iter().map(|field| (*field, RwSignal::new(contact.get(*field).trim_start_matches("--").to_owned()))),
    ));
    let text = move |field: ContactField| typed.with_value(|typed| typed.get(&field).copied());
    let wrong = RwSignal::new(BTreeMap::<ContactField, String>::new());
    let failed = RwSignal::new(None::<String>);
    let was = StoredValue::new(contact);
    let close = move || {
        editing.set(None);
        focus(whom.button());
    };
    let refuse = move |errors: BTreeMap<ContactField, String>| {
        let first = errors.keys().next().copied();
        wrong.set(errors);
        if let Some(field) = first {
            focus(format!("p-{}", field.key()));
        }
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(BTreeMap::new());
        failed.set(None);
        let fields: Vec<(ContactField, String)> = typed.with_value(|typed| {
            let now = typed.iter().map(|(field, text)| (*field, text.get_untracked()));
            now.filter(|(field, text)| was.with_value(|was| was.get(*field) != text)).collect()
        });
        let told = |refusal: &domain::Refusal| desk.locale.with_value(|locale| words::refusal::refused(refusal, locale));
        let errors: BTreeMap<_, _> =
            fields.iter().filter_map(|(field, text)| Some((*field, told(&contact_wrong(*field, text)?)))).collect();
        if !errors.is_empty() {
            return refuse(errors);
        }
        let command = match whom {
            Editing::New => Command::AddContact { client: subject.id, fields },
            Editing::One(contact) => Command::SetContact { client: subject.id, contact, changes: fields },
        };
        desk.ask(command, move |outcome| match outcome {
            Ok(success) => {
                close();
                desk.say(Ok(success));
            }
            Err(unable) => match refusal_of(&unable).and_then(contact_field_of) {
                Some(ContactField::Name) => refuse(BTreeMap::from([(ContactField::Name, said::NAME_A_PERSON.to_owned())])),
                Some(field) => {
                    let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                    refuse(BTreeMap::from([(field, words)]));
                }
                None => failed.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
            },
        });
    };
    let remove = move |contact: ContactId| {
        desk.ask(Command::RemoveContact { client: subject.id, contact, gone: true }, move |outcome| match outcome {
            Ok(success) => {
                editing.set(None);
                desk.toast(said::PERSON_REMOVED.to_owned(), success.undo, false);
                focus("add-person");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let line = move |field: ContactField| {
        let text = text(field)?;
        let (id, error) = (format!("p-{}", field.key()), format!("p-{}-e", field.key()));
        let (kind, wide) = match field {
            ContactField::Email => ("email", false),
            ContactField::Phone => ("tel", false),
            ContactField::Name => ("text", true),
            ContactField::Position
            | ContactField::Chat
            | ContactField::Birthday
            | ContactField::Prefers
            | ContactField::Primary
            | ContactField::Decides
            | ContactField::Bills => ("text", false),
        };
        let wrong = move || wrong.with(|wrong| wrong.get(&field).cloned());
        Some(view! {
            <div class="field" class:wide=wide>
                <label for=id.clone()>{said::person_field(field)}</label>
                <input id=id type=kind autocomplete="off" dir="auto" maxlength=field.most().to_string() aria-describedby=error.clone()
                    aria-invalid=move || wrong().is_some().then_some("true")
                    prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
                <div id=error>
                    {move || wrong().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                    {move || (field == ContactField::Birthday && wrong().is_none()).then(|| view! { <p class="hint">{said::BIRTHDAY_HINT}</p> })}
                </div>
            </div>
        })
    };
    let asked = Signal::derive(move || {
        let now = |field: ContactField| text(field).map(|text| text.get()).filter(|text| was.with_value(|was| was.get(field) != text));
        Asked {
            name: String::new(),
            email: now(ContactField::Email).unwrap_or_default(),
            phone: now(ContactField::Phone).unwrap_or_default(),
        }
    });
    let known = is_known(asked, Some(subject.id));
    let merging: Merging = expect_context();
    let tick = move |role: ContactField| {
        let text = text(role)?;
        Some(view! {
            <label class="tick">
                <input type="checkbox" prop:checked=move || text.with(|text| text == "yes")
                    on:change=move |event| text.set(if event_target_checked(&event) { "yes".to_owned() } else { String::new() })/>
                {said::person_field(role)}
            </label>
        })
    };
    let prefers = text(ContactField::Prefers).map(|prefers| {
        let now = prefers.get_untracked();
        view! {
            <div class="field">
                <label for="p-prefers">{said::person_field(ContactField::Prefers)}</label>
                <select id="p-prefers" on:change=move |event| prefers.set(event_target_value(&event))>
                    <option value="" selected=now.is_empty()>{said::NO_PREFERENCE}</option>
                    {Channel::ALL.map(|one| view! { <option value=one.key() selected=one.key() == now>{said::channel(one)}</option> })}
                </select>
            </div>
        }
    });
    let gone = match whom {
        Editing::New => None,
        Editing::One(contact) => Some(view! {
            <button class="plain small danger end" type="button" on:click=move |_| remove(contact)>{said::REMOVE_PERSON}</button>
        }),
    };
    let new = whom == Editing::New;
    view! {
        <form class="inline-form" novalidate aria-label=if new { said::NEW_PERSON.to_owned() } else { was.with_value(called) } on:submit=save
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    close();
                }
            }>
            <div class="fields">
                {LINES.map(line)}{prefers}
                <AlikeHint asked except=Some(subject.id) label=words::merge::MERGE_ASK
                    merge=Callback::new(move |other| merging.ask(other, subject.id))/>
            </div>
            <fieldset><legend class="label">{said::ROLES}</legend>{ROLES.map(tick)}</fieldset>
            <div role="alert">{move || failed.get().map(|words| view! { <p class="error">{words}</p> })}</div>
            <div class="acts">
                <button class="primary" type="submit">
                    {move || match (known.get().is_some(), new) {
                        (true, true) => words::merge::ADD_ANYWAY,
                        (true, false) => words::merge::SAVE_ANYWAY,
                        (false, true) => said::ADD_PERSON,
                        (false, false) => said::SAVE,
                    }}
                </button>
                <button class="plain" type="button" on:click=move |_| close()>{said::CANCEL}</button>
                {gone}
            </div>
        </form>
    }
}
