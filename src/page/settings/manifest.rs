use std::collections::BTreeSet;

use crate::dom::*;
use domain::money::Money;

use crate::part::icon::{Icon, icon};
use crate::part::money::money;
use crate::state::backup::Manifest;
use crate::state::desk::desk;
use crate::words::{backup, settings as said};

/// One thing that can be compared.
struct Line {
    what: String,
    file: View,
    here: View,
    equal: bool,
}

fn figures(what: &str, file: u64, here: u64, equal: bool) -> Line {
    Line { what: what.to_owned(), file: file.to_string().into_view(), here: here.to_string().into_view(), equal }
}

fn count(what: &str, file: u64, here: u64) -> Line {
    figures(what, file, here, file == here)
}

fn amounts(what: String, file: Option<Money>, here: Option<Money>) -> Line {
    let shown = |amount: Option<Money>| amount.map_or_else(|| said::NO_NEXT.into_view(), money);
    Line { what, file: shown(file), here: shown(here), equal: file == here }
}

fn sums(file: &Manifest, here: &Manifest) -> Vec<Line> {
    let mut currencies: Vec<_> = file.totals.iter().chain(&here.totals).map(|sum| sum.invoiced.currency()).collect();
    domain::order::sort(&mut currencies);
    currencies.dedup();
    let lines = currencies.into_iter().flat_map(|currency| {
        let of = |manifest: &Manifest| manifest.totals.iter().find(|sum| sum.invoiced.currency() == currency).copied();
        let (file, here) = (of(file), of(here));
        let code = currency.code().to_owned();
        [
            amounts(said::invoiced(&code), file.map(|sum| sum.invoiced), here.map(|sum| sum.invoiced)),
            amounts(said::paid(&code), file.map(|sum| sum.paid), here.map(|sum| sum.paid)),
            amounts(said::open(&code), file.map(|sum| sum.open), here.map(|sum| sum.open)),
        ]
    });
    lines.collect()
}

fn files(file: &Manifest, here: &Manifest) -> Line {
    let locale = desk().locale;
    let shown = |manifest: &Manifest| {
        locale.with_value(|locale| backup::files(manifest.files.len(), manifest.files.values().sum(), locale)).into_view()
    };
    Line { what: backup::FILES.to_owned(), file: shown(file), here: shown(here), equal: file.files == here.files }
}

fn lines(file: &Manifest, here: &Manifest, joined: &BTreeSet<String>) -> Vec<Line> {
    let mut lines = vec![
        count(said::CLIENTS, file.clients, here.clients),
        count(said::DOCUMENTS, file.documents, here.documents),
        count(said::ENTRIES, file.entries, here.entries),
        figures(said::GIVEN_NUMBERS, file.numbers.len() as u64, here.numbers.len() as u64, file.numbers == here.numbers),
    ];
    lines.extend(sums(file, here));
    if !file.files.is_empty() || !here.files.is_empty() {
        lines.push(files(file, here));
    }
    let other: Vec<&String> = file.hashes.iter().filter(|(id, hash)| here.hashes.get(*id) != Some(*hash)).map(|(id, _)| id).collect();
    let all = file.hashes.len();
    let met = other.iter().filter(|id| joined.contains(**id)).count();
    lines.push(Line {
        what: said::HASHES.to_owned(),
        file: all.to_string().into_view(),
        here: said::hashes(all - other.len(), all, met).into_view(),
        equal: other.len() == met,
    });
    lines
}

/// Whether the app holds what the file says.
pub fn is_equal(file: &Manifest, here: &Manifest, joined: &BTreeSet<String>) -> bool {
    lines(file, here, joined).iter().all(|line| line.equal)
}

/// What a file says of itself.
#[component]
pub fn InFile(manifest: Manifest) -> View {
    let rows = lines(&manifest, &manifest, &BTreeSet::new())
        .into_iter()
        .map(|line| view! { <tr><th scope="row">{line.what}</th><td class="num">{line.file}</td></tr> });
    view! {
        <table class="manifest">
            <caption class="sr">{said::IN_FILE}</caption>
            <thead><tr><th scope="col">{said::WHAT}</th><th scope="col" class="num">{said::FILE}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// The file and the app, side by side.
#[component]
pub fn Compared(file: Manifest, here: Manifest, joined: BTreeSet<String>) -> View {
    let rows = lines(&file, &here, &joined).into_iter().map(|line| {
        let equal = if line.equal {
            said::YES.into_view()
        } else {
            view! { <span class="mark" data-level="red">{icon(Icon::Warn)}<span>{said::NO}</span></span> }
        };
        view! {
            <tr>
                <th scope="row">{line.what}</th>
                <td class="num">{line.file}</td>
                <td class="num">{line.here}</td>
                <td>{equal}</td>
            </tr>
        }
    });
    view! {
        <table class="manifest">
            <caption class="sr">{said::COMPARED}</caption>
            <thead><tr>
                <th scope="col">{said::WHAT}</th>
                <th scope="col" class="num">{said::FILE}</th>
                <th scope="col" class="num">{said::HERE}</th>
                <th scope="col">{said::SAME}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
