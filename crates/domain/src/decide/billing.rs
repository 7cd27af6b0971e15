//! Decisions on billing documents: drafted freely, issued once under a number, paid, voided.

use super::{Decision, World, field_text, of, opened, series};
use crate::client::{Client, Origin};
use crate::command::{Command, Done, Refusal};
use crate::content::{Adjustment, Content, Kind, Line, Part, Way};
use crate::fact::{ClientFact, Fact, PracticeFact};
use crate::field::Field;
use crate::invoice::{Invoice, Issued, Letterhead, Standing};
use crate::practice::Taken;
use crate::time::Now;
use crate::{ClientId, Fresh, InvoiceId, IssueId, Stage, VoidId, credit, flow, scope, text};

const LINES_MOST: usize = 1_000;
const DESCRIPTION_MOST: usize = 2_000;
/// Allowances and charges in one place, documents taken off, instalments.
const PARTS_MOST: usize = 100;

/// The content with its texts made safe to print. Figures are safe by their types.
pub(super) fn cleaned(mut content: Content) -> Result<Content, Refusal> {
    if content.lines.len() > LINES_MOST {
        return Err(Refusal::TooLong { most: LINES_MOST });
    }
    for line in &mut content.lines {
        let Line { description, unit, adjustments, .. } = line;
        *description = text::prose(description, DESCRIPTION_MOST);
        *unit = text::line(unit, 30);
        adjusted(adjustments)?;
        for one in adjustments {
            one.tax = None;
        }
    }
    adjusted(&mut content.adjustments)?;
    content.exemptions.retain(|_, reason| {
        *reason = text::prose(reason, 400);
        !reason.is_empty()
    });
    if let Some(second) = &mut content.second_tax {
        second.name = text::line(&second.name, 40);
    }
    if let Some(withholding) = &mut content.withholding {
        withholding.name = text::line(&withholding.name, 60);
    }
    // One unit of a currency is one unit of it.
    content.exchange.take_if(|exchange| exchange.to == content.currency);
    if let Some(exchange) = &mut content.exchange {
        exchange.source = text::line(&exchange.source, 100);
    }
    if content.deducts.len().max(content.instalments.len()) > PARTS_MOST {
        return Err(Refusal::TooLong { most: PARTS_MOST });
    }
    content.buyer_reference = text::line(&content.buyer_reference, 100);
    content.note_above = text::prose(&content.note_above, 4_000);
    content.tax_name = text::line(&content.tax_name, 40);
    content.reference = text::line(&content.reference, 100);
    content.note = text::prose(&content.note, 4_000);
    content.totals().map_err(Refusal::Money)?;
    Ok(content)
}

/// Reasons made safe to print; a negative sum is the same sum the other way.
fn adjusted(adjustments: &mut [Adjustment]) -> Result<(), Refusal> {
    if adjustments.len() > PARTS_MOST {
        return Err(Refusal::TooLong { most: PARTS_MOST });
    }
    for one in adjustments {
        one.reason = text::line(&one.reason, 200);
        if let Part::Fixed(amount) = &mut one.part
            && amount.is_sign_negative()
        {
            amount.set_sign_positive(true);
            one.way = match one.way {
                Way::Allowance => Way::Charge,
                Way::Charge => Way::Allowance,
            };
        }
    }
    Ok(())
}

pub(super) fn draft(client: ClientId, content: Content, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let invoice = InvoiceId::fresh(fresh);
    Ok(Decision {
        facts: of(client, [ClientFact::Drafted { invoice, origin: Origin::Typed, content: cleaned(content)? }]),
        done: Done::Drafted { client, invoice },
        undo: Some(Command::DiscardDraft { client, invoice, gone: true }),
    })
}

pub(super) fn draft_for_new(name: &str, content: Content, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let client = ClientId::fresh(fresh);
    let mut facts = opened(Origin::Typed, Stage::Attraction, now, fresh);
    facts.push(ClientFact::FieldSet { field: Field::Name, to: field_text(Field::Name, name)? });
    let invoice = InvoiceId::fresh(fresh);
    facts.push(ClientFact::Drafted { invoice, origin: Origin::Typed, content: cleaned(content)? });
    Ok(Decision {
        facts: of(client, facts),
        done: Done::Drafted { client, invoice },
        undo: Some(Command::RemoveClient { client, gone: true }),
    })
}

pub(super) fn found(client: &Client, invoice: InvoiceId) -> Result<&Invoice, Refusal> {
    client.invoices.get(&invoice).ok_or(Refusal::NoSuchInvoice)
}

fn as_draft(client: &Client, invoice: InvoiceId) -> Result<&Content, Refusal> {
    let known = found(client, invoice)?;
    let standing = known.standing();
    if standing != Standing::Draft {
        return Err(Refusal::NotADraft { standing });
    }
    known.draft.as_ref().ok_or(Refusal::NoSuchInvoice)
}

/// Whether what a draft asks for is asked for by another document that stands.
fn is_asked_elsewhere(client: &Client, invoice: InvoiceId, content: &Content) -> bool {
    scope::is_charged_elsewhere(client, invoice, content) || crate::interest::clashes(client, invoice, content)
}

