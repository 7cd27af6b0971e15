//! `cargo xtask bench`: what a first visit downloads, file by file, as a table and as `target/bench.json`; then, when
//! there is one, the timings that `tests/browser/bench.mjs` takes in the browser.

use crate::server::Server;
use crate::step::{command, run_shown, step};
use crate::{Args, Told, bench_relay, files, machine, release, serve};
use std::path::Path;
use std::process::ExitCode;

struct Size {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

pub fn run(mut args: Args) -> Told<ExitCode> {
    if args.take_flag("--relay") {
        return bench_relay::run(args);
    }
    args.nothing_left()?;
    let site = files::scratch("site-measured")?;
    release::build(&site)?;
    let sizes = measure(&site)?;
    let page = files::read_text(&site.join("index.html"))?;
    println!("{}", table(&sizes, &sums(&sizes, &page)));
    let timings = timings(&site)?;
    let report = files::target().join("bench.json");
    files::write(&report, json(&sizes, &sums(&sizes, &page), timings.as_deref()))?;
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

/// What a first visit waits for before its board stands, what it has when the app is there whole, and everything.
fn sums(sizes: &[Size], page: &str) -> [Size; 3] {
    let sum = |name: &str, counts: &dyn Fn(&str) -> bool| {
        let those = || sizes.iter().filter(|size| counts(&size.name));
        Size {
            name: name.to_owned(),
            raw: those().map(|size| size.raw).sum(),
            gzip: those().map(|size| size.gzip).sum(),
            brotli: those().map(|size| size.brotli).sum(),
        }
    };
    let is_named = |name: &str| name == "index.html" || page.contains(&format!("\"./{name}\"")) && !name.starts_with("press-");
    [sum("before the board stands", &is_named), sum("all without PDF", &|name| !name.starts_with("press-")), sum("total", &|_| true)]
}

fn table(sizes: &[Size], sums: &[Size]) -> String {
    let width = sizes.iter().chain(sums).map(|size| size.name.len()).max().unwrap_or(0);
    let mut lines = vec![format!("{:width$} {:>10} {:>10} {:>10}", "file (bytes)", "raw", "gzip", "brotli")];
    for size in sizes.iter().chain(sums) {
        lines.push(format!("{:width$} {:>10} {:>10} {:>10}", size.name, size.raw, size.gzip, size.brotli));
    }
    lines.join("\n")
}

fn json(sizes: &[Size], sums: &[Size], timings: Option<&str>) -> String {
    let entry = |size: &Size| {
        format!("{{\"name\": \"{}\", \"raw\": {}, \"gzip\": {}, \"brotli\": {}}}", size.name, size.raw, size.gzip, size.brotli)
    };
    let list = |sizes: &[Size]| sizes.iter().map(entry).collect::<Vec<_>>().join(",\n    ");
    format!(
        "{{\n  \"files\": [\n    {}\n  ],\n  \"sums\": [\n    {}\n  ],\n  \"timings\": {}\n}}\n",
        list(sizes),
        list(sums),
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
    fn the_sums_tell_what_comes_first_from_what_comes_later() {
        let size = |name: &str, brotli| Size { name: name.to_owned(), raw: 10, gzip: 5, brotli };
        let sizes = [size("app.wasm", 4), size("index.html", 1), size("later.wasm", 3), size("press-worker.wasm", 2)];
        let sums = sums(&sizes, r#"<link href="./app.wasm"><meta content="./press-worker.wasm">"#);
        assert_eq!(sums.each_ref().map(|sum| sum.brotli), [5, 8, 10]);
        assert!(table(&sizes, &sums).ends_with("40         20         10"), "{}", table(&sizes, &sums));
        assert!(json(&sizes, &sums, None).contains("{\"name\": \"total\", \"raw\": 40, \"gzip\": 20, \"brotli\": 10}"));
    }
}
