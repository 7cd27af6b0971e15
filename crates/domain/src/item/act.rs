//! What can become of an item.

keyed! {
    /// What can become of an item. Which acts a kind knows: [`ItemKind::acts`].
    ActKind {
        Kept = "kept",
        Broken = "broken",
        /// With a new day, agreed by both.
        Renegotiated = "renegotiated",
        Delivered = "delivered",
        /// Sent back for another round.
        SentBack = "sent_back",
        Approved = "approved",
        /// With a new day, and why.
        Rescheduled = "rescheduled",
        Done = "done",
        /// Not done on purpose, and why.
        Waived = "waived",
        Accepted = "accepted",
        Declined = "declined",
        /// What was accepted by word of mouth stands in writing.
        Confirmed = "confirmed",
        /// Charged with a billing document, which it names.
        Billed = "billed",
        /// An engagement goes to a stage of its own.
        Moved = "moved",
        Closed = "closed",
        /// Back to where it stood before anything became of it.
        Reopened = "reopened",
        /// A version of a proposal went out; it carries the version, sealed.
        Sent = "sent",
        /// The client was told of the newest new day.
        Told = "told",
        /// The client is still to be told of it.
        Untold = "untold",
        /// A dispute is over, and how.
        Resolved = "resolved",
        /// Something was given to make good; says which [`Goodwill`].
        Given = "given",
        /// A series goes to another device, which it names.
        Handed = "handed",
        /// Nothing is billed for the periods that begin from its day on; says the last such day, or nothing.
        Paused = "paused",
        Resumed = "resumed",
        /// Another price from its day on, which it says.
        Repriced = "repriced",
    }
}

/// What an act must say beside its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    Nothing,
    Day,
    Stage,
    Invoice,
    /// Written by its own command only.
    Sealed,
    Goodwill,
}

impl ActKind {
    pub fn says(self) -> Says {
        match self {
            Self::Renegotiated | Self::Rescheduled => Says::Day,
            Self::Moved => Says::Stage,
            Self::Billed => Says::Invoice,
            Self::Given => Says::Goodwill,
            Self::Kept
            | Self::Broken
            | Self::Delivered
            | Self::SentBack
            | Self::Approved
            | Self::Done
            | Self::Waived
            | Self::Accepted
            | Self::Declined
            | Self::Confirmed
            | Self::Closed
            | Self::Reopened
            | Self::Told
            | Self::Untold
            | Self::Resolved => Says::Nothing,
            Self::Sent | Self::Handed | Self::Paused | Self::Resumed | Self::Repriced => Says::Sealed,
        }
    }

    /// Whether it changes what stands; the others are told beside it.
    pub(crate) fn settles(self) -> bool {
        !matches!(
            self,
            Self::Renegotiated
                | Self::Rescheduled
                | Self::Moved
                | Self::Confirmed
                | Self::Sent
                | Self::Told
                | Self::Untold
                | Self::Given
                | Self::Handed
                | Self::Paused
                | Self::Resumed
                | Self::Repriced
        )
    }
}
