//! Why something was not done: what happened, what was kept, what to do.

use book::chunk::StoreError;
use book::session::Unable;
use domain::field::{ContactField, Field, PracticeField};
use domain::invoice::{IssueRefusal, Standing};
use domain::money::MoneyError;
use domain::number::{PatternError, Reset};
use domain::series::Frozen;
use domain::{Done, Refusal};

use super::done::imported;
use super::locale::Locale;
use super::{item, stage};

pub const LOOKS_ONLY: &str = "In this team you look, and do not change. An owner can give you another role.";

pub fn unable(what: &Unable, locale: &Locale) -> String {
    match what {
        Unable::Refused(refusal) => refused(refusal, locale),
        Unable::NotKept(error) => format!("Not saved: {} What you had before is unchanged.", store(error)),
        Unable::CutShort { why, kept } => {
            let why = match &**why {
                Unable::NotKept(error) => format!("Not all of it was saved: {}", store(error)),
                other => unable(other, locale),
            };
            match &kept.done {
                Done::Imported { tally, .. } => format!("{why} {} before; bring the same file in again for the rest.", imported(*tally)),
                _ => format!("{why} What was done before stays; ask again to go on."),
            }
        }
        Unable::NotRead(error) => format!("This could not be opened: {} Nothing was changed.", store(error)),
        Unable::NotEmpty => "A backup can only be restored where there are no clients yet. Nothing was changed.".to_owned(),
        Unable::BackupDamaged { document } => format!("The backup's document {document} cannot be read, so nothing was restored."),
    }
}

pub fn store(error: &StoreError) -> String {
    match error {
        StoreError::Behind => "another tab was writing at the same moment. Please try again.".to_owned(),
        StoreError::Full => "this browser has no room left. Free some space on the disk, then try again; a backup still works.".to_owned(),
        StoreError::Newer => "a newer version of the app has been here. Reload to get that version.".to_owned(),
        StoreError::Failed(words) if words.is_empty() => "the app is still opening.".to_owned(),
        StoreError::Failed(words) => format!("the browser's storage answered “{}”.", words.trim_end_matches('.')),
    }
}

