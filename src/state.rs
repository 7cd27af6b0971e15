//! What the screens look at and the one door they write through. Views read signals of the [`desk::Desk`] and ask it for things; they
//! never touch a document.

pub mod board;
pub mod desk;
pub mod device;
pub mod toast;
