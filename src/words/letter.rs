//! Letters about what goes beyond the scope: written from the facts of a record, for a person to change and send.

use domain::money::Money;
use domain::time::Day;
use rust_decimal::Decimal;

use super::locale::Locale;

/// What a letter about a request needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Who is written to; empty where nobody is named.
    pub person: String,
    pub title: String,
    pub detail: String,
    pub asked: Option<Day>,
    pub accepted: Option<Day>,
    pub engagement: Option<String>,
    pub hours: Option<Decimal>,
    pub rate: Option<Decimal>,
    pub price: Option<Money>,
    /// Who writes; empty where the practice has no name yet.
    pub sender: String,
}

impl Asked {
    fn greeting(&self) -> String {
        if self.person.is_empty() { "Hello,".to_owned() } else { format!("Hello {},", self.person) }
    }

    fn cost(&self, locale: &Locale) -> Option<String> {
        let (price, hours, rate) = (self.price?, self.hours?, self.rate?);
        let hours = hours.normalize();
        let word = if hours == Decimal::ONE { "hour" } else { "hours" };
        Some(format!("{} {word} at {} an hour, {} in all", locale.number(hours), plain(rate, price, locale), locale.money(price)))
    }

    fn beside(&self) -> String {
        match &self.engagement {
            Some(engagement) => format!("What we agreed on for “{engagement}” stays as it is"),
            None => "What we agreed on so far stays as it is".to_owned(),
        }
    }

    /// A change request: kind, with its price, and easy to answer.
    pub fn change_request(&self, locale: &Locale) -> String {
        let mut parts = vec![self.greeting()];
        let when = self.asked.map_or_else(|| "Recently".to_owned(), |on| format!("On {}", locale.day(on)));
        parts.push(format!(
            "{when} you asked for “{}”. I am glad to do it. It goes beyond what we agreed on, so before I begin, here is what it would take.",
            self.title,
        ));
        if !self.detail.is_empty() {
            parts.push(self.detail.clone());
        }
        parts.push(match self.cost(locale) {
            Some(cost) => format!("My estimate: {cost}. {}.", self.beside()),
            None => format!("I will send you the estimate in a moment. {}.", self.beside()),
        });
        parts.push("If you would like it, a short yes in reply is enough, and I will plan it in. If not, nothing changes.".to_owned());
        self.signed(parts)
    }

    /// What was said yes to, for the client to agree to in writing.
    pub fn confirmation(&self, locale: &Locale) -> String {
        let mut parts = vec![self.greeting()];
        let when = self.accepted.map(|on| format!(" on {}", locale.day(on))).unwrap_or_default();
        parts.push(format!("thank you for your yes to “{}”{when}. So that we both have it in writing:", self.title));
        if !self.detail.is_empty() {
            parts.push(self.detail.clone());
        }
        parts.push(match self.cost(locale) {
            Some(cost) => format!("It comes to {cost}, beside what we agreed on before. {}.", self.beside()),
            None => format!("{}.", self.beside()),
        });
        parts.push("Is that how you understood it? One word in reply will do.".to_owned());
        self.signed(parts)
    }

    fn signed(&self, mut parts: Vec<String>) -> String {
        if !self.sender.is_empty() {
            parts.push(self.sender.clone());
        }
        parts.join("\n\n")
    }
}

/// What a letter about a moved day needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub person: String,
    pub title: String,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub why: String,
    pub sender: String,
}

impl Moved {
    /// Plain about what moves and to when, with the reason as it was written down.
    pub fn text(&self, locale: &Locale) -> String {
        let from = self.from.map(|from| format!(" instead of {}", locale.long_day(from))).unwrap_or_default();
        let to = self.to.map(|to| format!("on {}", locale.long_day(to))).unwrap_or_else(|| "later".to_owned());
        let mut parts = vec![
            if self.person.is_empty() { "Hello,".to_owned() } else { format!("Hello {},", self.person) },
            format!("I want you to hear this early: “{}” will be ready {to}{from}.", self.title),
        ];
        if !self.why.is_empty() {
            parts.push(format!("The reason: {}", self.why));
        }
        parts.push("I am sorry for the change. If the new day makes trouble on your side, tell me, and we find a way.".to_owned());
        if !self.sender.is_empty() {
            parts.push(self.sender.clone());
        }
        parts.join("\n\n")
    }
}

/// A price an hour with at least the decimals of its currency.
fn plain(rate: Decimal, price: Money, locale: &Locale) -> String {
    let exact = Money::exact(rate, price.currency());
    exact.map_or_else(|_| format!("{}\u{a0}{}", locale.number(rate.normalize()), price.currency()), |money| locale.money(money))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn a_change_request_is_kind_and_says_the_price() {
        let locale = Locale::default();
        let eur = |text: &str| Money::exact(text.parse().expect(text), Currency::EUR).expect(text);
        let asked = Asked {
            person: "Priya Raman".to_owned(),
            title: "Class calendar".to_owned(),
            asked: Day::parse("2026-11-10"),
            engagement: Some("Website".to_owned()),
            hours: "9".parse().ok(),
            rate: "110".parse().ok(),
            price: Some(eur("990")),
            sender: "Mara".to_owned(),
            ..Asked::default()
        };
        let text = asked.change_request(&locale).replace('\u{a0}', " ");
        assert_eq!(
            text,
            "Hello Priya Raman,\n\nOn 10 Nov 2026 you asked for “Class calendar”. I am glad to do it. It goes beyond what we agreed on, so \
             before I begin, here is what it would take.\n\nMy estimate: 9 hours at 110.00 EUR an hour, 990.00 EUR in all. What we agreed \
             on for “Website” stays as it is.\n\nIf you would like it, a short yes in reply is enough, and I will plan it in. If not, \
             nothing changes.\n\nMara"
        );
        let bare = Asked { title: "Logo".to_owned(), ..Asked::default() };
        assert!(bare.change_request(&locale).starts_with("Hello,\n\nRecently you asked for “Logo”."));
        assert!(bare.confirmation(&locale).contains("your yes to “Logo”."));
    }
}
