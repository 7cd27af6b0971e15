//! What the page about keeping clients shows.

use std::cmp::Reverse;

use domain::retention::{Ask, asks};
use domain::row::Rows;
use domain::time::Day;
use domain::worth::{self, Class};
use domain::{ClientId, money::Purse};

/// Days back that attention is counted.
const ATTENTION_DAYS: i64 = 90;

#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub client: ClientId,
    pub name: String,
    pub on: Day,
    pub ask: Ask,
}

/// Whom to ask what, the gravest first: whoever was let down before all, then what has been due for longest.
pub fn asked(rows: &Rows, today: Day) -> Vec<Asked> {
    let of = |row: &std::sync::Arc<domain::row::Row>| {
        let (client, name) = (row.id, row.name.clone());
        asks(row, today).into_iter().map(move |(on, ask)| Asked { client, name: name.clone(), on, ask })
    };
    let mut all: Vec<Asked> = rows.values().flat_map(of).collect();
    domain::order::sort_by_key(&mut all, |one| (place(&one.ask), one.on, one.client));
    all
}

fn place(ask: &Ask) -> u8 {
    match ask {
        Ask::ActOn { .. } => 0,
        Ask::Renew { .. } => 1,
        Ask::CheckIn { .. } => 2,
        Ask::Feedback { .. } => 3,
        Ask::Propose { .. } => 4,
        Ask::Refer { .. } => 5,
    }
}

/// One client beside what it brought in.
#[derive(Clone, Debug, PartialEq)]
pub struct Valued {
    pub client: ClientId,
    pub name: String,
    pub earned: Purse,
    pub class: Class,
    /// As somebody set it; may be empty.
    pub tier: String,
    pub attention: usize,
}

/// Everybody who brought something in, those of the first class first.
pub fn valued(rows: &Rows, today: Day) -> Vec<Valued> {
    let since = today.plus_days(-ATTENTION_DAYS);
    let of = |(client, class): (ClientId, Class)| {
        let row = rows.get(&client)?;
        let attention = worth::attention(row, since);
        Some(Valued { client, name: row.name.clone(), earned: row.keeping.worth.clone(), class, tier: row.tier.clone(), attention })
    };
    let mut all: Vec<Valued> = worth::classes(rows).into_iter().filter_map(of).collect();
    let most = |one: &Valued| one.earned.iter().map(|money| money.amount()).max();
    domain::order::sort_by_key(&mut all, |one| (one.class, Reverse(most(one)), one.client));
    all
}
