//! A billing document in its client's document: the draft that changes, and beside it what is written once.

use domain::client::{Origin, Stamp};
use domain::content::Content;
use domain::invoice::{Difference, Invoice, Issue, Issued, Letterhead, Party, Payment, PaymentKind, Voided};
use domain::money::{Currency, Money};
use domain::{Id, InvoiceId, IssueId, PaymentId};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::pen::{Pen, Sheet, Spot, WriteError};
use super::tree::{At, day_of, id_of};
use super::{Trouble, client, draft as drafts, seal};

/// What is written once, beside the draft.
pub(super) const CONTAINERS: [&str; 3] = ["issues", "payments", "voids"];

/// Begins a draft, or changes what differs.
pub(super) fn draft(pen: &mut Pen<'_>, root: &Spot, id: InvoiceId, origin: Origin, content: &Content) -> Result<(), WriteError> {
    let (invoices, key) = (pen.child(root, "invoices")?, id.to_string());
    if let Some(entry) = pen.find(&invoices, &key)? {
        if !pen.has(&entry, "at")? {
            pen.sign(&entry)?;
            pen.put(&entry, "origin", "typed")?;
        }
        let draft = pen.child(&entry, "draft")?;
        return drafts::write(pen, &draft, content);
    }
    let draft = drafts::sheet(content).ok_or_else(|| WriteError::AlreadyThere { path: invoices.path(&key) })?;
    let entry = pen.signed().put_origin(origin).put_below("draft", draft);
    let entry = CONTAINERS.into_iter().fold(entry, |entry, container| entry.put_below(container, Sheet::default()));
    pen.lay_new(&invoices, &key, entry).map(|_| ())
}

/// Seals the document. Nothing writes to the entry again.
pub(super) fn issue(pen: &mut Pen<'_>, root: &Spot, invoice: InvoiceId, id: IssueId, document: &Issued) -> Result<(), WriteError> {
    let entry = pen.entry(root, "invoices", invoice)?;
    let sealed = seal::text(document).ok_or(WriteError::Unsealable)?;
    let issue = pen.signed().put("number", document.number()).put("seal", seal::seal(&sealed)).put("sealed", sealed);
    pen.record(&entry, "issues", id, issue)
}

pub(super) fn pay(pen: &mut Pen<'_>, root: &Spot, invoice: InvoiceId, id: PaymentId, payment: &Payment) -> Result<(), WriteError> {
    let entry = pen.entry(root, "invoices", invoice)?;
    let paid = pen
        .signed()
        .put("amount", payment.amount.amount().to_string())
        .put("currency", payment.amount.currency().code())
        .put("on", payment.on.to_string())
        .put_filled("method", &payment.method)
        .put_filled("booking", &payment.booking)
        .put_batch(payment.batch);
    let (kind, other) = payment.kind.key();
    // What an older version wrote says nothing of its kind: it came in.
    let paid = if payment.kind == PaymentKind::Received { paid } else { paid.put("kind", kind) };
    let paid = match other {
        Some(other) => paid.put("other", other.to_string()),
        None => paid,
    };
    let paid = match payment.short {
        Some((why, short)) => paid.put("short", short.amount().to_string()).put("short_as", why.key()),
        None => paid,
    };
    let paid = match payment.came {
        Some(came) => paid.put("came", came.amount().to_string()).put("came_in", came.currency().code()),
        None => paid,
    };
    let paid = if payment.apart.is_some() { paid.put_below("apart", pen.signed()) } else { paid };
    let paid = if payment.withdrawn.is_some() { paid.put_below("withdrawn", pen.signed()) } else { paid };
    pen.record(&entry, "payments", id, paid)
}

