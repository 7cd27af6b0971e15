//! A week by its hours. Time is planned by pulling over free hours, a block is moved by pulling it; the form does the same for the keyboard.

use crate::dom::ev::{MouseEvent, PointerEvent};
use crate::dom::*;
use domain::agenda::Planned;
use domain::time::Day;
use domain::working::Hours;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::form::Form;
use super::{Page, block_id, entry, marks, name_of, off};
use crate::state::calendar::{Sheet, lanes, shift};
use crate::words::calendar as said;

/// Minutes to which a pull keeps.
const STEP: u16 = 15;
/// How far a pointer strays before it pulls, in pixels.
const STRAY: i32 = 4;
/// What is planned by one press.
const USUAL: u16 = 60;
const DAY_MINUTES: u16 = 1_440;

/// What is being pulled.
#[derive(Clone, Debug, PartialEq)]
enum Grip {
    /// Free hours, from this minute.
    Free(u16),
    /// A block, so many minutes below its beginning.
    Block(Planned, u16),
    /// The lower edge of a block.
    Edge(Planned),
}

#[derive(Clone, Debug, PartialEq)]
struct Pull {
    grip: Grip,
    at: (i32, i32),
    begun: bool,
    on: Day,
    from: u16,
    to: u16,
}

impl Pull {
    /// The pointer is at this minute of this day by now.
    fn to(mut self, on: Day, minute: u16) -> Self {
        match &self.grip {
            Grip::Free(anchor) => {
                let near = minute / STEP * STEP;
                (self.from, self.to) = ((*anchor).min(near), (*anchor).max(near) + STEP);
            }
            Grip::Block(planned, below) => {
                let length = self.to - self.from;
                let least = minute.saturating_sub(*below) + STEP / 2;
                (self.on, self.from) = (on, (least / STEP * STEP).min(DAY_MINUTES - length));
                self.to = self.from + length;
                // Where it came from it keeps the minutes it had.
                if (self.on, self.from / STEP) == (planned.block.on, planned.block.hours.from() / STEP) {
                    (self.from, self.to) = (planned.block.hours.from(), planned.block.hours.to());
                }
            }
            Grip::Edge(_) => {
                self.to = ((minute + STEP / 2) / STEP * STEP).clamp(self.from + STEP.min(DAY_MINUTES - self.from), DAY_MINUTES)
            }
        }
        self.to = self.to.min(DAY_MINUTES);
        self
    }

    fn hours(&self) -> Option<Hours> {
        Hours::new(self.from, self.to)
    }
}

/// The hours of a day under a point of the screen, and the minute there.
fn under(page: Page, at: (i32, i32)) -> Option<(Day, u16)> {
    #[allow(clippy::cast_precision_loss, reason = "pixels of a screen")]
    let element = document().element_from_point(at.0 as f32, at.1 as f32)?;
    let column = element.closest(".cal-hours").ok().flatten()?;
    Some((Day::parse(&column.get_attribute("data-day")?)?, minute(page, &column, at.1)))
}

fn minute(page: Page, column: &Element, y: i32) -> u16 {
    let place = column.get_bounding_client_rect();
    #[allow(clippy::cast_possible_truncation, reason = "pixels of a screen")]
    let (top, height) = (place.top() as i32, (place.height() as i32).max(1));
    let (first, last) = page.sheet.with_untracked(Sheet::hours);
    let minutes = i32::from(last - first) * 60 * (y - top) / height + i32::from(first) * 60;
    u16::try_from(minutes.clamp(i32::from(first) * 60, i32::from(last) * 60 - 1)).unwrap_or_default()
}

fn closest(target: Option<web_sys::EventTarget>, what: &str) -> Option<Element> {
    target.and_then(|target| target.dyn_into::<Element>().ok())?.closest(what).ok().flatten()
}

