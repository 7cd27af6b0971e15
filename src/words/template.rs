//! Texts of letters that come with the app, in the languages of documents, and how a record's facts are said in them.

mod de;
mod en;
mod es;
mod fr;
mod sv;

use domain::client::Client;
use domain::language::Language;
use domain::letter::{Purpose, Variable, first_name};
use domain::money::{Currency, Money};
use domain::time::Day;
use domain::update::{Point, Update, What};
use sheet::Format;

/// Subject and body.
pub fn text(purpose: Purpose, language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => en::text(purpose),
        Language::German => de::text(purpose),
        Language::French => fr::text(purpose),
        Language::Spanish => es::text(purpose),
        Language::Swedish => sv::text(purpose),
    }
}

/// What a gap says where the record says nothing, and the template neither.
pub fn usual(variable: Variable, language: Language) -> &'static str {
    let at = language as usize;
    match variable {
        Variable::FirstName | Variable::Person => ["there", "zusammen", "à tous", "equipo", "allihop"][at],
        Variable::Done => {
            ["– Nothing to report this time", "– Diesmal nichts", "– Rien cette fois", "– Nada esta vez", "– Inget den här gången"][at]
        }
        Variable::Next => [
            "– Nothing with a day yet",
            "– Noch nichts mit einem Termin",
            "– Rien de daté pour l’instant",
            "– Nada con fecha todavía",
            "– Inget med datum ännu",
        ][at],
        Variable::Needed => {
            ["– Nothing at the moment", "– Im Moment nichts", "– Rien pour le moment", "– Nada por el momento", "– Inget just nu"][at]
        }
        Variable::Client
        | Variable::Me
        | Variable::Business
        | Variable::Today
        | Variable::InvoiceNumber
        | Variable::InvoiceOpen
        | Variable::InvoiceDue
        | Variable::InvoiceNewDue
        | Variable::InvoicePay => "",
    }
}

/// `– Logo (due 1 December 2026)`.
fn point(point: &Point, format: Format) -> String {
    let at = format.language as usize;
    let word = match point.what {
        What::Delivered => ["delivered", "geliefert", "livré", "entregado", "levererat"][at],
        What::Approved => ["approved by you", "von Ihnen freigegeben", "approuvé par vous", "aprobado por su parte", "godkänt av dig"][at],
        What::Finished => ["done", "erledigt", "fait", "hecho", "klart"][at],
        What::Ahead | What::Theirs => ["by", "bis", "pour le", "para el", "till den"][at],
        What::Late => ["was planned for", "war geplant für", "était prévu pour le", "estaba previsto para el", "var planerat till den"][at],
        What::ToApprove => ["your approval", "Ihre Freigabe", "votre accord", "su aprobación", "ditt godkännande"][at],
    };
    let day = point.on.map(|on| format!(" {}", format.day(on))).unwrap_or_default();
    match point.what {
        What::ToApprove => format!("– {}: {word}", point.title),
        What::Theirs if point.on.is_none() => format!("– {}", point.title),
        _ => format!("– {} ({word}{day})", point.title),
    }
}

fn points(all: &[Point], format: Format) -> String {
    all.iter().map(|one| point(one, format)).collect::<Vec<_>>().join("\n")
}

/// What fills the gaps of one client's letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub client: String,
    pub person: String,
    pub me: String,
    pub business: String,
    pub today: Option<Day>,
    pub update: Update,
    pub invoice: Option<Asked>,
    pub currency: Option<Currency>,
}

/// The invoice that a reminder is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub number: String,
    pub open: Money,
    pub due: Day,
    pub new_due: Option<Day>,
    /// Name and address of each way to pay by a link.
    pub links: Vec<(String, String)>,
}

