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

/// What a field for files, or a drop, hands over.
pub type Picked = Option<FileList>;

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

#[allow(clippy::cast_precision_loss, reason = "sizes are far below 2^53")]
fn limit(bytes: u64) -> f64 {
    bytes as f64
}

/// Bytes that the browser holds, on disk or in memory of its own: they come into the app's memory only where they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bytes(pub(super) Blob);

/// A file that somebody chose, dropped or pasted, before anything of it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    pub name: String,
    /// What the browser takes it for; empty where it cannot say.
    pub media: String,
    pub bytes: Bytes,
}

/// All files of a list.
pub fn handed(files: Option<FileList>) -> Vec<Handed> {
    let Some(files) = files else { return Vec::new() };
    let hand = |file: File| Handed { name: file.name(), media: file.type_(), bytes: Bytes(file.into()) };
    (0..files.length()).filter_map(|at| files.get(at)).map(hand).collect()
}

impl Bytes {
    pub fn of_text(text: &str) -> Option<Self> {
        Blob::new_with_str_sequence(&Array::of1(&text.into())).ok().map(Self)
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are whole and positive")]
    pub fn size(&self) -> u64 {
        self.0.size() as u64
    }

    /// From one byte up to, and without, another. None: the browser refuses.
    pub fn part(&self, from: u64, to: u64) -> Option<Self> {
        self.0.slice_with_f64_and_f64(limit(from), limit(to)).ok().map(Self)
    }

    /// The same bytes under the one media type they may have from here on.
    fn under(&self, media: &str) -> Option<Self> {
        self.0.slice_with_f64_and_f64_and_content_type(0.0, self.0.size(), media).ok().map(Self)
    }

    pub async fn read(&self) -> Result<Vec<u8>, FileError> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.map_err(|_| FileError::Unreadable)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    /// An address of these bytes under a media type, until it is [let go](let_go).
    pub fn address(&self, media: &str) -> Option<String> {
        Url::create_object_url_with_blob(&self.under(media)?.0).ok()
    }
}

/// Gives up an address: the browser need not hold its bytes any more.
pub fn let_go(address: &str) {
    let _ = Url::revoke_object_url(address);
}

/// Opens bytes in a page of the browser's own, beside the app. False when the browser refuses.
pub fn open(bytes: &Bytes, media: &str) -> bool {
    bytes.address(media).is_some_and(|url| {
        follow(url, |anchor| {
            anchor.set_target("_blank");
            anchor.set_rel("noopener");
        })
    })
}

/// Hands the person bytes to keep, one after the other in one file, without a look at what they are. False when the browser refuses.
pub fn save(name: &str, parts: &[Bytes]) -> bool {
    let pieces: Array = parts.iter().map(|part| part.0.clone()).collect();
    let whole = Blob::new_with_blob_sequence(&pieces).ok().map(Bytes);
    let url = whole.and_then(|whole| whole.address("application/octet-stream"));
    url.is_some_and(|url| follow(url, |anchor| anchor.set_download(name)))
}

/// Follows an address as a press on a link would, and lets go of it when the browser must have taken it.
fn follow(url: String, mean: impl FnOnce(&HtmlAnchorElement)) -> bool {
    let go = || -> Option<()> {
        let window = web_sys::window()?;
        let anchor: HtmlAnchorElement = window.document()?.create_element("a").ok()?.dyn_into().ok()?;
        anchor.set_href(&url);
        mean(&anchor);
        anchor.click();
        // The browser has taken the blob by the time the click returns; later turns may still need the address.
        let later = wasm_bindgen::closure::Closure::once_into_js(move || let_go(&url));
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(later.unchecked_ref(), 60_000);
        Some(())
    };
    go().is_some()
}

/// Hands the person a file to keep. False when the browser refuses.
pub fn download(name: &str, mime: &str, parts: &[&[u8]]) -> bool {
    let give = || -> Option<String> {
        let pieces: Array = parts.iter().map(|part| Uint8Array::from(*part)).collect();
        let kind = BlobPropertyBag::new();
        kind.set_type(mime);
        let blob = Blob::new_with_u8_array_sequence_and_options(&pieces, &kind).ok()?;
        Url::create_object_url_with_blob(&blob).ok()
    };
    give().is_some_and(|url| follow(url, |anchor| anchor.set_download(name)))
}

/// The text of a file that comes with the app, beside its page. None: it did not come.
pub async fn own(name: &str) -> Option<String> {
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(&format!("./{name}"))).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
