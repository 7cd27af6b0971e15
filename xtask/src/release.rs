//! The release build: from the checkout to a folder that any static host serves, under a sub-path too.

use crate::step::{command, how_long, run_quietly, run_shown, step};
use crate::tools::Tools;
use crate::{Args, Told, compress, files, machine, page};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

pub fn run(args: Args) -> Told<ExitCode> {
    args.nothing_left()?;
    let started = Instant::now();
    let dist = files::root().join("dist");
    build(&dist)?;
    eprintln!("dist/ is ready after {}: any static host serves it, under a sub-path too.", how_long(started));
    Ok(ExitCode::SUCCESS)
}

/// Builds the app and leaves it in `out`, complete: whoever reads `out` meanwhile meets old files or new ones, and
/// `index.html` and `sw.js` only after all that they name.
pub fn build(out: &Path) -> Told<()> {
    machine::node()?;
    machine::wasm_target()?;
    // Two builds at once would mix their files in Trunk's output folder.
    let lock_path = files::scratch("release")?.join("lock");
    let lock = File::create(&lock_path).map_err(|error| format!("{} could not be written: {error}.", lock_path.display()))?;
    if lock.try_lock().is_err() {
        eprintln!("Another build of this checkout is running; waiting for it.");
        lock.lock().map_err(|error| format!("{} could not be locked: {error}.", lock_path.display()))?;
    }
    let tools = compile()?;
    let bundled = step("Writing the page with Trunk", || bundle(&tools))?;
    let finished = files::scratch("release")?.join("finished");
    step("Optimising, naming by content, writing the service worker", || page::finish(&tools, &bundled, &finished))?;
    step("Compressing", || compress::beside(&finished))?;
    publish(&finished, out)
}

/// Compiles the app, and on a machine's first time the tools beside it: the app's last minute is one link step on one
/// core, which leaves the other to them.
fn compile() -> Told<Tools> {
    if Tools::are_ready() {
        step("Compiling the app", compile_app)?;
        return Tools::ready();
    }
    std::thread::scope(|scope| {
        let tools = scope.spawn(Tools::ready);
        let app = step("Compiling the app", compile_app);
        if app.is_err() {
            eprintln!("The app did not compile; the tools are still being installed, so that the next try is quicker.");
        }
        let tools = tools.join().map_err(|_| "Installing the tools broke off; run this again.".to_owned())?;
        app?;
        tools
    })
}

fn compile_app() -> Told<()> {
    // Each alone, as Trunk asks for them: together, a feature that one turns on would be on for both.
    for name in ["throughline", "press-worker"] {
        let mut cargo = command("cargo", &files::root());
        cargo.args(["build", "--release", "--target=wasm32-unknown-unknown", "--package", name, "--bin", name, "--features", "split"]);
        flags(&mut cargo);
        // In CI a lock file that does not match is an error; at a desk it is a dependency just added.
        if std::env::var_os("CI").is_some() {
            cargo.arg("--locked");
        }
        run_shown(&mut cargo, "The app does not compile; the compiler's words are above.")?;
    }
    Ok(())
}

/// What panics say begins at a package, not at the folder of whoever built the app: what is published tells nothing about a machine, and
/// is the same from every one.
///
/// Relocations stay in the module, because whoever takes it apart goes by them.
fn flags(cargo: &mut Command) {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let registries = home.and_then(|home| std::fs::read_dir(home.join("registry/src")).ok());
    let registries = registries.into_iter().flatten().flatten().map(|registry| registry.path());
    let mut flags: Vec<String> =
        registries.chain([files::root()]).map(|folder| format!("--remap-path-prefix={}/=", folder.display())).collect();
    flags.push("-Clink-arg=--emit-relocs".to_owned());
    // Cargo's own separator: folders may have spaces in their names.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
}

/// Trunk's part: the glue, the page and the copied files, under plain names.
fn bundle(tools: &Tools) -> Told<std::path::PathBuf> {
    let (bundled, chunks) = (files::scratch("release")?.join("bundled"), files::scratch("release")?.join("chunks"));
    files::clear(&bundled)?;
    files::clear(&chunks)?;
    // Trunk copies every snippet it finds here, also those of dependencies that are long gone.
    files::clear(&files::target().join("wasm-bindgen/release/snippets"))?;
    let mut trunk = tools.trunk_command(&files::root())?;
    trunk.args(["build", "--release", "--features", "split", "--offline", "--filehash", "false", "--dist"]).arg(&bundled);
    // Trunk asks Cargo again, and must ask the same.
    flags(&mut trunk);
    // Read by our wasm-bindgen: where the screens that are loaded later go.
    trunk.env("THROUGHLINE_CHUNKS", &chunks);
    run_quietly(&mut trunk, &files::scratch("logs")?.join("trunk.log"), "Trunk could not write the page.")?;
    for name in files::list(&chunks)?.iter().filter(|name| !name.contains('/')) {
        files::copy(&chunks.join(name), &bundled.join(name))?;
    }
    Ok(bundled)
}

/// Copies what is new, the two entry files last, then removes what is gone.
fn publish(finished: &Path, out: &Path) -> Told<()> {
    let mut names = files::list(finished)?;
    let is_entry = |name: &String| name.starts_with("index.html") || name.starts_with("sw.js");
    names.sort_by_key(is_entry);
    for name in &names {
        let (from, to) = (finished.join(name), out.join(name));
        if let Some(folder) = to.parent() {
            files::make(folder)?;
        }
        files::copy(&from, &to)?;
    }
    for name in files::list(out)? {
        if !names.contains(&name) {
            let path = out.join(&name);
            std::fs::remove_file(&path).map_err(|error| format!("{} could not be removed: {error}.", path.display()))?;
        }
    }
    Ok(())
}
