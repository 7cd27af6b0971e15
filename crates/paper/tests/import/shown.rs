//! A preview as text, one record a line, and the helper that every test of this suite goes through.

use std::fmt::Write;

use domain::content::Part;
use domain::field::Field;
use domain::intake::{BroughtClient, BroughtInvoice, BroughtState};
use expect_test::Expect;
use paper::import::{Labels, Preview, Warning, read};
use paper::mapping::Mapping;
use paper::table::{Options, Table};

pub fn labels() -> Labels {
    Labels {
        source: "file.csv".to_owned(),
        difference: "Difference".to_owned(),
        whole: "As invoiced".to_owned(),
        discount: "Discount".to_owned(),
        tax: "Tax".to_owned(),
    }
}

pub fn table(bytes: &[u8]) -> Table {
    Table::read(bytes, &Options::default()).expect("a table")
}

/// Reads a file as it is proposed to be read, after `change`.
pub fn preview(bytes: &[u8], change: impl FnOnce(&mut Mapping)) -> (Table, Mapping, Preview) {
    let table = table(bytes);
    let mut mapping = Mapping::proposed(&table);
    change(&mut mapping);
    let preview = read(&table, &mapping, &labels());
    (table, mapping, preview)
}

pub fn check(bytes: &[u8], change: impl FnOnce(&mut Mapping), expect: Expect) {
    let (table, mapping, preview) = preview(bytes, change);
    expect.assert_eq(&shown(&table, &mapping, &preview));
}

fn shown(table: &Table, mapping: &Mapping, preview: &Preview) -> String {
    let mut out = String::new();
    let tool = if mapping.tool.name().is_empty() { "unknown tool" } else { mapping.tool.name() };
    let header = table.header_line.map_or("no header".to_owned(), |line| format!("header on line {line}"));
    let _ = writeln!(out, "{tool} · {} · {} · {} · {header}", mapping.records.key(), table.encoding.key(), table.separator.key());
    for client in &preview.brought.clients {
        let _ = writeln!(out, "{}", client_shown(client));
    }
    for invoice in &preview.brought.invoices {
        let _ = write!(out, "{}", invoice_shown(invoice));
    }
    for bad in &preview.bad {
        let _ = writeln!(out, "bad {}: {:?}", bad.line, bad.reasons);
    }
    if !preview.waiting.is_empty() {
        let _ = writeln!(out, "waiting: {:?}", preview.waiting);
    }
    for question in &preview.questions {
        let text = format!("{question:?}");
        let _ = writeln!(out, "? {}", text.chars().take(120).collect::<String>());
    }
    for warning in &preview.warnings {
        let _ = writeln!(out, "! {warning:?}");
    }
    for totals in &preview.totals {
        let _ = writeln!(out, "= {} invoices, {:?} invoiced, {:?} paid", totals.invoices, totals.invoiced, totals.paid);
    }
    if let Some(refusal) = &preview.refusal {
        let _ = writeln!(out, "refused: {refusal:?}");
    }
    out
}

pub fn client_shown(client: &BroughtClient) -> String {
    let name = client.fields.iter().find(|(field, _)| *field == Field::Name).map_or("", |(_, value)| value);
    let mut out = format!("{}: {name}", client.row);
    for (field, value) in client.fields.iter().filter(|(field, _)| *field != Field::Name) {
        let _ = write!(out, " · {} {value}", field.key());
    }
    if !client.contact.is_empty() {
        let values: Vec<&str> = client.contact.iter().map(|(_, value)| value.as_str()).collect();
        let _ = write!(out, " [{}]", values.join(", "));
    }
    if !client.note.is_empty() {
        let _ = write!(out, " “{}”", client.note.replace('\n', "⏎"));
    }
    out
}

fn invoice_shown(invoice: &BroughtInvoice) -> String {
    let mut out = format!("{}: #{} {}", invoice.row, invoice.number, invoice.client_name);
    if !invoice.client_email.is_empty() {
        let _ = write!(out, " <{}>", invoice.client_email);
    }
    let _ = write!(out, " {}", invoice.dated);
    if let Some(due) = invoice.due {
        let _ = write!(out, "→{due}");
    }
    let state = match invoice.state {
        BroughtState::Draft => " draft",
        BroughtState::Issued => "",
        BroughtState::Void => " void",
    };
    let _ = write!(out, "{state} · {:?} paid {}", invoice.total, invoice.paid.amount());
    if let Some(day) = invoice.paid_on {
        let _ = write!(out, " on {day}");
    }
    match invoice.discount {
        Some(Part::Percent(percent)) => write!(out, " · −{}%", percent.value()).expect("to a string"),
        Some(Part::Fixed(amount)) => write!(out, " · −{amount}").expect("to a string"),
        None => {}
    }
    for (what, text) in [("tax", &invoice.tax_name), ("ref", &invoice.reference), ("note", &invoice.note)] {
        if !text.is_empty() {
            let _ = write!(out, " · {what} {}", text.replace('\n', "⏎"));
        }
    }
    if invoice.prices_include_tax {
        out.push_str(" · tax included");
    }
    out.push('\n');
    for line in &invoice.lines {
        let tax = line.tax.map(|rate| format!(" +{}%", rate.value())).unwrap_or_default();
        let unit = if line.unit.is_empty() { String::new() } else { format!(" {}", line.unit) };
        let (quantity, price) = (line.quantity.value(), line.price.value());
        let _ = writeln!(out, "    {quantity}{unit} × {price}{tax}  {}", line.description.replace('\n', "⏎"));
    }
    out
}

/// The warnings of each kind, counted.
pub fn counted(warnings: &[Warning]) -> String {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for warning in warnings {
        let name = format!("{warning:?}").split([' ', '{']).next().unwrap_or_default().to_owned();
        *counts.entry(name).or_default() += 1;
    }
    counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}
