//! A team and its relay on days that go wrong, as many as one has time for.

use std::process::ExitCode;

use crate::step::{command, run_shown, step};
use crate::{Args, Told, files};

/// How many seeds the simulations play, and from which one on.
pub const SEEDS: &str = "THROUGHLINE_SEEDS";
const SEED: &str = "THROUGHLINE_SEED";

pub fn run(mut args: Args) -> Told<ExitCode> {
    let number = |text: Option<String>, otherwise: u64, name: &str| match text {
        None => Ok(otherwise),
        Some(text) => text.parse().map_err(|_| format!("{name} wants a number, and \"{text}\" is none.")),
    };
    let seeds = number(args.take("--seeds")?, 2_000, "--seeds")?;
    let from = number(args.take("--from")?, 1, "--from")?;
    let traces = args.take_flag("--trace");
    args.nothing_left()?;
    step(&format!("{seeds} seeds from {from} on"), || {
        let mut cargo = command("cargo", &files::root());
        cargo.args(["test", "-p", "throughline-tests", "--test", "sync_fleet", "--", "--nocapture", "days_"]);
        cargo.env(SEEDS, seeds.to_string()).env(SEED, from.to_string());
        if traces {
            cargo.env("THROUGHLINE_TRACE", "1");
        }
        run_shown(&mut cargo, "Some seeds ended wrongly; each is named above. `--from SEED --seeds 1 --trace` plays one again.")
    })?;
    Ok(ExitCode::SUCCESS)
}
