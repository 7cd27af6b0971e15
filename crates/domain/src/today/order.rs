//! In which order: the urgent before the rest, and of the urgent the important first. The order follows from the facts alone, so that it is
//! the same on every device and stands still while nothing changes.

use super::{Ground, Notice, What};
use crate::retention::Ask;
use crate::row::Row;
use crate::time::Day;
use crate::todo::Task;

/// Where a notice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Urgent and important.
    First,
    /// Urgent.
    Quick,
    /// Important, and there is still time.
    Plan,
    Later,
    /// It is the client's turn.
    Theirs,
}

impl Place {
    pub const ALL: [Self; 5] = [Self::First, Self::Quick, Self::Plan, Self::Later, Self::Theirs];
}

/// Why a notice stands where it does; each part can be said in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    pub place: Place,
    /// Days it is late; negative while there is time.
    pub late_days: i64,
    /// By the hour it is late already.
    pub late_now: bool,
    /// The client relies on it: we said so, or they wait.
    pub promised: bool,
    /// Money of ours.
    pub money: bool,
    /// The client is ranked first.
    pub first_tier: bool,
}

impl Weight {
    pub(super) fn of(what: &What, on: Day, row: &Row, ground: &Ground) -> Self {
        let late_days = on.days_until(ground.now.today);
        let todo = if let What::Todo(todo) = what { Some(todo) } else { None };
        let late_now = matches!(what, What::Answer { by, .. } if ground.now.at > *by)
            || todo.and_then(|todo| todo.until).is_some_and(|until| ground.now.at > until);
        let promised = todo.is_some_and(|todo| matches!(todo.task, Task::OurPromise | Task::Deliverable))
            || matches!(what, What::Answer { .. } | What::Update { .. } | What::Collides { .. });
        let money =
            matches!(what, What::Unpaid { .. } | What::Bill) || matches!(what, What::Write { purpose, .. } if purpose.is_reminder());
        let first_tier = row.tier.eq_ignore_ascii_case("a");
        let is_end = todo.is_some_and(|todo| todo.task == Task::End);
        let theirs = todo.is_some_and(|todo| todo.task == Task::TheirPromise)
            || matches!(what, What::Silent { .. } | What::Quote { .. } | What::DueSoon { .. });
        let urgent = late_days >= 0 || late_now;
        let important = promised
            || money
            || first_tier
            || is_end
            || matches!(what, What::Quiet { .. } | What::Contract | What::Keep(Ask::ActOn { .. }));
        let place = match (theirs, urgent, important) {
            (true, ..) => Place::Theirs,
            (false, true, true) => Place::First,
            (false, true, false) => Place::Quick,
            (false, false, true) => Place::Plan,
            (false, false, false) => Place::Later,
        };
        Self { place, late_days, late_now, promised, money, first_tier }
    }
}

/// What stands first comes first: by place; there the client of the first rank, then what has been late for longest; then by client and
/// key, which never change.
pub fn sorted(mut all: Vec<Notice>) -> Vec<Notice> {
    crate::order::sort_by(&mut all, |one, other| {
        let rank = |notice: &Notice| (notice.weight.place, !notice.weight.first_tier, -notice.weight.late_days, notice.client);
        rank(one).cmp(&rank(other)).then_with(|| one.key.cmp(&other.key))
    });
    all
}
