//! Sentences as freelancers of five countries write them: each line of the file with what it was read as under it.

use super::*;

#[test]
fn freelancers_of_five_countries_are_understood() {
    let written = include_str!("../data/tongues.txt");
    let clients = shown::known(&["Acme", "Globex", "Initech", "John", "3M", "Studio 54", "Müller GmbH", "Café Zoë"]);
    let mut read_as = String::new();
    for line in written.lines().filter(|line| !line.starts_with("    ") && !line.is_empty()) {
        let (locale, text) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")).expect("a locale and a sentence");
        let context = Context { tax_name: "", ..context(locale, &clients) };
        let reading = read(text, &context);
        shown::assert_covered(text, &reading);
        read_as += &format!("{line}\n    {}\n", shown::shown(text, &reading, &clients));
    }
    expect_test::expect_file!["../data/tongues.txt"].assert_eq(&read_as);
}
