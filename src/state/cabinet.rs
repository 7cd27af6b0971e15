//! The files of clients: their bytes on their way in, where they are, and on their way out. A record names a file only when its bytes are
//! safely on this device.

mod sweep;

use std::collections::{BTreeMap, VecDeque};

use crate::dom::*;
use book::chunk::StoreError;
use book::session::Unable;
use domain::file::{File, media, name};
use domain::item::{ItemField, ItemKind};
use domain::time::Moment;
use domain::{ClientId, Command};

use super::desk::Desk;
use super::device::Device;
use crate::browser::files::{self, Bytes};
pub use crate::browser::files::{Handed, handed, let_go};
use crate::browser::vault::{self, Vault};
use crate::browser::{clock, keep};
use crate::words::file as words;
pub use sweep::Unnamed;

/// Bytes that stay free for the records themselves.
const RESERVE: u64 = 8 * 1000 * 1000;

/// A file on its way in, or one that could not come.
#[derive(Clone, Debug, PartialEq)]
pub struct Coming {
    pub id: u64,
    pub client: ClientId,
    pub name: String,
    pub size: u64,
    /// Of twice its size: it is read once for its hash and once to be kept.
    pub done: u64,
    /// Nothing of it was kept.
    pub wrong: Option<Wrong>,
}

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// More bytes than there is room for.
    TooLarge {
        room: u64,
    },
    Unreadable,
    NotStored(StoreError),
    NotWritten(Unable),
}

struct Waiting {
    id: u64,
    client: ClientId,
    handed: Handed,
}

/// Where bytes went that came in.
struct Arrived {
    name: String,
    hash: String,
    /// They were not on this device before.
    fresh: bool,
    /// The client's record names them already, under this name.
    known: Option<String>,
}

/// Every client's files. Copies are one.
#[derive(Clone, Copy)]
pub struct Cabinet {
    desk: Desk,
    device: Device,
    /// The oldest first.
    pub coming: RwSignal<Vec<Coming>>,
    /// By hash, whether the bytes are on this device, as far as somebody has looked.
    there: RwSignal<BTreeMap<String, bool>>,
    /// How many files are kept on this device, and their bytes, as far as somebody has looked.
    pub kept: RwSignal<(usize, u64)>,
    queue: StoredValue<VecDeque<Waiting>, LocalStorage>,
    busy: StoredValue<bool>,
    vault: StoredValue<Option<Vault>, LocalStorage>,
    ids: StoredValue<u64>,
    /// When this session began: what was removed since can be brought back by its undo.
    since: Moment,
}

impl std::fmt::Debug for Cabinet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cabinet")
    }
}

impl Cabinet {
    pub fn new(desk: Desk, device: Device) -> Self {
        Self {
            desk,
            device,
            coming: RwSignal::new(Vec::new()),
            there: RwSignal::new(BTreeMap::new()),
            kept: RwSignal::new((0, 0)),
            queue: StoredValue::new_local(VecDeque::new()),
            busy: StoredValue::new(false),
            vault: StoredValue::new_local(None),
            ids: StoredValue::new(0),
            since: clock::now().at,
        }
    }

    pub(super) async fn vault(self) -> Result<Vault, StoreError> {
        if let Some(vault) = self.vault.get_value() {
            return Ok(vault);
        }
        let runner = self.desk.runner().ok_or_else(|| StoreError::Failed(String::new()))?;
        let vault = Vault::open(runner.store().clone()).await;
        self.vault.set_value(Some(vault.clone()));
        Ok(vault)
    }

    /// Takes files in for a client, one after the other, whatever page is looked at meanwhile.
    pub fn take(self, client: ClientId, files: Vec<Handed>) {
        for handed in files {
            let id = self.ids.get_value() + 1;
            self.ids.set_value(id);
            let line = Coming { id, client, name: called(&handed), size: handed.bytes.size(), done: 0, wrong: None };
            self.coming.update(|all| all.push(line));
            self.queue.update_value(|queue| queue.push_back(Waiting { id, client, handed }));
        }
        if !self.busy.get_value() {
            self.busy.set_value(true);
            self.next();
        }
    }

    /// Forgets a file that could not come.
    pub fn dismiss(self, id: u64) {
        self.coming.update(|all| all.retain(|one| one.id != id));
    }

    fn next(self) {
        let mut next = None;
        self.queue.update_value(|queue| next = queue.pop_front());
        let Some(waiting) = next else {
            self.busy.set_value(false);
            self.device.look_at_keeping();
            return;
        };
        spawn_local(async move {
            match self.bring(&waiting).await {
                Ok(arrived) => self.write_down(waiting, arrived),
                Err(wrong) => {
                    self.change(waiting.id, |line| line.wrong = Some(wrong));
                    self.next();
                }
            }
        });
    }

    /// Bytes first: to disk, under their hash.
    async fn bring(self, Waiting { id, client, handed }: &Waiting) -> Result<Arrived, Wrong> {
        let vault = self.vault().await.map_err(Wrong::NotStored)?;
        let size = handed.bytes.size();
        if let Some(room) = room().await.filter(|room| size > *room) {
            return Err(Wrong::TooLarge { room });
        }
        let hash = vault::hash(&handed.bytes, |done| self.change(*id, |line| line.done = done)).await.map_err(|_| Wrong::Unreadable)?;
        let fresh = vault.get(&hash, size).await.is_none();
        if fresh {
            let told = |done| self.change(*id, |line| line.done = size + done);
            vault.put(&hash, &handed.bytes, told).await.map_err(Wrong::NotStored)?;
        }
        self.there.update(|there| {
            there.insert(hash.clone(), true);
        });
        Ok(Arrived { name: called(handed), known: self.known(*client, &hash), hash, fresh })
    }

