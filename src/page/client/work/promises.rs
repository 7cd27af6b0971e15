//! Promises: who owes what by when, what is due first above.

use domain::item::{ActKind, Item, ItemField, ItemKind, Side};

use super::Shelf;
use super::form::Adding;
use super::line::{Lines, Offer, Telling, engagement};
use super::standing::{due, standing};
use crate::dom::*;
use crate::page::client::Subject;
use crate::words::owed as said;

#[component]
pub fn Promises(subject: Subject) -> View {
    let shelf = Shelf::of(subject, ItemKind::Promise);
    let telling = Telling { side: |item| item.side().key(), label: |item| said::side(item.side()), stands, offers };
    view! {
        <section class="section" aria-labelledby="h-promise">
            <Adding shelf/>
            <Lines shelf telling/>
        </section>
    }
}

fn stands(shelf: Shelf, item: &Item) -> View {
    let owner = item.get(ItemField::Owner);
    let owner = (!owner.is_empty()).then(|| view! { <span class="owed-more" dir="auto">{said::owner(owner)}</span> });
    view! { {standing(shelf, item)}{due(shelf, item)}{owner}{engagement(shelf, item)} }
}

fn offers(item: &Item) -> Vec<Offer> {
    if item.is_open() {
        // What they owe is theirs to move: we only agree. Of what we owe they must hear.
        let moving = Offer::Ask(if item.side() == Side::Ours { ActKind::Rescheduled } else { ActKind::Renegotiated });
        vec![Offer::Now(ActKind::Kept), Offer::Ask(ActKind::Kept), Offer::Ask(ActKind::Broken), moving]
    } else {
        vec![Offer::Now(ActKind::Reopened)]
    }
}
