//! A draft in the document: one register for each thing that can be changed, and lines under their own ids, so that two devices which
//! change different things of one draft both keep what they changed.

use std::collections::{BTreeMap, BTreeSet};

use automerge::ScalarValue;
use automerge::transaction::Transactable;
use domain::LineId;
use domain::client::percent;
use domain::content::{Content, Kind, Line, Part, Quantity, TaxRounding, Terms, UnitPrice};
use domain::language::Language;
use domain::money::Currency;
use domain::time::Day;
use rust_decimal::Decimal;

use super::order;
use super::pen::{Pen, Sheet, Spot, WriteError};
use super::rows::{self, Rows};
use super::tree::{At, Branch, Leaf};

type Register = (&'static str, ScalarValue);

/// Writes what differs from the document; what two devices left contested stays so until it is changed. Lines that this version cannot
/// read stay where they are.
pub(super) fn write(pen: &mut Pen<'_>, draft: &Spot, content: &Content) -> Result<(), WriteError> {
    let lines = pen.child(draft, "lines")?;
    let kept = Kept::of(&Branch::below(&*pen.doc, &lines.obj));
    let now: Vec<LineId> = content.lines.iter().map(|line| line.id).collect();
    let wanted: BTreeSet<LineId> = now.iter().copied().collect();
    if wanted.len() < now.len() {
        return Err(WriteError::AlreadyThere { path: lines.path("") });
    }
    let changed = differing(&Branch::below(&*pen.doc, &draft.obj), registers(content));
    put_all(pen, draft, changed)?;
    for id in kept.readable.difference(&wanted) {
        pen.doc.delete(&lines.obj, id.to_string())?;
    }
    let orders: BTreeMap<LineId, i64> = domain::order::gather(order::changes(&kept.orders, &now));
    for line in &content.lines {
        let key = line.id.to_string();
        let (spot, mut changed) = match pen.find(&lines, &key)? {
            Some(spot) => {
                let before = Branch::below(&*pen.doc, &spot.obj);
                (spot, differing(&before, line_registers(line)))
            }
            None => {
                pen.lay(&lines, &key, line_sheet(line, &orders))?;
                continue;
            }
        };
        changed.extend(orders.get(&line.id).map(|order| ("order", ScalarValue::Int(*order))));
        put_all(pen, &spot, changed)?;
    }
    Ok(())
}

/// A draft that is not in any document yet; None when two of its lines have one id.
pub(super) fn sheet(content: &Content) -> Option<Sheet> {
    let ids: Vec<LineId> = content.lines.iter().map(|line| line.id).collect();
    if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
        return None;
    }
    let orders: BTreeMap<LineId, i64> = order::changes(&BTreeMap::new(), &ids).into_iter().collect();
    let lines = content.lines.iter().fold(Sheet::default(), |lines, line| lines.put_below(&line.id.to_string(), line_sheet(line, &orders)));
    Some(filled(registers(content)).put_below("lines", lines))
}

fn line_sheet(line: &Line, orders: &BTreeMap<LineId, i64>) -> Sheet {
    let mut registers = line_registers(line);
    registers.extend(orders.get(&line.id).map(|order| ("order", ScalarValue::Int(*order))));
    filled(registers)
}

fn filled(registers: Vec<Register>) -> Sheet {
    differing(&Branch::default(), registers).into_iter().fold(Sheet::default(), |sheet, (key, value)| sheet.put(key, value))
}

fn put_all(pen: &mut Pen<'_>, spot: &Spot, registers: Vec<Register>) -> Result<(), WriteError> {
    registers.into_iter().try_for_each(|(key, value)| pen.put(spot, key, value))
}

/// The registers whose value is another than the document's. What says nothing is not written where nothing was.
fn differing(before: &Branch<'_>, registers: Vec<Register>) -> Vec<Register> {
    let same = |(key, value): &Register| match (before.get(key), value) {
        (None | Some(Leaf::Null), ScalarValue::Null) => true,
        (None | Some(Leaf::Null), ScalarValue::Str(text)) => text.is_empty(),
        (Some(Leaf::Text(kept)), ScalarValue::Str(text)) => kept == text.as_str(),
        (Some(Leaf::Truth(kept)), ScalarValue::Boolean(truth)) => kept == truth,
        (None | Some(Leaf::Text(_) | Leaf::Whole(_) | Leaf::Truth(_) | Leaf::Null | Leaf::Branch(_) | Leaf::Foreign(_)), _) => false,
    };
    registers.into_iter().filter(|register| !same(register)).collect()
}

fn registers(content: &Content) -> Vec<Register> {
    [
        ("kind", content.kind.key().into()),
        ("currency", content.currency.code().into()),
        ("dated", maybe(content.dated)),
        ("terms", content.terms.key().into()),
        ("valid_until", maybe(content.valid_until)),
        ("discount", maybe(content.discount.map(part_text))),
        ("prices_include_tax", content.prices_include_tax.into()),
        ("tax_rounding", rounding_key(content.tax_rounding).into()),
        ("tax_name", content.tax_name.as_str().into()),
        ("deposit", maybe(content.deposit.map(part_text))),
        ("reference", content.reference.as_str().into()),
        ("note", content.note.as_str().into()),
        ("language", maybe(content.language.map(Language::key))),
    ]
    .into_iter()
    .chain(rows::of(content).map(|(name, rows)| (name, rows_text(&rows))))
    .collect()
}

