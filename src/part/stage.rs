use crate::dom::*;
use domain::Stage;

use crate::words;

/// A dot in the stage's hue, and its name.
pub fn stage(stage: Stage) -> View {
    view! { <span class="stage" data-stage=stage.key()>{words::stage::name(stage)}</span> }
}
