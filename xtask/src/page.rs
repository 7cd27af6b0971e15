//! From Trunk's output to what a strict policy and a long-lived cache can serve: no inline script, one style sheet, the
//! main files named by their final content, a service worker that knows every file by its hash.

use crate::step::run_quietly;
use crate::tools::Tools;
use crate::{Told, files, policy};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

const GLUE: &str = "throughline.js";
const MODULE: &str = "throughline_bg.wasm";
/// What fetches the chunks of the module, and is written beside the glue: see `src/later.rs`.
const LOADER: &str = "__wasm_split.js";
const TEMPLATE: &str = "sw.template.js";
/// The second module, its glue, and the worker script that loads both: needed when the first PDF is made, not before.
const PRESS: &str = "press.js";
const PRESS_PARTS: [&str; 2] = ["press-worker.js", "press-worker_bg.wasm"];

/// Every file of the site under its final name.
type Site = BTreeMap<String, Vec<u8>>;

pub fn finish(tools: &Tools, bundled: &Path, finished: &Path) -> Told<()> {
    let mut site = Site::new();
    let names = files::list(bundled)?;
    optimise_all(tools, bundled, names.iter().filter(|name| name.ends_with(".wasm")))?;
    for name in names {
        let bytes = files::read(&bundled.join(&name))?;
        let bytes = match name.rsplit('.').next() {
            Some("wasm") => optimise(tools, &bytes)?,
            Some("js") if ![TEMPLATE, LOADER, GLUE].contains(&name.as_str()) => minify(tools, &bytes, "js")?,
            _ => bytes,
        };
        site.insert(name, bytes);
    }
    let mut html = String::from_utf8(take(&mut site, "index.html")?).map_err(|_| "index.html is not UTF-8.".to_owned())?;
    let template = take(&mut site, TEMPLATE)?;

    join_glue(tools, &mut site)?;
    html = one_style_sheet(tools, &html, &mut site)?;
    html = boot_from_files(&html, &mut site)?;
    html = name_scripts_by_content(&html, &mut site)?;
    html = press_by_content(&html, &mut site)?;

    let version = version(&html, &template, &site);
    html = with_head(&html, &version)?;
    if let Some(inline) = inline_code(&html) {
        return Err(format!("index.html holds inline code, which the content policy forbids: {inline}"));
    }
    site.insert("index.html".to_owned(), html.into_bytes());
    let worker = service_worker(&template, &version, &site)?;
    site.insert("sw.js".to_owned(), minify(tools, &worker, "js")?);

    files::clear(finished)?;
    for (name, bytes) in &site {
        let path = finished.join(name);
        if let Some(folder) = path.parent() {
            files::make(folder)?;
        }
        files::write(&path, bytes)?;
    }
    Ok(())
}

fn take(site: &mut Site, name: &str) -> Told<Vec<u8>> {
    site.remove(name).ok_or_else(|| format!("Trunk wrote no {name}; see Trunk.toml and index.html."))
}

/// Puts bytes under a name that says what they are, and gives that name.
fn put(site: &mut Site, stem: &str, extension: &str, bytes: Vec<u8>) -> String {
    let name = format!("{stem}-{}.{extension}", files::short_hash(&bytes));
    site.insert(name.clone(), bytes);
    name
}

/// Each module by itself, several at a time: wasm-opt keeps to one core.
fn optimise_all<'a>(tools: &Tools, bundled: &Path, names: impl Iterator<Item = &'a String> + Send) -> Told<()> {
    let names = Mutex::new(names);
    let work = || {
        // Taken out before the work begins, so that nobody waits for it.
        while let Some(name) = names.lock().ok().and_then(|mut names| names.next()) {
            optimise(tools, &files::read(&bundled.join(name))?)?;
        }
        Ok(())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().map_err(|_| "wasm-opt was left in the middle; run this again.".to_owned())?)
    })
}

