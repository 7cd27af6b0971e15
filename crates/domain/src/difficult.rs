//! When it is difficult with a client: what the record shows of the causes, the conversation in five steps, what staying costs, and how a
//! notice is counted. Everything is folded from the record and the day; what it means is for a person to say.

mod cost;
mod notice;
mod signs;
mod talk;

pub(crate) use cost::breaches_ever;
pub use cost::{Beyond, Breach, Cost, Obligation, Waiting, breaches, costs, obligations, waiting};
pub use notice::{Notice, notice};
pub use signs::{Shows, Sign, signs};
pub use talk::{STEPS, Step, skipped, with_skipped};

/// So many breaches of the scope, within so many days, point to parting.
pub const BREACHES_TOO_MANY: usize = 3;
pub const BREACHES_WITHIN_DAYS: i64 = 60;
