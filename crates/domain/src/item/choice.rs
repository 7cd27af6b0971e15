//! What some fields choose from.

keyed! {
    /// Who owes it.
    Side {
        Ours = "ours",
        Theirs = "theirs",
    }
}

keyed! {
    /// How an engagement is paid for.
    Billing {
        Fixed = "fixed",
        Hourly = "hourly",
        Retainer = "retainer",
        Nothing = "nothing",
    }
}

keyed! {
    /// The checklist a step is of.
    List {
        Onboarding = "onboarding",
        Offboarding = "offboarding",
        /// What keeps the door open after the work.
        Retention = "retention",
        /// What a stage asks for before it is left.
        Duty = "duty",
        /// One thing to do, by itself.
        Task = "task",
    }
}

keyed! {
    /// What a row of a proposal is.
    Part {
        Price = "price",
        Deliverable = "deliverable",
        /// A share of the whole, and when it is paid.
        Payment = "payment",
    }
}

keyed! {
    /// What most likely lies behind a difficulty with a client. A person chooses it.
    Cause {
        /// Nobody said clearly what was to be expected.
        Expectation = "expectation",
        /// Stress or pressure on their side.
        Stress = "stress",
        /// A mistake of ours.
        Ours = "ours",
        /// The two do not fit.
        Mismatch = "mismatch",
    }
}

keyed! {
    /// When a share is paid.
    When {
        /// On accepting: this is the deposit.
        Start = "start",
        Delivery = "delivery",
        /// As its row says.
        Other = "other",
    }
}

keyed! {
    /// What was given to make good for a mistake.
    Goodwill {
        /// Work beyond the scope that is not charged.
        Waived = "waived",
        /// Something that comes before its day.
        Early = "early",
        /// A call with nothing to ask for.
        Call = "call",
        Other = "other",
    }
}

keyed! {
    /// How the days of interest are divided by those of a year.
    DayCount {
        /// By 365, in every year.
        Actual365 = "actual_365",
        /// By 360.
        Actual360 = "actual_360",
        /// By the days that the calendar year has: 365 or 366.
        ActualActual = "actual_actual",
    }
}