pub fn refused(refusal: &Refusal, locale: &Locale) -> String {
    match refusal {
        Refusal::NotSettled { documents } => super::erase::unsettled(*documents),
        Refusal::NoSuchClient => "This client is not here any more.".to_owned(),
        Refusal::NoSuchContact => "This contact is not here any more.".to_owned(),
        Refusal::NoSuchMove => "This move is not here any more.".to_owned(),
        Refusal::NoSuchNote => "This entry is not here any more.".to_owned(),
        Refusal::NoSuchInvoice => "This document is not here any more.".to_owned(),
        Refusal::NoSuchItem => "This is not here any more.".to_owned(),
        Refusal::NoSuchPayment => "This payment is not here any more.".to_owned(),
        Refusal::NoSuchBatch => "This import is not here any more.".to_owned(),
        Refusal::NameMissing => "Please give a name.".to_owned(),
        Refusal::TextMissing => "Please write a few words.".to_owned(),
        Refusal::FieldInvalid { field } => field_invalid(*field),
        Refusal::ContactInvalid { field } => contact_invalid(*field),
        Refusal::PracticeInvalid { field } => practice_invalid(*field),
        Refusal::PatternInvalid { error, .. } => pattern(*error).to_owned(),
        Refusal::ItemInvalid { field } => item::invalid(*field).to_owned(),
        Refusal::ItemMissing { field } => item::missing(*field).to_owned(),
        Refusal::IbanInvalid { error } => super::remit::iban(*error),
        Refusal::LinkInvalid { error } => super::remit::link_wrong(error),
        Refusal::EndsBeforeStart { start, end } => {
            format!("It ends on {}, before it starts on {}.", locale.day(*end), locale.day(*start))
        }
        Refusal::NotForThis { .. } => "That cannot be said of this as it stands now.".to_owned(),
        Refusal::ClockRuns => "A clock runs already. Stop it before you start another.".to_owned(),
        Refusal::RateMissing { engagement: Some(_) } => {
            "Nobody has said what an hour costs. Set “Price an hour” on the engagement, under Work.".to_owned()
        }
        Refusal::RateMissing { engagement: None } => {
            "No price an hour is known for this. Choose its engagement, and set “Price an hour” there.".to_owned()
        }
        Refusal::CurrencyMissing => "No currency is known. Set one in the client's details, on the engagement, or in Settings.".to_owned(),
        Refusal::NothingToBill => "There is nothing left to charge.".to_owned(),
        Refusal::BilledElsewhere => "What this draft charges is on another document by now, so it was not brought back.".to_owned(),
        Refusal::TooLong { most } => format!("That is too long: {most} characters at most."),
        Refusal::HappenedInFuture { happened, today } => {
            format!("{} has not come yet: today is {}.", locale.day(*happened), locale.day(*today))
        }
        Refusal::DepositOpen { missing } => {
            let all: Vec<String> = missing.iter().map(|one| super::lifecycle::deposit(one, locale)).collect();
            format!("{}.", all.join("; "))
        }
        Refusal::OnlyLooks => LOOKS_ONLY.to_owned(),
        Refusal::HolidayKnown { day } => format!("{} is a holiday already.", locale.day(*day)),
        Refusal::AlreadyThere { stage } => format!("Already in {}.", stage::name(*stage)),
        Refusal::NotADraft { standing } => match standing {
            Standing::Void => "This document is void and stays as it is.".to_owned(),
            Standing::Contested => "Two devices issued this document. Look at both before you go on.".to_owned(),
            Standing::Draft
            | Standing::Given
            | Standing::Open
            | Standing::PartlyPaid
            | Standing::Paid
            | Standing::Overpaid
            | Standing::Credited
            | Standing::Removed => "Only a draft can be changed. Void this one and write it anew.".to_owned(),
        },
        Refusal::ReasonMissing => "Please say why: whoever reads this later will want to know.".to_owned(),
        Refusal::DutiesOpen { from, open, .. } => super::lifecycle::still_open(*from, open, locale),
        Refusal::NotPayable { standing } => match standing {
            Standing::Draft => "Issue the invoice first, then record its payment.".to_owned(),
            Standing::Void => "This document is void: no payment belongs to it.".to_owned(),
            Standing::Contested => "Somebody has to look at this document first: the page of the document says at what.".to_owned(),
            Standing::Given
            | Standing::Open
            | Standing::PartlyPaid
            | Standing::Paid
            | Standing::Overpaid
            | Standing::Credited
            | Standing::Removed => "Payments belong to invoices only.".to_owned(),
        },
        Refusal::NotVoidable { standing: Standing::Void, .. } => "This document is void already.".to_owned(),
        Refusal::NotVoidable { paid, .. } => {
            format!("{} has been paid on it. Give it back, take the payment back, or write a credit note.", locale.money(*paid))
        }
        Refusal::PaymentNotPositive => "A payment is more than zero.".to_owned(),
        Refusal::PaymentInFuture { on, today } => {
            format!("{} has not come yet: today is {}.", locale.day(*on), locale.day(*today))
        }
        Refusal::Money(error) => money(error, locale),
        Refusal::CannotIssue(refusal) => issue(refusal, locale),
        Refusal::NumberTaken { number } => format!("{number} is taken already: another document has this number."),
        Refusal::SeriesFrozen { why: Frozen::Double { number } } => {
            format!("Two documents have the number {number}, each from another device. Nothing more is issued until you begin a new series in Settings, under Numbers. No number changes.")
        }
        Refusal::SeriesFrozen { why: Frozen::SharedMark { .. } } => {
            "Two devices number in the same series, so a number could come twice. Begin a new series in Settings, under Numbers. No number changes.".to_owned()
        }
        Refusal::MarkTaken { mark } => format!("{mark} stands in the numbers of another device already."),
        Refusal::RhythmUsed => {
            "Invoices were made by this rhythm, so it stays. End this one, and begin another with the new rhythm.".to_owned()
        }
        Refusal::LetterInvalid { error } => super::messages::letter_error(error),
        Refusal::AlreadyReminded => "This reminder was written down already, here or on another device.".to_owned(),
        Refusal::MarkUsed => "Documents have numbers with this mark, so it stays. You can begin a new series.".to_owned(),
        Refusal::NothingNew { tally } => {
            let known = tally.clients_matched + tally.invoices_known;
            if known > 0 {
                "Nothing new: everything in this file is here already.".to_owned()
            } else {
                "There is nothing in this file to bring in.".to_owned()
            }
        }
        Refusal::ProposalUnready { lacks } => lacks.first().map_or_else(String::new, |lack| super::proposal::lack(*lack).to_owned()),
        Refusal::ProposalSuperseded => super::proposal::SUPERSEDED.to_owned(),
        Refusal::ProposalExpired { until } => super::proposal::expired(*until, locale),
        Refusal::SampleAlreadyThere => "The sample practice is here already.".to_owned(),
        Refusal::NotToMerge => super::merge::NOT_TO_MERGE.to_owned(),
        Refusal::SharesDiffer { sum, whole } => {
            format!(
                "The parts come to {}, the transfer to {}. Change the parts until both agree.",
                locale.money(*sum),
                locale.money(*whole)
            )
        }
        Refusal::ShareTwice { number } => format!("{number} stands in this transfer twice."),
        Refusal::OtherCurrencyShared => "What came in another currency can be recorded for one document at a time.".to_owned(),
        Refusal::CreditInUse { number } => {
            format!("What this left over has paid {number}. Take that use of the credit back first, on {number}.")
        }
        Refusal::CreditShort { left } => format!("{} is all there is.", locale.money(*left)),
        Refusal::RefundAboveReceived { received } => format!("{} came in on it; more cannot be given back.", locale.money(*received)),
        Refusal::HasCreditNote { number } => format!("Credit note {number} stands against it. Void the credit note first."),
        Refusal::CannotBecome { kind } => {
            format!("As it stands, it cannot become a {}.", super::document::a_kind(*kind))
        }
        Refusal::ReceiptKnown { number } if number.is_empty() => "There is a draft of a receipt for this payment already.".to_owned(),
        Refusal::ReceiptKnown { number } => format!("There is a receipt for this payment already: {number}."),
        Refusal::DepositUnpaid { number } => {
            format!("{number} is not paid as it stands on this draft. Take off what is paid now, then issue it.")
        }
        Refusal::DepositTaken { number } if number.is_empty() => "A draft takes this deposit off already.".to_owned(),
        Refusal::DepositTaken { number } => format!("{number} takes this deposit off already. Write a credit note for {number} instead."),
        Refusal::NothingToCredit => "A credit note corrects an invoice that was issued. Make it from that invoice.".to_owned(),
        Refusal::CreditAboveInvoice { left, number } if left.is_zero() => format!("{number} is credited in full already."),
        Refusal::CreditAboveInvoice { left, number } => {
            format!("{number} has {} left to credit; this is more. Take lines off, or lower their amounts.", locale.money(*left))
        }
        Refusal::CreditAboveRate { left, rate } => {
            let rate = super::document::percent(*rate, locale);
            format!("At {rate}, {} is left to credit, tax included; this is more.", locale.money(*left))
        }
        Refusal::DocumentUnwritable => "This record is damaged and takes no changes. It was left as it is.".to_owned(),
        Refusal::NewerSchema => {
            "A newer version of the app wrote this record. Update the app to change it; here it can be read.".to_owned()
        }
    }
}

