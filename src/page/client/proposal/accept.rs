//! A yes: the terms first, then what is taken, then the name.

use domain::field::PracticeField;
use domain::item::List;
use domain::lifecycle::{Scope, open_duties};
use domain::proposal::{Offer, PriceLine, Sealed, Version, Yes, in_time};
use domain::time::Day;
use domain::{Command, ItemId, Stage};

use super::paper::{Paper, sums};
use super::{Mode, Page};
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::state::leaving::Leaving;
use crate::state::proposal as state;
use crate::state::working::zone;
use crate::words::{self, lifecycle, proposal as said};

#[component]
pub fn Accept(page: Page) -> View {
    let live = untrack(|| page.item(|item| Offer(item).live()).flatten());
    match live {
        Some(version) => match version.sealed.clone() {
            Some(sealed) => view! {
                <div class="stack">
                    <Paper sealed=sealed.clone() hash=version.hash.clone() marked=None/>
                    <Form page version sealed/>
                </div>
            },
            None => view! { <p class="notice" data-level="amber">{said::UNREADABLE}</p> },
        },
        None => View::Nothing,
    }
}

#[component]
fn Form(page: Page, version: Version, sealed: Sealed) -> View {
    let subject = page.subject;
    let desk = subject.desk;
    let (act, number) = (version.act, sealed.version);
    let terms = StoredValue::new(sealed.terms);
    let until = terms.with_value(|terms| terms.until);
    let chosen = RwSignal::new(Vec::<ItemId>::new());
    let by = RwSignal::new(String::new());
    let (on, at) = (RwSignal::new(desk.today.get_untracked().to_string()), RwSignal::new(state::time_now()));
    let (late, list, deposit) = (RwSignal::new(false), RwSignal::new(true), RwSignal::new(true));
    let wrong = RwSignal::new(None::<(&'static str, String)>);
    let trouble = move |id: &'static str| wrong.with(|wrong| wrong.as_ref().filter(|(at, _)| *at == id).map(|(_, words)| words.clone()));
    let invalid = move |id: &'static str| trouble(id).map(|_| "true");
    let refuse = move |id: &'static str, words: String| {
        wrong.set(Some((id, words)));
        focus(id);
    };
    let is_late = move || Day::parse(&on.get()).is_some_and(|on| !in_time(until, on));
    let leaving: Leaving = expect_context();
    let is_new = move || subject.row.with_untracked(|row| row.as_ref().is_some_and(|row| row.stage == Stage::Attraction));
    let asks_deposit = terms.with_value(|terms| terms.deposit()).is_some();
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        let told = |refusal: &domain::Refusal| desk.locale.with_value(|locale| words::refusal::refused(refusal, locale));
        if by.with_untracked(|by| by.trim().is_empty()) {
            return refuse("accept-by", told(&domain::Refusal::NameMissing));
        }
        let Some(day) = Day::parse(&on.get_untracked()) else { return refuse("accept-on", said::DAY_WRONG.to_owned()) };
        let Some(minute) = state::minute(&at.get_untracked()) else { return refuse("accept-at", said::AT_WRONG.to_owned()) };
        if let Some(until) = until.filter(|_| !in_time(until, day) && !late.get_untracked()) {
            return refuse("accept-late", told(&domain::Refusal::ProposalExpired { until }));
        }
        let title = terms.with_value(|terms| terms.title.clone());
        let note = deposit.get_untracked().then(|| desk.locale.with_value(|locale| said::invoice_note(&title, number, day, locale)));
        let lines = chosen.get_untracked();
        let yes = Yes { version: act, by: by.get_untracked(), on: day, minute, lines, late: late.get_untracked(), deposit: note };
        let (client, item) = (subject.id, page.id);
        let mut commands = vec![Command::AcceptProposal { client, item, yes }];
        if list.get_untracked() {
            commands.push(onboarding(page, day));
        }
        // Who was only being talked to comes in with the yes; what is open before that is asked about after it.
        let comes_in = list.get_untracked() && is_new();
        let asks = desk.practice.with_untracked(|practice| {
            subject.record.with_untracked(|record| record.as_ref().is_some_and(|record| !open_duties(practice, &record.client).is_empty()))
        });
        if comes_in && !asks {
            commands.push(Command::MoveClient { client, to: Stage::Onboarding, why: String::new() });
        }
        desk.ask(Command::Together { client, commands }, move |outcome| match outcome {
            Ok(success) => {
                page.show(Mode::Paper(Some(act)));
                desk.say(Ok(success));
                if comes_in && asks {
                    leaving.move_to(client, Stage::Onboarding, None);
                }
            }
            Err(unable) => refuse("accept-by", desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))),
        });
    };
    let option = move |line: PriceLine| {
        let id = line.id;
        let amount = terms.with_value(|terms| terms.amount(&line).ok()).map(crate::part::money::money);
        let tick = move |event| {
            let is = event_target_checked(&event);
            chosen.update(|chosen| {
                chosen.retain(|one| *one != id);
                if is {
                    chosen.push(id);
                }
            });
        };
        view! {
            <li><label class="tick"><input type="checkbox" on:change=tick/><span dir="auto">{line.title}</span></label>{amount}</li>
        }
    };
    let options: Vec<PriceLine> = terms.with_value(|terms| terms.lines.iter().filter(|line| line.optional).cloned().collect());
    let options = (!options.is_empty()).then(|| view! {
        <fieldset class="choices-list"><legend>{said::CHOOSE}</legend><ul class="plain-list">{options.into_iter().map(option).collect_view()}</ul></fieldset>
    });
    let asked = move || {
        let totals = terms.with_value(|terms| terms.totals(&chosen.get())).ok();
        totals.map_or_else(String::new, |totals| {
            desk.locale.with_value(|locale| {
                if asks_deposit { said::deposit_draft(&locale.money(totals.deposit)) } else { said::NO_DEPOSIT_DRAFT.to_owned() }
            })
        })
    };
    let (title, many) = terms.with_value(|terms| (terms.title.clone(), terms.deliverables.len()));
    let check = |id: &'static str, on: RwSignal<bool>, words: Signal<String>| {
        view! {
            <label class="tick"><input id=id type="checkbox" prop:checked=move || on.get() on:change=move |event| on.set(event_target_checked(&event))/><span>{move || words.get()}</span></label>
        }
    };
    let fixed = |words: &'static str| Signal::derive(move || words.to_owned());
    focus("accept-h");
    view! {
        <form class="stack answer" novalidate aria-labelledby="accept-h" on:submit=keep>
            <h2 id="accept-h" tabindex="-1">{said::ACCEPT_TITLE}</h2>
            <p class="quiet">{said::ACCEPT_HINT}</p>
            {options}
            <div role="group" aria-label=said::COMES_TO aria-live="polite">
                {move || terms.with_value(|terms| desk.locale.with_value(|locale| sums(terms, &chosen.get(), locale)))}
            </div>
            <div class="fields">
                <div class="field wide">
                    <label for="accept-by">{said::BY}</label>
                    <input id="accept-by" type="text" dir="auto" autocomplete="off" maxlength="200" aria-describedby="accept-by-e"
                        aria-invalid=move || invalid("accept-by") prop:value=move || by.get() on:input=move |event| by.set(event_target_value(&event))/>
                    <div id="accept-by-e">{move || trouble("accept-by").map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                </div>
                <div class="field">
                    <label for="accept-on">{said::ON}</label>
                    <input id="accept-on" type="date" max=desk.today.get_untracked().to_string() aria-describedby="accept-on-e" aria-invalid=move || invalid("accept-on")
                        prop:value=move || on.get() on:input=move |event| on.set(event_target_value(&event))/>
                    <div id="accept-on-e">{move || trouble("accept-on").map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                </div>
                <div class="field">
                    <label for="accept-at">{said::AT}</label>
                    <input id="accept-at" type="time" aria-describedby="accept-at-e" aria-invalid=move || invalid("accept-at")
                        prop:value=move || at.get() on:input=move |event| at.set(event_target_value(&event))/>
                    <div id="accept-at-e">{move || trouble("accept-at").map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                </div>
            </div>
            {move || is_late().then(|| view! {
                <div class="notice" data-level="amber">
                    {until.map(|until| view! { <p>{desk.locale.with_value(|locale| said::expired(until, locale))}</p> })}
                    {check("accept-late", late, fixed(said::LATE))}
                    {trouble("accept-late").map(|words| view! { <p class="error" role="alert">{words}</p> })}
                </div>
            })}
            <section aria-labelledby="begins-h">
                <h3 id="begins-h">{said::BEGINS}</h3>
                <ul class="begins">
                    <li dir="auto">{said::begins_engagement(&title)}</li>
                    {(many > 0).then(|| view! { <li>{said::begins_deliverables(many)}</li> })}
                    <li>{check("accept-list", list, fixed(said::BEGIN_LIST))}
                        {move || (list.get() && is_new()).then(|| view! { <p class="quiet">{lifecycle::BEGIN_MOVES}</p> })}</li>
                    <li>{check("accept-deposit", deposit, Signal::derive(asked))}</li>
                </ul>
            </section>
            <div class="acts">
                <button class="primary" type="submit">{said::KEEP_YES}</button>
                <button class="plain" type="button" on:click=move |_| page.show(Mode::Paper(Some(act)))>{said::CANCEL}</button>
            </div>
        </form>
    }
}

/// The checklist that begins with the yes, dated from its day, as the practice has it.
fn onboarding(page: Page, on: Day) -> Command {
    let list = List::Onboarding;
    let (version, template, owner) = page.subject.desk.practice.with_untracked(|practice| {
        let scope = Scope::List(list);
        (practice.template_version(scope), practice.template(scope), practice.get(PracticeField::Person).to_owned())
    });
    let mut steps = template.unwrap_or_else(|| lifecycle::usual(list));
    for step in steps.iter_mut().filter(|step| step.owner.is_empty()) {
        step.owner.clone_from(&owner);
    }
    Command::BeginList { client: page.subject.id, list, on, version, steps, zone: zone() }
}
