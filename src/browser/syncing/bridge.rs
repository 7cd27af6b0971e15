//! Between the engine's questions and the documents: [`book::session::sharing`] with the browser's storage under it.

use book::chunk::{DocKey, Place, StoreError};
use book::session::sharing::{self, Delivered, Delivery, Scan};
use book::session::{Grown, Ledger};
use book::store::Store;
use sync::{Chunk, DocName, Fresh, Input, Mark, Plain};

use super::Syncing;

fn doc_name(doc: &str) -> Option<DocName> {
    DocName::new(doc)
}

fn doc_names<'a>(docs: impl IntoIterator<Item = &'a DocKey>) -> Vec<DocName> {
    docs.into_iter().filter_map(|doc| doc_name(&sharing::name(*doc))).collect()
}

/// What the journal has grown by, as the engine is told it.
pub(super) fn changed(grown: &Grown) -> Input {
    Input::Changed { docs: doc_names(&grown.docs), place: grown.end }
}

impl Syncing {
    fn ledger<T>(&self, look: impl FnOnce(&dyn Ledger) -> T) -> Result<T, StoreError> {
        self.0.runner.with(look).ok_or_else(|| StoreError::Failed("the session is not there".to_owned()))
    }

    pub(super) async fn scan(&self, since: Place) -> Result<Input, StoreError> {
        let store = self.0.runner.store();
        let end = store.end().await?;
        let docs = match Scan::since(since, end) {
            Scan::All => store.list().await?,
            Scan::After(place) => store.changed_since(place).await?,
        };
        Ok(Input::Changed { docs: doc_names(&docs), place: end })
    }

    pub(super) async fn fresh(&self, docs: Vec<(DocName, Option<Mark>)>) -> Result<Vec<Fresh>, StoreError> {
        let mut all = Vec::with_capacity(docs.len());
        for (doc, mark) in docs {
            let Some(key) = sharing::named(doc.as_str()) else {
                all.push(Fresh { doc, bytes: None, mark: Mark::new() });
                continue;
            };
            let loaded = self.0.runner.store().load(&[key]).await?;
            let chunks = loaded.first().map_or(&[][..], |(_, chunks)| chunks);
            let unsent = self.ledger(|ledger| ledger.unsent(chunks, mark.as_deref().unwrap_or_default()))?;
            all.push(Fresh { doc, bytes: unsent.changes.map(Plain), mark: unsent.mark });
        }
        Ok(all)
    }

    pub(super) async fn deliver(&self, ticket: u64, chunks: Vec<(Chunk, Option<Mark>)>, whole: bool) -> Result<Input, StoreError> {
        let delivered = chunks.into_iter().map(|(chunk, mark)| Delivered {
            name: chunk.doc.as_str().to_owned(),
            bytes: chunk.bytes,
            mark: mark.unwrap_or_default(),
        });
        let delivery = Delivery::new(delivered.collect(), whole);
        let docs = delivery.docs();
        if !docs.is_empty() && !self.receive(docs).await {
            // Never said to be kept: it comes again.
            return Err(StoreError::Failed("what came was not kept".to_owned()));
        }
        let loaded = self.0.runner.store().load(&delivery.wanted()).await?;
        let kept = self.ledger(|ledger| delivery.kept(&loaded, ledger))?;
        let marks = kept.marks.into_iter().filter_map(|(doc, mark)| Some((doc_name(&doc)?, mark))).collect();
        let lacking = kept.lacking.iter().filter_map(|doc| doc_name(doc)).collect();
        Ok(Input::Kept { ticket, marks, lacking })
    }

    pub(super) async fn page(&self, ticket: u64, after: Option<DocName>, bytes: usize) -> Result<Input, StoreError> {
        let (docs, more) = self.whole(after.as_ref().map(DocName::as_str), bytes).await?;
        Ok(Input::Page { ticket, docs, more })
    }

    /// Every document, whole.
    pub(super) async fn everything(&self) -> Result<Vec<Chunk>, StoreError> {
        self.whole(None, usize::MAX).await.map(|(docs, _)| docs)
    }

    async fn whole(&self, after: Option<&str>, bytes: usize) -> Result<(Vec<Chunk>, bool), StoreError> {
        let store = self.0.runner.store();
        let mut page = sharing::Page::after(after, store.list().await?, bytes);
        loop {
            let wanted = page.wanted();
            if wanted.is_empty() {
                break;
            }
            let loaded = store.load(&wanted).await?;
            self.ledger(|ledger| page.put(&loaded, ledger))?;
        }
        let (docs, more) = page.done();
        Ok((docs.into_iter().filter_map(|(doc, bytes)| Some(Chunk { doc: doc_name(&doc)?, bytes })).collect(), more))
    }
}
