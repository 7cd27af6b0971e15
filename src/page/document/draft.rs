use crate::dom::*;
use domain::client::percent;
use domain::content::{Content, Kind};
use domain::field::Field;
use domain::figure::Usual;
use domain::invoice::Standing;
use domain::money::{Currency, Money};
use domain::time::Day;

use super::Subject;
use super::editor::Editor;
use super::figure::FigureField;
use super::issue::Side;
use super::lines::Lines;
use super::plan::{EarlyField, PartsField};
use super::terms::TermsField;
use crate::part::icon::{Icon, icon};
use crate::part::paper::Paper;
use crate::part::press::PdfButton;
use crate::part::standing::standing;
use crate::route::{Route, Tab};
use crate::state::draft::{DraftForm, Entry, PartForm, Place, usual};
use crate::words;
use crate::words::document as said;
use crate::words::more as more_said;
use sheet::Sheet;

#[component]
pub(super) fn Draft(subject: Subject) -> View {
    let content = untrack(|| subject.with(|_, invoice| invoice.draft.clone()).flatten());
    let content = content.unwrap_or_else(|| Content::blank(Kind::Invoice, Currency::EUR));
    let editor = Editor::new(subject, content);
    let paper = RwSignal::new(false);
    let kind = Memo::new(move |_| editor.form.with(|form| form.kind));
    let sheet = Memo::new(move |_| {
        let Subject { desk, record, .. } = subject;
        let content = editor.reading.with(|reading| reading.content.clone());
        let practice = desk.practice.get();
        record.with(|record| Sheet::drafted(&content, &practice, &record.as_ref()?.client, desk.today.get()))
    });
    view! {
        <div class="head doc-head"><h1 id="doc-title" tabindex="-1">{move || said::draft_title(kind.get())}</h1>{standing(Standing::Draft, None)}
            <Show when=move || paper.get()>
                <span class="row end">
                    <PdfButton sheet label=words::press::DRAFT_PDF/>
                    <button type="button" on:click=move |_| { let _ = window().print(); }>{icon(Icon::Print)}{said::PRINT}</button>
                </span>
            </Show>
        </div>
        <div class="doc">
            <Show when=move || paper.get() fallback=move || view! { <Form editor/> }>
                {move || sheet.get().map(|sheet| {
                    let logo = editor.subject.desk.practice.with(|practice| crate::part::paper::logo(&sheet, practice));
                    view! { <Paper sheet logo/> }
                })}
            </Show>
            <Side editor sheet paper/>
        </div>
    }
}

#[component]
fn Form(editor: Editor) -> View {
    let subject = editor.subject;
    let desk = subject.desk;
    let form = editor.form;
    let kind = Memo::new(move |_| form.with(|form| form.kind));
    let client = subject.client;
    let tied = untrack(|| subject.with(|_, invoice| invoice.draft.as_ref().is_some_and(|content| domain::flow::is_tied(invoice, content))));
    let tied = tied.unwrap_or(false);
    // The client's own rate first, then the practice's.
    let default_tax = Signal::derive(move || {
        let own = subject.record.with(|record| record.as_ref().and_then(|record| percent(record.client.get(Field::TaxRate))));
        own.or_else(|| desk.practice.with(|practice| practice.tax_rate())).map(|rate| rate.value())
    });
    view! {
        <form class="editor" id="draft" on:submit=|event| event.prevent_default() on:focusout=move |_| editor.save()>
            <div class="fields">
                <div class="field">
                    {if tied {
                        view! { <span class="label">{said::E_KIND}</span><p class="field-text">{move || said::kind(kind.get())}</p> }
                    } else {
                        view! { <KindField editor kind/> }
                    }}
                </div>
                <div class="field">
                    <span class="label">{said::E_CLIENT}</span>
                    <p class="field-text"><a href=Route::Client(client, Tab::Details).hash() dir="auto">{move || subject.client_name()}</a></p>
                </div>
                <DayField id="e-date" label=said::E_DATE hint=said::E_DATE_HINT editor look=|form| form.dated put=|form, day| form.dated = day/>
                {move || match kind.get() {
                    Kind::Invoice | Kind::Deposit => view! { <TermsField editor/><PartsField editor/><EarlyField editor/> },
                    Kind::Quote | Kind::Estimate => view! {
                        <DayField id="e-until" label=said::VALID_UNTIL hint="" editor look=|form| form.valid_until put=|form, day| form.valid_until = day/>
                    },
                    Kind::Receipt | Kind::Proforma | Kind::CreditNote => View::Nothing,
                }}
                <CurrencyField editor/>
                <TextField id="e-ref" label=said::E_REFERENCE most=100 editor look=|form| form.reference.clone() put=|form, text| form.reference = text/>
                <PricesField editor/>
                <TextField id="e-tax-name" label=said::E_TAX_NAME most=40 editor look=|form| form.tax_name.clone() put=|form, text| form.tax_name = text/>
            </div>
            <div class="fields"><NoteField id="e-above" label=more_said::NOTE_ABOVE rows="1" editor look=|form| form.rest.note_above.clone()
                put=|form, text| form.rest.note_above = text/></div>
            <Lines editor default_tax/>
            <super::more::Reasons editor/>
            <div class="fields">
                <PartField id="e-disc" label=said::E_DISCOUNT unit_label=said::E_DISCOUNT_AS place=Place::Discount editor
                    look=|form| form.discount.clone() put=|form, part| form.discount = part/>
                <Show when=move || kind.get() != Kind::Receipt>
                    <PartField id="e-dep" label=said::E_DEPOSIT unit_label=said::E_DEPOSIT_AS place=Place::Deposit editor
                        look=|form| form.deposit.clone() put=|form, part| form.deposit = part/>
                </Show>
                <div class="field wide">
                    <label for="e-note">{said::E_NOTE}</label>
                    <textarea id="e-note" rows="2" maxlength="4000" dir="auto" prop:value=move || form.with(|form| form.note.clone())
                        on:input=move |event| { let text = event_target_value(&event); editor.change(|form| form.note = text); }></textarea>
                </div>
            </div>
            <super::more::More editor default_tax/>
        </form>
    }
}

