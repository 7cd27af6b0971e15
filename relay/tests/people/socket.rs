//! A device behind a real socket.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use wire::{ClientFrame, Principal, RelayFrame, SpaceId};

use super::{auth, challenge, hello, shown};
use crate::cast::{device, secret, space};

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(20);
/// Whoever was not sent anything for so long was sent nothing.
const QUIET: Duration = Duration::from_millis(150);

pub struct Caller {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Caller {
    pub async fn dial(url: &str) -> Result<Self, tokio_tungstenite::tungstenite::Error> {
        connect_async(format!("{url}/sync")).await.map(|(socket, _)| Self { socket })
    }

    pub async fn say(&mut self, frame: &ClientFrame) -> bool {
        self.say_bytes(frame.encode()).await
    }

    pub async fn say_bytes(&mut self, bytes: Vec<u8>) -> bool {
        self.socket.send(Message::Binary(bytes.into())).await.is_ok()
    }

    /// The next frame. None when the connection has ended, or nothing came.
    pub async fn hear(&mut self) -> Option<RelayFrame> {
        self.hear_within(PATIENCE).await
    }

    pub async fn hear_within(&mut self, patience: Duration) -> Option<RelayFrame> {
        loop {
            match tokio::time::timeout(patience, self.socket.next()).await {
                Ok(Some(Ok(Message::Binary(bytes)))) => return Some(RelayFrame::decode(&bytes).expect("a frame")),
                Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => {}
                _ => return None,
            }
        }
    }

    /// Everything that comes until it is quiet.
    pub async fn hear_all(&mut self) -> String {
        let mut frames = Vec::new();
        while let Some(frame) = self.hear_within(QUIET).await {
            frames.push(frame);
        }
        shown(&frames)
    }

    /// One answer, shown.
    pub async fn ask(&mut self, frame: &ClientFrame) -> String {
        self.say(frame).await;
        self.hear().await.map_or_else(|| "the end".to_owned(), |frame| shown(&[frame]))
    }

    /// Whether the relay ends the connection without another word.
    pub async fn is_ended(&mut self) -> bool {
        matches!(tokio::time::timeout(PATIENCE, self.socket.next()).await, Ok(None | Some(Ok(Message::Close(_)) | Err(_))))
    }

    pub async fn greeted(url: &str, space: SpaceId) -> (Self, RelayFrame) {
        let mut caller = Self::dial(url).await.expect("a connection");
        caller.say(&hello(space)).await;
        let greeting = caller.hear().await.expect("a greeting");
        (caller, greeting)
    }

    pub async fn entered_as(url: &str, space: SpaceId, principal: Principal, name: &str) -> (Self, String) {
        let (mut caller, greeting) = Self::greeted(url, space).await;
        let said = caller.ask(&auth(&challenge(space, principal, &greeting), &secret(name))).await;
        (caller, said)
    }

    pub async fn entered(url: &str, name: &str) -> Self {
        let (caller, said) = Self::entered_as(url, space(), Principal::Device(device(name)), name).await;
        assert!(said.starts_with("welcome"), "{name}: {said}");
        caller
    }
}
