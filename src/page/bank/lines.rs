//! The bookings, each with what it may pay.

use crate::dom::ev::Event;
use crate::dom::*;
use domain::InvoiceId;
use domain::bank::{Asks, Certainty, Matched};
use domain::money::{Money, Purse};
use domain::payment::Difference;
use rust_decimal::Decimal;

use crate::part::focus::focus;
use crate::part::money::{money, purse};
use crate::route::Route;
use crate::state::bank::{BankIn, Line};
use crate::state::desk::desk;
use crate::words::bank as said;

/// Rows shown at first.
const SHOWN: usize = 100;

#[component]
pub fn Lines(bank: BankIn) -> View {
    let desk = desk();
    let asks = Memo::new(move |_| bank.asks(desk));
    let lines = Memo::new(move |_| asks.with(|asks| bank.lines(desk, asks)));
    // The one row whose document is being chosen: a list of every open document in every row would be a long page.
    let choosing = RwSignal::new(None::<String>);
    let pressed = RwSignal::new(false);
    let limit = RwSignal::new(SHOWN);
    let ticked = Memo::new(move |_| {
        lines.with(|lines| {
            let all: Vec<Money> = lines.iter().filter(|line| line.record).map(|line| line.booking.amount).collect();
            (all.len(), all.into_iter().collect::<Purse>())
        })
    });
    let none_new = Memo::new(move |_| lines.with(|lines| lines.iter().all(|line| line.found == Matched::Known)));
    let tick = move |sure: bool| {
        bank.picks.update(|picks| {
            for line in lines.get_untracked().iter().filter(|line| line.found != Matched::Known) {
                let is_sure = matches!(line.found, Matched::Pays { certainty: Certainty::Sure, .. }) || line.pick.other.is_some();
                picks.entry(line.booking.id.clone()).or_default().record = Some(sure && is_sure);
            }
        });
    };
    let record = move |_| {
        if ticked.with_untracked(|(count, _)| *count == 0) {
            return pressed.set(true);
        }
        pressed.set(false);
        bank.record(desk, &lines.get_untracked());
        focus("h-bank-file");
    };
    let row = move |line: Line| {
        let locale = desk.locale.get_value();
        let booking = line.booking.clone();
        let (id, of_tick) = (booking.id.clone(), booking.id.clone());
        let known = line.found == Matched::Known;
        let label = said::tick(&booking.payer, booking.amount, &locale);
        let box_ = (!known).then(|| {
            let put = move |event: Event| bank.pick(&of_tick, |pick| pick.record = Some(event_target_checked(&event)));
            view! { <input type="checkbox" aria-label=label disabled=line.parts.is_empty() prop:checked=line.record on:change=put/> }
        });
        view! {
            <tr role="row" data-known=known.then_some("")>
                <td role="cell" class="c-tick">{box_}</td>
                <td role="cell" class="c-day"><time datetime=booking.on.to_string()>{locale.day(booking.on)}</time></td>
                <td role="cell" class="c-from">
                    <span dir="auto">{booking.payer.clone()}</span>
                    <span class="quiet" dir="auto">{[booking.text.as_str(), booking.reference.as_str()].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join(" · ")}</span>
                </td>
                <td role="cell" class="num c-sum">{money(booking.amount)}</td>
                <td role="cell" class="c-pays">{if known { view! { <span class="quiet">{said::KNOWN}</span> } } else { pays(bank, &line, choosing, id, asks) }}</td>
            </tr>
        }
    };
    view! {
        {move || if lines.with(Vec::is_empty) {
            let ready = bank.file.with(|file| file.as_ref().is_some_and(|file| file.asks.is_empty()));
            ready.then(|| view! { <div class="empty"><p>{said::NOTHING_IN}</p></div> }).into_view()
        } else {
            view! {
                <table class="ledger bank-lines" role="table">
                    <caption class="sr">{said::BOOKINGS}</caption>
                    <thead role="rowgroup"><tr role="row">
                        <th role="columnheader" scope="col"><span class="sr">{said::RECORD_COLUMN}</span></th>
                        <th role="columnheader" scope="col">{said::DAY}</th>
                        <th role="columnheader" scope="col">{said::FROM}</th>
                        <th role="columnheader" scope="col" class="num">{said::AMOUNT}</th>
                        <th role="columnheader" scope="col">{said::PAYS}</th>
                    </tr></thead>
                    <tbody role="rowgroup">{move || lines.get().into_iter().take(limit.get()).map(row).collect_view()}</tbody>
                </table>
            }
        }}
        {move || lines.with(|lines| lines.len() > limit.get()).then(|| view! {
            <div class="list-foot"><button class="more" type="button" on:click=move |_| limit.update(|limit| *limit += 200)>
                {lines.with(|lines| crate::words::billing::more(lines.len() - limit.get()))}
            </button></div>
        })}
        {move || (!lines.with(Vec::is_empty)).then(|| if none_new.get() {
            view! { <p class="bank-foot quiet">{said::ALL_KNOWN}</p> }
        } else {
            view! {
                <div class="bank-foot">
                    <div class="row">
                        <button class="primary" type="button" disabled=move || bank.busy.get() on:click=record>{move || said::record(ticked.with(|(count, _)| *count))}</button>
                        {move || ticked.with(|(count, sums)| (*count > 0).then(|| view! { <span class="bank-sum">{purse(sums, "")}</span> }))}
                        <button class="plain small" type="button" on:click=move |_| tick(true)>{said::TICK_SURE}</button>
                        <button class="plain small" type="button" on:click=move |_| tick(false)>{said::TICK_NONE}</button>
                    </div>
                    {move || (pressed.get() && ticked.with(|(count, _)| *count == 0)).then(|| view! { <p class="error" role="alert">{said::NOTHING_TICKED}</p> })}
                </div>
            }
        })}
    }
}

