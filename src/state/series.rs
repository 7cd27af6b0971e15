//! The list of numbers as a file.

use domain::series::Report;

use crate::browser::files;
use crate::words::series as said;

/// Hands the list to the person as CSV. False when the browser does not let it.
pub fn download(all: &[Report]) -> bool {
    files::download(said::CSV_NAME, "text/csv", &[csv(all).as_bytes()])
}

/// One row for each gap, or for a series without any (RFC 4180).
fn csv(all: &[Report]) -> String {
    // Nothing that a spreadsheet would take for a formula.
    let cell = |text: &str| {
        let safe = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
        format!("\"{}\"", safe.replace('"', "\"\""))
    };
    let mut out = said::CSV_HEAD.to_owned();
    for one in all {
        let head = format!("{},{},{}", cell(&one.first), cell(&one.last), one.taken);
        if one.gaps.is_empty() {
            out.push_str(&format!("{head},,,0,\r\n"));
        }
        for gap in &one.gaps {
            let why = cell(&said::why(&gap.why));
            out.push_str(&format!("{head},{},{},{},{why}\r\n", cell(&gap.first), cell(&gap.last), gap.count));
        }
    }
    out
}
