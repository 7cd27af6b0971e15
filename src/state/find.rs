//! What Find shows for a query: places and commands, clients, people, documents, work and history, each with the words marked.

mod clients;
mod places;

pub use places::Place;

use std::sync::Arc;

use domain::find::{Excerpt, Found, Group, Hit, Limits, Passage, Spot, excerpt, marks};
use domain::item::ItemKind;
use domain::row::{InvoiceRow, Row, Rows};
use domain::time::Day;
use domain::{ClientId, Id};

use super::desk::Desk;
use crate::dom::*;
use crate::route::{Route, Tab};
use crate::words::locale::Locale;
use crate::words::{self, find as said};

/// How many lines each group shows.
pub const LIMITS: Limits = Limits(|group| match group {
    Group::People | Group::Documents => 5,
    Group::Work | Group::Files => 6,
    Group::History => 8,
});
const CLIENTS: usize = 6;
const TITLE: usize = 110;
const DETAIL: usize = 80;

/// Where a line leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    Place(Place),
    Screen(Route),
}

/// What a line is, for its drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Place,
    Client,
    Document,
    Work,
    Entry,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub go: Go,
    pub sort: Sort,
    pub title: Excerpt,
    pub details: Vec<Excerpt>,
    pub aside: String,
    /// Nobody else may see it.
    pub private: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    Places,
    Clients,
    Of(Group),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    pub heading: Heading,
    /// How many there are; not all of them may be shown.
    pub count: usize,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    pub shelves: Vec<Shelf>,
}

impl Results {
    pub fn count(&self) -> usize {
        self.shelves.iter().map(|shelf| shelf.count).sum()
    }

    pub fn shown(&self) -> usize {
        self.shelves.iter().map(|shelf| shelf.lines.len()).sum()
    }

    pub fn line(&self, at: usize) -> Option<&Line> {
        self.shelves.iter().flat_map(|shelf| &shelf.lines).nth(at)
    }
}

/// The answer to what stands in the box, and again whenever there is more to find.
pub fn results(desk: Desk, query: &str) -> Results {
    let words = domain::find::words(query);
    if words.is_empty() {
        return Results { shelves: vec![places::all()] };
    }
    let found = desk.find(&words, LIMITS);
    let passage = |hit: &Hit| desk.passage(hit);
    let today = desk.today.get();
    desk.with_rows(|rows| {
        desk.locale.with_value(|locale| Seeking { words: &words, rows, found: &found, passage: &passage, locale, today }.results())
    })
}

struct Seeking<'a> {
    words: &'a [String],
    rows: &'a Rows,
    found: &'a Found,
    passage: &'a dyn Fn(&Hit) -> Option<Passage>,
    locale: &'a Locale,
    today: Day,
}

