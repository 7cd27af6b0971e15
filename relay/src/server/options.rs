//! What is said on the command line, or in the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use wire::{Origin, Token};

use super::Manners;
use crate::hub::Settings;

pub const USAGE: &str = "\
throughline-relay keeps and passes on what the browsers of a team append. It cannot read it.

  --listen ADDRESS          where it answers                          127.0.0.1:8787
  --store FILE              where it keeps the logs                   relay.redb
  --origin ADDRESS          how browsers dial it, as wss://host       ws:// and the address it listens on
  --insecure-origin         allows ws:// for a host that is not this machine
  --serve FOLDER            the built app, served beside the relay
  --behind-proxy            believes the last address in X-Forwarded-For
  --creation-token TEXT     whoever creates a space has to show it    everybody may create
  --space-mib N             what one space may hold                   256
  --connections N           at one time                               10000
  --connections-per-address N                                         200
  --appends-per-minute N    of one device, over a longer time         600
  --log text|json           how it writes what happens, to stderr     text
  --log-level error|warn|info|debug                                   info

Each may stand in the environment instead, as THROUGHLINE_RELAY_LISTEN and so on; a flag there is 1. A token is better kept there, where
a list of processes does not show it.";

/// Everything that was said, checked.
#[derive(Clone, Debug)]
pub struct Options {
    pub listen: SocketAddr,
    pub store: PathBuf,
    pub settings: Settings,
    pub manners: Manners,
    pub is_json: bool,
    pub level: tracing::Level,
}

/// Reads one word after another: from the command line first, then from the environment.
struct Said<E> {
    words: Vec<String>,
    environment: E,
}

impl<E: Fn(&str) -> Option<String>> Said<E> {
    fn value(&mut self, name: &str) -> Result<Option<String>, String> {
        let mut found = None;
        while let Some(at) = self.words.iter().position(|word| word == name || word.starts_with(&format!("{name}="))) {
            let word = self.words.remove(at);
            found = match word.split_once('=') {
                Some((_, value)) => Some(value.to_owned()),
                None if at < self.words.len() => Some(self.words.remove(at)),
                None => return Err(format!("{name} wants a value after it.")),
            };
        }
        Ok(found.or_else(|| (self.environment)(&variable(name))))
    }

    fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before || (self.environment)(&variable(name)).is_some_and(|value| value == "1")
    }

    fn number<T: std::str::FromStr>(&mut self, name: &str, otherwise: T) -> Result<T, String> {
        match self.value(name)? {
            None => Ok(otherwise),
            Some(text) => text.parse().map_err(|_| format!("{name} wants a number, and \"{text}\" is none that fits.")),
        }
    }
}

fn variable(name: &str) -> String {
    format!("THROUGHLINE_RELAY_{}", name.trim_start_matches('-').replace('-', "_").to_uppercase())
}

impl Options {
    /// A sentence says what is wrong.
    pub fn parse(words: Vec<String>, environment: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let mut said = Said { words, environment };
        let listen = said.value("--listen")?.unwrap_or_else(|| "127.0.0.1:8787".to_owned());
        let listen: SocketAddr = listen.parse().map_err(|_| format!("--listen wants an address and a port, and \"{listen}\" is none."))?;
        let origin = said.value("--origin")?.unwrap_or_else(|| format!("ws://{listen}"));
        let parsed = Origin::parse(&origin).ok_or_else(|| format!("--origin wants wss:// and a host, and \"{origin}\" is none."))?;
        if !said.flag("--insecure-origin") && !is_secure(&parsed) {
            return Err(format!(
                "Browsers would dial {origin} without TLS, and anybody on the way could hold devices apart. Put a proxy with TLS before the \
                 relay and name it with --origin wss://…, or say --insecure-origin."
            ));
        }
        let mut settings = Settings::new(parsed);
        settings.creation_token = match said.value("--creation-token")? {
            None => None,
            Some(text) => Some(Token::new(text.into_bytes()).ok_or("--creation-token wants 1 to 128 bytes.")?),
        };
        settings.space_bytes = said.number("--space-mib", settings.space_bytes >> 20)?.saturating_mul(1 << 20);
        settings.connections_max = said.number("--connections", settings.connections_max)?;
        settings.connections_per_address_max = said.number("--connections-per-address", settings.connections_per_address_max)?;
        settings.appends.per_minute = said.number("--appends-per-minute", settings.appends.per_minute)?;
        settings.appends.burst = settings.appends.burst.max(settings.appends.per_minute / 2);
        let folder = said.value("--serve")?.map(PathBuf::from);
        if let Some(folder) = folder.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(format!("--serve wants a folder, and {} is none.", folder.display()));
        }
        let level = said.value("--log-level")?.unwrap_or_else(|| "info".to_owned());
        let log = said.value("--log")?.unwrap_or_else(|| "text".to_owned());
        let is_json = match log.as_str() {
            "json" => true,
            "text" => false,
            other => return Err(format!("--log is text or json, and not \"{other}\".")),
        };
        let options = Self {
            listen,
            store: said.value("--store")?.unwrap_or_else(|| "relay.redb".to_owned()).into(),
            settings,
            manners: Manners { folder, is_behind_proxy: said.flag("--behind-proxy") },
            is_json,
            level: level.parse().map_err(|_| format!("--log-level is error, warn, info or debug, and not \"{level}\"."))?,
        };
        match said.words.first() {
            None => Ok(options),
            Some(word) => Err(format!("\"{word}\" is not understood. --help lists what is.")),
        }
    }
}

/// With TLS, or without ever leaving the machine.
fn is_secure(origin: &Origin) -> bool {
    let Some(host) = origin.as_str().strip_prefix("ws://") else { return true };
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|own| host.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with(':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &str) -> Result<Options, String> {
        Options::parse(words.split_whitespace().map(str::to_owned).collect(), |_| None)
    }

    #[test]
    fn what_is_said_is_checked_and_the_rest_has_a_default() {
        let options = parse("").expect("nothing has to be said");
        assert_eq!((options.listen.to_string().as_str(), options.settings.origin.as_str()), ("127.0.0.1:8787", "ws://127.0.0.1:8787"));
        let options = parse("--listen=0.0.0.0:80 --origin wss://relay.example.org --space-mib 1 --behind-proxy").expect("all of it fits");
        assert_eq!(options.settings.space_bytes, 1 << 20);
        assert!(options.manners.is_behind_proxy);
        for wrong in ["--listen here", "--origin https://x", "--space-mib many", "--serve /no/such/folder", "--log loud", "--store", "word"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn without_tls_nobody_is_dialled_from_elsewhere_by_mistake() {
        assert!(parse("--listen 0.0.0.0:8787").is_err());
        assert!(parse("--origin ws://127.0.0.1.example.org").is_err());
        assert!(parse("--listen 0.0.0.0:8787 --insecure-origin").is_ok());
        assert!(parse("--listen 0.0.0.0:8787 --origin wss://relay.example.org").is_ok());
    }

    #[test]
    fn the_environment_speaks_where_the_command_line_is_silent() {
        let environment = |name: &str| match name {
            "THROUGHLINE_RELAY_CREATION_TOKEN" => Some("let me".to_owned()),
            "THROUGHLINE_RELAY_STORE" => Some("/elsewhere".to_owned()),
            _ => None,
        };
        let options = Options::parse(vec!["--store".to_owned(), "here".to_owned()], environment).expect("it fits");
        assert_eq!(options.store, PathBuf::from("here"));
        let shown = format!("{options:?}");
        assert!(options.settings.creation_token.is_some() && !shown.contains("let me"), "a token is in no log");
    }
}
