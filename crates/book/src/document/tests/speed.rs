//! How long reading and writing take. Not a promise, a measurement: `cargo test --release -p book speed -- --ignored --nocapture`.

use std::hint::black_box;
use std::time::Instant;

use domain::row::Row;

use super::*;
use crate::rowcode;

/// The fastest of so many: what the work costs when nobody else is at the machine.
fn timed<T>(what: &str, times: u32, mut act: impl FnMut() -> T) {
    let fastest = (0..times).map(|_| {
        let begun = Instant::now();
        black_box(act());
        begun.elapsed()
    });
    println!("{what}: {:?}", fastest.min().unwrap_or_default());
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
    timed("100 rows encoded", 500, || (0..100).map(|_| rowcode::encode(&row).len()).sum::<usize>());
    timed("100 rows decoded", 500, || (0..100).filter_map(|_| rowcode::decode(&encoded)).count());
}
