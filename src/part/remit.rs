//! The payment codes of a document: beside the account, or as the Swiss receipt and payment part.

use crate::dom::*;
use domain::remit::{Place, SwissBill, Tongue};

use crate::state::desk::desk;
use crate::state::remit::{Drawn, Remit};
use crate::words::remit::{self as said, Slip};

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

fn place(place: &Place) -> View {
    let joined = |one: &str, other: &str| [one, other].join(" ").trim().to_owned();
    let town = if place.country == "CH" {
        joined(&place.postal_code, &place.town)
    } else {
        format!("{}-{}", place.country, joined(&place.postal_code, &place.town))
    };
    let lines = [place.name.clone(), joined(&place.street, &place.house), town];
    lines.into_iter().filter(|line| !line.is_empty()).map(|line| view! { <span>{line}</span> }).collect_view()
}

/// Receipt and payment part, 210 by 105 mm when printed, at the foot of a page of their own.
pub fn slip(drawn: &Drawn, bill: &SwissBill) -> View {
    let words = desk().locale.with_value(|locale| said::slip(Tongue::of(&locale.tag)));
    let Slip { payment_part, account, reference, more, currency, amount, receipt, accepted, cut, payable_by, payable_by_blank, lang } =
        words;
    let [ground, field, upright, across] = cross(drawn.size);
    let to = move |bill: &SwissBill| view! { <h4>{account}</h4><p><span>{bill.iban.to_string()}</span>{place(&bill.creditor)}</p> };
    let by = move |bill: &SwissBill| match &bill.debtor {
        Some(debtor) => view! { <h4>{payable_by}</h4><p>{place(debtor)}</p> },
        None => view! { <h4>{payable_by_blank}</h4><p class="slip-blank"></p> },
    };
    let referred =
        move |bill: &SwissBill| bill.reference.as_deref().map(|text| view! { <h4>{reference}</h4><p>{said::slip_reference(text)}</p> });
    let sum = move |bill: &SwissBill| {
        view! {
            <div class="slip-sum">
                <div><h4>{currency}</h4><p>{bill.amount.currency().code().to_owned()}</p></div>
                <div><h4>{amount}</h4><p>{said::slip_amount(bill.amount)}</p></div>
            </div>
        }
    };
    let message = (!bill.message.is_empty()).then(|| view! { <h4>{more}</h4><p>{bill.message.clone()}</p> });
    view! {
        <section class="slip" lang=lang aria-label=payment_part>
            <p class="slip-cut">{cut}</p>
            <div class="slip-receipt">
                <h3>{receipt}</h3>
                <div class="slip-facts">{to(bill)}{referred(bill)}{by(bill)}</div>
                {sum(bill)}
                <p class="slip-accepted">{accepted}</p>
            </div>
            <div class="slip-pay">
                <div class="slip-code">
                    <h3>{payment_part}</h3>
                    <svg viewBox=format!("0 0 {0} {0}", drawn.size) role="img" aria-label=said::CODE_ALT shape-rendering="crispEdges">
                        <path class="code-dark" d=drawn.path.clone()></path>
                        <path class="code-light" d=ground></path>
                        <path class="code-dark" d=field></path>
                        <path class="code-light" d=upright></path>
                        <path class="code-light" d=across></path>
                    </svg>
                    {sum(bill)}
                </div>
                <div class="slip-facts">{to(bill)}{referred(bill)}{message}{by(bill)}</div>
            </div>
        </section>
    }
}
