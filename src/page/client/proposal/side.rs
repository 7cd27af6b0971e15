//! Beside a proposal: what it comes to, what to do next, what went out so far.

use domain::proposal::{Acceptance, Lack, Offer, Standing};
use domain::{ActId, Command, Done};

use super::field::id_of;
use super::paper::sums;
use super::{Mode, Page};
use crate::dom::*;
use crate::part::focus::focus;
use crate::route::{Route, Tab};
use crate::state::proposal as state;
use crate::words::proposal as said;

/// The act that sent the newest version.
pub fn live(page: Page) -> Option<ActId> {
    untrack(|| page.item(|item| Offer(item).live().map(|live| live.act)).flatten())
}

fn go(route: Route) {
    let _ = window().location().set_hash(&route.hash());
}

#[component]
pub fn Side(page: Page) -> View {
    let desk = page.subject.desk;
    let mode = page.mode;
    let standing = Memo::new(move |_| page.standing());
    let changed = Memo::new(move |_| page.is_changed());
    let can_send = Memo::new(move |_| {
        !matches!(standing.get(), Standing::Accepted(_)) && (page.subject.desk.today.get(), live_now(page).is_none() || changed.get()).1
    });
    let next = move || page.draft().map_or(1, |draft| draft.version);
    let send = move |_| {
        page.checked.set(true);
        // What was typed last is kept a moment later: what is missing is looked at then.
        set_timeout(
            move || {
                let unread = page.unread.with_untracked(|unread| unread.keys().next().copied());
                let lack = page.lacks.with_untracked(|lacks| lacks.first().copied());
                if let Some((item, field)) = unread {
                    page.mode.set(Mode::Write);
                    focus(super::field::field_id(page, item, field));
                } else if let Some(lack) = lack {
                    page.mode.set(Mode::Write);
                    focus(id_of(page, lack));
                } else {
                    page.show(Mode::Send);
                }
            },
            std::time::Duration::from_millis(60),
        );
    };
    let missing = move || {
        let lacks: Vec<Lack> = if page.checked.get() { page.lacks.get() } else { Vec::new() };
        let unread = page.checked.get() && page.unread.with(|unread| !unread.is_empty());
        (!lacks.is_empty() || unread).then(|| {
            let one = |lack: Lack| view! {
                <li><button class="plain small" type="button" on:click=move |_| { page.mode.set(Mode::Write); focus(id_of(page, lack)); }>{said::lack(lack)}</button></li>
            };
            view! {
                <div class="notice" data-level="amber" role="alert">
                    <h3>{said::NOT_READY}</h3>
                    <ul class="lacks">{unread.then(|| view! { <li>{said::UNREAD}</li> })}{lacks.into_iter().map(one).collect_view()}</ul>
                </div>
            }
        })
    };
    let shown = move || {
        let lines = page.item(|item| Offer(item).acceptance()).flatten();
        if lines.is_some() || !matches!(mode.get(), Mode::Write | Mode::Paper(_)) {
            return None;
        }
        let sent = page.item(|item| Offer(item).live()).flatten().and_then(|live| live.sealed).filter(|_| !changed.get());
        let terms = sent.map(|sent| sent.terms).or_else(|| page.terms.get());
        terms.map(|terms| desk.locale.with_value(|locale| sums(&terms, &[], locale)))
    };
    let locked = page.subject.locked;
    view! {
        <aside class="doc-side" aria-label=said::TITLE>
            <section class="stack" aria-label=said::COMES_TO>
                {shown}
                {move || page.item(|item| Offer(item).acceptance()).flatten().map(|yes| accepted(page, &yes))}
                {move || page.item(|item| Offer(item).declined().map(|(id, act)| (id, act.why.clone()))).flatten()
                    .filter(|_| matches!(standing.get(), Standing::Declined(_))).map(|(id, why)| declined(page, id, why))}
            </section>
            <Show when=move || !locked.get() && matches!(mode.get(), Mode::Write | Mode::Paper(_))>
                <section class="acts stack">
                    {move || matches!(standing.get(), Standing::Sent(_) | Standing::Expired(_)).then(|| view! {
                        {changed.get().then(|| view! { <p class="quiet">{said::changed(next())}</p> })}
                        <button class:primary=move || !changed.get() type="button" on:click=move |_| page.show(Mode::Accept)>{said::ACCEPT}</button>
                        <button type="button" on:click=move |_| page.show(Mode::Decline)>{said::DECLINE}</button>
                    })}
                    {move || can_send.get().then(|| view! {
                        <button class="primary" id="send" type="button" on:click=send>{said::send_version(next())}</button>
                    })}
                    // Below the button: what is mended makes it shorter, and must not move the button away from under a click.
                    {missing}
                    <div class="row">
                        {move || match mode.get() {
                            Mode::Write => view! { <button class="small" type="button" on:click=move |_| page.show(Mode::Paper(None))>{said::SEE}</button> },
                            Mode::Paper(None) => view! { <button class="small" type="button" on:click=move |_| page.show(Mode::Write)>{said::WRITE}</button> },
                            Mode::Paper(Some(_)) if !matches!(standing.get(), Standing::Accepted(_)) => view! {
                                <button class="small" type="button" on:click=move |_| page.show(Mode::Write)>{said::NEW_VERSION}</button>
                            },
                            Mode::Paper(Some(_)) | Mode::Send | Mode::Accept | Mode::Decline => View::Nothing,
                        }}
                        <button class="plain small" type="button" on:click=move |_| again(page)>{said::COPY_IT}</button>
                        {move || live_now(page).is_none().then(|| view! {
                            <button class="plain small danger" type="button" on:click=move |_| delete(page)>{said::DELETE}</button>
                        })}
                    </div>
                </section>
            </Show>
            <Versions page/>
        </aside>
    }
}

