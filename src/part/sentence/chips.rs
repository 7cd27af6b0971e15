use std::ops::Range;

use crate::dom::*;
use domain::sentence::{What, Who};
use wasm_bindgen::JsCast;

use super::{Composer, INPUT};
use crate::part::icon::{Icon, small_icon};
use crate::state::sentence::Understood;
use crate::words::locale::Locale;
use crate::words::{document, sentence as said};

/// One thing that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    word: String,
    thing: String,
    /// Where it stands in the text.
    spans: Vec<Range<usize>>,
    unsure: bool,
}

#[component]
pub(super) fn Chips(composer: Composer) -> View {
    let shown = Memo::new(move |_| {
        composer.understood.with(|understood| composer.desk.locale.with_value(|locale| chips(composer, understood, locale)))
    });
    let dismiss = move |spans: Vec<Range<usize>>| {
        composer.said.update(|said| said.dismissed.extend(spans));
        crate::part::focus::focus(INPUT);
    };
    let chip = move |one: Shown| {
        let Shown { word, thing, spans, unsure } = one;
        let first = spans.first().cloned().unwrap_or_default();
        let off = said::remove(&format!("{word} {thing}"));
        view! {
            <li class="chip" data-unsure=unsure.then_some("")>
                <button class="chip-main" type="button" on:click=move |_| select(composer, &first)>
                    <span>{word}</span>" "<span class="clip" dir="auto">{thing}</span><span class="sr">{said::CHANGE}</span>
                </button>
                <button class="chip-off" type="button" aria-label=off on:click=move |_| dismiss(spans.clone())>{small_icon(Icon::Close)}</button>
            </li>
        }
    };
    view! {
        <ul class="chips" aria-label=said::UNDERSTOOD>{move || shown.get().into_iter().map(chip).collect_view()}</ul>
    }
}

/// To change a thing, its words are marked in the text, ready to be written over.
fn select(composer: Composer, span: &Range<usize>) {
    let (start, end) = composer.said.with_untracked(|said| {
        let units = |at: usize| said.text.get(..at).map_or(0, |before| before.encode_utf16().count());
        (units(span.start), units(span.end))
    });
    let field = document_field();
    if let (Some(field), Ok(start), Ok(end)) = (field, u32::try_from(start), u32::try_from(end)) {
        let _ = field.focus();
        let _ = field.set_selection_range(start, end);
    }
}

fn document_field() -> Option<web_sys::HtmlTextAreaElement> {
    crate::dom::document().get_element_by_id(INPUT)?.dyn_into().ok()
}

/// The chips in the order of the text; what belongs to one line is one chip.
fn chips(composer: Composer, understood: &Understood, locale: &Locale) -> Vec<Shown> {
    let reading = &understood.reading;
    let mut shown: Vec<Shown> = Vec::new();
    let mut lines: Vec<Option<usize>> = vec![None; reading.items.len()];
    let asks = |span: &Range<usize>| {
        reading.questions.iter().any(|question| question.ask && question.span.start < span.end && span.start < question.span.end)
    };
    for chip in &reading.chips {
        let plain =
            |word: &str, thing: String| Shown { word: word.to_owned(), thing, spans: vec![chip.span.clone()], unsure: asks(&chip.span) };
        let one = match &chip.what {
            What::Kind(kind) => plain(said::C_KIND, document::kind(*kind).to_owned()),
            What::Client => {
                let words = composer.words(&chip.span);
                let thing = match &reading.client {
                    Who::Known(id) => composer.name(*id),
                    Who::New(name) => said::quoted(name),
                    Who::Several(_) | Who::Missing => said::quoted(words.trim()),
                };
                Shown { unsure: understood.asks_client(), ..plain(said::C_FOR, thing) }
            }
            What::Description { item } | What::Quantity { item } | What::Price { item } => {
                let figures = !matches!(chip.what, What::Description { .. });
                let Some(slot) = lines.get_mut(*item) else { continue };
                let at = *slot.get_or_insert_with(|| {
                    let thing = understood.item(*item).map(|item| said::line(item, locale)).unwrap_or_default();
                    shown.push(Shown { word: said::C_LINE.to_owned(), thing, spans: Vec::new(), unsure: false });
                    shown.len() - 1
                });
                if let Some(line) = shown.get_mut(at) {
                    line.unsure |= asks(&chip.span);
                    // Taken as plain words, the figures of a line are part of what it is for.
                    if figures {
                        line.spans.push(chip.span.clone());
                    }
                }
                continue;
            }
            What::Total(total) => plain(said::C_TOTAL, locale.number(*total)),
            What::Discount { part, .. } => plain(said::C_DISCOUNT, said::part(*part, locale)),
            What::Tax => {
                let rate = reading.tax.rate.map_or_else(|| document::NO_TAX.to_owned(), |rate| document::percent(rate, locale));
                plain(document::tax_name(&reading.tax.name), rate)
            }
            What::Due(_) => {
                let due = reading.due().map(|day| said::due(day, locale)).unwrap_or_default();
                plain(said::C_DUE, due)
            }
            What::Issued(day) => plain(said::C_DATED, locale.day(reading.issued.unwrap_or(*day))),
            What::ValidUntil(day) => plain(said::C_UNTIL, locale.day(reading.valid_until.unwrap_or(*day))),
            What::Deposit(part) => plain(said::C_DEPOSIT, said::part(*part, locale)),
            What::Paid(paid) => plain(said::C_PAID, said::paid(reading.paid.as_ref().unwrap_or(paid), locale)),
            What::Reference => plain(said::C_REFERENCE, reading.reference.clone()),
            What::Settles => plain(said::C_SETTLES, reading.settles.clone()),
            What::Note => plain(said::C_NOTE, reading.note.clone()),
            What::Currency(currency) => plain(said::C_CURRENCY, reading.currency.unwrap_or(*currency).code().to_owned()),
            What::Later(_) | What::Filler | What::Unread(_) => continue,
        };
        // One thing said in two places is one chip.
        match shown.iter_mut().find(|known| known.word == one.word && known.thing == one.thing) {
            Some(known) => known.spans.extend(one.spans),
            None => shown.push(one),
        }
    }
    shown.retain(|one| !one.spans.is_empty());
    shown
}
