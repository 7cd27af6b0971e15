//! Who the client is and what is agreed with it: read quietly, changed in one form.

use crate::dom::*;
use domain::field::Field;

use super::Subject;
use super::form::{DetailsForm, LeftForm};
use super::people::People;
use super::tags::Tags;
use super::through::Through;
use super::work::Private;
use crate::part::focus::focus;
use crate::state::client::reach;
use crate::words::{self, client as said};

/// What the form was opened for: where it begins, and where the keyboard returns to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Details,
    Terms,
}

impl About {
    pub fn button(self) -> &'static str {
        match self {
            Self::Details => "edit-details",
            Self::Terms => "edit-terms",
        }
    }
    pub fn begins(self) -> Field {
        match self {
            Self::Details => Field::Name,
            Self::Terms => Field::Currency,
        }
    }
}

#[component]
pub fn Details(subject: Subject) -> View {
    let left: LeftForm = expect_context();
    let editing = RwSignal::new(left.about(subject.id));
    let is_open = Memo::new(move |_| editing.with(Option::is_some) && !subject.locked.get());
    view! {
        <div class="pair">
            <div class="stack">
                <section class="section" aria-labelledby="h-about">
                    <div class="section-head">
                        <h2 id="h-about">{said::DETAILS}</h2>
                        <Show when=move || !is_open.get()><Edit subject editing about=About::Details/></Show>
                    </div>
                    <Show when=move || is_open.get() fallback=move || view! { <Facts subject/> }>
                        <DetailsForm subject editing/>
                    </Show>
                </section>
                <Show when=move || !is_open.get()>
                    <section class="section" aria-labelledby="h-terms">
                        <div class="section-head">
                            <h2 id="h-terms">{said::TERMS}</h2>
                            <Edit subject editing about=About::Terms/>
                        </div>
                        <Terms subject/>
                    </section>
                </Show>
                <Tags subject/>
                <Through subject/>
            </div>
            <div class="stack">
                <People subject/>
                <Private subject/>
            </div>
        </div>
    }
}

#[component]
fn Edit(subject: Subject, editing: RwSignal<Option<About>>, about: About) -> View {
    let of = match about {
        About::Details => said::OF_DETAILS,
        About::Terms => said::OF_TERMS,
    };
    let open = move |_| {
        editing.set(Some(about));
        focus(super::form::field_id(about.begins()));
    };
    view! {
        <Show when=move || !subject.locked.get()>
            <button class="plain small" id=about.button() type="button" on:click=open>{said::EDIT}<span class="sr">{of}</span></button>
        </Show>
    }
}

/// A line of the list; nothing where nothing is known.
fn fact(name: &'static str, text: String) -> Option<View> {
    (!text.is_empty()).then(|| view! { <dt>{name}</dt><dd dir="auto">{text}</dd> })
}

fn linked(name: &'static str, text: String, href: Option<String>, away: bool) -> Option<View> {
    let Some(href) = href else { return fact(name, text) };
    let (target, rel) = (away.then_some("_blank"), away.then_some("noopener noreferrer"));
    Some(view! { <dt>{name}</dt><dd><a href=href target=target rel=rel dir="auto">{text}</a></dd> })
}

#[component]
fn Facts(subject: Subject) -> View {
    let all = move || {
        let record = subject.record.get()?;
        let get = |field| record.client.get(field).to_owned();
        let place: Vec<String> = [
            vec![get(Field::Street)],
            vec![get(Field::Extra)],
            vec![get(Field::PostalCode), get(Field::City)],
            vec![get(Field::Region)],
            vec![get(Field::Country)],
        ]
        .into_iter()
        .map(|parts| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
        let address = (!place.is_empty()).then(|| {
            let lines = place.into_iter().map(|line| view! { <bdi>{line}</bdi><br/> }).collect_view();
            view! { <dt>{said::ADDRESS}</dt><dd>{lines}</dd> }
        });
        let (email, phone, site) = (get(Field::Email), get(Field::Phone), get(Field::Website));
        let (mail, call, open) = (reach::mail(&email), reach::call(&phone), reach::site(&site));
        let known: Vec<View> = [
            fact(said::field(Field::LegalName), get(Field::LegalName)),
            address,
            linked(said::field(Field::Email), email, mail, false),
            linked(said::field(Field::Phone), phone, call, false),
            linked(said::field(Field::Website), site, open, true),
            fact(said::field(Field::TaxId), get(Field::TaxId)),
            fact(said::field(Field::Registration), get(Field::Registration)),
            fact(said::field(Field::Source), get(Field::Source)),
        ]
        .into_iter()
        .flatten()
        .collect();
        Some(if known.is_empty() {
            view! { <p class="quiet">{said::NOTHING_KNOWN}</p> }
        } else {
            view! { <dl class="facts">{known}</dl> }
        })
    };
    view! { {all} }
}

#[component]
fn Terms(subject: Subject) -> View {
    let desk = subject.desk;
    let all = move || {
        let record = subject.record.get()?;
        let client = &record.client;
        let usual = || said::NOT_SET.to_owned();
        let currency = client.currency().map_or_else(usual, |currency| currency.code().to_owned());
        let (terms, rate) = desk.locale.with_value(|locale| {
            let terms = client.terms().map_or_else(usual, |terms| words::document::terms(terms, locale));
            let rate =
                client.tax_rate().map_or_else(|| said::NO_TAX.to_owned(), |rate| said::percent(&locale.number(rate.value().normalize())));
            (terms, rate)
        });
        let contract = [Field::ContractStart, Field::ContractEnd, Field::NoticeDays, Field::Tier, Field::Channel].map(|field| {
            let text = desk.locale.with_value(|locale| words::summary::said(field, client.get(field), locale));
            fact(said::field(field), text)
        });
        Some(view! {
            <dl class="facts">
                {fact(said::field(Field::Currency), currency)}{fact(said::PAYMENT, terms)}{fact(said::field(Field::TaxRate), rate)}
                {contract.into_iter().flatten().collect_view()}
            </dl>
        })
    };
    view! { {all} }
}
