//! From one device's append until the other two of its space have it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use wire::{Batch, ClientFrame, Item, RelayFrame};

use crate::Told;
use crate::figures::{Times, figure, says};
use crate::pairs::{self, Device};
use crate::plan::Plan;
use crate::program::{Place, Relay};
use crate::team::DEVICES;

/// When each change of a space was sent, by its counter.
type Sent = Arc<Mutex<BTreeMap<u64, Instant>>>;

/// How long the last ones may take.
const LAST: Duration = Duration::from_secs(20);

pub async fn measure(place: &Place, plan: &Plan) -> Told<()> {
    let every = Duration::from_millis(plan.fan_every_ms);
    says(&format!("fan-out, {} spaces of {DEVICES} devices, a change every {} ms in each", plan.fan_spaces, plan.fan_every_ms));
    let relay = Relay::fresh(place, "fan-out")?;
    pairs::found(relay.address, plan.fan_spaces).await?;
    let devices = pairs::enter(relay.address, 0..plan.fan_spaces * DEVICES as u32, plan.plain_bytes).await?;
    let rounds = plan.fan_seconds * 1000 / plan.fan_every_ms;
    let begins = Instant::now() + Duration::from_millis(200);
    let computed = relay.computed_s()?;
    let (mut authors, mut readers) = (Vec::new(), Vec::new());
    let mut devices = devices.into_iter();
    while let Some(author) = devices.next() {
        let sent = Sent::default();
        for reader in devices.by_ref().take(DEVICES - 1) {
            readers.push(tokio::spawn(read(reader, Arc::clone(&sent), rounds)));
        }
        // Spaces one after another, so that they are spread over the time between two changes of one.
        let first = begins + every * author.team / plan.fan_spaces.max(1);
        authors.push(tokio::spawn(append(author, sent, first, every, rounds)));
    }
    let mut times = Times::default();
    for author in authors {
        author.await.map_err(|error| error.to_string())??;
    }
    for reader in readers {
        let read = tokio::time::timeout(LAST, reader).await.map_err(|_| "A change did not reach everybody.")?;
        times.take_in(read.map_err(|error| error.to_string())??);
    }
    figure("fan_out.deliveries", times.count() as f64);
    figure("fan_out.cores", (relay.computed_s()? - computed) / begins.elapsed().as_secs_f64());
    times.tell("fan_out");
    Ok(())
}

async fn append(mut device: Device, sent: Sent, first: Instant, every: Duration, rounds: u64) -> Told<()> {
    let mut at = first;
    for _ in 0..rounds {
        tokio::time::sleep_until(at.into()).await;
        let change = device.author.next()?;
        let counter = change.header().counter;
        let changes = Batch::new(vec![change]).map_err(|error| format!("No batch: {error:?}"))?;
        sent.lock().unwrap_or_else(PoisonError::into_inner).insert(counter.0, Instant::now());
        device.line.say(&ClientFrame::Append { changes }).await?;
        while !matches!(device.line.hear().await?, RelayFrame::Ack { counter: acked, .. } if acked == counter) {}
        at += every;
    }
    // It stays until everybody has read.
    tokio::spawn(async move { device.line.hear().await });
    Ok(())
}

async fn read(mut device: Device, sent: Sent, rounds: u64) -> Told<Times> {
    let mut times = Times::default();
    while (times.count() as u64) < rounds {
        let RelayFrame::Push { items, .. } = device.line.hear().await? else { continue };
        let now = Instant::now();
        for item in items.as_slice() {
            let Item::Whole(change) = item else { continue };
            let asked = sent.lock().unwrap_or_else(PoisonError::into_inner).get(&change.header().counter.0).copied();
            times.add(now - asked.ok_or("A change that nobody sent.")?);
        }
    }
    Ok(times)
}
