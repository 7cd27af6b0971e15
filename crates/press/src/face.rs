//! The typeface: Inter in two weights, shaped by HarfBuzz's rules, broken into lines by Unicode's (UAX #14).

use std::ops::Range;
use std::rc::Rc;

use harfrust::{Direction, Feature, FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use unicode_linebreak::BreakOpportunity;

static REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.ttf");
static SEMIBOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.ttf");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    SemiBold,
}

/// One weight, ready to be shaped and embedded.
pub(crate) struct Face {
    bytes: &'static [u8],
    shaping: Option<ShaperData>,
    pub embedded: Option<Font>,
}

/// A text as glyphs, in parts of an em.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// The advance before each glyph, and after the last.
    before: Vec<f32>,
}

impl Face {
    pub fn new(weight: Weight) -> Self {
        let bytes = match weight {
            Weight::Regular => REGULAR,
            Weight::SemiBold => SEMIBOLD,
        };
        let shaping = FontRef::new(bytes).ok().map(|font| ShaperData::new(&font));
        Self { bytes, shaping, embedded: Font::new(bytes.into(), 0) }
    }

    /// The text as glyphs, figures all of one width. What is never drawn is left out of it.
    pub fn shape(&self, text: &str) -> Rc<Run> {
        let text: String = text.chars().filter(|letter| !sheet::silent(*letter) || *letter == '\t').map(plain).collect();
        let (Some(shaping), Ok(font)) = (&self.shaping, FontRef::new(self.bytes)) else { return Rc::default() };
        let shaper = shaping.shaper(&font).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let tabular = figures(&text);
        let shaped = shaper.shape(buffer, ShapeOptions::new().features(&tabular));
        let em = shaper.units_per_em().max(1) as f32;
        let infos = shaped.glyph_infos();
        let mut glyphs = Vec::with_capacity(infos.len());
        let mut before = Vec::with_capacity(infos.len() + 1);
        let mut sum = 0.0;
        for (at, (info, place)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
            let start = info.cluster as usize;
            let end = infos[at..].iter().map(|next| next.cluster as usize).find(|next| *next > start).unwrap_or(text.len());
            let advance = place.x_advance as f32 / em;
            let (x, y) = (place.x_offset as f32 / em, place.y_offset as f32 / em);
            glyphs.push(KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, x, y, 0.0, start..end, None));
            before.push(sum);
            sum += advance;
        }
        before.push(sum);
        Rc::new(Run { text, glyphs, before })
    }
}

/// Figures of one width, wherever there are figures: the feature would widen hyphens too.
fn figures(text: &str) -> Vec<Feature> {
    let mut found: Vec<Feature> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_ascii_digit()) {
        let (at, end) = (at as u32, (at + letter.len_utf8()) as u32);
        match found.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = end,
            None => found.push(Feature { start: at, end, ..Feature::new(harfrust::Tag::new(b"tnum"), 1, ..) }),
        }
    }
    found
}

/// Every white space that is not a fixed one is a space.
fn plain(letter: char) -> char {
    match letter {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{3000}' | '\u{1680}' => ' ',
        letter => letter,
    }
}

impl Run {
    /// The width of some of its glyphs, in ems.
    pub fn width(&self, glyphs: &Range<usize>) -> f32 {
        let at = |glyph: usize| self.before.get(glyph).copied().unwrap_or_default();
        at(glyphs.end) - at(glyphs.start)
    }

    pub fn all(&self) -> Range<usize> {
        0..self.glyphs.len()
    }

    fn glyph_at(&self, byte: usize) -> usize {
        self.glyphs.partition_point(|glyph| glyph.text_range.start < byte)
    }

    /// The glyphs without the spaces at their end, which take no room there.
    fn trimmed(&self, mut glyphs: Range<usize>) -> Range<usize> {
        let is_space = |glyph: usize| self.glyphs.get(glyph).and_then(|glyph| self.text.get(glyph.text_range.clone())) == Some(" ");
        while glyphs.end > glyphs.start && is_space(glyphs.end - 1) {
            glyphs.end -= 1;
        }
        glyphs
    }

