//! Measures the index of Find: so many clients with so many entries each, whose words are as unequally common as those of a language.
//! Usage: `find [CLIENTS [ENTRIES]]`.

use std::error::Error;
use std::time::Instant;

use domain::find::{Group, Index, Limits, Passage, Spot, words};
use domain::time::Day;
use domain::{ClientId, Id, NoteId};

const WORDS: usize = 40_000;
const PARTS: [&str; 30] = [
    "an", "ber", "con", "der", "el", "fra", "gut", "hol", "in", "jo", "ka", "lim", "mer", "no", "or", "pro", "qui", "ra", "ste", "tri",
    "un", "ver", "wal", "xe", "yö", "zu", "trag", "ing", "tion", "ment",
];

/// Numbers that look thrown and are the same in every run (Weyl sequence, mixed).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) >> 1).unwrap_or(0) % sides
    }

    /// A word's rank: each octave of ranks is as likely as any other (Zipf).
    fn rank(&mut self) -> usize {
        let octave = 1 << self.roll(16);
        (octave + self.roll(octave)).min(WORDS) - 1
    }
}

fn id(at: usize) -> Id {
    let mut bytes = [0; 16];
    bytes[9..].copy_from_slice(&at.to_be_bytes()[1..]);
    Id::from_bytes(bytes)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1).map(|arg| arg.parse::<usize>());
    let clients = args.next().transpose()?.unwrap_or(10_000);
    let entries = args.next().transpose()?.unwrap_or(20);
    let mut dice = Dice(7);
    let vocabulary: Vec<String> = (0..WORDS).map(|_| (0..=dice.roll(4)).map(|_| PARTS[dice.roll(PARTS.len())]).collect()).collect();
    let today = Day::new(2026, 11, 22).ok_or("a day")?;
    let mut entry = |at: usize| {
        let text: Vec<&str> = (0..8 + dice.roll(10)).map(|_| vocabulary[dice.rank()].as_str()).collect();
        let day = today.plus_days(-i64::try_from(dice.roll(2_000)).unwrap_or(0));
        Passage { spot: Spot::Note(NoteId(id(at))), day: Some(day), text: text.join(" "), before: String::new() }
    };
    let records: Vec<Vec<Passage>> = (0..clients).map(|client| (0..entries).map(|nth| entry(client * entries + nth)).collect()).collect();
    let bytes: usize = records.iter().flatten().map(|one| one.text.len()).sum();

    let begun = Instant::now();
    let mut index = Index::default();
    for (at, passages) in records.iter().enumerate() {
        index.put(ClientId(id(at)), passages);
    }
    println!("{clients} clients, {} entries, {bytes} bytes: index in {:.0?}", clients * entries, begun.elapsed());

    let queries =
        ["a", "e", "er", "ver", "vert", "vertrag", "zzqx", vocabulary[3].as_str(), vocabulary[900].as_str(), "tion ment", "an er in"];
    for query in queries {
        let words = words(query);
        let mut spent: Vec<_> = (0..21)
            .map(|_| {
                let begun = Instant::now();
                let found = index.search(&words, &|_| Vec::new(), Limits(|_| 8));
                (begun.elapsed(), found.count(Group::History))
            })
            .collect();
        spent.sort_unstable();
        println!("{query:>16} {:>8} found, median {:>9.1?}, worst {:>9.1?}", spent[10].1, spent[10].0, spent[20].0);
    }
    let begun = Instant::now();
    if let Some(passages) = records.first() {
        index.put(ClientId(id(0)), passages);
    }
    println!("one client anew in {:.1?}", begun.elapsed());
    Ok(())
}
