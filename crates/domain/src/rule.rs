//! Rules (M4): when something happens, and some things are so, then something is done. Made of pieces, not of code; what a rule does is what a
//! person could do, is written down with its reason, and can be taken back.

mod occasion;

use crate::ItemId;
use crate::item::{Item, ItemField, ItemKind, of_kind};
use crate::letter::Purpose;
use crate::money::{Currency, Money};
use crate::practice::Practice;
use crate::stage::Stage;
use crate::time::Day;

pub(crate) use occasion::newest;
pub use occasion::{
    Held, Occasion, Ran, ToWrite, child_id, child_move, due, found, is_due, is_loop, is_made, made_by, run_id, runs, source, writes,
};

keyed! {
    /// A date that can come near.
    Date {
        Promise = "promise",
        Deliverable = "deliverable",
        Step = "step",
        /// What was agreed as the one next step of a client.
        Next = "next",
        /// The last day of an engagement.
        End = "end",
        Contract = "contract",
        /// The day by which an invoice is to be paid.
        Payment = "payment",
    }
}

/// What begins it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trigger {
    /// A client comes into a stage.
    Enters(Stage),
    /// So many days before a date.
    Nears(Date, u32),
    /// An invoice is so many days past its day, with money open and nothing of it disputed.
    Overdue(u32),
    /// Neither side has turned to the other for so many working days, while somebody is being worked for.
    Quiet(u32),
    /// They have not answered us for so many working days.
    Silent(u32),
    /// They wait for an answer for longer than was promised.
    Unanswered,
    /// A promise or a deliverable of ours was broken, or its day has passed.
    Broken,
    /// They gave this score or a lower one.
    Feedback(u8),
}

/// What else must be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    In(Stage),
    Tier(String),
    Tagged(String),
    Untagged(String),
    /// So much or more is open, in this currency.
    Owes(Money),
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Something to do, due so many working days after the occasion.
    Step {
        title: String,
        owner: String,
        after: u32,
    },
    /// A message is drafted; a person sends it.
    Write(Purpose),
    Move(Stage),
    Tag(String),
}

/// Conditions, and actions, of one rule at most.
pub const PIECES_MOST: usize = 6;
/// Days that a rule may count at most.
const DAYS_MOST: u32 = 400;
/// Characters of a name within a piece.
const NAME_MOST: usize = 200;

fn days(text: &str) -> Option<u32> {
    text.parse().ok().filter(|days| *days <= DAYS_MOST)
}

fn name(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= NAME_MOST).then(|| text.to_owned())
}

impl Trigger {
    /// As registers keep it: `overdue 7`.
    pub fn key(self) -> String {
        match self {
            Self::Enters(stage) => format!("enters {}", stage.key()),
            Self::Nears(date, days) => format!("nears {} {days}", date.key()),
            Self::Overdue(days) => format!("overdue {days}"),
            Self::Quiet(days) => format!("quiet {days}"),
            Self::Silent(days) => format!("silent {days}"),
            Self::Unanswered => "unanswered".to_owned(),
            Self::Broken => "broken".to_owned(),
            Self::Feedback(score) => format!("feedback {score}"),
        }
    }

    /// Reads [`Trigger::key`].
    pub fn parse(text: &str) -> Option<Self> {
        let (word, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let counted = || days(rest).filter(|days| *days > 0);
        match word {
            "enters" => Stage::from_key(rest).map(Self::Enters),
            "nears" => {
                let (date, ahead) = rest.split_once(' ')?;
                Some(Self::Nears(Date::from_key(date)?, days(ahead)?))
            }
            "overdue" => counted().map(Self::Overdue),
            "quiet" => counted().map(Self::Quiet),
            "silent" => counted().map(Self::Silent),
            "unanswered" => rest.is_empty().then_some(Self::Unanswered),
            "broken" => rest.is_empty().then_some(Self::Broken),
            "feedback" => rest.parse().ok().filter(|score| *score <= 10).map(Self::Feedback),
            _ => None,
        }
    }
}

impl Condition {
    fn key(&self) -> String {
        match self {
            Self::In(stage) => format!("in {}", stage.key()),
            Self::Tier(tier) => format!("tier {tier}"),
            Self::Tagged(tag) => format!("tagged {tag}"),
            Self::Untagged(tag) => format!("untagged {tag}"),
            Self::Owes(money) => format!("owes {} {}", money.amount().normalize(), money.currency().code()),
        }
    }

    fn parse(line: &str) -> Option<Self> {
        let (word, rest) = line.trim().split_once(' ')?;
        match word {
            "in" => Stage::from_key(rest).map(Self::In),
            "tier" => name(rest).map(Self::Tier),
            "tagged" => name(rest).map(Self::Tagged),
            "untagged" => name(rest).map(Self::Untagged),
            "owes" => {
                let (amount, currency) = rest.split_once(' ')?;
                let money = Money::exact(amount.parse().ok()?, Currency::parse(currency)?).ok()?;
                money.is_positive().then_some(Self::Owes(money))
            }
            _ => None,
        }
    }
}

impl Action {
    fn key(&self) -> String {
        match self {
            // Whoever is named last: so a title may hold the sign as well.
            Self::Step { title, owner, after } => format!("step {after} {title} @ {owner}").trim_end().to_owned(),
            Self::Write(purpose) => format!("write {}", purpose.key()),
            Self::Move(stage) => format!("move {}", stage.key()),
            Self::Tag(tag) => format!("tag {tag}"),
        }
    }

