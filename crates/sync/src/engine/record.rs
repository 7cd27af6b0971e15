//! What the engine keeps, record by record, and reading it again.

use std::collections::BTreeMap;

use wire::{AuthorTip, Counter, DeviceKey, Entry, Envelope, Epoch, Hash32, Membership, Position, Seen, Token, Walk};

use super::control::Control;
use super::line::Line;
use super::presence::Presence;
use super::reading::Reading;
use super::snapshot::Snapshots;
use super::writing::{Out, Writing};
use super::{Engine, Mark, Stuck};
use crate::code::{Malformed, Reader, Writer};
use crate::content::DocName;
use crate::home::{HOME, Home, Record, Stage};
use crate::identity::Identity;
use crate::keyring::Keyring;
use crate::secret::Dice;

/// Why there is no engine from these records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFailure {
    /// This profile belongs to no space.
    NoHome,
    /// This record cannot be read. Nothing was changed.
    Damaged(String),
}

const WALK: &str = "walk";
const OWN: &str = "own";
const PLACE: &str = "place";
const HALT: &str = "halt";
const VOUCHED: &str = "vouched";
const TOKEN: &str = "token";

pub(super) fn out_key(counter: Counter) -> String {
    format!("out/{:020}", counter.0)
}

pub(super) fn mark_key(doc: &DocName) -> String {
    format!("mark/{}", doc.as_str())
}

pub(super) fn out(counter: Counter, envelope: &Envelope) -> Record {
    (out_key(counter), Some(envelope.bytes().to_vec()))
}

pub(super) fn mark(doc: &DocName, mark: &Mark) -> Record {
    (mark_key(doc), Some(mark.clone()))
}

pub(super) fn vouched(hash: &Hash32) -> Record {
    (VOUCHED.to_owned(), Some(hash.0.to_vec()))
}

/// What a relay asks for before it takes a new space; kept until it has.
pub(super) fn token(token: Option<&Token>) -> Record {
    (TOKEN.to_owned(), token.map(|token| token.as_bytes().to_vec()))
}

pub(super) fn heard(device: &DeviceKey, at_ms: u64) -> Record {
    (format!("heard/{device}"), Some(at_ms.to_be_bytes().to_vec()))
}

pub(super) fn place(place: u64) -> Record {
    (PLACE.to_owned(), Some(place.to_be_bytes().to_vec()))
}

fn write_seen(writer: &mut Writer, seen: Seen) {
    writer.u64(seen.position().0).raw(&seen.head().0);
}

fn read_seen(reader: &mut Reader<'_>) -> Result<Seen, Malformed> {
    Seen::new(Position(reader.u64()?), Hash32(reader.array()?)).ok_or(Malformed)
}

fn write_tip(writer: &mut Writer, tip: AuthorTip) {
    writer.u64(tip.counter().0).raw(&tip.hash().0);
}

fn read_tip(reader: &mut Reader<'_>) -> Result<AuthorTip, Malformed> {
    AuthorTip::new(Counter(reader.u64()?), Hash32(reader.array()?)).ok_or(Malformed)
}

pub(super) fn walk(walk: &Walk) -> Record {
    let mut writer = Writer::default();
    write_seen(&mut writer, walk.at());
    writer.u32(walk.epoch().0).count(walk.authors().len());
    for (author, tip) in walk.authors() {
        writer.raw(&author.0);
        write_tip(&mut writer, *tip);
    }
    (WALK.to_owned(), Some(writer.done()))
}

fn read_walk(bytes: &[u8]) -> Result<Walk, Malformed> {
    let mut reader = Reader::new(bytes);
    let at = read_seen(&mut reader)?;
    let epoch = Epoch(reader.u32()?);
    let count = reader.u32()?;
    let author = |reader: &mut Reader<'_>| Ok((DeviceKey(reader.array()?), read_tip(reader)?));
    let authors = (0..count).map(|_| author(&mut reader)).collect::<Result<BTreeMap<_, _>, Malformed>>()?;
    reader.end()?;
    Ok(Walk::resume(at, epoch, authors))
}

/// The end of our own chain; and whether it has to be read from the log, because the relay's was begun again.
pub(super) fn own(tip: AuthorTip, relearns: bool) -> Record {
    let mut writer = Writer::default();
    write_tip(&mut writer, tip);
    writer.u8(relearns.into());
    (OWN.to_owned(), Some(writer.done()))
}

fn read_own(bytes: &[u8]) -> Result<(AuthorTip, bool), Malformed> {
    let mut reader = Reader::new(bytes);
    let own = (read_tip(&mut reader)?, reader.u8()? == 1);
    reader.end()?;
    Ok(own)
}

/// Only what would not show again by itself has to be kept.
pub(super) fn halt(stuck: &Stuck) -> Option<Record> {
    let (code, device) = match stuck {
        Stuck::Fork { with } => (1, Some(with)),
        Stuck::LogLost => (2, None),
        Stuck::ControlLost => (3, None),
        Stuck::Copied => (4, None),
        Stuck::Removed => (5, None),
        Stuck::Left => (6, None),
        _ => return None,
    };
    let mut writer = Writer::default();
    writer.u8(code);
    if let Some(device) = device {
        writer.raw(&device.0);
    }
    Some((HALT.to_owned(), Some(writer.done())))
}

