use crate::dom::*;
use domain::money::{Money, Purse};

use crate::state::desk::desk;
use crate::words;

/// An amount with its currency set quietly before it.
pub fn money(amount: Money) -> View {
    let figure = desk().locale.with_value(|locale| locale.amount(amount));
    view! { <span class="money"><span class="cur">{amount.currency().code().to_owned()}</span>" "{figure}</span> }
}

/// One amount a currency; a quiet word where there is none.
pub fn purse(purse: &Purse, none: &'static str) -> View {
    let amounts: Vec<Money> = purse.owed().collect();
    if amounts.is_empty() {
        view! { <span class="quiet">{none}</span> }
    } else {
        amounts.into_iter().map(money).collect_view()
    }
}

/// One amount a currency, or that nothing is open.
pub fn open(sum: &Purse) -> View {
    purse(sum, words::board::NOTHING_OPEN)
}
