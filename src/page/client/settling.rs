//! Values that were written at once, here or in a record that was merged meanwhile: somebody says which holds.

use crate::dom::*;
use domain::Command;
use domain::field::Field;
use domain::merge::{Differs, differing};

use super::Subject;
use crate::state::client::settling::{Contested, contested};
use crate::words::{self, client as said, merge};

#[component]
pub fn Settling(subject: Subject) -> View {
    let desk = subject.desk;
    let all = Memo::new(move |_| {
        let of = |record: &_| desk.locale.with_value(|locale| contested(record, locale));
        subject.record.with(|record| record.as_deref().map(of).unwrap_or_default())
    });
    let differ = Memo::new(move |_| {
        let of = |record: &crate::state::desk::Record| {
            let client = &record.client;
            let all = differing(client).into_iter().map(|one| {
                let name = client.joined.get(&one.from).map(|joined| joined.name().to_owned()).unwrap_or_default();
                (client.get(one.field).to_owned(), name, one)
            });
            all.collect::<Vec<_>>()
        };
        subject.record.with(|record| record.as_deref().map(of).unwrap_or_default())
    });
    let choice = move |one: Contested| {
        let Contested { at, what, values } = one;
        let buttons = values.into_iter().map(|(value, shown)| {
            view! {
                <button class="small" type="button" disabled=move || subject.locked.get()
                    on:click=move |_| desk.tell(Command::Settle { client: subject.id, at, to: value.clone() })>
                    <bdi>{merge::use_value(&shown)}</bdi>
                </button>
            }
        });
        view! { <li><span dir="auto">{what}": "</span><span class="row">{buttons.collect_view()}</span></li> }
    };
    let changed = move |(here, name, one): (String, String, Differs)| {
        let Differs { from, field, there } = one;
        let settle =
            move |to: &str, seen: &str| Command::SettleMerged { client: subject.id, from, field, to: to.to_owned(), seen: seen.to_owned() };
        let (keep, take) = (settle(&here, &there), settle(&there, &there));
        let shown = |text: &str| desk.locale.with_value(|locale| words::summary::said(field, text, locale));
        // A client has a name.
        let can_take = !(field == Field::Name && there.is_empty());
        let (keep_words, take_words) = (merge::keep_value(&shown(&here)), merge::use_value(&shown(&there)));
        view! {
            <li>
                <span dir="auto">{merge::differs(field, &name)}" "</span>
                <span class="row">
                    {can_take.then(|| view! {
                        <button class="small" type="button" disabled=move || subject.locked.get() on:click=move |_| desk.tell(take.clone())>
                            <bdi>{take_words}</bdi>
                        </button>
                    })}
                    <button class="small" type="button" disabled=move || subject.locked.get() on:click=move |_| desk.tell(keep.clone())>
                        <bdi>{keep_words}</bdi>
                    </button>
                </span>
            </li>
        }
    };
    view! {
        {move || {
            let (chosen, rest) = all.get();
            (!chosen.is_empty() || !rest.is_empty()).then(|| view! {
                <div class="notice" data-level="amber" role="note">
                    <h2>{said::CONTESTED_TITLE}</h2>
                    {(!chosen.is_empty()).then(|| view! { <p>{said::CONTESTED_CHOOSE}</p> })}
                    <ul class="notice-list">
                        {chosen.into_iter().map(choice).collect_view()}
                        {rest.iter().map(|words| view! { <li dir="auto">{words.clone()}</li> }).collect_view()}
                    </ul>
                    {(!rest.is_empty()).then(|| view! { <p>{said::CONTESTED_DO}</p> })}
                </div>
            })
        }}
        {move || (!differ.with(Vec::is_empty)).then(|| view! {
            <div class="notice" data-level="amber" role="note">
                <h2>{merge::DIFFERS_TITLE}</h2>
                <p>{merge::DIFFERS_HINT}</p>
                <ul class="notice-list">{differ.get().into_iter().map(changed).collect_view()}</ul>
            </div>
        })}
    }
}
