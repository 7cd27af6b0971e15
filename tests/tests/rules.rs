//! Rules over days and devices: what sets them off, what they do, that two devices make one result, and that all of it can be taken back.

use domain::checklist::{After, Planned};
use domain::client::{Direction, NoteKind};
use domain::content::{Content, Kind, Line, Terms, UnitPrice};
use domain::decide::{RunWish, Way, Wish};
use domain::field::Field;
use domain::intake::{Brought, BroughtClient};
use domain::item::{ActKind, ItemField as F, ItemKind, Side, of_kind};
use domain::letter::Purpose;
use domain::lifecycle::Scope;
use domain::money::Currency;
use domain::rule::{self, Held};
use domain::time::Day;
use domain::today::{self, Ground, What};
use domain::working::Zone;
use domain::{ClientId, Command, Done, Id, InvoiceId, ItemId, LineId, Refusal, Stage};
use throughline_tests::device::Device;

fn zone() -> Zone {
    Zone::new(0, Vec::new())
}

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

trait Ruling {
    fn rule(&mut self, title: &str, when: &str, and: &str, then: &str, since: &str) -> ItemId;
    fn due(&self, client: ClientId) -> Vec<(ItemId, String)>;
    fn run(&mut self, client: ClientId) -> usize;
    fn told(&mut self, client: ClientId) -> Vec<String>;
    fn moved(&mut self, client: ClientId, to: Stage) -> Command;
}

impl Ruling for Device {
    fn rule(&mut self, title: &str, when: &str, and: &str, then: &str, since: &str) -> ItemId {
        let fields = [(F::Title, title), (F::Upon, when), (F::If, and), (F::Then, then), (F::Start, since)];
        let changes = fields.map(|(field, text)| (field, text.to_owned())).to_vec();
        self.tab.must(Command::SaveWays { ways: vec![Way { item: None, kind: ItemKind::Rule, changes, gone: false }] });
        let rules = rule::all(self.tab.session.practice());
        rules.iter().find(|one| one.title == title).expect("the rule").id
    }

    /// What is to be run now, as the page finds it.
    fn due(&self, client: ClientId) -> Vec<(ItemId, String)> {
        let practice = self.tab.session.practice();
        let (ground, row) = (Ground::of(practice, zone(), self.tab.now), &self.tab.session.rows()[&client]);
        let of = |one: &rule::Rule| rule::due(one, row, &ground).into_iter().map(|found| (one.id, found.key)).collect::<Vec<_>>();
        rule::all(practice).iter().flat_map(of).collect()
    }

    /// Runs until nothing is due any more, as the page does; how often that was.
    fn run(&mut self, client: ClientId) -> usize {
        for times in 0..50 {
            let Some((rule, key)) = self.due(client).into_iter().next() else { return times };
            self.tab.must(Command::Run { client, wish: RunWish { rule, key, asked: false, zone: zone() } });
        }
        panic!("rules set each other off for ever")
    }

    /// What stands in the record by rules: steps, messages, tags, where it is, and stopped runs.
    fn told(&mut self, client: ClientId) -> Vec<String> {
        let client = self.tab.look(client).clone();
        let mut all = Vec::new();
        for (_, item) in of_kind(&client.items, ItemKind::Step) {
            all.push(format!("{} by {}", item.title(), item.due().expect("a day")));
        }
        all.extend(rule::writes(&client).iter().map(|one| format!("write {}", one.purpose.key())));
        all.extend(of_kind(&client.items, ItemKind::Tag).into_iter().map(|(_, item)| format!("#{}", item.title())));
        all.push(client.stage().0.key().to_owned());
        all.extend(rule::runs(&client).iter().filter_map(|one| one.held).map(|held| held.key().to_owned()));
        all
    }

    /// Moves, and tells what takes it back.
    fn moved(&mut self, client: ClientId, to: Stage) -> Command {
        self.tab.must(Command::MoveClient { client, to, why: "Agreed".to_owned() }).undo.expect("a way back")
    }
}

fn invoiced(device: &mut Device, client: ClientId) -> InvoiceId {
    let line = Line {
        description: "Work".to_owned(),
        price: UnitPrice::new(1_000.into()).expect("a price"),
        ..Line::blank(LineId(Id::from_bytes([1; 16])))
    };
    let content = Content { lines: vec![line], terms: Terms::Net(14), ..Content::blank(Kind::Invoice, Currency::EUR) };
    let Done::Drafted { invoice, .. } = device.tab.must(Command::Draft { client, content }).done else { panic!("no draft") };
    device.tab.must(Command::SetPractice { changes: vec![(domain::field::PracticeField::Name, "Fieldnote Studio".to_owned())] });
    device.tab.must(Command::Issue { client, invoice });
    invoice
}

