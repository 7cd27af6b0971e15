//! What was done, in a short sentence for a toast.

use domain::command::Tally;
use domain::{ClientId, Done};

use super::locale::Locale;
use super::{item, stage};

pub fn count(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// None where what was done shows for itself.
pub fn done(done: &Done, name: impl Fn(ClientId) -> String, locale: &Locale) -> Option<String> {
    Some(match done {
        Done::ClientAdded { client } => format!("{} is on the board", name(*client)),
        Done::Erased { kept } => super::erase::erased(*kept),
        Done::Saved { .. } => "Saved".to_owned(),
        Done::ContactAdded { .. } => "Contact added".to_owned(),
        Done::Moved { client, to, .. } => format!("{} moved to {}", name(*client), stage::name(*to)),
        Done::NoteWritten { .. } => "Noted".to_owned(),
        Done::ItemAdded { kind, .. } => item::added(*kind).to_owned(),
        Done::ListBegun { client, list } => super::lifecycle::begun(*list, &name(*client)),
        Done::Acted { act, .. } => item::acted(*act).to_owned(),
        Done::Drafted { .. } | Done::Nothing => return None,
        Done::Billed { .. } => "On a draft now".to_owned(),
        Done::Issued { number, .. } => format!("Issued as {number}"),
        Done::Paid { open, .. } if open.is_positive() => format!("Payment recorded, {} still open", locale.money(*open)),
        Done::Paid { open, .. } if open.is_negative() => format!("Payment recorded, {} too much", locale.money(open.negated())),
        Done::Paid { .. } => "Payment recorded, paid in full".to_owned(),
        Done::Spread { documents, amount, .. } => format!("{} recorded over {documents} documents", locale.money(*amount)),
        Done::Refunded { amount, .. } => format!("{} given back", locale.money(*amount)),
        Done::CreditUsed { amount, open, .. } if open.is_zero() => format!("{} of credit used, nothing left to pay", locale.money(*amount)),
        Done::CreditUsed { amount, open, .. } => format!("{} of credit used, {} still open", locale.money(*amount), locale.money(*open)),
        Done::Voided { .. } => "Voided; the number stays used".to_owned(),
        Done::Removed { client, gone: true } => format!("{} removed", name(*client)),
        Done::Removed { client, gone: false } => format!("{} is back", name(*client)),
        Done::Merged { client, into } => super::merge::merged(&name(*client), &name(*into)),
        Done::TakenApart { client, from } => super::merge::taken_apart(&name(*client), &name(*from)),
        Done::RecurringDrafted { client, drafts } => {
            format!("{} made for {}", count(u32::try_from(*drafts).unwrap_or(u32::MAX), "draft", "drafts"), name(*client))
        }
        Done::RuleRan { client, title, .. } => super::rules::ran(title, &name(*client)),
        Done::PracticeSaved => "Saved".to_owned(),
        Done::Imported { tally, left: 0, .. } => imported(*tally),
        Done::Imported { tally, .. } => format!("{}, then it was stopped", imported(*tally)),
        Done::BatchUndone { gone: true, kept: 0, .. } => "Taken out again".to_owned(),
        Done::BatchUndone { gone: true, kept, .. } => {
            format!("Taken out again; {} with newer work stayed", count(*kept, "record", "records"))
        }
        Done::BatchUndone { gone: false, .. } => "Brought back".to_owned(),
        Done::BankBrought { payments, known, sums, .. } => {
            let sums: Vec<String> = sums.owed().map(|sum| locale.money(sum)).collect();
            super::bank::brought(*payments, *known, &sums)
        }
        Done::SampleAdded { .. } => "The sample practice is here to try".to_owned(),
        Done::Received { .. } => return None,
        Done::Restored { clients } => format!("{} restored", count(*clients, "client", "clients")),
    })
}

pub fn imported(tally: Tally) -> String {
    if tally.clients_new + tally.invoices_new == 0 {
        return format!("Filled in {}", count(tally.clients_filled, "client", "clients"));
    }
    let clients = count(tally.clients_new, "client", "clients");
    let invoices = count(tally.invoices_new, "invoice", "invoices");
    format!("Brought in {clients} and {invoices}")
}