/// wasm-opt takes seconds, so its answer is kept under the hash of the question.
fn optimise(tools: &Tools, module: &[u8]) -> Told<Vec<u8>> {
    let hash = files::short_hash(module);
    let folder = files::scratch("wasm-opt")?;
    let kept = folder.join(format!("{hash}.wasm"));
    if !kept.exists() {
        let (before, after) = (format!("{hash}.before"), format!("{hash}.after"));
        files::write(&folder.join(&before), module)?;
        let mut wasm_opt = tools.wasm_opt(&folder);
        wasm_opt.args(["-Oz", &before, "-o", &after]);
        let log = files::scratch("logs")?.join(format!("wasm-opt-{hash}.log"));
        run_quietly(&mut wasm_opt, &log, "wasm-opt refused the module.")?;
        _ = std::fs::remove_file(folder.join(&before));
        files::rename(&folder.join(&after), &kept)?;
    }
    files::read(&kept)
}

/// Takes comments and spaces away; the syntax itself is left as it was written.
fn minify(tools: &Tools, text: &[u8], kind: &str) -> Told<Vec<u8>> {
    let folder = files::scratch("esbuild")?;
    files::write(&folder.join(format!("before.{kind}")), text)?;
    let mut esbuild = tools.esbuild(&folder);
    esbuild.args([&format!("before.{kind}"), "--minify", "--target=esnext", "--charset=utf8", "--log-level=warning"]);
    esbuild.arg(format!("--outfile=after.{kind}")).arg("--allow-overwrite");
    run_quietly(&mut esbuild, &files::scratch("logs")?.join("esbuild.log"), &format!("esbuild refused a {kind} file."))?;
    files::read(&folder.join(format!("after.{kind}")))
}

/// The glue and the loader of the chunks name each other, so neither could be named by its content: they become one file. The chunks are
/// named by their content in it.
fn join_glue(tools: &Tools, site: &mut Site) -> Told<()> {
    let glue = take(site, GLUE)?;
    let loader = String::from_utf8(take(site, LOADER)?).map_err(|_| format!("{LOADER} is not UTF-8."))?;
    let mut named = loader.clone();
    let chunks: Vec<String> =
        site.keys().filter(|name| name.ends_with(".wasm") && loader.contains(&format!("\"./{name}\""))).cloned().collect();
    if chunks.is_empty() {
        return Err("The module came in one piece; see `later!` in src/later.rs and xtask/tools.".to_owned());
    }
    for old in &chunks {
        let bytes = take(site, old)?;
        let new = put(site, old.trim_end_matches(".wasm"), "wasm", bytes);
        named = named.replace(&format!("\"./{old}\""), &format!("\"./{new}\""));
    }
    let folder = files::scratch("esbuild")?;
    files::write(&folder.join(GLUE), &glue)?;
    files::write(&folder.join(LOADER), named.as_bytes())?;
    let mut esbuild = tools.esbuild(&folder);
    esbuild.args([GLUE, "--bundle", "--format=esm", "--minify", "--target=esnext", "--charset=utf8", "--log-level=error"]);
    esbuild.arg("--outfile=joined.js").arg("--allow-overwrite");
    run_quietly(&mut esbuild, &files::scratch("logs")?.join("esbuild.log"), "esbuild could not join the glue and its loader.")?;
    site.insert(GLUE.to_owned(), files::read(&folder.join("joined.js"))?);
    Ok(())
}

