//! How long a large import and its undo hold the session, task by task. Usage: `intake INVOICES CLIENTS`; the last line counts what is
//! there at the end.

use std::collections::VecDeque;
use std::error::Error;
use std::time::{Duration, Instant};

use book::session::{Answer, Effect, Input, Session};
use domain::content::{Quantity, UnitPrice};
use domain::field::Field;
use domain::intake::{Brought, BroughtClient, BroughtInvoice, BroughtLine, BroughtState};
use domain::money::{Currency, Money};
use domain::row::Rows;
use domain::time::Day;
use domain::{AuthorId, Command, Id};
use rust_decimal::Decimal;
use throughline_tests::memory::Disk;
use throughline_tests::tab::noon;

fn file(invoices: u32, clients: u32) -> Result<Brought, Box<dyn Error>> {
    let name = |number: u32| format!("Client {number} Ltd");
    let first = Day::new(2020, 1, 1).ok_or("a day")?;
    let mut brought = Brought { source: "ledger.csv".to_owned(), ..Brought::default() };
    for number in 0..clients {
        let fields = vec![(Field::Name, name(number)), (Field::City, "Vienna".to_owned())];
        brought.clients.push(BroughtClient { row: number + 2, fields, ..BroughtClient::default() });
    }
    for number in 0..invoices {
        let amount = Decimal::from(100 + number % 900);
        let total = Money::exact(amount, Currency::EUR).map_err(|error| format!("{error:?}"))?;
        let line = BroughtLine {
            description: format!("Work, part {number}"),
            quantity: Quantity::ONE,
            unit: String::new(),
            price: UnitPrice::new(amount).map_err(|error| format!("{error:?}"))?,
            tax: None,
        };
        let dated = first.plus_days(i64::from(number / 10));
        brought.invoices.push(BroughtInvoice {
            row: number + 2,
            client_name: name(number % clients),
            client_email: String::new(),
            number: format!("A-{number}"),
            currency: Currency::EUR,
            dated,
            due: Some(dated.plus_days(14)),
            state: BroughtState::Issued,
            lines: vec![line],
            discount: None,
            tax_name: String::new(),
            prices_include_tax: false,
            reference: String::new(),
            note: String::new(),
            total,
            paid: total,
            paid_on: Some(dated),
        });
    }
    Ok(brought)
}

/// Performs until nothing is left to do; gives the time of every task, longest first, and the last answer.
fn play(session: &mut Session, disk: &Disk, input: Input) -> (Vec<Duration>, Option<Answer>) {
    let (mut tasks, mut inputs, mut last) = (Vec::new(), VecDeque::from([input]), None);
    while let Some(input) = inputs.pop_front() {
        let begun = Instant::now();
        let output = session.handle(noon(), input);
        tasks.push(begun.elapsed());
        last = output.answers.into_iter().last().or(last);
        inputs.extend(output.effects.into_iter().filter_map(|effect| match effect {
            Effect::Load(docs) => Some(Input::Loaded(disk.load(&docs))),
            Effect::ReadOn { after } => {
                let news = disk.read_on(after);
                Some(Input::ReadOn { chunks: news.chunks, rows: news.rows })
            }
            Effect::Write(batch) => Some(disk.write(&batch).map_or_else(Input::NotWritten, |()| Input::Written)),
            Effect::Rest => Some(Input::Rested),
            Effect::LoadTexts(_) | Effect::Nudge => None,
        }));
    }
    tasks.sort_unstable_by(|one, other| other.cmp(one));
    (tasks, last)
}

fn report(what: &str, tasks: &[Duration]) {
    let all: Duration = tasks.iter().sum();
    let at = |share: usize| tasks.get(tasks.len() * share / 100).copied().unwrap_or_default().as_millis();
    println!(
        "{what}: {} ms in {} tasks; longest {} ms, of a hundred the second {} ms, median {} ms",
        all.as_millis(),
        tasks.len(),
        at(0),
        at(1),
        at(50)
    );
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<u32> = std::env::args().skip(1).map(|arg| arg.parse()).collect::<Result<_, _>>()?;
    let [invoices, clients] = args[..] else { return Err("usage: intake INVOICES CLIENTS".into()) };
    let disk = Disk::default();
    let mut session = Session::new([1; 32], AuthorId(Id::from_bytes([1; 16])));
    play(&mut session, &disk, Input::Started { rows: Rows::new(), end: 0 });
    let brought = file(invoices, clients)?;
    let begun = Instant::now();
    let survey = domain::decide::survey(session.practice(), session.rows(), &brought);
    println!("counted beforehand: {} ms, {:?}", begun.elapsed().as_millis(), survey.tally);
    let (tasks, answer) = play(&mut session, &disk, Input::Command(1, Command::Import { brought }));
    report("brought in", &tasks);
    let mut again = Session::new([2; 32], AuthorId(Id::from_bytes([1; 16])));
    report("the practice opened again", &play(&mut again, &disk, Input::LookAtPractice).0);
    let undo = match answer.map(|answer| answer.outcome) {
        Some(Ok(success)) => success.undo.ok_or("no way back")?,
        other => return Err(format!("not brought in: {other:?}").into()),
    };
    let (tasks, _) = play(&mut session, &disk, Input::Command(2, undo));
    report("taken out", &tasks);
    let left = session.rows().values().filter(|row| !row.removed).count();
    println!("{left} clients left, {} numbers, {} chunks", session.practice().numbers.len(), disk.chunks().len());
    Ok(())
}
