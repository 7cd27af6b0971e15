/// The six stages of a client's life, always in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    #[default]
    Attraction,
    Onboarding,
    Delivery,
    Communication,
    Retention,
    Offboarding,
}

impl Stage {
    pub const ALL: [Self; 6] =
        [Self::Attraction, Self::Onboarding, Self::Delivery, Self::Communication, Self::Retention, Self::Offboarding];

    pub fn key(self) -> &'static str {
        match self {
            Self::Attraction => "attraction",
            Self::Onboarding => "onboarding",
            Self::Delivery => "delivery",
            Self::Communication => "communication",
            Self::Retention => "retention",
            Self::Offboarding => "offboarding",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }

    /// 0 to 5.
    pub fn place(self) -> usize {
        Self::ALL.iter().position(|stage| *stage == self).unwrap_or(0)
    }

    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.place() + 1).copied()
    }

    pub fn previous(self) -> Option<Self> {
        self.place().checked_sub(1).and_then(|at| Self::ALL.get(at)).copied()
    }
}
