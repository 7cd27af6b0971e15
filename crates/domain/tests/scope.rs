//! Time, requests and budgets: what they come to, and how charging them is done and taken back.

#[path = "desk/mod.rs"]
mod desk;

use domain::command::{Command, Done, Refusal};
use domain::decide::{BillLine, Decision, Wish};
use domain::field::Field;
use domain::item::{ActKind, ItemField as F, ItemKind};
use domain::money::{Currency, Purse};
use domain::scope::{Level, Scope};
use domain::{InvoiceId, ItemId};
use proptest::prelude::*;
use rust_decimal::Decimal;

use desk::{Desk, day};

const TODAY: &str = "2026-11-22";

fn dec(text: &str) -> Decimal {
    text.parse().expect(text)
}

impl Desk {
    fn new() -> Self {
        let mut desk = Self::on(TODAY);
        desk.client.fields.insert(Field::Currency, "EUR".to_owned());
        desk
    }

    fn engagement(&mut self, fields: &[(F, &str)]) -> ItemId {
        self.must(ItemKind::Engagement, &[&[(F::Title, "Website")], fields].concat())
    }

    fn work(&mut self, on: Option<ItemId>, minutes: &str, what: &str) -> ItemId {
        let on = on.map(|id| id.to_string()).unwrap_or_default();
        self.must(ItemKind::Work, &[(F::Day, TODAY), (F::Minutes, minutes), (F::Detail, what), (F::Engagement, &on)])
    }

    fn does(&mut self, item: ItemId, kind: ActKind) {
        let wish = Wish { kind, on: day(TODAY), why: String::new(), value: String::new() };
        self.ask(Command::Act { client: self.client.id, item, wish }).expect("an act");
    }

    fn scope(&self) -> Scope<'_> {
        Scope::of(&self.client, None)
    }

    fn bill(&mut self, bundles: Vec<Vec<ItemId>>) -> Result<(InvoiceId, Decision), Refusal> {
        let line = |items| BillLine { items, description: "Work".to_owned(), unit: "h".to_owned() };
        let decision = self.ask(Command::Bill { client: self.client.id, lines: bundles.into_iter().map(line).collect() })?;
        match decision.done {
            Done::Billed { invoice, .. } => Ok((invoice, decision)),
            ref done => panic!("{done:?}"),
        }
    }

    fn totals(&self, invoice: InvoiceId) -> String {
        self.client.invoices[&invoice].draft.as_ref().expect("a draft").totals().expect("totals").total.to_string()
    }
}

fn shown(purse: &Purse) -> Vec<String> {
    purse.owed().map(|money| money.to_string()).collect()
}

#[test]
fn unbilled_time_goes_on_a_draft_and_comes_back_when_the_draft_is_thrown_away() {
    let mut desk = Desk::new();
    let site = desk.engagement(&[(F::Rate, "90"), (F::RoundTo, "15")]);
    desk.work(Some(site), "50", "Layout");
    desk.work(Some(site), "50", "Layout");
    let call = desk.work(Some(site), "20", "Call");
    let free = desk.must(ItemKind::Work, &[(F::Day, TODAY), (F::Minutes, "60"), (F::Billable, "no"), (F::Engagement, &site.to_string())]);
    let unbilled = desk.scope().unbilled_time();
    // 100 minutes are 105, 20 are 30: 2.25 hours at 90.
    assert_eq!((unbilled.minutes, shown(&unbilled.money)), (120, vec!["EUR 202.50".to_owned()]));
    assert!(!desk.scope().is_unbilled(&desk.client.items[&free]));

    let bundles = desk.scope().bundles();
    let (invoice, billed) = desk.bill(bundles.clone()).expect("a draft");
    assert_eq!(desk.totals(invoice), "EUR 202.50");
    assert_eq!(desk.scope().unbilled_time(), domain::scope::Unbilled::default());
    assert_eq!(desk.scope().billed_with(&desk.client.items[&call]), Some(invoice));
    assert_eq!(desk.client.items[&call].get(F::Minutes), "20", "what was measured stays");
    assert_eq!(desk.bill(bundles).err(), Some(Refusal::NotForThis { act: ActKind::Billed }));

    let undone = desk.ask(billed.undo.expect("an undo")).expect("undone");
    assert_eq!(desk.scope().unbilled_time().minutes, 120);
    desk.ask(undone.undo.clone().expect("a redo")).expect("done again");
    assert_eq!(desk.scope().unbilled_time().minutes, 0);

    desk.ask(Command::DiscardDraft { client: desk.client.id, invoice, gone: true }).expect("thrown away");
    let bundles = desk.scope().bundles();
    desk.bill(bundles).expect("charged anew");
    assert_eq!(desk.ask(undone.undo.expect("a redo")), Err(Refusal::BilledElsewhere), "nothing is charged twice");
}

