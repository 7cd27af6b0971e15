//! Devices that keep real documents: a session over a journal in memory, between engine and disk. Every operation of the storage is a step
//! of its own, and a crash can come between any two.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use book::chunk::{DocKey, Place, StoreError};
use book::session::sharing::{self, Delivered, Delivery, Page, Scan};
use book::session::{self, Grown, Ledger, Output, Session, Ticket, cached_rows};
use domain::client::NoteKind;
use domain::content::{Content, Kind, Line, UnitPrice};
use domain::decide::Erasing;
use domain::field::{ContactField, Field, PracticeField};
use domain::item::{ItemField, ItemKind};
use domain::money::Currency;
use domain::time::{Day, Moment, Now};
use domain::{AuthorId, ClientId, Command, Id, InvoiceId, LineId, Stage};
use rust_decimal::Decimal;

use super::*;
use crate::memory;
use crate::tab::Tab;

/// Operations of the storage that a session waits for.
enum Op {
    Effect(session::Effect),
    /// What was delivered is on disk: what its marks are now.
    Count {
        ticket: u64,
        delivery: Delivery,
    },
    /// It could not be written: once more.
    Again {
        ticket: u64,
        delivery: Delivery,
    },
    /// What changed since?
    Scan {
        since: Place,
    },
}

/// What runs between a device's engine and its documents.
pub(super) struct Desk {
    session: Session,
    tickets: Ticket,
    deliveries: BTreeMap<Ticket, (u64, Delivery)>,
    ops: VecDeque<Op>,
    op_at: u64,
    /// Up to here the engine was told of the journal, and up to here it has shown as in step.
    told: Place,
    /// The engine waits for the answer of a scan: what has grown meanwhile goes with it.
    scans: Option<Grown>,
    acknowledged: Place,
    undo: Option<Command>,
}

/// What somebody was shown as in step, by document: hashes of changes.
pub(super) type Acknowledged = BTreeMap<DocKey, BTreeSet<[u8; 32]>>;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

fn doc_name(doc: DocKey) -> DocName {
    DocName::new(&sharing::name(doc)).expect("a name")
}

impl Fleet {
    /// An empty journal of somebody's own.
    pub(super) fn new_book(&mut self) -> memory::Disk {
        let book = memory::Disk::default();
        let mut id = [0; 16];
        id.iter_mut().for_each(|byte| *byte = u8::try_from(self.chance.roll(256)).expect("a byte"));
        book.author_or(AuthorId(Id::from_bytes(id)));
        book
    }

    /// The app is opened.
    pub(super) fn sit_down(&mut self, device: usize) {
        let Some(book) = self.devices[device].disk.book.clone() else { return };
        let author = book.author_or(AuthorId(Id::from_bytes([0; 16])));
        let seed = std::array::from_fn(|_| u8::try_from(self.chance.roll(256)).expect("a byte"));
        let (begin, list) = (book.begin(), book.list());
        self.devices[device].desk = Some(Desk {
            session: Session::new(seed, author),
            tickets: 0,
            deliveries: BTreeMap::new(),
            ops: VecDeque::new(),
            op_at: 0,
            told: 0,
            scans: None,
            acknowledged: 0,
            undo: None,
        });
        self.hear(device, session::Input::Started { rows: cached_rows(begin.rows), end: begin.end });
        self.hear(device, session::Input::Listed(list));
        self.hear(device, session::Input::LookAtPractice);
    }

    fn now_of(&self, device: usize) -> Now {
        let local_ms = self.local_ms(device);
        let days = i64::try_from(local_ms / DAY_MS).expect("small");
        Now { at: Moment(i64::try_from(local_ms).expect("small")), today: Day::from_epoch_days(days).expect("a day") }
    }

