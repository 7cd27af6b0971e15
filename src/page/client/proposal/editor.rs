use domain::decide::Wish;
use domain::item::{ActKind, ItemField as F, Part};
use domain::proposal::Offer;
use domain::{ActId, Command};

use super::Page;
use super::field::Text;
use super::rows::Rows;
use crate::dom::*;
use crate::part::focus::focus;
use crate::words::proposal as said;

/// The proposal in sections, each kept as it is typed.
#[component]
pub fn Editor(page: Page) -> View {
    let item = page.id;
    view! {
        <form class="editor proposal" on:submit=|event| event.prevent_default()>
            <section class="section" aria-labelledby="ps-about">
                <div class="section-head"><h2 id="ps-about">{said::ABOUT}</h2></div>
                <div class="fields">
                    <Text page item field=F::Title class="wide"/>
                    <Text page item field=F::Detail class="wide"/>
                    <Text page item field=F::Until/>
                    <Text page item field=F::Currency/>
                </div>
            </section>
            <section class="section" aria-labelledby="ps-gets">
                <div class="section-head"><h2 id="ps-gets">{said::GETS}</h2></div>
                <p class="quiet">{said::NO_DELIVERABLES}</p>
                <Rows page part=Part::Deliverable/>
                <div class="fields"><Text page item field=F::Timeline class="wide"/></div>
            </section>
            <section class="section" aria-labelledby="ps-out">
                <div class="section-head"><h2 id="ps-out">{said::NOT_INCLUDED}</h2></div>
                <div class="fields"><Text page item field=F::NotIncluded class="wide"/></div>
                <Waiving page/>
            </section>
            <section class="section" aria-labelledby="ps-costs">
                <div class="section-head"><h2 id="ps-costs">{said::COSTS}</h2></div>
                <Rows page part=Part::Price/>
            </section>
            <section class="section" aria-labelledby="ps-payments">
                <div class="section-head"><h2 id="ps-payments">{said::PAYMENTS}</h2></div>
                <Rows page part=Part::Payment/>
            </section>
            <section class="section" aria-labelledby="ps-ways">
                <div class="section-head"><h2 id="ps-ways">{said::WAYS}</h2></div>
                <div class="fields">
                    <Text page item field=F::Rounds/>
                    <Text page item field=F::Response/>
                    <Text page item field=F::Rate/>
                </div>
            </section>
        </form>
    }
}

/// What is not included may be left unsaid on purpose.
#[component]
fn Waiving(page: Page) -> View {
    let desk = page.subject.desk;
    let client = page.subject.id;
    let empty = Memo::new(move |_| page.item(|item| item.get(F::NotIncluded).is_empty()).unwrap_or_default());
    let waived = Memo::new(move |_| page.item(|item| Offer(item).waived().map(|(id, _)| id)).flatten());
    let waive = move |_| {
        let wish = Wish { kind: ActKind::Waived, on: desk.today.get_untracked(), why: String::new(), value: String::new() };
        desk.ask(Command::Act { client, item: page.id, wish }, move |outcome| match outcome {
            Ok(_) => focus("unwaive"),
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let say = move |id: ActId| {
        desk.ask(Command::WithdrawAct { client, item: page.id, id, gone: true }, move |outcome| match outcome {
            Ok(_) => focus("pf-not_included"),
            Err(unable) => desk.say(Err(unable)),
        });
    };
    view! {
        {move || empty.get().then(|| match waived.get() {
            None => view! {
                <div class="row"><button class="small" id="waive" type="button" on:click=waive>{said::WAIVE}</button><span class="quiet">{said::WAIVE_HINT}</span></div>
            },
            Some(id) => view! {
                <div class="row"><span>{said::WAIVED}</span><button class="plain small" id="unwaive" type="button" on:click=move |_| say(id)>{said::UNWAIVE}</button></div>
            },
        })}
    }
}
