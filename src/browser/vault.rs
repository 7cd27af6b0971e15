//! The bytes of files, each kept once under its hash: in the file system that browsers give a page, else in IndexedDB.
//!
//! What is under a hash is whole or not there: a file appears when its last byte is on disk, and what is left of a write that failed is
//! taken away. Nothing is removed but by [`Vault::remove`].

use book::chunk::StoreError;
use js_sys::{Array, Function, Object, Promise, Reflect};
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::files::{Bytes, FileError};
use super::indexeddb::{IndexedDb, failed};

const FOLDER: &str = "files";
/// Bytes that are in the app's memory, or on their way to disk, at once.
const STEP: u64 = 2 * 1024 * 1024;

#[derive(Clone, Debug)]
pub struct Vault {
    /// None: the browser has no file system for pages, or none that it can write to from here.
    folder: Option<JsValue>,
    store: IndexedDb,
}

impl Vault {
    pub async fn open(store: IndexedDb) -> Self {
        Self { folder: folder().await, store }
    }

    /// The bytes under a hash. None: they are not on this device, or not so many.
    pub async fn get(&self, hash: &str, size: u64) -> Option<Bytes> {
        let mut found = None;
        if let Some(folder) = &self.folder
            && let Ok(handle) = call(folder, "getFileHandle", &[hash.into()]).await
        {
            found = file_of(&handle).await.filter(|bytes| bytes.size() == size);
        }
        match found {
            Some(bytes) => Some(bytes),
            // Kept before this browser had a file system.
            None => self.store.file(hash).await.ok().flatten().map(Bytes).filter(|bytes| bytes.size() == size),
        }
    }

    /// Keeps bytes under their hash; `told` hears how many are there. When it returns an error nothing is under the hash.
    pub async fn put(&self, hash: &str, bytes: &Bytes, told: impl Fn(u64)) -> Result<(), StoreError> {
        let kept = match &self.folder {
            Some(folder) => write(folder, hash, bytes, told).await.map_err(failed),
            None => self.store.put_file(hash, &bytes.0).await,
        };
        let kept = match kept {
            Ok(()) if self.get(hash, bytes.size()).await.is_none() => Err(StoreError::Full),
            kept => kept,
        };
        if kept.is_err() {
            let _ = self.remove(hash).await;
        }
        kept
    }

    /// Every hash there is something under, and how many bytes that is.
    pub async fn list(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let mut all: Vec<_> = self.store.files().await?.into_iter().map(|(hash, blob)| (hash, Bytes(blob).size())).collect();
        if let Some(folder) = &self.folder {
            let values = method(folder, "values", &[]).map_err(failed)?;
            loop {
                let next = call(&values, "next", &[]).await.map_err(failed)?;
                let value = Reflect::get(&next, &"value".into()).unwrap_or(JsValue::UNDEFINED);
                if !value.is_object() {
                    break;
                }
                let name = Reflect::get(&value, &"name".into()).ok().and_then(|name| name.as_string());
                if let (Some(name), Some(bytes)) = (name, file_of(&value).await) {
                    all.push((name, bytes.size()));
                }
            }
        }
        Ok(all)
    }

    pub async fn remove(&self, hash: &str) -> Result<(), StoreError> {
        if let Some(folder) = &self.folder {
            let _ = call(folder, "removeEntry", &[hash.into()]).await;
        }
        self.store.remove_file(hash).await
    }
}

