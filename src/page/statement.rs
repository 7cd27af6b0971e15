//! A client's account in one currency, as paper.

use crate::dom::*;
use domain::ClientId;
use domain::ageing::Bucket;
use domain::language::Language;
use domain::money::{Currency, Money};
use domain::row::Row;
use domain::statement::{self, Entry, Statement};
use domain::time::Day;
use sheet::Format;

use crate::part::icon::{Icon, icon, turning_icon};
use crate::part::paper::address_line;
use crate::route::{Route, Tab};
use crate::state::desk::{Desk, desk};
use crate::state::statement::begins;
use crate::words::statement::{self as said, Labels};
use sheet::address;

#[component]
pub fn StatementPage(client: ClientId, currency: Option<Currency>) -> View {
    let desk = desk();
    desk.look(client);
    desk.look_at_practice();
    let row = Memo::new(move |_| desk.row(client));
    let today = desk.today.get_untracked();
    let begun = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| begins(row, currency, today))));
    let (from, until) = (RwSignal::new(String::new()), RwSignal::new(today.to_string()));
    Effect::new(move |_| {
        if let Some((_, first)) = begun.get().filter(|_| from.with_untracked(String::is_empty)) {
            from.set(first.to_string());
        }
    });
    let days = Memo::new(move |_| Day::parse(&from.get()).zip(Day::parse(&until.get())).filter(|(from, until)| from <= until));
    let wrong = move || begun.get().is_some() && days.get().is_none();
    let invalid = move || wrong().then_some("true");
    let chosen = RwSignal::new(None::<Language>);
    // As the client's documents are written, until another is chosen.
    let language = Memo::new(move |_| {
        let usual = || {
            desk.record
                .with(|record| record.as_ref().filter(|record| record.client.id == client).and_then(|record| record.client.language()))
        };
        chosen.get().or_else(usual).unwrap_or_default()
    });
    let choose = move |event| chosen.set(Language::from_key(&event_target_value(&event)));
    let day = move |id: &'static str, label: &'static str, typed: RwSignal<String>| {
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <input id=id type="date" aria-describedby="statement-e" aria-invalid=invalid prop:value=move || typed.get()
                    on:input=move |event| typed.set(event_target_value(&event))/>
            </div>
        }
    };
    view! {
        <a class="crumb" href=Route::Client(client, Tab::Documents).hash()>{turning_icon(Icon::Back)}<span dir="auto">{move || row.with(|row| row.as_ref().map(|row| row.name.clone()))}</span></a>
        <div class="head">
            <h1>{said::TITLE}</h1>
            <div class="head-acts">
                <Show when=move || days.get().is_some() && begun.get().is_some()>
                    <button class="primary" type="button" on:click=move |_| { let _ = window().print(); }>{icon(Icon::Print)}{said::PRINT}</button>
                </Show>
            </div>
        </div>
        <Show when=move || begun.get().is_some() fallback=move || view! {
            <div class="empty"><h2>{said::NO_ACCOUNT}</h2><p>{said::NO_ACCOUNT_HINT}</p></div>
        }>
            <div class="statement-ask">
                {day("statement-from", said::FROM, from)}
                {day("statement-until", said::UNTIL, until)}
                <div class="field">
                    <label for="statement-language">{said::LANGUAGE}</label>
                    <select id="statement-language" on:change=choose>
                        {Language::ALL.map(|one| view! {
                            <option value=one.key() lang=one.key() selected=move || language.get() == one>{Labels::of(one).name}</option>
                        })}
                    </select>
                </div>
                <Currencies client row shown=begun/>
                <div class="wide" id="statement-e">{move || wrong().then(|| view! { <p class="error" role="alert">{said::DAYS_WRONG}</p> })}</div>
                <p class="quiet wide">{said::HINT}</p>
            </div>
            {move || {
                let (from, until) = days.get()?;
                let (currency, _) = begun.get()?;
                let language = language.get();
                row.with(|row| row.as_ref().map(|row| sheet(desk, row, &statement::of(row, currency, from, until), language)))
            }}
        </Show>
    }
}

/// The accounts of the client in other currencies.
#[component]
fn Currencies(client: ClientId, row: Memo<Option<std::sync::Arc<Row>>>, shown: Memo<Option<(Currency, Day)>>) -> View {
    let all = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| statement::accounts(row)).unwrap_or_default()));
    let one = move |currency: Currency| {
        let here = move || shown.get().is_some_and(|(one, _)| one == currency).then_some("page");
        view! { <a href=Route::Statement(client, Some(currency)).hash() aria-current=here>{currency.code().to_owned()}</a> }
    };
    view! {
        {move || all.with(|all| (all.len() > 1).then(|| view! {
            <nav class="filters wide" aria-label=said::CURRENCY>{all.iter().map(|(currency, _)| one(*currency)).collect_view()}</nav>
        }))}
    }
}

