//! PDFs: making them, and why one could not be made.

use crate::state::press::{Made, Progress, Trouble};

pub const DOWNLOAD: &str = "Download PDF";
pub const MAKING: &str = "Making the PDF";
pub const DRAFT_PDF: &str = "PDF of this draft";
pub const NOT_TAKEN: &str = "The browser did not take the file. Try again, or print the document to a PDF.";

pub fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Unloaded => {
            "What makes PDFs could not be loaded. It comes along when the app is opened with a connection; printing works meanwhile."
                .to_owned()
        }
        Trouble::Letters(letters) => no_letters(letters.chars()),
        Trouble::Refused => "This document could not be made into a PDF. Printing it works.".to_owned(),
    }
}

/// Before issue, and when a PDF was asked for.
pub fn no_letters(letters: impl Iterator<Item = char>) -> String {
    let named: Vec<String> = letters.map(|letter| letter.to_string()).collect();
    let (shown, rest) = named.split_at(named.len().min(12));
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    format!("The typeface of the PDF cannot show {}{more}. Write it another way, or print the document instead.", shown.join(" "))
}

pub const ALL: &str = "Making the PDFs";
pub fn all(documents: usize) -> String {
    if documents == 1 { "PDF of 1 document".to_owned() } else { format!("PDFs of {documents} documents") }
}
pub const NOTED: &str = "Its PDF files";
pub const NOTED_HINT: &str = "The SHA-256 of each file that was made of it. A file with another one was not made here, or was changed.";
pub fn noted(day: &str) -> String {
    format!("Made {day}")
}
pub fn zip_name(day: &str) -> String {
    format!("Documents {day}.zip")
}
pub const CANCEL: &str = "Cancel";
pub const CANCELLED: &str = "Stopped. Nothing was downloaded.";
pub fn progress(progress: Progress) -> String {
    format!("{} of {}", progress.done, progress.all)
}
pub fn made(made: &Made) -> String {
    let given = if made.given == 1 { "1 PDF in the ZIP.".to_owned() } else { format!("{} PDFs in the ZIP.", made.given) };
    match made.left_out.first() {
        None => given,
        Some((number, why)) => {
            let others = made.left_out.len() - 1;
            let others = if others == 0 { String::new() } else { format!(" So it is with {others} more.") };
            format!("{given} {number} is not in it. {}{others}", trouble(why))
        }
    }
}
