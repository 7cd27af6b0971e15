//! Bringing records in from another tool.

mod columns;
mod rows;

pub use columns::{column, group, order, separator, target};
pub use rows::{reason, warning, warnings_of};

use std::collections::BTreeMap;

use domain::command::Tally;
use domain::decide::{Clash, Counted, Progress};
use domain::field::Field;
use domain::money::Currency;
use paper::amount::Mark;
use paper::date::DayOrder;
use paper::encoding::Encoding;
use paper::import::{Question, Refusal, Totals};
use paper::recognise::{Records, Tool};
use paper::table::{BYTES_MOST, Table, TableError};
use paper::target::Target;

use super::done::count;
use super::locale::Locale;
use crate::state::files::FileError;
use crate::state::import::Past;

pub const TITLE: &str = "Import";
pub const STEPS: &str = "Steps";
pub const FILE: &str = "File";
pub const COLUMNS: &str = "Columns";
pub const CHECK: &str = "Check";
pub const DONE: &str = "Done";
pub const CHOOSE: &str = "Choose a file";
pub const OR_DROP: &str = " or drop it here";
pub const DROP_HINT: &str = "CSV, up to 20 MB. It is read on this device and goes nowhere else.";
pub const KNOWN_TITLE: &str = "What it knows";
pub const KNOWN: &str = "Exports of Invoice Ninja, FreshBooks, Wave, Zoho Invoice, Bonsai, HoneyBook, Invoice2go and Invoicely are recognised by their columns. Any other CSV works too: you say which column is which. Where a tool has one file for clients and one for invoices, bring the clients first.";
pub const ANOTHER: &str = "Another file";
pub const READING: &str = "Reading the file…";
pub const COUNTING: &str = "Counting what is new…";
pub const BRINGING: &str = "Bringing them in…";
pub const UNDERWAY: &str = "How far it has come";
pub const STOP: &str = "Stop here";
pub const HOW_READ: &str = "How the file is read";
pub const ROWS_ARE: &str = "Each row is";
pub const SEPARATOR: &str = "Between two cells";
pub const ENCODING: &str = "Characters";
pub const HEADER: &str = "The column names stand on";
pub const HEADER_FOUND: &str = "wherever they are found";
pub const HEADER_MISSING: &str = "no line: there are none";
pub const DATES: &str = "Dates like 03/04/2026";
pub const DECIMALS: &str = "Figures like 1,234";
pub const AS_FILE: &str = "as the file shows";
pub const CURRENCY: &str = "Amounts without a currency";
pub const CURRENCY_ASK: &str = "ask when one comes up";
pub const ANSWER_FIRST: &str = "Please answer this first: nothing is guessed.";
pub const TO_SETTINGS: &str = "To Settings";
pub const NOT_GIVEN: &str = "The browser did not take the file. Please try again.";
pub const TAKEN_OUT: &str = "The import was taken out again";
pub const SUMS_HERE: &str = "What came in";
pub const MAP_CAPTION: &str = "Which column goes where";
pub const IN_FILE: &str = "In the file";
pub const FOR_EXAMPLE: &str = "For example";
pub const GOES_TO: &str = "Goes to";
pub const EMPTY_COLUMN: &str = "empty";
pub const SO_FAR: &str = "As it stands";
pub const CHECK_DO: &str = "Check what comes in";
pub const CANCEL: &str = "Cancel";
pub const BACK: &str = "Back to the columns";
pub const BAD_TITLE: &str = "Rows that stay out";
pub const BAD_DOWNLOAD: &str = "Download them";
pub const BAD_CAPTION: &str = "Rows that cannot be read";
pub const BAD_WHY_COLUMN: &str = "Why it stays out";
pub const LINE: &str = "Line";
pub const SAYS: &str = "It says";
pub const WHY: &str = "Why it stays out";
pub const NOTHING_SAID: &str = "(nothing)";
pub const CLASH_TITLE: &str = "Numbers that are taken";
pub const CLASH_WHY: &str = "A number belongs to one document. These stay out; your file still has them.";
pub const WARN_TITLE: &str = "Worth knowing";
pub const IN_TITLE: &str = "What comes in";
pub const IN_CLIENTS: &str = "Clients";
pub const IN_INVOICES: &str = "Invoices";
pub const TOTALS: &str = "Totals in the file";
pub const TOTALS_CURRENCY: &str = "Currency";
pub const TOTALS_COUNT: &str = "Invoices";
pub const TOTALS_INVOICED: &str = "Invoiced";
pub const TOTALS_PAID: &str = "Paid";
pub const NUMBER: &str = "Number";
pub const CLIENT: &str = "Client";
pub const FOR: &str = "For";
pub const DATED: &str = "Date";
pub const STANDING: &str = "Standing";
pub const TOTAL: &str = "Total";
pub const OPEN: &str = "Open";
pub const EMAIL: &str = "E-mail";
pub const PERSON: &str = "Person";
pub const PLACE: &str = "Place";
pub const NONE: &str = "–";
pub const KEEP_NUMBERS: &str = "They keep the numbers they had, and none of those is given again.";
pub const CHANGE_PATTERN: &str = "Change how they are numbered";
pub const SEE_CLIENTS: &str = "See the clients";
pub const SEE_BILLING: &str = "See the invoices";
pub const UNDO_THIS: &str = "Undo the import";
pub const AGAIN: &str = "Import another file";
pub const PAST_TITLE: &str = "Imports so far";
pub const UNDO: &str = "Undo";
pub const REDO: &str = "Bring back";
pub const NOTHING_NEW: &str = "Nothing in this file is new";
pub const NOTHING_IN: &str = "There is nothing in this file to bring in";
pub const CHOOSE_ANOTHER: &str = "Choose another file";
pub const NEW_CLIENTS: &str = "clients, new";
pub const NEW_INVOICES: &str = "invoices, new";
pub const HERE_CLIENTS: &str = "clients, already here";
pub const FILLED_CLIENTS: &str = "of them get something they had not";
pub const HERE_INVOICES: &str = "invoices, already here";
pub const CANNOT_READ: &str = "rows cannot be read";
pub const CLASHING: &str = "numbers are taken";
/// Lines that end up on a document that is brought in.
pub const LINE_DIFFERENCE: &str = "Difference to the total of the original invoice";
pub const LINE_WHOLE: &str = "As invoiced";
pub const LINE_DISCOUNT: &str = "Discount";
pub const LINE_TAX: &str = "Tax";
/// Ends the name of a file.
pub const BAD_FILE: &str = "rows-left-out";
pub const MATCHED: &str = "Clients are matched by e-mail, or by name where there is none. Of those already here nothing is written over; they get their new invoices, and what they had not.";

