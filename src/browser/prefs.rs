//! What belongs to this device alone: its theme, its last page. Losing all of it loses nothing of a client.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// None when unset, unreadable, or refused by the browser.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    LocalStorage::get(format!("throughline.{key}")).ok()
}

/// Kept if the browser allows it.
pub fn set<T: Serialize>(key: &str, value: &T) {
    let _ = LocalStorage::set(format!("throughline.{key}"), value);
}
