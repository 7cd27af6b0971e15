//! The form for all that is known of a client: one Save, every error beside its field, nothing typed ever lost.

use std::collections::BTreeMap;

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::alike::Asked;
use domain::client::Channel;
use domain::field::Field;
use domain::language::Language;
use domain::money::Currency;
use domain::{ClientId, Command};

use super::Subject;
use super::details::About;
use crate::part::alike::{AlikeHint, is_known};
use crate::part::focus::focus;
use crate::state::client::form::{TERMS, TermsTyped, common, field_of, rate, refusal_of, wrong};
use crate::state::merge::Merging;
use crate::words::{self, client as said};

/// The fields that are lines of text, in the groups the form shows them in.
const WHO: [Field; 7] = [Field::Name, Field::LegalName, Field::Email, Field::Phone, Field::Website, Field::TaxId, Field::Registration];
const WHERE: [Field; 6] = [Field::Street, Field::Extra, Field::PostalCode, Field::City, Field::Region, Field::Country];
const RHYTHM: [Field; 4] = [Field::UpdateEvery, Field::UpdateDay, Field::AnswerHours, Field::Remind];
const CONTRACT: [Field; 4] = [Field::ContractStart, Field::ContractEnd, Field::NoticeDays, Field::Tier];

pub fn field_id(field: Field) -> String {
    format!("f-{}", field.key())
}

/// Everything typed into the form. Copies are one form.
#[derive(Clone, Copy)]
struct Typed {
    /// The lines of text and the tax rate, as typed.
    lines: StoredValue<BTreeMap<Field, RwSignal<String>>>,
    currency: RwSignal<String>,
    terms: RwSignal<TermsTyped>,
    /// What the record said when the form was opened.
    was: StoredValue<BTreeMap<Field, String>>,
    wrong: RwSignal<BTreeMap<Field, String>>,
    /// What went wrong with the whole of it.
    failed: RwSignal<Option<String>>,
}

/// What was typed into a client's form and neither saved nor given up: whoever leaves the page finds it again.
#[derive(Clone, Debug, PartialEq)]
struct Left {
    client: ClientId,
    about: About,
    lines: BTreeMap<Field, String>,
    currency: String,
    terms: TermsTyped,
    was: BTreeMap<Field, String>,
}

/// The form that was left last. Copies are one.
#[derive(Clone, Copy, Default)]
pub struct LeftForm(StoredValue<Option<Left>>);

impl LeftForm {
    fn of(self, client: ClientId) -> Option<Left> {
        self.0.with_value(|left| left.clone().filter(|left| left.client == client))
    }

    /// What the client's form was open for when it was left.
    pub fn about(self, client: ClientId) -> Option<About> {
        self.of(client).map(|left| left.about)
    }
}

impl Typed {
    fn again(left: Left) -> Self {
        Self {
            lines: StoredValue::new(domain::order::gather(left.lines.into_iter().map(|(field, text)| (field, RwSignal::new(text))))),
            currency: RwSignal::new(left.currency),
            terms: RwSignal::new(left.terms),
            was: StoredValue::new(left.was),
            wrong: RwSignal::new(BTreeMap::new()),
            failed: RwSignal::new(None),
        }
    }

    /// Remembers what is typed, from its first change on.
    fn remember(self, client: ClientId, about: About, form: LeftForm) {
        let now = move || Left {
            client,
            about,
            lines: self.lines.with_value(|lines| domain::order::gather(lines.iter().map(|(field, text)| (*field, text.get())))),
            currency: self.currency.get(),
            terms: self.terms.get(),
            was: self.was.get_value(),
        };
        let known = form.of(client).is_some();
        Effect::new(move |begun: Option<Left>| {
            let now = now();
            if known || begun.as_ref().is_some_and(|begun| *begun != now) {
                form.0.set_value(Some(now.clone()));
            }
            begun.unwrap_or(now)
        });
    }

    fn of(subject: Subject) -> Self {
        let record = subject.record.get_untracked();
        let get = |field| record.as_ref().map(|record| record.client.get(field).to_owned()).unwrap_or_default();
        let decimal = subject.desk.locale.with_value(|locale| locale.decimal.clone());
        let shown = |field| if field == Field::TaxRate { get(field).replace('.', &decimal) } else { get(field) };
        let fields = WHO
            .into_iter()
            .chain(WHERE)
            .chain([Field::TaxRate, Field::Source])
            .chain(CONTRACT)
            .chain([Field::Channel, Field::Language])
            .chain(RHYTHM);
        Self {
            lines: StoredValue::new(domain::order::gather(fields.map(|field| (field, RwSignal::new(shown(field)))))),
            currency: RwSignal::new(get(Field::Currency)),
            terms: RwSignal::new(TermsTyped::of(record.as_ref().and_then(|record| record.client.terms()))),
            was: StoredValue::new(domain::order::gather(Field::ALL.iter().map(|field| (*field, get(*field))))),
            wrong: RwSignal::new(BTreeMap::new()),
            failed: RwSignal::new(None),
        }
    }

