//! Rules in sentences: when …, and …, then …; what they did and why.

use domain::rule::{Action, Condition, Date, Held, Ran, Trigger};
use domain::time::Day;

use super::locale::Locale;
use super::{stage, template};

pub const TITLE: &str = "Rules";
pub const HINT: &str = "What you would do anyway when something happens: the app does it, writes down why, and you can take it back. It drafts messages and never sends one.";
pub const NEW: &str = "New rule";
pub const NONE: &str = "No rules yet";
pub const NONE_HINT: &str = "Begin with one of these and change it as you like. Before it is saved you see whom it would concern.";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "It stands in the history of what was done. May stay empty.";
pub const WHEN: &str = "When";
pub const AND: &str = "And";
pub const THEN: &str = "Then";
pub const ADD_CONDITION: &str = "Another condition";
pub const ADD_ACTION: &str = "Another thing to do";
pub const TAKE_OUT: &str = "Take out";
pub const SAVE: &str = "Save rule";
pub const CANCEL: &str = "Cancel";
pub const EDIT: &str = "Change";
pub const PAUSE: &str = "Pause";
pub const RESUME: &str = "Resume";
pub const REMOVE: &str = "Remove";
pub const PAUSED: &str = "Paused";
pub const DRY: &str = "Dry run";
pub const DRY_NONE: &str = "Nobody right now. It waits for the next time.";
pub const ALSO: &str = "Also for what is already so today";
pub const INCOMPLETE: &str = "Fill in every part of the rule first.";
pub const LOG: &str = "What rules did";
pub const LOG_NONE: &str = "Nothing yet.";
pub const UNDO: &str = "Take back";
pub const REDO: &str = "Do again";
pub const UNDONE: &str = "Taken back";
pub const MORE: &str = "Show more";
pub const OF_RULE: &str = "Of which rule";
pub const OF_ALL: &str = "All rules";
pub const STAGE: &str = "Stage";
pub const DATE: &str = "Which date";
pub const WHAT: &str = "What is to be done";
pub const AFTER: &str = "Working days later";
pub const WHO: &str = "Who does it";
pub const MESSAGE: &str = "Which message";
pub const TAG: &str = "Tag";
pub const TIER: &str = "Tier";
pub const AMOUNT: &str = "Amount";
pub const CURRENCY: &str = "Currency";
pub const KIND: &str = "What";
pub const REMOVED: &str = "Rule removed";
pub const SAVED: &str = "Rule saved";

/// The kinds of triggers, with the word under which registers keep them.
pub const TRIGGERS: [(&str, &str); 8] = [
    ("overdue", "an invoice is overdue"),
    ("enters", "a client comes into a stage"),
    ("nears", "a date comes near"),
    ("quiet", "it is quiet on both sides"),
    ("silent", "a client does not answer"),
    ("unanswered", "a client waits for my answer too long"),
    ("broken", "a promise of mine is broken"),
    ("feedback", "feedback is low"),
];

pub const CONDITIONS: [(&str, &str); 5] = [
    ("in", "the client is in a stage"),
    ("tier", "the tier is"),
    ("tagged", "the client has the tag"),
    ("untagged", "the client does not have the tag"),
    ("owes", "the client owes at least"),
];

pub const ACTIONS: [(&str, &str); 4] =
    [("step", "put something on my list"), ("write", "draft a message"), ("move", "move the client to a stage"), ("tag", "tag the client")];

/// What is counted by a trigger's number.
pub fn number(kind: &str) -> &'static str {
    match kind {
        "nears" => "Days before",
        "overdue" => "Days overdue",
        "feedback" => "This score or lower (0 to 10)",
        _ => "Working days",
    }
}

pub fn date(date: Date) -> &'static str {
    match date {
        Date::Promise => "a promise of mine",
        Date::Deliverable => "a deliverable",
        Date::Step => "a step of a list",
        Date::Next => "the next step",
        Date::End => "the end of an engagement",
        Date::Contract => "the end of the contract",
        Date::Payment => "the due day of an invoice",
    }
}

fn days(count: u32, kind: &str) -> String {
    if count == 1 { format!("1 {kind}day") } else { format!("{count} {kind}days") }
}

pub fn trigger(trigger: Trigger) -> String {
    match trigger {
        Trigger::Enters(to) => format!("a client comes into {}", stage::name(to)),
        Trigger::Nears(of, 0) => format!("the day of {} has come", date(of)),
        Trigger::Nears(of, count) => format!("{} is {} away", date(of), days(count, "")),
        Trigger::Overdue(count) => format!("an invoice is {} overdue", days(count, "")),
        Trigger::Quiet(count) => format!("it has been quiet for {}", days(count, "working ")),
        Trigger::Silent(count) => format!("a client has not answered for {}", days(count, "working ")),
        Trigger::Unanswered => "a client waits for my answer longer than promised".to_owned(),
        Trigger::Broken => "a promise of mine is broken".to_owned(),
        Trigger::Feedback(score) => format!("feedback is {score} or lower"),
    }
}

pub fn condition(condition: &Condition, locale: &Locale) -> String {
    match condition {
        Condition::In(one) => format!("the client is in {}", stage::name(*one)),
        Condition::Tier(tier) => format!("the tier is {tier}"),
        Condition::Tagged(tag) => format!("the client has the tag “{tag}”"),
        Condition::Untagged(tag) => format!("the client does not have the tag “{tag}”"),
        Condition::Owes(money) => format!("the client owes at least {}", locale.money(*money)),
    }
}

