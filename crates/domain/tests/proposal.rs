//! Proposals: what is sent stays as it was sent, what is accepted stays as it was accepted.

#[path = "desk/mod.rs"]
mod desk;

use std::collections::BTreeMap;

use domain::command::{Command, Done, Refusal};
use domain::content::Percent;
use domain::decide::{Decision, Row as Said, Wish, World, lacks};
use domain::field::{Field, PracticeField};
use domain::item::{Act, ActKind, Item, ItemField as F, ItemKind, Part, of_kind};
use domain::money::Money;
use domain::practice::Practice;
use domain::proposal::{Lack, Offer, Sealed, Standing, Terms, Yes, engagement, rows};
use domain::row::Rows;
use domain::scope::Scope;
use domain::{ActId, ItemId};
use proptest::prelude::*;

use desk::{Desk, day};

const TODAY: &str = "2026-11-22";

impl Desk {
    fn new() -> Self {
        let mut desk = Self::on(TODAY);
        desk.client.fields.extend([(Field::Currency, "EUR".to_owned()), (Field::Name, "Acme".to_owned())]);
        desk.practice.fields.extend([(PracticeField::Name, "Studio".to_owned()), (PracticeField::TaxName, "VAT".to_owned())]);
        desk
    }

    /// A website: 2,000 firm, 300 and 99.99 optional, half at once.
    fn proposal(&mut self) -> ItemId {
        let row = |fields: &[(F, &str)]| -> Said { fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect() };
        let rows = vec![
            row(&[(F::Part, "deliverable"), (F::Title, "Five pages"), (F::Due, "2027-01-15")]),
            row(&[(F::Part, "price"), (F::Title, "Design"), (F::Quantity, "2"), (F::Price, "1000"), (F::Tax, "19")]),
            row(&[(F::Part, "price"), (F::Title, "Shop"), (F::Price, "300"), (F::Tax, "19"), (F::Optional, "yes")]),
            row(&[(F::Part, "price"), (F::Title, "Icons"), (F::Quantity, "3"), (F::Price, "33.33"), (F::Tax, "19"), (F::Optional, "yes")]),
            row(&[(F::Part, "payment"), (F::Share, "50"), (F::When, "start")]),
            row(&[(F::Part, "payment"), (F::Share, "50"), (F::When, "delivery")]),
        ];
        let fields = row(&[
            (F::Title, "Website"),
            (F::Detail, "A tab\tand\na line \\n"),
            (F::NotIncluded, "Photos"),
            (F::Rate, "95"),
            (F::Rounds, "2"),
            (F::Response, "8"),
            (F::Until, "2026-11-30"),
        ]);
        match self.ask(Command::BeginProposal { client: self.client.id, fields, rows }).expect("begun").done {
            Done::ItemAdded { item, kind: ItemKind::Proposal, .. } => item,
            done => panic!("{done:?}"),
        }
    }

    fn set(&mut self, item: ItemId, field: F, to: &str) {
        self.ask(Command::SetItem { client: self.client.id, item, changes: vec![(field, to.to_owned())] }).expect("set");
    }

    fn send(&mut self, item: ItemId) -> Result<ActId, Refusal> {
        self.ask(Command::SendProposal { client: self.client.id, item, on: self.now.today })?;
        Ok(self.offer(item).live().expect("a version").act)
    }

    fn offer(&self, item: ItemId) -> Offer<'_> {
        Offer(&self.client.items[&item])
    }

    fn row(&self, item: ItemId, part: Part, at: usize) -> ItemId {
        rows(&self.client, item, part)[at].0
    }

    fn accept(&mut self, item: ItemId, yes: Yes) -> Result<Decision, Refusal> {
        self.ask(Command::AcceptProposal { client: self.client.id, item, yes })
    }

    fn lacks(&self, item: ItemId) -> Vec<Lack> {
        let clients = BTreeMap::from([(self.client.id, self.client.clone())]);
        lacks(
            World { practice: &self.practice, rows: &Rows::new(), clients: &clients, device: domain::client::Stamp::UNWRITTEN.by },
            &self.client,
            item,
            self.now.today,
        )
    }
}

fn yes(version: ActId) -> Yes {
    Yes { version, by: "Jo Birch".to_owned(), on: day(TODAY), minute: 600, lines: Vec::new(), late: false, deposit: None }
}

