//! Pages on which texts flow, and the tree that says what each piece of them is. All lengths are points, from the top left corner.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::colour::{Colour, INK};
use crate::face::{Face, Run, Weight};

/// ISO 216 A4.
pub(crate) const WIDTH: f32 = 595.276;
pub(crate) const HEIGHT: f32 = 841.89;
pub(crate) const LEFT: f32 = 56.7;
pub(crate) const RIGHT: f32 = WIDTH - 56.7;
/// Where the first page begins, and where the others do under their heading.
pub(crate) const TOP: f32 = 56.7;
pub(crate) const TOP_AGAIN: f32 = 82.0;
/// Where the pages end; the foot is under it.
pub(crate) const BOTTOM: f32 = HEIGHT - 76.0;

/// A place in the document: which page, how far down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct At {
    pub page: usize,
    pub y: f32,
}

impl At {
    pub fn down(self, by: f32) -> Self {
        Self { y: self.y + by, ..self }
    }

    /// Whichever is further on.
    pub fn max(self, other: Self) -> Self {
        if (other.page, other.y) > (self.page, self.y) { other } else { self }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Side {
    Left,
    Right,
}

/// Where texts run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub x: f32,
    pub width: f32,
    pub side: Side,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub weight: Weight,
    pub size: f32,
    pub lead: f32,
    pub colour: Colour,
}

impl Style {
    pub const fn new(weight: Weight, size: f32, lead: f32) -> Self {
        Self { weight, size, lead, colour: INK }
    }

    pub const fn in_colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Ink {
    Text {
        run: Rc<Run>,
        glyphs: Range<usize>,
        x: f32,
        base: f32,
        style: Style,
    },
    Box {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        colour: Colour,
    },
    /// Squares of one colour, each with a side.
    Squares {
        at: Vec<(f32, f32)>,
        side: f32,
        colour: Colour,
    },
    Logo {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
    /// Large, turned, behind everything.
    Across {
        run: Rc<Run>,
        size: f32,
    },
}

/// What a piece is to whoever reads with something other than eyes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Role {
    Root,
    Group,
    /// Level and text.
    Heading(u16, String),
    Paragraph,
    /// What it holds.
    Table(String),
    HeadRows,
    BodyRows,
    Row,
    ColumnHead,
    RowHead,
    Cell,
    /// What it shows.
    Figure(String),
}

#[derive(Debug)]
pub(crate) struct Node {
    pub role: Role,
    pub parent: usize,
}

/// What is drawn, and which node it belongs to; without one it only decorates.
#[derive(Debug)]
pub(crate) struct Piece {
    pub ink: Ink,
    pub node: Option<usize>,
}

pub(crate) struct Canvas {
    pub regular: Face,
    pub semibold: Face,
    runs: HashMap<(bool, String), Rc<Run>>,
    pub pages: Vec<Vec<Piece>>,
    pub nodes: Vec<Node>,
    bottom: f32,
}

pub(crate) const ROOT: usize = 0;

impl Canvas {
    pub fn new() -> Self {
        Self {
            regular: Face::new(Weight::Regular),
            semibold: Face::new(Weight::SemiBold),
            runs: HashMap::new(),
            pages: vec![Vec::new()],
            nodes: vec![Node { role: Role::Root, parent: ROOT }],
            bottom: BOTTOM,
        }
    }

    pub fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semibold,
        }
    }

    pub fn run(&mut self, weight: Weight, text: &str) -> Rc<Run> {
        let key = (weight == Weight::SemiBold, text.to_owned());
        if let Some(run) = self.runs.get(&key) {
            return run.clone();
        }
        let run = self.face(weight).shape(text);
        self.runs.insert(key, run.clone());
        run
    }

    /// How wide a text is when nothing breaks it.
    pub fn width(&mut self, style: Style, text: &str) -> f32 {
        let run = self.run(style.weight, text);
        run.width(&run.all()) * style.size
    }

    pub fn node(&mut self, parent: usize, role: Role) -> usize {
        self.nodes.push(Node { role, parent });
        self.nodes.len() - 1
    }

    pub fn draw(&mut self, page: usize, node: Option<usize>, ink: Ink) {
        while self.pages.len() <= page {
            self.pages.push(Vec::new());
        }
        self.pages[page].push(Piece { ink, node });
    }

    /// A line across, from `x` on.
    pub fn rule(&mut self, at: At, x: f32, width: f32, thick: f32, colour: Colour) {
        self.draw(at.page, None, Ink::Box { x, y: at.y, width, height: thick, colour });
    }

    /// The place itself, or the top of the next page where there is no room for so much.
    pub fn room(&self, at: At, height: f32, top: f32) -> At {
        if at.y + height > self.bottom && at.y > top { At { page: at.page + 1, y: top } } else { at }
    }

    /// Whether there is room for so much.
    pub fn fits(&self, at: At, height: f32) -> bool {
        at.y + height <= self.bottom
    }

    /// Sets a text line by line, over as many pages as it takes; gives the place under it. `top`: where it goes on.
    pub fn flow(&mut self, mut at: At, column: Column, style: Style, text: &str, node: Option<usize>, top: f32) -> At {
        for paragraph in text.split('\n') {
            let run = self.run(style.weight, paragraph);
            let lines = run.lines(column.width / style.size);
            if lines.is_empty() {
                at = at.down(style.lead);
            }
            for glyphs in lines {
                at = self.room(at, style.lead, top);
                let seen = run.seen(&glyphs) * style.size;
                let x = match column.side {
                    Side::Left => column.x,
                    Side::Right => column.x + column.width - seen,
                };
                // Inter's capitals are 0.727 em high: they stand in the middle of the line.
                let base = at.y + (style.lead + style.size * 0.727) / 2.0;
                self.draw(at.page, node, Ink::Text { run: run.clone(), glyphs, x, base, style });
                at = at.down(style.lead);
            }
        }
        at
    }

    /// A text as a paragraph of its own.
    pub fn paragraph(&mut self, at: At, column: Column, style: Style, text: &str, parent: usize) -> At {
        if text.trim().is_empty() {
            return at;
        }
        let node = self.node(parent, Role::Paragraph);
        self.flow(at, column, style, text, Some(node), TOP_AGAIN)
    }

    /// Sets something that may stand on the foot of a page, down to its edge.
    pub fn down_to_the_edge(&mut self, set: impl FnOnce(&mut Self)) {
        let bottom = std::mem::replace(&mut self.bottom, HEIGHT);
        set(self);
        self.bottom = bottom;
    }

    /// How high something would be on a page without end; nothing of it stays.
    pub fn height(&mut self, set: impl FnOnce(&mut Self, At) -> At) -> f32 {
        let pages = std::mem::replace(&mut self.pages, vec![Vec::new()]);
        let nodes = self.nodes.len();
        let bottom = std::mem::replace(&mut self.bottom, f32::MAX);
        let end = set(self, At { page: 0, y: 0.0 });
        self.pages = pages;
        self.nodes.truncate(nodes);
        self.bottom = bottom;
        end.y
    }
}