    /// The name under which a client's record has these bytes already.
    fn known(self, client: ClientId, hash: &str) -> Option<String> {
        let runner = self.desk.runner()?;
        runner.with(|session| {
            let (client, _) = session.client(client)?;
            let files = client.items.values().filter(|item| item.removed.is_none()).filter_map(File::of);
            files.into_iter().find(|file| file.hash == hash).map(|file| file.name)
        })?
    }

    /// Then the fact.
    fn write_down(self, waiting: Waiting, arrived: Arrived) {
        let Waiting { id, client, handed } = waiting;
        let Arrived { name, hash, fresh, known } = arrived;
        if let Some(known) = known {
            self.dismiss(id);
            self.desk.toast(words::known(&known, fresh), None, false);
            return self.next();
        }
        let said = [
            (ItemField::Title, name),
            (ItemField::Media, media(&handed.media).unwrap_or_default()),
            (ItemField::Bytes, handed.bytes.size().to_string()),
            (ItemField::Hash, hash.clone()),
        ];
        let command = Command::AddItem { client, kind: ItemKind::File, fields: said.to_vec() };
        self.desk.ask_wherever(command, move |outcome| {
            match outcome {
                Ok(success) => {
                    self.dismiss(id);
                    self.desk.say(Ok(success));
                }
                Err(unable) => self.change(id, |line| line.wrong = Some(Wrong::NotWritten(unable))),
            }
            let written = self.coming.with_untracked(|all| all.iter().all(|line| line.id != id));
            spawn_local(async move {
                if let Ok(vault) = self.vault().await {
                    if !written && fresh {
                        let _ = vault.remove(&hash).await;
                    } else if written && vault.get(&hash, handed.bytes.size()).await.is_none() {
                        // Another tab swept before the record named them.
                        let _ = vault.put(&hash, &handed.bytes, |_| ()).await;
                    }
                }
                self.next();
            });
        });
    }

    fn change(self, id: u64, change: impl FnOnce(&mut Coming)) {
        self.coming.update(|all| {
            if let Some(line) = all.iter_mut().find(|line| line.id == id) {
                change(line);
            }
        });
    }

    /// Whether a file's bytes are on this device. None: nobody has looked yet.
    pub fn is_there(self, file: &File) -> Option<bool> {
        self.there.with(|there| there.get(&file.hash).copied())
    }

    /// Looks where the bytes of files are that were not seen before.
    pub fn look(self, files: Vec<File>) {
        spawn_local(async move {
            let Ok(vault) = self.vault().await else { return };
            for file in files {
                if self.there.with_untracked(|there| there.get(&file.hash) != Some(&true)) {
                    let there = vault.get(&file.hash, file.bytes).await.is_some();
                    self.saw(&file, there);
                }
            }
        });
    }

    /// Looks how much is kept of all clients.
    pub fn look_at_kept(self) {
        spawn_local(async move {
            if let Ok(vault) = self.vault().await
                && let Ok(all) = vault.list().await
            {
                self.kept.set((all.len(), all.iter().map(|(_, size)| size).sum()));
            }
        });
    }

    fn saw(self, file: &File, is: bool) {
        self.there.update(|there| {
            there.insert(file.hash.clone(), is);
        });
    }

    pub(super) async fn bytes(self, file: &File) -> Option<Bytes> {
        let bytes = self.vault().await.ok()?.get(&file.hash, file.bytes).await;
        if bytes.is_none() {
            self.saw(file, false);
        }
        bytes
    }

    /// An address of a file under a media type that cannot run; to be [let go](let_go) by whoever asked.
    pub async fn address(self, file: &File, media: &str) -> Option<String> {
        self.bytes(file).await?.address(media)
    }

    /// Shows a file in a page of the browser's own.
    pub fn open(self, file: File, media: &'static str) {
        self.give(file, move |bytes, _| files::open(&bytes, media));
    }

    /// Gives a file to keep outside.
    pub fn save(self, file: File) {
        self.give(file, |bytes, name| files::save(name, &[bytes]));
    }

    fn give(self, file: File, give: impl FnOnce(Bytes, &str) -> bool + 'static) {
        spawn_local(async move {
            let given = self.bytes(&file).await.map(|bytes| give(bytes, &file.name));
            match given {
                Some(true) => {}
                Some(false) => self.desk.toast(words::NOT_GIVEN.to_owned(), None, true),
                None => self.desk.toast(words::MISSING_HINT.to_owned(), None, true),
            }
        });
    }
}

/// Bytes that may still come in; None where the browser does not say.
pub(super) async fn room() -> Option<u64> {
    let keeping = keep::look().await;
    Some(keeping.quota_bytes?.saturating_sub(keeping.used_bytes?).saturating_sub(RESERVE))
}

fn called(handed: &Handed) -> String {
    let name = name(&handed.name);
    if name.is_empty() { words::UNNAMED.to_owned() } else { name }
}

/// The files of this app.
pub fn cabinet() -> Cabinet {
    expect_context()
}
