//! Moving a card with a finger: held for a moment it comes off the board, and lands on the lane, or on a phone the stage's tab, under it.
//!
//! Browsers drag by themselves for a mouse only. A finger that moves at once scrolls, as everywhere.

use std::time::Duration;

use crate::dom::ev::TouchEvent;
use crate::dom::*;
use domain::Stage;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::moves::Moves;
use super::name_of;
use crate::state::board::Of;
use crate::words::board as said;

/// How long a finger rests before the card comes off.
const REST: Duration = Duration::from_millis(350);
/// How far it may stray meanwhile, in pixels.
const STRAY: i32 = 10;
/// How wide a card is at most while it is carried, and how far below the finger, in pixels.
const SMALL: i32 = 180;
const BELOW: i32 = 24;
/// How near to an edge of the board a finger makes it scroll, in pixels, and how far a step goes.
const EDGE: i32 = 40;
const STEP: f64 = 8.0;
const STEP_EVERY: Duration = Duration::from_millis(16);

/// The finger on the board. Copies are one finger.
#[derive(Clone, Copy)]
pub struct Finger {
    moves: Moves,
    state: StoredValue<State, LocalStorage>,
}

#[derive(Default)]
enum State {
    #[default]
    Away,
    Resting {
        at: (i32, i32),
        timer: Option<TimeoutHandle>,
    },
    Carrying {
        of: Of,
        from: Stage,
        at: (i32, i32),
        /// The finger's place in the picture of the card that follows it.
        grip: (i32, i32),
        picture: HtmlElement,
    },
}

impl Finger {
    pub fn new(moves: Moves) -> Self {
        Self { moves, state: StoredValue::new_local(State::Away) }
    }

    pub fn is_carrying(self) -> bool {
        self.state.with_value(|state| matches!(state, State::Carrying { .. }))
    }

    pub fn rest(self, event: &TouchEvent, of: Of, from: Stage) {
        self.give_up();
        let Some(card) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
        let on_menu = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let on_menu = on_menu.is_some_and(|target| target.closest(".card-menu, .menu").ok().flatten().is_some());
        let Some(at) = one_finger(event).filter(|_| !on_menu && self.moves.held.get_untracked().is_none()) else { return };
        let timer = set_timeout_with_handle(move || self.take(of, from, &card), REST).ok();
        self.state.set_value(State::Resting { at, timer });
    }

    fn take(self, of: Of, from: Stage, card: &HtmlElement) {
        let Some(at) = self.state.with_value(|state| if let State::Resting { at, .. } = state { Some(*at) } else { None }) else { return };
        let place = card.get_bounding_client_rect();
        #[allow(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        let (left, top, width) = (place.left() as i32, place.top() as i32, place.width() as i32);
        // A card as wide as a phone would hide the tabs that it is brought to: there it is small, and hangs below the finger.
        let grip = if width > SMALL + SMALL / 2 { (SMALL / 2, -BELOW) } else { (at.0 - left, at.1 - top) };
        let Some(picture) = picture(card, if grip.1 < 0 { SMALL } else { width }) else { return };
        hold(&picture, at, grip);
        self.state.set_value(State::Carrying { of, from, at, grip, picture });
        self.moves.dragged.set(Some((of, from)));
        self.moves.desk.announced.set(said::picked_up(&name_of(self.moves.desk, of), from));
        self.drift();
    }

    pub fn travel(self, event: &TouchEvent) {
        let Some(now) = one_finger(event) else { return self.give_up() };
        let strayed = self.state.with_value(|state| match state {
            State::Resting { at, .. } => (at.0 - now.0).abs().max((at.1 - now.1).abs()) > STRAY,
            State::Away | State::Carrying { .. } => false,
        });
        if strayed {
            return self.give_up();
        }
        if self.is_carrying() {
            // Else the page scrolls along.
            event.prevent_default();
            self.state.update_value(|state| {
                if let State::Carrying { at, grip, picture, .. } = state {
                    *at = now;
                    hold(picture, now, *grip);
                }
            });
            self.look_below(now);
        }
    }

