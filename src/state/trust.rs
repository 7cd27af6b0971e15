//! What the trust account shows, computed from the record, the practice and the time.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dom::*;
use domain::ClientId;
use domain::client::Client;
use domain::find::Spot;
use domain::item::ItemKind;
use domain::practice::Practice;
use domain::rhythm::Rhythm;
use domain::row::Row;
use domain::time::{Day, Now};
use domain::today::Ground;
use domain::trust::{self, Event, Evidence, Points, Standing, Weights};

use super::desk::Desk;
use super::difficult::place;
use crate::browser::clock;
use crate::route::{Route, Tab};

/// Days between two points of the line, and how many there are: a year.
const STEP_DAYS: i64 = 7;
const STEPS: i64 = 53;
/// So much of it is always shown.
const STEPS_LEAST: usize = 9;
/// Characters of an entry that tell it from others.
const ABOUT_MOST: usize = 80;

/// What every account is measured by.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    pub ground: Ground,
    pub weights: Weights,
}

impl Scale {
    pub fn of(practice: &Practice, now: Now) -> Self {
        Self { ground: Ground::of(practice, clock::zone(), now), weights: Weights::of(practice) }
    }

    /// Told again when the practice changes, and once an hour.
    pub fn here(desk: Desk) -> Memo<Arc<Self>> {
        let hour = Memo::new(move |_| desk.moment.get().0.div_euclid(3_600_000));
        Memo::new(move |_| {
            hour.track();
            let now = Now { at: desk.moment.get_untracked(), today: desk.today.get() };
            Arc::new(desk.practice.with(|practice| Self::of(practice, now)))
        })
    }

    /// What lists show of a client.
    pub fn standing(&self, row: &Row) -> Standing {
        self.known(row).unwrap_or_default()
    }

    /// The same, where anything has moved the account.
    pub fn known(&self, row: &Row) -> Option<Standing> {
        let points = trust::points(&row.trust, row.rhythm, &self.ground);
        (!points.is_empty()).then(|| Standing::of(&points, &self.weights, self.ground.now.today))
    }
}

/// One line of the list: what moved the account, what it weighs now, and where its entry is.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub on: Day,
    pub event: Event,
    pub weight: i32,
    pub worth: Points,
    pub to: Route,
    /// What the entry is called; empty where there is none.
    pub about: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub standing: Standing,
    pub half_life: u32,
    /// The balance week by week, a year back at most: from the week before anything moved it.
    pub line: Vec<(Day, Points)>,
    pub entries: Vec<Entry>,
}

pub fn account(client: &Client, scale: &Scale) -> Account {
    let Scale { ground, weights } = scale;
    let today = ground.now.today;
    let points = trust::points(&Evidence::of(client), Rhythm::of(client), ground);
    let mut line = trust::line(&points, weights, today, STEP_DAYS, STEPS);
    let first = points.last().map_or(today, |point| point.on);
    let before = line.iter().take_while(|(day, _)| *day < first).count().saturating_sub(1);
    line.drain(..before.min(line.len().saturating_sub(STEPS_LEAST)));
    let entry = |point: &trust::Point<Spot>| Entry {
        on: point.on,
        event: point.event,
        weight: weights.weight(point.event),
        worth: weights.worth(point.event, point.on, today),
        to: leads_to(client.id, point.source),
        about: about(client, point.source),
    };
    Account {
        standing: Standing::of(&points, weights, today),
        half_life: weights.half_life(),
        line,
        entries: points.iter().map(entry).collect(),
    }
}

/// Where an entry is opened; what is missing is looked for in the history.
fn leads_to(client: ClientId, source: Option<Spot>) -> Route {
    match source {
        Some(Spot::Item(id, ItemKind::Conflict)) => Route::Difficult(client, Some(id.0)),
        Some(spot) => place(client, spot),
        None => Route::Client(client, Tab::History),
    }
}

fn about(client: &Client, source: Option<Spot>) -> String {
    let text = match source {
        Some(Spot::Note(id)) => client.notes.get(&id).map(|note| note.says()),
        Some(Spot::Item(id, _)) => client.items.get(&id).map(|item| item.title()),
        Some(Spot::Document(id)) => client.invoices.get(&id).and_then(|invoice| invoice.issue()).map(|issue| issue.document.number()),
        Some(Spot::Move(_) | Spot::Person(_)) | None => None,
    };
    let line = text.unwrap_or_default().lines().next().unwrap_or_default();
    match line.char_indices().nth(ABOUT_MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

/// The last day of each month on the line, and today, the newest first: the line as a table.
pub fn months(line: &[(Day, Points)]) -> Vec<(Day, Points)> {
    let month = |day: Day| (day.year(), day.month());
    let last = |at: usize| line.get(at + 1).is_none_or(|next| month(next.0) != month(line[at].0));
    (0..line.len()).rev().filter(|at| last(*at)).map(|at| line[at]).collect()
}

/// The table of weights as somebody types it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub half_life: String,
    pub weights: BTreeMap<Event, String>,
}

impl Typed {
    pub fn of(weights: &Weights) -> Self {
        let each = Event::ALL.iter().map(|event| (*event, weights.weight(*event).to_string()));
        Self { half_life: weights.half_life().to_string(), weights: domain::order::gather(each) }
    }
}

/// The table as the practice keeps it; None where something in it is no whole number within bounds.
pub fn typed(form: &Typed) -> Option<String> {
    // Whoever copies a minus from elsewhere means a minus.
    let number = |text: &str| text.trim().replace('\u{2212}', "-").trim_start_matches('+').to_owned();
    let half_life = format!("half_life {}", number(&form.half_life));
    let weights = form.weights.iter().map(|(event, text)| format!("{} {}", event.key(), number(text)));
    let all: Vec<String> = std::iter::once(half_life).chain(weights).collect();
    Weights::register(&all.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_table_is_kept_as_it_differs_or_not_at_all() {
        let mut form = Typed::of(&Weights::default());
        assert_eq!(typed(&form).as_deref(), Some(""));
        form.weights.insert(Event::UpdateMissed, " \u{2212}5 ".to_owned());
        form.half_life = "60".to_owned();
        assert_eq!(typed(&form).as_deref(), Some("half_life 60\nupdate_missed -5"));
        form.weights.insert(Event::Goodwill, "much".to_owned());
        assert_eq!(typed(&form), None);
    }

    #[test]
    fn the_line_as_a_table_has_the_end_of_each_month_and_today() {
        let day = |text: &str| Day::parse(text).expect(text);
        let line: Vec<(Day, Points)> = ["2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10"].map(|text| (day(text), Points(1))).to_vec();
        assert_eq!(months(&line).into_iter().map(|(on, _)| on).collect::<Vec<_>>(), [day("2026-11-10"), day("2026-10-27")]);
    }
}
