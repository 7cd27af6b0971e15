//! What the calendar shows: some days with all that stands on them, and the time that is planned.

use std::collections::BTreeMap;

use crate::dom::*;
use domain::agenda::{self, Collision, Entry, Load, Planned, Span, What};
use domain::decide::Way;
use domain::item::{ItemField, ItemKind};
use domain::practice::Practice;
use domain::row::{Rows, work};
use domain::time::Day;
use domain::today::Ground;
use domain::working::{Calendar, Hours, Zone};
use domain::{ClientId, Command, ItemId, text};

use super::desk::Desk;
use super::working;

/// How the days are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Month,
    Week,
    Agenda,
}

/// Days of a list.
const LISTED_DAYS: i64 = 28;

impl Look {
    pub const ALL: [Self; 3] = [Self::Month, Self::Week, Self::Agenda];

    /// The days that are shown around one.
    pub fn span(self, day: Day) -> Span {
        match self {
            Self::Month => Span::month(day),
            Self::Week => Span::week(day),
            Self::Agenda => Span::new(day, day.plus_days(LISTED_DAYS - 1)),
        }
    }

    /// The day around which the days after these are shown, or those before.
    pub fn turned(self, day: Day, on: bool) -> Day {
        let first = day.plus_days(1 - i64::from(day.day()));
        match (self, on) {
            (Self::Month, true) => first.plus_months(1),
            (Self::Month, false) => {
                let last = first.plus_days(-1);
                last.plus_days(1 - i64::from(last.day()))
            }
            (Self::Week, on) => day.plus_days(if on { 7 } else { -7 }),
            (Self::Agenda, on) => day.plus_days(if on { LISTED_DAYS } else { -LISTED_DAYS }),
        }
    }
}

/// How the calendar was last looked at: it is found again as it was left.
#[derive(Clone, Copy, Debug)]
pub struct Turned {
    pub look: RwSignal<Look>,
    /// None: today.
    pub day: RwSignal<Option<Day>>,
    /// None: all of them.
    pub client: RwSignal<Option<ClientId>>,
}

impl Default for Turned {
    fn default() -> Self {
        Self { look: RwSignal::new(Look::default()), day: RwSignal::new(None), client: RwSignal::new(None) }
    }
}

/// Some days, and all that stands on them.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub span: Span,
    pub today: Day,
    /// By day, what matters most first.
    pub entries: Vec<Entry>,
    /// What should have been done before today.
    pub late: Vec<Entry>,
    pub planned: Vec<Planned>,
    /// Of all clients, whichever are shown.
    pub loads: BTreeMap<Day, Load>,
    pub collisions: Vec<Collision>,
    pub calendar: Calendar,
    /// What holidays are called.
    pub holidays: BTreeMap<Day, String>,
    /// The names of those who are spoken of.
    pub names: BTreeMap<ClientId, String>,
}

impl Sheet {
    pub fn of(practice: &Practice, rows: &Rows, span: Span, ground: &Ground, only: Option<ClientId>) -> Self {
        let today = ground.now.today;
        let is_shown = |client: Option<ClientId>| only.is_none() || client == only;
        let mut entries = agenda::entries(rows, span, ground);
        let mut late = agenda::entries(rows, Span::new(Day::FIRST, today.plus_days(-1)), ground);
        // Nobody can do anything about an offer or a contract that has ended.
        late.retain(|entry| !matches!(entry.what, agenda::What::Offer { .. } | agenda::What::Contract));
        for all in [&mut entries, &mut late] {
            all.retain(|entry| is_shown(Some(entry.client)));
        }
        let mut planned = agenda::planned(practice, rows, span);
        let loads = agenda::loads(&planned, practice);
        planned.retain(|one| is_shown(one.client));
        let mut collisions = agenda::collisions(rows, span);
        collisions.retain(|one| only.is_none_or(|only| one.with.iter().any(|(client, _)| *client == only)));
        let spoken = entries.iter().chain(&late).map(|entry| entry.client).chain(planned.iter().filter_map(|one| one.client));
        let spoken = spoken.chain(collisions.iter().flat_map(|one| one.with.iter().map(|(client, _)| *client)));
        let names: BTreeMap<ClientId, String> = spoken.filter_map(|client| Some((client, rows.get(&client)?.name.clone()))).collect();
        for one in &mut collisions {
            domain::order::sort_by_key(&mut one.with, |(client, _)| (names.get(client).cloned(), *client));
        }
        let holidays = practice.holidays().into_iter().filter_map(|(_, item)| Some((item.day(ItemField::Day)?, item.title().to_owned())));
        let (calendar, holidays) = (practice.calendar(), holidays.collect());
        Self { span, today, entries, late, planned, loads, collisions, calendar, holidays, names }
    }

