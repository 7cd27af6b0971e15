//! The proposal as the client sees it, the same on the screen and printed. Nothing private is on it.

use domain::ActId;
use domain::invoice::Party;
use domain::money::Money;
use domain::proposal::{Offer, PriceLine, Sealed, Version};
use domain::vague::Words;

use super::Page;
use crate::dom::*;
use crate::part::money::money;
use crate::part::paper::address_line;
use crate::state::desk::desk;
use crate::words::locale::Locale;
use crate::words::{document, proposal as said};
use sheet::address;

/// A version, or what would go out now.
#[component]
pub fn Shown(page: Page, version: Option<ActId>) -> View {
    let Some(act) = version else {
        return (move || page.draft().map(|sealed| view! { <Paper sealed hash=String::new() marked=Some(page.vague.get())/> })).into_view();
    };
    let known = Memo::new(move |_| {
        page.item(|item| Offer(item).sent_with(act).map(|one| (one, Offer(item).live().is_some_and(|live| live.act == act)))).flatten()
    });
    (move || known.get().map(|(one, is_live)| sent(one, is_live))).into_view()
}

fn sent(one: Version, is_live: bool) -> View {
    let notice = if one.sealed.is_none() {
        Some(said::UNREADABLE)
    } else if !one.is_intact {
        Some(said::FORGED)
    } else {
        (!is_live).then_some(said::SUPERSEDED)
    };
    view! {
        <div class="stack">
            {notice.map(|words| view! { <p class="notice" data-level="amber">{words}</p> })}
            {one.sealed.map(|sealed| view! { <Paper sealed hash=one.hash.clone() marked=None/> })}
        </div>
    }
}

#[component]
pub fn Paper(
    sealed: Sealed,
    /// Of the text that was sent; empty for a draft.
    hash: String,
    /// Vague words are marked in a draft.
    marked: Option<Words>,
) -> View {
    let locale = desk().locale.get_value();
    let Sealed { version, on, sender, recipient, terms } = sealed;
    let prose = |text: &str| marks(text, marked.as_ref());
    let day = |day| locale.long_day(day);
    let facts = std::iter::once((said::DATED, day(on))).chain(terms.until.map(|until| (said::UNTIL, day(until))));
    let facts = facts.map(|(word, text)| view! { <div><dt>{word}</dt><dd>{text}</dd></div> }).collect_view();
    let part = |heading: &'static str, body: View| view! { <section class="paper-part"><h3>{heading}</h3>{body}</section> };
    let from = party(&sender);
    let text = |heading: &'static str, text: &str| {
        (!text.is_empty()).then(|| part(heading, view! { <p class="prose" dir="auto">{prose(text)}</p> }))
    };
    let gets = terms.deliverables.iter().filter(|one| !one.title.is_empty()).map(|one| {
        let by = one.due.map(|due| view! { <span class="quiet">{said::by(due, &locale)}</span> });
        view! { <li><span dir="auto">{prose(&one.title)}</span>" "{by}</li> }
    });
    let gets = gets.collect::<Vec<View>>();
    let payments = terms.totals(&[]).ok().and_then(|totals| terms.payments(totals.total).ok()).unwrap_or_default();
    let payments = terms.schedule.iter().zip(payments).map(|(one, amount)| {
        let share = document::percent(one.share, &locale);
        view! { <li class="paper-pays"><span dir="auto">{said::payment(one.when, &one.title)}</span><span class="quiet num">{share}</span><span class="num">{locale.amount(amount)}</span></li> }
    });
    let payments = payments.collect::<Vec<View>>();
    let rate = terms.rate.map(|rate| {
        let exact = Money::exact(rate, terms.currency);
        said::extra(&exact.map_or_else(|_| format!("{}\u{a0}{}", locale.number(rate), terms.currency), |rate| locale.money(rate)))
    });
    let ways: Vec<String> = [terms.rounds.map(said::rounds), terms.response.map(said::answers), rate].into_iter().flatten().collect();
    view! {
        <article class="paper proposal-paper" aria-label=said::TITLE>
            <header class="paper-top">
                <div class="paper-from"><strong dir="auto">{sender.name.clone()}</strong></div>
                <div class="paper-kind"><h2>{said::TITLE}</h2><p class="paper-no">{said::version(version)}</p></div>
            </header>
            <div class="paper-meta">
                <div class="paper-to"><p class="label">{said::FOR}</p><address>{party(&recipient).iter().map(|line| address_line(line)).collect_view()}</address></div>
                <div class="paper-by">{(!from.is_empty()).then(|| view! { <p class="label">{said::FROM}</p><address>{from.iter().map(|line| address_line(line)).collect_view()}</address> })}</div>
                <dl class="paper-facts">{facts}</dl>
            </div>
            <div class="paper-part">
                <h3 class="paper-title" dir="auto">{terms.title.clone()}</h3>
                {(!terms.detail.is_empty()).then(|| view! { <p class="prose" dir="auto">{prose(&terms.detail)}</p> })}
            </div>
            {(!gets.is_empty()).then(|| part(said::P_GETS, view! { <ul class="paper-gets">{gets}</ul> }))}
            {text(said::P_TIMELINE, &terms.timeline)}
            {text(said::P_OUT, &terms.not_included)}
            {part(said::P_COSTS, costs(&terms, marked.as_ref(), &locale))}
            {(!payments.is_empty()).then(|| part(said::P_PAYMENTS, view! { <ul class="paper-gets">{payments}</ul> }))}
            {(!ways.is_empty()).then(|| part(said::P_WAYS, view! { <p>{ways.join(" ")}</p> }))}
            {(!hash.is_empty()).then(|| view! { <footer class="paper-foot"><span class="paper-hash">{said::hash(&hash)}</span></footer> })}
        </article>
    }
}

