use std::sync::Arc;

use crate::dom::*;
use paper::encoding::Encoding;
use paper::recognise::Records;
use paper::table::{HeaderAt, Separator, Table};
use paper::target::Target;

use super::focus_first;
use super::questions::{Questions, currency_key, ordered};
use super::reading::{Bringing, Problem};
use super::source::FileLine;
use crate::state::desk::desk;
use crate::words::import as said;

/// Values shown beside each column.
const SAMPLES: usize = 2;
const SAMPLE_CHARACTERS: usize = 80;

#[component]
pub fn Columns(bringing: Bringing) -> View {
    let unreadable = move || bringing.problem.with(|problem| matches!(problem, Some(Problem::Table(_))));
    let shown = RwSignal::new(false);
    let open = Memo::new(move |_| shown.get() || unreadable());
    Effect::new(move |_| {
        if bringing.pressed.get() {
            focus_first(".question:has(.error) :is(input, select), .missing");
        }
    });
    // Rebuilt only when the columns are others, so that a choice under way is not lost.
    let columns = Memo::new(move |before: Option<&Shown>| {
        let table = bringing.table.get();
        let records = bringing.mapping.with(|mapping| mapping.as_ref().map(|mapping| mapping.records));
        match (before, &table) {
            (Some(before), Some(table)) if Arc::ptr_eq(&before.table, table) && Some(before.records) == records => before.clone(),
            (_, Some(table)) => Shown { table: Arc::clone(table), records: records.unwrap_or(Records::Clients) },
            (_, None) => Shown::default(),
        }
    });
    view! {
        <FileLine bringing/>
        <section class="section" aria-labelledby="h-map">
            <div class="section-head">
                <h2 id="h-map">{said::COLUMNS}</h2>
                <button class="plain small" type="button" aria-controls="how-read" aria-expanded=move || if open.get() { "true" } else { "false" }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)>{said::HOW_READ}</button>
            </div>
            <div id="how-read" class="how-read" hidden=move || !open.get()><HowRead bringing/></div>
            <Show when=move || !unreadable()>
                {move || view! { <Mapped bringing shown=columns.get()/> }}
            </Show>
        </section>
        <Questions bringing/>
        <Show when=move || !unreadable()><SoFar bringing/></Show>
        <div class="acts">
            <button class="primary" type="button" on:click=move |_| bringing.go_on()>{said::CHECK_DO}</button>
            <button class="plain" type="button" on:click=move |_| bringing.begin_again()>{said::CANCEL}</button>
        </div>
    }
}

/// The columns as they stand in the table below.
#[derive(Clone, Debug)]
struct Shown {
    table: Arc<Table>,
    records: Records,
}

impl Default for Shown {
    fn default() -> Self {
        let table = Table {
            header: Vec::new(),
            header_line: None,
            preamble: 0,
            rows: Vec::new(),
            encoding: Encoding::Utf8,
            separator: Separator::Comma,
            top: Vec::new(),
        };
        Self { table: Arc::new(table), records: Records::Clients }
    }
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.table, &other.table) && self.records == other.records
    }
}

