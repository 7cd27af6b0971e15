//! Where everything of a document stands.

use sheet::{Block, Code, Fact, Figure, Leaf, Pay, Weight as Loudness};

use crate::canvas::{At, BOTTOM, Canvas, Column, HEIGHT, Ink, LEFT, RIGHT, ROOT, Role, Side, Style, TOP, TOP_AGAIN, WIDTH};
use crate::colour::{CODE, Colour, INK, INK_2, INK_3, MARK, RED, RULE, WHITE, accent};
use crate::face::Weight;
use crate::{logo, slip, table};

const TEXT: Style = Style::new(Weight::Regular, 9.5, 13.5);
const STRONG: Style = Style::new(Weight::SemiBold, 9.5, 13.5);
const LABEL: Style = Style::new(Weight::Regular, 8.0, 12.0).in_colour(INK_3);
const SMALL: Style = Style::new(Weight::Regular, 8.0, 11.5).in_colour(INK_3);
const FOOT: Style = Style::new(Weight::Regular, 7.5, 10.0).in_colour(INK_3);
const NAME: Style = Style::new(Weight::SemiBold, 13.0, 17.0);
const KIND: Style = Style::new(Weight::Regular, 25.0, 27.0);
const NUMBER: Style = Style::new(Weight::SemiBold, 11.0, 16.0);
const HEADING: Style = Style::new(Weight::SemiBold, 9.5, 15.0);
const TOTAL: Style = Style::new(Weight::SemiBold, 12.5, 20.0);

pub(crate) const MILLIMETRE: f32 = 72.0 / 25.4;

pub(crate) fn left(x: f32, width: f32) -> Column {
    Column { x, width, side: Side::Left }
}

fn right(x: f32, width: f32) -> Column {
    Column { x, width, side: Side::Right }
}

/// The pages of a document, foot and all.
pub(crate) fn lay_out(leaf: &Leaf) -> Canvas {
    let mut canvas = Canvas::new();
    let colour = accent(leaf.accent);
    let at = top(&mut canvas, leaf, colour);
    let mut at = meta(&mut canvas, leaf, at).down(22.0);
    for text in &leaf.above {
        at = canvas.paragraph(at, left(LEFT, RIGHT - LEFT), TEXT, text, ROOT).down(8.0);
    }
    let totals = canvas.height(|canvas, at| sums(canvas, leaf, at, colour));
    if !leaf.heads.is_empty() {
        at = table::set(&mut canvas, leaf, at, colour, totals + 10.0).down(10.0);
    }
    at = canvas.room(at, totals, TOP_AGAIN);
    at = sums(&mut canvas, leaf, at, colour);
    if let Some(how) = &leaf.pay {
        let height = canvas.height(|canvas, at| pay(canvas, how, at, colour));
        at = canvas.room(at.down(20.0), height, TOP_AGAIN);
        at = pay(&mut canvas, how, at, colour);
    }
    at = at.down(20.0);
    for text in &leaf.below {
        at = canvas.paragraph(at, left(LEFT, RIGHT - LEFT), TEXT, text, ROOT).down(6.0);
    }
    for text in &leaf.small {
        at = canvas.paragraph(at, left(LEFT, RIGHT - LEFT), SMALL, text, ROOT);
    }
    let slip = leaf.slip.as_ref().map(|slip| slip::set(&mut canvas, slip, at));
    around(&mut canvas, leaf, slip);
    canvas
}

