use crate::dom::*;
use domain::Command;

use crate::state::desk::desk;
use crate::state::device::{Device, Theme};
use crate::words::settings as said;

const THEMES: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

#[component]
pub fn Appearance() -> View {
    let device: Device = expect_context();
    view! {
        <section class="section set" id="look" aria-labelledby="h-look">
            <div class="section-head"><h2 id="h-look" tabindex="-1">{said::APPEARANCE}</h2></div>
            <fieldset class="choices">
                <legend class="sr">{said::THEME}</legend>
                {THEMES.map(|theme| view! {
                    <label>
                        <input type="radio" name="theme" prop:checked=move || device.theme.get() == theme on:change=move |_| device.set_theme(theme)/>
                        <span>{said::theme(theme)}</span>
                    </label>
                })}
            </fieldset>
        </section>
    }
}

#[component]
pub fn Sample() -> View {
    let desk = desk();
    let sample = Memo::new(move |_| desk.practice.with(|practice| practice.sample()));
    view! {
        <section class="section set" id="sample" aria-labelledby="h-sample">
            <div class="section-head"><h2 id="h-sample" tabindex="-1">{said::SAMPLE}</h2></div>
            <p>{said::SAMPLE_HINT}</p>
            {move || match sample.get() {
                Some(batch) => view! {
                    <button type="button" on:click=move |_| desk.tell(Command::UndoBatch { batch, gone: true })>{said::SAMPLE_REMOVE}</button>
                },
                None => view! { <button type="button" on:click=move |_| desk.tell(Command::AddSample)>{said::SAMPLE_ADD}</button> },
            }}
        </section>
    }
}

#[component]
pub fn About() -> View {
    let device: Device = expect_context();
    let offline = RwSignal::new(is_offline_ready());
    let ready = window_event_listener(ev::Custom::<ev::CustomEvent>::new("throughline-offline-ready"), move |_| offline.set(true));
    on_cleanup(move || ready.remove());
    view! {
        <section class="section set" id="about" aria-labelledby="h-about">
            <div class="section-head"><h2 id="h-about" tabindex="-1">{said::ABOUT}</h2></div>
            <dl class="facts">
                <dt>{said::VERSION}</dt>
                <dd>{env!("CARGO_PKG_VERSION")}</dd>
                <dt>{said::UPDATES}</dt>
                <dd>
                    {move || if device.update_ready.get() {
                        view! {
                            {said::UPDATE_READY}" "
                            <button class="plain small" type="button" on:click=move |_| device.accept_update()>{said::RELOAD}</button>
                        }
                    } else {
                        said::UPDATE_NONE.into_view()
                    }}
                </dd>
                <dt>{said::OFFLINE}</dt>
                <dd>{move || if offline.get() { said::OFFLINE_READY } else { said::OFFLINE_NOT }}</dd>
                <dt>{said::PRIVACY}</dt>
                <dd>{said::PRIVACY_WORDS}</dd>
                <dt>{said::LICENCE}</dt>
                <dd>{said::LICENCE_WORDS}</dd>
            </dl>
        </section>
    }
}

/// Whether the whole app is stored for times without a network: the page's own script says so on the root element.
fn is_offline_ready() -> bool {
    document().document_element().and_then(|root| root.get_attribute("data-offline")).as_deref() == Some("ready")
}
