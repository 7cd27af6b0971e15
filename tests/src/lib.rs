//! What the tests of several rooms share: a storage in memory that can fail and crash, a tab that plays a browser's part over it, and
//! the suite that every storage must pass.

pub mod conformance;
pub mod memory;
pub mod tab;
