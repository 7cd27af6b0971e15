//! What the sample's clients were offered: one proposal of every standing.

use rust_decimal::Decimal;

use super::{Teller, sender};
use crate::content::{Percent, Quantity, UnitPrice};
use crate::fact::{ClientFact, ItemFact};
use crate::invoice::Party;
use crate::item::{ActKind, ItemField as F, ItemKind, Part, When};
use crate::money::Currency;
use crate::proposal::{Acceptance, Deliverable, Instalment, PriceLine, Sealed, Terms};
use crate::time::Day;
use crate::{ActId, ItemId, seal};

/// What, price in whole units, optional.
type Price = (&'static str, i64, bool);

struct Draft {
    title: &'static str,
    detail: &'static str,
    timeline: &'static str,
    not_included: &'static str,
    currency: Currency,
    tax: Option<i64>,
    /// What they get, and in how many days from today.
    gets: &'static [(&'static str, i64)],
    prices: &'static [Price],
    /// In so many days from today.
    until: i64,
    to: &'static str,
}

impl Teller<'_> {
    /// Writes it down, and gives what it says.
    fn proposal(&mut self, draft: &Draft) -> Option<(ItemId, Terms)> {
        let until = self.ago(-draft.until);
        let item = self.item(
            ItemKind::Proposal,
            &[
                (F::Title, draft.title),
                (F::Detail, draft.detail),
                (F::Timeline, draft.timeline),
                (F::NotIncluded, draft.not_included),
                (F::Currency, draft.currency.code()),
                (F::Rate, "110"),
                (F::Rounds, "2"),
                (F::Response, "8"),
                (F::Until, &until.to_string()),
            ],
        );
        let of = item.to_string();
        let mut place = 0_u32;
        let mut row = |t: &mut Self, part: Part, fields: &[(F, &str)]| {
            let at = place.to_string();
            place += 1;
            t.item(
                ItemKind::ProposalLine,
                &[&[(F::Proposal, of.as_str()), (F::Part, part.key()), (F::Place, at.as_str())], fields].concat(),
            )
        };
        let mut deliverables = Vec::new();
        for (title, days) in draft.gets {
            let due = self.ago(-*days);
            let id = row(self, Part::Deliverable, &[(F::Title, title), (F::Due, &due.to_string())]);
            deliverables.push(Deliverable { id, title: (*title).to_owned(), due: Some(due) });
        }
        let mut lines = Vec::new();
        let tax = draft.tax.and_then(|rate| Percent::new(Decimal::from(rate)).ok());
        let rate = draft.tax.map(|rate| rate.to_string()).unwrap_or_default();
        for (title, price, optional) in draft.prices {
            let mut fields = vec![(F::Title, *title), (F::Quantity, "1")];
            let amount = price.to_string();
            fields.push((F::Price, &amount));
            if !rate.is_empty() {
                fields.push((F::Tax, &rate));
            }
            if *optional {
                fields.push((F::Optional, "yes"));
            }
            let id = row(self, Part::Price, &fields);
            let price = UnitPrice::new(Decimal::from(*price)).ok()?;
            lines.push(PriceLine {
                id,
                title: (*title).to_owned(),
                quantity: Quantity::ONE,
                unit: String::new(),
                price,
                tax,
                optional: *optional,
            });
        }
        let mut schedule = Vec::new();
        for (share, when) in [(40, When::Start), (60, When::Delivery)] {
            let id = row(self, Part::Payment, &[(F::Share, &share.to_string()), (F::When, when.key())]);
            schedule.push(Instalment { id, title: String::new(), share: Percent::new(Decimal::from(share)).ok()?, when });
        }
        let text = str::to_owned;
        let terms = Terms {
            title: text(draft.title),
            detail: text(draft.detail),
            timeline: text(draft.timeline),
            not_included: text(draft.not_included),
            waived: false,
            currency: draft.currency,
            rate: Some(Decimal::from(110)),
            rounds: Some(2),
            response: Some(8),
            until: Some(until),
            tax_name: if draft.tax.is_some() { text("VAT") } else { String::new() },
            deliverables,
            lines,
            schedule,
        };
        Some((item, terms))
    }

    /// A version that went out so many days ago.
    fn sent(&mut self, (item, terms): &(ItemId, Terms), version: u32, ago: i64, to: &str) -> (ActId, String) {
        let on = self.ago(ago);
        let recipient = Party { name: to.to_owned(), ..Party::default() };
        let sealed = Sealed { version, on, sender: sender(), recipient, terms: terms.clone() };
        let hash = seal::hash(&sealed.text());
        (self.answered(*item, ActKind::Sent, on, "", sealed.sealed()), hash)
    }

    fn answered(&mut self, item: ItemId, act: ActKind, on: Day, why: &str, value: String) -> ActId {
        let id = ActId::fresh(self.fresh);
        self.tell(ClientFact::Item(ItemFact::Acted { item, id, act, on, why: why.to_owned(), value }));
        id
    }
}

