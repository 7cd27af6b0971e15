//! The balance as a line over time.

use crate::dom::*;
use domain::time::Day;
use domain::trust::Points;

use crate::words::locale::Locale;
use crate::words::trust as said;

/// Heights in CSS pixels: of the whole, above the highest point, and of the months below.
const HEIGHT: i64 = 240;
const ABOVE: i64 = 22;
const BELOW: i64 = 24;
/// Points of the drawing from side to side: text keeps its size, the line is stretched.
const ACROSS: i64 = 10_000;

pub fn line(all: &[(Day, Points)], locale: &Locale) -> View {
    let (Some(first), Some(last)) = (all.first().copied(), all.last().copied()) else { return View::Nothing };
    let values = || all.iter().map(|(_, points)| points.0);
    let (high, low) = (values().max().unwrap_or(0).max(0), values().min().unwrap_or(0).min(0));
    let room = HEIGHT - ABOVE - BELOW;
    let range = (high - low).max(1);
    let y = |value: i64| ABOVE + (high - value) * room / range;
    let steps = i64::try_from(all.len().saturating_sub(1).max(1)).unwrap_or(1);
    let x = |at: i64| at * ACROSS / steps;
    let percent = |x: i64| format!("{}.{:02}%", x / 100, x % 100);
    let path: Vec<String> = (0..).zip(all).map(|(at, (_, points))| format!("{},{}", x(at), y(points.0))).collect();
    let text = |x: String, y: i64, words: String, anchor: &'static str| {
        Element::drawing("text")
            .attribute("x", x)
            .attribute("y", y.to_string())
            .text_attribute("text-anchor", anchor)
            .child(words)
            .into_view()
    };
    let mut parts: Vec<View> = Vec::new();
    let across = |y: i64, class: &'static str| {
        let line = Element::drawing("line").text_attribute("class", class).text_attribute("x1", "0").text_attribute("x2", "100%");
        line.attribute("y1", format!("{y}.5")).attribute("y2", format!("{y}.5")).into_view()
    };
    parts.push(across(y(0), "zero"));
    // The two ends of the scale stand at the left, where nothing else is written; zero where it is neither.
    let scale = [Some(high), (low < 0).then_some(low), (low < 0 && high > 0).then_some(0)];
    for value in scale.into_iter().flatten() {
        parts.push(text("0".to_owned(), y(value) - 5, said::points(Points(value), locale), "start"));
    }
    // The two ends by their days, and in between every quarter that has room.
    parts.push(text("0".to_owned(), HEIGHT - 7, locale.day(first.0), "start"));
    parts.push(text("100%".to_owned(), HEIGHT - 7, locale.day(last.0), "end"));
    let starts = (1_i64..).zip(all.windows(2)).filter(|(_, pair)| pair[0].0.month() != pair[1].0.month() && pair[1].0.month() % 3 == 1);
    for (at, pair) in starts.map(|(at, pair)| (x(at), pair)).filter(|(at, _)| (ACROSS / 5..=ACROSS * 4 / 5).contains(at)) {
        let day = pair[1].0;
        let mark = Element::drawing("line").text_attribute("class", "month").attribute("x1", percent(at)).attribute("x2", percent(at));
        parts.push(mark.attribute("y1", ABOVE.to_string()).attribute("y2", (HEIGHT - BELOW).to_string()).into_view());
        parts.push(text(percent(at), HEIGHT - 7, locale.day(Day::new(day.year(), day.month(), 1).unwrap_or(day)), "middle"));
    }
    let drawn = Element::drawing("polyline").attribute("points", path.join(" ")).text_attribute("vector-effect", "non-scaling-stroke");
    let stretched = Element::drawing("svg")
        .text_attribute("width", "100%")
        .attribute("height", HEIGHT.to_string())
        .attribute("viewBox", format!("0 0 {ACROSS} {HEIGHT}"))
        .text_attribute("preserveAspectRatio", "none");
    parts.push(stretched.child(drawn.into_view()).into_view());
    // Where the line ends, beside it.
    let end = Element::drawing("text").text_attribute("class", "now").text_attribute("x", "100%").text_attribute("dx", "6");
    parts.push(end.attribute("y", (y(last.1.0) + 4).to_string()).child(said::points(last.1, locale)).into_view());
    view! {
        <figure class="trust-line" aria-labelledby="trust-line-t">
            <figcaption id="trust-line-t">{said::LINE}</figcaption>
            <svg role="img" aria-label=said::line(first, last, locale)>{parts}</svg>
        </figure>
    }
}
