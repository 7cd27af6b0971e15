//! What was done to a record, as a person looks back on it.

use domain::ClientId;
use domain::team::Who;
use domain::time::Day;

use super::desk::Desk;
use crate::browser::clock;

/// One change: when, where the person sits; by whom; and the command's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub day: Day,
    pub time: (u32, u32),
    /// None: nobody knows.
    pub by: Option<Who>,
    pub command: String,
}

/// The newest changes first.
pub fn told(desk: Desk, client: ClientId, most: usize) -> Vec<Told> {
    let all = desk.changes(client);
    let told = all.into_iter().rev().take(most).map(|change| Told {
        day: clock::day_of(change.at),
        time: clock::time_of(change.at),
        by: change.by.map(|by| desk.who(by)),
        command: change.command,
    });
    told.collect()
}
