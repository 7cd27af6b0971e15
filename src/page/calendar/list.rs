//! Four weeks as a list: what is late first, then each day that has something.

use crate::dom::*;
use domain::time::Day;

use super::{Page, block_line, entry, marks, name_of, off};
use crate::state::calendar::Sheet;
use crate::words::calendar as said;

#[component]
pub(super) fn List(page: Page) -> View {
    (move || {
        page.sheet.with(|sheet| {
            let has = |day: &Day| {
                let is_there = |on: Day| on == *day;
                sheet.entries.iter().any(|one| is_there(one.on)) || sheet.planned.iter().any(|one| is_there(one.block.on))
            };
            let days: Vec<Day> = sheet.span.days().filter(has).collect();
            let late = !sheet.late.is_empty() && sheet.span.from() == sheet.today;
            if days.is_empty() && !late {
                return view! { <div class="empty"><p>{said::NOTHING}</p></div> };
            }
            view! {
                <div class="cal-list">
                    {late.then(|| overdue(page, sheet))}
                    {days.into_iter().map(|day| listed(page, sheet, day)).collect_view()}
                </div>
            }
        })
    })
    .into_view()
}

fn overdue(page: Page, sheet: &Sheet) -> View {
    let line = |one: &domain::agenda::Entry| {
        let day = page.desk.locale.with_value(|locale| locale.near(one.on, sheet.today));
        view! { <li class="cal-row"><span class="cal-when">{day}</span><ul>{entry(page, one.clone(), sheet.name(one.client), sheet.today)}</ul></li> }
    };
    view! {
        <section aria-labelledby="h-late">
            <h2 id="h-late" class="late">{said::LATE}</h2>
            <ul>{sheet.late.iter().map(line).collect_view()}</ul>
        </section>
    }
}

fn listed(page: Page, sheet: &Sheet, day: Day) -> View {
    let id = format!("d-{day}");
    let (near, full) = page.desk.locale.with_value(|locale| (locale.near(day, sheet.today), said::full(day, locale)));
    let near = (sheet.today.days_until(day).abs() <= 1).then(|| crate::words::capital(near));
    let off = off(sheet, day).map(|name| if name.is_empty() { said::OFF.to_owned() } else { name });
    view! {
        <section aria-labelledby=id>
            <h2 id=id.clone()>
                {near.map(|near| view! { <span>{near}</span>" " })}<span class="quiet">{full}</span>
                {off.map(|name| view! { " "<span class="cal-holiday" dir="auto">{name}</span> })}
            </h2>
            <ul>
                {marks(sheet, day)}
                {sheet.on(day).into_iter().map(|one| entry(page, one.clone(), sheet.name(one.client), sheet.today)).collect_view()}
                {sheet.planned_on(day).into_iter().map(|one| block_line(page, one.clone(), name_of(sheet, one.client))).collect_view()}
            </ul>
        </section>
    }
}
