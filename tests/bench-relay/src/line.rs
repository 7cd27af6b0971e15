//! One device's connection.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{WebSocketStream, client_async};
use wire::{Challenge, ClientFrame, DeviceKey, Nonce32, Origin, OwnItems, Principal, RelayFrame, Seen, SigningKey};

use crate::Told;
use crate::team::Team;

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Line {
    socket: WebSocketStream<TcpStream>,
    /// Bytes of messages and their WebSocket headers.
    pub sent: u64,
    pub heard: u64,
}

/// What a WebSocket puts before a message; from a client four bytes more, to mask it.
pub fn header_bytes(length: usize) -> u64 {
    match length {
        0..126 => 2,
        126..65_536 => 4,
        _ => 10,
    }
}

impl Line {
    /// As if from an address of its own, which a proxy would say.
    pub async fn dial(relay: SocketAddr, from: u32) -> Told<Self> {
        let trouble = |error: &dyn std::fmt::Display| format!("The relay is not reached: {error}.");
        let stream = TcpStream::connect(relay).await.map_err(|error| trouble(&error))?;
        stream.set_nodelay(true).map_err(|error| trouble(&error))?;
        let mut request = format!("ws://{relay}/sync").into_client_request().map_err(|error| trouble(&error))?;
        let [_, a, b, c] = from.to_be_bytes();
        let address = HeaderValue::from_str(&format!("10.{a}.{b}.{c}")).map_err(|error| trouble(&error))?;
        request.headers_mut().insert("x-forwarded-for", address);
        let (socket, _) = client_async(request, stream).await.map_err(|error| trouble(&error))?;
        Ok(Self { socket, sent: 0, heard: 0 })
    }

    pub async fn say(&mut self, frame: &ClientFrame) -> Told<()> {
        self.say_bytes(frame.encode()).await
    }

    pub async fn say_bytes(&mut self, bytes: Vec<u8>) -> Told<()> {
        self.sent += bytes.len() as u64 + header_bytes(bytes.len()) + 4;
        self.socket.send(Message::Binary(bytes.into())).await.map_err(|error| format!("The relay takes nothing: {error}."))
    }

    /// The next frame as it came. None when the connection has ended.
    pub async fn hear_bytes(&mut self) -> Option<Vec<u8>> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Binary(bytes))) => {
                    self.heard += bytes.len() as u64 + header_bytes(bytes.len());
                    return Some(bytes.into());
                }
                // Its pings are answered by themselves.
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    }

    pub async fn hear(&mut self) -> Told<RelayFrame> {
        let bytes = timeout(PATIENCE, self.hear_bytes()).await.map_err(|_| "The relay says nothing for a minute.")?;
        let bytes = bytes.ok_or("The relay ended the connection.")?;
        match RelayFrame::decode(&bytes).map_err(|_| "The relay said what is no frame.")? {
            RelayFrame::Err { about, refusal } => Err(format!("The relay refused {about:#04x}: {refusal:?}.")),
            frame => Ok(frame),
        }
    }

    async fn greeted(relay: SocketAddr, from: u32, team: &Team) -> Told<(Self, Nonce32)> {
        let mut line = Self::dial(relay, from).await?;
        line.say(&ClientFrame::Hello { space: team.space, nonce: NONCE }).await?;
        match line.hear().await? {
            RelayFrame::Greeting { nonce, .. } => Ok((line, nonce)),
            other => Err(format!("No greeting: {other:?}")),
        }
    }

    /// Brings a space to the relay.
    pub async fn found(relay: SocketAddr, from: u32, team: &Team) -> Told<()> {
        let (mut line, _) = Self::greeted(relay, from, team).await?;
        line.say(&ClientFrame::CreateSpace { entries: team.log.clone(), token: None }).await?;
        match line.hear().await? {
            RelayFrame::ControlAck { .. } => Ok(()),
            other => Err(format!("No space: {other:?}")),
        }
    }

    /// A device that has entered and read everything there is.
    pub async fn enter(relay: SocketAddr, from: u32, team: &Team, key: &SigningKey) -> Told<Self> {
        let (mut line, relay_nonce) = Self::greeted(relay, from, team).await?;
        let origin = Origin::parse(&format!("ws://{relay}")).ok_or("No origin.")?;
        let principal = Principal::Device(DeviceKey::of(key));
        let challenge = Challenge { origin, space: team.space, client_nonce: NONCE, relay_nonce, principal };
        line.say(&ClientFrame::Auth { principal, signature: challenge.sign_entering(key) }).await?;
        let RelayFrame::Welcome { log: Some(_), .. } = line.hear().await? else { return Err("No welcome.".to_owned()) };
        line.say(&ClientFrame::Open { after: Seen::START, own: OwnItems::Named }).await?;
        while !matches!(line.hear().await?, RelayFrame::CaughtUp { .. }) {}
        (line.sent, line.heard) = (0, 0);
        Ok(line)
    }
}

const NONCE: Nonce32 = Nonce32([3; 32]);
