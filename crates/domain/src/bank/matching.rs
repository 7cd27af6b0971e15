//! Which documents a booking may pay: by reference, by number, by the payer's name, by amount; each proposal says why, and how sure.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Booking;
use crate::alike::{name_key, name_words};
use crate::invoice::Standing;
use crate::money::Money;
use crate::remit::{creditor_reference, qr_reference};
use crate::row::Rows;
use crate::time::Day;
use crate::{ClientId, InvoiceId, text};

/// A document on which something is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asks {
    pub client: ClientId,
    pub invoice: InvoiceId,
    pub number: String,
    /// What everybody calls the client.
    pub name: String,
    pub dated: Option<Day>,
    pub open: Money,
    names: Vec<Name>,
    plain: String,
}

/// A name as it is looked for among a payer's words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    key: String,
    words: Vec<String>,
}

/// How well a payer's name is a client's. Banks cut names, add places to them, and write "oe" for "ö".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Near,
    Exact,
}

/// How sure a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    Guess,
    Likely,
    /// Reference or number, and what comes in is what is open.
    Sure,
}

/// Why a booking is taken for what pays these documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Reference,
    Number,
    /// The payer is called like the client, and so much is open.
    NameAndAmount,
    /// Several documents of a client together come to it.
    NameAndSum,
    /// The payer is called like the client, and other sums are open.
    Name,
    /// Nothing but the amount, which only one document asks for.
    Amount,
}

/// A share of a booking for one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub asks: Asks,
    /// Of what came in: above zero.
    pub amount: Decimal,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matched {
    /// It was recorded already.
    Known,
    Pays {
        /// The oldest first; all of one client. Their amounts come to what came in.
        parts: Vec<Part>,
        why: Why,
        certainty: Certainty,
        /// What these documents ask for beyond what came in; below zero where more came in. Not zero only where a person must look.
        short: Decimal,
    },
    None,
}

/// Every document on which something is open, the oldest first.
pub fn asks(rows: &Rows) -> Vec<Asks> {
    let mut all = Vec::new();
    for row in rows.values().filter(|row| !row.removed) {
        let name = |name: &String| Name { key: name_key(name), words: loose(name) };
        let mut names: Vec<Name> = [&row.name, &row.legal_name].into_iter().map(name).filter(|name| name.key.len() > 2).collect();
        names.dedup();
        for paper in row.invoices.iter().filter(|paper| matches!(paper.standing, Standing::Open | Standing::PartlyPaid)) {
            let Some(number) = paper.number.clone().filter(|_| paper.open.is_positive()) else { continue };
            let plain = plain(&number);
            let (client, name) = (row.id, row.name.clone());
            all.push(Asks { client, invoice: paper.id, number, name, dated: paper.dated, open: paper.open, names: names.clone(), plain });
        }
    }
    crate::order::sort_by_key(&mut all, |one| (one.dated, one.number.clone(), one.invoice));
    all
}

/// Letters and digits, folded.
fn plain(text: &str) -> String {
    text::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a name without its legal form, with "ae", "oe" and "ue" written as the letters that they stand for without their dots.
fn loose(name: &str) -> Vec<String> {
    let undotted = |word: &str| word.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    name_words(name).iter().map(|word| undotted(word)).collect()
}

/// Whether words that stand one after the other spell these, however either is divided: never a part of a word.
fn spelled(words: &[String], wanted: &[String]) -> bool {
    let wanted = wanted.concat();
    (0..words.len()).any(|from| {
        let mut so_far = String::new();
        words[from..].iter().any(|word| {
            so_far.push_str(word);
            so_far == wanted
        })
    })
}

impl Name {
    fn fits(&self, payer: &str, text: &str) -> Option<Fit> {
        const TOLD: usize = 5;
        const CUT: usize = 12;
        let length = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
        let payers = loose(payer);
        if name_key(payer) == self.key || (!payers.is_empty() && payers.concat() == self.words.concat()) {
            return Some(Fit::Exact);
        }
        // A bank that cuts a name leaves its beginning.
        let cut = || length(&payers) >= CUT && self.words.concat().starts_with(&payers.concat());
        let near = (length(&self.words) >= TOLD && spelled(&payers, &self.words))
            || (length(&payers) >= TOLD && spelled(&self.words, &payers))
            || cut()
            || (payers.is_empty() && length(&self.words) >= TOLD && spelled(&loose(text), &self.words));
        near.then_some(Fit::Near)
    }
}

/// What is open, while bookings of one file take from it one after the other.
struct Open<'a> {
    asks: &'a [Asks],
    left: Vec<Decimal>,
    /// Digits with which QR references may begin.
    prefixes: &'a [String],
}

