//! What was measured, for people and for programs.

use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    Relay,
    AutomergeRepo,
    Hocuspocus,
}

impl System {
    pub const ALL: [Self; 3] = [Self::Relay, Self::AutomergeRepo, Self::Hocuspocus];

    fn name(self) -> &'static str {
        match self {
            Self::Relay => "relay",
            Self::AutomergeRepo => "automerge-repo",
            Self::Hocuspocus => "hocuspocus",
        }
    }
}

/// A row of the table: the figure's name, what it says, and digits behind the point.
const ROWS: [(&str, &str, usize); 24] = [
    ("appends.1.per_second", "acknowledged changes a second, 1 in flight", 0),
    ("appends.1.p50_ms", "  until acknowledged, ms, p50", 1),
    ("appends.1.p99_ms", "  p99", 1),
    ("appends.1.cores", "  cores that the server used", 2),
    ("appends.1.per_core", "  acknowledged a second and core of the server", 0),
    ("appends.16.per_second", "acknowledged changes a second, 16 in flight", 0),
    ("appends.16.p50_ms", "  until acknowledged, ms, p50", 1),
    ("appends.16.p99_ms", "  p99", 1),
    ("appends.16.cores", "  cores that the server used", 2),
    ("appends.16.per_core", "  acknowledged a second and core of the server", 0),
    ("appends.16_of_one_document.per_second", "the same, all 16 of one document", 0),
    ("appends.16_of_one_document.p50_ms", "  until acknowledged, ms, p50", 1),
    ("appends.16_of_one_document.p99_ms", "  p99", 1),
    ("appends.16_of_one_document.cores", "  cores that the server used", 2),
    ("appends.16_of_one_document.per_core", "  acknowledged a second and core of the server", 0),
    ("appends.1.bytes_per_change", "bytes a change on three sockets, 1 in flight", 0),
    ("appends.16.bytes_per_change", "bytes a change on three sockets, 16 in flight", 0),
    ("fan_out.p50_ms", "until the other two have it, ms, p50", 1),
    ("fan_out.p99_ms", "  p99", 1),
    ("fan_out.deliveries", "  deliveries counted", 0),
    ("fan_out.cores", "  cores that the server used", 2),
    ("idle.mib_with_nobody", "MiB with nobody there", 1),
    ("idle.mib_per_1000", "MiB for 1,000 idle sockets", 1),
    ("idle.mib_per_1000_of_the_second_half", "  by the second half of them alone", 1),
];

/// What only ours is asked about.
const ROWS_OF_OURS: [(&str, &str, usize); 14] = [
    ("edits.plain_bytes", "an edit of a record as an Automerge change, bytes", 0),
    ("edits.1.sealed_factor", "  sealed alone, times that", 2),
    ("edits.1.up_factor", "  on its author's socket, times that", 2),
    ("edits.1.down_factor", "  on a reader's socket, times that", 2),
    ("edits.16.sealed_factor", "  sixteen sealed together", 2),
    ("edits.16.up_factor", "  on their author's socket", 2),
    ("edits.16.down_factor", "  on a reader's socket", 2),
    ("join.upload_s", "all records brought by the first device, s", 2),
    ("join.log.s", "cold join by the log, s", 2),
    ("join.log.mib", "  MiB on the socket", 1),
    ("join.log.factor", "  times the documents' own bytes", 2),
    ("join.snapshot.s", "cold join by a snapshot, s", 2),
    ("join.snapshot.mib", "  MiB on the socket", 1),
    ("join.snapshot.factor", "  times the documents' own bytes", 2),
];

