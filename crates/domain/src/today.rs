//! What a day asks for, over all clients: what is due, promised, overdue, quiet, unpaid, colliding, or waits for the client (M1). Each notice
//! follows from one row, the practice and the time, so that after a change only that client's are found again.

mod order;

use crate::agenda::{self, Collision, Span};
use crate::content::Kind;
use crate::field::PracticeField;
use crate::invoice::Standing;
use crate::letter::Purpose;
use crate::money::Money;
use crate::practice::Practice;
use crate::retention::{self, Ask};
use crate::rhythm::Rhythm;
use crate::row::{InvoiceRow, Row, Rows};
use crate::time::{Day, Moment, Now};
use crate::todo::Todo;
use crate::working::{Calendar, Zone};
use crate::{ClientId, InvoiceId, ItemId, Stage};

pub use order::{Place, Weight, sorted};

/// Things further ahead than this are no business of today's.
pub const AHEAD_DAYS: i64 = 7;
/// Working days after which silence counts as quiet, where the practice says nothing else.
const QUIET_DAYS: u32 = 10;
/// A quote that ends within so many days is asked about.
const QUOTE_DAYS: i64 = 5;
/// A contract is spoken of so many days before its end.
const CONTRACT_DAYS: i64 = 30;

/// What holds for all clients.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    pub now: Now,
    pub calendar: Calendar,
    pub zone: Zone,
    pub usual: Rhythm,
    pub quiet_days: u32,
}

impl Ground {
    pub fn of(practice: &Practice, zone: Zone, now: Now) -> Self {
        let quiet_days = practice.get(PracticeField::QuietDays).parse().unwrap_or(QUIET_DAYS);
        Self { now, calendar: practice.calendar(), zone, usual: Rhythm::usual(practice), quiet_days }
    }
}

/// What it is about, with the facts that make it so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The one next step of a client.
    Next {
        step: String,
    },
    Todo(Todo),
    /// They turned to us and wait.
    Answer {
        came: Day,
        by: Moment,
    },
    /// An update was to go out and did not.
    Update {
        scheduled: Day,
    },
    /// Neither side has turned to the other for so many working days; since when, if ever.
    Quiet {
        days: u32,
        told: Option<Day>,
        heard: Option<Day>,
    },
    /// They have not answered us for so many working days.
    Silent {
        days: u32,
        told: Day,
    },
    Unpaid {
        invoice: InvoiceId,
        number: String,
        open: Money,
        disputed: bool,
    },
    /// Asked for today or in the days to come.
    DueSoon {
        invoice: InvoiceId,
        number: String,
        open: Money,
    },
    Quote {
        invoice: InvoiceId,
        number: String,
        total: Money,
    },
    /// The next document of an arrangement is to be made.
    Bill,
    Contract,
    /// A message that a rule asks for, of this name.
    Write {
        item: ItemId,
        purpose: Purpose,
        /// What it is about, with what is open of it.
        invoice: Option<(InvoiceId, String, Money)>,
        rule: String,
    },
    /// Somebody was let down, or the work has been done for a month.
    Keep(Ask),
    /// Several clients have something due to them on one day.
    Collides {
        with: Vec<(ClientId, String)>,
        title: String,
    },
}

/// One thing of one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub client: ClientId,
    /// What it is recognised by from day to day and on every device: put off by it, done under it.
    pub key: String,
    /// By when; for what has begun, since when.
    pub on: Day,
    pub what: What,
    pub weight: Weight,
}

impl Notice {
    /// Whether it is about who turned to whom, and who waits.
    pub fn is_of_talk(&self) -> bool {
        matches!(self.what, What::Answer { .. } | What::Update { .. } | What::Quiet { .. } | What::Silent { .. })
    }
}

/// Everything that one client asks for. What was put off is in the second list, with the day on which it comes back.
pub fn of_row(row: &Row, ground: &Ground) -> (Vec<Notice>, Vec<(Notice, Day)>) {
    if row.removed {
        return (Vec::new(), Vec::new());
    }
    let mut found = Finding { row, ground, all: Vec::new() };
    found.next_step();
    found.todo();
    found.talk();
    found.money();
    found.arrangements();
    found.keeping();
    found.writing();
    let today = ground.now.today;
    let until = |notice: &Notice| row.put_off.iter().find(|(key, until)| *key == notice.key && *until > today).map(|(_, until)| *until);
    let (mut there, mut later) = (Vec::new(), Vec::new());
    for notice in found.all {
        match until(&notice) {
            Some(until) => later.push((notice, until)),
            None => there.push(notice),
        }
    }
    (there, later)
}

