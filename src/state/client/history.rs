//! The history as it is read: what was noted, where the client was moved, what became of promises and the like, the newest happening first.

use domain::client::{Client, Direction, Move, Note, NoteKind, Stamp};
use domain::item::{Act, ActKind, Item, ItemField, ItemKind, Side};
use domain::merge::{Joined, Link};
use domain::time::Day;
use domain::{ActId, ClientId, Id, ItemId, MoveId, NoteId, Stage};

use super::recorded;

/// How an entry is told apart from every other, and from what it was before it was amended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EntryKey {
    Note(NoteId, usize),
    Move(MoveId, Option<Stage>),
    /// With what the item is called.
    Made(ItemId, String),
    Act(ActId, String),
    /// With what the other record is called.
    Merged(ItemId, String),
}

impl EntryKey {
    pub fn id(&self) -> Id {
        match self {
            Self::Note(NoteId(id), _) | Self::Move(MoveId(id), _) | Self::Act(ActId(id), _) => *id,
            Self::Made(ItemId(id), _) | Self::Merged(ItemId(id), _) => *id,
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
        direction: Option<Direction>,
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
    /// Another record came under this one.
    Merged { client: ClientId, link: Link, name: String },
    /// Something was promised, agreed, asked for.
    Made { item: ItemId, kind: ItemKind, side: Side, title: String },
    /// Something became of it.
    Act {
        item: ItemId,
        kind: ItemKind,
        act: ActKind,
        title: String,
        why: String,
        /// The new day or the stage, as the act says it ([`domain::item::Act::value`]).
        to: String,
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
    told(client, limit, |stamp| recorded(stamp).map(|(day, _)| day))
}

/// Which items stand in the history at all. Time has a list of its own, and what is for nobody else's eyes is read in its own place.
fn is_told(kind: ItemKind) -> bool {
    match kind {
        ItemKind::Engagement
        | ItemKind::Promise
        | ItemKind::Deliverable
        | ItemKind::Request
        | ItemKind::Step
        | ItemKind::File
        | ItemKind::Proposal
        | ItemKind::Conflict
        | ItemKind::Dispute
        | ItemKind::Recurring
        | ItemKind::Feedback => true,
        ItemKind::Work
        | ItemKind::Context
        | ItemKind::Template
        | ItemKind::StageNote
        | ItemKind::Tag
        | ItemKind::Merge
        | ItemKind::Distinct
        | ItemKind::ProposalLine
        | ItemKind::Holiday
        | ItemKind::Erasure
        | ItemKind::Series
        | ItemKind::LateTerms
        | ItemKind::LateClaim
        | ItemKind::Account
        | ItemKind::PayLink
        | ItemKind::Service
        | ItemKind::Logo
        | ItemKind::Print
        | ItemKind::Member
        | ItemKind::Snooze
        | ItemKind::View
        | ItemKind::Referral
        | ItemKind::Block
        | ItemKind::Audit
        | ItemKind::Letter
        | ItemKind::Reminder
        | ItemKind::Rule
        | ItemKind::Run
        | ItemKind::Message => false,
    }
}

/// The day an item was made. None for what came in with a batch, which was made elsewhere before, and for the steps of a list.
fn made(item: &Item, day_of: impl Fn(Stamp) -> Option<Day>) -> Option<Day> {
    // A conversation enters the history when it was held.
    if item.batch.is_some() || matches!(item.kind, ItemKind::Step | ItemKind::Conflict) {
        return None;
    }
    let said =
        if matches!(item.kind, ItemKind::Request | ItemKind::Dispute | ItemKind::Feedback) { item.day(ItemField::Day) } else { None };
    said.or_else(|| day_of(item.recorded))
}

fn told(client: &Client, limit: usize, day_of: impl Fn(Stamp) -> Option<Day>) -> History {
    #[derive(Clone, Copy)]
    enum Source<'a> {
        Note(NoteId, &'a Note),
        Move(&'a [(MoveId, &'a Move)], usize),
        Merged(ClientId, &'a Joined, Day),
        Made(ItemId, &'a Item, Day),
        Act(ActId, ItemId, &'a Item, &'a Act),
    }
    // Of records that came under this one, too, each by its own way.
    let paths: Vec<Vec<(MoveId, &Move)>> =
        std::iter::once(client.path()).chain(client.joined.values().map(|joined| domain::client::path(&joined.moves))).collect();
    let notes = client.history();
    let noted = notes.iter().map(|(id, note)| ((note.happened, note.recorded.at, 0), Source::Note(*id, note)));
    let moved = paths
        .iter()
        .flat_map(|path| path.iter().enumerate().map(|(at, (_, one))| ((one.on, one.recorded.at, at + 1), Source::Move(path, at))));
    let merged = client.joined.iter().filter_map(|(id, joined)| {
        let day = day_of(joined.merged)?;
        Some(((day, joined.merged.at, usize::MAX), Source::Merged(*id, joined, day)))
    });
    let items: Vec<_> = client.items.iter().filter(|(_, item)| item.removed.is_none() && is_told(item.kind)).collect();
    let begun =
        items.iter().filter_map(|(id, item)| made(item, &day_of).map(|day| ((day, item.recorded.at, 0), Source::Made(**id, item, day))));
    let acted = items.iter().flat_map(|(of, item)| {
        item.told().into_iter().enumerate().map(|(at, (id, act))| ((act.on, act.recorded.at, at + 1), Source::Act(id, **of, item, act)))
    });
    let mut all: Vec<_> = noted.chain(moved).chain(merged).chain(begun).chain(acted).collect();
    // Stable: notes of one moment keep the order that the record gives them.
    domain::order::sort_by(&mut all, |(one, _), (other, _)| other.cmp(one));
    let hidden = all.len().saturating_sub(limit);
    all.truncate(limit);
    let told = |source: Source<'_>| match source {
        Source::Note(id, note) => Some(of_note(id, note)),
        Source::Merged(client, joined, happened) => Some(Entry {
            key: EntryKey::Merged(joined.link.id, joined.name().to_owned()),
            happened,
            recorded: joined.merged,
            said: Said::Merged { client, link: joined.link, name: joined.name().to_owned() },
        }),
        Source::Move(path, at) => {
            let (id, one) = path.get(at)?;
            let from = at.checked_sub(1).and_then(|before| path.get(before)).map(|(_, before)| before.to);
            Some(Entry {
                key: EntryKey::Move(*id, from),
                happened: one.on,
                recorded: one.recorded,
                said: Said::Move { from, to: one.to, why: one.why.clone() },
            })
        }
        Source::Made(id, item, happened) => Some(Entry {
            key: EntryKey::Made(id, called(item)),
            happened,
            recorded: item.recorded,
            said: Said::Made { item: id, kind: item.kind, side: item.side(), title: called(item) },
        }),
        Source::Act(id, of, item, act) => Some(Entry {
            key: EntryKey::Act(id, called(item)),
            happened: act.on,
            recorded: act.recorded,
            said: Said::Act { item: of, kind: item.kind, act: act.kind, title: called(item), why: act.why.clone(), to: act.value.clone() },
        }),
    };
    History { shown: all.into_iter().filter_map(|(_, source)| told(source)).collect(), hidden, notes: notes.len() }
}

/// How many entries stand above this one; None when it is not there.
pub fn place(client: &Client, thing: Id) -> Option<usize> {
    history(client, usize::MAX).shown.iter().position(|entry| entry.key.id() == thing)
}

fn called(item: &Item) -> String {
    match item.kind {
        ItemKind::Dispute => item.get(ItemField::Detail).to_owned(),
        ItemKind::Feedback => format!("{}/10 · {}", item.get(ItemField::Score), item.title()),
        _ => item.title().to_owned(),
    }
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
        said: Said::Note {
            id,
            kind: note.kind,
            direction: note.direction,
            text: note.says().to_owned(),
            past,
            amended: amended.last().map(|newest| newest.recorded),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::Amendment;
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
            direction: None,
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

    fn words(entry: &Entry) -> String {
        match &entry.said {
            Said::Note { text, past, .. } => {
                format!("{} {text} (before: {})", entry.happened, past.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(", "))
            }
            Said::Move { from, to, .. } => format!("{} {from:?} to {to:?}", entry.happened),
            Said::Merged { name, .. } => format!("{} merged {name}", entry.happened),
            Said::Made { kind, title, .. } => format!("{} {kind:?} {title}", entry.happened),
            Said::Act { act, title, .. } => format!("{} {act:?} {title}", entry.happened),
        }
    }

    #[test]
    fn moves_stand_between_notes_and_nothing_withdrawn_is_told() {
        let history = history(&client(), 10);
        let told: Vec<String> = history.shown.iter().map(words).collect();
        assert_eq!(
            told,
            ["2026-03-13 Some(Attraction) to Onboarding", "2026-03-12 two rounds (before: three rounds)", "2026-02-01 None to Attraction"]
        );
        assert_eq!(history.months(), [(2026, 3), (2026, 2)]);
        assert_eq!(history.of_month((2026, 2)).len(), 1);
    }

    fn item(kind: ItemKind, title: &str, at: i64, acts: &[(u8, ActKind, &str, bool)]) -> Item {
        let act = |(turn, (number, kind, on, withdrawn)): (usize, &(u8, ActKind, &str, bool))| {
            let recorded = stamp(at + i64::from(*number));
            let act = Act {
                kind: *kind,
                on: day(on),
                why: String::new(),
                value: String::new(),
                turn: turn as u32,
                recorded,
                withdrawn: withdrawn.then_some(recorded),
            };
            (ActId(id(*number)), act)
        };
        Item {
            kind,
            fields: [(ItemField::Title, title.to_owned())].into(),
            acts: acts.iter().enumerate().map(act).collect(),
            recorded: stamp(at),
            batch: None,
            removed: None,
        }
    }

    #[test]
    fn what_became_of_items_stands_in_the_order_of_time() {
        let mut client = Client::new(ClientId(id(1)));
        let acts = [(11, ActKind::Broken, "2026-03-11", true), (12, ActKind::Kept, "2026-03-10", false)];
        client.items.insert(ItemId(id(2)), item(ItemKind::Promise, "fonts", 100, &acts));
        client.items.insert(ItemId(id(3)), Item { removed: Some(stamp(1)), ..item(ItemKind::Promise, "gone", 100, &acts) });
        client.items.insert(ItemId(id(4)), item(ItemKind::Context, "birthday", 100, &[]));
        let brought = Item {
            batch: Some(domain::BatchId(id(9))),
            ..item(ItemKind::Deliverable, "logo", 300, &[(13, ActKind::Approved, "2026-01-05", false)])
        };
        client.items.insert(ItemId(id(5)), brought);
        let history = super::told(&client, 10, |_| Some(day("2026-03-01")));
        let told: Vec<String> = history.shown.iter().map(words).collect();
        assert_eq!(told, ["2026-03-10 Kept fonts", "2026-03-01 Promise fonts", "2026-01-05 Approved logo"]);
        assert_eq!(super::told(&client, 10, |_| None).shown.len(), 2, "made on a day that nobody knows");
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
