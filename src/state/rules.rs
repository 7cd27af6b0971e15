//! Rules as they are run, tried and read: every device runs them while it is open, and what two of them do is one.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use domain::decide::{RunWish, Way};
use domain::item::{ItemField, ItemKind};
use domain::practice::Practice;
use domain::row::{Row, Rows};
use domain::rule::{self, Held, Occasion, Ran, Rule};
use domain::time::Now;
use domain::today::Ground;
use domain::{ClientId, Command, Done, ItemId};

use super::desk::{Desk, Opening};
use super::team::{Status, teamwork};
use crate::browser::clock;
pub use crate::browser::clock::day_of;
use crate::dom::*;
use crate::words::rules as said;

/// What was looked at, and for which practice and time.
#[derive(Default)]
struct Seen {
    rows: HashMap<ClientId, Arc<Row>>,
    ground: Option<(Arc<Practice>, Now, Ground, Vec<Rule>)>,
    /// What is still to be run.
    left: Vec<(ClientId, ItemId, String)>,
    /// What was asked for already: what could not be done is not asked for again and again.
    asked: HashSet<(ClientId, ItemId, String)>,
    busy: bool,
    /// How often rules acted since it was last said.
    acted: usize,
    undo: Option<Command>,
}

/// Runs the rules while the page is open, one run after the other.
pub fn follow(desk: Desk) {
    let (seen, zone) = (StoredValue::new_local(Seen::default()), clock::zone());
    let waits = waits_for_team();
    let open = Memo::new(move |_| desk.opening.get() == Opening::Open);
    Effect::new(move |_| {
        if open.get() {
            desk.look_at_practice();
        }
    });
    Effect::new(move |_| {
        // Who only looks writes nothing.
        if !open.get() || !desk.practice_read.get() || desk.looks_only.get() || waits.get() {
            return;
        }
        let (practice, now) = (desk.practice.get(), desk.now());
        desk.with_work(|rows| seen.update_value(|seen| seen.look(&practice, now, rows, &zone)));
        next(desk, seen, &zone);
    });
}

/// How long it is waited for the team's first word, once the page stands; and for a relay that does not answer.
const FIRST_WORD: Duration = Duration::from_secs(3);
const ANSWER: Duration = Duration::from_secs(20);

/// Whether teammates have most likely written what is not here yet: on what they settled meanwhile no rule is to act.
fn waits_for_team() -> Memo<bool> {
    let team = teamwork();
    let (first, answer) = (RwSignal::new(true), RwSignal::new(true));
    for (signal, after) in [(first, FIRST_WORD), (answer, ANSWER)] {
        set_timeout(move || _ = signal.try_set(false), after);
    }
    Memo::new(move |_| {
        let (first, answer) = (first.get(), answer.get());
        team.team.with(|team| match team.status {
            Status::CatchingUp { .. } => true,
            Status::Connecting => answer,
            Status::Single | Status::Off | Status::Unapproved | Status::InStep | Status::Waiting { .. } | Status::Stuck(_) => first,
        })
    })
}

impl Seen {
    fn look(&mut self, practice: &Arc<Practice>, now: Now, rows: &Rows, zone: &domain::working::Zone) {
        // Only an answer is late by the minute.
        let by_minute = |rules: &[Rule]| rules.iter().any(|rule| rule.trigger == rule::Trigger::Unanswered);
        let same = self
            .ground
            .as_ref()
            .is_some_and(|(of, at, _, rules)| Arc::ptr_eq(of, practice) && at.today == now.today && (*at == now || !by_minute(rules)));
        if !same {
            self.rows.clear();
            self.ground = Some((Arc::clone(practice), now, Ground::of(practice, zone.clone(), now), rule::all(practice)));
        }
        let Some((_, _, ground, rules)) = &self.ground else { return };
        if rules.is_empty() {
            self.left.clear();
            return;
        }
        for (id, row) in rows {
            if self.rows.get(id).is_some_and(|known| Arc::ptr_eq(known, row)) {
                continue;
            }
            self.rows.insert(*id, Arc::clone(row));
            self.left.retain(|(client, ..)| client != id);
            for rule in rules {
                let due = rule::due(rule, row, ground).into_iter().map(|one| (*id, rule.id, one.key));
                self.left.extend(due.filter(|one| !self.asked.contains(one)));
            }
        }
    }
}

