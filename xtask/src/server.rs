//! A small static server with a production host's manners: types, compression, caching and security headers. It serves
//! files of one folder to this machine only; it is not meant for a network.

use crate::policy;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A browser holds idle connections open; a minute is longer than it reuses them.
const IDLE: Duration = Duration::from_secs(60);
const HEAD_BYTES_MAX: u64 = 32 * 1024;

pub struct Server {
    pub folder: PathBuf,
    /// Begins and ends with a slash.
    pub sub_path: String,
}

struct Request {
    method: String,
    path: String,
    accept_encoding: String,
    if_none_match: String,
    close: bool,
}

struct Reply {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Server {
    /// Answers every connection on a thread of its own, until the process ends.
    pub fn run(self, listener: &TcpListener) {
        let server = std::sync::Arc::new(self);
        for connection in listener.incoming() {
            let Ok(connection) = connection else { continue };
            let server = server.clone();
            // A browser that hangs up in the middle is no trouble of ours.
            std::thread::spawn(move || _ = server.answer(connection));
        }
    }

    fn answer(&self, connection: TcpStream) -> std::io::Result<()> {
        connection.set_read_timeout(Some(IDLE))?;
        connection.set_nodelay(true)?;
        let mut reader = BufReader::new(connection.try_clone()?);
        let mut writer = connection;
        while let Some(request) = Request::read(&mut reader)? {
            let reply = self.reply(&request);
            let mut head = format!("HTTP/1.1 {}\r\nContent-Length: {}\r\n", reply.status, reply.body.len());
            for (name, value) in policy::headers().into_iter().chain(reply.headers) {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            head.push_str(if request.close { "Connection: close\r\n\r\n" } else { "\r\n" });
            let mut bytes = head.into_bytes();
            if request.method != "HEAD" && !reply.status.starts_with("304") {
                bytes.extend(reply.body);
            }
            writer.write_all(&bytes)?;
            if request.close {
                break;
            }
        }
        Ok(())
    }

    fn reply(&self, request: &Request) -> Reply {
        if request.method != "GET" && request.method != "HEAD" {
            return Reply::sentence("405 Method Not Allowed", "Only GET and HEAD are served here.");
        }
        let path = request.path.split(['?', '#']).next().unwrap_or_default();
        if format!("{path}/") == self.sub_path {
            let mut reply = Reply::sentence("308 Permanent Redirect", "");
            reply.headers.push(("Location", self.sub_path.clone()));
            return reply;
        }
        let Some(name) = path.strip_prefix(&self.sub_path).and_then(decode) else {
            return Reply::sentence("404 Not Found", &format!("There is nothing here; the app is at {}", self.sub_path));
        };
        let name = if name.is_empty() { "index.html".to_owned() } else { name };
        // A name that climbs, or a hidden one, is nobody's.
        if name.split('/').any(|part| part.is_empty() || part.starts_with('.')) || name.contains('\\') {
            return Reply::sentence("404 Not Found", "There is no such file.");
        }
        self.file(&name, request)
    }

    fn file(&self, name: &str, request: &Request) -> Reply {
        let path = self.folder.join(name);
        let accepted = |coding: &str| accepts(&request.accept_encoding, coding);
        let twin = |extension: &str| {
            let path = PathBuf::from(format!("{}.{extension}", path.display()));
            path.is_file().then_some(path)
        };
        let (source, coding) = match () {
            () if accepted("br") && twin("br").is_some() => (twin("br"), Some("br")),
            () if accepted("gzip") && twin("gz").is_some() => (twin("gz"), Some("gzip")),
            () => (Some(path.clone()), None),
        };
        let Some((source, body)) = source.and_then(|source| fs::read(&source).ok().map(|body| (source, body))) else {
            return Reply::sentence("404 Not Found", "There is no such file.");
        };
        let tag = entity_tag(&source, coding);
        let unchanged = request.if_none_match.split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
        let mut headers = vec![
            ("Content-Type", policy::media_type(name).to_owned()),
            ("Cache-Control", policy::cache_control(name).to_owned()),
            ("Vary", "Accept-Encoding".to_owned()),
            ("ETag", tag),
        ];
        if let Some(coding) = coding {
            headers.push(("Content-Encoding", coding.to_owned()));
        }
        Reply { status: if unchanged { "304 Not Modified" } else { "200 OK" }, headers, body }
    }
}

/// Changes whenever the file is written anew.
fn entity_tag(path: &Path, coding: Option<&str>) -> String {
    let stamp = fs::metadata(path).ok().and_then(|about| {
        let written = about.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        Some(format!("{:x}-{:x}", written.as_nanos(), about.len()))
    });
    format!("\"{}-{}\"", stamp.unwrap_or_default(), coding.unwrap_or("plain"))
}

/// Whether the header allows a coding: named, or `*`, and not with quality zero.
fn accepts(header: &str, coding: &str) -> bool {
    let mut by_star = false;
    for offer in header.split(',') {
        let (name, parameters) = offer.split_once(';').unwrap_or((offer, ""));
        let quality = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |text| text.trim().parse::<f64>().ok());
        let wanted = quality.is_some_and(|quality| quality > 0.0);
        match name.trim() {
            name if name.eq_ignore_ascii_case(coding) => return wanted,
            "*" => by_star = wanted,
            _ => {}
        }
    }
    by_star
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
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

impl Request {
    /// The next request on this connection, or nothing once the other side is done or makes no sense.
    fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Self>> {
        let mut limited = reader.take(HEAD_BYTES_MAX);
        let mut line = String::new();
        if limited.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace();
        let (Some(method), Some(path), Some(version)) = (words.next(), words.next(), words.next()) else { return Ok(None) };
        let mut request = Self {
            method: method.to_owned(),
            path: path.to_owned(),
            accept_encoding: String::new(),
            if_none_match: String::new(),
            close: version == "HTTP/1.0",
        };
        loop {
            let mut line = String::new();
            if limited.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "accept-encoding" => request.accept_encoding = value.to_owned(),
                "if-none-match" => request.if_none_match = value.to_owned(),
                "connection" => request.close |= value.eq_ignore_ascii_case("close"),
                // A body would be read as the next request; nothing served here takes one.
                "content-length" if value != "0" => request.close = true,
                "transfer-encoding" => request.close = true,
                _ => {}
            }
        }
        Ok(Some(request))
    }
}

impl Reply {
    fn sentence(status: &'static str, text: &str) -> Self {
        let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned()), ("Cache-Control", "no-store".to_owned())];
        Self { status, headers, body: format!("{text}\n").into_bytes() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(server: &Server, path: &str, more: &str) -> String {
        let text = format!("GET {path} HTTP/1.1\r\nHost: x\r\n{more}\r\n");
        let request = Request::read(&mut text.as_bytes()).expect("it reads").expect("it is whole");
        let reply = server.reply(&request);
        let headers: Vec<String> = reply.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        format!("{}\n{}\n{}", reply.status, headers.join("\n"), String::from_utf8_lossy(&reply.body))
    }

    fn server(name: &str, sub_path: &str) -> Server {
        let folder = std::env::temp_dir().join(format!("throughline-server-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in [("index.html", "<page>"), ("a-0123456789abcdef.js", "plain"), ("a-0123456789abcdef.js.br", "packed")] {
            fs::write(folder.join(name), text).expect("a file");
        }
        Server { folder, sub_path: sub_path.to_owned() }
    }

    #[test]
    fn brotli_goes_to_who_accepts_it() {
        let server = server("brotli", "/");
        let packed = ask(&server, "/a-0123456789abcdef.js", "Accept-Encoding: gzip, deflate, br\r\n");
        assert!(packed.ends_with("packed") && packed.contains("Content-Encoding: br"), "{packed}");
        assert!(packed.contains("immutable") && packed.contains("text/javascript"), "{packed}");
        assert!(ask(&server, "/a-0123456789abcdef.js", "Accept-Encoding: br;q=0, *\r\n").ends_with("plain"));
        assert!(ask(&server, "/a-0123456789abcdef.js", "").ends_with("plain"));
    }

    #[test]
    fn a_sub_path_is_the_only_door() {
        let server = server("sub", "/foo/");
        assert!(ask(&server, "/foo/?x=1", "").ends_with("<page>"));
        assert!(ask(&server, "/foo", "").contains("Location: /foo/"));
        assert!(ask(&server, "/", "").starts_with("404"));
    }

    #[test]
    fn no_path_climbs_out() {
        let server = server("climb", "/");
        for path in ["/../secret", "/%2e%2e/secret", "/..%2fsecret", "//etc/passwd", "/%", "/.git/config", "/%00"] {
            assert!(ask(&server, path, "").starts_with("404"), "{path}");
        }
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let server = server("tag", "/");
        let first = ask(&server, "/", "");
        let tag = first.lines().find_map(|line| line.strip_prefix("ETag: ")).expect("a tag");
        assert!(first.contains("no-cache"));
        assert!(ask(&server, "/", &format!("If-None-Match: {tag}\r\n")).starts_with("304"));
    }
}
