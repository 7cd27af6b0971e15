//! What tabs say to each other of syncing, and what screens are told: plain values, no keys. Device keys and invites stand as hexadecimal.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    Owner,
    Editor,
    Viewer,
    /// Of a client's own page; no teammate has it.
    Guest,
}

/// How a device belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Belongs {
    Waiting,
    Member,
    Left,
    Removed,
}

/// How syncing stands. It claims nothing that was not seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// This profile belongs to no team.
    #[default]
    Single,
    /// Of a team, and syncing is off.
    Off,
    Connecting,
    /// An owner has to let this device in.
    Unapproved,
    CatchingUp {
        left: u64,
    },
    InStep,
    Waiting {
        left: usize,
    },
    Stuck(Stuck),
}

/// Why it does not go on by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stuck {
    NotAdmitted,
    InviteSpent,
    Removed,
    Left,
    Copied,
    LogLost,
    ControlLost,
    /// The relay showed another log to this device.
    Fork {
        with: String,
    },
    ControlFork,
    /// The relay did what no honest relay does.
    Lied,
    NoKey,
    Full {
        used: u64,
        allowed: u64,
    },
    MayNotWrite,
    TooLarge {
        doc: String,
    },
    /// What was to be written was not.
    Storage,
    Protocol,
    OtherRelay,
    /// What this browser kept of the team cannot be read.
    Damaged,
    /// The browser has no way to let one tab alone speak.
    NoLocks,
}

/// A device of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub key: String,
    pub role: Role,
    pub belongs: Belongs,
    /// It stands for the recovery words, and nobody sits at it.
    pub is_recovery: bool,
    /// The invite it came by.
    pub invite: Option<String>,
    /// Milliseconds since 1970.
    pub heard_ms: Option<i64>,
    /// The client it looks at now.
    pub looks_at: Option<String>,
}

/// An invite that was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    pub key: String,
    pub role: Role,
    pub expires_ms: i64,
    pub at_once: bool,
}

/// All that screens show of a team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    pub status: Status,
    /// The key of this profile.
    pub own: Option<String>,
    pub role: Option<Role>,
    pub relay: Option<String>,
    /// The relay is there, and answers.
    pub connected: bool,
    pub devices: Vec<Device>,
    pub invites: Vec<Invite>,
    /// What two people read to each other.
    pub fingerprint: Option<String>,
    /// A new key is due, because somebody went.
    pub rotates: bool,
    /// Signed changes that could not be read, and were passed over.
    pub troubles: usize,
}

/// What a screen may ask for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// A team with this profile as its first owner.
    Found {
        relay: Option<String>,
        token: String,
    },
    /// By the fragment of an invite's link.
    Join {
        fragment: String,
    },
    /// By the twenty-four words.
    Recover {
        words: String,
        relay: String,
    },
    Invite {
        role: Role,
        days: u32,
        at_once: bool,
    },
    Approve {
        device: String,
    },
    SetRole {
        device: String,
        role: Role,
    },
    Remove {
        device: String,
    },
    Leave,
    Revoke {
        invite: String,
    },
    Rotate,
    /// None: syncing is off.
    Relay {
        to: Option<String>,
    },
    /// What the relay asks for before it takes a new team.
    Token {
        token: String,
    },
    Hurry,
    StartOver,
    /// Takes what this browser keeps of the team away; documents stay.
    Forget,
    /// All documents, sealed for the team.
    Export,
    Import {
        file: Vec<u8>,
    },
    /// Everything under one password; the words have to be the team's.
    Rescue {
        words: String,
        password: String,
    },
    /// Brings back what [`Ask::Rescue`] made, and enters by its words; at this relay, where another is meant than it names.
    OpenRescue {
        file: Vec<u8>,
        password: String,
        relay: Option<String>,
    },
    /// Which client is looked at here.
    LooksAt {
        client: Option<String>,
    },
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    Done,
    /// The words of a new team, to be shown once.
    Words(Vec<String>),
    /// An invite: the fragment of its link, and its key.
    Link {
        fragment: String,
        invite: String,
    },
    File(Vec<u8>),
    Brought {
        documents: usize,
    },
    No(Why),
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// This profile belongs to a team already, or to none yet.
    Wrong,
    Address,
    LinkDamaged,
    LinkNewer,
    /// The link's time is over.
    LinkLate,
    WordsCount(usize),
    /// The word at this place, from 1.
    WordUnknown(usize),
    WordsOrder,
    /// They are the words of another team.
    WordsOther,
    Role,
    LastOwner,
    Expired,
    Full,
    /// The rules of the team do not allow it.
    Rules,
    File,
    FileAuthor,
    FileKey,
    FileDiffers,
    Storage,
    Stuck(Stuck),
    /// Nobody answered.
    Silence,
}

/// Called once with what became of it.
pub type Answered = Box<dyn FnOnce(Said)>;

/// The door to syncing, without naming what syncs: that comes in a file of its own.
pub trait Crew {
    fn ask(&self, ask: Ask, answered: Answered);
}

/// Told whenever something of the team has changed.
pub type Tell = Box<dyn Fn(Team)>;
/// Begins syncing over a runner's documents.
pub type Begin = fn(super::super::runner::Runner, Tell) -> Rc<dyn Crew>;