#[test]
fn a_line_taken_out_of_a_draft_frees_what_it_charged_and_is_not_put_back_once_that_is_charged_elsewhere() {
    let mut desk = Desk::new();
    let site = desk.engagement(&[(F::Rate, "90")]);
    let (layout, call) = (desk.work(Some(site), "60", "Layout"), desk.work(Some(site), "30", "Call"));
    let (invoice, _) = desk.bill(vec![vec![layout], vec![call]]).expect("a draft");
    let mut content = desk.client.invoices[&invoice].draft.clone().expect("a draft");
    let whole = content.clone();
    let line = content.lines.remove(1);
    let client = desk.client.id;
    let edited = desk.ask(Command::EditDraft { client, invoice, content: content.clone(), from: Box::new(whole) }).expect("a line less");
    assert_eq!(desk.scope().unbilled_time().minutes, 30);
    assert_eq!(desk.scope().billed_with(&desk.client.items[&layout]), Some(invoice));
    let undo = edited.undo.expect("an undo");
    let back = desk.ask(undo.clone()).expect("the line is back");
    assert_eq!(desk.scope().unbilled_time().minutes, 0);
    desk.ask(back.undo.expect("a redo")).expect("out again");
    let (other, _) = desk.bill(vec![vec![call]]).expect("charged with another");
    assert_eq!(desk.scope().billed_with(&desk.client.items[&call]), Some(other));
    assert_eq!(desk.ask(undo), Err(Refusal::BilledElsewhere), "nothing is charged twice");
    let from = Box::new(content.clone());
    content.lines.push(domain::content::Line { id: domain::LineId(domain::Id::from_bytes([77; 16])), ..line });
    desk.ask(Command::EditDraft { client, invoice, content, from }).expect("a new line charges nothing of the kind");
}

#[test]
fn charging_is_refused_while_a_price_or_a_currency_is_missing() {
    let mut desk = Desk::new();
    assert_eq!(desk.bill(Vec::new()).err(), Some(Refusal::NothingToBill));
    let loose = desk.work(None, "30", "Call");
    assert_eq!(desk.bill(vec![vec![loose]]).err(), Some(Refusal::RateMissing { engagement: None }));
    let site = desk.engagement(&[]);
    let work = desk.work(Some(site), "30", "Call");
    assert_eq!(desk.bill(vec![vec![work]]).err(), Some(Refusal::RateMissing { engagement: Some(site) }));
    desk.client.fields.clear();
    desk.ask(Command::SetItem { client: desk.client.id, item: site, changes: vec![(F::Rate, "80".to_owned())] }).expect("a rate");
    assert_eq!(desk.bill(vec![vec![work]]).err(), Some(Refusal::CurrencyMissing));
    assert_eq!(desk.scope().unbilled_time().unpriced, 60);
    assert!(desk.client.invoices.is_empty(), "nothing was begun");
    let dollars = Scope::of(&desk.client, Some(Currency::USD)).unbilled_time();
    assert_eq!((shown(&dollars.money), dollars.unpriced), (vec!["USD 40.00".to_owned()], 30));
    let elsewhere = desk.engagement(&[(F::Rate, "80"), (F::Currency, "CHF")]);
    desk.ask(Command::SetItem { client: desk.client.id, item: site, changes: vec![(F::Currency, "EUR".to_owned())] }).expect("a currency");
    let other = desk.work(Some(elsewhere), "30", "Call");
    assert!(matches!(desk.bill(vec![vec![work], vec![other]]), Err(Refusal::Money(_))));
}

