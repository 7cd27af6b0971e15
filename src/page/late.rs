//! Interest and fees of one client's late invoices: what is left to claim up to a day, and the draft that claims it.

use std::sync::Arc;

use crate::dom::*;
use domain::interest::{Claim, Owed, Table, claims};
use domain::item::{ItemField, ItemKind};
use domain::money::Currency;
use domain::time::Day;
use domain::{ClientId, Command, Done};

use crate::part::icon::{Icon, turning_icon};
use crate::part::late_terms::LateTerms;
use crate::part::money::money;
use crate::route::{Route, Tab};
use crate::state::desk::{Desk, Record, desk};
use crate::state::late::{Choice, currency, left, lines, sum};
use crate::words::{self, late as said};

#[component]
pub fn LatePage(client: ClientId) -> View {
    let desk = desk();
    desk.look(client);
    desk.look_at_practice();
    let record = Memo::new(move |_| desk.record.get().filter(|record| record.client.id == client));
    let typed = RwSignal::new(desk.today.get_untracked().to_string());
    let until = Memo::new(move |_| Day::parse(&typed.get()).filter(|day| *day <= desk.today.get()));
    let table = Memo::new(move |_| {
        record.with(|record| record.as_ref().map(|record| desk.practice.with(|practice| Table::of(practice, &record.client))))
    });
    let own = Memo::new(move |_| table.with(|table| table.as_ref().map(|table| table.entries()).unwrap_or_default()));
    let off = Memo::new(move |_| table.with(|table| table.as_ref().and_then(Table::off)));
    let ready = move || record.with(Option::is_some) && desk.practice_read.get();
    let any = move || table.with(|table| table.as_ref().is_some_and(|table| !table.is_empty()));
    let wrong = move || until.get().is_none();
    let name = move || desk.row(client).map(|row| row.name.clone()).unwrap_or_default();
    view! {
        <a class="crumb" href=Route::Client(client, Tab::Documents).hash()>{turning_icon(Icon::Back)}<span dir="auto">{name}</span></a>
        <div class="head"><h1>{said::TITLE}</h1></div>
        <Show when=ready>
            <Show when=any fallback=move || view! {
                <div class="empty">
                    <h2>{said::NO_TERMS}</h2>
                    <p>{said::NO_TERMS_HINT}</p>
                    <a class="btn primary" href=format!("{}/late", Route::Settings.hash())>{said::TO_SETTINGS}</a>
                </div>
            }>
                <p class="quiet">{said::HINT}</p>
                <div class="field age-day">
                    <label for="late-until">{said::UNTIL}</label>
                    <input id="late-until" type="date" max=move || desk.today.get().to_string() aria-describedby="late-until-e"
                        aria-invalid=move || wrong().then_some("true") prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))/>
                    <div id="late-until-e">{move || wrong().then(|| view! { <p class="error" role="alert">{said::UNTIL_WRONG}</p> })}</div>
                </div>
                <Left desk client record until off/>
            </Show>
            <Claimed desk client record/>
            <section class="section" aria-labelledby="h-late-own">
                <h2 id="h-late-own">{said::OWN}</h2>
                <Switch desk client off/>
                <details class="late-own">
                    <summary>{said::OWN_MORE}</summary>
                    <LateTerms of=Some(client) entries=own/>
                </details>
            </section>
        </Show>
    }
}

/// Whether the client is charged at all.
#[component]
fn Switch(desk: Desk, client: ClientId, off: Memo<Option<domain::ItemId>>) -> View {
    let turn = move |_| match off.get_untracked() {
        Some(item) => desk.tell(Command::RemoveItem { client, item, gone: true }),
        None => {
            let fields = vec![(ItemField::Start, Day::FIRST.to_string()), (ItemField::Billable, "no".to_owned())];
            desk.tell(Command::AddItem { client, kind: ItemKind::LateTerms, fields });
        }
    };
    view! {
        <label class="tick"><input type="checkbox" prop:checked=move || off.get().is_none() on:change=turn/>{said::CHARGE}</label>
    }
}

