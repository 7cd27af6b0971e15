//! Who may name whom: read from every manifest and every `use` line, so that a line in the wrong room fails here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, where it lives, and what it must never name: as a crate, a module path, or a word of code.
struct Room {
    name: &'static str,
    folders: &'static [&'static str],
    manifest: Option<&'static str>,
    never: &'static [&'static str],
}

const ROOMS: &[Room] = &[
    Room {
        name: "domain",
        folders: &["crates/domain/src"],
        manifest: Some("crates/domain/Cargo.toml"),
        never: &[
            "serde",
            "serde_json",
            "automerge",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "leptos",
            "gloo",
            "gloo_storage",
            "rand",
            "getrandom",
            "uuid",
            "book",
            "sync",
            "wire",
            "paper",
            "std::time",
            "chrono::Utc",
            "chrono::Local",
            "f32",
            "f64",
        ],
    },
    Room {
        name: "book",
        folders: &["crates/book/src"],
        manifest: Some("crates/book/Cargo.toml"),
        never: &["web_sys", "js_sys", "wasm_bindgen", "leptos", "gloo", "gloo_storage", "paper", "std::time", "rand", "getrandom"],
    },
    Room {
        name: "wire",
        folders: &["crates/wire/src"],
        manifest: Some("crates/wire/Cargo.toml"),
        never: &[
            "chacha20poly1305",
            "chacha20",
            "aes",
            "aes_gcm",
            "hpke",
            "hkdf",
            "argon2",
            "x25519_dalek",
            "domain",
            "book",
            "paper",
            "sheet",
            "press",
            "sync",
            "automerge",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "leptos",
            "gloo",
            "rand",
            "rand_core",
            "getrandom",
            "chrono",
            "std::time",
        ],
    },
    Room {
        name: "sync",
        folders: &["crates/sync/src"],
        manifest: Some("crates/sync/Cargo.toml"),
        never: &[
            "domain",
            "book",
            "paper",
            "automerge",
            "serde",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "leptos",
            "gloo",
            "gloo_storage",
            "rand",
            "getrandom",
            "std::time",
            "f32",
            "f64",
        ],
    },
    Room {
        name: "paper",
        folders: &["crates/paper/src"],
        manifest: Some("crates/paper/Cargo.toml"),
        never: &["book", "sync", "automerge", "web_sys", "js_sys", "wasm_bindgen", "leptos", "gloo", "gloo_storage", "std::time"],
    },
    Room {
        name: "sheet",
        folders: &["crates/sheet/src"],
        manifest: Some("crates/sheet/Cargo.toml"),
        never: &[
            "book",
            "paper",
            "press",
            "sync",
            "automerge",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "leptos",
            "gloo",
            "gloo_storage",
            "std::time",
            "f32",
            "f64",
        ],
    },
    Room {
        name: "press",
        folders: &["crates/press/src", "crates/press-worker/src"],
        manifest: Some("crates/press/Cargo.toml"),
        never: &["book", "paper", "sync", "automerge", "web_sys", "js_sys", "leptos", "gloo", "gloo_storage", "rand", "std::time"],
    },
    Room {
        name: "src/browser",
        folders: &["src/browser", "src/browser.rs"],
        manifest: None,
        never: &["leptos", "paper", "crate::dom", "crate::page", "crate::part", "crate::state"],
    },
    Room {
        name: "src/state",
        folders: &["src/state", "src/state.rs"],
        manifest: None,
        never: &["leptos", "web_sys", "automerge", "gloo", "gloo_storage", "crate::page", "crate::part"],
    },
    Room {
        name: "src/page and src/part",
        folders: &["src/page", "src/page.rs", "src/part", "src/part.rs"],
        manifest: None,
        never: &["leptos", "book", "crate::browser", "automerge", "gloo", "gloo_storage"],
    },
    Room { name: "src/part", folders: &["src/part", "src/part.rs"], manifest: None, never: &["paper", "crate::page"] },
    Room {
        name: "src/dom",
        folders: &["src/dom", "src/dom.rs"],
        manifest: None,
        never: &["domain", "book", "paper", "crate::browser", "crate::page", "crate::part", "crate::state", "crate::words"],
    },
    Room {
        name: "src/words",
        folders: &["src/words", "src/words.rs"],
        manifest: None,
        never: &["leptos", "crate::dom", "web_sys", "js_sys", "crate::browser", "crate::page", "crate::part"],
    },
    Room {
        name: "relay",
        folders: &["relay/src"],
        manifest: Some("relay/Cargo.toml"),
        never: &[
            "sync",
            "book",
            "domain",
            "paper",
            "sheet",
            "press",
            "automerge",
            "chacha20poly1305",
            "hpke",
            "aes",
            "aes_gcm",
            "argon2",
            "crypto_box",
            "web_sys",
            "leptos",
            "f32",
        ],
    },
    Room {
        name: "relay/src/hub",
        folders: &["relay/src/hub", "relay/src/hub.rs"],
        manifest: None,
        never: &["tokio::net", "tokio::time", "std::time", "axum", "getrandom", "rand", "redb", "async_nats", "crate::server"],
    },
    Room {
        name: "relay/src/store",
        folders: &["relay/src/store", "relay/src/store.rs"],
        manifest: None,
        never: &["tokio::net", "axum", "getrandom", "rand", "crate::hub", "crate::server"],
    },
    Room {
        name: "tests",
        folders: &["tests/src", "tests/tests"],
        manifest: Some("tests/Cargo.toml"),
        never: &["leptos", "throughline", "web_sys"],
    },
];

