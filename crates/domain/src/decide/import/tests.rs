use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::sorting::Counting;
use super::*;
use crate::content::{Quantity, UnitPrice};
use crate::decide::Course;
use crate::field::Field;
use crate::intake::{BroughtClient, BroughtInvoice, BroughtLine, BroughtState};
use crate::money::{Currency, Money};
use crate::time::{Day, Moment};

const NOW: Now = Now { at: Moment(1_795_348_800_000), today: Day::FIRST };

fn email(number: u8) -> String {
    if number == 0 { String::new() } else { format!("c{number}@example.org") }
}

fn client(row: u32, name: u8, address: u8) -> BroughtClient {
    let fields = vec![(Field::Name, format!("Client {name}")), (Field::Email, email(address))];
    BroughtClient { row, fields, ..BroughtClient::default() }
}

fn invoice(row: u32, name: u8, address: u8, number: u8, state: BroughtState) -> BroughtInvoice {
    let total = Money::exact(Decimal::from(number), Currency::EUR).expect("an amount");
    let line = BroughtLine {
        description: "Work".to_owned(),
        quantity: Quantity::ONE,
        unit: String::new(),
        price: UnitPrice::new(total.amount()).expect("a price"),
        tax: None,
    };
    BroughtInvoice {
        row,
        client_name: format!("Client {name}"),
        client_email: email(address),
        number: format!("A-{number}"),
        currency: Currency::EUR,
        dated: Day::FIRST,
        due: None,
        state,
        lines: vec![line],
        discount: None,
        tax_name: String::new(),
        prices_include_tax: false,
        reference: String::new(),
        note: String::new(),
        total,
        paid: total,
        paid_on: None,
    }
}

fn files() -> impl Strategy<Value = Brought> {
    let states = prop_oneof![Just(BroughtState::Draft), Just(BroughtState::Issued), Just(BroughtState::Void)];
    let clients = prop::collection::vec((0..6u8, 0..4u8), 0..12);
    let invoices = prop::collection::vec((0..8u8, 0..4u8, 1..40u8, states), 0..40);
    (clients, invoices).prop_map(|(clients, invoices)| Brought {
        source: "ledger.csv".to_owned(),
        clients: (2..).zip(clients).map(|(row, (name, address))| client(row, name, address)).collect(),
        invoices: (2..).zip(invoices).map(|(row, (name, address, number, state))| invoice(row, name, address, number, state)).collect(),
    })
}

/// All that follows from a file: what is written of the clients, which numbers are taken, whom the batch names, and how it ended.
#[derive(Debug, Default, PartialEq)]
struct Told {
    clients: Vec<Fact>,
    numbers: Vec<PracticeFact>,
    listed: BTreeSet<ClientId>,
    slices: usize,
    ending: Option<Result<Done, Refusal>>,
}

/// Takes a file in at a pace; of every so many slices one is not written and taken again.
fn take_in(brought: &Brought, pace: Pace, fails: usize) -> Told {
    let (practice, rows, clients) = (Practice::default(), Rows::new(), BTreeMap::new());
    let world = World { practice: &practice, rows: &rows, clients: &clients, device: crate::client::Stamp::UNWRITTEN.by };
    let mut fresh = Counting(0);
    let mut course = Course::import(brought.clone(), &mut fresh);
    let (mut told, mut tries) = (Told::default(), 0);
    loop {
        let before = Counting(fresh.0);
        match course.step(world, pace, false, NOW, &mut fresh) {
            Step::Rest => {}
            Step::Write(facts) => {
                tries += 1;
                if tries % fails == 0 {
                    fresh = before;
                    continue;
                }
                course.written();
                told.slices += 1;
                for fact in facts {
                    match fact {
                        Fact::Client(..) => told.clients.push(fact),
                        Fact::Practice(PracticeFact::BatchBegun { batch, .. }) => {
                            assert_eq!(told.slices, 1, "it begins with its first slice");
                            told.listed.extend(batch.clients);
                        }
                        Fact::Practice(PracticeFact::BatchGrown { clients, .. }) => {
                            assert!(told.listed.is_disjoint(&clients), "nobody is named twice");
                            told.listed.extend(clients);
                        }
                        Fact::Practice(fact) => told.numbers.push(fact),
                    }
                }
            }
            Step::Over(ending) => {
                told.ending = Some((*ending).map(|ending| ending.done));
                return told;
            }
        }
    }
}

proptest! {
    #[test]
    fn an_import_in_slices_is_the_import_in_one(
        brought in files(),
        looked_at in 1..9usize,
        written in 1..9usize,
        fails in 2..5usize,
    ) {
        let whole = take_in(&brought, Pace::WHOLE, usize::MAX);
        let sliced = take_in(&brought, Pace { looked_at, written }, fails);
        prop_assert!(whole.slices <= 1);
        let touched: BTreeSet<ClientId> = whole.clients.iter().filter_map(|fact| match fact {
            Fact::Client(id, _) => Some(*id),
            Fact::Practice(_) => None,
        }).collect();
        prop_assert_eq!(&whole.listed, &touched);
        let (practice, rows) = (Practice::default(), Rows::new());
        let counted = survey(&practice, &rows, &brought).tally;
        if let Some(Ok(Done::Imported { tally, left, .. })) = &sliced.ending {
            prop_assert_eq!((*tally, *left), (counted, 0));
        }
        prop_assert_eq!(Told { slices: 0, ..sliced }, Told { slices: 0, ..whole });
    }
}
