//! Items: what may be said of them, what becomes of them, and how it is taken back.

#[path = "desk/mod.rs"]
mod desk;

use std::collections::BTreeMap;

use domain::client::Stamp;
use domain::command::{Command, Refusal};
use domain::decide::item_text;
use domain::item::{Act, ActKind, Item, ItemField as F, ItemKind, Side, of_kind};
use domain::row::{Apart, Owed, Row};
use domain::time::Moment;
use domain::{ActId, AuthorId, Id, ItemId, Stage};

use desk::{Desk, day};

const TODAY: &str = "2026-11-22";

impl Desk {
    fn new() -> Self {
        Self::on(TODAY)
    }

    fn item(&self, item: ItemId) -> &Item {
        &self.client.items[&item]
    }
}

fn promise(desk: &mut Desk) -> ItemId {
    desk.add(ItemKind::Promise, &[(F::Title, "Send the fonts"), (F::Side, "ours"), (F::Due, "2026-11-20")]).expect("a promise")
}

#[test]
fn a_promise_is_open_late_renegotiated_kept_and_open_again() {
    let mut desk = Desk::new();
    let item = promise(&mut desk);
    assert_eq!((desk.item(item).side(), desk.item(item).stands()), (Side::Ours, None));
    assert!(desk.item(item).is_late(day(TODAY)));
    desk.act(item, ActKind::Renegotiated, "2026-11-21", "2026-11-30").expect("a new day");
    assert_eq!(desk.item(item).due(), Some(day("2026-11-30")));
    assert!(desk.item(item).is_open() && !desk.item(item).is_late(day(TODAY)));
    let kept = desk.act(item, ActKind::Kept, TODAY, "").expect("kept");
    assert_eq!(desk.item(item).stands(), Some(ActKind::Kept));
    assert!(!desk.item(item).is_open());
    desk.ask(kept.undo.expect("an undo")).expect("undone");
    assert!(desk.item(item).is_open());
    desk.act(item, ActKind::Broken, TODAY, "").expect("broken");
    desk.act(item, ActKind::Reopened, TODAY, "").expect("reopened");
    assert_eq!(desk.item(item).stands(), None);
    assert_eq!(desk.item(item).acts.len(), 4, "nothing that was said is gone");
}

#[test]
fn an_engagement_stands_in_a_stage_of_its_own_until_it_goes_with_its_client_again() {
    let mut desk = Desk::new();
    let item = desk.add(ItemKind::Engagement, &[(F::Title, "Website"), (F::End, "2027-01-31")]).expect("an engagement");
    let row = |desk: &Desk| Row::of(&desk.client, 0).apart;
    assert_eq!(row(&desk), [], "it goes with its client");
    assert_eq!(desk.act(item, ActKind::Moved, TODAY, ""), Err(Refusal::NotForThis { act: ActKind::Moved }), "it does so already");
    assert_eq!(desk.act(item, ActKind::Moved, TODAY, "somewhere"), Err(Refusal::NotForThis { act: ActKind::Moved }));
    let moved = desk.act(item, ActKind::Moved, TODAY, "retention").expect("moved");
    let apart = Apart { id: item, title: "Website".to_owned(), stage: Stage::Retention, ends: Some(day("2027-01-31")) };
    assert_eq!(row(&desk), [apart]);
    desk.ask(moved.undo.expect("an undo")).expect("undone");
    assert_eq!(row(&desk), []);
    desk.act(item, ActKind::Moved, TODAY, "retention").expect("moved again");
    desk.act(item, ActKind::Moved, TODAY, "").expect("back with its client");
    assert_eq!(row(&desk), []);
    desk.act(item, ActKind::Moved, TODAY, "delivery").expect("moved once more");
    desk.act(item, ActKind::Closed, TODAY, "").expect("closed");
    assert_eq!(row(&desk), [], "what is over stands nowhere");
}

