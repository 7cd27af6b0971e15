//! Where things are, and file reads and writes whose errors name the file.

use crate::Told;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The checkout's top folder.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or(here.clone(), Path::to_path_buf)
}

/// Cargo's target folder: the one this very program was built into, wherever the settings put it.
pub fn target() -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|exe| exe.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists()).map(Path::to_path_buf))
        .unwrap_or_else(|| root().join("target"))
}

/// A folder of our own in `target/`, made if missing.
pub fn scratch(name: &str) -> Told<PathBuf> {
    let folder = target().join("xtask").join(name);
    make(&folder)?;
    Ok(folder)
}

pub fn make(folder: &Path) -> Told<()> {
    fs::create_dir_all(folder).map_err(|error| format!("The folder {} could not be made: {error}.", folder.display()))
}

pub fn read(path: &Path) -> Told<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{} could not be read: {error}.", path.display()))
}

pub fn read_text(path: &Path) -> Told<String> {
    fs::read_to_string(path).map_err(|error| format!("{} could not be read: {error}.", path.display()))
}

pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Told<()> {
    fs::write(path, bytes).map_err(|error| format!("{} could not be written: {error}.", path.display()))
}

pub fn copy(from: &Path, to: &Path) -> Told<()> {
    match fs::copy(from, to) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{} could not be copied to {}: {error}.", from.display(), to.display())),
    }
}

pub fn rename(from: &Path, to: &Path) -> Told<()> {
    fs::rename(from, to).map_err(|error| format!("{} could not be moved to {}: {error}.", from.display(), to.display()))
}

/// Unpacked programs come without that right.
pub fn allow_to_run(program: &Path) -> Told<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let allowed = fs::set_permissions(program, fs::Permissions::from_mode(0o755));
        allowed.map_err(|error| format!("{} could not be made a program: {error}.", program.display()))?;
    }
    _ = program;
    Ok(())
}

/// Removes a folder and all in it; a missing one is as good as removed.
pub fn clear(folder: &Path) -> Told<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("The folder {} could not be removed: {error}.", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Every file below `folder`, as sorted paths relative to it, with `/` between the parts.
pub fn list(folder: &Path) -> Told<Vec<String>> {
    fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                walk(&entry.path(), &format!("{name}/"), found)?;
            } else {
                found.push(name);
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found).map_err(|error| format!("The folder {} could not be read: {error}.", folder.display()))?;
    found.sort();
    Ok(found)
}

/// SHA-256 in lower-case hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first sixteen digits of the hash: enough to name a file by its content.
pub fn short_hash(bytes: &[u8]) -> String {
    hash(bytes)[..16].to_owned()
}
