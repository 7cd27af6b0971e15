//! What passes between documents here and a team elsewhere: names, marks, and what is to be done with what was delivered. No network and no
//! cipher: bytes, names and marks go in and out, and whoever carries them never looks inside.
//!
//! A **mark** is the hashes of some changes of one document, 32 bytes each. It stands for these changes and all that they rest on, and
//! claims that the team has all of that: in the log, in a snapshot, or sealed and kept to be sent. Empty, or of hashes that are not in the
//! document, it claims nothing of it. A mark that says too little costs a repetition; one that says too much costs a change. So everything
//! here errs to one side only. Sixteen zeros and the id of an erasure in the place of a hash say that the record went out again after that
//! erasure was taken back.
//!
//! | what is asked                                 | is answered with |
//! |-----------------------------------------------|------------------|
//! | which documents changed after this place      | [`Scan`], by name; while the session runs, [`Grown`] |
//! | what does this document hold beyond its mark  | `Ledger::unsent` of all its chunks |
//! | take this in                                  | a [`Delivery`]: [`Delivery::docs`] for `Input::Receive`; when that is answered, [`Delivery::kept`] |
//! | whole documents after this name               | a [`Page`] |

use std::collections::{BTreeMap, BTreeSet};

use automerge::{ActorId, AutoCommit, ChangeHash, SaveOptions};
use domain::item::{ItemField, ItemKind};
use domain::practice::Practice;
use domain::{ClientId, ItemId};

use super::Ledger;
use super::shelf::{Opened, is_readable};
use crate::chunk::{Chunk, DocKey, Place};

/// The name by which a team knows a document: `practice`, or `record/` and the client's id as a UUID in lower case. It is the same on every
/// device and in every version, because documents are found again by it in logs that are years old. What is sent together is sent in the
/// order of names: the practice comes first, which knows who was erased and who came back.
pub fn name(doc: DocKey) -> String {
    match doc {
        DocKey::Practice => doc.to_string(),
        DocKey::Client(_) => format!("{RECORD}{doc}"),
    }
}

const RECORD: &str = "record/";

/// The document of that name; none where the name is spelt otherwise than [`name`] spells it, or a later version has given it.
pub fn named(name: &str) -> Option<DocKey> {
    DocKey::parse(name.strip_prefix(RECORD).unwrap_or(name)).filter(|doc| self::name(*doc) == name)
}

/// Records that were erased and are not any more, with every erasure that was taken back.
pub fn brought_back(practice: &Practice) -> BTreeMap<ClientId, Vec<ItemId>> {
    let mut back: BTreeMap<ClientId, Vec<ItemId>> = BTreeMap::new();
    for (id, item) in &practice.items {
        if item.kind == ItemKind::Erasure
            && item.removed.is_some()
            && let Ok(client) = item.get(ItemField::From).parse()
        {
            back.entry(client).or_default().push(*id);
        }
    }
    let erased = domain::erase::erased(practice);
    back.retain(|client, _| !erased.contains_key(client));
    back
}

/// What the journal holds that the team may lack: documents that were written here or read on from it, and its end. What was received is
/// not named, because its marks say that the team has it.
///
/// Everything up to `end` has been told by then, when each is passed on in the order in which it came, and nothing between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grown {
    pub docs: BTreeSet<DocKey>,
    pub end: Place,
}

/// How to find the documents that changed after a place of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scan {
    /// All there are: ask the storage for its list.
    All,
    /// Those of the chunks after this place: ask the storage to read on from there.
    After(Place),
}

impl Scan {
    /// `since` is the place that was told, `end` the journal's end now. A journal that ends before it is another one, put back from a copy:
    /// then all documents count as changed.
    pub fn since(since: Place, end: Place) -> Self {
        if since == 0 || since > end { Self::All } else { Self::After(since) }
    }
}

/// What a team does not have of a document yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// None: nothing.
    pub changes: Option<Vec<u8>>,
    /// Whoever has taken the changes in has all that this names.
    pub mark: Vec<u8>,
}

