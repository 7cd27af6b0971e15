use super::breaches;
use crate::client::{Client, Direction};
use crate::find::Spot;
use crate::invoice::Standing;
use crate::item::{ActKind, Cause, Item, ItemField, ItemKind, Side, of_kind};
use crate::money::Currency;
use crate::time::Day;
use crate::{InvoiceId, dispute};

/// What a fact of the record shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Of ours, by so many days.
    DeliveredLate(i64),
    /// Not delivered yet, by so many days.
    StillLate(i64),
    WeBroke,
    TheyBroke,
    /// A day that we moved, or that was agreed anew.
    DayMoved(Day),
    Requested,
    /// The number of the round, and of those included.
    RoundBeyond(usize, u64),
    /// An engagement that does not say what it leaves out.
    NothingLeftOut,
    /// By so many days.
    Unpaid(i64),
    Disputed,
    Declined,
    /// Messages of theirs in the last 14 days, and in the 14 before.
    WritesMore(usize, usize),
    /// Weeks without a word of theirs.
    Silent(i64),
    TooManyBreaches(usize),
}

/// One fact for a cause: what it shows, when, of what, and where it stands in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    pub cause: Cause,
    pub on: Day,
    pub shows: Shows,
    pub about: String,
    pub spot: Option<Spot>,
}

/// How far back the record is read.
const LOOKS_BACK_DAYS: i64 = 180;
/// Weeks without a word after which it is told.
const SILENT_WEEKS: i64 = 3;
const FORTNIGHT: i64 = 14;
/// So many messages in a fortnight, and twice as many as in the one before.
const MANY_MESSAGES: usize = 4;

/// What the record says for each cause, the newest first. A fact may speak for more than one. It is reading, not judging: which of them it
/// is, a person says.
pub fn signs(client: &Client, usual: Option<Currency>, today: Day) -> Vec<Sign> {
    let mut all = Vec::new();
    deliverables(client, today, &mut all);
    promises(client, today, &mut all);
    scope(client, usual, today, &mut all);
    money(client, today, &mut all);
    messages(client, today, &mut all);
    all.retain(|sign| (0..=LOOKS_BACK_DAYS).contains(&sign.on.days_until(today)));
    crate::order::sort_by(&mut all, |one, other| (other.on, &other.spot).cmp(&(one.on, &one.spot)));
    all
}

fn of_item(causes: &[Cause], id: crate::ItemId, item: &Item, on: Day, shows: &Shows, all: &mut Vec<Sign>) {
    let spot = Some(Spot::Item(id, item.kind));
    all.extend(causes.iter().map(|cause| Sign { cause: *cause, on, shows: shows.clone(), about: item.title().to_owned(), spot }));
}

fn deliverables(client: &Client, today: Day, all: &mut Vec<Sign>) {
    for (id, item) in of_kind(&client.items, ItemKind::Deliverable) {
        if item.is_late(today)
            && let Some(due) = item.due()
        {
            of_item(&[Cause::Ours], id, item, due, &Shows::StillLate(due.days_until(today)), all);
        }
        let included = item.rounds_included(&client.items);
        let (mut due, mut delivered, mut round) = (item.day(ItemField::Due), false, 0_usize);
        for (_, act) in item.told() {
            match act.kind {
                ActKind::Delivered => {
                    let late = due.map_or(0, |due| due.days_until(act.on));
                    if late > 0 && !delivered {
                        of_item(&[Cause::Ours], id, item, act.on, &Shows::DeliveredLate(late), all);
                    }
                    delivered = true;
                }
                ActKind::Rescheduled => {
                    let to = Day::parse(&act.value);
                    if let Some(to) = to.filter(|to| due.is_some_and(|due| *to > due)) {
                        of_item(&[Cause::Ours, Cause::Expectation], id, item, act.on, &Shows::DayMoved(to), all);
                    }
                    due = to.or(due);
                }
                ActKind::SentBack => {
                    round += 1;
                    if let Some(included) = included.filter(|included| u64::try_from(round).is_ok_and(|round| round > *included)) {
                        let shows = Shows::RoundBeyond(round, included);
                        of_item(&[Cause::Expectation, Cause::Mismatch], id, item, act.on, &shows, all);
                    }
                }
                ActKind::Kept
                | ActKind::Sent
                | ActKind::Told
                | ActKind::Untold
                | ActKind::Broken
                | ActKind::Renegotiated
                | ActKind::Approved
                | ActKind::Done
                | ActKind::Waived
                | ActKind::Accepted
                | ActKind::Declined
                | ActKind::Confirmed
                | ActKind::Billed
                | ActKind::Moved
                | ActKind::Closed
                | ActKind::Reopened
                | ActKind::Resolved
                | ActKind::Given
                | ActKind::Handed
                | ActKind::Paused
                | ActKind::Resumed
                | ActKind::Repriced => {}
            }
        }
    }
}

