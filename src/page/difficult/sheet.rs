use domain::client::Client;
use domain::difficult::{BREACHES_TOO_MANY, Cost, Obligation, breaches, costs, notice, obligations, waiting};
use domain::item::{Item, ItemField, ItemKind, of_kind};
use domain::money::Money;
use domain::time::Day;
use domain::{ClientId, Stage};

use super::Subject;
use crate::dom::*;
use crate::part::icon::{Icon, icon, small_icon, turning_icon};
use crate::part::money::money;
use crate::route::{Route, Tab};
use crate::state::difficult::place;
use crate::state::leaving::Leaving;
use crate::words::difficult as said;

/// Beyond ten years nobody gives notice.
const NOTICE_MOST: u32 = 3_650;

/// What staying costs, what notice asks for, what is still owed: one page, and it prints.
#[component]
pub fn WalkAway(client: ClientId) -> View {
    let subject = Subject::of(client);
    let open = Memo::new(move |_| subject.record.with(Option::is_some));
    let day = move || subject.desk.locale.with_value(|locale| locale.long_day(subject.desk.today.get()));
    view! {
        <a class="crumb" href=Route::Difficult(client, None).hash()>{turning_icon(Icon::Back)}{said::BACK_DIFFICULT}</a>
        <div class="head client-head">
            <h1 dir="auto">{move || said::sheet_title(&subject.name())}</h1>
            <div class="head-acts"><button type="button" on:click=move |_| { let _ = window().print(); }>{icon(Icon::Print)}{said::PRINT}</button></div>
        </div>
        <p class="quiet private-hint">{small_icon(Icon::Lock)}<span>{said::LEAD}</span></p>
        <p class="quiet sheet-day">{said::AS_OF}" "{day}</p>
        <Show when=move || open.get() fallback=move || view! { <super::Unknown subject/> }>
            <div class="sheet">
                <Costs subject/>
                <Waiting subject/>
                <Breaches subject/>
                <NoticeView subject/>
                <Owed subject/>
                <Decide subject/>
            </div>
        </Show>
    }
}

#[component]
fn Costs(subject: Subject) -> View {
    let all = Memo::new(move |_| {
        let usual = subject.desk.practice.with(|practice| practice.currency());
        subject.with(|client| costs(client, usual)).unwrap_or_default()
    });
    let locale = subject.desk.locale;
    let one = move |cost: Cost| {
        let line = |name: &'static str, aside: Option<String>, amount: Money, sum: bool| {
            let aside = aside.map(|aside| view! { <span class="quiet">" "{aside}</span> });
            view! { <tr class:sum=sum><th scope="row">{name}{aside}</th><td class="num">{money(amount)}</td></tr> }
        };
        let beyond = cost.beyond.iter().map(|one| {
            let how = locale.with_value(|locale| said::beyond(one, locale));
            line(said::BEYOND, Some(how), one.amount, false)
        });
        view! {
            <table class="cost">
                <caption class="sr">{said::COSTS}" "{cost.currency.code().to_owned()}</caption>
                <tbody>
                    {line(said::UNBILLED, None, cost.unbilled, false)}
                    {beyond.collect_view()}
                    {line(said::COST, None, cost.cost(), true)}
                    {line(said::EARNED, None, cost.earned, false)}
                    {line(said::LEFT, None, cost.left(), true)}
                </tbody>
            </table>
        }
    };
    view! {
        <section class="section" aria-labelledby="h-costs">
            <div class="section-head"><h2 id="h-costs">{said::COSTS}</h2></div>
            {move || if all.with(Vec::is_empty) {
                view! { <p class="quiet">{said::NO_COSTS}</p> }
            } else {
                view! { <div class="costs">{all.get().into_iter().map(one).collect_view()}</div><p class="hint">{said::FORMULA}</p> }
            }}
        </section>
    }
}