pub fn field_invalid(field: Field) -> String {
    match field {
        Field::Email => "An e-mail address looks like name@example.org.".to_owned(),
        Field::Currency => "A currency is three letters, like EUR or USD.".to_owned(),
        Field::TaxRate => "A tax rate is a percentage from 0 to 1000, like 19 or 8.25.".to_owned(),
        Field::NextDay | Field::ContractStart | Field::ContractEnd => "That is no date of the calendar.".to_owned(),
        Field::Terms => "These payment terms cannot be read.".to_owned(),
        Field::Language => "Documents can be in English, German, French, Spanish or Swedish.".to_owned(),
        Field::AnswerHours => "Working hours are a whole number, like 4.".to_owned(),
        Field::Remind => "Reminders are days counted from the due day, like -3 0 7 14, or the word off.".to_owned(),
        Field::NoticeDays => "Notice is a whole number of days, like 30.".to_owned(),
        Field::Name
        | Field::LegalName
        | Field::Phone
        | Field::Website
        | Field::Street
        | Field::Extra
        | Field::City
        | Field::Region
        | Field::PostalCode
        | Field::Country
        | Field::TaxId
        | Field::Registration
        | Field::NextStep
        | Field::Source
        | Field::Tier
        | Field::UpdateEvery
        | Field::UpdateDay
        | Field::Channel => "This cannot be kept as it is written.".to_owned(),
    }
}

fn contact_invalid(field: ContactField) -> String {
    match field {
        ContactField::Email => field_invalid(Field::Email),
        ContactField::Birthday => super::client::BIRTHDAY_WRONG.to_owned(),
        ContactField::Name
        | ContactField::Position
        | ContactField::Phone
        | ContactField::Chat
        | ContactField::Prefers
        | ContactField::Primary
        | ContactField::Decides
        | ContactField::Bills => "This cannot be kept as it is written.".to_owned(),
    }
}

