//! The team, and how syncing stands.

use domain::time::Day;

use super::locale::Locale;
use crate::state::team::{Belongs, Role, Status, Stuck, Why};

pub const TITLE: &str = "Team";
pub const LEAD: &str = "Work on the same clients in several browsers: your own laptop and desktop, or a team's. What you keep is sealed before it leaves; the relay that passes it on cannot read it. Without a network everything goes on, and catches up later.";
pub const TO_START: &str = "Start or join a team";
pub const TO_TEAM: &str = "To the team";
pub const MISSING: &str = "This part of the app could not be loaded. It needs the network once.";
pub const TRY_AGAIN: &str = "Try again";

// Starting, and coming in.
pub const START: &str = "Start a team";
pub const START_HINT: &str = "This browser becomes its first owner. What you keep here becomes the team's.";
pub const YOUR_NAME: &str = "Your name, as teammates see it";
pub const NAME_MISSING: &str = "Please say what teammates should call you.";
pub const RELAY: &str = "Address of the relay";
pub const RELAY_HINT: &str =
    "Begins with wss://. Whoever runs your relay knows it. You may leave it empty, exchange files, and add it later.";
pub const RELAY_HINT_LATER: &str = "Begins with wss://.";
pub const TOKEN: &str = "Access word of the relay";
pub const TOKEN_HINT: &str = "Only where whoever runs it gave you one.";
pub const TOKEN_ASKED: &str = "If this relay takes new teams only with an access word, say it here.";
pub const TOKEN_DO: &str = "Try with this word";
pub const START_DO: &str = "Start the team";
pub const WORKING: &str = "One moment";
pub const JOIN: &str = "Join a team";
pub const JOIN_HINT: &str = "Open the link that an owner sent you in this browser, or paste it here.";
pub const JOIN_LINK: &str = "Link of the invite";
pub const JOIN_READ: &str = "Use this link";
pub const INVITED: &str = "You are invited into a team";
pub const INVITED_HINT: &str = "Everything the team keeps comes into this browser, and what you do here goes to the team.";
pub const JOIN_DO: &str = "Join the team";
pub const NOT_NOW: &str = "Not now";
pub const OWN_DETAILS: &str = "The business details in this browser give way to the team's. If you need them, download everything first.";
pub const BRING_CLIENTS: &str = "Bring them into the team";
pub const TO_STORAGE: &str = "Download everything";
pub const IN_TEAM_ALREADY: &str = "This browser belongs to a team already. Leave it first, or open the link in another browser profile.";

pub fn own_clients(count: usize) -> String {
    match count {
        1 => "This browser keeps a client of its own.".to_owned(),
        count => format!("This browser keeps {count} clients of its own."),
    }
}
pub const BRING_HINT: &str = "Every teammate would see them. To keep them apart, open the link in another browser profile.";
pub const BRING_MISSING: &str = "Please decide about the clients in this browser first.";

// Words and files to come back by.
pub const WORDS: &str = "Your 24 recovery words";
pub const WORDS_HINT: &str = "Whoever has them is an owner of this team. Write them down on paper, in this order, and keep them where you keep contracts. They are shown this once; without them and without any owner's browser, nobody can bring the team back, we included.";
pub const WORDS_PRINT: &str = "Print";
pub const WORDS_DONE: &str = "I have written them down";
pub const WORDS_CHECK: &str = "Written down?";

pub fn words_check(place: usize) -> String {
    format!("Word number {place}")
}
pub const WORDS_CHECK_WRONG: &str = "That is another word. Please look at your paper once more.";
pub const WORDS_CHECK_DO: &str = "That is it";
pub const WORDS_AGAIN: &str = "Show the words again";
pub const RECOVER: &str = "Come back with your recovery words";
pub const RECOVER_HINT: &str = "When every browser of the team is lost, or this one was cleared: the words let you in as an owner.";
pub const RECOVER_WORDS: &str = "The 24 words, with spaces between";
pub const RECOVER_DO: &str = "Come back";
pub const RESCUE: &str = "Recovery file";
pub const RESCUE_HINT: &str = "One file with everything the team keeps and the way back in, closed with a password. Make one now and then, and keep it away from this device.";
pub const RESCUE_PASSWORD: &str = "Password for the file";
pub const RESCUE_PASSWORD_HINT: &str = "Twelve characters at least. There is no other way into the file.";
pub const RESCUE_SHORT: &str = "Twelve characters at least, please.";
pub const RESCUE_DO: &str = "Make the file";
pub const RESCUE_DONE: &str = "The recovery file is made";
pub const RESCUE_OPEN: &str = "Open a recovery file";
pub const RESCUE_OPEN_HINT: &str = "It brings back the documents at once, and lets you into the team.";
pub const RESCUE_OPEN_DO: &str = "Open it";
pub const FILE: &str = "File";
pub const FILE_MISSING: &str = "Please choose a file.";
pub const FILE_UNREADABLE: &str = "The file could not be read.";
pub const PASSWORD: &str = "Password";

