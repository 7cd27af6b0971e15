//! What was measured, a line each: `figure`, a name, a number, with tabs between.

use std::time::Duration;

pub fn figure(name: &str, value: f64) {
    println!("figure\t{name}\t{value}");
}

/// What happens now, for whoever waits.
pub fn says(what: &str) {
    eprintln!("  relay: {what}");
}

/// Times that something took.
#[derive(Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub fn take_in(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time that so many of a thousand did not take longer than.
    pub fn tell(mut self, name: &str) {
        self.0.sort_unstable();
        for (suffix, part) in [("p50_ms", 500), ("p99_ms", 990)] {
            let took = self.0.get(self.0.len() * part / 1000).copied().unwrap_or_default();
            figure(&format!("{name}.{suffix}"), took.as_secs_f64() * 1e3);
        }
    }
}
