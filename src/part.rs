//! Pieces that pages share.

pub mod alike;
pub mod badge;
pub mod deposit;
pub mod dropping;
pub mod erasing;
pub mod finder;
pub mod focus;
pub mod icon;
pub mod late_terms;
pub mod leaving;
pub mod merging;
pub mod modal;
pub mod money;
pub mod paper;
pub mod picture;
pub mod press;
pub mod remit;
pub mod seek;
pub mod sentence;
pub mod shell;
pub mod stage;
pub mod standing;
pub mod toasts;
pub mod trust;
