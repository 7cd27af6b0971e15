use crate::dom::*;
use domain::ClientId;
use domain::money::Currency;
use domain::sentence::{Choice, Missing, Topic, Who};

use super::Composer;
use crate::state::sentence::{Answer, Understood, client_words, finds, ways};
use crate::words::{sentence as said, stage};

/// Clients that a search shows at once.
const FOUND_MOST: usize = 6;

/// One question: which words it is about, and its answers.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    topic: Topic,
    words: String,
    title: String,
    ways: Vec<(Answer, String)>,
}

#[component]
pub(super) fn Asks(composer: Composer) -> View {
    let Composer { desk, understood, .. } = composer;
    let asked = Memo::new(move |_| {
        understood.with(|understood| {
            let one = |question: &domain::sentence::Question| {
                let words = composer.words(&question.span);
                let item = match question.topic {
                    Topic::Price { item } | Topic::Quantity { item } | Topic::Basis { item } => understood.item(item),
                    Topic::Kind
                    | Topic::Client
                    | Topic::Currency
                    | Topic::Total
                    | Topic::Due
                    | Topic::Issued
                    | Topic::ValidUntil
                    | Topic::TaxRate
                    | Topic::DiscountOrder
                    | Topic::DepositBase
                    | Topic::Rhythm
                    | Topic::Until
                    | Topic::TaxScope
                    | Topic::Paid => None,
                };
                let said_way = |answer: Answer| {
                    let words = match &answer {
                        Answer::Choice(choice) => desk.locale.with_value(|locale| said::choice(choice, |id| composer.name(id), locale)),
                        Answer::GoOn => said::GO_ON.to_owned(),
                    };
                    (answer, words)
                };
                Asked {
                    topic: question.topic,
                    title: said::question(question.topic, &words, item),
                    words,
                    ways: ways(question).into_iter().map(said_way).collect(),
                }
            };
            let open = understood.reading.questions.iter().filter(|question| question.ask && question.topic != Topic::Client);
            open.map(one).collect::<Vec<_>>()
        })
    });
    let missing = Memo::new(move |_| {
        understood.with(|understood| {
            let one = |missing: Missing| {
                let item = match missing {
                    Missing::Price { item } | Missing::Quantity { item } | Missing::Description { item } => understood.item(item),
                    Missing::Client | Missing::Items | Missing::Currency => None,
                };
                said::missing(missing, item)
            };
            understood.missing().filter_map(one).collect::<Vec<_>>()
        })
    });
    let no_currency = Memo::new(move |_| understood.with(|understood| understood.missing().any(|missing| missing == Missing::Currency)));
    let client = Memo::new(move |_| understood.with(Understood::asks_client));
    view! {
        <Show when=move || client.get()><AskClient composer/></Show>
        {move || asked.get().into_iter().enumerate().map(|(at, asked)| view! { <AskOne composer asked at/> }).collect_view()}
        <Show when=move || no_currency.get()><AskCurrency composer/></Show>
        {move || missing.get().into_iter().map(|words| view! { <p class="ask-one" role="status">{words}</p> }).collect_view()}
    }
}

#[component]
fn AskOne(composer: Composer, asked: Asked, at: usize) -> View {
    let Asked { topic, words, title, ways } = asked;
    let way = move |(answer, shown): (Answer, String)| {
        let words = words.clone();
        let choose = move |_| composer.said.update(|said| said.answer(topic, words.clone(), answer.clone()));
        view! { <label class="tick"><input type="radio" name=format!("ask-{at}") on:change=choose/><span class="num">{shown}</span></label> }
    };
    view! { <fieldset class="ask-one"><legend>{title}</legend>{ways.into_iter().map(way).collect_view()}</fieldset> }
}

