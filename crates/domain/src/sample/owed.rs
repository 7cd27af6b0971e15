//! What the sample's clients were promised, what they promised, and what was delivered to them: one of every state.

use super::Teller;
use crate::fact::{ClientFact, ItemFact};
use crate::item::{ActKind, ItemField as F, ItemKind, Side};
use crate::{ActId, ItemId};

/// What became of it, so many days ago, and why.
type Act = (ActKind, i64, &'static str);

impl Teller<'_> {
    /// `due`: in so many days. `to`: the day that the last act moved it to, in so many days.
    fn owed(&mut self, kind: ItemKind, fields: &[(F, &str)], due: Option<i64>, acts: &[Act], to: i64) {
        let item = ItemId::fresh(self.fresh);
        self.tell(ClientFact::Item(ItemFact::Made { item, kind, batch: Some(self.batch) }));
        let due = due.map(|days| (F::Due, self.ago(-days).to_string()));
        for (field, text) in fields.iter().map(|(field, text)| (*field, (*text).to_owned())).chain(due) {
            self.tell(ClientFact::Item(ItemFact::Set { item, field, to: text }));
        }
        for (act, days, why) in acts {
            let moves = matches!(act, ActKind::Renegotiated | ActKind::Rescheduled);
            let value = if moves { self.ago(-to).to_string() } else { String::new() };
            let (id, on) = (ActId::fresh(self.fresh), self.ago(*days));
            self.tell(ClientFact::Item(ItemFact::Acted { item, id, act: *act, on, why: (*why).to_owned(), value }));
        }
    }

    fn promise(&mut self, side: Side, what: &str, due: i64, acts: &[Act]) {
        self.owed(ItemKind::Promise, &[(F::Title, what), (F::Side, side.key())], Some(due), acts, 0);
    }

    fn deliverable(&mut self, what: &str, due: i64, rounds: &str, acts: &[Act]) {
        self.owed(ItemKind::Deliverable, &[(F::Title, what), (F::Rounds, rounds)], Some(due), acts, 0);
    }

    pub(super) fn owed_to_halden(&mut self) {
        self.promise(Side::Theirs, "Send logins and the old logo files", 2, &[]);
        self.promise(Side::Ours, "Name two dates for the kickoff", -1, &[(ActKind::Kept, 2, "")]);
        self.deliverable("Identity, three directions", 16, "2", &[]);
        let moved = [(ActKind::Rescheduled, 1, "The paper samples come a week later."), (ActKind::Untold, 1, "")];
        self.owed(ItemKind::Deliverable, &[(F::Title, "Guide of twelve pages"), (F::Rounds, "1")], Some(40), &moved, 47);
    }

    pub(super) fn owed_to_northlight(&mut self) {
        self.promise(Side::Theirs, "Feedback on round one", 3, &[]);
        self.promise(
            Side::Ours,
            "Estimate for the class calendar",
            -8,
            &[(ActKind::Kept, 9, "Sent the same week, 9 hours; Priya said yes to it.")],
        );
        let back = [(ActKind::Delivered, 9, ""), (ActKind::SentBack, 2, "Warmer photos, and the timetable above the fold.")];
        self.deliverable("Website design, five pages", 5, "2", &back);
        let moved = "Priya chooses between two booking tools first.";
        let fields = [(F::Title, "Timetable page, built"), (F::Rounds, "2")];
        self.owed(ItemKind::Deliverable, &fields, Some(6), &[(ActKind::Rescheduled, 2, moved), (ActKind::Told, 2, "")], 20);
        self.deliverable("Online shop", 30, "", &[(ActKind::Waived, 30, "A project of its own, if it ever comes.")]);
    }

    pub(super) fn known_of_marlow(&mut self) {
        let fields = [
            (F::Title, "The second location is no secret to us, but it is to her staff"),
            (F::Detail, "No word of it in e-mails that the front desk reads."),
        ];
        self.owed(ItemKind::Context, &fields, None, &[], 0);
    }

    pub(super) fn owed_to_brunswick(&mut self) {
        self.promise(Side::Ours, "Write an update every Friday", -9, &[(ActKind::Broken, 8, "Last Friday's was never written.")]);
        self.promise(Side::Ours, "Print proofs of the summer labels", -2, &[]);
        let fields = [(F::Title, "Names and origins of the autumn teas"), (F::Side, Side::Theirs.key())];
        let why = "The harvest report is late; agreed with Olu on the phone.";
        self.owed(ItemKind::Promise, &fields, Some(-5), &[(ActKind::Renegotiated, 6, why)], 8);
        let spring = [
            (ActKind::Delivered, 40, ""),
            (ActKind::SentBack, 36, "Bigger weight, smaller leaf."),
            (ActKind::Delivered, 30, ""),
            (ActKind::Approved, 26, "By Frances."),
        ];
        self.deliverable("Labels for the spring teas", -28, "2", &spring);
        self.deliverable("Labels for the summer teas", 1, "2", &[(ActKind::Delivered, 3, "")]);
    }

    pub(super) fn owed_to_ostrava(&mut self) {
        let rounds = [
            (ActKind::Delivered, 44, ""),
            (ActKind::SentBack, 41, "New order of the chapters."),
            (ActKind::Delivered, 36, ""),
            (ActKind::SentBack, 33, "Prices come out again."),
            (ActKind::Delivered, 28, ""),
            (ActKind::SentBack, 18, "The plan changed a third time."),
        ];
        self.deliverable("Product catalogue", 4, "2", &rounds);
        self.promise(Side::Theirs, "Pay the open invoice before the files are handed over", -16, &[]);
    }
}
