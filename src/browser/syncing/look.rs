//! The engine as screens see it.

use sync::Engine;
use wire::{Purpose, Rotation, Standing};

use super::Syncing;
use super::told::{Belongs, Device, Invite, Role, Status, Stuck, Team};

impl Syncing {
    /// What is known now, by the tab that leads.
    pub(super) fn look(&self) -> Team {
        let engine = self.0.engine.borrow();
        let Some(engine) = &*engine else {
            let broken = self.0.broken.borrow().clone();
            return broken.map_or_else(Team::default, |why| Team { status: Status::Stuck(why), ..Team::default() });
        };
        let own = engine.device();
        let mut team = Team {
            status: status(engine.status()),
            own: Some(own.to_string()),
            role: engine.role().map(role),
            relay: engine.relay().map(|relay| relay.as_str().to_owned()),
            connected: engine.is_connected(),
            troubles: self.0.troubles.get(),
            ..Team::default()
        };
        let Some(members) = engine.membership() else { return team };
        let shown = self.0.shown.borrow();
        team.fingerprint = Some(sync::fingerprint(members));
        team.rotates = members.rotation() != Rotation::Settled;
        team.devices = members.devices().map(|device| self.device(engine, device, &shown)).collect();
        let invites = members.invites().map(|(key, invite)| Invite {
            key: key.to_string(),
            role: role(invite.role),
            expires_ms: i64::try_from(invite.expires_at_ms).unwrap_or(i64::MAX),
            at_once: matches!(invite.admission, wire::Admission::AtOnce { .. }),
        });
        team.invites = invites.collect();
        team
    }

    fn device(&self, engine: &Engine, device: &wire::Device, shown: &std::collections::HashMap<wire::DeviceKey, String>) -> Device {
        let key = device.card().device;
        Device {
            key: key.to_string(),
            role: role(device.role()),
            belongs: match device.standing() {
                Standing::Waiting => Belongs::Waiting,
                Standing::Member => Belongs::Member,
                Standing::Left => Belongs::Left,
                Standing::Removed => Belongs::Removed,
            },
            is_recovery: device.card().purpose == Purpose::Recovery,
            invite: device.invite().map(|invite| invite.to_string()),
            heard_ms: engine.heard().get(&key).and_then(|at_ms| i64::try_from(*at_ms).ok()),
            looks_at: shown.get(&key).filter(|client| !client.is_empty()).cloned(),
        }
    }
}

pub(super) fn role(role: wire::Role) -> Role {
    match role {
        wire::Role::Owner => Role::Owner,
        wire::Role::Editor => Role::Editor,
        wire::Role::Viewer => Role::Viewer,
        wire::Role::Guest => Role::Guest,
    }
}

fn status(status: sync::Status) -> Status {
    match status {
        sync::Status::Alone => Status::Off,
        sync::Status::Connecting => Status::Connecting,
        sync::Status::Unapproved => Status::Unapproved,
        sync::Status::CatchingUp { left } => Status::CatchingUp { left },
        sync::Status::InStep => Status::InStep,
        sync::Status::Waiting { left } => Status::Waiting { left },
        sync::Status::Stuck(why) => Status::Stuck(stuck(why)),
    }
}

pub(super) fn stuck(why: sync::Stuck) -> Stuck {
    match why {
        sync::Stuck::NotAdmitted => Stuck::NotAdmitted,
        sync::Stuck::InviteSpent => Stuck::InviteSpent,
        sync::Stuck::Removed => Stuck::Removed,
        sync::Stuck::Left => Stuck::Left,
        sync::Stuck::Copied => Stuck::Copied,
        sync::Stuck::LogLost => Stuck::LogLost,
        sync::Stuck::ControlLost => Stuck::ControlLost,
        sync::Stuck::Fork { with } => Stuck::Fork { with: with.to_string() },
        sync::Stuck::ControlFork { .. } => Stuck::ControlFork,
        sync::Stuck::Lied(_) => Stuck::Lied,
        sync::Stuck::NoKey(_) => Stuck::NoKey,
        sync::Stuck::Full { used, allowed } => Stuck::Full { used, allowed },
        sync::Stuck::MayNotWrite => Stuck::MayNotWrite,
        sync::Stuck::TooLarge(doc) => Stuck::TooLarge { doc: doc.as_str().to_owned() },
        sync::Stuck::Storage => Stuck::Storage,
        sync::Stuck::Protocol => Stuck::Protocol,
        sync::Stuck::OtherRelay => Stuck::OtherRelay,
    }
}
