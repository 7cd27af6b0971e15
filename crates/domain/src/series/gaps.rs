//! Which numbers of a series no document has, and what is known of them.

use std::collections::BTreeMap;

use super::{all, doubles};
use crate::content::Kind;
use crate::number::{Pattern, Period, key};
use crate::practice::{Practice, Taken};
use crate::time::Day;

/// Why numbers are missing, as far as the practice knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// They came in with an import that was taken out again.
    Released,
    /// The documents around them came from another tool, which did not bring them.
    Imported,
    /// Somebody wrote a higher number by hand, and the series went on from there.
    ByHand,
    /// The device that had the series is gone, with what it had not told.
    Lost { why: String },
    /// Nobody can say.
    Unknown,
}

/// Numbers that follow each other and that no document has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub first: String,
    pub last: String,
    pub count: u64,
    pub why: Missing,
}

/// The numbers that are counted together: of one series, one way of writing, one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The lowest and the highest number that a document has.
    pub first: String,
    pub last: String,
    /// Documents that have one.
    pub taken: usize,
    /// Numbers that two documents have.
    pub doubles: Vec<String>,
    pub gaps: Vec<Gap>,
    /// Why nothing comes after the last one, where its device is gone: it may have given more.
    pub ended: Option<String>,
}

/// How a number is written around its counter.
#[derive(Clone, Debug)]
enum Written<'a> {
    Pattern(&'a Pattern, Day),
    Plain { before: &'a str, after: &'a str, width: usize },
}

impl Written<'_> {
    fn number(&self, counter: u64) -> String {
        match self {
            Self::Pattern(pattern, day) => pattern.number(*day, counter),
            Self::Plain { before, after, width } => format!("{before}{counter:0width$}{after}", width = *width),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group<'a> {
    Pattern(&'a Pattern, Period),
    Plain(String, String),
}

struct One<'a> {
    taken: &'a Taken,
    written: Written<'a>,
}

/// Around the last run of digits; None where there is none, or no counter in it.
fn plain(number: &str) -> Option<(&str, u64, &str)> {
    let end = number.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start =
        number[..end].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + number[at..].chars().next().map_or(1, char::len_utf8));
    let counter = number[start..end].parse().ok().filter(|_| end - start <= 15)?;
    Some((&number[..start], counter, &number[end..]))
}

/// Where a number counts, and how it is written there.
fn place<'a>(patterns: &'a [(String, Pattern)], taken: &'a Taken) -> Option<(Group<'a>, u64, One<'a>)> {
    for (_, pattern) in patterns {
        if let Some((period, counter)) = pattern.read(&taken.number) {
            let written = Written::Pattern(pattern, pattern.a_day_of(&taken.number)?);
            return Some((Group::Pattern(pattern, period), counter, One { taken, written }));
        }
    }
    let (before, counter, after) = plain(&taken.number)?;
    let width = taken.number.len() - before.len() - after.len();
    let group = Group::Plain(key(before), key(after));
    Some((group, counter, One { taken, written: Written::Plain { before, after, width } }))
}