    fn line(self, field: Field) -> Option<RwSignal<String>> {
        self.lines.with_value(|lines| lines.get(&field).copied())
    }

    /// What was changed in this form, so that what others changed meanwhile stays; or what is wrong with it.
    fn changes(self, subject: Subject) -> Result<Vec<(Field, String)>, BTreeMap<Field, String>> {
        let mut errors = BTreeMap::new();
        let mut now: Vec<(Field, String)> = Vec::new();
        self.lines.with_value(|lines| {
            for (field, typed) in lines {
                let typed = typed.get_untracked();
                now.push((*field, if *field == Field::TaxRate { rate(&typed) } else { typed }));
            }
        });
        now.push((Field::Currency, self.currency.get_untracked()));
        match self.terms.with_untracked(TermsTyped::key) {
            Some(key) => now.push((Field::Terms, key)),
            None => {
                errors.insert(Field::Terms, said::DAYS_WRONG.to_owned());
            }
        }
        now.retain(|(field, text)| self.was.with_value(|was| was.get(field) != Some(text)));
        for (field, text) in &now {
            if let Some(refusal) = wrong(*field, text) {
                errors.insert(*field, subject.desk.locale.with_value(|locale| words::refusal::refused(&refusal, locale)));
            }
        }
        if errors.is_empty() { Ok(now) } else { Err(errors) }
    }

    /// Shows what is wrong and goes to the first of it.
    fn refuse(self, errors: BTreeMap<Field, String>) {
        let order =
            WHO.into_iter().chain([Field::Source]).chain(WHERE).chain([Field::Currency, Field::Terms, Field::TaxRate]).chain(CONTRACT);
        let first = order.into_iter().find(|field| errors.contains_key(field));
        self.wrong.set(errors);
        if let Some(first) = first {
            focus(if first == Field::Terms { "f-days".to_owned() } else { field_id(first) });
        }
    }
}

#[component]
pub fn DetailsForm(subject: Subject, editing: RwSignal<Option<About>>) -> View {
    let desk = subject.desk;
    let left: LeftForm = expect_context();
    let again = left.of(subject.id);
    let is_again = again.is_some();
    let typed = again.map_or_else(|| Typed::of(subject), Typed::again);
    let about = editing.get_untracked().unwrap_or(About::Details);
    typed.remember(subject.id, about, left);
    let close = move || {
        left.0.set_value(None);
        editing.set(None);
        focus(about.button());
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        typed.failed.set(None);
        typed.wrong.set(BTreeMap::new());
        let changes = match typed.changes(subject) {
            Ok(changes) => changes,
            Err(errors) => return typed.refuse(errors),
        };
        desk.ask(Command::SetFields { client: subject.id, changes }, move |outcome| match outcome {
            Ok(success) => {
                close();
                desk.say(Ok(success));
            }
            Err(unable) => {
                let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                match refusal_of(&unable).and_then(form_field) {
                    Some(field) => typed.refuse(BTreeMap::from([(field, words)])),
                    None => typed.failed.set(Some(words)),
                }
            }
        });
    };
    let name_now = move || typed.line(Field::Name).map(|name| name.get()).unwrap_or_default();
    let email_now = move || typed.line(Field::Email).map(|email| email.get()).unwrap_or_default();
    // A hint about what was there all along would only be in the way.
    let changed = move |field: Field, now: String| typed.was.with_value(|was| was.get(&field).is_some_and(|was| *was != now));
    let watched = Memo::new(move |_| {
        let (name, email) = (name_now(), email_now());
        let name = if changed(Field::Name, name.clone()) { name } else { String::new() };
        let email = if changed(Field::Email, email.clone()) { email } else { String::new() };
        let phone = typed.line(Field::Phone).map(|phone| phone.get()).unwrap_or_default();
        let phone = if changed(Field::Phone, phone.clone()) { phone } else { String::new() };
        Asked { name, email, phone }
    });
    let watched = Signal::derive(move || watched.get());
    let known = is_known(watched, Some(subject.id));
    let merging: Merging = expect_context();
    view! {
        <form class="inline-form" novalidate on:submit=save on:keydown=move |event| {
            if event.key() == "Escape" {
                close();
            }
        }>
            {is_again.then(|| view! { <p class="hint" role="status">{said::TYPED_AGAIN}</p> })}
            <fieldset class="stack">
                <legend class="sr">{said::IDENTITY}</legend>
                <div class="fields">
                    {WHO.map(|field| line(typed, field))}
                    <AlikeHint asked=watched except=Some(subject.id) label=words::merge::MERGE_ASK
                        merge=Callback::new(move |other| merging.ask(other, subject.id))/>
                    {line(typed, Field::Source)}
                </div>
            </fieldset>
            <fieldset class="stack">
                <legend class="label">{said::WHERE}</legend>
                <div class="fields">{WHERE.map(|field| line(typed, field))}</div>
            </fieldset>
            <fieldset class="stack">
                <legend class="label">{said::AGREED}</legend>
                <div class="fields">
                    <CurrencyField subject typed/>
                    {line(typed, Field::TaxRate)}
                    <TermsField typed/>
                    {CONTRACT.map(|field| line(typed, field))}
                    <datalist id="tiers">{["A", "B", "C"].map(|tier| view! { <option value=tier></option> })}</datalist>
                    {channel(typed)}
                    {language(typed)}
                </div>
            </fieldset>
            <fieldset class="stack">
                <legend class="label">{words::rhythm::TITLE}</legend>
                <p class="hint">{words::rhythm::CLIENT_HINT}</p>
                <div class="fields">
                    {choice(typed, Field::UpdateEvery, words::rhythm::every_options())}
                    {choice(typed, Field::UpdateDay, words::rhythm::day_options())}
                    {line(typed, Field::AnswerHours)}
                    {line(typed, Field::Remind)}
                </div>
            </fieldset>
            <div role="alert">{move || typed.failed.get().map(|words| view! { <p class="error">{words}</p> })}</div>
            <div class="acts">
                <button class="primary" type="submit">
                    {move || if known.get().is_some() { words::merge::SAVE_ANYWAY } else { said::SAVE }}
                </button>
                <button class="plain" type="button" on:click=move |_| close()>{said::CANCEL}</button>
            </div>
        </form>
    }
}

