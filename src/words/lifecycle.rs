//! The lifecycle: its map, its checklists, its duties, and how it goes on after the end.

use domain::Stage;
use domain::checklist::{After, Planned, Progress};
use domain::deposit::Missing;
use domain::item::{ItemField, List};
use domain::lifecycle::{Check, Dwell, Open};

use super::locale::Locale;
use super::stage;

pub const TITLE: &str = "Lifecycle";
pub const LEAD: &str = "How a client comes, stays and leaves, written down once, so that nobody has to remember it.";
pub const MAP: &str = "The six stages";
pub const EMPTY: &str = "Leak: nothing said yet";
pub const SAVE: &str = "Save";
pub const CANCEL: &str = "Cancel";
pub const DWELL: &str = "Time in it";
pub const DUTIES: &str = "Before it is left";
pub const NO_DUTIES: &str = "Nothing is asked for.";
pub const EDIT_DUTIES: &str = "Change";
pub const ADD_DUTY: &str = "Add a duty";
pub const TEMPLATES: &str = "Checklist templates";
pub const TEMPLATES_HINT: &str = "Checklists that run already keep what they began with, until you add what is new.";
pub const EDIT: &str = "Change the steps";
pub const ADD_STEP: &str = "Add a step";
pub const USUAL: &str = "Back to the usual steps";
pub const USUAL_DUTIES: &str = "Back to the usual duties";
pub const STEP: &str = "Step";
pub const DETAIL: &str = "How";
pub const WHO: &str = "Who";
pub const AFTER: &str = "After";
pub const UNIT: &str = "Counted in";
pub const IN_DAYS: &str = "working days";
pub const IN_HOURS: &str = "working hours";
pub const UP: &str = "Move up";
pub const DOWN: &str = "Move down";
pub const TAKE_OUT: &str = "Take out";
pub const SETTINGS_HINT: &str = "What each stage asks for, who looks after it, and the steps a new client gets.";
pub const TO_MAP: &str = "Open the lifecycle";

pub fn cell(field: ItemField) -> &'static str {
    match field {
        ItemField::Trigger => "Begins when",
        ItemField::Owner => "Looked after by",
        ItemField::Detail => "What the client notices",
        ItemField::Tools => "What we use for it",
        _ => "",
    }
}

/// For the button that opens a cell.
pub fn change_cell(field: ItemField, of: Stage, now: &str) -> String {
    let now = if now.is_empty() { EMPTY } else { now };
    format!("{now}. {}, {}: change", cell(field), stage::name(of))
}

pub fn cell_of(field: ItemField, of: Stage) -> String {
    format!("{}, {}", cell(field), stage::name(of))
}

pub fn duties_of(of: Stage) -> String {
    format!("Duties of {}", stage::name(of))
}

pub const DUTY: &str = "What is to be done";

pub fn take_out(title: &str) -> String {
    format!("{TAKE_OUT} {title}").trim().to_owned()
}

pub fn after(after: After) -> String {
    match after {
        After::WorkingDays(0) => "The same day".to_owned(),
        After::WorkingDays(1) => "After 1 working day".to_owned(),
        After::WorkingDays(days) => format!("After {days} working days"),
        After::WorkingHours(1) => "Within 1 working hour".to_owned(),
        After::WorkingHours(hours) => format!("Within {hours} working hours"),
        After::Months(1) => "After a month".to_owned(),
        After::Months(months) => format!("After {months} months"),
    }
}

pub fn leaks(count: usize) -> String {
    match count {
        0 => "No leaks: every cell is filled.".to_owned(),
        1 => "1 leak: a cell that nobody has filled yet.".to_owned(),
        count => format!("{count} leaks: cells that nobody has filled yet."),
    }
}

pub fn dwell(dwell: Dwell) -> String {
    match dwell.days {
        None => "Not measured yet".to_owned(),
        Some(1) => "1 day".to_owned(),
        Some(days) => format!("{days} days"),
    }
}

/// What the figure rests on.
pub fn rests_on(dwell: Dwell) -> String {
    match (dwell.clients, dwell.stays) {
        (0, _) => "Nobody has left this stage.".to_owned(),
        (1, 1) => "From 1 client: one case, not a rule.".to_owned(),
        (clients, stays) if clients == stays => format!("Median of {clients} clients who moved on."),
        (1, stays) => format!("Median of {stays} stays of 1 client."),
        (clients, stays) => format!("Median of {stays} stays of {clients} clients who moved on."),
    }
}

pub fn here_now(count: usize) -> String {
    match count {
        0 => "Nobody is in it now.".to_owned(),
        1 => "1 client is in it now.".to_owned(),
        count => format!("{count} clients are in it now."),
    }
}

