//! The page itself, the same for today and for any day.

use domain::client::Contact;
use domain::field::ContactField;
use domain::item::Item;
use domain::money::Purse;
use domain::time::Day;

use crate::dom::*;
use crate::part::money::money;
use crate::state::desk::desk;
use crate::state::summary::Summary;
use crate::words::{self, client, item, summary as said};

#[component]
pub fn Sheet(now: Summary) -> View {
    let locale = desk().locale;
    let day = move |day: Day| {
        let (short, full) = locale.with_value(|locale| (locale.day(day), locale.long_day(day)));
        view! { <time datetime=day.to_string() title=full>{short}</time> }
    };
    let risks: Vec<View> = now.risks.iter().map(|risk| view! { <li>{said::risk(risk)}</li> }).collect();
    let people = now.people.iter().map(person).collect_view();
    let fields = now.fields.iter().map(|(field, text)| {
        let text = locale.with_value(|locale| said::said(*field, text, locale));
        view! { <dt>{said::field(*field)}</dt><dd dir="auto">{text}</dd> }
    });
    let work: Vec<View> = now
        .work
        .iter()
        .map(|(kind, items)| {
            let lines = items.iter().map(|(_, one)| {
                let due = one.due().map(|due| view! { <span class="quiet">{item::due("")}{day(due)}</span> });
                view! { <li><span dir="auto">{title(one)}</span>" "{due}</li> }
            });
            view! { <h3>{item::heading(*kind)}</h3><ul class="plain-list">{lines.collect_view()}</ul> }
        })
        .collect();
    let offers = now.offers.iter().map(|one| {
        let standing = locale.with_value(|locale| words::proposal::standing(one.standing, locale));
        let waits = matches!(one.standing, domain::proposal::Standing::Sent(_));
        let until = one.until.filter(|_| waits).map(|until| locale.with_value(|locale| words::proposal::valid_until(until, locale)));
        let more: Vec<String> = one.version.map(words::proposal::version).into_iter().chain([standing]).chain(until).collect();
        view! { <li><span dir="auto">{one.title.clone()}</span>" "{one.total.map(money)}" "<span class="quiet">{more.join(" · ")}</span></li> }
    });
    let offers: Vec<View> = offers.collect();
    let offers = (!offers.is_empty()).then(|| view! { <h3>{words::proposal::LIST}</h3><ul class="plain-list">{offers}</ul> });
    let sums = [(client::INVOICED, &now.invoiced), (client::PAID, &now.paid), (client::OPEN, &now.open), (client::OVERDUE, &now.overdue)];
    let sums: Vec<View> = sums.into_iter().filter_map(|(name, purse)| sum(name, purse)).collect();
    let papers = now.papers.iter().map(|paper| {
        let number = paper.number.clone().unwrap_or_else(|| words::document::DRAFT.to_owned());
        let due = paper.due.map(|due| view! { <span class="quiet">{item::due("")}{day(due)}</span> });
        view! { <li><span class="num">{number}</span>" "{money(if paper.number.is_some() { paper.open } else { paper.total })}" "{due}</li> }
    });
    let notes = now.notes.iter().map(|(happened, kind, text)| {
        view! { <li><p class="quiet">{day(*happened)}" · "{client::kind(*kind)}</p><p class="prose" dir="auto">{text.clone()}</p></li> }
    });
    let files: Vec<View> = now
        .files
        .iter()
        .map(|file| {
            let more = locale.with_value(|locale| format!("{}, {}", words::file::kind(file), words::file::size(file.bytes, locale)));
            view! { <li><span dir="auto">{file.name.clone()}</span>" "<span class="quiet">{more}</span></li> }
        })
        .collect();
    let next = if now.next_step.is_empty() { said::NONE.to_owned() } else { now.next_step.clone() };
    let more = now.notes_more;
    let (no_risks, no_work, no_money, no_notes) = (risks.is_empty(), work.is_empty(), sums.is_empty(), now.notes.is_empty());
    view! {
        <div class="summary">
            <section class="section" aria-labelledby="s-status">
                <h2 id="s-status">{said::STATUS}</h2>
                <dl class="facts">
                    <dt>{client::COL_STAGE}</dt><dd>{words::stage::name(now.stage)}{now.since.map(|since| view! { <span class="quiet">" "{client::SINCE}{day(since)}</span> })}</dd>
                    <dt>{said::NEXT}</dt><dd dir="auto">{next}{now.next_day.map(|next| view! { <span class="quiet">" · "{day(next)}</span> })}</dd>
                </dl>
            </section>
            <section class="section" aria-labelledby="s-risks">
                <h2 id="s-risks">{said::RISKS}</h2>
                {if no_risks { view! { <p class="quiet">{said::NO_RISKS}</p> } } else { view! { <ul class="plain-list">{risks}</ul> } }}
            </section>
            <section class="section" aria-labelledby="s-work">
                <h2 id="s-work">{said::WORK}</h2>
                {offers}
                {if no_work { view! { <p class="quiet">{said::NO_WORK}</p> } } else { View::List(work) }}
            </section>
            <section class="section" aria-labelledby="s-money">
                <h2 id="s-money">{said::MONEY}</h2>
                {if no_money { view! { <p class="quiet">{said::NO_MONEY}</p> } } else { view! { <dl class="facts">{sums}</dl> } }}
                <ul class="plain-list">{papers.collect_view()}</ul>
            </section>
            {(!files.is_empty()).then(|| view! {
                <section class="section" aria-labelledby="s-files">
                    <h2 id="s-files">{words::file::TITLE}</h2>
                    <ul class="plain-list">{files}</ul>
                </section>
            })}
            <section class="section" aria-labelledby="s-people">
                <h2 id="s-people">{said::PEOPLE}</h2>
                {people}
            </section>
            <section class="section" aria-labelledby="s-facts">
                <h2 id="s-facts">{said::FACTS}</h2>
                <dl class="facts">{fields.collect_view()}</dl>
            </section>
            <section class="section" aria-labelledby="s-notes">
                <h2 id="s-notes">{said::NOTES}</h2>
                {if no_notes { view! { <p class="quiet">{said::NO_NOTES}</p> } } else { view! { <ul class="plain-list notes">{notes.collect_view()}</ul> } }}
                {(more > 0).then(|| view! { <p class="quiet">{said::more(more)}</p> })}
            </section>
        </div>
    }
}

fn title(item: &Item) -> String {
    let title = item.title();
    if title.is_empty() { item.get(domain::item::ItemField::Detail).to_owned() } else { title.to_owned() }
}

fn sum(name: &'static str, purse: &Purse) -> Option<View> {
    let all: Vec<View> = purse.iter().filter(|money| !money.is_zero()).map(|one| view! { <span>{money(one)}" "</span> }).collect();
    (!all.is_empty()).then(|| view! { <dt>{name}</dt><dd>{all}</dd> })
}

fn person(contact: &Contact) -> View {
    let name = contact.get(ContactField::Name).to_owned();
    let said: Vec<String> = [ContactField::Position, ContactField::Email, ContactField::Phone, ContactField::Chat]
        .into_iter()
        .map(|field| contact.get(field).to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    view! { <p><b dir="auto">{name}</b>" "<span class="quiet" dir="auto">{said.join(" · ")}</span></p> }
}
