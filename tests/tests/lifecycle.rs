//! Templates, running checklists, duties and the map, played through the session over a storage in memory.

use book::session::Unable;
use domain::checklist::{After, Planned, Run, runs};
use domain::decide::Wish;
use domain::field::Field;
use domain::item::{ActKind, ItemField, List};
use domain::lifecycle::{Open, Scope};
use domain::time::Day;
use domain::working::Zone;
use domain::{ClientId, Command, Done, Refusal, Stage};
use throughline_tests::memory::Disk;
use throughline_tests::tab::Tab;

const ONBOARDING: Scope = Scope::List(List::Onboarding);

fn planned(key: &str, title: &str, days: u32) -> Planned {
    Planned {
        key: key.to_owned(),
        title: title.to_owned(),
        detail: String::new(),
        owner: "Mara".to_owned(),
        after: After::WorkingDays(days),
    }
}

fn begin(client: ClientId, version: u64, steps: Vec<Planned>) -> Command {
    let on = Day::parse("2026-11-20").expect("a day");
    Command::BeginList { client, list: List::Onboarding, on, version, steps, zone: Zone::default() }
}

fn run(tab: &mut Tab, client: ClientId) -> Run {
    runs(&tab.look(client).items, List::Onboarding).remove(0)
}

fn wish(kind: ActKind, why: &str) -> Wish {
    Wish { kind, on: Day::parse("2026-11-22").expect("a day"), why: why.to_owned(), value: String::new() }
}

#[test]
fn a_running_checklist_keeps_what_it_began_with_until_the_new_steps_are_added() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let first = vec![planned("welcome", "Welcome", 0), planned("kickoff", "Kickoff", 5)];
    let saved = tab.must(Command::SaveTemplate { scope: ONBOARDING, steps: Some(first.clone()) });
    tab.must(begin(acme, 1, first.clone()));
    let began = run(&mut tab, acme);
    let due: Vec<_> = began.steps.iter().map(|(_, step)| step.due().map(|day| day.to_string()).unwrap_or_default()).collect();
    assert_eq!(due, ["2026-11-20", "2026-11-27"]);
    assert_eq!((began.version, began.steps[0].1.get(ItemField::Owner)), (1, "Mara"));

    let second = vec![planned("welcome", "Say hello", 0), planned("kickoff", "Kickoff", 5), planned("", "A photo of everybody", 6)];
    tab.must(Command::SaveTemplate { scope: ONBOARDING, steps: Some(second) });
    let mut tab = Tab::open(&disk, 2);
    assert_eq!(run(&mut tab, acme), began, "nothing has changed for Acme");
    tab.give(book::session::Input::LookAtPractice);
    let practice = tab.session.practice().clone();
    let template = practice.template(ONBOARDING).expect("a template");
    assert_eq!((practice.template_version(ONBOARDING), template.len(), template[0].title.as_str()), (2, 3, "Say hello"));
    let lacks = began.lacks(&template);
    assert_eq!(lacks.iter().map(|step| step.title.as_str()).collect::<Vec<_>>(), ["A photo of everybody"]);
    let added = tab.must(begin(acme, 2, lacks));
    let grown = run(&mut tab, acme);
    assert_eq!((grown.version, grown.steps.len(), grown.lacks(&template).len()), (2, 3, 0));
    tab.must(added.undo.expect("a way back"));
    assert_eq!(run(&mut tab, acme), began);

    tab.must(saved.undo.expect("a way back to what is usual"));
    assert_eq!(tab.session.practice().template(ONBOARDING), None);
    assert_eq!(tab.session.practice().template_version(ONBOARDING), 3);
}

#[test]
fn leaving_with_open_steps_asks_why_and_logs_it() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    tab.must(Command::MoveClient { client: acme, to: Stage::Onboarding, why: String::new() });
    tab.must(begin(acme, 0, vec![planned("welcome", "Welcome", 0), planned("deposit", "Deposit", 3)]));
    let steps = run(&mut tab, acme).steps;
    tab.must(Command::Act { client: acme, item: steps[0].0, wish: wish(ActKind::Done, "") });
    let shown = tab.session.rows()[&acme].checklist.expect("a checklist");
    assert_eq!((shown.done, shown.all), (1, 2));

    let leave = |why: &str| Command::MoveClient { client: acme, to: Stage::Delivery, why: why.to_owned() };
    let open = vec![Open::Step("Deposit".to_owned())];
    let asked = Refusal::DutiesOpen { from: Stage::Onboarding, to: Stage::Delivery, open };
    assert_eq!(tab.ask(leave("  ")), Some(Err(Unable::Refused(asked))));
    let moved = tab.must(leave("They pay on Friday"));
    assert_eq!(tab.look(acme).path().last().expect("a move").1.why, "They pay on Friday");
    tab.must(moved.undo.expect("a way back"));
    assert_eq!(tab.session.rows()[&acme].stage, Stage::Onboarding);

    let waive = |why: &str| Command::Act { client: acme, item: steps[1].0, wish: wish(ActKind::Waived, why) };
    assert_eq!(tab.ask(waive(" ")), Some(Err(Unable::Refused(Refusal::ReasonMissing))));
    tab.must(waive("An old friend"));
    tab.must(leave(""));
}

