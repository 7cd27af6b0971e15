//! The words tools have for the state of an invoice.

use domain::intake::BroughtState;

use crate::recognise;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub state: BroughtState,
    /// The word says that nothing is open any more.
    pub paid: bool,
}

/// None: a word we do not know.
pub(super) fn state(text: &str) -> Option<State> {
    let word = recognise::key(text).replace(' ', "");
    let (state, paid) = match word.as_str() {
        "draft" | "drafted" | "scheduled" | "unsent" | "entwurf" | "brouillon" | "borrador" => (BroughtState::Draft, false),
        "void" | "voided" | "cancelled" | "canceled" | "reversed" | "deleted" | "storniert" | "annule" | "annulee" | "anulada" => {
            (BroughtState::Void, false)
        }
        "paid" | "autopaid" | "paidinfull" | "fullypaid" | "closed" | "bezahlt" | "paye" | "payee" | "pagado" | "pagada" => {
            (BroughtState::Issued, true)
        }
        "sent" | "viewed" | "issued" | "open" | "outstanding" | "unpaid" | "due" | "overdue" | "pastdue" | "late" | "approved"
        | "pending" | "partial" | "partiallypaid" | "partpaid" | "partlypaid" | "disputed" | "retry" | "failed" | "declined"
        | "paymentpending" | "offen" | "versendet" | "gesendet" | "uberfallig" | "teilweisebezahlt" | "envoyee" | "enretard"
        | "enviada" | "vencida" => (BroughtState::Issued, false),
        _ => return None,
    };
    Some(State { state, paid })
}
