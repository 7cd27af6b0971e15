//! Files out of and into the page.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, Url};

/// A file that somebody chose or dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Why a chosen file could not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    None,
    TooLarge { most_bytes: u64 },
    Unreadable,
}

/// Reads the first file of a list, if it is no larger than `most_bytes`.
pub async fn read(files: Option<FileList>, most_bytes: u64) -> Result<Chosen, FileError> {
    let file: File = files.and_then(|files| files.get(0)).ok_or(FileError::None)?;
    if file.size() > limit(most_bytes) {
        return Err(FileError::TooLarge { most_bytes });
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| FileError::Unreadable)?;
    Ok(Chosen { name: file.name(), bytes: Uint8Array::new(&buffer).to_vec() })
}

#[allow(clippy::cast_precision_loss, reason = "limits are far below 2^53")]
fn limit(bytes: u64) -> f64 {
    bytes as f64
}

/// Hands the person a file to keep. False when the browser refuses.
pub fn download(name: &str, mime: &str, parts: &[&[u8]]) -> bool {
    let give = || -> Option<()> {
        let pieces: Array = parts.iter().map(|part| Uint8Array::from(*part)).collect();
        let kind = BlobPropertyBag::new();
        kind.set_type(mime);
        let blob = Blob::new_with_u8_array_sequence_and_options(&pieces, &kind).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        let document = web_sys::window()?.document()?;
        let anchor: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
        // The browser has taken the blob by the time the click returns; later turns may still need the address.
        let later = wasm_bindgen::closure::Closure::once_into_js(move || {
            let _ = Url::revoke_object_url(&url);
        });
        let _ = web_sys::window()?.set_timeout_with_callback_and_timeout_and_arguments_0(later.unchecked_ref(), 60_000);
        Some(())
    };
    give().is_some()
}