#[test]
fn the_practice_says_its_own_duties_and_they_count_for_one_stay() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let scope = Scope::Duties(Stage::Attraction);
    tab.must(Command::SaveTemplate { scope, steps: Some(vec![planned("call", "Call once", 0)]) });
    let go = |to| Command::MoveClient { client: acme, to, why: String::new() };
    assert!(matches!(tab.ask(go(Stage::Delivery)), Some(Err(Unable::Refused(Refusal::DutiesOpen { .. })))));
    let done = tab.must(Command::DoDuty { client: acme, duty: "call".to_owned() });
    tab.must(done.undo.expect("a way back"));
    assert!(matches!(tab.ask(go(Stage::Delivery)), Some(Err(Unable::Refused(Refusal::DutiesOpen { .. })))));
    tab.must(Command::DoDuty { client: acme, duty: "call".to_owned() });
    tab.must(go(Stage::Delivery));
    tab.now.at.0 += 60_000;
    tab.must(go(Stage::Attraction));
    assert!(matches!(tab.ask(go(Stage::Delivery)), Some(Err(Unable::Refused(Refusal::DutiesOpen { .. })))), "a new stay, a new call");
    tab.must(Command::SaveTemplate { scope, steps: Some(Vec::new()) });
    assert!(tab.session.practice().duties(Stage::Attraction).is_empty());
    tab.must(go(Stage::Delivery));
}

#[test]
fn the_map_keeps_what_is_said_of_a_stage() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let set = |text: &str| Command::SetStage { stage: Stage::Delivery, changes: vec![(ItemField::Tools, text.to_owned())] };
    let saved = tab.must(set("Figma"));
    assert_eq!((tab.session.practice().cell(Stage::Delivery, ItemField::Tools), tab.session.practice().leaks()), ("Figma", 23));
    tab.must(saved.undo.expect("a way back"));
    assert_eq!(tab.session.practice().leaks(), 24);
    assert_eq!(tab.must(set("")).done, Done::Nothing);
}

#[test]
fn two_devices_fill_one_stage_apart_and_nothing_is_lost() {
    let disk = Disk::default();
    let (mut left, mut right) = (Tab::open(&disk, 1), Tab::open(&disk, 2));
    let set = |field, text: &str| Command::SetStage { stage: Stage::Delivery, changes: vec![(field, text.to_owned())] };
    left.must(set(ItemField::Tools, "Figma"));
    right.must(set(ItemField::Owner, "Mara"));
    left.hear();
    let practice = left.session.practice();
    assert_eq!((practice.cell(Stage::Delivery, ItemField::Tools), practice.cell(Stage::Delivery, ItemField::Owner)), ("Figma", "Mara"));
}

#[test]
fn the_door_stays_open_in_one_act_and_closes_again_in_one() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let today = tab.now.today;
    let month = today.plus_months(1).to_string();
    let steps = vec![Planned { after: After::Months(1), ..planned("check-in", "Check in", 0) }];
    let commands = vec![
        Command::MoveClient { client: acme, to: Stage::Retention, why: String::new() },
        Command::SetFields { client: acme, changes: vec![(Field::NextStep, "Check in".to_owned()), (Field::NextDay, month)] },
        Command::BeginList { client: acme, list: List::Retention, on: today, version: 0, steps, zone: Zone::default() },
    ];
    let kept = tab.must(Command::Together { client: acme, commands });
    assert!(matches!(kept.done, Done::Moved { to: Stage::Retention, .. }));
    let row = tab.session.rows()[&acme].clone();
    assert_eq!(
        (row.stage, row.next_day, row.checklist.map(|one| one.due)),
        (Stage::Retention, Day::new(2026, 12, 22), Some(Day::new(2026, 12, 22)))
    );
    tab.must(kept.undo.expect("a way back"));
    let row = tab.session.rows()[&acme].clone();
    assert_eq!((row.stage, row.next_day, row.checklist), (Stage::Attraction, None, None));
}
