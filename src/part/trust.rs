//! Where a trust account is going, as a shape: told apart without colour.

use crate::dom::*;
use domain::trust::Way;

use super::icon::{Icon, small_icon};

pub fn key(way: Way) -> &'static str {
    match way {
        Way::Rising => "rising",
        Way::Steady => "steady",
        Way::Falling => "falling",
    }
}

/// The same as a shape.
pub fn arrow(way: Way) -> View {
    match way {
        Way::Rising => small_icon(Icon::Up),
        Way::Steady => small_icon(Icon::Go),
        Way::Falling => small_icon(Icon::Lower),
    }
}
