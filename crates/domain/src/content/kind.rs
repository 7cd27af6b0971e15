//! What documents there are.

/// What a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Quote,
    Estimate,
    #[default]
    Invoice,
    Receipt,
    /// What an invoice will say, before there is one: asks for nothing.
    Proforma,
    /// Asks for a part before the work is done (UNTDID 1001: 386).
    Deposit,
    /// Takes back what an invoice asked for (UNTDID 1001: 381). Its amounts are positive.
    CreditNote,
}

impl Kind {
    pub const ALL: [Self; 7] = [Self::Quote, Self::Estimate, Self::Invoice, Self::Receipt, Self::Proforma, Self::Deposit, Self::CreditNote];

    pub fn key(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Estimate => "estimate",
            Self::Invoice => "invoice",
            Self::Receipt => "receipt",
            Self::Proforma => "proforma",
            Self::Deposit => "deposit",
            Self::CreditNote => "credit_note",
        }
    }
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
    /// Whether the document asks for money: only these have a due date, payments and a place in what is outstanding.
    pub fn collects(self) -> bool {
        matches!(self, Self::Invoice | Self::Deposit)
    }
}
