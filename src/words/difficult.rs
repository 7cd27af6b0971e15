//! When it is difficult with a client: calm words for the causes, the conversation, and what staying and leaving ask for.

use domain::difficult::{Beyond, Notice, Obligation, Shows};
use domain::item::{Cause, Goodwill, ItemField};
use domain::time::Day;
use rust_decimal::Decimal;

use super::locale::Locale;

pub const TITLE: &str = "When it is difficult";
pub const LEAD: &str = "Only you read this page. It stands in no hand-over and in nothing that leaves for others.";
pub const RECORD: &str = "What the record shows";
pub const RECORD_HINT: &str =
    "Facts of the last half year, each under what it may speak for. They are no verdict: you know more than the record does.";
pub const CHOOSE: &str = "Prepare a talk about this";
pub const CHOOSE_THIS: &str = "Choose this cause";
pub const CHOSEN: &str = "Chosen";
pub const NO_SIGNS: &str = "Nothing in the record speaks for it.";
pub const MORE_SIGNS: &str = "Earlier ones";
pub const TALKS: &str = "The conversation";
pub const TALKS_HINT: &str = "Five steps, in this order. What you write is kept as you write it, and only here.";
pub const NO_TALK: &str = "None is being prepared. Choose what it is most likely about, or begin without a cause.";
pub const BEGIN: &str = "Prepare a conversation";
pub const ABOUT: &str = "What it is about";
pub const ABOUT_HINT: &str = "A few words, for the history.";
pub const SKIP: &str = "Leave this step out";
pub const SKIPPED: &str = "Left out";
pub const TAKE_UP: &str = "Take it up again";
pub const AT_HAND: &str = "At hand";
pub const WHAT: &str = "What";
pub const BY_WHEN: &str = "By when";
pub const PROMISE: &str = "Promise it";
pub const PROMISED: &str = "Promised";
pub const WHAT_MISSING: &str = "Please say what you promise.";
pub const WHEN_MISSING: &str = "Please give the day: a promise without one is a wish.";
pub const GOODWILL: &str = "Make it good";
pub const GOODWILL_HINT: &str = "It was our mistake. One small thing that comes without being asked for weighs more than an explanation, and is counted in your favour.";
pub const GOODWILL_WHAT: &str = "What exactly";
pub const GOODWILL_DO: &str = "Note it";
pub const GIVEN: &str = "Given";
pub const TAKE_BACK: &str = "Take back";
pub const SUMMARY: &str = "Message that sums it up";
pub const SUMMARY_HINT: &str = "Written from your five steps and the dated facts. Change it as you like; it is sent by you, not from here.";
pub const SUMMARY_AGAIN: &str = "Write it from the steps anew";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied";
pub const NOT_COPIED: &str = "This browser did not let it be copied. Mark the text and copy it by hand.";
pub const MAIL: &str = "Open in your mail";
pub const FINISH: &str = "It was said: put it in the history";
pub const FINISH_HINT: &str = "A dated entry with what was said and what was left out. Only you see it.";
/// Before what was talked about.
pub const HELD: &str = "Talked about:";
pub const IN_HISTORY: &str = "In the history, for your eyes only";
pub const EARLIER: &str = "Earlier conversations";
pub const OPEN_AGAIN: &str = "Open it again";
pub const REMOVE: &str = "Throw it away";
pub const REMOVED: &str = "Thrown away";
pub const UNTITLED: &str = "Hard conversation";
pub const NO_CAUSE: &str = "No cause chosen yet";
pub const CAUSE: &str = "Most likely cause";
pub const TOO_MANY_DO: &str = "Look at what staying costs";
pub const SHEET: &str = "Stay or part";
pub const AS_OF: &str = "As of";
pub const SHEET_HINT: &str = "What staying costs, what notice asks for, and what is still owed, on one page.";
pub const BACK: &str = "Back to the client";
pub const BACK_DIFFICULT: &str = "Back to when it is difficult";
pub const PRINT: &str = "Print";
pub const COSTS: &str = "What staying costs";
pub const NO_COSTS: &str = "Nothing was earned and nothing is unbilled yet.";
pub const UNBILLED: &str = "Hours worked and not charged";
pub const BEYOND: &str = "Hours beyond the budget";
pub const COST: &str = "Cost of staying so far";
pub const EARNED: &str = "Earned: what came in";
pub const LEFT: &str = "Earned less cost";
pub const FORMULA: &str = "Cost = hours not charged × their rate + hours beyond the budget of a fixed price × its rate. \
     Left = what came in − cost. Rounded to the currency once an amount. Money that is only asked for is not counted as earned.";
