//! The list of clients: what of it is shown, in which order, cut to what fits; and such a look kept under a name.

use std::cmp::Ordering;
use std::sync::Arc;

use domain::ItemId;
use domain::item::{ItemField, ItemKind, of_kind};
use domain::money::Currency;
use domain::practice::Practice;
use domain::row::{Row, Rows};
use domain::time::Day;
use domain::today;
use domain::trust::{Points, Way};
use domain::working::Zone;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::state::trust::Scale;

/// A column that the list can be in the order of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    #[default]
    Name,
    Stage,
    Next,
    Open,
    Trust,
    Touch,
}

impl By {
    pub const ALL: [Self; 6] = [Self::Name, Self::Stage, Self::Next, Self::Open, Self::Trust, Self::Touch];

    /// What one wants to see of it first is at the other end: the most money.
    pub fn begins_back(self) -> bool {
        self == Self::Open
    }
}

/// Clients that something is the matter with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Only {
    #[default]
    All,
    /// A step, a promise, a delivery or a payment is past its day.
    Late,
    /// Money is open.
    Owing,
    /// They wait for a word, or nobody has said one for too long.
    Quiet,
    /// Their trust account falls.
    Falling,
}

impl Only {
    pub const ALL: [Self; 5] = [Self::All, Self::Late, Self::Owing, Self::Quiet, Self::Falling];
}

/// What the list shows and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    pub query: String,
    /// Empty: all.
    pub tier: String,
    /// [`domain::Stage::key`]; empty: all.
    pub stage: String,
    pub only: Only,
    pub by: By,
    pub back: bool,
}

impl Look {
    /// Whether it leaves anybody out.
    pub fn filters(&self) -> bool {
        !self.query.trim().is_empty() || !self.tier.is_empty() || !self.stage.is_empty() || self.only != Only::All
    }

    /// As it is kept.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What cannot be read shows everybody.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// In the order of a column; the other way round, where it is in that order already.
    pub fn turn(&mut self, by: By) {
        self.back = if self.by == by { !self.back } else { by.begins_back() };
        self.by = by;
    }
}

/// The looks that are kept, in the order of their names.
pub fn kept(practice: &Practice) -> Vec<(ItemId, String, Look)> {
    let mut all: Vec<_> = of_kind(&practice.items, ItemKind::View)
        .into_iter()
        .map(|(id, item)| (id, item.title().to_owned(), Look::read(item.get(ItemField::Query))))
        .collect();
    domain::order::sort_by_key(&mut all, |(id, name, _)| (domain::text::fold(name), *id));
    all
}

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

/// How the clocks of this place stand.
pub fn zone() -> Zone {
    crate::browser::clock::zone()
}

/// What a look is taken with: the day, what trust is measured by, and the currency that money is put in order by first.
#[derive(Clone, Debug)]
pub struct Eye<'a> {
    pub scale: &'a Scale,
    pub home: Option<Currency>,
}

impl Eye<'_> {
    fn today(&self) -> Day {
        self.scale.ground.now.today
    }

    fn sees(&self, row: &Row, only: Only) -> bool {
        let today = self.today();
        match only {
            Only::All => true,
            Only::Late => {
                row.next_day.is_some_and(|day| day < today)
                    || !row.late(today).is_empty()
                    || row.todo.first().is_some_and(|first| first.on < today)
                    || row.invoices.iter().any(|invoice| invoice.overdue(today).is_some())
            }
            Only::Owing => row.invoices.iter().any(|invoice| invoice.open.is_positive()),
            Only::Quiet => today::of_row(row, &self.scale.ground).0.iter().any(today::Notice::is_of_talk),
            Only::Falling => self.scale.known(row).is_some_and(|standing| standing.way() == Way::Falling),
        }
    }
}