const NOTES: &str = "\
What is acknowledged, and when:
  relay           ACK, after redb has synced the change (fdatasync). One APPEND frame at a time, as the app sends them: a change of each of 16
                  documents is 16 envelopes with a signature each, which is what the relay computes most; 16 changes that one document had
                  since it was last sent are one envelope with one. The others' devices have one document, and theirs are of it.
  automerge-repo  its sync message that names the change among the server's heads: applied in memory. Its NodeFS storage writes files up
                  to 100 ms later and never syncs them. Its devices here are Automerge's sync protocol without a Repo around it.
  hocuspocus      SyncStatus: applied in memory. Each document is stored 2 to 10 s later as one file, which is synced (extension-database;
                  SQLite needs a native module). Its devices here send as its provider does, and take in no pushes in the first two rows.
So the relay waits for the disk in every row, and the others in none. Every server has its own settings; the relay has larger quotas
(--appends-per-minute, --connections, --space-mib) and --behind-proxy, so that the devices count as people in different places. Devices run
beside their server on the same cores: where a server used less than a core, its devices or its disk were what was waited for. Node's servers
compute on one core. Memory is VmRSS of the server's process, started anew on spaces that were there, before and after all have entered and
read; Node's after two garbage collections. A cold join is a client's whole engine, verifying and opening, with a storage in memory.";

/// The targets: what they are about, the figure, and how many times better ours is to be.
const TARGETS: [(&str, &str, bool); 4] = [
    ("acknowledged changes a second, 1 in flight", "appends.1.per_second", true),
    ("acknowledged changes a second, 16 in flight", "appends.16.per_second", true),
    ("  of one document", "appends.16_of_one_document.per_second", true),
    ("memory of an idle connection", "idle.mib_per_1000", false),
];
const TIMES: f64 = 10.0;

/// Every figure of every run.
#[derive(Debug, Default)]
pub struct Measured {
    figures: BTreeMap<(System, String), Vec<f64>>,
    disk_ms: Vec<f64>,
}

/// The middle, the least and the most of some runs.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spread {
    median: f64,
    least: f64,
    most: f64,
}

impl Spread {
    fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(Self { median: *sorted.get(sorted.len() / 2)?, least: *sorted.first()?, most: *sorted.last()? })
    }

    fn shown(self, digits: usize) -> String {
        if self.least == self.most {
            return format!("{:.digits$}", self.median);
        }
        format!("{:.digits$} ({:.digits$}–{:.digits$})", self.median, self.least, self.most)
    }

    fn json(self) -> String {
        format!("{{\"median\": {:.3}, \"least\": {:.3}, \"most\": {:.3}}}", self.median, self.least, self.most)
    }
}

impl Measured {
    pub fn disk(&mut self, ms: f64) {
        self.disk_ms.push(ms);
    }

    pub fn take_in(&mut self, system: System, figures: &BTreeMap<String, f64>) {
        for (name, value) in figures {
            self.figures.entry((system, name.clone())).or_default().push(*value);
            // Devices and servers share the cores, so what was acknowledged says less than what it cost the server.
            let cores = name.strip_suffix(".per_second").and_then(|what| Some((what, figures.get(&format!("{what}.cores"))?)));
            if let Some((what, cores)) = cores.filter(|(_, cores)| **cores > 0.0) {
                self.figures.entry((system, format!("{what}.per_core"))).or_default().push(value / cores);
            }
        }
    }

    fn spread(&self, system: System, name: &str) -> Option<Spread> {
        Spread::of(self.figures.get(&(system, name.to_owned()))?)
    }

    /// How many times better ours is, by the medians; None where one of the two is missing.
    fn times_better(&self, other: System, name: &str, is_more_better: bool) -> Option<f64> {
        let (ours, theirs) = (self.spread(System::Relay, name)?.median, self.spread(other, name)?.median);
        let times = if is_more_better { ours / theirs } else { theirs / ours };
        times.is_finite().then_some(times)
    }

