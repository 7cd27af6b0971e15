use domain::difficult::Sign;
use domain::item::{Cause, ItemField};
use domain::{Command, ItemId};

use super::Subject;
use crate::dom::*;
use crate::part::focus::focus;
use crate::part::icon::{Icon, small_icon};
use crate::state::difficult::{facts, place};
use crate::words::difficult as said;

/// So many facts stand in the open; the rest is folded.
const SHOWN: usize = 4;

/// One likely cause, with the facts for it, and the way to choose it.
#[component]
pub fn CauseView(subject: Subject, cause: Cause, signs: Memo<Vec<Sign>>, now: Memo<Option<ItemId>>, chosen: Memo<Option<Cause>>) -> View {
    let mine = Memo::new(move |_| signs.with(|signs| facts(signs, Some(cause))));
    let is_chosen = Memo::new(move |_| chosen.get() == Some(cause));
    let heading = format!("h-cause-{}", cause.key());
    let choose = move |_| match now.get_untracked() {
        None => subject.begin(Some(cause)),
        Some(item) => {
            let changes = vec![(ItemField::Cause, cause.key().to_owned())];
            subject.desk.tell(Command::SetItem { client: subject.id, item, changes });
            focus(format!("h-cause-{}", cause.key()));
        }
    };
    let lines = move || {
        let all = mine.get();
        if all.is_empty() {
            return view! { <p class="quiet">{said::NO_SIGNS}</p> };
        }
        let rest = all.get(SHOWN..).unwrap_or_default().to_vec();
        let more = (!rest.is_empty()).then(|| {
            view! {
                <details class="more-signs">
                    <summary>{said::MORE_SIGNS}" "<span class="num">{rest.len()}</span></summary>
                    <ul class="signs">{rest.iter().map(|one| sign(subject, one)).collect_view()}</ul>
                </details>
            }
        });
        view! { <ul class="signs">{all.iter().take(SHOWN).map(|one| sign(subject, one)).collect_view()}</ul>{more} }
    };
    view! {
        <section class="cause" data-chosen=move || is_chosen.get().then_some("") aria-labelledby=heading.clone()>
            <div class="cause-head">
                <h3 id=heading.clone() tabindex="-1">{said::cause(cause)}</h3>
                <span class="quiet">{move || said::facts(mine.with(Vec::len))}</span>
            </div>
            <p class="quiet">{said::cause_hint(cause)}</p>
            {lines}
            <p class="cause-do">
                {move || if is_chosen.get() {
                    view! { <span class="cause-chosen">{small_icon(Icon::Check)}{said::CHOSEN}</span> }
                } else if subject.locked.get() {
                    View::Nothing
                } else {
                    let words = if now.get().is_some() { said::CHOOSE_THIS } else { said::CHOOSE };
                    view! { <button class="small" type="button" on:click=choose>{words}<span class="sr">": "{said::cause(cause)}</span></button> }
                }}
            </p>
        </section>
    }
}

/// A fact of the record: its day, what it shows, and the way to it.
pub fn sign(subject: Subject, one: &Sign) -> View {
    let (short, full, words) =
        subject.desk.locale.with_value(|locale| (locale.day(one.on), locale.long_day(one.on), said::sign(&one.shows, &one.about, locale)));
    let text = match one.spot {
        Some(spot) => view! { <a href=place(subject.id, spot).hash() dir="auto">{words}</a> },
        None => view! { <span dir="auto">{words}</span> },
    };
    view! { <li><time datetime=one.on.to_string() title=full>{short}</time>{text}</li> }
}
