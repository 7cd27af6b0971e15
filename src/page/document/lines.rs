use crate::dom::ev::KeyboardEvent;
use crate::dom::*;
use domain::content::Category;
use domain::figure::Usual;
use domain::{ItemId, LineId};
use rust_decimal::Decimal;

use super::editor::Editor;
use super::figure::FigureField;
use crate::part::icon::{Icon, icon, small_icon};
use crate::state::draft::{Entry, LineForm, Place, new_line, usual};
use crate::words::{document as said, tax};

/// The lines: what, how much, at what price; on a phone each is a small form.
#[component]
pub(super) fn Lines(editor: Editor, default_tax: Signal<Option<Decimal>>) -> View {
    let ids = Memo::new(move |_| editor.form.with(|form| form.lines.iter().map(|line| line.id).collect::<Vec<_>>()));
    let tax_head = Memo::new(move |_| editor.form.with(|form| said::tax_percent(&form.tax_name)));
    let add = move || {
        let Some(id) = new_line() else { return };
        editor.fresh.set_value(Some(id));
        let usual_tax = default_tax.get_untracked();
        editor.change(|form| {
            // A further line is usually taxed as the one before it.
            let rate = form.lines.last().map_or(usual_tax, |last| last.tax.value.ok().flatten());
            let mut blank = editor.subject.desk.locale.with_value(|locale| LineForm::blank(id, rate, locale));
            blank.rest.category = form.lines.last().map(|last| last.rest.category).unwrap_or_default();
            form.lines.push(blank);
        });
    };
    // Enter goes on to the next line, as on paper; in a description it breaks the line.
    let enter = move |event: KeyboardEvent| {
        let input = event.target().and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlInputElement>(target).ok());
        if event.key() == "Enter" && input.is_some() {
            event.prevent_default();
            add();
        }
    };
    view! {
        <table class="lines" on:keydown=enter>
            <caption class="sr">{said::LINES}</caption>
            <thead>
                <tr>
                    <th scope="col">{said::DESCRIPTION}</th>
                    <th scope="col" class="num">{said::QUANTITY}</th>
                    <th scope="col">{said::UNIT}</th>
                    <th scope="col" class="num">{said::PRICE}</th>
                    <th scope="col" class="num">{move || tax_head.get()}</th>
                    <th scope="col" class="num">{said::AMOUNT}</th>
                    <th scope="col"><span class="sr">{said::E_MOVE_OR_REMOVE}</span></th>
                </tr>
            </thead>
            <tbody>
                <For each=move || ids.get() key=|id| *id let(id)>
                    <LineRow editor id ids tax_head default_tax/>
                </For>
            </tbody>
        </table>
        <Show when=move || ids.with(Vec::is_empty)><p class="quiet">{said::NO_LINES}</p></Show>
        <button class="plain small lines-add" id="add-line" type="button" on:click=move |_| add()>{icon(Icon::Plus)}{said::E_ADD_LINE}</button>
        <datalist id="units"><option value="hour"></option><option value="day"></option><option value="page"></option><option value="month"></option></datalist>
    }
}

