//! How a document can be paid: accounts, references, links, and the texts of the two payment codes that banking apps read.
//!
//! Everything here speaks of what is open *now*; nothing of it is stored, and none of it says that anything was paid.

mod account;
mod address;
mod asked;
mod country;
mod epc;
mod letters;
mod link;
mod reference;
mod swiss;
#[cfg(test)]
mod tests;

pub use account::{Account, Iban, IbanError, bic};
pub use address::{Place, street_parts};
pub use asked::{Asked, Code, Codes, codes};
pub use country::country_code;
pub use epc::{EPC_MOST_BYTES, epc};
pub use link::{Link, LinkError, Shown, check as check_link, shown as shown_link};
pub use reference::{creditor_reference, is_creditor_reference, is_qr_reference, qr_reference};
pub use swiss::{SwissBill, Tongue, swiss};

/// Why a code or a link is not shown. Said to the sender, never on the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nothing is open, or nothing is asked.
    NothingOpen,
    /// Beyond what the code can carry.
    TooMuch,
    /// The code does not know this currency.
    Currency,
    /// No IBAN stands in what the document says of paying.
    NoIban,
    /// Not an account that this kind of transfer reaches.
    Country,
    /// A transfer to a QR-IBAN must carry a QR reference, which this number does not give.
    NoReference,
    /// The sender's address has no postal code, town or country that can be read.
    Address,
    /// The name or address has letters that the code does not know.
    Letters,
    /// The text is longer than the code may be.
    TooLong,
    /// A link whose amount is fixed, and another amount is open.
    OtherAmount,
    /// The link names something that the document has not got.
    Missing(&'static str),
}
