use std::collections::BTreeSet;
use std::sync::Arc;

use crate::dom::*;
use domain::command::Tally;
use domain::decide::Survey;
use domain::field::{ContactField, Field};
use domain::intake::{BroughtClient, BroughtInvoice, BroughtState};
use domain::invoice::Standing;
use paper::import::{BadRow, Preview, Totals, Warning};

use super::reading::{Bringing, Busy, Step};
use super::source::FileLine;
use crate::part::icon::{Icon, icon};
use crate::part::money::money;
use crate::part::standing::standing;
use crate::route::Route;
use crate::state::desk::{Desk, desk};
use crate::state::files::{self, Form};
use crate::state::import::{brought_before, imports};
use crate::words::import as said;

/// Rows shown before the page says how many more there are.
const SHOWN_AT_FIRST: usize = 5;
const SHOWN_MORE: usize = 50;

#[component]
pub fn Check(bringing: Bringing) -> View {
    let desk = desk();
    // While the file comes in, what was counted before it stands: every step of it changes what would be counted.
    let coming_in = Memo::new(move |_| bringing.busy.get() == Some(Busy::Bringing));
    let survey = Memo::new(move |before: Option<&Option<Survey>>| {
        if coming_in.get() {
            return before.cloned().flatten();
        }
        desk.practice_read.get().then(|| bringing.survey(desk))
    });
    (move || match (bringing.preview.get(), survey.get()) {
        (Some(preview), Some(survey)) => view! { <Checked bringing preview survey/> },
        _ => view! { <p class="quiet" role="status">{said::COUNTING}</p> },
    })
    .into_view()
}

#[component]
fn Checked(bringing: Bringing, preview: Arc<Preview>, survey: Survey) -> View {
    let desk = desk();
    let Survey { tally, clashes, clients_here, invoices_out, fills } = survey;
    let anything = tally.clients_new + tally.invoices_new + tally.clients_filled > 0;
    let known = tally.clients_matched + tally.invoices_known > 0;
    let before = move || {
        let past = desk.practice.with_untracked(|practice| desk.with_rows_untracked(|rows| imports(practice, rows)));
        let day = brought_before(&past, &bringing.name.get_untracked())?;
        Some(desk.locale.with_value(|locale| locale.near(day, desk.today.get_untracked())))
    };
    let nothing = (!anything).then(|| {
        let (title, hint) =
            if known { (said::NOTHING_NEW, said::all_here(tally, before())) } else { (said::NOTHING_IN, said::NOTHING_IN_HINT.to_owned()) };
        view! {
            <div class="notice">
                <h2>{title}</h2>
                <p>{hint}</p>
                <div class="row">
                    <button type="button" on:click=move |_| bringing.begin_again()>{said::CHOOSE_ANOTHER}</button>
                    <a class="btn plain" href=Route::Clients.hash()>{said::SEE_CLIENTS}</a>
                </div>
            </div>
        }
    });
    let has_clashes = !clashes.is_empty();
    view! {
        <FileLine bringing/>
        {nothing}
        <Counts preview=Arc::clone(&preview) tally/>
        {(tally.clients_matched > 0 && anything).then(|| view! { <p class="quiet">{said::MATCHED}</p> })}
        {(!fills.is_empty()).then(|| view! { <p>{said::fills(&fills)}</p> })}
        {(tally.invoices_unreadable > 0).then(|| view! { <p class="error">{said::left_unreadable(tally.invoices_unreadable)}</p> })}
        <BadRows bringing bad=preview.bad.clone()/>
        {has_clashes.then(|| {
            let lines: Vec<String> = clashes.iter().map(|clash| {
                let holder = clash.holder.and_then(|id| desk.with_rows_untracked(|rows| rows.get(&id).map(|row| row.name.clone())));
                said::clash(clash, holder.as_deref())
            }).collect();
            view! {
                <section class="section" aria-labelledby="h-clash">
                    <div class="section-head"><h2 id="h-clash">{said::CLASH_TITLE}</h2></div>
                    <p class="quiet">{said::CLASH_WHY}</p>
                    <Lines lines/>
                </section>
            }
        })}
        <Sums totals=preview.totals.clone() title=said::TOTALS/>
        <Warnings warnings=preview.warnings.clone()/>
        <First preview=Arc::clone(&preview) clients_here invoices_out/>
        {move || bringing.refused.get().map(|words| view! { <div class="notice" data-level="red" role="alert"><p>{words}</p></div> })}
        <div class="acts">
            {anything.then(|| view! {
                <button class="primary" type="button" disabled=move || bringing.busy.get().is_some() on:click=move |_| bringing.bring_in(desk)>
                    {said::bring(tally)}
                </button>
            })}
            <button class="plain" type="button" on:click=move |_| bringing.step.set(Step::Columns)>{said::BACK}</button>
        </div>
    }
}

