//! The services of the practice.

pub const TITLE: &str = "Services";
pub const HINT: &str = "What you offer, with its usual price. Write the name on a line of a document, and the rest fills itself.";
pub const NONE: &str = "No services yet. Add one below, and the next invoice knows its price.";
pub const NAME: &str = "Name";
pub const DETAIL: &str = "Printed under the name";
pub const UNIT: &str = "Unit";
pub const PRICE: &str = "Price of one";
pub const CURRENCY: &str = "Currency";
pub const ANY_CURRENCY: &str = "any";
pub const TAX: &str = "Tax in %";
pub const CATEGORY: &str = "Kind of tax";
pub const CATEGORY_USUAL: &str = "as usual for the client";
pub const ADD: &str = "Add the service";
pub const CHANGE: &str = "Keep the change";
pub const CANCEL: &str = "Cancel";
pub const EDIT: &str = "Change";
pub const REMOVE: &str = "Remove";
pub const ADDED: &str = "Service added";
pub const CHANGED: &str = "Service changed";
pub const REMOVED: &str = "Service removed";
pub const NOT_A_NUMBER: &str = "Write a number, like 120 or 7.5.";
