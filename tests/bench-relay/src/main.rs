//! Devices in numbers, at a real relay over real sockets: `bench-relay RELAY FOLDER RECORDS NAME=NUMBER …`, as `cargo xtask bench --relay`
//! calls it. It prints one line for each figure; whoever called it makes a table of them.
//!
//! ```text
//! plan      how many of what
//! program   the relay as a process of its own: started, watched, ended
//! team      spaces and their members, with keys of their own
//! line      one device's connection
//! pairs     a space's devices, entered
//! appends   changes a second, and how long each waits for its acknowledgement
//! fan_out   from one device's append until the others have it
//! idle      what a connection costs that says nothing
//! host      a client's engine with a storage in memory, over a real socket
//! join      a new device and ten thousand records
//! edits     what a change weighs, sealed and not
//! ```
//!
//! The devices of `appends`, `fan_out` and `idle` speak the wire's frames themselves. Their ciphertexts are as long as real ones and made of
//! nothing, which a relay cannot tell: it verifies the signatures, which are real. `join` and `edits` seal and open.

mod appends;
mod edits;
mod fan_out;
mod figures;
mod host;
mod idle;
mod join;
mod line;
mod pairs;
mod plan;
mod program;
mod team;

use std::path::PathBuf;
use std::process::ExitCode;

use plan::Plan;
use program::Place;

/// What went wrong, in a sentence.
type Told<T> = Result<T, String>;

#[tokio::main]
async fn main() -> ExitCode {
    match measure(std::env::args().skip(1).collect()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(mut words: Vec<String>) -> Told<()> {
    if words.len() < 3 {
        return Err("usage: bench-relay RELAY FOLDER RECORDS NAME=NUMBER …".to_owned());
    }
    let mut paths = words.drain(..3).map(PathBuf::from);
    let mut path = || paths.next().unwrap_or_default();
    let (relay, folder, records) = (path(), path(), path());
    drop(paths);
    let plan = Plan::read(&words)?;
    let place = Place { relay, folder };
    edits::measure(&plan)?;
    for in_flight in plan.in_flight {
        appends::measure(&place, &plan, in_flight, in_flight).await?;
    }
    appends::measure(&place, &plan, plan.in_flight[1], 1).await?;
    fan_out::measure(&place, &plan).await?;
    idle::measure(&place, &plan).await?;
    join::measure(&place, &plan, &records).await
}