#[component]
fn Counts(preview: Arc<Preview>, tally: Tally) -> View {
    let invoices = !preview.brought.invoices.is_empty();
    let one = |always: bool, number: u32, words: &'static str, bad: bool| {
        (always || number > 0).then(|| view! { <div class:bad=bad><dt>{words}</dt><dd>{number}</dd></div> })
    };
    let bad = u32::try_from(preview.bad.len()).unwrap_or(u32::MAX);
    view! {
        <dl class="counts">
            {one(true, tally.clients_new, said::NEW_CLIENTS, false)}
            {one(invoices, tally.invoices_new, said::NEW_INVOICES, false)}
            {one(false, tally.clients_matched, said::HERE_CLIENTS, false)}
            {one(false, tally.clients_filled, said::FILLED_CLIENTS, false)}
            {one(false, tally.invoices_known, said::HERE_INVOICES, false)}
            {one(false, bad, said::CANNOT_READ, true)}
            {one(false, tally.invoices_clashing, said::CLASHING, true)}
        </dl>
    }
}

/// One row a currency.
#[component]
pub fn Sums(totals: Vec<Totals>, title: &'static str) -> View {
    let locale = desk().locale;
    let amount = move |money| locale.with_value(|locale| locale.amount(money));
    (!totals.is_empty())
        .then(|| {
            let rows = totals.into_iter().map(|sum| {
                view! {
                    <tr>
                        <th scope="row">{sum.invoiced.currency().code().to_owned()}</th>
                        <td class="num">{sum.invoices}</td>
                        <td class="num">{amount(sum.invoiced)}</td>
                        <td class="num">{amount(sum.paid)}</td>
                    </tr>
                }
            });
            view! {
                <section class="section" aria-labelledby="h-sums">
                    <div class="section-head"><h2 id="h-sums">{title}</h2></div>
                    <table>
                        <caption class="sr">{title}</caption>
                        <thead><tr>
                            <th scope="col">{said::TOTALS_CURRENCY}</th>
                            <th scope="col" class="num">{said::TOTALS_COUNT}</th>
                            <th scope="col" class="num">{said::TOTALS_INVOICED}</th>
                            <th scope="col" class="num">{said::TOTALS_PAID}</th>
                        </tr></thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </section>
            }
        })
        .into_view()
}

/// A list that shows its first few lines, and more when asked.
#[component]
fn Lines(lines: Vec<String>) -> View {
    let all = lines.len();
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    view! {
        <ul class="lines-few">
            {move || lines.iter().take(limit.get()).map(|line| view! { <li dir="auto">{line.clone()}</li> }).collect_view()}
        </ul>
        <More limit all/>
    }
}

#[component]
fn More(limit: RwSignal<usize>, all: usize) -> View {
    (move || {
        let left = all.saturating_sub(limit.get());
        (left > 0).then(|| {
            view! { <button class="more" type="button" on:click=move |_| limit.update(|limit| *limit += SHOWN_MORE)>{said::more(left.min(SHOWN_MORE))}</button> }
        })
    }).into_view()
}

