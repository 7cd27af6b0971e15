//! Files on their way in: how far each is, and why one could not come.

use crate::dom::*;
use crate::page::client::Subject;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::state::cabinet::{Coming, cabinet};
use crate::words::file as said;

#[component]
pub fn Arriving(subject: Subject) -> View {
    let cabinet = cabinet();
    let mine =
        Memo::new(move |_| cabinet.coming.with(|all| all.iter().filter(|one| one.client == subject.id).cloned().collect::<Vec<_>>()));
    let (under_way, wrong) = (
        Memo::new(move |_| mine.with(|mine| mine.iter().filter(|one| one.wrong.is_none()).map(|one| one.id).collect::<Vec<_>>())),
        Memo::new(move |_| mine.with(|mine| mine.iter().filter(|one| one.wrong.is_some()).map(|one| one.id).collect::<Vec<_>>())),
    );
    let line = move |id: u64| Memo::new(move |_| mine.with(|mine| mine.iter().find(|one| one.id == id).cloned()));
    view! {
        <ul class="files-coming">
            <For each=move || under_way.get() key=|id| *id let(id)><OnItsWay subject coming=line(id)/></For>
        </ul>
        <div class="files-wrong" role="alert">
            <For each=move || wrong.get() key=|id| *id let(id)><NotTaken subject coming=line(id)/></For>
        </div>
    }
}

#[component]
fn OnItsWay(subject: Subject, coming: Memo<Option<Coming>>) -> View {
    let locale = subject.desk.locale;
    let with = move |look: fn(&Coming) -> String| coming.with(|coming| coming.as_ref().map(look).unwrap_or_default());
    let share = |coming: &Coming| coming.done.saturating_mul(50) / coming.size.max(1);
    let percent = move || coming.with(|coming| coming.as_ref().map(share).unwrap_or_default());
    let size = move || locale.with_value(|locale| coming.with(|coming| coming.as_ref().map(|one| said::size(one.size, locale))));
    view! {
        <li>
            {icon(Icon::Spin)}
            <b dir="auto">{move || with(|coming| coming.name.clone())}</b>
            <span class="quiet">{size}" · "{move || said::percent(percent())}</span>
            <progress max="100" value=move || percent().to_string() aria-label=move || format!("{}: {}", said::COMING, with(|coming| coming.name.clone()))></progress>
        </li>
    }
}

#[component]
fn NotTaken(subject: Subject, coming: Memo<Option<Coming>>) -> View {
    let cabinet = cabinet();
    let words = move || {
        subject.desk.locale.with_value(|locale| {
            coming.with(|coming| {
                let coming = coming.as_ref()?;
                Some(said::wrong(&coming.name, coming.size, coming.wrong.as_ref()?, locale))
            })
        })
    };
    let dismiss = move |_| {
        if let Some(one) = coming.get_untracked() {
            cabinet.dismiss(one.id);
            focus("add-file");
        }
    };
    view! {
        <div class="notice" data-level="red">
            <p dir="auto">{words}</p>
            <div class="row"><button class="plain small" type="button" on:click=dismiss>{said::DISMISS}</button></div>
        </div>
    }
}
