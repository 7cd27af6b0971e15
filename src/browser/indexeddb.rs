//! The journal and its cache in IndexedDB. Every write is one transaction with strict durability: when it completes, it is on disk.
//!
//! `journal`: key = place, value = `{doc, bytes}`, index `doc`. `rows` and `texts`: key = document, value = bytes. `about`: small facts of
//! this browser profile under plain keys. `files`: key = hash, value = a Blob, for browsers without a file system of their own. `team`: what
//! syncing keeps of itself.

mod files;
mod team;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use book::chunk::{Batch, CachedRow, CachedText, Chunk, DocKey, Place, StoreError};
use book::store::{Beginning, News, Store};
use domain::ClientId;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbCursor, IdbDatabase, IdbFactory, IdbIndex, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

/// 1 had no texts, 2 no files, 3 no team.
const VERSION: u32 = 4;
const JOURNAL: &str = "journal";
const ROWS: &str = "rows";
const TEXTS: &str = "texts";
const ABOUT: &str = "about";
const FILES: &str = "files";
const TEAM: &str = "team";
const BY_DOC: &str = "doc";
/// More texts than these are read as one stretch.
const MANY: usize = 32;

/// Clones share one connection. A browser closes it of its own accord when the disk under it fails, and then it is opened again by the next
/// that asks: once there is room, work goes on without a reload.
#[derive(Clone, Debug)]
pub struct IndexedDb {
    name: String,
    database: Rc<RefCell<IdbDatabase>>,
    /// The last write found no room. As long as there is none the browser cannot open the database either, and does not say why.
    full: Rc<Cell<bool>>,
}

impl IndexedDb {
    /// Opens the database of this name, and makes it when it is not there.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let database = Self::connect(name).await?;
        Ok(Self { name: name.to_owned(), database: Rc::new(RefCell::new(database)), full: Rc::default() })
    }

    async fn connect(name: &str) -> Result<IdbDatabase, StoreError> {
        let factory: IdbFactory = Reflect::get(&js_sys::global(), &"indexedDB".into())
            .ok()
            .and_then(|factory| factory.dyn_into().ok())
            .ok_or_else(|| StoreError::Failed("this browser offers no storage".to_owned()))?;
        let request = factory.open_with_u32(name, VERSION).map_err(failed)?;
        let upgrade = request.clone();
        let make = Closure::once_into_js(move || {
            let Ok(database) = upgrade.result().and_then(|result| result.dyn_into::<IdbDatabase>()) else { return };
            let there = database.object_store_names();
            if !there.contains(JOURNAL) {
                let _ = database.create_object_store(JOURNAL).and_then(|journal| journal.create_index_with_str(BY_DOC, BY_DOC));
            }
            for name in [ROWS, TEXTS, ABOUT, FILES, TEAM].into_iter().filter(|name| !there.contains(name)) {
                let _ = database.create_object_store(name);
            }
        });
        request.set_onupgradeneeded(Some(make.unchecked_ref()));
        let database: IdbDatabase = result(&request).await?.dyn_into().map_err(failed)?;
        // A newer version of the app in another tab must not wait for this one.
        let open = database.clone();
        let give_way = Closure::once_into_js(move || open.close());
        database.set_onversionchange(Some(give_way.unchecked_ref()));
        Ok(database)
    }

    async fn reading(&self, stores: &[&str]) -> Result<IdbTransaction, StoreError> {
        self.transaction(stores, |database, names| database.transaction_with_str_sequence(names)).await
    }

    /// `transaction(names, "readwrite", {durability: "strict"})`: the typed binding of the third argument is still unstable.
    async fn writing(&self, stores: &[&str]) -> Result<IdbTransaction, StoreError> {
        self.transaction(stores, |database, names| {
            let options = Object::new();
            Reflect::set(&options, &"durability".into(), &"strict".into())?;
            let transaction: Function = Reflect::get(database, &"transaction".into()).and_then(JsCast::dyn_into)?;
            transaction.call3(database, names, &"readwrite".into(), &options).and_then(JsCast::dyn_into)
        })
        .await
    }

    async fn transaction(
        &self,
        stores: &[&str],
        begin: impl Fn(&IdbDatabase, &JsValue) -> Result<IdbTransaction, JsValue>,
    ) -> Result<IdbTransaction, StoreError> {
        let names: JsValue = stores.iter().map(|name| JsValue::from_str(name)).collect::<Array>().into();
        let begun = begin(&self.database.borrow(), &names);
        match begun {
            Err(error) if is_closed(&error) => {
                let again = Self::connect(&self.name).await.map_err(|error| if self.full.get() { StoreError::Full } else { error })?;
                let begun = begin(&again, &names).map_err(failed);
                self.database.replace(again);
                begun
            }
            begun => begun.map_err(failed),
        }
    }

    /// A small fact of this browser profile.
    pub async fn about(&self, key: &str) -> Result<Option<String>, StoreError> {
        let transaction = self.reading(&[ABOUT]).await?;
        let request = transaction.object_store(ABOUT).and_then(|store| store.get(&key.into())).map_err(failed)?;
        Ok(result(&request).await?.as_string())
    }

    /// The highest place of the journal that was ever claimed.
    pub async fn end(&self) -> Result<Place, StoreError> {
        let transaction = self.reading(&[JOURNAL]).await?;
        let last = newest(&transaction.object_store(JOURNAL).map_err(failed)?)?;
        Ok(place_of(&result(&last).await?))
    }

    /// The documents that have something after this place of the journal.
    pub async fn changed_since(&self, after: Place) -> Result<Vec<DocKey>, StoreError> {
        let transaction = self.reading(&[JOURNAL]).await?;
        let journal = transaction.object_store(JOURNAL).map_err(failed)?;
        let range: JsValue = IdbKeyRange::lower_bound_with_open(&key_of(after), true).map_err(failed)?.into();
        let values = journal.get_all_with_key(&range).map_err(failed)?;
        let values = Array::from(&result(&values).await?);
        let mut docs: Vec<DocKey> = values.iter().filter_map(|value| doc_of(&Reflect::get(&value, &"doc".into()).ok()?)).collect();
        domain::order::sort(&mut docs);
        docs.dedup();
        Ok(docs)
    }

    pub async fn set_about(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let transaction = self.writing(&[ABOUT]).await?;
        let store = transaction.object_store(ABOUT).map_err(failed)?;
        store.put_with_key(&value.into(), &key.into()).map_err(failed)?;
        completed(&transaction).await
    }
}

