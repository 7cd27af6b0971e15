//! Sentences about clients whose names mean something else as well, read on a Monday: each line of the file with what it was read as
//! under it. The first line names the clients; a locale and the usual currency stand before each sentence.

use super::*;

#[test]
fn names_that_mean_something_else_are_told_from_it() {
    let written = include_str!("../data/desks.txt");
    let (head, sentences) = written.split_once('\n').expect("the clients first");
    let names: Vec<&str> = head.trim_start_matches("clients: ").split(" | ").collect();
    let clients = shown::known(&names);
    let mut read_as = format!("{head}\n");
    for line in sentences.lines().filter(|line| !line.starts_with("    ") && !line.is_empty()) {
        let (place, text) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")).expect("a place and a sentence");
        let (locale, currency) = place.split_once(' ').expect("a locale and a currency");
        let today = Day::parse("2026-11-30").expect("a Monday");
        let context = Context { today, tax_name: "", currency: Currency::parse(currency), ..context(locale, &clients) };
        let reading = read(text, &context);
        shown::assert_covered(text, &reading);
        read_as += &format!("{line}\n    {}\n", shown::shown(text, &reading, &clients));
    }
    expect_test::expect_file!["../data/desks.txt"].assert_eq(&read_as);
}
