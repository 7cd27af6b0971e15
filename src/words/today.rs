//! What the day asks for: each notice in a sentence, and why it stands where it does.

use domain::time::Day;
use domain::today::{Notice, Place, What};
use domain::todo::Task;

use super::locale::Locale;

pub const TITLE: &str = "Today";
pub const NOTHING: &str = "Nothing is late, due or waiting. Have a good day.";
pub const NOTHING_HINT: &str = "What clients are owed by a day, and who has not heard from you, shows up here by itself.";
pub const DONE: &str = "Done";
pub const IS_DONE: &str = "Done";
pub const LATER: &str = "Later";
pub const TOMORROW: &str = "Tomorrow";
pub const IN_THREE: &str = "In 3 days";
pub const NEXT_WEEK: &str = "Next week";
pub const ON_DAY: &str = "On a day";
pub const HAND_TO: &str = "Hand to";
pub const SORT_AGAIN: &str = "Sort again";
pub const PUT_OFF: &str = "Put off";
pub const BACK: &str = "Back now";

pub fn heading(place: Place) -> &'static str {
    match place {
        Place::First => "First",
        Place::Quick => "Quick",
        Place::Plan => "Plan",
        Place::Later => "If there is time",
        Place::Theirs => "Their turn",
    }
}

/// What the places mean, in the words in which they are told apart.
pub fn meaning(place: Place) -> &'static str {
    match place {
        Place::First => "Due now, and somebody relies on it or owes you for it.",
        Place::Quick => "Due now; nobody is let down if it takes until the evening.",
        Place::Plan => "Important, and there is still time.",
        Place::Later => "Coming up within a week.",
        Place::Theirs => "You wait for the client. A friendly word may help.",
    }
}

pub fn count(count: usize) -> String {
    match count {
        1 => "1 thing".to_owned(),
        count => format!("{count} things"),
    }
}

fn working_days(days: u32) -> String {
    if days == 1 { "1 working day".to_owned() } else { format!("{days} working days") }
}

pub fn what(what: &What, locale: &Locale, today: Day) -> String {
    match what {
        What::Next { step } if step.is_empty() => "The next step".to_owned(),
        What::Next { step } => step.clone(),
        What::Todo(todo) if todo.title.is_empty() => task(todo.task).to_owned(),
        What::Todo(todo) => todo.title.clone(),
        What::Answer { came, .. } => format!("Waits for your answer since {}", since(*came, today, locale)),
        What::Update { scheduled } => format!("{}'s update did not go out", super::rhythm::weekday(scheduled.weekday())),
        What::Quiet { days, .. } => format!("Quiet for {}", working_days(*days)),
        What::Silent { days, .. } => format!("No answer from them for {}", working_days(*days)),
        What::Unpaid { number, open, .. } => format!("{number} is unpaid: {}", locale.money(*open)),
        What::DueSoon { number, open, .. } => format!("{number} is to be paid: {}", locale.money(*open)),
        What::Quote { number, total, .. } => format!("{number} waits for a yes: {}", locale.money(*total)),
        What::Bill => "The next document of an arrangement is due".to_owned(),
        What::Contract => "The contract ends".to_owned(),
        What::Write { purpose, invoice: Some((_, number, open)), .. } => {
            format!("Write: {} ({number}, {})", super::template::name(*purpose), locale.money(*open))
        }
        What::Write { purpose, .. } => format!("Write: {}", super::template::name(*purpose)),
        What::Keep(ask) => super::retention::ask(ask).to_owned(),
        What::Collides { title, with } => {
            let others: Vec<&str> = with.iter().map(|(_, title)| title.as_str()).collect();
            format!("On one day: {title}, and {}", others.join(", "))
        }
    }
}

/// A day after "since" or "by": never so many days ago, nor in so many.
pub fn since(day: Day, today: Day, locale: &Locale) -> String {
    if (-1..=6).contains(&today.days_until(day)) { locale.near(day, today) } else { locale.day(day) }
}

/// What kind of thing it is.
pub fn task(task: Task) -> &'static str {
    match task {
        Task::OurPromise => "You promised it",
        Task::Deliverable => "To be delivered",
        Task::Step => "A step of a checklist",
        Task::Renewal => "Talk about what comes next",
        Task::TheirPromise => "They promised it",
        Task::End => "The engagement ends",
    }
}

fn days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// Why it is here, and why here: facts, one after the other.
pub fn why(notice: &Notice, minute: Option<String>, locale: &Locale, today: Day) -> String {
    let weight = notice.weight;
    let mut all: Vec<String> = Vec::new();
    match &notice.what {
        What::Answer { .. } => {
            let day = since(notice.on, today, locale);
            let by = minute.map_or_else(|| day.clone(), |minute| format!("{day}, {minute}"));
            all.push(if weight.late_now { format!("an answer was promised by {by}") } else { format!("an answer is promised by {by}") });
        }
        What::Quiet { told, heard, .. } => {
            all.push(told.map_or_else(|| "you never wrote".to_owned(), |day| format!("you last wrote {}", locale.near(day, today))));
            all.push(heard.map_or_else(|| "they never wrote".to_owned(), |day| format!("they last wrote {}", locale.near(day, today))));
        }
        What::Silent { told, .. } => all.push(format!("you last wrote {}", locale.near(*told, today))),
        What::Update { scheduled } => all.push(format!("it was due {}", locale.near(*scheduled, today))),
        What::Quote { .. } | What::Contract => all.push(format!("ends {}", locale.near(notice.on, today))),
        What::Keep(ask) => all.push(super::retention::why(ask, notice.on, today, locale)),
        What::Write { rule, .. } => all.push(super::rules::of_rule(rule)),
        What::Bill if weight.late_days <= 0 => all.push(format!("from {}", locale.near(notice.on, today))),
        _ if weight.late_days > 0 => all.push(format!("{} late", days(weight.late_days))),
        _ => all.push(format!("due {}", locale.near(notice.on, today))),
    }
    if let What::Todo(todo) = &notice.what {
        all.push(task(todo.task).to_lowercase());
        if !todo.owner.is_empty() {
            all.push(format!("for {}", todo.owner));
        }
    }
    if matches!(notice.what, What::Unpaid { disputed: true, .. }) {
        all.push("part of it is disputed".to_owned());
    }
    if weight.first_tier {
        all.push("first tier".to_owned());
    }
    all.join(" · ")
}

pub fn back_on(day: Day, today: Day, locale: &Locale) -> String {
    format!("comes back {}", locale.near(day, today))
}