    fn hear(&mut self, device: usize, input: session::Input) {
        let now = self.now_of(device);
        let Some(desk) = self.devices[device].desk.as_mut() else { return };
        let Output { effects, answers, grown, .. } = desk.session.handle(now, input);
        for effect in effects {
            self.operate(device, Op::Effect(effect));
        }
        if let Some(Grown { docs, end }) = grown {
            self.tell(|| format!("device {device} has grown to {end} in {docs:?}"));
            self.grew(device, Grown { docs, end });
        }
        for answer in answers {
            let Some(desk) = self.devices[device].desk.as_mut() else { return };
            match (desk.deliveries.remove(&answer.ticket), answer.outcome) {
                (Some((ticket, delivery)), Ok(_)) => self.operate(device, Op::Count { ticket, delivery }),
                (Some((ticket, delivery)), Err(_)) => self.operate(device, Op::Again { ticket, delivery }),
                (None, Ok(success)) => desk.undo = success.undo,
                (None, Err(_)) => {}
            }
        }
    }

    fn grew(&mut self, device: usize, grown: Grown) {
        let Some(desk) = self.devices[device].desk.as_mut() else { return };
        if let Some(waiting) = &mut desk.scans {
            waiting.docs.extend(grown.docs);
            waiting.end = waiting.end.max(grown.end);
            return;
        }
        desk.told = grown.end;
        self.give(device, Input::Changed { docs: grown.docs.into_iter().map(doc_name).collect(), place: grown.end });
    }

    fn operate(&mut self, device: usize, op: Op) {
        let wait = 1 + self.chance.roll(self.weather.disk_ms.max(1));
        let now_ms = self.now_ms;
        let one = &mut self.devices[device];
        let start = one.start;
        let Some(desk) = one.desk.as_mut() else { return };
        desk.ops.push_back(op);
        desk.op_at = desk.op_at.max(now_ms) + wait;
        let at = desk.op_at;
        self.schedule(at, Event::Desk { device, start });
    }

    pub(super) fn desk_step(&mut self, device: usize) {
        let Some(book) = self.devices[device].disk.book.clone() else { return };
        let refuses = self.chance.roll(1000) < self.weather.full_disks;
        let Some(desk) = self.devices[device].desk.as_mut() else { return };
        let Some(op) = desk.ops.pop_front() else { return };
        if let (Op::Effect(session::Effect::Write(batch)), true) = (&op, refuses) {
            let (docs, gone) = (batch.chunks.len(), batch.gone.len());
            self.tell(|| format!("device {device} finds its disk full for {docs} documents, {gone} to go"));
        }
        let Some(desk) = self.devices[device].desk.as_mut() else { return };
        let input = match op {
            Op::Effect(session::Effect::Load(docs)) => session::Input::Loaded(book.load(&docs)),
            Op::Effect(session::Effect::LoadTexts(clients)) => session::Input::Texts(book.texts(&clients)),
            Op::Effect(session::Effect::ReadOn { after }) => {
                let news = book.read_on(after);
                session::Input::ReadOn { chunks: news.chunks, rows: news.rows }
            }
            Op::Effect(session::Effect::Write(_)) if refuses => session::Input::NotWritten(StoreError::Full),
            Op::Effect(session::Effect::Write(batch)) => match book.write(&batch) {
                Ok(()) => session::Input::Written,
                Err(error) => session::Input::NotWritten(error),
            },
            Op::Effect(session::Effect::Rest) => session::Input::Rested,
            Op::Effect(session::Effect::Nudge) => return,
            Op::Count { ticket, delivery } => {
                let kept = delivery.kept(&book.load(&delivery.wanted()), &desk.session);
                let named = |name: String| DocName::new(&name).expect("a name");
                let marks = kept.marks.into_iter().map(|(name, mark)| (named(name), mark)).collect();
                let lacking = kept.lacking.into_iter().map(named).collect();
                return self.give(device, Input::Kept { ticket, marks, lacking });
            }
            Op::Again { ticket, delivery } => return self.receive(device, ticket, delivery),
            Op::Scan { since } => return self.scanned(device, &book, since),
        };
        self.hear(device, input);
    }