    /// Which stage lies under the finger.
    fn look_below(self, at: (i32, i32)) {
        #[allow(clippy::cast_precision_loss, reason = "pixels of a screen")]
        let below = document().element_from_point(at.0 as f32, at.1 as f32);
        let over = below.and_then(|below| below.closest(".lane, .strip [data-stage]").ok().flatten());
        let key = over.and_then(|over| over.get_attribute("data-stage"));
        let stage = key.and_then(|key| Stage::ALL.into_iter().find(|stage| stage.key() == key));
        if stage != self.moves.over.get_untracked() {
            self.moves.over.set(stage);
            if let Some(stage) = stage {
                self.moves.desk.announced.set(said::held_over(stage));
            }
        }
    }

    /// Scrolls the board while the finger waits at an edge of it.
    fn drift(self) {
        set_timeout(
            move || {
                // None: the board is gone, or the finger is.
                let at = self.state.try_with_value(|state| if let State::Carrying { at, .. } = state { Some(*at) } else { None }).flatten();
                let Some(at) = at else { return };
                if let Ok(Some(board)) = document().query_selector(".board") {
                    let place = board.get_bounding_client_rect();
                    let forth = (f64::from(at.0 + EDGE) > place.right()).then_some(STEP);
                    let back = (f64::from(at.0 - EDGE) < place.left()).then_some(-STEP);
                    if let Some(step) = forth.or(back) {
                        board.scroll_by_with_x_and_y(step, 0.0);
                        self.look_below(at);
                    }
                }
                self.drift();
            },
            STEP_EVERY,
        );
    }

    pub fn lift(self, event: &TouchEvent) {
        let carried = self.state.with_value(|state| if let State::Carrying { of, from, .. } = state { Some((*of, *from)) } else { None });
        let over = self.moves.over.get_untracked();
        self.give_up();
        let Some((of, from)) = carried else { return };
        // Else it would count as a click too, and open the client.
        event.prevent_default();
        match over.filter(|over| *over != from) {
            Some(to) => self.moves.move_to(of, to, false),
            None => self.moves.desk.announced.set(said::left(&name_of(self.moves.desk, of), from)),
        }
    }

    /// Leaves the card where it was.
    pub fn give_up(self) {
        let before = self.state.try_update_value(std::mem::take).unwrap_or_default();
        match before {
            State::Away => {}
            State::Resting { timer, .. } => {
                if let Some(timer) = timer {
                    timer.clear();
                }
            }
            State::Carrying { picture, .. } => {
                picture.remove();
                self.moves.dragged.set(None);
                self.moves.over.set(None);
            }
        }
    }
}

fn one_finger(event: &TouchEvent) -> Option<(i32, i32)> {
    let fingers = event.touches();
    let finger = fingers.get(0).filter(|_| fingers.length() == 1)?;
    Some((finger.client_x(), finger.client_y()))
}

/// A picture of the card, beside everything that could cut it off. It is nothing but looks.
fn picture(card: &HtmlElement, width: i32) -> Option<HtmlElement> {
    let picture: HtmlElement = card.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let named = picture.query_selector_all("[id]").ok()?;
    for at in 0..named.length() {
        if let Some(element) = named.get(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            let _ = element.remove_attribute("id");
        }
    }
    let _ = picture.style().set_property("inline-size", &format!("{width}px"));
    let _ = picture.set_attribute("data-state", "carried");
    let _ = picture.set_attribute("aria-hidden", "true");
    let _ = picture.set_attribute("inert", "");
    document().body()?.append_child(&picture).ok()?;
    Some(picture)
}

fn hold(picture: &HtmlElement, at: (i32, i32), grip: (i32, i32)) {
    let _ = picture.style().set_property("translate", &format!("{}px {}px", at.0 - grip.0, at.1 - grip.1));
}
