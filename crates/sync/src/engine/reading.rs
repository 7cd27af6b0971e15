//! The data log: each push is walked through, opened and delivered; the position is kept after the app has kept what stood before it.

use std::collections::BTreeMap;

use wire::{
    Agreement, AppendDenial, AuthorTip, ClientFrame, Counter, DeviceKey, Envelope, EnvelopeRefusal, Item, Items, OwnItems, Position, Seen,
    Verified, Walk, WalkRefusal,
};

use super::line::Opened;
use super::{Effect, Engine, Lie, Mark, Queue, Stuck, Task, Then, Ticket, record};
use crate::content::{Chunk, Content, DocName, Piece};
use crate::seal::open;

/// Delivered together.
const ITEMS_AT_ONCE: usize = 256;
const BYTES_AT_ONCE: usize = 1 << 20;
/// Kept in memory while the app takes in what came before. Beyond it the connection is ended, and opened again from where it was.
const WAITING_BYTES_MAX: usize = 16 << 20;

/// A chunk of which pieces are missing.
#[derive(Debug)]
struct Partial {
    doc: DocName,
    of: u16,
    bytes: Vec<u8>,
    got: u16,
    /// The walk before its first piece: from there it is read again after a start.
    before: Walk,
}

#[derive(Debug)]
pub(super) struct Reading {
    pub(super) walk: Walk,
    /// The furthest position that was heard of.
    pub(super) end: Position,
    /// A copy of ours may be in use: our own changes are to come whole, with their signatures.
    pub(super) suspects: bool,
    needs_own: bool,
    items: Queue<(Position, Item)>,
    bytes: usize,
    partial: BTreeMap<DeviceKey, Partial>,
    /// The relay says that the log ends here.
    promised: Option<Seen>,
    awaits_control: bool,
    control_is_new: bool,
}

impl Reading {
    pub(super) fn new(walk: Walk) -> Self {
        let end = walk.at().position();
        Self {
            walk,
            end,
            suspects: false,
            needs_own: false,
            items: Queue::new(),
            bytes: 0,
            partial: BTreeMap::new(),
            promised: None,
            awaits_control: false,
            control_is_new: true,
        }
    }

    pub(super) fn line_ended(&mut self) {
        self.items.clear();
        self.bytes = 0;
        self.promised = None;
        self.awaits_control = false;
    }

    /// Goes on behind a snapshot.
    pub(super) fn enter_at(&mut self, walk: Walk) {
        self.end = self.end.max(walk.at().position());
        self.partial.clear();
        self.walk = walk;
    }

    pub(super) fn has_partial(&self) -> bool {
        !self.partial.is_empty()
    }

    pub(super) fn left(&self) -> u64 {
        self.end.0.saturating_sub(self.walk.at().position().0)
    }

    pub(super) fn is_busy(&self) -> bool {
        !self.items.is_empty() || self.promised.is_some()
    }

    pub(super) fn control_came(&mut self, is_new: bool) {
        self.awaits_control = false;
        self.control_is_new = is_new;
    }

    /// What is kept: from here nothing that was not delivered is missing.
    fn kept(&self) -> &Walk {
        self.partial.values().map(|partial| &partial.before).min_by_key(|walk| walk.at()).unwrap_or(&self.walk)
    }

    fn take_piece(&mut self, author: DeviceKey, piece: Piece, before: &Walk) -> Option<Chunk> {
        let Piece { chunk, index, of } = piece;
        if index == 0 {
            self.partial.remove(&author);
            if of == 1 {
                return Some(chunk);
            }
            let Chunk { doc, bytes } = chunk;
            self.partial.insert(author, Partial { doc, of, bytes, got: 1, before: before.clone() });
            return None;
        }
        let partial = self.partial.get_mut(&author).filter(|one| one.doc == chunk.doc && one.of == of && one.got == index);
        let Some(partial) = partial else {
            self.partial.remove(&author);
            return None;
        };
        partial.bytes.extend_from_slice(&chunk.bytes);
        partial.got += 1;
        if partial.got < partial.of {
            return None;
        }
        self.partial.remove(&author).map(|Partial { doc, bytes, .. }| Chunk { doc, bytes })
    }
}

impl Engine {
    pub(super) fn open_again(&mut self) {
        self.reading.line_ended();
        self.writing.line_ended();
        if let Some(inside) = self.line.inside_mut() {
            inside.opened = Opened::No;
        }
    }

