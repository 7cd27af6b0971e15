//! What belongs to this device and to no client.

use crate::dom::*;
use serde::{Deserialize, Serialize};

use crate::browser::{keep, network, prefs, updates};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

/// How the browser keeps what is stored, when the last backup was made, how the app looks here.
#[derive(Clone, Copy, Debug)]
pub struct Device {
    pub theme: RwSignal<Theme>,
    pub keeping: RwSignal<Option<keep::Keeping>>,
    /// Milliseconds since 1970 of the last backup made in this browser.
    pub last_backup_ms: RwSignal<Option<i64>>,
    /// The person has read that this browser may clear what is stored.
    pub warned: RwSignal<bool>,
    pub online: RwSignal<bool>,
    /// A new version waits to be used.
    pub update_ready: RwSignal<bool>,
}

impl Device {
    pub fn read() -> Self {
        Self {
            theme: RwSignal::new(prefs::get("theme").unwrap_or_default()),
            keeping: RwSignal::new(None),
            last_backup_ms: RwSignal::new(prefs::get("last_backup_ms")),
            warned: RwSignal::new(prefs::get("warned").unwrap_or_default()),
            online: RwSignal::new(true),
            update_ready: RwSignal::new(false),
        }
    }

    pub fn set_theme(self, theme: Theme) {
        prefs::set("theme", &theme);
        self.theme.set(theme);
    }

    pub fn set_last_backup(self, at_ms: i64) {
        prefs::set("last_backup_ms", &at_ms);
        self.last_backup_ms.set(Some(at_ms));
    }

    pub fn set_warned(self) {
        prefs::set("warned", &true);
        self.warned.set(true);
    }

    pub fn follow_the_network(self) {
        network::follow(move |online| self.online.set(online));
    }

    /// Hears when a new version has been fetched whole and waits.
    pub fn follow_updates(self) {
        updates::follow(move || self.update_ready.set(true));
    }

    /// Uses the waiting version: the page reloads into it.
    pub fn accept_update(self) {
        updates::accept();
    }

    /// Looks whether the browser keeps the storage for good, without asking it to.
    pub fn look_at_keeping(self) {
        spawn_local(async move { self.keeping.set(Some(keep::look().await)) });
    }

    /// Asks the browser to keep the storage for good.
    pub fn ask_to_keep(self) {
        spawn_local(async move { self.keeping.set(Some(keep::ask().await)) });
    }
}
