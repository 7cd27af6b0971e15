//! The relay as a program: what was said, a store on disk, and signals.

use std::process::ExitCode;
use std::sync::Arc;

use relay::hub::Hub;
use relay::server::{Options, USAGE, serve};
use relay::store::DiskStore;
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

fn run(options: Options) -> Result<ExitCode, String> {
    write_logs(&options);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| format!("No threads: {error}"))?;
    runtime.block_on(answer(options))
}

async fn answer(options: Options) -> Result<ExitCode, String> {
    let store = options.store.display();
    let opened = DiskStore::open(&options.store).map_err(|error| format!("{store} cannot be opened: {error}"))?;
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
    tracing::info!(%listens, origin = options.settings.origin.as_str(), %store, "the relay answers");
    let hub = Arc::new(Hub::new(opened, options.settings));
    let is_told = serve(listener, hub, options.manners, stop).await.map_err(|error| error.to_string())?;
    // Whoever keeps the relay running starts it again, and the file is read as the disk has it.
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
