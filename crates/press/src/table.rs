//! The lines of a document as a table, over as many pages as it takes, its head on each.

use sheet::{Leaf, Row};

use crate::canvas::{At, Canvas, Column, LEFT, RIGHT, ROOT, Role, Side, Style, TOP_AGAIN};
use crate::colour::{Colour, INK_2, INK_3, RULE};
use crate::face::Weight;

const GAP: f32 = 14.0;
const PAD: f32 = 5.5;
/// The least that a description keeps beside its figures.
const WORDS_LEAST: f32 = 150.0;
const SIZES: [f32; 4] = [9.5, 8.5, 7.5, 6.5];

struct Table {
    columns: Vec<Column>,
    text: Style,
    small: Style,
    head: Style,
    colour: Colour,
    /// Where rows begin on a page that goes on.
    top: f32,
}

/// Sets the lines; gives the place under them. `after` is what should not stand alone on the next page.
pub(crate) fn set(canvas: &mut Canvas, leaf: &Leaf, at: At, colour: Colour, after: f32) -> At {
    let mut table = Table::measured(canvas, leaf, colour);
    let height = canvas.height(|canvas, at| table.heads(canvas, leaf, at, None));
    table.top = TOP_AGAIN + height;
    let node = canvas.node(ROOT, Role::Table(leaf.caption.clone()));
    let first = leaf.rows.first().map_or(0.0, |row| canvas.height(|canvas, at| table.row(canvas, row, at, None)));
    let at = canvas.room(at, height + first.min(120.0), TOP_AGAIN);
    let head = canvas.node(node, Role::HeadRows);
    let mut at = table.heads(canvas, leaf, at, Some(head));
    let body = canvas.node(node, Role::BodyRows);
    for (place, row) in leaf.rows.iter().enumerate() {
        let high = canvas.height(|canvas, at| table.row(canvas, row, at, None));
        let last = place + 1 == leaf.rows.len();
        let wanted = if last && place > 0 { high + after } else { high };
        let page = at.page;
        // A row is kept in one piece unless it is so long that the page before would be left half empty.
        if !canvas.fits(at, wanted) && (canvas.fits(At { page, y: table.top }, wanted) || !canvas.fits(at, 60.0)) && at.y > table.top {
            at = At { page: page + 1, y: table.top };
        }
        let row_node = canvas.node(body, Role::Row);
        at = table.row(canvas, row, at, Some(row_node));
        for new in page + 1..=at.page {
            table.heads(canvas, leaf, At { page: new, y: TOP_AGAIN }, None);
        }
    }
    at
}

impl Table {
    /// As wide as its figures need, the rest for the words; smaller where the figures are very long.
    fn measured(canvas: &mut Canvas, leaf: &Leaf, colour: Colour) -> Self {
        let count = leaf.heads.len().max(1);
        let mut widths = Vec::new();
        let mut size = SIZES[0];
        for try_size in SIZES {
            size = try_size;
            let (text, head) = (Style::new(Weight::Regular, size, size), Style::new(Weight::SemiBold, size - 1.5, size));
            let widest = |canvas: &mut Canvas, at: usize| {
                let head = leaf.heads.get(at).map_or(0.0, |one| canvas.width(head, &one.text));
                let cells: Vec<&str> = leaf.rows.iter().filter_map(|row| row.cells.get(at - 1)).map(String::as_str).collect();
                cells.into_iter().fold(head, |most, cell| most.max(canvas.width(text, cell)))
            };
            widths = (1..count).map(|at| widest(canvas, at)).collect::<Vec<f32>>();
            // Units can be long words: they break before the figures do.
            if let Some(quantity) = widths.first_mut() {
                *quantity = quantity.min(92.0);
            }
            if widths.iter().map(|width| width + GAP).sum::<f32>() + WORDS_LEAST <= RIGHT - LEFT {
                break;
            }
        }
        let room = RIGHT - LEFT - WORDS_LEAST - GAP * widths.len() as f32;
        let sum: f32 = widths.iter().sum();
        if sum > room {
            widths.iter_mut().for_each(|width| *width *= room / sum);
        }
        let mut columns = Vec::new();
        let mut x = RIGHT;
        for width in widths.iter().rev() {
            x -= width;
            columns.push(Column { x, width: *width + 0.01, side: Side::Right });
            x -= GAP;
        }
        columns.push(Column { x: LEFT, width: x - LEFT, side: Side::Left });
        columns.reverse();
        let text = Style::new(Weight::Regular, size, size * 1.42);
        Self {
            columns,
            text,
            small: Style::new(Weight::Regular, size - 1.0, (size - 1.0) * 1.42).in_colour(INK_3),
            head: Style::new(Weight::SemiBold, size - 1.5, size * 1.42).in_colour(INK_2),
            colour,
            top: TOP_AGAIN,
        }
    }

    fn heads(&self, canvas: &mut Canvas, leaf: &Leaf, at: At, group: Option<usize>) -> At {
        let row = group.map(|group| canvas.node(group, Role::Row));
        let mut end = at;
        for (column, head) in self.columns.iter().zip(&leaf.heads) {
            let cell = row.map(|row| canvas.node(row, Role::ColumnHead));
            end = end.max(canvas.flow(at, *column, self.head, &head.text, cell, TOP_AGAIN));
        }
        let end = end.down(4.0);
        canvas.rule(end, LEFT, RIGHT - LEFT, 0.75, self.colour);
        end.down(1.5)
    }

    fn row(&self, canvas: &mut Canvas, row: &Row, at: At, node: Option<usize>) -> At {
        let start = at.down(PAD);
        let mut end = start;
        for (place, column) in self.columns.iter().enumerate() {
            let cell = node.map(|node| canvas.node(node, Role::Cell));
            let text = if place == 0 { Some(&row.what) } else { row.cells.get(place - 1) };
            let mut under = canvas.flow(start, *column, self.text, text.map_or("", String::as_str), cell, self.top);
            if place == 0 && !row.more.trim().is_empty() {
                under = canvas.flow(under.down(1.0), *column, self.small, &row.more, cell, self.top);
            }
            end = end.max(under);
        }
        let end = end.down(PAD);
        canvas.rule(end, LEFT, RIGHT - LEFT, 0.4, RULE);
        end
    }
}
