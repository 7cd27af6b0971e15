//! What an update says, out of a record: told in text, one point a line.

#[path = "desk/mod.rs"]
mod desk;

use std::collections::BTreeMap;

use domain::client::{Direction, Note, NoteKind, Stamp};
use domain::item::{ActKind, ItemField as F, ItemKind};
use domain::update::{Point, Update};
use domain::{Id, NoteId};

use desk::{Desk, day};

const TODAY: &str = "2026-11-24";

impl Desk {
    /// Somebody said something; what is asked of this desk later is recorded later.
    fn said(&mut self, kind: NoteKind, direction: Option<Direction>, on: &str) {
        self.now.at.0 += 1;
        let recorded = Stamp { at: self.now.at, ..Stamp::UNWRITTEN };
        let id = NoteId(Id::from_bytes([100 + u8::try_from(self.client.notes.len()).expect("few"); 16]));
        let note = Note {
            kind,
            direction,
            happened: day(on),
            text: "words".to_owned(),
            recorded,
            batch: None,
            amendments: BTreeMap::new(),
            removed: None,
        };
        self.client.notes.insert(id, note);
    }

    fn told(&self) -> Vec<String> {
        let update = Update::of(&self.client, self.now.today);
        let line = |part: &str, point: &Point| {
            let on = point.on.map_or_else(|| "some day".to_owned(), |on| on.to_string());
            format!("{part}: {} {:?} {on}", point.title, point.what)
        };
        let parts = [("done", &update.done), ("next", &update.next), ("needed", &update.needed)];
        parts.into_iter().flat_map(|(part, points)| points.iter().map(move |point| line(part, point)).collect::<Vec<_>>()).collect()
    }
}

#[test]
fn done_is_what_was_closed_since_they_last_heard_from_us() {
    let mut desk = Desk::on(TODAY);
    let logo = desk.must(ItemKind::Deliverable, &[(F::Title, "Logo"), (F::Due, "2026-11-10")]);
    let site = desk.must(ItemKind::Deliverable, &[(F::Title, "Site"), (F::Due, "2026-11-20")]);
    let fonts = desk.must(ItemKind::Promise, &[(F::Title, "Fonts"), (F::Side, "ours"), (F::Due, "2026-11-20")]);
    desk.act(logo, ActKind::Approved, "2026-11-12", "").expect("approved");
    desk.said(NoteKind::Email, Some(Direction::Out), "2026-11-20");
    desk.said(NoteKind::Email, Some(Direction::In), "2026-11-23");
    // Of the day of the last word, and written down after it.
    desk.act(site, ActKind::Delivered, "2026-11-20", "").expect("delivered");
    desk.act(fonts, ActKind::Kept, "2026-11-23", "").expect("kept");
    assert_eq!(
        desk.told(),
        ["done: Site Delivered 2026-11-20", "done: Fonts Finished 2026-11-23", "needed: Site ToApprove some day"],
        "not the logo: they have heard of it"
    );
    desk.said(NoteKind::Call, None, TODAY);
    assert_eq!(desk.told(), ["needed: Site ToApprove some day"], "a call is a word too");
}

#[test]
fn what_is_written_down_only_later_is_told_whenever_it_was() {
    let mut desk = Desk::on(TODAY);
    let site = desk.must(ItemKind::Deliverable, &[(F::Title, "Site"), (F::Due, "2026-11-20")]);
    desk.said(NoteKind::Email, Some(Direction::Out), "2026-11-20");
    desk.act(site, ActKind::Approved, "2026-11-19", "").expect("approved on the day before");
    assert_eq!(desk.told(), ["done: Site Approved 2026-11-19"]);
}

#[test]
fn a_first_update_looks_four_weeks_back() {
    let mut desk = Desk::on(TODAY);
    for (title, on) in [("Old", "2026-10-20"), ("New", "2026-11-02")] {
        let item = desk.must(ItemKind::Deliverable, &[(F::Title, title)]);
        desk.act(item, ActKind::Approved, on, "").expect("approved");
    }
    assert_eq!(desk.told(), ["done: New Approved 2026-11-02"]);
    assert_eq!(Update::of(&desk.client, day(TODAY)).since, None);
}

#[test]
fn next_is_what_we_owe_by_its_day_and_needed_is_what_they_owe() {
    let mut desk = Desk::on(TODAY);
    desk.must(ItemKind::Deliverable, &[(F::Title, "Draft"), (F::Due, "2026-12-01")]);
    desk.must(ItemKind::Deliverable, &[(F::Title, "Someday")]);
    desk.must(ItemKind::Promise, &[(F::Title, "Quote for print"), (F::Side, "ours"), (F::Due, "2026-11-20")]);
    desk.must(ItemKind::Promise, &[(F::Title, "Texts"), (F::Side, "theirs")]);
    desk.must(ItemKind::Promise, &[(F::Title, "Photos"), (F::Side, "theirs"), (F::Due, "2026-11-27")]);
    let kept = desk.must(ItemKind::Promise, &[(F::Title, "Access"), (F::Side, "theirs"), (F::Due, "2026-11-19")]);
    desk.act(kept, ActKind::Kept, TODAY, "").expect("kept");
    assert_eq!(
        desk.told(),
        [
            "next: Quote for print Late 2026-11-20",
            "next: Draft Ahead 2026-12-01",
            "needed: Photos Theirs 2026-11-27",
            "needed: Texts Theirs some day",
        ]
    );
}

#[test]
fn what_is_the_houses_own_is_never_in_it() {
    let mut desk = Desk::on(TODAY);
    desk.must(ItemKind::Context, &[(F::Title, "Difficult boss"), (F::Day, "2026-12-01")]);
    for (title, list) in [("Kickoff booked", "onboarding"), ("Lessons captured", "offboarding")] {
        let step = desk.must(ItemKind::Step, &[(F::Title, title), (F::List, list), (F::Due, "2026-11-23")]);
        desk.act(step, ActKind::Done, "2026-11-23", "").expect("done");
    }
    let gone = desk.must(ItemKind::Promise, &[(F::Title, "Gone"), (F::Side, "theirs")]);
    let client = desk.client.id;
    desk.ask(domain::Command::RemoveItem { client, item: gone, gone: true }).expect("removed");
    assert_eq!(desk.told(), ["done: Kickoff booked Finished 2026-11-23"]);
}