#[test]
fn what_is_sent_is_frozen_and_can_be_verified() {
    let mut desk = Desk::new();
    let item = desk.proposal();
    let version = desk.send(item).expect("sent");
    let sent = desk.offer(item).live().expect("a version");
    let sealed = sent.sealed.clone().expect("readable");
    assert!(sent.is_intact && sent.hash.len() == 64);
    assert_eq!((sealed.version, sealed.sender.name.as_str(), sealed.recipient.name.as_str()), (1, "Studio", "Acme"));
    assert_eq!(Some(&sealed.terms), Terms::of(&desk.client, item, None, "VAT").as_ref());
    let text = desk.client.items[&item].acts[&version].value.clone();
    desk.set(item, F::NotIncluded, "Nothing at all");
    let design = desk.row(item, Part::Price, 0);
    desk.set(design, F::Price, "1");
    desk.ask(Command::RemoveItem { client: desk.client.id, item: design, gone: true }).expect("removed");
    assert_eq!(desk.offer(item).live().expect("a version"), sent, "whatever happens to the registers");
    let forged = text.replacen("1000", "2000", 1);
    assert!(!Sealed::open(&forged).expect("readable").2, "a changed text is told from the one that was sealed");
}

#[test]
fn a_new_version_supersedes_and_only_the_newest_can_be_accepted() {
    let mut desk = Desk::new();
    let item = desk.proposal();
    let first = desk.send(item).expect("sent");
    assert_eq!(desk.send(item), Err(Refusal::ProposalUnready { lacks: vec![Lack::Unchanged] }));
    desk.set(item, F::Rounds, "3");
    let second = desk.send(item).expect("sent again");
    assert_eq!(
        desk.offer(item).versions().iter().map(|one| one.sealed.as_ref().map(|one| one.version)).collect::<Vec<_>>(),
        [Some(1), Some(2)]
    );
    assert_eq!(desk.accept(item, yes(first)), Err(Refusal::ProposalSuperseded));
    desk.accept(item, yes(second)).expect("accepted");
    assert_eq!(desk.offer(item).standing(desk.now.today), Standing::Accepted(day(TODAY)));
    desk.set(item, F::Rounds, "4");
    assert_eq!(desk.send(item), Err(Refusal::NotForThis { act: ActKind::Sent }), "what is agreed is agreed");
}

#[test]
fn it_is_valid_to_the_end_of_its_last_day() {
    let mut desk = Desk::new();
    let item = desk.proposal();
    let version = desk.send(item).expect("sent");
    desk.now.today = day("2026-11-30");
    assert_eq!(desk.offer(item).standing(desk.now.today), Standing::Sent(day(TODAY)));
    let at = |on: &str, minute| Yes { on: day(on), minute, ..yes(version) };
    let in_time = desk.accept(item, at("2026-11-30", 23 * 60 + 59)).expect("in the last minute");
    desk.ask(in_time.undo.expect("an undo")).expect("undone");
    desk.now.today = day("2026-12-01");
    let until = day("2026-11-30");
    assert_eq!(desk.offer(item).standing(desk.now.today), Standing::Expired(until));
    assert_eq!(desk.accept(item, at("2026-12-01", 1)), Err(Refusal::ProposalExpired { until }));
    desk.accept(item, Yes { late: true, ..at("2026-12-01", 1) }).expect("late, and allowed");
    assert!(desk.offer(item).acceptance().expect("a yes").late);
    // What was said in time may be written down later.
    let mut desk = Desk::new();
    let item = desk.proposal();
    let version = desk.send(item).expect("sent");
    desk.now.today = day("2026-12-03");
    desk.accept(item, Yes { on: day("2026-11-30"), minute: 1439, ..yes(version) }).expect("said in time");
    assert!(!desk.offer(item).acceptance().expect("a yes").late);
}

#[test]
fn exactly_the_chosen_lines_are_stored_with_their_figures() {
    let mut desk = Desk::new();
    let item = desk.proposal();
    let version = desk.send(item).expect("sent");
    let icons = desk.row(item, Part::Price, 2);
    let design = desk.row(item, Part::Price, 0);
    assert_eq!(desk.accept(item, Yes { lines: vec![design], ..yes(version) }), Err(Refusal::ProposalSuperseded), "that one is no choice");
    desk.accept(item, Yes { lines: vec![icons], deposit: Some("Deposit".to_owned()), ..yes(version) }).expect("accepted");
    let stored = desk.offer(item).acceptance().expect("a yes");
    assert_eq!((stored.by.as_str(), stored.minute, stored.number, &stored.lines), ("Jo Birch", 600, 1, &vec![icons]));
    assert_eq!(stored.hash, desk.offer(item).live().expect("a version").hash);
    assert_eq!(stored.figures, ["2099.99", "399.00", "2498.99", "1249.50"]);
    let draft = desk.client.invoices.values().next().expect("a draft").draft.clone().expect("a draft");
    let totals = draft.totals().expect("totals");
    assert_eq!(draft.lines.iter().map(|line| line.description.as_str()).collect::<Vec<_>>(), ["Design", "Icons"]);
    assert_eq!([totals.total, totals.deposit].map(|money| money.amount().to_string()), ["2498.99", "1249.50"]);
}

