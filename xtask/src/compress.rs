//! `.br` and `.gz` beside every file that compresses, at the highest quality: done once here, read by every visitor.

use crate::step::{command, run_quietly};
use crate::{Told, files, policy};
use std::path::Path;

/// Node's own zlib does the work, so no compressor has to be compiled; answers are kept by content, because quality 11
/// takes seconds for a module that has not changed.
pub fn beside(folder: &Path) -> Told<()> {
    let kept = files::scratch("compressed")?;
    let mut wanted = Vec::new();
    for name in files::list(folder)?.into_iter().filter(|name| policy::compresses(name)) {
        let path = folder.join(name);
        let key = kept.join(files::hash(&files::read(&path)?));
        wanted.push((path, key));
    }
    let mut node = command("node", &files::root());
    node.arg("xtask/tools/npm/compress.mjs");
    let mut any_new = false;
    for (path, key) in wanted.iter().filter(|(_, key)| !key.with_extension("gz").exists()) {
        node.arg(path).arg(key);
        any_new = true;
    }
    if any_new {
        run_quietly(&mut node, &files::scratch("logs")?.join("compress.log"), "The files could not be compressed.")?;
    }
    for (path, key) in &wanted {
        let size = files::read(path)?.len();
        for extension in ["br", "gz"] {
            let bytes = files::read(&key.with_extension(extension))?;
            if bytes.len() < size {
                files::write(Path::new(&format!("{}.{extension}", path.display())), bytes)?;
            }
        }
    }
    Ok(())
}