/// `folded` is the look's query, folded.
pub fn list(rows: &Rows, look: &Look, folded: &str, eye: &Eye<'_>, limit: usize) -> List {
    let (mut all, mut samples) = (0, 0);
    let mut found: Vec<&Arc<Row>> = Vec::new();
    for row in rows.values() {
        if row.removed {
            continue;
        }
        all += 1;
        samples += usize::from(row.is_sample());
        let stands = || look.stage.is_empty() || row.stage.key() == look.stage || row.apart.iter().any(|one| one.stage.key() == look.stage);
        if row.matches(folded) && (look.tier.is_empty() || row.tier == look.tier) && stands() && eye.sees(row, look.only) {
            found.push(row);
        }
    }
    let count = found.len();
    let shown = first(found, look, Some(eye), limit);
    List { hidden: count - shown.len(), shown, found: count, all, samples }
}

/// The tiers that clients are in, in the order of letters.
pub fn tiers(rows: &Rows) -> Vec<String> {
    let all: std::collections::BTreeSet<&str> = rows.values().filter(|row| !row.removed).map(|row| row.tier.as_str()).collect();
    all.into_iter().filter(|tier| !tier.is_empty()).map(str::to_owned).collect()
}

/// The clients that were put away, by name.
pub fn removed(rows: &Rows) -> Vec<Arc<Row>> {
    let gone = rows.values().filter(|row| row.removed && row.under.is_none() && !row.keeps);
    first(gone.collect(), &Look::default(), None, usize::MAX)
}

/// What a row has its place by; who has none of it stands last, whichever way round.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Same,
    Place(usize),
    Day(Day),
    /// In the currencies of the list, one after the other: they are never added.
    Amounts(Vec<Decimal>),
    Points(Points),
}

fn key(row: &Row, by: By, currencies: &[Currency], eye: Option<&Eye<'_>>) -> Option<Key> {
    match by {
        By::Name => Some(Key::Same),
        By::Stage => Some(Key::Place(row.stage.place())),
        By::Next => row.nearest().map(|(day, _)| Key::Day(day)),
        By::Trust => eye?.scale.known(row).map(|standing| Key::Points(standing.balance)),
        By::Touch => row.talk.told.max(row.talk.heard).map(Key::Day),
        By::Open => {
            let open = row.open();
            let amounts = || currencies.iter().map(|one| open.get(*one).amount()).collect();
            (!open.is_empty()).then(|| Key::Amounts(amounts()))
        }
    }
}

fn first(rows: Vec<&Arc<Row>>, look: &Look, eye: Option<&Eye<'_>>, limit: usize) -> Vec<Arc<Row>> {
    let home = eye.and_then(|eye| eye.home);
    let mut currencies: Vec<Currency> = Vec::new();
    if look.by == By::Open {
        let of_all = rows.iter().flat_map(|row| row.invoices.iter().map(|invoice| invoice.open.currency()));
        let all: std::collections::BTreeSet<Currency> = of_all.collect();
        currencies.extend(home.filter(|home| all.contains(home)));
        currencies.extend(all.into_iter().filter(|one| Some(*one) != home));
    }
    let mut keyed: Vec<(Option<Key>, &Arc<Row>)> = rows.into_iter().map(|row| (key(row, look.by, &currencies, eye), row)).collect();
    let order = |one: &(Option<Key>, &Arc<Row>), other: &(Option<Key>, &Arc<Row>)| {
        let turned = |order: Ordering| if look.back { order.reverse() } else { order };
        let by_key = match (&one.0, &other.0) {
            (Some(one), Some(other)) => turned(one.cmp(other)),
            (one, other) => one.is_none().cmp(&other.is_none()),
        };
        let names = by_name(one.1, other.1);
        by_key.then(if look.by == By::Name { turned(names) } else { names })
    };
    // Only what is shown needs its order.
    if limit < keyed.len() && limit > 0 {
        keyed.select_nth_unstable_by(limit - 1, order);
    }
    keyed.truncate(limit);
    domain::order::sort_by(&mut keyed, order);
    keyed.into_iter().map(|(_, row)| Arc::clone(row)).collect()
}

