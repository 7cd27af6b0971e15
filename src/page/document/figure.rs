//! A field for a figure, and what is said beside it when it cannot be read.

use crate::dom::*;
use domain::figure::{Unreadable, Usual};
use rust_decimal::Decimal;

use crate::state::desk::desk;
use crate::state::draft::{Entry, Wrong};
use crate::words::document as said;

/// A figure's field. `id` names the input; its words of trouble stand under it.
#[component]
pub(super) fn FigureField(
    id: String,
    /// For screen readers, where no label stands beside the field.
    #[prop(optional)]
    label: Option<Signal<String>>,
    #[prop(optional)] placeholder: &'static str,
    entry: Signal<Entry>,
    usual: Signal<Usual>,
    wrong: Signal<Option<Wrong>>,
    put: Callback<Entry>,
) -> View {
    let desk = desk();
    let trouble = format!("{id}-e");
    let described = trouble.clone();
    let focus_back = id.clone();
    view! {
        <input type="text" inputmode="decimal" id=id autocomplete="off" placeholder=placeholder aria-label=move || label.map(|label| label.get())
            aria-invalid=move || wrong.get().map(|_| "true") aria-describedby=move || wrong.get().map(|_| described.clone())
            prop:value=move || entry.with(|entry| entry.text.clone())
            on:input=move |event| {
                let text = event_target_value(&event);
                put.run(desk.locale.with_value(|locale| Entry::typed(&text, usual.get_untracked(), locale)));
            }/>
        {move || wrong.get().map(|wrong| {
            let focus_back = focus_back.clone();
            let meant = move |value: Decimal| {
                let text = desk.locale.with_value(|locale| Entry::of(Some(value), 0, locale));
                let shown = text.text.clone();
                let focus_back = focus_back.clone();
                let choose = move |_| {
                    put.run(text.clone());
                    crate::part::focus::focus(focus_back.clone());
                };
                view! { <button class="plain small" type="button" on:click=choose>{shown}</button> }
            };
            match wrong {
                Wrong::Text(Unreadable::Either { grouped, decimal }) => view! {
                    <p class="error meant" id=trouble.clone() role="alert">
                        <span>{said::MEANT}{meant(grouped)}{said::OR}{meant(decimal)}{said::QUESTION_END}</span>
                    </p>
                },
                Wrong::Text(Unreadable::Blank | Unreadable::NotANumber | Unreadable::TooLong)
                | Wrong::Figure(_)
                | Wrong::Negative
                | Wrong::Missing => view! {
                    <p class="error" id=trouble.clone() role="alert">{desk.locale.with_value(|locale| said::wrong(wrong, locale))}</p>
                },
            }
        })}
    }
}