/// Joins the linked style sheets, in the page's order, into one.
fn one_style_sheet(tools: &Tools, html: &str, site: &mut Site) -> Told<String> {
    let links: Vec<Tag> = tags(html, "link").into_iter().filter(|tag| tag.attribute("rel") == Some("stylesheet")).collect();
    let mut joined = Vec::new();
    for link in &links {
        joined.extend(take(site, link.file("href"))?);
        joined.push(b'\n');
    }
    let Some(first) = links.first() else { return Ok(html.to_owned()) };
    let name = put(site, "style", "css", minify(tools, &joined, "css")?);
    let page = replace_tags(html, &links, |link| {
        if link.start == first.start { format!(r#"<link rel="stylesheet" href="./{name}">"#) } else { String::new() }
    });
    Ok(without_empty_lines(&page))
}

/// Replaces Trunk's inline start script by a file, and asks for the two big files before that file is read.
fn boot_from_files(html: &str, site: &mut Site) -> Told<String> {
    let module = take(site, MODULE)?;
    let module = put(site, "throughline_bg", "wasm", module);
    let glue = take(site, GLUE)?;
    let glue = put(site, "throughline", "js", glue);
    // A page that cannot start says so (see `[data-boot=failed]` in the styles) instead of staying empty.
    let boot = format!(
        "import start from './{glue}';\n\
         try {{ await start({{ module_or_path: new URL('./{module}', import.meta.url) }}); }}\n\
         catch (trouble) {{ document.documentElement.dataset.boot = 'failed'; throw trouble; }}\n"
    );
    let boot = put(site, "boot", "js", boot.into_bytes());

    let preloads: Vec<Tag> = tags(html, "link")
        .into_iter()
        .filter(|tag| matches!(tag.attribute("rel"), Some("modulepreload" | "preload")) && [GLUE, MODULE].contains(&tag.file("href")))
        .collect();
    let html = replace_tags(html, &preloads, |_| String::new());
    let script = tags(&html, "script").into_iter().find(|tag| tag.attribute("src").is_none() && tag.attribute("type") == Some("module"));
    let script = script.ok_or("Trunk wrote no start script into index.html; see its `rel=\"rust\"` link.")?;
    let end = html[script.end..].find("</script>").ok_or("The start script in index.html does not end.")? + script.end + "</script>".len();
    Ok(format!(
        "{}<link rel=\"preload\" href=\"./{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\">\n\
         <link rel=\"modulepreload\" href=\"./{glue}\" crossorigin=\"anonymous\">\n\
         <script type=\"module\" src=\"./{boot}\"></script>{}",
        &html[..script.start],
        &html[end..]
    ))
}

/// The page's other own scripts get their content's name too, so that no host can pair an old one with a new page.
fn name_scripts_by_content(html: &str, site: &mut Site) -> Told<String> {
    let is_plain = |tag: &Tag| tag.attribute("src").is_some() && !policy::is_named_by_content(tag.file("src"));
    let scripts: Vec<Tag> = tags(html, "script").into_iter().filter(is_plain).collect();
    let mut renamed = BTreeMap::new();
    for script in &scripts {
        let old = script.file("src").to_owned();
        let bytes = take(site, &old)?;
        let stem = old.trim_end_matches(".js").to_owned();
        renamed.insert(old, put(site, &stem, "js", bytes));
    }
    Ok(replace_tags(html, &scripts, |script| {
        let old = script.file("src");
        script.text.replace(old, renamed.get(old).map_or(old, String::as_str))
    }))
}

/// The worker that makes PDFs and what it loads, each under its content's name; the page's `throughline-press` says the worker's.
fn press_by_content(html: &str, site: &mut Site) -> Told<String> {
    let bytes = take(site, PRESS)?;
    let mut worker = String::from_utf8(bytes).map_err(|_| format!("{PRESS} is not UTF-8."))?;
    for part in PRESS_PARTS {
        let bytes = take(site, part)?;
        let (stem, extension) = part.rsplit_once('.').unwrap_or((part, ""));
        let named = put(site, stem, extension, bytes);
        if !worker.contains(&format!("./{part}")) {
            return Err(format!("public/{PRESS} does not load ./{part}."));
        }
        worker = worker.replace(&format!("./{part}"), &format!("./{named}"));
    }
    let named = put(site, "press", "js", worker.into_bytes());
    let said = format!("content=\"./{PRESS}\"");
    if html.matches(&said).count() != 1 {
        return Err(format!("index.html must name ./{PRESS} once, in its `throughline-press`."));
    }
    Ok(html.replace(&said, &format!("content=\"./{named}\"")))
}

/// Whether a file is for later: the service worker fetches it once the app stands.
fn is_for_later(name: &str) -> bool {
    name.starts_with("press-")
}

/// One name for exactly this set of bytes. The worker's own text counts: two workers must never share a cache.
fn version(html: &str, template: &[u8], site: &Site) -> String {
    let mut all = format!("{html}\n{}", files::hash(template));
    for (name, bytes) in site {
        all.push_str(&format!("\n{name} {}", files::hash(bytes)));
    }
    files::short_hash(all.as_bytes())
}

/// The policy stands right after the character set, before anything that it governs.
fn with_head(html: &str, version: &str) -> Told<String> {
    let charset = tags(html, "meta").into_iter().find(|tag| tag.attribute("charset").is_some());
    let at = charset.ok_or("index.html must begin its head with <meta charset=\"utf-8\">.")?.end;
    Ok(format!(
        "{}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n<meta name=\"throughline-build\" content=\"{version}\">{}",
        &html[..at],
        policy::for_meta(),
        &html[at..]
    ))
}

fn without_empty_lines(html: &str) -> String {
    html.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("{line}\n")).collect()
}

/// What the policy would refuse: code or styles written into the page itself.
fn inline_code(html: &str) -> Option<String> {
    let script =
        tags(html, "script").into_iter().find(|tag| tag.attribute("src").is_none() && tag.attribute("type") != Some("application/json"));
    let style = tags(html, "style").into_iter().next();
    let attribute = || {
        let opened = html.split('<').skip(1).filter(|text| text.starts_with(|c: char| c.is_ascii_alphabetic()));
        let mut inner = opened.filter_map(|text| text.split('>').next());
        inner.find(|text| attributes(text).iter().skip(1).any(|(name, _)| name == "style" || name.starts_with("on"))).map(str::to_owned)
    };
    script.or(style).map(|tag| tag.text).or_else(attribute)
}

fn service_worker(template: &[u8], version: &str, site: &Site) -> Told<Vec<u8>> {
    let template = std::str::from_utf8(template).map_err(|_| format!("{TEMPLATE} is not UTF-8."))?;
    let list = |later: bool| {
        let those = site.iter().filter(|(name, _)| is_for_later(name) == later);
        let list: Vec<String> = those.map(|(name, bytes)| format!("[\"{name}\",\"{}\"]", files::hash(bytes))).collect();
        format!("[{}]", list.join(","))
    };
    let mut worker = template.to_owned();
    let marks = [("\"__VERSION__\"", format!("\"{version}\"")), ("\"__FILES__\"", list(false)), ("\"__LATER__\"", list(true))];
    for (mark, value) in marks {
        if worker.matches(mark).count() != 1 {
            return Err(format!("public/{TEMPLATE} must hold {mark} exactly once."));
        }
        worker = worker.replace(mark, &value);
    }
    Ok(worker.into_bytes())
}

/// One opening tag, where it stands and what it says. Enough of HTML for a page that is ours: no `>` inside values.
struct Tag {
    start: usize,
    end: usize,
    text: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The file that a relative address names.
    fn file(&self, attribute: &str) -> &str {
        self.attribute(attribute).unwrap_or_default().trim_start_matches("./")
    }
}

fn tags(html: &str, name: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let opening = format!("<{name}");
    let mut from = 0;
    while let Some(start) = html[from..].find(&opening).map(|at| at + from) {
        from = start + opening.len();
        let Some(end) = html[from..].find('>').map(|at| at + from + 1) else { break };
        let inner = &html[from..end - 1];
        if inner.starts_with(|c: char| !c.is_whitespace() && c != '/') {
            continue; // A longer name, such as <linked>.
        }
        found.push(Tag { start, end, text: html[start..end].to_owned(), attributes: attributes(inner) });
        from = end;
    }
    found
}

fn attributes(mut text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let name_end = text.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(text.len());
        if name_end == 0 {
            return found;
        }
        let name = text[..name_end].to_ascii_lowercase();
        text = text[name_end..].trim_start();
        let mut value = "";
        if let Some(rest) = text.strip_prefix('=') {
            let rest = rest.trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
            (value, text) = match quote {
                Some(quote) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
                None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
            };
        }
        found.push((name, value.to_owned()));
    }
}

