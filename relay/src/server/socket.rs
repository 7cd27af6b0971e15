//! One WebSocket: its messages to the hub, the hub's frames to it.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use axum::response::Response;
use wire::Nonce32;
use wire::limit::FRAME_BYTES_MAX;

use super::{App, client_address, now_ms};
use crate::hub::Connection;
use crate::store::LogStore;

/// Whoever does not take a frame in this time is gone.
const SEND_MAX: Duration = Duration::from_secs(30);
const PING_EVERY: Duration = Duration::from_secs(30);
/// Each connection holds so much to read into for as long as it stands; a longer message makes it more for its time.
const READ_BYTES: usize = 512;
/// The type of an APPEND, whose time until it is on disk is measured.
const APPEND: u8 = 0x05;

pub(super) async fn upgrade<S: LogStore>(
    State(app): State<Arc<App<S>>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let address = client_address(peer, &headers, &app.manners);
    let upgrade = upgrade.max_message_size(FRAME_BYTES_MAX).max_frame_size(FRAME_BYTES_MAX);
    let upgrade = upgrade.read_buffer_size(READ_BYTES).write_buffer_size(0);
    // A task has room for everything that it passes on, once for each hand. Shaking hands takes much of it, and a connection stands for days: so
    // it is carried by a task of its own, and its socket is boxed.
    upgrade.on_upgrade(move |socket| async move {
        tokio::spawn(stand(app, Box::new(socket), address));
    })
}

async fn stand<S: LogStore>(app: Arc<App<S>>, mut socket: Box<WebSocket>, address: IpAddr) {
    let mut nonce = Nonce32([0; 32]);
    let dice = getrandom::fill(&mut nonce.0);
    let connection = dice.is_ok().then(|| app.hub.connect(address, nonce, now_ms())).flatten();
    match connection {
        None => {
            let _ = close(&mut socket, close_code::AGAIN, "there are too many").await;
        }
        Some(connection) => {
            carry(&app, &mut socket, &connection).await;
            Box::pin(app.hub.disconnect(connection.id)).await;
        }
    }
}

/// Until one of the two sides has had enough. What is needed for a frame is boxed, for a connection that waits would hold it too.
async fn carry<S: LogStore>(app: &App<S>, socket: &mut WebSocket, connection: &Connection) {
    let Connection { id, outbox } = connection;
    let mut ping = tokio::time::interval_at(tokio::time::Instant::now() + PING_EVERY, PING_EVERY);
    loop {
        tokio::select! {
            frame = outbox.next() => {
                let Some(frame) = frame else {
                    let _ = close(socket, close_code::NORMAL, "").await;
                    return;
                };
                if !send(socket, Message::Binary(axum::body::Bytes::from_owner(frame))).await {
                    return;
                }
                if outbox.wants_more() {
                    Box::pin(app.hub.drained(*id)).await;
                }
            }
            message = socket.recv(), if outbox.has_room() => match message {
                Some(Ok(Message::Binary(message))) => {
                    let asked = Instant::now();
                    Box::pin(app.hub.receive(*id, &message, now_ms())).await;
                    if message.get(1) == Some(&APPEND) {
                        app.latency.add(asked.elapsed());
                    }
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => app.hub.hear(*id, now_ms()),
                Some(Ok(Message::Text(_))) => {
                    let _ = close(socket, close_code::UNSUPPORTED, "frames are binary").await;
                    return;
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
            },
            _ = ping.tick() => {
                if !send(socket, Message::Ping(axum::body::Bytes::new())).await {
                    return;
                }
            }
        }
    }
}

async fn send(socket: &mut WebSocket, message: Message) -> bool {
    matches!(Box::pin(tokio::time::timeout(SEND_MAX, socket.send(message))).await, Ok(Ok(())))
}

async fn close(socket: &mut WebSocket, code: u16, reason: &'static str) -> bool {
    send(socket, Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await
}
