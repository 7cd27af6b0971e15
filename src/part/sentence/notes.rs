use crate::dom::*;

use domain::content::Kind;
use domain::sentence::What;

use super::Composer;
use crate::words::sentence as said;

/// What will be done beyond the draft, and what will not.
#[component]
pub(super) fn Notes(composer: Composer) -> View {
    let Composer { desk, understood, settles, arranges, .. } = composer;
    let notes = Memo::new(move |_| {
        let mut notes: Vec<String> = Vec::new();
        let payment = settles.get();
        understood.with(|understood| {
            let reading = &understood.reading;
            desk.locale.with_value(|locale| {
                if let Some(settles) = &payment {
                    let rest = settles.open.minus(settles.amount).ok();
                    let stays = rest.filter(|rest| rest.is_positive()).map(|rest| locale.amount(rest));
                    let over = rest.filter(|rest| rest.negated().is_positive()).map(|rest| locale.amount(rest.negated()));
                    let (amount, open) = (locale.amount(settles.amount), locale.amount(settles.open));
                    notes.push(said::settles(&amount, &settles.number, &open, stays.as_deref(), over.as_deref()));
                }
            });
            if payment.is_none() && reading.kind == Kind::Receipt && !reading.settles.is_empty() && !understood.asks_client() {
                notes.push(said::no_such_number(&reading.settles));
            }
            if reading.recurrence.is_some() {
                let arranged = arranges.with(Option::is_some);
                notes.push(if arranged { said::REPEATS } else { said::REPEATS_NOT }.to_owned());
                if arranged && reading.chips.iter().any(|chip| matches!(chip.what, What::Due(_))) {
                    notes.push(said::TERMS_AGREED.to_owned());
                }
            }
            if reading.after_tax && !reading.questions.iter().any(|question| question.ask) {
                notes.push(said::AFTER_TAX_NOTE.to_owned());
            }
        });
        notes
    });
    view! { {move || notes.get().into_iter().map(|words| view! { <p class="hint" role="status" dir="auto">{words}</p> }).collect_view()} }
}