impl Facts {
    /// What a gap says, in a language; empty where nothing is known.
    pub fn says(&self, variable: Variable, language: Language) -> String {
        let format = Format::new(language, self.currency.unwrap_or(Currency::EUR));
        let asked = self.invoice.as_ref();
        let day = |day: Option<Day>| day.map(|day| format.day(day)).unwrap_or_default();
        match variable {
            Variable::FirstName => first_name(&self.person).to_owned(),
            Variable::Person => self.person.clone(),
            Variable::Client => self.client.clone(),
            Variable::Me => self.me.clone(),
            Variable::Business => self.business.clone(),
            Variable::Today => day(self.today),
            Variable::Done => points(&self.update.done, format),
            Variable::Next => points(&self.update.next, format),
            Variable::Needed => points(&self.update.needed, format),
            Variable::InvoiceNumber => asked.map(|asked| asked.number.clone()).unwrap_or_default(),
            Variable::InvoiceOpen => asked.map(|asked| format.money(asked.open)).unwrap_or_default(),
            Variable::InvoiceDue => day(asked.map(|asked| asked.due)),
            Variable::InvoiceNewDue => day(asked.and_then(|asked| asked.new_due)),
            Variable::InvoicePay => {
                let links = asked.map(|asked| asked.links.as_slice()).unwrap_or_default();
                links.iter().map(|(name, url)| format!("{name}: {url}")).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// What a client's letters are written in.
pub fn language(client: &Client) -> Language {
    client.language().unwrap_or_default()
}

pub fn name(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Update => "Update",
        Purpose::Reply => "Answer",
        Purpose::Welcome => "Welcome",
        Purpose::Scope => "Scope in writing",
        Purpose::Kickoff => "Kickoff",
        Purpose::Change => "Change request",
        Purpose::HardNews => "Hard news",
        Purpose::CheckIn => "Check-in",
        Purpose::Recap => "Results recap",
        Purpose::Rebooking => "Rebooking",
        Purpose::Referral => "Asking for a referral",
        Purpose::Farewell => "Farewell",
        Purpose::Nudge => "No answer yet",
        Purpose::FirstReminder => "Reminder, level 1",
        Purpose::SecondReminder => "Reminder, level 2",
        Purpose::ThirdReminder => "Reminder, level 3",
    }
}

/// What a gap about an invoice shows where no invoice is at hand: which one it is.
pub fn example(one: Variable) -> Option<String> {
    let is_invoice = matches!(
        one,
        Variable::InvoiceNumber | Variable::InvoiceOpen | Variable::InvoiceDue | Variable::InvoiceNewDue | Variable::InvoicePay
    );
    is_invoice.then(|| format!("‹{}›", variable(one)))
}

/// What stands in a gap, for whoever writes a template.
pub fn variable(variable: Variable) -> &'static str {
    match variable {
        Variable::FirstName => "first name of the person",
        Variable::Person => "full name of the person",
        Variable::Client => "the client",
        Variable::Me => "your name",
        Variable::Business => "your business",
        Variable::Today => "today’s date",
        Variable::Done => "what was done since the last word",
        Variable::Next => "what comes next, by day",
        Variable::Needed => "what the client owes you",
        Variable::InvoiceNumber => "number of the invoice",
        Variable::InvoiceOpen => "what is open of it",
        Variable::InvoiceDue => "its due day",
        Variable::InvoiceNewDue => "the new day of a reminder",
        Variable::InvoicePay => "its payment links",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::letter;

    fn asked() -> Asked {
        let due = Day::parse("2026-11-16").expect("a day");
        Asked { number: "7".to_owned(), open: Money::zero(Currency::EUR), due, new_due: Some(due.plus_days(14)), links: Vec::new() }
    }

    #[test]
    fn every_text_is_a_template_and_greets_whoever_has_no_name() {
        for purpose in Purpose::ALL {
            for language in Language::ALL {
                let (subject, body) = text(*purpose, language);
                for text in [subject, body] {
                    assert_eq!(letter::check(text), Ok(()), "{purpose:?} {language:?}");
                    let facts = Facts { invoice: purpose.is_reminder().then(asked), ..Facts::default() };
                    let letter = letter::fill(text, |one| facts.says(one, language), |one| usual(one, language)).expect("a letter");
                    assert!(!letter.contains(['{', '}']), "{letter}");
                    assert!(!letter.contains(" ,") && !letter.contains(" :\n\n\n"), "{letter}");
                }
                assert!(!subject.contains('\n'));
            }
        }
    }

    #[test]
    fn reminders_name_what_is_open_and_from_the_second_on_both_days() {
        for language in Language::ALL {
            for purpose in Purpose::ALL.iter().filter(|purpose| purpose.is_reminder()) {
                let (_, body) = text(*purpose, language);
                assert!(["{invoice.open}", "{invoice.due}", "{invoice.pay}"].iter().all(|gap| body.contains(gap)), "{purpose:?}");
                assert_eq!(body.contains("{invoice.new_due}"), *purpose != Purpose::FirstReminder, "{purpose:?} {language:?}");
            }
        }
    }

    #[test]
    fn the_points_of_an_update_are_said_in_each_language() {
        let on = Day::parse("2026-12-01");
        let all = [
            Point { title: "Logo".to_owned(), on, what: What::Delivered },
            Point { title: "Texts".to_owned(), on: None, what: What::Theirs },
            Point { title: "Site {x}".to_owned(), on, what: What::Late },
            Point { title: "Logo".to_owned(), on: None, what: What::ToApprove },
        ];
        let said = |language| points(&all, Format::new(language, Currency::EUR));
        assert_eq!(
            said(Language::English),
            "– Logo (delivered 1 December 2026)\n– Texts\n– Site {x} (was planned for 1 December 2026)\n– Logo: your approval"
        );
        assert!(said(Language::German).starts_with("– Logo (geliefert 1. Dezember 2026)\n"));
        assert!(said(Language::Swedish).contains("(var planerat till den 1 december 2026)"));
    }
}
