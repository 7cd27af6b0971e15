//! One field of a proposal: kept as it is typed, with its trouble beside it, and its vague words under it.

use std::time::Duration;

use domain::field::PracticeField;
use domain::item::{Form, ItemField, ItemKind};
use domain::money::Currency;
use domain::proposal::Lack;
use domain::{Command, ItemId};

use super::super::work::{kept, shown};
use super::Page;
use crate::dom::*;
use crate::dom::{TimeoutHandle, set_timeout_with_handle};
use crate::words::{self, proposal as said};

/// How long after the last key it is kept.
const PAUSE: Duration = Duration::from_millis(600);

/// The text of a field and its way to the disk. Copies are one.
#[derive(Clone, Copy)]
pub struct Keep {
    page: Page,
    item: ItemId,
    field: ItemField,
    kind: ItemKind,
    pub text: RwSignal<String>,
    was: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Keep {
    pub fn of(page: Page, item: ItemId, field: ItemField) -> Self {
        let there = Memo::new(move |_| {
            page.subject.record.with(|record| {
                let text = record.as_ref().and_then(|record| record.client.items.get(&item)).map(|item| item.get(field).to_owned());
                text.map(|text| shown(field, &text)).unwrap_or_default()
            })
        });
        let first = there.get_untracked();
        let kind = if item == page.id { ItemKind::Proposal } else { ItemKind::ProposalLine };
        let waiting = page.unread.with_untracked(|unread| unread.get(&(item, field)).cloned());
        let (text, was) = (RwSignal::new(waiting.clone().unwrap_or_else(|| first.clone())), RwSignal::new(first));
        let keep = Self { page, item, field, kind, text, was, wrong: RwSignal::new(None), timer: StoredValue::new(None) };
        // What an undo or another tab made of it shows here too, unless something typed here waits.
        Effect::new(move |_| {
            let there = there.get();
            let waits = text.get_untracked() != was.get_untracked();
            was.set(there.clone());
            if !waits {
                text.set(there);
            }
        });
        let leaving = window_event_listener(ev::pagehide, move |_| keep.save());
        on_cleanup(move || {
            leaving.remove();
            keep.save();
        });
        if waiting.is_some() {
            keep.save();
        }
        keep
    }

    pub fn id(self) -> String {
        field_id(self.page, self.item, self.field)
    }

    pub fn type_in(self, text: String) {
        self.text.set(text);
        self.stop();
        self.timer.set_value(set_timeout_with_handle(move || self.save(), PAUSE).ok());
    }

    /// Keeps it at once: what is chosen, not typed.
    pub fn put(self, text: String) {
        self.text.set(text);
        self.save();
    }

    fn stop(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }

    pub fn save(self) {
        self.stop();
        let Some(typed) = self.text.try_get_untracked() else { return };
        let Self { page, item, field, kind, .. } = self;
        if self.was.try_get_untracked().as_ref() == Some(&typed) {
            self.tell(None);
            return;
        }
        let desk = page.subject.desk;
        let read = desk.locale.with_value(|locale| kept(kind, field, &typed, locale));
        let to = match read {
            Ok(to) => to,
            Err(words) => {
                let said = |refusal| desk.locale.with_value(|locale| words::refusal::refused(&refusal, locale));
                return self.tell(Some(words.unwrap_or_else(said)));
            }
        };
        let again = shown(field, &to);
        if self.was.try_get_untracked().as_ref() == Some(&again) {
            self.tell(None);
            let _ = self.text.try_set(again);
            return;
        }
        desk.ask(Command::SetItem { client: page.subject.id, item, changes: vec![(field, to)] }, move |outcome| match outcome {
            Ok(_) => {
                self.tell(None);
                // It may be written another way once it is kept; what was typed on since stays.
                if self.text.try_get_untracked().as_ref() == Some(&typed) && field.form() != Form::Prose {
                    let _ = self.text.try_set(again);
                }
            }
            Err(unable) => self.tell(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    }

    fn tell(self, wrong: Option<String>) {
        let at = (self.item, self.field);
        let typed = wrong.as_ref().and_then(|_| self.text.try_get_untracked());
        let _ = self.page.unread.try_update(|unread| match typed {
            Some(typed) => unread.insert(at, typed),
            None => unread.remove(&at),
        });
        let _ = self.wrong.try_set(wrong);
    }
}

/// Forms of the proposal itself are few, those of its rows are told apart by the row.
pub fn field_id(page: Page, item: ItemId, field: ItemField) -> String {
    if item == page.id { format!("pf-{}", field.key()) } else { format!("pf-{}-{item}", field.key()) }
}

/// Where a lack is mended.
pub fn id_of(page: Page, lack: Lack) -> String {
    let own = |field| field_id(page, page.id, field);
    match lack {
        Lack::Exclusions => own(ItemField::NotIncluded),
        Lack::Lines => "add-price".to_owned(),
        Lack::Wordless(row) => field_id(page, row, ItemField::Title),
        Lack::Price(row) => field_id(page, row, ItemField::Price),
        Lack::Until | Lack::UntilOver => own(ItemField::Until),
        Lack::Schedule => "add-payment".to_owned(),
        Lack::Currency => own(ItemField::Currency),
        Lack::Sender | Lack::Unchanged => "proposal-title".to_owned(),
    }
}

/// Labelled, with what is wrong or missing beside it. Vague words of prose and titles are marked under it.
#[component]
pub fn Text(
    page: Page,
    item: ItemId,
    field: ItemField,
    #[prop(optional)] class: &'static str,
    /// What it is called here; else as proposals call it.
    #[prop(optional)]
    label: Option<&'static str>,
    /// The place of its row, for whoever cannot see it.
    #[prop(optional)]
    place: Option<Signal<usize>>,
) -> View {
    let keep = Keep::of(page, item, field);
    let (id, text) = (keep.id(), keep.text);
    let label = label.unwrap_or_else(|| said::label(field));
    let lack = move || {
        let missing =
            page.checked.get().then(|| page.lacks.with(|lacks| lacks.iter().copied().find(|lack| id_of(page, *lack) == keep.id())));
        missing.flatten().map(|lack| said::lack(lack).to_owned())
    };
    let trouble = Memo::new(move |_| keep.wrong.get().or_else(lack));
    let invalid = move || trouble.with(Option::is_some).then_some("true");
    let error = format!("{id}-e");
    let spoken = move || place.map(|place| said::of_row(label, place.get()));
    let typed = move |event| keep.type_in(event_target_value(&event));
    let input = match field.form() {
        Form::Prose => view! {
            <textarea id=id.clone() rows="3" dir="auto" aria-describedby=error.clone() aria-invalid=invalid
                prop:value=move || text.get() on:input=typed on:change=move |_| keep.save()></textarea>
        },
        Form::Currency => {
            let now = text.get_untracked();
            view! {
                <select id=id.clone() aria-describedby=error.clone() aria-invalid=invalid on:change=move |event| keep.put(event_target_value(&event))>
                    {Currency::all().map(|one| {
                        let is_now = one.code() == now;
                        view! { <option value=one.code().to_owned() selected=is_now>{one.code().to_owned()}</option> }
                    }).collect_view()}
                </select>
            }
        }
        form => {
            let (kind, mode) = match form {
                Form::Day => ("date", "text"),
                Form::Amount => ("text", "decimal"),
                Form::Count => ("text", "numeric"),
                _ => ("text", "text"),
            };
            view! {
                <input id=id.clone() type=kind inputmode=mode autocomplete="off" dir="auto" maxlength=field.most().to_string()
                    aria-label=spoken aria-describedby=error.clone() aria-invalid=invalid
                    prop:value=move || text.get() on:input=typed on:change=move |_| keep.save()/>
            }
        }
    };
    let is_prose = matches!(field.form(), Form::Prose) || field == ItemField::Title;
    let vague = is_prose.then(|| view! { <Vague page text/> });
    view! {
        <div class=format!("field {class}")>
            <label for=id>{label}</label>
            {input}
            <div id=error>
                {move || trouble.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                {move || trouble.with(Option::is_none).then(|| said::hint(field)).flatten().map(|words| view! { <p class="hint">{words}</p> })}
            </div>
            {vague}
        </div>
    }
}

/// The vague words of a text, each once, with what to say in their place.
#[component]
fn Vague(page: Page, text: RwSignal<String>) -> View {
    let found = Memo::new(move |_| {
        let mut found: Vec<(String, domain::vague::Instead)> = Vec::new();
        text.with(|text| {
            for one in page.vague.with(|words| words.find(text)) {
                let word = text.get(one.start..one.end).unwrap_or_default();
                if !found.iter().any(|(known, _)| known.to_lowercase() == word.to_lowercase()) {
                    found.push((word.to_owned(), one.instead));
                }
            }
        });
        found
    });
    let desk = page.subject.desk;
    let never = move |word: String| {
        let before = desk.practice.with_untracked(|practice| practice.get(PracticeField::VagueNever).to_owned());
        let lines = if before.is_empty() { word } else { format!("{before}\n{word}") };
        desk.ask(Command::SetPractice { changes: vec![(PracticeField::VagueNever, lines)] }, move |outcome| match outcome {
            Ok(success) => desk.toast(said::NEVER_SAID.to_owned(), success.undo, false),
            Err(unable) => desk.say(Err(unable)),
        });
    };
    view! {
        <div aria-live="polite">
            {move || {
                let found = found.get();
                (!found.is_empty()).then(|| view! {
                    <ul class="vague" aria-label=said::VAGUE>
                        {found.into_iter().map(|(word, instead)| {
                            let struck = word.to_lowercase();
                            view! {
                                <li>
                                    <span><mark dir="auto">{word.clone()}</mark>": "{said::instead(instead)}</span>
                                    <button class="plain small" type="button" on:click=move |_| never(struck.clone())>
                                        {said::NEVER}<span class="sr">": "{word.clone()}</span>
                                    </button>
                                </li>
                            }
                        }).collect_view()}
                    </ul>
                })
            }}
        </div>
    }
}
