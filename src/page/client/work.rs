//! What is agreed and under way with a client: engagements, deliverables, promises, requests beyond the scope, time worked.

mod act;
mod checklist;
pub mod clock;
mod context;
mod deliverables;
mod engagements;
mod feedback;
mod files;
mod form;
mod letter;
mod line;
mod moving;
mod promises;
mod proposals;
mod recurring;
mod requests;
mod standing;
mod time;

use domain::item::{Item, ItemKind, of_kind};
use domain::{Id, ItemId};

use super::Subject;
use crate::dom::*;
pub use context::Private;
pub use files::Files;
pub use form::{kept, shown};

/// The items of one kind that stand, and which of them is being changed. Copies are one.
#[derive(Clone, Copy)]
struct Shelf {
    subject: Subject,
    kind: ItemKind,
    items: Memo<Vec<(ItemId, Item)>>,
    /// None: nothing is. Some(None): a new one is being written.
    editing: RwSignal<Option<Option<ItemId>>>,
}

impl Shelf {
    fn of(subject: Subject, kind: ItemKind) -> Self {
        let items = Memo::new(move |_| {
            let of = |record: &crate::state::desk::Record| {
                of_kind(&record.client.items, kind).into_iter().map(|(id, item)| (id, item.clone())).collect()
            };
            subject.record.with(|record| record.as_deref().map(of).unwrap_or_default())
        });
        Self { subject, kind, items, editing: RwSignal::new(None) }
    }

    /// An item as it is now.
    fn item(self, id: ItemId) -> Memo<Option<Item>> {
        Memo::new(move |_| self.items.with(|items| items.iter().find(|(other, _)| *other == id).map(|(_, item)| item.clone())))
    }

    fn ids(self) -> Vec<ItemId> {
        self.items.with(|items| items.iter().map(|(id, _)| *id).collect())
    }

    fn is_adding(self) -> bool {
        self.editing.get() == Some(None) && !self.subject.locked.get()
    }

    fn is_editing(self, id: ItemId) -> bool {
        self.editing.get() == Some(Some(id)) && !self.subject.locked.get()
    }
}

#[component]
pub fn Work(subject: Subject, thing: Option<Id>) -> View {
    view! {
        <div class="work">
            <checklist::Checklists subject/>
            <proposals::Proposals subject/>
            <engagements::Engagements subject/>
            <recurring::Recurring subject/>
            <deliverables::Deliverables subject/>
            <promises::Promises subject/>
            <feedback::Feedback subject/>
            <requests::Requests subject/>
            <time::Time subject thing/>
        </div>
    }
}
