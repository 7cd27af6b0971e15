//! Deliverables: what is due, where it is between delivery and approval, and how many rounds of changes it took.

use domain::item::{ActKind, Item, ItemField, ItemKind};

use super::Shelf;
use super::form::Adding;
use super::line::{Lines, Offer, Telling, engagement};
use super::standing::{due, rounds_of, standing};
use crate::dom::*;
use crate::page::client::Subject;
use crate::part::icon::{Icon, icon};
use crate::words::owed as said;

#[component]
pub fn Deliverables(subject: Subject) -> View {
    let shelf = Shelf::of(subject, ItemKind::Deliverable);
    let telling = Telling { side: |_| "ours", label: |_| "", stands, offers };
    view! {
        <section class="section" aria-labelledby="h-deliverable">
            <Adding shelf/>
            <Lines shelf telling/>
        </section>
    }
}

fn stands(shelf: Shelf, item: &Item) -> View {
    let rounds = rounds_of(shelf, item);
    let used = said::rounds(rounds).map(|words| view! { <span class="owed-more">{words}</span> });
    let beyond = said::beyond(rounds)
        .map(|words| view! { <span class="mark owed-beyond" data-level="amber">{icon(Icon::Warn)}<span>{words}</span></span> });
    let detail = item.get(ItemField::Detail).to_owned();
    let detail = (!detail.is_empty()).then(|| view! { <span class="owed-detail" dir="auto">{detail}</span> });
    view! { {standing(shelf, item)}{due(shelf, item)}{used}{engagement(shelf, item)}{beyond}{detail} }
}

fn offers(item: &Item) -> Vec<Offer> {
    match item.stands() {
        Some(ActKind::Delivered) => {
            vec![Offer::Now(ActKind::Approved), Offer::Ask(ActKind::Approved), Offer::Ask(ActKind::SentBack), Offer::Ask(ActKind::Waived)]
        }
        _ if item.is_open() => {
            vec![
                Offer::Now(ActKind::Delivered),
                Offer::Ask(ActKind::Delivered),
                Offer::Ask(ActKind::Rescheduled),
                Offer::Ask(ActKind::Waived),
            ]
        }
        _ => vec![Offer::Now(ActKind::Reopened)],
    }
}