/// What is left, a currency each with its own draft.
#[component]
fn Left(
    desk: Desk,
    client: ClientId,
    record: Memo<Option<Arc<Record>>>,
    until: Memo<Option<Day>>,
    off: Memo<Option<domain::ItemId>>,
) -> View {
    let all = Memo::new(move |_| {
        let until = until.get()?;
        record.with(|record| record.as_ref().map(|record| desk.practice.with(|practice| left(&record.client, practice, until))))
    });
    let without = RwSignal::new(Vec::<Choice>::new());
    let group = move |of: Currency| {
        let asked = move || {
            all.with(|all| {
                record.with(|record| match (all, record) {
                    (Some(all), Some(record)) => without.with(|without| lines(all, of, without, &record.client)),
                    _ => Vec::new(),
                })
            })
        };
        let refused = RwSignal::new(None::<String>);
        let make = move |_| {
            let Some(until) = until.get_untracked() else { return };
            let lines = untrack(asked);
            if lines.is_empty() {
                return refused.set(Some(said::CHOOSE.to_owned()));
            }
            desk.ask(Command::ClaimLate { client, until, lines }, move |outcome| match outcome {
                Ok(success) => {
                    if let Done::Billed { client, invoice } = success.done {
                        let _ = window().location().set_hash(&Route::Document(client, invoice).hash());
                    }
                    desk.say(Ok(success));
                }
                Err(unable) => refused.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
            });
        };
        let shown = move || {
            all.with(|all| {
                all.iter().flatten().filter(|owed| currency(owed) == of).map(|owed| one(desk, record, owed, without)).collect_view()
            })
        };
        let words = move || {
            let sum = desk.locale.with_value(|locale| locale.amount(sum(&asked()).get(of)));
            said::make(of.code(), &sum)
        };
        view! {
            <section class="late-left" aria-label=of.code().to_owned()>
                <ul>{shown}</ul>
                <div class="acts">
                    <button class="primary" type="button" on:click=make>{words}</button>
                    {move || refused.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                </div>
            </section>
        }
    };
    view! {
        {move || {
            let mut currencies: Vec<Currency> = all.with(|all| all.iter().flatten().map(currency).collect());
            domain::order::sort(&mut currencies);
            currencies.dedup();
            if until.get().is_none() {
                return view! { <span></span> };
            }
            if currencies.is_empty() {
                let words = if off.get().is_some() { said::OFF } else { said::NOTHING };
                return view! { <div class="empty" role="status"><p>{words}</p></div> };
            }
            currencies.into_iter().map(group).collect_view()
        }}
    }
}

/// One late invoice: its interest with the formula, as it will be printed, and its fee.
fn one(desk: Desk, record: Memo<Option<Arc<Record>>>, owed: &Owed, without: RwSignal<Vec<Choice>>) -> View {
    let language = record.with_untracked(|record| record.as_ref().and_then(|record| record.client.language())).unwrap_or_default();
    let since = desk.locale.with_value(|locale| said::due(owed, locale));
    let late = owed.late;
    let client = record.with_untracked(|record| record.as_ref().map(|record| record.client.id));
    let check = move |fee: bool, label: &'static str, amount, told: String| {
        let chosen = move || without.with(|without| !without.contains(&(late, fee)));
        let turn = move |event| {
            without.update(|without| {
                without.retain(|one| *one != (late, fee));
                if !event_target_checked(&event) {
                    without.push((late, fee));
                }
            })
        };
        view! {
            <div class="late-part">
                <label class="tick"><input type="checkbox" prop:checked=chosen on:change=turn/><span>{label}</span><span class="end">{money(amount)}</span></label>
                <p class="late-formula" lang=language.key() dir="auto">{told}</p>
            </div>
        }
    };
    let interest = owed.interest.is_positive().then(|| check(false, said::WITH_INTEREST, owed.interest, said::interest(owed, language)));
    let fee = owed.fee.map(|fee| check(true, said::WITH_FEE, fee, said::fee(owed, fee, language)));
    let number = owed.number.clone();
    view! {
        <li>
            <p>{client.map(|client| view! { <a href=Route::Document(client, late).hash() dir="auto">{number}</a> })}" "<span class="quiet">{since}</span></p>
            {interest}{fee}
        </li>
    }
}

/// What documents claim already, and which.
#[component]
fn Claimed(desk: Desk, client: ClientId, record: Memo<Option<Arc<Record>>>) -> View {
    let all = Memo::new(move |_| {
        record
            .with(|record| {
                let client = &record.as_ref()?.client;
                let number = |id: &domain::InvoiceId| client.invoices.get(id)?.issue().map(|issue| issue.document.number().to_owned());
                let one = |claim: Claim| (claim, number(&claim.late).unwrap_or_default(), number(&claim.with));
                Some(claims(client).into_iter().map(one).collect::<Vec<_>>())
            })
            .unwrap_or_default()
    });
    let line = move |(claim, late, with): &(Claim, String, Option<String>)| {
        let told = desk.locale.with_value(|locale| {
            let until = claim.days.map(|(_, until)| locale.long_day(until));
            said::claimed(&locale.money(claim.amount), late, until.as_deref())
        });
        let name = with.clone().unwrap_or_else(|| words::document::DRAFT.to_owned());
        view! { <li>{told}" "<a href=Route::Document(client, claim.with).hash() dir="auto">{name}</a></li> }
    };
    view! {
        {move || all.with(|all| (!all.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="h-late-claimed">
                <h2 id="h-late-claimed">{said::CLAIMED}</h2>
                <ul class="plain-list">{all.iter().map(line).collect_view()}</ul>
            </section>
        }))}
    }
}

/// The terms of the practice, among its settings.
#[component]
pub fn LateSettings() -> View {
    let desk = desk();
    let entries = Memo::new(move |_| desk.practice.with(|practice| Table::usual(practice)));
    view! {
        <section class="section set" id="late" aria-labelledby="h-late">
            <div class="section-head"><h2 id="h-late" tabindex="-1">{said::SETTINGS}</h2></div>
            <p>{said::SETTINGS_HINT}</p>
            <LateTerms of=None entries/>
        </section>
    }
}