// How it stands.
pub const HOW: &str = "Syncing";
pub const NOW: &str = "Try now";
pub const OFF_DO: &str = "Turn syncing off";
pub const ON_DO: &str = "Turn syncing on";
pub const RELAY_SAVE: &str = "Use this address";
pub const RELAY_CHANGE: &str = "Change the address";
pub const NO_RELAY: &str = "No relay";
pub const FINGERPRINT: &str = "Fingerprint";
pub const FINGERPRINT_HINT: &str =
    "Read these digits to each other now and then. As long as all of you see the same, nobody has slipped into your team.";
pub const START_OVER: &str = "Go on with this relay";
pub const START_OVER_HINT: &str = "Nothing here is lost. Whatever the relay has not got is sent to it again.";
pub const FORGET: &str = "Work alone from here";
pub const FORGET_HINT: &str = "Everything stays in this browser and is yours alone. To come back you need a new invite.";

/// The badge: short, and true.
pub fn badge(status: &Status) -> String {
    match status {
        Status::Single => String::new(),
        Status::Off => "Syncing is off".to_owned(),
        Status::Connecting => "Connecting".to_owned(),
        Status::Unapproved => "Waiting to be let in".to_owned(),
        Status::CatchingUp { left: 0 } => "Catching up".to_owned(),
        Status::CatchingUp { left } => format!("Catching up, {left} to come"),
        Status::InStep => "In step with the team".to_owned(),
        Status::Waiting { left: 1 } => "1 change waits to be sent".to_owned(),
        Status::Waiting { left } => format!("{left} changes wait to be sent"),
        Status::Stuck(_) => "Syncing has stopped".to_owned(),
    }
}

/// In a word or two, for the foot of the places.
pub fn short(status: &Status) -> String {
    match status {
        Status::Single => String::new(),
        Status::Off => "Sync off".to_owned(),
        Status::Connecting => "Connecting".to_owned(),
        Status::Unapproved => "Not let in".to_owned(),
        Status::CatchingUp { left: 0 } => "Catching up".to_owned(),
        Status::CatchingUp { left } => format!("{left} to come"),
        Status::InStep => "In step".to_owned(),
        Status::Waiting { left } => format!("{left} to send"),
        Status::Stuck(_) => "Sync stopped".to_owned(),
    }
}

/// The same in a sentence or two, with what it means.
pub fn standing(status: &Status) -> String {
    match status {
        Status::Single => String::new(),
        Status::Off => "Syncing is off. What you do stays in this browser until it is turned on.".to_owned(),
        Status::Connecting => "The relay is not reached yet. It is tried again and again; you can go on working.".to_owned(),
        Status::Unapproved => "An owner has to let this browser in. Ask one to open Team.".to_owned(),
        Status::CatchingUp { left: 0 } => "Reading what the others did. You can work already.".to_owned(),
        Status::CatchingUp { left: 1 } => "Reading what the others did: 1 change to come. You can work already.".to_owned(),
        Status::CatchingUp { left } => format!("Reading what the others did: {left} changes to come. You can work already."),
        Status::InStep => "Everything the relay has is here, and everything here is there.".to_owned(),
        Status::Waiting { left: 1 } => "1 record has changes that the relay has not confirmed yet.".to_owned(),
        Status::Waiting { left } => format!("{left} records have changes that the relay has not confirmed yet."),
        Status::Stuck(why) => stuck(why),
    }
}