#[component]
fn Waiting(subject: Subject) -> View {
    let all = Memo::new(move |_| subject.with(|client| waiting(client, subject.desk.today.get())).unwrap_or_default());
    let line = move |one: domain::difficult::Waiting| {
        let is_open = one.open.is_positive();
        view! {
            <li>
                <a href=Route::Document(subject.id, one.invoice).hash()>{one.number.clone()}</a>
                <span>{said::waited(one.days, is_open)}</span>
                {is_open.then(|| money(one.open))}
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="h-waiting">
            <div class="section-head"><h2 id="h-waiting">{said::WAITING}</h2></div>
            {move || if all.with(Vec::is_empty) {
                view! { <p class="quiet">{said::NO_WAITING}</p> }
            } else {
                view! { <ul class="signs">{all.get().into_iter().map(line).collect_view()}</ul> }
            }}
        </section>
    }
}

#[component]
fn Breaches(subject: Subject) -> View {
    let all = Memo::new(move |_| {
        let usual = subject.desk.practice.with(|practice| practice.currency());
        subject.with(|client| breaches(client, usual, subject.desk.today.get())).unwrap_or_default()
    });
    let line = move |one: domain::difficult::Breach| {
        let (short, full) = subject.desk.locale.with_value(|locale| (locale.day(one.on), locale.long_day(one.on)));
        view! {
            <li>
                <time datetime=one.on.to_string() title=full>{short}</time>
                <a href=place(subject.id, one.spot).hash() dir="auto">{said::breach(&one.about, one.is_round)}</a>
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="h-breaches">
            <div class="section-head"><h2 id="h-breaches">{said::BREACHES}</h2></div>
            {move || (all.with(Vec::len) >= BREACHES_TOO_MANY).then(|| view! {
                <p class="mark" data-level="amber">{small_icon(Icon::Warn)}<span>{said::too_many(all.with(Vec::len))}</span></p>
            })}
            {move || if all.with(Vec::is_empty) {
                view! { <p class="quiet">{said::NO_BREACHES}</p> }
            } else {
                view! { <ul class="signs">{all.get().into_iter().map(line).collect_view()}</ul> }
            }}
        </section>
    }
}

/// The open engagement that says how long its notice is.
fn agreed(client: &Client) -> Option<(u64, String)> {
    let says = |item: &Item| item.count(ItemField::Notice).map(|days| (days, item.title().to_owned()));
    of_kind(&client.items, ItemKind::Engagement).into_iter().filter(|(_, item)| item.is_open()).find_map(|(_, item)| says(item))
}

#[component]
fn NoticeView(subject: Subject) -> View {
    let desk = subject.desk;
    let known = untrack(|| subject.with(agreed).flatten());
    let source = known.as_ref().map(|(_, title)| title.clone());
    let given = RwSignal::new(desk.today.get_untracked().to_string());
    let days = RwSignal::new(known.map_or_else(|| "30".to_owned(), |(days, _)| days.to_string()));
    let read = move || days.with(|days| days.trim().parse::<u32>().ok()).filter(|days| *days <= NOTICE_MOST);
    let told = move || {
        let counted = notice(Day::parse(&given.get())?, read()?);
        let (first, how) = desk.locale.with_value(|locale| (said::notice(&counted, locale), said::counting(&counted, locale)));
        Some(view! { <p class="notice-ends">{first}</p><p class="hint">{how}</p> })
    };
    view! {
        <section class="section" aria-labelledby="h-notice">
            <div class="section-head"><h2 id="h-notice">{said::NOTICE}</h2></div>
            <div class="talk-line no-print">
                <div class="field">
                    <label for="notice-day">{said::NOTICE_GIVEN}</label>
                    <input id="notice-day" type="date" prop:value=move || given.get() on:input=move |event| given.set(event_target_value(&event))/>
                </div>
                <div class="field">
                    <label for="notice-days">{said::NOTICE_DAYS}</label>
                    <input id="notice-days" type="text" inputmode="numeric" autocomplete="off" maxlength="4" aria-describedby="notice-e"
                        aria-invalid=move || read().is_none().then_some("true")
                        prop:value=move || days.get() on:input=move |event| days.set(event_target_value(&event))/>
                </div>
                <div class="wide" id="notice-e">
                    {move || if read().is_none() {
                        view! { <p class="error" role="alert">{said::NOTICE_WRONG}</p> }
                    } else {
                        source.clone().map(|title| view! { <p class="hint" dir="auto">{title}": "{said::ENGAGEMENT_SAYS}</p> }).into_view()
                    }}
                </div>
            </div>
            <div role="status">{told}</div>
        </section>
    }
}

#[component]
fn Owed(subject: Subject) -> View {
    let all = Memo::new(move |_| {
        let usual = subject.desk.practice.with(|practice| practice.currency());
        subject.with(|client| obligations(client, usual)).unwrap_or_default()
    });
    let line = move |one: Obligation| {
        let words = subject.desk.locale.with_value(|locale| said::obligation(&one, locale));
        let to = match one {
            Obligation::Invoice(id, ..) => Route::Document(subject.id, id),
            Obligation::Deliverable(id, ..) | Obligation::OurPromise(id, ..) | Obligation::TheirPromise(id, ..) => {
                Route::Thing(subject.id, Tab::Work, id.0)
            }
            Obligation::Unbilled(_) | Obligation::Step(..) => Route::Client(subject.id, Tab::Work),
        };
        view! { <li><a href=to.hash() dir="auto">{words}</a></li> }
    };
    view! {
        <section class="section" aria-labelledby="h-owed">
            <div class="section-head"><h2 id="h-owed">{said::OWED}</h2></div>
            {move || if all.with(Vec::is_empty) {
                view! { <p class="quiet">{said::NOTHING_OWED}</p> }
            } else {
                view! { <ul class="signs">{all.get().into_iter().map(line).collect_view()}</ul> }
            }}
            <p class="hint">{said::FILES}</p>
        </section>
    }
}

#[component]
fn Decide(subject: Subject) -> View {
    let leaving: Leaving = expect_context();
    let here = Memo::new(move |_| subject.desk.row(subject.id).is_some_and(|row| row.stage == Stage::Offboarding));
    view! {
        <section class="section no-print" aria-labelledby="h-decide">
            <div class="section-head"><h2 id="h-decide" tabindex="-1">{said::DECIDE}</h2></div>
            <p class="quiet">{said::DECIDE_HINT}</p>
            <div class="acts">
                {move || if here.get() {
                    view! { <p>{said::PARTING}</p><a class="btn" href=Route::Client(subject.id, Tab::Work).hash()>{said::TO_WORK}</a> }
                } else {
                    view! {
                        <button type="button" disabled=move || subject.locked.get()
                            on:click=move |_| leaving.move_to(subject.id, Stage::Offboarding, Some("h-decide".to_owned()))>{said::PART}</button>
                    }
                }}
            </div>
        </section>
    }
}
