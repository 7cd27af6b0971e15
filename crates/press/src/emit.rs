//! From pages to bytes.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};
use krilla::{Document, SerializeSettings};
use sheet::Leaf;

use crate::PressError;
use crate::canvas::{Canvas, HEIGHT, Ink, ROOT, Role, WIDTH};
use crate::colour::{Colour, MARK};
use crate::face::Weight;
use crate::logo;

fn refused(why: impl std::fmt::Debug) -> PressError {
    PressError::Refused(format!("{why:?}"))
}

pub(crate) fn emit(leaf: &Leaf, canvas: Canvas) -> Result<Vec<u8>, PressError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_B)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(refused)?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| refused("page size"))?;
    let mut marked: Vec<Vec<Identifier>> = canvas.nodes.iter().map(|_| Vec::new()).collect();
    for pieces in &canvas.pages {
        let mut page = document.start_page_with(size.clone());
        let mut surface = page.surface();
        for piece in pieces {
            let tag = match (piece.node, &piece.ink) {
                (None, Ink::Across { .. }) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Watermark)),
                (None, Ink::Text { .. }) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
                (None, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
                (Some(_), Ink::Text { .. }) => ContentTag::Span(SpanTag::empty()),
                (Some(_), _) => ContentTag::Other,
            };
            let id = surface.start_tagged(tag);
            draw(&mut surface, &canvas, leaf, &piece.ink);
            surface.end_tagged();
            if let Some(marks) = piece.node.and_then(|node| marked.get_mut(node)) {
                marks.push(id);
            }
        }
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tree(&canvas, marked, &leaf.language));
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(leaf.title.clone(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    document.set_outline(outline);
    document.set_metadata(metadata(leaf));
    document.finish().map_err(refused)
}

fn metadata(leaf: &Leaf) -> Metadata {
    let (year, month, day) = leaf.dated;
    let dated = DateTime::new(u16::try_from(year).unwrap_or_default()).month(month).day(day).hour(0).minute(0).second(0).utc_offset_hour(0);
    Metadata::new()
        .title(leaf.title.clone())
        .authors(vec![leaf.sender.name.clone()])
        .creator("Throughline".to_owned())
        .producer("Throughline".to_owned())
        .language(leaf.language.clone())
        .document_id(leaf.id.clone())
        .creation_date(dated)
        .text_direction(TextDirection::LeftToRight)
}

fn fill(colour: Colour) -> Option<Fill> {
    let [red, green, blue] = colour;
    Some(Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() })
}

fn draw(surface: &mut Surface<'_>, canvas: &Canvas, leaf: &Leaf, ink: &Ink) {
    match ink {
        Ink::Text { run, glyphs, x, base, style } => {
            let Some(font) = canvas.face(style.weight).embedded.clone() else { return };
            surface.set_fill(fill(style.colour));
            let glyphs = run.glyphs.get(glyphs.clone()).unwrap_or_default();
            surface.draw_glyphs(Point::from_xy(*x, *base), glyphs, font, &run.text, style.size, false);
        }
        Ink::Across { run, size } => {
            let Some(font) = canvas.face(Weight::SemiBold).embedded.clone() else { return };
            let width = run.width(&run.all()) * size;
            surface.set_fill(fill(MARK));
            surface.push_transform(&Transform::from_rotate_at(-52.0, WIDTH / 2.0, HEIGHT / 2.0));
            let start = Point::from_xy((WIDTH - width) / 2.0, HEIGHT / 2.0 + size * 0.36);
            surface.draw_glyphs(start, &run.glyphs, font, &run.text, *size, false);
            surface.pop();
        }
        Ink::Box { x, y, width, height, colour } => boxes(surface, &[(*x, *y)], *width, *height, *colour),
        Ink::Squares { at, side, colour } => boxes(surface, at, *side, *side, *colour),
        Ink::Logo { x, y, width, height } => {
            let image = leaf.logo.as_ref().and_then(|logo| logo::image(&logo.bytes).ok());
            if let (Some(image), Some(size)) = (image, Size::from_wh(*width, *height)) {
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_image(image, size);
                surface.pop();
            }
        }
    }
}

fn boxes(surface: &mut Surface<'_>, at: &[(f32, f32)], width: f32, height: f32, colour: Colour) {
    let mut path = PathBuilder::new();
    for rect in at.iter().filter_map(|(x, y)| Rect::from_xywh(*x, *y, width, height)) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(fill(colour));
        surface.draw_path(&path);
    }
}

/// What each piece is, in the order in which it is read.
fn tree(canvas: &Canvas, mut marked: Vec<Vec<Identifier>>, language: &str) -> TagTree {
    let mut children: Vec<Vec<usize>> = canvas.nodes.iter().map(|_| Vec::new()).collect();
    for (at, node) in canvas.nodes.iter().enumerate().skip(1) {
        children[node.parent].push(at);
    }
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    for child in children[ROOT].clone() {
        tree.push(group(canvas, &children, &mut marked, child));
    }
    tree
}

fn group(canvas: &Canvas, children: &[Vec<usize>], marked: &mut [Vec<Identifier>], at: usize) -> TagGroup {
    let mut group = TagGroup::new(kind(&canvas.nodes[at].role));
    for mark in std::mem::take(&mut marked[at]) {
        group.push(mark);
    }
    for child in &children[at] {
        group.push(self::group(canvas, children, marked, *child));
    }
    group
}

fn kind(role: &Role) -> TagKind {
    match role {
        Role::Root | Role::Group => Tag::Div.into(),
        Role::Heading(level, text) => Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(text.clone())).into(),
        Role::Paragraph => Tag::P.into(),
        Role::Table(summary) => Tag::Table.with_summary(Some(summary.clone()).filter(|text| !text.is_empty())).into(),
        Role::HeadRows => Tag::THead.into(),
        Role::BodyRows => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
    }
}
