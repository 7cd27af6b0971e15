//! `cargo xtask dev`: unoptimised, rebuilt and reloaded on every save. Nothing is kept offline, nothing is renamed.

use crate::step::{become_it, command, run_shown};
use crate::tools::Tools;
use crate::{Args, Told, files, machine, serve};
use std::process::ExitCode;

/// Not the port of `serve`: a service worker that once came from there would go on answering with its old release.
const PORT: u16 = 8081;

fn watch(port: u16) -> Told<()> {
    machine::wasm_target()?;
    let root = files::root();
    drop(serve::bind(port)?);
    let tools = Tools::ready()?;
    // Trunk builds without the network, so what it needs is fetched before.
    run_shown(command("cargo", &root).args(["fetch", "--quiet"]), "The crates could not be fetched from crates.io.")?;
    let mut trunk = tools.trunk_command(&root)?;
    trunk.args(["serve", "--offline", "--address", "127.0.0.1", "--port", &port.to_string(), "--dist"]);
    trunk.arg(files::scratch("dev")?);
    println!("Throughline (development) is at http://127.0.0.1:{port}/ once built (Ctrl C ends it)");
    become_it(&mut trunk, "Trunk ended; its words are above.")
}

pub fn run(mut args: Args) -> Told<ExitCode> {
    let port = args.take_port(PORT)?;
    args.nothing_left()?;
    watch(port)?;
    Ok(ExitCode::SUCCESS)
}
