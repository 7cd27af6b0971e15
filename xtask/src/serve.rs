//! `cargo xtask serve`: the release app on this machine, as a production host would send it.

use crate::server::Server;
use crate::{Args, Told, files, release};
use std::io::{ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;

pub fn run(mut args: Args) -> Told<ExitCode> {
    let port = args.take_port(8080)?;
    let sub_path = sub_path(args.take("--sub-path")?)?;
    let folder = args.take("--dir")?.map(PathBuf::from);
    args.nothing_left()?;
    // Asked before the build, so that nobody waits minutes for this sentence; let go again, so that nothing connects
    // to a port that does not answer yet.
    drop(bind(port)?);
    let folder = match folder {
        Some(folder) if folder.join("index.html").is_file() => folder,
        Some(folder) => return Err(format!("There is no index.html in {}.", folder.display())),
        None => {
            let dist = files::root().join("dist");
            release::build(&dist)?;
            dist
        }
    };
    let listener = bind(port)?;
    let port = port_of(&listener)?;
    println!("Throughline is at http://127.0.0.1:{port}{sub_path} (Ctrl C ends it)");
    // Whoever reads the address from a pipe may have gone; the server stays.
    _ = std::io::stdout().flush();
    Server { folder, sub_path }.run(&listener);
    Ok(ExitCode::SUCCESS)
}

/// The port on this machine only, or a sentence about who may have it.
pub fn bind(port: u16) -> Told<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            format!("Port {port} is taken by another program: end that one, or choose another with `--port {}`.", port.saturating_add(1))
        }
        ErrorKind::PermissionDenied => format!("This user may not open port {port}: choose one above 1023 with `--port`."),
        _ => format!("Port {port} could not be opened: {error}."),
    })
}

pub fn port_of(listener: &TcpListener) -> Told<u16> {
    let address = listener.local_addr().map_err(|error| format!("The server has no address: {error}."))?;
    Ok(address.port())
}

fn sub_path(asked: Option<String>) -> Told<String> {
    let asked = asked.unwrap_or_default();
    let inner = asked.trim_matches('/');
    if inner.contains(['?', '#', ' ', '%']) || inner.contains("..") {
        return Err(format!("--sub-path wants a plain folder such as /foo/, and \"{asked}\" is none."));
    }
    Ok(if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sub_path_begins_and_ends_with_a_slash() {
        for (asked, told) in [("", "/"), ("/", "/"), ("foo", "/foo/"), ("/foo/bar/", "/foo/bar/")] {
            assert_eq!(sub_path(Some(asked.to_owned())), Ok(told.to_owned()));
        }
        assert!(sub_path(Some("/a?b".to_owned())).is_err());
    }

    #[test]
    fn a_taken_port_is_told_in_a_sentence() {
        let first = bind(0).expect("a free port");
        let port = first.local_addr().expect("an address").port();
        let trouble = bind(port).expect_err("it is taken");
        assert!(trouble.contains(&format!("Port {port} is taken")), "{trouble}");
    }
}
