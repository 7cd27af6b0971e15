//! The list of clients: filtered, in the order of their names, cut to what fits.

use std::cmp::Ordering;
use std::sync::Arc;

use domain::row::{Row, Rows};

#[derive(Clone, Debug, PartialEq)]
pub struct List {
    pub shown: Vec<Arc<Row>>,
    pub hidden: usize,
    /// How many match.
    pub found: usize,
    /// How many there are without the filter.
    pub all: usize,
    /// How many of these are the sample's.
    pub samples: usize,
}

/// `query` is folded; of an empty tier are all.
pub fn list(rows: &Rows, query: &str, tier: &str, limit: usize) -> List {
    let (mut all, mut samples) = (0, 0);
    let mut found: Vec<&Arc<Row>> = Vec::new();
    for row in rows.values() {
        if row.removed {
            continue;
        }
        all += 1;
        samples += usize::from(row.is_sample());
        if row.matches(query) && (tier.is_empty() || row.tier == tier) {
            found.push(row);
        }
    }
    let count = found.len();
    let shown = first(found, limit);
    List { hidden: count - shown.len(), shown, found: count, all, samples }
}

/// The tiers that clients are in, in the order of letters.
pub fn tiers(rows: &Rows) -> Vec<String> {
    let all: std::collections::BTreeSet<&str> = rows.values().filter(|row| !row.removed).map(|row| row.tier.as_str()).collect();
    all.into_iter().filter(|tier| !tier.is_empty()).map(str::to_owned).collect()
}

/// The clients that were put away, by name.
pub fn removed(rows: &Rows) -> Vec<Arc<Row>> {
    first(rows.values().filter(|row| row.removed && row.under.is_none() && !row.keeps).collect(), usize::MAX)
}

fn first(mut rows: Vec<&Arc<Row>>, limit: usize) -> Vec<Arc<Row>> {
    // Only what is shown needs its order.
    if limit < rows.len() && limit > 0 {
        rows.select_nth_unstable_by(limit - 1, |one, other| by_name(one, other));
    }
    rows.truncate(limit);
    domain::order::sort_by(&mut rows, |one, other| by_name(one, other));
    rows.into_iter().cloned().collect()
}

fn by_name(one: &Arc<Row>, other: &Arc<Row>) -> Ordering {
    one.find.cmp(&other.find).then_with(|| one.id.cmp(&other.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::Client;
    use domain::field::Field;
    use domain::{ClientId, Id};

    fn rows(clients: &[(&str, &str)]) -> Rows {
        let row = |(at, (name, email)): (usize, &(&str, &str))| {
            let id = ClientId(Id::from_bytes([at as u8; 16]));
            let mut client = Client::new(id);
            client.fields.insert(Field::Name, (*name).to_owned());
            client.fields.insert(Field::Email, (*email).to_owned());
            (id, Arc::new(Row::of(&client, 0)))
        };
        clients.iter().enumerate().map(row).collect()
    }

    fn names(list: &List) -> Vec<&str> {
        list.shown.iter().map(|row| row.name.as_str()).collect()
    }

    #[test]
    fn the_filter_wants_every_word_in_any_spelling() {
        let rows = rows(&[("Müller & Sons", "jo@müller.example"), ("Acme", "")]);
        assert_eq!(names(&list(&rows, "muller", "", 10)), ["Müller & Sons"]);
        assert_eq!(names(&list(&rows, "sons mul", "", 10)), ["Müller & Sons"]);
        assert_eq!(names(&list(&rows, "sons acme", "", 10)), [""; 0]);
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        let rows = rows(&[("C", ""), ("A", ""), ("B", "")]);
        let two = list(&rows, "", "", 2);
        assert_eq!((names(&two), two.hidden, two.found), (vec!["A", "B"], 1, 3));
    }
}
