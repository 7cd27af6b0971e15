//! One client with whom it is difficult: more than was agreed, an invoice in dispute, and a conversation that is half prepared.

use super::Teller;
use crate::client::{Direction, NoteKind};
use crate::fact::{ClientFact, Fact};
use crate::item::{ActKind, ItemField as F, ItemKind};

/// Before its documents are told.
pub(super) fn catalogue(t: &mut Teller<'_>) {
    let today = t.today;
    let day = |ago: i64| today.plus_days(-ago).to_string();
    let work = t.item(
        ItemKind::Engagement,
        &[
            (F::Title, "Product catalogue"),
            (F::Detail, "Ninety-six pages, layout and print files."),
            (F::Billing, "fixed"),
            (F::Price, "5400"),
            (F::Rate, "85"),
            (F::Hours, "64"),
            (F::Rounds, "2"),
            (F::Signed, &day(140)),
            (F::Start, &day(140)),
            (F::Notice, "30"),
        ],
    );
    let work = work.to_string();
    for (ago, minutes, what) in [
        (96, "1500", "Layout of the first chapters"),
        (62, "1620", "Layout of the rest"),
        (40, "840", "Chapters in a new order"),
        (31, "600", "Prices taken out again"),
        (17, "420", "Third plan, first pages"),
    ] {
        t.item(ItemKind::Work, &[(F::Day, &day(ago)), (F::Minutes, minutes), (F::Detail, what), (F::Engagement, &work)]);
    }
    let asked =
        [(47, "All texts in German as well", "14"), (33, "A price list as a spreadsheet", "5"), (16, "New pictures of the presses", "9")];
    for (ago, title, hours) in asked {
        let item = t.item(ItemKind::Request, &[(F::Title, title), (F::Day, &day(ago)), (F::Hours, hours), (F::Engagement, &work)]);
        if ago == 33 {
            t.act(item, ActKind::Waived, 31, "Done in the same week, to keep the peace");
        }
    }
    for (ago, text) in [
        (19, "The plan has changed again: chapters by customer, not by tool. By Friday, please."),
        (13, "Where are the new pages?"),
        (9, "Two calls without an answer. The fair is in three weeks."),
        (8, "The invoice is for pages that nobody needs any more."),
        (6, "Somebody must tell my management when it is finished."),
    ] {
        t.talk(ago, NoteKind::Email, Some(Direction::In), text);
    }
    t.item(
        ItemKind::Conflict,
        &[
            (F::Title, "The catalogue and its third plan"),
            (F::Day, &day(5)),
            (F::Cause, "mismatch"),
            (F::Acknowledge, "The fair is close, and the pages you have are not the ones you need now. That is a bad place to be in."),
            (F::Clarify, "Your management decides late, and you hear of it last. The fair cannot move."),
        ],
    );
}

/// What they do not accept of the newest invoice.
pub(super) fn dispute(t: &mut Teller<'_>) {
    let newest = t
        .facts
        .iter()
        .rev()
        .find_map(|fact| if let Fact::Client(_, ClientFact::Issued { invoice, .. }) = fact { Some(*invoice) } else { None });
    let Some(invoice) = newest.map(|invoice| invoice.to_string()) else { return };
    let day = t.ago(8).to_string();
    let why = "Pays for the pages of the first plan, not for those of the second.";
    t.item(ItemKind::Dispute, &[(F::Invoice, &invoice), (F::Detail, why), (F::Price, "1800"), (F::Day, &day)]);
}
