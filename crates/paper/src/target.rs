//! What a column of a file can be taken for.

use domain::field::{ContactField, Field};

use crate::recognise::Records;

macro_rules! targets {
    ($($(#[$doc:meta])* $target:expr => $key:literal,)*) => {
        impl Target {
            /// Everything a column can be taken for, in the order a list shows it.
            pub const ALL: &'static [Self] = &[$($target,)*];

            const KEYS: &'static [&'static str] = &[$($key,)*];
        }
    };
}

/// What a column holds. The variants named after a line are one line of an invoice; those named after an invoice say the same on every
/// row of it, or stand on one and are blank on the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// Not read.
    Skip,
    /// A register of the client. In a file of invoices, of the client invoiced.
    Client(Field),
    /// A register of the person at the client.
    Contact(ContactField),
    ContactFirstName,
    ContactLastName,
    /// Notes on the client. Several columns may be: their texts are joined.
    Note,
    InvoiceNumber,
    InvoiceDate,
    DueDate,
    /// Draft, sent, paid, void: whatever word the tool has for it.
    State,
    InvoiceCurrency,
    /// What the invoice comes to, tax included.
    Total,
    Paid,
    /// What is still open.
    Balance,
    PaidOn,
    /// Off the whole invoice: a percentage if it says so, an amount if it has a currency; else whichever makes the total right.
    Discount,
    DiscountPercent,
    DiscountAmount,
    /// An amount added to the whole invoice, such as shipping; it becomes a line called like its column. Several columns may be.
    Surcharge,
    TaxName,
    TaxRate,
    /// The tax in the total.
    TaxAmount,
    /// What it comes to without tax: tells the tax of an invoice whose lines the file does not have.
    Net,
    /// The client's purchase order or reference.
    Reference,
    /// Text printed on the invoice.
    InvoiceNote,
    /// Product or service; stands before the description.
    LineItem,
    LineDescription,
    LineQuantity,
    LineUnit,
    LinePrice,
    LineDiscountPercent,
    LineDiscountAmount,
    /// Of one line, without tax.
    LineNet,
    LineTax1Name,
    LineTax1Rate,
    LineTax1Amount,
    LineTax2Name,
    LineTax2Rate,
    LineTax2Amount,
    /// Of one line, with tax.
    LineTotal,
}

targets! {
    Target::Skip => "skip",
    Target::Client(Field::Name) => "client.name",
    Target::Client(Field::LegalName) => "client.legal_name",
    Target::Client(Field::Email) => "client.email",
    Target::Client(Field::Phone) => "client.phone",
    Target::Client(Field::Website) => "client.website",
    Target::Client(Field::Street) => "client.street",
    Target::Client(Field::Extra) => "client.extra",
    Target::Client(Field::City) => "client.city",
    Target::Client(Field::Region) => "client.region",
    Target::Client(Field::PostalCode) => "client.postal_code",
    Target::Client(Field::Country) => "client.country",
    Target::Client(Field::TaxId) => "client.tax_id",
    Target::Client(Field::Registration) => "client.registration",
    Target::Client(Field::Currency) => "client.currency",
    Target::Client(Field::Terms) => "client.terms",
    Target::Client(Field::TaxRate) => "client.tax_rate",
    Target::Client(Field::NextStep) => "client.next_step",
    Target::Client(Field::NextDay) => "client.next_day",
    Target::Client(Field::Source) => "client.source",
    Target::Client(Field::ContractStart) => "client.contract_start",
    Target::Client(Field::ContractEnd) => "client.contract_end",
    Target::Client(Field::NoticeDays) => "client.notice_days",
    Target::Client(Field::Tier) => "client.tier",
    Target::Client(Field::Channel) => "client.channel",
    Target::Client(Field::Language) => "client.language",
    Target::Client(Field::UpdateEvery) => "client.update_every",
    Target::Client(Field::UpdateDay) => "client.update_day",
    Target::Client(Field::AnswerHours) => "client.answer_hours",
    Target::Client(Field::Remind) => "client.remind",
    Target::Contact(ContactField::Name) => "contact.name",
    Target::ContactFirstName => "contact.first_name",
    Target::ContactLastName => "contact.last_name",
    Target::Contact(ContactField::Position) => "contact.position",
    Target::Contact(ContactField::Email) => "contact.email",
    Target::Contact(ContactField::Phone) => "contact.phone",
    Target::Contact(ContactField::Chat) => "contact.chat",
    Target::Contact(ContactField::Prefers) => "contact.prefers",
    Target::Contact(ContactField::Primary) => "contact.primary",
    Target::Contact(ContactField::Decides) => "contact.decides",
    Target::Contact(ContactField::Bills) => "contact.bills",
    Target::Contact(ContactField::Birthday) => "contact.birthday",
    Target::Note => "note",
    Target::InvoiceNumber => "invoice.number",
    Target::InvoiceDate => "invoice.date",
    Target::DueDate => "invoice.due",
    Target::State => "invoice.state",
    Target::InvoiceCurrency => "invoice.currency",
    Target::Total => "invoice.total",
    Target::Paid => "invoice.paid",
    Target::Balance => "invoice.balance",
    Target::PaidOn => "invoice.paid_on",
    Target::Discount => "invoice.discount",
    Target::DiscountPercent => "invoice.discount_percent",
    Target::DiscountAmount => "invoice.discount_amount",
    Target::Surcharge => "invoice.surcharge",
    Target::TaxName => "invoice.tax_name",
    Target::TaxRate => "invoice.tax_rate",
    Target::TaxAmount => "invoice.tax_amount",
    Target::Net => "invoice.net",
    Target::Reference => "invoice.reference",
    Target::InvoiceNote => "invoice.note",
    Target::LineItem => "line.item",
    Target::LineDescription => "line.description",
    Target::LineQuantity => "line.quantity",
    Target::LineUnit => "line.unit",
    Target::LinePrice => "line.price",
    Target::LineDiscountPercent => "line.discount_percent",
    Target::LineDiscountAmount => "line.discount_amount",
    Target::LineNet => "line.net",
    Target::LineTax1Name => "line.tax1_name",
    Target::LineTax1Rate => "line.tax1_rate",
    Target::LineTax1Amount => "line.tax1_amount",
    Target::LineTax2Name => "line.tax2_name",
    Target::LineTax2Rate => "line.tax2_rate",
    Target::LineTax2Amount => "line.tax2_amount",
    Target::LineTotal => "line.total",
}

