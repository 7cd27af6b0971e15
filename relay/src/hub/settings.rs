//! What whoever runs a relay may choose.

use wire::limit::{ENVELOPE_BYTES_MAX, QUEUE_BYTES, SPACE_BYTES};
use wire::{Limits, Origin, Token};

use super::bucket::Rate;

/// Every number is a bound: there is none for "as much as you like".
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where clients dial this relay. They sign it, so behind a proxy it is the proxy's address.
    pub origin: Origin,
    /// Whoever creates a space has to show it. None: everybody may.
    pub creation_token: Option<Token>,
    pub envelope_bytes: u32,
    pub space_bytes: u64,
    /// Of one device: frames that have something written.
    pub appends: Rate,
    /// Of one device: frames that have something read.
    pub reads: Rate,
    /// Of one device: what is passed on and not stored.
    pub ephemerals: Rate,
    /// Of one address: frames before somebody has entered, entering among them.
    pub strangers: Rate,
    pub connections_max: usize,
    pub connections_per_address_max: usize,
    /// Connections that have not entered.
    pub half_open_max: usize,
    /// How long one may stay so.
    pub half_open_ms: u64,
    /// How long a connection may say nothing at all.
    pub silent_ms: u64,
    pub queue_bytes: usize,
    /// From its commit on, a snapshot that nobody else acknowledged covers all the same.
    pub snapshot_settles_ms: u64,
    /// How long a part is kept that no snapshot names.
    pub part_life_ms: u64,
    /// After how many positions without a snapshot one is asked for.
    pub hint_every: u64,
}

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

impl Settings {
    pub fn new(origin: Origin) -> Self {
        Self {
            origin,
            creation_token: None,
            envelope_bytes: ENVELOPE_BYTES_MAX as u32,
            space_bytes: SPACE_BYTES,
            appends: Rate { burst: 300, per_minute: 600 },
            reads: Rate { burst: 600, per_minute: 1_200 },
            ephemerals: Rate { burst: 100, per_minute: 600 },
            strangers: Rate { burst: 120, per_minute: 120 },
            connections_max: 10_000,
            connections_per_address_max: 200,
            half_open_max: 500,
            half_open_ms: 10_000,
            silent_ms: 90_000,
            queue_bytes: QUEUE_BYTES,
            snapshot_settles_ms: 30 * DAY_MS,
            part_life_ms: DAY_MS,
            hint_every: 2_000,
        }
    }

    pub(super) fn limits(&self) -> Limits {
        Limits { envelope_bytes: self.envelope_bytes, space_bytes: self.space_bytes, appends_per_minute: self.appends.per_minute }
    }
}
