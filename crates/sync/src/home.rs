//! What a browser profile keeps of itself: which space it belongs to, its seed, and how far it has come in entering. That this record is
//! there is the intent: a profile that has one uploads nothing that is not sealed.

use std::fmt;

use wire::{Entry, Origin, Purpose, SpaceId};
use zeroize::Zeroizing;

use crate::code::{Malformed, Reader, Writer};
use crate::identity::{Identity, InviteSeed};
use crate::link::InviteLink;
use crate::phrase::Phrase;
use crate::secret::{Dice, Secret};
use crate::team::{ActRefusal, found};

/// A record to keep under its key; without bytes, to remove.
pub type Record = (String, Option<Vec<u8>>);

/// Records to write together. It shows which, and never what is in them: keys are.
#[derive(Clone, Default)]
pub struct Records(pub Vec<Record>);

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(key, _)| key)).finish()
    }
}

impl IntoIterator for Records {
    type Item = Record;
    type IntoIter = std::vec::IntoIter<Record>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

pub(crate) const HOME: &str = "home";

pub(crate) fn control_key(sequence: u64) -> String {
    format!("control/{sequence:010}")
}

/// How far a profile has come.
#[derive(Clone, Debug)]
pub(crate) enum Stage {
    /// The space may not be at the relay, or not all of it: the control log is brought there first.
    Founding,
    /// It has an invite's seed, and enrols by it.
    Invited(InviteSeed),
    Entered,
    /// An owner's device that lets a new one in for itself, and then becomes that: after twenty-four words, or because a copy of the profile
    /// is in use elsewhere.
    Renewing {
        next: Secret,
        invite: InviteSeed,
    },
}

/// What is kept under `home`.
#[derive(Clone, Debug)]
pub struct Home {
    pub(crate) space: SpaceId,
    pub(crate) seed: Secret,
    pub(crate) purpose: Purpose,
    pub(crate) relay: Option<Origin>,
    pub(crate) stage: Stage,
}

/// What founding gives: records to write in one go, and the words to show once.
#[derive(Debug)]
pub struct Founded {
    pub records: Records,
    pub phrase: Phrase,
    pub genesis: Entry,
}

impl Home {
    const VERSION: u8 = 1;

    /// A new space with this profile as its first owner.
    pub fn found(relay: Option<Origin>, now_ms: u64, dice: &mut Dice) -> Result<Founded, ActRefusal> {
        let phrase = Phrase::new(dice.secret());
        let seed = dice.secret();
        let identity = Identity::new(seed.clone(), Purpose::Profile).ok_or(ActRefusal::Unlucky)?;
        let genesis = found(&identity, &phrase, now_ms, dice)?;
        let home = Self { space: phrase.space(), seed, purpose: Purpose::Profile, relay, stage: Stage::Founding };
        let records = Records(vec![home.record(), (control_key(1), Some(genesis.bytes().to_vec()))]);
        Ok(Founded { records, phrase, genesis })
    }

    /// This profile enters by an invite.
    pub fn join(link: &InviteLink, dice: &mut Dice) -> Records {
        let stage = Stage::Invited(link.seed.clone());
        let home =
            Self { space: link.seed.space(), seed: dice.secret(), purpose: Purpose::Profile, relay: Some(link.relay.clone()), stage };
        Records(vec![home.record()])
    }

    /// This profile enters by the words that the space was founded with: the recovery device lets it in.
    pub fn recover(phrase: &Phrase, relay: Origin, dice: &mut Dice) -> Records {
        let stage = Stage::Renewing { next: dice.secret(), invite: InviteSeed::new(phrase.space(), dice.secret()) };
        let home = Self { space: phrase.space(), seed: phrase.device_seed(), purpose: Purpose::Recovery, relay: Some(relay), stage };
        Records(vec![home.record()])
    }

    pub(crate) fn record(&self) -> Record {
        let mut writer = Writer::default();
        writer.u8(Self::VERSION).raw(&self.space.0).raw(self.seed.bytes());
        writer.u8(match self.purpose {
            Purpose::Profile => 0,
            Purpose::Recovery => 1,
        });
        writer.short(self.relay.as_ref().map(Origin::as_str).unwrap_or_default().as_bytes());
        match &self.stage {
            Stage::Founding => writer.u8(0),
            Stage::Invited(seed) => writer.u8(1).raw(seed.secret().bytes()),
            Stage::Entered => writer.u8(2),
            Stage::Renewing { next, invite } => writer.u8(3).raw(next.bytes()).raw(invite.secret().bytes()),
        };
        (HOME.to_owned(), Some(writer.done()))
    }

    pub(crate) fn read(bytes: Vec<u8>) -> Result<Self, Malformed> {
        let bytes = Zeroizing::new(bytes);
        let mut reader = Reader::new(&bytes);
        if reader.u8()? != Self::VERSION {
            return Err(Malformed);
        }
        let space = SpaceId(reader.array()?);
        let seed = Secret::new(reader.array()?);
        let purpose = match reader.u8()? {
            0 => Purpose::Profile,
            1 => Purpose::Recovery,
            _ => return Err(Malformed),
        };
        let relay = match reader.text()? {
            "" => None,
            text => Some(Origin::parse(text).ok_or(Malformed)?),
        };
        let stage = match reader.u8()? {
            0 => Stage::Founding,
            1 => Stage::Invited(InviteSeed::new(space, Secret::new(reader.array()?))),
            2 => Stage::Entered,
            3 => Stage::Renewing { next: Secret::new(reader.array()?), invite: InviteSeed::new(space, Secret::new(reader.array()?)) },
            _ => return Err(Malformed),
        };
        reader.end()?;
        Ok(Self { space, seed, purpose, relay, stage })
    }
}
