//! How many of what. The servers beside are measured by the same numbers.

use crate::Told;

#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Spaces of three devices that append as fast as they are acknowledged.
    pub spaces: u32,
    pub seconds: u64,
    /// Changes that a device has unacknowledged, in one measurement and in the other.
    pub in_flight: [usize; 2],
    pub plain_bytes: usize,
    pub fan_spaces: u32,
    pub fan_seconds: u64,
    /// How often a space is appended to.
    pub fan_every_ms: u64,
    pub idle_sockets: u32,
    pub records: usize,
    pub edits: usize,
}

impl Plan {
    /// Of `NAME=NUMBER`, each of them.
    pub fn read(words: &[String]) -> Told<Self> {
        let number = |name: &str| -> Told<u64> {
            let value = words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
            value.and_then(|value| value.parse().ok()).ok_or(format!("{name} is not said, or no number."))
        };
        let small = |name: &str| number(name).and_then(|number| u32::try_from(number).map_err(|_| format!("{name} is too large.")));
        let size = |name: &str| small(name).map(|number| number as usize);
        Ok(Self {
            spaces: small("spaces")?,
            seconds: number("seconds")?,
            in_flight: [size("few")?, size("many")?],
            plain_bytes: size("plain_bytes")?,
            fan_spaces: small("fan_spaces")?,
            fan_seconds: number("fan_seconds")?,
            fan_every_ms: number("fan_every_ms")?,
            idle_sockets: small("idle_sockets")?,
            records: size("records")?,
            edits: size("edits")?,
        })
    }
}