/// All numbers of the practice by series, with what is missing between them.
pub fn report(practice: &Practice) -> Vec<Report> {
    let series = all(practice);
    let mut patterns: Vec<(String, Pattern)> = Vec::new();
    // The longer mark first: a number with it is read as no other's.
    let mut marks: Vec<&str> = series.iter().map(|series| series.mark.as_str()).chain([""]).collect();
    crate::order::sort_by_key(&mut marks, |mark| (usize::MAX - mark.len(), *mark));
    marks.dedup();
    for mark in marks {
        for kind in Kind::ALL {
            let pattern = practice.pattern(kind).in_series(mark);
            if !patterns.iter().any(|(_, known)| *known == pattern) {
                patterns.push((mark.to_owned(), pattern));
            }
        }
    }
    let mut groups: BTreeMap<Group<'_>, BTreeMap<u64, One<'_>>> = BTreeMap::new();
    let mut counts: BTreeMap<Group<'_>, usize> = BTreeMap::new();
    for (group, counter, one) in practice.numbers.values().filter(|taken| !taken.released).filter_map(|taken| place(&patterns, taken)) {
        *counts.entry(group.clone()).or_default() += 1;
        groups.entry(group).or_default().insert(counter, one);
    }
    let mut released: BTreeMap<Group<'_>, Vec<u64>> = BTreeMap::new();
    for (group, counter, _) in practice.numbers.values().filter(|taken| taken.released).filter_map(|taken| place(&patterns, taken)) {
        released.entry(group).or_default().push(counter);
    }
    let doubled = doubles(practice);
    groups
        .iter()
        .filter_map(|(group, numbers)| {
            let lost = match group {
                Group::Pattern(pattern, _) => {
                    let mark = patterns.iter().find(|(_, known)| known == *pattern).map(|(mark, _)| mark);
                    series.iter().find(|series| Some(&series.mark) == mark).and_then(|series| series.taken_over.clone())
                }
                Group::Plain(..) => None,
            };
            let ((first, low), (_, high)) = (numbers.first_key_value()?, numbers.last_key_value()?);
            let is_own = matches!(group, Group::Pattern(..)) && low.taken.batch.is_none() && !low.taken.by_hand;
            let none = Vec::new();
            let context = Context { released: released.get(group).unwrap_or(&none), lost: lost.as_deref() };
            let mut gaps = Vec::new();
            if is_own && *first > 1 {
                gaps.extend(context.gaps(1, *first - 1, None, low));
            }
            for ((below, lower), (above, upper)) in numbers.iter().zip(numbers.iter().skip(1)) {
                if above - below > 1 {
                    gaps.extend(context.gaps(below + 1, above - 1, Some(lower), upper));
                }
            }
            let all = numbers.values().map(|one| &one.taken.number);
            Some(Report {
                first: low.taken.number.clone(),
                last: high.taken.number.clone(),
                taken: counts.get(group).copied().unwrap_or(numbers.len()),
                doubles: all.filter(|number| doubled.contains_key(&key(number))).cloned().collect(),
                gaps,
                ended: lost,
            })
        })
        .collect()
}

struct Context<'a> {
    released: &'a [u64],
    lost: Option<&'a str>,
}

impl Context<'_> {
    /// What is missing from one counter to another: by what is known of each, those that follow each other as one.
    fn gaps(&self, from: u64, to: u64, lower: Option<&One<'_>>, upper: &One<'_>) -> Vec<Gap> {
        let written = &lower.unwrap_or(upper).written;
        let came = |one: &One<'_>| one.taken.batch.is_some();
        let why = if upper.taken.by_hand {
            Missing::ByHand
        } else if lower.is_some_and(came) || came(upper) {
            Missing::Imported
        } else if let Some(why) = self.lost {
            Missing::Lost { why: why.to_owned() }
        } else {
            Missing::Unknown
        };
        let mut inside: Vec<u64> = self.released.iter().copied().filter(|counter| (from..=to).contains(counter)).collect();
        crate::order::sort(&mut inside);
        inside.dedup();
        let gap =
            |from: u64, to: u64, why: Missing| Gap { first: written.number(from), last: written.number(to), count: to - from + 1, why };
        let (mut gaps, mut next): (Vec<Gap>, u64) = (Vec::new(), from);
        for counter in inside {
            if counter > next {
                gaps.push(gap(next, counter - 1, why.clone()));
            }
            match gaps.last_mut().filter(|last| last.why == Missing::Released && counter == next) {
                Some(last) => {
                    last.last = written.number(counter);
                    last.count += 1;
                }
                None => gaps.push(gap(counter, counter, Missing::Released)),
            }
            next = counter + 1;
        }
        if next <= to {
            gaps.push(gap(next, to, why));
        }
        gaps
    }
}