fn promises(client: &Client, today: Day, all: &mut Vec<Sign>) {
    for (id, item) in of_kind(&client.items, ItemKind::Promise) {
        let (cause, broke) = match item.side() {
            Side::Ours => (Cause::Ours, Shows::WeBroke),
            Side::Theirs => (Cause::Stress, Shows::TheyBroke),
        };
        for (_, act) in item.told() {
            if act.kind == ActKind::Broken {
                of_item(&[cause], id, item, act.on, &broke, all);
            } else if let Some(to) = Day::parse(&act.value).filter(|_| act.kind == ActKind::Renegotiated) {
                of_item(&[cause, Cause::Expectation], id, item, act.on, &Shows::DayMoved(to), all);
            }
        }
        if item.is_late(today)
            && let Some(due) = item.due()
        {
            of_item(&[cause], id, item, due, &Shows::StillLate(due.days_until(today)), all);
        }
    }
}

fn scope(client: &Client, usual: Option<Currency>, today: Day, all: &mut Vec<Sign>) {
    for (id, item) in of_kind(&client.items, ItemKind::Request) {
        if let Some(on) = item.day(ItemField::Day) {
            of_item(&[Cause::Expectation], id, item, on, &Shows::Requested, all);
        }
        if let Some((_, act)) = item.settled().filter(|(_, act)| act.kind == ActKind::Declined) {
            of_item(&[Cause::Mismatch], id, item, act.on, &Shows::Declined, all);
        }
    }
    for (id, item) in of_kind(&client.items, ItemKind::Engagement).into_iter().filter(|(_, item)| item.is_open()) {
        let on = item.day(ItemField::Signed).or_else(|| item.day(ItemField::Start));
        if let Some(on) = on.filter(|_| item.get(ItemField::NotIncluded).is_empty()) {
            of_item(&[Cause::Expectation], id, item, on, &Shows::NothingLeftOut, all);
        }
    }
    let found = breaches(client, usual, today);
    if let Some(newest) = found.first().filter(|_| found.len() >= super::BREACHES_TOO_MANY) {
        let shows = Shows::TooManyBreaches(found.len());
        all.push(Sign { cause: Cause::Mismatch, on: newest.on, shows, about: newest.about.clone(), spot: Some(newest.spot) });
    }
}

fn money(client: &Client, today: Day, all: &mut Vec<Sign>) {
    let of = |id: InvoiceId, on, shows, about: &str, causes: &[Cause], all: &mut Vec<Sign>| {
        let spot = Some(Spot::Document(id));
        let one = |cause: &Cause| Sign { cause: *cause, on, shows: Shows::clone(&shows), about: about.to_owned(), spot };
        all.extend(causes.iter().map(one));
    };
    for (id, invoice) in &client.invoices {
        let Some(issue) = invoice.issue() else { continue };
        let number = issue.document.number();
        for (_, item) in dispute::of(client, *id) {
            if let Some(on) = item.day(ItemField::Day) {
                of(*id, on, Shows::Disputed, number, &[Cause::Mismatch, Cause::Ours], all);
            }
        }
        let waits = matches!(invoice.standing(), Standing::Open | Standing::PartlyPaid);
        if let Some(due) = issue.document.due().filter(|due| waits && *due < today) {
            of(*id, due, Shows::Unpaid(due.days_until(today)), number, &[Cause::Stress, Cause::Mismatch], all);
        }
    }
}

fn messages(client: &Client, today: Day, all: &mut Vec<Sign>) {
    let history = client.history();
    let theirs: Vec<_> = history.iter().filter(|(_, note)| note.direction == Some(Direction::In)).collect();
    let Some((id, newest)) = theirs.first() else { return };
    let count = |from: i64, to: i64| theirs.iter().filter(|(_, note)| (from..to).contains(&note.happened.days_until(today))).count();
    let (now, before) = (count(0, FORTNIGHT), count(FORTNIGHT, 2 * FORTNIGHT));
    let mut say = |shows| {
        let about: String = newest.says().lines().next().unwrap_or_default().chars().take(80).collect();
        all.push(Sign { cause: Cause::Stress, on: newest.happened, shows, about, spot: Some(Spot::Note(*id)) });
    };
    if now >= MANY_MESSAGES && now >= 2 * before {
        say(Shows::WritesMore(now, before));
    }
    let weeks = newest.happened.days_until(today) / 7;
    if weeks >= SILENT_WEEKS {
        say(Shows::Silent(weeks));
    }
}