pub fn empty_columns(number: usize) -> String {
    format!("Show {}", if number == 1 { "1 empty column".to_owned() } else { format!("{number} empty columns") })
}

pub fn records(records: Records) -> &'static str {
    match records {
        Records::Clients => "clients",
        Records::Invoices => "invoices",
        Records::Payments => "payments",
        Records::Ledger => "ledger entries",
        Records::Other => "other records",
    }
}

pub fn one_record(records: Records) -> &'static str {
    match records {
        Records::Clients => "a client",
        Records::Invoices => "an invoice, or one line of it",
        Records::Payments => "a payment",
        Records::Ledger => "a ledger entry",
        Records::Other => "something else",
    }
}

fn rows(number: usize) -> String {
    if number == 1 { "1 row".to_owned() } else { format!("{number} rows") }
}

pub fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16LittleEndian => "UTF-16",
        Encoding::Utf16BigEndian => "UTF-16, big-endian",
        Encoding::Windows1252 => "Windows-1252, Western European",
    }
}

/// "Recognised as Invoice Ninja v4, invoices · 401 rows · comma, UTF-8 · 3 lines above the header were skipped".
pub fn recognised(tool: Tool, kind: Records, table: &Table) -> String {
    let what = match tool {
        Tool::Unknown => format!("No tool that is known here; taken for {}", records(kind)),
        known => format!("Recognised as {}, {}", known.name(), records(kind)),
    };
    let form = format!("{} · {}, {}", rows(table.rows.len()), separator(table.separator), encoding(table.encoding));
    let skipped = match table.preamble {
        0 => String::new(),
        1 => " · 1 line above the column names was skipped".to_owned(),
        many => format!(" · {many} lines above the column names were skipped"),
    };
    format!("{what} · {form}{skipped}")
}

pub fn recognised_briefly(tool: Tool, kind: Records, table: &Table) -> String {
    let tool = if tool == Tool::Unknown { String::new() } else { format!("{}, ", tool.name()) };
    format!("{tool}{} · {}", records(kind), rows(table.rows.len()))
}

