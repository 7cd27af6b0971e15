//! `cargo xtask bench`: what a first visit downloads, file by file, as a table and as `target/bench.json`; then, when
//! there is one, the timings that `tests/browser/bench.mjs` takes in the browser.

use crate::server::Server;
use crate::step::{command, run_shown, step};
use crate::{Args, Told, files, machine, release, serve};
use std::path::Path;
use std::process::ExitCode;

struct Size {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

pub fn run(args: Args) -> Told<ExitCode> {
    args.nothing_left()?;
    let site = files::scratch("site-measured")?;
    release::build(&site)?;
    let sizes = measure(&site)?;
    println!("{}", table(&sizes));
    let timings = timings(&site)?;
    let report = files::target().join("bench.json");
    files::write(&report, json(&sizes, timings.as_deref()))?;
    println!("The same as JSON: {}", report.display());
    Ok(ExitCode::SUCCESS)
}

/// Every file once; what did not shrink is sent as it is.
fn measure(site: &Path) -> Told<Vec<Size>> {
    let names = files::list(site)?;
    let mut sizes = Vec::new();
    for name in names.iter().filter(|name| !name.ends_with(".br") && !name.ends_with(".gz")) {
        let raw = files::read(&site.join(name))?.len();
        let packed =
            |extension: &str| std::fs::metadata(site.join(format!("{name}.{extension}"))).map_or(raw, |about| about.len() as usize);
        sizes.push(Size { name: name.clone(), raw, gzip: packed("gz"), brotli: packed("br") });
    }
    sizes.sort_by_key(|size| std::cmp::Reverse(size.brotli));
    Ok(sizes)
}

fn total(sizes: &[Size]) -> Size {
    let sum = |of: fn(&Size) -> usize| sizes.iter().map(of).sum();
    Size { name: "total".to_owned(), raw: sum(|size| size.raw), gzip: sum(|size| size.gzip), brotli: sum(|size| size.brotli) }
}

fn table(sizes: &[Size]) -> String {
    let total = total(sizes);
    let width = sizes.iter().map(|size| size.name.len()).max().unwrap_or(0).max(total.name.len());
    let mut lines = vec![format!("{:width$} {:>10} {:>10} {:>10}", "file (bytes)", "raw", "gzip", "brotli")];
    for size in sizes.iter().chain([&total]) {
        lines.push(format!("{:width$} {:>10} {:>10} {:>10}", size.name, size.raw, size.gzip, size.brotli));
    }
    lines.join("\n")
}

fn json(sizes: &[Size], timings: Option<&str>) -> String {
    let entry = |size: &Size| {
        format!("{{\"name\": \"{}\", \"raw\": {}, \"gzip\": {}, \"brotli\": {}}}", size.name, size.raw, size.gzip, size.brotli)
    };
    let list: Vec<String> = sizes.iter().map(entry).collect();
    format!(
        "{{\n  \"files\": [\n    {}\n  ],\n  \"total\": {},\n  \"timings\": {}\n}}\n",
        list.join(",\n    "),
        entry(&total(sizes)),
        timings.unwrap_or("null")
    )
}

/// What the browser script measured, as the JSON it wrote.
fn timings(site: &Path) -> Told<Option<String>> {
    let folder = files::root().join("tests/browser");
    if !folder.join("bench.mjs").exists() {
        return Ok(None);
    }
    let browser = machine::browser()?;
    machine::browser_packages()?;
    let listener = serve::bind(0)?;
    let port = serve::port_of(&listener)?;
    let server = Server { folder: site.to_path_buf(), sub_path: "/".to_owned() };
    std::thread::spawn(move || server.run(&listener));
    let out = files::scratch("browser")?.join("timings.json");
    step("Timing in the browser", || {
        let mut node = command("node", &folder);
        node.arg("bench.mjs").arg(format!("http://127.0.0.1:{port}/")).arg(&out);
        node.env("CHROMIUM", &browser.chromium);
        run_shown(&mut node, "The timings in the browser broke off; their words are above.")
    })?;
    Ok(Some(files::read_text(&out)?.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_and_the_json_end_with_the_sum() {
        let size = |name: &str, brotli| Size { name: name.to_owned(), raw: 10, gzip: 5, brotli };
        let sizes = [size("a.js", 4), size("b.wasm", 3)];
        assert!(table(&sizes).ends_with("20         10          7"), "{}", table(&sizes));
        assert!(json(&sizes, None).contains("\"total\": {\"name\": \"total\", \"raw\": 20, \"gzip\": 10, \"brotli\": 7}"));
    }
}