/// The documents, why, and how sure it can be at most.
type Found = (Vec<usize>, Why, Certainty);
type Step = fn(&Open<'_>, &Booking) -> Option<Found>;

/// One proposal for each booking, in their order. `known`: identities of bookings that are recorded. What is surest is settled first, so
/// that a sum that only looks alike does not take what another booking names.
pub fn matched(bookings: &[Booking], asks: &[Asks], known: &dyn Fn(&str) -> bool, prefixes: &[String]) -> Vec<Matched> {
    let mut open = Open { asks, left: asks.iter().map(|one| one.open.amount()).collect(), prefixes };
    let mut found: Vec<Option<Matched>> = bookings.iter().map(|one| known(&one.id).then_some(Matched::Known)).collect();
    let steps: [Step; 3] = [|open, one| open.named(one), |open, one| open.by_name(one), |open, one| open.by_amount(one)];
    for step in steps {
        for (booking, found) in bookings.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            if let Some(which) = step(&open, booking) {
                *found = open.take(booking, which);
            }
        }
    }
    found.into_iter().map(|one| one.unwrap_or(Matched::None)).collect()
}

impl Open<'_> {
    fn fits(&self, at: usize, booking: &Booking) -> bool {
        self.asks[at].open.currency() == booking.amount.currency() && self.left[at] > Decimal::ZERO
    }

    /// The documents that the booking names by reference, else by number.
    fn named(&self, booking: &Booking) -> Option<Found> {
        let reference = booking.reference.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
        let words = format!("{} {}", booking.text, booking.reference);
        let compact = words.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
        let by_reference = |one: &Asks| {
            let rf = creditor_reference(&one.number).is_some_and(|rf| reference == rf || compact.contains(&rf));
            let digits = |prefix: &str| qr_reference(&one.number, prefix).is_some_and(|qr| reference == qr || compact.contains(&qr));
            rf || digits("") || self.prefixes.iter().any(|prefix| digits(prefix))
        };
        let all = |is: &dyn Fn(&Asks) -> bool| {
            (0..self.asks.len()).filter(|at| self.fits(*at, booking) && is(&self.asks[*at])).collect::<Vec<_>>()
        };
        let found = all(&by_reference);
        if let Some(found) = self.of_one_client(found) {
            return Some((found, Why::Reference, Certainty::Sure));
        }
        let mut found = all(&|one: &Asks| says(&words, &one.plain));
        // "INV-2026-001" is not "2026-001" of somebody else, though it ends like it.
        let longer: Vec<String> = found.iter().map(|at| self.asks[*at].plain.clone()).collect();
        found.retain(|at| !longer.iter().any(|other| other.len() > self.asks[*at].plain.len() && other.ends_with(&self.asks[*at].plain)));
        if let Some(found) = self.of_one_client(found) {
            return Some((found, Why::Number, Certainty::Sure));
        }
        // Who writes "2026-001" may mean "INV-2026-001", or a number of somebody else's.
        let found = all(&|one: &Asks| {
            let tail = one.plain.trim_start_matches(char::is_alphabetic);
            tail.len() >= 5 && tail.bytes().all(|sign| sign.is_ascii_digit()) && says(&words, tail)
        });
        self.of_one_client(found).map(|found| (found, Why::Number, Certainty::Likely))
    }

    fn of_one_client(&self, found: Vec<usize>) -> Option<Vec<usize>> {
        let client = self.asks[*found.first()?].client;
        found.iter().all(|at| self.asks[*at].client == client).then_some(found)
    }

    fn by_name(&self, booking: &Booking) -> Option<Found> {
        let fit = |one: &Asks| one.names.iter().filter_map(|name| name.fits(&booking.payer, &booking.text)).max();
        let fits = (0..self.asks.len()).filter(|at| self.fits(*at, booking));
        let fits: Vec<(usize, Fit)> = fits.filter_map(|at| Some((at, fit(&self.asks[at])?))).collect();
        // Whoever is called exactly so goes before whoever is called nearly so.
        let best = fits.iter().map(|(_, fit)| *fit).max()?;
        let theirs: Vec<usize> = fits.iter().filter(|(_, fit)| *fit == best).map(|(at, _)| *at).collect();
        let mut clients: BTreeMap<ClientId, Vec<usize>> = BTreeMap::new();
        theirs.iter().for_each(|at| clients.entry(self.asks[*at].client).or_default().push(*at));
        let sums = [Some(booking.amount.amount()), booking.sent.map(|sent| sent.amount())];
        for sum in sums.into_iter().flatten() {
            let same: Vec<usize> = theirs.iter().copied().filter(|at| self.left[*at] == sum).collect();
            if let Some(first) = same.first() {
                let of_one = same.iter().all(|at| self.asks[*at].client == self.asks[*first].client);
                let alone = (0..self.asks.len()).filter(|at| self.fits(*at, booking) && self.left[*at] == sum).count() == 1;
                let most = match best {
                    _ if !of_one => Certainty::Guess,
                    Fit::Exact if same.len() == 1 => Certainty::Sure,
                    Fit::Near if alone => Certainty::Sure,
                    Fit::Exact | Fit::Near => Certainty::Likely,
                };
                return Some((vec![*first], Why::NameAndAmount, most));
            }
            if let Some(found) = clients.values().find_map(|theirs| self.subset(theirs, sum)) {
                return Some((found, Why::NameAndSum, Certainty::Likely));
            }
        }
        let mut clients = clients.into_values();
        let theirs = clients.next().filter(|_| clients.next().is_none())?;
        // A little less than one asks for: a bank on the way kept it.
        let near = theirs.iter().find(|at| is_little(self.left[**at] - booking.amount.amount(), self.left[**at]));
        Some((near.map_or(theirs.clone(), |at| vec![*at]), Why::Name, Certainty::Likely))
    }

    fn by_amount(&self, booking: &Booking) -> Option<Found> {
        let sums = [Some(booking.amount.amount()), booking.sent.map(|sent| sent.amount())];
        let mut same = (0..self.asks.len()).filter(|at| self.fits(*at, booking) && sums.contains(&Some(self.left[*at])));
        let first = same.next()?;
        same.next().is_none().then_some((vec![first], Why::Amount, Certainty::Guess))
    }

    /// Documents that come to a sum together: from the oldest on, else any, of the oldest dozen.
    fn subset(&self, theirs: &[usize], sum: Decimal) -> Option<Vec<usize>> {
        let mut so_far = Decimal::ZERO;
        for (count, at) in theirs.iter().enumerate() {
            so_far += self.left[*at];
            if so_far == sum && count > 0 {
                return Some(theirs[..=count].to_vec());
            }
        }
        let few = &theirs[..theirs.len().min(12)];
        let total = |bits: u32| (0..few.len()).filter(|at| bits & (1 << at) != 0).map(|at| self.left[few[at]]).sum::<Decimal>();
        let bits = (1u32..1 << few.len()).filter(|bits| bits.count_ones() > 1).find(|bits| total(*bits) == sum)?;
        Some((0..few.len()).filter(|at| bits & (1 << at) != 0).map(|at| few[at]).collect())
    }

    /// Spreads a booking over documents, the oldest first; what is too much stays with the last.
    fn take(&mut self, booking: &Booking, (which, why, most): Found) -> Option<Matched> {
        let asked: Decimal = which.iter().map(|at| self.left[*at]).sum();
        let came = booking.amount.amount();
        let (mut rest, mut parts) = (came, Vec::new());
        let count = which.len();
        for (place, at) in which.into_iter().enumerate() {
            let amount = if place + 1 == count { rest } else { rest.min(self.left[at]) };
            if amount <= Decimal::ZERO {
                break;
            }
            rest -= amount;
            let taken = amount.min(self.left[at]);
            self.left[at] -= taken;
            parts.push(Part { asks: self.asks[at].clone(), amount });
        }
        let short = asked - came;
        let (whole, little) = (short.is_zero(), is_little(short, asked) || booking.sent.is_some_and(|sent| sent.amount() == asked));
        let certainty = match why {
            Why::Reference | Why::Number if whole => Certainty::Sure,
            Why::NameAndAmount if whole => Certainty::Sure,
            Why::Reference | Why::Number | Why::NameAndAmount | Why::NameAndSum => Certainty::Likely,
            Why::Name if little => Certainty::Likely,
            Why::Name | Why::Amount => Certainty::Guess,
        };
        (!parts.is_empty()).then_some(Matched::Pays { parts, why, certainty: certainty.min(most), short })
    }
}

