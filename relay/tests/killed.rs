//! The relay as a process, killed in the middle of its work: whatever it acknowledged is there when it starts again.

#[path = "../../crates/wire/tests/cast/mod.rs"]
mod cast;
mod people;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use people::socket::Caller;
use people::{Author, append, create, open, team};
use wire::{Envelope, Item, RelayFrame, Seen};

/// Set to a number to kill as often; a hundred times take about a minute.
const KILLS: &str = "THROUGHLINE_KILLS";

struct Process {
    child: Child,
    url: String,
    log: Arc<Mutex<String>>,
}

impl Process {
    /// Always at the same address, which clients sign.
    fn start(store: &Path, port: u16) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_throughline-relay"))
            .args(["--listen", &format!("127.0.0.1:{port}"), "--appends-per-minute", "1000000", "--log-level", "debug", "--store"])
            .arg(store)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the relay");
        let mut lines = BufReader::new(child.stderr.take().expect("its log")).lines();
        let url = loop {
            let line = lines.next().expect("it starts").expect("a line");
            if let Some((_, rest)) = line.split_once("listens=") {
                break format!("ws://{}", rest.split_whitespace().next().expect("an address"));
            }
        };
        let log = Arc::new(Mutex::new(String::new()));
        std::thread::spawn({
            let log = Arc::clone(&log);
            move || lines.map_while(Result::ok).for_each(|line| *log.lock().expect("the log") += &(line + "\n"))
        });
        Self { child, url, log }
    }

    fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port()
}

async fn whole_log(url: &str) -> Vec<Item> {
    let mut reader = Caller::entered(url, "dan").await;
    reader.say(&open(Seen::START)).await;
    let mut items = Vec::new();
    loop {
        match reader.hear().await.expect("the log") {
            RelayFrame::Push { first, items: more } => {
                assert_eq!(first.0, items.len() as u64 + 1, "no gap");
                items.extend(more.into_vec());
            }
            RelayFrame::CaughtUp { .. } => return items,
            other => panic!("{other:?}"),
        }
    }
}

/// Appends until the relay is gone. Returns the last counter that was acknowledged.
async fn append_until_gone(url: String, mut author: Author, from: Vec<Envelope>) -> (Author, Vec<Envelope>, u64) {
    let mut changes = from;
    let Ok(mut caller) = tokio::time::timeout(Duration::from_secs(10), Caller::dial(&url)).await.expect("an answer") else {
        return (author, changes, 0);
    };
    // What the relay says to have of it is a promise too.
    let Some(mut acknowledged) = enter(&mut caller, author.name).await else { return (author, changes, 0) };
    let mut waiting = changes.len() as u64 > acknowledged;
    loop {
        if !waiting {
            let count = 1 + changes.len() % 4;
            changes.extend(author.says_many(count));
        }
        waiting = false;
        let unacknowledged = &changes[acknowledged as usize..];
        assert!(unacknowledged.len() < 250, "no more than a relay recognises");
        if !caller.say(&append(unacknowledged)).await {
            break;
        }
        let mut said = caller.hear().await;
        while let Some(RelayFrame::CompactHint { .. }) = said {
            said = caller.hear().await;
        }
        match said {
            Some(RelayFrame::Ack { counter, .. }) => acknowledged = counter.0,
            None | Some(RelayFrame::Err { about: 0, .. }) => break,
            Some(other) => panic!("{other:?}"),
        }
    }
    (author, changes, acknowledged)
}

async fn enter(caller: &mut Caller, name: &str) -> Option<u64> {
    caller.say(&people::hello(cast::space())).await;
    let greeting = caller.hear().await?;
    let principal = wire::Principal::Device(cast::device(name));
    caller.say(&people::auth(&people::challenge(cast::space(), principal, &greeting), &cast::secret(name))).await;
    match caller.hear().await? {
        RelayFrame::Welcome { log: Some(log), .. } => Some(log.own.counter().0),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_being_killed_in_mid_append() {
    let kills: u64 = std::env::var(KILLS).ok().and_then(|text| text.parse().ok()).unwrap_or(12);
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("relay.redb");
    let port = free_port();
    let mut process = Process::start(&store, port);
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_millis() as u64;
    let (mut founder, _) = Caller::greeted(&process.url, cast::space()).await;
    assert_eq!(founder.ask(&create(&team(now_ms))).await, "control ack 8");
    // Of each author: its chain, every change it ever made, and how many of them were acknowledged.
    let mut authors = vec![(Author::new("ada"), Vec::new(), 0), (Author::new("ben"), Vec::new(), 0)];
    let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
    for round in 0..kills {
        let tasks: Vec<_> = authors
            .drain(..)
            .map(|(author, changes, acknowledged)| {
                let task = tokio::spawn(append_until_gone(process.url.clone(), author, changes));
                (task, acknowledged)
            })
            .collect();
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        tokio::time::sleep(Duration::from_millis(60 + (dice >> 33) % 200)).await;
        process.kill();
        for (task, before) in tasks {
            let (author, changes, acknowledged) = task.await.expect("no panic");
            authors.push((author, changes, acknowledged.max(before)));
        }
        process = Process::start(&store, port);
        let log = whole_log(&process.url).await;
        for (author, changes, acknowledged) in &authors {
            let key = cast::device(author.name);
            let stored: Vec<&Envelope> = log
                .iter()
                .filter_map(|item| match item {
                    Item::Whole(envelope) if envelope.header().author == key => Some(envelope),
                    _ => None,
                })
                .collect();
            assert!(stored.len() as u64 >= *acknowledged, "round {round}: {} of {acknowledged} are there", stored.len());
            assert!(stored.iter().zip(changes).all(|(stored, made)| *stored == made), "round {round}: each once, in order, as it was made");
        }
    }
    let total: u64 = authors.iter().map(|(_, _, acknowledged)| acknowledged).sum();
    println!("{kills} kills, {total} acknowledged changes, none missing");
    assert!(total > kills, "it was killed in the middle of something");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_that_is_told_to_stop_stops_at_once_and_keeps_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("relay.redb");
    let port = free_port();
    let mut process = Process::start(&store, port);
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_millis() as u64;
    let (mut founder, _) = Caller::greeted(&process.url, cast::space()).await;
    assert_eq!(founder.ask(&create(&team(now_ms))).await, "control ack 8");
    let mut ada = Caller::entered(&process.url, "ada").await;
    assert_eq!(ada.ask(&append(&Author::new("ada").says_many(3))).await, "ack 3 at 3");
    let asked = Command::new("kill").args(["-TERM", &process.child.id().to_string()]).status().expect("kill");
    assert!(asked.success());
    assert_eq!(ada.hear_all().await, "err 0: Unavailable { retry_after_ms: 2000 }");
    assert!(process.child.wait().expect("it ends").success());
    let log = process.log.lock().expect("the log").clone();
    assert!(log.contains("a space was created") && log.contains("stopping"), "{log}");
    for name in [cast::space().to_string(), cast::device("ada").to_string(), cast::hex(b"number")] {
        assert!(!log.contains(&name[..12]), "no name of a space or device is written down whole: {log}");
    }
    let process = Process::start(&store, port);
    assert_eq!(whole_log(&process.url).await.len(), 3);
}
