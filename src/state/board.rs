//! What the board shows: six lanes of cards, counted, summed, cut to what fits.

use std::cmp::Ordering;
use std::sync::Arc;

use domain::money::Purse;
use domain::row::{Apart, Row, Rows, work};
use domain::{ClientId, ItemId, Stage};

/// What a card stands for: a client, or an engagement of theirs that stands in another stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Of {
    pub client: ClientId,
    pub engagement: Option<ItemId>,
}

/// A card and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub row: Arc<Row>,
    /// Its engagement's place in [`Row::apart`].
    apart: Option<usize>,
    /// Of the sample, among clients of one's own.
    pub aside: bool,
}

impl Card {
    pub fn of(&self) -> Of {
        Of { client: self.row.id, engagement: self.apart().map(|apart| apart.id) }
    }

    /// None: the client's own card.
    pub fn apart(&self) -> Option<&Apart> {
        self.row.apart.get(self.apart?)
    }

    pub fn stage(&self) -> Stage {
        self.apart().map_or(self.row.stage, |apart| apart.stage)
    }

    /// What it is called in a sentence.
    pub fn name(&self) -> &str {
        match self.apart() {
            Some(apart) if !apart.title.is_empty() => &apart.title,
            _ => &self.row.name,
        }
    }
}

/// One lane. `shown` and `hidden` together are all that match.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub stage: Stage,
    pub shown: Vec<Card>,
    pub hidden: usize,
    pub count: usize,
    /// The clients among them: every client is in one lane, whatever their engagements do.
    pub clients: usize,
    pub open: Purse,
}

/// A card in the air: shown where it would land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub of: Of,
    pub from: Stage,
    pub over: Stage,
}

/// A card, before it is known to be shown.
type Found<'a> = (&'a Arc<Row>, Option<usize>);

/// The six lanes in their order. `query` is folded; `limits` says how many cards each lane shows at most.
pub fn lanes(rows: &Rows, query: &str, limits: [usize; 6], held: Option<Held>) -> Vec<Lane> {
    let mut found: [Vec<Found<'_>>; 6] = Default::default();
    for row in rows.values().filter(|row| !row.removed && row.matches(query)) {
        let over = |engagement| held.filter(|held| held.of == Of { client: row.id, engagement }).map(|held| held.over);
        found[over(None).unwrap_or(row.stage).place()].push((row, None));
        for (place, apart) in row.apart.iter().enumerate() {
            let over = over(Some(apart.id));
            if over.is_some() || apart.stage != row.stage {
                found[over.unwrap_or(apart.stage).place()].push((row, Some(place)));
            }
        }
    }
    let counted = work(rows);
    let lane = |(stage, mut cards): (Stage, Vec<Found<'_>>)| {
        let count = cards.len();
        let limit = limits[stage.place()].min(count);
        let clients = || cards.iter().filter(|(_, apart)| apart.is_none()).map(|(row, _)| row);
        let counts = |row: &&&Arc<Row>| counted.contains_key(&row.id);
        let open = clients()
            .filter(counts)
            .flat_map(|row| &row.invoices)
            .map(|invoice| invoice.open)
            .filter(|money| money.is_positive())
            .collect();
        let clients = clients().count();
        // Only what is shown needs its order: of ten thousand cards, the first thirty are found without sorting the rest.
        if limit < count && limit > 0 {
            cards.select_nth_unstable_by(limit - 1, by_urgency);
            cards.truncate(limit);
        }
        domain::order::sort_by(&mut cards, by_urgency);
        let card = |(row, apart): Found<'_>| Card { row: Arc::clone(row), apart, aside: !counted.contains_key(&row.id) };
        let shown: Vec<Card> = cards.into_iter().map(card).collect();
        Lane { stage, hidden: count - shown.len(), shown, count, clients, open }
    };
    Stage::ALL.into_iter().zip(found).map(lane).collect()
}

/// What is due first stands first; what has no date stands last, by name. Total, so the order never flickers.
fn by_urgency(one: &Found<'_>, other: &Found<'_>) -> Ordering {
    let due = |(row, apart): &Found<'_>| match apart {
        None => row.next_day,
        Some(place) => row.apart.get(*place).and_then(|apart| apart.ends),
    };
    (due(one).is_none(), due(one))
        .cmp(&(due(other).is_none(), due(other)))
        .then_with(|| one.0.find.cmp(&other.0.find))
        .then_with(|| (one.0.id, one.1).cmp(&(other.0.id, other.1)))
}