/// What a booking would pay, why, and what can be changed about it.
fn pays(bank: BankIn, line: &Line, choosing: RwSignal<Option<String>>, id: String, asks: Memo<Vec<Asks>>) -> View {
    let desk = desk();
    let locale = desk.locale.get_value();
    let currency = line.booking.amount.currency();
    let split = line.parts.len() > 1;
    let part = |part: &domain::bank::Part| {
        let amount = Money::exact(part.amount, currency).ok().filter(|_| split);
        view! {
            <span class="bank-part">
                <a href=Route::Document(part.asks.client, part.asks.invoice).hash() dir="auto">{part.asks.number.clone()}</a>
                " "<span dir="auto">{part.asks.name.clone()}</span>
                {amount.map(|amount| view! { " "{money(amount)} })}
            </span>
        }
    };
    let why = match &line.found {
        Matched::Pays { why, certainty, .. } if line.pick.other.is_none() => {
            let word = said::certainty(*certainty);
            let word = if *certainty == Certainty::Sure {
                view! { <span>{word}</span> }
            } else {
                view! { <span class="mark" data-level="amber">{word}</span> }
            };
            Some(view! { <span class="quiet">{word}": "{said::why(*why)}</span> })
        }
        Matched::Pays { .. } | Matched::Known | Matched::None => None,
    };
    let beyond = |amount: Decimal| Money::exact(amount, currency).ok();
    let difference = if line.parts.is_empty() || line.short.is_zero() {
        View::Nothing
    } else if line.short.is_sign_negative() {
        beyond(-line.short).map(|amount| view! { <span class="quiet">{said::over(amount, &locale)}</span> }).into_view()
    } else {
        let (of, now) = (id.clone(), line.pick.rest);
        let put = move |event: Event| bank.pick(&of, |pick| pick.rest = Difference::from_key(&event_target_value(&event)));
        let options = [None, Some(Difference::Fee), Some(Difference::Discount)];
        let option = |one: Option<Difference>| view! { <option value=one.map(Difference::key).unwrap_or_default() selected=one == now>{said::rest(one)}</option> };
        let words = beyond(line.short).map(|amount| said::short(amount, &locale)).unwrap_or_default();
        view! {
            <span class="bank-rest"><span class="quiet">{words}</span>
                <select aria-label=said::REST on:change=put>{options.map(option).collect_view()}</select></span>
        }
    };
    let (shown, of_choice, of_open) = (id.clone(), id.clone(), id.clone());
    let (other, empty) = (line.pick.other, line.parts.is_empty());
    let choose = move || {
        if choosing.get().as_deref() != Some(&shown) {
            let of = of_open.clone();
            let open = move |_| {
                choosing.set(Some(of.clone()));
                focus("bank-choose");
            };
            return view! { <button class="plain small" type="button" on:click=open>{if empty { said::CHOOSE_INVOICE } else { said::OTHER_INVOICE }}</button> };
        }
        let list: Vec<(InvoiceId, String)> = asks.with(|asks| {
            let same = asks.iter().filter(|one| one.open.currency() == currency);
            desk.locale.with_value(|locale| same.map(|one| (one.invoice, said::asks(one, locale))).collect())
        });
        if list.is_empty() {
            return view! { <span class="quiet">{said::NONE_OPEN}</span> };
        }
        let of = of_choice.clone();
        let put = move |event: Event| {
            let chosen = event_target_value(&event).parse().ok();
            bank.pick(&of, |pick| {
                pick.other = chosen;
                pick.record = chosen.map(|_| true);
            });
            choosing.set(None);
        };
        view! {
            <select id="bank-choose" aria-label=said::CHOOSE_INVOICE on:change=put>
                <option value="" selected=other.is_none()>{if empty { said::CHOOSE_INVOICE } else { said::AS_PROPOSED }}</option>
                {list.into_iter().map(|(id, words)| view! { <option value=id.to_string() selected=other == Some(id)>{words}</option> }).collect_view()}
            </select>
        }
    };
    view! {
        <div class="bank-pays">
            {if empty { view! { <span class="quiet">{said::NO_MATCH}</span> } } else { line.parts.iter().map(part).collect_view() }}
            {why}{difference}{choose}
        </div>
    }
}
