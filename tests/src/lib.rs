//! What the tests of several rooms share: a storage in memory that can fail and crash, a tab that plays a browser's part over it, the suite that every storage must pass.

pub mod conformance;
pub mod fleet;
pub mod mailbox;
pub mod memory;
pub mod tab;