/// Why it has stopped, and what helps. Documents are never touched by any of it.
pub fn stuck(why: &Stuck) -> String {
    match why {
        Stuck::NotAdmitted => {
            "The relay does not let this browser in: it was removed from the team, or the relay has lost the team. Ask an owner. What you keep here stays.".to_owned()
        }
        Stuck::InviteSpent => "The invite was used, taken back, or is too old. Ask an owner for a new one.".to_owned(),
        Stuck::Removed => "An owner has removed this browser from the team. What had come until then is still here; nothing new comes.".to_owned(),
        Stuck::Left => "This browser has left the team. What had come until then is still here; nothing new comes.".to_owned(),
        Stuck::Copied => {
            "A copy of this browser profile is in use elsewhere, so the two cannot be told apart. Work alone here, then join again with a new invite.".to_owned()
        }
        Stuck::LogLost => "The relay has lost changes that it had confirmed, as after an old copy was put back. Everything is still here.".to_owned(),
        Stuck::ControlLost => "The relay has lost part of the list of members. Everything is still here.".to_owned(),
        Stuck::Fork { .. } => {
            "The relay shows you and a teammate two different histories. Compare fingerprints before you go on; if they differ, do not trust this relay.".to_owned()
        }
        Stuck::ControlFork => {
            "The relay shows two different lists of members. Compare fingerprints before you go on; if they differ, do not trust this relay.".to_owned()
        }
        Stuck::Lied => "The relay sent what no honest relay sends. Nothing of it was taken in. Ask whoever runs it, or use another.".to_owned(),
        Stuck::NoKey => "This browser has not got the team's newest key. Ask an owner to open Team and renew the key.".to_owned(),
        Stuck::Full { used, allowed } => {
            format!("The relay has no more room for this team: {} of {} MB are used. Ask whoever runs it.", used >> 20, allowed >> 20)
        }
        Stuck::MayNotWrite => "You may look and not change, so what was changed here does not go to the team.".to_owned(),
        Stuck::TooLarge { .. } => "One record is too large for this relay. The others are synced.".to_owned(),
        Stuck::Storage => "This browser could not write to its disk. It is tried again; see Settings, Storage.".to_owned(),
        Stuck::Protocol => "The relay and this app are of different versions. Reload the app, or ask whoever runs the relay.".to_owned(),
        Stuck::OtherRelay => "The relay says that it is another one than this address. Check the address.".to_owned(),
        Stuck::Damaged => "What this browser kept of the team cannot be read. Work alone here, then join again with a new invite.".to_owned(),
        Stuck::NoLocks => "This browser cannot sync: it has no way to let one tab alone speak. Everything else works.".to_owned(),
    }
}

/// Whether a person may say to go on, and it could help.
pub fn may_start_over(why: &Stuck) -> bool {
    matches!(
        why,
        Stuck::NotAdmitted | Stuck::LogLost | Stuck::ControlLost | Stuck::Fork { .. } | Stuck::Lied | Stuck::Protocol | Stuck::OtherRelay
    )
}

/// Nothing new comes to this profile any more.
pub fn is_over(why: &Stuck) -> bool {
    matches!(why, Stuck::NotAdmitted | Stuck::InviteSpent | Stuck::Removed | Stuck::Left | Stuck::Copied | Stuck::Damaged)
}

// People.
pub const PEOPLE: &str = "People";
pub const PEOPLE_HINT: &str = "One line for each browser. Who uses two browsers has two lines.";
pub const YOU: &str = "you";
pub const ROLE: &str = "Role";
pub const APPROVE: &str = "Let in";
pub const DECLINE: &str = "Turn away";
pub const WAITS: &str = "wants to come in";
pub const WAITS_HINT: &str = "Ask the person before you let them in: is it you who opened my link just now?";
pub const REMOVE: &str = "Remove";
pub const REMOVE_DO: &str = "Remove from the team";
pub const REMOVE_HINT: &str =
    "Nothing new will reach that browser: the key is renewed at once. What it has already received cannot be called back.";
pub const CANCEL: &str = "Cancel";
pub const RENAME: &str = "Rename";
pub const RENAME_DO: &str = "Save the name";
pub const NAME: &str = "Name";
pub const NAMELESS: &str = "No name yet";
pub const THERE: &str = "here now";
pub const NEVER: &str = "not heard from yet";
pub const RECOVERY_LINE: &str = "Recovery words";
pub const RECOVERY_LINE_HINT: &str = "An owner on paper: whoever has the words can come in.";
pub const GONE: &str = "Gone";
pub const ROTATES: &str = "The key is being renewed. That needs an owner's browser to be online.";
pub const CONNECT_FIRST: &str = "Members change only while this browser is connected.";
pub const TROUBLES: &str = "Some changes of a teammate could not be read and were passed over. Is one of you using an older version?";

pub fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner",
        Role::Editor => "Editor",
        Role::Viewer => "Viewer",
        Role::Guest => "Guest",
    }
}

pub fn role_hint(role: Role) -> &'static str {
    match role {
        Role::Owner => "changes everything, also who belongs to the team",
        Role::Editor => "changes everything but the team",
        Role::Viewer => "reads everything and changes nothing",
        Role::Guest => "sees one client's own page",
    }
}

pub fn gone(belongs: Belongs) -> &'static str {
    match belongs {
        Belongs::Removed => "removed",
        Belongs::Left => "left",
        Belongs::Waiting | Belongs::Member => "",
    }
}

/// When somebody was last heard from.
pub fn heard(day: Day, today: Day, minute: &str, locale: &Locale) -> String {
    if day == today { format!("last heard from at {minute}") } else { format!("last heard from {}, {minute}", locale.near(day, today)) }
}

pub const LOOKING: &str = "looks at";

/// Who looks at the same client.
pub fn looking(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} is looking at this too"),
        [first, rest @ ..] if rest.len() == 1 => format!("{first} and {} are looking at this too", rest[0]),
        [first, rest @ ..] => format!("{first} and {} others are looking at this too", rest.len()),
    }
}
pub const SOMEBODY: &str = "A teammate";

