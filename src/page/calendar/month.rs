//! A month, or as many whole weeks as it reaches into. On a phone its days stand one below the other, and those with nothing are left out.

use crate::dom::*;
use domain::time::Day;

use super::{Page, block_line, entry, marks, name_of, off};
use crate::state::calendar::{Look, Sheet};
use crate::words::calendar as said;

/// Things of a day that are shown before it says how many more there are.
const SHOWN: usize = 4;

#[component]
pub(super) fn Month(page: Page) -> View {
    let weeks = move || page.sheet.with(|sheet| sheet.span.days().collect::<Vec<Day>>().chunks(7).map(<[Day]>::to_vec).collect::<Vec<_>>());
    let heads = move || {
        page.sheet.with(|sheet| {
            let name = |day: Day| {
                view! {
                    <th role="columnheader" scope="col"><span aria-hidden="true">{said::short_weekday(day)}</span>
                        <span class="sr">{crate::words::locale::weekday(day)}</span></th>
                }
            };
            sheet.span.days().take(7).map(name).collect_view()
        })
    };
    let title = move || said::month(page.day());
    view! {
        <table class="cal-month" role="table">
            <caption class="sr">{title}</caption>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">
                {move || {
                    let month = page.day().month();
                    page.sheet.with(|sheet| {
                        weeks().into_iter().map(|week| view! {
                            <tr role="row">{week.into_iter().map(|day| cell(page, sheet, day, day.month() == month)).collect_view()}</tr>
                        }).collect_view()
                    })
                }}
            </tbody>
        </table>
        <p class="cal-none">{said::NOTHING}</p>
    }
}

fn cell(page: Page, sheet: &Sheet, day: Day, here: bool) -> View {
    let mut lines: Vec<View> = sheet.on(day).into_iter().map(|one| entry(page, one.clone(), sheet.name(one.client), sheet.today)).collect();
    lines.extend(sheet.planned_on(day).into_iter().map(|one| block_line(page, one.clone(), name_of(sheet, one.client))));
    let hidden = if lines.len() > SHOWN + 1 { lines.len() - SHOWN } else { 0 };
    lines.truncate(lines.len() - hidden);
    let off = off(sheet, day);
    let (is_off, holiday) = (off.is_some(), off.filter(|name| !name.is_empty()));
    let is_empty = lines.is_empty() && sheet.over(day).is_none() && holiday.is_none();
    let (full, more) = page.desk.locale.with_value(|locale| (said::to_week(day, locale), said::to_day(hidden, day, locale)));
    view! {
        <td role="cell" class="cal-cell" class:cal-off=is_off class:cal-beside=!here class:cal-empty=is_empty>
            <div class="cal-head">
                <button class="plain cal-date" type="button" aria-current=(day == sheet.today).then_some("date")
                    on:click=move |_| page.go(Look::Week, day)>
                    <span aria-hidden="true"><span class="cal-name">{said::short_weekday(day)}" "</span>{day.day()}</span><span class="sr">{full}</span>
                </button>
                {holiday.map(|name| view! { <span class="cal-holiday" dir="auto">{name}</span> })}
            </div>
            <ul>
                {marks(sheet, day)}
                {lines}
                {(hidden > 0).then(|| view! {
                    <li><button class="plain small" type="button" aria-label=more on:click=move |_| page.go(Look::Agenda, day)>{said::more(hidden)}</button></li>
                })}
            </ul>
        </td>
    }
}
