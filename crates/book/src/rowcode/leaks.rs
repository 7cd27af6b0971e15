//! What a row keeps for the trust account and the audit.

use domain::InvoiceId;
use domain::audit::{Facts, Loose};
use domain::client::Channel;
use domain::money::Purse;
use domain::rhythm::Answer;
use domain::time::{Day, Moment};
use domain::trust::{Event, Evidence};
use serde::{Deserialize, Serialize};

use super::KeptMoney;
use crate::kept::{Bytes, day, days, id, maybe, place};

/// The day, and the moment it was written down.
type KeptWord = (i32, i64);

#[derive(Serialize, Deserialize)]
pub(super) struct KeptEvidence {
    /// The day, and the place in [`Event::ALL`].
    sure: Vec<(i32, u8)>,
    answers: Vec<(KeptWord, Option<KeptWord>)>,
    told: Vec<i32>,
    served: Vec<(i32, Option<i32>)>,
}

fn word((on, at): (Day, Moment)) -> KeptWord {
    (days(on), at.0)
}

fn said((on, at): KeptWord) -> Option<(Day, Moment)> {
    Some((day(on)?, Moment(at)))
}

impl KeptEvidence {
    pub(super) fn of(all: &Evidence<()>) -> Self {
        Self {
            sure: all.sure.iter().map(|(on, event, ())| (days(*on), place(Event::ALL, *event))).collect(),
            answers: all.answers.iter().map(|(one, ())| (word(one.came), one.given.map(word))).collect(),
            told: all.told.iter().map(|(on, ())| days(*on)).collect(),
            served: all.served.iter().map(|(from, until)| (days(*from), until.map(days))).collect(),
        }
    }

    pub(super) fn evidence(self) -> Option<Evidence<()>> {
        let sure = |(on, event): (i32, u8)| Some((day(on)?, *Event::ALL.get(usize::from(event))?, ()));
        let answer = |(came, given)| Some((Answer { came: said(came)?, given: maybe(given, said)? }, ()));
        Some(Evidence {
            sure: self.sure.into_iter().map(sure).collect::<Option<_>>()?,
            answers: self.answers.into_iter().map(answer).collect::<Option<_>>()?,
            told: self.told.into_iter().map(|on| Some((day(on)?, ()))).collect::<Option<_>>()?,
            served: self.served.into_iter().map(|(from, until)| Some((day(from)?, maybe(until, day)?))).collect::<Option<_>>()?,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct KeptFacts {
    onboarding: Option<(u32, u32)>,
    agreed: bool,
    /// The place in [`Channel::ALL`].
    channel: Option<u8>,
    words: Vec<(i32, u8)>,
    breaches: Vec<i32>,
    requests: KeptLoose,
    work: KeptLoose,
    drafts: Vec<(Bytes, i64)>,
    unconfirmed: u32,
    delivered: Option<i32>,
    undelivered: u32,
}

#[derive(Serialize, Deserialize)]
struct KeptLoose {
    count: u32,
    since: Option<i32>,
    money: Vec<KeptMoney>,
    unpriced: u64,
}

fn channel(at: u8) -> Option<Channel> {
    Channel::ALL.get(usize::from(at)).copied()
}

impl KeptFacts {
    pub(super) fn of(all: &Facts) -> Self {
        Self {
            onboarding: all.onboarding,
            agreed: all.agreed,
            channel: all.channel.map(|one| place(&Channel::ALL, one)),
            words: all.words.iter().map(|(on, one)| (days(*on), place(&Channel::ALL, *one))).collect(),
            breaches: all.breaches.iter().map(|on| days(*on)).collect(),
            requests: KeptLoose::of(&all.requests),
            work: KeptLoose::of(&all.work),
            drafts: all.drafts.iter().map(|(id, at)| (*id.0.bytes(), at.0)).collect(),
            unconfirmed: all.unconfirmed,
            delivered: all.delivered.map(days),
            undelivered: all.undelivered,
        }
    }

    pub(super) fn facts(self) -> Option<Facts> {
        Some(Facts {
            onboarding: self.onboarding,
            agreed: self.agreed,
            channel: maybe(self.channel, channel)?,
            words: self.words.into_iter().map(|(on, one)| Some((day(on)?, channel(one)?))).collect::<Option<_>>()?,
            breaches: self.breaches.into_iter().map(day).collect::<Option<_>>()?,
            requests: self.requests.loose()?,
            work: self.work.loose()?,
            drafts: self.drafts.into_iter().map(|(one, at)| Some((InvoiceId(id(one)?), Moment(at)))).collect::<Option<_>>()?,
            unconfirmed: self.unconfirmed,
            delivered: maybe(self.delivered, day)?,
            undelivered: self.undelivered,
        })
    }
}

impl KeptLoose {
    fn of(all: &Loose) -> Self {
        let money = all.money.iter().map(KeptMoney::of).collect();
        Self { count: all.count, since: all.since.map(days), money, unpriced: all.unpriced }
    }

    fn loose(self) -> Option<Loose> {
        let money: Option<Purse> = self.money.iter().map(KeptMoney::money).collect::<Option<Vec<_>>>().map(|all| all.into_iter().collect());
        Some(Loose { count: self.count, since: maybe(self.since, day)?, money: money?, unpriced: self.unpriced })
    }
}