#[test]
fn a_yes_begins_the_work_and_is_taken_back_whole() {
    let mut desk = Desk::new();
    let item = desk.proposal();
    let version = desk.send(item).expect("sent");
    let done = desk.accept(item, Yes { deposit: Some(String::new()), ..yes(version) }).expect("accepted");
    let work = engagement(&desk.client, item).expect("an engagement");
    let get = |field| desk.client.items[&work].get(field);
    assert_eq!(
        [F::Title, F::NotIncluded, F::Price, F::Rounds, F::Response, F::Signed, F::Rate].map(get),
        ["Website", "Photos", "2000", "2", "8", TODAY, "95"]
    );
    let given = of_kind(&desk.client.items, ItemKind::Deliverable);
    assert_eq!((given.len(), given[0].1.engagement(), given[0].1.due()), (1, Some(work), Some(day("2027-01-15"))));
    let accepted = desk.offer(item).acceptance();
    desk.set(work, F::Price, "1");
    desk.set(work, F::Price, "2000");
    assert_eq!(desk.offer(item).acceptance(), accepted);
    desk.ask(done.undo.expect("an undo")).expect("undone");
    assert_eq!((engagement(&desk.client, item), of_kind(&desk.client.items, ItemKind::Deliverable).len()), (None, 0));
    assert!(desk.client.invoices.values().all(|one| one.removed.is_some()));
    assert_eq!(desk.offer(item).standing(desk.now.today), Standing::Sent(day(TODAY)));
}

#[test]
fn nothing_goes_out_before_it_says_what_it_must() {
    let mut desk = Desk::new();
    let fields = vec![(F::Title, "Website".to_owned())];
    let Done::ItemAdded { item, .. } =
        desk.ask(Command::BeginProposal { client: desk.client.id, fields, rows: Vec::new() }).expect("begun").done
    else {
        panic!("an item")
    };
    assert_eq!(desk.lacks(item), [Lack::Exclusions, Lack::Lines, Lack::Schedule, Lack::Until]);
    let item = desk.proposal();
    assert_eq!(desk.lacks(item), []);
    let (design, half, pages) = (desk.row(item, Part::Price, 0), desk.row(item, Part::Payment, 0), desk.row(item, Part::Deliverable, 0));
    desk.set(item, F::NotIncluded, "");
    desk.set(item, F::Until, "2026-11-21");
    desk.set(design, F::Price, "");
    desk.set(half, F::Share, "49.9");
    desk.set(pages, F::Title, "");
    assert_eq!(desk.lacks(item), [Lack::Exclusions, Lack::Wordless(pages), Lack::Schedule, Lack::UntilOver, Lack::Price(design)]);
    let waive = Wish { kind: ActKind::Waived, on: desk.now.today, why: "All of it is in".to_owned(), value: String::new() };
    desk.ask(Command::Act { client: desk.client.id, item, wish: waive }).expect("waived");
    desk.set(item, F::Until, TODAY);
    desk.set(design, F::Price, "1000000000001");
    desk.set(half, F::Share, "50");
    desk.set(pages, F::Title, "Pages");
    assert_eq!(desk.lacks(item), [Lack::Price(design)]);
    desk.set(design, F::Price, "0");
    desk.send(item).expect("sent");
    assert!(desk.offer(item).live().expect("a version").sealed.expect("readable").terms.waived);
}

#[test]
fn what_was_sent_and_said_has_commands_of_its_own() {
    let mut desk = Desk::new();
    let item = desk.proposal();
    for kind in [ActKind::Sent, ActKind::Accepted, ActKind::Declined] {
        let wish = Wish { kind, on: desk.now.today, why: "x".to_owned(), value: String::new() };
        assert_eq!(desk.ask(Command::Act { client: desk.client.id, item, wish }), Err(Refusal::NotForThis { act: kind }));
    }
    let decline =
        |desk: &Desk, why: &str| Command::DeclineProposal { client: desk.client.id, item, why: why.to_owned(), on: desk.now.today };
    assert_eq!(desk.ask(decline(&desk, "x")), Err(Refusal::NotForThis { act: ActKind::Declined }), "nobody was asked yet");
    let version = desk.send(item).expect("sent");
    assert_eq!(desk.ask(decline(&desk, " ")), Err(Refusal::ReasonMissing));
    desk.ask(decline(&desk, "Too dear")).expect("declined");
    assert_eq!(desk.offer(item).declined().map(|(_, act)| act.why.as_str()), Some("Too dear"));
    assert_eq!(desk.accept(item, yes(version)), Err(Refusal::NotForThis { act: ActKind::Accepted }));
    desk.set(item, F::Rounds, "1");
    desk.send(item).expect("a new version");
    assert_eq!(desk.offer(item).standing(desk.now.today), Standing::Sent(desk.now.today), "a new version asks again");
    assert_eq!(desk.accept(item, Yes { by: "  ".to_owned(), ..yes(version) }), Err(Refusal::ProposalSuperseded));
}