    pub(super) fn pushed(&mut self, first: Position, items: Items) {
        if self.line.inside().is_none_or(|inside| inside.opened == Opened::No) {
            return;
        }
        let mut at = Some(first);
        for item in items.into_vec() {
            let Some(position) = at else { return self.halt(Stuck::Lied(Lie::Head)) };
            self.reading.bytes += item_bytes(&item);
            self.known_end(position);
            self.reading.items.push_back((position, item));
            at = position.next();
        }
        if self.reading.bytes > WAITING_BYTES_MAX {
            self.drop_line();
        }
    }

    pub(super) fn caught_up(&mut self, at: Seen) {
        if self.line.inside().is_some_and(|inside| inside.opened == Opened::Asked) {
            self.reading.promised = Some(at);
            self.known_end(at.position());
        }
    }

    pub(super) fn go_on_reading(&mut self) {
        if self.task.is_some() {
            return;
        }
        if self.reads_log() && !self.snapshots.is_entering() {
            let own =
                if self.reading.suspects || self.reading.needs_own || self.writing.relearns { OwnItems::Whole } else { OwnItems::Named };
            let after = self.reading.walk.at();
            if let Some(inside) = self.line.inside_mut() {
                inside.opened = Opened::Asked;
            }
            self.send(&ClientFrame::Open { after, own });
        }
        self.walk_on();
        if self.task.is_none() && self.halted.is_none() && self.reading.items.is_empty() {
            self.arrive();
        }
    }

    /// Everything that there was when we opened the log has been read.
    fn arrive(&mut self) {
        let Some(promised) = self.reading.promised.take() else { return };
        if promised.position() < self.reading.walk.at().position() && self.line.is_live() {
            return;
        }
        if self.reading.walk.compare(&promised) != Agreement::Same {
            return self.halt(Stuck::Lied(Lie::Head));
        }
        if self.reading.suspects {
            // It said that our chain has another end, and showed nothing that we had signed.
            return self.halt(Stuck::Lied(Lie::Head));
        }
        self.reading.needs_own = false;
        if self.writing.relearns {
            self.writing.relearns = false;
            self.writing.own = self.reading.walk.tip(&self.device());
            let record = record::own(self.writing.own, false);
            self.write(vec![record]);
        }
        if let Some(inside) = self.line.inside_mut() {
            inside.opened = Opened::Live;
        }
    }

    fn walk_on(&mut self) {
        if self.reading.awaits_control || self.reading.items.is_empty() {
            return;
        }
        let mut chunks = Vec::new();
        let mut own = Vec::new();
        let (mut count, mut bytes) = (0, 0);
        while count < ITEMS_AT_ONCE && bytes < BYTES_AT_ONCE {
            let Some((position, item)) = self.reading.items.pop_front() else { break };
            let length = item_bytes(&item);
            let stepped = match &item {
                Item::Own { counter, hash } => self.step_named(position, *counter, *hash, &mut own),
                Item::Whole(envelope) => self.step_whole(position, envelope, &mut own, &mut chunks),
            };
            match stepped {
                Step::On => {}
                Step::NeedsControl => {
                    self.reading.items.push_front((position, item));
                    self.reading.awaits_control = true;
                    self.reading.control_is_new = false;
                    self.fetch_control();
                    break;
                }
                Step::Stop => break,
            }
            self.reading.bytes = self.reading.bytes.saturating_sub(length);
            count += 1;
            bytes += length;
        }
        if self.halted.is_some() || count == 0 {
            return;
        }
        self.reading.control_is_new = true;
        let then = Then::Walked { own };
        if chunks.is_empty() { self.kept_so_far(then, Vec::new()) } else { self.deliver(chunks, false, then) }
    }

    fn step_named(&mut self, position: Position, counter: Counter, hash: wire::Hash32, own: &mut Vec<Counter>) -> Step {
        let Some(out) = self.writing.outbox.get(&counter) else {
            // It was forgotten here, as after a crash: let it come whole.
            return self.ask_for_own();
        };
        if out.envelope.hash() != hash {
            self.reading.suspects = true;
            return self.ask_for_own();
        }
        if let Err(refusal) = self.reading.walk.step_own(position, &out.envelope) {
            self.halt(Stuck::Lied(Lie::Log(refusal)));
            return Step::Stop;
        }
        own.push(counter);
        Step::On
    }

    /// On a new connection: on this one pushes of the old kind are under way.
    fn ask_for_own(&mut self) -> Step {
        self.reading.needs_own = true;
        self.hang_up();
        Step::Stop
    }