    fn parse(line: &str) -> Option<Self> {
        let (word, rest) = line.trim().split_once(' ')?;
        match word {
            "step" => {
                let (after, rest) = rest.split_once(' ')?;
                let (title, owner) = rest.strip_suffix(" @").map(|title| (title, "")).or_else(|| rest.rsplit_once(" @ "))?;
                let owner = if owner.is_empty() { String::new() } else { name(owner)? };
                Some(Self::Step { title: name(title)?, owner, after: days(after)? })
            }
            "write" => Purpose::from_key(rest).map(Self::Write),
            "move" => Stage::from_key(rest).map(Self::Move),
            "tag" => name(rest).map(Self::Tag),
            _ => None,
        }
    }
}

fn lines<T>(text: &str, parse: fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let all: Vec<T> = text.lines().filter(|line| !line.trim().is_empty()).map(parse).collect::<Option<_>>()?;
    (all.len() <= PIECES_MOST).then_some(all)
}

/// One a line.
pub fn conditions_key(all: &[Condition]) -> String {
    all.iter().map(Condition::key).collect::<Vec<_>>().join("\n")
}

/// Reads [`conditions_key`].
pub fn conditions(text: &str) -> Option<Vec<Condition>> {
    lines(text, Condition::parse)
}

/// One a line.
pub fn actions_key(all: &[Action]) -> String {
    all.iter().map(Action::key).collect::<Vec<_>>().join("\n")
}

/// Reads [`actions_key`].
pub fn actions(text: &str) -> Option<Vec<Action>> {
    lines(text, Action::parse)
}

/// A rule as it can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub id: ItemId,
    /// May be empty.
    pub title: String,
    pub trigger: Trigger,
    pub conditions: Vec<Condition>,
    pub actions: Vec<Action>,
    /// What happened before this day is let be.
    pub since: Option<Day>,
    pub paused: bool,
}

impl Rule {
    /// Whether it can do what it says: a reminder is of an invoice.
    pub fn is_sound(&self) -> bool {
        is_sound(self.trigger, &self.actions)
    }

    /// None where a piece of it cannot be read: what this version does not know is not run by halves.
    pub fn of(id: ItemId, item: &Item) -> Option<Self> {
        let actions = actions(item.get(ItemField::Then)).filter(|actions| !actions.is_empty())?;
        Some(Self {
            id,
            title: item.title().to_owned(),
            trigger: Trigger::parse(item.get(ItemField::Upon))?,
            conditions: conditions(item.get(ItemField::If))?,
            actions,
            since: item.day(ItemField::Start),
            paused: item.get(ItemField::Paused) == "yes",
        })
    }
}

/// See [`Rule::is_sound`].
pub fn is_sound(trigger: Trigger, actions: &[Action]) -> bool {
    let of_invoice = matches!(trigger, Trigger::Overdue(_) | Trigger::Nears(Date::Payment, _));
    of_invoice || !actions.iter().any(|action| matches!(action, Action::Write(purpose) if purpose.is_reminder()))
}

/// The practice's rules, as they were written.
pub fn all(practice: &Practice) -> Vec<Rule> {
    of_kind(&practice.items, ItemKind::Rule).into_iter().filter_map(|(id, item)| Rule::of(id, item)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn a_name() -> impl Strategy<Value = String> {
        "[A-Za-z@ é.-]{0,20}x"
    }

    fn an_action() -> impl Strategy<Value = Action> {
        prop_oneof![
            (a_name(), prop::option::of("[A-Z][a-z]{0,8}"), 0..30_u32).prop_map(|(title, owner, after)| Action::Step {
                title: title.trim().to_owned(),
                owner: owner.unwrap_or_default(),
                after
            }),
            prop::sample::select(Purpose::ALL).prop_map(Action::Write),
            prop::sample::select(&Stage::ALL[..]).prop_map(Action::Move),
            a_name().prop_map(|tag| Action::Tag(tag.trim().to_owned())),
        ]
    }

    proptest! {
        #[test]
        fn actions_read_back(all in prop::collection::vec(an_action(), 0..PIECES_MOST)) {
            prop_assert_eq!(actions(&actions_key(&all)), Some(all));
        }
    }

    #[test]
    fn triggers_and_conditions_read_back() {
        let stage = Stage::Retention;
        let money = Money::exact("500.50".parse().expect("a number"), Currency::EUR).expect("money");
        for trigger in [
            Trigger::Enters(stage),
            Trigger::Nears(Date::Contract, 45),
            Trigger::Overdue(7),
            Trigger::Quiet(10),
            Trigger::Silent(5),
            Trigger::Unanswered,
            Trigger::Broken,
            Trigger::Feedback(6),
        ] {
            assert_eq!(Trigger::parse(&trigger.key()), Some(trigger));
        }
        let all = vec![
            Condition::In(stage),
            Condition::Tier("A".to_owned()),
            Condition::Tagged("at risk".to_owned()),
            Condition::Untagged("vip".to_owned()),
            Condition::Owes(money),
        ];
        assert_eq!(conditions(&conditions_key(&all)), Some(all));
        for wrong in ["overdue", "overdue 0", "overdue -3", "overdue 9999", "feedback 11", "enters nowhere", "broken 3", "fly"] {
            assert_eq!(Trigger::parse(wrong), None, "{wrong}");
        }
        assert_eq!(conditions("owes 0 EUR"), None);
        assert_eq!(actions("step 1 @ "), None);
    }
}
