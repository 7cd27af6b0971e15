//! What the page of a statement begins with.

use domain::money::Currency;
use domain::row::Row;
use domain::statement::accounts;
use domain::time::Day;

/// The currency that is shown, and the first day: that of the year, or of the account where it is younger. None: nobody was asked for
/// anything yet, in this currency or in any.
pub fn begins(row: &Row, currency: Option<Currency>, today: Day) -> Option<(Currency, Day)> {
    let all = accounts(row);
    let (currency, first) = match currency {
        Some(currency) => all.into_iter().find(|(one, _)| *one == currency)?,
        None => all.into_iter().next()?,
    };
    let year = Day::new(today.year(), 1, 1).unwrap_or(today);
    Some((currency, year.max(first).min(today)))
}
