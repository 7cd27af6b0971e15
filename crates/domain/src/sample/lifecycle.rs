//! One client in the middle of its onboarding, and one that is leaving.

use super::Teller;
use crate::checklist::After;
use crate::fact::{ClientFact, ItemFact};
use crate::item::{ActKind, ItemField as F, ItemKind, List};
use crate::time::Day;
use crate::working::Calendar;
use crate::{ActId, ItemId};

enum Fate {
    /// So many days ago.
    Done(i64),
    Waived(i64, &'static str),
    Open,
}

/// Key, what, days after the beginning, what became of it.
type Step = (&'static str, &'static str, u32, Fate);

pub(super) fn onboarding(t: &mut Teller<'_>) {
    let steps: [Step; 7] = [
        ("welcome", "Say welcome, the same day", 0, Fate::Done(6)),
        ("terms", "Send scope and terms in writing", 1, Fate::Done(5)),
        ("deposit", "Have the deposit before work begins", 3, Fate::Done(1)),
        ("intake", "Send the one form that asks for everything", 3, Fate::Open),
        ("process", "Show how you work and with what", 8, Fate::Open),
        ("kickoff", "Book the kickoff", 9, Fate::Open),
        ("milestone", "Confirm the next steps and the first milestone", 10, Fate::Open),
    ];
    list(t, List::Onboarding, t.ago(6), &steps);
}

pub(super) fn offboarding(t: &mut Teller<'_>) {
    let steps: [Step; 6] = [
        ("notice", "Confirm the notice in writing", 0, Fate::Done(15)),
        ("invoices", "See that every invoice is paid", 20, Fate::Open),
        ("files", "Hand over the files", 14, Fate::Open),
        ("access", "Give back and revoke access", 15, Fate::Waived(10, "Nobody ever had access to anything")),
        ("lessons", "Write down what you learned", 16, Fate::Open),
        ("door", "Leave the door open", 20, Fate::Open),
    ];
    list(t, List::Offboarding, t.ago(15), &steps);
}

fn list(t: &mut Teller<'_>, list: List, begun: Day, steps: &[Step]) {
    for (place, (key, title, days, fate)) in steps.iter().enumerate() {
        let item = ItemId::fresh(t.fresh);
        t.tell(ClientFact::Item(ItemFact::Made { item, kind: ItemKind::Step, batch: Some(t.batch) }));
        let fields = [
            (F::Title, (*title).to_owned()),
            (F::List, list.key().to_owned()),
            (F::Place, place.to_string()),
            (F::Start, begun.to_string()),
            (F::Due, After::WorkingDays(*days).due(begun, &Calendar::default()).to_string()),
            (F::Owner, "Mara Lindqvist".to_owned()),
            (F::Version, "0".to_owned()),
            (F::From, (*key).to_owned()),
        ];
        for (field, to) in fields {
            t.tell(ClientFact::Item(ItemFact::Set { item, field, to }));
        }
        let (act, days, why) = match fate {
            Fate::Open => continue,
            Fate::Done(days) => (ActKind::Done, *days, ""),
            Fate::Waived(days, why) => (ActKind::Waived, *days, *why),
        };
        let (id, on) = (ActId::fresh(t.fresh), t.ago(days));
        t.tell(ClientFact::Item(ItemFact::Acted { item, id, act, on, why: why.to_owned(), value: String::new() }));
    }
}