/// Only these may name Automerge, and no other manifest at all.
const NAMES_AUTOMERGE: &[&str] = &["crates/book/Cargo.toml"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn files(place: &Path, found: &mut Vec<PathBuf>) {
    if place.is_file() {
        found.push(place.to_owned());
    } else if let Ok(entries) = fs::read_dir(place) {
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() || path.extension().is_some_and(|extension| extension == "rs") {
                files(&path, found);
            }
        }
    }
}

/// The code of a line: without comments and without what stands in quotes.
fn code(line: &str) -> String {
    let line = line.split("//").next().unwrap_or_default();
    line.split('"').step_by(2).collect::<Vec<_>>().join(" ")
}

/// Whether a line of code names a crate, a path or a word, as such and not as a part of another word. A path counts where something of it
/// is used (`a::b`), a crate where it begins a path or a `use`.
fn names(line: &str, forbidden: &str) -> bool {
    let line = code(line);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(forbidden).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = &line[at + forbidden.len()..];
        let begins = !before.is_some_and(|c| is_word(c) || c == '.') && !line[..at].ends_with("::");
        let is_use = line[..at].trim_start().trim_end_matches(['{', ' ']).ends_with("use");
        let is_type = matches!(forbidden, "f32" | "f64");
        begins && !after.starts_with(is_word) && (after.starts_with("::") || is_use || is_type || forbidden.contains("::"))
    })
}

fn dependencies(manifest: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(manifest)).expect(manifest);
    let table: toml::Table = text.parse().expect(manifest);
    let keys = |table: &toml::Value| table.as_table().map(|table| table.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let mut found: BTreeSet<String> = table.get("dependencies").map(keys).unwrap_or_default().into_iter().collect();
    if let Some(targets) = table.get("target").and_then(toml::Value::as_table) {
        found.extend(targets.values().filter_map(|target| target.get("dependencies")).flat_map(keys));
    }
    found.into_iter().map(|name| name.replace('-', "_")).collect()
}

/// Every breach of a room's row, as `file:line names what`.
fn breaches(room: &Room, read: impl Fn(&Path) -> String) -> Vec<String> {
    let mut found = Vec::new();
    let mut sources = Vec::new();
    for folder in room.folders {
        files(&root().join(folder), &mut sources);
    }
    assert!(!sources.is_empty(), "{} has no files: the table speaks of a room that is not there", room.name);
    for path in sources {
        for (at, line) in read(&path).lines().enumerate() {
            for forbidden in room.never.iter().filter(|forbidden| names(line, forbidden)) {
                let shown = path.strip_prefix(root()).unwrap_or(&path).display();
                found.push(format!("{shown}:{} names {forbidden}", at + 1));
            }
        }
    }
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a source file")
}

#[test]
fn no_line_is_in_the_wrong_room() {
    let found: Vec<String> = ROOMS.iter().flat_map(|room| breaches(room, read)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_manifest_brings_in_what_its_room_must_never_name() {
    for room in ROOMS {
        let Some(manifest) = room.manifest else { continue };
        let brought = dependencies(manifest);
        let breach: Vec<_> = room.never.iter().filter(|forbidden| brought.contains(**forbidden)).collect();
        assert!(breach.is_empty(), "{manifest} brings in {breach:?}");
    }
}

#[test]
fn one_room_alone_names_automerge() {
    let others = ["Cargo.toml", "relay/Cargo.toml", "tests/Cargo.toml", "tests/bench-relay/Cargo.toml"];
    let mut manifests: Vec<String> = others.map(str::to_owned).into();
    for entry in fs::read_dir(root().join("crates")).expect("crates").flatten() {
        manifests.push(format!("crates/{}/Cargo.toml", entry.file_name().to_string_lossy()));
    }
    for manifest in manifests {
        let named = dependencies(&manifest).contains("automerge");
        assert_eq!(named, NAMES_AUTOMERGE.contains(&manifest.as_str()), "{manifest}");
    }
}

#[test]
fn chrono_comes_without_its_clock() {
    let text = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let table: toml::Table = text.parse().expect("Cargo.toml");
    let chrono = &table["workspace"]["dependencies"]["chrono"];
    assert_eq!(chrono["default-features"].as_bool(), Some(false));
    let features = chrono.get("features").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    assert!(!features.iter().any(|feature| matches!(feature.as_str(), Some("clock" | "now" | "wasmbind"))), "{features:?}");
}

/// The check itself can fail: a line put into each room that names what it must not is found.
#[test]
fn a_breach_is_found() {
    for room in ROOMS {
        for forbidden in room.never {
            let line =
                if matches!(*forbidden, "f32" | "f64") { format!("let x: {forbidden} = y;") } else { format!("use {forbidden}::thing;") };
            let found = breaches(room, |path| format!("{}\n{line}\n", read(path)));
            assert!(found.iter().any(|breach| breach.ends_with(&format!("names {forbidden}"))), "{} lets `{line}` through", room.name);
        }
    }
}

#[test]
fn a_name_within_another_name_is_no_breach() {
    for (line, forbidden) in [
        ("use crate::notebook::Page;", "book"),
        ("let book = 1;", "book"),
        ("// use book::session", "book"),
        (r#"let text = "use book::session";"#, "book"),
        ("use domain::book::X;", "book"),
        ("fn f64ish() {}", "f64"),
    ] {
        assert!(!names(line, forbidden), "{line}");
    }
    for (line, forbidden) in
        [("use book::session::Session;", "book"), ("let s = book::session::pack(&c);", "book"), ("fn f(x: f64) {}", "f64")]
    {
        assert!(names(line, forbidden), "{line}");
    }
}
