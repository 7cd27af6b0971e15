//! What waits to be sent to one connection.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::store::Bytes;

/// Frames in order, never more than a bound in bytes. Whoever owns the connection takes them out and sends them.
#[derive(Debug)]
pub struct Outbox {
    queue: Mutex<Queue>,
    changed: Notify,
    /// Whether something is read piece by piece, and the next piece waits for room.
    reads_on: AtomicBool,
    bytes_max: usize,
}

#[derive(Debug, Default)]
struct Queue {
    frames: VecDeque<Bytes>,
    bytes: usize,
    is_ended: bool,
}

/// How much more than the bound may wait when somebody asks and asks and never reads the answers.
const ANSWERS_FACTOR: usize = 4;

impl Outbox {
    pub(super) fn new(bytes_max: usize) -> Self {
        Self { queue: Mutex::default(), changed: Notify::new(), reads_on: AtomicBool::new(false), bytes_max }
    }

    /// What there is to be sent now, perhaps nothing.
    pub fn take(&self) -> Vec<Bytes> {
        let mut queue = self.queue();
        queue.bytes = 0;
        queue.frames.drain(..).collect()
    }

    /// The next frame, as soon as there is one. None when the connection has ended and everything was sent.
    pub async fn next(&self) -> Option<Bytes> {
        loop {
            let changed = self.changed.notified();
            {
                let mut queue = self.queue();
                if let Some(frame) = queue.frames.pop_front() {
                    queue.bytes -= frame.len();
                    return Some(frame);
                }
                if queue.is_ended {
                    return None;
                }
            }
            changed.await;
        }
    }

    /// Whether nothing more will come in.
    pub fn is_ended(&self) -> bool {
        self.queue().is_ended
    }

    /// Whether there is room for more to be asked for. Whoever owns the connection reads nothing from it while there is not.
    pub fn has_room(&self) -> bool {
        self.queue().bytes < self.bytes_max
    }

    /// Whether [`crate::hub::Hub::drained`] would bring more.
    pub fn wants_more(&self) -> bool {
        self.reads_on.load(Ordering::Relaxed) && self.is_low()
    }

    pub(super) fn set_reads_on(&self, reads_on: bool) {
        self.reads_on.store(reads_on, Ordering::Relaxed);
    }

    /// Whether it is time to fill up what is read piece by piece.
    pub(super) fn is_low(&self) -> bool {
        self.queue().bytes < self.bytes_max / 2
    }

    /// An answer, or something that must arrive. Ends the connection when nobody reads answers.
    pub(super) fn answer(&self, frame: Bytes) {
        let mut queue = self.queue();
        if queue.is_ended {
            return;
        }
        if queue.bytes + frame.len() > self.bytes_max.saturating_mul(ANSWERS_FACTOR) + wire::limit::FRAME_BYTES_MAX {
            *queue = Queue { is_ended: true, ..Queue::default() };
        } else {
            queue.bytes += frame.len();
            queue.frames.push_back(frame);
        }
        drop(queue);
        self.changed.notify_one();
    }

    /// Something that nobody asked for. False, and it is dropped, when there is no room.
    pub(super) fn push(&self, frame: &Bytes) -> bool {
        let mut queue = self.queue();
        let fits = queue.bytes + frame.len() <= self.bytes_max.max(frame.len());
        if queue.is_ended || !fits {
            return false;
        }
        queue.bytes += frame.len();
        queue.frames.push_back(Bytes::clone(frame));
        drop(queue);
        self.changed.notify_one();
        true
    }

    /// What waits is sent, and nothing after it.
    pub(super) fn end(&self) {
        self.queue().is_ended = true;
        self.changed.notify_one();
    }

    /// What waits is not sent: this is the last word.
    pub(super) fn end_with(&self, last: Bytes) {
        *self.queue() = Queue { bytes: last.len(), frames: VecDeque::from([last]), is_ended: true };
        self.changed.notify_one();
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(length: usize) -> Bytes {
        vec![0; length].into()
    }

    #[test]
    fn a_push_beyond_the_bound_is_dropped_and_said_so() {
        let outbox = Outbox::new(100);
        assert!(outbox.push(&frame(60)));
        assert!(!outbox.push(&frame(60)));
        assert!(outbox.push(&frame(40)));
        assert!(!outbox.has_room());
        assert_eq!(outbox.take().len(), 2);
        assert!(outbox.push(&frame(500)), "a single frame always fits an empty queue");
    }

    #[test]
    fn who_never_reads_answers_is_let_go() {
        let outbox = Outbox::new(1 << 20);
        (0..10).for_each(|_| outbox.answer(frame(1 << 20)));
        assert!(outbox.is_ended());
        assert_eq!(outbox.take(), [] as [Bytes; 0]);
    }

    #[test]
    fn a_last_word_takes_the_place_of_what_waited() {
        let outbox = Outbox::new(100);
        outbox.answer(frame(10));
        outbox.end_with(frame(3));
        outbox.answer(frame(5));
        assert_eq!(outbox.take(), [frame(3)]);
        assert_eq!(crate::at_once(outbox.next()), Some(None));
    }
}
