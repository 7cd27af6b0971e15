//! Why there is tax or none: what the categories are called.

use domain::content::Category;

pub fn category(category: Category) -> &'static str {
    match category {
        Category::Standard => "Taxed",
        Category::Zero => "Zero-rated",
        Category::Exempt => "Exempt",
        Category::ReverseCharge => "Reverse charge",
        Category::IntraCommunity => "Supply within the EU",
        Category::Export => "Export",
        Category::OutsideScope => "Outside the scope",
    }
}

/// What is printed for a category until somebody writes it otherwise. Why something is exempt only its sender can know.
pub fn usual_reason(category: Category) -> &'static str {
    match category {
        Category::Standard | Category::Zero | Category::Exempt => "",
        Category::ReverseCharge => "Reverse charge: the recipient accounts for the VAT (Article 196 of Directive 2006/112/EC).",
        Category::IntraCommunity => "Exempt intra-Community supply (Article 138 of Directive 2006/112/EC).",
        Category::Export => "Exempt export (Article 146 of Directive 2006/112/EC).",
        Category::OutsideScope => "Not subject to VAT.",
    }
}
