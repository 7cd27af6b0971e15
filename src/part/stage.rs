use domain::Stage;
use leptos::prelude::*;

use crate::words;

/// A dot in the stage's hue, and its name.
pub fn stage(stage: Stage) -> impl IntoView {
    view! { <span class="stage" data-stage=stage.key()>{words::stage::name(stage)}</span> }
}
