//! A proposal in its document: what was sent comes back to the byte, and devices that answer apart agree when they meet.

use domain::fact::ItemFact;
use domain::invoice::Party;
use domain::item::{ActKind, ItemField, ItemKind};
use domain::proposal::{Offer, Sealed, Standing, Terms};
use domain::{ActId, ItemId};

use super::*;

const PROPOSAL: ItemId = ItemId(Id::from_bytes([60; 16]));

fn offered() -> AutoCommit {
    let mut doc = blank(1);
    write(&mut doc, ClientFact::Item(ItemFact::Made { item: PROPOSAL, kind: ItemKind::Proposal, batch: None }));
    for (field, to) in [(ItemField::Title, "Website"), (ItemField::Currency, "EUR"), (ItemField::Until, "2026-11-30")] {
        write(&mut doc, ClientFact::Item(ItemFact::Set { item: PROPOSAL, field, to: to.to_owned() }));
    }
    doc
}

fn send(doc: &mut AutoCommit, act: u8, version: u32, detail: &str) -> String {
    let client = read(doc);
    let mut terms = Terms::of(&client, PROPOSAL, None, "").expect("terms");
    terms.detail = detail.to_owned();
    let party = |name: &str| Party { name: name.to_owned(), ..Party::default() };
    let on = day("2026-11-22");
    let value = Sealed { version, on, sender: party("Studio"), recipient: party("Acme"), terms }.sealed();
    let id = ActId(id(act));
    write(doc, ClientFact::Item(ItemFact::Acted { item: PROPOSAL, id, act: ActKind::Sent, on, why: String::new(), value: value.clone() }));
    value
}

#[test]
fn what_was_sent_comes_back_to_the_byte() {
    let mut doc = offered();
    let value = send(&mut doc, 1, 1, "Tabs\tlines\nand “Übung” \u{1f600} \\n");
    let saved = doc.save();
    let client = read(&mut AutoCommit::load(&saved).expect("a document"));
    let item = &client.items[&PROPOSAL];
    assert_eq!(item.acts[&ActId(id(1))].value, value);
    let live = Offer(item).live().expect("a version");
    assert!(live.is_intact);
    assert_eq!(live.sealed.map(|sealed| sealed.terms.detail).as_deref(), Some("Tabs\tlines\nand “Übung” \u{1f600} \\n"));
}

#[test]
fn devices_that_send_and_decline_apart_agree_when_they_meet() {
    let mut one = offered();
    send(&mut one, 1, 1, "First");
    let mut other = fork(&mut one, 2);
    send(&mut one, 2, 2, "Mine");
    let declined = ItemFact::Acted {
        item: PROPOSAL,
        id: ActId(id(3)),
        act: ActKind::Declined,
        on: day("2026-11-23"),
        why: "Too dear".to_owned(),
        value: String::new(),
    };
    write(&mut other, ClientFact::Item(declined));
    send(&mut other, 4, 2, "Yours");
    let (mut there, mut here) = (fork(&mut other, 3), fork(&mut one, 4));
    here.merge(&mut other).expect("merge");
    there.merge(&mut one).expect("merge");
    let (here, there) = (read(&mut here), read(&mut there));
    let told = |client: &Client| {
        let offer = Offer(&client.items[&PROPOSAL]);
        (offer.versions(), offer.standing(day("2026-11-24")), offer.next_number())
    };
    assert_eq!(told(&here), told(&there));
    let (versions, standing, next) = told(&here);
    assert_eq!(
        (versions.len(), standing, next),
        (3, Standing::Sent(day("2026-11-22")), 3),
        "both versions are there, the later one counts"
    );
    assert_eq!(versions[2].act, ActId(id(4)));
}
