//! A bank's table: separated values under names of columns, after whatever the bank writes above them.

use domain::money::{Currency, Money};
use domain::text;
use rust_decimal::Decimal;

use super::columns::{self, Role};
use super::{BankError, BankFile, Choice, Question, Raw, known};
use crate::amount::{self, Mark};
use crate::currency::currency_named;
use crate::date::{self, DayOrder};
use crate::table::{HeaderAt, Options, Row, Separator, Table, TableError};

/// Rows among which the names of the columns are looked for: banks write much above them.
const WITHIN: usize = 40;

/// How a table was read, so that a person can see and change it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    pub header: Vec<String>,
    /// The line of the header, counted from 1.
    pub line: u32,
    pub roles: Vec<Role>,
    /// The first rows under the header.
    pub sample: Vec<Vec<String>>,
    pub order: Option<DayOrder>,
    pub mark: Option<Mark>,
    pub currency: Option<Currency>,
}

const SAMPLE: usize = 3;

pub(super) fn read(bytes: &[u8], choice: &Choice) -> Result<BankFile, BankError> {
    let (rows, at) = found(bytes, choice)?;
    let header: Vec<String> = rows[at].cells.iter().map(|cell| text::line(cell, 200)).collect();
    let data: Vec<&Row> = rows[at + 1..].iter().filter(|row| !row.is_blank()).collect();
    if data.len() > super::BOOKINGS_MOST {
        return Err(BankError::TooManyBookings { most: super::BOOKINGS_MOST });
    }
    let cell = |row: &Row, column: usize| row.cells.get(column).map(|cell| cell.trim().to_owned()).unwrap_or_default();
    let is_code = |column: usize| {
        let filled: Vec<String> = data.iter().map(|row| cell(row, column)).filter(|cell| !cell.is_empty()).take(20).collect();
        !filled.is_empty() && filled.iter().all(|cell| Currency::parse(cell).is_some())
    };
    let roles = choice.roles.clone().filter(|roles| roles.len() == header.len()).unwrap_or_else(|| columns::roles(&header, is_code));
    let of = |role: Role| roles.iter().position(|one| *one == role);
    let all = |role: Role| roles.iter().enumerate().filter(move |(_, one)| **one == role).map(|(at, _)| at);
    let (day, value_day) = (of(Role::Day), of(Role::ValueDay));
    let (sum, credit, debit) = (of(Role::Amount), of(Role::Credit), of(Role::Debit));
    let days: Vec<usize> = day.into_iter().chain(value_day).collect();
    let sums: Vec<usize> = [sum, credit, debit].into_iter().flatten().collect();
    let order = choice.order.or_else(|| order_of(days.iter().flat_map(|column| data.iter().map(|row| cell(row, *column)))));
    let mark = choice.mark.or_else(|| mark_of(sums.iter().flat_map(|column| data.iter().map(|row| cell(row, *column)))));
    let in_name = sums.iter().find_map(|column| columns::split(&header[*column]).1);
    let above = rows[..at].iter().find_map(currency_above);
    let usual = choice.currency.or(in_name).or(above);

    let mut file = BankFile::default();
    if days.is_empty() {
        file.asks.push(Question::Day);
    }
    if sum.is_none() && credit.is_none() {
        file.asks.push(Question::Amount);
    }
    let ask = |asks: &mut Vec<Question>, question| {
        if !asks.contains(&question) {
            asks.push(question);
        }
    };
    let mut raws = Vec::new();
    let ready = file.asks.is_empty();
    for row in data.iter().filter(|_| ready) {
        let on = days.iter().map(|column| cell(row, *column)).find(|text| !text.is_empty()).unwrap_or_default();
        let on = match date::parse(&on, order) {
            Ok(on) => on,
            Err(date::DateError::Ambiguous) => {
                ask(&mut file.asks, Question::Order);
                continue;
            }
            // Sums and remarks under the table have no day.
            Err(date::DateError::Blank) => continue,
            Err(date::DateError::NotADay) => {
                file.unreadable.push(row.line);
                continue;
            }
        };
        let figure = |column: Option<usize>| match column.map(|column| cell(row, column)).filter(|text| !text.is_empty()) {
            None => Ok(None),
            Some(text) => amount::parse(&text, mark).map(|amount| Some((amount.value, amount.currency))),
        };
        let (whole, came, went) = match (figure(sum), figure(credit), figure(debit)) {
            (Ok(whole), Ok(came), Ok(went)) => (whole, came, went),
            (Err(amount::AmountError::Ambiguous), ..)
            | (_, Err(amount::AmountError::Ambiguous), _)
            | (.., Err(amount::AmountError::Ambiguous)) => {
                ask(&mut file.asks, Question::Mark);
                continue;
            }
            _ => {
                file.unreadable.push(row.line);
                continue;
            }
        };
        let sign = of(Role::Sign).map(|column| cell(row, column)).and_then(|text| sign(&text));
        let value = |one: Option<(Decimal, _)>| one.map(|(value, _)| value).filter(|value| !value.is_zero());
        // A debit column may carry its own minus; what came in carries none.
        let value = match (value(came), value(went), value(whole)) {
            (Some(came), None, _) if !came.is_sign_negative() => came,
            (None, None, Some(whole)) => match sign {
                Some(true) => whole.abs(),
                Some(false) => -whole.abs(),
                None => whole,
            },
            (None, None, None) => continue,
            (Some(came), _, _) if came.is_sign_negative() => {
                file.reversed += 1;
                continue;
            }
            _ => {
                file.outgoing += 1;
                continue;
            }
        };
        if value.is_sign_negative() {
            file.outgoing += 1;
            continue;
        }
        if of(Role::State).is_some_and(|column| columns::is_unsettled(&cell(row, column))) {
            file.reversed += 1;
            continue;
        }
        let hint = [whole, came].into_iter().flatten().find_map(|(_, currency)| currency);
        let beside = of(Role::Currency).map(|column| cell(row, column)).and_then(|text| currency_named(&text)).or(hint);
        let currency = match beside {
            Some(crate::currency::Hint::Sure(currency)) => Some(currency),
            Some(_) | None => usual,
        };
        let Some(currency) = currency else {
            ask(&mut file.asks, Question::Currency);
            continue;
        };
        let Ok(amount) = Money::exact(value, currency) else {
            file.unreadable.push(row.line);
            continue;
        };
        let sent = figure(of(Role::Sent)).ok().flatten().and_then(|(value, _)| Money::exact(value, currency).ok());
        let sent = sent.filter(|sent| sent.amount() > amount.amount());
        let one = |role: Role, most: usize| of(role).map(|column| text::line(&cell(row, column), most)).unwrap_or_default();
        let said: Vec<String> =
            all(Role::Text).map(|column| text::line(&cell(row, column), 1_000)).filter(|text| !text.is_empty()).collect();
        raws.push(Raw {
            on,
            amount,
            sent,
            payer: one(Role::Payer, 200),
            text: said.join(" · "),
            reference: one(Role::Reference, 100),
            own: one(Role::Id, 100),
        });
    }
    let sample = data.iter().take(SAMPLE).map(|row| (0..header.len()).map(|column| text::line(&cell(row, column), 80)).collect()).collect();
    file.grid = Some(Grid { header, line: rows[at].line, roles, sample, order, mark, currency: usual });
    file.bookings = known("", raws);
    Ok(file)
}

