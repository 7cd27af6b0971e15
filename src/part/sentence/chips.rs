use std::ops::Range;

use crate::dom::ev::KeyboardEvent;
use crate::dom::*;
use domain::content::Kind;
use domain::sentence::{Choice, Topic, What, Who};

use super::{Composer, INPUT};
use crate::part::icon::{Icon, small_icon};
use crate::state::sentence::{Answer, Understood, ways};
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
    /// What else can be asked about it.
    topics: Vec<Topic>,
}

/// A chip that is being changed: its place among the chips.
type Editing = RwSignal<Option<usize>>;

#[component]
pub(super) fn Chips(composer: Composer) -> View {
    let shown = Memo::new(move |_| {
        composer.understood.with(|understood| composer.desk.locale.with_value(|locale| chips(composer, understood, locale)))
    });
    let editing: Editing = RwSignal::new(None);
    let dismiss = move |spans: Vec<Range<usize>>| {
        editing.set(None);
        composer.said.update(|said| said.dismissed.extend(spans));
        crate::part::focus::focus(INPUT);
    };
    let chip = move |(at, one): (usize, Shown)| {
        let Shown { word, thing, spans, unsure, .. } = one;
        let off = said::remove(&format!("{word} {thing}"));
        let toggle = move |_| {
            let now = if editing.get_untracked() == Some(at) { None } else { Some(at) };
            editing.set(now);
            if now.is_some() {
                crate::part::focus::focus(EDIT);
            }
        };
        view! {
            <li class="chip" data-unsure=unsure.then_some("")>
                <button class="chip-main" type="button" aria-expanded=move || (editing.get() == Some(at)).to_string() on:click=toggle>
                    <span>{word}</span>" "<span class="clip" dir="auto">{thing}</span><span class="sr">{said::CHANGE}</span>
                </button>
                <button class="chip-off" type="button" aria-label=off on:click=move |_| dismiss(spans.clone())>{small_icon(Icon::Close)}</button>
            </li>
        }
    };
    // Other words make other chips: none of them is the one that was being changed.
    let text = Memo::new(move |_| composer.said.with(|said| said.text.clone()));
    Effect::new(move |before: Option<String>| {
        let now = text.get();
        if before.is_some_and(|before| before != now) {
            editing.set(None);
        }
        now
    });
    view! {
        <ul class="chips" aria-label=said::UNDERSTOOD>{move || shown.get().into_iter().enumerate().map(chip).collect_view()}</ul>
        {move || {
            let at = editing.get()?;
            let one = shown.get().into_iter().nth(at)?;
            Some(view! { <Edit composer editing one/> })
        }}
    }
}

const EDIT: &str = "chip-edit";

