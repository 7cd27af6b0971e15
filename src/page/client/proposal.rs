//! One proposal: written, sent in versions, answered.

mod accept;
mod decline;
mod editor;
mod field;
mod paper;
mod rows;
mod send;
mod side;

use std::collections::BTreeMap;

use domain::item::{Item, ItemField};
use domain::proposal::{Lack, Offer, Sealed, Standing, Terms};
use domain::vague::Words;
use domain::{ActId, ClientId, ItemId};

use super::{Nobody, Subject, Waiting};
use crate::dom::*;
use crate::part::icon::{Icon, icon, turning_icon};
use crate::route::{Route, Tab};
use crate::state::desk::desk;
use crate::state::proposal as state;
use crate::words::proposal as said;

/// What the page shows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Write,
    /// A version as the client has it; None: as it would go out now.
    Paper(Option<ActId>),
    Send,
    Accept,
    Decline,
}

/// The proposal that the page is about. Copies are one.
#[derive(Clone, Copy)]
struct Page {
    subject: Subject,
    id: ItemId,
    mode: RwSignal<Mode>,
    terms: Memo<Option<Terms>>,
    lacks: Memo<Vec<Lack>>,
    /// Sending was asked for: what is missing is said beside its field from then on.
    checked: RwSignal<bool>,
    /// Texts that cannot be read: they wait here while something else of the proposal is shown.
    unread: RwSignal<BTreeMap<(ItemId, ItemField), String>>,
    vague: Memo<Words>,
}

impl Page {
    fn of(subject: Subject, id: ItemId) -> Self {
        let desk = subject.desk;
        let terms = Memo::new(move |_| {
            desk.practice.with(|practice| subject.record.with(|record| state::terms(&record.as_ref()?.client, practice, id)))
        });
        let lacks = Memo::new(move |_| {
            let today = desk.today.get();
            desk.practice.with(|practice| {
                subject
                    .record
                    .with(|record| record.as_ref().map(|record| state::lacks(&record.client, practice, id, today)).unwrap_or_default())
            })
        });
        let vague = Memo::new(move |_| desk.practice.with(|practice| state::vague(practice)));
        let first = subject.record.with_untracked(|record| {
            let live = record.as_ref().and_then(|record| Offer(record.client.items.get(&id)?).live());
            live.map_or(Mode::Write, |live| Mode::Paper(Some(live.act)))
        });
        Self {
            subject,
            id,
            mode: RwSignal::new(first),
            terms,
            lacks,
            checked: RwSignal::new(false),
            unread: RwSignal::new(BTreeMap::new()),
            vague,
        }
    }

    fn item<T>(self, look: impl FnOnce(&Item) -> T) -> Option<T> {
        self.subject.record.with(|record| record.as_ref().and_then(|record| record.client.items.get(&self.id)).map(look))
    }

    fn standing(self) -> Standing {
        let today = self.subject.desk.today.get();
        self.item(|item| Offer(item).standing(today)).unwrap_or(Standing::Draft)
    }

    /// As it would go out now.
    fn draft(self) -> Option<Sealed> {
        let Subject { desk, record, .. } = self.subject;
        let today = desk.today.get();
        desk.practice.with(|practice| record.with(|record| state::draft(&record.as_ref()?.client, practice, self.id, today)))
    }

    fn is_changed(self) -> bool {
        let Subject { desk, record, .. } = self.subject;
        desk.practice.with(|practice| {
            record.with(|record| record.as_ref().is_some_and(|record| state::is_changed(&record.client, practice, self.id)))
        })
    }

    /// Shows something else of it, from its top.
    fn show(self, mode: Mode) {
        self.mode.set(mode);
        crate::part::focus::focus("proposal-title");
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}

#[component]
pub fn ProposalPage(client: ClientId, item: ItemId) -> View {
    let desk = desk();
    desk.look(client);
    desk.look_at_practice();
    let subject = Subject::of(desk, client);
    let known = Memo::new(move |_| subject.row.with(Option::is_some));
    let open = Memo::new(move |_| desk.practice_read.get() && subject.record.with(Option::is_some));
    let here = Memo::new(move |_| subject.record.with(|record| record.as_ref().is_some_and(|record| state::is_here(&record.client, item))));
    view! {
        <a class="crumb" href=Route::Client(client, Tab::Work).hash()>{turning_icon(Icon::Back)}<span dir="auto">{move || subject.name()}</span></a>
        <Show when=move || known.get() fallback=Nobody>
            <Show when=move || open.get() fallback=Waiting>
                <Show when=move || here.get() fallback=move || view! {
                    <div class="empty">
                        <h1>{said::MISSING}</h1>
                        <p>{said::MISSING_HINT}</p>
                        <a class="btn" href=Route::Client(client, Tab::Work).hash()>{said::TO_WORK}</a>
                    </div>
                }>
                    <Whole subject item/>
                </Show>
            </Show>
        </Show>
    }
}

#[component]
fn Whole(subject: Subject, item: ItemId) -> View {
    let page = Page::of(subject, item);
    let mode = page.mode;
    // Said again it is no news: what is being typed stays where it is.
    let shown = Memo::new(move |_| mode.get());
    let locale = subject.desk.locale;
    let standing = Memo::new(move |_| page.standing());
    let title = move || page.item(|item| item.title().to_owned()).unwrap_or_default();
    let is_paper = move || matches!(mode.get(), Mode::Paper(_));
    view! {
        <div class="head doc-head">
            <h1 id="proposal-title" tabindex="-1" dir="auto">{title}</h1>
            <span class="standing" data-standing=move || said::mark(standing.get())>
                {move || locale.with_value(|locale| said::standing(standing.get(), locale))}
            </span>
            <Show when=is_paper>
                <span class="row end">
                    <button type="button" on:click=move |_| { let _ = window().print(); }>{icon(Icon::Print)}{said::PRINT}</button>
                </span>
            </Show>
        </div>
        <div class="doc">
            {move || match shown.get() {
                Mode::Write => view! { <editor::Editor page/> },
                Mode::Paper(version) => view! { <paper::Shown page version/> },
                Mode::Send => view! { <send::Send page/> },
                Mode::Accept => view! { <accept::Accept page/> },
                Mode::Decline => view! { <decline::Decline page/> },
            }}
            <side::Side page/>
        </div>
    }
}
