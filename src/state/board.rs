//! What the board shows: six lanes of rows, counted, summed, cut to what fits.

use std::cmp::Ordering;
use std::sync::Arc;

use domain::money::Purse;
use domain::row::{Row, Rows};
use domain::{ClientId, Stage};

/// One lane. `shown` and `hidden` together are all that match.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub stage: Stage,
    pub shown: Vec<Arc<Row>>,
    pub hidden: usize,
    pub count: usize,
    pub open: Purse,
}

/// A card in the air: shown where it would land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub client: ClientId,
    pub from: Stage,
    pub over: Stage,
}

/// The six lanes in their order. `query` is folded; `limits` says how many cards each lane shows at most.
pub fn lanes(rows: &Rows, query: &str, limits: [usize; 6], held: Option<Held>) -> Vec<Lane> {
    let mut found: [Vec<&Arc<Row>>; 6] = Default::default();
    for row in rows.values().filter(|row| !row.removed && row.matches(query)) {
        let stage = held.filter(|held| held.client == row.id).map_or(row.stage, |held| held.over);
        found[stage.place()].push(row);
    }
    let lane = |(stage, mut rows): (Stage, Vec<&Arc<Row>>)| {
        let count = rows.len();
        let limit = limits[stage.place()].min(count);
        let open = rows.iter().flat_map(|row| &row.invoices).map(|invoice| invoice.open).filter(|money| money.is_positive()).collect();
        // Only what is shown needs its order: of ten thousand cards, the first thirty are found without sorting the rest.
        if limit < count && limit > 0 {
            rows.select_nth_unstable_by(limit - 1, |one, other| by_urgency(one, other));
            rows.truncate(limit);
        }
        domain::order::sort_by(&mut rows, |one, other| by_urgency(one, other));
        Lane { stage, hidden: count - rows.len(), shown: rows.into_iter().cloned().collect(), count, open }
    };
    Stage::ALL.into_iter().zip(found).map(lane).collect()
}

/// What is due first stands first; what has no date stands last, by name. Total, so the order never flickers.
fn by_urgency(one: &Arc<Row>, other: &Arc<Row>) -> Ordering {
    let undated = |row: &Row| row.next_day.is_none();
    (undated(one), one.next_day)
        .cmp(&(undated(other), other.next_day))
        .then_with(|| one.find.cmp(&other.find))
        .then_with(|| one.id.cmp(&other.id))
}