fn sheet(desk: Desk, row: &Row, account: &Statement, language: Language) -> View {
    let labels = Labels::of(language);
    let format = Format::new(language, account.currency);
    let long = |day: Day| format.day(day);
    let sender = desk.practice.with(|practice| practice.party());
    // The address as the record has it now: a statement is no document that keeps one.
    let recipient =
        desk.record.with(|record| record.as_ref().filter(|record| record.client.id == row.id).map(|record| record.client.party()));
    let from: Vec<String> =
        address(&sender).into_iter().chain([sender.email.clone(), sender.phone.clone()]).filter(|line| !line.is_empty()).collect();
    let to = recipient.as_ref().map(address).unwrap_or_default();
    let name = recipient.map(|party| party.name).filter(|name| !name.is_empty()).unwrap_or_else(|| row.name.clone());
    let figure = |amount: Money| view! { <bdi dir="ltr">{format.amount(amount)}</bdi> };
    let entry = |entry: &Entry| {
        let due = entry.due.filter(|_| entry.amount.is_positive() && matches!(entry.what, statement::What::Asked(_)));
        let due = due.map(|due| view! { <span class="quiet">{labels.due}" "{long(due)}</span> });
        let (charged, paid) = if entry.amount.is_negative() { (None, Some(entry.amount.negated())) } else { (Some(entry.amount), None) };
        view! {
            <tr>
                <td>{format.day(entry.on)}</td>
                <td dir="auto">{labels.what(language, entry.what, &entry.number)}" "{due}</td>
                <td class="num" data-label=labels.charged data-none=charged.is_none().then_some("")>{charged.map(figure)}</td>
                <td class="num" data-label=labels.paid data-none=paid.is_none().then_some("")>{paid.map(figure)}</td>
                <td class="num" data-label=labels.balance>{figure(entry.balance)}</td>
            </tr>
        }
    };
    let edge = |on: Day, words: &'static str, amount: Money| {
        view! {
            <tr class="account-edge"><td>{format.day(on)}</td><td>{words}</td><td data-none=""></td><td data-none=""></td><td class="num" data-label=labels.balance>{figure(amount)}</td></tr>
        }
    };
    let none = account.entries.is_empty();
    let closing = if account.closing.is_negative() { labels.in_credit } else { labels.closing };
    let aged = Bucket::ALL.map(|bucket| view! { <div><dt>{labels.bucket(bucket)}</dt><dd>{figure(account.aged.get(bucket))}</dd></div> });
    let disputed = account.aged.disputed;
    view! {
        <article class="paper statement" lang=language.key() aria-label=labels.title>
            <header class="paper-top">
                <div class="paper-from"><strong dir="auto">{sender.name.clone()}</strong></div>
                <div class="paper-kind"><h2>{labels.title}</h2><p class="paper-no">{account.currency.code().to_owned()}</p></div>
            </header>
            <div class="paper-meta">
                <div class="paper-to"><p class="label">{labels.account_of}</p><address><strong dir="auto">{name}</strong>{to.iter().map(|line| address_line(line)).collect_view()}</address></div>
                <div class="paper-by">{(!from.is_empty()).then(|| view! { <address>{from.iter().map(|line| address_line(line)).collect_view()}</address> })}</div>
                <dl class="paper-facts">
                    <div><dt>{labels.from}</dt><dd>{long(account.from)}</dd></div>
                    <div><dt>{labels.until}</dt><dd>{long(account.until)}</dd></div>
                    <div class="due"><dt>{closing}</dt><dd>{format.money(if account.closing.is_negative() { account.closing.negated() } else { account.closing })}</dd></div>
                </dl>
            </div>
            <table class="account">
                <caption class="sr">{labels.title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{labels.date}</th>
                        <th scope="col">{labels.entry}</th>
                        <th scope="col" class="num">{labels.charged}</th>
                        <th scope="col" class="num">{labels.paid}</th>
                        <th scope="col" class="num">{labels.balance}</th>
                    </tr>
                </thead>
                <tbody>
                    {edge(account.from, labels.opening, account.opening)}
                    {account.entries.iter().map(entry).collect_view()}
                    {none.then(|| view! { <tr class="account-none"><td data-none=""></td><td colspan="4">{labels.nothing}</td></tr> })}
                    {edge(account.until, labels.closing, account.closing)}
                </tbody>
            </table>
            <div class="account-aged">
                <p class="label">{labels.open}</p>
                <dl>{aged}</dl>
                {disputed.is_positive().then(|| view! { <p class="quiet">{format.money(disputed)}" "{labels.disputed}</p> })}
            </div>
            <footer class="paper-foot"><span dir="auto">{sender.name}</span></footer>
        </article>
    }
}
