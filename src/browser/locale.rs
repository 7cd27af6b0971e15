//! How numbers and dates are written where the person sits, asked of the browser once.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::words::locale::{DatePiece, Locale};

/// The browser's locale; plain ISO forms where it does not say.
pub fn here() -> Locale {
    let tag = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_else(|| "en".to_owned());
    let mut locale = Locale { tag: tag.clone(), ..Locale::default() };
    let locales = Array::of1(&JsValue::from_str(&tag));
    let numbers = Intl::NumberFormat::new(&locales, &Object::new());
    for (kind, value) in parts(numbers.as_ref(), &JsValue::from_f64(-1_234_567.5)) {
        match kind.as_str() {
            "group" => locale.group = value,
            "decimal" => locale.decimal = value,
            _ => {}
        }
    }
    let options = Object::new();
    for (key, value) in [("day", "numeric"), ("month", "short"), ("year", "numeric")] {
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    // What the app says is English so far; the order of a date's parts is the locale's own.
    let dates = Intl::DateTimeFormat::new(&locales, &options);
    let day = Date::new_with_year_month_day(2026, 10, 22);
    let pieces: Vec<DatePiece> = parts(dates.as_ref(), &day)
        .into_iter()
        .map(|(kind, value)| match kind.as_str() {
            "day" => DatePiece::Day,
            "month" => DatePiece::Month,
            "year" => DatePiece::Year,
            _ => DatePiece::Text(value),
        })
        .collect();
    let whole = [DatePiece::Day, DatePiece::Month, DatePiece::Year].iter().all(|piece| pieces.contains(piece));
    // Letters between the parts belong to another language's month names.
    let plain = pieces.iter().all(|piece| !matches!(piece, DatePiece::Text(text) if text.chars().any(char::is_alphabetic)));
    if whole && plain {
        locale.date = pieces;
    }
    locale
}

/// What a country is called, in the language of the app; its code where the browser has no word for it.
pub fn country(code: &str) -> String {
    let name = || -> Option<String> {
        let make: Function =
            Reflect::get(&Reflect::get(&js_sys::global(), &"Intl".into()).ok()?, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"type".into(), &"region".into()).ok()?;
        let names = Reflect::construct(&make, &Array::of2(&"en".into(), &options)).ok()?;
        let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
        of.call1(&names, &code.into()).ok()?.as_string()
    };
    name().unwrap_or_else(|| code.to_owned())
}

fn parts(format: &JsValue, value: &JsValue) -> Vec<(String, String)> {
    let call = || -> Option<Array> {
        let function: Function = Reflect::get(format, &"formatToParts".into()).ok()?.dyn_into().ok()?;
        function.call1(format, value).ok()?.dyn_into().ok()
    };
    let text = |part: &JsValue, key: &str| Reflect::get(part, &key.into()).ok().and_then(|value| value.as_string()).unwrap_or_default();
    call().map(|found| found.iter().map(|part| (text(&part, "type"), text(&part, "value"))).collect()).unwrap_or_default()
}
