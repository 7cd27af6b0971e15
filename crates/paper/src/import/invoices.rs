//! Rows that are invoices or lines of them, put together by client and number.

use std::collections::BTreeMap;

use domain::field::Field;
use domain::intake::{BroughtClient, BroughtInvoice, BroughtState};
use domain::money::{Currency, Money, MoneyError};
use domain::text;
use domain::time::Day;
use rust_decimal::Decimal;

use super::clients::{self, Roll};
use super::figures::{self, Facts, Remark};
use super::line::{Figures, LineFacts, Off};
use super::sheet::{Sheet, Trouble};
use super::state::{State, state};
use super::tax::Tax;
use super::{BadRow, Labels, Preview, Question, Reason, Warning, flaws};
use crate::currency::{Hint, agreed, currencies_of, currency_named};
use crate::table::{CELL_MOST, Row};
use crate::target::Target;

/// Characters of an invoice's number.
const NUMBER_MOST: usize = 60;

pub(super) fn read(sheet: &Sheet<'_>, labels: &Labels, preview: &mut Preview) {
    let mut groups: Vec<Vec<RowFacts<'_>>> = Vec::new();
    let mut by_key: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in &sheet.table.rows {
        let facts = RowFacts::read(sheet, row);
        if facts.number.is_empty() {
            preview.bad.push(facts.bad(None));
            continue;
        }
        // Some tools name the client on the first row of an invoice only.
        let follows = groups
            .last()
            .is_some_and(|group| facts.client_key.is_empty() && group.first().is_some_and(|first| first.number == facts.number));
        let key = (facts.client_key.clone(), facts.number.clone());
        let at = if follows { groups.len() - 1 } else { *by_key.entry(key).or_insert(groups.len()) };
        match groups.get_mut(at) {
            Some(group) => group.push(facts),
            None => groups.push(vec![facts]),
        }
    }
    let mut asked: Vec<Question> = Vec::new();
    let mut assumed: BTreeMap<Currency, usize> = BTreeMap::new();
    let mut roll = Roll::default();
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    for group in groups {
        match whole(sheet, &group, labels) {
            Ok(Whole { invoice, mut warnings, assumed: from_mapping }) => {
                if let Some(first) = numbers.get(&invoice.number) {
                    warnings.push(Warning::NumberTwice { line: invoice.row, first: *first, number: invoice.number.clone() });
                } else {
                    numbers.insert(invoice.number.clone(), invoice.row);
                }
                if from_mapping {
                    *assumed.entry(invoice.currency).or_default() += 1;
                }
                preview.warnings.append(&mut warnings);
                for row in group {
                    preview.warnings.extend(row.warnings);
                    if let Some(client) = row.client {
                        roll.add_again(client, &mut preview.warnings);
                    }
                }
                preview.brought.invoices.push(invoice);
            }
            Err(Stop::Waits(question)) => {
                preview.waiting.extend(group.iter().map(|row| row.row.line));
                if let Some(question) = question
                    && !asked.contains(&question)
                {
                    asked.push(question);
                }
            }
            Err(Stop::Bad(at, reason)) => {
                let first_bad = reason.as_ref().and(group.get(at)).or_else(|| group.iter().find(|row| !row.reasons.is_empty()));
                let line = first_bad.map_or(0, |row| row.row.line);
                for (nth, row) in group.iter().enumerate() {
                    let more = reason.clone().filter(|_| nth == at);
                    let other = Reason::OtherRowBad { line };
                    preview.bad.push(row.bad(more.or_else(|| row.reasons.is_empty().then_some(other))));
                }
            }
        }
    }
    preview.questions.append(&mut asked);
    preview.warnings.extend(assumed.into_iter().map(|(currency, invoices)| Warning::CurrencyAssumed { invoices, currency }));
    preview.brought.clients = roll.clients;
}

/// One row, read as far as it can be by itself.
struct RowFacts<'a> {
    row: &'a Row,
    client: Option<BroughtClient>,
    /// Folded, so that spellings of one name meet; empty where the row names nobody.
    client_key: String,
    number: String,
    dated: Option<Day>,
    due: Option<Day>,
    paid_on: Option<Day>,
    state: String,
    currency: Option<Hint>,
    /// Beside amounts.
    hints: Vec<Hint>,
    total: Option<Decimal>,
    paid: Option<Decimal>,
    balance: Option<Decimal>,
    off: Off,
    surcharges: Vec<(String, Decimal)>,
    tax: Tax,
    net: Option<Decimal>,
    reference: String,
    note: String,
    line: Option<LineFacts>,
    reasons: Vec<Reason>,
    waits: bool,
    warnings: Vec<Warning>,
}