/// How the text of a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Figure,
    Date,
}

impl Target {
    /// Under what a choice is kept and shown: never renamed.
    pub fn key(self) -> &'static str {
        Self::ALL.iter().zip(Self::KEYS).find(|(one, _)| **one == self).map_or("skip", |(_, key)| key)
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::KEYS.iter().zip(Self::ALL).find(|(one, _)| **one == key).map(|(_, target)| *target)
    }

    /// Whether a column of such records can be taken for it: a file of clients has no invoice numbers.
    pub fn fits(self, records: Records) -> bool {
        match records {
            Records::Invoices => true,
            Records::Clients => self.of_a_client(),
            Records::Payments | Records::Ledger | Records::Other => self == Self::Skip,
        }
    }

    fn of_a_client(self) -> bool {
        matches!(self, Self::Skip | Self::Client(_) | Self::Contact(_) | Self::ContactFirstName | Self::ContactLastName | Self::Note)
    }

    /// Whether several columns may be taken for it at once; of any other, only the first that is not blank is read.
    pub fn joins(self) -> bool {
        matches!(self, Self::Skip | Self::Note | Self::InvoiceNote | Self::LineDescription | Self::Surcharge)
    }

    pub(crate) fn shape(self) -> Shape {
        match self {
            Self::InvoiceDate | Self::DueDate | Self::PaidOn | Self::Client(Field::NextDay | Field::ContractStart | Field::ContractEnd) => {
                Shape::Date
            }
            Self::Total
            | Self::Paid
            | Self::Balance
            | Self::Discount
            | Self::DiscountPercent
            | Self::DiscountAmount
            | Self::Surcharge
            | Self::TaxRate
            | Self::TaxAmount
            | Self::Net
            | Self::LineQuantity
            | Self::LinePrice
            | Self::LineDiscountPercent
            | Self::LineDiscountAmount
            | Self::LineNet
            | Self::LineTax1Rate
            | Self::LineTax1Amount
            | Self::LineTax2Rate
            | Self::LineTax2Amount
            | Self::LineTotal
            | Self::Client(Field::TaxRate) => Shape::Figure,
            _ => Shape::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_target_has_a_key_of_its_own() {
        let keys: BTreeSet<&str> = Target::ALL.iter().map(|target| target.key()).collect();
        assert_eq!(keys.len(), Target::ALL.len());
        for target in Target::ALL {
            assert_eq!(Target::from_key(target.key()), Some(*target));
        }
        assert_eq!(Target::from_key("invoice.nonsense"), None);
    }

    #[test]
    fn every_register_can_be_mapped() {
        for field in Field::ALL {
            assert_eq!(Target::Client(*field).key(), format!("client.{}", field.key()));
        }
        for field in ContactField::ALL {
            assert_eq!(Target::Contact(*field).key(), format!("contact.{}", field.key()));
        }
    }
}