// Invites.
pub const INVITE: &str = "Invite somebody";
pub const INVITE_NAME: &str = "For whom";
pub const INVITE_NAME_HINT: &str = "Only the team sees it.";
pub const INVITE_ROLE: &str = "They come as";
pub const INVITE_DAYS: &str = "The link is good for";
pub const INVITE_HOW: &str = "When they open it";
pub const INVITE_ASK: &str = "I let them in";
pub const INVITE_AT_ONCE: &str = "they are in at once";
pub const INVITE_AT_ONCE_HINT: &str = "Whoever gets hold of the link first is in. Send it where nobody else reads it.";
pub const INVITE_OWNER: &str = "Owners are always let in by hand.";
pub const INVITE_DO: &str = "Make the link";
pub const LINK: &str = "The link";
pub const LINK_HINT: &str = "It lets one browser in, once. Send it as you would a key; what stands behind the # never reaches a server.";
pub const LINK_QR: &str = "The same link as a code, for a camera";
pub const COPY: &str = "Copy the link";
pub const COPIED: &str = "Copied";
pub const NOT_COPIED: &str = "The browser did not allow copying. Select the link and copy it.";
pub const LINK_DONE: &str = "Done";
pub const OPEN_INVITES: &str = "Open invites";
pub const REVOKE: &str = "Take back";

pub fn days(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

pub fn until(day: Day, today: Day, locale: &Locale) -> String {
    if day < today { "its time is over".to_owned() } else { format!("good until {}", locale.near(day, today)) }
}

// Files.
pub const FILES: &str = "Without a relay";
pub const FILES_HINT: &str = "Hand a sealed file to a teammate, on a stick or by any mail. Only browsers of this team can open it; bringing one in twice does no harm.";
pub const EXPORT: &str = "Make a file for the team";
pub const EXPORTED: &str = "The file is made";
pub const IMPORT: &str = "Bring in a teammate's file";

pub fn brought(documents: usize) -> String {
    match documents {
        0 => "There was nothing in the file.".to_owned(),
        1 => "Brought in: 1 record. What was here already stays as it was.".to_owned(),
        count => format!("Brought in: {count} records. What was here already stays as it was."),
    }
}

// Keys, and leaving.
pub const SAFETY: &str = "Keys, and leaving";
pub const ROTATE: &str = "Renew the key";
pub const ROTATE_HINT: &str =
    "When a device was lost or seen by others: remove it above, which renews the key as well. This renews it without removing anybody.";
pub const ROTATED: &str = "The key is renewed";
pub const LEAVE: &str = "Leave the team";
pub const LEAVE_HINT: &str =
    "Nothing new comes to this browser afterwards. What is here stays. The others see that you left, and the key is renewed.";
pub const LEAVE_DO: &str = "Leave now";

/// Why something was not done.
pub fn why(why: &Why) -> String {
    match why {
        Why::Wrong => "That does not go here: this browser belongs to a team already, or to none yet.".to_owned(),
        Why::Address => "The address of a relay looks like wss://relay.example.org. Please check it.".to_owned(),
        Why::LinkDamaged => "The link is not whole. Please copy all of it.".to_owned(),
        Why::LinkNewer => "The link was made by a newer version. Please reload this app first.".to_owned(),
        Why::LinkLate => "The link is too old. Ask for a new one.".to_owned(),
        Why::WordsCount(count) => format!("There are 24 words; these are {count}."),
        Why::WordUnknown(at) => format!("Word number {at} is in no list. Please check its spelling."),
        Why::WordsOrder => "These words do not belong together: one is another, or the order is.".to_owned(),
        Why::WordsOther => "These are the words of another team.".to_owned(),
        Why::Role => "Your role does not allow that. Ask an owner.".to_owned(),
        Why::LastOwner => "A team needs an owner: make somebody else one first.".to_owned(),
        Why::Expired => "Its time is over. Please begin again.".to_owned(),
        Why::Full => "The team has no more room for that. Take back invites that nobody uses, or remove browsers.".to_owned(),
        Why::Rules => "That is not possible any more: somebody was faster. Look at the list again.".to_owned(),
        Why::File => "This is no file of this team, or it is damaged. Nothing was changed.".to_owned(),
        Why::FileAuthor => "Whoever made the file had no right to. Nothing was changed.".to_owned(),
        Why::FileKey => "The file does not open with this. Nothing was changed.".to_owned(),
        Why::FileDiffers => {
            "The file tells of other members, or of another history, than this browser has seen. Nothing was changed.".to_owned()
        }
        Why::Storage => "This browser could not read or write its disk. Nothing was changed.".to_owned(),
        Why::Stuck(why) => stuck(why),
        Why::Silence => "There was no answer. Please try again.".to_owned(),
    }
}
