//! Letters with gaps: a template's text, and what of a client's record fills it. No brace of a template reaches whoever reads the letter: a
//! gap is a variable that is known, or the template is refused. What a record says is put in last and never looked through again, so braces
//! in it are text like any other.

use crate::ItemId;
use crate::item::{Item, ItemField, ItemKind, of_kind};
use crate::language::Language;
use crate::practice::Practice;

keyed! {
    /// What a gap can ask for.
    Variable {
        FirstName = "client.first_name",
        /// The person written to, by full name.
        Person = "client.person",
        /// What everybody calls the client.
        Client = "client.name",
        /// Who writes.
        Me = "my.name",
        Business = "my.business",
        Today = "today",
        /// Lists out of the record: [`crate::update`].
        Done = "update.done",
        Next = "update.next",
        Needed = "update.needed",
        InvoiceNumber = "invoice.number",
        /// What is still to come in, not the total.
        InvoiceOpen = "invoice.open",
        InvoiceDue = "invoice.due",
        /// The day that a reminder gives beside the one on the invoice.
        InvoiceNewDue = "invoice.new_due",
        /// How it can be paid by a link.
        InvoicePay = "invoice.pay",
    }
}

keyed! {
    /// What a template is for.
    Purpose {
        Update = "update",
        Reply = "reply",
        Welcome = "welcome",
        Scope = "scope",
        Kickoff = "kickoff",
        Change = "change",
        HardNews = "hard_news",
        CheckIn = "check_in",
        Recap = "recap",
        Rebooking = "rebooking",
        Referral = "referral",
        Farewell = "farewell",
        /// They have not answered us.
        Nudge = "nudge",
        /// Before an invoice is due, or on the day: see [`crate::remind`].
        FirstReminder = "reminder_1",
        SecondReminder = "reminder_2",
        ThirdReminder = "reminder_3",
    }
}

impl Purpose {
    /// The template of a reminder's level, which counts from 1.
    pub fn of_level(level: u8) -> Self {
        match level {
            0 | 1 => Self::FirstReminder,
            2 => Self::SecondReminder,
            _ => Self::ThirdReminder,
        }
    }

    /// How firm a reminder is, from 1; None for what is none.
    pub fn level(self) -> Option<u8> {
        (1..=crate::remind::LEVEL_MOST).find(|level| Self::of_level(*level) == self)
    }

    /// Whether it speaks of one invoice.
    pub fn is_reminder(self) -> bool {
        matches!(self, Self::FirstReminder | Self::SecondReminder | Self::ThirdReminder)
    }
}

/// Why a text is no template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LetterError {
    /// Nothing of this name can be filled in.
    Unknown(String),
    /// A brace that is not closed, or closes nothing.
    Brace,
}

enum Piece<'a> {
    Text(&'a str),
    /// With what stands there where the record says nothing, if the template names it.
    Gap(Variable, Option<&'a str>),
}

fn pieces(template: &str) -> Result<Vec<Piece<'_>>, LetterError> {
    let (mut rest, mut found) = (template, Vec::new());
    while let Some(at) = rest.find(['{', '}']) {
        let (text, from) = rest.split_at(at);
        let (inside, after) = from.strip_prefix('{').and_then(|from| from.split_once('}')).ok_or(LetterError::Brace)?;
        if inside.contains(['{', '\n']) {
            return Err(LetterError::Brace);
        }
        let (name, otherwise) = inside.split_once('|').map_or((inside, None), |(name, otherwise)| (name, Some(otherwise)));
        let name = name.trim();
        let variable = Variable::from_key(name).ok_or_else(|| LetterError::Unknown(name.to_owned()))?;
        found.extend([Piece::Text(text), Piece::Gap(variable, otherwise.map(str::trim).filter(|text| !text.is_empty()))]);
        rest = after;
    }
    found.push(Piece::Text(rest));
    Ok(found)
}

/// Whether a text can be a template: every brace closed, every name known.
///
/// # Errors
/// The first brace or name that is not.
pub fn check(template: &str) -> Result<(), LetterError> {
    pieces(template).map(|_| ())
}

/// The letter: in each gap what the record says; where it says nothing, what the template names for that, else what is `usual`. A line that
/// consists of gaps in which nothing stands is left out, with one of the empty lines around it.
///
/// # Errors
/// As [`check`]: nothing is filled in by halves.
pub fn fill(template: &str, says: impl Fn(Variable) -> String, usual: impl Fn(Variable) -> &'static str) -> Result<String, LetterError> {
    check(template)?;
    let mut lines: Vec<String> = Vec::new();
    for line in template.lines() {
        let (mut out, mut gaps) = (String::new(), false);
        for piece in pieces(line)? {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Gap(variable, otherwise) => {
                    gaps = true;
                    let said = says(variable);
                    out.push_str(if said.trim().is_empty() { otherwise.unwrap_or_else(|| usual(variable)) } else { &said });
                }
            }
        }
        let is_empty = out.trim().is_empty();
        if is_empty && (gaps || lines.is_empty()) {
            continue;
        }
        if is_empty && lines.last().is_some_and(|last| last.trim().is_empty()) {
            continue;
        }
        lines.push(out.trim_end().to_owned());
    }
    Ok(lines.join("\n").trim_end().to_owned())
}

/// A template as the practice has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub item: ItemId,
    pub subject: String,
    pub body: String,
}

