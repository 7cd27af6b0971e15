//! `cargo xtask <what>`: the only set-up a newcomer needs. Compiles in seconds, installs the tools it needs itself, and
//! says in a sentence what is missing when it may not.

mod bench;
mod bench_relay;
mod compress;
mod dev;
mod files;
mod machine;
mod page;
mod policy;
mod relay;
mod release;
mod serve;
mod server;
mod simulate;
mod step;
mod tally;
mod test;
mod tools;

use std::process::ExitCode;

/// What went wrong and what to do about it, in sentences for a person.
type Told<T> = Result<T, String>;

const USAGE: &str = "\
cargo xtask serve   builds the release app and serves it on http://127.0.0.1:8080/
      --port N          another port (0 picks a free one)
      --sub-path /foo/  under a folder, as on a shared host
      --dir FOLDER      serve that folder as it is, without building
cargo xtask dev     rebuilds and reloads on every save, on http://127.0.0.1:8081/ (unoptimised, no offline copy)
      --port N          another port
cargo xtask build   leaves dist/: a folder that any static host serves
cargo xtask test    runs every test and ends with one line: N passed, N failed
      --only native|wasm|browser    one kind (may be given more than once)
      NAME              only tests whose name contains NAME
cargo xtask relay   the relay that browsers sync through, on ws://127.0.0.1:8787
      --port N          another port
      --store FOLDER    where it keeps the logs (target/relay)
      --dir FOLDER      serves that folder beside it: the built app
cargo xtask simulate    a team and its relay on days that go wrong, from seeds; one that fails is named
      --seeds N         how many (2000)
      --from N          the first one (1)
      --trace           everything that is said, for a single seed
cargo xtask bench   what a first visit downloads, as a table and as target/bench.json
      --relay           the relay beside automerge-repo and Hocuspocus, as a table and as target/bench-relay.json
      --quick           with --relay: small numbers, in about a minute, that only show that it works
      --runs N          with --relay: how often everything is measured (3)";

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.is_empty() || args.iter().any(|arg| arg == "--help" || arg == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let what = args.remove(0);
    let args = Args(args);
    let told = match what.as_str() {
        "serve" => serve::run(args),
        "dev" => dev::run(args),
        "build" => release::run(args),
        "test" => test::run(args),
        "bench" => bench::run(args),
        "relay" => relay::run(args),
        "simulate" => simulate::run(args),
        "help" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => Err(format!("There is no `cargo xtask {other}`. It can do:\n{USAGE}")),
    };
    told.unwrap_or_else(|trouble| {
        eprintln!("{trouble}");
        ExitCode::FAILURE
    })
}

/// What followed the command's name; each command takes what it knows and refuses the rest.
struct Args(Vec<String>);

impl Args {
    /// Takes every `name VALUE` or `name=VALUE`.
    fn take_all(&mut self, name: &str) -> Told<Vec<String>> {
        let mut values = Vec::new();
        while let Some(at) = self.0.iter().position(|arg| arg == name || arg.starts_with(&format!("{name}="))) {
            let arg = self.0.remove(at);
            values.push(match arg.split_once('=') {
                Some((_, value)) => value.to_owned(),
                None if at < self.0.len() => self.0.remove(at),
                None => return Err(format!("{name} wants a value after it.")),
            });
        }
        Ok(values)
    }

    fn take(&mut self, name: &str) -> Told<Option<String>> {
        Ok(self.take_all(name)?.pop())
    }

    fn take_flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|arg| arg != name);
        self.0.len() < before
    }

    fn take_port(&mut self, otherwise: u16) -> Told<u16> {
        match self.take("--port")? {
            None => Ok(otherwise),
            Some(text) => text.parse().map_err(|_| format!("--port wants a number from 0 to 65535, and \"{text}\" is none.")),
        }
    }

    /// Takes the first word that is not a flag.
    fn take_word(&mut self) -> Option<String> {
        let at = self.0.iter().position(|arg| !arg.starts_with('-'))?;
        Some(self.0.remove(at))
    }

    fn nothing_left(&self) -> Told<()> {
        match self.0.first() {
            None => Ok(()),
            Some(arg) => Err(format!("\"{arg}\" is not understood here. `cargo xtask` alone lists what is.")),
        }
    }
}
