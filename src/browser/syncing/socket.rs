//! One connection to the relay. What comes is told once each; after `Closed` nothing more is.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, MessageEvent, WebSocket};

/// What a connection has to say.
#[derive(Debug)]
pub enum Heard {
    Opened,
    Came(Vec<u8>),
    Closed,
}

/// Closed when it is dropped; then it says nothing more.
pub struct Socket {
    socket: WebSocket,
    _opened: Closure<dyn FnMut()>,
    _came: Closure<dyn FnMut(MessageEvent)>,
    _closed: Closure<dyn FnMut()>,
}

impl std::fmt::Debug for Socket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Socket")
    }
}

/// Where a relay takes connections, below its origin.
const PATH: &str = "/sync";

impl Socket {
    /// None when the browser refuses the address; else it says later whether it could.
    pub fn open(origin: &str, heard: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let socket = WebSocket::new(&format!("{origin}{PATH}")).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let (open, come, close) = (heard.clone(), heard.clone(), heard);
        let opened = Closure::<dyn FnMut()>::new(move || open(Heard::Opened));
        let came = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // A relay says nothing in text.
            if let Ok(buffer) = event.data().dyn_into::<ArrayBuffer>() {
                come(Heard::Came(Uint8Array::new(&buffer).to_vec()));
            }
        });
        let closed = Closure::<dyn FnMut()>::new(move || close(Heard::Closed));
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(came.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Some(Self { socket, _opened: opened, _came: came, _closed: closed })
    }

    /// What cannot be sent is lost with the connection, which says so.
    pub fn send(&self, bytes: &[u8]) {
        let _ = self.socket.send_with_u8_array(bytes);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