fn line(typed: Typed, field: Field) -> Option<impl IntoView + use<>> {
    let text = typed.line(field)?;
    let (id, error) = (field_id(field), format!("f-{}-e", field.key()));
    let wide = matches!(field, Field::Name | Field::LegalName | Field::Website | Field::Street | Field::Extra | Field::Source);
    let (kind, mode) = match field {
        Field::Email => ("email", "email"),
        Field::Phone => ("tel", "tel"),
        Field::Website => ("text", "url"),
        Field::TaxRate => ("text", "decimal"),
        Field::ContractStart | Field::ContractEnd => ("date", "none"),
        Field::NoticeDays | Field::AnswerHours => ("text", "numeric"),
        Field::Name
        | Field::LegalName
        | Field::Street
        | Field::Extra
        | Field::City
        | Field::Region
        | Field::PostalCode
        | Field::Country
        | Field::TaxId
        | Field::Registration
        | Field::Currency
        | Field::Terms
        | Field::NextStep
        | Field::NextDay
        | Field::Source
        | Field::Tier
        | Field::Channel
        | Field::UpdateEvery
        | Field::UpdateDay
        | Field::Remind
        | Field::Language => ("text", "text"),
    };
    let wrong = move || typed.wrong.with(|wrong| wrong.get(&field).cloned());
    Some(view! {
        <div class="field" class:wide=wide>
            <label for=id.clone()>{said::field(field)}</label>
            <input id=id type=kind inputmode=mode list=(field == Field::Tier).then_some("tiers") autocomplete="off" dir="auto" maxlength=field.most().to_string()
                aria-required=(field == Field::Name).then_some("true") aria-describedby=error.clone()
                aria-invalid=move || wrong().is_some().then_some("true")
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
            <div id=error>
                {move || wrong().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                {move || hint(field).filter(|_| wrong().is_none()).map(|hint| view! { <p class="hint">{hint}</p> })}
            </div>
        </div>
    })
}

fn hint(field: Field) -> Option<&'static str> {
    if field == Field::TaxRate {
        return Some(said::RATE_HINT);
    }
    if field == Field::Remind {
        return Some(words::messages::CLIENT_DAYS_HINT);
    }
    (field == Field::Tier).then_some(said::TIER_HINT)
}

/// The field beside which a refusal of the whole form is told.
fn form_field(refusal: &domain::Refusal) -> Option<Field> {
    if let domain::Refusal::EndsBeforeStart { .. } = refusal { Some(Field::ContractEnd) } else { field_of(refusal) }
}

