//! Pictures of money: drawn to scale from the figures themselves, each with its words and the table it is drawn from.

use crate::dom::*;
use domain::ageing::{Aged, Bucket};
use domain::money::Money;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::state::desk::desk;
use crate::words::{ageing as aged_said, picture as said};

/// Heights in CSS pixels: of the whole, of what stands above the tallest column, of the labels below.
const HEIGHT: i64 = 148;
const ABOVE: i64 = 18;
const BELOW: i64 = 20;

/// One column of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// A few letters below it.
    pub label: String,
    /// The same in full.
    pub full: String,
    pub value: Money,
    /// Whether it is late: hatched, and in the colour of what is late.
    pub late: bool,
}

/// So many of `whole` as `part` is of `most`.
fn scaled(part: Decimal, most: Decimal, whole: i64) -> i64 {
    let exact = part.checked_mul(whole.into()).and_then(|product| product.checked_div(most));
    exact.and_then(|exact| exact.round().to_i64()).unwrap_or_default()
}

/// What parts are filled with beside their colour: once on a page that shows pictures.
pub fn patterns() -> View {
    view! { <svg class="picture-patterns" aria-hidden="true" inner_html=PATTERNS></svg> }
}

const PATTERNS: &str = r##"<defs>
<pattern id="lines-late" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="late" d="M0 0v6"/></pattern>
<pattern id="lines-1" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v8"/></pattern>
<pattern id="lines-2" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v8M4 0v8"/></pattern>
<pattern id="lines-3" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v8M0 0h8"/></pattern>
<pattern id="lines-4" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v8M0 0h8M4 0v8M0 4h8"/></pattern>
</defs>"##;

/// By [`Bucket`].
const LINES: [&str; 5] = ["none", "url(#lines-1)", "url(#lines-2)", "url(#lines-3)", "url(#lines-4)"];

fn text(x: String, y: i64, words: String) -> Element {
    Element::drawing("text").attribute("x", x).attribute("y", y.to_string()).child(words)
}

fn rect(x: String, y: i64, width: String, height: String) -> Element {
    Element::drawing("rect").attribute("x", x).attribute("y", y.to_string()).attribute("width", width).attribute("height", height)
}

/// Columns side by side, those below zero hanging from the line. `id` is the picture's own.
pub fn columns(id: &str, title: String, told: String, columns: Vec<Column>) -> View {
    let locale = desk().locale.get_value();
    let above = columns.iter().map(|one| one.value.amount()).max().unwrap_or_default().max(Decimal::ZERO);
    let below = columns.iter().map(|one| -one.value.amount()).max().unwrap_or_default().max(Decimal::ZERO);
    let room = HEIGHT - ABOVE - BELOW;
    let range = (above + below).max(Decimal::new(1, 3));
    let line = ABOVE + scaled(above, range, room);
    // In hundredths of a percent, so that no column is rounded away from its place.
    let step = 10_000 / i64::try_from(columns.len().max(1)).unwrap_or(1);
    let percent = |value: i64| format!("{}.{:02}%", value / 100, value % 100);
    let mut parts: Vec<View> = Vec::new();
    let mut labelled = false;
    for (at, one) in (0..).zip(&columns) {
        let value = one.value.amount();
        let size = scaled(value.abs(), range, room).max(i64::from(!value.is_zero()));
        let top = if value.is_sign_negative() { line } else { line - size };
        let (left, middle) = (percent(at * step + step / 8), percent(at * step + step / 2));
        let told = Element::drawing("title").child(format!("{}: {}", one.full, locale.money(one.value)));
        let column = rect(left, top, percent(step * 3 / 4), size.to_string()).child(told);
        let column = if one.late { column.text_attribute("class", "late").text_attribute("fill", "url(#lines-late)") } else { column };
        parts.push(column.into_view());
        parts.push(text(middle.clone(), HEIGHT - 5, one.label.clone()).into_view());
        if !labelled && value == above && !value.is_zero() {
            labelled = true;
            // The figure stands over its column, and inside the picture at both ends.
            let (x, anchor) = match at * step {
                ..2_000 => ("0".to_owned(), "start"),
                7_000.. => ("100%".to_owned(), "end"),
                _ => (middle, "middle"),
            };
            let most = text(x, ABOVE - 6, locale.amount(one.value)).text_attribute("class", "most").text_attribute("text-anchor", anchor);
            parts.push(most.into_view());
        }
    }
    let across = format!("{line}.5");
    let zero = Element::drawing("line").text_attribute("x1", "0").text_attribute("x2", "100%");
    parts.push(zero.attribute("y1", across.clone()).attribute("y2", across).into_view());
    let heading = format!("{id}-t");
    let named = heading.clone();
    let rows = columns.into_iter().map(|one| {
        let amount = locale.amount(one.value);
        view! { <tr><th scope="row">{one.full}</th><td class="num"><bdi dir="ltr">{amount}</bdi></td></tr> }
    });
    view! {
        <figure class="picture" aria-labelledby=named>
            <figcaption id=heading>{title.clone()}</figcaption>
            <svg class="picture-columns" role="img" aria-label=told>{parts}</svg>
            <details>
                <summary>{said::AS_TABLE}<span class="sr">": "{title.clone()}</span></summary>
                <table class="picture-table"><caption class="sr">{title}</caption><tbody>{rows.collect_view()}</tbody></table>
            </details>
        </figure>
    }
}

/// One bar in the five parts of ageing, each with its own pattern and its figure beside the words. `shares` are thousandths.
pub fn ageing(sums: &Aged, shares: [u32; 5]) -> View {
    let locale = desk().locale.get_value();
    let part = |at: usize, left: u32, share: u32| {
        let tenths = |value: u32| format!("{}.{}%", value / 10, value % 10);
        let filled = || rect(tenths(left), 0, tenths(share), "100%".to_owned());
        let lines = filled().text_attribute("fill", LINES.get(at).copied().unwrap_or("none"));
        view! { {filled().attribute("data-age", at.to_string())}{lines} }
    };
    let mut bar: Vec<View> = Vec::new();
    let mut left = 0;
    for (at, share) in shares.into_iter().enumerate().filter(|(_, share)| *share > 0) {
        bar.push(part(at, left, share));
        left += share;
    }
    let key = |(at, bucket): (usize, Bucket)| {
        let amount = sums.get(bucket);
        view! {
            <li data-none=amount.is_zero().then_some("")>
                <svg class="picture-swatch" aria-hidden="true">{part(at, 0, 1_000)}</svg>
                <span>{aged_said::bucket(bucket)}</span>" "<bdi dir="ltr" class="num">{locale.amount(amount)}</bdi>
            </li>
        }
    };
    view! {
        <div class="picture-aged">
            <svg class="picture-bar" aria-hidden="true">{bar}</svg>
            <ul class="picture-key">{Bucket::ALL.into_iter().enumerate().map(key).collect_view()}</ul>
        </div>
    }
}
