//! The document itself: the same on the screen and printed.

use crate::dom::*;
use domain::content::{Kind, Line};
use domain::invoice::Party;
use domain::money::Money;

use super::money::money;
use crate::state::desk::desk;
use crate::state::paper::{Sheet, Sum, address};
use crate::state::remit::Remit;
use crate::words::document as words;
use crate::words::locale::Locale;

#[component]
pub fn Paper(sheet: Sheet, #[prop(optional)] remit: Option<Remit>) -> View {
    let locale = desk().locale.get_value();
    let kind = sheet.content.kind;
    let label = words::paper_label(kind, sheet.number.as_deref());
    let from = from(&sheet);
    let foot = foot(&sheet.sender);
    let note = sheet.content.note.clone();
    let rule = sheet.taxed().then(|| words::rounding(&sheet.content.tax_name, sheet.content.tax_rounding));
    view! {
        <article class="paper" aria-label=label data-void=sheet.void.map(|_| "")>
            <header class="paper-top">
                <div class="paper-from">
                    <strong dir="auto">{sheet.sender.name.clone()}</strong>
                    {(sheet.sender.person != sheet.sender.name && !sheet.sender.person.is_empty())
                        .then(|| view! { <span dir="auto">{sheet.sender.person.clone()}</span> })}
                </div>
                <div class="paper-kind">
                    <h2>{words::kind(kind)}</h2>
                    <p class="paper-no">
                        <span class="paper-number" dir="auto">{sheet.number.clone().unwrap_or_else(|| words::DRAFT.to_owned())}</span>
                        {sheet.void.map(|_| view! { " "<span class="paper-void">{words::VOID}</span> })}
                    </p>
                </div>
            </header>
            <div class="paper-meta">
                <div class="paper-to">
                    <p class="label">{if matches!(kind, Kind::Quote | Kind::Estimate) { words::FOR } else { words::BILL_TO }}</p>
                    <address>{to(&sheet.recipient, &sheet.content.tax_name)}</address>
                </div>
                <div class="paper-by">{(!from.is_empty()).then(|| view! {
                    <p class="label">{words::FROM}</p>
                    <address>{from.into_iter().map(line).collect_view()}</address>
                })}</div>
                <dl class="paper-facts">{facts(&sheet, &locale)}</dl>
            </div>
            <Lines sheet=sheet.clone()/>
            <div class="paper-sum"><dl class="totals">{sums(&sheet, &locale, true)}</dl></div>
            {how_to_pay(&sheet, remit.as_ref(), &locale)}
            {(!note.is_empty() || rule.is_some()).then(|| view! {
                <div class="paper-note">
                    {(!note.is_empty()).then(|| view! { <p dir="auto">{note.clone()}</p> })}
                    {rule.map(|rule| view! { <p class="quiet">{rule}</p> })}
                </div>
            })}
            <footer class="paper-foot"><span dir="auto">{foot}</span><span>{sheet.number.clone()}</span></footer>
        </article>
        {remit.as_ref().and_then(Remit::slip).map(|(drawn, bill)| super::remit::slip(drawn, bill))}
    }
}

fn line(text: String) -> View {
    view! { <span class="paper-line" dir="auto">{text}</span> }
}

fn to(party: &Party, tax: &str) -> View {
    let mut rest = vec![party.person.clone()];
    rest.extend(address(party));
    rest.push(words::tax_id(tax, &party.tax_id));
    rest.push(party.registration.clone());
    rest.retain(|line| !line.trim().is_empty() && *line != party.name);
    view! { <strong dir="auto">{party.name.clone()}</strong>{rest.into_iter().map(line).collect_view()} }
}

fn from(sheet: &Sheet) -> Vec<String> {
    let party = &sheet.sender;
    let mut lines = address(party);
    lines.extend([
        party.email.clone(),
        party.phone.clone(),
        words::tax_id(&sheet.content.tax_name, &party.tax_id),
        party.registration.clone(),
    ]);
    lines.retain(|line| !line.trim().is_empty());
    lines
}

fn foot(party: &Party) -> String {
    let mut parts = vec![party.name.clone()];
    parts.extend(address(party));
    parts.retain(|part| !part.trim().is_empty());
    parts.join(" · ")
}

fn facts(sheet: &Sheet, locale: &Locale) -> View {
    let mut facts: Vec<(&'static str, &'static str, String)> = Vec::new();
    let dated = if sheet.number.is_some() { words::ISSUED } else { words::DATED };
    facts.push((dated, "", locale.long_day(sheet.dated)));
    match sheet.void {
        Some(since) => facts.push((words::VOID_SINCE, "due", locale.long_day(since))),
        None => {
            if let Some(due) = sheet.due {
                facts.push((words::DUE, "due", locale.long_day(due)));
            }
        }
    }
    if let Some(until) = sheet.content.valid_until {
        facts.push((words::VALID_UNTIL, "due", locale.long_day(until)));
    }
    if let Some(terms) = sheet.terms().filter(|_| sheet.void.is_none()) {
        facts.push((words::TERMS, "", words::terms(terms, locale)));
    }
    if !sheet.content.reference.is_empty() {
        facts.push((words::REFERENCE, "", sheet.content.reference.clone()));
    }
    facts.into_iter().map(|(word, class, text)| view! { <div class=class><dt>{word}</dt><dd dir="auto">{text}</dd></div> }).collect_view()
}

