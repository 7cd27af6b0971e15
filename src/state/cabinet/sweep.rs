//! Bytes that no record names any more, and giving their room back.

use std::collections::BTreeMap;

use book::chunk::StoreError;
use book::store::Store;
use domain::file::{File, wanted};

use super::Cabinet;
use crate::browser::pause::pause;
use crate::browser::prefs;
use crate::dom::*;

/// Under which this device keeps what [`Cabinet::pay`] is for.
const OWED: &str = "files_of_erased";
const AFTER_THE_START_MS: i32 = 3_000;

/// Records read between two breaths.
const AT_ONCE: usize = 40;

/// What would be given up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unnamed {
    pub bytes: u64,
    /// A record could not be read in full, and may name any of them: nothing is given up.
    pub unsure: bool,
    hashes: Vec<String>,
}

impl Unnamed {
    pub fn count(&self) -> usize {
        self.hashes.len()
    }
}

impl Cabinet {
    /// Every file that a record of this browser names, or named when this session began.
    /// Nothing when a record could not be read in full.
    async fn wanted(self) -> Result<Option<BTreeMap<String, File>>, StoreError> {
        let runner = self.desk.runner().ok_or_else(|| StoreError::Failed(String::new()))?;
        runner.session_is_there().await;
        let mut all = BTreeMap::new();
        for slice in runner.store().list().await?.chunks(AT_ONCE) {
            for (_, chunks) in runner.store().load(slice).await? {
                let Some(packed) = runner.with(|session| session.pack(&chunks)) else { return Ok(None) };
                if !packed.whole {
                    return Ok(None);
                }
                if let Some(client) = packed.client {
                    all.extend(wanted(&client, self.since));
                }
            }
            pause(0).await;
        }
        Ok(Some(all))
    }

    /// What no record names any more. What is on its way in is named soon.
    pub async fn unnamed(self) -> Result<Unnamed, StoreError> {
        let mut unnamed = Unnamed::default();
        if self.busy.get_value() {
            return Ok(unnamed);
        }
        let kept = self.vault().await?.list().await?;
        if kept.is_empty() {
            return Ok(unnamed);
        }
        let Some(wanted) = self.wanted().await? else { return Ok(Unnamed { unsure: true, ..unnamed }) };
        for (hash, size) in kept {
            if !wanted.contains_key(&hash) {
                unnamed.bytes += size;
                unnamed.hashes.push(hash);
            }
        }
        Ok(unnamed)
    }

    /// A client was erased, and nobody else may name these: they go when the app is opened next, unless the erasure was taken back.
    pub fn owe(self, hashes: Vec<String>) {
        if !hashes.is_empty() {
            let mut owed: Vec<String> = prefs::get(OWED).unwrap_or_default();
            owed.extend(hashes);
            prefs::set(OWED, &owed);
        }
    }

    /// Does what is owed. What cannot be done now is owed still.
    pub fn pay(self) {
        let owed: Vec<String> = prefs::get(OWED).unwrap_or_default();
        if owed.is_empty() {
            return;
        }
        spawn_local(async move {
            pause(AFTER_THE_START_MS).await;
            let Ok(mut found) = self.unnamed().await else { return };
            found.hashes.retain(|hash| owed.contains(hash));
            if !found.unsure && self.sweep(found).await.is_ok() {
                prefs::set(OWED, &Vec::<String>::new());
            }
        });
    }

    /// Gives up what was found, unless a record has come to name it since. Cannot be undone. The bytes that were freed.
    pub async fn sweep(self, found: Unnamed) -> Result<u64, StoreError> {
        let vault = self.vault().await?;
        let still = self.unnamed().await?;
        let mut freed = 0;
        let sizes: BTreeMap<String, u64> = vault.list().await?.into_iter().collect();
        for hash in still.hashes.iter().filter(|hash| found.hashes.contains(hash)) {
            vault.remove(hash).await?;
            freed += sizes.get(hash).copied().unwrap_or_default();
            self.there.update(|there| {
                there.insert(hash.clone(), false);
            });
        }
        self.device.look_at_keeping();
        self.look_at_kept();
        Ok(freed)
    }
}
