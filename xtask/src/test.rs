//! `cargo xtask test`: every test there is, and at the end one line alone: `N passed, N failed`.

use crate::files;
use crate::server::Server;
use crate::step::{command, how_long, step};
use crate::tally::{Tally, Watch, cargo_tally, node_tally, watch};
use crate::tools::{self, Tools};
use crate::{Args, Told, machine, release, serve, simulate};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// The tests of the wasm and browser kinds run in a real Chromium; nothing of it may call home.
const CHROMIUM_FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Days of simulated teams that are played when every test is run; minutes on two cores.
const SEEDS_EACH_TIME: u64 = 20_000;

/// Runs one kind of test, or those of it whose name contains the given one.
type Suite = fn(Option<&str>) -> Told<Tally>;

pub fn run(mut args: Args) -> Told<ExitCode> {
    let only = args.take_all("--only")?;
    let name = args.take_word();
    args.nothing_left()?;
    let kinds: [(&str, Suite); 3] = [("native", native), ("wasm", wasm), ("browser", browser)];
    if let Some(kind) = only.iter().find(|kind| kinds.iter().all(|(known, _)| kind != known)) {
        return Err(format!("--only knows native, wasm and browser; \"{kind}\" is none of them."));
    }
    let started = Instant::now();
    let mut total = Tally::default();
    for (kind, run) in kinds.iter().filter(|(kind, _)| only.is_empty() || only.iter().any(|asked| asked == kind)) {
        eprintln!("▸ Running the {kind} tests …");
        let started = Instant::now();
        // What stopped a whole kind counts as one failure, and the other kinds still run.
        let tally = run(name.as_deref()).unwrap_or_else(Tally::broken);
        let mark = if tally.failed == 0 { "✓" } else { "✗" };
        eprintln!("{mark} The {kind} tests: {} passed, {} failed, {}", tally.passed, tally.failed, how_long(started));
        total.add(tally);
    }
    if total.passed + total.failed == 0 {
        total.add(match &name {
            Some(name) => Tally::broken(format!("No test has \"{name}\" in its name.")),
            None => Tally::broken("No test ran at all.".to_owned()),
        });
    }
    eprintln!("{}All tests took {}.", total.troubles_text(), how_long(started));
    println!("{} passed, {} failed", total.passed, total.failed);
    _ = std::io::stdout().flush();
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The rules and documents, on this machine; and each crate compiled alone, because in a workspace build a forbidden
/// feature that one crate turns on is on for all.
fn native(name: Option<&str>) -> Told<Tally> {
    let root = files::root();
    let mut tally = Tally::default();
    // Without them the tests of PDFs fail, each naming what is missing: the others still run.
    if let Err(trouble) = machine::judges() {
        eprintln!("{trouble}");
    }
    // With its feature in the same build the relay is compiled once.
    let nats = tools::nats_server().map_err(|trouble| eprintln!("{trouble}\nThe tests of several relays on a cluster are left out.")).ok();
    for selection in [&["--workspace", "--exclude", "throughline"][..], &["--package", "throughline", "--lib"]] {
        let mut cargo = command("cargo", &root);
        cargo.args(["test", "--no-fail-fast"]).args(selection);
        if let Some(server) = nats.as_ref().filter(|_| selection.contains(&"--workspace")) {
            cargo.args(["--features", "relay/nats"]).env("THROUGHLINE_NATS_SERVER", server);
        }
        cargo.args(name);
        if name.is_none() && std::env::var_os(simulate::SEEDS).is_none() {
            cargo.env(simulate::SEEDS, SEEDS_EACH_TIME.to_string());
        }
        tally.add(cargo_tally(&watch(&mut cargo)?, &format!("cargo test {}", selection.join(" "))));
    }
    if name.is_none() {
        tally.demand_some("native");
        tally.add(step("Checking each crate alone", || Ok(check_each(&root)))?);
    }
    Ok(tally)
}

fn check_each(root: &Path) -> Tally {
    let mut tally = Tally::default();
    for (package, _) in packages(root) {
        let mut cargo = command("cargo", root);
        cargo.args(["check", "--quiet", "--package", &package]);
        if package == "throughline" {
            cargo.args(["--target", "wasm32-unknown-unknown"]);
        }
        if !cargo.status().is_ok_and(|status| status.success()) {
            tally.add(Tally::broken(format!("{package} does not compile alone (`cargo check -p {package}`).")));
        }
    }
    tally
}

/// Every package of the workspace: its name and its part of the manifest.
fn packages(root: &Path) -> Vec<(String, String)> {
    let crates = std::fs::read_dir(root.join("crates")).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> = crates.collect();
    folders.sort();
    folders.extend(["relay", "tests", "tests/bench-relay", "xtask"].map(|folder| root.join(folder)));
    folders.push(root.to_path_buf());
    let manifests = folders.iter().filter_map(|folder| std::fs::read_to_string(folder.join("Cargo.toml")).ok());
    let named = |text: String| {
        // What stands before is the workspace's own, and says nothing about this package.
        let about = text.split("[package]").nth(1)?.to_owned();
        let name = about.lines().find_map(|line| line.strip_prefix("name = "))?.trim_matches('"').to_owned();
        Some((name, about))
    };
    manifests.filter_map(named).collect()
}

/// The suites that need a browser's own functions, compiled to WebAssembly and run inside one. A package takes part by
/// naming `wasm-bindgen-test` among its dependencies.
fn wasm(name: Option<&str>) -> Told<Tally> {
    let root = files::root();
    let packages = packages(&root).into_iter().filter(|(_, manifest)| manifest.contains("\nwasm-bindgen-test"));
    let packages: Vec<String> = packages.map(|(package, _)| package).collect();
    if packages.is_empty() {
        eprintln!("No package names `wasm-bindgen-test`, so there is no wasm suite to run.");
        return Ok(Tally::default());
    }
    machine::wasm_target()?;
    let tools = Tools::ready()?;
    let browser = machine::browser()?;
    let settings = files::scratch("browser")?.join("webdriver.json");
    let flags = CHROMIUM_FLAGS.map(|flag| format!("\"{flag}\"")).join(", ");
    let chromium = browser.chromium.display();
    files::write(&settings, format!("{{\"goog:chromeOptions\": {{\"binary\": \"{chromium}\", \"args\": [{flags}]}}}}\n"))?;

    let mut tally = Tally::default();
    for package in packages {
        let mut cargo = command("cargo", &root);
        cargo.args(["test", "--no-fail-fast", "--tests", "--target", "wasm32-unknown-unknown", "--package", &package]);
        cargo.args(name);
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools.test_runner());
        cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings).env("CHROMEDRIVER", &browser.driver);
        // A first start of the browser on a busy machine takes longer than the runner's own patience.
        cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "120").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
        cargo.env("WASM_BINDGEN_USE_BROWSER", "1").env("RUST_BACKTRACE", "0");
        let mut suite = cargo_tally(&watch(&mut cargo)?, &format!("the wasm tests of {package}"));
        if name.is_none() {
            suite.demand_some(&format!("wasm {package}"));
        }
        tally.add(suite);
    }
    Ok(tally)
}

