use domain::item::ItemKind;

use super::Shelf;
use super::form::Adding;
use crate::dom::*;
use crate::page::client::Subject;

#[component]
pub fn Promises(subject: Subject) -> View {
    let shelf = Shelf::of(subject, ItemKind::Promise);
    view! { <Adding shelf/> }
}