#[component]
fn LineRow(editor: Editor, id: LineId, ids: Memo<Vec<LineId>>, tax_head: Memo<String>, default_tax: Signal<Option<Decimal>>) -> View {
    let desk = editor.subject.desk;
    let place = Memo::new(move |_| ids.with(|ids| ids.iter().position(|one| *one == id).unwrap_or_default() + 1));
    let first = move || place.get() == 1;
    let last = move || ids.with(|ids| ids.last() == Some(&id));
    let text = move |look: fn(&LineForm) -> String| {
        move || editor.form.with(|form| form.lines.iter().find(|line| line.id == id).map(look).unwrap_or_default())
    };
    let entry = move |look: fn(&LineForm) -> &Entry| {
        Signal::derive(move || {
            editor.form.with(|form| {
                let found = form.lines.iter().find(|line| line.id == id).map(|line| look(line).clone());
                found.unwrap_or(Entry { text: String::new(), value: Ok(None) })
            })
        })
    };
    let put = move |set: fn(&mut LineForm, Entry)| {
        Callback::new(move |entry| {
            editor.change(|form| {
                if let Some(line) = form.line(id) {
                    set(line, entry);
                }
            });
        })
    };
    let write = move |set: fn(&mut LineForm, String)| {
        move |event: ev::Event| {
            let text = event_target_value(&event);
            editor.change(|form| {
                if let Some(line) = form.line(id) {
                    set(line, text);
                }
            });
        }
    };
    let wrong = move |place: Place| Signal::derive(move || editor.reading.with(|reading| reading.wrong(place)));
    let label = move |what: &'static str| Signal::derive(move || said::of_line(what, place.get()));
    let fine = Signal::derive(|| Usual::Fine);
    let as_money = Signal::derive(move || editor.form.with(|form| usual(form.currency)));
    let amount = move || {
        let at = place.get() - 1;
        editor.totals.with(|totals| totals.as_ref().ok().and_then(|totals| totals.lines.get(at).copied()))
    };
    let field = NodeRef::<html::Textarea>::new();
    field.on_load(move |field| {
        if editor.fresh.get_value() == Some(id) {
            editor.fresh.set_value(None);
            let _ = field.focus();
        }
    });
    let remove = move |_| {
        let at = place.get_untracked();
        let near = ids.with_untracked(|ids| ids.get(at).or_else(|| ids.get(at.wrapping_sub(2))).copied());
        editor.save_then(move |_| {
            editor.change(|form| form.lines.retain(|line| line.id != id));
            editor.save_then(move |undo| desk.toast(said::LINE_REMOVED.to_owned(), undo, false));
        });
        // The keyboard stays in the list.
        crate::part::focus::focus(near.map_or_else(|| "add-line".to_owned(), |near| format!("off-{near}")));
    };
    // A row that moves loses the keyboard: it gets it back, at the other button where this one has nowhere left to go.
    let shift = move |down: bool| {
        editor.change(|form| form.shift(id, down));
        let ends =
            if down { ids.with_untracked(|ids| ids.last() == Some(&id)) } else { ids.with_untracked(|ids| ids.first() == Some(&id)) };
        crate::part::focus::focus(format!("{}-{id}", if down == ends { "up" } else { "down" }));
    };
    // What the practice offers, as long as what is written could be the beginning of its name.
    let offered = RwSignal::new(false);
    let offers = move || {
        let so_far = offered.get().then(|| text(|line| line.description.clone())()).filter(|said| !said.contains('\n'))?;
        let so_far = so_far.trim().to_lowercase();
        let found: Vec<(ItemId, String)> = desk.practice.with(|practice| {
            let all = practice.services().into_iter().map(|(id, service)| (id, service.name));
            all.filter(|(_, name)| name.to_lowercase().contains(&so_far) && name.to_lowercase() != so_far).take(5).collect()
        });
        Some(found).filter(|found| !found.is_empty())
    };
    let take = move |service: ItemId| {
        let Some(known) = desk.practice.with_untracked(|practice| practice.items.get(&service).map(domain::catalogue::Service::of)) else {
            return;
        };
        offered.set(false);
        desk.locale.with_value(|locale| {
            editor.change(|form| {
                let currency = form.currency;
                if let Some(line) = form.line(id) {
                    line.take(&known, currency, locale);
                }
                crate::state::draft::more::say_reason(form, known.category, crate::words::tax::usual_reason(known.category));
            });
        });
        crate::part::focus::focus(format!("qty-{id}"));
    };
    let key = id.to_string();
    let tax_key = key.clone();
    let category = Memo::new(move |_| {
        editor.form.with(|form| form.lines.iter().find(|line| line.id == id).map(|line| line.rest.category).unwrap_or_default())
    });
    let wordless = move || editor.wordless.get() == Some(id);
    let said_wordless = format!("what-{key}-e");
    let described = said_wordless.clone();
    view! {
        <tr>
            <td class="what">
                <label class="sr" for=format!("what-{key}")>{label(said::DESCRIPTION)}</label>
                <textarea node_ref=field id=format!("what-{key}") rows="1" dir="auto"
                    aria-invalid=move || wordless().then_some("true") aria-describedby=move || wordless().then(|| described.clone())
                    prop:value=text(|line| line.description.clone())
                    on:focus=move |_| offered.set(true)
                    on:input=write(|line, text| line.description = text)></textarea>
                {move || offers().map(|services| view! {
                    <div class="row offers" role="group" aria-label=label(said::SERVICES)>
                        {services.into_iter().map(|(service, name)| view! {
                            <button class="plain small" type="button" dir="auto" on:click=move |_| take(service)>{name}</button>
                        }).collect_view()}
                    </div>
                })}
                {move || wordless().then(|| view! { <p class="error" id=said_wordless.clone()>{said::WORDLESS}</p> })}
                <super::line_more::LineMore editor id place=place.into() default_tax/>
            </td>
            <td class="qty" data-label=said::QUANTITY>
                <FigureField id=format!("qty-{key}") label=label(said::QUANTITY) placeholder="1" entry=entry(|line| &line.quantity) usual=fine
                    wrong=wrong(Place::Quantity(id)) put=put(|line, entry| line.quantity = entry)/>
            </td>
            <td class="unit" data-label=said::UNIT>
                <input type="text" list="units" maxlength="30" autocomplete="off" dir="auto" aria-label=label(said::UNIT)
                    prop:value=text(|line| line.unit.clone()) on:input=write(|line, text| line.unit = text)/>
            </td>
            <td class="price" data-label=said::PRICE>
                <FigureField id=format!("price-{key}") label=label(said::PRICE) entry=entry(|line| &line.price) usual=as_money
                    wrong=wrong(Place::Price(id)) put=put(|line, entry| line.price = entry)/>
            </td>
            <td class="tax" data-label=move || tax_head.get()>
                {move || match category.get() {
                    Category::Standard => view! {
                        <FigureField id=format!("tax-{tax_key}") label=Signal::derive(move || said::of_line(&tax_head.get(), place.get()))
                            placeholder=said::NO_TAX entry=entry(|line| &line.tax) usual=fine wrong=wrong(Place::Tax(id)) put=put(|line, entry| line.tax = entry)/>
                    },
                    // It has no rate of its own: what is typed here would change nothing.
                    other => view! { <p class="untaxed quiet">{tax::category(other)}</p> },
                }}
            </td>
            <td class="num sum" data-label=said::AMOUNT>{move || amount().map(|amount| desk.locale.with_value(|locale| locale.amount(amount)))}</td>
            <td class="off">
                <span class="off-moves">
                    <button class="plain icon small" type="button" id=format!("up-{key}") disabled=first aria-label=move || said::move_up(place.get())
                        on:click=move |_| shift(false)>{small_icon(Icon::Up)}</button>
                    <button class="plain icon small" type="button" id=format!("down-{key}") disabled=last aria-label=move || said::move_down(place.get())
                        on:click=move |_| shift(true)>{small_icon(Icon::Lower)}</button>
                </span>
                <button class="plain icon small" type="button" id=format!("off-{key}") aria-label=move || said::remove_line(place.get())
                    on:click=remove>{icon(Icon::Close)}</button>
            </td>
        </tr>
    }
}
