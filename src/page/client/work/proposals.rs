//! What was offered to the client, and how it stands.

use domain::{Command, Done};

use crate::dom::*;
use crate::page::client::Subject;
use crate::part::icon::{Icon, icon};
use crate::part::money::money;
use crate::part::seek::at;
use crate::route::Route;
use crate::state::proposal::{self as state, Listed};
use crate::words::proposal as said;

#[component]
pub fn Proposals(subject: Subject) -> View {
    let desk = subject.desk;
    let all = Memo::new(move |_| {
        let today = desk.today.get();
        desk.practice.with(|practice| {
            subject.record.with(|record| record.as_ref().map(|record| state::listed(&record.client, practice, today)).unwrap_or_default())
        })
    });
    let add = move |_| {
        let today = desk.today.get_untracked();
        let begun = desk.practice.with_untracked(|practice| {
            subject.record.with_untracked(|record| record.as_ref().map(|record| state::blank(&record.client, practice, today)))
        });
        let Some((fields, rows)) = begun else { return };
        desk.ask(Command::BeginProposal { client: subject.id, fields, rows }, move |outcome| {
            if let Ok(success) = &outcome
                && let Done::ItemAdded { item, .. } = success.done
            {
                let _ = window().location().set_hash(&Route::Proposal(subject.id, item).hash());
            }
            desk.say(outcome);
        });
    };
    view! {
        <section class="section proposals-part" aria-labelledby="h-proposal">
            <div class="section-head">
                <h2 id="h-proposal">{said::LIST}</h2>
                <Show when=move || !subject.locked.get()>
                    <button class="plain small" id="add-proposal" type="button" on:click=add>{icon(Icon::Plus)}{said::NEW}</button>
                </Show>
            </div>
            {move || all.with(|all| if all.is_empty() {
                view! { <p class="quiet">{said::NONE}</p> }
            } else {
                view! { <ul class="proposals">{all.iter().map(|one| line(subject, one)).collect_view()}</ul> }
            })}
        </section>
    }
}

fn line(subject: Subject, one: &Listed) -> View {
    let locale = subject.desk.locale;
    let standing = locale.with_value(|locale| said::standing(one.standing, locale));
    let until = one.until.filter(|_| matches!(one.standing, domain::proposal::Standing::Sent(_)));
    let more: Vec<String> =
        [one.version.map(said::version), until.map(|until| locale.with_value(|locale| said::valid_until(until, locale)))]
            .into_iter()
            .flatten()
            .collect();
    view! {
        <li class="proposal-line" id=at(one.id.0)>
            <a href=Route::Proposal(subject.id, one.id).hash() dir="auto">{one.title.clone()}</a>
            <span class="standing" data-standing=said::mark(one.standing)>{standing}</span>
            <span class="quiet">{more.join(" · ")}</span>
            {one.total.map(|total| view! { <span class="request-price">{money(total)}</span> })}
        </li>
    }
}
