use domain::field::{ContactField, Field};
use paper::date::DayOrder;
use paper::table::{Separator, Table};
use paper::target::Target;

pub fn separator(separator: Separator) -> &'static str {
    match separator {
        Separator::Comma => "comma",
        Separator::Semicolon => "semicolon",
        Separator::Tab => "tab",
        Separator::Pipe => "pipe",
    }
}

pub fn order(order: DayOrder) -> &'static str {
    match order {
        DayOrder::DayFirst => "the day comes first",
        DayOrder::MonthFirst => "the month comes first",
    }
}

/// A column's name; where two have one name, which of them it is.
pub fn column(table: &Table, column: usize) -> (String, Option<String>) {
    let name = table.header.get(column).map_or("", String::as_str);
    if name.is_empty() {
        return (format!("Column {}", column + 1), None);
    }
    let before = table.repeated(column);
    let after = table.header.iter().skip(column + 1).any(|other| other == name);
    let which = (before > 0 || after).then(|| match before {
        0 => "the first of this name".to_owned(),
        1 => "the second of this name".to_owned(),
        more => format!("number {} of this name", more + 1),
    });
    (name.to_owned(), which)
}

/// The heading a target stands under in a list; None for what leaves a column out.
pub fn group(target: Target) -> Option<&'static str> {
    Some(match target {
        Target::Skip => return None,
        Target::Client(_) | Target::Note => "The client",
        Target::Contact(_) | Target::ContactFirstName | Target::ContactLastName => "The person there",
        Target::InvoiceNumber
        | Target::InvoiceDate
        | Target::DueDate
        | Target::State
        | Target::InvoiceCurrency
        | Target::Total
        | Target::Paid
        | Target::Balance
        | Target::PaidOn
        | Target::Discount
        | Target::DiscountPercent
        | Target::DiscountAmount
        | Target::Surcharge
        | Target::TaxName
        | Target::TaxRate
        | Target::TaxAmount
        | Target::Net
        | Target::Reference
        | Target::InvoiceNote => "The invoice",
        Target::LineItem
        | Target::LineDescription
        | Target::LineQuantity
        | Target::LineUnit
        | Target::LinePrice
        | Target::LineDiscountPercent
        | Target::LineDiscountAmount
        | Target::LineNet
        | Target::LineTax1Name
        | Target::LineTax1Rate
        | Target::LineTax1Amount
        | Target::LineTax2Name
        | Target::LineTax2Rate
        | Target::LineTax2Amount
        | Target::LineTotal => "A line of it",
    })
}

pub fn target(target: Target) -> &'static str {
    match target {
        Target::Skip => "Leave out",
        Target::Client(field) => of_client(field),
        Target::Contact(field) => of_contact(field),
        Target::ContactFirstName => "Person's first name",
        Target::ContactLastName => "Person's last name",
        Target::Note => "Note on the client",
        Target::InvoiceNumber => "Invoice number",
        Target::InvoiceDate => "Invoice date",
        Target::DueDate => "Due date",
        Target::State => "Status",
        Target::InvoiceCurrency => "Invoice currency",
        Target::Total => "Total, tax included",
        Target::Paid => "Paid",
        Target::Balance => "Still open",
        Target::PaidOn => "Paid on",
        Target::Discount => "Discount, % or amount",
        Target::DiscountPercent => "Discount in %",
        Target::DiscountAmount => "Discount, amount",
        Target::Surcharge => "Surcharge, such as shipping",
        Target::TaxName => "Name of the tax",
        Target::TaxRate => "Tax rate",
        Target::TaxAmount => "Tax in the total",
        Target::Net => "Total without tax",
        Target::Reference => "Purchase order or reference",
        Target::InvoiceNote => "Text on the invoice",
        Target::LineItem => "Product or service",
        Target::LineDescription => "Description",
        Target::LineQuantity => "Quantity",
        Target::LineUnit => "Unit",
        Target::LinePrice => "Price",
        Target::LineDiscountPercent => "Line discount in %",
        Target::LineDiscountAmount => "Line discount, amount",
        Target::LineNet => "Line amount without tax",
        Target::LineTax1Name => "Line tax, name",
        Target::LineTax1Rate => "Line tax, rate",
        Target::LineTax1Amount => "Line tax, amount",
        Target::LineTax2Name => "Second line tax, name",
        Target::LineTax2Rate => "Second line tax, rate",
        Target::LineTax2Amount => "Second line tax, amount",
        Target::LineTotal => "Line amount with tax",
    }
}

fn of_client(field: Field) -> &'static str {
    match field {
        Field::Name => "Client name",
        Field::LegalName => "Full company name",
        Field::Email => "E-mail",
        Field::Phone => "Phone",
        Field::Website => "Website",
        Field::Street => "Street",
        Field::Extra => "Second address line",
        Field::City => "City",
        Field::Region => "State or region",
        Field::PostalCode => "Postal code",
        Field::Country => "Country",
        Field::TaxId => "Tax number",
        Field::Registration => "Registration or customer number",
        Field::Currency => "Client's currency",
        Field::Terms => "Payment terms",
        Field::TaxRate => "Client's tax rate",
        Field::NextStep => "Next step",
        Field::NextDay => "Day of the next step",
        Field::Source => "How they were found",
        Field::ContractStart => "First day of the contract",
        Field::ContractEnd => "Last day of the contract",
        Field::NoticeDays => "Days of notice",
        Field::Tier => "Tier",
        Field::Channel => "Agreed channel",
        Field::Language => "Language of documents",
        Field::UpdateEvery => "How often updates go out",
        Field::UpdateDay => "Day of updates",
        Field::AnswerHours => "Working hours to answer",
        Field::Remind => "Days of reminders",
    }
}

fn of_contact(field: ContactField) -> &'static str {
    match field {
        ContactField::Name => "Person's name",
        ContactField::Position => "Position",
        ContactField::Email => "Person's e-mail",
        ContactField::Phone => "Person's phone",
        ContactField::Chat => "Chat handle",
        ContactField::Prefers => "Prefers to be reached by",
        ContactField::Primary => "Is called first",
        ContactField::Decides => "Decides",
        ContactField::Bills => "Receives invoices",
        ContactField::Birthday => "Birthday",
    }
}
