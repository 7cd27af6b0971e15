//! What a person asks for, carried out by the tab that leads, or by any where there is no team yet.

use book::chunk::DocKey;
use book::session::Input as BookInput;
use sync::{
    Act, ActRefusal, Cost, Dice, Failure, Home, Input, InviteLink, InviteSeed, LinkRefusal, Phrase, PhraseRefusal, Plain, Records, Rescue,
    RescueRefusal, Secret, Success,
};
use wasm_bindgen_futures::spawn_local;
use wire::{DeviceKey, EntryRefusal, InviteKey, Origin, Token};

use super::look::stuck;
use super::told::{Answered, Ask, Role, Said, Stuck, Why};
use super::{Letter, Syncing, now_ms};
use crate::browser::{clock, pause};

/// An act that the engine has under way.
pub(super) struct Waiting {
    answered: Answered,
    /// What is said when it is done.
    then: Said,
}

impl Waiting {
    pub(super) fn answer(self, said: Said) {
        (self.answered)(said);
    }
}

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// Lets the page show that something is under way, before what takes a second.
const PAINT_MS: i32 = 50;

fn dice() -> Result<Dice, Why> {
    clock::random::<32>().map(|seed| Dice::new(Secret::new(seed))).ok_or(Why::Storage)
}

impl Syncing {
    pub(super) fn carry_out(&self, ask: Ask, answered: Answered) {
        let here = self.clone();
        spawn_local(async move {
            let done = match ask {
                Ask::Found { relay, token } => here.found(relay, &token).await,
                Ask::Join { fragment } => here.join(&fragment).await,
                Ask::Recover { words, relay } => here.recover(&words, &relay).await,
                Ask::OpenRescue { file, password, relay } => here.open_rescue(&file, &password, relay).await,
                Ask::Forget => here.forget().await,
                Ask::Export => match here.everything().await {
                    Ok(chunks) => return here.act_by(answered, Said::Done, |ticket| Input::Export { ticket, chunks }),
                    Err(_) => Err(Why::Storage),
                },
                Ask::Rescue { words, password } => here.rescue(&words, &password).await,
                ask => return here.ask_engine(ask, answered),
            };
            answered(done.unwrap_or_else(Said::No));
        });
    }

    /// What the engine does by itself.
    fn ask_engine(&self, ask: Ask, answered: Answered) {
        if self.0.engine.borrow().is_none() {
            let broken = self.0.broken.borrow().clone();
            if matches!(ask, Ask::Hurry | Ask::StartOver) && broken.is_some() {
                let here = self.clone();
                spawn_local(async move { here.start().await });
                return answered(Said::Done);
            }
            return answered(Said::No(broken.map_or(Why::Wrong, Why::Stuck)));
        }
        match ask {
            Ask::Invite { role, days, at_once } => self.invite(role, days, at_once, answered),
            Ask::Approve { device } => self.act_on(&device, answered, |device| Act::Approve { device }),
            Ask::SetRole { device, role } => self.act_on(&device, answered, |device| Act::SetRole { device, role: wire_role(role) }),
            Ask::Remove { device } => self.act_on(&device, answered, |device| Act::Remove { device }),
            Ask::Revoke { invite } => self.act_on(&invite, answered, |key| Act::RevokeInvite { invite: InviteKey(key.0) }),
            Ask::Leave => self.act(Act::Leave, answered, Said::Done),
            Ask::Rotate => self.act(Act::Rotate, answered, Said::Done),
            Ask::Import { file } => self.act_by(answered, Said::Done, |ticket| Input::Import { ticket, file }),
            Ask::Relay { to } => match to.as_deref().map(address) {
                Some(None) => answered(Said::No(Why::Address)),
                Some(Some(origin)) => self.at_once(Input::Relay(Some(origin)), answered),
                None => self.at_once(Input::Relay(None), answered),
            },
            Ask::Token { token } => match token_of(&token) {
                Some(token) => self.at_once(Input::Token(token), answered),
                None => answered(Said::No(Why::Rules)),
            },
            Ask::Hurry => self.at_once(Input::Hurry, answered),
            Ask::StartOver => self.at_once(Input::StartOver, answered),
            Ask::LooksAt { client } => {
                self.at_once(Input::Presence(Plain(client.unwrap_or_default().into_bytes())), answered);
            }
            Ask::Found { .. } | Ask::Join { .. } | Ask::Recover { .. } | Ask::OpenRescue { .. } => answered(Said::No(Why::Wrong)),
            Ask::Forget | Ask::Export | Ask::Rescue { .. } => answered(Said::No(Why::Wrong)),
        }
    }

