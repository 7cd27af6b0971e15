//! Where one can go and what one can begin from anywhere.

use domain::find::{Excerpt, marks};
use domain::text::fold;

use super::{Go, Heading, Line, Shelf, Sort};
use crate::words::find as said;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Sentence,
    NewClient,
    Board,
    Clients,
    Billing,
    Lifecycle,
    Import,
    Undo,
    Redo,
    Backup,
    Restore,
    Business,
    Numbers,
    Appearance,
    Settings,
    Vague,
    Working,
    Team,
    Today,
    Retention,
    Calendar,
    Audit,
    Messages,
    Templates,
}

impl Place {
    pub const ALL: [Self; 24] = [
        Self::Sentence,
        Self::NewClient,
        Self::Board,
        Self::Clients,
        Self::Billing,
        Self::Lifecycle,
        Self::Import,
        Self::Undo,
        Self::Redo,
        Self::Backup,
        Self::Restore,
        Self::Business,
        Self::Numbers,
        Self::Appearance,
        Self::Settings,
        Self::Vague,
        Self::Working,
        Self::Team,
        Self::Today,
        Self::Retention,
        Self::Calendar,
        Self::Audit,
        Self::Messages,
        Self::Templates,
    ];

    fn line(self, words: &[String]) -> Line {
        let name = said::place(self);
        Line {
            go: Go::Place(self),
            sort: Sort::Place,
            title: Excerpt { text: name.to_owned(), marks: marks(name, words) },
            details: Vec::new(),
            aside: said::key(self).to_owned(),
            private: false,
        }
    }
}

pub(super) fn all() -> Shelf {
    shelf(Place::ALL.to_vec(), &[])
}

/// The places that the words speak of, and whether one of them is called so.
pub(super) fn of(words: &[String]) -> (Shelf, bool) {
    let told = |place: &Place| fold(&format!("{} {}", said::place(*place), said::also(*place)));
    let all_begin = |text: &str| words.iter().all(|word| text.split(' ').any(|one| one.starts_with(word.as_str())));
    let called = |place: &Place| all_begin(&fold(said::place(*place)));
    let (mut found, also): (Vec<Place>, Vec<Place>) = Place::ALL.into_iter().filter(|place| all_begin(&told(place))).partition(called);
    let first = !found.is_empty() && words.iter().any(|word| word.chars().count() > 1);
    found.extend(also);
    (shelf(found, words), first)
}

fn shelf(places: Vec<Place>, words: &[String]) -> Shelf {
    let lines: Vec<Line> = places.into_iter().map(|place| place.line(words)).collect();
    Shelf { heading: Heading::Places, count: lines.len(), lines }
}
