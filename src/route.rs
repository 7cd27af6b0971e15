//! Addresses of the app. They live behind the `#`, so that any static host serves every screen, at any path, offline too.

use domain::money::Currency;
use domain::{ClientId, Id, InvoiceId, ItemId};

/// One screen. Every address reads as one; what reads as none opens the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// What the day asks for, over all clients.
    Today,
    #[default]
    Board,
    Clients,
    Client(ClientId, Tab),
    /// A client's page at one thing of it: an entry, an item, a person.
    Thing(ClientId, Tab, Id),
    Document(ClientId, InvoiceId),
    Proposal(ClientId, ItemId),
    /// One page about the client, for whoever picks it up.
    HandOver(ClientId),
    /// The record as it stood on a day.
    Past(ClientId),
    Billing,
    /// Bringing in a bank's file.
    Bank,
    Import,
    Lifecycle,
    Settings,
    /// Whom to ask what, what each was worth, and who came through whom.
    Retention,
    /// Who works on this together, and how syncing stands.
    Team,
    /// What may lie behind a difficulty, and the conversations about it; at one of them, where one is meant.
    Difficult(ClientId, Option<Id>),
    /// What staying costs, and what leaving asks for.
    WalkAway(ClientId),
    /// What was open on a day, and how late it was.
    Ageing,
    /// A client's account in one currency; in the first, where none is meant.
    Statement(ClientId, Option<Currency>),
    /// Interest and fees for late payment.
    Late(ClientId),
    /// Every dated thing of every client, and the time that is planned.
    Calendar,
    /// A client's trust account.
    Trust(ClientId),
    /// The leaks of the practice.
    Audit,
    /// What is to be written to clients; to this one first, where one is meant.
    Messages(Option<ClientId>),
    /// The texts that messages begin with.
    Templates,
    /// What is done by itself, and what was.
    Rules,
}

/// A part of a client's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    History,
    Work,
    Details,
    Documents,
    Files,
}

impl Tab {
    pub const ALL: [Self; 5] = [Self::History, Self::Work, Self::Details, Self::Documents, Self::Files];

    pub fn key(self) -> &'static str {
        match self {
            Self::History => "history",
            Self::Work => "work",
            Self::Details => "details",
            Self::Documents => "documents",
            Self::Files => "files",
        }
    }
}

impl Route {
    /// `#/clients/<id>/details`, as `href` and as the address bar has it.
    pub fn hash(self) -> String {
        match self {
            Self::Today => "#/today".to_owned(),
            Self::Board => "#/board".to_owned(),
            Self::Clients => "#/clients".to_owned(),
            Self::Client(client, Tab::History) => format!("#/clients/{client}"),
            Self::Client(client, tab) => format!("#/clients/{client}/{}", tab.key()),
            Self::Thing(client, tab, thing) => format!("#/clients/{client}/{}/{thing}", tab.key()),
            Self::Document(client, invoice) => format!("#/clients/{client}/documents/{invoice}"),
            Self::Proposal(client, item) => format!("#/clients/{client}/proposal/{item}"),
            Self::HandOver(client) => format!("#/clients/{client}/hand-over"),
            Self::Past(client) => format!("#/clients/{client}/past"),
            Self::Billing => "#/billing".to_owned(),
            Self::Bank => "#/billing/bank".to_owned(),
            Self::Import => "#/import".to_owned(),
            Self::Lifecycle => "#/lifecycle".to_owned(),
            Self::Retention => "#/retention".to_owned(),
            Self::Settings => "#/settings".to_owned(),
            Self::Team => "#/team".to_owned(),
            Self::Difficult(client, None) => format!("#/clients/{client}/difficult"),
            Self::Difficult(client, Some(thing)) => format!("#/clients/{client}/difficult/{thing}"),
            Self::WalkAway(client) => format!("#/clients/{client}/walk-away"),
            Self::Calendar => "#/calendar".to_owned(),
            Self::Ageing => "#/billing/ageing".to_owned(),
            Self::Late(client) => format!("#/clients/{client}/late"),
            Self::Trust(client) => format!("#/clients/{client}/trust"),
            Self::Audit => "#/audit".to_owned(),
            Self::Messages(None) => "#/messages".to_owned(),
            Self::Messages(Some(client)) => format!("#/messages/{client}"),
            Self::Templates => "#/messages/templates".to_owned(),
            Self::Rules => "#/rules".to_owned(),
            Self::Statement(client, None) => format!("#/clients/{client}/statement"),
            Self::Statement(client, Some(currency)) => format!("#/clients/{client}/statement/{currency}"),
        }
    }

    /// Whose screen it is.
    pub fn client(self) -> Option<ClientId> {
        match self {
            Self::Client(client, _)
            | Self::Thing(client, ..)
            | Self::Document(client, _)
            | Self::Proposal(client, _)
            | Self::Difficult(client, _)
            | Self::WalkAway(client)
            | Self::Statement(client, _)
            | Self::Late(client)
            | Self::Trust(client)
            | Self::HandOver(client)
            | Self::Past(client) => Some(client),
            Self::Messages(client) => client,
            Self::Board
            | Self::Clients
            | Self::Billing
            | Self::Ageing
            | Self::Import
            | Self::Lifecycle
            | Self::Retention
            | Self::Settings
            | Self::Bank
            | Self::Team
            | Self::Calendar
            | Self::Audit
            | Self::Templates
            | Self::Rules
            | Self::Today => None,
        }
    }