/// Sent twice: the second version waits for an answer.
pub(super) fn packaging(t: &mut Teller<'_>) {
    let draft = Draft {
        title: "Packaging for three shops",
        detail: "The name works; the packaging looks like everybody else's. Three directions, one chosen, six labels ready for print.",
        timeline: "Directions three weeks after you accept, print-ready files six weeks after.",
        not_included: "Printing, photography, the shop fronts.",
        currency: Currency::EUR,
        tax: Some(20),
        gets: &[("Packaging concept, three directions", 24), ("Six labels, ready for print", 45)],
        prices: &[
            ("Packaging concept, three directions", 3200, false),
            ("Print-ready artwork, six labels", 1080, false),
            ("Gift box", 640, true),
            ("Paper bags in two sizes", 380, true),
        ],
        until: 18,
        to: "Juniper & Rye Bakery GmbH",
    };
    let Some(mut both) = t.proposal(&draft) else { return };
    let now = both.1.clone();
    both.1.lines.retain(|line| line.title != "Paper bags in two sizes");
    t.sent(&both, 1, 6, draft.to);
    t.sent(&(both.0, now), 2, 4, draft.to);
}

/// Not sent yet, with a word in it that promises nothing.
pub(super) fn name(t: &mut Teller<'_>) {
    t.proposal(&Draft {
        title: "A name and a one-page site",
        detail: "You coach people who change their work. A name that says so, and one page that lets them write to you.",
        timeline: "We can start soon.",
        not_included: "",
        currency: Currency::EUR,
        tax: None,
        gets: &[("Three names, checked for the register", 20), ("The page, online", 40)],
        prices: &[("Naming", 1400, false), ("One-page site", 1900, false)],
        until: 30,
        to: "Tessel Coaching",
    });
}

/// Accepted when the work began; what was agreed then stays readable.
pub(super) fn website(t: &mut Teller<'_>, engagement: ItemId) {
    let draft = Draft {
        title: "Website",
        detail: "Five pages, designed and built; texts by Priya; one training session.",
        timeline: "Design after six weeks, the site online three weeks later.",
        not_included: "A shop, a booking system, photography.",
        currency: Currency::USD,
        tax: None,
        gets: &[("Website design, five pages", 5), ("Timetable page, built", 6)],
        prices: &[("Design and build, five pages", 9600, false), ("Training session", 900, true), ("Newsletter template", 750, true)],
        until: -50,
        to: "Northlight Yoga",
    };
    let Some((item, terms)) = t.proposal(&draft) else { return };
    let chosen: Vec<ItemId> = terms.lines.iter().filter(|line| line.title == "Training session").map(|line| line.id).collect();
    let Ok(totals) = terms.totals(&chosen) else { return };
    let (version, hash) = t.sent(&(item, terms), 1, 68, draft.to);
    let on = t.ago(62);
    let figures = Acceptance::figures(&totals);
    let yes = Acceptance {
        act: version,
        version,
        number: 1,
        hash,
        by: "Priya Raman".to_owned(),
        on,
        minute: 640,
        late: false,
        lines: chosen,
        figures,
    };
    t.answered(item, ActKind::Accepted, on, "", yes.text());
    t.tell(ClientFact::Item(ItemFact::Set { item: engagement, field: F::Proposal, to: item.to_string() }));
}

/// Turned down, and why.
pub(super) fn tins(t: &mut Teller<'_>) {
    let draft = Draft {
        title: "Tins for the winter teas",
        detail: "Four tins that can stand beside the labels of the autumn series.",
        timeline: "Artwork four weeks after you accept.",
        not_included: "The tins themselves, and their printing.",
        currency: Currency::EUR,
        tax: None,
        gets: &[("Artwork for four tins", 10)],
        prices: &[("Artwork for four tins", 2200, false)],
        until: -5,
        to: "Brunswick Tea Traders Ltd",
    };
    let Some(both) = t.proposal(&draft) else { return };
    t.sent(&both, 1, 28, draft.to);
    let on = t.ago(19);
    t.answered(both.0, ActKind::Declined, on, "Frances keeps the old tins until the stock is sold, spring at the earliest.", String::new());
}

/// Nobody answered in time.
pub(super) fn terrace(t: &mut Teller<'_>) {
    let draft = Draft {
        title: "Menus for the terrace",
        detail: "The menus of the house, made for wind and rain.",
        timeline: "Ready for the first warm weekend if you accept in time.",
        not_included: "Printing.",
        currency: Currency::EUR,
        tax: Some(20),
        gets: &[("Terrace menu, ready for print", 40)],
        prices: &[("Terrace menu", 780, false), ("Drinks card", 240, true)],
        until: -6,
        to: "Café Übermut",
    };
    if let Some(both) = t.proposal(&draft) {
        t.sent(&both, 1, 27, draft.to);
    }
}