    pub fn name(&self, client: ClientId) -> String {
        self.names.get(&client).cloned().unwrap_or_default()
    }

    pub fn on(&self, day: Day) -> Vec<Entry> {
        self.entries.iter().filter(|entry| entry.on == day).cloned().collect()
    }

    pub fn planned_on(&self, day: Day) -> Vec<Planned> {
        self.planned.iter().filter(|one| one.block.on == day).cloned().collect()
    }

    /// How many clients have something due to them on this one day.
    pub fn colliding(&self, day: Day) -> Option<usize> {
        self.collisions.iter().find(|one| one.on == day).map(|one| one.with.len())
    }

    /// By how many minutes too much is planned.
    pub fn over(&self, day: Day) -> Option<u32> {
        self.loads.get(&day).and_then(|load| load.over())
    }

    /// From which hour to which a week is drawn: the working day, and whatever is planned outside of it.
    pub fn hours(&self) -> (u16, u16) {
        let worked = self.calendar.week.days().into_iter().flatten();
        let all = || worked.clone().chain(self.planned.iter().map(|one| one.block.hours));
        let from = all().map(Hours::from).min().unwrap_or(9 * 60);
        let to = all().map(Hours::to).max().unwrap_or(17 * 60);
        ((from / 60).saturating_sub(1), (to.div_ceil(60) + 1).min(24))
    }
}

/// The calendar as it is turned, told again whenever a row, the practice or the clock changes.
pub fn sheet(desk: Desk, turned: Turned) -> Memo<Sheet> {
    let zone = StoredValue::new(working::zone());
    Memo::new(move |_| {
        let (practice, now) = (desk.practice.get(), desk.now());
        let span = turned.look.get().span(turned.day.get().unwrap_or(now.today));
        let ground = Ground::of(&practice, zone.get_value(), now);
        desk.with_work(|rows| Sheet::of(&practice, rows, span, &ground, turned.client.get()))
    })
}

/// How far a file looks back and ahead.
const FILE_DAYS: i64 = 366;
/// Updates go out again and again: a file names those of the next weeks.
const FILE_UPDATES_DAYS: i64 = 28;

/// All that goes into a file, with the zone in which its hours are told.
pub fn exported(desk: Desk, only: Option<ClientId>) -> (Sheet, Zone) {
    let (practice, now, zone) = (desk.practice.get_untracked(), untrack(|| desk.now()), working::zone());
    let span = Span::new(now.today.plus_days(-FILE_DAYS), now.today.plus_days(FILE_DAYS));
    let ground = Ground::of(&practice, zone.clone(), now);
    let mut sheet = desk.with_rows_untracked(|rows| Sheet::of(&practice, &work(rows), span, &ground, only));
    let soon = now.today.plus_days(FILE_UPDATES_DAYS);
    sheet.entries.retain(|entry| !matches!(entry.what, What::Update) || entry.on <= soon);
    (sheet, zone)
}

/// Clients by name, for choosing one.
pub fn clients(rows: &Rows) -> Vec<(ClientId, String)> {
    let mut all: Vec<_> = rows.values().filter(|row| !row.removed).map(|row| (row.id, row.name.clone())).collect();
    domain::order::sort_by_key(&mut all, |(id, name)| (text::fold(name), *id));
    all
}

