//! Numbers for Prometheus, as text.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::App;
use crate::store::LogStore;

/// Upper bounds, in milliseconds.
const BOUNDS_MS: [u64; 11] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000];

/// How long appends took until they were on disk.
#[derive(Debug, Default)]
pub(super) struct Latency {
    within: [AtomicU64; BOUNDS_MS.len()],
    count: AtomicU64,
    sum_us: AtomicU64,
}

impl Latency {
    pub(super) fn add(&self, took: Duration) {
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.count.fetch_add(1, Ordering::Relaxed);
        self.sum_us.fetch_add(us, Ordering::Relaxed);
        for (bound, within) in BOUNDS_MS.iter().zip(&self.within) {
            if us <= bound * 1_000 {
                within.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let name = "throughline_relay_append_seconds";
        writeln!(text, "# HELP {name} How long appends took until they were on disk.\n# TYPE {name} histogram")?;
        for (bound, within) in BOUNDS_MS.iter().zip(&self.within) {
            let (whole, thousandths) = (bound / 1_000, bound % 1_000);
            writeln!(text, "{name}_bucket{{le=\"{whole}.{thousandths:03}\"}} {}", within.load(Ordering::Relaxed))?;
        }
        let (count, sum_us) = (self.count.load(Ordering::Relaxed), self.sum_us.load(Ordering::Relaxed));
        writeln!(text, "{name}_bucket{{le=\"+Inf\"}} {count}")?;
        writeln!(text, "{name}_sum {}.{:06}\n{name}_count {count}", sum_us / 1_000_000, sum_us % 1_000_000)
    }
}

pub(super) async fn text<S: LogStore>(State(app): State<Arc<App<S>>>) -> impl IntoResponse {
    let mut text = String::new();
    let load = app.hub.load();
    let now = [
        ("connections", "Connections there are.", load.connections),
        ("half_open", "Connections that have not entered a space.", load.half_open),
        ("rooms", "Spaces somebody is in.", load.rooms),
    ];
    for (name, help, value) in now {
        let _ = writeln!(
            text,
            "# HELP throughline_relay_{name} {help}\n# TYPE throughline_relay_{name} gauge\nthroughline_relay_{name} {value}"
        );
    }
    for (name, help, value) in app.hub.counts().list() {
        let name = format!("throughline_relay_{name}_total");
        let _ = writeln!(text, "# HELP {name}{help}\n# TYPE {name} counter\n{name} {value}");
    }
    let _ = app.latency.write(&mut text);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], text)
}