fn next(desk: Desk, seen: StoredValue<Seen, LocalStorage>, zone: &domain::working::Zone) {
    let one = seen.try_update_value(|seen| {
        if seen.busy {
            return None;
        }
        let one = seen.left.pop()?;
        seen.busy = true;
        seen.asked.insert(one.clone());
        Some(one)
    });
    let Some((client, rule, key)) = one.flatten() else { return };
    let (wish, zone) = (RunWish { rule, key, asked: false, zone: zone.clone() }, zone.clone());
    desk.ask_wherever(Command::Run { client, wish }, move |outcome| {
        let said = seen.try_update_value(|seen| {
            seen.busy = false;
            if let Ok(success) = outcome {
                match success.done {
                    Done::RuleRan { title, held: Some(Held::Loop), .. } => return Some((said::stopped(&title), None, true)),
                    Done::RuleRan { .. } => {
                        seen.acted += 1;
                        seen.undo = success.undo;
                    }
                    _ => {}
                }
            }
            // Said once, when all is done.
            let count = std::mem::take(&mut seen.acted);
            if seen.left.is_empty() && count > 0 {
                let undo = seen.undo.take().filter(|_| count == 1);
                return Some((said::acted(count), undo, false));
            }
            seen.acted = count;
            None
        });
        if let Some((text, undo, wrong)) = said.flatten() {
            desk.toast(text, undo, wrong);
        }
        next(desk, seen, &zone);
    });
}

/// Of one rule, as it would be run now: for whom, and whether by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Dry {
    pub client: ClientId,
    pub name: String,
    pub occasion: Occasion,
    pub due: bool,
}

/// What a rule would do, those it would do by itself first.
pub fn dry(rule: &Rule, rows: &Rows, ground: &Ground) -> Vec<Dry> {
    let mut all: Vec<Dry> = Vec::new();
    for row in rows.values() {
        for occasion in rule::found(rule, row, ground) {
            let due = rule::is_due(rule, &occasion);
            all.push(Dry { client: row.id, name: row.name.clone(), occasion, due });
        }
    }
    domain::order::sort_by_key(&mut all, |one| (!one.due, std::cmp::Reverse(one.occasion.on), one.client));
    all
}

pub fn ground(desk: Desk) -> Ground {
    Ground::of(&desk.practice.get(), clock::zone(), desk.now())
}

/// What rules did for whom, the newest first.
pub fn log(rows: &Rows, of: Option<ItemId>) -> Vec<(ClientId, String, Ran)> {
    let told = |row: &Arc<Row>| {
        let runs = row.runs.iter().filter(|one| of.is_none_or(|of| one.rule == of));
        runs.map(|one| (row.id, row.name.clone(), one.clone())).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = rows.values().filter(|row| !row.removed).flat_map(told).collect();
    domain::order::sort_by_key(&mut all, |(_, _, one)| (std::cmp::Reverse(one.at), one.item));
    all
}

/// One piece as the form has it: its word, and up to three texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    pub kind: String,
    pub text: String,
    pub number: String,
    pub extra: String,
}

impl Piece {
    pub fn new(kind: &str) -> Self {
        let mut piece = Self { kind: kind.to_owned(), ..Self::default() };
        match kind {
            "enters" | "move" => piece.text = domain::Stage::Retention.key().to_owned(),
            "in" => piece.text = domain::Stage::Delivery.key().to_owned(),
            "nears" => (piece.text, piece.number) = ("deliverable".to_owned(), "3".to_owned()),
            "overdue" => piece.number = "7".to_owned(),
            "quiet" | "silent" => piece.number = "10".to_owned(),
            "feedback" => piece.number = "6".to_owned(),
            "step" => piece.number = "1".to_owned(),
            "write" => piece.text = domain::letter::Purpose::Update.key().to_owned(),
            _ => {}
        }
        piece
    }

    /// As registers keep it.
    fn line(&self) -> String {
        let Self { kind, text, number, extra } = self;
        let (text, number, extra) = (text.trim(), number.trim(), extra.trim());
        match kind.as_str() {
            "nears" => format!("nears {text} {number}"),
            "overdue" | "quiet" | "silent" | "feedback" => format!("{kind} {number}"),
            "owes" => format!("owes {} {}", number.replace(',', "."), extra.to_uppercase()),
            "step" => format!("step {number} {text} @ {extra}"),
            "unanswered" | "broken" => kind.clone(),
            _ => format!("{kind} {text}"),
        }
    }