/// Who it is for: one that fits, one that is looked for, or a new one, named.
#[component]
fn AskClient(composer: Composer) -> View {
    let Composer { desk, said: box_said, understood, .. } = composer;
    let words = Memo::new(move |_| box_said.with(|said| understood.with(|understood| client_words(&said.text, &understood.reading))));
    let find = RwSignal::new(String::new());
    let answer = move |choice: Choice| {
        let words = words.get_untracked();
        box_said.update(|said| said.answer(Topic::Client, words, Answer::Choice(choice)));
        crate::part::focus::focus(super::INPUT);
    };
    let title = move || {
        understood.with(|understood| match &understood.reading.client {
            Who::New(name) => said::nobody_yet(name),
            Who::Missing => said::WHO.to_owned(),
            Who::Several(_) | Who::Known(_) => said::which(&words.get()),
        })
    };
    let offered = Memo::new(move |_| {
        understood.with(|understood| {
            let question = understood.reading.questions.iter().find(|question| question.topic == Topic::Client);
            let all = question.map(|question| question.chosen.iter().chain(&question.alternatives).cloned().collect::<Vec<_>>());
            let clients =
                all.unwrap_or_default().into_iter().filter_map(|choice| if let Choice::Client(id) = choice { Some(id) } else { None });
            clients.collect::<Vec<_>>()
        })
    });
    let new_name = move || {
        let named = understood.with(|understood| match &understood.reading.client {
            Who::New(name) => Some(name.clone()),
            Who::Several(_) | Who::Known(_) | Who::Missing => None,
        });
        named.or_else(|| Some(words.get().trim().to_owned()).filter(|words| !words.is_empty()))
    };
    let about = move |id: ClientId| desk.row(id).map(|row| stage::name(row.stage).to_owned()).unwrap_or_default();
    let one = move |id: ClientId| {
        view! {
            <label class="tick">
                <input type="radio" name="who" on:change=move |_| answer(Choice::Client(id))/>
                <span><span dir="auto">{composer.name(id)}</span><span class="hint">{about(id)}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="ask-one">
            <legend dir="auto">{title}</legend>
            {move || offered.get().into_iter().map(one).collect_view()}
            {move || new_name().map(|name| {
                let shown = said::make_new(&name);
                view! {
                    <label class="tick">
                        <input type="radio" name="who" on:change=move |_| answer(Choice::NewClient(name.clone()))/><span dir="auto">{shown}</span>
                    </label>
                }
            })}
            <div class="field ask-find">
                <label class="sr" for="say-find">{said::FIND}</label>
                <input id="say-find" type="search" placeholder=said::FIND autocomplete="off" dir="auto" prop:value=move || find.get()
                    on:input=move |event| find.set(event_target_value(&event))
                    on:keydown=|event| if event.key() == "Enter" { event.prevent_default() }/>
            </div>
            {move || {
                let query = find.get();
                let found = desk.with_rows(|rows| finds(rows, &query, FOUND_MOST));
                if found.is_empty() && !query.trim().is_empty() {
                    return view! { <p class="hint" role="status">{said::NOBODY_FOUND}</p> };
                }
                found.into_iter().map(|(id, _)| one(id)).collect_view()
            }}
        </fieldset>
    }
}

#[component]
fn AskCurrency(composer: Composer) -> View {
    view! {
        <div class="ask-one field">
            <label for="say-cur">{said::WHICH_CURRENCY}</label>
            <CurrencyPick composer id="say-cur"/>
        </div>
    }
}

/// The document's currency, to be chosen.
#[component]
pub(super) fn CurrencyPick(composer: Composer, id: &'static str) -> View {
    let now = Memo::new(move |_| composer.understood.with(|understood| understood.reading.currency));
    let choose = move |event| {
        if let Some(currency) = Currency::parse(&event_target_value(&event)) {
            composer.said.update(|said| said.choose_currency(currency));
        }
    };
    view! {
        <select id=id on:change=choose>
            <option value="" disabled=true prop:selected=move || now.get().is_none()>{said::CHOOSE}</option>
            {Currency::all().map(|one| view! {
                <option value=one.code().to_owned() prop:selected=move || now.get() == Some(one)>{one.code().to_owned()}</option>
            }).collect_view()}
        </select>
    }
}