#[test]
fn two_devices_that_run_one_rule_make_one_result() {
    let (mut one, mut two) = (Device::new(1), Device::new(2));
    one.open("2026-11-02");
    let client = one.tab.add_client("Acme");
    let invoice = invoiced(&mut one, client);
    let id = one.rule("Late", "overdue 7", "", "write reminder_2\nstep 1 Ring them @ Ada\ntag late payer", "");
    one.meet(&mut two, "2026-11-20");
    assert_eq!((one.run(client), two.run(client)), (0, 0), "due on the 16th: not yet a week late");

    // Both run it apart, on two days, and both go on working with what it made.
    one.open("2026-11-23");
    two.open("2026-11-25");
    assert_eq!((one.run(client), two.run(client)), (1, 1));
    assert_eq!(one.told(client), two.told(client));
    let step = rule::child_id(rule::run_id(id, client, &format!("overdue/{invoice}/2026-11-16")), 1);
    let wish = Wish { kind: ActKind::Done, on: day("2026-11-23"), why: String::new(), value: String::new() };
    one.tab.must(Command::Act { client, item: step, wish });
    two.tab.must(Command::SetItem { client, item: step, changes: vec![(F::Title, "Ring Ms Miller".to_owned())] });
    one.meet(&mut two, "2026-11-26");
    for device in [&mut one, &mut two] {
        let expected = ["Ring Ms Miller by 2026-11-24", "write reminder_2", "#late payer", "attraction"];
        assert_eq!(device.told(client), expected);
        let record = device.tab.look(client);
        assert!(record.items[&step].stands() == Some(ActKind::Done), "done there, renamed here: both stand");
        assert_eq!(rule::runs(record).len(), 1);
        assert_eq!(device.run(client), 0, "nobody runs it again");
    }
    // The message is a notice of the day, until the money is there.
    let row = |device: &Device| {
        today::of_row(&device.tab.session.rows()[&client], &Ground::of(device.tab.session.practice(), zone(), device.tab.now)).0
    };
    let asks =
        |device: &Device| row(device).iter().filter(|one| matches!(one.what, What::Write { purpose: Purpose::SecondReminder, .. })).count();
    assert_eq!(asks(&one), 1);
    one.tab.must(Command::RecordPayment { client, invoice, amount: 1_000.into(), on: day("2026-11-26"), method: String::new() });
    assert_eq!(asks(&one), 0);
}

#[test]
fn rules_that_set_each_other_off_are_stopped_after_the_first_round() {
    let mut one = Device::new(1);
    one.open("2026-11-02");
    let client = one.tab.add_client("Acme");
    one.tab.must(Command::SaveTemplate { scope: Scope::Duties(Stage::Delivery), steps: Some(Vec::new()) });
    one.rule("There", "enters delivery", "", "move communication", "");
    one.rule("And back", "enters communication", "", "move delivery", "");
    one.moved(client, Stage::Delivery);
    assert_eq!(one.run(client), 3, "there, back, and the one that is stopped");
    assert_eq!(one.told(client), ["delivery", "loop"]);
    let record = one.tab.look(client);
    let runs = rule::runs(record);
    assert_eq!(runs.iter().filter(|one| one.held == Some(Held::Loop)).map(|one| one.title.as_str()).collect::<Vec<_>>(), ["There"]);
    // A rule that its own step sets off is stopped as well.
    one.rule("Ever", "nears step 5", "", "step 3 Again @", "");
    let other = one.tab.add_client("Bolt");
    one.tab.must(Command::AddItem {
        client: other,
        kind: ItemKind::Step,
        fields: vec![(F::Title, "First".to_owned()), (F::Due, "2026-11-04".to_owned()), (F::List, "task".to_owned())],
    });
    one.run(other);
    assert_eq!(one.told(other), ["Again by 2026-11-04", "First by 2026-11-04", "attraction", "loop"]);
}

#[test]
fn a_move_that_is_taken_back_takes_back_what_rules_made_of_it() {
    let mut one = Device::new(1);
    one.open("2026-11-02");
    let client = one.tab.add_client("Acme");
    one.rule("Kept", "enters retention", "tier A", "step 20 Ask how it goes @ Ada\ntag alumni", "");
    let undo = one.moved(client, Stage::Retention);
    assert_eq!(one.run(client), 0, "it is of no tier");
    one.tab.must(Command::SetFields { client, changes: vec![(Field::Tier, "a".to_owned())] });
    assert_eq!(one.run(client), 1);
    assert_eq!(one.told(client), ["Ask how it goes by 2026-11-30", "#alumni", "retention"]);
    let redo = one.tab.must(undo).undo.expect("a way on");
    assert_eq!(one.told(client), ["attraction"]);
    assert_eq!(one.run(client), 0, "what was taken back does not come back by itself");
    one.tab.must(redo);
    assert_eq!(one.told(client), ["Ask how it goes by 2026-11-30", "#alumni", "retention"]);

    // The run alone: what somebody has worked with stays.
    let record = one.tab.look(client);
    let run = rule::runs(record)[0].item;
    let step = rule::child_id(run, 0);
    let wish = Wish { kind: ActKind::Done, on: day("2026-11-02"), why: String::new(), value: String::new() };
    one.tab.must(Command::Act { client, item: step, wish });
    let redo = one.tab.must(Command::UndoRun { client, run, gone: true }).undo.expect("a way on");
    assert_eq!(one.told(client), ["Ask how it goes by 2026-11-30", "retention"]);
    assert_eq!(one.run(client), 0);
    one.tab.must(redo);
    assert_eq!(one.told(client), ["Ask how it goes by 2026-11-30", "#alumni", "retention"]);
}