/// JSON; nothing where there are no rows.
fn rows_text(rows: &Rows) -> ScalarValue {
    if rows.is_empty() { ScalarValue::Null } else { serde_json::to_string(rows).map_or(ScalarValue::Null, ScalarValue::from) }
}

fn rows_of(text: &str) -> Option<Rows> {
    serde_json::from_str(text).ok()
}

fn line_registers(line: &Line) -> Vec<Register> {
    [
        ("description", line.description.as_str().into()),
        ("quantity", line.quantity.value().to_string().into()),
        ("unit", line.unit.as_str().into()),
        ("price", line.price.value().to_string().into()),
        ("tax", maybe(line.tax.map(|rate| rate.value()))),
    ]
    .into_iter()
    .chain(rows::of_line(line).map(|(name, rows)| (name, rows_text(&rows))))
    .collect()
}

fn maybe(value: Option<impl ToString>) -> ScalarValue {
    value.map_or(ScalarValue::Null, |value| value.to_string().into())
}

/// `10%`, or `250.00` in the document's currency.
pub(super) fn part_text(part: Part) -> String {
    match part {
        Part::Percent(percent) => format!("{}%", percent.value()),
        Part::Fixed(amount) => amount.to_string(),
    }
}

pub(super) fn part(text: &str) -> Option<Part> {
    match text.strip_suffix('%') {
        Some(share) => percent(share).map(Part::Percent),
        None => Decimal::from_str_exact(text).ok().map(Part::Fixed),
    }
}

pub(super) fn rounding_key(rounding: TaxRounding) -> &'static str {
    match rounding {
        TaxRounding::PerRate => "rate",
        TaxRounding::PerLine => "line",
    }
}

pub(super) fn rounding(key: &str) -> Option<TaxRounding> {
    [TaxRounding::PerRate, TaxRounding::PerLine].into_iter().find(|rounding| rounding_key(*rounding) == key)
}

pub(super) fn quantity(text: &str) -> Option<Quantity> {
    Quantity::new(Decimal::from_str_exact(text).ok()?).ok()
}

pub(super) fn price(text: &str) -> Option<UnitPrice> {
    UnitPrice::new(Decimal::from_str_exact(text).ok()?).ok()
}

/// The draft; None when nobody can say what it is or in which currency. A line whose figures cannot be read is left out.
pub(super) fn read(at: &At<'_>) -> Option<Content> {
    let kind = at.needed("kind", Kind::from_key);
    let currency = at.needed("currency", Currency::parse);
    let mut content = Content::blank(kind?, currency?);
    content.dated = at.parsed("dated", Day::parse);
    content.terms = at.needed("terms", Terms::from_key).unwrap_or_default();
    content.valid_until = at.parsed("valid_until", Day::parse);
    content.discount = at.parsed("discount", part);
    content.prices_include_tax = at.truth("prices_include_tax").unwrap_or_default();
    content.tax_rounding = at.parsed("tax_rounding", rounding).unwrap_or_default();
    content.tax_name = at.owned("tax_name");
    content.deposit = at.parsed("deposit", part);
    content.reference = at.owned("reference");
    content.note = at.owned("note");
    content.language = Language::from_key(&at.owned("language"));
    for name in rows::names() {
        // Parsed into a copy first, so that rows that mean nothing leave nothing behind.
        let read = at.parsed(name, |text| {
            let mut read = content.clone();
            rows::take(&mut read, name, &rows_of(text)?)?;
            Some(read)
        });
        content = read.unwrap_or(content);
    }
    if let Some(lines) = at.branch("lines") {
        // A place that was laid out and not written in is no line.
        let written = lines.entries().filter(|(_, at)| at.has("price") || at.has("quantity") || at.has("order"));
        let mut read: Vec<_> = written.filter_map(|(id, at)| Some((order_of(&at), line(id, &at)?))).collect();
        domain::order::sort_by_key(&mut read, |(order, line)| (*order, line.id));
        content.lines = read.into_iter().map(|(_, line)| line).collect();
    }
    Some(content)
}

/// Where the line stands among the others; one that does not say stands last.
fn order_of(at: &At<'_>) -> i64 {
    at.whole("order").unwrap_or_else(|| {
        at.absent("order");
        i64::MAX
    })
}

fn line(id: LineId, at: &At<'_>) -> Option<Line> {
    let (read_quantity, read_price) = (at.needed("quantity", quantity), at.needed("price", price));
    let mut line = Line {
        description: at.owned("description"),
        quantity: read_quantity?,
        unit: at.owned("unit"),
        price: read_price?,
        tax: at.parsed("tax", percent),
        ..Line::blank(id)
    };
    for name in rows::line_names(id) {
        let read = at.parsed(name, |text| {
            let mut read = line.clone();
            rows::take_line(&mut read, name, &rows_of(text)?)?;
            Some(read)
        });
        line = read.unwrap_or(line);
    }
    Some(line)
}

/// The lines of a draft before it is written again.
struct Kept {
    /// Those that whoever writes could see.
    readable: BTreeSet<LineId>,
    orders: BTreeMap<LineId, i64>,
}

impl Kept {
    fn of(lines: &Branch<'_>) -> Self {
        let troubles = std::cell::RefCell::default();
        let at = At::alone(lines, &troubles);
        let (mut readable, mut orders) = (BTreeSet::new(), BTreeMap::new());
        for (id, at) in at.entries() {
            if line(id, &at).is_some() {
                readable.insert(id);
            }
            if let Some(order) = at.whole("order") {
                orders.insert(id, order);
            }
        }
        Self { readable, orders }
    }
}
