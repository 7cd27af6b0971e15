//! What they said of the work: a number, a line, and whether something was done about it.

use domain::item::{ActKind, Item, ItemField, ItemKind};
use domain::retention::LOW_UP_TO;

use super::Shelf;
use super::form::Adding;
use super::line::{Lines, Offer, Telling, engagement};
use crate::dom::*;
use crate::page::client::Subject;
use crate::route::Route;
use crate::words::retention as said;

#[component]
pub fn Feedback(subject: Subject) -> View {
    let shelf = Shelf::of(subject, ItemKind::Feedback);
    let telling = Telling { side: |_| "theirs", label: |_| "", stands, offers };
    let today = subject.desk.today.get_untracked();
    view! {
        <section class="section" aria-labelledby="h-feedback">
            <Adding shelf given=vec![(ItemField::Day, today.to_string())]/>
            <Lines shelf telling/>
        </section>
    }
}

fn is_low(item: &Item) -> bool {
    item.count(ItemField::Score).is_some_and(|score| score <= u64::from(LOW_UP_TO))
}

fn stands(shelf: Shelf, item: &Item) -> View {
    let day = item.day(ItemField::Day).map(|day| {
        let (short, full) = shelf.subject.desk.locale.with_value(|locale| (locale.day(day), locale.long_day(day)));
        view! { <time class="owed-more" datetime=day.to_string() title=full>{short}</time> }
    });
    let score = said::score(item.get(ItemField::Score));
    let talk = (is_low(item) && item.is_open()).then(|| {
        view! { <a href=Route::Difficult(shelf.subject.id, None).hash()>{said::TALK}</a> }
    });
    view! { <span class="standing" data-standing=if is_low(item) && item.is_open() { "overdue" } else { "paid" }>{score}</span>{day}{engagement(shelf, item)}{talk} }
}

fn offers(item: &Item) -> Vec<Offer> {
    match item.is_open() {
        true if is_low(item) => vec![Offer::Ask(ActKind::Done)],
        true => Vec::new(),
        false => vec![Offer::Now(ActKind::Reopened)],
    }
}