impl Seeking<'_> {
    fn results(&self) -> Results {
        let people: Vec<ClientId> = self
            .found
            .of(Group::People)
            .iter()
            .map(|hit| self.rows.get(&hit.client).and_then(|row| row.under).unwrap_or(hit.client))
            .collect();
        let (places, first) = places::of(self.words);
        let mut shelves = vec![clients::shelf(self, &people)];
        shelves.extend(Group::ALL.map(|group| Shelf {
            heading: Heading::Of(group),
            count: self.found.count(group),
            lines: self.found.of(group).iter().filter_map(|hit| self.line(hit)).collect(),
        }));
        // What is called as it was typed is meant; what only has to do with it may wait below.
        shelves.insert(if first { 0 } else { shelves.len() }, places);
        shelves.retain(|shelf| !shelf.lines.is_empty());
        Results { shelves }
    }

    fn line(&self, hit: &Hit) -> Option<Line> {
        let own = self.rows.get(&hit.client)?;
        let row = own.under.map_or(Some(own), |head| self.rows.get(&head)).filter(|row| !row.removed)?;
        let passage = (self.passage)(hit)?;
        Some(match passage.spot {
            Spot::Person(id) => self.person(row, id.0, &passage.text),
            Spot::Document(id) => {
                let document = row.invoices.iter().find(|document| document.id == id);
                self.document(row, Route::Document(row.id, id), document, &passage)
            }
            Spot::Item(id, kind) => {
                let details = vec![self.plain(crate::words::item::one(kind)), self.name(row)];
                let private = matches!(kind, ItemKind::Context | ItemKind::Conflict);
                let (tab, sort) = match kind {
                    ItemKind::Context => (Tab::Details, Sort::Work),
                    ItemKind::File => (Tab::Files, Sort::Document),
                    ItemKind::Dispute => (Tab::Documents, Sort::Work),
                    _ => (Tab::Work, Sort::Work),
                };
                let line = Line { private, ..self.passage_line(row, tab, id.0, &passage, sort, details) };
                match kind {
                    ItemKind::Proposal => Line { go: Go::Screen(Route::Proposal(row.id, id)), ..line },
                    ItemKind::Conflict => Line { go: Go::Screen(Route::Difficult(row.id, Some(id.0))), ..line },
                    _ => line,
                }
            }
            Spot::Note(id) => self.passage_line(row, Tab::History, id.0, &passage, Sort::Entry, vec![self.name(row)]),
            Spot::Move(id) => {
                let details = vec![self.plain(words::client::STAGE), self.name(row)];
                self.passage_line(row, Tab::History, id.0, &passage, Sort::Entry, details)
            }
        })
    }

    fn person(&self, row: &Row, id: Id, text: &str) -> Line {
        let (name, rest) = text.split_once(" · ").unwrap_or((text, ""));
        let details = [self.name(row), self.excerpt(rest, DETAIL)].into_iter().filter(|one| !one.text.is_empty()).collect();
        let go = Go::Screen(Route::Thing(row.id, Tab::Details, id));
        Line { go, sort: Sort::Client, title: self.excerpt(name, TITLE), details, aside: String::new(), private: false }
    }

    fn document(&self, row: &Row, to: Route, document: Option<&InvoiceRow>, passage: &Passage) -> Line {
        let number = document.and_then(|document| document.number.as_deref());
        let title = document.map(|one| said::document(one.kind, number)).unwrap_or_default();
        // The title says the kind and the number already.
        let text = passage.text.split_once('\n').map_or("", |(_, text)| text);
        let text = text.strip_prefix(number.unwrap_or_default()).unwrap_or(text);
        let details = [self.name(row), self.excerpt(text, DETAIL)].into_iter().filter(|one| !one.text.is_empty()).collect();
        let aside = document.map(|document| self.locale.money(document.total)).unwrap_or_default();
        Line { go: Go::Screen(to), sort: Sort::Document, title: self.excerpt(&title, TITLE), details, aside, private: false }
    }

    fn passage_line(&self, row: &Row, tab: Tab, id: Id, passage: &Passage, sort: Sort, mut details: Vec<Excerpt>) -> Line {
        let mut title = self.excerpt(&passage.text, TITLE);
        if title.marks.is_empty() && !passage.before.is_empty() {
            let before = self.excerpt(&passage.before, TITLE);
            if !before.marks.is_empty() {
                title = before;
                details.insert(0, self.plain(said::BEFORE));
            }
        }
        let aside = passage.day.map(|day| self.locale.near(day, self.today)).unwrap_or_default();
        Line { go: Go::Screen(Route::Thing(row.id, tab, id)), sort, title, details, aside, private: false }
    }

    fn name(&self, row: &Row) -> Excerpt {
        self.marked(&row.name)
    }

    fn excerpt(&self, text: &str, most: usize) -> Excerpt {
        excerpt(text, self.words, most)
    }

    fn plain(&self, text: &str) -> Excerpt {
        Excerpt { text: text.to_owned(), marks: Vec::new() }
    }

    fn marked(&self, text: &str) -> Excerpt {
        Excerpt { text: text.to_owned(), marks: marks(text, self.words) }
    }
}

