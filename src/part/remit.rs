//! The payment codes of a document: beside the account, or as the Swiss receipt and payment part.

use crate::dom::*;
use sheet::{Entry, Slip};

use crate::state::desk::desk;
use crate::state::remit::{Drawn, Remit};
use crate::words::remit as said;

/// White around a code, in modules.
const QUIET: usize = 4;

/// The code for a banking app.
pub fn epc(drawn: &Drawn) -> View {
    let side = drawn.size + 2 * QUIET;
    let light = format!("M-{QUIET} -{QUIET}h{side}v{side}h-{side}z");
    view! {
        <figure class="paper-qr">
            <svg viewBox=format!("-{QUIET} -{QUIET} {side} {side}") role="img" aria-label=said::CODE_ALT shape-rendering="crispEdges">
                <path class="code-light" d=light></path>
                <path class="code-dark" d=drawn.path.clone()></path>
            </svg>
            <figcaption>{said::CODE_SCAN}</figcaption>
        </figure>
    }
}

/// The links by which it can be paid. They open elsewhere, and say nothing of money when somebody comes back.
pub fn links(remit: &Remit) -> Option<View> {
    if remit.links.is_empty() {
        return None;
    }
    let locale = desk().locale.get_value();
    let row = |link: &domain::remit::Shown| {
        let asks = said::asks(link.asks, &locale);
        view! {
            <li>
                <a href=link.url.clone() target="_blank" rel="noopener noreferrer" dir="auto">{link.name.clone()}</a>
                {asks.map(|asks| view! { " "<span class="quiet">{asks}</span> })}
                <span class="paper-url" dir="ltr">{link.url.clone()}</span>
            </li>
        }
    };
    let rows = remit.links.iter().map(row).collect_view();
    Some(view! { <h3>{said::PAY_ONLINE}</h3><ul class="pay-links">{rows}</ul> })
}

/// The Swiss cross in the middle of the code, 7 mm of its 46, in modules: the `d` of its four paths, from the white ground up.
fn cross(size: usize) -> [String; 4] {
    // Tenths of a thousandth of a module, so that figures stay whole.
    let unit = |hundredths_mm: usize| size * hundredths_mm * 10_000 / 4_600;
    let square = |(wide, high): (usize, usize)| {
        let (wide, high, whole) = (unit(wide), unit(high), size * 10_000);
        let text = |value: usize| format!("{}.{:04}", value / 10_000, value % 10_000);
        let [x, y, wide, high] = [(whole - wide) / 2, (whole - high) / 2, wide, high].map(text);
        format!("M{x} {y}h{wide}v{high}h-{wide}z")
    };
    [(700, 700), (600, 600), (117, 389), (389, 117)].map(square)
}

/// A word and the lines under it; a frame to be filled in by hand where there are none.
fn entry(entry: &Entry) -> View {
    let lines = entry.lines.iter().map(|line| view! { <span>{line.clone()}</span> }).collect_view();
    let body = if entry.lines.is_empty() {
        view! { <p class="slip-blank"></p> }
    } else {
        view! { <p>{lines}</p> }
    };
    view! { <h4>{entry.label.clone()}</h4>{body} }
}

/// Receipt and payment part, 210 by 105 mm when printed, at the foot of a page of their own.
pub fn slip(drawn: &Drawn, slip: Slip) -> View {
    let label = slip.payment_part.clone();
    let [ground, field, upright, across] = cross(drawn.size);
    let Slip { language, cut, receipt, payment_part, to, reference, more, by, currency, amount, accepted, code } = slip;
    let facts = |more: Option<&Entry>| {
        let all = [&to].into_iter().chain(&reference).chain(more).chain([&by]);
        view! { <div class="slip-facts">{all.map(entry).collect_view()}</div> }
    };
    let sum = || view! { <div class="slip-sum"><div>{entry(&currency)}</div><div>{entry(&amount)}</div></div> };
    view! {
        <section class="slip" lang=language aria-label=label>
            <p class="slip-cut">{cut}</p>
            <div class="slip-receipt">
                <h3>{receipt}</h3>
                {facts(None)}
                {sum()}
                <p class="slip-accepted">{accepted}</p>
            </div>
            <div class="slip-pay">
                <div class="slip-code">
                    <h3>{payment_part}</h3>
                    <svg viewBox=format!("0 0 {0} {0}", drawn.size) role="img" aria-label=code.alt shape-rendering="crispEdges">
                        <path class="code-dark" d=drawn.path.clone()></path>
                        <path class="code-light" d=ground></path>
                        <path class="code-dark" d=field></path>
                        <path class="code-light" d=upright></path>
                        <path class="code-light" d=across></path>
                    </svg>
                    {sum()}
                </div>
                {facts(more.as_ref())}
            </div>
        </section>
    }
}
