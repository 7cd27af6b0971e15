//! How long reading and writing take. Not a promise, a measurement: `cargo test --release -p book speed -- --ignored --nocapture`.

use std::hint::black_box;
use std::time::Instant;

use domain::row::Row;

use super::*;
use crate::rowcode;

fn timed<T>(what: &str, times: u32, mut act: impl FnMut() -> T) {
    let begun = Instant::now();
    for _ in 0..times {
        black_box(act());
    }
    println!("{what}: {:?} each", begun.elapsed() / times);
}

#[test]
#[ignore = "a measurement"]
fn speed() {
    let facts = told::client_facts();
    let mut doc = blank(1);
    for (fact, at) in facts.iter().zip(1..) {
        write_client(&mut doc, fact, stamp(at)).expect("fact");
        commit(&mut doc, stamp(at), "Step");
    }
    let bytes = doc.save();
    println!("{} facts in {} changes, {} operations, {} bytes", facts.len(), doc.stats().num_changes, doc.stats().num_ops, bytes.len());
    timed("genesis", 200, genesis_client);
    timed("load", 200, || AutoCommit::load(&bytes).expect("loads"));
    timed("read", 500, || read_client(CLIENT, &doc));
    let (client, troubles) = read_client(CLIENT, &doc);
    timed("row", 500, || Row::of(&client, troubles.len() as u32));
    timed("write and commit all", 50, || {
        let mut doc = blank(1);
        for (fact, at) in facts.iter().zip(1..) {
            write_client(&mut doc, fact, stamp(at)).expect("fact");
            commit(&mut doc, stamp(at), "Step");
        }
    });
    timed("save", 200, || doc.save());
    let row = Row::of(&client, 0);
    let encoded = rowcode::encode(&row);
    println!("a row with {} documents: {} bytes", row.invoices.len(), encoded.len());
    timed("10,000 rows encoded", 5, || (0..10_000).map(|_| rowcode::encode(&row).len()).sum::<usize>());
    timed("10,000 rows decoded", 5, || (0..10_000).filter_map(|_| rowcode::decode(&encoded)).count());
}