/// The first of many in an order, without ordering the rest.
fn first<'a>(
    from: impl Iterator<Item = &'a Arc<Row>>,
    most: usize,
    before: impl Fn(&Arc<Row>, &Arc<Row>) -> bool,
) -> (Vec<&'a Arc<Row>>, usize) {
    let (mut best, mut count): (Vec<&Arc<Row>>, usize) = (Vec::with_capacity(most + 1), 0);
    for row in from {
        count += 1;
        if best.len() < most || best.last().is_some_and(|last| before(row, last)) {
            let at = best.partition_point(|one| !before(row, one));
            best.insert(at, row);
            best.truncate(most);
        }
    }
    (best, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::{Client, Contact};
    use domain::field::{ContactField, Field};
    use domain::find::Index;
    use domain::item::Item;
    use domain::{ContactId, ItemId, text};
    use std::collections::BTreeMap;

    fn id(at: u8) -> Id {
        Id::from_bytes([at; 16])
    }

    fn client(at: u8, name: &str, person: &str, item: (ItemKind, &str)) -> Client {
        let mut client = Client::new(ClientId(id(at)));
        client.fields.insert(Field::Name, name.to_owned());
        let fields = BTreeMap::from([(ContactField::Name, person.to_owned())]);
        client.contacts.insert(ContactId(id(at)), Contact { fields, removed: None });
        let fields = BTreeMap::from([(domain::item::ItemField::Title, item.1.to_owned())]);
        let (acts, recorded) = (BTreeMap::new(), domain::client::Stamp::UNWRITTEN);
        client.items.insert(ItemId(id(at)), Item { kind: item.0, fields, acts, recorded, batch: None, removed: None });
        client
    }

    /// The lines as they are read: `Heading: title | detail | detail`.
    fn told(query: &str) -> Vec<String> {
        let clients = [
            client(1, "Müller & Söhne", "Jo Birch", (ItemKind::Context, "Prefers mornings")),
            client(2, "Birch Bakery", "Ann Miller", (ItemKind::Promise, "Send the proofs")),
            client(3, "Okapi Press", "Lee", (ItemKind::Conflict, "Quarrel about the cover")),
        ];
        let (mut index, mut rows, mut passages) = (Index::default(), Rows::new(), BTreeMap::new());
        for client in &clients {
            let all = domain::find::passages(client);
            index.put(client.id, &all);
            rows.insert(client.id, Arc::new(Row::of(client, 0)));
            passages.insert(client.id, all);
        }
        let words = domain::find::words(query);
        let known = |word: &str| rows.values().filter(|row| row.matches(word)).map(|row| row.id).collect();
        let found = index.search(&words, &known, LIMITS);
        let passage = |hit: &Hit| passages.get(&hit.client).and_then(|all| all.get(hit.nth as usize)).cloned();
        let today = Day::new(2026, 11, 22).expect("a day");
        let seeking = Seeking { words: &words, rows: &rows, found: &found, passage: &passage, locale: &Locale::default(), today };
        let shelves = seeking.results().shelves;
        let line = |heading: Heading, line: &Line| {
            let mut parts = vec![format!("{}: {}", said::heading(heading), line.title.text)];
            parts.extend(line.details.iter().map(|detail| detail.text.clone()));
            parts.extend(line.private.then(|| said::PRIVATE.to_owned()));
            parts.join(" | ")
        };
        shelves.iter().flat_map(|shelf| shelf.lines.iter().map(|one| line(shelf.heading, one))).collect()
    }

    #[test]
    fn a_name_comes_first_and_a_person_stands_once() {
        assert_eq!(told("birch"), ["Clients: Birch Bakery", "People: Jo Birch | Müller & Söhne"]);
        assert_eq!(told("muller"), ["Clients: Müller & Söhne"]);
        assert_eq!(told("miller"), ["People: Ann Miller | Birch Bakery"]);
    }

    #[test]
    fn what_nobody_else_may_see_says_so() {
        assert_eq!(told("mornings"), ["Work: Prefers mornings | Only for you | Müller & Söhne | Private"]);
        assert_eq!(told("quarrel"), ["Work: Quarrel about the cover | Hard conversation | Okapi Press | Private"]);
        assert_eq!(told("bakery proofs"), ["Work: Send the proofs | Promise | Birch Bakery"]);
    }

    #[test]
    fn a_place_called_so_is_first_and_one_that_has_to_do_with_it_is_last() {
        assert_eq!(told("bill").first().map(String::as_str), Some("Go to: Billing"));
        assert_eq!(told("settings").len(), 7);
        assert_eq!(told("birch customer"), [""; 0]);
    }

    #[test]
    fn every_place_is_found_by_its_name() {
        for place in Place::ALL {
            let (shelf, first) = places::of(&domain::find::words(said::place(place)));
            assert!(first && shelf.lines.iter().any(|line| line.go == Go::Place(place)), "{place:?}");
            assert_eq!(text::fold(said::also(place)), said::also(place), "other words are compared folded");
        }
    }
}
