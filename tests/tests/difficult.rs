//! Working hours, disputes and conversations over a storage: they outlive the page, and two devices lose nothing of each other.

use book::session::Unable;
use domain::command::Refusal;
use domain::decide::Wish;
use domain::difficult::skipped;
use domain::field::PracticeField;
use domain::item::{ActKind, ItemField as F, ItemKind};
use domain::time::Day;
use domain::{ClientId, Command, Done, ItemId};
use throughline_tests::memory::Disk;
use throughline_tests::tab::Tab;

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn add(tab: &mut Tab, client: ClientId, kind: ItemKind, fields: &[(F, &str)]) -> ItemId {
    let fields = fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
    match tab.must(Command::AddItem { client, kind, fields }).done {
        Done::ItemAdded { item, .. } => item,
        done => panic!("{done:?}"),
    }
}

#[test]
fn holidays_of_two_devices_stand_together_and_a_week_is_read_again() {
    let disk = Disk::default();
    let (mut left, mut right) = (Tab::open(&disk, 1), Tab::open(&disk, 2));
    left.must(Command::AddHoliday { day: day("2026-12-25"), name: "Christmas".to_owned() });
    right.must(Command::AddHoliday { day: day("2026-12-24"), name: String::new() });
    let week = "09:00-17:00 09:00-17:00 - - - - -".to_owned();
    right.must(Command::SetPractice { changes: vec![(PracticeField::WorkWeek, week.clone())] });
    left.hear();
    let calendar = left.session.practice().calendar();
    assert_eq!((calendar.holidays, calendar.week.to_string()), (vec![day("2026-12-24"), day("2026-12-25")], week));
}

#[test]
fn a_conversation_is_kept_step_by_step_and_ends_in_an_act() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let talk = add(&mut tab, acme, ItemKind::Conflict, &[(F::Day, "2026-11-20"), (F::Cause, "ours")]);
    let set = |field, text: &str| Command::SetItem { client: acme, item: talk, changes: vec![(field, text.to_owned())] };
    tab.must(set(F::Own, "We were late"));
    tab.must(set(F::Skipped, "clarify"));
    let mut again = Tab::open(&disk, 2);
    let item = again.look(acme).items[&talk].clone();
    assert_eq!((item.get(F::Own), skipped(&item)), ("We were late", vec![F::Clarify]));
    let wish = |kind, value: &str| Wish { kind, on: day("2026-11-20"), why: "Said".to_owned(), value: value.to_owned() };
    again.must(Command::Act { client: acme, item: talk, wish: wish(ActKind::Given, "early") });
    let held = again.must(Command::Act { client: acme, item: talk, wish: wish(ActKind::Closed, "") });
    assert!(!again.look(acme).items[&talk].is_open());
    again.must(held.undo.expect("a way back"));
    assert!(again.look(acme).items[&talk].is_open());
}

#[test]
fn time_waits_for_the_deposit() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let site = add(&mut tab, acme, ItemKind::Engagement, &[(F::Title, "Website"), (F::Currency, "EUR"), (F::Deposit, "500")]);
    let mut fields = vec![(F::Day, "2026-11-20".to_owned()), (F::Minutes, "30".to_owned()), (F::Engagement, site.to_string())];
    let work = |fields: &[(F, String)]| Command::AddItem { client: acme, kind: ItemKind::Work, fields: fields.to_vec() };
    assert!(matches!(tab.ask(work(&fields)), Some(Err(Unable::Refused(Refusal::DepositOpen { .. })))));
    fields.push((F::Despite, "It rains in".to_owned()));
    tab.must(work(&fields));
}
