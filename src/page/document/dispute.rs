use domain::decide::Wish;
use domain::dispute::{self, Parts};
use domain::figure::{Usual, read};
use domain::item::{ActKind, Item, ItemField, ItemKind};
use domain::time::Day;
use domain::{Command, ItemId};

use super::Subject;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::part::money::money;
use crate::state::draft::Wrong;
use crate::words::{self, client, difficult as said, document};

/// What is open below the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    New,
    Resolve(ItemId),
}

/// What the client does not accept of this invoice, beside the document, which stays as it is.
#[component]
pub(super) fn Dispute(subject: Subject) -> View {
    let below = RwSignal::new(None::<Below>);
    let may = Memo::new(move |_| subject.with(|_, invoice| dispute::can_be(invoice)).unwrap_or_default());
    let all = Memo::new(move |_| {
        let of = |record: &crate::state::desk::Record| {
            dispute::of(&record.client, subject.id).into_iter().map(|(id, item)| (id, item.clone())).collect::<Vec<_>>()
        };
        subject.with(|record, _| of(record)).unwrap_or_default()
    });
    let parts = Memo::new(move |_| subject.with(|record, _| dispute::parts(&record.client, subject.id)).flatten());
    let split = move || {
        parts.get().filter(|Parts { disputed, .. }| disputed.is_positive()).map(|Parts { disputed, undisputed }| {
            view! {
                <dl class="facts">
                    <dt>{said::DISPUTED}</dt><dd>{money(disputed)}</dd>
                    <dt>{said::UNDISPUTED}</dt><dd>{money(undisputed)}</dd>
                </dl>
            }
        })
    };
    view! {
        <Show when=move || may.get() || !all.with(Vec::is_empty)>
            <section aria-labelledby="h-dispute">
                <div class="side-head"><h2 id="h-dispute" tabindex="-1">{said::DISPUTE}</h2></div>
                <div class="stack">
                    {split}
                    {move || (!all.with(Vec::is_empty)).then(|| view! {
                        <ul class="disputes">{all.get().into_iter().map(|(id, item)| line(subject, id, &item, below)).collect_view()}</ul>
                    })}
                    {move || match below.get() {
                        Some(Below::New) => view! { <Form subject below/> },
                        Some(Below::Resolve(id)) => view! { <Resolve subject id below/> },
                        None => (may.get()).then(|| view! {
                            <p class="row"><button class="plain small" id="dispute" type="button" on:click=move |_| below.set(Some(Below::New))>{said::DISPUTE_DO}</button></p>
                        }).into_view(),
                    }}
                </div>
            </section>
        </Show>
    }
}

fn line(subject: Subject, id: ItemId, item: &Item, below: RwSignal<Option<Below>>) -> View {
    let desk = subject.desk;
    let day = |day: Day| desk.locale.with_value(|locale| locale.day(day));
    let since = item.day(ItemField::Day).map(|on| said::since(&day(on))).unwrap_or_default();
    let currency = subject.with(|_, invoice| invoice.content().map(|content| content.currency)).flatten();
    let amount = item
        .amount(ItemField::Price)
        .zip(currency)
        .and_then(|(amount, currency)| domain::money::Money::rounded(amount, currency, domain::money::Rounding::HalfAwayFromZero).ok());
    let over = item.settled().filter(|_| !item.is_open()).map(|(act, settled)| {
        let why = (!settled.why.is_empty()).then(|| format!(": {}", settled.why));
        (act, said::resolved(&day(settled.on)), why)
    });
    let acts = match &over {
        None => view! {
            <button class="plain small" id=format!("resolve-{id}") type="button" on:click=move |_| below.set(Some(Below::Resolve(id)))>{said::RESOLVE}</button>
        },
        Some((act, ..)) => {
            let act = *act;
            let back = move |_| {
                desk.tell(Command::WithdrawAct { client: subject.client, item: id, id: act, gone: true });
                focus("h-dispute");
            };
            view! { <button class="plain small" type="button" on:click=back>{words::owed::TAKE_BACK}</button> }
        }
    };
    view! {
        <li>
            <p dir="auto">{item.get(ItemField::Detail).to_owned()}</p>
            <p class="quiet">{amount.map_or_else(|| said::ALL_OPEN.into_view(), money)}" · "{since}
                {over.map(|(_, words, why)| view! { " · "{words}<span dir="auto">{why}</span> })}</p>
            <p class="row">{acts}</p>
        </li>
    }
}