fn by_name(one: &Arc<Row>, other: &Arc<Row>) -> Ordering {
    one.find.cmp(&other.find).then_with(|| one.id.cmp(&other.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::Client;
    use domain::field::Field;
    use domain::time::{Moment, Now};
    use domain::today::Ground;
    use domain::trust::{Event, Weights};
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

    fn seen(rows: &Rows, look: &Look, limit: usize) -> (Vec<String>, usize, usize) {
        let now = Now { today: Day::parse("2026-11-24").expect("a day"), at: Moment(0) };
        let ground = Ground::of(&Practice::default(), Zone::new(0, Vec::new()), now);
        let scale = Scale { ground, weights: Weights::default() };
        let eye = Eye { scale: &scale, home: Currency::parse("EUR") };
        let list = list(rows, look, &domain::text::fold(&look.query), &eye, limit);
        (list.shown.iter().map(|row| row.name.clone()).collect(), list.hidden, list.found)
    }

    fn asked(query: &str) -> Look {
        Look { query: query.to_owned(), ..Look::default() }
    }

    #[test]
    fn the_filter_wants_every_word_in_any_spelling() {
        let rows = rows(&[("Müller & Sons", "jo@müller.example"), ("Acme", "")]);
        assert_eq!(seen(&rows, &asked("muller"), 10).0, ["Müller & Sons"]);
        assert_eq!(seen(&rows, &asked("sons mul"), 10).0, ["Müller & Sons"]);
        assert_eq!(seen(&rows, &asked("sons acme"), 10).0, [""; 0]);
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        let rows = rows(&[("C", ""), ("A", ""), ("B", "")]);
        assert_eq!(seen(&rows, &Look::default(), 2), (vec!["A".to_owned(), "B".to_owned()], 1, 3));
    }

    #[test]
    fn whoever_has_none_of_a_column_stands_last_whichever_way_round() {
        let mut rows = rows(&[("C", ""), ("A", ""), ("B", "")]);
        for (row, day) in rows.values_mut().zip([Some("2026-12-01"), None, Some("2026-11-20")]) {
            Arc::make_mut(row).next_day = day.and_then(Day::parse);
        }
        let mut look = Look { by: By::Next, ..Look::default() };
        assert_eq!(seen(&rows, &look, 10).0, ["B", "C", "A"]);
        look.turn(By::Next);
        assert_eq!(seen(&rows, &look, 10).0, ["C", "B", "A"]);
        look.turn(By::Open);
        assert!(look.back, "the most money stands first");
        look = Look { only: Only::Late, ..Look::default() };
        assert_eq!(seen(&rows, &look, 10).0, ["B"]);
    }

    #[test]
    fn whoever_trusts_least_stands_first_and_who_loses_trust_is_found() {
        let mut rows = rows(&[("C", ""), ("A", ""), ("B", "")]);
        let moved = [(Event::PromiseBroken, "2026-11-20"), (Event::Goodwill, "2026-11-20")];
        for (row, (event, on)) in rows.values_mut().zip(moved) {
            Arc::make_mut(row).trust.sure = vec![(Day::parse(on).expect(on), event, ())];
        }
        let mut look = Look { by: By::Trust, ..Look::default() };
        assert_eq!(seen(&rows, &look, 10).0, ["C", "A", "B"], "nothing is known of B");
        look.turn(By::Trust);
        assert_eq!(seen(&rows, &look, 10).0, ["A", "C", "B"]);
        look.only = Only::Falling;
        assert_eq!(seen(&rows, &look, 10).0, ["C"]);
    }

    #[test]
    fn what_was_kept_is_read_again_and_what_cannot_be_read_shows_everybody() {
        let look = Look {
            query: "mü\"ller".to_owned(),
            stage: "delivery".to_owned(),
            only: Only::Quiet,
            by: By::Open,
            back: true,
            ..Look::default()
        };
        assert_eq!(Look::read(&look.text()), look);
        assert_eq!(Look::read("{\"only\":\"a later version's\"}"), Look::default());
        assert_eq!(Look::read("{\"tier\":\"A\",\"new\":1}"), Look { tier: "A".to_owned(), ..Look::default() });
    }
}