pub fn header_line(line: u32, cells: &[String]) -> String {
    let shown: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).take(3).collect();
    let shown: String = shown.join(", ").chars().take(40).collect();
    if shown.is_empty() { format!("line {line}, which is blank") } else { format!("line {line}: {shown}") }
}

/// A title, and what to do.
pub fn not_taken(name: &str, error: FileError) -> (String, String) {
    match error {
        FileError::None => ("No file came along".to_owned(), "Choose one, or drop one here.".to_owned()),
        FileError::TooLarge { .. } => (
            format!("“{name}” is too large"),
            format!("A file may have {} MB. Split it, or export a shorter time. Nothing was changed.", BYTES_MOST / 1024 / 1024),
        ),
        FileError::Unreadable => (
            "The browser could not read this file".to_owned(),
            "It may have been moved or changed since it was chosen. Choose it again. Nothing was changed.".to_owned(),
        ),
    }
}

pub fn no_table(name: &str, error: TableError) -> (String, String) {
    let unreadable = format!("“{name}” is not a file this page can read");
    match error {
        TableError::Empty => (format!("“{name}” is empty"), "No row of it holds anything. Nothing was changed.".to_owned()),
        TableError::TooLarge { most, .. } => (
            format!("“{name}” is too large"),
            format!("A file may have {} MB. Split it, or export a shorter time. Nothing was changed.", most / 1024 / 1024),
        ),
        TableError::NotText => (unreadable, format!("{} Nothing was changed.", not_text(name))),
        TableError::TooManyRows { most } => (
            format!("“{name}” has too many rows"),
            format!("A file may have {most}. Split it, or export a shorter time. Nothing was changed."),
        ),
        TableError::TooManyColumns { most } => (
            format!("“{name}” has too many columns"),
            format!("A table may have {most}. Another separator may be the right one. Nothing was changed."),
        ),
        TableError::UnclosedQuotes { line } => (
            unreadable,
            format!(
                "On line {line}, as on many others, a quotation mark opens and never closes. Another separator may be the right one. Nothing was changed."
            ),
        ),
        TableError::NoSuchLine { line } => {
            (format!("There is no line {line} with this separator"), "Choose again where the column names stand.".to_owned())
        }
    }
}

fn not_text(name: &str) -> &'static str {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    match end.as_str() {
        "xlsx" | "xls" | "xlsm" => "It is an Excel workbook. In Excel choose File, Save as, CSV UTF-8, then bring that file here.",
        "numbers" => "It is a Numbers document. In Numbers choose File, Export to, CSV, then bring that file here.",
        "ods" => "It is a spreadsheet. In LibreOffice choose File, Save as, Text CSV, then bring that file here.",
        "pdf" => "It is a PDF. Look for an export as CSV where it came from, and bring that here.",
        "zip" => "It is a ZIP archive. Open it, and bring the CSV file that is in it.",
        _ => "It is no text. Save it as CSV where it came from, then bring that file here.",
    }
}

pub const IS_BACKUP: &str = "This is a backup of Throughline, not a list of records. It is restored in Settings, under Storage and backup.";

pub fn is_backup(name: &str) -> String {
    format!("“{name}” is a backup")
}

pub fn questions(number: usize) -> &'static str {
    match number {
        1 => "One question",
        2 => "Two questions",
        _ => "Three questions",
    }
}

/// What is asked, once a file.
pub fn question(question: &Question) -> String {
    match question {
        Question::DayOrder { examples } => format!("What is {}?", examples.first().map_or("03/04/2026", String::as_str)),
        Question::Mark { examples } => format!("How much is {}?", examples.first().map_or("1,234", String::as_str)),
        Question::Currency { symbol: Some(symbol), .. } => format!("Which currency is “{symbol}” in this file?"),
        Question::Currency { symbol: None, .. } => "Some amounts name no currency. Which is theirs?".to_owned(),
    }
}

pub const CURRENCY_NONE: &str = "Choose a currency";

