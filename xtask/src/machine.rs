//! What the machine itself must have. What is missing is mended where this may be done, and named where not.

use crate::step::{ask, command, run_quietly, run_shown, step};
use crate::{Told, files};
use std::path::{Path, PathBuf};

const NODE_MAJOR_MIN: u32 = 20;

/// Node, recent enough.
pub fn node() -> Told<()> {
    let wanted = format!(
        "Node {NODE_MAJOR_MIN} or later is needed (for wasm-opt and the browser tests): install it, so that `node` and `npm` are on the PATH"
    );
    let Some(version) = ask(command("node", &files::root()).arg("--version")) else {
        return Err(format!("{wanted}."));
    };
    let major = version.trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_some_and(|major| major >= NODE_MAJOR_MIN) { Ok(()) } else { Err(format!("{wanted}; this one is {version}.")) }
}

/// Installs exactly what the lock file in `folder` names. No package's own install script runs.
pub fn npm_ci(folder: &Path, log: &Path) -> Told<()> {
    node()?;
    let mut npm = command("npm", folder);
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"]);
    run_quietly(&mut npm, log, "npm could not install the packages; it needs to reach its registry.")
}

/// What the browser tests import.
pub fn browser_packages() -> Told<()> {
    packages("tests/browser", "Installing the browser tests' packages from npm")
}

/// What a folder's scripts import, installed beside them when their lock file is newer than what is there.
pub fn packages(folder: &str, what: &str) -> Told<()> {
    let folder = files::root().join(folder);
    let lock = files::hash(&files::read(&folder.join("package-lock.json"))?);
    let stamp = folder.join("node_modules/.throughline-lock");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step(what, || {
        npm_ci(&folder, &files::scratch("logs")?.join("npm.log"))?;
        files::write(&stamp, lock)
    })
}

/// The compiler's WebAssembly half: where installing toolchains on demand is switched off, its absence would only show
/// as a riddle in the middle of the build.
pub fn wasm_target() -> Told<()> {
    let root = files::root();
    let folder = ask(command("rustc", &root).args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]));
    if folder.is_some_and(|folder| Path::new(&folder).exists()) {
        return Ok(());
    }
    let trouble =
        "The Rust target wasm32-unknown-unknown is missing and could not be installed: run `rustup target add wasm32-unknown-unknown`.";
    step("Installing the Rust target wasm32-unknown-unknown", || {
        run_shown(command("rustup", &root).args(["target", "add", "wasm32-unknown-unknown"]), trouble)
    })
}

/// A browser and its driver, for the tests.
pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

/// Chromium and chromedriver: those named by CHROMIUM and CHROMEDRIVER, those on the PATH, or Debian's, installed now; beside them
/// `zbarimg`, a reader of payment codes that is not ours.
pub fn browser() -> Told<Browser> {
    if let Some(found) = find_browser() {
        return Ok(found);
    }
    let named = "The browser tests need Chromium, its driver and zbarimg, which reads payment codes: install them (Debian: `apt-get install chromium chromium-driver zbar-tools`), or name the first two in CHROMIUM and CHROMEDRIVER.";
    step("Installing Chromium, chromedriver and zbarimg from Debian's packages", || {
        apt_install(&["chromium", "chromium-driver", "zbar-tools"], named)
    })?;
    find_browser().ok_or_else(|| named.to_owned())
}

/// The programs that judge PDFs, on the PATH or from Debian, installed now.
pub fn judges() -> Told<()> {
    let judges = ["qpdf", "pdffonts", "pdfinfo", "pdftotext", "python3"];
    let all_there = || judges.iter().all(|judge| on_path(judge).is_some());
    if all_there() {
        return Ok(());
    }
    let named =
        "The tests of PDFs need qpdf, poppler's tools and Python 3: install them (Debian: `apt-get install qpdf poppler-utils python3`).";
    step("Installing qpdf and poppler's tools from Debian's packages", || apt_install(&["qpdf", "poppler-utils", "python3"], named))?;
    if all_there() { Ok(()) } else { Err(named.to_owned()) }
}

/// Debian's packages, where this person may install some; `trouble` says what to do where not.
fn apt_install(packages: &[&str], trouble: &str) -> Told<()> {
    let root = files::root();
    let is_root = ask(command("id", &root).arg("-u")).is_some_and(|id| id == "0");
    let may_sudo = !is_root && ask(command("sudo", &root).args(["-n", "true"])).is_some();
    if on_path("apt-get").is_none() || !(is_root || may_sudo) {
        return Err(trouble.to_owned());
    }
    let apt = |words: &[&str]| {
        let mut apt = if is_root { command("apt-get", &root) } else { command("sudo", &root) };
        if !is_root {
            apt.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(words);
        run_quietly(&mut apt, &files::scratch("logs")?.join("apt.log"), trouble)
    };
    // The lists may be missing or old; asking for them first costs seconds, a stale one costs a failed download.
    apt(&["update", "-q"])?;
    apt(&[&["install", "-y", "-q", "--no-install-recommends"], packages].concat())
}

fn find_browser() -> Option<Browser> {
    on_path("zbarimg")?;
    let find = |variable: &str, names: &[&str]| {
        std::env::var_os(variable).map(PathBuf::from).filter(|path| path.exists()).or_else(|| names.iter().find_map(|name| on_path(name)))
    };
    Some(Browser {
        chromium: find("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?,
        driver: find("CHROMEDRIVER", &["chromedriver"])?,
    })
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