/// Rewrites the given tags of this very `html`, which are in its order.
fn replace_tags(html: &str, tags: &[Tag], mut with: impl FnMut(&Tag) -> String) -> String {
    let mut page = String::with_capacity(html.len());
    let mut from = 0;
    for tag in tags {
        page.push_str(&html[from..tag.start]);
        page.push_str(&with(tag));
        from = tag.end;
    }
    page.push_str(&html[from..]);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<head><meta charset="utf-8"><link rel="preload" href="./throughline_bg.wasm" as=fetch>
<script type="module">
import init from './throughline.js';
</script><script src="./offline.js" defer></script></head>"#;

    fn site() -> Site {
        [GLUE, MODULE, "offline.js"].map(|name| (name.to_owned(), name.as_bytes().to_vec())).into()
    }

    #[test]
    fn attributes_are_read_quoted_or_not() {
        let tag = &tags("<link rel=preload href=\"./a b.css\" defer>", "link")[0];
        assert_eq!(tag.attribute("rel"), Some("preload"));
        assert_eq!(tag.file("href"), "a b.css");
        assert_eq!(tag.attribute("defer"), Some(""));
        assert!(tags("<linked rel=x>", "link").is_empty());
    }

    #[test]
    fn a_finished_page_names_its_files_by_content_and_holds_no_inline_code() {
        let mut site = site();
        assert!(inline_code(PAGE).is_some());
        assert!(inline_code("<p class=a style=\"color: red\">").is_some());
        assert!(inline_code("<button onclick=\"go()\">").is_some());
        assert_eq!(inline_code("<p data-style=\"x\">style=x</p>"), None);
        let html = boot_from_files(PAGE, &mut site).expect("the page has a start script");
        let html = name_scripts_by_content(&html, &mut site).expect("its files are there");
        assert_eq!(inline_code(&html), None);
        assert!(site.keys().all(|name| policy::is_named_by_content(name)), "{:?}", site.keys());
        for name in site.keys() {
            let named_by_boot = name.starts_with("throughline");
            assert!(named_by_boot || html.contains(&format!("./{name}")), "{name} is not in {html}");
        }
        assert_eq!(html.matches("as=").count(), 1);
    }

    #[test]
    fn another_byte_anywhere_is_another_version() {
        let mut other = site();
        other.insert("offline.js".to_owned(), b"x".to_vec());
        let first = version(PAGE, b"worker", &site());
        assert_ne!(first, version(PAGE, b"worker", &other));
        assert_ne!(first, version("", b"worker", &site()));
        assert_ne!(first, version(PAGE, b"other", &site()));
    }

    #[test]
    fn the_policy_comes_before_what_it_governs() {
        let html = with_head(PAGE, "v").expect("there is a charset");
        assert!(html.find("Content-Security-Policy") < html.find("<link"));
    }

    #[test]
    fn the_service_worker_lists_every_file_with_its_hash() {
        let mut site = site();
        site.insert("press-0123456789abcdef.js".to_owned(), Vec::new());
        let template = b"const V = \"__VERSION__\", F = \"__FILES__\", L = \"__LATER__\";";
        let worker = service_worker(template, "v1", &site).expect("the marks are there");
        let text = String::from_utf8(worker).expect("text");
        assert!(text.starts_with("const V = \"v1\", F = [[\"offline.js\",\""), "{text}");
        assert!(text.contains("L = [[\"press-0123456789abcdef.js\",\"") && text.matches("press-").count() == 1, "{text}");
        assert!(service_worker(b"nothing", "v1", &site).is_err());
    }

    #[test]
    fn the_press_is_named_by_its_content_all_the_way_down() {
        let mut site = site();
        for part in PRESS_PARTS {
            site.insert(part.to_owned(), part.as_bytes().to_vec());
        }
        site.insert(PRESS.to_owned(), b"import './press-worker.js'; new URL('./press-worker_bg.wasm')".to_vec());
        let html = press_by_content("<meta name=\"throughline-press\" content=\"./press.js\">", &mut site).expect("all parts are there");
        let worker = site.iter().find(|(name, _)| name.starts_with("press-") && !name.starts_with("press-worker")).expect("the worker");
        assert!(html.contains(&format!("content=\"./{}\"", worker.0)), "{html}");
        let text = String::from_utf8_lossy(worker.1).into_owned();
        let parts: Vec<&String> = site.keys().filter(|name| name.starts_with("press-worker")).collect();
        assert!(parts.len() == 2 && parts.iter().all(|name| text.contains(&format!("'./{name}'"))), "{text}");
        assert!(site.keys().filter(|name| is_for_later(name)).count() == 3);
        assert!(press_by_content("<head></head>", &mut site).is_err());
    }
}
