//! `cargo xtask bench --relay`: the relay, and beside it what others have written for the same purpose, by the same numbers on one machine in
//! one run. Everything is measured several times, one server after another each time; what is shown are medians, with the least and the most.
//!
//! ```text
//! tests/bench-relay/src     devices of ours, and the relay as a process
//! tests/bench-relay/beside  the other servers and their devices
//! table                     what is shown and written
//! ```

mod table;

use crate::step::{command, how_long, not_started, run_shown, step};
use crate::{Args, Told, files, machine};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;
use table::{Measured, System};

/// How much of what, in the words that every program here reads.
const FULL: &str = "spaces=200 seconds=8 few=1 many=16 plain_bytes=200 fan_spaces=500 fan_seconds=15 fan_every_ms=5000 idle_sockets=3000 \
                    records=10000 edits=1000";
const QUICK: &str = "spaces=20 seconds=2 few=1 many=16 plain_bytes=200 fan_spaces=20 fan_seconds=2 fan_every_ms=1000 idle_sockets=150 \
                     records=200 edits=100";
/// Records that differ; a practice of ten thousand has them again and again.
const RECORDS: &str = "500";
/// Each end of every socket, and a little for everything else.
const OPEN_FILES: u64 = 4_096;

pub fn run(mut args: Args) -> Told<ExitCode> {
    let is_quick = args.take_flag("--quick");
    let runs = match args.take("--runs")? {
        None if is_quick => 1,
        None => 3,
        Some(text) => text.parse().ok().filter(|runs| *runs > 0).ok_or(format!("--runs wants a number, and \"{text}\" is none."))?,
    };
    args.nothing_left()?;
    let open_files = room_for_sockets(&std::fs::read_to_string("/proc/self/limits").unwrap_or_default())?;
    let plan = if is_quick { QUICK } else { FULL };
    let root = files::root();
    let built = "The relay or its devices could not be built; the compiler's words are above.";
    // One after another: together, the tests' memory of signatures (`recall`) would be built into what is measured.
    for (package, program) in [("throughline-tests", "practice"), ("bench-relay", "bench-relay"), ("relay", "throughline-relay")] {
        let mut cargo = command("cargo", &root);
        run_shown(cargo.args(["build", "--profile", "tool", "-p", package, "--bin", program]), built)?;
    }
    machine::packages("tests/bench-relay", "Installing automerge-repo and Hocuspocus from npm")?;
    let folder = files::scratch("bench-relay")?;
    let tools = root.join("target/tool");
    let records = folder.join("records");
    run_shown(command(tools.join("practice"), &root).arg(RECORDS).arg(&records), "The records could not be made.")?;

    let started = Instant::now();
    let mut measured = Measured::default();
    for run in 1..=runs {
        step(&format!("Measuring, {run} of {runs}"), || {
            measured.disk(synced_ms(&folder.join("synced"))?);
            for system in System::ALL {
                let mut program = system.program(&tools, &folder, &records, open_files);
                measured.take_in(system, &figures(program.args(plan.split_whitespace()))?);
            }
            Ok(())
        })?;
    }
    println!("{}", measured.table(plan, runs));
    let report = files::target().join("bench-relay.json");
    files::write(&report, measured.json(plan, runs))?;
    println!("The same as JSON: {} (measured in {})", report.display(), how_long(started));
    Ok(ExitCode::SUCCESS)
}

impl System {
    fn program(self, tools: &Path, folder: &Path, records: &Path, open_files: u64) -> Command {
        // The limit is one of the process, and only a shell changes it without system calls of our own.
        let mut program = command("sh", &files::root().join("tests/bench-relay"));
        program.arg("-c").arg(format!("ulimit -n {open_files}; exec \"$0\" \"$@\""));
        match self {
            Self::Relay => program.arg(tools.join("bench-relay")).arg(tools.join("throughline-relay")).arg(folder).arg(records),
            Self::AutomergeRepo => program.args(["node", "beside.mjs", "automerge-repo"]).arg(folder),
            Self::Hocuspocus => program.args(["node", "beside.mjs", "hocuspocus"]).arg(folder),
        };
        program
    }
}

/// The lines of a program that name a figure; what else it says is shown.
fn figures(program: &mut Command) -> Told<BTreeMap<String, f64>> {
    let output = program.stderr(Stdio::inherit()).output().map_err(|error| not_started(program, &error))?;
    if !output.status.success() {
        return Err("A measurement broke off; its words are above.".to_owned());
    }
    let figure = |line: &str| {
        let (name, value) = line.strip_prefix("figure\t")?.split_once('\t')?;
        Some((name.to_owned(), value.parse().ok()?))
    };
    Ok(String::from_utf8_lossy(&output.stdout).lines().filter_map(figure).collect())
}

/// How many files a process may open, when that is enough; what to do about it when not.
fn room_for_sockets(limits: &str) -> Told<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files")).unwrap_or_default();
    let mut columns = line.split_whitespace().map(|text| text.parse().unwrap_or(u64::MAX));
    let (soft, hard) = (columns.next().unwrap_or(u64::MAX), columns.next().unwrap_or(u64::MAX));
    if hard < OPEN_FILES {
        return Err(format!(
            "The measurement opens {OPEN_FILES} sockets, and this machine allows a process {hard} files (`ulimit -Hn`): raise it, as in \
             /etc/security/limits.conf or with `docker run --ulimit nofile={OPEN_FILES}`."
        ));
    }
    Ok(soft.clamp(OPEN_FILES, hard))
}

/// How long this disk takes to sync 4 KiB, in the middle of fifty times: no acknowledgement after a sync is faster.
fn synced_ms(path: &Path) -> Told<f64> {
    use std::io::{Seek, Write};
    let trouble = |error: std::io::Error| format!("{} could not be written: {error}.", path.display());
    let mut file = std::fs::File::create(path).map_err(trouble)?;
    let mut took = Vec::new();
    for round in 0..50_u8 {
        let begun = Instant::now();
        file.rewind().and_then(|()| file.write_all(&[round; 4096])).and_then(|()| file.sync_data()).map_err(trouble)?;
        took.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    took.sort_by(f64::total_cmp);
    Ok(took[took.len() / 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_sockets_are_said_before_anything_is_measured() {
        let limits = |soft, hard| format!("Max stack size   8388608   unlimited   bytes\nMax open files   {soft}   {hard}   files\n");
        assert_eq!(room_for_sockets(&limits(1_024, 20_000)), Ok(4_096));
        assert_eq!(room_for_sockets(&limits(20_000, 20_000)), Ok(20_000));
        assert!(room_for_sockets(&limits(1_024, 2_048)).is_err_and(|trouble| trouble.contains("ulimit")));
    }
}
