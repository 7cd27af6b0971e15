//! Writes a made-up practice as the journal of a browser would hold it, for `tests/browser/bench.mjs`: so many clients, each of about
//! 3 KB and 50 changes, or as many as are asked for. Usage: `practice COUNT FILE [CHANGES]`.
//!
//! The file: a count of clients as u32 (little-endian), then for each client its id as text (36 bytes), the length of its chunk as u32,
//! the chunk, and in the same way its row and what can be found of it.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

use book::chunk::sealed;
use book::{document, rowcode, textcode};
use domain::client::{NoteKind, Origin, Stamp};
use domain::content::{Content, Kind, Line, Quantity, Terms, UnitPrice};
use domain::fact::ClientFact;
use domain::field::{ContactField, Field};
use domain::find::passages;
use domain::money::Currency;
use domain::row::Row;
use domain::time::{Day, Moment};
use domain::{AuthorId, ClientId, ContactId, Id, InvoiceId, LineId, MoveId, NoteId, Stage};
use rust_decimal::Decimal;

const CHANGES: usize = 50;
const FIRST: [&str; 16] = [
    "Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Harbour", "Iris", "Juno", "Kestrel", "Linden", "Maple", "North",
    "Otter", "Pine",
];
const SECOND: [&str; 12] =
    ["Studio", "Bakery", "Partners", "Works", "Clinic", "Press", "Foods", "Logistics", "Garden", "Films", "Legal", "Tools"];

/// Numbers that look thrown and are the same in every run (Weyl sequence, mixed).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn id(&mut self) -> Id {
        let mut bytes = [0; 16];
        for byte in &mut bytes {
            *byte = u8::try_from(self.roll(256)).unwrap_or(0);
        }
        Id::from_bytes(bytes)
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[usize::try_from(self.roll(words.len() as u64)).unwrap_or(0)]
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(count), Some(path)) = (args.next(), args.next()) else { return Err("usage: practice COUNT FILE".into()) };
    let count: u32 = count.parse()?;
    let changes: usize = args.next().map_or(Ok(CHANGES), |text| text.parse())?;
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(&count.to_le_bytes())?;
    let mut dice = Dice(42);
    for number in 0..count {
        let id = ClientId(dice.id());
        let parts = client(id, number, changes, &mut dice)?;
        out.write_all(id.to_string().as_bytes())?;
        for part in parts {
            out.write_all(&u32::try_from(part.len())?.to_le_bytes())?;
            out.write_all(&part)?;
        }
    }
    out.flush()?;
    Ok(())
}

fn client(id: ClientId, number: u32, changes: usize, dice: &mut Dice) -> Result<[Vec<u8>; 3], Box<dyn Error>> {
    let today = Day::new(2026, 11, 22).ok_or("a day")?;
    let by = AuthorId(dice.id());
    let mut doc = document::genesis_client().with_actor(dice.id().bytes().as_slice().into());
    let name = format!("{} {} {}", dice.of(&FIRST), dice.of(&SECOND), number);
    let mut facts = vec![
        ClientFact::Opened { origin: Origin::Typed },
        ClientFact::FieldSet { field: Field::Name, to: name.clone() },
        ClientFact::FieldSet { field: Field::Currency, to: "EUR".to_owned() },
        ClientFact::FieldSet { field: Field::City, to: dice.of(&FIRST).to_owned() },
    ];
    let contact = ContactId(dice.id());
    for (field, to) in [
        (ContactField::Name, dice.of(&FIRST).to_owned()),
        (ContactField::Email, format!("c{number}@{number}.example")),
        (ContactField::Primary, "yes".to_owned()),
    ] {
        facts.push(ClientFact::ContactSet { contact, field, to });
    }
    let stages = dice.roll(6);
    for place in 0..=usize::try_from(stages)? {
        let on = today.plus_days(-i64::try_from(dice.roll(300))?);
        facts.push(ClientFact::Moved { id: MoveId(dice.id()), to: Stage::ALL[place], on, why: String::new() });
    }
    let mut content = Content { terms: Terms::Net(14), ..Content::blank(Kind::Invoice, Currency::EUR) };
    content.lines.push(Line {
        description: "Design work".to_owned(),
        quantity: Quantity::ONE,
        unit: String::new(),
        price: UnitPrice::new(Decimal::from(100 + dice.roll(5_000))).map_err(|error| format!("{error:?}"))?,
        tax: None,
        ..Line::blank(LineId(dice.id()))
    });
    facts.push(ClientFact::Drafted { invoice: InvoiceId(dice.id()), origin: Origin::Typed, content });
    if dice.roll(3) > 0 {
        facts.push(ClientFact::FieldSet { field: Field::NextStep, to: format!("Send the {} proposal", dice.of(&SECOND).to_lowercase()) });
        let day = today.plus_days(i64::try_from(dice.roll(40))? - 10);
        facts.push(ClientFact::FieldSet { field: Field::NextDay, to: day.to_string() });
    }
    while facts.len() < changes {
        let text = format!(
            "{} called about the {}; we agreed to look at it on {}.",
            dice.of(&FIRST),
            dice.of(&SECOND).to_lowercase(),
            dice.roll(28) + 1
        );
        let happened = today.plus_days(-i64::try_from(dice.roll(200))?);
        facts.push(ClientFact::NoteWritten { id: NoteId(dice.id()), kind: NoteKind::Call, direction: None, happened, text, batch: None });
    }
    for (at, fact) in facts.iter().enumerate() {
        let stamp = Stamp { at: Moment(1_780_000_000_000 + i64::try_from(at)? * 60_000), by };
        document::write_client(&mut doc, fact, stamp).map_err(|error| format!("{error:?}"))?;
        document::commit(&mut doc, stamp, "Bench");
    }
    let (record, troubles) = document::read_client(id, &doc);
    let row = Row::of(&record, u32::try_from(troubles.len())?);
    Ok([sealed(doc.save()), rowcode::encode(&row), textcode::encode(id, &passages(&record))])
}
