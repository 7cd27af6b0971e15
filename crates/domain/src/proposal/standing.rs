//! Where a proposal stands: folded from the versions that were sent and what was answered, the same in whatever order they came.

use super::sealed::{Page, Sealed, fields, ids};
use super::{MINUTES, Minute, in_time};
use crate::content::Totals;
use crate::item::{Act, ActKind, Item};
use crate::time::Day;
use crate::{ActId, ItemId};

/// One version that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub act: ActId,
    pub on: Day,
    /// None: this version of the app cannot read it.
    pub sealed: Option<Sealed>,
    /// SHA-256 of the sealed text.
    pub hash: String,
    /// Whether the text is still the one that was hashed.
    pub is_intact: bool,
    pub withdrawn: bool,
}

/// A yes, as it was written down: exactly what was agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    pub act: ActId,
    pub version: ActId,
    pub number: u32,
    /// Of the sealed text that was shown.
    pub hash: String,
    pub by: String,
    pub on: Day,
    pub minute: Minute,
    pub late: bool,
    /// The optional lines that were taken.
    pub lines: Vec<ItemId>,
    /// Net, tax, total and deposit as they were shown, in the currency of the version.
    pub figures: [String; 4],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Draft,
    /// It waits for an answer.
    Sent(Day),
    /// Since the end of that day nobody can accept it any more.
    Expired(Day),
    Accepted(Day),
    Declined(Day),
}

/// A proposal with everything that was done with it.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a>(pub &'a Item);

/// The act that leaves unsaid what is not included.
pub(super) fn waived(item: &Item) -> Option<(ActId, &Act)> {
    item.told().into_iter().rev().find(|(_, act)| act.kind == ActKind::Waived)
}

impl<'a> Offer<'a> {
    pub fn waived(self) -> Option<(ActId, &'a Act)> {
        waived(self.0)
    }

    fn version(act: (ActId, &Act)) -> Version {
        let (id, act) = act;
        let opened = Sealed::open(&act.value);
        let (sealed, hash, is_intact) = match opened {
            Some((sealed, hash, is_intact)) => (Some(sealed), hash, is_intact),
            None => (None, String::new(), false),
        };
        Version { act: id, on: act.on, sealed, hash, is_intact, withdrawn: act.withdrawn.is_some() }
    }

    /// The versions that were sent, in their order. Of two devices that sent apart the later one counts.
    pub fn versions(self) -> Vec<Version> {
        self.0.told().into_iter().filter(|(_, act)| act.kind == ActKind::Sent).map(Self::version).collect()
    }

    /// The version that can be answered: the newest.
    pub fn live(self) -> Option<Version> {
        self.versions().pop()
    }

    /// A version by the act that sent it, also where the sending was taken back.
    pub fn sent_with(self, act: ActId) -> Option<Version> {
        self.0.acts.get(&act).filter(|one| one.kind == ActKind::Sent).map(|one| Self::version((act, one)))
    }

    /// The number that the next version gets.
    pub fn next_number(self) -> u32 {
        let numbers = self.versions().into_iter().filter_map(|one| one.sealed).map(|sealed| sealed.version);
        numbers.max().unwrap_or(0).saturating_add(1)
    }

    /// The yes that stands. Where two were written down apart, the later one.
    pub fn acceptance(self) -> Option<Acceptance> {
        self.0.told().into_iter().rev().filter(|(_, act)| act.kind == ActKind::Accepted).find_map(|(id, act)| Acceptance::open(id, act))
    }

    /// The no that stands, if the newest version was not answered with yes since: when, and why.
    pub fn declined(self) -> Option<(ActId, &'a Act)> {
        let newest = self.0.told().into_iter().rev().find(|(_, act)| matches!(act.kind, ActKind::Sent | ActKind::Declined))?;
        (newest.1.kind == ActKind::Declined).then_some(newest)
    }

    /// A yes outweighs a no, and every version that was sent beside it: somebody gave their word.
    pub fn standing(self, today: Day) -> Standing {
        if let Some(yes) = self.acceptance() {
            return Standing::Accepted(yes.on);
        }
        if let Some((_, no)) = self.declined() {
            return Standing::Declined(no.on);
        }
        let Some(live) = self.live() else { return Standing::Draft };
        match live.sealed.and_then(|sealed| sealed.terms.until) {
            Some(until) if !in_time(Some(until), today) => Standing::Expired(until),
            Some(_) | None => Standing::Sent(live.on),
        }
    }
}

const SHAPE: &str = "acceptance\t1";

impl Acceptance {
    /// The text that the act keeps.
    pub(crate) fn text(&self) -> String {
        let mut page = Page(format!("{SHAPE}\n"));
        page.line("version", &[&self.version.to_string(), &self.number.to_string(), &self.hash]);
        page.line("by", &[&self.by]);
        page.line("minute", &[&self.minute.to_string()]);
        page.line("late", &[if self.late { "yes" } else { "" }]);
        let lines: Vec<String> = self.lines.iter().map(ToString::to_string).collect();
        page.line("lines", &lines.iter().map(String::as_str).collect::<Vec<_>>());
        page.line("figures", &self.figures.each_ref().map(String::as_str));
        page.0
    }

    fn open(id: ActId, act: &Act) -> Option<Self> {
        let rest = act.value.strip_prefix(SHAPE)?.strip_prefix('\n')?;
        let read: Vec<(&str, Vec<String>)> = rest.lines().map(fields).collect();
        let texts = |word: &str| read.iter().find(|(name, _)| *name == word).map(|(_, texts)| texts.as_slice());
        let [version, number, hash] = texts("version")? else { return None };
        let [net, tax, total, deposit] = texts("figures")? else { return None };
        Some(Self {
            act: id,
            version: version.parse().ok()?,
            number: number.parse().ok()?,
            hash: hash.clone(),
            by: texts("by")?.first()?.clone(),
            on: act.on,
            minute: texts("minute")?.first()?.parse().ok().filter(|minute| *minute < MINUTES)?,
            late: texts("late").is_some_and(|texts| texts.iter().any(|text| text == "yes")),
            lines: ids(texts("lines")?)?,
            figures: [net, tax, total, deposit].map(String::clone),
        })
    }

    pub(crate) fn figures(totals: &Totals) -> [String; 4] {
        [totals.net, totals.tax, totals.total, totals.deposit].map(|money| money.amount().to_string())
    }
}