/// Who sends it, what it is, its number, and the one line of colour.
fn top(canvas: &mut Canvas, leaf: &Leaf, colour: Colour) -> At {
    let start = At { page: 0, y: TOP };
    let (from, kind) = (left(LEFT, 250.0), right(LEFT + 262.0, RIGHT - LEFT - 262.0));
    let group = canvas.node(ROOT, Role::Group);
    let mut sender = start;
    if let Some((width, height)) = leaf.logo.as_ref().and_then(|logo| logo::look_at(&logo.bytes).ok()) {
        let scale = (150.0 / width as f32).min(46.0 / height as f32);
        let (width, height) = (width as f32 * scale, height as f32 * scale);
        let node = canvas.node(group, Role::Figure(leaf.logo.as_ref().map(|logo| logo.alt.clone()).unwrap_or_default()));
        canvas.draw(0, Some(node), Ink::Logo { x: LEFT, y: start.y, width, height });
        sender = sender.down(height + 10.0);
    }
    sender = canvas.paragraph(sender, from, NAME, &leaf.sender.name, group);
    for line in &leaf.sender.lines {
        sender = canvas.paragraph(sender, from, TEXT.in_colour(INK_2), line, group);
    }
    let heading = canvas.node(group, Role::Heading(1, leaf.title.clone()));
    let titled = canvas.flow(start, kind, KIND.in_colour(colour), &leaf.kind, Some(heading), TOP_AGAIN);
    let mut titled = canvas.flow(titled.down(4.0), kind, NUMBER, &leaf.number, Some(heading), TOP_AGAIN);
    if let Some(mark) = leaf.mark.as_ref().filter(|_| leaf.void) {
        titled = canvas.paragraph(titled, kind, NUMBER.in_colour(RED), mark, group);
    }
    let at = sender.max(titled).down(14.0);
    canvas.rule(at, LEFT, RIGHT - LEFT, 1.2, colour);
    at.down(20.0)
}

/// For whom, from whom, and the days that count.
fn meta(canvas: &mut Canvas, leaf: &Leaf, at: At) -> At {
    let third = (RIGHT - LEFT - 40.0) / 3.0;
    let to = block(canvas, &leaf.to, at, left(LEFT, third));
    let from = block(canvas, &leaf.from, at, left(LEFT + third + 20.0, third));
    let mut facts = at;
    for fact in &leaf.facts {
        facts = self::fact(canvas, fact, facts, left(LEFT + 2.0 * (third + 20.0), third));
    }
    to.max(from).max(facts)
}

fn block(canvas: &mut Canvas, block: &Block, at: At, column: Column) -> At {
    if block.name.trim().is_empty() && block.lines.is_empty() {
        return at;
    }
    let group = canvas.node(ROOT, Role::Group);
    let heading = canvas.node(group, Role::Heading(2, block.label.clone()));
    let mut at = canvas.flow(at, column, LABEL, &block.label, Some(heading), TOP_AGAIN).down(1.0);
    at = canvas.paragraph(at, column, STRONG, &block.name, group);
    for line in &block.lines {
        at = canvas.paragraph(at, column, TEXT.in_colour(INK_2), line, group);
    }
    at
}

/// A label and what it says, side by side where both have room.
fn fact(canvas: &mut Canvas, fact: &Fact, at: At, column: Column) -> At {
    let style = if fact.strong { STRONG } else { TEXT };
    let node = canvas.node(ROOT, Role::Paragraph);
    let width = canvas.width(LABEL, &fact.label);
    let beside = width + 10.0 + canvas.width(style, &fact.text) <= column.width;
    // The space keeps label and text two words for whoever copies them.
    let under = canvas.flow(
        At { y: at.y + if beside { 1.0 } else { 0.0 }, ..at },
        column,
        LABEL,
        &format!("{} ", fact.label),
        Some(node),
        TOP_AGAIN,
    );
    if beside {
        canvas.flow(at, Column { side: Side::Right, ..column }, style, &fact.text, Some(node), TOP_AGAIN).down(1.0)
    } else {
        canvas.flow(under, column, style, &fact.text, Some(node), TOP_AGAIN).down(3.0)
    }
}

fn sums(canvas: &mut Canvas, leaf: &Leaf, mut at: At, colour: Colour) -> At {
    if leaf.sums.is_empty() {
        return at;
    }
    let table = canvas.node(ROOT, Role::Table(String::new()));
    let body = canvas.node(table, Role::BodyRows);
    for sum in &leaf.sums {
        at = self::sum(canvas, sum, at, body, colour);
    }
    at
}

