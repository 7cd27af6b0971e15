//! Moving cards: held by keys, dragged, or sent by their menu.

use std::sync::Arc;

use crate::dom::ev::KeyboardEvent;
use crate::dom::*;
use domain::Stage;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::name_of;
use crate::state::board::{Card, Held, Of};
use crate::state::desk::Desk;
use crate::state::engagement::place_engagement;
use crate::state::leaving::Leaving;
use crate::state::trust::Scale;
use crate::words::board as said;

/// What is under way on the board. Copies are one board.
#[derive(Clone, Copy)]
pub struct Moves {
    pub desk: Desk,
    leaving: Leaving,
    pub held: RwSignal<Option<Held>>,
    /// What is dragged, and from where.
    pub dragged: RwSignal<Option<(Of, Stage)>>,
    pub over: RwSignal<Option<Stage>>,
    pub landed: RwSignal<Option<Of>>,
    /// The stage a phone shows.
    pub facing: RwSignal<Stage>,
    pub adding: RwSignal<Option<Stage>>,
    /// What trust is measured by; None before the first paint, which does not wait for it.
    pub scale: Memo<Option<Arc<Scale>>>,
}

pub fn card_id(of: Of) -> String {
    match of.engagement {
        None => format!("card-{}", of.client),
        Some(item) => format!("card-{}-{item}", of.client),
    }
}

/// After the screen has followed: a card that changed lanes is a new element.
fn focus_card(of: Of) {
    request_animation_frame(move || {
        if let Some(card) = document().get_element_by_id(&card_id(of)) {
            let _ = card.unchecked_into::<HtmlElement>().focus();
        }
    });
}

fn after_paint(desk: Desk) -> Memo<Option<Arc<Scale>>> {
    let painted = RwSignal::new(false);
    let look = move || {
        desk.look_at_practice();
        painted.try_set(true);
    };
    request_animation_frame(move || {
        set_timeout(look, std::time::Duration::ZERO);
    });
    let scale = Scale::here(desk);
    Memo::new(move |_| painted.get().then(|| scale.get()))
}

impl Moves {
    pub fn new(desk: Desk, facing: Stage) -> Self {
        Self {
            desk,
            leaving: expect_context(),
            held: RwSignal::new(None),
            dragged: RwSignal::new(None),
            over: RwSignal::new(None),
            landed: RwSignal::new(None),
            facing: RwSignal::new(facing),
            adding: RwSignal::new(None),
            scale: after_paint(desk),
        }
    }

    /// `held`: by keys, which stay with the card even where it has not been drawn again yet.
    pub fn move_to(self, of: Of, to: Stage, held: bool) {
        let focused = held || document().active_element().is_some_and(|element| element.closest(".card").ok().flatten().is_some());
        self.landed.set(Some(of));
        match of.engagement {
            None => self.leaving.move_to(of.client, to, focused.then(|| card_id(of))),
            Some(item) => place_engagement(self.desk, of.client, item, name_of(self.desk, of), Some(to)),
        }
        if focused {
            self.facing.set(to);
            focus_card(of);
        }
    }

    pub fn pick_up(self, card: &Card) {
        let (of, from) = (card.of(), card.stage());
        self.held.set(Some(Held { of, from, over: from }));
        self.facing.set(from);
        self.desk.announced.set(said::picked_up(card.name(), from));
        focus_card(of);
    }

    pub fn key(self, event: &KeyboardEvent) {
        let Some(held) = self.held.get_untracked() else { return };
        let right_to_left = document().document_element().and_then(|root| root.get_attribute("dir")).as_deref() == Some("rtl");
        let (next, previous) = if right_to_left { ("ArrowLeft", "ArrowRight") } else { ("ArrowRight", "ArrowLeft") };
        let key = event.key();
        let to = match key.as_str() {
            key if key == next => held.over.next(),
            key if key == previous => held.over.previous(),
            "Home" => Some(Stage::Attraction),
            "End" => Some(Stage::Offboarding),
            "Enter" | " " => {
                event.prevent_default();
                self.held.set(None);
                if held.over == held.from {
                    self.leave(held);
                } else {
                    self.move_to(held.of, held.over, true);
                    focus_card(held.of);
                }
                return;
            }
            "Escape" | "Tab" => {
                event.prevent_default();
                self.held.set(None);
                self.facing.set(held.from);
                self.leave(held);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(over) = to {
            self.held.set(Some(Held { over, ..held }));
            self.facing.set(over);
            self.desk.announced.set(said::held_over(over));
            focus_card(held.of);
        }
    }

    fn leave(self, held: Held) {
        self.desk.announced.set(said::left(&name_of(self.desk, held.of), held.from));
        focus_card(held.of);
    }
}