impl<'a> RowFacts<'a> {
    fn read(sheet: &Sheet<'a>, row: &'a Row) -> Self {
        let flaws = flaws(row, sheet.table);
        let mut reasons = Vec::new();
        let mut waits = false;
        let mut warnings = Vec::new();
        let mut keep = |trouble: Trouble| match trouble {
            Trouble::Bad(reason) => reasons.push(reason),
            Trouble::Waits => waits = true,
        };
        let named = [Target::Client(Field::Name), Target::Client(Field::Email)].map(|target| sheet.line(row, target, 300));
        let client = clients::client(sheet, row, &mut warnings);
        let client_key = match (&client, named) {
            (_, [name, _]) if !name.is_empty() => text::fold(&name),
            (_, [_, email]) if !email.is_empty() => text::fold(&email),
            (Ok(client), _) => client.fields.first().map(|(_, name)| text::fold(name)).unwrap_or_default(),
            (Err(_), _) => String::new(),
        };
        let client = client
            .map_err(|trouble| {
                if !matches!(trouble, Trouble::Bad(Reason::NoName)) {
                    keep(trouble)
                }
            })
            .ok();
        let mut figures = Figures { sheet, row, hints: Vec::new() };
        macro_rules! take {
            ($read:expr) => {
                $read.map_err(&mut keep).ok().unwrap_or_default()
            };
        }
        let currency = take!(sheet.cell(row, Target::InvoiceCurrency).map_or(Ok(None), |(column, text)| {
            currency_named(text).map(Some).ok_or_else(|| Trouble::Bad(Reason::NotACurrency { column, text: text.to_owned() }))
        }));
        Self {
            client,
            client_key,
            number: sheet.line(row, Target::InvoiceNumber, NUMBER_MOST),
            dated: take!(sheet.day(row, Target::InvoiceDate)),
            due: take!(sheet.day(row, Target::DueDate)),
            paid_on: take!(sheet.day(row, Target::PaidOn)),
            state: sheet.line(row, Target::State, 60),
            currency,
            total: take!(figures.amount(Target::Total)),
            paid: take!(figures.amount(Target::Paid)),
            balance: take!(figures.amount(Target::Balance)),
            off: take!(figures.off()),
            surcharges: take!(figures.surcharges()),
            tax: take!(figures.tax(Target::TaxName, Target::TaxRate, Target::TaxAmount)),
            net: take!(figures.amount(Target::Net)),
            line: take!(figures.line()),
            hints: figures.hints,
            reference: sheet.line(row, Target::Reference, 200),
            note: sheet.prose(row, Target::InvoiceNote, CELL_MOST),
            row,
            // In a row whose cells may have moved, other troubles only follow from that.
            reasons: if flaws.is_empty() { reasons } else { flaws },
            waits,
            warnings,
        }
    }

    fn bad(&self, more: Option<Reason>) -> BadRow {
        let mut reasons = self.reasons.clone();
        if self.number.is_empty() && !matches!(reasons.first(), Some(Reason::Flawed(_) | Reason::MoreCellsThanColumns { .. })) {
            reasons.push(Reason::NoNumber);
        }
        reasons.extend(more);
        BadRow { line: self.row.line, cells: self.row.cells.clone(), reasons }
    }
}

struct Whole {
    invoice: BroughtInvoice,
    warnings: Vec<Warning>,
    /// Its currency is the mapping's.
    assumed: bool,
}

/// Why a group of rows is no invoice.
enum Stop {
    Waits(Option<Question>),
    /// The row of this place in the group, with the reason if it lies in the group and not in a row alone.
    Bad(usize, Option<Reason>),
}