#[test]
fn time_that_a_price_pays_for_is_not_charged_by_the_hour() {
    let mut desk = Desk::new();
    let site = desk.engagement(&[(F::Billing, "fixed"), (F::Rate, "80"), (F::Hours, "10")]);
    let work = desk.work(Some(site), "480", "Layout");
    assert_eq!(desk.scope().unbilled_time().minutes, 0);
    assert_eq!(desk.bill(vec![vec![work]]).err(), Some(Refusal::NotForThis { act: ActKind::Billed }));
    assert_eq!(desk.scope().budget(site).map(|budget| budget.level()), Some(Level::Near), "it takes its time all the same");
}

#[test]
fn a_request_counts_until_it_is_charged_waived_or_turned_down_and_raises_the_budget_beside_the_original() {
    let mut desk = Desk::new();
    let site = desk.engagement(&[(F::Rate, "100"), (F::Hours, "20"), (F::Budget, "2000")]);
    let on = site.to_string();
    let ask = |desk: &mut Desk, title, hours| desk.must(ItemKind::Request, &[(F::Title, title), (F::Hours, hours), (F::Engagement, &on)]);
    let calendar = ask(&mut desk, "Calendar", "4.5");
    let shop = ask(&mut desk, "Shop", "40");
    let francs = desk.must(ItemKind::Request, &[(F::Title, "Print"), (F::Hours, "2"), (F::Rate, "60"), (F::Currency, "CHF")]);
    let vague = desk.must(ItemKind::Request, &[(F::Title, "Something")]);
    let meter = desk.scope().meter();
    assert_eq!((shown(&meter.money), meter.requests, meter.unpriced), (vec!["CHF 120.00".to_owned(), "EUR 4450.00".to_owned()], 4, 1));

    desk.does(shop, ActKind::Declined);
    desk.does(francs, ActKind::Waived);
    desk.does(vague, ActKind::Waived);
    assert_eq!(shown(&desk.scope().meter().money), ["EUR 450.00"]);

    let before = desk.client.items[&site].clone();
    desk.does(calendar, ActKind::Accepted);
    assert!(!desk.scope().is_confirmed(&desk.client.items[&calendar]));
    desk.does(calendar, ActKind::Confirmed);
    assert!(desk.scope().is_confirmed(&desk.client.items[&calendar]));
    assert_eq!(desk.scope().stands(&desk.client.items[&calendar]), Some(ActKind::Accepted));
    assert_eq!(shown(&desk.scope().meter().money), ["EUR 450.00"], "accepted is not charged yet");
    let budget = desk.scope().budget(site).expect("a budget");
    assert_eq!(budget.hours().map(|share| share.of), Some(dec("24.5")));
    assert_eq!(budget.money_now().map(|money| money.to_string()), Some("EUR 2450.00".to_owned()));
    assert_eq!((budget.hours_agreed, &desk.client.items[&site]), (Some(dec("20")), &before), "what was agreed stays");

    let (invoice, _) = desk.bill(vec![vec![calendar]]).expect("a draft");
    assert_eq!(desk.totals(invoice), "EUR 450.00");
    assert!(shown(&desk.scope().meter().money).is_empty());
    assert!(desk.scope().is_accepted(&desk.client.items[&calendar]), "charged, it raises the budget still");
    desk.ask(Command::DiscardDraft { client: desk.client.id, invoice, gone: true }).expect("thrown away");
    assert_eq!(desk.scope().stands(&desk.client.items[&calendar]), Some(ActKind::Accepted));
    assert_eq!(shown(&desk.scope().unbilled()), ["EUR 450.00"]);
}