/// What a bank may have kept: above zero, 3 % and fifty at most.
fn is_little(short: Decimal, asked: Decimal) -> bool {
    short > Decimal::ZERO && short <= Decimal::from(50) && short * Decimal::ONE_HUNDRED <= asked * Decimal::from(3)
}

/// Whether words name a document: its letters and digits one after the other, whatever stands between them, and no digit at its ends.
fn says(words: &str, number: &str) -> bool {
    let folded = text::fold(words);
    let wanted: Vec<char> = number.chars().collect();
    let digits = wanted.iter().filter(|c| c.is_ascii_digit()).count();
    // "7" stands in every text.
    if wanted.len() < 3 || digits == 0 {
        return false;
    }
    let signs: Vec<char> = folded.chars().collect();
    (0..signs.len()).any(|from| {
        let begins = from == 0
            || !(signs[from - 1].is_alphanumeric() && (signs[from - 1].is_ascii_digit() == wanted[0].is_ascii_digit() || wanted.len() < 5));
        let mut at = from;
        for (place, letter) in wanted.iter().enumerate() {
            let mut gap = 0;
            // A number may be written with other signs between its parts, or none.
            while place > 0 && at < signs.len() && !signs[at].is_alphanumeric() && gap < 2 {
                at += 1;
                gap += 1;
            }
            if !begins || signs.get(at) != Some(letter) {
                return false;
            }
            at += 1;
        }
        signs
            .get(at)
            .is_none_or(|next| !next.is_alphanumeric() || (!next.is_ascii_digit() && wanted.last().is_some_and(char::is_ascii_digit)))
    })
}
