//! A new device enters by an invite, and gets a practice of so many records: once by the log, where each record came as one change, and once
//! by a snapshot, after the log was deleted. From dialling until everything was delivered and the engine says that it is in step.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use sync::{Dice, DocName, Home, InviteSeed, Secret, Status};
use wire::Origin;

use crate::Told;
use crate::figures::{figure, says};
use crate::host::Host;
use crate::plan::Plan;
use crate::program::{Place, Relay};
use crate::team::now_ms;

const SNAPSHOT_COMMIT: u8 = 0x08;
const ACKED: u8 = 0x0b;
/// A relay asks for a snapshot after so many changes.
const HINT_EVERY: usize = 2_000;

pub async fn measure(place: &Place, plan: &Plan, records: &Path) -> Told<()> {
    says(&format!("a cold join, {} records", plan.records));
    let docs = named(&read(records)?, plan.records)?;
    let plain: usize = docs.values().map(Vec::len).sum();
    let relay = Relay::fresh(place, "join")?;
    let origin = Origin::parse(&format!("ws://{}", relay.address)).ok_or("No origin.")?;
    let mut dice = Dice::new(Secret::new([9; 32]));
    let founded = Home::found(Some(origin.clone()), now_ms(), &mut dice).map_err(|error| format!("No space: {error:?}"))?;
    let space = founded.phrase.space();

    let begun = Instant::now();
    let mut first = Host::new(founded.records, docs, relay.address, 1, dice.secret())?;
    first.run_until(|host| host.status == Status::InStep).await?;
    figure("join.upload_s", begun.elapsed().as_secs_f64());
    let by_log = first.invite(InviteSeed::new(space, dice.secret()), origin.clone()).await?;
    let by_snapshot = first.invite(InviteSeed::new(space, dice.secret()), origin).await?;
    let has_snapshot = plan.records >= HINT_EVERY;
    if has_snapshot {
        // Hints wait up to fifteen seconds for somebody else to be faster; the one that counts is the last.
        let snapshots = plan.records / HINT_EVERY;
        let quiet = Instant::now();
        let waits = |host: &Host| {
            host.has_said(SNAPSHOT_COMMIT) >= snapshots || (host.has_said(SNAPSHOT_COMMIT) > 0 && quiet.elapsed().as_secs() > 20)
        };
        first.run_until(|host| waits(host) && host.status == Status::InStep).await?;
    }

    let mut second = join(Home::join(&by_log, &mut dice), &relay, 2, dice.secret(), plan, "join.log", plain).await?;
    figure("join.log.by_snapshot", second.by_snapshot as f64);
    if has_snapshot {
        // It found everything in the snapshot, and the log before it goes.
        second.run_until(|host| host.has_said(ACKED) > 0).await?;
        let third = join(Home::join(&by_snapshot, &mut dice), &relay, 3, dice.secret(), plan, "join.snapshot", plain).await?;
        figure("join.snapshot.by_snapshot", third.by_snapshot as f64);
    }
    Ok(())
}

async fn join(records: sync::Records, relay: &Relay, from: u32, seed: Secret, plan: &Plan, name: &str, plain: usize) -> Told<Host> {
    let begun = Instant::now();
    let mut host = Host::new(records, BTreeMap::new(), relay.address, from, seed)?;
    host.run_until(|host| host.documents() == plan.records && host.status == Status::InStep).await?;
    figure(&format!("{name}.s"), begun.elapsed().as_secs_f64());
    figure(&format!("{name}.mib"), host.bytes() as f64 / f64::from(1 << 20));
    figure(&format!("{name}.factor"), host.bytes() as f64 / plain as f64);
    Ok(host)
}

/// The documents of a file that the program `practice` wrote.
fn read(path: &Path) -> Told<Vec<Vec<u8>>> {
    const NAME: usize = 36;
    const CHECKSUM: usize = 8;
    let file = std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
    let ends = || format!("{} ends too soon.", path.display());
    let mut rest = file.as_slice();
    let mut take = |length: usize| {
        let (part, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(part)
    };
    let number = |bytes: &[u8]| bytes.try_into().ok().map(u32::from_le_bytes).and_then(|number| usize::try_from(number).ok());
    let count = take(4).and_then(number).ok_or_else(ends)?;
    let mut docs = Vec::new();
    for _ in 0..count {
        take(NAME).ok_or_else(ends)?;
        for part in 0..3 {
            let length = take(4).and_then(number).ok_or_else(ends)?;
            let bytes = take(length).ok_or_else(ends)?;
            if part == 0 {
                docs.push(bytes.get(..length.saturating_sub(CHECKSUM)).ok_or_else(ends)?.to_vec());
            }
        }
    }
    Ok(docs)
}

/// So many documents with names of their own; the file has fewer, which come again.
fn named(docs: &[Vec<u8>], count: usize) -> Told<BTreeMap<DocName, Vec<u8>>> {
    let named = |(at, doc): (usize, &Vec<u8>)| Some((DocName::new(&format!("00000000-0000-4000-8000-{at:012}"))?, doc.clone()));
    let named: Option<BTreeMap<_, _>> = (0..count).zip(docs.iter().cycle()).map(named).collect();
    named.filter(|named| named.len() == count).ok_or("There are too few records.".to_owned())
}