/// What the draft is to be. What is tied to another document is that, and not asked.
#[component]
fn KindField(editor: Editor, kind: Memo<Kind>) -> View {
    const FREE: [Kind; 5] = [Kind::Quote, Kind::Estimate, Kind::Proforma, Kind::Invoice, Kind::Receipt];
    let offered = move || Some(kind.get()).filter(|kind| !FREE.contains(kind)).into_iter().chain(FREE).collect::<Vec<_>>();
    view! {
        <label for="e-kind">{said::E_KIND}</label>
        <select id="e-kind" on:change=move |event| if let Some(kind) = Kind::from_key(&event_target_value(&event)) {
            editor.change(|form| form.kind = kind);
        }>
            {move || offered().into_iter().map(|one| view! {
                <option value=one.key() prop:selected=move || kind.get() == one>{said::kind(one)}</option>
            }).collect_view()}
        </select>
    }
}

#[component]
pub(super) fn NoteField(
    id: &'static str,
    label: &'static str,
    rows: &'static str,
    editor: Editor,
    look: fn(&DraftForm) -> String,
    put: fn(&mut DraftForm, String),
) -> View {
    view! {
        <div class="field wide">
            <label for=id>{label}</label>
            <textarea id=id rows=rows maxlength="4000" dir="auto" prop:value=move || editor.form.with(look)
                on:input=move |event| { let text = event_target_value(&event); editor.change(|form| put(form, text)); }></textarea>
        </div>
    }
}

#[component]
pub(super) fn TextField(
    id: &'static str,
    label: &'static str,
    most: u32,
    editor: Editor,
    look: fn(&DraftForm) -> String,
    put: fn(&mut DraftForm, String),
) -> View {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="text" maxlength=most.to_string() autocomplete="off" dir="auto" prop:value=move || editor.form.with(look)
                on:input=move |event| { let text = event_target_value(&event); editor.change(|form| put(form, text)); }/>
        </div>
    }
}

