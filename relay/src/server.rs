//! Sockets, clock and dice around a hub, and a folder that may be served beside it.
//!
//! ```text
//! /sync     the WebSocket: one binary message a frame
//! /health   200 as long as the storage writes
//! /metrics  numbers for Prometheus; none of them says anything of a space
//! /...      files of the folder, if one is served
//! ```

mod folder;
mod metrics;
mod options;
#[allow(dead_code, reason = "one file for every server of ours; this one needs a part of it")]
#[path = "../../xtask/src/policy.rs"]
mod policy;
mod socket;

use std::future::Future;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;

pub use options::{Options, USAGE};

use crate::hub::Hub;
use crate::store::LogStore;
use metrics::Latency;

/// How a server answers beside its hub.
#[derive(Clone, Debug, Default)]
pub struct Manners {
    /// The built app, so that a team needs one address.
    pub folder: Option<PathBuf>,
    /// The last address in `X-Forwarded-For` is the client's: a proxy of ours wrote it. Without a proxy anybody could.
    pub is_behind_proxy: bool,
}

#[derive(Debug)]
struct App<S> {
    hub: Arc<Hub<S>>,
    manners: Manners,
    latency: Latency,
}

const TICK: Duration = Duration::from_secs(1);
/// How long whoever is connected has to take the last word when the relay stops.
const FAREWELL: Duration = Duration::from_secs(5);

/// Answers until `stop` is done, or the storage writes no more; then says so to everybody and returns. True when it was told to stop.
pub async fn serve<S: LogStore>(
    listener: TcpListener,
    hub: Arc<Hub<S>>,
    manners: Manners,
    stop: impl Future<Output = ()> + Send,
) -> std::io::Result<bool> {
    let app = Arc::new(App { hub: Arc::clone(&hub), manners, latency: Latency::default() });
    let router = Router::new()
        .route("/sync", get(socket::upgrade::<S>))
        .route("/health", get(health::<S>))
        .route("/metrics", get(metrics::text::<S>))
        .fallback(folder::file::<S>)
        .with_state(app);
    // Pushes and acknowledgements are small and close behind one another: held back to be sent together, each would wait for the other side's
    // delayed acknowledgement of the one before.
    let listener = listener.tap_io(|socket| drop(socket.set_nodelay(true)));
    let (told, wait) = tokio::sync::oneshot::channel::<()>();
    let answering = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move { drop(wait.await) });
    let answering = tokio::spawn(answering.into_future());
    let is_told = tokio::select! {
        () = stop => true,
        () = tick(&hub) => false,
        () = listen(&hub) => false,
    };
    tracing::info!(connections = hub.load().connections, "stopping");
    let _ = told.send(());
    hub.stop();
    let everybody_gone = async {
        while hub.load().connections > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let _ = tokio::time::timeout(FAREWELL, everybody_gone).await;
    answering.abort();
    Ok(is_told)
}

/// Until the storage writes no more.
async fn tick<S: LogStore>(hub: &Hub<S>) {
    let mut interval = tokio::time::interval(TICK);
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    while hub.store().is_well() {
        interval.tick().await;
        hub.tick(now_ms()).await;
    }
}

/// What other relays on the same storage say.
async fn listen<S: LogStore>(hub: &Hub<S>) {
    loop {
        let news = hub.store().next_news().await;
        hub.take_news(news, now_ms()).await;
    }
}

async fn health<S: LogStore>(State(app): State<Arc<App<S>>>) -> impl IntoResponse {
    if app.hub.store().is_well() {
        (StatusCode::OK, "The relay is well.\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "The storage writes no more.\n")
    }
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Who is counted as one: an address, of IPv6 the network that one household gets.
fn client_address(peer: SocketAddr, headers: &HeaderMap, manners: &Manners) -> IpAddr {
    let forwarded = || {
        let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        last.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    match manners.is_behind_proxy.then(forwarded).flatten().unwrap_or(peer.ip()).to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_believed_from_a_proxy_only() {
        let peer: SocketAddr = "10.0.0.1:5000".parse().expect("an address");
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 203.0.113.9".parse().expect("a header"));
        let alone = client_address(peer, &headers, &Manners::default());
        let behind = client_address(peer, &headers, &Manners { is_behind_proxy: true, ..Manners::default() });
        assert_eq!((alone.to_string(), behind.to_string()), ("10.0.0.1".to_owned(), "203.0.113.9".to_owned()));
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        let of = |text: &str| client_address(text.parse().expect("an address"), &HeaderMap::new(), &Manners::default());
        assert_eq!(of("[2001:db8:1:2:3::4]:1"), of("[2001:db8:1:2:ffff::1]:9"));
        assert_ne!(of("[2001:db8:1:2::1]:1"), of("[2001:db8:1:3::1]:1"));
        assert_eq!(of("[::ffff:192.0.2.1]:1"), of("192.0.2.1:1"));
    }
}
