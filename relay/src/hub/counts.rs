//! What happened so far, in numbers that say nothing of any space.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counts {
    ($($(#[doc = $doc:literal])* $name:ident),* $(,)?) => {
        /// Counted since the relay started.
        #[derive(Debug, Default)]
        pub struct Counts {
            $($(#[doc = $doc])* pub $name: AtomicU64,)*
        }

        impl Counts {
            /// Each with its name and what it counts.
            pub fn list(&self) -> Vec<(&'static str, &'static str, u64)> {
                vec![$((stringify!($name), concat!($($doc),*), self.$name.load(Ordering::Relaxed))),*]
            }
        }
    };
}

counts!(
    /// Connections that were let in.
    connected,
    /// Connections that were turned away because there were too many.
    turned_away,
    /// Devices that entered a space.
    entered,
    /// Challenges that were answered wrongly, or for nothing that is here.
    not_entered,
    /// Frames that were received.
    frames,
    /// Changes that were written and acknowledged.
    appended,
    /// Bytes of these changes.
    appended_bytes,
    /// Appends that were repeated and recognised.
    repeated,
    /// Control entries that were written.
    entries,
    /// Snapshot parts that were written.
    parts,
    /// Snapshots that were committed.
    snapshots,
    /// Times that covered changes were deleted.
    compactions,
    /// Frames that were pushed to readers.
    pushed,
    /// Times that a reader was too slow and has to open again.
    too_slow,
    /// Ephemeral envelopes that were passed on.
    ephemerals,
    /// Frames that were refused.
    refused,
    /// Frames that were refused because they came too fast.
    too_fast,
    /// Times that the storage did not answer.
    store_failures,
);

pub(super) fn add(count: &AtomicU64, number: u64) {
    count.fetch_add(number, Ordering::Relaxed);
}

pub(super) fn one(count: &AtomicU64) {
    add(count, 1);
}