    /// The same screen of another client.
    pub fn of(self, to: ClientId) -> Self {
        match self {
            Self::Client(_, tab) => Self::Client(to, tab),
            Self::Thing(_, tab, thing) => Self::Thing(to, tab, thing),
            Self::Document(_, invoice) => Self::Document(to, invoice),
            Self::Proposal(_, item) => Self::Proposal(to, item),
            Self::Difficult(_, thing) => Self::Difficult(to, thing),
            Self::WalkAway(_) => Self::WalkAway(to),
            Self::Statement(_, currency) => Self::Statement(to, currency),
            Self::Late(_) => Self::Late(to),
            Self::Trust(_) => Self::Trust(to),
            Self::HandOver(_) => Self::HandOver(to),
            Self::Past(_) => Self::Past(to),
            Self::Messages(_) => Self::Messages(Some(to)),
            Self::Board
            | Self::Clients
            | Self::Billing
            | Self::Ageing
            | Self::Import
            | Self::Lifecycle
            | Self::Retention
            | Self::Settings
            | Self::Bank
            | Self::Team
            | Self::Calendar
            | Self::Audit
            | Self::Templates
            | Self::Rules
            | Self::Today => self,
        }
    }

    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let mut steps = path.split('/');
        match (steps.next(), steps.next(), steps.next(), steps.next()) {
            (Some("clients"), None, ..) => Self::Clients,
            (Some("messages"), Some("templates"), ..) => Self::Templates,
            (Some("rules"), ..) => Self::Rules,
            (Some("messages"), client, ..) => Self::Messages(client.and_then(|client| client.parse().ok())),
            (Some("clients"), Some(client), tab, last) => match (client.parse(), tab, last) {
                (Ok(client), Some("documents"), Some(invoice)) => {
                    invoice.parse().map_or(Self::Client(client, Tab::Documents), |invoice| Self::Document(client, invoice))
                }
                (Ok(client), Some("proposal"), item) => {
                    let item = item.and_then(|item| item.parse().ok());
                    item.map_or(Self::Client(client, Tab::Work), |item| Self::Proposal(client, item))
                }
                (Ok(client), Some("hand-over"), _) => Self::HandOver(client),
                (Ok(client), Some("past"), _) => Self::Past(client),
                (Ok(client), Some("difficult"), thing) => Self::Difficult(client, thing.and_then(|thing| thing.parse().ok())),
                (Ok(client), Some("walk-away"), _) => Self::WalkAway(client),
                (Ok(client), Some("late"), _) => Self::Late(client),
                (Ok(client), Some("trust"), _) => Self::Trust(client),
                (Ok(client), Some("statement"), currency) => Self::Statement(client, currency.and_then(Currency::parse)),
                (Ok(client), tab, thing) => {
                    let tab = Tab::ALL.into_iter().find(|one| Some(one.key()) == tab).unwrap_or_default();
                    thing.and_then(|thing| thing.parse().ok()).map_or(Self::Client(client, tab), |thing| Self::Thing(client, tab, thing))
                }
                (Err(_), ..) => Self::Clients,
            },
            (Some("today"), ..) => Self::Today,
            (Some("calendar"), ..) => Self::Calendar,
            (Some("audit"), ..) => Self::Audit,
            (Some("billing"), Some("ageing"), ..) => Self::Ageing,
            (Some("billing"), Some("bank"), ..) => Self::Bank,
            (Some("billing"), ..) => Self::Billing,
            (Some("import"), ..) => Self::Import,
            (Some("lifecycle"), ..) => Self::Lifecycle,
            (Some("retention"), ..) => Self::Retention,
            (Some("settings"), ..) => Self::Settings,
            (Some("team" | "join"), ..) => Self::Team,
            _ => Self::Board,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Id;

    #[test]
    fn every_address_reads_back() {
        let client = ClientId(Id::from_bytes([7; 16]));
        let invoice = InvoiceId(Id::from_bytes([9; 16]));
        let routes = [
            Route::Today,
            Route::Board,
            Route::Clients,
            Route::Client(client, Tab::History),
            Route::Client(client, Tab::Work),
            Route::Client(client, Tab::Details),
            Route::Client(client, Tab::Documents),
            Route::Client(client, Tab::Files),
            Route::Thing(client, Tab::History, Id::from_bytes([3; 16])),
            Route::Thing(client, Tab::Work, Id::from_bytes([3; 16])),
            Route::Document(client, invoice),
            Route::Proposal(client, ItemId(Id::from_bytes([4; 16]))),
            Route::HandOver(client),
            Route::Past(client),
            Route::Difficult(client, None),
            Route::Difficult(client, Some(Id::from_bytes([3; 16]))),
            Route::WalkAway(client),
            Route::Billing,
            Route::Ageing,
            Route::Late(client),
            Route::Trust(client),
            Route::Audit,
            Route::Statement(client, None),
            Route::Statement(client, Some(Currency::EUR)),
            Route::Bank,
            Route::Import,
            Route::Lifecycle,
            Route::Retention,
            Route::Settings,
            Route::Team,
            Route::Calendar,
            Route::Messages(None),
            Route::Messages(Some(client)),
            Route::Templates,
            Route::Rules,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.hash()), route);
        }
    }

    #[test]
    fn an_address_that_means_nothing_opens_something() {
        for (hash, route) in [("", Route::Board), ("#/nowhere", Route::Board), ("#/clients/x", Route::Clients), ("#//", Route::Board)] {
            assert_eq!(Route::parse(hash), route, "{hash}");
        }
    }
}