/// The app as a person meets it: the release build, served as in production, driven by Node.
fn browser(name: Option<&str>) -> Told<Tally> {
    let root = files::root();
    let folder = root.join("tests/browser");
    let mut suites: Vec<String> = files::list(&folder)?;
    suites.retain(|file| file.ends_with(".test.mjs") && !file.starts_with("node_modules/"));
    if suites.is_empty() {
        return Err("There is no *.test.mjs in tests/browser.".to_owned());
    }
    let browser = machine::browser()?;
    machine::browser_packages()?;
    // A folder of its own: nobody's build changes the site under a running test.
    let site = files::scratch("site-under-test")?;
    release::build(&site)?;
    let listener = serve::bind(0)?;
    let port = serve::port_of(&listener)?;
    let server = Server { folder: site.clone(), sub_path: "/".to_owned() };
    std::thread::spawn(move || server.run(&listener));

    let report = files::scratch("browser")?.join("report.tap");
    let mut node = command("node", &folder);
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec", "--test-reporter-destination=stdout"]);
    node.arg("--test-reporter=tap").arg(format!("--test-reporter-destination={}", report.display()));
    if let Some(name) = name {
        node.arg(format!("--test-name-pattern={}", literal(name)));
    }
    node.args(&suites).env("THROUGHLINE_URL", format!("http://127.0.0.1:{port}/")).env("THROUGHLINE_DIST", &site);
    node.env("THROUGHLINE_RELAY", crate::relay::build(&root)?);
    node.env("CHROMIUM", &browser.chromium).env("CHROMEDRIVER", &browser.driver);
    node.env("THROUGHLINE_XTASK", std::env::current_exe().map_err(|error| format!("This program cannot find itself: {error}."))?);
    let Watch { succeeded, .. } = watch(&mut node)?;
    let mut tally = node_tally(&files::read_text(&report)?, succeeded);
    if name.is_none() {
        tally.demand_some("browser");
    }
    Ok(tally)
}

/// Node takes a pattern; a person gives a name.
fn literal(name: &str) -> String {
    name.chars().flat_map(|c| (!c.is_alphanumeric() && c != ' ').then_some('\\').into_iter().chain([c])).collect()
}
