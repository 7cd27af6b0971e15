//! The PDF is judged by programs that are not ours: qpdf and poppler's tools. One that is missing fails the tests and is named.

mod papers;

use std::path::PathBuf;

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("papers");
    std::fs::create_dir_all(&folder).expect("a folder for papers");
    folder
}

fn pressed(name: &str, sheet: &sheet::Sheet) -> (PathBuf, Vec<u8>) {
    let bytes = press::press(&papers::leaf(sheet)).expect(name);
    let path = folder().join(format!("{name}.pdf"));
    std::fs::write(&path, &bytes).expect(name);
    (path, bytes)
}

#[test]
fn try_it() {
    use domain::language::Language;
    for language in Language::ALL {
        pressed(&format!("usual-{}", language.key()), &papers::usual(language));
    }
    pressed("long", &papers::long(40));
    pressed("huge", &papers::huge());
    pressed("yen", &papers::yen());
    let mut draft = papers::usual(Language::English);
    draft.number = None;
    draft.look.accent = Some([0xe0, 0x60, 0x20]);
    pressed("draft", &draft);
    let mut void = papers::usual(Language::German);
    void.void = Some(papers::day("2026-12-01"));
    pressed("void", &void);
}