pub fn currency(currency: Currency) -> String {
    let name = match currency.code() {
        "AUD" => "Australian dollar",
        "BRL" => "Brazilian real",
        "CAD" => "Canadian dollar",
        "CHF" => "Swiss franc",
        "CNY" => "Chinese yuan",
        "CZK" => "Czech koruna",
        "DKK" => "Danish krone",
        "EUR" => "euro",
        "GBP" => "pound sterling",
        "HKD" => "Hong Kong dollar",
        "HUF" => "Hungarian forint",
        "ILS" => "Israeli shekel",
        "INR" => "Indian rupee",
        "JPY" => "Japanese yen",
        "KRW" => "South Korean won",
        "MXN" => "Mexican peso",
        "NOK" => "Norwegian krone",
        "NZD" => "New Zealand dollar",
        "PLN" => "Polish złoty",
        "RON" => "Romanian leu",
        "SEK" => "Swedish krona",
        "SGD" => "Singapore dollar",
        "TRY" => "Turkish lira",
        "USD" => "US dollar",
        "ZAR" => "South African rand",
        code => return code.to_owned(),
    };
    format!("{currency}, {name}")
}

/// "3 April 2026: the day comes first".
pub fn day_read(day: Option<String>, order_of: DayOrder) -> String {
    day.map_or_else(|| order(order_of).to_owned(), |day| format!("{day}, {}", order(order_of)))
}

pub fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Dot => "a dot before the decimals",
        Mark::Comma => "a comma before the decimals",
    }
}

pub fn figure_read(value: Option<String>, mark_of: Mark) -> String {
    value.map_or_else(|| mark(mark_of).to_owned(), |value| format!("{value}, with {}", mark(mark_of)))
}

/// Names a select for whoever cannot see the row it stands in.
pub fn goes_to(name: &str, which: Option<&str>) -> String {
    which.map_or_else(|| format!("{name} goes to"), |which| format!("{name}, {which}, goes to"))
}

pub fn refusal_title(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::PaymentsComeWithInvoices | Refusal::Ledger | Refusal::OtherRecords => "Nothing of this file can be brought in",
        Refusal::NoColumnFor(_) => "One thing is missing",
    }
}

pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::PaymentsComeWithInvoices => {
            "This is a list of payments. What has been paid stands on the invoices as well, so export the invoices from the same tool and bring those: their payments come with them."
                .to_owned()
        }
        Refusal::Ledger => {
            "These are the entries of a ledger. Export the invoices, or the customers, from the same tool and bring those.".to_owned()
        }
        Refusal::OtherRecords => {
            "These are neither clients nor invoices, and only those are brought in. If they are after all, say so under “How the file is read”."
                .to_owned()
        }
        Refusal::NoColumnFor(targets) => {
            let names: Vec<String> = targets.iter().take(2).map(|one| format!("“{}”", target(*one))).collect();
            format!("Say above which column goes to {}.", names.join(" or "))
        }
    }
}

