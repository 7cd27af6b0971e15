//! How long documents take, natively: `cargo run --profile tool -p throughline-tests --bin documents -- FILE`, with a file that the program
//! `practice` wrote. A measurement, never a test: machines are busy.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use book::chunk::{Chunk, DocKey, unsealed};
use book::document;
use book::rowcode;
use book::session::pack;
use domain::row::Row;
use domain::{ClientId, Id};

/// Says the fastest of so many: what the work costs when nobody else is at the machine.
fn timed<T>(what: &str, times: u32, mut act: impl FnMut() -> T) {
    let fastest = (0..times).map(|_| {
        let begun = Instant::now();
        black_box(act());
        begun.elapsed()
    });
    println!("{what:>28}: {:?}", fastest.min().unwrap_or_default());
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: documents FILE")?;
    let file = std::fs::read(path)?;
    let mut rest = file.get(4..).ok_or("no practice")?;
    let mut part = |length: usize| -> Result<&[u8], Box<dyn Error>> {
        let (part, after) = rest.split_at_checked(length).ok_or("the file ends too soon")?;
        rest = after;
        Ok(part)
    };
    let id: Id = std::str::from_utf8(part(36)?)?.parse().map_err(|_| "no id")?;
    let length = u32::from_le_bytes(part(4)?.try_into()?);
    let sealed = part(usize::try_from(length)?)?.to_vec();
    let (id, chunk) = (ClientId(id), Chunk { place: 1, doc: DocKey::Client(ClientId(id)), bytes: sealed });
    let bytes = unsealed(&chunk.bytes).ok_or("a broken seal")?;
    println!("{} bytes", bytes.len());
    timed("genesis", 200, document::genesis_client);
    timed("load, read and save", 20, || pack(std::slice::from_ref(&chunk)));
    let load = || {
        let mut doc = document::genesis_client();
        doc.load_incremental(bytes).map(|_| doc)
    };
    timed("load", 20, load);
    let doc = load().map_err(|error| error.to_string())?;
    timed("read", 20, || document::read_client(id, &doc));
    let record = document::read_client(id, &doc).0;
    timed("passages", 20, || domain::find::passages(&record));
    let client = pack(std::slice::from_ref(&chunk)).client.ok_or("no client")?;
    timed("row", 500, || Row::of(&client, 0));
    let row = Row::of(&client, 0);
    let encoded = rowcode::encode(&row);
    println!("a row of {} documents, {} bytes, of {id}", row.invoices.len(), encoded.len());
    timed("100 rows encoded", 500, || (0..100).map(|_| rowcode::encode(&row).len()).sum::<usize>());
    timed("100 rows decoded", 500, || (0..100).filter_map(|_| rowcode::decode(&encoded)).count());
    Ok(())
}
