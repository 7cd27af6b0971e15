//! Writes the JavaScript glue of a compiled module: the official `wasm-bindgen`, called as a library.
//!
//! With a folder named by `THROUGHLINE_CHUNKS` the module is first taken apart at its split points (`wasm_split_helpers`): the chunks and
//! their loader, `__wasm_split.js`, go to that folder, and what is left goes on to wasm-bindgen. Trunk knows of none of it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    if let Some(folder) = std::env::var_os("THROUGHLINE_CHUNKS").map(PathBuf::from)
        && let Err(error) = take_apart(&mut args, &folder)
    {
        eprintln!("error: the module could not be split: {error}");
        return ExitCode::FAILURE;
    }
    match wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:?}");
            ExitCode::FAILURE
        }
    }
}

fn take_apart(args: &mut Vec<OsString>, folder: &Path) -> Result<(), String> {
    let Some(module) = args.iter().position(|arg| Path::new(arg).extension().is_some_and(|extension| extension == "wasm")) else {
        return Ok(());
    };
    let path = PathBuf::from(&args[module]);
    // Of several modules one is the app.
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
    if stem != "throughline" {
        return Ok(());
    }
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    // wasm-bindgen names its output after the file.
    let rest = folder.join("rest").join(format!("{stem}.wasm"));
    std::fs::create_dir_all(folder.join("rest")).map_err(|error| format!("{}: {error}", folder.display()))?;
    let glue = format!("./{stem}.js");
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &rest;
    options.main_module = &glue;
    wasm_split_cli_support::transform(options).map_err(|error| format!("{error:?}"))?;
    args[module] = rest.into();
    // The chunks import what the rest exports.
    args.push("--keep-lld-exports".into());
    Ok(())
}