    fn receive(&mut self, device: usize, ticket: u64, delivery: Delivery) {
        let docs = delivery.docs();
        self.tell(|| format!("device {device} takes in {:?}", docs.iter().map(|(doc, bytes)| (doc, bytes.len())).collect::<Vec<_>>()));
        if docs.is_empty() {
            return self.operate(device, Op::Count { ticket, delivery });
        }
        let Some(desk) = self.devices[device].desk.as_mut() else { return };
        desk.tickets += 1;
        let asked = desk.tickets;
        desk.deliveries.insert(asked, (ticket, delivery));
        self.hear(device, session::Input::Receive(asked, docs));
    }

    pub(super) fn deliver(&mut self, device: usize, ticket: u64, chunks: Vec<(Chunk, Option<Vec<u8>>)>, whole: bool) {
        let delivered = chunks.into_iter().map(|(Chunk { doc, bytes }, mark)| Delivered {
            name: doc.as_str().to_owned(),
            bytes,
            mark: mark.unwrap_or_default(),
        });
        self.receive(device, ticket, Delivery::new(delivered.collect(), whole));
    }

    pub(super) fn scan(&mut self, device: usize, since: Place) {
        let Some(desk) = self.devices[device].desk.as_mut() else { return };
        desk.scans.get_or_insert(Grown { docs: BTreeSet::new(), end: 0 });
        self.operate(device, Op::Scan { since });
    }

    fn scanned(&mut self, device: usize, book: &memory::Disk, since: Place) {
        let end = book.begin().end;
        let docs: BTreeSet<DocKey> = match Scan::since(since, end) {
            Scan::All => book.list().into_iter().collect(),
            Scan::After(place) => book.read_on(place).chunks.into_iter().map(|chunk| chunk.doc).collect(),
        };
        let waiting = self.devices[device].desk.as_mut().and_then(|desk| desk.scans.take());
        let (more, later) = waiting.map_or((BTreeSet::new(), 0), |grown| (grown.docs, grown.end));
        self.grew(device, Grown { docs: docs.into_iter().chain(more).collect(), end: end.max(later) });
    }

    pub(super) fn asked(&mut self, device: usize, book: &memory::Disk, ticket: u64, docs: Vec<(DocName, Option<Vec<u8>>)>) {
        let Some(desk) = self.devices[device].desk.as_ref() else { return };
        let fresh = docs.into_iter().map(|(doc, mark)| {
            let chunks = sharing::named(doc.as_str()).map(|key| book.load(&[key]).remove(0).1).unwrap_or_default();
            let unsent = desk.session.unsent(&chunks, &mark.unwrap_or_default());
            Fresh { doc, bytes: unsent.changes.map(Plain), mark: unsent.mark }
        });
        let docs = fresh.collect();
        self.reply(device, Input::Fresh { ticket, docs });
    }

    pub(super) fn page(&mut self, device: usize, book: &memory::Disk, ticket: u64, after: Option<&DocName>, bytes: usize) {
        let Some(desk) = self.devices[device].desk.as_ref() else { return };
        let (docs, more) = whole(book, after.map(DocName::as_str), bytes, &desk.session);
        self.reply(device, Input::Page { ticket, docs, more });
    }

    /// It is shown as in step: whatever the engine was told of is there for good.
    pub(super) fn note_acknowledged(&mut self, device: usize) {
        let one = &mut self.devices[device];
        let (Some(book), Some(desk)) = (&one.disk.book, &mut one.desk) else { return };
        let news = book.read_on(desk.acknowledged).chunks;
        let docs: BTreeSet<DocKey> = news.iter().filter(|chunk| chunk.place <= desk.told).map(|chunk| chunk.doc).collect();
        desk.acknowledged = desk.told;
        for (doc, mut chunks) in book.load(&docs.into_iter().collect::<Vec<_>>()) {
            chunks.retain(|chunk| chunk.place <= desk.told);
            let mark = session::unsent(&chunks, &[], &[]).mark;
            self.shown.entry(doc).or_default().extend(mark.as_chunks::<32>().0);
        }
    }

