//! `cargo xtask relay`: the relay on this machine. It is optimised, because signatures are slow otherwise.

use crate::step::{become_it, command, run_shown};
use crate::{Args, Told, files};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const PORT: u16 = 8787;

pub fn run(mut args: Args) -> Told<ExitCode> {
    let port = args.take_port(PORT)?;
    let root = files::root();
    let store = args.take("--store")?.map_or_else(|| root.join("target/relay"), PathBuf::from);
    let app = args.take("--dir")?.map(PathBuf::from);
    args.nothing_left()?;
    if let Some(app) = app.as_ref().filter(|app| !app.join("index.html").is_file()) {
        return Err(format!("There is no index.html in {}.", app.display()));
    }
    std::fs::create_dir_all(&store).map_err(|error| format!("{} cannot be made: {error}", store.display()))?;
    let mut relay = command(build(&root)?, &root);
    relay.args(["--listen", &format!("127.0.0.1:{port}"), "--store"]).arg(store.join("relay.redb"));
    if let Some(app) = app {
        relay.arg("--serve").arg(app);
        println!("Throughline is at http://127.0.0.1:{port}/, and its relay at ws://127.0.0.1:{port} (Ctrl C ends it)");
    } else {
        println!("The relay is at ws://127.0.0.1:{port} (Ctrl C ends it)");
    }
    become_it(&mut relay, "The relay ended; its words are above.")?;
    Ok(ExitCode::SUCCESS)
}

/// Builds the relay as it is run, and gives its program.
pub fn build(root: &Path) -> Told<PathBuf> {
    let trouble = "The relay could not be built; the compiler's words are above.";
    run_shown(command("cargo", root).args(["build", "--package", "relay", "--profile", "tool"]), trouble)?;
    Ok(root.join("target/tool/throughline-relay"))
}
