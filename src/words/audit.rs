//! The leak audit.

use domain::audit::{LATE_DAYS, LOOKS_BACK_DAYS, Leak, Trouble, Why};
use domain::time::Day;

use super::locale::Locale;

pub const TITLE: &str = "Leak audit";
pub const LEAD: &str = "Ten common mistakes, looked for in your own records, and the empty cells of your lifecycle map.";
pub const LOOKING: &str = "Looking …";
pub const KEEP: &str = "Keep today's result";
pub const PRINT: &str = "Print";
pub const CLEAN: &str = "No leaks. Nothing was found in any record.";
pub const CLOSED: &str = "Nothing found";
pub const COSTS: &str = "Costs";
pub const HISTORY: &str = "Earlier audits";
pub const HISTORY_HINT: &str = "Kept results, so that you see leaks close.";
pub const NO_HISTORY: &str = "Nothing is kept yet. Keep today's result, and the next one shows what has closed.";
pub const LEAK: &str = "Leak";
pub const NOW: &str = "Now";
pub const ALL: &str = "All leaks";
pub const NOT_LOOKED: &str = "not looked for";

pub fn leak(leak: Leak) -> &'static str {
    match leak {
        Leak::Onboarding => "Onboarding skipped",
        Leak::Scattered => "Facts scattered",
        Leak::Quiet => "Going quiet",
        Leak::OverPromised => "Over-promising",
        Leak::Scope => "Scope creep unbilled",
        Leak::Billing => "Billing late or vague",
        Leak::AfterDelivery => "Ignored after delivery",
        Leak::Toxic => "Toxic clients kept",
        Leak::Undocumented => "No documentation",
        Leak::Alike => "Every client treated alike",
        Leak::Map => "Lifecycle map",
    }
}

/// What is looked for, in one sentence.
pub fn means(leak: Leak) -> String {
    match leak {
        Leak::Onboarding => "Work began before onboarding was finished.".to_owned(),
        Leak::Scattered => "They write in more ways than was agreed, or the record has no way to reach them.".to_owned(),
        Leak::Quiet => "An answer, an update or any word is overdue.".to_owned(),
        Leak::OverPromised => format!("Two days of yours or more passed, broke or slipped in the last {LOOKS_BACK_DAYS} days."),
        Leak::Scope => "Asked for beyond the scope a week ago or longer, and neither billed nor turned down.".to_owned(),
        Leak::Billing => {
            format!("Finished work unbilled for {LATE_DAYS} days, drafts that lie for a week, lines that say nothing in particular.")
        }
        Leak::AfterDelivery => "Delivered a month ago or longer, and no word of yours since.".to_owned(),
        Leak::Toxic => "Several signs of trouble at once, and still served.".to_owned(),
        Leak::Undocumented => "Work goes on with no scope, no history or no written yes.".to_owned(),
        Leak::Alike => "They pay most and have no tier, so they get what everybody gets.".to_owned(),
        Leak::Map => "Cells of the map that say nothing: nobody knows who, when or how.".to_owned(),
    }
}