    /// Somebody does something, in this tab or another one.
    pub fn work(&mut self, device: usize) {
        let Some(command) = self.wish(device) else { return };
        self.tell(|| format!("device {device} asks for {command:?}"));
        if self.chance.roll(8) == 0 && self.tabs < u8::MAX {
            self.tabs += 1;
            let Some(book) = self.devices[device].disk.book.clone() else { return };
            let mut tab = Tab::open(&book, self.tabs);
            tab.now = self.now_of(device);
            let _ = tab.ask(command);
            return self.hear(device, session::Input::Nudged);
        }
        let Some(desk) = self.devices[device].desk.as_mut() else { return };
        desk.tickets += 1;
        let ticket = desk.tickets;
        self.hear(device, session::Input::Command(ticket, command));
    }

    fn wish(&mut self, device: usize) -> Option<Command> {
        self.edits += 1;
        let (edits, today) = (self.edits, self.now_of(device).today);
        let desk = self.devices[device].desk.as_mut()?;
        let rows = desk.session.rows();
        let shown: Vec<ClientId> = rows.values().filter(|row| !row.removed).map(|row| row.id).collect();
        let undo = desk.undo.clone();
        let Some(client) = shown.get(self.chance.index(shown.len())).copied() else { return Some(added(edits)) };
        let other = shown[self.chance.index(shown.len())];
        let invoices: Vec<InvoiceId> = rows.get(&client)?.invoices.iter().map(|invoice| invoice.id).collect();
        let invoice = invoices.get(self.chance.index(invoices.len())).copied();
        let text = format!("Text {edits}");
        Some(match self.chance.roll(24) {
            0..=3 => added(edits),
            4 | 5 => Command::SetFields { client, changes: vec![(Field::Email, format!("{edits}@acme.example")), (Field::City, text)] },
            6 | 7 => Command::MoveClient { client, to: Stage::ALL[self.chance.index(Stage::ALL.len())], why: text },
            8..=10 => Command::WriteNote { client, kind: NoteKind::Note, direction: None, happened: today, text },
            11 | 12 => Command::AddItem {
                client,
                kind: ItemKind::Promise,
                fields: vec![(ItemField::Title, text), (ItemField::Side, "ours".to_owned())],
            },
            13 => Command::AddContact { client, fields: vec![(ContactField::Name, text)] },
            14 | 15 => Command::Draft { client, content: content(edits) },
            16 | 17 => Command::Issue { client, invoice: invoice? },
            18 => Command::RecordPayment { client, invoice: invoice?, amount: Decimal::from(edits), on: today, method: text },
            19 => Command::SetPractice { changes: vec![(PracticeField::Name, text)] },
            20 => Command::RemoveClient { client, gone: true },
            21 => Command::Erase { client, wish: Erasing { name: "Erased client".to_owned(), until: None, why: "Tax law".to_owned() } },
            22 if client != other => Command::Merge { client, into: other, fields: vec![Field::City], stage: true },
            _ => undo?,
        })
    }

    /// How this device's documents differ from those of another one, if they do: byte for byte and as they are shown.
    pub(crate) fn differs(&self, device: usize, from: usize) -> Option<String> {
        let (one, other) = (self.devices[device].disk.book.as_ref()?, self.devices[from].disk.book.as_ref()?);
        let marks = |book: &memory::Disk| -> BTreeMap<DocKey, BTreeSet<[u8; 32]>> {
            let loaded = book.load(&book.list());
            loaded
                .into_iter()
                .map(|(doc, chunks)| (doc, session::unsent(&chunks, &[], &[]).mark.as_chunks::<32>().0.iter().copied().collect()))
                .collect()
        };
        let (here, there) = (marks(one), marks(other));
        if here != there {
            let docs: BTreeSet<&DocKey> = here.keys().chain(there.keys()).filter(|doc| here.get(doc) != there.get(doc)).collect();
            let holds = |book: &memory::Disk, doc: &DocKey, marks: &BTreeMap<DocKey, BTreeSet<[u8; 32]>>| {
                let mark: Vec<u8> = marks.get(doc).into_iter().flatten().flatten().copied().collect();
                sharing::holds(&book.load(&[*doc]).remove(0).1, &mark)
            };
            let beside: Vec<_> = docs
                .iter()
                .map(|doc| (sharing::name(**doc), holds(one, doc, &there), holds(other, doc, &here), erasures(other).get(*doc).copied()))
                .collect();
            return Some(format!("hold other changes (of which, whether it has the other's, whether the other has its): {beside:?}"));
        }
        let (here, there) = (seen(one), seen(other));
        if here != there {
            let lines = here.lines().zip(there.lines()).find(|(one, other)| one != other);
            return Some(format!("show other records: {lines:?}"));
        }
        let shown = self.devices[device].desk.as_ref().map(|desk| format!("{:?}", desk.session.rows()));
        let kept = Tab::open(&one.copy(), 0).session;
        (shown.is_some_and(|shown| shown != format!("{:?}", kept.rows()))).then(|| "shows other rows than its disk".to_owned())
    }

