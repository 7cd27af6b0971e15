//! What edits of a client's record weigh: as the Automerge changes that they are, sealed, and on the sockets.

use book::document;
use domain::client::{NoteKind, Origin, Stamp};
use domain::fact::ClientFact;
use domain::field::Field;
use domain::time::{Day, Moment};
use domain::{AuthorId, Id, NoteId};
use sync::{Chunk, Content, Dice, DocName, EpochSecret, Identity, Piece, Place, Secret, seal};
use wire::{AuthorTip, Batch, ClientFrame, Counter, Envelope, Epoch, Item, Items, Position, Purpose, RelayFrame, Seen, SpaceId};

use crate::Told;
use crate::figures::{figure, says};
use crate::line::header_bytes;
use crate::plan::Plan;

/// What a socket's header has more on the way up.
const MASK: u64 = 4;

pub fn measure(plan: &Plan) -> Told<()> {
    says(&format!("what {} edits weigh", plan.edits));
    let changes = changes(plan.edits)?;
    let plain: usize = changes.iter().map(Vec::len).sum();
    figure("edits.plain_bytes", plain as f64 / changes.len().max(1) as f64);
    for together in plan.in_flight {
        let name = format!("edits.{together}");
        let (mut sealed, mut up, mut down) = (0, 0, 0);
        for envelope in sealed_together(&changes, together)? {
            sealed += envelope.bytes().len() as u64;
            let frame = ClientFrame::Append { changes: Batch::new(vec![envelope.clone()]).map_err(|error| format!("{error:?}"))? };
            up += on_the_socket(&frame.encode()) + MASK;
            let items = Items::new(vec![Item::Whole(envelope)]).map_err(|error| format!("{error:?}"))?;
            down += on_the_socket(&RelayFrame::Push { first: Position(1), items }.encode());
        }
        figure(&format!("{name}.sealed_factor"), sealed as f64 / plain as f64);
        figure(&format!("{name}.up_factor"), up as f64 / plain as f64);
        figure(&format!("{name}.down_factor"), down as f64 / plain as f64);
    }
    Ok(())
}

fn on_the_socket(frame: &[u8]) -> u64 {
    frame.len() as u64 + header_bytes(frame.len())
}

/// Every edit as the app would send it, one change each: a call noted, and after every third what comes next.
fn changes(count: usize) -> Told<Vec<Vec<u8>>> {
    let id = |at: usize| {
        let mut bytes = [7; 16];
        bytes[8..].copy_from_slice(&(at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
        Id::from_bytes(bytes)
    };
    let by = AuthorId(id(0));
    let today = Day::new(2026, 12, 1).ok_or("No day.")?;
    let mut doc = document::genesis_client().with_actor(id(1).bytes().as_slice().into());
    let mut changes = Vec::new();
    let people = ["Amber", "Birch", "Cedar", "Delta", "Ember"];
    let subjects = ["the new shop front", "an offer for spring", "two invoices that are late", "who signs the contract"];
    let opened = ClientFact::Opened { origin: Origin::Typed };
    let edits = (0..count).map(|at| {
        let (who, what) = (people[at % people.len()], subjects[at % subjects.len()]);
        if at % 4 == 3 {
            return ClientFact::FieldSet { field: Field::NextStep, to: format!("Ask {who} about {what}") };
        }
        let text = format!("{who} called about {what}; we agreed to look at it on {}.", at % 28 + 1);
        let happened = today.plus_days(-(at as i64 % 90));
        ClientFact::NoteWritten { id: NoteId(id(at + 2)), kind: NoteKind::Call, direction: None, happened, text, batch: None }
    });
    for (at, fact) in std::iter::once(opened).chain(edits).enumerate() {
        let stamp = Stamp { at: Moment(1_780_000_000_000 + at as i64 * 60_000), by };
        document::write_client(&mut doc, &fact, stamp).map_err(|error| format!("{error:?}"))?;
        document::commit(&mut doc, stamp, "");
        let change = doc.save_incremental();
        if at > 0 {
            changes.push(change);
        }
    }
    Ok(changes)
}

/// The envelopes of one author, with so many changes in each.
fn sealed_together(changes: &[Vec<u8>], together: usize) -> Told<Vec<Envelope>> {
    let mut dice = Dice::new(Secret::new([3; 32]));
    let space = SpaceId([4; 32]);
    let key = EpochSecret::new(space, Epoch(1), dice.secret());
    let author = Identity::new(dice.secret(), Purpose::Profile).ok_or("No identity.")?;
    let doc = DocName::new("00000000-0000-4000-8000-000000000001").ok_or("No name.")?;
    let mut tip = AuthorTip::START;
    let mut sealed = Vec::new();
    for together in changes.chunks(together) {
        let chunk = Chunk { doc: doc.clone(), bytes: together.concat() };
        let content = Content::Pieces(vec![Piece { chunk, index: 0, of: 1 }]);
        let counter = Counter(tip.counter().0 + 1);
        let place = Place::Change { counter, previous: tip.hash() };
        let envelope = seal(&content, place, Seen::START, space, &key, &author, &mut dice).map_err(|error| format!("{error:?}"))?;
        tip = AuthorTip::new(counter, envelope.hash()).ok_or("No counter.")?;
        sealed.push(envelope);
    }
    Ok(sealed)
}
