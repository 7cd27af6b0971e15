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
