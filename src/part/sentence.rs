//! The sentence box: one sentence becomes a draft, shown as it was understood before it is made.

mod asks;
mod chips;
mod mini;
mod notes;

use std::sync::Arc;

use crate::dom::ev::{KeyboardEvent, SubmitEvent};
use crate::dom::*;
use domain::command::{Incoming, Share};
use domain::content::Kind;
use domain::field::PracticeField;
use domain::item::{ItemField, ItemKind};
use domain::money::Currency;
use domain::sentence::{Known, What, Who};
use domain::{ClientId, Command, Done};

use super::focus::focus;
use super::icon::{Icon, icon};
use super::modal::Modal;
use crate::route::{Route, Tab};
use crate::state::desk::{Desk, desk};
use crate::state::sentence::{Around, Said, Settles, Understood, known, most_used, services, understand};
use crate::words::{self, sentence as said};
use asks::Asks;
use chips::Chips;
use mini::Mini;
use notes::Notes;

const INPUT: &str = "say";
const RECORD: &str = "say-record";

/// The sentence box as a page opens it: with the words it begins with.
#[derive(Clone, Copy, Debug)]
pub struct SentenceBox(pub RwSignal<Option<String>>);

/// What is in the box. Copies are one box.
#[derive(Clone, Copy)]
struct Composer {
    desk: Desk,
    said: RwSignal<Said>,
    clients: Memo<Arc<Vec<Known>>>,
    understood: Memo<Understood>,
    /// Money that came in for a document: recorded there, once the person says so.
    settles: Memo<Option<Settles>>,
    /// What repeats, as an arrangement with the client.
    arranges: Memo<Option<Vec<(ItemField, String)>>>,
    refused: RwSignal<Option<String>>,
    /// A draft is being made: one press makes one.
    busy: RwSignal<bool>,
}

/// The sentence box: open while `text` holds one. What was typed and not made into a draft is there again the next time.
#[component]
pub fn SentenceDialog(text: RwSignal<Option<String>>) -> View {
    let desk = desk();
    let said = RwSignal::new(Said::default());
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(begin) = text.get() else {
            open.set(false);
            return;
        };
        desk.look_at_practice();
        if !begin.is_empty() {
            said.set(Said { text: begin, ..Said::default() });
        }
        open.set(true);
        focus(INPUT);
    });
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            text.set(None);
        }
        now
    });
    view! {
        <Modal open heading="d-say" class="composer">
            <Box said open/>
        </Modal>
    }
}

