use crate::item::{Item, ItemField};

/// One step of a hard conversation, in its order.
pub type Step = ItemField;

pub const STEPS: [Step; 5] = [ItemField::Acknowledge, ItemField::Clarify, ItemField::Own, ItemField::Propose, ItemField::Document];

/// The steps that were left out on purpose. One that has a text was not.
pub fn skipped(talk: &Item) -> Vec<Step> {
    let said: Vec<&str> = talk.get(ItemField::Skipped).split(' ').collect();
    STEPS.into_iter().filter(|step| said.contains(&step.key()) && talk.get(*step).trim().is_empty()).collect()
}

/// The register with one step left out, or taken up again.
pub fn with_skipped(talk: &Item, step: Step, is: bool) -> String {
    let mut all = skipped(talk);
    all.retain(|one| *one != step);
    if is {
        all.push(step);
    }
    let keys: Vec<&str> = STEPS.iter().filter(|one| all.contains(one)).map(|one| one.key()).collect();
    keys.join(" ")
}