/// The stages in which somebody is being worked for.
pub(crate) fn is_served(stage: Stage) -> bool {
    matches!(stage, Stage::Onboarding | Stage::Delivery | Stage::Communication)
}

struct Finding<'a> {
    row: &'a Row,
    ground: &'a Ground,
    all: Vec<Notice>,
}

impl Finding<'_> {
    fn today(&self) -> Day {
        self.ground.now.today
    }

    fn is_near(&self, on: Day) -> bool {
        self.today().days_until(on) <= AHEAD_DAYS
    }

    fn add(&mut self, key: String, on: Day, what: What) {
        let weight = Weight::of(&what, on, self.row, self.ground);
        self.all.push(Notice { client: self.row.id, key, on, what, weight });
    }

    fn next_step(&mut self) {
        if let Some(on) = self.row.next_day.filter(|on| self.is_near(*on)) {
            self.add("next".to_owned(), on, What::Next { step: self.row.next_step.clone() });
        }
    }

    fn todo(&mut self) {
        for todo in &self.row.todo {
            if self.is_near(todo.on) {
                self.add(format!("item/{}", todo.item), todo.on, What::Todo(todo.clone()));
            }
        }
    }

    /// Working days that have passed since a day, that day not counted.
    fn working_days_since(&self, day: Day) -> u32 {
        let days = day.days_until(self.today());
        let passed = (1..=days.clamp(0, 400)).filter(|on| self.ground.calendar.is_working(day.plus_days(*on)));
        u32::try_from(passed.count()).unwrap_or(u32::MAX)
    }

    fn talk(&mut self) {
        let (talk, ground) = (self.row.talk, self.ground);
        let rhythm = self.row.rhythm.or(ground.usual);
        if let Some((came, written)) = talk.waits {
            let by = answer_by(came, written, rhythm, ground);
            self.add(format!("answer/{came}"), ground.zone.civil(by).0, What::Answer { came, by });
            return;
        }
        if !is_served(self.row.stage) {
            return;
        }
        if let Some((last, before)) = rhythm.last_updates(self.today(), &ground.calendar) {
            // Whoever came after the day is not asked about it; and a word since the update before is one.
            let was_there = self.row.since.is_none_or(|since| since <= last);
            if was_there && talk.told.is_none_or(|told| told <= before) {
                self.add(format!("update/{last}"), last, What::Update { scheduled: last });
                return;
            }
        }
        let newest = talk.told.max(talk.heard).max(self.row.since);
        if let Some(newest) = newest {
            let days = self.working_days_since(newest);
            if days >= ground.quiet_days {
                let what = What::Quiet { days, told: talk.told, heard: talk.heard };
                return self.add(format!("quiet/{newest}"), newest, what);
            }
        }
        if let Some(told) = talk.told.filter(|told| talk.heard.is_none_or(|heard| heard < *told)) {
            let days = self.working_days_since(told);
            if days >= ground.quiet_days {
                self.add(format!("silent/{told}"), told, What::Silent { days, told });
            }
        }
    }

    fn money(&mut self) {
        for paper in &self.row.invoices {
            let number = paper.number.clone().unwrap_or_default();
            let waits = matches!(paper.standing, Standing::Open | Standing::PartlyPaid) && paper.open.is_positive();
            match (paper.due, paper.until) {
                (Some(due), _) if waits && paper.kind.collects() && self.is_near(due) => {
                    let (invoice, open) = (paper.id, paper.open);
                    if due < self.today() {
                        let disputed = paper.disputed.is_positive();
                        self.add(format!("unpaid/{invoice}"), due, What::Unpaid { invoice, number, open, disputed });
                    } else {
                        self.add(format!("due/{invoice}"), due, What::DueSoon { invoice, number, open });
                    }
                }
                (_, Some(until)) if is_offer(paper.kind) && paper.standing == Standing::Given => {
                    let left = self.today().days_until(until);
                    if (0..=QUOTE_DAYS).contains(&left) {
                        let what = What::Quote { invoice: paper.id, number, total: paper.total };
                        self.add(format!("quote/{}", paper.id), until, what);
                    }
                }
                _ => {}
            }
        }
    }

    fn keeping(&mut self) {
        for (on, ask) in retention::all(self.row, self.today()) {
            if matches!(ask, Ask::ActOn { .. } | Ask::CheckIn { .. }) {
                self.add(ask.key(), on, What::Keep(ask));
            }
        }
    }

    fn writing(&mut self) {
        for one in &self.row.writes {
            let invoice = one.invoice.map(|id| self.row.invoices.iter().find(|paper| paper.id == id && asks(paper)));
            let reminded = || self.row.remind.known.iter().any(|(of, said)| Some(*of) == one.invoice && said.on >= one.on);
            // A word of ours since then is the one that was asked for.
            let told = matches!(one.purpose, Purpose::Update | Purpose::Nudge | Purpose::Reply)
                && self.row.talk.told.is_some_and(|told| told >= one.on);
            if invoice == Some(None) || reminded() || told {
                continue;
            }
            let invoice = invoice
                .flatten()
                .map(|paper| (paper.id, paper.number.clone().unwrap_or_default(), paper.open.minus(paper.disputed).unwrap_or(paper.open)));
            let what = What::Write { item: one.item, purpose: one.purpose, invoice, rule: one.title.clone() };
            self.add(format!("item/{}", one.item), one.on, what);
        }
    }

    fn arrangements(&mut self) {
        if let Some(on) = self.row.recurring.first().copied().filter(|on| self.is_near(*on)) {
            self.add(format!("bill/{on}"), on, What::Bill);
        }
        let ends = self.row.ends.filter(|ends| (0..=CONTRACT_DAYS).contains(&self.today().days_until(*ends)));
        if let Some(ends) = ends {
            self.add(format!("contract/{ends}"), ends, What::Contract);
        }
    }
}

