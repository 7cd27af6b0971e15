//! The public holidays of a country and a year, taken over as own ones at once.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Command;
use domain::item::ItemField;
use domain::time::Day;
use paper::holidays::Holidays;

use crate::part::focus::focus;
use crate::part::icon::{Icon, small_icon};
use crate::state::desk::desk;
use crate::state::holidays::{countries, country_of, read};
use crate::words::{self, working as said};

/// Asked for first: the file is read when somebody wants it.
#[component]
pub fn PublicHolidays() -> View {
    let file = RwSignal::new(None::<Holidays>);
    let missing = RwSignal::new(false);
    let ask = move |_| {
        missing.set(false);
        spawn_local(async move {
            let came = read().await;
            missing.try_set(came.is_none());
            if came.is_some() {
                file.try_set(came);
                focus("public-country");
            }
        });
    };
    view! {
        <Show when=move || file.with(Option::is_some) fallback=move || view! {
            <div class="acts"><button class="plain" type="button" on:click=ask>{small_icon(Icon::Plus)}{said::PUBLIC}</button></div>
            {move || missing.get().then(|| view! { <p class="error" role="alert">{said::PUBLIC_MISSING}</p> })}
        }>
            {file.get_untracked().map(|file| view! { <Choose file/> })}
        </Show>
    }
}

#[component]
fn Choose(file: Holidays) -> View {
    let desk = desk();
    let named = countries(&file);
    let usual = desk.locale.with_value(|locale| country_of(&locale.tag).map(str::to_owned));
    let first = usual.filter(|code| named.iter().any(|(_, one)| one == code)).unwrap_or_else(|| "GB".to_owned());
    let (country, region) = (RwSignal::new(first), RwSignal::new(String::new()));
    let this = desk.today.get_untracked().year().clamp(file.first, file.last);
    let year = RwSignal::new(this);
    let (from, last) = (this, file.last);
    let file = StoredValue::new(file);
    let of = move |country: &str| file.with_value(|file| file.countries.iter().find(|one| one.code == country).cloned());
    let regions = Memo::new(move |_| {
        let known = country.with(|country| of(country)).map(|one| one.regions).unwrap_or_default();
        let mut named: Vec<(String, String)> = known.into_iter().map(|one| (one.name, one.code)).collect();
        domain::order::sort(&mut named);
        named
    });
    let days = Memo::new(move |_| {
        let (region, year) = (region.get(), year.get());
        let all = country.with(|country| of(country)).map(|one| one.of((!region.is_empty()).then_some(region.as_str()), year));
        // What is written down already is not added again.
        let mut all: Vec<(Day, String)> = all.unwrap_or_default();
        desk.practice.with(|practice| {
            let known: Vec<Day> = practice.holidays().into_iter().filter_map(|(_, one)| one.day(ItemField::Day)).collect();
            all.retain(|(day, _)| !known.contains(day));
        });
        all
    });
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let all = days.get_untracked();
        if all.is_empty() {
            return;
        }
        let count = all.len();
        desk.ask(Command::AddHolidays { days: all }, move |outcome| match outcome {
            Ok(success) => desk.toast(said::public_added(count), success.undo, false),
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let shown = move || {
        days.with(|days| {
            let line = |(day, name): &(Day, String)| {
                let words = desk.locale.with_value(|locale| words::calendar::full(*day, locale));
                view! { <li><time datetime=day.to_string()>{words}</time>" "<span dir="auto">{name.clone()}</span></li> }
            };
            days.iter().map(line).collect_view()
        })
    };
    view! {
        <form class="holiday-add" novalidate on:submit=add>
            <div class="field">
                <label for="public-country">{said::PUBLIC_COUNTRY}</label>
                <select id="public-country" on:change=move |event| { region.set(String::new()); country.set(event_target_value(&event)); }>
                    {named.into_iter().map(|(name, code)| {
                        let is = country.get_untracked() == code;
                        view! { <option value=code selected=is>{name}</option> }
                    }).collect_view()}
                </select>
            </div>
            {move || regions.with(|regions| (!regions.is_empty()).then(|| view! {
                <div class="field">
                    <label for="public-region">{said::PUBLIC_REGION}</label>
                    <select id="public-region" on:change=move |event| region.set(event_target_value(&event))>
                        <option value="">{said::PUBLIC_EVERYWHERE}</option>
                        {regions.iter().cloned().map(|(name, code)| view! { <option value=code>{name}</option> }).collect_view()}
                    </select>
                </div>
            }))}
            <div class="field">
                <label for="public-year">{said::PUBLIC_YEAR}</label>
                <select id="public-year" on:change=move |event| year.set(event_target_value(&event).parse().unwrap_or(this))>
                    {(from..=last).map(|one| view! { <option value=one.to_string() selected=one == this>{one.to_string()}</option> }).collect_view()}
                </select>
            </div>
            <button type="submit" aria-disabled=move || days.with(Vec::is_empty).then_some("true")>{move || said::public_add(days.with(Vec::len))}</button>
            <div class="wide">
                <p class="quiet">{said::PUBLIC_HINT}</p>
                <ul class="public-days" aria-live="polite">{shown}</ul>
            </div>
        </form>
    }
}
