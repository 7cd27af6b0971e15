//! The list of clients: filtered, in the order of their names, cut to what fits.

use std::cmp::Ordering;
use std::sync::Arc;

use domain::ClientId;
use domain::field::Field;
use domain::row::{Row, Rows};
use domain::text;

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

/// `query` is folded.
pub fn list(rows: &Rows, query: &str, limit: usize) -> List {
    let (mut all, mut samples) = (0, 0);
    let mut found: Vec<&Arc<Row>> = Vec::new();
    for row in rows.values() {
        if row.removed {
            continue;
        }
        all += 1;
        samples += usize::from(row.is_sample());
        if row.matches(query) {
            found.push(row);
        }
    }
    let count = found.len();
    let shown = first(found, limit);
    List { hidden: count - shown.len(), shown, found: count, all, samples }
}

/// The clients that were put away, by name.
pub fn removed(rows: &Rows) -> Vec<Arc<Row>> {
    first(rows.values().filter(|row| row.removed).collect(), usize::MAX)
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

/// What a new client and one that is here have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    Email,
    Name,
}

/// A client that is here already under this address, in whatever case and spacing, or under this name.
pub fn alike(rows: &Rows, name: &str, email: &str, except: Option<ClientId>) -> Option<(Arc<Row>, Alike)> {
    let others = || rows.values().filter(|row| !row.removed && Some(row.id) != except);
    let address = text::email_key(email);
    let by_address = address.and_then(|key| others().find(|row| row.emails.contains(&key)));
    if let Some(row) = by_address {
        return Some((Arc::clone(row), Alike::Email));
    }
    let folded = text::fold(&text::line(name, Field::Name.most()));
    let by_name = (!folded.is_empty()).then(|| others().find(|row| text::fold(&row.name) == folded)).flatten();
    by_name.map(|row| (Arc::clone(row), Alike::Name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Id;
    use domain::client::Client;

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
        assert_eq!(names(&list(&rows, "muller", 10)), ["Müller & Sons"]);
        assert_eq!(names(&list(&rows, "sons mul", 10)), ["Müller & Sons"]);
        assert_eq!(names(&list(&rows, "sons acme", 10)), [""; 0]);
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        let rows = rows(&[("C", ""), ("A", ""), ("B", "")]);
        let two = list(&rows, "", 2);
        assert_eq!((names(&two), two.hidden, two.found), (vec!["A", "B"], 1, 3));
    }

    #[test]
    fn somebody_who_is_here_already_is_noticed() {
        let rows = rows(&[("Acme", "jo@acme.example")]);
        let noticed = |name, email| alike(&rows, name, email, None).map(|(_, how)| how);
        assert_eq!(noticed("Other", " JO@Acme.example "), Some(Alike::Email));
        assert_eq!(noticed("  ácme ", ""), Some(Alike::Name));
        assert_eq!(noticed("", ""), None);
        assert_eq!(alike(&rows, "Acme", "jo@acme.example", rows.keys().next().copied()), None);
    }
}