/// The way that was agreed for everything that matters.
fn channel(typed: Typed) -> Option<View> {
    let text = typed.line(Field::Channel)?;
    let now = text.get_untracked();
    Some(view! {
        <div class="field">
            <label for=field_id(Field::Channel)>{said::field(Field::Channel)}</label>
            <select id=field_id(Field::Channel) on:change=move |event| text.set(event_target_value(&event))>
                <option value="" selected=now.is_empty()>{said::NOT_SET}</option>
                {Channel::ALL.map(|one| view! { <option value=one.key() selected=one.key() == now>{said::channel(one)}</option> })}
            </select>
        </div>
    })
}

/// One of a few words.
fn choice(typed: Typed, field: Field, options: Vec<(&'static str, &'static str)>) -> Option<View> {
    let text = typed.line(field)?;
    let now = text.get_untracked();
    Some(view! {
        <div class="field">
            <label for=field_id(field)>{said::field(field)}</label>
            <select id=field_id(field) on:change=move |event| text.set(event_target_value(&event))>
                <option value="" selected=now.is_empty()>{words::rhythm::AS_USUAL}</option>
                {options.into_iter().map(|(key, name)| view! { <option value=key selected=key == now>{name}</option> }).collect_view()}
            </select>
        </div>
    })
}

/// What their documents are written in.
fn language(typed: Typed) -> Option<View> {
    let text = typed.line(Field::Language)?;
    let now = Language::from_key(&text.get_untracked());
    let option = |one: Language| view! { <option value=one.key() selected=now == Some(one)>{words::document::language(one)}</option> };
    Some(view! {
        <div class="field">
            <label for=field_id(Field::Language)>{said::field(Field::Language)}</label>
            <select id=field_id(Field::Language) on:change=move |event| text.set(event_target_value(&event))>
                <option value="" selected=now.is_none()>{said::NOT_SET}</option>
                {Language::ALL.map(option)}
            </select>
        </div>
    })
}

#[component]
fn CurrencyField(subject: Subject, typed: Typed) -> View {
    let own = subject.desk.practice.with_untracked(|practice| practice.currency());
    let now = typed.currency.get_untracked();
    let common = common(own);
    let rest: Vec<Currency> = Currency::all().filter(|one| !common.contains(one)).collect();
    let option = move |now: &str, one: Currency| {
        let code = one.code().to_owned();
        let chosen = now == code;
        view! { <option value=code.clone() selected=chosen>{code.clone()}</option> }
    };
    view! {
        <div class="field">
            <label for=field_id(Field::Currency)>{said::field(Field::Currency)}</label>
            <select id=field_id(Field::Currency) on:change=move |event| typed.currency.set(event_target_value(&event))>
                <option value="" selected=now.is_empty()>{said::NOT_SET}</option>
                <optgroup label=said::COMMON>{common.into_iter().map(|one| option(&now, one)).collect_view()}</optgroup>
                <optgroup label=said::ALL>{rest.into_iter().map(|one| option(&now, one)).collect_view()}</optgroup>
            </select>
        </div>
    }
}

#[component]
fn TermsField(typed: Typed) -> View {
    let now = typed.terms.with_untracked(|terms| terms.choice.clone());
    // Terms that the list has not got stay what they are.
    let other = (!TERMS.contains(&now.as_str())).then(|| now.clone());
    let wants_days = Memo::new(move |_| typed.terms.with(TermsTyped::wants_days));
    let wrong = move || typed.wrong.with(|wrong| wrong.get(&Field::Terms).cloned());
    view! {
        <div class="field wide">
            <label for=field_id(Field::Terms)>{said::field(Field::Terms)}</label>
            <select id=field_id(Field::Terms) on:change=move |event| typed.terms.update(|terms| terms.choice = event_target_value(&event))>
                {other.map(|key| view! { <option value=key.clone() selected=true>{key.clone()}</option> })}
                {TERMS.map(|key| view! { <option value=key selected=key == now>{said::terms_choice(key)}</option> })}
            </select>
        </div>
        <Show when=move || wants_days.get()>
            <div class="field">
                <label for="f-days">{said::DAYS}</label>
                <input id="f-days" type="text" inputmode="numeric" autocomplete="off" maxlength="4" aria-describedby="f-days-e"
                    aria-invalid=move || wrong().is_some().then_some("true") prop:value=move || typed.terms.with(|terms| terms.days.clone())
                    on:input=move |event| typed.terms.update(|terms| terms.days = event_target_value(&event))/>
                <div id="f-days-e">{move || wrong().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
            </div>
        </Show>
    }
}
