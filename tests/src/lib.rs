//! What the tests of several rooms share: a storage in memory that can fail and crash, a tab that plays a browser's part over it, the suite
//! that every storage must pass; and a team of devices with a relay, in one process.
#![allow(missing_debug_implementations, reason = "worlds of tests are never shown whole")]

pub mod conformance;
#[cfg(not(target_arch = "wasm32"))]
pub mod days;
pub mod device;
#[cfg(not(target_arch = "wasm32"))]
pub mod fleet;
#[cfg(not(target_arch = "wasm32"))]
pub mod hub;
#[cfg(not(target_arch = "wasm32"))]
pub mod mailbox;
pub mod memory;
pub mod tab;
