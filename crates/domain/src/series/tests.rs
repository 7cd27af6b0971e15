use super::*;
use crate::client::Stamp;
use crate::fact::{ItemFact, PracticeFact};
use crate::practice::Taken;
use crate::time::{Day, Moment};
use crate::{ActId, BatchId, ClientId, Id, InvoiceId, IssueId};

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn device(number: u8) -> AuthorId {
    AuthorId(id(number))
}

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

#[derive(Default)]
struct Desk {
    practice: Practice,
    at: i64,
}

impl Desk {
    fn add(&mut self, by: u8, fact: PracticeFact) {
        self.at += 1;
        self.practice.add(&fact, Stamp { at: Moment(self.at), by: device(by) });
    }

    fn take(&mut self, by: u8, number: &str, change: impl FnOnce(&mut Taken)) {
        let one = u8::try_from(self.practice.numbers.len()).expect("few") + 100;
        let mut taken = Taken::of(number.to_owned(), Kind::Invoice, ClientId(id(9)), InvoiceId(id(one)));
        change(&mut taken);
        self.add(by, PracticeFact::NumberTaken { issue: IssueId(id(one)), taken });
    }

    fn open(&mut self, by: u8, item: u8, mark: &str) {
        let item = ItemId(id(item));
        self.add(by, PracticeFact::Item(ItemFact::Made { item, kind: ItemKind::Series, batch: None }));
        for (field, to) in [(ItemField::Device, device(by).to_string()), (ItemField::Mark, mark.to_owned())] {
            self.add(by, PracticeFact::Item(ItemFact::Set { item, field, to }));
        }
    }

    fn act(&mut self, item: u8, act: ActKind, value: &str, why: &str) {
        let (item, on) = (ItemId(id(item)), day("2026-03-01"));
        let id = ActId(id(u8::try_from(self.at).expect("few") + 1));
        self.add(1, PracticeFact::Item(ItemFact::Acted { item, id, act, on, why: why.to_owned(), value: value.to_owned() }));
    }

    fn next(&self, by: u8) -> String {
        self.practice.next_number(Kind::Invoice, day("2026-03-01"), device(by))
    }

    fn gaps(&self) -> Vec<(String, String, u64, Missing)> {
        report(&self.practice).into_iter().flat_map(|report| report.gaps).map(|gap| (gap.first, gap.last, gap.count, gap.why)).collect()
    }
}

#[test]
fn one_device_sees_no_mark() {
    let mut desk = Desk::default();
    assert_eq!(desk.next(1), "INV-2026-001");
    desk.open(1, 50, "");
    desk.take(1, "INV-2026-001", |_| {});
    assert_eq!(desk.next(1), "INV-2026-002");
}

#[test]
fn a081_another_device_has_a_series_of_its_own() {
    let mut desk = Desk::default();
    desk.open(1, 50, "");
    desk.take(1, "INV-2026-001", |_| {});
    let there = desk.next(2);
    assert_ne!(there, "INV-2026-002");
    let mark = issuing(&desk.practice, device(2)).mark;
    assert_eq!(there, format!("INV-2026-{mark}001"));
    assert!(mark.len() == 3 && mark.bytes().all(|letter| LETTERS.contains(&letter)), "{mark}");
    assert_eq!(mark, issuing(&desk.practice, device(2)).mark, "the same before issue and at issue");
    assert_ne!(mark, issuing(&desk.practice, device(3)).mark);
}

#[test]
fn a083_numbers_from_before_there_were_series_belong_to_whoever_gave_the_newest() {
    let mut desk = Desk::default();
    desk.take(7, "INV-2026-001", |_| {});
    desk.take(1, "INV-2026-002", |_| {});
    assert_eq!(desk.next(1), "INV-2026-003");
    assert_ne!(issuing(&desk.practice, device(7)).mark, "");
    assert_ne!(issuing(&desk.practice, device(2)).mark, "", "as a restored profile is");
}

#[test]
fn a_series_is_handed_over_and_the_giver_stops() {
    let mut desk = Desk::default();
    desk.open(1, 50, "");
    desk.take(1, "INV-2026-001", |_| {});
    desk.open(2, 51, "KQX");
    desk.act(50, ActKind::Handed, &device(2).to_string(), "");
    assert_eq!(desk.next(2), "INV-2026-002");
    assert_ne!(issuing(&desk.practice, device(1)).mark, "");
}

#[test]
fn a_number_that_two_have_freezes_its_series_and_no_other() {
    let mut desk = Desk::default();
    desk.open(1, 50, "");
    desk.open(2, 51, "KQX");
    desk.take(1, "INV-2026-001", |_| {});
    desk.take(2, "inv-2026- 001", |_| {});
    assert_eq!(frozen(&desk.practice, ""), Some(Frozen::Double { number: "INV-2026-001".to_owned() }));
    assert_eq!(frozen(&desk.practice, "KQX"), None);
    desk.open(3, 52, "KQX");
    assert_eq!(frozen(&desk.practice, "KQX"), Some(Frozen::SharedMark { mark: "KQX".to_owned() }));
}

#[test]
fn what_is_missing_is_told_with_what_is_known() {
    let mut desk = Desk::default();
    desk.open(1, 50, "");
    let batch = Some(BatchId(id(3)));
    for (number, change) in [
        ("INV-2026-003", (None, false, false)),
        ("INV-2026-004", (batch, true, false)),
        ("INV-2026-005", (batch, true, false)),
        ("INV-2026-008", (None, false, false)),
        ("INV-2026-020", (None, false, true)),
        ("A/1001", (batch, false, false)),
        ("A/1004", (batch, false, false)),
        ("without", (batch, false, false)),
    ] {
        desk.take(1, number, |taken| (taken.batch, taken.released, taken.by_hand) = change);
    }
    let gap = |first: &str, last: &str, count, why| (first.to_owned(), last.to_owned(), count, why);
    assert_eq!(
        desk.gaps(),
        [
            gap("INV-2026-001", "INV-2026-002", 2, Missing::Unknown),
            gap("INV-2026-004", "INV-2026-005", 2, Missing::Released),
            gap("INV-2026-006", "INV-2026-007", 2, Missing::Unknown),
            gap("INV-2026-009", "INV-2026-019", 11, Missing::ByHand),
            gap("A/1002", "A/1003", 2, Missing::Imported),
        ]
    );
}

#[test]
fn a082_what_a_lost_device_left_out_is_told_with_its_reason() {
    let mut desk = Desk::default();
    desk.open(1, 50, "");
    desk.open(2, 51, "KQX");
    desk.take(2, "INV-2026-KQX001", |_| {});
    desk.take(2, "INV-2026-KQX004", |_| {});
    desk.act(51, ActKind::Handed, &device(1).to_string(), "Laptop stolen");
    let why = Missing::Lost { why: "Laptop stolen".to_owned() };
    assert_eq!(desk.gaps(), [("INV-2026-KQX002".to_owned(), "INV-2026-KQX003".to_owned(), 2, why)]);
    assert_eq!(report(&desk.practice)[0].ended.as_deref(), Some("Laptop stolen"));
}
