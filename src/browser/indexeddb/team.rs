//! What syncing keeps of itself: bytes under plain keys, written in one transaction each time.

use book::chunk::StoreError;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::{IndexedDb, TEAM, bytes_of, completed, failed, result};

impl IndexedDb {
    /// Whether anything is kept.
    pub async fn is_in_team(&self) -> Result<bool, StoreError> {
        let transaction = self.reading(&[TEAM]).await?;
        let request = transaction.object_store(TEAM).and_then(|store| store.count()).map_err(failed)?;
        Ok(result(&request).await?.as_f64().is_some_and(|count| count > 0.0))
    }

    pub async fn team(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let transaction = self.reading(&[TEAM]).await?;
        let store = transaction.object_store(TEAM).map_err(failed)?;
        let (keys, values) = (store.get_all_keys().map_err(failed)?, store.get_all().map_err(failed)?);
        let (keys, values) = (Array::from(&result(&keys).await?), Array::from(&result(&values).await?));
        Ok(keys.iter().zip(values.iter()).filter_map(|(key, value)| Some((key.as_string()?, bytes_of(&value)?))).collect())
    }

    /// Each under its key; without bytes, taken away. All or nothing, and on disk when it returns.
    pub async fn keep_team(&self, records: impl IntoIterator<Item = (String, Option<Vec<u8>>)>) -> Result<(), StoreError> {
        let transaction = self.writing(&[TEAM]).await?;
        let store = transaction.object_store(TEAM).map_err(failed)?;
        let put = || -> Result<(), JsValue> {
            for (key, bytes) in records {
                match bytes {
                    Some(bytes) => store.put_with_key(&Uint8Array::from(bytes.as_slice()), &key.into())?,
                    None => store.delete(&key.into())?,
                };
            }
            Ok(())
        };
        match put() {
            Ok(()) => completed(&transaction).await,
            Err(error) => {
                let _ = transaction.abort();
                Err(failed(error))
            }
        }
    }

    pub async fn forget_team(&self) -> Result<(), StoreError> {
        let transaction = self.writing(&[TEAM]).await?;
        transaction.object_store(TEAM).and_then(|store| store.clear()).map_err(failed)?;
        completed(&transaction).await
    }
}