#[test]
fn undo_gives_back_what_was_said_and_redo_says_it_again() {
    let mut desk = Desk::new();
    let item = promise(&mut desk);
    let before = desk.item(item).clone();
    let changes = vec![(F::Title, "Send the logo".to_owned()), (F::Owner, "Ada".to_owned())];
    let changed = desk.ask(Command::SetItem { client: desk.client.id, item, changes }).expect("changed");
    let after = desk.item(item).clone();
    let undone = desk.ask(changed.undo.expect("an undo")).expect("undone");
    assert_eq!(desk.item(item).get(F::Title), before.get(F::Title));
    assert_eq!(desk.item(item).get(F::Owner), "");
    desk.ask(undone.undo.expect("a redo")).expect("done again");
    assert_eq!(desk.item(item), &after);
    let removed = desk.ask(Command::RemoveItem { client: desk.client.id, item, gone: true }).expect("removed");
    assert!(of_kind(&desk.client.items, ItemKind::Promise).is_empty());
    assert_eq!(desk.act(item, ActKind::Kept, TODAY, ""), Err(Refusal::NoSuchItem));
    desk.ask(removed.undo.expect("an undo")).expect("back");
    assert_eq!(of_kind(&desk.client.items, ItemKind::Promise).len(), 1);
}

#[test]
fn a_deliverable_counts_its_rounds_and_is_open_until_it_is_approved() {
    let mut desk = Desk::new();
    let item = desk.add(ItemKind::Deliverable, &[(F::Title, "Logo"), (F::Rounds, "2")]).expect("a deliverable");
    for round in 1..=3 {
        desk.act(item, ActKind::Delivered, "2026-11-10", "").expect("delivered");
        assert!(desk.item(item).is_open());
        desk.act(item, ActKind::SentBack, "2026-11-12", "").expect("sent back");
        assert_eq!(desk.item(item).rounds_used(), round);
    }
    desk.act(item, ActKind::Approved, "2026-11-20", "").expect("approved");
    assert!(!desk.item(item).is_open());
}

#[test]
fn rounds_are_the_deliverables_own_or_those_of_its_engagement() {
    let mut desk = Desk::new();
    let work = desk.add(ItemKind::Engagement, &[(F::Title, "Identity"), (F::Rounds, "2")]).expect("an engagement");
    let key = work.to_string();
    let logo = desk.add(ItemKind::Deliverable, &[(F::Title, "Logo"), (F::Engagement, &key)]).expect("a deliverable");
    let guide = desk.add(ItemKind::Deliverable, &[(F::Title, "Guide"), (F::Engagement, &key), (F::Rounds, "1")]).expect("a deliverable");
    let card = desk.add(ItemKind::Deliverable, &[(F::Title, "Card")]).expect("a deliverable");
    let included = |item| desk.item(item).rounds_included(&desk.client.items);
    assert_eq!([logo, guide, card].map(included), [Some(2), Some(1), None]);
}

#[test]
fn a_row_knows_what_is_late_and_nothing_that_is_private() {
    let mut desk = Desk::new();
    let fonts = promise(&mut desk);
    let feedback = [(F::Title, "Feedback"), (F::Side, "theirs"), (F::Due, "2026-11-18")];
    desk.add(ItemKind::Promise, &feedback).expect("a promise");
    let logo = desk.add(ItemKind::Deliverable, &[(F::Title, "Logo"), (F::Due, "2026-11-10")]).expect("a deliverable");
    desk.add(ItemKind::Step, &[(F::Title, "Welcome"), (F::List, "onboarding"), (F::Due, "2026-11-01")]).expect("a step");
    desk.add(ItemKind::Context, &[(F::Title, "Birthday"), (F::Day, "2026-11-01")]).expect("context");
    let late = |desk: &Desk, today: &str| Row::of(&desk.client, 0).late(day(today)).iter().map(|due| due.what).collect::<Vec<_>>();
    assert_eq!(late(&desk, TODAY), [Owed::Deliverable, Owed::TheirPromise, Owed::OurPromise]);
    assert_eq!(late(&desk, "2026-11-18"), [Owed::Deliverable], "due today is not late");
    desk.act(logo, ActKind::Delivered, TODAY, "").expect("delivered");
    desk.act(fonts, ActKind::Renegotiated, TODAY, "2026-11-30").expect("a new day");
    assert_eq!(late(&desk, TODAY), [Owed::TheirPromise]);
    desk.act(logo, ActKind::SentBack, TODAY, "").expect("sent back");
    assert_eq!(late(&desk, TODAY), [Owed::Deliverable, Owed::TheirPromise], "sent back, it is owed again");
    assert!(!Row::of(&desk.client, 0).find.contains("birthday"));
}

