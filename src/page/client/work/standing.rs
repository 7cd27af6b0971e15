//! Where a promise or a deliverable stands, in words with a mark before them.

use domain::item::{ActKind, Item, ItemKind};
use domain::time::Day;

use super::Shelf;
use crate::dom::*;
use crate::part::icon::{Icon, small_icon};
use crate::state::client::owed::{self, Rounds, State};
use crate::words::owed as said;

pub fn rounds_of(shelf: Shelf, item: &Item) -> Rounds {
    let of = |record: &crate::state::desk::Record| Rounds::of(item, &record.client.items);
    shelf.subject.record.with(|record| record.as_deref().map_or(Rounds { used: 0, included: None }, of))
}

pub fn standing(shelf: Shelf, item: &Item) -> View {
    let desk = shelf.subject.desk;
    let state = owed::state(item, desk.today.get());
    let on = |day: Day| desk.locale.with_value(|locale| locale.day(day));
    let (mark, day) = match state {
        State::Open => ("open", String::new()),
        State::Late(_) => ("overdue", String::new()),
        State::Delivered(day) => ("part", on(day)),
        State::Back(day) => ("open", on(day)),
        State::Settled(ActKind::Kept | ActKind::Approved, day) => ("paid", on(day)),
        State::Settled(_, day) => ("void", on(day)),
    };
    view! { <span class="standing" data-standing=mark>{said::state(state, &day, rounds_of(shelf, item))}</span> }
}

/// The day it is due, as people say it near now, and the first one where it has been moved.
pub fn due(shelf: Shelf, item: &Item) -> Option<View> {
    if !item.is_open() {
        return None;
    }
    let Some((day, first)) = owed::due(item) else {
        return Some(view! { <span class="owed-more">{said::NO_DAY}</span> });
    };
    let desk = shelf.subject.desk;
    let today = desk.today.get();
    // Where it is late the days are counted already: then the date says more.
    let (near, full) = desk.locale.with_value(|locale| {
        let near = if item.is_late(today) { locale.day(day) } else { locale.near(day, today) };
        (near, locale.long_day(day))
    });
    let first = first.map(|day| {
        let (short, full) = desk.locale.with_value(|locale| (locale.day(day), locale.long_day(day)));
        view! { {said::FIRST}<time datetime=day.to_string() title=full>{short}</time> }
    });
    let untold = item.waits_to_be_told().then(|| {
        let words = if item.kind == ItemKind::Promise { said::UNTOLD_PROMISE } else { said::UNTOLD };
        view! { <span class="mark" data-level="amber">{small_icon(Icon::Warn)}<span>{words}</span></span> }
    });
    Some(view! { <span class="owed-more">{said::DUE}<time datetime=day.to_string() title=full>{near}</time>{first}</span>{untold} })
}