pub(super) fn read(id: InvoiceId, at: &At<'_>) -> Invoice {
    let mut invoice = Invoice { drafted: Some(at.stamp()), origin: client::origin(at), removed: at.act("removed"), ..Invoice::default() };
    invoice.from = at.id("from");
    invoice.of_payment = at.id("of_payment");
    invoice.note = at.owned("note");
    let issues = at.branch("issues");
    // Once the document is issued, what two devices wrote into its draft is past.
    let is_settled = issues.as_ref().is_some_and(|issues| issues.keys().next().is_some());
    invoice.draft = at.branch("draft").and_then(|draft| drafts::read(&if is_settled { draft.past() } else { draft }));
    if let Some(issues) = issues {
        for key in issues.keys() {
            let issue_id = id_of(key).unwrap_or_else(|| nameless(key));
            match issued(&issues, key, invoice.draft.as_ref(), issue_id) {
                Some(issue) => {
                    if !issue.sound {
                        issues.tell(Trouble::BrokenSeal { invoice: id, issue: issue_id });
                    }
                    invoice.issues.insert(issue_id, issue);
                }
                // Neither what was sealed nor what was drafted can be read. The document must not pass for a draft.
                None => issues.tell(Trouble::BrokenSeal { invoice: id, issue: issue_id }),
            }
        }
    }
    if let Some(payments) = at.branch("payments") {
        invoice.payments = domain::order::gather(payments.entries().filter_map(|(id, at)| Some((id, payment(&at)?))));
    }
    if let Some(voids) = at.branch("voids") {
        invoice.voids = domain::order::gather(voids.entries().map(|(id, at)| (id, voided(&at))));
    }
    invoice
}

/// An act of issuing under a key that is no id still happened: it is given an id, the same on every device.
fn nameless(key: &str) -> IssueId {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(key.as_bytes())[..16]);
    IssueId(Id::from_bytes(bytes))
}

/// The issued document as sealed; where that cannot be read, what can be told of it, which is never sound.
fn issued(issues: &At<'_>, key: &str, draft: Option<&Content>, id: IssueId) -> Option<Issue> {
    let at = issues.branch(key);
    let recorded = at.as_ref().map_or(Stamp::UNWRITTEN, At::stamp);
    let number = at.as_ref().and_then(|at| at.text("number")).filter(|number| !number.trim().is_empty());
    if let Some(at) = &at
        && let Some(sealed) = at.text("sealed")
        && let Some((document, figures_hold)) = seal::open(sealed)
    {
        let sealed_so = at.text("seal").is_some_and(|kept| kept == seal::seal(sealed));
        let untouched = ["number", "seal", "sealed"].iter().all(|key| !at.is_contested(key));
        let sound = sealed_so && untouched && figures_hold && number == Some(document.number()) && !issues.is_contested(key);
        return Some(Issue { document, recorded, sound });
    }
    let number = number.map_or_else(|| id.to_string(), str::to_owned);
    let content = draft?;
    let dated = content.dated.unwrap_or_else(|| day_of(recorded));
    let due = content.kind.collects().then(|| content.terms.due(dated));
    let head = || Letterhead {
        number: number.clone(),
        sender: Party::default(),
        recipient: Party::default(),
        pay_to: String::new(),
        accent: None,
        logo: None,
    };
    let document = Issued::kept(content.clone(), head(), dated, due)
        .or_else(|_| Issued::kept(Content::blank(content.kind, content.currency), head(), dated, due));
    Some(Issue { document: document.ok()?, recorded, sound: false })
}

/// None when nobody can say how much.
fn payment(at: &At<'_>) -> Option<Payment> {
    let recorded = at.stamp();
    let currency = at.needed("currency", Currency::parse);
    let amount = at.needed("amount", |text| Money::exact(Decimal::from_str_exact(text).ok()?, currency?).ok())?;
    let other = at.id("other");
    // What an entry of a kind that this version does not know settles, nobody here can say.
    let kind = if at.has("kind") { at.needed("kind", |key| PaymentKind::from_key(key, other))? } else { PaymentKind::Received };
    let money = |text: &str, currency| Money::exact(Decimal::from_str_exact(text).ok()?, currency).ok();
    let short = at.parsed("short", |text| money(text, amount.currency())).zip(at.parsed("short_as", Difference::from_key));
    let came_in = at.parsed("came_in", Currency::parse);
    Some(Payment {
        kind,
        short: short.map(|(short, why)| (why, short)),
        came: came_in.and_then(|currency| at.parsed("came", |text| money(text, currency))),
        apart: at.act("apart"),
        amount,
        on: at.day("on", recorded),
        method: at.owned("method"),
        recorded,
        batch: at.id("batch"),
        booking: at.owned("booking"),
        withdrawn: at.act("withdrawn"),
    })
}

/// A void of which nothing can be read is a void still.
fn voided(at: &At<'_>) -> Voided {
    let recorded = at.stamp();
    Voided { reason: at.owned("reason"), on: at.day("on", recorded), recorded }
}
