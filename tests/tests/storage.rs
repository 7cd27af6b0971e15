//! The storage suite over the storage in memory; the browser's own storage passes the same one in a real browser.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use throughline_tests::conformance;
use throughline_tests::memory::Disk;

#[test]
fn the_storage_in_memory_keeps_every_promise() {
    let disk = Disk::default();
    let mut suite = pin!(conformance::every_promise(&disk));
    // Nothing in memory ever waits.
    let Poll::Ready(kept) = suite.as_mut().poll(&mut Context::from_waker(Waker::noop())) else { panic!("the suite waits") };
    assert!(kept > 20, "{kept}");
}