    pub fn table(&self, plan: &str, runs: u32) -> String {
        let mut lines =
            vec![format!("{plan}\n{}", if runs == 1 { "One run." } else { "Medians, and the least and the most of all runs." })];
        if let Some(disk) = Spread::of(&self.disk_ms) {
            lines.push(format!("This disk syncs 4 KiB in {} ms.", disk.shown(1)));
        }
        lines.push(format!("\n{:50} {:>24} {:>24} {:>24}", "", "relay", "automerge-repo", "hocuspocus"));
        for (name, what, digits) in ROWS {
            let cell = |system| self.spread(system, name).map_or("–".to_owned(), |spread| spread.shown(digits));
            let [ours, repo, hocuspocus] = System::ALL.map(cell);
            lines.push(format!("{what:50} {ours:>24} {repo:>24} {hocuspocus:>24}"));
        }
        lines.push(String::new());
        for (name, what, digits) in ROWS_OF_OURS {
            if let Some(spread) = self.spread(System::Relay, name) {
                lines.push(format!("{what:50} {:>24}", spread.shown(digits)));
            }
        }
        lines.push(format!("\nTargets, {TIMES} times better than each, by the medians of this run:"));
        for (what, name, is_more_better) in TARGETS {
            for other in [System::AutomergeRepo, System::Hocuspocus] {
                if let Some(times) = self.times_better(other, name, is_more_better) {
                    let verdict = if times >= TIMES { "met" } else { "missed" };
                    lines.push(format!("  {what:48} {:>16} {times:>6.1} times, {verdict}", other.name()));
                }
            }
        }
        lines.push(format!("\n{NOTES}"));
        lines.join("\n")
    }

    pub fn json(&self, plan: &str, runs: u32) -> String {
        let of = |system: System| {
            let mine = self.figures.iter().filter(|((one, _), _)| *one == system);
            let entries = mine.filter_map(|((_, name), values)| Some(format!("\"{name}\": {}", Spread::of(values)?.json())));
            format!("    \"{}\": {{\n      {}\n    }}", system.name(), entries.collect::<Vec<_>>().join(",\n      "))
        };
        let times = TARGETS.iter().flat_map(|(_, name, is_more_better)| {
            let pair = |other: System| {
                let times = self.times_better(other, name, *is_more_better)?;
                Some(format!("{{\"figure\": \"{name}\", \"beside\": \"{}\", \"times\": {times:.2}}}", other.name()))
            };
            [pair(System::AutomergeRepo), pair(System::Hocuspocus)].into_iter().flatten()
        });
        format!(
            "{{\n  \"plan\": \"{plan}\",\n  \"runs\": {runs},\n  \"disk_sync_ms\": {},\n  \"systems\": {{\n{}\n  }},\n  \"times_better\": [\n    \
             {}\n  ]\n}}\n",
            Spread::of(&self.disk_ms).map_or("null".to_owned(), Spread::json),
            System::ALL.map(of).join(",\n"),
            times.collect::<Vec<_>>().join(",\n    ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_compared_and_a_target_that_is_missed_is_said() {
        let mut measured = Measured::default();
        let mut of = |system, rates: [f64; 3], memory: f64| {
            for rate in rates {
                let figures = [("appends.1.per_second", rate), ("idle.mib_per_1000", memory)];
                measured.take_in(system, &figures.map(|(name, value)| (name.to_owned(), value)).into());
            }
        };
        of(System::Relay, [900.0, 1000.0, 5000.0], 8.0);
        of(System::AutomergeRepo, [100.0, 90.0, 110.0], 79.0);
        let table = measured.table("a=1", 3);
        assert!(table.contains("1000 (900–5000)"), "{table}");
        let verdicts: Vec<&str> = table.lines().filter(|line| line.contains(" times, ")).collect();
        assert_eq!(verdicts.len(), 2, "{table}");
        assert!(verdicts[0].ends_with("10.0 times, met") && verdicts[1].ends_with("9.9 times, missed"), "{table}");
        let json = measured.json("a=1", 3);
        assert!(json.contains("{\"figure\": \"idle.mib_per_1000\", \"beside\": \"automerge-repo\", \"times\": 9.88}"), "{json}");
    }
}