/// Under what an item of the practice says which template of which language it stands for.
pub fn key(purpose: Purpose, language: Language) -> String {
    format!("{}/{}", purpose.key(), language.key())
}

/// Reads [`key`].
pub fn from_key(key: &str) -> Option<(Purpose, Language)> {
    let (purpose, language) = key.split_once('/')?;
    let purpose = Purpose::from_key(purpose)?;
    Language::ALL.into_iter().find(|one| one.key() == language).map(|language| (purpose, language))
}

/// The practice's own text instead of the one that comes with the app. Of two that two devices began, the one begun later.
pub fn own(practice: &Practice, purpose: Purpose, language: Language) -> Option<Own> {
    let key = key(purpose, language);
    let mut all = of_kind(&practice.items, ItemKind::Letter);
    all.retain(|(_, item)| item.get(ItemField::From) == key);
    let newest = |(id, item): &(ItemId, &Item)| (item.recorded.at, *id);
    let (item, own) = all.into_iter().max_by_key(newest)?;
    Some(Own { item, subject: own.title().to_owned(), body: own.get(ItemField::Detail).to_owned() })
}

/// Which name of a full one greets: the first that is no title.
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().find(|part| !part.ends_with('.')).unwrap_or_default().trim_end_matches(',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(template: &str, says: &[(&str, &str)]) -> String {
        let value = |variable: Variable| says.iter().find(|(name, _)| *name == variable.key()).map_or("", |(_, text)| text).to_owned();
        let usual = |variable: Variable| if variable == Variable::FirstName { "all" } else { "" };
        fill(template, value, usual).unwrap_or_else(|error| format!("{error:?}"))
    }

    #[test]
    fn a_gap_is_filled_by_the_record_then_by_the_template_then_by_what_is_usual() {
        for (template, name, letter) in [
            ("Hi {client.first_name|there},", "Ada", "Hi Ada,"),
            ("Hi {client.first_name|there},", "", "Hi there,"),
            ("Hi {client.first_name},", "  ", "Hi all,"),
            ("Hi { client.first_name | dear friend },", "", "Hi dear friend,"),
            ("Hi {client.first_name|},", "", "Hi all,"),
            ("Hi {client.first_name}, {client.first_name|you}", "{x}", "Hi {x}, {x}"),
            ("Hi", "Ada", "Hi"),
            ("{client.frist_name}", "Ada", "Unknown(\"client.frist_name\")"),
            ("{}", "Ada", "Unknown(\"\")"),
            ("Hi {client.first_name", "Ada", "Brace"),
            ("Hi client.first_name}", "Ada", "Brace"),
            ("Hi {{client.first_name}}", "Ada", "Brace"),
            ("Hi {client.first_name|you\nthere}", "Ada", "Brace"),
            ("Hi {client.first_name|{my.name}}", "Ada", "Brace"),
        ] {
            assert_eq!(filled(template, &[("client.first_name", name)]), letter, "{template}");
        }
    }

    #[test]
    fn a_line_with_nothing_in_its_gaps_is_left_out() {
        let template = "Pay here:\n\n{invoice.pay}\n\nMany thanks\n{my.name}";
        assert_eq!(
            filled(template, &[("invoice.pay", "https://pay.example/1"), ("my.name", "Ada")]),
            "Pay here:\n\nhttps://pay.example/1\n\nMany thanks\nAda"
        );
        assert_eq!(filled(template, &[("my.name", "Ada")]), "Pay here:\n\nMany thanks\nAda");
        assert_eq!(filled(template, &[]), "Pay here:\n\nMany thanks");
    }

    #[test]
    fn a_title_greets_nobody() {
        for (name, first) in [("Priya Raman", "Priya"), ("Dr. Ada Lovelace", "Ada"), ("Prince", "Prince"), ("", ""), ("Prof.", "")] {
            assert_eq!(first_name(name), first);
        }
    }

    #[test]
    fn keys_read_back() {
        for purpose in Purpose::ALL {
            for language in Language::ALL {
                assert_eq!(from_key(&key(*purpose, language)), Some((*purpose, language)));
            }
        }
        assert_eq!(from_key("update/xx"), None);
    }

    fn templates() -> impl Strategy<Value = String> {
        let gap =
            (prop::sample::select(Variable::ALL), prop::option::of("[a-z |]{0,6}")).prop_map(|(variable, otherwise)| match otherwise {
                Some(otherwise) => format!("{{{}|{otherwise}}}", variable.key()),
                None => format!("{{{}}}", variable.key()),
            });
        let piece = prop_oneof![4 => gap, 3 => "[^{}]{0,8}", 1 => "[{}a-z.|]{1,6}"];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_brace_of_a_template_is_in_its_letter(template in templates(), said in "[^{}]{0,6}") {
            let letter = fill(&template, |_| said.clone(), |_| "x");
            prop_assert_eq!(letter.clone().err(), check(&template).err());
            let leaks = letter.unwrap_or_default().contains(['{', '}']);
            prop_assert!(!leaks);
        }

        #[test]
        fn braces_in_a_record_are_text(said in "[{}a-z.]{1,8}") {
            let letter = fill("a {client.name} b {my.name}", |_| said.clone(), |_| "x").expect("a template");
            prop_assert_eq!(letter, format!("a {said} b {said}"));
        }
    }
}
