//! Notes of the history: what kind of conversation it was, and who began it.

use std::collections::BTreeMap;

use domain::client::{Client, Direction, NoteKind, Stamp};
use domain::command::{Command, Refusal};
use domain::decide::{World, decide};
use domain::fact::{ClientFact, Fact};
use domain::practice::Practice;
use domain::row::Rows;
use domain::time::{Day, Moment, Now};
use domain::{ClientId, Fresh, Id};

struct One;

impl Fresh for One {
    fn bytes(&mut self) -> [u8; 16] {
        [1; 16]
    }
}

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn written(kind: NoteKind, direction: Option<Direction>, happened: &str) -> Result<Option<Direction>, Refusal> {
    let id = ClientId(Id::from_bytes([9; 16]));
    let clients = BTreeMap::from([(id, Client { opened: Some(Stamp::UNWRITTEN), ..Client::new(id) })]);
    let world =
        World { practice: &Practice::default(), rows: &Rows::new(), clients: &clients, device: domain::client::Stamp::UNWRITTEN.by };
    let write = Command::WriteNote { client: id, kind, direction, happened: day(happened), text: "Said".to_owned() };
    let decision = decide(world, write, Now { at: Moment(0), today: day("2026-11-22") }, &mut One)?;
    match &decision.facts[..] {
        [Fact::Client(_, ClientFact::NoteWritten { direction, .. })] => Ok(*direction),
        facts => panic!("{facts:?}"),
    }
}

#[test]
fn only_a_conversation_is_begun_by_somebody() {
    for kind in NoteKind::ALL {
        for direction in Direction::ALL {
            let kept = kind.is_conversation().then_some(direction);
            assert_eq!(written(kind, Some(direction), "2026-11-22"), Ok(kept), "{kind:?}");
        }
        assert_eq!(written(kind, None, "2026-11-22"), Ok(None));
    }
}

#[test]
fn a_conversation_of_tomorrow_did_not_happen() {
    let (happened, today) = (day("2026-11-23"), day("2026-11-22"));
    assert_eq!(written(NoteKind::Chat, None, "2026-11-23"), Err(Refusal::HappenedInFuture { happened, today }));
}
