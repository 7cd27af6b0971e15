//! The Swiss receipt and payment part at the foot of a page: 62 and 148 by 105 mm, measures and sizes of letters from the Swiss Implementation
//! Guidelines QR-bill 2.3, chapter 3.

use sheet::{Entry, Slip};

use crate::canvas::{At, Canvas, Column, HEIGHT, Ink, ROOT, Role, Style, TOP_AGAIN, WIDTH};
use crate::colour::CODE;
use crate::face::Weight;
use crate::layout::{MILLIMETRE as MM, left, squares};

const HIGH: f32 = 105.0 * MM;
const RECEIPT: f32 = 62.0 * MM;
const EDGE: f32 = 5.0 * MM;
/// Where the page's own foot stands above it, with room for the words along the cut.
pub(crate) const FOOT: f32 = HEIGHT - HIGH - 34.0;

/// The smallest letters that the guidelines allow.
const SMALLEST: f32 = 6.0;

const TITLE: Style = Style::new(Weight::SemiBold, 11.0, 13.0).in_colour(CODE);
const CUT: Style = Style::new(Weight::Regular, 7.0, 8.0).in_colour(CODE);

/// Letters of one of the two parts.
struct Letters {
    label: Style,
    text: Style,
}

const ON_RECEIPT: Letters =
    Letters { label: Style::new(Weight::SemiBold, 6.0, 9.0).in_colour(CODE), text: Style::new(Weight::Regular, 8.0, 9.0).in_colour(CODE) };
const ON_PAYMENT: Letters = Letters {
    label: Style::new(Weight::SemiBold, 8.0, 11.0).in_colour(CODE),
    text: Style::new(Weight::Regular, 10.0, 11.0).in_colour(CODE),
};

/// Sets both parts under what the document says, on its last page where there is room, else on one more. The page.
pub(crate) fn set(canvas: &mut Canvas, slip: &Slip, at: At) -> usize {
    let page = if at.y <= FOOT - 8.0 { at.page } else { at.page + 1 };
    let top = At { page, y: HEIGHT - HIGH };
    canvas.down_to_the_edge(|canvas| {
        canvas.rule(top, 0.0, WIDTH, 0.5, CODE);
        canvas.draw(page, None, Ink::Box { x: RECEIPT, y: top.y, width: 0.5, height: HIGH, colour: CODE });
        let group = canvas.node(ROOT, Role::Group);
        canvas.paragraph(At { y: top.y - 10.0, ..top }, left(EDGE, WIDTH - 2.0 * EDGE), CUT, &slip.cut, group);
        receipt(canvas, slip, top);
        payment(canvas, slip, top);
    });
    page
}

fn receipt(canvas: &mut Canvas, slip: &Slip, top: At) {
    let column = left(EDGE, RECEIPT - 2.0 * EDGE);
    let group = title(canvas, top, column, &slip.receipt);
    let mut at = top.down(12.0 * MM);
    for one in [&slip.to].into_iter().chain(&slip.reference).chain([&slip.by]) {
        // Above the sum, also where a name takes two lines.
        let high = ((top.y + 67.0 * MM - at.y - ON_RECEIPT.label.lead) / MM).min(20.0);
        at = entry(canvas, at, column, &ON_RECEIPT, one, (52.0, high), group).down(ON_RECEIPT.text.lead);
    }
    let at = top.down(68.0 * MM);
    entry(canvas, at, left(column.x, 12.0 * MM), &ON_RECEIPT, &slip.currency, (0.0, 0.0), group);
    entry(canvas, at, left(column.x + 13.0 * MM, column.width - 13.0 * MM), &ON_RECEIPT, &slip.amount, (0.0, 0.0), group);
    let width = canvas.width(ON_RECEIPT.label, &slip.accepted);
    let at = top.down(82.0 * MM);
    canvas.paragraph(at, left(column.x + column.width - width - 1.0, width + 1.0), ON_RECEIPT.label, &slip.accepted, group);
}

fn payment(canvas: &mut Canvas, slip: &Slip, top: At) {
    let x = RECEIPT + EDGE;
    let side = 46.0 * MM;
    let group = title(canvas, top, left(x, side + EDGE), &slip.payment_part);
    squares(canvas, &slip.code, top.down(17.0 * MM), x, side, group);
    let at = top.down(68.0 * MM);
    entry(canvas, at, left(x, 14.0 * MM), &ON_PAYMENT, &slip.currency, (0.0, 0.0), group);
    entry(canvas, at, left(x + 15.0 * MM, side - 10.0 * MM), &ON_PAYMENT, &slip.amount, (0.0, 0.0), group);
    let column = left(RECEIPT + 56.0 * MM, 87.0 * MM);
    let mut at = top.down(EDGE);
    for one in [&slip.to].into_iter().chain(&slip.reference).chain(&slip.more).chain([&slip.by]) {
        at = entry(canvas, at, column, &ON_PAYMENT, one, (65.0, 25.0), group).down(ON_PAYMENT.text.lead);
    }
}

fn title(canvas: &mut Canvas, top: At, column: Column, text: &str) -> usize {
    let group = canvas.node(ROOT, Role::Group);
    let heading = canvas.node(group, Role::Heading(2, text.to_owned()));
    canvas.flow(top.down(EDGE), column, TITLE, text, Some(heading), TOP_AGAIN);
    group
}

/// A word and the lines under it; corners of a field, so many millimetres wide and high, where it is left to be filled in.
fn entry(canvas: &mut Canvas, at: At, column: Column, letters: &Letters, entry: &Entry, field: (f32, f32), group: usize) -> At {
    let mut at = canvas.paragraph(at, column, letters.label, &entry.label, group);
    if entry.lines.is_empty() {
        let (width, height) = (field.0 * MM, field.1 * MM);
        corners(canvas, at.down(2.0), column.x, width, height);
        return at.down(height);
    }
    // What is compared sign by sign is not broken: a reference is set a little smaller instead.
    let unbroken =
        |line: &str| line.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == ' ') && line.chars().any(|sign| sign.is_ascii_digit());
    for line in &entry.lines {
        let mut text = letters.text;
        while unbroken(line) && text.size > SMALLEST && canvas.width(text, line) > column.width {
            text.size -= 0.25;
        }
        at = canvas.paragraph(at, column, text, line, group);
    }
    at
}

/// Four corners with legs of 3 mm, 0.75 points thick.
fn corners(canvas: &mut Canvas, at: At, x: f32, width: f32, height: f32) {
    let (leg, thick) = (3.0 * MM, 0.75);
    for (right, low) in [(false, false), (true, false), (false, true), (true, true)] {
        let x = |long: f32| if right { x + width - long } else { x };
        let y = |long: f32| if low { at.y + height - long } else { at.y };
        canvas.draw(at.page, None, Ink::Box { x: x(leg), y: y(thick), width: leg, height: thick, colour: CODE });
        canvas.draw(at.page, None, Ink::Box { x: x(thick), y: y(leg), width: thick, height: leg, colour: CODE });
    }
}