#[test]
fn payments_add_up_to_the_total() {
    let mut desk = Desk::new();
    let item = desk.proposal();
    let mut terms = Terms::of(&desk.client, item, None, "").expect("terms");
    let total = Money::exact("100.01".parse().expect("an amount"), terms.currency).expect("money");
    let shown = |terms: &Terms| terms.payments(total).expect("payments").iter().map(|one| one.amount().to_string()).collect::<Vec<_>>();
    assert_eq!(shown(&terms), ["50.01", "50.00"]);
    let third = Percent::new("33.3333".parse().expect("a share")).expect("a share");
    terms.schedule.push(terms.schedule[0].clone());
    for (one, share) in terms.schedule.iter_mut().zip([third, third, Percent::new("33.3334".parse().expect("a share")).expect("a share")]) {
        one.share = share;
    }
    assert_eq!(shown(&terms), ["33.34", "33.34", "33.33"]);
}

#[test]
fn a_request_moves_budget_and_dates_and_never_the_proposal() {
    let mut desk = Desk::new();
    let item = desk.proposal();
    let version = desk.send(item).expect("sent");
    desk.accept(item, yes(version)).expect("accepted");
    let accepted = desk.offer(item).acceptance();
    let work = engagement(&desk.client, item).expect("an engagement");
    let text = |text: &str| text.to_owned();
    let fields = vec![(F::Title, text("Shop")), (F::Hours, text("4")), (F::Delay, text("3")), (F::Engagement, work.to_string())];
    let add = Command::AddItem { client: desk.client.id, kind: ItemKind::Request, fields };
    let Done::ItemAdded { item: request, .. } = desk.ask(add).expect("a request").done else { panic!("an item") };
    let moved = Scope::of(&desk.client, None).moves(request, &Practice::default().calendar());
    let pages = of_kind(&desk.client.items, ItemKind::Deliverable)[0].0;
    assert_eq!(moved, [(pages, day("2027-01-20"))], "three working days after Friday");
    let wish = Wish { kind: ActKind::Accepted, on: desk.now.today, why: String::new(), value: String::new() };
    desk.ask(Command::Act { client: desk.client.id, item: request, wish }).expect("accepted");
    let budget = Scope::of(&desk.client, None).budget(work).expect("a budget");
    assert_eq!(budget.money_now().map(|money| money.amount().to_string()), Some(text("2380.00")));
    assert_eq!(desk.offer(item).acceptance(), accepted);
}

#[test]
fn whether_they_know_of_a_new_day_is_an_answer_of_its_own() {
    let mut desk = Desk::new();
    let fields = vec![(F::Title, "Logo".to_owned()), (F::Due, "2026-12-01".to_owned())];
    let add = Command::AddItem { client: desk.client.id, kind: ItemKind::Deliverable, fields };
    let Done::ItemAdded { item, .. } = desk.ask(add).expect("an item").done else { panic!("an item") };
    let mut act = |kind, value: &str| {
        let wish = Wish { kind, on: day(TODAY), why: String::new(), value: value.to_owned() };
        desk.ask(Command::Act { client: desk.client.id, item, wish }).expect("an act");
        (desk.client.items[&item].is_told(), desk.client.items[&item].waits_to_be_told())
    };
    assert_eq!(act(ActKind::Rescheduled, "2026-12-04"), (None, false), "nobody said");
    assert_eq!(act(ActKind::Untold, ""), (Some(false), true));
    assert_eq!(act(ActKind::Told, ""), (Some(true), false));
    assert_eq!(act(ActKind::Rescheduled, "2026-12-08"), (None, false), "a newer day asks anew");
    assert_eq!(act(ActKind::Untold, ""), (Some(false), true));
    assert_eq!(act(ActKind::Delivered, ""), (Some(false), true), "delivered, it still waits for an answer");
}

fn sent(desk: &mut Desk, item: ItemId) -> Item {
    desk.send(item).expect("sent");
    desk.client.items[&item].clone()
}

