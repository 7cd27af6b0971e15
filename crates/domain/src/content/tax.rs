//! How a line is taxed: a rate, and the category it stands in (EN 16931, BT-151 and BT-118; UNTDID 5305).

use super::Percent;

/// Why a rate applies, or why none does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// S: an ordinary rate.
    #[default]
    Standard,
    /// Z: taxed, at a rate of zero.
    Zero,
    /// E: exempt, for a reason that the document names.
    Exempt,
    /// AE: the buyer accounts for the tax.
    ReverseCharge,
    /// K: goods to a business in another member state.
    IntraCommunity,
    /// G: goods that leave the customs territory.
    Export,
    /// O: outside the scope of the tax.
    OutsideScope,
}

impl Category {
    pub const ALL: [Self; 7] =
        [Self::Standard, Self::Zero, Self::Exempt, Self::ReverseCharge, Self::IntraCommunity, Self::Export, Self::OutsideScope];

    /// The code of UNTDID 5305.
    pub fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::Zero => "Z",
            Self::Exempt => "E",
            Self::ReverseCharge => "AE",
            Self::IntraCommunity => "K",
            Self::Export => "G",
            Self::OutsideScope => "O",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }

    /// Whether the document must say why there is no tax (BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10).
    pub fn needs_reason(self) -> bool {
        !matches!(self, Self::Standard | Self::Zero)
    }

    /// Whether the sender's tax id must be on the document (BR-AE-02, BR-IC-02, BR-G-02).
    pub fn needs_sender_id(self) -> bool {
        matches!(self, Self::ReverseCharge | Self::IntraCommunity | Self::Export)
    }

    /// Whether the recipient's tax id must be on the document (BR-AE-02, BR-IC-02).
    pub fn needs_recipient_id(self) -> bool {
        matches!(self, Self::ReverseCharge | Self::IntraCommunity)
    }
}

/// What is taxed alike and summed together. Ordered by rate, then category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaxGroup {
    pub rate: Percent,
    pub category: Category,
}

impl TaxGroup {
    /// The group of a rate in a category. Only an ordinary rate is more than zero, and an ordinary rate of zero is category Z
    /// (BR-S-05, BR-Z-05). None: no tax at all.
    pub fn of(category: Category, rate: Option<Percent>) -> Option<Self> {
        match (category, rate) {
            (Category::Standard, None) => None,
            (Category::Standard, Some(rate)) if rate != Percent::ZERO => Some(Self { rate, category }),
            (Category::Standard, Some(_)) => Some(Self { rate: Percent::ZERO, category: Category::Zero }),
            (category, _) => Some(Self { rate: Percent::ZERO, category }),
        }
    }

    /// A key that [`TaxGroup::from_key`] reads back: `S 19`, `AE 0`.
    pub fn key(self) -> String {
        format!("{} {}", self.category.code(), self.rate.value())
    }

    pub fn from_key(key: &str) -> Option<Self> {
        let (code, rate) = key.split_once(' ')?;
        Self::of(Category::from_code(code)?, Some(crate::client::percent(rate)?))
    }
}

/// A tax beside the first, with a name and a rate of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondTax {
    pub name: String,
    pub percent: Percent,
}

/// Where tax is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaxRounding {
    /// Once for each category and rate, on the sum of its lines (EN 16931, BR-CO-17).
    #[default]
    PerRate,
    /// On each line, then summed.
    PerLine,
}
