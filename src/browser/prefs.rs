//! What belongs to this device alone: its theme, its last page. Losing all of it loses nothing of a client.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// None when unset, unreadable, or refused by the browser.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    is_allowed().then(|| LocalStorage::get(format!("throughline.{key}")).ok()).flatten()
}

/// Kept if the browser allows it.
pub fn set<T: Serialize>(key: &str, value: &T) {
    if is_allowed() {
        let _ = LocalStorage::set(format!("throughline.{key}"), value);
    }
}

/// Where site data is blocked, merely to look at the storage is an error, which `gloo` takes for a fault of the program.
fn is_allowed() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}