pub(super) fn no_halt() -> Record {
    (HALT.to_owned(), None)
}

fn read_halt(bytes: &[u8]) -> Result<Stuck, Malformed> {
    let mut reader = Reader::new(bytes);
    Ok(match reader.u8()? {
        1 => Stuck::Fork { with: DeviceKey(reader.array()?) },
        2 => Stuck::LogLost,
        3 => Stuck::ControlLost,
        4 => Stuck::Copied,
        5 => Stuck::Removed,
        6 => Stuck::Left,
        _ => return Err(Malformed),
    })
}

fn read_number(bytes: &[u8]) -> Result<u64, Malformed> {
    bytes.try_into().map(u64::from_be_bytes).map_err(|_| Malformed)
}

/// A device by its name as text.
fn read_device(text: &str) -> Result<DeviceKey, Malformed> {
    let mut device = [0; 32];
    for (at, byte) in device.iter_mut().enumerate() {
        let digits = text.get(2 * at..2 * at + 2).ok_or(Malformed)?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_| Malformed)?;
    }
    Ok(DeviceKey(device))
}

#[derive(Default)]
struct Found {
    home: Option<Home>,
    entries: BTreeMap<String, Entry>,
    walk: Walk,
    own: AuthorTip,
    relearns: bool,
    outbox: BTreeMap<Counter, Out>,
    marks: BTreeMap<DocName, Mark>,
    place: u64,
    heard: BTreeMap<DeviceKey, u64>,
    halted: Option<Stuck>,
    vouched: Option<Hash32>,
    token: Option<Token>,
}

impl Found {
    fn take(&mut self, key: &str, bytes: Vec<u8>) -> Result<(), Malformed> {
        match key.split_once('/') {
            None if key == HOME => self.home = Some(Home::read(bytes)?),
            None if key == WALK => self.walk = read_walk(&bytes)?,
            None if key == OWN => (self.own, self.relearns) = read_own(&bytes)?,
            None if key == PLACE => self.place = read_number(&bytes)?,
            None if key == HALT => self.halted = Some(read_halt(&bytes)?),
            None if key == VOUCHED => self.vouched = Some(Hash32(bytes.try_into().map_err(|_| Malformed)?)),
            None if key == TOKEN => self.token = Some(Token::new(bytes).ok_or(Malformed)?),
            Some(("control", at)) => {
                self.entries.insert(at.to_owned(), Entry::parse(&bytes).map_err(|_| Malformed)?);
            }
            Some(("out", _)) => {
                let envelope = Envelope::parse(bytes).map_err(|_| Malformed)?;
                self.outbox.insert(envelope.header().counter, Out::on_disk(envelope));
            }
            Some(("mark", doc)) => {
                self.marks.insert(DocName::new(doc).ok_or(Malformed)?, bytes);
            }
            Some(("heard", device)) => {
                self.heard.insert(read_device(device)?, read_number(&bytes)?);
            }
            // From a newer version: it is left where it is.
            _ => {}
        }
        Ok(())
    }
}

pub(super) fn open(records: impl IntoIterator<Item = (String, Vec<u8>)>, dice: Dice, now_ms: u64) -> Result<Engine, OpenFailure> {
    let mut found = Found::default();
    for (key, bytes) in records {
        found.take(&key, bytes).map_err(|Malformed| OpenFailure::Damaged(key))?;
    }
    let mut home = found.home.ok_or(OpenFailure::NoHome)?;
    let damaged = |key: &str| OpenFailure::Damaged(key.to_owned());
    let identity = Identity::new(home.seed.clone(), home.purpose).ok_or_else(|| damaged(HOME))?;
    let entries: Vec<Entry> = found.entries.into_values().collect();
    let membership = match entries.is_empty() {
        true => None,
        false => Some(Membership::replay(&entries).map_err(|_| damaged("control"))?),
    };
    if matches!(home.stage, Stage::Invited(_)) && membership.as_ref().is_some_and(|members| members.device(&identity.device()).is_some()) {
        home.stage = Stage::Entered;
    }
    let mut keyring = Keyring::default();
    entries.iter().for_each(|entry| keyring.learn(entry, &identity));
    Ok(Engine {
        home,
        identity,
        dice,
        now_ms,
        tickets: 0,
        effects: Vec::new(),
        control: Control::new(entries, membership, keyring, found.token),
        line: Line::down(now_ms),
        reading: Reading::new(found.walk),
        writing: Writing::from_disk(found.own, found.relearns, found.outbox, found.marks, found.place),
        snapshots: Snapshots::new(found.vouched),
        presence: Presence::new(found.heard),
        task: None,
        later: super::Queue::new(),
        halted: found.halted,
        said: None,
        wake_at_ms: None,
    })
}
