//! Hours that are included in a period: what of them is carried on, what goes beyond them.

/// What a period includes, in minutes, and what happens to those that are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    pub included: u64,
    /// Carried into later periods at most, in all.
    pub rollover: u64,
    /// Periods for which carried minutes can be used.
    pub keep: u64,
}

/// One period's minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    pub included: u64,
    /// Brought in from earlier periods; used before the period's own.
    pub carried: u64,
    pub used: u64,
    /// Used beyond both.
    pub beyond: u64,
    /// Goes on into the next period.
    pub left: u64,
    /// Could not be carried on, or was carried long enough.
    pub expired: u64,
}

/// Every period's minutes: what is oldest is used first and expires first.
pub fn ledger(periods: impl IntoIterator<Item = (Pool, u64)>) -> Vec<Hours> {
    // Minutes that were carried, and for how many periods more they can be used; the oldest first.
    let mut lots: Vec<(u64, u64)> = Vec::new();
    let one = |(pool, used): (Pool, u64)| {
        let carried: u64 = lots.iter().map(|(minutes, _)| minutes).sum();
        let mut open = used;
        for (minutes, _) in &mut lots {
            let from = open.min(*minutes);
            *minutes -= from;
            open -= from;
        }
        let own = open.min(pool.included);
        let left_before = carried + pool.included - (used - open) - own;
        lots.iter_mut().for_each(|(_, keep)| *keep = keep.saturating_sub(1));
        lots.push((pool.included - own, pool.keep));
        lots.retain(|(minutes, keep)| *minutes > 0 && *keep > 0);
        let mut over = lots.iter().map(|(minutes, _)| minutes).sum::<u64>().saturating_sub(pool.rollover);
        for (minutes, _) in &mut lots {
            let from = over.min(*minutes);
            *minutes -= from;
            over -= from;
        }
        lots.retain(|(minutes, _)| *minutes > 0);
        let left = lots.iter().map(|(minutes, _)| minutes).sum();
        Hours { included: pool.included, carried, used, beyond: open - own, left, expired: left_before - left }
    };
    periods.into_iter().map(one).collect()
}
