//! What goes into the engine and what comes out of it.

use wire::{AppendDenial, ControlTip, DeviceKey, EntryRefusal, Epoch, Origin, Position, Token, WalkRefusal};

use crate::content::{Chunk, DocName, Plain};
use crate::home::Records;
use crate::seal::OpenRefusal;
use crate::team::{Act, ActRefusal};

/// Names a question, so that its answer finds back.
pub type Ticket = u64;
/// Names one connection.
pub type LinkId = u64;
/// How much of a document was sent or received: what the app gave for it, and nobody else reads.
pub type Mark = Vec<u8>;

/// What the app has of a document beyond a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    pub doc: DocName,
    /// None when there is nothing.
    pub bytes: Option<Plain>,
    /// Stands for all that the document holds now.
    pub mark: Mark,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Input {
    /// The time asked for by [`Effect::Wake`] has come.
    Wake,
    /// There is a network again, or somebody looks: connect now.
    Hurry,
    /// Where the relay is from now on; None is nowhere.
    Relay(Option<Origin>),
    /// What the relay asks for before it takes a new space, as whoever runs it has said.
    Token(Token),
    /// The connection stands.
    Dialled(LinkId),
    Received(LinkId, Vec<u8>),
    /// It has ended, or never stood.
    Closed(LinkId),
    /// These records are on disk, and all that were to be written before them.
    Written(Ticket),
    /// They are not. Nothing more is done until the app starts again.
    Unwritten(Ticket),
    /// Documents have changed, up to this place of the app's journal. It may name too many.
    Changed {
        docs: Vec<DocName>,
        place: u64,
    },
    /// Answers [`Effect::Ask`], for each of its documents.
    Fresh {
        ticket: Ticket,
        docs: Vec<Fresh>,
    },
    /// Answers [`Effect::Deliver`]: it is on disk. For each document a mark that stands for the old mark and what was delivered, but for
    /// nothing else; and documents of which the old mark stands for something that a whole delivery did not hold.
    Kept {
        ticket: Ticket,
        marks: Vec<(DocName, Mark)>,
        lacking: Vec<DocName>,
    },
    /// Answers [`Effect::Page`]: documents in the order of their names, whole, and whether there are more.
    Page {
        ticket: Ticket,
        docs: Vec<Chunk>,
        more: bool,
    },
    Act {
        ticket: Ticket,
        act: Act,
    },
    /// What others may see of this person from now on: a few hundred bytes.
    Presence(Plain),
    /// Makes a file of these chunks, for somebody of the space.
    Export {
        ticket: Ticket,
        chunks: Vec<Chunk>,
    },
    /// A file that somebody of the space has made.
    Import {
        ticket: Ticket,
        file: Vec<u8>,
    },
    /// After [`Stuck`] by what the relay lost or showed: a person says to begin again with this relay. Documents stay; whatever the
    /// relay has not got is sent.
    StartOver,
}

/// What is to be done, in this order.
#[derive(Clone, Debug)]
pub enum Effect {
    Dial {
        link: LinkId,
        relay: Origin,
    },
    Send {
        link: LinkId,
        bytes: Vec<u8>,
    },
    Close {
        link: LinkId,
    },
    /// All or nothing, and one after another.
    Write {
        ticket: Ticket,
        records: Records,
    },
    /// Documents that changed after this place of the journal are to be told by [`Input::Changed`]; all of them, when the journal does not
    /// reach so far. Nothing else is to be told by it before that is: a later place would stand for documents that were not named yet.
    Scan {
        since: u64,
    },
    /// What do these documents hold beyond their marks? Without a mark: all of it.
    Ask {
        ticket: Ticket,
        docs: Vec<(DocName, Option<Mark>)>,
    },
    /// To be taken into the documents and kept. Each comes with the mark of its document; `whole` when chunks hold documents as they were.
    Deliver {
        ticket: Ticket,
        chunks: Vec<(Chunk, Option<Mark>)>,
        whole: bool,
    },
    /// Whole documents after this name, about so many bytes of them.
    Page {
        ticket: Ticket,
        after: Option<DocName>,
        bytes: usize,
    },
    Answer {
        ticket: Ticket,
        answer: Result<Success, Failure>,
    },
    /// Members, roles or invites have changed: [`super::Engine::membership`].
    Members,
    Status(Status),
    /// A device was heard from, and what it shows.
    Heard {
        device: DeviceKey,
        at_ms: u64,
        presence: Plain,
    },
    /// A member signed a change that is none. It was passed over.
    Trouble {
        device: DeviceKey,
        at: Position,
        why: OpenRefusal,
    },
    /// To be woken at this time.
    Wake {
        at_ms: u64,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Success {
    /// The relay has the entry.
    Acted,
    Exported(Vec<u8>),
    /// So many chunks are kept.
    Imported(usize),
}

/// Why something that was asked for is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    Act(ActRefusal),
    /// This device's role does not allow it.
    Role,
    /// The file is none, is damaged, or is of another space.
    File,
    /// Who made the file had no right to.
    FileAuthor,
    /// It does not open with the keys that are here.
    FileKey,
    /// The file shows other members or another log than this device has seen.
    FileDiffers,
    Stuck(Stuck),
}

/// How syncing stands. It claims nothing that was not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// There is no relay to speak to.
    Alone,
    Connecting,
    /// An owner has to approve this device.
    Unapproved,
    /// Changes of others are on their way; so many are known of.
    CatchingUp {
        left: u64,
    },
    /// Everything that the relay has is here, and everything here is there.
    InStep,
    /// So many documents or changes were not acknowledged.
    Waiting {
        left: usize,
    },
    Stuck(Stuck),
}

/// Why it does not go on by itself. Whatever it is, documents stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stuck {
    /// The relay knows no such space for this device: it was removed, or the space is not there.
    NotAdmitted,
    /// The invite was used, revoked or is too old.
    InviteSpent,
    Removed,
    Left,
    /// A copy of this profile is in use elsewhere. It has to enter again, as a new device.
    Copied,
    /// The relay lost what it had acknowledged.
    LogLost,
    /// The relay lost entries of the control log.
    ControlLost,
    /// The relay showed another log to this device.
    Fork {
        with: DeviceKey,
    },
    ControlFork {
        tip: ControlTip,
    },
    /// The relay did what no honest relay does.
    Lied(Lie),
    NoKey(Epoch),
    /// The space is full.
    Full {
        used: u64,
        allowed: u64,
    },
    /// This device's role does not allow to change anything.
    MayNotWrite,
    /// This document does not fit.
    TooLarge(DocName),
    /// Records could not be written.
    Storage,
    /// The relay speaks otherwise: one of the two is too old.
    Protocol,
    /// The relay says that it is another one than was dialled.
    OtherRelay,
}

/// What a relay was caught at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// It passed on a change that must not stand there.
    Log(WalkRefusal),
    /// It passed on an entry that does not hold.
    Entry(EntryRefusal),
    /// It passed on a snapshot that must not stand there.
    Snapshot(AppendDenial),
    /// What it says of its own logs does not fit to what it sends.
    Head,
}