fn party(party: &Party) -> Vec<String> {
    let mut lines = vec![party.name.clone(), party.person.clone()];
    lines.extend(address(party));
    lines.push(party.email.clone());
    lines.retain(|line| !line.trim().is_empty());
    lines.dedup();
    lines
}

fn costs(terms: &domain::proposal::Terms, marked: Option<&Words>, locale: &Locale) -> View {
    let taxed = terms.lines.iter().any(|line| line.tax.is_some());
    let row = |line: &PriceLine| {
        let amount = terms.amount(line).map(|amount| locale.amount(amount)).unwrap_or_default();
        let tax = line.tax.map_or_else(|| document::NO_TAX.to_owned(), |rate| document::percent(rate, locale));
        view! {
            <tr>
                <td dir="auto">{marks(&line.title, marked)}{line.optional.then(|| view! { <span class="quiet">{said::P_OPTIONAL}</span> })}</td>
                <td class="num">{document::quantity(line.quantity.value(), &line.unit, locale)}</td>
                <td class="num">{document::price(line.price.value(), terms.currency, locale)}</td>
                {taxed.then(|| view! { <td class="num">{tax}</td> })}
                <td class="num">{amount}</td>
            </tr>
        }
    };
    let rows = terms.lines.iter().map(row).collect_view();
    let all: Vec<_> = terms.lines.iter().map(|line| line.id).collect();
    let everything = terms.lines.iter().any(|line| line.optional).then(|| terms.totals(&all).ok()).flatten();
    let everything = everything.map(|totals| view! { <p class="quiet paper-all">{said::with_all(&locale.money(totals.total))}</p> });
    view! {
        <table class="paper-lines" data-untaxed=(!taxed).then_some("")>
            <thead><tr>
                <th scope="col">{document::DESCRIPTION}</th>
                <th scope="col" class="num">{document::QUANTITY}</th>
                <th scope="col" class="num">{document::PRICE}</th>
                {taxed.then(|| view! { <th scope="col" class="num">{document::tax_name(&terms.tax_name).to_owned()}</th> })}
                <th scope="col" class="num">{document::AMOUNT}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <div class="paper-sum">{sums(terms, &[], locale)}</div>
        {everything}
    }
}

/// Net, taxes, total and deposit of what is taken.
pub fn sums(terms: &domain::proposal::Terms, chosen: &[domain::ItemId], locale: &Locale) -> View {
    let totals = match terms.totals(chosen) {
        Ok(totals) => totals,
        Err(_) => return View::Nothing,
    };
    let quiet = |amount: Money| view! { <bdi dir="ltr">{locale.amount(amount)}</bdi> };
    let mut rows: Vec<(&'static str, String, View)> = Vec::new();
    if !totals.taxes.is_empty() {
        rows.push(("", said::NET.to_owned(), quiet(totals.net)));
        rows.extend(totals.taxes.iter().map(|tax| ("", document::tax(&terms.tax_name, tax.group.rate, locale), quiet(tax.tax))));
    }
    rows.push(("totals-sum", said::TOTAL.to_owned(), money(totals.total)));
    if totals.deposit.is_positive() {
        rows.push(("totals-ask", document::deposit(terms.deposit(), locale), money(totals.deposit)));
    }
    let rows = rows.into_iter().map(|(class, word, figure)| view! { <div class=class><dt>{word}</dt><dd>{figure}</dd></div> });
    view! { <dl class="totals">{rows.collect_view()}</dl> }
}

/// A text with its vague words marked.
fn marks(text: &str, words: Option<&Words>) -> View {
    let mut parts: Vec<View> = Vec::new();
    let mut at = 0;
    for one in words.map(|words| words.find(text)).unwrap_or_default() {
        parts.push(text.get(at..one.start).unwrap_or_default().to_owned().into_view());
        let word = text.get(one.start..one.end).unwrap_or_default().to_owned();
        parts.push(view! { <mark class="vague-word" title=said::instead(one.instead)>{word}</mark> });
        at = one.end;
    }
    parts.push(text.get(at..).unwrap_or_default().to_owned().into_view());
    View::List(parts)
}