fn practice_invalid(field: PracticeField) -> String {
    match field {
        PracticeField::Email => field_invalid(Field::Email),
        PracticeField::Currency => field_invalid(Field::Currency),
        PracticeField::TaxRate => field_invalid(Field::TaxRate),
        PracticeField::Terms => field_invalid(Field::Terms),
        PracticeField::AnswerHours => field_invalid(Field::AnswerHours),
        PracticeField::QuietDays => "Working days are a whole number, like 10.".to_owned(),
        PracticeField::Remind => field_invalid(Field::Remind),
        PracticeField::Capacity => "Hours a day are a number up to 24, like 6.".to_owned(),
        PracticeField::TrustWeights => {
            "Weights are whole numbers from -100 to 100, and the half-life a whole number of days, 1 to 3,650.".to_owned()
        }
        PracticeField::Accent => "A colour is written like #1f5f8b.".to_owned(),
        PracticeField::Name
        | PracticeField::Person
        | PracticeField::Phone
        | PracticeField::Website
        | PracticeField::Street
        | PracticeField::Extra
        | PracticeField::City
        | PracticeField::Region
        | PracticeField::PostalCode
        | PracticeField::Country
        | PracticeField::TaxId
        | PracticeField::Registration
        | PracticeField::TaxName
        | PracticeField::PayTo
        | PracticeField::VagueAlso
        | PracticeField::VagueNever
        | PracticeField::InvoicePattern
        | PracticeField::QuotePattern
        | PracticeField::ReceiptPattern
        | PracticeField::ProformaPattern
        | PracticeField::CreditPattern
        | PracticeField::LeapBirthday
        | PracticeField::House
        | PracticeField::DueWorkday
        | PracticeField::UpdateEvery
        | PracticeField::UpdateDay
        | PracticeField::WorkWeek => "This cannot be kept as it is written.".to_owned(),
    }
}

fn pattern(error: PatternError) -> &'static str {
    match error {
        PatternError::NoCounter => "A numbering pattern needs a counter, like {000}.",
        PatternError::TwoCounters => "A numbering pattern has one counter, not two.",
        PatternError::Unknown => "Only {YYYY}, {YY}, {MM}, {S} and a counter like {000} may stand in braces.",
        PatternError::ResetUnseen(Reset::Yearly) => "To count from 1 each year, the number has to show the year: {YYYY} or {YY}.",
        PatternError::ResetUnseen(Reset::Monthly | Reset::Never) => {
            "To count from 1 each month, the number has to show the year and the month: {YYYY} and {MM}."
        }
        PatternError::TooLong => "A numbering pattern has 60 characters at most.",
    }
}

fn money(error: &MoneyError, locale: &Locale) -> String {
    match error {
        MoneyError::TooFine { amount, currency } => {
            format!("{} has more decimals than {currency} can pay.", locale.number(*amount))
        }
        MoneyError::TooLarge => "That amount is too large to compute exactly.".to_owned(),
        MoneyError::Mixed { one, other } => format!("{one} and {other} cannot be added up."),
    }
}

fn issue(refusal: &IssueRefusal, locale: &Locale) -> String {
    match refusal {
        IssueRefusal::NoLines => "There is nothing on it yet. Add a line.".to_owned(),
        IssueRefusal::LineWithoutWords { line } => format!("Line {line} says nothing. Write what it is for."),
        IssueRefusal::NegativeTotal { total } => {
            format!(
                "It comes to {}. What gives money back is a credit note: open the invoice that it corrects, and write it there, with amounts above zero.",
                locale.money(*total)
            )
        }
        IssueRefusal::DueBeforeIssue { dated, due } => format!("It is due {}, before its date, {}.", locale.day(*due), locale.day(*dated)),
        IssueRefusal::ValidityOver { dated, until } => {
            format!("It is valid until {}, before its date, {}.", locale.day(*until), locale.day(*dated))
        }
        IssueRefusal::DepositAboveTotal { deposit, total } => {
            format!("The deposit, {}, is more than the whole, {}.", locale.money(*deposit), locale.money(*total))
        }
        IssueRefusal::DiscountAboveSum { discount, sum } => {
            format!("The discount, {}, is more than the lines come to, {}.", locale.money(*discount), locale.money(*sum))
        }
        IssueRefusal::Money(error) => money(error, locale),
        IssueRefusal::InstalmentWrong => {
            "One of the parts in which it is paid is due before the document itself, or comes to less than nothing.".to_owned()
        }
        IssueRefusal::NoSender => "It needs a sender: give your name or your business in Settings.".to_owned(),
        IssueRefusal::NoNumber => "It needs a number.".to_owned(),
        IssueRefusal::NegativePayable { payable } => {
            let over = locale.money(payable.negated());
            format!("More was asked for before than this comes to: {over} too much. Give it back with a credit note.")
        }
        IssueRefusal::ReasonMissing { category } => {
            format!("Say why there is no tax: {} needs its reason on the document.", super::tax::category(*category))
        }
        IssueRefusal::SenderTaxIdMissing { category } => {
            format!("{} needs your tax number on the document. Add it in Settings.", super::tax::category(*category))
        }
        IssueRefusal::RecipientTaxIdMissing { category } => {
            format!("{} needs the client’s tax number on the document. Add it to the client’s details.", super::tax::category(*category))
        }
        IssueRefusal::OutsideScopeMixed => {
            "What is outside the scope of the tax cannot stand on one document with what is taxed. Put it on a document of its own."
                .to_owned()
        }
    }
}