proptest! {
    #[test]
    fn the_order_of_facts_does_not_matter(order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(), days in 0_i64..20) {
        let mut desk = Desk::new();
        let item = desk.proposal();
        sent(&mut desk, item);
        desk.ask(Command::DeclineProposal { client: desk.client.id, item, why: "No".to_owned(), on: desk.now.today }).expect("declined");
        for rounds in ["3", "4", "5"] {
            desk.set(item, F::Rounds, rounds);
            sent(&mut desk, item);
        }
        let live = desk.offer(item).live().expect("a version").act;
        desk.accept(item, yes(live)).expect("accepted");
        let known = desk.client.items[&item].clone();
        let acts: Vec<(ActId, Act)> = known.acts.clone().into_iter().collect();
        let mut mixed = known.clone();
        mixed.acts.clear();
        // Each seen alone first, as documents meet: what stands is what stands with all of them.
        for at in order {
            let (id, act) = acts[at].clone();
            mixed.acts.insert(id, act);
            let _ = Offer(&mixed).standing(desk.now.today);
        }
        let on = desk.now.today.plus_days(days);
        prop_assert_eq!(Offer(&mixed).standing(on), Offer(&known).standing(on));
        prop_assert_eq!(Offer(&mixed).versions(), Offer(&known).versions());
        // Without the yes, the newest version counts, whichever came first.
        mixed.acts.retain(|_, act| act.kind != ActKind::Accepted);
        prop_assert_eq!(Offer(&mixed).live().and_then(|one| one.sealed).map(|one| one.version), Some(4));
    }

    #[test]
    fn whatever_is_written_is_sealed_and_read_back(title in "\\PC{1,40}", detail in "(\\PC|[\n\t\\\\]){0,60}") {
        let mut desk = Desk::new();
        let item = desk.proposal();
        let mut terms = Terms::of(&desk.client, item, None, "VAT").expect("terms");
        terms.title = title;
        terms.detail = detail.replace('\r', "");
        let sealed = Sealed { version: 7, on: day(TODAY), sender: desk.practice.party(), recipient: desk.client.party(), terms };
        let (back, hash, is_intact) = Sealed::open(&sealed.sealed()).expect("readable");
        prop_assert!(is_intact && hash.len() == 64);
        prop_assert_eq!(back, sealed);
    }

    #[test]
    fn nothing_that_is_kept_breaks_reading(text in "(\\PC|\n|\t){0,200}") {
        let _ = Sealed::open(&text);
        let _ = Sealed::open(&format!("x\nproposal\t1\n{text}"));
    }
}

/// Frozen: what was sent by another version of the app must open, and mean the same.
#[test]
fn a_sealed_text_stays_readable() {
    let desk = &mut Desk::new();
    let item = desk.proposal();
    desk.send(item).expect("sent");
    let sealed = desk.offer(item).live().and_then(|one| one.sealed).expect("readable");
    expect_test::expect![[r#"
        proposal	1
        version	1
        on	2026-11-22
        sender	Studio											
        recipient	Acme											
        title	Website
        detail	A tab\tand\na line \\n
        timeline	
        not_included	Photos
        waived	
        currency	EUR
        rate	95
        rounds	2
        response	8
        until	2026-11-30
        tax_name	VAT
    "#]]
    .assert_eq(&sealed.text().lines().take(16).map(|line| format!("{line}\n")).collect::<String>());
    let text = "proposal\t1\nversion\t3\non\t2026-11-22\nsender\tStudio\t\t\t\t\t\t\t\t\t\t\t\nrecipient\tAcme\t\t\t\t\t\t\t\t\t\t\t\ntitle\tLogo\n\
                currency\tCHF\nwaived\tyes\nuntil\t2026-12-24\nline\t30313233-3435-8637-b839-616263646566\tLogo\t2\tday\t400.5\t8.1\tyes\n\
                payment\t40313233-3435-8637-b839-616263646566\t\t100\tdelivery\n";
    let kept = format!("{}\n{text}", "0".repeat(64));
    let (back, _, is_intact) = Sealed::open(&kept).expect("readable");
    assert!(!is_intact, "another hash than the text's");
    let (back_again, _, is_intact) = Sealed::open(&format!("{}\n{text}", domain::seal::hash(text))).expect("readable");
    assert!(is_intact);
    assert_eq!(back, back_again);
    let terms = back.terms;
    assert_eq!((back.version, terms.title.as_str(), terms.waived, terms.lines.len(), terms.schedule.len()), (3, "Logo", true, 1, 1));
    assert_eq!(terms.totals(&[terms.lines[0].id]).expect("totals").total.amount().to_string(), "865.88");
    assert_eq!(domain::seal::hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