pub fn action(action: &Action) -> String {
    match action {
        Action::Step { title, owner, after } => {
            let when = if *after == 0 { "due the same day".to_owned() } else { format!("due {} later", days(*after, "working ")) };
            let who = if owner.is_empty() { String::new() } else { format!(", for {owner}") };
            format!("put “{title}” on the list, {when}{who}")
        }
        Action::Write(purpose) => format!("draft the message “{}”", template::name(*purpose)),
        Action::Move(to) => format!("move the client to {}", stage::name(*to)),
        Action::Tag(tag) => format!("tag the client “{tag}”"),
    }
}

pub fn when_and(rule: &domain::rule::Rule, locale: &Locale) -> String {
    let all: Vec<String> = std::iter::once(trigger(rule.trigger)).chain(rule.conditions.iter().map(|one| condition(one, locale))).collect();
    format!("When {}", all.join(" and "))
}

pub fn then(actions: &[Action]) -> String {
    let all: Vec<String> = actions.iter().map(action).collect();
    format!("then {}", all.join(", and "))
}

/// What a rule is called: its name, else when it begins.
pub fn called(title: &str, of: Trigger) -> String {
    if title.is_empty() { format!("When {}", trigger(of)) } else { title.to_owned() }
}

/// Why it is run for a client: the fact, with its day.
pub fn why(of: Trigger, on: Day, about: &str, today: Day, locale: &Locale) -> String {
    let day = locale.near(on, today);
    let named = |otherwise: &str| if about.is_empty() { otherwise.to_owned() } else { about.to_owned() };
    match of {
        Trigger::Enters(to) => format!("Came into {}: {day}", stage::name(to)),
        Trigger::Nears(of, count) => {
            let due = locale.day(on.plus_days(count.into()));
            match of {
                Date::End | Date::Contract => format!("{} ends on {due}", if about.is_empty() { "The contract" } else { about }),
                Date::Promise | Date::Deliverable | Date::Step | Date::Next | Date::Payment => format!("{}, due on {due}", named("A step")),
            }
        }
        Trigger::Overdue(count) => format!("{}, due on {}", named("An invoice"), locale.day(on.plus_days(-i64::from(count)))),
        Trigger::Quiet(count) => format!("Quiet for {}: {day}", days(count, "working ")),
        Trigger::Silent(count) => format!("No answer for {}: {day}", days(count, "working ")),
        Trigger::Unanswered => format!("The answer was promised by {day}"),
        Trigger::Broken => format!("{}: {day}", named("A promise was broken")),
        Trigger::Feedback(_) => format!("Gave a {about}: {day}"),
    }
}

/// What was done, or why it was not.
pub fn did(ran: &Ran) -> String {
    match ran.held {
        Some(Held::Loop) => "Stopped: the rule was set off by what it did itself, over other rules or alone. Nothing was done.".to_owned(),
        Some(Held::Duties) => {
            let rest: Vec<Action> = ran.actions.iter().filter(|one| !matches!(one, Action::Move(_))).cloned().collect();
            let done = if rest.is_empty() { String::new() } else { format!("{}. ", super::capital(listed(&rest))) };
            format!("{done}Not moved: what the stage asks for is not done yet.")
        }
        None => format!("{}.", super::capital(listed(&ran.actions))),
    }
}

fn listed(actions: &[Action]) -> String {
    actions.iter().map(action).collect::<Vec<_>>().join(", ")
}

pub fn now(count: usize) -> String {
    match count {
        1 => "When saved, it acts for 1 client at once:".to_owned(),
        count => format!("When saved, it acts {count} times at once:"),
    }
}

pub fn left_alone(count: usize) -> String {
    match count {
        1 => "Was so before today, and is left alone: 1".to_owned(),
        count => format!("Were so before today, and are left alone: {count}"),
    }
}

pub fn times(count: usize) -> String {
    match count {
        0 => "Has not acted yet".to_owned(),
        1 => "Acted once".to_owned(),
        count => format!("Acted {count} times"),
    }
}

pub fn more(count: usize) -> String {
    format!("and {count} more")
}

pub fn acted(count: usize) -> String {
    if count == 1 { "A rule acted".to_owned() } else { format!("Rules acted {count} times") }
}

pub fn ran(title: &str, client: &str) -> String {
    if title.is_empty() { format!("A rule acted for {client}") } else { format!("“{title}” acted for {client}") }
}

pub fn stopped(title: &str) -> String {
    let which = if title.is_empty() { "A rule".to_owned() } else { format!("The rule “{title}”") };
    format!("{which} was stopped: it set itself off. See Rules.")
}

pub fn of_rule(title: &str) -> String {
    if title.is_empty() { "a rule asks for it".to_owned() } else { format!("by the rule “{title}”") }
}

/// Rules to begin with: what they are called, and their pieces as registers keep them.
pub const PRESETS: [(&str, &str, &str, &str); 7] = [
    ("Remind after a week", "overdue 7", "", "write reminder_2"),
    ("Nobody stays quiet", "quiet 10", "", "write update"),
    ("A broken promise is answered", "broken", "", "step 0 Ring them and say when it comes @"),
    ("Low feedback is answered", "feedback 6", "", "step 1 Ring them and ask what went wrong @\ntag at risk"),
    ("A month after the work", "enters retention", "", "step 20 Ask how it goes @"),
    ("Before the contract ends", "nears contract 45", "", "write rebooking"),
    ("Welcome", "enters onboarding", "", "write welcome"),
];
