use crate::dom::*;
use domain::invoice::Standing;
use domain::money::Money;

use super::money::money;
use crate::words::{difficult, document as words};

/// How a document stands, in words with a mark before them. `overdue`: by so many days.
pub fn standing(standing: Standing, overdue: Option<i64>) -> View {
    match overdue {
        Some(days) => marked("overdue", words::overdue(days)),
        None => marked(key(standing), words::standing(standing).to_owned()),
    }
}

/// The same mark with other words.
pub fn standing_said(standing: Standing, said: String) -> View {
    marked(key(standing), said)
}

fn marked(key: &'static str, said: String) -> View {
    view! { <span class="standing" data-standing=key>{said}</span> }
}

fn key(standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => "draft",
        Standing::Given => "given",
        Standing::Open => "open",
        Standing::PartlyPaid => "part",
        Standing::Paid => "paid",
        Standing::Overpaid => "overpaid",
        Standing::Void | Standing::Removed => "void",
        Standing::Contested => "contested",
        Standing::Credited => "credited",
    }
}

/// What of it is disputed, below how it stands; nothing where nothing is.
pub fn disputed(part: Money) -> View {
    part.is_positive().then(|| view! { <span class="quiet disputed">{difficult::DISPUTED}" "{money(part)}</span> }).into_view()
}