fn times(count: impl Into<u64>, one: &str, many: &str) -> String {
    match count.into() {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

fn many(count: usize, one: &str, more: &str) -> String {
    times(u64::try_from(count).unwrap_or(u64::MAX), one, more)
}

fn days(days: i64) -> String {
    times(days.unsigned_abs(), "day", "days")
}

pub fn why(why: &Why, locale: &Locale, today: Day) -> String {
    let near = |day: Day| locale.near(day, today);
    let from = |day: Day| super::today::since(day, today, locale);
    match why {
        Why::OnboardingNever => "Onboarding never began".to_owned(),
        Why::OnboardingOpen(open) => format!("{} of onboarding still open", times(*open, "step", "steps")),
        Why::OffChannel(count) => format!("{} another way than was agreed", many(*count, "message", "messages")),
        Why::Channels(ways) => format!("Writes in {ways} ways, and none was agreed"),
        Why::NoAddress => "No address and no number in the record".to_owned(),
        Why::Quiet(days) => format!("Quiet for {}", times(*days, "working day", "working days")),
        Why::UpdateMissed(day) => format!("The update due {} did not go out", near(*day)),
        Why::AnswerLate(came) => format!("Waits for your answer since {}", from(*came)),
        Why::Slipping(count) => format!("{count} days of yours passed, broke or slipped"),
        Why::Requests(count, since) => {
            format!("{} beyond the scope, since {}", times(*count, "request", "requests"), from(*since))
        }
        Why::WorkUnbilled(since, 0) => format!("Work unbilled since {}", from(*since)),
        Why::WorkUnbilled(since, unpriced) => {
            format!("Work unbilled since {}, {} of it without a price", from(*since), times(*unpriced, "minute", "minutes"))
        }
        Why::DraftLies(_, since) => format!("A draft has lain since {}", from(*since)),
        Why::VagueLine(_, line) => format!("A billed line says little: “{line}”"),
        Why::Ignored(on) => format!("Delivered {}, and no word of yours since", near(*on)),
        Why::RetentionQuiet(Some(told)) => format!("In Retention; you last wrote {}", near(*told)),
        Why::RetentionQuiet(None) => "In Retention, and you never wrote".to_owned(),
        Why::Toxic(trouble) => self::trouble(*trouble),
        Why::NoScope => "No scope, price or signed offer in the record".to_owned(),
        Why::NoNotes => "Not one entry in the history".to_owned(),
        Why::Unconfirmed(count) => format!("{} agreed to by word of mouth only", times(*count, "request", "requests")),
        Why::TopUnranked(paid) => format!("Paid {} in the last year, and has no tier", locale.money(*paid)),
        Why::Cell(stage, field) => format!("{}: “{}” is empty", super::stage::name(*stage), super::lifecycle::cell(*field)),
    }
}

fn trouble(trouble: Trouble) -> String {
    let mut all = Vec::new();
    if trouble.breaches > 0 {
        all.push(many(trouble.breaches, "breach of the scope", "breaches of the scope"));
    }
    all.extend(trouble.late_days.map(|late| format!("an invoice {} late", days(late))));
    if trouble.disputes > 0 {
        all.push(many(trouble.disputes, "dispute", "disputes"));
    }
    if trouble.broken > 0 {
        all.push(many(trouble.broken, "promise of theirs late", "promises of theirs late"));
    }
    super::capital(all.join(", "))
}

/// What the link to the mending says.
pub fn mend(why: &Why) -> &'static str {
    match why {
        Why::OnboardingNever => "Begin onboarding",
        Why::OnboardingOpen(_) => "Finish it",
        Why::OffChannel(_) | Why::Channels(_) => "Gather it",
        Why::NoAddress => "Add an address",
        Why::Quiet(_) | Why::Ignored(_) | Why::RetentionQuiet(_) => "Get in touch",
        Why::UpdateMissed(_) => "Send the update",
        Why::AnswerLate(_) => "Answer",
        Why::Slipping(_) => "Move the days",
        Why::Requests(..) | Why::WorkUnbilled(..) => "Bill it",
        Why::DraftLies(..) => "Issue it",
        Why::VagueLine(..) => "Look at it",
        Why::Toxic(_) => "Weigh it up",
        Why::NoScope => "Write the scope",
        Why::NoNotes => "Write an entry",
        Why::Unconfirmed(_) => "Confirm in writing",
        Why::TopUnranked(_) => "Set the tier",
        Why::Cell(..) => "Fill it in",
    }
}

pub fn looked(done: usize, all: usize) -> String {
    format!("Looked at {done} of {all} clients")
}

pub fn found(hits: usize, leaks: usize) -> String {
    format!("{} in {}", many(hits, "hit", "hits"), many(leaks, "leak", "leaks"))
}

pub fn hits(count: usize) -> String {
    many(count, "hit", "hits")
}

pub fn on(day: Day, locale: &Locale) -> String {
    format!("As of {}", locale.long_day(day))
}

pub fn more(count: usize) -> String {
    format!("{count} more")
}

pub const SHOW: &str = "Show them";

/// A count now, against an earlier one.
pub fn change(now: u32, then: u32) -> String {
    match i64::from(now) - i64::from(then) {
        0 => "as before".to_owned(),
        more @ 1.. => format!("{more} more"),
        fewer => format!("{} fewer", -fewer),
    }
}
