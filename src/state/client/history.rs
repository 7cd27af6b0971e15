//! The history as it is read: what was noted and where the client was moved, the newest happening first.

use domain::client::{Client, Note, NoteKind, Stamp};
use domain::time::Day;
use domain::{Id, MoveId, NoteId, Stage};

/// How an entry is told apart from every other, and from what it was before it was amended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKey {
    Note(NoteId, usize),
    Move(MoveId, Option<Stage>),
}

impl EntryKey {
    pub fn id(self) -> Id {
        match self {
            Self::Note(NoteId(id), _) | Self::Move(MoveId(id), _) => id,
        }
    }
}

/// A text that has been amended since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    pub text: String,
    pub recorded: Stamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Note {
        id: NoteId,
        kind: NoteKind,
        text: String,
        /// What it said before, the oldest first.
        past: Vec<Past>,
        /// The newest amendment.
        amended: Option<Stamp>,
    },
    Move {
        /// None: the client came in here.
        from: Option<Stage>,
        to: Stage,
        why: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub key: EntryKey,
    pub happened: Day,
    pub recorded: Stamp,
    pub said: Said,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    pub shown: Vec<Entry>,
    pub hidden: usize,
    /// How many notes there are, moves apart.
    pub notes: usize,
}

impl History {
    /// The months that have entries, as year and month, the newest first.
    pub fn months(&self) -> Vec<(i32, u32)> {
        let mut months: Vec<_> = self.shown.iter().map(|entry| (entry.happened.year(), entry.happened.month())).collect();
        months.dedup();
        months
    }

    pub fn of_month(&self, month: (i32, u32)) -> Vec<Entry> {
        self.shown.iter().filter(|entry| (entry.happened.year(), entry.happened.month()) == month).cloned().collect()
    }
}

/// The newest `limit` entries. Of one day the last recorded is first, and of one act the later move.
pub fn history(client: &Client, limit: usize) -> History {
    #[derive(Clone, Copy)]
    enum Source<'a> {
        Note(NoteId, &'a Note),
        Move(usize),
    }
    let path = client.path();
    let notes = client.history();
    let noted = notes.iter().map(|(id, note)| ((note.happened, note.recorded.at, 0), Source::Note(*id, note)));
    let moved = path.iter().enumerate().map(|(at, (_, one))| ((one.on, one.recorded.at, at + 1), Source::Move(at)));
    let mut all: Vec<_> = noted.chain(moved).collect();
    // Stable: notes of one moment keep the order that the record gives them.
    domain::order::sort_by(&mut all, |(one, _), (other, _)| other.cmp(one));
    let hidden = all.len().saturating_sub(limit);
    all.truncate(limit);
    let told = |source: Source<'_>| match source {
        Source::Note(id, note) => Some(of_note(id, note)),
        Source::Move(at) => {
            let (id, one) = path.get(at)?;
            let from = at.checked_sub(1).and_then(|before| path.get(before)).map(|(_, before)| before.to);
            Some(Entry {
                key: EntryKey::Move(*id, from),
                happened: one.on,
                recorded: one.recorded,
                said: Said::Move { from, to: one.to, why: one.why.clone() },
            })
        }
    };
    History { shown: all.into_iter().filter_map(|(_, source)| told(source)).collect(), hidden, notes: notes.len() }
}

/// How many entries stand above this one; None when it is not there.
pub fn place(client: &Client, thing: Id) -> Option<usize> {
    history(client, usize::MAX).shown.iter().position(|entry| entry.key.id() == thing)
}

fn of_note(id: NoteId, note: &Note) -> Entry {
    let amended = note.amended();
    let mut past = vec![Past { text: note.text.clone(), recorded: note.recorded }];
    past.extend(amended.iter().map(|one| Past { text: one.text.clone(), recorded: one.recorded }));
    // The last of them is what it says now.
    past.pop();
    Entry {
        key: EntryKey::Note(id, amended.len()),
        happened: note.happened,
        recorded: note.recorded,
        said: Said::Note { id, kind: note.kind, text: note.says().to_owned(), past, amended: amended.last().map(|newest| newest.recorded) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::{Amendment, Move};
    use domain::time::Moment;
    use domain::{AmendmentId, AuthorId, ClientId, Id};

    fn id(at: u8) -> Id {
        Id::from_bytes([at; 16])
    }

    fn stamp(at: i64) -> Stamp {
        Stamp { at: Moment(at), by: AuthorId(id(0)) }
    }

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    fn client() -> Client {
        let mut client = Client::new(ClientId(id(1)));
        let note = |happened, text: &str, at| Note {
            kind: NoteKind::Note,
            happened: day(happened),
            text: text.to_owned(),
            recorded: stamp(at),
            batch: None,
            amendments: Default::default(),
            removed: None,
        };
        let mut agreed = note("2026-03-12", "three rounds", 20);
        agreed.amendments.insert(AmendmentId(id(7)), Amendment { text: "two rounds".to_owned(), turn: 0, recorded: stamp(30) });
        client.notes.insert(NoteId(id(2)), agreed);
        client.notes.insert(NoteId(id(3)), Note { removed: Some(stamp(9)), ..note("2026-03-14", "gone", 5) });
        let moved = |turn, to, on, withdrawn| Move { to, on: day(on), why: String::new(), turn, recorded: stamp(10), withdrawn };
        client.moves.insert(MoveId(id(4)), moved(1, Stage::Onboarding, "2026-03-13", None));
        client.moves.insert(MoveId(id(5)), moved(0, Stage::Attraction, "2026-02-01", None));
        client.moves.insert(MoveId(id(6)), moved(2, Stage::Delivery, "2026-03-20", Some(stamp(11))));
        client
    }

    fn told(entry: &Entry) -> String {
        match &entry.said {
            Said::Note { text, past, .. } => {
                format!("{} {text} (before: {})", entry.happened, past.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(", "))
            }
            Said::Move { from, to, .. } => format!("{} {from:?} to {to:?}", entry.happened),
        }
    }

    #[test]
    fn moves_stand_between_notes_and_nothing_withdrawn_is_told() {
        let history = history(&client(), 10);
        let told: Vec<String> = history.shown.iter().map(told).collect();
        assert_eq!(
            told,
            ["2026-03-13 Some(Attraction) to Onboarding", "2026-03-12 two rounds (before: three rounds)", "2026-02-01 None to Attraction"]
        );
        assert_eq!(history.months(), [(2026, 3), (2026, 2)]);
        assert_eq!(history.of_month((2026, 2)).len(), 1);
    }

    #[test]
    fn an_entry_is_reached_by_its_id() {
        let place = |at| place(&client(), id(at));
        assert_eq!((place(4), place(2), place(5), place(3)), (Some(0), Some(1), Some(2), None));
    }

    #[test]
    fn what_is_held_back_is_counted() {
        let history = history(&client(), 1);
        assert_eq!((history.shown.len(), history.hidden, history.notes), (1, 2, 1));
    }
}
