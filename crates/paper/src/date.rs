//! Days as people and their tools write them. A day that can be read two ways is never guessed.

use domain::text;
use domain::time::Day;

/// Whether 03/04 is the third of April or the fourth of March.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    pub const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];

    /// Never renamed.
    pub fn key(self) -> &'static str {
        match self {
            Self::DayFirst => "day_first",
            Self::MonthFirst => "month_first",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    Blank,
    NotADay,
    /// "03/04/2026".
    Ambiguous,
}

/// What one text tells of the order in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    Nothing,
    Certain(DayOrder),
    Either,
}

/// Reads the civil day and drops the time of day and its zone: what is printed is what was meant.
pub fn parse(text: &str, order: Option<DayOrder>) -> Result<Day, DateError> {
    match read(text)? {
        Reading::Certain(day, _) => Ok(day),
        Reading::Either { day_first, month_first } => match order {
            Some(DayOrder::DayFirst) => Ok(day_first),
            Some(DayOrder::MonthFirst) => Ok(month_first),
            None => Err(DateError::Ambiguous),
        },
    }
}

pub fn evidence(text: &str) -> Evidence {
    match read(text) {
        Ok(Reading::Certain(_, Some(order))) => Evidence::Certain(order),
        Ok(Reading::Either { .. }) => Evidence::Either,
        Ok(Reading::Certain(_, None)) | Err(_) => Evidence::Nothing,
    }
}

enum Reading {
    Certain(Day, Option<DayOrder>),
    Either { day_first: Day, month_first: Day },
}

fn read(text: &str) -> Result<Reading, DateError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DateError::Blank);
    }
    if text.chars().count() > 60 {
        return Err(DateError::NotADay);
    }
    let certain = |day: Option<Day>| day.map(|day| Reading::Certain(day, None)).ok_or(DateError::NotADay);
    // "2021-01-28T11:04:09+00:00"
    let date = match text.split_once(['T', 't']) {
        Some((date, time)) if date.ends_with(|c: char| c.is_ascii_digit()) && time.starts_with(|c: char| c.is_ascii_digit()) => date,
        _ => text,
    };
    let folded = text::fold(date);
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    let Some((first, rest)) = words.split_first() else { return Err(DateError::NotADay) };
    if first.len() == 8 && first.bytes().all(|byte| byte.is_ascii_digit()) && rest.iter().all(|word| is_time(word)) {
        return certain(day(&first[0..4], number(&first[4..6]), &first[6..8]));
    }
    for mark in ['/', '-', '.'] {
        let parts: Vec<&str> = first.split(mark).collect();
        if let [one, two, three] = parts.as_slice() {
            if !rest.iter().all(|word| is_time(word)) {
                return Err(DateError::NotADay);
            }
            return match (one.len(), month(two)) {
                // "28-Jan-2021"
                (_, Some(month)) => certain(day(three, Some(month), one)),
                (4, None) => certain(day(one, number(two), three)),
                (_, None) => numeric(one, two, three, mark),
            };
        }
    }
    worded(&words).and_then(|found| certain(Some(found)))
}

/// Two numbers and a year. With dots the day comes first everywhere, unless the numbers say otherwise.
fn numeric(one: &str, two: &str, year: &str, mark: char) -> Result<Reading, DateError> {
    let day_first = day(year, number(two), one);
    let month_first = day(year, number(one), two);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one == other => Ok(Reading::Certain(one, None)),
        (Some(day), Some(_)) if mark == '.' => Ok(Reading::Certain(day, None)),
        (Some(day_first), Some(month_first)) => Ok(Reading::Either { day_first, month_first }),
        (Some(day), None) => Ok(Reading::Certain(day, Some(DayOrder::DayFirst))),
        (None, Some(day)) => Ok(Reading::Certain(day, Some(DayOrder::MonthFirst))),
        (None, None) => Err(DateError::NotADay),
    }
}

/// "Jan 28 2021", "28. Januar 2021", "Thu 28th January 2021".
fn worded(words: &[&str]) -> Result<Day, DateError> {
    let mut found_month = None;
    let mut numbers: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        if numbers.len() < 2 && number(bare).is_some() {
            numbers.push(bare);
        } else if found_month.is_none() && month(word).is_some() {
            found_month = month(word);
        } else if (at == 0 && is_weekday(word)) || (*word == "de" || *word == "of") || (numbers.len() == 2 && is_time(word)) {
        } else {
            return Err(DateError::NotADay);
        }
    }
    match numbers.as_slice() {
        [one, year] if year.len() == 4 || one.len() < 4 => day(year, found_month, one).ok_or(DateError::NotADay),
        [year, one] => day(year, found_month, one).ok_or(DateError::NotADay),
        _ => Err(DateError::NotADay),
    }
}