fn whole(sheet: &Sheet<'_>, group: &[RowFacts<'_>], labels: &Labels) -> Result<Whole, Stop> {
    let first = group.first().ok_or(Stop::Bad(0, None))?;
    let bad = |reason: Reason| Stop::Bad(0, Some(reason));
    if group.iter().any(|row| !row.reasons.is_empty()) {
        return Err(Stop::Bad(0, None));
    }
    if group.iter().any(|row| row.waits) {
        return Err(Stop::Waits(None));
    }
    let client = group.iter().find_map(|row| row.client.as_ref()).ok_or_else(|| bad(Reason::NoName))?;
    let dated = agree(group, Target::InvoiceDate, |row| row.dated)?.ok_or_else(|| bad(Reason::NoDate))?;
    let due = agree(group, Target::DueDate, |row| row.due)?;
    let paid_on = agree(group, Target::PaidOn, |row| row.paid_on)?;
    let stated = agree(group, Target::Total, |row| row.total)?;
    let paid = agree(group, Target::Paid, |row| row.paid)?;
    let balance = agree(group, Target::Balance, |row| row.balance)?;
    let word = agree(group, Target::State, |row| Some(&row.state).filter(|word| !word.is_empty()))?;
    let known = word.map(|word| state(word));
    let State { state, paid: all_paid } = known.flatten().unwrap_or(State { state: BroughtState::Issued, paid: false });
    let (currency, assumed) = currency_of(sheet, group)?;

    let lines: Vec<LineFacts> = group.iter().filter_map(|row| row.line.clone()).collect();
    // The file's total, else the sum of its lines' totals.
    let of_lines = || lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.total?));
    let total = stated.or_else(|| if lines.is_empty() { None } else { of_lines() });
    if total.is_none() && !lines.iter().any(LineFacts::has_money) {
        return Err(bad(Reason::NoTotal));
    }
    let facts = Facts {
        currency,
        total: total.map(|total| money(total, currency, Target::Total).map(|money| money.amount()).map_err(bad)).transpose()?,
        once: if stated.is_some() { once(group) } else { None },
        off: group.iter().map(|row| row.off).find(|off| !off.is_none()).unwrap_or_default(),
        surcharges: group.iter().map(|row| &row.surcharges).find(|all| !all.is_empty()).cloned().unwrap_or_default(),
        tax: group.iter().map(|row| &row.tax).find(|tax| !tax.is_none()).cloned().unwrap_or_default(),
        net: agree(group, Target::Net, |row| row.net)?,
        lines,
    };
    let too_large = || bad(Reason::TooLarge { target: Target::LinePrice, text: total.map(|total| total.to_string()).unwrap_or_default() });
    let built = figures::build(facts, labels).map_err(|_| too_large())?;
    let total = money(built.total, currency, Target::Total).map_err(bad)?;
    if total.is_negative() {
        return Err(bad(Reason::NegativeTotal { text: total.amount().to_string() }));
    }
    let open = balance.map(|open| money(open, currency, Target::Balance)).transpose().map_err(bad)?;
    let paid = match (paid, open) {
        (Some(paid), _) => money(paid, currency, Target::Paid).map_err(bad)?,
        (None, Some(open)) => total.minus(open).map_err(|_| too_large())?,
        (None, None) if all_paid => total,
        (None, None) => Money::zero(currency),
    };
    if paid.is_negative() {
        return Err(bad(Reason::NegativePaid { text: paid.amount().to_string() }));
    }

    let line = first.row.line;
    let number = first.number.clone();
    let mut warnings: Vec<Warning> =
        built.remarks.iter().filter_map(|remark| said(*remark, line, &number, group.len(), currency)).collect();
    if let (Some(word), Some(None)) = (word, known) {
        warnings.push(Warning::UnknownState { line, number: number.clone(), text: word.clone() });
    }
    if let Some(due) = due.filter(|due| *due < dated) {
        warnings.push(Warning::DueBeforeDate { line, number: number.clone(), dated, due });
    }
    if let Some(over) = paid.minus(total).ok().filter(Money::is_positive) {
        warnings.push(Warning::PaidMoreThanTotal { line, number: number.clone(), over });
    }
    let value = |field: Field| client.fields.iter().find(|(known, _)| *known == field).map(|(_, value)| value.clone()).unwrap_or_default();
    let mut notes: Vec<&str> = Vec::new();
    for row in group {
        if !row.note.is_empty() && notes.len() < 100 && !notes.contains(&row.note.as_str()) {
            notes.push(&row.note);
        }
    }
    let invoice = BroughtInvoice {
        row: line,
        client_name: value(Field::Name),
        client_email: value(Field::Email),
        number,
        currency,
        dated,
        due,
        state,
        lines: built.lines,
        discount: built.discount,
        tax_name: built.tax_name,
        prices_include_tax: built.prices_include_tax,
        reference: group.iter().map(|row| row.reference.clone()).find(|text| !text.is_empty()).unwrap_or_default(),
        note: text::prose(&notes.join("\n"), CELL_MOST),
        total,
        paid,
        paid_on,
    };
    Ok(Whole { invoice, warnings, assumed })
}

