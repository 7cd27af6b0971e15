//! Clients by whatever their rows say of them: found before any record has been read.

use std::sync::Arc;

use domain::ClientId;
use domain::row::Row;
use domain::text::fold;

use super::{CLIENTS, DETAIL, Go, Heading, Line, Seeking, Shelf, Sort, first};
use crate::route::{Route, Tab};
use crate::words;

/// How well a client answers; the least first. The order within is that of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Its name begins so.
    Begins,
    /// Words of its name begin so.
    Words,
    /// It stands somewhere in its name.
    Within,
    /// Something else of it: an address, a number, somebody there.
    Else,
}

fn rank(row: &Row, words: &[String]) -> Rank {
    // What the row is found by begins with its name, folded.
    let name = if row.name.is_empty() { "" } else { row.find.lines().next().unwrap_or_default() };
    let begins =
        |word: &String| name.starts_with(word.as_str()) || name.match_indices(word.as_str()).any(|(at, _)| name[..at].ends_with(' '));
    match words {
        [one, ..] if name.starts_with(one.as_str()) && words.iter().all(begins) => Rank::Begins,
        _ if words.iter().all(begins) => Rank::Words,
        _ if words.iter().all(|word| name.contains(word.as_str())) => Rank::Within,
        _ => Rank::Else,
    }
}

/// `people` are clients of whom a person is shown: these need no second line for the same reason.
pub(super) fn shelf(seeking: &Seeking<'_>, people: &[ClientId]) -> Shelf {
    let words = seeking.words;
    let matching = seeking.rows.values().filter(|row| {
        !row.removed && words.iter().all(|word| row.matches(word)) && (!people.contains(&row.id) || rank(row, words) != Rank::Else)
    });
    let key = |row: &Arc<Row>| (rank(row, words), Arc::clone(row));
    let before = |one: &Arc<Row>, other: &Arc<Row>| {
        let ((one_rank, one), (other_rank, other)) = (key(one), key(other));
        (one_rank, &one.find, one.id) < (other_rank, &other.find, other.id)
    };
    let (best, count) = first(matching, CLIENTS, before);
    Shelf { heading: Heading::Clients, count, lines: best.into_iter().map(|row| line(seeking, row)).collect() }
}

fn line(seeking: &Seeking<'_>, row: &Row) -> Line {
    let reason = if rank(row, seeking.words) == Rank::Else { reason(row, seeking.words) } else { None };
    let detail = reason.unwrap_or_else(|| row.next_step.clone());
    let details = [seeking.excerpt(&detail, DETAIL)].into_iter().filter(|one| !one.text.is_empty()).collect();
    Line {
        go: Go::Screen(Route::Client(row.id, Tab::History)),
        sort: Sort::Client,
        title: seeking.marked(&row.name),
        details,
        aside: words::stage::name(row.stage).to_owned(),
        private: false,
    }
}

/// What the client was found by, where it is not its name; as it was written, where the row knows.
fn reason(row: &Row, words: &[String]) -> Option<String> {
    let name = fold(&row.name);
    let tells = |line: &&str| words.iter().any(|word| line.contains(word.as_str()) && !name.contains(word.as_str()));
    let line = row.find.lines().find(tells)?;
    let numbers = row.invoices.iter().filter_map(|document| document.number.as_ref());
    let written = [&row.legal_name, &row.next_step].into_iter().chain(numbers).find(|text| fold(text) == line);
    Some(written.cloned().unwrap_or_else(|| line.to_owned()))
}