fn sum(canvas: &mut Canvas, sum: &Figure, mut at: At, body: usize, colour: Colour) -> At {
    let x = LEFT + (RIGHT - LEFT) * 0.44;
    let style = match sum.weight {
        Loudness::Quiet => TEXT.in_colour(INK_2),
        Loudness::Total => TOTAL,
        Loudness::Ask => STRONG.in_colour(colour),
    };
    if sum.weight == Loudness::Total {
        canvas.rule(at.down(3.0), x, RIGHT - x, 0.75, INK);
        at = at.down(6.0);
    }
    // Very long figures are set smaller rather than broken.
    let mut figure = if sum.weight == Loudness::Quiet { TEXT } else { style };
    while canvas.width(figure, &sum.figure) > (RIGHT - x) * 0.72 && figure.size > 6.0 {
        figure.size -= 0.5;
    }
    let width = canvas.width(figure, &sum.figure);
    let row = canvas.node(body, Role::Row);
    let (head, cell) = (canvas.node(row, Role::RowHead), canvas.node(row, Role::Cell));
    let words = left(x, (RIGHT - x - width - 12.0).max(60.0));
    let label = canvas.flow(at, words, style, &sum.label, Some(head), TOP_AGAIN);
    let value = canvas.flow(at, right(RIGHT - width - 1.0, width + 1.0), figure, &sum.figure, Some(cell), TOP_AGAIN);
    label.max(value).down(if sum.weight == Loudness::Quiet { 2.0 } else { 3.0 })
}

/// How to pay: the sum and the day in one line, the ways under it, codes beside them.
fn pay(canvas: &mut Canvas, pay: &Pay, at: At, colour: Colour) -> At {
    canvas.rule(at, LEFT, RIGHT - LEFT, 0.4, RULE);
    let at = at.down(12.0);
    let group = canvas.node(ROOT, Role::Group);
    let mut x = RIGHT;
    let mut end = at;
    for code in pay.codes.iter().rev() {
        let width = f32::from(code.millimetres) * MILLIMETRE;
        x -= width;
        end = end.max(self::code(canvas, code, At { y: at.y + 2.0, ..at }, x, width, group));
        x -= 16.0;
    }
    let room = (x - LEFT).max(180.0);
    let heading = canvas.node(group, Role::Heading(2, pay.title.clone()));
    let mut under = canvas.flow(at, left(LEFT, room), HEADING, &pay.title, Some(heading), TOP_AGAIN);
    let asked: String = pay.asked.iter().map(|(_, text)| text.as_str()).collect();
    under = canvas.paragraph(under, left(LEFT, room), STRONG.in_colour(colour), &asked, group).down(5.0);
    let words = pay.ways.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>();
    let widest = words.into_iter().fold(0.0f32, |most, word| most.max(canvas.width(LABEL, word))).min(room * 0.4);
    for (word, text) in &pay.ways {
        let node = canvas.node(group, Role::Paragraph);
        let beside = if widest > 0.0 { widest + 14.0 } else { 0.0 };
        let mut low = under;
        if !word.trim().is_empty() {
            low = canvas.flow(under.down(0.9), left(LEFT, widest + 2.0), LABEL, &format!("{word} "), Some(node), TOP_AGAIN);
        }
        under = low.max(canvas.flow(under, left(LEFT + beside, room - beside), TEXT, text, Some(node), TOP_AGAIN));
    }
    end.max(under)
}

/// A square code with its caption, each module a square of its own.
fn code(canvas: &mut Canvas, code: &Code, at: At, x: f32, width: f32, group: usize) -> At {
    let side = usize::from(code.side);
    if side == 0 || code.modules.len() != side * side {
        return at;
    }
    squares(canvas, code, at, x, width, group);
    canvas.paragraph(at.down(width + 4.0), left(x, width), SMALL, &code.caption, group)
}