fn live_now(page: Page) -> Option<ActId> {
    page.item(|item| Offer(item).live().map(|live| live.act)).flatten()
}

fn accepted(page: Page, yes: &Acceptance) -> View {
    let locale = page.subject.desk.locale;
    let sealed = page.item(|item| Offer(item).sent_with(yes.version)).flatten().and_then(|one| one.sealed);
    let taken: Vec<String> = sealed
        .iter()
        .flat_map(|sealed| sealed.terms.lines.iter())
        .filter(|line| yes.lines.contains(&line.id))
        .map(|line| line.title.clone())
        .collect();
    let has_options = sealed.as_ref().is_some_and(|sealed| sealed.terms.lines.iter().any(|line| line.optional));
    let taken = if taken.is_empty() { said::NOTHING_OPTIONAL.to_owned() } else { taken.join(", ") };
    let figures = sealed.map(|sealed| locale.with_value(|locale| sums(&sealed.terms, &yes.lines, locale)));
    let who = locale.with_value(|locale| said::accepted_by(&yes.by, yes.on, &state::time(yes.minute), locale));
    let work = page.subject.record.with(|record| record.as_ref().and_then(|record| domain::proposal::engagement(&record.client, page.id)));
    view! {
        {figures}
        <dl class="facts accepted">
            <dt>{said::ACCEPTED_BY}</dt><dd dir="auto">{who}</dd>
            {has_options.then(|| view! { <dt>{said::TAKEN}</dt><dd dir="auto">{taken.clone()}</dd> })}
        </dl>
        {yes.late.then(|| view! { <p class="quiet">{said::CAME_LATE}</p> })}
        <p class="paper-hash quiet">{said::version(yes.number)}" · "{said::hash(&yes.hash)}</p>
        {work.map(|id| view! { <a href=Route::Thing(page.subject.id, Tab::Work, id.0).hash()>{said::TO_ENGAGEMENT}</a> })}
    }
}

fn declined(page: Page, act: ActId, why: String) -> View {
    let desk = page.subject.desk;
    let back = move |_| {
        desk.ask(Command::WithdrawAct { client: page.subject.id, item: page.id, id: act, gone: true }, move |outcome| desk.say(outcome));
    };
    view! {
        <p class="prose" dir="auto">{why}</p>
        <p class="row"><button class="small" type="button" on:click=back>{said::TAKE_BACK}</button></p>
    }
}

fn again(page: Page) {
    let subject = page.subject;
    let desk = subject.desk;
    let today = desk.today.get_untracked();
    let Some((fields, rows)) =
        subject.record.with_untracked(|record| record.as_ref().map(|record| state::copy(&record.client, page.id, today)))
    else {
        return;
    };
    desk.ask(Command::BeginProposal { client: subject.id, fields, rows }, move |outcome| {
        if let Ok(success) = &outcome
            && let Done::ItemAdded { item, .. } = success.done
        {
            go(Route::Proposal(subject.id, item));
        }
        desk.say(outcome);
    });
}

fn delete(page: Page) {
    let subject = page.subject;
    let desk = subject.desk;
    desk.ask(Command::RemoveItem { client: subject.id, item: page.id, gone: true }, move |outcome| match outcome {
        Ok(success) => {
            desk.toast(said::DELETED.to_owned(), success.undo, false);
            go(Route::Client(subject.id, Tab::Work));
        }
        Err(unable) => desk.say(Err(unable)),
    });
}

/// Every version that went out, and which of them counts.
#[component]
fn Versions(page: Page) -> View {
    let desk = page.subject.desk;
    let all = Memo::new(move |_| {
        page.subject.record.with(|record| record.as_ref().map(|record| state::versions(&record.client, page.id)).unwrap_or_default())
    });
    let unsend = move |id: ActId| {
        desk.ask(Command::WithdrawAct { client: page.subject.id, item: page.id, id, gone: true }, move |outcome| {
            page.mode.set(Mode::Write);
            desk.say(outcome);
        });
    };
    let one = move |(at, version): (usize, domain::proposal::Version), many: usize| {
        let act = version.act;
        let number = version.sealed.as_ref().map_or(1, |sealed| sealed.version);
        let is_old = at + 1 != many;
        let on = desk.locale.with_value(|locale| said::sent_on(version.on, locale));
        let can_unsend = !is_old && matches!(page.standing(), Standing::Sent(_) | Standing::Expired(_)) && !page.subject.locked.get();
        view! {
            <li>
                <button class="plain small" type="button" aria-pressed=move || if page.mode.get() == Mode::Paper(Some(act)) { "true" } else { "false" }
                    on:click=move |_| page.show(Mode::Paper(Some(act)))>{said::version(number)}</button>
                <span class="quiet">{on}{is_old.then(|| view! { ", "{said::SUPERSEDED_MARK} })}</span>
                {can_unsend.then(|| view! { <button class="plain small" type="button" on:click=move |_| unsend(act)>{said::UNSEND}</button> })}
            </li>
        }
    };
    view! {
        {move || {
            let all = all.get();
            let many = all.len();
            (many > 0).then(|| view! {
                <section aria-labelledby="h-versions">
                    <div class="side-head"><h2 id="h-versions">{said::VERSIONS}</h2></div>
                    <ul class="versions">{all.into_iter().enumerate().rev().map(|version| one(version, many)).collect_view()}</ul>
                </section>
            })
        }}
    }
}