pub fn list(list: List) -> &'static str {
    match list {
        List::Onboarding => "Onboarding",
        List::Offboarding => "Offboarding",
        List::Retention => "Keeping in touch",
        List::Duty => "Before it is left",
        List::Task => "To do",
    }
}

pub fn begin(list: List) -> &'static str {
    match list {
        List::Onboarding => "Begin onboarding",
        List::Offboarding => "Begin offboarding",
        List::Retention => "Keep in touch",
        List::Duty | List::Task => "Begin",
    }
}

pub fn begin_again(list: List) -> &'static str {
    match list {
        List::Onboarding => "Begin another onboarding",
        List::Offboarding => "Begin another offboarding",
        List::Retention | List::Duty | List::Task => "Begin again",
    }
}

pub fn invitation(list: List) -> &'static str {
    match list {
        List::Onboarding => "Seven steps from the signature to the first milestone, each with its day and somebody who sees to it.",
        List::Offboarding => "Six steps so that nothing stays behind: papers, files, access, and a good word at the end.",
        List::Retention | List::Duty | List::Task => "",
    }
}

/// The day a list counts from.
pub fn from_day(list: List) -> &'static str {
    match list {
        List::Onboarding => "Signed on",
        List::Offboarding => "Notice given on",
        List::Retention | List::Duty | List::Task => "From",
    }
}

pub const FROM_HINT: &str = "Every step is dated from this day, in the working days and hours of your settings.";
pub const OWNER_ALL: &str = "Who sees to the steps";
pub const OWNER_ALL_HINT: &str = "For steps that have nobody in the template.";
pub const DAY_MISSING: &str = "Please give the day it begins.";

pub fn begun(list: List, name: &str) -> String {
    match list {
        List::Onboarding => format!("Onboarding of {name} has its steps"),
        List::Offboarding => format!("Offboarding of {name} has its steps"),
        List::Retention => format!("{name} stays in touch"),
        List::Duty | List::Task => "Added".to_owned(),
    }
}

pub fn progress(done: usize, all: usize) -> String {
    format!("{done} of {all}")
}

/// On a card.
pub fn card(progress: Progress, late: bool) -> String {
    let Progress { list, done, all, .. } = progress;
    format!("{} {done} of {all}{}", self::list(list), if late { ", overdue" } else { "" })
}
pub const PRINT: &str = "Print";
pub const FINISHED: &str = "Finished: every step is done or waived.";
pub const CHANGE: &str = "Change";
pub const BEGIN_MOVES: &str = "The client moves on to Onboarding with it.";

pub fn waived(day: &str, why: &str) -> String {
    format!("Waived {day}: {why}")
}

pub fn done(day: &str) -> String {
    format!("Done {day}")
}

pub fn earlier(day: &str, done: usize, all: usize) -> String {
    format!("An earlier one, of {day}: {done} of {all}")
}

pub const NOBODY: &str = "Nobody yet";
pub const OVERDUE: &str = "overdue";

pub fn print_head(list: List, name: &str) -> String {
    format!("{} of {name}", self::list(list))
}

pub fn late_steps(count: usize) -> String {
    if count == 1 { "1 step overdue".to_owned() } else { format!("{count} steps overdue") }
}

/// Versions are counted from 1 for whoever reads them.
pub fn version(number: u64) -> String {
    format!("Version {}", number + 1)
}

pub fn newer(began: u64, now: u64) -> String {
    format!("This list began with version {} of the template; version {} is in use now.", began + 1, now + 1)
}

pub fn add_new(count: usize) -> String {
    if count == 1 { "Add the 1 new step".to_owned() } else { format!("Add the {count} new steps") }
}

pub const NOTHING_TO_ADD: &str = "It brings no new steps, only other words or days.";
pub const OPEN_DOCUMENTS: &str = "Still open:";
pub const ALL_PAID: &str = "Nothing is open: every invoice is paid.";

pub fn first_milestone(title: &str, day: &str) -> String {
    format!("Next comes the first milestone: {title}, {day}.")
}

pub const DUTIES_HERE: &str = "Before this stage is left";
pub const DO: &str = "Done";
pub const DONE: &str = "done";
pub const NOT_YET: &str = "open";

pub fn check(check: Check) -> &'static str {
    match check {
        Check::Onboarding => "The onboarding checklist is finished",
        Check::Offboarding => "The offboarding checklist is finished",
        Check::Invoices => "No invoice is open",
        Check::Deliverables => "Everything due is delivered",
    }
}

pub fn open(open: &Open, locale: &Locale) -> String {
    match open {
        Open::Step(title) | Open::Duty(title) => title.clone(),
        Open::Invoice(number) => format!("{number} is not paid"),
        Open::Deliverable(title) => format!("{title} is not delivered"),
        Open::Deposit(missing) => deposit(missing, locale),
    }
}

