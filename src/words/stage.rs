use domain::Stage;

pub fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Attraction => "Attraction",
        Stage::Onboarding => "Onboarding",
        Stage::Delivery => "Delivery",
        Stage::Communication => "Communication",
        Stage::Retention => "Retention",
        Stage::Offboarding => "Offboarding",
    }
}

/// What the stage is for.
pub fn goal(stage: Stage) -> &'static str {
    match stage {
        Stage::Attraction => "Find out whether you suit each other, and answer first.",
        Stage::Onboarding => "Scope, price and deposit in writing, so work starts on firm ground.",
        Stage::Delivery => "What was promised, on the day it was promised.",
        Stage::Communication => "They never have to ask how it is going.",
        Stage::Retention => "The finished work leads to the next piece of work.",
        Stage::Offboarding => "Part with everything handed over and the door open.",
    }
}

/// How it usually goes wrong.
pub fn failure(stage: Stage) -> &'static str {
    match stage {
        Stage::Attraction => "A question lies unanswered for three days.",
        Stage::Onboarding => "Work begins on a handshake.",
        Stage::Delivery => "Small extras pile up, unpriced.",
        Stage::Communication => "Silence, and the client fills it with worry.",
        Stage::Retention => "Nobody gets in touch after the last invoice.",
        Stage::Offboarding => "Logins stay open, and the last invoice with them.",
    }
}