#[test]
fn a_rule_lets_be_what_happened_before_its_first_day_and_moves_nobody_past_open_duties() {
    let mut one = Device::new(1);
    one.open("2026-11-23");
    let client = one.tab.add_client("Acme");
    let note = |direction, on: &str| Command::WriteNote {
        client,
        kind: NoteKind::Email,
        direction: Some(direction),
        happened: day(on),
        text: "Words".to_owned(),
    };
    one.tab.must(note(Direction::Out, "2026-11-02"));
    one.rule("Silent", "silent 5", "", "write nudge", "2026-11-24");
    let all = rule::all(one.tab.session.practice());
    let ground = Ground::of(one.tab.session.practice(), zone(), one.tab.now);
    let found = rule::found(&all[0], &one.tab.session.rows()[&client], &ground);
    // Monday the 2nd and five working days.
    assert_eq!(found.iter().map(|one| (one.on, rule::is_due(&all[0], one))).collect::<Vec<_>>(), [(day("2026-11-09"), false)]);
    assert_eq!(one.run(client), 0);
    one.tab.must(note(Direction::Out, "2026-11-23"));
    one.open("2026-11-30");
    assert_eq!(one.run(client), 1, "five working days after the new word");
    assert_eq!(one.told(client), ["write nudge", "attraction"]);

    let kept = Command::AddItem {
        client,
        kind: ItemKind::Promise,
        fields: vec![(F::Title, "The draft".to_owned()), (F::Side, Side::Ours.key().to_owned()), (F::Due, "2026-11-30".to_owned())],
    };
    one.tab.must(kept);
    one.moved(client, Stage::Onboarding);
    let duty = Planned {
        key: "ask".to_owned(),
        title: "Ask for the logins".to_owned(),
        detail: String::new(),
        owner: String::new(),
        after: After::WorkingDays(0),
    };
    one.tab.must(Command::SaveTemplate { scope: Scope::Duties(Stage::Onboarding), steps: Some(vec![duty]) });
    one.rule("Broken", "broken", "", "step 0 Say when it comes @\nmove delivery", "");
    assert_eq!(one.run(client), 0);
    one.open("2026-12-01");
    assert_eq!(one.run(client), 1);
    assert_eq!(one.told(client), ["Say when it comes by 2026-12-01", "write nudge", "onboarding", "duties"]);
    let record = one.tab.look(client);
    assert_eq!(rule::runs(record)[0].about, "The draft");
}

#[test]
fn a_reminder_needs_an_invoice_and_pieces_that_nobody_knows_are_refused() {
    let mut one = Device::new(1);
    one.open("2026-11-23");
    for (when, then) in [("quiet 10", "write reminder_1"), ("fly", "tag x"), ("quiet 10", "sing"), ("quiet 0", "tag x")] {
        let changes = vec![(F::Upon, when.to_owned()), (F::Then, then.to_owned())];
        let outcome = one.tab.ask(Command::SaveWays { ways: vec![Way { item: None, kind: ItemKind::Rule, changes, gone: false }] });
        let refused = matches!(outcome, Some(Err(book::session::Unable::Refused(Refusal::ItemInvalid { field: F::Then | F::Upon }))));
        assert!(refused, "{when}, {then}");
    }
}

#[test]
fn an_import_can_be_taken_out_though_rules_have_acted_on_it() {
    let mut one = Device::new(1);
    one.open("2026-11-23");
    one.rule("New here", "enters attraction", "", "step 1 Look them up @\ntag new", "");
    let listed = |name: &str| BroughtClient { fields: vec![(Field::Name, name.to_owned())], ..BroughtClient::default() };
    let brought = Brought { source: "clients.csv".to_owned(), clients: vec![listed("Acme"), listed("Bolt")], ..Brought::default() };
    let undo = one.tab.must(Command::Import { brought }).undo.expect("a way back");
    let clients: Vec<ClientId> = one.tab.session.rows().keys().copied().collect();
    assert_eq!(clients.iter().map(|client| one.run(*client)).collect::<Vec<_>>(), [1, 1]);
    // Of one of them somebody has taken the step up.
    let step = of_kind(&one.tab.look(clients[1]).items, ItemKind::Step)[0].0;
    let wish = Wish { kind: ActKind::Done, on: day("2026-11-23"), why: String::new(), value: String::new() };
    one.tab.must(Command::Act { client: clients[1], item: step, wish });
    assert!(matches!(one.tab.must(undo).done, Done::BatchUndone { gone: true, kept: 1, .. }));
    assert_eq!(clients.iter().map(|client| one.tab.session.rows()[client].removed).collect::<Vec<_>>(), [true, false]);
}
