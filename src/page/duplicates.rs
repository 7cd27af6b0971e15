//! Clients that may be one and the same, below the list of all.

use crate::dom::*;
use domain::alike::{Pair, pairs};
use domain::item::{ItemField, ItemKind};
use domain::{ClientId, Command};

use crate::route::{Route, Tab};
use crate::state::desk::desk;
use crate::state::merge::Merging;
use crate::words::merge as said;

const SHOWN: usize = 20;

/// Notes with the one that the other is somebody else.
fn apart(client: ClientId, other: ClientId) -> Command {
    Command::AddItem { client, kind: ItemKind::Distinct, fields: vec![(ItemField::Under, other.to_string())] }
}

#[component]
pub fn Duplicates() -> View {
    let desk = desk();
    let merging: Merging = expect_context();
    let shown = RwSignal::new(false);
    let all = Memo::new(move |_| desk.with_rows(|rows| pairs(rows, SHOWN)));
    let count = Memo::new(move |_| all.with(|(pairs, beside)| pairs.len() + beside));
    let line = move |pair: Pair| {
        let Pair { one, other, how } = pair;
        let (first, second) = (one.id, other.id);
        let link =
            |row: &domain::row::Row| view! { <a href=Route::Client(row.id, Tab::default()).hash() dir="auto">{row.name.clone()}</a> };
        view! {
            <li>
                <span class="pair-names">{link(&one)}" · "{link(&other)}<span class="quiet">{said::why(how)}</span></span>
                <button class="small" type="button" on:click=move |_| merging.ask(second, first)>
                    {said::MERGE_ASK}<span class="sr">{said::merge_them(&one.name, &other.name)}</span>
                </button>
                <button class="plain small" type="button" on:click=move |_| desk.tell(apart(first, second))>
                    {said::NOT_SAME}<span class="sr">{said::not_same_them(&one.name, &other.name)}</span>
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <section class="removed" aria-label=said::DUPLICATES>
                <button class="plain small" type="button" aria-expanded=move || if shown.get() { "true" } else { "false" }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)>{move || said::show_pairs(count.get(), shown.get())}</button>
                <Show when=move || shown.get()>
                    <ul>{move || all.with(|(pairs, _)| pairs.clone()).into_iter().map(line).collect_view()}</ul>
                    {move || all.with(|(_, beside)| (*beside > 0).then(|| view! { <p class="quiet">{said::more_pairs(*beside)}</p> }))}
                </Show>
            </section>
        </Show>
    }
}