    fn at_once(&self, input: Input, answered: Answered) {
        self.give(input);
        self.publish();
        answered(Said::Done);
    }

    fn act_on(&self, key: &str, answered: Answered, act: impl FnOnce(DeviceKey) -> Act) {
        match key_of(key) {
            Some(key) => self.act(act(DeviceKey(key)), answered, Said::Done),
            None => answered(Said::No(Why::Rules)),
        }
    }

    fn act(&self, act: Act, answered: Answered, then: Said) {
        self.act_by(answered, then, |ticket| Input::Act { ticket, act });
    }

    fn act_by(&self, answered: Answered, then: Said, input: impl FnOnce(u64) -> Input) {
        let ticket = self.ticket();
        self.0.acts.borrow_mut().insert(ticket, Waiting { answered, then });
        self.give(input(ticket));
    }

    /// The engine has answered.
    pub(super) fn acted(&self, ticket: u64, answer: Result<Success, Failure>) {
        let waiting = self.0.acts.borrow_mut().remove(&ticket);
        let Some(Waiting { answered, then }) = waiting else { return };
        answered(match answer {
            Ok(Success::Acted) => then,
            Ok(Success::Exported(bytes)) => Said::File(bytes),
            Ok(Success::Imported(documents)) => Said::Brought { documents },
            Err(failure) => Said::No(why(failure)),
        });
    }

    fn invite(&self, role: Role, days: u32, at_once: bool, answered: Answered) {
        let made = || {
            let mut dice = dice()?;
            let engine = self.0.engine.borrow();
            let engine = engine.as_ref().ok_or(Why::Wrong)?;
            let relay = engine.relay().cloned().ok_or(Why::Address)?;
            let space = engine.membership().ok_or(Why::Wrong)?.space();
            let seed = InviteSeed::new(space, dice.secret());
            Ok(InviteLink { seed, expires_at_ms: now_ms() + u64::from(days) * DAY_MS, relay })
        };
        match made() {
            Ok(link) => {
                let said = Said::Link { fragment: link.fragment(), invite: link.seed.key().to_string() };
                let act = Act::Invite { seed: link.seed, role: wire_role(role), expires_at_ms: link.expires_at_ms, at_once };
                self.act(act, answered, said);
            }
            Err(why) => answered(Said::No(why)),
        }
    }

    /// Writes the first records of a team, where this profile has none, and begins.
    async fn enter(&self, records: Records) -> Result<(), Why> {
        // Whoever holds the lock knows that no other tab does the same.
        if !self.take_the_lead_now().await {
            return Err(Why::Stuck(Stuck::NoLocks));
        }
        if self.0.runner.store().is_in_team().await.map_err(|_| Why::Storage)? {
            self.start().await;
            return Err(Why::Wrong);
        }
        if self.0.runner.store().keep_team(records).await.is_err() {
            self.lay_down();
            return Err(Why::Storage);
        }
        self.start().await;
        self.send_letter(&Letter::Changed);
        Ok(())
    }

    async fn found(&self, relay: Option<String>, token: &str) -> Result<Said, Why> {
        let relay = match relay {
            Some(text) => Some(address(&text).ok_or(Why::Address)?),
            None => None,
        };
        let founded = Home::found(relay, now_ms(), &mut dice()?).map_err(|_| Why::Storage)?;
        self.enter(founded.records).await?;
        if let Some(token) = token_of(token) {
            self.give(Input::Token(token));
        }
        Ok(Said::Words(founded.phrase.words().into_iter().map(str::to_owned).collect()))
    }

    async fn join(&self, fragment: &str) -> Result<Said, Why> {
        let link = InviteLink::parse(fragment).map_err(|refusal| match refusal {
            LinkRefusal::Damaged => Why::LinkDamaged,
            LinkRefusal::Version(_) => Why::LinkNewer,
        })?;
        if link.expires_at_ms < now_ms() {
            return Err(Why::LinkLate);
        }
        self.enter(Home::join(&link, &mut dice()?)).await.map(|()| Said::Done)
    }

    async fn recover(&self, words: &str, relay: &str) -> Result<Said, Why> {
        let phrase = Phrase::parse(words).map_err(refused_words)?;
        let relay = address(relay).ok_or(Why::Address)?;
        self.enter(Home::recover(&phrase, relay, &mut dice()?)).await.map(|()| Said::Done)
    }

