//! Changes a second that are acknowledged after they were synced. Each device has so many changes unacknowledged, in one frame, as the app
//! sends them: sealed each for itself, as changes of so many documents are, or in one envelope, as those are that one document had meanwhile.
//! When they are acknowledged the next ones follow. The others of its space have them pushed meanwhile.

use std::time::{Duration, Instant};

use wire::{Batch, ClientFrame, RelayFrame};

use crate::Told;
use crate::figures::{Times, figure, says};
use crate::pairs::{self, Device};
use crate::plan::Plan;
use crate::program::{Place, Relay};
use crate::team::DEVICES;

const WARM_UP: Duration = Duration::from_secs(2);

#[derive(Default)]
struct Counted {
    changes: u64,
    times: Times,
    /// Over the sockets, both ways.
    bytes: u64,
    all_changes: u64,
}

/// So many changes in flight, in so many envelopes.
pub async fn measure(place: &Place, plan: &Plan, in_flight: usize, envelopes: usize) -> Told<()> {
    says(&format!("appends, {in_flight} in flight, {envelopes} sealed, {} spaces of {DEVICES} devices", plan.spaces));
    let relay = Relay::fresh(place, "appends")?;
    pairs::found(relay.address, plan.spaces).await?;
    let devices = pairs::enter(relay.address, 0..plan.spaces * DEVICES as u32, plan.plain_bytes * in_flight / envelopes).await?;
    let from = Instant::now() + WARM_UP;
    let until = from + Duration::from_secs(plan.seconds);
    let tasks: Vec<_> = devices.into_iter().map(|device| tokio::spawn(append(device, in_flight, envelopes, from, until))).collect();
    tokio::time::sleep_until(from.into()).await;
    let computed = relay.computed_s()?;
    tokio::time::sleep_until(until.into()).await;
    let computed = relay.computed_s()? - computed;
    let mut sum = Counted::default();
    for task in tasks {
        let counted = task.await.map_err(|error| error.to_string())??;
        sum.changes += counted.changes;
        sum.bytes += counted.bytes;
        sum.all_changes += counted.all_changes;
        sum.times.take_in(counted.times);
    }
    let name = format!("appends.{in_flight}{}", if envelopes < in_flight { "_of_one_document" } else { "" });
    let seconds = plan.seconds as f64;
    figure(&format!("{name}.per_second"), sum.changes as f64 / seconds);
    figure(&format!("{name}.cores"), computed / seconds);
    figure(&format!("{name}.bytes_per_change"), sum.bytes as f64 / sum.all_changes.max(1) as f64);
    sum.times.tell(&name);
    Ok(())
}

async fn append(mut device: Device, in_flight: usize, envelopes: usize, from: Instant, until: Instant) -> Told<Counted> {
    let mut counted = Counted::default();
    while Instant::now() < until {
        let changes = (0..envelopes).map(|_| device.author.next()).collect::<Told<Vec<_>>>()?;
        let last = changes.last().map(|change| change.header().counter);
        let changes = Batch::new(changes).map_err(|error| format!("No batch: {error:?}"))?;
        let asked = Instant::now();
        device.line.say(&ClientFrame::Append { changes }).await?;
        loop {
            if let RelayFrame::Ack { counter, at } = device.line.hear().await?
                && Some(counter) == last
            {
                device.author.seen = at;
                break;
            }
        }
        let now = Instant::now();
        if (from..until).contains(&now) {
            counted.changes += in_flight as u64;
            counted.times.add(now - asked);
        }
        counted.all_changes += in_flight as u64;
    }
    counted.bytes = device.line.sent + device.line.heard;
    Ok(counted)
}
