//! Progress and child processes: what runs now, how long it took, and a sentence when it failed.

use crate::Told;
use std::fs::File;
use std::io::IsTerminal;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Says what starts, runs it, and says how long it took.
pub fn step<T>(what: &str, run: impl FnOnce() -> Told<T>) -> Told<T> {
    let started = Instant::now();
    eprintln!("{} {what} …", paint("▸", "36"));
    let told = run();
    let mark = if told.is_ok() { paint("✓", "32") } else { paint("✗", "31") };
    eprintln!("{mark} {what}: {}", how_long(started));
    told
}

pub fn how_long(since: Instant) -> String {
    let seconds = since.elapsed().as_secs_f64();
    if seconds < 60.0 { format!("{seconds:.1} s") } else { format!("{} min {:02} s", seconds as u64 / 60, seconds as u64 % 60) }
}

fn paint(text: &str, colour: &str) -> String {
    if std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        format!("\x1b[{colour}m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}

/// A command in `dir` that never reads this terminal. Cargo tells the program it runs about the package that program
/// came from; a build started from there must not see it, so those variables are taken away.
pub fn command(program: impl AsRef<std::ffi::OsStr>, dir: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(dir).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        let name_text = name.to_string_lossy();
        if name_text.starts_with("CARGO_PKG_") || name_text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs to the end with its output shown; `trouble` is the sentence if it fails.
pub fn run_shown(command: &mut Command, trouble: &str) -> Told<()> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(trouble.to_owned()) }
}

/// Gives this process over to a program that runs until it is ended, so that whoever ends one ends the other.
pub fn become_it(command: &mut Command, trouble: &str) -> Told<()> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        _ = trouble;
        let error = command.exec();
        Err(not_started(command, &error))
    }
    #[cfg(not(unix))]
    run_shown(command, trouble)
}

/// Runs to the end with its output kept in `log`, whose last lines are shown only if it fails.
pub fn run_quietly(command: &mut Command, log: &Path, trouble: &str) -> Told<()> {
    let file = File::create(log).map_err(|error| format!("{} could not be written: {error}.", log.display()))?;
    let again = file.try_clone().map_err(|error| format!("{} could not be written: {error}.", log.display()))?;
    let status = command.stdout(file).stderr(again).status().map_err(|error| not_started(command, &error))?;
    if status.success() {
        return Ok(());
    }
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let tail = lines[lines.len().saturating_sub(30)..].join("\n");
    Err(format!("{tail}\n{trouble} (The whole output is in {}.)", log.display()))
}

/// What it printed, or nothing when it cannot run or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

pub fn not_started(command: &Command, error: &std::io::Error) -> String {
    let name = command.get_program().to_string_lossy();
    if error.kind() == std::io::ErrorKind::NotFound {
        format!("`{name}` is not on this machine; install it and run this again.")
    } else {
        format!("`{name}` could not be started: {error}.")
    }
}