#[test]
fn one_clock_runs_at_a_time_and_work_says_how_long_it_took() {
    let mut desk = Desk::new();
    let start = |at: &str| vec![(F::Day, TODAY.to_owned()), (F::Running, at.to_owned())];
    let id = desk.client.id;
    let first = desk.must(ItemKind::Work, &[(F::Day, TODAY), (F::Running, "1000")]);
    let again = Command::AddItem { client: id, kind: ItemKind::Work, fields: start("2000") };
    assert_eq!(desk.ask(again.clone()), Err(Refusal::ClockRuns));
    assert_eq!(desk.scope().running().first().map(|(item, _, since)| (*item, *since)), Some((first, 1000)));
    let none = Command::SetItem { client: id, item: first, changes: vec![(F::Running, String::new())] };
    assert_eq!(desk.ask(none), Err(Refusal::ItemMissing { field: F::Minutes }));
    let stop = vec![(F::Running, String::new()), (F::Minutes, domain::scope::elapsed(1000, 61_001).to_string())];
    let stopped = desk.ask(Command::SetItem { client: id, item: first, changes: stop }).expect("stopped");
    assert_eq!(desk.client.items[&first].get(F::Minutes), "2");
    desk.ask(stopped.undo.expect("an undo")).expect("runs on");
    assert_eq!(desk.scope().running().len(), 1);
    assert_eq!(desk.ask(again), Err(Refusal::ClockRuns));
}

#[test]
fn a_round_that_nobody_agreed_to_is_named() {
    let mut desk = Desk::new();
    let site = desk.engagement(&[(F::Rounds, "2")]);
    let logo = desk.must(ItemKind::Deliverable, &[(F::Title, "Logo"), (F::Engagement, &site.to_string())]);
    for round in 1..=3 {
        assert_eq!(desk.scope().over_rounds().len(), 0, "round {round}");
        desk.does(logo, ActKind::SentBack);
    }
    let over = desk.scope().over_rounds();
    assert_eq!(over.first().map(|over| (over.title.as_str(), over.round, over.included)), Some(("Logo", 3, 2)));
}

#[test]
fn an_end_is_said_thirty_days_ahead() {
    let mut desk = Desk::new();
    let soon = desk.engagement(&[(F::End, "2026-12-22")]);
    let later = desk.engagement(&[(F::End, "2026-12-23")]);
    let ends = |desk: &Desk, id| desk.scope().ends_soon(&desk.client.items[&id], day(TODAY));
    assert_eq!((ends(&desk, soon), ends(&desk, later)), (Some(day("2026-12-22")), None));
    desk.does(soon, ActKind::Closed);
    assert_eq!(ends(&desk, soon), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_shown_as_unbilled_is_what_the_draft_comes_to_and_no_minute_is_lost(
        pieces in prop::collection::vec((1_u64..2_000, 0_usize..3, 0_usize..3), 1..12),
        rate in 0_i64..50_000, step in 0_u64..61,
    ) {
        let mut desk = Desk::new();
        let rate = Decimal::new(rate, 2).to_string();
        let sites = [("EUR", step.to_string()), ("USD", String::new()), ("JPY", step.to_string())].map(|(currency, step)| {
            desk.engagement(&[(F::Rate, &rate), (F::Currency, currency), (F::RoundTo, &step)])
        });
        for (minutes, site, what) in &pieces {
            desk.work(Some(sites[*site]), &minutes.to_string(), ["", "Layout", "Call"][*what]);
        }
        let unbilled = desk.scope().unbilled_time();
        prop_assert_eq!(unbilled.minutes, pieces.iter().map(|(minutes, ..)| minutes).sum::<u64>());
        let charges: Vec<_> = desk.scope().bundles().iter().map(|items| desk.scope().charge(items).expect("a charge")).collect();
        prop_assert_eq!(charges.iter().map(|charge| charge.worked).sum::<u64>(), unbilled.minutes);
        prop_assert!(charges.iter().all(|charge| charge.charged >= charge.worked));
        for money in unbilled.money.iter() {
            let lines = charges.iter().filter(|charge| charge.amount.currency() == money.currency()).map(|charge| charge.items.clone());
            let (invoice, _) = desk.bill(lines.collect()).expect("a draft");
            prop_assert_eq!(desk.totals(invoice), money.to_string());
        }
        prop_assert_eq!(desk.scope().unbilled_time().minutes, 0);
    }
}