/// "20 clients and 400 invoices".
pub fn clients_and_invoices(clients: usize, invoices: usize) -> String {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let clients = (clients > 0).then(|| count(number(clients), "client", "clients"));
    let invoices = (invoices > 0).then(|| count(number(invoices), "invoice", "invoices"));
    match (clients, invoices) {
        (Some(clients), Some(invoices)) => format!("{clients} and {invoices}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "nothing".to_owned(),
    }
}

pub fn so_far(clients: usize, invoices: usize, bad: usize, waiting: usize, totals: &[Totals], locale: &Locale) -> String {
    let sums: Vec<String> = totals.iter().map(|sum| locale.money(sum.invoiced)).collect();
    let sums = if sums.is_empty() { String::new() } else { format!(", {} invoiced", sums.join(" and ")) };
    let mut said = Vec::new();
    if clients + invoices > 0 || bad + waiting == 0 {
        said.push(format!("The file holds {}{sums}.", clients_and_invoices(clients, invoices)));
    }
    match waiting {
        0 => {}
        1 => said.push("1 row waits for an answer above.".to_owned()),
        many => said.push(format!("{many} rows wait for an answer above.")),
    }
    match bad {
        0 => {}
        1 => said.push("1 row cannot be read and stays out.".to_owned()),
        many => said.push(format!("{many} rows cannot be read and stay out.")),
    }
    said.join(" ")
}

/// "What they had not and get: 10 × Street, 4 × Phone."
pub fn fills(fills: &BTreeMap<Field, u32>) -> String {
    let each: Vec<String> = fills.iter().map(|(field, number)| format!("{number} × {}", target(Target::Client(*field)))).collect();
    format!("What they had not and get: {}.", each.join(", "))
}

pub fn bring(tally: Tally) -> String {
    if tally.clients_new + tally.invoices_new == 0 {
        return format!("Fill in {}", count(tally.clients_filled, "client", "clients"));
    }
    format!("Bring in {}", clients_and_invoices(tally.clients_new as usize, tally.invoices_new as usize))
}

pub fn are_in(tally: Tally) -> String {
    if tally.clients_new + tally.invoices_new == 0 {
        return format!("{} what had been missing", count(tally.clients_filled, "client has", "clients have"));
    }
    let (clients, invoices) = (tally.clients_new as usize, tally.invoices_new as usize);
    let verb = if clients + invoices == 1 { "is" } else { "are" };
    format!("{} {verb} in", clients_and_invoices(clients, invoices))
}

pub fn from(source: &str, invoices: bool) -> String {
    if invoices { format!("From {source}. {KEEP_NUMBERS}") } else { format!("From {source}.") }
}

pub fn next_number(number: &str) -> String {
    format!("Your own next invoice gets {number}. ")
}

/// "412 of 20,000 invoices are in".
pub fn underway(progress: Progress, locale: &Locale) -> String {
    let Progress { done, of, counted } = progress;
    if of == 0 {
        return COUNTING.to_owned();
    }
    let number = |number: u32| locale.number(number.into());
    let what = match (counted, of) {
        (Counted::InvoicesIn, 1) => "invoice",
        (Counted::InvoicesIn, _) => "invoices",
        (Counted::ClientsIn | Counted::ClientsOut | Counted::ClientsBack, 1) => "client",
        (Counted::ClientsIn | Counted::ClientsOut | Counted::ClientsBack, _) => "clients",
    };
    let so_far = format!("{} of {} {what}", number(done), number(of));
    match counted {
        Counted::InvoicesIn | Counted::ClientsIn => format!("{so_far} {} in", if of == 1 { "is" } else { "are" }),
        Counted::ClientsOut => format!("{so_far} looked through to take the import out"),
        Counted::ClientsBack => format!("{so_far} looked through to bring the import back"),
    }
}

pub fn stopped(left: u32) -> String {
    let left = count(left, "record of the file did not come in", "records of the file did not come in");
    format!("It was stopped there: {left}. Bring the same file in again for the rest; nothing comes in twice.")
}

pub fn taken_out(source: &str) -> String {
    format!("Nothing of {source} is left, except what you have added to since.")
}

pub fn stayed_out(bad: usize) -> String {
    format!("{} stayed out; your file still has {}.", rows(bad), if bad == 1 { "it" } else { "them" })
}

pub fn download_bad(bad: usize) -> String {
    if bad == 1 { "Download the row that stayed out".to_owned() } else { format!("Download the {bad} rows that stayed out") }
}

pub fn all_here(tally: Tally, before: Option<String>) -> String {
    let what = clients_and_invoices(tally.clients_matched as usize, tally.invoices_known as usize);
    let here = if tally.clients_matched + tally.invoices_known == 1 {
        format!("{what} in it, here already")
    } else {
        format!("All {what} are here already")
    };
    match before {
        Some(day) => format!("{here}: a file of this name was brought in {day}. Nothing was changed."),
        None => format!("{here}. Nothing was changed."),
    }
}

pub const NOTHING_IN_HINT: &str =
    "No row of it could be read as it is mapped. The rows are listed below with the reason; nothing was changed.";

/// "the first 5 of 140".
pub fn first_of(shown: usize, all: usize) -> String {
    if shown < all { format!("the first {shown} of {all}") } else { String::new() }
}

pub fn line(line: u32) -> String {
    format!("Line {line}")
}

pub fn more(number: usize) -> String {
    format!("Show {number} more")
}

pub fn clash(clash: &Clash, holder: Option<&str>) -> String {
    match holder {
        Some(holder) => {
            format!("Number {} for {} (line {}) is {holder}'s already.", clash.number, clash.client_name, clash.row)
        }
        None => {
            format!("Number {} for {} (line {}) stands in this file for another client too.", clash.number, clash.client_name, clash.row)
        }
    }
}

pub fn past(past: &Past) -> String {
    clients_and_invoices(past.clients, past.invoices)
}

pub fn past_undone(day: &str) -> String {
    format!(", taken out {day}")
}

pub fn undo_past(source: &str) -> String {
    format!("Undo the import of {source}")
}

pub fn redo_past(source: &str) -> String {
    format!("Bring {source} back in")
}

pub fn left_unreadable(number: u32) -> String {
    count(
        number,
        "invoice has figures beyond what can be computed and stays out",
        "invoices have figures beyond what can be computed and stay out",
    )
}