/// SHA-256 of bytes in lower-case hexadecimal; `told` hears how many are read.
pub async fn hash(bytes: &Bytes, told: impl Fn(u64)) -> Result<String, FileError> {
    let (mut state, mut at, size) = (Sha256::new(), 0, bytes.size());
    while at < size {
        let to = (at + STEP).min(size);
        let part = bytes.part(at, to).ok_or(FileError::Unreadable)?.read().await?;
        // What is being changed while it is read has no hash.
        if part.len() as u64 != to - at {
            return Err(FileError::Unreadable);
        }
        state.update(&part);
        at = to;
        told(at);
    }
    // A folder that was dropped says it has no bytes, and cannot be read.
    if size == 0 {
        bytes.read().await?;
    }
    Ok(state.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn write(folder: &JsValue, hash: &str, bytes: &Bytes, told: impl Fn(u64)) -> Result<(), JsValue> {
    let handle = call(folder, "getFileHandle", &[hash.into(), creating()?]).await?;
    let writable = call(&handle, "createWritable", &[]).await?;
    let (mut at, size) = (0, bytes.size());
    while at < size {
        let to = (at + STEP).min(size);
        let part: JsValue = bytes.part(at, to).map(|part| part.0.into()).unwrap_or(JsValue::NULL);
        if let Err(error) = call(&writable, "write", &[part]).await {
            let _ = call(&writable, "abort", &[]).await;
            return Err(error);
        }
        at = to;
        told(at);
    }
    call(&writable, "close", &[]).await.map(drop)
}

async fn folder() -> Option<JsValue> {
    let global = js_sys::global();
    let inner = |of: &JsValue, key: &str| Reflect::get(of, &key.into()).ok().filter(|inner| !inner.is_undefined());
    // Some browsers let only workers write.
    inner(&inner(&inner(&global, "FileSystemFileHandle")?, "prototype")?, "createWritable")?;
    let root = call(&inner(&inner(&global, "navigator")?, "storage")?, "getDirectory", &[]).await.ok()?;
    call(&root, "getDirectoryHandle", &[FOLDER.into(), creating().ok()?]).await.ok()
}

fn creating() -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"create".into(), &JsValue::TRUE)?;
    Ok(options.into())
}

async fn file_of(handle: &JsValue) -> Option<Bytes> {
    call(handle, "getFile", &[]).await.ok()?.dyn_into::<Blob>().ok().map(Bytes)
}

fn method(of: &JsValue, name: &str, given: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(of, &name.into())?.dyn_into()?;
    Reflect::apply(&function, of, &given.iter().collect::<Array>())
}

/// Calls a method and waits for what it promises. The typed bindings of the file system are still unstable.
async fn call(of: &JsValue, name: &str, given: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&method(of, name, given)?)).await
}

/// In a real browser: `cargo xtask test --only wasm`.
#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::browser::clock;
    use domain::Id;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    async fn fresh(in_folder: bool) -> Vault {
        let bytes = clock::random::<16>().expect("randomness");
        let store = IndexedDb::open(&format!("test-{}", Id::from_bytes(bytes))).await.expect("a database");
        let vault = Vault::open(store).await;
        if in_folder { vault } else { Vault { folder: None, ..vault } }
    }

    #[wasm_bindgen_test]
    async fn what_is_kept_is_kept_whole_or_not_at_all() {
        for in_folder in [true, false] {
            let vault = fresh(in_folder).await;
            let hello = Bytes::of_text("hello").expect("bytes");
            assert_eq!(hash(&hello, |_| ()).await, Ok(HELLO.to_owned()));
            assert_eq!(vault.get(HELLO, 5).await, None);
            vault.put(HELLO, &hello, |_| ()).await.expect("kept");
            vault.put(HELLO, &hello, |_| ()).await.expect("kept twice is kept once");
            assert_eq!(vault.get(HELLO, 5).await.expect("there").read().await, Ok(b"hello".to_vec()));
            assert_eq!(vault.get(HELLO, 6).await, None, "half a file is none");
            let kept = vault.list().await.expect("a list");
            assert_eq!(kept.iter().filter(|(hash, size)| hash == HELLO && *size == 5).count(), 1);
            vault.remove(HELLO).await.expect("removed");
            assert_eq!(vault.get(HELLO, 5).await, None);
        }
    }

    #[wasm_bindgen_test]
    async fn bytes_that_were_kept_in_the_database_are_found_where_there_is_a_folder_now() {
        let vault = fresh(true).await;
        let hello = Bytes::of_text("hello, later").expect("bytes");
        vault.store.put_file("later", &hello.0).await.expect("kept");
        assert!(vault.get("later", 12).await.is_some());
        vault.remove("later").await.expect("removed");
        assert!(vault.get("later", 12).await.is_none());
    }
}
