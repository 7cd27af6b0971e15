//! Pieces that pages share.

pub mod icon;
pub mod money;
pub mod sentence;
pub mod shell;
pub mod stage;
pub mod toasts;