    fn read(line: &str) -> Self {
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut piece = Self { kind: kind.to_owned(), ..Self::default() };
        match kind {
            "nears" => (piece.text, piece.number) = rest.split_once(' ').map(own).unwrap_or_default(),
            "overdue" | "quiet" | "silent" | "feedback" => piece.number = rest.to_owned(),
            "owes" => (piece.number, piece.extra) = rest.split_once(' ').map(own).unwrap_or_default(),
            "step" => {
                let (number, rest) = rest.split_once(' ').unwrap_or_default();
                let (text, extra) =
                    rest.strip_suffix(" @").map(|text| (text, "")).or_else(|| rest.rsplit_once(" @ ")).unwrap_or((rest, ""));
                (piece.number, piece.text, piece.extra) = (number.to_owned(), text.to_owned(), extra.to_owned());
            }
            _ => piece.text = rest.to_owned(),
        }
        piece
    }
}

fn own((one, other): (&str, &str)) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

/// A rule as it is being written.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    pub item: Option<ItemId>,
    pub title: String,
    pub when: Piece,
    pub and: Vec<Piece>,
    pub then: Vec<Piece>,
    /// How many pieces were taken out: those behind them stand elsewhere since.
    pub taken_out: u32,
    /// Also for what is so already.
    pub also: bool,
    /// The first day of a rule that is there.
    pub since: Option<domain::time::Day>,
    pub paused: bool,
}

impl Sketch {
    pub fn of_parts(title: &str, when: &str, and: &str, then: &str) -> Self {
        let pieces = |text: &str| text.lines().map(Piece::read).collect();
        Self {
            item: None,
            title: title.to_owned(),
            when: Piece::read(when),
            and: pieces(and),
            then: pieces(then),
            taken_out: 0,
            also: false,
            since: None,
            paused: false,
        }
    }

    pub fn blank() -> Self {
        Self { when: Piece::new("overdue"), then: vec![Piece::new("step")], ..Self::of_parts("", "", "", "") }
    }

    pub fn of(rule: &Rule) -> Self {
        let (and, then) = (rule::conditions_key(&rule.conditions), rule::actions_key(&rule.actions));
        Self {
            item: Some(rule.id),
            also: rule.since.is_none(),
            since: rule.since,
            paused: rule.paused,
            ..Self::of_parts(&rule.title, &rule.trigger.key(), &and, &then)
        }
    }

    /// The rule that it comes to; None while something is missing.
    pub fn rule(&self, today: domain::time::Day) -> Option<Rule> {
        let lines = |all: &[Piece]| all.iter().map(Piece::line).collect::<Vec<_>>().join("\n");
        let rule = Rule {
            id: self.item.unwrap_or(ItemId(domain::Id::from_bytes([0; 16]))),
            title: self.title.trim().to_owned(),
            trigger: rule::Trigger::parse(&self.when.line())?,
            conditions: rule::conditions(&lines(&self.and))?,
            actions: rule::actions(&lines(&self.then)).filter(|all| all.len() == self.then.len() && !all.is_empty())?,
            since: (!self.also).then_some(self.since.unwrap_or(today)),
            paused: false,
        };
        rule.is_sound().then_some(rule)
    }
}

/// Keeps a rule.
pub fn save(rule: &Rule, item: Option<ItemId>) -> Command {
    let changes = vec![
        (ItemField::Title, rule.title.clone()),
        (ItemField::Upon, rule.trigger.key()),
        (ItemField::If, rule::conditions_key(&rule.conditions)),
        (ItemField::Then, rule::actions_key(&rule.actions)),
        (ItemField::Start, rule.since.map(|day| day.to_string()).unwrap_or_default()),
    ];
    Command::SaveWays { ways: vec![Way { item, kind: ItemKind::Rule, changes, gone: false }] }
}

pub fn pause(item: ItemId, paused: bool) -> Command {
    let changes = vec![(ItemField::Paused, if paused { "yes" } else { "" }.to_owned())];
    Command::SaveWays { ways: vec![Way { item: Some(item), kind: ItemKind::Rule, changes, gone: false }] }
}

pub fn remove(item: ItemId) -> Command {
    Command::SaveWays { ways: vec![Way { item: Some(item), kind: ItemKind::Rule, changes: Vec::new(), gone: true }] }
}
