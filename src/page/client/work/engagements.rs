use domain::item::ItemKind;

use super::Shelf;
use super::form::Adding;
use crate::dom::*;
use crate::page::client::Subject;

#[component]
pub fn Engagements(subject: Subject) -> View {
    let shelf = Shelf::of(subject, ItemKind::Engagement);
    view! { <Adding shelf/> }
}