    /// The width that a line of these glyphs takes, in ems.
    pub fn seen(&self, glyphs: &Range<usize>) -> f32 {
        self.width(&self.trimmed(glyphs.clone()))
    }

    /// Lines no wider than `most` ems. A word that is wider than that is broken where it must be.
    pub fn lines(&self, most: f32) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut start, mut fits) = (0, 0);
        for (byte, how) in unicode_linebreak::linebreaks(&self.text) {
            let end = self.glyph_at(byte);
            while self.seen(&(start..end)) > most {
                let cut = if fits > start { fits } else { self.forced(start, end, most) };
                if cut <= start || cut >= end {
                    break;
                }
                lines.push(start..cut);
                (start, fits) = (cut, cut);
            }
            fits = end;
            if how == BreakOpportunity::Mandatory && end > start {
                lines.push(start..end);
                start = end;
            }
        }
        if start < self.glyphs.len() {
            lines.push(start..self.glyphs.len());
        }
        lines
    }

    /// The most glyphs from `start` on that fit, at least one letter with its marks.
    fn forced(&self, start: usize, end: usize, most: f32) -> usize {
        let begins = |at: usize| self.glyphs[at].text_range != self.glyphs[at - 1].text_range;
        let mut best = None;
        for at in (start + 1..end).filter(|at| begins(*at)) {
            if best.is_some() && self.width(&(start..at)) > most {
                break;
            }
            best = Some(at);
        }
        best.unwrap_or(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::MetadataProvider;

    fn lines(text: &str, ems: f32) -> Vec<String> {
        let run = Face::new(Weight::Regular).shape(text);
        let line =
            |range: &Range<usize>| run.text[run.glyphs[range.start].text_range.start..run.glyphs[range.end - 1].text_range.end].to_owned();
        run.lines(ems).iter().map(line).collect()
    }

    #[test]
    fn lines_break_where_unicode_lets_them_and_lose_no_letter() {
        assert_eq!(lines("Design of the brochure", 6.0), ["Design of ", "the ", "brochure"]);
        let long = "Donaudampfschifffahrtsgesellschaftskapitän";
        let broken = lines(long, 8.0);
        assert!(broken.len() > 2 && broken.concat() == long, "{broken:?}");
        assert_eq!(lines("1\u{a0}200 EUR", 4.0), ["1\u{a0}200 ", "EUR"]);
        assert_eq!(lines("", 8.0), Vec::<String>::new());
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let face = Face::new(Weight::SemiBold);
        for text in [
            "The quick brown fox — jumps; over the lazy dog.",
            "a/b/c/d/e/f/g/h https://example.org/a/very/long/path?with=query",
            "e\u{301}e\u{301}e\u{301}",
        ] {
            let run = face.shape(text);
            for most in [1.5, 3.0, 7.5] {
                let lines = run.lines(most);
                assert!(lines.iter().all(|line| run.seen(line) <= most), "{text} {most}");
                assert_eq!(lines.iter().map(ExactSizeIterator::len).sum::<usize>(), run.glyphs.len());
            }
        }
    }

    #[test]
    fn figures_are_all_of_one_width() {
        for weight in [Weight::Regular, Weight::SemiBold] {
            let face = Face::new(weight);
            let width = |text: &str| face.shape(text).width(&(0..text.len()));
            let one = width("1");
            assert!("023456789".chars().all(|digit| width(&digit.to_string()) == one), "{weight:?}");
        }
    }

    /// The table that warns before issue names exactly the letters of the fonts.
    #[test]
    fn the_fonts_have_the_letters_that_the_table_says() {
        for bytes in [REGULAR, SEMIBOLD] {
            let font = skrifa::FontRef::new(bytes).expect("a font");
            let map = font.charmap();
            for letter in (0..=0x2_ffff).filter_map(char::from_u32) {
                assert_eq!(map.map(letter).is_some_and(|glyph| glyph.to_u32() != 0), sheet::has(letter), "{letter:?}");
            }
        }
    }
}