#[component]
fn DayField(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    editor: Editor,
    look: fn(&DraftForm) -> Option<Day>,
    put: fn(&mut DraftForm, Option<Day>),
) -> View {
    let day = Memo::new(move |_| editor.form.with(look));
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="date" prop:value=move || day.get().map(|day| day.to_string()).unwrap_or_default()
                on:change=move |event| { let day = Day::parse(&event_target_value(&event)); editor.change(|form| put(form, day)); }/>
            {move || (day.get().is_none() && !hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
        </div>
    }
}

#[component]
fn CurrencyField(editor: Editor) -> View {
    let now = Memo::new(move |_| editor.form.with(|form| form.currency));
    view! {
        <div class="field">
            <label for="e-cur">{said::E_CURRENCY}</label>
            <select id="e-cur" on:change=move |event| if let Some(currency) = Currency::parse(&event_target_value(&event)) {
                editor.change(|form| form.currency = currency);
            }>
                {Currency::all().map(|one| view! {
                    <option value=one.code().to_owned() prop:selected=move || now.get() == one>{one.code().to_owned()}</option>
                }).collect_view()}
            </select>
        </div>
    }
}

/// A percentage, or an amount.
#[component]
pub(super) fn PartField(
    id: &'static str,
    label: &'static str,
    unit_label: &'static str,
    place: Place,
    editor: Editor,
    look: fn(&DraftForm) -> PartForm,
    put: fn(&mut DraftForm, PartForm),
) -> View {
    let part = Memo::new(move |_| editor.form.with(look));
    let currency = Memo::new(move |_| editor.form.with(|form| form.currency));
    let usual = Signal::derive(move || if part.with(|part| part.fixed) { usual(currency.get()) } else { Usual::Fine });
    let wrong = Signal::derive(move || editor.reading.with(|reading| reading.wrong(place)));
    let entered = Callback::new(move |entry: Entry| {
        let fixed = part.with_untracked(|part| part.fixed);
        editor.change(|form| put(form, PartForm { entry, fixed }));
    });
    let turned = move |event| {
        let fixed = event_target_value(&event) == "fixed";
        let entry = part.with_untracked(|part| part.entry.clone());
        editor.change(|form| put(form, PartForm { entry, fixed }));
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="with-unit">
                <div class="field">
                    <FigureField id=id.to_owned() entry=Signal::derive(move || part.with(|part| part.entry.clone())) usual wrong put=entered/>
                </div>
                <select aria-label=unit_label on:change=turned>
                    <option value="percent" prop:selected=move || part.with(|part| !part.fixed)>"%"</option>
                    <option value="fixed" prop:selected=move || part.with(|part| part.fixed)>{move || currency.get().code().to_owned()}</option>
                </select>
            </div>
        </div>
    }
}

/// Whether tax comes on top of the prices or is in them. Once there are taxed lines, turning it asks what stays: the prices or the total.
#[component]
fn PricesField(editor: Editor) -> View {
    let desk = editor.subject.desk;
    let included = Memo::new(move |_| editor.form.with(|form| form.prices_include_tax));
    let asking = RwSignal::new(None::<bool>);
    let taxed = move || editor.reading.with_untracked(|reading| reading.content.lines.iter().any(|line| line.tax.is_some()));
    let select = NodeRef::<html::Select>::new();
    let turn = move |event| {
        let to = event_target_value(&event) == "included";
        if taxed() {
            asking.set(Some(to));
        } else {
            editor.change(|form| form.prices_include_tax = to);
        }
    };
    let close = move || {
        asking.set(None);
        if let Some(select) = select.get_untracked() {
            select.set_value(if included.get_untracked() { "included" } else { "added" });
            let _ = select.focus();
        }
    };
    let take = move |content: Content| {
        let form = desk.locale.with_value(|locale| DraftForm::of(&content, locale));
        editor.change(|now| *now = form);
        close();
    };
    let way = move |to: bool, keep_total: bool| {
        let content = editor.reading.with(|reading| reading.content.clone());
        let total = |content: &Content| content.totals().ok().map(|totals| totals.total);
        let before = total(&content)?;
        let changed = content.with_tax_included(to, keep_total)?;
        let after = total(&changed)?;
        let shown = |money: Money| desk.locale.with_value(|locale| locale.money(money));
        let words =
            if keep_total { said::keep_total(&shown(before), &shown(after)) } else { said::keep_prices(&shown(before), &shown(after)) };
        Some(view! { <button class="small" type="button" on:click=move |_| take(changed.clone())>{words}</button> })
    };
    view! {
        <div class="field">
            <label for="e-prices">{said::E_PRICES}</label>
            <select id="e-prices" node_ref=select on:change=turn>
                <option value="added" prop:selected=move || !included.get()>{said::E_TAX_ADDED}</option>
                <option value="included" prop:selected=move || included.get()>{said::E_TAX_INCLUDED}</option>
            </select>
        </div>
        {move || asking.get().map(|to| view! {
            <fieldset class="ask-one wide">
                <legend>{said::switch_title(to)}</legend>
                <div class="answers">
                    {way(to, false)}
                    {way(to, true)}
                    <button class="plain small" type="button" on:click=move |_| close()>{said::LEAVE_IT}</button>
                </div>
            </fieldset>
        })}
    }
}
