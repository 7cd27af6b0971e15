//! Charging work and requests: a draft is made and what it charges is marked with it, in one act.

use super::billing::cleaned;
use super::{Decision, World, of};
use crate::client::{Client, Origin};
use crate::command::{Command, Done, Refusal};
use crate::content::{Content, Kind, Line};
use crate::fact::{ClientFact, ItemFact};
use crate::field::PracticeField;
use crate::item::ActKind;
use crate::money::MoneyError;
use crate::scope::Scope;
use crate::time::Now;
use crate::{ActId, Fresh, InvoiceId, ItemId, LineId};

/// One line of the draft: what it charges, and how it is worded. Its figures follow from the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillLine {
    /// Work of one engagement, or a single request.
    pub items: Vec<ItemId>,
    pub description: String,
    /// What the place calls an hour.
    pub unit: String,
}

pub(super) fn bill(world: World<'_>, client: &Client, lines: Vec<BillLine>, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let scope = Scope::of(client, world.practice.currency());
    let invoice = InvoiceId::fresh(fresh);
    let tax = client.tax_rate().or_else(|| world.practice.tax_rate());
    let mut content: Option<Content> = None;
    let mut charged: Vec<(ItemId, LineId)> = Vec::new();
    for BillLine { items, description, unit } in lines {
        let charge = scope.charge(&items)?;
        if items.iter().any(|item| charged.iter().any(|(known, _)| known == item)) {
            return Err(Refusal::NotForThis { act: ActKind::Billed });
        }
        let currency = charge.amount.currency();
        let draft = content.get_or_insert_with(|| Content::blank(Kind::Invoice, currency));
        if draft.currency != currency {
            return Err(Refusal::Money(MoneyError::Mixed { one: draft.currency, other: currency }));
        }
        let id = LineId::fresh(fresh);
        draft.lines.push(Line { description, quantity: charge.quantity, unit, price: charge.price, tax, ..Line::blank(id) });
        charged.extend(items.into_iter().map(|item| (item, id)));
    }
    let mut content = content.ok_or(Refusal::NothingToBill)?;
    content.terms = client.terms().or_else(|| world.practice.terms()).unwrap_or_default();
    if tax.is_some() {
        content.tax_name = world.practice.get(PracticeField::TaxName).to_owned();
    }
    let mut facts = vec![ClientFact::Drafted { invoice, origin: Origin::Typed, content: cleaned(content)? }];
    for (item, line) in charged {
        let (id, value) = (ActId::fresh(fresh), format!("{invoice} {line}"));
        facts.push(ClientFact::Item(ItemFact::Acted { item, id, act: ActKind::Billed, on: now.today, why: String::new(), value }));
    }
    Ok(Decision {
        facts: of(client.id, facts),
        done: Done::Billed { client: client.id, invoice },
        // What a draft charges is free again as soon as the draft is thrown away.
        undo: Some(Command::DiscardDraft { client: client.id, invoice, gone: true }),
    })
}
