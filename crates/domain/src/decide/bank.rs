//! Decisions on what a bank's file brought: payments that a person has confirmed, recorded in one act and taken back in one.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::{Decision, World, of, paying};
use crate::client::{Client, Stamp};
use crate::command::{BankPayment, Command, Done, Refusal};
use crate::fact::{ClientFact, Fact, PracticeFact};
use crate::money::Purse;
use crate::practice::Batch;
use crate::time::Now;
use crate::{BatchId, ClientId, Fresh, PaymentId, seal, text};

/// Payments of one file that may be recorded at once.
const MOST: usize = 2_000;

/// Whose records a decision on these reads.
pub(super) fn needs(payments: &[BankPayment]) -> Vec<ClientId> {
    payments.iter().map(|one| one.client).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Records what is not recorded yet. A booking that is known in the record it goes to adds nothing, also where another device or an earlier
/// file brought it; the entries of one booking have one id that follows from it, so two devices that record it apart write the same entry.
pub(super) fn bring(
    world: World<'_>,
    source: &str,
    payments: Vec<BankPayment>,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    if payments.len() > MOST {
        return Err(Refusal::TooLong { most: MOST });
    }
    let batch = BatchId::fresh(fresh);
    let mut clients: BTreeMap<ClientId, Client> = BTreeMap::new();
    let (mut facts, mut count, mut known, mut sums) = (Vec::new(), 0, 0, Purse::default());
    for BankPayment { client: id, booking, came } in payments {
        let client = match clients.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(world.client(id)?.clone()),
        };
        if is_known(client, &booking) {
            known += 1;
            continue;
        }
        let mut own = OfBooking { client, booking: &booking };
        let id_of = PaymentId::fresh(&mut own);
        let decision = paying::receive(client, came, now, &mut Given(id_of))?;
        count += 1;
        for fact in decision.facts {
            let Fact::Client(_, ClientFact::Paid { invoice, id: entry, mut payment }) = fact else { continue };
            payment.batch = Some(batch);
            payment.booking.clone_from(&booking);
            sums.add(payment.amount);
            // The next booking of the file finds the document as this one leaves it.
            if let Some(paper) = client.invoices.get_mut(&invoice) {
                paper.payments.insert(entry, payment.clone());
            }
            facts.extend(of(id, [ClientFact::Paid { invoice, id: entry, payment }]));
        }
    }
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    let touched: BTreeSet<ClientId> =
        facts.iter().filter_map(|fact| if let Fact::Client(id, _) = fact { Some(*id) } else { None }).collect();
    let begun = Batch { source: text::line(source, 200), sample: false, begun: Stamp::UNWRITTEN, clients: touched, undone: None };
    facts.insert(0, Fact::Practice(PracticeFact::BatchBegun { id: batch, batch: begun }));
    let done = Done::BankBrought { batch, payments: count, known, sums };
    Ok(Decision { facts, done, undo: Some(Command::UndoBatch { batch, gone: true }) })
}

fn is_known(client: &Client, booking: &str) -> bool {
    client.invoices.values().any(|paper| paper.entries().any(|(_, payment)| payment.booking == booking))
}

/// The bytes of a booking's entries: those of its identity, and how often it was recorded and taken back before.
struct OfBooking<'a> {
    client: &'a Client,
    booking: &'a str,
}

impl Fresh for OfBooking<'_> {
    fn bytes(&mut self) -> [u8; 16] {
        let before: BTreeSet<&PaymentId> = self
            .client
            .invoices
            .values()
            .flat_map(|paper| &paper.payments)
            .filter(|(_, one)| one.booking == self.booking)
            .map(|(id, _)| id)
            .collect();
        let hash = seal::hash(&format!("payment {} {}", self.booking, before.len()));
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(hash.as_bytes().chunks(2)) {
            *byte = std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or_default();
        }
        bytes
    }
}

/// An id that is known already.
struct Given(PaymentId);

impl Fresh for Given {
    fn bytes(&mut self) -> [u8; 16] {
        *self.0.0.bytes()
    }
}
