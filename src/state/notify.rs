//! A word by the system once a day, while nobody looks at the page: that something is to be written. Only for who asked for it.

use crate::dom::*;

use super::desk::Desk;
use super::messages::waiting;
use super::today::Agenda;
use crate::browser::{notify, prefs};
use crate::route::Route;
use crate::words::messages as said;

pub use crate::browser::notify::Leave;

/// The day on which it was said last.
const TOLD: &str = "told";

/// What the person allows. Copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Notify(pub RwSignal<Leave>);

impl Notify {
    pub fn new() -> Self {
        Self(RwSignal::new(notify::leave()))
    }

    pub fn ask(self) {
        spawn_local(async move {
            let said = notify::ask().await;
            self.0.set(said);
        });
    }

    /// Watches while the page is open.
    pub fn follow(self, desk: Desk) {
        let agenda = Agenda::new(desk);
        let away = RwSignal::new(notify::is_away());
        let turn = window_event_listener(ev::visibilitychange, move |_| away.set(notify::is_away()));
        on_cleanup(move || turn.remove());
        Effect::new(move |_| {
            if self.0.get() != Leave::Given || !away.get() {
                return;
            }
            desk.look_at_practice();
            let today = desk.today.get().to_string();
            // Who only looks writes nothing.
            let count = if desk.looks_only.get() { 0 } else { waiting(desk, agenda).map_or(0, |all| all.len()) };
            if count == 0 || prefs::get::<String>(TOLD).is_some_and(|told| told == today) {
                return;
            }
            if notify::show(said::NOTIFICATION, &said::left(count), &Route::Messages(None).hash()) {
                prefs::set(TOLD, &today);
            }
        });
    }
}
