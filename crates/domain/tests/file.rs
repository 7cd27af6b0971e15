//! Files kept with a client: what is said of them, what may be changed, and whose bytes are still wanted.

use std::collections::BTreeMap;

use domain::client::{Client, Removal, Stamp};
use domain::command::{Command, Refusal};
use domain::decide::{Decision, World, decide};
use domain::fact::{ClientFact, Fact};
use domain::file::{File, wanted};
use domain::find::{Group, Spot, passages};
use domain::item::{ItemField as F, ItemKind};
use domain::practice::Practice;
use domain::row::Rows;
use domain::time::{Day, Moment, Now};
use domain::{AuthorId, ClientId, Fresh, Id, ItemId, RemovalId};

struct Counting(u8);

impl Fresh for Counting {
    fn bytes(&mut self) -> [u8; 16] {
        self.0 += 1;
        [self.0; 16]
    }
}

fn stamp(at: i64) -> Stamp {
    Stamp { at: Moment(at), by: AuthorId(Id::from_bytes([1; 16])) }
}

fn client() -> Client {
    let mut client = Client::new(ClientId(Id::from_bytes([200; 16])));
    client.opened = Some(Stamp::UNWRITTEN);
    client
}

fn ask(client: &mut Client, at: i64, command: Command) -> Result<Decision, Refusal> {
    let clients = BTreeMap::from([(client.id, client.clone())]);
    let world =
        World { practice: &Practice::default(), rows: &Rows::new(), clients: &clients, device: domain::client::Stamp::UNWRITTEN.by };
    let now = Now { at: Moment(at), today: Day::parse("2026-11-22").expect("a day") };
    let decision = decide(world, command, now, &mut Counting(u8::try_from(at).expect("small")))?;
    for fact in &decision.facts {
        let Fact::Client(_, ClientFact::Item(fact)) = fact else { panic!("an item's fact: {fact:?}") };
        domain::item::add(&mut client.items, fact, stamp(at));
    }
    Ok(decision)
}

fn said(hash: &str) -> Vec<(F, String)> {
    let fields =
        [(F::Title, "Brief.pdf"), (F::Media, "Application/PDF; x=1"), (F::Bytes, "12"), (F::Hash, hash), (F::Detail, "Signed copy")];
    fields.map(|(field, text)| (field, text.to_owned())).to_vec()
}

fn add(client: &mut Client, at: i64, hash: &str) -> Result<ItemId, Refusal> {
    let id = client.id;
    ask(client, at, Command::AddItem { client: id, kind: ItemKind::File, fields: said(hash) })?;
    Ok(*client.items.last_key_value().expect("added").0)
}

#[test]
fn a_file_says_what_its_bytes_come_to_and_keeps_it() {
    let mut client = client();
    let (id, hash) = (client.id, "a1".repeat(32));
    for wrong in ["", "A1", &"A1".repeat(32), &"a1".repeat(33)] {
        assert!(add(&mut client, 1, wrong).is_err(), "{wrong}");
    }
    let item = add(&mut client, 1, &hash).expect("added");
    let file = File { name: "Brief.pdf".to_owned(), media: "application/pdf".to_owned(), bytes: 12, hash };
    assert_eq!(File::of(&client.items[&item]), Some(file.clone()));
    let change = |field, to: &str| Command::SetItem { client: id, item, changes: vec![(field, to.to_owned())] };
    ask(&mut client, 2, change(F::Title, "Brief, signed.pdf")).expect("renamed");
    for (field, to) in [(F::Hash, "b2".repeat(32)), (F::Bytes, "13".to_owned()), (F::Media, "image/png".to_owned())] {
        assert_eq!(ask(&mut client, 3, change(field, &to)), Err(Refusal::ItemInvalid { field }));
    }
    assert_eq!(File::of(&client.items[&item]), Some(File { name: "Brief, signed.pdf".to_owned(), ..file }));
    let found = passages(&client);
    let found: Vec<_> = found.iter().map(|one| (one.spot, one.spot.group(), one.text.as_str())).collect();
    assert_eq!(found, [(Spot::Item(item, ItemKind::File), Group::Files, "Brief, signed.pdf\nSigned copy")]);
}

#[test]
fn bytes_are_wanted_while_a_record_names_them_or_an_undo_may() {
    let mut client = client();
    let (id, hash) = (client.id, "a1".repeat(32));
    let item = add(&mut client, 10, &hash).expect("added");
    let hashes = |client: &Client, since| wanted(client, Moment(since)).into_keys().collect::<Vec<_>>();
    assert_eq!(hashes(&client, 90), std::slice::from_ref(&hash));
    let removed = ask(&mut client, 20, Command::RemoveItem { client: id, item, gone: true }).expect("removed");
    assert_eq!(hashes(&client, 20), std::slice::from_ref(&hash), "an undo of this session");
    assert_eq!(hashes(&client, 21), [""; 0]);
    ask(&mut client, 22, removed.undo.expect("a way back")).expect("undone");
    assert_eq!(hashes(&client, 90), std::slice::from_ref(&hash));
    client.removals.insert(RemovalId(Id::from_bytes([9; 16])), Removal { gone: true, turn: 0, recorded: stamp(30) });
    assert_eq!(hashes(&client, 30), [hash]);
    assert_eq!(hashes(&client, 31), [""; 0]);
}