#[test]
fn what_makes_no_sense_is_refused_with_what_is_wrong() {
    let mut desk = Desk::new();
    assert_eq!(desk.add(ItemKind::Promise, &[(F::Title, "x")]), Err(Refusal::ItemMissing { field: F::Side }));
    assert_eq!(desk.add(ItemKind::Promise, &[(F::Title, " \u{202e} "), (F::Side, "ours")]), Err(Refusal::ItemMissing { field: F::Title }));
    assert_eq!(desk.add(ItemKind::Promise, &[(F::Title, "x"), (F::Price, "1")]), Err(Refusal::ItemInvalid { field: F::Price }));
    let (start, end) = (day("2026-12-01"), day("2026-11-01"));
    let backwards = [(F::Title, "x"), (F::Start, "2026-12-01"), (F::End, "2026-11-01")];
    assert_eq!(desk.add(ItemKind::Engagement, &backwards), Err(Refusal::EndsBeforeStart { start, end }));
    let engagement = desk.add(ItemKind::Engagement, &[(F::Title, "x"), (F::Start, "2026-12-01")]).expect("an engagement");
    let change = Command::SetItem { client: desk.client.id, item: engagement, changes: vec![(F::End, "2026-11-01".to_owned())] };
    assert_eq!(desk.ask(change), Err(Refusal::EndsBeforeStart { start, end }));
    let blank = Command::SetItem { client: desk.client.id, item: engagement, changes: vec![(F::Title, "  ".to_owned())] };
    assert_eq!(desk.ask(blank), Err(Refusal::ItemMissing { field: F::Title }));
    let elsewhere = [(F::Title, "x"), (F::Engagement, "30313233-3435-8637-b839-616263646566")];
    assert_eq!(desk.add(ItemKind::Deliverable, &elsewhere), Err(Refusal::ItemInvalid { field: F::Engagement }));
    let item = promise(&mut desk);
    assert_eq!(desk.act(item, ActKind::Approved, TODAY, ""), Err(Refusal::NotForThis { act: ActKind::Approved }));
    assert_eq!(desk.act(item, ActKind::Renegotiated, TODAY, "soon"), Err(Refusal::NotForThis { act: ActKind::Renegotiated }));
    assert_eq!(desk.act(item, ActKind::Reopened, TODAY, ""), Err(Refusal::NotForThis { act: ActKind::Reopened }));
    let tomorrow = day("2026-11-23");
    assert_eq!(desk.act(item, ActKind::Kept, "2026-11-23", ""), Err(Refusal::HappenedInFuture { happened: tomorrow, today: day(TODAY) }));
    assert_eq!(desk.item(item).acts.len(), 0);
}

#[test]
fn texts_are_kept_the_one_way_they_are_written() {
    let kept = |kind, field, text: &str| item_text(kind, field, text);
    assert_eq!(kept(ItemKind::Engagement, F::Price, " 1200.50 ").as_deref(), Ok("1200.5"));
    assert_eq!(kept(ItemKind::Engagement, F::Price, "-1"), Err(Refusal::ItemInvalid { field: F::Price }));
    assert_eq!(kept(ItemKind::Engagement, F::Rounds, "2.5"), Err(Refusal::ItemInvalid { field: F::Rounds }));
    assert_eq!(kept(ItemKind::Engagement, F::Currency, "eur").as_deref(), Ok("EUR"));
    assert_eq!(kept(ItemKind::Engagement, F::Detail, "a\nb").as_deref(), Ok("a\nb"));
    assert_eq!(kept(ItemKind::Engagement, F::Title, "a\nb").as_deref(), Ok("a b"));
    let long = "x".repeat(1_000_000);
    assert_eq!(kept(ItemKind::Engagement, F::Detail, &long), Err(Refusal::TooLong { most: F::Detail.most() }));
}

#[test]
fn acts_fold_the_same_in_whatever_order_they_came() {
    let stamp = |at: i64| Stamp { at: Moment(at), by: AuthorId(Id::from_bytes([1; 16])) };
    let act =
        |kind, turn, at| Act { kind, on: day(TODAY), why: String::new(), value: String::new(), turn, recorded: stamp(at), withdrawn: None };
    let id = |number: u8| ActId(Id::from_bytes([number; 16]));
    // Two devices at once, one with a clock a day slow: what had seen more counts as later.
    let acts = [(id(3), act(ActKind::Kept, 0, 90)), (id(1), act(ActKind::Broken, 1, 10)), (id(2), act(ActKind::Kept, 1, 10))];
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let acts = order.into_iter().map(|at| acts[at].clone()).collect();
        let item = Item { kind: ItemKind::Promise, fields: BTreeMap::new(), acts, recorded: stamp(0), batch: None, removed: None };
        assert_eq!(item.settled().map(|(id, _)| id), Some(id(2)));
    }
}
