//! Counting: what each runner printed, added up. A suite that ran nothing is a failure, never a silent success.

use crate::Told;
use crate::step::not_started;
use std::io::{BufRead, BufReader, Write};
use std::process::Command;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
    troubles: Vec<String>,
}

impl Tally {
    /// One failure that is not a test's: something did not compile, start or run.
    pub fn broken(trouble: String) -> Self {
        Self { passed: 0, failed: 1, troubles: vec![trouble] }
    }

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.troubles.extend(other.troubles);
    }

    pub fn demand_some(&mut self, suite: &str) {
        if self.passed + self.failed == 0 {
            self.add(Self::broken(format!("The {suite} suite ran no test.")));
        }
    }

    pub fn troubles_text(&self) -> String {
        self.troubles.iter().map(|trouble| format!("✗ {trouble}\n")).collect()
    }
}

pub struct Watch {
    pub text: String,
    pub succeeded: bool,
}

/// Runs a command with both its outputs shown as they come, and kept, in their order.
pub fn watch(command: &mut Command) -> Told<Watch> {
    let trouble = |error: std::io::Error| format!("A test runner's output could not be read: {error}.");
    let (reader, writer) = std::io::pipe().map_err(trouble)?;
    command.stdout(writer.try_clone().map_err(trouble)?).stderr(writer);
    let mut child = command.spawn().map_err(|error| not_started(command, &error))?;
    // The command keeps its copies of the pipe's writing end; with them open the reading would never end.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut text = String::new();
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).map_err(trouble)? > 0 {
        let said = String::from_utf8_lossy(&line);
        _ = std::io::stderr().write_all(said.as_bytes());
        text.push_str(&said);
        line.clear();
    }
    let succeeded = child.wait().map_err(trouble)?.success();
    Ok(Watch { text, succeeded })
}

/// Adds the `test result:` lines of cargo test, native or in a browser. A test file of its own that ran nothing, though
/// nothing was filtered out, is named as a failure; a library without unit tests is not.
pub fn cargo_tally(watched: &Watch, what: &str) -> Tally {
    let mut tally = Tally::default();
    let mut running = "";
    for line in watched.text.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("Running ") {
            running = rest.split(" (").next().unwrap_or(rest);
        } else if line.starts_with("Doc-tests ") {
            running = "";
        } else if let Some(rest) = line.strip_prefix("test result: ") {
            let (passed, failed) = (count(rest, "passed"), count(rest, "failed"));
            tally.passed += passed;
            tally.failed += failed;
            if running.starts_with("tests/") && passed + failed + count(rest, "filtered out") + count(rest, "ignored") == 0 {
                tally.add(Tally::broken(format!("{running} ran no test.")));
            }
        }
    }
    if !watched.succeeded && tally.failed == 0 {
        tally.add(Tally::broken(format!("{what} did not compile or broke off; its words are above.")));
    }
    tally
}

/// The number before a word: `3 passed; 1 failed`.
fn count(text: &str, word: &str) -> usize {
    let part = text.split([';', '.']).find(|part| part.trim_end().ends_with(word));
    part.and_then(|part| part.split_whitespace().find_map(|number| number.parse().ok())).unwrap_or(0)
}

/// Adds the closing lines of Node's TAP report.
pub fn node_tally(report: &str, succeeded: bool) -> Tally {
    let closing = |word: &str| {
        let line = report.lines().rev().find_map(|line| line.strip_prefix(&format!("# {word} ")));
        line.and_then(|number| number.trim().parse::<usize>().ok()).unwrap_or(0)
    };
    let mut tally = Tally { passed: closing("pass"), failed: closing("fail") + closing("cancelled"), troubles: Vec::new() };
    if !succeeded && tally.failed == 0 {
        tally.add(Tally::broken("The browser tests broke off; their words are above.".to_owned()));
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cargo(text: &str, succeeded: bool) -> (usize, usize) {
        let tally = cargo_tally(&Watch { text: text.to_owned(), succeeded }, "it");
        (tally.passed, tally.failed)
    }

    #[test]
    fn cargo_results_are_summed_over_binaries() {
        let text = "     Running unittests src/lib.rs (target/debug/deps/a-1)\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 12 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s\n";
        assert_eq!(cargo(text, false), (15, 2));
    }

    #[test]
    fn a_test_file_that_ran_nothing_is_a_failure() {
        let empty = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(cargo(&format!("     Running tests/table.rs (target/debug/deps/table-1)\n{empty}"), true), (0, 1));
        assert_eq!(cargo(&format!("     Running unittests src/lib.rs (target/debug/deps/a-1)\n{empty}"), true), (0, 0));
        let filtered = empty.replace("0 filtered", "4 filtered");
        assert_eq!(cargo(&format!("     Running tests/table.rs (target/debug/deps/table-1)\n{filtered}"), true), (0, 0));
    }

    #[test]
    fn what_does_not_compile_is_one_failure() {
        assert_eq!(cargo("error[E0425]: cannot find value\n", false), (0, 1));
    }

    #[test]
    fn the_browser_runner_is_read_like_cargo() {
        assert_eq!(cargo("test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.05s\n", true), (3, 0));
    }

    #[test]
    fn node_counts_what_was_cancelled_as_failed() {
        let report = "# tests 6\n# suites 0\n# pass 4\n# fail 1\n# cancelled 1\n# skipped 0\n";
        let tally = node_tally(report, false);
        assert_eq!((tally.passed, tally.failed), (4, 2));
        assert_eq!(node_tally("", false).failed, 1);
    }

    #[test]
    fn a_suite_that_ran_nothing_is_named() {
        let mut tally = Tally::default();
        tally.demand_some("wasm");
        assert_eq!(tally.failed, 1);
        assert!(tally.troubles_text().contains("wasm suite ran no test"));
    }
}
