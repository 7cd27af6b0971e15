//! The PDF is judged by programs that are not ours: qpdf and poppler's tools. One that is missing fails the tests and is named.

mod papers;

use std::path::{Path, PathBuf};
use std::process::Command;

use domain::language::Language;
use domain::money::{Currency, Money};
use domain::remit::{Iban, Place, SwissBill};
use sheet::{Code, Leaf, Logo, Sheet, Slip};

fn said_by(program: &str, args: &[&str], path: &Path) -> String {
    let missing = format!("{program} is missing; `cargo xtask test` installs it (Debian: qpdf, poppler-utils)");
    let (before, after) = args.split_at(args.iter().position(|arg| *arg == "-").unwrap_or(args.len()));
    let out = Command::new(program).args(before).arg(path).args(after).output().expect(&missing);
    assert!(out.status.success(), "{program} on {}: {}", path.display(), String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// A document set, kept in a file of this test, and found sound by qpdf.
fn pressed(name: &str, leaf: &Leaf) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("papers");
    std::fs::create_dir_all(&folder).expect("a folder for papers");
    let path = folder.join(format!("{name}.pdf"));
    std::fs::write(&path, press::press(leaf).expect(name)).expect(name);
    said_by("qpdf", &["--check"], &path);
    path
}

/// The text in reading order, white space of every kind as one space.
fn text(path: &Path) -> String {
    said_by("pdftotext", &["-raw", "-enc", "UTF-8", "-"], path).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages(path: &Path) -> usize {
    let about = said_by("pdfinfo", &[], path);
    let line = about.lines().find_map(|line| line.strip_prefix("Pages:")).expect("pages");
    line.trim().parse().expect(line)
}

/// Everything that the leaf says is in the PDF.
fn says_all(name: &str, sheet: &Sheet) -> PathBuf {
    let leaf = sheet.leaf();
    let path = pressed(name, &leaf);
    let found = text(&path);
    // Lines break within texts: what is sought is every word, and every figure in one piece.
    let unprinted = [&leaf.page, &leaf.caption, &leaf.title];
    for word in leaf.texts().filter(|text| unprinted.iter().all(|other| *other != text)).flat_map(str::split_whitespace) {
        assert!(found.contains(word), "{name}: {word:?} is not in {found}");
    }
    for figure in &leaf.sums {
        assert!(found.contains(&plain(&figure.figure)), "{name}: {:?}", figure.figure);
    }
    path
}

#[test]
fn every_language_says_everything_in_its_order() {
    for language in Language::ALL {
        let sheet = papers::usual(language);
        let leaf = sheet.leaf();
        let path = says_all(&format!("usual-{}", language.key()), &sheet);
        let found = text(&path);
        let at = |what: &str| found.find(&plain(what)).unwrap_or_else(|| panic!("{what:?} is not in {found}"));
        let order = [
            at(&leaf.sender.name),
            at(&leaf.kind),
            at(&leaf.to.name),
            at(&leaf.heads[0].text),
            at(&leaf.rows[0].what),
            at(&leaf.rows[3].what),
        ];
        assert!(order.is_sorted(), "{language:?}: {order:?} in {found}");
        assert_eq!(pages(&path), 1);
    }
}

#[test]
fn both_weights_are_embedded_and_mapped_to_letters() {
    let path = pressed("fonts", &papers::usual(Language::French).leaf());
    let fonts = said_by("pdffonts", &[], &path);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(rows.len(), 2, "{fonts}");
    assert!(rows.iter().all(|row| row.contains("Inter") && row.contains("yes yes yes")), "{fonts}");
}

#[test]
fn it_says_that_it_is_for_archives_and_for_everybody() {
    let path = pressed("about", &papers::usual(Language::German).leaf());
    let about = said_by("pdfinfo", &[], &path);
    assert!(about.contains("Tagged:          yes") && about.contains("Rechnung INV-2026-014"), "{about}");
    let xmp = said_by("pdfinfo", &["-meta"], &path);
    assert!(xmp.contains("<pdfaid:part>3</pdfaid:part>") && xmp.contains("<pdfaid:conformance>B</pdfaid:conformance>"), "{xmp}");
    assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>") && xmp.contains("2026-11-22T00:00:00+00:00"), "{xmp}");
}

#[test]
fn what_each_piece_is_stands_in_the_structure() {
    let sheet = papers::usual(Language::English);
    let path = pressed("structure", &sheet.leaf());
    let tree = said_by("pdfinfo", &["-struct-text"], &path);
    let count = |what: &str| tree.lines().filter(|line| line.trim_start().starts_with(what)).count();
    assert_eq!((count("H1"), count("Table"), count("THead")), (1, 2, 1), "{tree}");
    // A head for each column; one for each row of the sums.
    let leaf = sheet.leaf();
    assert_eq!(count("TH:"), leaf.heads.len() + leaf.sums.len(), "{tree}");
    assert_eq!(count("TD"), leaf.rows.len() * leaf.heads.len() + leaf.sums.len(), "{tree}");
    assert!(!tree.contains("Page 1 of 1"), "what only decorates is not read out");
}

#[test]
fn long_documents_have_their_head_on_every_page_and_count_them() {
    let path = says_all("long", &papers::long(90));
    let all = pages(&path);
    assert!(all > 2, "{all}");
    for page in 1..=all {
        let number = page.to_string();
        let found = plain(&said_by("pdftotext", &["-f", &number, "-l", &number, "-"], &path));
        assert!(found.contains(&format!("Page {page} of {all}")), "{found}");
        assert!(found.contains("Description") && found.contains("Amount"), "{found}");
    }
    let last = all.to_string();
    let end = plain(&said_by("pdftotext", &["-f", &last, "-l", &last, "-"], &path));
    // The sums stand together, and a line of what they sum goes with them.
    assert!(["Net", "Total", "To pay by", "90. "].iter().all(|what| end.contains(what)), "{end}");
}

#[test]
fn hard_figures_and_texts_are_shown_whole() {
    let huge = text(&says_all("huge", &papers::huge()));
    assert!(huge.contains("999,999,999,999.99"), "{huge}");
    let yen = text(&says_all("yen", &papers::yen()));
    assert!(yen.contains("13,505 JPY") && !yen.contains("13,505."), "{yen}");
    let mut words = papers::usual(Language::German);
    words.recipient.name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".to_owned();
    words.content.lines[0].description = format!("{}\n{}", "Überlängen ".repeat(60), "x".repeat(400));
    words.content.note = "Zeile\n".repeat(120);
    let path = pressed("words", &words.leaf());
    assert!(pages(&path) >= 3);
    let letters: String = text(&path).chars().filter(|letter| *letter == 'x').collect();
    assert!(letters.len() >= 400, "{}", letters.len());
}

#[test]
fn the_same_document_gives_the_same_bytes_and_another_does_not() {
    let press = |sheet: &Sheet| press::press(&sheet.leaf()).expect("a PDF");
    let first = press(&papers::usual(Language::Spanish));
    assert_eq!(first, press(&papers::usual(Language::Spanish)));
    let mut other = papers::usual(Language::Spanish);
    other.number = Some("INV-2026-015".to_owned());
    assert_ne!(first, press(&other));
}

#[test]
fn drafts_and_void_documents_say_so() {
    let mut draft = papers::usual(Language::Swedish);
    draft.number = None;
    assert!(text(&says_all("draft", &draft)).contains("Utkast"));
    let mut void = papers::usual(Language::English);
    void.void = Some(papers::day("2026-12-01"));
    void.open = None;
    let found = text(&says_all("void", &void));
    assert!(found.contains("Void") && !found.contains("How to pay"), "{found}");
}

#[test]
fn letters_that_the_typeface_has_not_got_are_named() {
    let mut sheet = papers::usual(Language::English);
    sheet.recipient.name = "株式会社 Nord".to_owned();
    let refused = press::press(&sheet.leaf());
    assert_eq!(refused, Err(press::PressError::Letters("株式会社".chars().collect())));
    sheet.recipient.name = "Ελένη Παπαδοπούλου, Київ, Nguyễn, e\u{301}te\u{301}\u{200b}\u{ad}".to_owned();
    let found = text(&pressed("letters", &sheet.leaf()));
    assert!(found.contains("Ελένη Παπαδοπούλου") && found.contains("Київ") && found.contains("Nguyễn"), "{found}");
}

/// A chessboard of two by two pixels, as PNG.
const PICTURE: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0, 87, 221, 82, 248, 0, 0, 0, 12, 73,
    68, 65, 84, 120, 156, 99, 96, 248, 15, 132, 0, 6, 0, 1, 255, 147, 209, 228, 137, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

#[test]
fn codes_are_drawn_as_many_squares_as_they_have() {
    let mut leaf = papers::usual(Language::English).leaf();
    let code = Code {
        caption: "Scan to pay".to_owned(),
        alt: "Payment code".to_owned(),
        side: 3,
        modules: vec![true, false, true, false, true, false, true, false, true],
        millimetres: 30,
        cross: false,
    };
    leaf.pay.as_mut().expect("how to pay").codes.push(code);
    leaf.logo = Some(Logo { bytes: PICTURE.to_vec(), alt: "Logo".to_owned() });
    let path = pressed("code", &leaf);
    assert_eq!(press::look_at(PICTURE), Ok((2, 2)));
    assert_eq!(press::look_at(b"<svg/>"), Err(press::LogoError::Unreadable));
    assert_eq!(press::look_at(&PICTURE[..30]), Err(press::LogoError::Unreadable));
    let tree = said_by("pdfinfo", &["-struct-text"], &path);
    assert!(tree.matches("Figure").count() == 2 && text(&path).contains("Scan to pay"), "{tree}");
}

/// A bill as the guidelines print one, with a code of few squares.
fn slip(language: Language, debtor: bool) -> Slip {
    let place = |name: &str, street: &str, code: &str, town: &str, country: &str| {
        let [name, street, postal_code, town, country] = [name, street, code, town, country].map(str::to_owned);
        Place { name, street, house: "12a".to_owned(), postal_code, town, country }
    };
    let bill = SwissBill {
        payload: String::new(),
        iban: Iban::parse("CH4431999123000889012").expect("an IBAN"),
        creditor: place("Atelier für Gestaltung & Kommunikation", "Lindenweg", "8005", "Zürich", "CH"),
        debtor: debtor.then(|| place("Bäckerei Kübler AG", "Marktgasse", "10115", "Berlin", "DE")),
        amount: Money::exact("1949.75".parse().expect("a figure"), Currency::CHF).expect("money"),
        reference: Some("210000000003139471430009017".to_owned()),
        message: "INV-2026-001".to_owned(),
    };
    let modules = vec![true, false, true, false, true, false, true, false, true];
    let code = Code { caption: String::new(), alt: "Payment code".to_owned(), side: 3, modules, millimetres: 46, cross: true };
    Slip::of(&bill, code, language)
}

#[test]
fn the_swiss_payment_part_stands_on_the_foot_of_the_last_page_and_says_what_the_guidelines_ask() {
    for (language, title, account) in
        [(Language::German, "Zahlteil", "Konto / Zahlbar an"), (Language::French, "Section paiement", "Compte / Payable à")]
    {
        let mut leaf = papers::yen().leaf();
        leaf.slip = Some(slip(language, true));
        let path = pressed(&format!("slip-{}", language.key()), &leaf);
        assert_eq!(pages(&path), 1, "a short bill and its payment part are one page");
        let found = text(&path);
        let wanted = [title, account, "CH44 3199 9123 0008 8901 2", "21 00000 00003 13947 14300 09017", "1 949.75", "DE-10115 Berlin"];
        for words in wanted {
            assert!(found.contains(words), "{words:?} is not in {found}");
        }
        assert_eq!(found.matches("8005 Zürich").count(), 2, "on both parts");
        assert_eq!(found.matches("INV-2026-001").count(), 1, "on the payment part alone");
    }
    let mut leaf = papers::usual(Language::English).leaf();
    let row = leaf.rows[0].clone();
    leaf.rows.extend(std::iter::repeat_n(row, 12));
    leaf.slip = Some(slip(Language::English, false));
    let path = pressed("slip-after", &leaf);
    assert_eq!(pages(&path), 2, "what has no room under a long bill has a page");
    let last = said_by("pdftotext", &["-raw", "-f", "2", "-enc", "UTF-8", "-"], &path);
    assert!(last.contains("Payable by (name/address)") && last.contains("Page 2 of 2"), "{last}");
}

#[test]
fn a_zip_of_many_is_one_that_others_open() {
    let pdf = press::press(&papers::yen().leaf()).expect("a PDF");
    let bytes = press::zip([("A 1.pdf", pdf.as_slice()), ("A 1.pdf", &pdf), ("Ünï.pdf", b"x")]);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("many.zip");
    std::fs::write(&path, bytes).expect("a ZIP");
    let list = said_by("python3", &["-m", "zipfile", "-l"], &path);
    assert!(["A 1.pdf", "A 1 (2).pdf", "Ünï.pdf"].iter().all(|name| list.contains(name)), "{list}");
    said_by("python3", &["-m", "zipfile", "-t"], &path);
}