/// The modules of a code, and the cross on them.
pub(crate) fn squares(canvas: &mut Canvas, code: &Code, at: At, x: f32, width: f32, group: usize) {
    let side = usize::from(code.side);
    if side == 0 || code.modules.len() != side * side {
        return;
    }
    let node = canvas.node(group, Role::Figure(code.alt.clone()));
    let module = width / side as f32;
    let dark = code.modules.iter().enumerate().filter(|(_, dark)| **dark);
    let squares = dark.map(|(place, _)| (x + (place % side) as f32 * module, at.y + (place / side) as f32 * module)).collect();
    canvas.draw(at.page, Some(node), Ink::Squares { at: squares, side: module, colour: CODE });
    if code.cross {
        cross(canvas, at.page, x + width / 2.0, at.y + width / 2.0, width * 7.0 / 46.0, node);
    }
}

/// The Swiss cross on its black field with a white edge, `side` wide.
fn cross(canvas: &mut Canvas, page: usize, x: f32, y: f32, side: f32, node: usize) {
    let mut centred = |width: f32, height: f32, colour| {
        let ink = Ink::Box { x: x - width / 2.0, y: y - height / 2.0, width, height, colour };
        canvas.draw(page, Some(node), ink);
    };
    centred(side, side, WHITE);
    centred(side * 6.0 / 7.0, side * 6.0 / 7.0, CODE);
    centred(side * 20.0 / 36.0 * 0.857, side * 6.0 / 36.0 * 0.857, WHITE);
    centred(side * 6.0 / 36.0 * 0.857, side * 20.0 / 36.0 * 0.857, WHITE);
}

/// What every page carries: its foot, from the second on a heading, and the mark across.
/// `slip`: the page whose foot stands above the payment part.
fn around(canvas: &mut Canvas, leaf: &Leaf, slip: Option<usize>) {
    let pages = canvas.pages.len();
    let mark = leaf.mark.as_ref().map(|mark| canvas.run(Weight::SemiBold, mark));
    for page in 0..pages {
        let mut numbers = leaf.page.split("{}");
        let (first, middle, last) =
            (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
        let number = format!("{first}{}{middle}{pages}{last}", page + 1);
        let width = canvas.width(FOOT, &number);
        let at = At { page, y: if slip == Some(page) { slip::FOOT } else { BOTTOM + 22.0 } };
        canvas.rule(at, LEFT, RIGHT - LEFT, 0.4, RULE);
        let at = at.down(8.0);
        one_line(canvas, at, left(LEFT, RIGHT - LEFT - width - 20.0), FOOT, &leaf.foot);
        one_line(canvas, at, right(RIGHT - width - 1.0, width + 1.0), FOOT, &number);
        if page > 0 {
            one_line(canvas, At { page, y: 48.0 }, left(LEFT, (RIGHT - LEFT) * 0.6), FOOT, &leaf.title);
            one_line(canvas, At { page, y: 48.0 }, right(LEFT + (RIGHT - LEFT) * 0.62, (RIGHT - LEFT) * 0.38), FOOT, &leaf.sender.name);
        }
        if let Some(run) = &mark {
            let size = (WIDTH * 0.8 / run.width(&run.all()).max(1.0)).min(150.0);
            let across = Ink::Across { run: run.clone(), size };
            canvas.pages[page].insert(0, crate::canvas::Piece { ink: across, node: None });
        }
    }
    debug_assert!(BOTTOM < HEIGHT && MARK != WHITE);
}

/// A line that is cut where it has no room: it repeats what stands elsewhere in full.
fn one_line(canvas: &mut Canvas, at: At, column: Column, style: Style, text: &str) {
    let run = canvas.run(style.weight, text);
    let Some(glyphs) = run.lines(column.width / style.size).into_iter().next() else { return };
    let seen = run.seen(&glyphs) * style.size;
    let x = if column.side == Side::Right { column.x + column.width - seen } else { column.x };
    canvas.draw(at.page, None, Ink::Text { run, glyphs, x, base: at.y + style.size, style });
}