fn number(text: &str) -> Option<u32> {
    ((1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn day(year: &str, month: Option<u32>, day: &str) -> Option<Day> {
    let full = match (year.len(), number(year)?) {
        (4, year) => year,
        // A year of two digits: no invoice is older than the tools that wrote it.
        (2, year @ 0..=79) => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    let short = (1..=2).contains(&day.len());
    if short { Day::new(i32::try_from(full).ok()?, month?, number(day)?) } else { None }
}

fn is_time(word: &str) -> bool {
    let clock = word.contains(':') && word.bytes().all(|byte| byte.is_ascii_digit() || b":.+-zapm".contains(&byte));
    let zone = matches!(word.strip_prefix(['+', '-']), Some(offset) if number(offset).is_some());
    clock || zone || matches!(word, "am" | "pm" | "utc" | "gmt" | "z")
}

fn is_weekday(word: &str) -> bool {
    word.len() >= 3
        && ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].iter().any(|day| day.starts_with(word))
}

/// The months, folded, in English, German, French, Spanish, Italian, Dutch and Portuguese.
const MONTHS: [&str; 12] = [
    "january januar jänner janvier enero gennaio januari janeiro",
    "february februar fevrier febrero febbraio februari fevereiro",
    "march marz maerz mars marzo maart março marco mrz",
    "april avril abril aprile",
    "may mai mayo maggio mei maio",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
];

/// A month by its name or by three letters or more of it, if only one month begins so.
fn month(word: &str) -> Option<u32> {
    if word.len() < 3 || !word.is_ascii() || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut found = (1u32..).zip(MONTHS).filter(|(_, names)| names.split(' ').any(|name| name.starts_with(word)));
    let (month, _) = found.next()?;
    found.next().is_none().then_some(month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(texts: &[&str], expect: Expect) {
        let shown = |text: &str| match parse(text, None) {
            Ok(day) => day.to_string(),
            Err(error) => format!("{error:?}"),
        };
        let lines: Vec<String> = texts.iter().map(|text| format!("{text} → {}", shown(text))).collect();
        expect.assert_eq(&(lines.join("\n") + "\n"));
    }

    #[test]
    fn days_as_tools_write_them() {
        check(
            &[
                "2026-11-22",
                "2019-02-25 08:00:00 UTC",
                "2021-01-28T11:04:09+00:00",
                "2021-01-28T07:57:37Z",
                "10/20/2019",
                "2/29/2020",
                "20.10.2019",
            ],
            expect![[r#"
                2026-11-22 → 2026-11-22
                2019-02-25 08:00:00 UTC → 2019-02-25
                2021-01-28T11:04:09+00:00 → 2021-01-28
                2021-01-28T07:57:37Z → 2021-01-28
                10/20/2019 → 2019-10-20
                2/29/2020 → 2020-02-29
                20.10.2019 → 2019-10-20
            "#]],
        );
        check(
            &[
                "Jan 28 2021",
                "January 28, 2021",
                "28 January 2021",
                "28. März 2021",
                "28-Jan-2021",
                "Thu, 28th Jan 2021",
                "3 août 2020",
                "2021/1/5",
            ],
            expect![[r#"
                Jan 28 2021 → 2021-01-28
                January 28, 2021 → 2021-01-28
                28 January 2021 → 2021-01-28
                28. März 2021 → 2021-03-28
                28-Jan-2021 → 2021-01-28
                Thu, 28th Jan 2021 → 2021-01-28
                3 août 2020 → 2020-08-03
                2021/1/5 → 2021-01-05
            "#]],
        );
        check(
            &["20210128", "1/28/2021 10:00 PM", "03.04.2026", "04/04/26", "31.12.99", "5 de mayo de 2024", "2021 Jan 28", "1/28/21"],
            expect![[r#"
                20210128 → 2021-01-28
                1/28/2021 10:00 PM → 2021-01-28
                03.04.2026 → 2026-04-03
                04/04/26 → 2026-04-04
                31.12.99 → 1999-12-31
                5 de mayo de 2024 → 2024-05-05
                2021 Jan 28 → 2021-01-28
                1/28/21 → 2021-01-28
            "#]],
        );
    }

    #[test]
    fn what_is_no_day_is_an_error() {
        check(
            &[
                "",
                "soon",
                "2021-02-30",
                "13/13/2021",
                "44224",
                "28 Jan",
                "Jan 2021",
                "Ju 3 2021",
                "1/2/3",
                "28 Jan 2021 paid",
                "0000-00-00",
                "1/2/20211",
            ],
            expect![[r#"
                 → Blank
                soon → NotADay
                2021-02-30 → NotADay
                13/13/2021 → NotADay
                44224 → NotADay
                28 Jan → NotADay
                Jan 2021 → NotADay
                Ju 3 2021 → NotADay
                1/2/3 → NotADay
                28 Jan 2021 paid → NotADay
                0000-00-00 → NotADay
                1/2/20211 → NotADay
            "#]],
        );
    }

    #[test]
    fn a155_the_order_is_asked_only_where_both_are_possible() {
        let day = |text| Day::parse(text).expect(text);
        assert_eq!(parse("03/04/2026", None), Err(DateError::Ambiguous));
        assert_eq!(parse("03/04/2026", Some(DayOrder::DayFirst)), Ok(day("2026-04-03")));
        assert_eq!(parse("03/04/2026", Some(DayOrder::MonthFirst)), Ok(day("2026-03-04")));
        assert_eq!(evidence("15/03/2026"), Evidence::Certain(DayOrder::DayFirst));
        assert_eq!(evidence("03/15/2026"), Evidence::Certain(DayOrder::MonthFirst));
        assert_eq!(evidence("03/04/2026"), Evidence::Either);
        assert_eq!(evidence("2026-04-03"), Evidence::Nothing);
        assert_eq!(evidence("04/04/2026"), Evidence::Nothing);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}") {
            let _ = (parse(&text, None), parse(&text, Some(DayOrder::DayFirst)), evidence(&text));
        }

        #[test]
        fn every_day_reads_back(days in -20_000i64..40_000) {
            let day = Day::from_epoch_days(days).expect("in range");
            let (y, m, d) = (day.year(), day.month(), day.day());
            for text in [format!("{day}"), format!("{d}.{m}.{y}"), format!("{y}/{m}/{d}")] {
                prop_assert_eq!(parse(&text, None), Ok(day), "{}", text);
            }
            prop_assert_eq!(parse(&format!("{m:02}/{d:02}/{y}"), Some(DayOrder::MonthFirst)), Ok(day));
            prop_assert_eq!(parse(&format!("{d}-{m}-{y}"), Some(DayOrder::DayFirst)), Ok(day));
        }
    }
}