    /// What was shown as in step and is not on this device. Of a record that was ever erased nothing is asked.
    pub(crate) fn missing(&self, device: usize) -> Vec<String> {
        let Some(book) = &self.devices[device].disk.book else { return Vec::new() };
        let erased = erasures(book);
        let kept = self.shown.iter().filter(|(doc, _)| !erased.contains_key(doc));
        let lost = kept.filter(|(doc, hashes)| {
            let mark: Vec<u8> = hashes.iter().flatten().copied().collect();
            !sharing::holds(&book.load(&[**doc]).remove(0).1, &mark)
        });
        lost.map(|(doc, _)| sharing::name(*doc)).collect()
    }
}

fn added(edits: u64) -> Command {
    Command::AddClient { stage: Stage::Attraction, fields: vec![(Field::Name, format!("Client {edits}"))], contact: vec![] }
}

fn content(price: u64) -> Content {
    let line = Line {
        description: "Design".to_owned(),
        price: UnitPrice::new(Decimal::from(price)).expect("a price"),
        ..Line::blank(LineId(Id::from_bytes([7; 16])))
    };
    Content { lines: vec![line], ..Content::blank(Kind::Invoice, Currency::EUR) }
}

/// Whole documents, as they go into a snapshot or a file.
pub(super) fn whole(book: &memory::Disk, after: Option<&str>, bytes: usize, ledger: &dyn Ledger) -> (Vec<Chunk>, bool) {
    let mut page = Page::after(after, book.list(), bytes);
    loop {
        let wanted = page.wanted();
        if wanted.is_empty() {
            break;
        }
        page.put(&book.load(&wanted), ledger);
    }
    let (docs, more) = page.done();
    let chunk = |(name, bytes): (String, Vec<u8>)| Chunk { doc: DocName::new(&name).expect("a name"), bytes };
    (docs.into_iter().map(chunk).collect(), more)
}

/// Every record that was ever erased, and whether it still is.
fn erasures(book: &memory::Disk) -> BTreeMap<DocKey, bool> {
    let mut tab = Tab::open(&book.copy(), 0);
    tab.give(session::Input::LookAtPractice);
    let erasures = tab.session.practice().items.values().filter(|item| item.kind == ItemKind::Erasure);
    let mut found = BTreeMap::new();
    for item in erasures {
        let Ok(client) = item.get(ItemField::From).parse() else { continue };
        *found.entry(DocKey::Client(client)).or_default() |= item.removed.is_none();
    }
    found
}

/// All that a person sees who opens the app and every record in it.
fn seen(book: &memory::Disk) -> String {
    let mut tab = Tab::open(&book.copy(), 0);
    tab.give(session::Input::Listed(tab.disk.list()));
    tab.give(session::Input::LookAtPractice);
    let clients: Vec<ClientId> = tab.session.rows().keys().copied().collect();
    let records: Vec<String> = clients.into_iter().map(|client| format!("{:?}", tab.look(client))).collect();
    format!("{:?}\n{:?}\n{}", tab.session.practice(), tab.session.rows(), records.join("\n"))
}
