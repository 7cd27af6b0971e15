//! The words that a client is filed under: typed one by one, taken off with a click.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::item::{ItemField, ItemKind, of_kind};
use domain::{Command, ItemId, text};

use super::Subject;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::words::{self, merge as said};

#[component]
pub fn Tags(subject: Subject) -> View {
    let desk = subject.desk;
    // Two devices that add one tag make two of it: it is shown once, and taken off as one.
    let all = Memo::new(move |_| {
        let mut tags: Vec<(String, Vec<ItemId>)> = Vec::new();
        subject.record.with(|record| {
            for (id, item) in record.iter().flat_map(|record| of_kind(&record.client.items, ItemKind::Tag)) {
                let folded = text::fold(item.title());
                match tags.iter_mut().find(|(known, _)| text::fold(known) == folded) {
                    Some((_, ids)) => ids.push(id),
                    None => tags.push((item.title().to_owned(), vec![id])),
                }
            }
        });
        domain::order::sort_by_key(&mut tags, |(tag, _)| text::fold(tag));
        tags
    });
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let tag = typed.get_untracked().trim().trim_start_matches('#').trim().to_owned();
        if tag.is_empty() {
            wrong.set(Some(said::TAG_MISSING.to_owned()));
            return focus("tag-new");
        }
        wrong.set(None);
        if all.with_untracked(|all| all.iter().any(|(known, _)| text::fold(known) == text::fold(&tag))) {
            typed.set(String::new());
            return;
        }
        let fields = vec![(ItemField::Title, tag)];
        desk.ask(Command::AddItem { client: subject.id, kind: ItemKind::Tag, fields }, move |outcome| match outcome {
            Ok(success) => {
                typed.set(String::new());
                desk.say(Ok(success));
                focus("tag-new");
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    let remove = move |tag: String, items: Vec<ItemId>| {
        desk.ask(Command::RemoveItems { client: subject.id, items, gone: true }, move |outcome| match outcome {
            Ok(success) => {
                desk.toast(said::tag_removed(&tag), success.undo, false);
                focus("tag-new");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let chip = move |(tag, ids): (String, Vec<ItemId>)| {
        let (named, shown) = (said::remove_tag(&tag), tag.clone());
        view! {
            <li class="chip tag">
                <bdi>{shown}</bdi>
                {(!subject.locked.get()).then(|| view! {
                    <button class="chip-off icon" type="button" aria-label=named on:click=move |_| remove(tag.clone(), ids.clone())>
                        {icon(Icon::Close)}
                    </button>
                })}
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="h-tags">
            <div class="section-head"><h2 id="h-tags">{said::TAGS}</h2></div>
            <Show when=move || !all.with(Vec::is_empty)>
                <ul class="chips">{move || all.get().into_iter().map(chip).collect_view()}</ul>
            </Show>
            <Show when=move || !subject.locked.get()>
                <form class="tag-form" novalidate on:submit=add>
                    <label class="sr" for="tag-new">{said::ADD_TAG}</label>
                    <input id="tag-new" type="text" dir="auto" autocomplete="off" maxlength="40" placeholder=said::TAG_HINT aria-describedby="tag-new-e"
                        aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                        prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
                    <button class="small" type="submit">{said::ADD}</button>
                    <div id="tag-new-e">{move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                </form>
            </Show>
        </section>
    }
}