pub const WAITING: &str = "Waiting for money";
pub const NO_WAITING: &str = "Every invoice was paid by its day.";
pub const BREACHES: &str = "Beyond what was agreed, in the last 60 days";
pub const NO_BREACHES: &str = "Nothing was asked beyond the scope that nobody pays for.";
pub const NOTICE: &str = "Notice";
pub const NOTICE_GIVEN: &str = "Notice given on";
pub const NOTICE_DAYS: &str = "Days of notice";
pub const NOTICE_WRONG: &str = "Days of notice are a whole number up to 3650, like 30.";
pub const OWED: &str = "Still owed";
pub const NOTHING_OWED: &str = "Nothing is open, either way.";
pub const FILES: &str = "Files: what they paid for goes back to them, in one place and with a list.";
pub const DECIDE: &str = "If you part";
pub const DECIDE_HINT: &str = "Offboarding has the steps: papers, files, access, and a good word at the end.";
pub const PART: &str = "Move to Offboarding";
pub const PARTING: &str = "This client is in Offboarding already.";
pub const TO_WORK: &str = "Open its steps";
pub const ENGAGEMENT_SAYS: &str = "as the engagement says";

pub fn title(name: &str) -> String {
    format!("{TITLE} with {name}")
}

pub fn sheet_title(name: &str) -> String {
    format!("Stay with {name}, or part?")
}

pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Expectation => "Something was not clear",
        Cause::Stress => "Pressure on their side",
        Cause::Ours => "A mistake of ours",
        Cause::Mismatch => "You do not fit together",
    }
}

pub fn cause_hint(cause: Cause) -> &'static str {
    match cause {
        Cause::Expectation => "What was to come, by when, and what was not in it.",
        Cause::Stress => "Somebody above them, a day that comes closer, money that is short.",
        Cause::Ours => "Something late, broken or forgotten, whatever the reason.",
        Cause::Mismatch => "What they want and what you offer are two things, again and again.",
    }
}

/// What a fact shows; `about` is what it is about.
pub fn sign(shows: &Shows, about: &str, locale: &Locale) -> String {
    match shows {
        Shows::DeliveredLate(days) => format!("{about} came {} late", self::days(*days)),
        Shows::StillLate(days) => format!("{about} is {} late", self::days(*days)),
        Shows::WeBroke => format!("We broke a promise: {about}"),
        Shows::TheyBroke => format!("They broke a promise: {about}"),
        Shows::DayMoved(to) => format!("{about} moved to {}", locale.day(*to)),
        Shows::Requested => format!("Asked for beyond the scope: {about}"),
        Shows::RoundBeyond(round, included) => format!("{about} went into round {round}; {included} are included"),
        Shows::NothingLeftOut => format!("{about} does not say what it leaves out"),
        Shows::Unpaid(days) => format!("{about} is unpaid, {} past its day", self::days(*days)),
        Shows::Disputed => format!("{about} is disputed"),
        Shows::Declined => format!("Turned down: {about}"),
        Shows::WritesMore(now, before) => format!("{now} messages of theirs in two weeks, {before} in the two before"),
        Shows::Silent(weeks) => format!("No word of theirs for {weeks} weeks"),
        Shows::TooManyBreaches(count) => format!("{count} times more than agreed in 60 days, the last: {about}"),
    }
}

/// The same as a message to them says it; None for what is not said to them.
pub fn quoted(shows: &Shows, about: &str, locale: &Locale) -> Option<String> {
    match shows {
        Shows::WeBroke => Some(format!("{about}: promised by me, and not kept")),
        Shows::TheyBroke => Some(format!("{about}: agreed between us, and it did not come")),
        Shows::Requested => Some(format!("{about}: asked for beyond what we had agreed")),
        Shows::NothingLeftOut | Shows::WritesMore(..) | Shows::Silent(_) | Shows::TooManyBreaches(_) => None,
        Shows::DeliveredLate(_)
        | Shows::StillLate(_)
        | Shows::DayMoved(_)
        | Shows::RoundBeyond(..)
        | Shows::Unpaid(_)
        | Shows::Disputed
        | Shows::Declined => Some(sign(shows, about, locale)),
    }
}

pub fn days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

pub fn too_many(count: usize) -> String {
    format!("{count} times in 60 days more was asked for than was agreed, and nobody pays for it.")
}

pub fn facts(count: usize) -> String {
    match count {
        0 => "no fact".to_owned(),
        1 => "1 fact".to_owned(),
        count => format!("{count} facts"),
    }
}

/// One of the five steps.
pub fn step(step: ItemField) -> &'static str {
    match step {
        ItemField::Acknowledge => "Acknowledge",
        ItemField::Clarify => "Clarify, in their words",
        ItemField::Own => "Own your part",
        ItemField::Propose => "Propose, with dates",
        _ => "Write it down",
    }
}

