//! What follows the signals that it reads.
//!
//! An effect of our own over the graph of Leptos: its own, while it looks which of its sources has changed, misses one that was brought up to
//! date for another before its turn came (reactive_graph 0.2.16; held by a test in `tests.rs`).

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Poll, Waker};

use leptos::prelude::{LocalStorage, Owner, StoredValue};
use leptos::reactive::graph::{AnySource, AnySubscriber, ReactiveNode, Source, Subscriber, WithObserver};
use leptos::task::spawn_local;

/// What stands in the graph for something that follows.
#[derive(Debug, Default)]
struct Follower(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Something that it read has changed.
    dirty: bool,
    /// It was told of a change, or that there may be one.
    told: bool,
    sources: Vec<AnySource>,
    waker: Option<Waker>,
}

impl Follower {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, dirty: bool) {
        let mut state = self.state();
        state.told = true;
        state.dirty |= dirty;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        // Whoever waits for it learns that it is gone.
        if let Some(waker) = self.state().waker.take() {
            waker.wake();
        }
    }
}

impl ReactiveNode for Follower {
    fn mark_dirty(&self) {
        self.tell(true);
    }

    fn mark_check(&self) {
        self.tell(false);
    }

    fn mark_subscribers_check(&self) {}

    /// Asked with nobody as the observer: a source that changes on the way says so here, whichever of the others made it look.
    fn update_if_necessary(&self) -> bool {
        let sources = self.state().sources.clone();
        let changed = |source: &AnySource| self.state().dirty || source.update_if_necessary();
        let any = sources.iter().any(changed);
        let mut state = self.state();
        state.told = false;
        std::mem::take(&mut state.dirty) || any
    }
}

impl Subscriber for Follower {
    fn add_source(&self, source: AnySource) {
        let mut state = self.state();
        if !state.sources.contains(&source) {
            state.sources.push(source);
        }
    }

    fn clear_sources(&self, subscriber: &AnySubscriber) {
        let sources = std::mem::take(&mut self.state().sources);
        for source in sources {
            source.remove_subscriber(subscriber);
        }
    }
}

/// Waits until something may have changed; false: nobody follows any more.
async fn told(follower: &Weak<Follower>) -> bool {
    poll_fn(|context| {
        let Some(follower) = follower.upgrade() else { return Poll::Ready(false) };
        let mut state = follower.state();
        if state.told {
            return Poll::Ready(true);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    })
    .await
}

/// What is made again whenever a signal that it read changes, as long as this lives.
pub struct Following<T: 'static> {
    value: Rc<RefCell<Option<T>>>,
    _follower: Arc<Follower>,
}

impl<T: 'static> Following<T> {
    /// `make` is given what it made before.
    pub(super) fn new(make: impl FnMut(Option<T>) -> T + 'static, before: Option<T>) -> Self {
        Self::begin(Box::new(make), before, true)
    }

    /// As [`Self::new`], but made for the first time in a moment, when what is being built stands.
    fn soon(make: impl FnMut(Option<T>) -> T + 'static) -> Self {
        Self::begin(Box::new(make), None, false)
    }

    fn begin(mut make: Box<dyn FnMut(Option<T>) -> T>, before: Option<T>, at_once: bool) -> Self {
        let follower = Arc::new(Follower::default());
        let weak = Arc::downgrade(&follower);
        let subscriber = AnySubscriber(Arc::as_ptr(&follower) as usize, Weak::clone(&weak) as Weak<dyn Subscriber + Send + Sync>);
        let owner = Owner::new();
        let value = Rc::new(RefCell::new(before));
        if at_once {
            let before = value.borrow_mut().take();
            let made = owner.with(|| subscriber.with_observer(|| make(before)));
            *value.borrow_mut() = Some(made);
        } else {
            follower.tell(true);
        }
        let kept = Rc::clone(&value);
        spawn_local(async move {
            while told(&weak).await {
                if owner.paused() || !subscriber.update_if_necessary() {
                    continue;
                }
                subscriber.clear_sources(&subscriber);
                let before = kept.borrow_mut().take();
                let made = owner.with_cleanup(|| subscriber.with_observer(|| make(before)));
                *kept.borrow_mut() = Some(made);
            }
        });
        Self { value, _follower: follower }
    }

    pub(super) fn take(&self) -> Option<T> {
        self.value.borrow_mut().take()
    }

    pub(super) fn with<U>(&self, look: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.value.borrow_mut().as_mut().map(look)
    }
}

impl<T: 'static> Drop for Following<T> {
    fn drop(&mut self) {
        // The task behind it holds what was made until it is next polled. What that follows in turn must end now: the signals it reads may
        // be gone already.
        drop(self.take());
    }
}

/// Does something whenever a signal that it read changes, for the first time in a moment; ends with the view that began it.
#[derive(Debug)]
pub struct Effect;

impl Effect {
    /// `act` is given what it gave before.
    #[expect(clippy::new_ret_no_self, reason = "as effects are begun in Leptos: it needs nobody to hold it")]
    pub fn new<T: 'static>(act: impl FnMut(Option<T>) -> T + 'static) {
        StoredValue::<_, LocalStorage>::new_local(Following::soon(act));
    }
}