#[component]
pub(super) fn Week(page: Page) -> View {
    let pull = RwSignal::new(None::<Pull>);
    // A pull ends with a click of its own, which asks for nothing.
    let pulled = StoredValue::new(false);
    let down = move |event: PointerEvent| {
        pulled.set_value(false);
        let Some(column) = closest(event.target(), ".cal-hours") else { return };
        let on = column.get_attribute("data-day").and_then(|day| Day::parse(&day));
        let Some(on) = on.filter(|_| event.button() == 0 && event.pointer_type() != "touch") else { return };
        let minute = minute(page, &column, event.client_y());
        let block = closest(event.target(), ".cal-block").and_then(|block| block.get_attribute("data-item"));
        let planned = block
            .and_then(|id| page.sheet.with_untracked(|sheet| sheet.planned.iter().find(|one| one.block.item.to_string() == id).cloned()));
        let is_edge = closest(event.target(), ".cal-edge").is_some();
        let (grip, from, to) = match planned {
            Some(planned) => {
                let (from, to) = (planned.block.hours.from(), planned.block.hours.to());
                (if is_edge { Grip::Edge(planned) } else { Grip::Block(planned, minute.saturating_sub(from)) }, from, to)
            }
            None => (Grip::Free(minute / STEP * STEP), minute / STEP * STEP, minute / STEP * STEP + STEP),
        };
        pull.set(Some(Pull { grip, at: (event.client_x(), event.client_y()), begun: false, on, from, to }));
    };
    let travel = move |event: PointerEvent| {
        let Some(mut now) = pull.get_untracked() else { return };
        let at = (event.client_x(), event.client_y());
        if !now.begun {
            if (now.at.0 - at.0).abs().max((now.at.1 - at.1).abs()) < STRAY {
                return;
            }
            now.begun = true;
            if let Some(week) = closest(event.current_target(), ".cal-week") {
                let _ = week.unchecked_into::<HtmlElement>().set_pointer_capture(event.pointer_id());
            }
        }
        if let Some((on, minute)) = under(page, at) {
            now = now.to(on, minute);
        }
        pull.set(Some(now));
    };
    let up = move |_: PointerEvent| {
        let Some(now) = pull.get_untracked() else { return };
        pull.set(None);
        let Some(hours) = now.hours().filter(|_| now.begun) else { return };
        pulled.set_value(true);
        match now.grip {
            Grip::Free(_) => page.form.set(Some(Form::new(now.on, Some(hours)))),
            Grip::Block(planned, _) | Grip::Edge(planned) => {
                if (planned.block.on, planned.block.hours) != (now.on, hours) {
                    let desk = page.desk;
                    desk.ask(shift(&planned, now.on, hours), move |outcome| match outcome {
                        Ok(success) => {
                            let words = desk.locale.with_value(|locale| said::moved(now.on, hours, locale));
                            desk.toast(words, success.undo, false);
                        }
                        Err(unable) => desk.say(Err(unable)),
                    });
                }
            }
        }
    };
    // One press on free hours plans an hour there.
    let press = move |event: MouseEvent| {
        if pulled.try_update_value(std::mem::take) == Some(true) || closest(event.target(), ".cal-block").is_some() {
            return;
        }
        let Some((on, minute)) = under(page, (event.client_x(), event.client_y())) else { return };
        let from = (minute / 30 * 30).min(DAY_MINUTES - USUAL);
        page.form.set(Some(Form::new(on, Hours::new(from, from + USUAL))));
    };
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && pull.with_untracked(Option::is_some) {
            pull.set(None);
            pulled.set_value(true);
        }
    });
    on_cleanup(move || keys.remove());
    let open = move |planned: Planned| {
        if pulled.try_update_value(std::mem::take) != Some(true) {
            page.open(planned);
        }
    };
    let range = Memo::new(move |_| page.sheet.with(Sheet::hours));
    view! {
        <p class="quiet cal-hint">{said::PULL}</p>
        <div class="cal-week" prop:style=move || { let (first, last) = range.get(); format!("--first: {first}; --hours: {}", last - first) }
            on:pointerdown=down on:pointermove=travel on:pointerup=up on:pointercancel=move |_| pull.set(None) on:click=press>
            <div class="cal-scale" aria-hidden="true">
                {move || { let (first, last) = range.get(); (first..last).map(|hour| view! { <span>{said::hour(hour)}</span> }).collect_view() }}
            </div>
            {move || page.sheet.with(|sheet| sheet.span.days().map(|day| column(page, sheet, day, pull, open)).collect_view())}
        </div>
        <p class="cal-none">{said::NOTHING}</p>
    }
}