    async fn open_rescue(&self, file: &[u8], password: &str, relay: Option<String>) -> Result<Said, Why> {
        pause::pause(PAINT_MS).await;
        let rescue = Rescue::open(file, password).map_err(|refusal| match refusal {
            RescueRefusal::NoFile | RescueRefusal::Content => Why::File,
            RescueRefusal::Closed => Why::FileKey,
        })?;
        let relay = match relay.as_deref().map(address) {
            Some(told) => told,
            None => rescue.relay.clone(),
        };
        let relay = relay.ok_or(Why::Address)?;
        let docs: Vec<_> =
            rescue.documents.iter().filter_map(|chunk| Some((DocKey::parse(chunk.doc.as_str())?, chunk.bytes.clone()))).collect();
        let documents = docs.len();
        if !self.receive(docs).await {
            return Err(Why::Storage);
        }
        self.enter(Home::recover(&rescue.phrase, relay, &mut dice()?)).await?;
        Ok(Said::Brought { documents })
    }

    async fn rescue(&self, words: &str, password: &str) -> Result<Said, Why> {
        let phrase = Phrase::parse(words).map_err(refused_words)?;
        let documents = self.everything().await.map_err(|_| Why::Storage)?;
        pause::pause(PAINT_MS).await;
        let rescue = {
            let engine = self.0.engine.borrow();
            let engine = engine.as_ref().ok_or(Why::Wrong)?;
            if engine.membership().is_none_or(|members| members.space() != phrase.space()) {
                return Err(Why::WordsOther);
            }
            Rescue { phrase, relay: engine.relay().cloned(), entries: engine.entries().to_vec(), documents }
        };
        rescue.close(password, Cost::USUAL, &mut dice()?).map(Said::File).ok_or(Why::Storage)
    }

    async fn forget(&self) -> Result<Said, Why> {
        self.stop();
        if self.0.runner.store().forget_team().await.is_err() {
            self.start().await;
            return Err(Why::Storage);
        }
        self.start().await;
        self.send_letter(&Letter::Changed);
        Ok(Said::Done)
    }

    /// Gives documents to the session, and waits until they are on disk.
    pub(super) async fn receive(&self, docs: Vec<(DocKey, Vec<u8>)>) -> bool {
        let (answer, answered) = futures::channel::oneshot::channel();
        self.0.runner.ask(|ticket| BookInput::Receive(ticket, docs), move |told| _ = answer.send(told.outcome.is_ok()));
        answered.await.unwrap_or_default()
    }
}

/// The address of a relay as people write it.
fn address(text: &str) -> Option<Origin> {
    let text = text.trim().trim_end_matches('/').to_lowercase();
    Origin::parse(&text)
}

fn token_of(text: &str) -> Option<Token> {
    Token::new(text.trim().as_bytes().to_vec())
}

fn key_of(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes().as_chunks::<2>();
    if !digits.1.is_empty() || !text.is_ascii() {
        return None;
    }
    let bytes = digits.0.iter().map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    bytes.collect::<Option<Vec<u8>>>()?.try_into().ok()
}

fn wire_role(role: Role) -> wire::Role {
    match role {
        Role::Owner => wire::Role::Owner,
        Role::Editor => wire::Role::Editor,
        Role::Viewer => wire::Role::Viewer,
        Role::Guest => wire::Role::Guest,
    }
}

fn refused_words(refusal: PhraseRefusal) -> Why {
    match refusal {
        PhraseRefusal::Count(count) => Why::WordsCount(count),
        PhraseRefusal::UnknownWord(at) => Why::WordUnknown(at),
        PhraseRefusal::Checksum => Why::WordsOrder,
    }
}

fn why(failure: Failure) -> Why {
    match failure {
        Failure::Act(ActRefusal::Entry(EntryRefusal::NoOwner)) | Failure::Role => Why::Role,
        Failure::Act(ActRefusal::Entry(EntryRefusal::LastOwner)) => Why::LastOwner,
        Failure::Act(ActRefusal::Entry(EntryRefusal::Expired { .. })) => Why::Expired,
        Failure::Act(ActRefusal::Entry(EntryRefusal::Full | EntryRefusal::TooManyDevices | EntryRefusal::TooManyInvites)) => Why::Full,
        Failure::Act(_) => Why::Rules,
        Failure::File => Why::File,
        Failure::FileAuthor => Why::FileAuthor,
        Failure::FileKey => Why::FileKey,
        Failure::FileDiffers => Why::FileDiffers,
        Failure::Stuck(why) => Why::Stuck(stuck(why)),
    }
}