/// The first values of a column that differ.
fn samples(table: &Table, column: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for row in &table.rows {
        let text = row.cells.get(column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let Some(text) = text else { continue };
        let short: String = text.chars().take(SAMPLE_CHARACTERS).collect();
        let short = if short.len() < text.len() { format!("{short}…") } else { short };
        if !found.contains(&short) {
            found.push(short);
        }
        if found.len() == SAMPLES {
            break;
        }
    }
    found
}

#[component]
fn Mapped(bringing: Bringing, shown: Shown) -> View {
    let Shown { table, records } = shown;
    let mapped = bringing.mapping.with_untracked(|mapping| mapping.as_ref().map(|mapping| mapping.columns.clone()).unwrap_or_default());
    let (mut full, mut empty) = (Vec::new(), Vec::new());
    for column in 0..table.header.len() {
        let samples = samples(&table, column);
        let spare = samples.is_empty() && mapped.get(column).is_none_or(|target| *target == Target::Skip);
        if spare { empty.push((column, samples)) } else { full.push((column, samples)) }
    }
    let hidden = empty.len();
    let all = RwSignal::new(full.is_empty());
    let row = move |(column, samples): (usize, Vec<String>), table: &Table| {
        let name = said::column(table, column);
        view! { <MappedColumn bringing column name samples records/> }
    };
    let full = full.into_iter().map(|one| row(one, &table)).collect_view();
    let spare = {
        let table = Arc::clone(&table);
        move || all.get().then(|| empty.iter().cloned().map(|one| row(one, &table)).collect_view())
    };
    view! {
        <table class="mapping">
            <caption class="sr">{said::MAP_CAPTION}</caption>
            <thead><tr><th scope="col">{said::IN_FILE}</th><th scope="col">{said::FOR_EXAMPLE}</th><th scope="col" class="c-to">{said::GOES_TO}</th></tr></thead>
            <tbody>{full}{spare}</tbody>
        </table>
        <Show when=move || { hidden > 0 && !all.get() }>
            <button class="more" type="button" on:click=move |_| all.set(true)>{said::empty_columns(hidden)}</button>
        </Show>
    }
}

#[component]
fn MappedColumn(bringing: Bringing, column: usize, name: (String, Option<String>), samples: Vec<String>, records: Records) -> View {
    let target = Memo::new(move |_| {
        bringing.mapping.with(|mapping| mapping.as_ref().and_then(|mapping| mapping.columns.get(column).copied())).unwrap_or(Target::Skip)
    });
    let (name, which) = name;
    let id = format!("to-{column}");
    let label = said::goes_to(&name, which.as_deref());
    let shown = if samples.is_empty() {
        view! { <span class="quiet">{said::EMPTY_COLUMN}</span> }
    } else {
        samples.into_iter().map(|sample| view! { <span dir="auto">{sample}</span> }).collect_view()
    };
    view! {
        <tr data-skip=move || (target.get() == Target::Skip).then_some("")>
            <th scope="row"><span dir="auto">{name}</span>{which.map(|which| view! { " "<span class="quiet">{which}</span> })}</th>
            <td class="c-sample">{shown}</td>
            <td class="c-to">
                <label class="sr" for=id.clone()>{label}</label>
                <select id=id prop:value=move || target.get().key() on:change=move |event| {
                    if let Some(to) = Target::from_key(&event_target_value(&event)) {
                        bringing.map_column(column, to);
                    }
                }>{options(records)}</select>
            </td>
        </tr>
    }
}

/// Every target that fits, under the headings they belong to.
fn options(records: Records) -> View {
    let fitting: Vec<Target> = Target::ALL.iter().copied().filter(|target| target.fits(records)).collect();
    let mut groups: Vec<(Option<&'static str>, Vec<Target>)> = Vec::new();
    for target in fitting {
        let heading = said::group(target);
        match groups.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, targets)) => targets.push(target),
            None => groups.push((heading, vec![target])),
        }
    }
    let option = |target: Target| view! { <option value=target.key()>{said::target(target)}</option> };
    groups
        .into_iter()
        .map(|(heading, targets)| {
            let targets = targets.into_iter().map(option).collect_view();
            match heading {
                Some(heading) => view! { <optgroup label=heading>{targets}</optgroup> },
                None => targets,
            }
        })
        .collect_view()
}

/// How many rows there are of what, as the file is read now.
#[component]
fn SoFar(bringing: Bringing) -> View {
    let locale = desk().locale;
    let missing = move || bringing.preview.with(|preview| preview.as_ref().and_then(|preview| preview.refusal.clone()));
    let counted =
        move || {
            bringing.preview.with(|preview| {
                let preview = preview.as_ref().filter(|preview| preview.refusal.is_none())?;
                let (clients, invoices) = (preview.brought.clients.len(), preview.brought.invoices.len());
                Some(locale.with_value(|locale| {
                    said::so_far(clients, invoices, preview.bad.len(), preview.waiting.len(), &preview.totals, locale)
                }))
            })
        };
    view! {
        <section class="section" aria-labelledby="h-so-far">
            <div class="section-head"><h2 id="h-so-far">{said::SO_FAR}</h2></div>
            <p role="status">{counted}</p>
            {move || missing().map(|refusal| view! {
                <div class="notice missing" data-level="amber" role="alert" tabindex="-1"><h3>{said::refusal_title(&refusal)}</h3><p>{said::refusal(&refusal)}</p></div>
            })}
        </section>
    }
}