pub fn step_hint(step: ItemField) -> &'static str {
    match step {
        ItemField::Acknowledge => "Say what you see and that it matters, before anything is explained. No “but”.",
        ItemField::Clarify => "Ask, then say back what you heard until they say yes. Their words, not yours.",
        ItemField::Own => "Name what you did or left undone, plainly, once. Where it was not you, own nothing you would have to take back.",
        ItemField::Propose => "What happens next, who does it, and by when. Few things that are sure to come.",
        _ => "What both sides said yes to, and anything the message below should add.",
    }
}

pub fn goodwill(goodwill: Goodwill) -> &'static str {
    match goodwill {
        Goodwill::Waived => "Do not charge something",
        Goodwill::Early => "Deliver something early",
        Goodwill::Call => "Call, with nothing to ask for",
        Goodwill::Other => "Something else",
    }
}

/// What stays of a conversation in the history.
pub fn entry(cause: Option<Cause>, steps: &[(ItemField, String, bool)]) -> String {
    const STEP_MOST: usize = 340;
    let mut lines: Vec<String> = cause.map(|cause| format!("{CAUSE}: {}.", self::cause(cause))).into_iter().collect();
    for (step, text, skipped) in steps {
        let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if *skipped {
            lines.push(format!("{}: left out.", self::step(*step)));
        } else if !said.is_empty() {
            let cut: String = said.chars().take(STEP_MOST).collect();
            let more = if cut.len() < said.len() { "…" } else { "" };
            lines.push(format!("{}: {cut}{more}", self::step(*step)));
        }
    }
    lines.join("\n")
}

/// What the message that sums up a conversation is written from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summing {
    pub person: String,
    pub sender: String,
    pub about: String,
    pub acknowledge: String,
    pub clarify: String,
    pub own: String,
    pub propose: String,
    pub document: String,
    /// Dated facts, the newest first.
    pub facts: Vec<(Day, String)>,
    pub promises: Vec<(Option<Day>, String)>,
}

impl Summing {
    /// A message without blame: what was said, the facts with their days, what comes next.
    pub fn message(&self, locale: &Locale) -> String {
        let mut parts = vec![if self.person.is_empty() { "Hello,".to_owned() } else { format!("Hello {},", self.person) }];
        parts.push(if self.about.is_empty() {
            "thank you for talking this through with me. So that we both have the same in hand, here is what I took away.".to_owned()
        } else {
            format!(
                "thank you for talking with me about “{}”. So that we both have the same in hand, here is what I took away.",
                self.about
            )
        });
        let said = |before: &str, text: &str| (!text.trim().is_empty()).then(|| format!("{before}{}", text.trim()));
        parts.extend(said("", &self.acknowledge));
        parts.extend(said("What I understood from you: ", &self.clarify));
        parts.extend(said("", &self.own));
        let list = |title: &str, lines: Vec<String>| (!lines.is_empty()).then(|| format!("{title}\n{}", lines.join("\n")));
        let facts = self.facts.iter().map(|(on, words)| format!("– {}: {words}", locale.long_day(*on))).collect();
        parts.extend(list("The dates behind it:", facts));
        parts.extend(said("What comes next: ", &self.propose));
        let promised = self.promises.iter().map(|(by, what)| match by {
            Some(by) => format!("– {what}, by {}", locale.long_day(*by)),
            None => format!("– {what}"),
        });
        parts.extend(list("You can count on:", promised.collect()));
        parts.extend(said("", &self.document));
        parts.push("If I have something wrong, please tell me.".to_owned());
        parts.push(self.sender.clone());
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }
}

pub fn subject(about: &str) -> String {
    if about.is_empty() { "What we talked about".to_owned() } else { format!("What we talked about: {about}") }
}

/// "Product catalogue, 19 hours × 85". Hours that do not come out even are shown with two decimals, and counted as they are.
pub fn beyond(one: &Beyond, locale: &Locale) -> String {
    let hours = one.hours.round_dp(2).normalize();
    let word = if hours == Decimal::ONE { "hour" } else { "hours" };
    format!("{}, {} {word} × {}", one.title, locale.number(hours), locale.number(one.rate.normalize()))
}

pub fn waited(days: i64, open: bool) -> String {
    if open { format!("open, {} past its day", self::days(days)) } else { format!("came {} after its day", self::days(days)) }
}

pub fn breach(about: &str, is_round: bool) -> String {
    if is_round { format!("{about}: a round beyond those included") } else { format!("{about}: asked for beyond the scope") }
}

pub fn notice(notice: &Notice, locale: &Locale) -> String {
    let given = locale.long_day(notice.given);
    format!("{} notice from {given} ends on {}.", possessive(notice.days), locale.long_day(notice.ends))
}