impl Store for IndexedDb {
    async fn begin(&self) -> Result<Beginning, StoreError> {
        let transaction = self.reading(&[JOURNAL, ROWS]).await?;
        let rows = transaction.object_store(ROWS).map_err(failed)?;
        let (keys, values) = (rows.get_all_keys().map_err(failed)?, rows.get_all().map_err(failed)?);
        let last = newest(&transaction.object_store(JOURNAL).map_err(failed)?)?;
        let (keys, values) = (Array::from(&result(&keys).await?), Array::from(&result(&values).await?));
        let end = place_of(&result(&last).await?);
        let rows = keys.iter().zip(values.iter()).filter_map(|(key, value)| row(&key, &value)).collect();
        Ok(Beginning { rows, end })
    }

    async fn list(&self) -> Result<Vec<DocKey>, StoreError> {
        let transaction = self.reading(&[JOURNAL]).await?;
        let index = transaction.object_store(JOURNAL).and_then(|journal| journal.index(BY_DOC)).map_err(failed)?;
        // Once for each document: a cursor that skips what it has seen.
        let request =
            index.open_key_cursor_with_range_and_direction(&JsValue::UNDEFINED, web_sys::IdbCursorDirection::Nextunique).map_err(failed)?;
        let mut docs = Vec::new();
        loop {
            let found = result(&request).await?;
            let Ok(cursor) = found.dyn_into::<IdbCursor>() else { return Ok(docs) };
            docs.extend(cursor.key().ok().and_then(|key| doc_of(&key)));
            cursor.continue_().map_err(failed)?;
        }
    }

    async fn load(&self, docs: &[DocKey]) -> Result<Vec<(DocKey, Vec<Chunk>)>, StoreError> {
        let transaction = self.reading(&[JOURNAL]).await?;
        let index: IdbIndex = transaction.object_store(JOURNAL).and_then(|journal| journal.index(BY_DOC)).map_err(failed)?;
        let mut requests = Vec::with_capacity(docs.len());
        for doc in docs {
            let key = JsValue::from_str(&doc.to_string());
            requests.push((index.get_all_keys_with_key(&key).map_err(failed)?, index.get_all_with_key(&key).map_err(failed)?));
        }
        let mut loaded = Vec::with_capacity(docs.len());
        for (doc, (keys, values)) in docs.iter().zip(requests) {
            let (keys, values) = (Array::from(&result(&keys).await?), Array::from(&result(&values).await?));
            loaded.push((*doc, chunks(&keys, &values)));
        }
        Ok(loaded)
    }