    fn step_whole(&mut self, position: Position, envelope: &Envelope, own: &mut Vec<Counter>, chunks: &mut Vec<Chunk>) -> Step {
        let Some(membership) = self.control.membership.as_ref() else { return Step::NeedsControl };
        let header = *envelope.header();
        if self.reading.walk.compare(&header.seen) == Agreement::Differs {
            self.halt(Stuck::Fork { with: header.author });
            return Step::Stop;
        }
        let walk = &self.reading.walk;
        let before = Walk::resume(walk.at(), walk.epoch(), walk.authors().clone());
        let verified = match self.reading.walk.step(position, envelope, membership) {
            Ok(verified) => verified,
            Err(WalkRefusal::Envelope(EnvelopeRefusal::Denied(denial))) if self.may_be_news(denial) => return Step::NeedsControl,
            Err(refusal) => {
                self.halt(Stuck::Lied(Lie::Log(refusal)));
                return Step::Stop;
            }
        };
        if header.author == self.device() && !self.writing.relearns {
            let known = self.writing.outbox.get(&header.counter);
            if header.counter > self.writing.own.counter() || known.is_some_and(|out| out.envelope.hash() != envelope.hash()) {
                self.reading.walk = before;
                self.is_copied();
                return Step::Stop;
            }
            if known.is_some() {
                own.push(header.counter);
                return Step::On;
            }
        }
        chunks.extend(self.opened(&verified, position, &before));
        Step::On
    }

    /// Whether the control log may say something newer about it.
    fn may_be_news(&self, denial: AppendDenial) -> bool {
        self.reading.control_is_new
            && matches!(denial, AppendDenial::UnknownEpoch { .. } | AppendDenial::NoMember | AppendDenial::NeverThen)
    }

    fn opened(&mut self, verified: &Verified, position: Position, before: &Walk) -> Option<Chunk> {
        let author = verified.header().author;
        match open(verified, &self.control.keyring) {
            Ok(Content::Pieces(pieces)) => pieces.into_iter().next().and_then(|piece| self.reading.take_piece(author, piece, before)),
            Err(crate::seal::OpenRefusal::NoKey(epoch)) => {
                self.halt(Stuck::NoKey(epoch));
                None
            }
            Ok(_) => {
                self.effects.push(Effect::Trouble { device: author, at: position, why: crate::seal::OpenRefusal::Content });
                None
            }
            Err(why) => {
                self.effects.push(Effect::Trouble { device: author, at: position, why });
                None
            }
        }
    }

    pub(super) fn deliver(&mut self, chunks: Vec<Chunk>, whole: bool, then: Then) {
        let ticket = self.ticket();
        let marks = &self.writing.marks;
        let chunks = chunks.into_iter().map(|chunk| (marks.get(&chunk.doc).cloned(), chunk)).map(|(mark, chunk)| (chunk, mark)).collect();
        self.effects.push(Effect::Deliver { ticket, chunks, whole });
        self.task = Some(Task::Delivering { ticket, then });
    }

    pub(super) fn kept(&mut self, ticket: Ticket, marks: Vec<(DocName, Mark)>, lacking: Vec<DocName>) {
        match self.task.take() {
            Some(Task::Delivering { ticket: asked, then }) if asked == ticket => match then {
                Then::Walked { .. } => self.kept_so_far(then, marks),
                Then::Parts => self.parts_kept(marks, lacking),
                Then::File { ticket, docs } => self.file_kept(ticket, docs),
            },
            other => self.task = other,
        }
    }

    fn kept_so_far(&mut self, then: Then, marks: Vec<(DocName, Mark)>) {
        let Then::Walked { own } = then else { return };
        let mut records = self.new_marks(marks);
        for counter in own {
            self.writing.outbox.remove(&counter);
            records.push((record::out_key(counter), None));
        }
        records.push(record::walk(self.reading.kept()));
        self.write(records);
    }

    pub(super) fn new_marks(&mut self, marks: Vec<(DocName, Mark)>) -> Vec<crate::home::Record> {
        let records = marks.iter().map(|(doc, mark)| record::mark(doc, mark)).collect();
        self.writing.marks.extend(marks);
        records
    }

    /// Where our chain ends at the relay, as it says.
    pub(super) fn own_tip_told(&mut self, told: AuthorTip) {
        if self.writing.relearns {
            return;
        }
        if let Some(out) = self.writing.outbox.get(&told.counter()) {
            if out.envelope.hash() == told.hash() {
                self.writing.acknowledge(told.counter());
            } else {
                self.reading.suspects = true;
            }
        } else if told.counter() > self.writing.own.counter() {
            self.reading.suspects = true;
        } else if told.counter() < self.reading.walk.tip(&self.device()).counter() {
            self.halt(Stuck::LogLost);
        }
    }
}

enum Step {
    On,
    NeedsControl,
    Stop,
}

fn item_bytes(item: &Item) -> usize {
    match item {
        Item::Whole(envelope) => envelope.bytes().len(),
        Item::Own { .. } => 40,
    }
}