#[component]
fn Lines(sheet: Sheet) -> View {
    let locale = desk().locale.get_value();
    let taxed = sheet.taxed();
    let currency = sheet.content.currency;
    let row = move |(one, amount): (Line, Money)| {
        let (what, more) = match one.description.split_once('\n') {
            Some((what, more)) => (what.to_owned(), Some(more.to_owned())),
            None => (one.description.clone(), None),
        };
        view! {
            <tr>
                <td dir="auto">{what}{more.map(|more| view! { <span class="quiet paper-more">{more}</span> })}</td>
                <td class="num">{words::quantity(one.quantity.value(), &one.unit, &locale)}</td>
                <td class="num">{words::price(one.price.value(), currency, &locale)}</td>
                {taxed.then(|| {
                    let rate = one.tax.map_or_else(|| words::NO_TAX.to_owned(), |rate| words::percent(rate, &locale));
                    view! { <td class="num">{rate}</td> }
                })}
                <td class="num">{locale.amount(amount)}</td>
            </tr>
        }
    };
    let rows: Vec<_> = sheet.content.lines.iter().cloned().zip(sheet.totals.lines.iter().copied()).collect();
    view! {
        <table class="paper-lines" data-untaxed=(!taxed).then_some("")>
            <caption class="sr">{words::lines_of(sheet.number.as_deref())}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::DESCRIPTION}</th>
                    <th scope="col" class="num">{words::QUANTITY}</th>
                    <th scope="col" class="num">{words::PRICE}</th>
                    {taxed.then(|| view! { <th scope="col" class="num">{words::tax_name(&sheet.content.tax_name).to_owned()}</th> })}
                    <th scope="col" class="num">{words::AMOUNT}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// The rows under the lines; the currency stands with the figures that count. Beside a draft they are shorter than on paper.
pub fn sums(sheet: &Sheet, locale: &Locale, on_paper: bool) -> View {
    let tax_name = sheet.content.tax_name.clone();
    let quiet = |amount: Money| view! { <bdi dir="ltr">{locale.amount(amount)}</bdi> };
    let loud = |amount: Money| money(amount);
    let row = |sum: Sum| {
        let (class, word, figure) = match sum {
            Sum::Lines { sum, with_tax } => ("", words::sum(with_tax, &tax_name), quiet(sum)),
            Sum::Discount(share, amount) => ("", words::discount(share, locale), quiet(amount)),
            Sum::Net(amount) => ("", words::NET.to_owned(), quiet(amount)),
            Sum::Tax { rate, base, tax } if on_paper => ("", words::tax_on(&tax_name, rate, base, locale), quiet(tax)),
            Sum::Tax { rate, tax, .. } => ("", words::tax(&tax_name, rate, locale), quiet(tax)),
            Sum::Was(amount) => ("", words::WAS.to_owned(), quiet(amount)),
            Sum::Total(amount) => ("totals-sum", words::TOTAL.to_owned(), loud(amount)),
            Sum::Deposit(share, amount) => ("totals-ask", words::deposit(share, locale), loud(amount)),
            Sum::Paid(on, amount) => ("", words::paid_on(on, locale), quiet(amount)),
            Sum::Open { money: open, by } if open.is_positive() => ("totals-ask", words::to_pay(by, locale), loud(open)),
            Sum::Open { money: open, .. } if open.is_negative() => ("totals-ask", words::OVERPAID.to_owned(), loud(open.negated())),
            Sum::Open { money: open, .. } => ("totals-ask", words::NOTHING_TO_PAY.to_owned(), loud(open)),
        };
        view! { <div class=class><dt>{word}</dt><dd>{figure}</dd></div> }
    };
    sheet.sums().into_iter().filter(|sum| on_paper || !matches!(sum, Sum::Open { .. })).map(row).collect_view()
}

fn how_to_pay(sheet: &Sheet, remit: Option<&Remit>, locale: &Locale) -> Option<impl IntoView + use<>> {
    let open = sheet.open.filter(Money::is_positive)?;
    let ways = sheet.ways();
    let links = remit.and_then(super::remit::links);
    if ways.is_empty() && links.is_none() {
        return None;
    }
    let deposit = sheet.sums().into_iter().find_map(|sum| match sum {
        Sum::Deposit(_, amount) => Some(amount),
        Sum::Lines { .. }
        | Sum::Discount(..)
        | Sum::Net(_)
        | Sum::Tax { .. }
        | Sum::Was(_)
        | Sum::Total(_)
        | Sum::Paid(..)
        | Sum::Open { .. } => None,
    });
    let by = words::pay_by(sheet.due, locale);
    let asked = match deposit {
        Some(deposit) => view! { {money(deposit)}{words::DEPOSIT_FIRST}{money(open)}{words::IN_ALL}{by} },
        None => view! { {money(open)}{by} },
    };
    let named = ways.iter().any(|(word, _)| word.is_some());
    let number = sheet.number.clone();
    let rows = ways.into_iter().map(|(word, text)| match word {
        Some(word) => view! { <dt dir="auto">{word}</dt><dd dir="auto">{text}</dd> },
        None if named => view! { <dt></dt><dd dir="auto">{text}</dd> },
        None => view! { <dd class="pay-way" dir="auto">{text}</dd> },
    });
    let rows = rows.collect_view();
    let reference = number.map(|number| view! { <dt>{words::PAY_REFERENCE}</dt><dd>{number}</dd> });
    Some(view! {
        <section class="paper-pay" aria-label=words::HOW_TO_PAY>
            <div>
                <h3>{words::HOW_TO_PAY}</h3>
                <p class="pay-line">{asked}</p>
                <dl class="facts">{rows}{reference}</dl>
                {links}
            </div>
            {remit.and_then(Remit::epc).map(super::remit::epc)}
        </section>
    })
}
