//! What can be found in the records: read from the cache when somebody first seeks, some at a time; kept up with every change after that.

use std::collections::{BTreeMap, BTreeSet};

use domain::ClientId;
use domain::client::Client;
use domain::find::{Found, Hit, Index, Limits, Passage};

use super::{Effect, OWN, Output, REBUILD_AT_ONCE, Request, Session};
use crate::chunk::CachedText;
use crate::textcode;

/// Clients whose texts are read between two breaths.
const GATHERED_AT_ONCE: usize = 250;

#[derive(Debug, Default)]
pub(super) struct Texts {
    /// Whether somebody has sought: until then nothing is gathered.
    sought: bool,
    index: Index,
    /// As the cache has them: a passage is taken out of it when it is shown.
    kept: BTreeMap<ClientId, Vec<u8>>,
    /// Still to be read.
    waiting: BTreeSet<ClientId>,
    /// Asked for, and not outdated since.
    asked: BTreeSet<ClientId>,
}

impl Texts {
    fn put(&mut self, text: CachedText, passages: &[Passage]) {
        self.waiting.remove(&text.client);
        self.asked.remove(&text.client);
        self.index.put(text.client, passages);
        self.kept.insert(text.client, text.bytes);
    }

    fn forget(&mut self, client: ClientId) {
        self.index.remove(client);
        self.kept.remove(&client);
        self.asked.remove(&client);
    }

    pub(super) fn give_up(&mut self) {
        self.sought = false;
        self.waiting.clear();
        self.asked.clear();
    }
}

impl Session {
    pub(super) fn gather(&mut self, out: &mut Output) {
        if !std::mem::replace(&mut self.texts.sought, true) {
            self.texts.waiting = self.rows.keys().copied().filter(|id| !self.texts.index.has(*id)).collect();
        }
        let some: Vec<ClientId> = self.texts.waiting.iter().copied().take(GATHERED_AT_ONCE).collect();
        if !some.is_empty() {
            self.texts.waiting.retain(|id| some.last().is_some_and(|last| id > last));
            self.texts.asked.extend(some.iter().copied());
            out.effects.push(Effect::LoadTexts(some));
        }
        out.texts = true;
    }

    /// What was asked for and is not there, or is of another version, is made again from the documents.
    pub(super) fn gathered(&mut self, texts: Vec<CachedText>, out: &mut Output) {
        for text in texts {
            // What was changed while the answer was on its way is known better, or asked for again.
            if self.texts.asked.contains(&text.client)
                && let Some(passages) = textcode::decode(text.client, &text.bytes)
            {
                self.texts.put(text, &passages);
            }
        }
        let missing: Vec<ClientId> = std::mem::take(&mut self.texts.asked).into_iter().collect();
        for some in missing.chunks(REBUILD_AT_ONCE) {
            self.queue.push_back((OWN, Request::Rebuild(some.to_vec())));
        }
        out.texts = true;
    }

    /// A record was read anew: what can be found of it, to be kept beside its row.
    pub(super) fn tell_text(&mut self, client: &Client, out: &mut Output) -> CachedText {
        let passages = domain::find::passages(client);
        let text = CachedText { client: client.id, bytes: textcode::encode(client.id, &passages) };
        if self.texts.sought {
            self.texts.put(text.clone(), &passages);
            out.texts = true;
        } else {
            self.texts.forget(client.id);
        }
        text
    }

    /// There is nothing to be found of a client any more.
    pub(super) fn forget_text(&mut self, client: ClientId, out: &mut Output) {
        self.texts.forget(client);
        self.texts.waiting.remove(&client);
        out.texts = true;
    }

    /// What is known of a client is not what the cache has.
    pub(super) fn outdated(&mut self, client: ClientId, out: &mut Output) {
        self.texts.forget(client);
        if self.texts.sought {
            self.texts.waiting.insert(client);
            out.texts = true;
        }
    }

    /// Whether there is more to be read by [`super::Input::Gather`].
    pub fn has_more_to_gather(&self) -> bool {
        !self.texts.waiting.is_empty()
    }

    /// Whether something may be found that is not found yet.
    pub fn is_gathering(&self) -> bool {
        let rebuilds = |request: &Request| matches!(request, Request::Rebuild(_));
        self.has_more_to_gather() || !self.texts.asked.is_empty() || self.queue.iter().any(|(_, request)| rebuilds(request))
    }

    /// The passages that answer a query, as far as they were gathered. `words` are folded.
    pub fn find(&self, words: &[String], limits: Limits) -> Found {
        let known_by = |word: &str| {
            let known = self.rows.values().filter(|row| !row.removed && row.matches(word));
            // What was merged keeps its own place in the index.
            known.flat_map(|row| std::iter::once(row.id).chain(row.joined.iter().copied())).collect()
        };
        self.texts.index.search(words, &known_by, limits)
    }

    pub fn passage(&self, hit: &Hit) -> Option<Passage> {
        let passages = textcode::decode(hit.client, self.texts.kept.get(&hit.client)?)?;
        passages.into_iter().nth(usize::try_from(hit.nth).ok()?)
    }

    /// Every passage that can be found now, in the order of clients.
    pub fn findable(&self) -> Vec<Hit> {
        self.texts.index.told()
    }
}