/// Everything about the reading that can be chosen otherwise.
#[component]
fn HowRead(bringing: Bringing) -> View {
    let own = desk().practice.with_untracked(|practice| practice.currency());
    let records = move || bringing.mapping.with(|mapping| mapping.as_ref().map_or("", |mapping| mapping.records.key()));
    let separator = move || {
        let chosen = bringing.options.with(|options| options.separator);
        chosen.or_else(|| bringing.table.with(|table| table.as_ref().map(|table| table.separator))).map_or("", Separator::key)
    };
    let encoding = move || {
        let chosen = bringing.options.with(|options| options.encoding);
        chosen.or_else(|| bringing.table.with(|table| table.as_ref().map(|table| table.encoding))).map_or("", Encoding::key)
    };
    let lines = Memo::new(move |_| {
        let top = bringing.table.with(|table| table.as_ref().map(|table| table.top.clone()).unwrap_or_default());
        top.into_iter().map(|row| (row.line, said::header_line(row.line, &row.cells))).collect::<Vec<_>>()
    });
    let header = move || match bringing.options.with(|options| options.header) {
        HeaderAt::Found => String::new(),
        HeaderAt::Line(line) => line.to_string(),
        HeaderAt::Missing => "none".to_owned(),
    };
    let order =
        move || bringing.mapping.with(|mapping| mapping.as_ref().and_then(|mapping| mapping.order)).map_or("", paper::date::DayOrder::key);
    let mark =
        move || bringing.mapping.with(|mapping| mapping.as_ref().and_then(|mapping| mapping.mark)).map_or("", paper::amount::Mark::key);
    let set_header = move |value: String| {
        let header = match value.as_str() {
            "" => HeaderAt::Found,
            "none" => HeaderAt::Missing,
            line => line.parse().map_or(HeaderAt::Found, HeaderAt::Line),
        };
        bringing.read_as(|options| options.header = header);
    };
    view! {
        <div class="fields">
            <div class="field">
                <label for="r-rows">{said::ROWS_ARE}</label>
                <select id="r-rows" prop:value=records on:change=move |event| {
                    if let Some(to) = Records::from_key(&event_target_value(&event)) {
                        bringing.take_rows_for(to);
                    }
                }>
                    {[Records::Clients, Records::Invoices, Records::Payments, Records::Ledger, Records::Other]
                        .map(|one| view! { <option value=one.key()>{said::one_record(one)}</option> })}
                </select>
            </div>
            <div class="field">
                <label for="r-separator">{said::SEPARATOR}</label>
                <select id="r-separator" prop:value=separator on:change=move |event| {
                    let to = Separator::from_key(&event_target_value(&event));
                    bringing.read_as(|options| options.separator = to);
                }>
                    {Separator::ALL.map(|one| view! { <option value=one.key()>{said::separator(one)}</option> })}
                </select>
            </div>
            <div class="field">
                <label for="r-encoding">{said::ENCODING}</label>
                <select id="r-encoding" prop:value=encoding on:change=move |event| {
                    let to = Encoding::from_key(&event_target_value(&event));
                    bringing.read_as(|options| options.encoding = to);
                }>
                    {Encoding::ALL.map(|one| view! { <option value=one.key()>{said::encoding(one)}</option> })}
                </select>
            </div>
            <div class="field">
                <label for="r-header">{said::HEADER}</label>
                <select id="r-header" on:change=move |event| set_header(event_target_value(&event))>
                    <option value="" selected=move || header().is_empty()>{said::HEADER_FOUND}</option>
                    {move || lines.get().into_iter().map(|(line, words)| view! {
                        <option value=line.to_string() selected=move || header() == line.to_string()>{words}</option>
                    }).collect_view()}
                    <option value="none" selected=move || header() == "none">{said::HEADER_MISSING}</option>
                </select>
            </div>
            <div class="field">
                <label for="r-days">{said::DATES}</label>
                <select id="r-days" prop:value=order on:change=move |event| {
                    let to = paper::date::DayOrder::from_key(&event_target_value(&event));
                    bringing.map(move |mapping| mapping.order = to);
                }>
                    <option value="">{said::AS_FILE}</option>
                    {paper::date::DayOrder::ALL.map(|one| view! { <option value=one.key()>{said::order(one)}</option> })}
                </select>
            </div>
            <div class="field">
                <label for="r-mark">{said::DECIMALS}</label>
                <select id="r-mark" prop:value=mark on:change=move |event| {
                    let to = paper::amount::Mark::from_key(&event_target_value(&event));
                    bringing.map(move |mapping| mapping.mark = to);
                }>
                    <option value="">{said::AS_FILE}</option>
                    {paper::amount::Mark::ALL.map(|one| view! { <option value=one.key()>{said::mark(one)}</option> })}
                </select>
            </div>
            <div class="field">
                <label for="r-currency">{said::CURRENCY}</label>
                <select id="r-currency" prop:value=move || currency_key(bringing) on:change=move |event| {
                    let to = domain::money::Currency::parse(&event_target_value(&event));
                    bringing.map(move |mapping| mapping.currency = to);
                }>
                    <option value="">{said::CURRENCY_ASK}</option>
                    {ordered(domain::money::Currency::all().collect(), own).into_iter()
                        .map(|one| view! { <option value=one.code().to_owned()>{said::currency(one)}</option> }).collect_view()}
                </select>
            </div>
        </div>
    }
}