pub(super) fn edit(client: &Client, invoice: InvoiceId, content: Content) -> Result<Decision, Refusal> {
    let before = as_draft(client, invoice)?;
    let turned = before.kind != content.kind;
    if turned && (content.kind == Kind::CreditNote || flow::is_tied(found(client, invoice)?, before)) {
        return Err(Refusal::CannotBecome { kind: content.kind });
    }
    let content = flow::beside_its_invoice(client, cleaned(content)?);
    if *before == content {
        return Ok(Decision::nothing());
    }
    // A line that was taken out may be charged with another document by now.
    let elsewhere = |content: &Content| is_asked_elsewhere(client, invoice, content);
    if elsewhere(&content) && !elsewhere(before) {
        return Err(Refusal::BilledElsewhere);
    }
    let (id, origin) = (client.id, found(client, invoice)?.origin);
    let undo = Command::EditDraft { client: id, invoice, content: before.clone() };
    Ok(Decision {
        facts: of(id, [ClientFact::Drafted { invoice, origin, content }]),
        done: Done::Drafted { client: id, invoice },
        undo: Some(undo),
    })
}

pub(super) fn discard(client: &Client, invoice: InvoiceId, gone: bool) -> Result<Decision, Refusal> {
    let known = found(client, invoice)?;
    if !known.issues.is_empty() {
        return Err(Refusal::NotADraft { standing: known.standing() });
    }
    if known.removed.is_some() == gone {
        return Ok(Decision::nothing());
    }
    let elsewhere = |content: &Content| is_asked_elsewhere(client, invoice, content);
    if !gone && known.draft.as_ref().is_some_and(elsewhere) {
        return Err(Refusal::BilledElsewhere);
    }
    Ok(Decision {
        facts: of(client.id, [ClientFact::InvoiceRemoved { invoice, gone }]),
        done: Done::Saved { client: client.id },
        undo: Some(Command::DiscardDraft { client: client.id, invoice, gone: !gone }),
    })
}

/// Under the next number of this device's series, or under one that somebody wrote.
pub(super) fn issue(
    world: World<'_>,
    client: &Client,
    invoice: InvoiceId,
    by_hand: Option<&str>,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let mut content = as_draft(client, invoice)?.clone();
    content.language = content.language.or_else(|| client.language());
    let kind = content.kind;
    let origin = found(client, invoice)?.origin;
    let (number, mut facts) = match by_hand {
        Some(given) => (text::line(given, 60), Vec::new()),
        None => {
            let (_, opening) = series::to_issue(world, fresh)?;
            (world.practice.next_number(kind, content.dated.unwrap_or(now.today), world.device), opening)
        }
    };
    if world.practice.holder(&number).is_some() {
        return Err(Refusal::NumberTaken { number });
    }
    let head = Letterhead {
        number: number.clone(),
        sender: world.practice.party(),
        recipient: client.party(),
        pay_to: world.practice.pay_to(content.currency),
        accent: world.practice.accent(),
        logo: world.practice.logo().map(|(_, hash)| hash.to_owned()),
    };
    super::flow::deductions_hold(client, invoice, &content)?;
    let document =
        Issued::from_draft(content, head, now.today, |terms, dated| world.practice.due_day(terms, dated)).map_err(Refusal::CannotIssue)?;
    let credited = super::flow::credited(client, invoice, &document, fresh)?;
    let id = IssueId::fresh(fresh);
    let taken = Taken { batch: origin.batch(), by_hand: by_hand.is_some(), ..Taken::of(number.clone(), kind, client.id, invoice) };
    facts.push(Fact::Practice(PracticeFact::NumberTaken { issue: id, taken }));
    facts.push(Fact::Client(client.id, ClientFact::Issued { invoice, id, document: Box::new(document) }));
    facts.extend(credited.map(|fact| Fact::Client(client.id, fact)));
    Ok(Decision {
        facts,
        done: Done::Issued { client: client.id, invoice, number },
        // An issued document is taken back by voiding it, which is an act of its own with a reason.
        undo: None,
    })
}

pub(super) fn note(client: &Client, invoice: InvoiceId, given: &str) -> Result<Decision, Refusal> {
    let known = found(client, invoice)?;
    let text = text::prose(given, 4_000);
    if text == known.note {
        return Ok(Decision::nothing());
    }
    Ok(Decision {
        facts: of(client.id, [ClientFact::DocumentNoted { invoice, text }]),
        done: Done::Saved { client: client.id },
        undo: Some(Command::NoteDocument { client: client.id, invoice, text: known.note.clone() }),
    })
}

pub(super) fn void(client: &Client, invoice: InvoiceId, reason: &str, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let known = found(client, invoice)?;
    let standing = known.standing();
    let issued = matches!(
        standing,
        Standing::Given | Standing::Open | Standing::PartlyPaid | Standing::Paid | Standing::Overpaid | Standing::Credited
    );
    // What went out under two numbers is voided under both; a copy can be issued under one.
    let twice = standing == Standing::Contested && known.issues.len() > 1;
    let issued = issued || twice;
    let Some(paid) = known.paid().filter(|_| issued || standing == Standing::Void) else {
        return Err(Refusal::NotADraft { standing });
    };
    // A void document is void already; one that was paid must first give the money back.
    if standing == Standing::Void || !paid.is_zero() {
        return Err(Refusal::NotVoidable { standing, paid });
    }
    if let Some(note) = credit::notes(known).next() {
        return Err(Refusal::HasCreditNote { number: credit::number(client, note) });
    }
    let reason = text::prose(reason, 1_000);
    if reason.is_empty() {
        return Err(Refusal::TextMissing);
    }
    let each = known.issues.len().saturating_sub(known.voids.len()).max(1);
    let void = |_| ClientFact::Voided { invoice, id: VoidId::fresh(fresh), on: now.today, reason: reason.clone() };
    let mut facts = of(client.id, (0..each).map(void).collect::<Vec<_>>());
    facts.extend(super::flow::voided(client, invoice, known)?);
    Ok(Decision { facts, done: Done::Voided { client: client.id, invoice }, undo: None })
}
