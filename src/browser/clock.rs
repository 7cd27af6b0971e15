//! The only place that asks what time it is, and the only one that throws dice.

use domain::time::{Day, Moment, Now};
use domain::working::Zone;
use wasm_bindgen::JsCast;

/// The instant, and the civil day where the person sits.
pub fn now() -> Now {
    let date = js_sys::Date::new_0();
    let today = Day::new(i32::try_from(date.get_full_year()).unwrap_or(1970), date.get_month() + 1, date.get_date());
    Now { at: Moment(whole(date.get_time())), today: today.unwrap_or(Day::FIRST) }
}

/// Does it, and leaves how long that took as a measure of this name (User Timing): the newest one alone.
pub fn measured<T>(name: &str, act: impl FnOnce() -> T) -> T {
    let Some(performance) = web_sys::window().and_then(|window| window.performance()) else { return act() };
    performance.clear_measures_with_measure_name(name);
    let _ = performance.mark(name);
    let done = act();
    let _ = performance.measure_with_start_mark(name, name);
    performance.clear_marks_with_mark_name(name);
    done
}

/// The civil day of an instant, where the person sits.
pub fn day_of(moment: Moment) -> Day {
    let date = js_sys::Date::new(&js_sys::Number::from(fraction(moment.0)).into());
    Day::new(i32::try_from(date.get_full_year()).unwrap_or(1970), date.get_month() + 1, date.get_date()).unwrap_or(Day::FIRST)
}

/// The last instant of a civil day, where the person sits.
pub fn end_of(day: Day) -> Moment {
    let next = day.plus_days(1);
    let (year, month, date) = (next.year(), next.month().cast_signed() - 1, next.day().cast_signed());
    let next = js_sys::Date::new_with_year_month_day(u32::try_from(year).unwrap_or(1970), month, date);
    Moment(whole(next.get_time()) - 1)
}

/// Its hour and minute there.
pub fn time_of(moment: Moment) -> (u32, u32) {
    let date = js_sys::Date::new(&js_sys::Number::from(fraction(moment.0)).into());
    (date.get_hours(), date.get_minutes())
}

const MINUTE_MS: i64 = 60_000;
const WEEK_MS: i64 = 7 * 1_440 * MINUTE_MS;

/// How the clocks of this place stand from a year ago to two years from now, and when that changes, to the minute.
pub fn zone() -> Zone {
    let now = now().at.0;
    let (mut at, end) = (now - 60 * WEEK_MS, now + 110 * WEEK_MS);
    let first = ahead(at);
    let (mut last, mut changes) = (first, Vec::new());
    while at < end {
        let (mut low, mut high) = (at, at + WEEK_MS);
        let there = ahead(high);
        at = high;
        if there == last {
            continue;
        }
        while high - low > MINUTE_MS {
            let middle = low + (high - low) / 2;
            *(if ahead(middle) == last { &mut low } else { &mut high }) = middle;
        }
        changes.push((Moment(high - high.rem_euclid(MINUTE_MS)), there));
        last = there;
    }
    Zone::new(first, changes)
}

/// What the zone database calls this place; None where the browser does not say.
pub fn zone_name() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
}

/// Minutes ahead of UTC at an instant.
fn ahead(at_ms: i64) -> i32 {
    let behind = js_sys::Date::new(&js_sys::Number::from(fraction(at_ms)).into()).get_timezone_offset();
    i32::try_from(-whole(behind)).unwrap_or_default()
}

#[allow(clippy::cast_possible_truncation, reason = "JavaScript counts whole milliseconds in a float that holds them exactly")]
fn whole(number: f64) -> i64 {
    number as i64
}

#[allow(clippy::cast_precision_loss, reason = "as above, the other way")]
fn fraction(number: i64) -> f64 {
    number as f64
}

/// Bytes nobody can guess and nobody else has. None where the browser has no source of them.
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let crypto = js_sys::Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    let fill: js_sys::Function = js_sys::Reflect::get(&crypto, &"getRandomValues".into()).ok()?.dyn_into().ok()?;
    let array = js_sys::Uint8Array::new_with_length(u32::try_from(N).ok()?);
    fill.call1(&crypto, &array).ok()?;
    let mut bytes = [0; N];
    array.copy_to(&mut bytes);
    Some(bytes)
}