#[component]
fn Box(said: RwSignal<Said>, open: RwSignal<bool>) -> View {
    let desk = desk();
    let clients = Memo::new(move |_| Arc::new(desk.with_rows(known)));
    let used = Memo::new(move |_| desk.with_rows(most_used));
    let sold = Memo::new(move |_| desk.practice.with(|practice| services(practice)));
    let understood = Memo::new(move |_| {
        let (practice, clients, sold) = (desk.practice.get(), clients.get(), sold.get());
        desk.locale.with_value(|locale| {
            let around =
                Around { today: desk.today.get(), locale, practice: &practice, known: &clients, services: &sold, currency: used.get() };
            said.with(|said| understand(said, &around))
        })
    });
    let settles = Memo::new(move |_| understood.with(|understood| desk.with_rows(|rows| understood.settles(rows))));
    let arranges = Memo::new(move |_| understood.with(Understood::arranges));
    // There is something better to do than a draft.
    let other = Memo::new(move |_| settles.with(Option::is_some) || arranges.with(Option::is_some));
    let composer =
        Composer { desk, said, clients, understood, settles, arranges, refused: RwSignal::new(None), busy: RwSignal::new(false) };
    let ready = Memo::new(move |_| understood.with(Understood::is_ready));
    let typed = Memo::new(move |_| said.with(|said| !said.text.trim().is_empty()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if ready.get_untracked() {
            composer.make(open);
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            if ready.get_untracked() && other.get_untracked() {
                // What is more than a draft is asked before it is done.
                let ask = if settles.with_untracked(Option::is_some) { self::said::RECORD_FIRST } else { self::said::ARRANGE_FIRST };
                desk.announced.set(ask.to_owned());
                focus(RECORD);
            } else if ready.get_untracked() {
                composer.make(open);
            } else if typed.get_untracked() {
                desk.announced.set(self::said::NOT_YET.to_owned());
            }
        }
    };
    use crate::words::sentence as words;
    view! {
        <form class="dlg" on:submit=submit>
            <div class="dlg-head">
                <h2 id="d-say">{words::TITLE}</h2>
                <button class="plain icon" type="button" aria-label=words::CLOSE on:click=move |_| open.set(false)>{icon(Icon::Close)}</button>
            </div>
            <div class="dlg-body">
                <div class="field">
                    <label class="sr" for=INPUT>{words::LABEL}</label>
                    <textarea class="say-input" id=INPUT rows="1" placeholder=words::EXAMPLE autocomplete="off" spellcheck="false" dir="auto"
                        maxlength="2000" aria-describedby="say-h" prop:value=move || said.with(|said| said.text.clone())
                        on:input=move |event| {
                            let text = event_target_value(&event).replace(['\r', '\n'], " ");
                            composer.refused.set(None);
                            said.update(|said| said.retype(text));
                        } on:keydown=key></textarea>
                    <div class="hint" id="say-h"><Left composer/></div>
                </div>
                <Show when=move || typed.get()>
                    <div class="understood">
                        <div class="stack">
                            <Chips composer/>
                            <Asks composer/>
                            <Notes composer/>
                        </div>
                        <Mini composer/>
                    </div>
                </Show>
                {move || composer.refused.get().map(|words| view! { <p class="late" role="alert">{words}</p> })}
            </div>
            <div class="dlg-foot">
                <Show when=move || settles.with(Option::is_some)>
                    <button class="primary" id=RECORD type="button" disabled=move || !ready.get() on:click=move |_| composer.record(open)>{words::RECORD}</button>
                </Show>
                <Show when=move || arranges.with(Option::is_some)>
                    <button class="primary" id=RECORD type="button" disabled=move || !ready.get() on:click=move |_| composer.arrange(open)>{words::ARRANGE}</button>
                </Show>
                <button class:primary=move || !other.get() type="submit" disabled=move || !ready.get()>
                    {move || match () {
                        () if settles.with(Option::is_some) => words::RECEIPT_INSTEAD,
                        () if arranges.with(Option::is_some) => words::FIRST_ONLY,
                        () => words::MAKE,
                    }}
                </button>
                <button type="button" on:click=move |_| open.set(false)>{words::CANCEL}</button>
            </div>
        </form>
    }
}

/// What no draft will have of the sentence; before that, what a sentence may hold.
#[component]
fn Left(composer: Composer) -> View {
    let words_of = move |wanted: fn(&What) -> bool| {
        composer.said.with(|said| {
            composer.understood.with(|understood| {
                let chips = understood.reading.chips.iter().filter(|chip| wanted(&chip.what));
                chips.filter_map(|chip| said.text.get(chip.span.clone())).map(|words| words.trim().to_owned()).collect::<Vec<_>>()
            })
        })
    };
    let list = |intro: &'static str, words: Vec<String>| {
        (!words.is_empty()).then(|| {
            let words = words.into_iter().enumerate().map(|(at, words)| {
                view! { {(at > 0).then_some(", ")}<span class="unread" dir="auto">{words}</span> }
            });
            view! { <p>{intro}{words.collect_view()}</p> }
        })
    };
    (move || {
        let unread = words_of(|what| matches!(what, What::Unread(_)));
        let later = words_of(|what| matches!(what, What::Later(_)));
        if unread.is_empty() && later.is_empty() {
            return view! { <p>{said::HINT}</p> };
        }
        view! { {list(said::UNREAD, unread)}{list(said::LATER, later)} }
    })
    .into_view()
}

impl Composer {
    /// The name of a client, as everybody calls it.
    fn name(self, id: ClientId) -> String {
        self.clients.with(|clients| clients.iter().find(|known| known.id == id).map(|known| known.name.clone()).unwrap_or_default())
    }

    fn words(self, span: &std::ops::Range<usize>) -> String {
        self.said.with(|said| said.text.get(span.clone()).unwrap_or_default().to_owned())
    }