#[component]
fn Form(subject: Subject, below: RwSignal<Option<Below>>) -> View {
    let desk = subject.desk;
    let (why, amount) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let day = RwSignal::new(desk.today.get_untracked().to_string());
    let wrong = RwSignal::new(None::<(&'static str, String)>);
    let close = move || {
        below.set(None);
        focus("dispute");
    };
    let refuse = move |field: &'static str, words: String| {
        wrong.set(Some((field, words)));
        focus(field);
    };
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        if why.with_untracked(|why| why.trim().is_empty()) {
            return refuse("dispute-why", said::DISPUTE_WHY_MISSING.to_owned());
        }
        let typed = amount.get_untracked();
        let price = if typed.trim().is_empty() {
            String::new()
        } else {
            match desk.locale.with_value(|locale| read(&typed, locale.mark(), Usual::Coarse)) {
                Ok(amount) => amount.to_string(),
                Err(error) => {
                    let words = desk.locale.with_value(|locale| document::wrong(Wrong::Text(error), locale));
                    return refuse("dispute-sum", words);
                }
            }
        };
        let fields = vec![
            (ItemField::Detail, why.get_untracked()),
            (ItemField::Price, price),
            (ItemField::Day, day.get_untracked()),
            (ItemField::Invoice, subject.id.to_string()),
        ];
        desk.ask(Command::AddItem { client: subject.client, kind: ItemKind::Dispute, fields }, move |outcome| match outcome {
            Ok(success) => {
                below.set(None);
                desk.say(Ok(success));
                focus("h-dispute");
            }
            Err(unable) => refuse("dispute-day", desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))),
        });
    };
    let error = move |field: &'static str| {
        move || {
            wrong
                .get()
                .filter(|(at, _)| *at == field)
                .map(|(_, words)| view! { <p class="error" id=format!("{field}-e") role="alert">{words}</p> })
        }
    };
    let invalid =
        move |field: &'static str| move || wrong.with(|wrong| wrong.as_ref().is_some_and(|(at, _)| *at == field)).then_some("true");
    focus("dispute-why");
    view! {
        <form class="stack" novalidate aria-label=said::DISPUTE_DO on:submit=keep on:keydown=move |event| {
            if event.key() == "Escape" {
                close();
            }
        }>
            <p class="hint">{said::DISPUTE_HINT}</p>
            <div class="field">
                <label for="dispute-why">{said::DISPUTE_WHY}</label>
                <textarea id="dispute-why" rows="2" dir="auto" aria-invalid=invalid("dispute-why") aria-describedby="dispute-why-e"
                    prop:value=move || why.get() on:input=move |event| why.set(event_target_value(&event))></textarea>
                {error("dispute-why")}
            </div>
            <div class="field">
                <label for="dispute-sum">{said::DISPUTE_AMOUNT}</label>
                <input id="dispute-sum" type="text" inputmode="decimal" autocomplete="off" aria-invalid=invalid("dispute-sum") aria-describedby="dispute-sum-h dispute-sum-e"
                    prop:value=move || amount.get() on:input=move |event| amount.set(event_target_value(&event))/>
                <p class="hint" id="dispute-sum-h">{said::DISPUTE_AMOUNT_HINT}</p>
                {error("dispute-sum")}
            </div>
            <div class="field">
                <label for="dispute-day">{said::DISPUTE_DAY}</label>
                <input id="dispute-day" type="date" aria-invalid=invalid("dispute-day") aria-describedby="dispute-day-e"
                    prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
                {error("dispute-day")}
            </div>
            <div class="row">
                <button class="small" type="submit">{said::DISPUTE_DO}</button>
                <button class="plain small" type="button" on:click=move |_| close()>{client::CANCEL}</button>
            </div>
        </form>
    }
}

#[component]
fn Resolve(subject: Subject, id: ItemId, below: RwSignal<Option<Below>>) -> View {
    let desk = subject.desk;
    let (why, wrong) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let close = move || {
        below.set(None);
        focus(format!("resolve-{id}"));
    };
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let wish = Wish { kind: ActKind::Resolved, on: desk.today.get_untracked(), why: why.get_untracked(), value: String::new() };
        desk.ask(Command::Act { client: subject.client, item: id, wish }, move |outcome| match outcome {
            Ok(success) => {
                below.set(None);
                desk.say(Ok(success));
                focus("h-dispute");
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    focus("resolve-why");
    view! {
        <form class="stack" novalidate aria-label=said::RESOLVE on:submit=keep on:keydown=move |event| {
            if event.key() == "Escape" {
                close();
            }
        }>
            <div class="field">
                <label for="resolve-why">{words::item::why(ActKind::Resolved)}</label>
                <textarea id="resolve-why" rows="2" dir="auto" prop:value=move || why.get() on:input=move |event| why.set(event_target_value(&event))></textarea>
                <div role="alert">{move || wrong.get().map(|words| view! { <p class="error">{words}</p> })}</div>
            </div>
            <div class="row">
                <button class="small" type="submit">{said::RESOLVE_DO}</button>
                <button class="plain small" type="button" on:click=move |_| close()>{client::CANCEL}</button>
            </div>
        </form>
    }
}