/// The changes of a document that stand on none of `marks`, which are any number of marks behind one another; of no marks, the whole document. The new
/// mark stands for all that the document holds. Changes that wait for what they rest on are in neither.
///
/// A record that came `back` after these erasures counts as sent when it was sent after them.
pub fn unsent(chunks: &[Chunk], marks: &[u8], back: &[ItemId]) -> Unsent {
    let mut doc = opened(chunks);
    let mut mark = Mark::read(marks);
    let is_back = back.iter().fold(false, |new, erasure| mark.back.insert(*erasure.0.bytes()) | new);
    let known = if is_back { Vec::new() } else { mark.known(&mut doc).0 };
    mark.hashes = doc.get_heads();
    let changes = match known.is_empty() {
        true if mark.hashes.is_empty() => Vec::new(),
        true => doc.save_with_options(SaveOptions { retain_orphans: false, ..SaveOptions::default() }),
        false => doc.save_after(&known),
    };
    if mark.hashes.is_empty() {
        mark.back.clear();
    }
    Unsent { changes: (!changes.is_empty()).then_some(changes), mark: mark.write() }
}

/// Whether everything that a mark names is in the document.
pub fn holds(chunks: &[Chunk], mark: &[u8]) -> bool {
    Mark::read(mark).known(&mut opened(chunks)).1.is_empty()
}

/// A mark as it is read.
#[derive(Debug, Default)]
struct Mark {
    hashes: Vec<ChangeHash>,
    /// Erasures after which the record went out again.
    back: BTreeSet<[u8; 16]>,
}

impl Mark {
    fn read(bytes: &[u8]) -> Self {
        let mut mark = Self::default();
        for hash in bytes.as_chunks::<32>().0 {
            match hash.as_chunks::<16>().0 {
                [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], erasure] => drop(mark.back.insert(*erasure)),
                _ => mark.hashes.push(ChangeHash(*hash)),
            }
        }
        mark
    }

    fn write(&self) -> Vec<u8> {
        let back = self.back.iter().flat_map(|erasure| [[0; 16], *erasure].concat());
        self.hashes.iter().flat_map(|hash| hash.0).chain(back).collect()
    }

    /// The hashes that the document has, and those that it has not.
    fn known(&self, doc: &mut AutoCommit) -> (Vec<ChangeHash>, Vec<ChangeHash>) {
        self.hashes.iter().partition(|hash| doc.get_change_by_hash(hash).is_some())
    }
}

/// What becomes of a document's mark with a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Stands for what the old mark stood for and for what was delivered, and for nothing else: not for changes of our own beside it, and
    /// not for a change that was delivered without what it rests on.
    pub mark: Vec<u8>,
    /// The old mark stood for something that was not delivered.
    pub lacks: bool,
}

/// `chunks` are all that the journal has of the document now, with what was delivered taken in; `delivered` is what came of it, `mark` its
/// old mark. Where the journal has nothing, as of a client that was erased, the team lacks nothing that could be given.
pub fn counted(chunks: &[Chunk], delivered: &[&[u8]], mark: &[u8]) -> Counted {
    let delivered: Vec<&[u8]> = delivered.iter().copied().filter(|bytes| is_readable(bytes)).collect();
    let mut came = AutoCommit::new();
    let mut doc = opened(chunks);
    let mut mark = Mark::read(mark);
    let (known, mut strange) = mark.known(&mut doc);
    // The document as the mark tells it, so that what rests on our own changes only does not count.
    let mut told = match known.is_empty() {
        true => AutoCommit::new(),
        false => doc.fork_at(&known).unwrap_or_default(),
    };
    for bytes in delivered {
        // A piece that does not fit to what is there was not taken in either.
        let _ = came.load_incremental(bytes);
        let _ = told.load_incremental(bytes);
    }
    let lacks = !chunks.is_empty() && known.iter().chain(&strange).any(|hash| came.get_change_by_hash(hash).is_none());
    strange.retain(|hash| told.get_change_by_hash(hash).is_none());
    mark.hashes = told.get_heads();
    mark.hashes.extend(strange);
    Counted { mark: mark.write(), lacks }
}

/// Bytes of one document that came from a team, with the mark that the document has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Empty when there is none.
    pub mark: Vec<u8>,
}

/// Something to be taken in, and what is then to be said of it.
#[derive(Clone, Debug)]
pub struct Delivery {
    docs: BTreeMap<DocKey, (Vec<u8>, Vec<Vec<u8>>)>,
    order: Vec<(DocKey, usize)>,
    strange: BTreeSet<String>,
    whole: bool,
}

/// The answer to a delivery that was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// By document the mark that stands for its old mark and what was delivered, and for nothing else.
    pub marks: Vec<(String, Vec<u8>)>,
    /// Documents of which the old mark stood for something that the whole delivery did not hold.
    pub lacking: Vec<String>,
}

