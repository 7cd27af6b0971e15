//! Being called later, also while the tab is not in sight: there a page's own timers come once a minute at best, those of a worker on time.

use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

const SCRIPT: &str = "./tick.js";

/// Ends when it is dropped.
pub struct Ticks {
    worker: Option<Worker>,
    ticked: Closure<dyn FnMut(MessageEvent)>,
}

impl std::fmt::Debug for Ticks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ticks")
    }
}

impl Ticks {
    pub fn start(tick: impl Fn() + 'static) -> Self {
        let ticked = Closure::<dyn FnMut(MessageEvent)>::new(move |_: MessageEvent| tick());
        let worker = Worker::new(SCRIPT).ok();
        if let Some(worker) = &worker {
            worker.set_onmessage(Some(ticked.as_ref().unchecked_ref()));
        }
        Self { worker, ticked }
    }

    /// Once, in so many milliseconds.
    pub fn ask(&self, ms: u32) {
        let sent = self.worker.as_ref().is_some_and(|worker| worker.post_message(&ms.into()).is_ok());
        if !sent && let Some(window) = web_sys::window() {
            let ms = i32::try_from(ms).unwrap_or(i32::MAX);
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(self.ticked.as_ref().unchecked_ref(), ms);
        }
    }
}

impl Drop for Ticks {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.set_onmessage(None);
            worker.terminate();
        }
    }
}