/// The rows that stay out, each with its line and its reason.
#[component]
fn BadRows(bringing: Bringing, bad: Vec<BadRow>) -> View {
    let desk = desk();
    let header = bringing.table.with_untracked(|table| table.as_ref().map(|table| table.header.clone()).unwrap_or_default());
    let limit = RwSignal::new(SHOWN_AT_FIRST * 2);
    let all = bad.len();
    let rows = move || {
        let one = |row: &BadRow| {
            let says: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).take(6).collect();
            let says = says.join(", ");
            let short: String = says.chars().take(90).collect();
            let says = if says.is_empty() {
                said::NOTHING_SAID.to_owned()
            } else if short.len() < says.len() {
                format!("{short}…")
            } else {
                short
            };
            let why: Vec<String> = row.reasons.iter().map(|reason| said::reason(reason, &header)).collect();
            view! { <tr><td>{said::line(row.line)}</td><td><code dir="auto">{says}</code></td><td class="c-why">{why.join(" ")}</td></tr> }
        };
        bad.iter().take(limit.get()).map(one).collect_view()
    };
    (all > 0).then(|| {
        view! {
            <section class="section" aria-labelledby="h-bad">
                <div class="section-head">
                    <h2 id="h-bad">{said::BAD_TITLE}</h2>
                    <button class="plain small" type="button" on:click=move |_| download_bad(desk, bringing)>{icon(Icon::Down)}{said::BAD_DOWNLOAD}</button>
                </div>
                <table class="bad-rows">
                    <caption class="sr">{said::BAD_CAPTION}</caption>
                    <thead><tr><th scope="col">{said::LINE}</th><th scope="col">{said::SAYS}</th><th scope="col">{said::WHY}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <More limit all/>
            </section>
        }
    }).into_view()
}

/// Hands over the rows that stay out, as a file.
pub fn download_bad(desk: Desk, bringing: Bringing) {
    let given = bringing.bad_rows().is_some_and(|(name, text)| files::give(&name, Form::Csv, &text));
    if !given {
        desk.toast(said::NOT_GIVEN.to_owned(), None, true);
    }
}

/// What a person should know about records that come in: counted, one case after another on request.
#[component]
fn Warnings(warnings: Vec<Warning>) -> View {
    let locale = desk().locale;
    let mut kinds: Vec<Vec<Warning>> = Vec::new();
    for warning in warnings {
        let kind = std::mem::discriminant(&warning);
        match kinds.iter_mut().find(|known| known.first().is_some_and(|first| std::mem::discriminant(first) == kind)) {
            Some(known) => known.push(warning),
            None => kinds.push(vec![warning]),
        }
    }
    (!kinds.is_empty())
        .then(|| {
            let kinds = kinds.into_iter().filter_map(|kind| {
                let words = said::warnings_of(kind.first()?, kind.len());
                let lines: Vec<String> = locale.with_value(|locale| kind.iter().filter_map(|one| said::warning(one, locale)).collect());
                Some(if lines.is_empty() {
                    view! { <li><p>{words}</p></li> }
                } else {
                    view! { <li><details><summary>{words}</summary><Lines lines/></details></li> }
                })
            });
            view! {
                <section class="section" aria-labelledby="h-warn">
                    <div class="section-head"><h2 id="h-warn">{said::WARN_TITLE}</h2></div>
                    <ul class="worth">{kinds.collect_view()}</ul>
                </section>
            }
        })
        .into_view()
}

/// The first records as they would come in.
#[component]
fn First(preview: Arc<Preview>, clients_here: BTreeSet<u32>, invoices_out: BTreeSet<u32>) -> View {
    let brought = &preview.brought;
    let new_invoices: Vec<usize> = (0..brought.invoices.len()).filter(|at| !invoices_out.contains(&brought.invoices[*at].row)).collect();
    let new_clients: Vec<usize> = (0..brought.clients.len()).filter(|at| !clients_here.contains(&brought.clients[*at].row)).collect();
    let invoices = !new_invoices.is_empty();
    let all = if invoices { new_invoices.len() } else { new_clients.len() };
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    let rows = move || {
        let brought = &preview.brought;
        if invoices {
            new_invoices.iter().take(limit.get()).map(|at| invoice_row(&brought.invoices[*at])).collect_view()
        } else {
            new_clients.iter().take(limit.get()).map(|at| client_row(&brought.clients[*at])).collect_view()
        }
    };
    let head = if invoices { invoice_head() } else { client_head() };
    let caption = if invoices { said::IN_INVOICES } else { said::IN_CLIENTS };
    (all > 0).then(|| {
        view! {
            <section class="section" aria-labelledby="h-in">
                <div class="section-head"><h2 id="h-in">{said::IN_TITLE}</h2><span class="quiet">{move || said::first_of(limit.get().min(all), all)}</span></div>
                <div class="table-wrap">
                    <table class="ledger stacks" role="table">
                        <caption class="sr">{caption}</caption>
                        <thead role="rowgroup">{head}</thead>
                        <tbody role="rowgroup">{rows}</tbody>
                    </table>
                </div>
                <More limit all/>
            </section>
        }
    }).into_view()
}