impl Delivery {
    /// `whole` when each of them is a document as it was, as in a snapshot, and not changes of one.
    pub fn new(delivered: Vec<Delivered>, whole: bool) -> Self {
        let mut delivery = Self { docs: BTreeMap::new(), order: Vec::new(), strange: BTreeSet::new(), whole };
        for Delivered { name, bytes, mark } in delivered {
            let Some(doc) = named(&name) else {
                delivery.strange.insert(name);
                continue;
            };
            let (_, pieces) = delivery.docs.entry(doc).or_insert_with(|| (mark, Vec::new()));
            delivery.order.push((doc, pieces.len()));
            pieces.push(bytes);
        }
        delivery
    }

    /// For `Input::Receive`, in the order in which it came. May be none; then there is nothing to wait for.
    pub fn docs(&self) -> Vec<(DocKey, Vec<u8>)> {
        self.order.iter().filter_map(|(doc, at)| Some((*doc, self.docs.get(doc)?.1.get(*at)?.clone()))).collect()
    }

    /// Names of documents that a later version of the app has made. They are left where they are, in the log.
    pub fn strange(&self) -> &BTreeSet<String> {
        &self.strange
    }

    /// Once it is on disk: the documents of which [`Self::kept`] wants all chunks, as the storage has them then. Of a document without a
    /// mark nothing is wanted, so that a first join reads nothing twice.
    pub fn wanted(&self) -> Vec<DocKey> {
        self.docs.iter().filter(|(_, (mark, _))| !mark.is_empty()).map(|(doc, _)| *doc).collect()
    }

    /// What the delivery is answered with, once `Input::Receive` was answered with success and never before. `loaded` is what the storage has of
    /// [`Self::wanted`].
    pub fn kept(&self, loaded: &[(DocKey, Vec<Chunk>)], ledger: &dyn Ledger) -> Kept {
        let mut kept = Kept::default();
        for (doc, (mark, pieces)) in &self.docs {
            let chunks = loaded.iter().find(|(other, _)| other == doc).map_or(&[][..], |(_, chunks)| chunks);
            let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
            let Counted { mark, lacks } = ledger.counted(chunks, &pieces, mark);
            kept.marks.push((name(*doc), mark));
            if self.whole && lacks {
                kept.lacking.push(name(*doc));
            }
        }
        kept
    }
}

/// Whole documents in the order of their names, about so many bytes of them.
#[derive(Clone, Debug)]
pub struct Page {
    left: Vec<(String, DocKey)>,
    room: usize,
    docs: Vec<(String, Vec<u8>)>,
}

/// Documents asked of the storage at a time.
const PAGED_AT_ONCE: usize = 8;

impl Page {
    /// `list` is every document that the storage has.
    pub fn after(name: Option<&str>, list: Vec<DocKey>, bytes: usize) -> Self {
        let named: BTreeMap<String, DocKey> = list.into_iter().map(|doc| (self::name(doc), doc)).collect();
        let left = named.into_iter().filter(|(one, _)| name.is_none_or(|name| one.as_str() > name));
        Self { left: left.rev().collect(), room: bytes, docs: Vec::new() }
    }

    /// The documents whose chunks are to be put in next; none when the page is full or nothing is left.
    pub fn wanted(&self) -> Vec<DocKey> {
        if self.room == 0 {
            return Vec::new();
        }
        self.left.iter().rev().take(PAGED_AT_ONCE).map(|(_, doc)| *doc).collect()
    }

    /// The chunks of what was wanted, in that order. Of a document that is gone by now there are none, and it is left out.
    pub fn put(&mut self, loaded: &[(DocKey, Vec<Chunk>)], ledger: &dyn Ledger) {
        for (doc, chunks) in loaded {
            if self.room == 0 || self.left.last().is_none_or(|(_, next)| next != doc) {
                break;
            }
            let Some((name, _)) = self.left.pop() else { break };
            if chunks.is_empty() {
                continue;
            }
            let bytes = ledger.pack(chunks).bytes;
            self.room = self.room.saturating_sub(bytes.len());
            self.docs.push((name, bytes));
        }
    }

    /// The documents, each with everything that the journal has of it, and whether there are more.
    pub fn done(self) -> (Vec<(String, Vec<u8>)>, bool) {
        (self.docs, !self.left.is_empty())
    }
}

fn opened(chunks: &[Chunk]) -> AutoCommit {
    Opened::from_chunks(chunks, &ActorId::from([0u8; 16])).doc
}

#[cfg(test)]
mod tests;