    /// Records the money that came in on the document it was for.
    fn record(self, open: RwSignal<bool>) {
        let Self { desk, said, understood, settles, refused, busy, .. } = self;
        let Some(settles) = settles.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let method = understood.with_untracked(|understood| understood.reading.paid.and_then(|paid| paid.method));
        let came = Incoming {
            on: settles.on.unwrap_or_else(|| desk.today.get_untracked()),
            method: method.map(self::said::method).unwrap_or_default().to_owned(),
            shares: vec![Share { invoice: settles.invoice, amount: settles.amount.amount(), rest: None }],
            whole: None,
            came: None,
        };
        busy.set(true);
        desk.ask(Command::Receive { client: settles.client, came }, move |outcome| {
            let _ = busy.try_set(false);
            match outcome {
                Ok(success) => {
                    said.set(Said::default());
                    open.set(false);
                    desk.toast(words::sentence::RECORDED.to_owned(), success.undo, false);
                    let _ = window().location().set_hash(&Route::Document(settles.client, settles.invoice).hash());
                }
                Err(unable) => {
                    let _ = refused.try_set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
                }
            }
        });
    }

    /// Makes the arrangement: its drafts are made when their days have come.
    fn arrange(self, open: RwSignal<bool>) {
        let Self { desk, said, understood, arranges, refused, busy, .. } = self;
        let client =
            understood.with_untracked(|understood| if let Who::Known(client) = understood.reading.client { Some(client) } else { None });
        let (Some(client), Some(fields)) = (client.filter(|_| !busy.get_untracked()), arranges.get_untracked()) else { return };
        busy.set(true);
        desk.ask(Command::AddItem { client, kind: ItemKind::Recurring, fields }, move |outcome| {
            let _ = busy.try_set(false);
            match outcome {
                Ok(success) => {
                    said.set(Said::default());
                    open.set(false);
                    desk.toast(words::sentence::ARRANGED.to_owned(), success.undo, false);
                    let _ = window().location().set_hash(&Route::Client(client, Tab::Work).hash());
                }
                Err(unable) => {
                    let _ = refused.try_set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
                }
            }
        });
    }

    fn make(self, open: RwSignal<bool>) {
        let Self { desk, said, understood, refused, busy, .. } = self;
        let made = understood.with_untracked(|understood| {
            let mut content = understood.draft()?;
            let reading = &understood.reading;
            // A line that says nothing but the number of an invoice says what it is.
            if let Some(line) = content.lines.first_mut().filter(|line| !reading.settles.is_empty() && line.description == reading.settles)
            {
                line.description = self::said::about(content.kind, &reading.settles);
            }
            if content.kind == Kind::Receipt && content.note.is_empty() {
                content.note = desk.locale.with_value(|locale| said::receipt_note(reading.paid.as_ref(), &reading.settles, locale));
            }
            // The first currency that is chosen becomes the usual one; Settings can change it.
            let chosen = said.with_untracked(Said::currency);
            Some((
                match &reading.client {
                    Who::Known(client) => Command::Draft { client: *client, content },
                    Who::New(name) => Command::DraftForNew { name: name.clone(), content },
                    Who::Several(_) | Who::Missing => return None,
                },
                chosen,
            ))
        });
        let Some((command, chosen)) = made.filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        desk.ask(command, move |outcome| {
            let _ = busy.try_set(false);
            match outcome {
                Ok(success) => {
                    if let Done::Drafted { client, invoice } = success.done {
                        said.set(Said::default());
                        open.set(false);
                        desk.toast(words::sentence::MADE.to_owned(), success.undo, false);
                        if let Some(currency) = chosen {
                            remember(desk, currency);
                        }
                        let _ = window().location().set_hash(&Route::Document(client, invoice).hash());
                    }
                }
                Err(unable) => {
                    let _ = refused.try_set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
                }
            }
        });
    }
}

fn remember(desk: Desk, currency: Currency) {
    let unset = desk.practice_read.get_untracked() && desk.practice.with_untracked(|practice| practice.currency().is_none());
    if unset {
        desk.ask(Command::SetPractice { changes: vec![(PracticeField::Currency, currency.code().to_owned())] }, |_| {});
    }
}
