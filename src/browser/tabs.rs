//! Words to the other tabs of this profile.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// A word that carries nothing: whoever hears it reads the journal.
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

/// Texts from tab to tab. A tab does not hear its own.
pub struct Letters {
    channel: Option<BroadcastChannel>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl std::fmt::Debug for Letters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letters")
    }
}

impl Letters {
    pub fn listen(name: &str, heard: impl Fn(String) + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                heard(text);
            }
        });
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        }
        Self { channel, _heard: closure }
    }

    pub fn send(&self, text: &str) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&text.into());
        }
    }
}

impl Drop for Letters {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