    async fn texts(&self, clients: &[ClientId]) -> Result<Vec<CachedText>, StoreError> {
        let transaction = self.reading(&[TEXTS]).await?;
        let store = transaction.object_store(TEXTS).map_err(failed)?;
        let key = |client: &ClientId| JsValue::from_str(&client.to_string());
        let mut requests = Vec::new();
        match (clients.iter().min(), clients.iter().max()) {
            // Ids are ordered as their texts are: many are asked for as one stretch, which costs one answer.
            (Some(first), Some(last)) if clients.len() > MANY => {
                let range: JsValue = IdbKeyRange::bound(&key(first), &key(last)).map_err(failed)?.into();
                requests.push((store.get_all_keys_with_key(&range).map_err(failed)?, store.get_all_with_key(&range).map_err(failed)?));
            }
            _ => {
                for client in clients {
                    let key = key(client);
                    requests.push((store.get_all_keys_with_key(&key).map_err(failed)?, store.get_all_with_key(&key).map_err(failed)?));
                }
            }
        }
        let mut wanted = clients.to_vec();
        domain::order::sort(&mut wanted);
        let mut texts = Vec::with_capacity(clients.len());
        for (keys, values) in requests {
            let (keys, values) = (Array::from(&result(&keys).await?), Array::from(&result(&values).await?));
            let found = keys.iter().zip(values.iter()).filter_map(|(key, value)| row(&key, &value));
            let text = |row: CachedRow| CachedText { client: row.client, bytes: row.bytes };
            texts.extend(found.map(text).filter(|text| wanted.binary_search(&text.client).is_ok()));
        }
        Ok(texts)
    }

    async fn read_on(&self, after: Place) -> Result<News, StoreError> {
        let transaction = self.reading(&[JOURNAL, ROWS]).await?;
        let journal = transaction.object_store(JOURNAL).map_err(failed)?;
        let range: JsValue = IdbKeyRange::lower_bound_with_open(&key_of(after), true).map_err(failed)?.into();
        let (keys, values) = (journal.get_all_keys_with_key(&range).map_err(failed)?, journal.get_all_with_key(&range).map_err(failed)?);
        let chunks = chunks(&Array::from(&result(&keys).await?), &Array::from(&result(&values).await?));
        let store = transaction.object_store(ROWS).map_err(failed)?;
        let mut docs: Vec<DocKey> = chunks.iter().map(|chunk| chunk.doc).collect();
        domain::order::sort(&mut docs);
        docs.dedup();
        let mut rows = Vec::new();
        for doc in docs {
            let key = JsValue::from_str(&doc.to_string());
            let value = result(&store.get(&key).map_err(failed)?).await?;
            rows.extend(row(&key, &value));
        }
        Ok(News { chunks, rows })
    }

    async fn write(&self, batch: &Batch) -> Result<(), StoreError> {
        let transaction = self.writing(&[JOURNAL, ROWS, TEXTS]).await?;
        let journal = transaction.object_store(JOURNAL).map_err(failed)?;
        let rows = transaction.object_store(ROWS).map_err(failed)?;
        let texts = transaction.object_store(TEXTS).map_err(failed)?;
        if place_of(&result(&newest(&journal)?).await?) != batch.after {
            let _ = transaction.abort();
            return Err(StoreError::Behind);
        }
        let put = || -> Result<(), JsValue> {
            for chunk in &batch.chunks {
                let value = Object::new();
                Reflect::set(&value, &"doc".into(), &JsValue::from_str(&chunk.doc.to_string()))?;
                Reflect::set(&value, &"bytes".into(), &Uint8Array::from(chunk.bytes.as_slice()))?;
                journal.add_with_key(&value, &key_of(chunk.place))?;
            }
            for row in &batch.rows {
                rows.put_with_key(&Uint8Array::from(row.bytes.as_slice()), &JsValue::from_str(&row.client.to_string()))?;
            }
            for text in &batch.texts {
                texts.put_with_key(&Uint8Array::from(text.bytes.as_slice()), &JsValue::from_str(&text.client.to_string()))?;
            }
            for place in &batch.superseded {
                journal.delete(&key_of(*place))?;
            }
            for client in &batch.gone {
                let key = JsValue::from_str(&client.to_string());
                rows.delete(&key)?;
                texts.delete(&key)?;
            }
            Ok(())
        };
        let outcome = match put() {
            Ok(()) => completed(&transaction).await,
            Err(error) => {
                let _ = transaction.abort();
                Err(failed(error))
            }
        };
        self.full.set(outcome == Err(StoreError::Full));
        outcome
    }
}