/// What the rows of a group say of the whole invoice: blank on some, and the same on all others.
fn agree<'g, T: PartialEq>(
    group: &'g [RowFacts<'_>],
    target: Target,
    get: impl Fn(&'g RowFacts<'_>) -> Option<T>,
) -> Result<Option<T>, Stop> {
    let mut said: Option<(u32, T)> = None;
    for (at, row) in group.iter().enumerate() {
        match (get(row), &said) {
            (None, _) => {}
            (Some(value), None) => said = Some((row.row.line, value)),
            (Some(value), Some((_, known))) if value == *known => {}
            (Some(_), Some((line, _))) => return Err(Stop::Bad(at, Some(Reason::RowsDisagree { target, line: *line }))),
        }
    }
    Ok(said.map(|(_, value)| value))
}

/// The lines of the rows that do not repeat an earlier one in every cell; None where none does.
fn once(group: &[RowFacts<'_>]) -> Option<Vec<LineFacts>> {
    let mut seen: std::collections::BTreeSet<&[String]> = std::collections::BTreeSet::new();
    let fresh: Vec<&RowFacts<'_>> = group.iter().filter(|row| seen.insert(row.row.cells.as_slice())).collect();
    (fresh.len() < group.len()).then(|| fresh.iter().filter_map(|row| row.line.clone()).collect())
}

fn currency_of(sheet: &Sheet<'_>, group: &[RowFacts<'_>]) -> Result<(Currency, bool), Stop> {
    let mut known: Option<Hint> = None;
    for (at, row) in group.iter().enumerate() {
        for hint in row.currency.iter().chain(&row.hints) {
            let both = known.map_or(Some(*hint), |known| agreed(known, *hint));
            let shown = |hint: Option<Hint>| match hint {
                Some(Hint::Sure(currency)) => currency.code().to_owned(),
                Some(Hint::Shared(symbol)) => symbol.to_owned(),
                None => String::new(),
            };
            let torn = || Stop::Bad(at, Some(Reason::TwoCurrencies { one: shown(known), other: shown(Some(*hint)) }));
            known = Some(both.ok_or_else(torn)?);
        }
    }
    let (symbol, among): (_, Vec<Currency>) = match known {
        Some(Hint::Sure(currency)) => return Ok((currency, false)),
        Some(Hint::Shared(symbol)) => (Some(symbol), currencies_of(symbol).collect()),
        None => (None, Currency::all().collect()),
    };
    match sheet.mapping.currency.filter(|currency| among.contains(currency)) {
        Some(currency) => Ok((currency, true)),
        None => Err(Stop::Waits(Some(Question::Currency { symbol, among }))),
    }
}

fn money(amount: Decimal, currency: Currency, target: Target) -> Result<Money, Reason> {
    Money::exact(amount, currency).map_err(|error| match error {
        MoneyError::TooFine { .. } => Reason::TooFine { target, text: amount.to_string() },
        MoneyError::TooLarge | MoneyError::Mixed { .. } => Reason::TooLarge { target, text: amount.to_string() },
    })
}

fn said(remark: Remark, line: u32, number: &str, rows: usize, currency: Currency) -> Option<Warning> {
    let number = number.to_owned();
    Some(match remark {
        Remark::Difference(amount) => Warning::DifferenceAdded { line, number, amount: Money::exact(amount, currency).ok()? },
        Remark::TakenOnce => Warning::RepeatedRowsTakenOnce { line, number, rows },
        Remark::TaxAsLine => Warning::TaxAsLine { line, number },
        Remark::TaxLeftOut => Warning::TaxLeftOut { line, number },
        Remark::DiscountLeftOut => Warning::DiscountLeftOut { line, number },
    })
}
