//! A billing document as it is printed. One description, [`Leaf`], is made from the facts and shown by the screen and set by the PDF, so
//! that both say the same in the same words.

mod codec;
mod format;
mod leaf;
mod letters;
mod sheet;
mod slip;
mod words;

pub use codec::{Unreadable, packed, unpacked};
pub use format::Format;
pub use leaf::{Block, Code, Fact, Figure, Head, Leaf, Logo, Pay, Row, Weight};
pub use letters::{has, missing, prints, silent};
pub use sheet::{Look, Sheet, Sum, address};
pub use slip::{Entry, Slip};
pub use words::Words;