/// Whether it asks for money of which not all is disputed.
fn asks(paper: &InvoiceRow) -> bool {
    let rest = paper.open.minus(paper.disputed).unwrap_or(paper.open);
    matches!(paper.standing, Standing::Open | Standing::PartlyPaid) && paper.kind.collects() && rest.is_positive()
}

fn is_offer(kind: Kind) -> bool {
    matches!(kind, Kind::Quote | Kind::Estimate)
}

/// By when an answer was promised: so many working hours after it came, else at the end of the next working day. What was written down on
/// a later day than it came counts from the beginning of the day on which it came.
pub fn answer_by(came: Day, written: Moment, rhythm: Rhythm, ground: &Ground) -> Moment {
    let (calendar, zone) = (&ground.calendar, &ground.zone);
    let from = if zone.civil(written).0 == came { written } else { zone.instant(came, 0) };
    match rhythm.answer_hours {
        Some(hours) => calendar.plus_hours(from, hours, zone),
        None => calendar.answered_by(from, 1, zone),
    }
}

/// Days on which more than one client has something due to them: a notice for each, in the days to come. What was put off is in the second
/// list, with the day on which it comes back.
pub fn collisions(rows: &Rows, ground: &Ground) -> (Vec<Notice>, Vec<(Notice, Day)>) {
    let today = ground.now.today;
    let (mut there, mut later) = (Vec::new(), Vec::new());
    for Collision { on, with } in agenda::collisions(rows, Span::new(today, today.plus_days(2 * AHEAD_DAYS))) {
        // One notice a day, with the first client of it, names the others.
        let Some(((client, title), others)) = with.split_first() else { continue };
        let (client, title, others) = (*client, title.clone(), others.to_vec());
        let what = What::Collides { with: others, title };
        let Some(row) = rows.get(&client) else { continue };
        let key = format!("collides/{on}");
        let until = row.put_off.iter().find(|(put_off, until)| *put_off == key && *until > today).map(|(_, until)| *until);
        let weight = Weight::of(&what, on, row, ground);
        let notice = Notice { client, key, on, what, weight };
        match until {
            Some(until) => later.push((notice, until)),
            None => there.push(notice),
        }
    }
    (there, later)
}
