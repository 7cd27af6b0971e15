//! Sets a document as a PDF: PDF/A-3b (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), both checked while it is written. The same document gives
//! the same bytes on every machine: nothing here asks a clock, a die or a locale.

mod archive;
mod canvas;
mod colour;
mod emit;
mod face;
mod layout;
mod logo;
mod slip;
mod table;

pub use archive::zip;
pub use logo::{LogoError, look_at};

use sheet::Leaf;

/// Why a document cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PressError {
    /// Letters that the typeface has not got, each once.
    Letters(Vec<char>),
    /// The writer of the PDF refused it: its own words, for whoever mends the layout.
    Refused(String),
}

/// The PDF of a document.
pub fn press(leaf: &Leaf) -> Result<Vec<u8>, PressError> {
    let missing = sheet::missing(leaf);
    if !missing.is_empty() {
        return Err(PressError::Letters(missing));
    }
    emit::emit(leaf, layout::lay_out(leaf))
}