/// A request for the highest key of a store.
fn newest(store: &IdbObjectStore) -> Result<IdbRequest, StoreError> {
    store.open_key_cursor_with_range_and_direction(&JsValue::UNDEFINED, web_sys::IdbCursorDirection::Prev).map_err(failed)
}

/// The place a key cursor stands on; 0 for none.
fn place_of(cursor: &JsValue) -> Place {
    cursor.dyn_ref::<IdbCursor>().and_then(|cursor| cursor.key().ok()).and_then(|key| number(&key)).unwrap_or(0)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places are whole and stay far below 2^53")]
fn number(key: &JsValue) -> Option<Place> {
    key.as_f64().map(|number| number as Place)
}

#[allow(clippy::cast_precision_loss, reason = "places stay far below 2^53")]
fn key_of(place: Place) -> JsValue {
    JsValue::from_f64(place as f64)
}

fn doc_of(key: &JsValue) -> Option<DocKey> {
    key.as_string().and_then(|text| DocKey::parse(&text))
}

fn bytes_of(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

fn row(key: &JsValue, value: &JsValue) -> Option<CachedRow> {
    match doc_of(key)? {
        DocKey::Client(client) => Some(CachedRow { client, bytes: bytes_of(value)? }),
        DocKey::Practice => None,
    }
}

/// What names no document is left out: it is no chunk of ours. One without bytes is kept without any, and counts as damaged.
fn chunks(keys: &Array, values: &Array) -> Vec<Chunk> {
    let read = |key: JsValue, value: JsValue| {
        let doc = doc_of(&Reflect::get(&value, &"doc".into()).ok()?)?;
        let bytes = Reflect::get(&value, &"bytes".into()).ok().as_ref().and_then(bytes_of).unwrap_or_default();
        Some(Chunk { place: number(&key)?, doc, bytes })
    };
    keys.iter().zip(values.iter()).filter_map(|(key, value)| read(key, value)).collect()
}

async fn result(request: &IdbRequest) -> Result<JsValue, StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        let (good, bad) = (request.clone(), request.clone());
        let succeed = Closure::once_into_js(move || {
            let _ = resolve.call1(&JsValue::UNDEFINED, &good.result().unwrap_or(JsValue::UNDEFINED));
        });
        let fail = Closure::once_into_js(move || {
            let error = bad.error().ok().flatten().map_or(JsValue::UNDEFINED, JsValue::from);
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        });
        request.set_onsuccess(Some(succeed.unchecked_ref()));
        request.set_onerror(Some(fail.unchecked_ref()));
    });
    JsFuture::from(promise).await.map_err(failed)
}

async fn completed(transaction: &IdbTransaction) -> Result<(), StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        let bad = transaction.clone();
        let fail = Closure::once_into_js(move || {
            let error = bad.error().map_or(JsValue::UNDEFINED, JsValue::from);
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        });
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(fail.unchecked_ref()));
    });
    JsFuture::from(promise).await.map(drop).map_err(failed)
}

/// The browser has closed the connection.
fn is_closed(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|exception| exception.name() == "InvalidStateError")
}

pub(super) fn failed(error: JsValue) -> StoreError {
    match error.dyn_ref::<DomException>() {
        Some(exception) if exception.name() == "QuotaExceededError" || is_no_space(&exception.message()) => StoreError::Full,
        Some(exception) if exception.name() == "ConstraintError" => StoreError::Behind,
        Some(exception) if exception.name() == "VersionError" => StoreError::Newer,
        Some(exception) => StoreError::Failed(format!("{}: {}", exception.name(), exception.message())),
        None => StoreError::Failed(format!("{error:?}")),
    }
}

/// A disk that is full before the quota is: Chromium (`FILE_ERROR_NO_SPACE`) and Firefox (`NS_ERROR_FILE_NO_DEVICE_SPACE`) say so in the
/// message of an error that is named as any other.
fn is_no_space(message: &str) -> bool {
    ["NO_SPACE", "NO_DEVICE_SPACE"].iter().any(|sign| message.contains(sign))
}

