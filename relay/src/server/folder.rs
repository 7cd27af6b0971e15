//! Files of the built app, with the headers that every server of ours sends.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;

use super::{App, policy};
use crate::store::LogStore;

pub(super) async fn file<S: LogStore>(State(app): State<Arc<App<S>>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let Some(folder) = &app.manners.folder else { return sentence(StatusCode::NOT_FOUND, "This is a relay. It has no pages.") };
    if method != Method::GET && method != Method::HEAD {
        return sentence(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are served here.");
    }
    let Some(name) = decode(uri.path().trim_start_matches('/')) else { return sentence(StatusCode::NOT_FOUND, NO_FILE) };
    let name = if name.is_empty() { "index.html".to_owned() } else { name };
    let accepts = header_text(&headers, header::ACCEPT_ENCODING);
    let known = header_text(&headers, header::IF_NONE_MATCH);
    let path = folder.clone();
    let read = tokio::task::spawn_blocking(move || read(&path, &name, &accepts, &known)).await;
    let mut reply = read.ok().flatten().unwrap_or_else(|| sentence(StatusCode::NOT_FOUND, NO_FILE));
    if method == Method::HEAD {
        *reply.body_mut() = Body::empty();
    }
    reply
}

const NO_FILE: &str = "There is no such file.";

/// None where there is no such file, or its name climbs or is hidden.
fn read(folder: &Path, name: &str, accepts: &str, known: &str) -> Option<Response> {
    if name.split('/').any(|part| part.is_empty() || part.starts_with('.')) || name.contains(['\\', '\0']) {
        return None;
    }
    let plain = folder.join(name);
    let twin = |coding: &str, extension: &str| {
        let path = PathBuf::from(format!("{}.{extension}", plain.display()));
        (takes(accepts, coding) && path.is_file()).then_some(path)
    };
    let (path, coding) = match (twin("br", "br"), twin("gzip", "gz")) {
        (Some(path), _) => (path, Some("br")),
        (None, Some(path)) => (path, Some("gzip")),
        (None, None) => (plain, None),
    };
    let about = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
    let written = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let tag = format!("\"{:x}-{:x}-{}\"", written.as_nanos(), about.len(), coding.unwrap_or("plain"));
    let is_known = known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag);
    let body = if is_known { Body::empty() } else { Body::from(std::fs::read(&path).ok()?) };
    let mut reply = Response::new(body);
    *reply.status_mut() = if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    put(&mut reply, header::CONTENT_TYPE, policy::media_type(name));
    put(&mut reply, header::CACHE_CONTROL, policy::cache_control(name));
    put(&mut reply, header::VARY, "Accept-Encoding");
    put(&mut reply, header::ETAG, &tag);
    if let Some(coding) = coding {
        put(&mut reply, header::CONTENT_ENCODING, coding);
    }
    Some(secured(reply))
}

fn sentence(status: StatusCode, text: &str) -> Response {
    let mut reply = Response::new(Body::from(format!("{text}\n")));
    *reply.status_mut() = status;
    put(&mut reply, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    put(&mut reply, header::CACHE_CONTROL, "no-store");
    secured(reply)
}

fn secured(mut reply: Response) -> Response {
    for (name, value) in policy::headers() {
        if let Ok(name) = HeaderName::try_from(name) {
            put(&mut reply, name, &value);
        }
    }
    reply
}

fn put(reply: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        reply.headers_mut().insert(name, value);
    }
}

fn header_text(headers: &HeaderMap, name: HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// Whether the header names a coding, and not with quality zero.
fn takes(header: &str, coding: &str) -> bool {
    header.split(',').any(|offer| {
        let (name, quality) = offer.split_once(';').unwrap_or((offer, ""));
        let is_zero = quality.trim().strip_prefix("q=").is_some_and(|q| q.trim().trim_end_matches(['0', '.']).is_empty());
        name.trim().eq_ignore_ascii_case(coding) && !is_zero
    })
}

/// Undoes percent-encoding; a broken one names nothing.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [("index.html", "<page>"), ("a-0123456789abcdef.js", "plain"), ("a-0123456789abcdef.js.br", "packed")] {
            std::fs::write(folder.path().join(name), text).expect("a file");
        }
        folder
    }

    #[test]
    fn brotli_goes_to_who_takes_it_and_every_file_has_the_policy() {
        let folder = folder();
        let coding = |accepts: &str| {
            let reply = read(folder.path(), "a-0123456789abcdef.js", accepts, "").expect("the file");
            assert!(reply.headers().contains_key("content-security-policy"));
            assert!(header_text(reply.headers(), header::CACHE_CONTROL).contains("immutable"));
            header_text(reply.headers(), header::CONTENT_ENCODING)
        };
        assert_eq!((coding("gzip, br").as_str(), coding("br;q=0").as_str(), coding("").as_str()), ("br", "", ""));
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let folder = folder();
        let tag = header_text(read(folder.path(), "index.html", "", "").expect("the file").headers(), header::ETAG);
        assert_eq!(read(folder.path(), "index.html", "", &tag).expect("the file").status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn no_name_climbs_out() {
        let folder = folder();
        for name in ["../secret", "%2e%2e/secret", "..%2fsecret", "/etc/passwd", "%", ".git/config", "%00", "a//b"] {
            let found = decode(name).and_then(|name| read(folder.path(), &name, "", ""));
            assert!(found.is_none(), "{name}");
        }
    }
}
