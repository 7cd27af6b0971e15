//! The relay as a program: what was said, a store on disk, and signals.

use std::process::ExitCode;
use std::sync::Arc;

use relay::hub::Hub;
use relay::server::{Options, USAGE, serve};
use relay::store::{DiskStore, LogStore};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--help" || word == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let told = Options::parse(words, |name| std::env::var(name).ok()).and_then(run);
    match told {
        Ok(code) => code,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

/// Threads that read from the disk. A hundred that come at once wait for one another rather than have a thread each, whose memory stays.
const READERS_MAX: usize = 8;

fn run(options: Options) -> Result<ExitCode, String> {
    write_logs(&options);
    let runtime = tokio::runtime::Builder::new_multi_thread().max_blocking_threads(READERS_MAX).enable_all().build();
    let runtime = runtime.map_err(|error| format!("No threads: {error}"))?;
    runtime.block_on(answer(options))
}

async fn answer(options: Options) -> Result<ExitCode, String> {
    match &options.nats {
        Some(address) => answer_over_nats(address.clone(), options).await,
        None => {
            let store = options.store.display();
            let opened = DiskStore::open(&options.store).map_err(|error| format!("{store} cannot be opened: {error}"))?;
            answer_over(opened, options).await
        }
    }
}

#[cfg(feature = "nats")]
async fn answer_over_nats(address: String, options: Options) -> Result<ExitCode, String> {
    let mut name = [0; 16];
    getrandom::fill(&mut name).map_err(|error| format!("No dice: {error}"))?;
    let connected = relay::store::StreamStore::connect(&address, options.nats_replicas, name).await;
    let store = connected.map_err(|error| format!("NATS at {address} is of no use: {error}"))?;
    answer_over(store, options).await
}

#[cfg(not(feature = "nats"))]
async fn answer_over_nats(address: String, _: Options) -> Result<ExitCode, String> {
    Err(format!("This relay was built without NATS, so it cannot keep anything at {address}: build it with --features nats."))
}

async fn answer_over(store: impl LogStore, options: Options) -> Result<ExitCode, String> {
    let listener = TcpListener::bind(options.listen).await.map_err(|error| format!("Nothing can listen on {}: {error}", options.listen))?;
    let listens = listener.local_addr().map_err(|error| error.to_string())?;
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| error.to_string())?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    tracing::info!(%listens, origin = options.settings.origin.as_str(), "the relay answers");
    let hub = Arc::new(Hub::new(store, options.settings));
    let is_told = serve(listener, hub, options.manners, stop).await.map_err(|error| error.to_string())?;
    // Whoever keeps the relay running starts it again, and the storage is read as it is.
    Ok(if is_told { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn write_logs(options: &Options) {
    let lines = tracing_subscriber::fmt().with_max_level(options.level).with_writer(std::io::stderr).with_ansi(false);
    if options.is_json {
        lines.json().init();
    } else {
        lines.init();
    }
}
