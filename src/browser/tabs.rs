//! A word to the other tabs of this profile. It carries nothing: whoever hears it reads the journal.

use wasm_bindgen::prelude::*;
use web_sys::BroadcastChannel;

#[derive(Clone, Debug)]
pub struct Tabs {
    channel: Option<BroadcastChannel>,
}

impl Tabs {
    /// Calls `heard` whenever another tab says that the journal has grown. Where the browser has no channels, tabs hear nothing, and
    /// still lose nothing.
    pub fn listen(name: &str, heard: impl Fn() + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            let closure = Closure::<dyn Fn()>::new(heard);
            channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
            // Lives as long as the page.
            closure.forget();
        }
        Self { channel }
    }

    pub fn nudge(&self) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&JsValue::TRUE);
        }
    }
}
