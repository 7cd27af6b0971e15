//! Writes the JavaScript glue of a compiled module: the official `wasm-bindgen`, called as a library.
//!
//! With a folder named by `THROUGHLINE_CHUNKS` the module is first taken apart at its split points (`wasm_split_helpers`): the chunks and
//! their loader, `__wasm_split.js`, go to that folder, and what is left goes on to wasm-bindgen. Trunk knows of none of it. A module without
//! split points only loses the relocations that it was linked with.

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
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    // wasm-bindgen names its output after the file.
    let rest = folder.join("rest").join(format!("{stem}.wasm"));
    std::fs::create_dir_all(folder.join("rest")).map_err(|error| format!("{}: {error}", folder.display()))?;
    // Of several modules one is the app.
    if stem != "throughline" {
        let plain = without_relocations(&bytes).ok_or("its sections could not be read")?;
        std::fs::write(&rest, plain).map_err(|error| format!("{}: {error}", rest.display()))?;
        args[module] = rest.into();
        return Ok(());
    }
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

/// The module without the custom sections `linking` and `reloc.*` (WebAssembly tool conventions, "Linking").
fn without_relocations(module: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 8;
    let mut out = module.get(..HEADER)?.to_vec();
    let mut at = HEADER;
    while at < module.len() {
        let (kind, start) = (module[at], at);
        let (length, body) = number(module, at + 1)?;
        at = body.checked_add(length)?;
        let section = module.get(start..at)?;
        let name = || {
            let (length, text) = number(module, body)?;
            module.get(text..text.checked_add(length)?)
        };
        let is_of_linker = kind == 0 && name().is_some_and(|name| name == b"linking" || name.starts_with(b"reloc."));
        if !is_of_linker {
            out.extend_from_slice(section);
        }
    }
    Some(out)
}

/// An unsigned LEB128 number, and where what follows it begins.
fn number(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let (mut value, mut shift) = (0usize, 0);
    loop {
        let byte = *bytes.get(at)?;
        at += 1;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some((value, at));
        }
        shift += 7;
    }
}