/// In a real browser: `cargo xtask test --only wasm`.
#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use domain::ClientId;
    use domain::Id;
    use throughline_tests::conformance;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    /// A database that no other test and no earlier run has used.
    async fn fresh() -> IndexedDb {
        let bytes = super::super::clock::random::<16>().expect("randomness");
        IndexedDb::open(&format!("test-{}", Id::from_bytes(bytes))).await.expect("a database")
    }

    fn batch(after: Place, bytes: &[u8]) -> Batch {
        let doc = DocKey::Client(ClientId(Id::from_bytes([1; 16])));
        Batch { after, chunks: vec![Chunk { place: after + 1, doc, bytes: bytes.to_vec() }], ..Batch::default() }
    }

    #[wasm_bindgen_test]
    async fn the_browsers_storage_keeps_every_promise() {
        let kept = conformance::every_promise(&fresh().await).await;
        assert!(kept > 20, "{kept}");
    }

    #[wasm_bindgen_test]
    async fn what_was_written_is_there_when_it_is_opened_again() {
        let bytes = super::super::clock::random::<16>().expect("randomness");
        let name = format!("test-{}", Id::from_bytes(bytes));
        let first = IndexedDb::open(&name).await.expect("a database");
        first.write(&batch(0, b"kept")).await.expect("written");
        first.database.borrow().close();
        let again = IndexedDb::open(&name).await.expect("a database");
        assert_eq!(again.read_on(0).await.expect("news").chunks, batch(0, b"kept").chunks);
    }

    #[wasm_bindgen_test]
    async fn a_connection_that_the_browser_closed_is_opened_again() {
        let store = fresh().await;
        store.write(&batch(0, b"before")).await.expect("written");
        store.database.borrow().close();
        assert_eq!(store.begin().await.expect("begins").end, 1);
        store.database.borrow().close();
        store.write(&batch(1, b"after")).await.expect("written");
        assert_eq!(store.clone().read_on(1).await.expect("news").chunks, batch(1, b"after").chunks);
    }

    #[wasm_bindgen_test]
    fn a_full_disk_is_told_by_its_message_too() {
        let said = |name: &str, message: &str| failed(DomException::new_with_message_and_name(message, name).expect("an error").into());
        assert_eq!(said("QuotaExceededError", ""), StoreError::Full);
        let chromium = "Connection is closing because of: IO error: .../000003.log: FILE_ERROR_NO_SPACE (ChromeMethodOnly: 8)";
        assert_eq!(said("UnknownError", chromium), StoreError::Full);
        assert!(matches!(said("UnknownError", "Internal error"), StoreError::Failed(_)));
        assert_eq!(said("VersionError", ""), StoreError::Newer);
    }

    #[wasm_bindgen_test]
    async fn of_two_that_write_at_once_one_is_told_it_is_behind() {
        let bytes = super::super::clock::random::<16>().expect("randomness");
        let name = format!("test-{}", Id::from_bytes(bytes));
        let (one, other) = (IndexedDb::open(&name).await.expect("one"), IndexedDb::open(&name).await.expect("other"));
        let (first, second) = (batch(0, b"first"), batch(0, b"second"));
        let (first, second) = futures_join(one.write(&first), other.write(&second)).await;
        let mut outcomes = [first, second];
        outcomes.sort_by_key(Result::is_err);
        assert_eq!(outcomes, [Ok(()), Err(StoreError::Behind)]);
        assert_eq!(one.begin().await.expect("begins").end, 1);
    }

    /// Polls both until both are done.
    async fn futures_join<A, B>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
        let (mut one, mut other) = (Box::pin(one), Box::pin(other));
        let (mut first, mut second) = (None, None);
        std::future::poll_fn(|context| {
            use std::task::Poll;
            if first.is_none()
                && let Poll::Ready(done) = one.as_mut().poll(context)
            {
                first = Some(done);
            }
            if second.is_none()
                && let Poll::Ready(done) = other.as_mut().poll(context)
            {
                second = Some(done);
            }
            if first.is_some() && second.is_some() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        (first.expect("done"), second.expect("done"))
    }

    #[wasm_bindgen_test]
    async fn small_facts_of_the_profile_are_kept() {
        let database = fresh().await;
        assert_eq!(database.about("author").await, Ok(None));
        database.set_about("author", "somebody").await.expect("kept");
        assert_eq!(database.about("author").await, Ok(Some("somebody".to_owned())));
    }
}
