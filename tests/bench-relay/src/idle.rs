//! What a connection costs that says nothing. The spaces were made before and the relay was started anew, so that it begins with nothing in
//! memory; every device enters and reads its log to the end, and then it is quiet.

use std::time::Duration;

use crate::Told;
use crate::figures::{figure, says};
use crate::pairs;
use crate::plan::Plan;
use crate::program::{Place, Relay};
use crate::team::DEVICES;

const QUIET: Duration = Duration::from_secs(3);

pub async fn measure(place: &Place, plan: &Plan) -> Told<()> {
    let sockets = plan.idle_sockets;
    says(&format!("{sockets} idle sockets in spaces of {DEVICES} devices"));
    let spaces = sockets.div_ceil(DEVICES as u32);
    let before = Relay::fresh(place, "idle")?;
    pairs::found(before.address, spaces).await?;
    drop(before);
    let relay = Relay::on(place, "idle")?;
    tokio::time::sleep(QUIET).await;
    let nobody = relay.memory_kib()?;
    let half = sockets / 2;
    let first = pairs::enter(relay.address, 0..half, plan.plain_bytes).await?;
    tokio::time::sleep(QUIET).await;
    let halfway = relay.memory_kib()?;
    let rest = pairs::enter(relay.address, half..sockets, plan.plain_bytes).await?;
    tokio::time::sleep(QUIET).await;
    let everybody = relay.memory_kib()?;
    figure("idle.mib_with_nobody", nobody / 1024.0);
    figure("idle.mib_per_1000", (everybody - nobody) / 1024.0 / f64::from(sockets) * 1000.0);
    figure("idle.mib_per_1000_of_the_second_half", (everybody - halfway) / 1024.0 / f64::from(sockets - half) * 1000.0);
    drop((first, rest));
    Ok(())
}