/// Every row of the table, and which of them names the columns. The separator is the one under which a row names most.
fn found(bytes: &[u8], choice: &Choice) -> Result<(Vec<Row>, usize), BankError> {
    let mut best: Option<(usize, Vec<Row>, usize)> = None;
    let mut failed = TableError::Empty;
    for separator in Separator::ALL {
        let options = Options { encoding: choice.encoding, separator: Some(separator), header: HeaderAt::Missing };
        let rows = match Table::read(bytes, &options) {
            Ok(table) => table.rows,
            Err(error) => {
                failed = error;
                continue;
            }
        };
        let chosen = choice.header.and_then(|line| rows.iter().position(|row| row.line == line));
        let score = |row: &Row| (columns::known(&row.cells), row.cells.len().min(30));
        let at = match chosen {
            Some(at) => Some(at),
            None => {
                let mut at = None;
                for (here, row) in rows.iter().enumerate().take(WITHIN) {
                    if at.is_none_or(|best: usize| score(row) > score(&rows[best])) {
                        at = Some(here);
                    }
                }
                at
            }
        };
        let Some(at) = at else { continue };
        let (names, cells) = score(&rows[at]);
        let score = names * 100 + cells;
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, rows, at));
        }
    }
    let (_, rows, at) = best.ok_or(BankError::Table(failed))?;
    Ok((rows, at))
}

/// The order that the unmistakable days of a column agree on.
fn order_of(cells: impl Iterator<Item = String>) -> Option<DayOrder> {
    let mut seen = None;
    for cell in cells {
        if let date::Evidence::Certain(order) = date::evidence(&cell) {
            if seen.is_some_and(|seen| seen != order) {
                return None;
            }
            seen = Some(order);
        }
    }
    seen
}

fn mark_of(cells: impl Iterator<Item = String>) -> Option<Mark> {
    let mut seen = None;
    for cell in cells {
        if let amount::Evidence::Certain(mark) = amount::evidence(&cell) {
            if seen.is_some_and(|seen| seen != mark) {
                return None;
            }
            seen = Some(mark);
        }
    }
    seen
}

/// "Währung: CHF" above the table.
fn currency_above(row: &Row) -> Option<Currency> {
    let words = row.cells.iter().flat_map(|cell| cell.split([':', ' '])).map(str::trim).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let named = words.iter().position(|word| columns::role(word) == Role::Currency)?;
    words[named + 1..].iter().find_map(|word| Currency::parse(word))
}

/// Whether it came in (true) or went out, as the letters of a column say.
fn sign(text: &str) -> Option<bool> {
    match text::fold(text).trim() {
        "h" | "haben" | "c" | "cr" | "crdt" | "credit" | "k" | "kredit" | "+" | "gutschrift" | "eingang" | "in" | "bij" | "entree" => {
            Some(true)
        }
        "s" | "soll" | "d" | "dr" | "dbit" | "debit" | "debet" | "-" | "lastschrift" | "ausgang" | "out" | "af" | "sortie" => Some(false),
        _ => None,
    }
}