/// Where several blocks stand at one time they share the width: the place of each among how many.
pub fn lanes(blocks: &[Planned]) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    let (mut first, mut ends): (usize, Vec<u16>) = (0, Vec::new());
    for (at, Planned { block, .. }) in blocks.iter().enumerate() {
        let (from, to) = (block.hours.from(), block.hours.to());
        if ends.iter().all(|end| *end <= from) {
            (first, ends) = (at, Vec::new());
        }
        let lane = ends.iter().position(|end| *end <= from).unwrap_or(ends.len());
        if lane == ends.len() {
            ends.push(to);
        } else if let Some(end) = ends.get_mut(lane) {
            *end = to;
        }
        places.push((lane, 0));
        for place in places.iter_mut().skip(first) {
            place.1 = ends.len();
        }
    }
    places
}

/// Time that somebody wants to plan, for a client or for a kind of work; or a block as it is to be.
pub fn plan(client: Option<ClientId>, item: Option<ItemId>, title: String, on: Day, hours: Hours) -> Command {
    write(client, item, fields(title, on, hours))
}

/// A block as it is to be, for whom it is to be.
pub fn change(planned: &Planned, client: Option<ClientId>, title: String, on: Day, hours: Hours) -> Command {
    let item = planned.block.item;
    if client == planned.client {
        return plan(client, Some(item), title, on, hours);
    }
    Command::GiveBlock { from: planned.client, item, to: client, changes: fields(title, on, hours) }
}

fn fields(title: String, on: Day, hours: Hours) -> Vec<(ItemField, String)> {
    vec![(ItemField::Title, title), (ItemField::Day, on.to_string()), (ItemField::Between, hours.to_string())]
}

/// The same block at another time.
pub fn shift(planned: &Planned, on: Day, hours: Hours) -> Command {
    let fields = vec![(ItemField::Day, on.to_string()), (ItemField::Between, hours.to_string())];
    write(planned.client, Some(planned.block.item), fields)
}

fn write(client: Option<ClientId>, item: Option<ItemId>, changes: Vec<(ItemField, String)>) -> Command {
    match (client, item) {
        (Some(client), None) => Command::AddItem { client, kind: ItemKind::Block, fields: changes },
        (Some(client), Some(item)) => Command::SetItem { client, item, changes },
        (None, item) => Command::SaveWays { ways: vec![Way { item, kind: ItemKind::Block, changes, gone: false }] },
    }
}

pub fn remove(planned: &Planned) -> Command {
    let item = planned.block.item;
    match planned.client {
        Some(client) => Command::RemoveItem { client, item, gone: true },
        None => Command::SaveWays { ways: vec![Way { item: Some(item), kind: ItemKind::Block, changes: Vec::new(), gone: true }] },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Id;
    use domain::agenda::Block;

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    #[test]
    fn a_turn_leads_to_the_next_and_back() {
        let at = day("2027-01-31");
        let turned = |look: Look| (look.turned(at, false).to_string(), look.turned(at, true).to_string());
        assert_eq!(turned(Look::Month), ("2026-12-01".to_owned(), "2027-02-01".to_owned()));
        assert_eq!(turned(Look::Week), ("2027-01-24".to_owned(), "2027-02-07".to_owned()));
        assert_eq!(turned(Look::Agenda), ("2027-01-03".to_owned(), "2027-02-28".to_owned()));
        assert_eq!(Look::Month.turned(day("2027-03-15"), false), day("2027-02-01"));
    }

    #[test]
    fn blocks_at_one_time_stand_side_by_side() {
        let block = |between: &str| {
            let hours = Hours::parse(between).expect(between);
            let item = ItemId(Id::from_bytes([1; 16]));
            Planned { client: None, block: Block { on: day("2026-11-25"), hours, item, title: String::new() } }
        };
        let places = |all: &[&str]| lanes(&all.iter().map(|between| block(between)).collect::<Vec<_>>());
        assert_eq!(places(&["09:00-10:00", "10:00-11:00"]), [(0, 1), (0, 1)]);
        assert_eq!(places(&["09:00-12:00", "10:00-11:00", "11:00-13:00", "13:00-14:00"]), [(0, 2), (1, 2), (1, 2), (0, 1)]);
        assert_eq!(places(&["09:00-12:00", "09:00-12:00", "09:30-10:00"]), [(0, 3), (1, 3), (2, 3)]);
    }
}
