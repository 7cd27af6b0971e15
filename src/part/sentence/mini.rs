use crate::dom::*;
use domain::content::{Content, Totals};
use domain::money::Money;

use super::Composer;
use super::asks::CurrencyPick;
use crate::part::money::money;
use crate::words::locale::Locale;
use crate::words::{document, sentence as said};

/// The draft so far, small.
#[component]
pub(super) fn Mini(composer: Composer) -> View {
    let Composer { desk, understood, .. } = composer;
    let has_currency = Memo::new(move |_| understood.with(|understood| understood.reading.currency.is_some()));
    view! {
        <section class="mini" aria-label=said::SO_FAR aria-live="polite">
            <div class="mini-head">
                <h3>{move || understood.with(|understood| said::kind(understood.reading.kind))}</h3>
                <Show when=move || has_currency.get()>
                    <label class="sr" for="mini-cur">{said::C_CURRENCY}</label>
                    <CurrencyPick composer id="mini-cur"/>
                </Show>
            </div>
            {move || understood.with(|understood| {
                let waits = understood.reading.questions.iter().any(|question| question.ask) || understood.reading.items.is_empty();
                let due = understood.content.as_ref().filter(|content| content.kind.collects()).and_then(|_| understood.reading.due());
                let body = match (&understood.content, &understood.totals) {
                    (Some(content), Some(totals)) if !waits => desk.locale.with_value(|locale| {
                        let items = understood.reading.items.iter().zip(&totals.lines).map(|(item, amount)| {
                            view! { <li><span dir="auto">{said::mini_line(item, locale)}</span><span class="num">{locale.amount(*amount)}</span></li> }
                        });
                        let items = items.collect_view();
                        view! { <ul>{items}</ul><dl class="totals">{rows(content, totals, locale)}</dl> }
                    }),
                    (Some(_), None) => view! { <p class="late">{said::TOO_LARGE}</p> },
                    (Some(_), Some(_)) | (None, _) => view! { <p class="quiet">{said::WAITS}</p> },
                };
                let due = due.map(|day| {
                    let (text, full) = desk.locale.with_value(|locale| (locale.day(day), locale.long_day(day)));
                    view! { <p class="quiet mini-due">{said::DUE}" "<time datetime=day.to_string() title=full>{text}</time></p> }
                });
                view! { {body}{due} }
            })}
        </section>
    }
}

fn rows(content: &Content, totals: &Totals, locale: &Locale) -> View {
    let share = |part: Option<domain::content::Part>| match part {
        Some(domain::content::Part::Percent(percent)) => Some(percent),
        Some(domain::content::Part::Fixed(_)) | None => None,
    };
    let mut rows: Vec<(&'static str, String, View)> = Vec::new();
    let quiet = |amount: Money| view! { <bdi dir="ltr">{locale.amount(amount)}</bdi> };
    if !totals.discount.is_zero() {
        rows.push(("", document::discount(share(content.discount), locale), quiet(totals.discount.negated())));
    }
    for (adjustment, sum) in content.adjustments.iter().zip(&totals.adjustments) {
        rows.push(("", adjustment.reason.clone(), quiet(sum.amount)));
    }
    for tax in &totals.taxes {
        rows.push(("", document::tax(&content.tax_name, tax.group.rate, locale), quiet(tax.tax)));
    }
    rows.push(("totals-sum", document::TOTAL.to_owned(), money(totals.total)));
    if let Some(withholding) = content.withholding.as_ref().filter(|_| !totals.withheld.is_zero()) {
        let word = format!("{} {}", withholding.name, document::percent(withholding.percent, locale));
        rows.push(("", word, quiet(totals.withheld.negated())));
        rows.push(("totals-ask", said::TO_PAY.to_owned(), money(totals.payable)));
    }
    if totals.deposit.is_positive() {
        rows.push(("totals-ask", document::deposit(share(content.deposit), locale), money(totals.deposit)));
    }
    rows.into_iter().map(|(class, word, figure)| view! { <div class=class><dt>{word}</dt><dd>{figure}</dd></div> }).collect_view()
}