/// One chip, to be changed: how else it could be meant, other words for it, or none of it.
#[component]
fn Edit(composer: Composer, editing: Editing, one: Shown) -> View {
    let Shown { word, thing, spans, topics, .. } = one;
    let range = spans.iter().map(|span| span.start).min().unwrap_or_default()..spans.iter().map(|span| span.end).max().unwrap_or_default();
    let words = composer.words(&range);
    let typed = RwSignal::new(words.clone());
    let ways: Vec<(Topic, String, Answer, String)> = composer.understood.with_untracked(|understood| {
        let questions = understood.reading.questions.iter().filter(|question| question.topic != Topic::Client && !question.ask);
        let about = questions.filter(|question| {
            let span = &question.span;
            topics.contains(&question.topic) || !span.is_empty() && span.start < range.end && range.start < span.end
        });
        let mut ways: Vec<_> = about
            .filter(|question| !question.alternatives.is_empty())
            .flat_map(|question| {
                let of = composer.words(&question.span);
                let topic = question.topic;
                ways(question).into_iter().map(move |answer| (topic, of.clone(), answer))
            })
            .collect();
        if topics.contains(&Topic::Kind) {
            ways.extend(Kind::ALL.into_iter().map(|kind| (Topic::Kind, String::new(), Answer::Choice(Choice::Kind(kind)))));
        }
        composer.desk.locale.with_value(|locale| {
            ways.into_iter()
                .map(|(topic, of, answer)| {
                    let shown = match &answer {
                        Answer::Choice(choice) => said::choice(choice, |id| composer.name(id), locale),
                        Answer::GoOn => said::GO_ON.to_owned(),
                    };
                    (topic, of, answer, shown)
                })
                .collect()
        })
    });
    let now = composer.understood.with_untracked(|understood| understood.reading.kind);
    let close = move || {
        editing.set(None);
        crate::part::focus::focus(INPUT);
    };
    let apply = {
        let range = range.clone();
        move || {
            composer.said.update(|said| said.replace(&range, &typed.get_untracked()));
            close();
        }
    };
    let way = move |(topic, of, answer, shown): (Topic, String, Answer, String)| {
        let chosen = answer == Answer::Choice(Choice::Kind(now));
        let choose = move |_| {
            composer.said.update(|said| said.answer(topic, of.clone(), answer.clone()));
            close();
        };
        view! { <label class="tick"><input type="radio" name="chip-way" checked=chosen on:change=choose/><span class="num">{shown}</span></label> }
    };
    let enter = {
        let apply = apply.clone();
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                apply();
            }
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                close();
            }
            _ => {}
        }
    };
    let plain = move |_| {
        composer.said.update(|said| said.dismissed.extend(spans.clone()));
        close();
    };
    view! {
        <fieldset class="ask-one chip-edit">
            <legend dir="auto">{said::change(&format!("{word} {thing}"))}</legend>
            {ways.into_iter().map(way).collect_view()}
            <div class="field">
                <label for=EDIT>{said::OTHER_WORDS}</label>
                <input id=EDIT type="text" autocomplete="off" dir="auto" maxlength="300" prop:value=move || typed.get()
                    on:input=move |event| typed.set(event_target_value(&event)) on:keydown=enter/>
            </div>
            <div class="row">
                <button type="button" on:click=move |_| apply()>{said::APPLY}</button>
                <button type="button" class="plain" on:click=plain>{said::PLAIN}</button>
                <button type="button" class="plain" on:click=move |_| close()>{said::CANCEL}</button>
            </div>
        </fieldset>
    }
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
        let plain = |word: &str, thing: String| Shown {
            word: word.to_owned(),
            thing,
            spans: vec![chip.span.clone()],
            unsure: asks(&chip.span),
            topics: Vec::new(),
        };
        let one = match &chip.what {
            What::Kind(_) => Shown { topics: vec![Topic::Kind], ..plain(said::C_KIND, document::kind(reading.kind).to_owned()) },
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
                    shown.push(Shown { word: said::C_LINE.to_owned(), thing, spans: Vec::new(), unsure: false, topics: Vec::new() });
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
            What::Period(period) => {
                let period = reading.period.unwrap_or(*period);
                plain(said::C_PERIOD, said::period(period, locale))
            }
            What::Deposit(part) => Shown { topics: vec![Topic::DepositBase], ..plain(said::C_DEPOSIT, said::part(*part, locale)) },
            What::Paid(paid) => plain(said::C_PAID, said::paid(reading.paid.as_ref().unwrap_or(paid), locale)),
            What::Reference => plain(said::C_REFERENCE, reading.reference.clone()),
            What::Settles => plain(said::C_SETTLES, reading.settles.clone()),
            What::Charge(at) => {
                let Some(charge) = reading.charges.get(*at) else { continue };
                plain(said::C_CHARGE, format!("{}, {}", locale.number(charge.amount), charge.description))
            }
            What::Recurrence => {
                let Some(again) = &reading.recurrence else { continue };
                Shown { topics: vec![Topic::Until], ..plain(said::C_REPEATS, said::repeats(again, locale)) }
            }
            What::Early => plain(said::C_EARLY, reading.early.map(|early| said::early(early, locale)).unwrap_or_default()),
            What::Withheld => {
                let Some(withheld) = &reading.withheld else { continue };
                plain(said::C_WITHHELD, format!("{} {}", withheld.name, document::percent(withheld.percent, locale)))
            }
            What::Event => plain(said::C_REST, reading.event.clone()),
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
