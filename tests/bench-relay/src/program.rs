//! The relay as a process of its own.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::Told;

/// Where the program is, and where it may leave files.
#[derive(Clone, Debug)]
pub struct Place {
    pub relay: PathBuf,
    pub folder: PathBuf,
}

/// What the relay is told beyond its defaults: every device here comes from one machine, which a proxy's header divides into addresses, and
/// works faster than any person.
const FLAGS: [&str; 6] = [
    "--behind-proxy",
    "--log-level=warn",
    "--appends-per-minute=60000000",
    "--space-mib=4096",
    "--connections=100000",
    "--connections-per-address=1000",
];

/// It is ended when this is dropped.
#[derive(Debug)]
pub struct Relay {
    child: Child,
    pub address: SocketAddr,
}

impl Relay {
    /// One that nothing was ever written to.
    pub fn fresh(place: &Place, name: &str) -> Told<Self> {
        let store = place.folder.join(format!("{name}.redb"));
        if store.exists() {
            fs::remove_file(&store).map_err(|error| format!("{} cannot be removed: {error}.", store.display()))?;
        }
        Self::on(place, name)
    }

    /// One on the file that the last of this name left.
    pub fn on(place: &Place, name: &str) -> Told<Self> {
        let address = free_address().map_err(|error| format!("There is no free port: {error}."))?;
        let trouble = |error: std::io::Error| format!("{} cannot be started: {error}.", place.relay.display());
        let log = fs::File::create(place.folder.join(format!("{name}.log"))).map_err(trouble)?;
        let mut command = Command::new(&place.relay);
        command.arg("--listen").arg(address.to_string()).arg("--store").arg(place.folder.join(format!("{name}.redb"))).args(FLAGS);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().map_err(trouble)?;
        let relay = Self { child, address };
        for _ in 0..500 {
            if TcpStream::connect(address).is_ok() {
                return Ok(relay);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(format!("The relay does not answer; its words are in {}.", place.folder.join(format!("{name}.log")).display()))
    }

    /// What of it is in memory, in KiB.
    pub fn memory_kib(&self) -> Told<f64> {
        let status = self.about("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.trim().trim_end_matches("kB").trim().parse().map_err(|_| "The relay's memory cannot be read.".to_owned())
    }

    /// Seconds that it has computed for, on all cores.
    pub fn computed_s(&self) -> Told<f64> {
        let text = self.about("stat")?;
        let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
        // The 14th and the 15th field, of which the first two end at the bracket; a hundred ticks a second on every Linux.
        Ok((ticks(11) + ticks(12)) / 100.0)
    }

    fn about(&self, what: &str) -> Told<String> {
        let path = Path::new("/proc").join(self.child.id().to_string()).join(what);
        fs::read_to_string(&path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}
