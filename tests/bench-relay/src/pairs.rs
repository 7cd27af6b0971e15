//! A number of spaces at a relay, and their devices entered.

use std::net::SocketAddr;

use tokio::task::JoinSet;

use crate::Told;
use crate::line::Line;
use crate::team::{Author, DEVICES, Team, key};

/// So many dial at a time: fewer than a relay lets stand half open.
const AT_ONCE: usize = 64;

/// A device that has entered, and what it appends next.
pub struct Device {
    pub team: u32,
    pub line: Line,
    pub author: Author,
}

pub async fn found(relay: SocketAddr, spaces: u32) -> Told<()> {
    let mut founding = JoinSet::new();
    for number in 0..spaces {
        if founding.len() >= AT_ONCE {
            done(founding.join_next().await)?;
        }
        founding.spawn(async move { Line::found(relay, number, &Team::new(number)?).await });
    }
    while let Some(founded) = founding.join_next().await {
        done(Some(founded))?;
    }
    Ok(())
}

/// Devices of spaces that are there, the first ones of each space first.
pub async fn enter(relay: SocketAddr, devices: std::ops::Range<u32>, plain_bytes: usize) -> Told<Vec<Device>> {
    let mut entering = JoinSet::new();
    let mut entered = Vec::new();
    for number in devices {
        if entering.len() >= AT_ONCE {
            entered.extend(done(entering.join_next().await)?);
        }
        entering.spawn(async move {
            let (team, device) = (number / DEVICES as u32, number as usize % DEVICES);
            let (team, key) = (Team::new(team)?, key(team, device));
            let line = Line::enter(relay, 0x0010_0000 + number, &team, &key).await?;
            Ok(Device { team: team.number, line, author: Author::new(team.space, key, plain_bytes) })
        });
    }
    while let Some(device) = entering.join_next().await {
        entered.extend(done(Some(device))?);
    }
    entered.sort_by_key(|device| device.team);
    Ok(entered)
}

type Joined<T> = Option<Result<Told<T>, tokio::task::JoinError>>;

fn done<T>(joined: Joined<T>) -> Told<Option<T>> {
    joined.transpose().map_err(|error| error.to_string())?.transpose()
}