fn place(hours: Hours) -> String {
    format!("--from: {}; --to: {}", hours.from(), hours.to())
}

fn column(page: Page, sheet: &Sheet, day: Day, pull: RwSignal<Option<Pull>>, open: impl Fn(Planned) + Copy + 'static) -> View {
    let off = off(sheet, day);
    let (is_off, holiday) = (off.is_some(), off.filter(|name| !name.is_empty()));
    let blocks = sheet.planned_on(day);
    let lanes = lanes(&blocks);
    let id = format!("w-{day}");
    let (full, load) =
        page.desk.locale.with_value(|locale| (said::full(day, locale), sheet.loads.get(&day).map(|load| said::planned(*load))));
    let worked = sheet.calendar.hours(day);
    let block = |(planned, (lane, of)): (Planned, (usize, usize))| {
        let name = name_of(sheet, planned.client);
        let words = said::block(&planned.block.title, name.as_deref());
        let hours = planned.block.hours;
        let item = planned.block.item.to_string();
        let held = item.clone();
        let is_pulled = move || {
            pull.with(|pull| match pull {
                Some(Pull { grip: Grip::Block(one, _) | Grip::Edge(one), begun: true, .. }) => one.block.item.to_string() == held,
                _ => false,
            })
        };
        view! {
            <li class="cal-block" class:cal-pulled=is_pulled data-item=item prop:style=format!("{}; --lane: {lane}; --lanes: {of}", place(hours))>
                <button id=block_id(planned.block.item) type="button" aria-haspopup="dialog" on:click=move |_| open(planned.clone())>
                    <span class="cal-what" dir="auto">{words}</span><span class="cal-when">{said::hours(hours)}</span>
                </button>
                <span class="cal-edge" aria-hidden="true"></span>
            </li>
        }
    };
    let ghost = move || {
        let hours = pull.with(|pull| pull.as_ref().filter(|pull| pull.begun && pull.on == day).and_then(Pull::hours));
        hours.map(|hours| view! { <div class="cal-ghost" aria-hidden="true" prop:style=place(hours)>{said::hours(hours)}</div> })
    };
    let is_empty = blocks.is_empty() && sheet.on(day).is_empty();
    view! {
        <section class="cal-day" class:cal-off=is_off class:cal-empty=is_empty aria-labelledby=id>
            <h2 id=id.clone() aria-current=(day == sheet.today).then_some("date")>
                <span aria-hidden="true">{said::short_weekday(day)}" "<b>{day.day()}</b></span><span class="sr">{full}</span>
                {holiday.map(|name| view! { " "<span class="cal-holiday" dir="auto">{name}</span> })}
            </h2>
            <ul class="cal-due">
                {marks(sheet, day)}
                {load.map(|words| view! { <li class="cal-load">{words}</li> })}
                {sheet.on(day).into_iter().map(|one| entry(page, one.clone(), sheet.name(one.client), sheet.today)).collect_view()}
            </ul>
            <div class="cal-hours" data-day=day.to_string()>
                {worked.map(|hours| view! { <div class="cal-open" prop:style=place(hours)></div> })}
                <ul>{blocks.into_iter().zip(lanes).map(block).collect_view()}</ul>
                {ghost}
            </div>
        </section>
    }
}