/// What is not there of a deposit.
pub fn deposit(missing: &Missing, locale: &Locale) -> String {
    let Missing { about, agreed, paid } = missing;
    if paid.is_zero() {
        format!("{about}: the deposit of {} is not recorded as paid", locale.money(*agreed))
    } else {
        format!("{about}: {} of the deposit of {} is recorded as paid", locale.money(*paid), locale.money(*agreed))
    }
}

pub fn still_open(from: Stage, open: &[Open], locale: &Locale) -> String {
    let all: Vec<String> = open.iter().map(|one| self::open(one, locale)).collect();
    format!("Still open in {}: {}.", stage::name(from), all.join("; "))
}

pub fn leave_title(name: &str, from: Stage) -> String {
    format!("{name} leaves {} with something open", stage::name(from))
}

pub const LEAVE_WHY: &str = "Why it goes on all the same";
pub const LEAVE_MISSING: &str = "Please say why: it is kept with the move.";
pub const LEAVE_HINT: &str = "Kept with the move in the history.";

pub fn leave_do(to: Stage) -> String {
    format!("Move to {}", stage::name(to))
}

pub fn leave_not(from: Stage) -> String {
    format!("Stay in {}", stage::name(from))
}

pub const PART_LEAD: &str =
    "The work ends; the acquaintance need not. One press moves them to Retention and writes down three small steps.";
pub const PART_PUT_AWAY: &str = "Put away";
pub const PART_PUT_AWAY_HINT: &str = "Putting a client away takes the card off the board. It can be brought back at any time.";
pub const PART_WHY: &str = "Staying in touch";
pub const PART_KEEP: &str = "Keep in touch";
pub const PART_LATER: &str = "Not now";

pub fn part_title(name: &str) -> String {
    format!("Keep the door open for {name}?")
}

/// The steps of a list while the practice has no words of its own for them.
pub fn usual(list: List) -> Vec<Planned> {
    let days = After::WorkingDays;
    let steps: Vec<(&str, &str, &str, After)> = match list {
        List::Onboarding => vec![
            ("welcome", "Say welcome, the same day", "A short message: how glad you are, and what happens next.", After::WorkingHours(4)),
            ("terms", "Send scope and terms in writing", "What is included, what is not, and what it costs.", days(1)),
            ("deposit", "Have the deposit before work begins", "No deposit, no first day.", days(3)),
            ("intake", "Send the one form that asks for everything", "Brand, logins, contents, contacts, goals.", days(3)),
            ("process", "Show how you work and with what", "Where files lie, where you talk, when you answer.", days(4)),
            ("kickoff", "Book the kickoff", "A day, an hour, and who comes.", days(5)),
            ("milestone", "Confirm the next steps and the first milestone", "With its date, in writing.", days(7)),
        ],
        List::Offboarding => vec![
            ("notice", "Confirm the notice in writing", "The last day, and what still happens until then.", days(0)),
            (INVOICES, "See that every invoice is paid", "What is open stands below.", days(5)),
            ("files", "Hand over the files", "Everything they paid for, in one place, with a list.", days(7)),
            ("access", "Give back and revoke access", "Theirs to you, and yours to them.", days(8)),
            ("lessons", "Write down what you learned", "What went well, and what you would do otherwise.", days(10)),
            ("door", "Leave the door open", "A kind last word, and how to find you again.", days(10)),
        ],
        List::Retention | List::Duty | List::Task => Vec::new(),
    };
    let planned = |(key, title, detail, after): (&str, &str, &str, After)| Planned {
        key: key.to_owned(),
        title: title.to_owned(),
        detail: detail.to_owned(),
        owner: String::new(),
        after,
    };
    steps.into_iter().map(planned).collect()
}

/// The step under which the client's open documents stand.
pub const INVOICES: &str = "invoices";

pub const CHECK_IN: &str = "Check in: how is it going?";

/// What keeps the door open.
pub fn keeping() -> Vec<Planned> {
    let planned = |key: &str, title: &str, detail: &str, after: After| Planned {
        key: key.to_owned(),
        title: title.to_owned(),
        detail: detail.to_owned(),
        owner: String::new(),
        after,
    };
    vec![
        planned(
            "recap",
            "Write down what the work brought about",
            "Figures, if there are any; their words, if there are none.",
            After::WorkingDays(10),
        ),
        planned("check-in", CHECK_IN, "A call or a few lines, with nothing to sell.", After::Months(1)),
        planned("proposal", "Propose what comes next", "One idea that follows from the last work.", After::Months(2)),
    ]
}
