//! What is said of the sender's logo.

pub const TITLE: &str = "Logo";
pub const HINT: &str = "Stands above your name on documents issued from now on; what was issued keeps the logo it had.";
pub const CHOOSE: &str = "Choose a picture";
pub const ANOTHER: &str = "Choose another";
pub const REMOVE: &str = "Remove the logo";
pub const TAKES: &str = "PNG, JPEG, WebP or SVG. It is made small and kept with your data.";
pub const SAVED: &str = "Logo saved";
pub const REMOVED: &str = "Logo removed";
pub const NOT_TAKEN: &str = "This file cannot be shown as a picture. Choose a PNG, JPEG, WebP or SVG. Nothing was changed.";
pub const SHOWN: &str = "Your logo";