fn possessive(days: u32) -> String {
    if days == 1 { "1 day’s".to_owned() } else { format!("{days} days’") }
}

/// How it is counted, day by day.
pub fn counting(notice: &Notice, locale: &Locale) -> String {
    let mut text = format!("The day on which notice is given does not count: {} is day 1", locale.long_day(notice.first));
    if let Some((day, count)) = notice.month.filter(|(day, _)| *day != notice.first) {
        text.push_str(&format!(", {} is day {count}", locale.long_day(day)));
    }
    if notice.days > 1 {
        text.push_str(&format!(", {} is day {}, and the last", locale.long_day(notice.ends), notice.days));
    }
    text.push_str(". Every day counts, weekends and holidays too. What your contract says goes before this.");
    text
}

pub fn obligation(obligation: &Obligation, locale: &Locale) -> String {
    let by = |text: &str, due: Option<Day>| due.map_or_else(|| text.to_owned(), |due| format!("{text}, due {}", locale.day(due)));
    match obligation {
        Obligation::Deliverable(_, title, due) => format!("To deliver: {}", by(title, *due)),
        Obligation::OurPromise(_, title, due) => format!("We promised: {}", by(title, *due)),
        Obligation::TheirPromise(_, title, due) => format!("They promised: {}", by(title, *due)),
        Obligation::Invoice(_, number, open) => format!("{number}: {} to come in", locale.money(*open)),
        Obligation::Unbilled(money) => {
            let all: Vec<String> = money.owed().map(|one| locale.money(one)).collect();
            format!("Worked and not charged: {}", all.join(", "))
        }
        Obligation::Step(_, title, due) => format!("Offboarding: {}", by(title, *due)),
    }
}

pub const DISPUTE: &str = "Dispute";
pub const DISPUTE_DO: &str = "Mark as disputed";
pub const DISPUTE_HINT: &str = "The invoice stays as it is. Reminders and late fees leave the disputed part alone until it is resolved.";
pub const DISPUTE_WHY: &str = "What they do not accept";
pub const DISPUTE_AMOUNT: &str = "Amount in dispute";
pub const DISPUTE_AMOUNT_HINT: &str = "Empty: all that is open.";
pub const DISPUTE_DAY: &str = "Since";
pub const DISPUTE_WHY_MISSING: &str = "Please say what they do not accept.";
pub const DISPUTED: &str = "Disputed";
pub const UNDISPUTED: &str = "Not disputed";
pub const RESOLVE: &str = "Resolve";
pub const RESOLVE_DO: &str = "It is resolved";
pub const ALL_OPEN: &str = "all that is open";

pub fn since(day: &str) -> String {
    format!("since {day}")
}

pub fn resolved(day: &str) -> String {
    format!("resolved {day}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    #[test]
    fn a_notice_is_written_out_with_its_counting() {
        let locale = Locale::default();
        let told = |given, days| {
            let notice = domain::difficult::notice(day(given), days);
            format!("{} {}", super::notice(&notice, &locale), counting(&notice, &locale))
        };
        assert_eq!(
            told("2027-01-31", 30),
            "30 days’ notice from 31 January 2027 ends on 2 March 2027. The day on which notice is given does not count: 1 February 2027 is \
             day 1, 28 February 2027 is day 28, 2 March 2027 is day 30, and the last. Every day counts, weekends and holidays too. What your \
             contract says goes before this."
        );
        assert!(told("2027-01-01", 1).starts_with("1 day’s notice from 1 January 2027 ends on 2 January 2027."));
    }

    #[test]
    fn a_message_quotes_the_dated_facts_and_leaves_out_what_was_not_said() {
        let summing = Summing {
            person: "Pavel".to_owned(),
            own: "I should have called.".to_owned(),
            facts: vec![(day("2026-11-03"), "INV-1 is disputed".to_owned())],
            promises: vec![(Some(day("2026-12-01")), "New pages".to_owned())],
            ..Summing::default()
        };
        let text = summing.message(&Locale::default());
        assert!(text.contains("– 3 November 2026: INV-1 is disputed") && text.contains("– New pages, by 1 December 2026"), "{text}");
        assert!(!text.contains("What I understood") && !text.contains("What comes next"));
    }

    #[test]
    fn an_entry_says_what_was_left_out_and_fits_its_place() {
        let steps = [
            (ItemField::Own, "long ".repeat(900), false),
            (ItemField::Clarify, String::new(), true),
            (ItemField::Propose, String::new(), false),
        ];
        let text = entry(Some(Cause::Ours), &steps);
        assert!(text.chars().count() < 2_000 && text.ends_with("Clarify, in their words: left out."), "{text}");
    }
}