fn invoice_head() -> View {
    view! {
        <tr role="row">
            <th role="columnheader" scope="col" class="c-main">{said::NUMBER}</th>
            <th role="columnheader" scope="col" class="c-who">{said::CLIENT}</th>
            <th role="columnheader" scope="col" class="c-for">{said::FOR}</th>
            <th role="columnheader" scope="col" class="c-due">{said::DATED}</th>
            <th role="columnheader" scope="col" class="c-standing">{said::STANDING}</th>
            <th role="columnheader" scope="col" class="num c-total">{said::TOTAL}</th>
            <th role="columnheader" scope="col" class="num c-open">{said::OPEN}</th>
        </tr>
    }
}

fn standing_of(invoice: &BroughtInvoice) -> Standing {
    match invoice.state {
        BroughtState::Draft => Standing::Draft,
        BroughtState::Void => Standing::Void,
        BroughtState::Issued if invoice.paid.amount() > invoice.total.amount() => Standing::Overpaid,
        BroughtState::Issued if invoice.paid == invoice.total => Standing::Paid,
        BroughtState::Issued if invoice.paid.is_positive() => Standing::PartlyPaid,
        BroughtState::Issued => Standing::Open,
    }
}

fn invoice_row(invoice: &BroughtInvoice) -> View {
    let desk = desk();
    let (short, full) = desk.locale.with_value(|locale| (locale.day(invoice.dated), locale.long_day(invoice.dated)));
    let about = invoice.lines.first().map(|line| line.description.lines().next().unwrap_or_default().chars().take(80).collect::<String>());
    let number = if invoice.number.is_empty() { said::NONE.to_owned() } else { invoice.number.clone() };
    let open = match invoice.state {
        BroughtState::Issued => invoice.total.minus(invoice.paid).ok().filter(|open| !open.is_zero()),
        BroughtState::Draft | BroughtState::Void => None,
    };
    let open = open.map_or_else(|| view! { <span class="quiet">{said::NONE}</span> }, money);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="c-main" dir="auto">{number}</th>
            <td role="cell" class="c-who" dir="auto">{invoice.client_name.clone()}</td>
            <td role="cell" class="c-for" dir="auto">{about}</td>
            <td role="cell" class="c-due" data-label=said::DATED><time datetime=invoice.dated.to_string() title=full>{short}</time></td>
            <td role="cell" class="c-standing">{standing(standing_of(invoice), None)}</td>
            <td role="cell" class="num c-total" data-label=said::TOTAL>{money(invoice.total)}</td>
            <td role="cell" class="num c-open" data-label=said::OPEN>{open}</td>
        </tr>
    }
}

fn client_head() -> View {
    view! {
        <tr role="row">
            <th role="columnheader" scope="col">{said::CLIENT}</th>
            <th role="columnheader" scope="col">{said::PERSON}</th>
            <th role="columnheader" scope="col">{said::EMAIL}</th>
            <th role="columnheader" scope="col">{said::PLACE}</th>
        </tr>
    }
}

fn client_row(client: &BroughtClient) -> View {
    let own = |wanted: Field| client.fields.iter().find(|(field, _)| *field == wanted).map(|(_, value)| value.clone()).unwrap_or_default();
    let person = |wanted: ContactField| {
        client.contact.iter().find(|(field, _)| *field == wanted).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let email = if own(Field::Email).is_empty() { person(ContactField::Email) } else { own(Field::Email) };
    let place: Vec<String> = [own(Field::City), own(Field::Country)].into_iter().filter(|text| !text.is_empty()).collect();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="c-main" dir="auto">{own(Field::Name)}</th>
            <td role="cell" class="c-who" dir="auto">{person(ContactField::Name)}</td>
            <td role="cell" class="c-who" dir="auto">{email}</td>
            <td role="cell" class="c-who" dir="auto">{place.join(", ")}</td>
        </tr>
    }
}
