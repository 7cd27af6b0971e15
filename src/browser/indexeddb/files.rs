//! Bytes of files, for browsers without a file system of their own.

use book::chunk::StoreError;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use super::{FILES, IndexedDb, completed, failed, result};

impl IndexedDb {
    pub async fn file(&self, hash: &str) -> Result<Option<Blob>, StoreError> {
        let transaction = self.reading(&[FILES]).await?;
        let request = transaction.object_store(FILES).and_then(|store| store.get(&hash.into())).map_err(failed)?;
        Ok(result(&request).await?.dyn_into().ok())
    }

    pub async fn files(&self) -> Result<Vec<(String, Blob)>, StoreError> {
        let transaction = self.reading(&[FILES]).await?;
        let store = transaction.object_store(FILES).map_err(failed)?;
        let (keys, values) = (store.get_all_keys().map_err(failed)?, store.get_all().map_err(failed)?);
        let (keys, values) = (Array::from(&result(&keys).await?), Array::from(&result(&values).await?));
        Ok(keys.iter().zip(values.iter()).filter_map(|(key, value)| Some((key.as_string()?, value.dyn_into().ok()?))).collect())
    }

    pub async fn put_file(&self, hash: &str, bytes: &Blob) -> Result<(), StoreError> {
        let transaction = self.writing(&[FILES]).await?;
        let store = transaction.object_store(FILES).map_err(failed)?;
        store.put_with_key(bytes, &hash.into()).map_err(failed)?;
        completed(&transaction).await
    }

    pub async fn remove_file(&self, hash: &str) -> Result<(), StoreError> {
        let transaction = self.writing(&[FILES]).await?;
        transaction.object_store(FILES).and_then(|store| store.delete(&hash.into())).map_err(failed)?;
        completed(&transaction).await
    }
}
