use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::content::Kind;
use domain::field::PracticeField;
use domain::invoice::IssueRefusal;
use domain::{Command, Refusal};

use super::asking::DepositDialog;
use super::chain::Chain;
use super::deposits::Deposits;
use super::editor::Editor;
use super::{Subject, go};
use crate::part::focus::{focus, focus_wrong};
use crate::part::paper::sums;
use crate::route::Route;
use crate::state::desk::{Unable, desk};
use crate::words::{self, document as said, series};
use sheet::Sheet;

/// Beside the draft: what it comes to, and the way out of the house.
#[component]
pub(super) fn Side(editor: Editor, sheet: Memo<Option<Sheet>>, paper: RwSignal<bool>) -> View {
    let Subject { desk, client, id: invoice, .. } = editor.subject;
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let known = Memo::new(move |_| desk.practice_read.get());
    let nameless = Memo::new(move |_| known.get() && desk.practice.with(|practice| practice.party().name.trim().is_empty()));
    let dated = move || editor.form.with(|form| form.dated).unwrap_or_else(|| desk.today.get());
    let number = move || {
        let kind = editor.form.with(|form| form.kind);
        known.get().then(|| desk.practice.with(|practice| practice.next_number(kind, dated(), desk.device())))
    };
    let no_way = Memo::new(move |_| {
        let collects = editor.form.with(|form| form.kind.collects());
        known.get() && collects && desk.practice.with(|practice| practice.get(PracticeField::PayTo).trim().is_empty())
    });
    let backdated = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let may_ask =
        move || editor.form.with(|form| form.kind) == Kind::Invoice && editor.reading.with(|reading| reading.content.deposit.is_some());
    let credit = move || {
        let (kind, currency) = editor.form.with(|form| (form.kind, form.currency));
        let subject = editor.subject;
        let credit = subject.with(|record, _| domain::credit::of(&record.client).get(currency))?;
        let shown = || desk.locale.with_value(|locale| words::paying::has_credit(&subject.client_name(), &locale.money(credit)));
        (kind.collects() && credit.is_positive()).then(shown)
    };
    let other_year = move || Some(dated().year()).filter(|year| *year != desk.today.get().year());
    // What is typed on answers what was refused before.
    Effect::new(move |_| {
        editor.form.track();
        editor.wordless.set(None);
        backdated.set(false);
        refused.set(None);
    });
    // Where the draft could not be kept, nothing is issued, and its own words stand.
    Effect::new(move |_| {
        if editor.failed.with(Option::is_some) {
            busy.set(false);
        }
    });
    let refuse = move |unable: &Unable| {
        refused.set(Some(desk.locale.with_value(|locale| words::refusal::unable(unable, locale))));
        if let Unable::Refused(Refusal::CannotIssue(IssueRefusal::LineWithoutWords { line })) = unable {
            let id = editor.form.with_untracked(|form| form.lines.get(line - 1).map(|line| line.id));
            if let Some(id) = id {
                editor.wordless.set(Some(id));
                paper.set(false);
                focus(format!("what-{id}"));
            }
        }
    };
    // Under the number that was shown, or under one that somebody wrote.
    let send = Callback::new(move |written: Option<String>| {
        backdated.set(false);
        if editor.reading.with_untracked(|reading| !reading.wrong.is_empty()) {
            paper.set(false);
            refused.set(Some(said::UNREAD_FIGURES.to_owned()));
            focus_wrong("draft");
            return;
        }
        busy.set(true);
        editor.save_then(move |_| {
            let command = match written {
                Some(number) => Command::IssueAs { client, invoice, number },
                None => Command::Issue { client, invoice },
            };
            desk.ask(command, move |outcome| {
                let _ = busy.try_set(false);
                match outcome {
                    Ok(success) => {
                        desk.say(Ok(success));
                        focus("doc-title");
                    }
                    Err(unable) => refuse(&unable),
                }
            });
        });
    });
    let issue = move |_| {
        // Numbers of a year that is over may be with the tax office by now.
        if dated().year() < desk.today.get_untracked().year() {
            backdated.set(true);
            focus("backdated");
        } else {
            send.run(None);
        }
    };
    let delete = move |_| {
        editor.save_then(move |_| {
            desk.ask(Command::DiscardDraft { client, invoice, gone: true }, move |outcome| match outcome {
                Ok(success) => {
                    desk.toast(said::DRAFT_DELETED.to_owned(), success.undo, false);
                    go(Route::Billing);
                }
                Err(unable) => desk.say(Err(unable)),
            });
        });
    };
    view! {
        <aside class="doc-side" aria-label=said::SIDE_DRAFT>
            <section aria-labelledby="h-tot">
                <div class="side-head"><h2 id="h-tot">{said::TOTALS}</h2></div>
                {move || match editor.totals.get() {
                    Ok(_) => view! {
                        <dl class="totals" aria-live="polite">
                            {sheet.get().map(|sheet| desk.locale.with_value(|locale| sums(&sheet, locale)))}
                        </dl>
                    },
                    Err(error) => {
                        let refusal = Refusal::Money(error);
                        view! { <p class="late" role="alert">{desk.locale.with_value(|locale| words::refusal::refused(&refusal, locale))}</p> }
                    }
                }}
            </section>
            <section aria-labelledby="h-iss">
                <h2 class="sr" id="h-iss">{said::ISSUE}</h2>
                <div class="stack">
                    <Chain subject=editor.subject/>
                    <Deposits editor/>
                    {move || credit().map(|words| view! { <p class="quiet" dir="auto">{words}</p> })}
                    {move || nameless.get().then(|| view! { <Sender editor/> })}
                    {move || refused.get().map(|words| view! {
                        <div class="notice" data-level="red" role="alert"><h3>{said::CANNOT_ISSUE}</h3><p>{words}</p></div>
                    })}
                    {move || known.get().then(|| view! { <Series/> })}
                    {move || backdated.get().then(|| view! {
                        <div class="notice" role="group" aria-labelledby="backdated">
                            <h3 id="backdated" tabindex="-1">{said::other_year(dated().year())}</h3>
                            <p>{series::backdated(&number().unwrap_or_default(), dated().year())}</p>
                            <div class="row">
                                <button class="small" type="button" on:click=move |_| send.run(None)>{series::backdated_do(&number().unwrap_or_default())}</button>
                                <button class="small plain" type="button" on:click=move |_| {
                                    editor.form.update(|form| form.dated = Some(desk.today.get_untracked()));
                                    editor.save();
                                }>{series::BACKDATED_TODAY}</button>
                            </div>
                        </div>
                    })}
                    {move || editor.failed.get().map(|words| view! {
                        <div class="notice" data-level="red" role="alert"><h3>{said::NOT_SAVED}</h3><p>{words}</p></div>
                    })}
                    <div class="acts">
                        <button class="primary" type="button" disabled=move || nameless.get() || busy.get() on:click=issue>
                            {move || said::issue_as(number().as_deref())}
                        </button>
                        {move || other_year().map(|year| view! { <p class="hint quiet">{said::other_year(year)}</p> })}
                        {move || no_way.get().then(|| view! {
                            <p class="quiet">{said::NO_WAY_TO_PAY}" "<a href=Route::Settings.hash()>{said::NO_WAY_DO}</a></p>
                        })}
                        <ByHand send/>
                        <p class="quiet">{said::SEALED_AFTER}</p>
                        {move || {
                            let letters = sheet.with(|sheet| sheet.as_ref().map(|sheet| sheet::missing(&sheet.leaf()))).unwrap_or_default();
                            (!letters.is_empty()).then(|| view! {
                                <p class="mark" data-level="amber" role="status">{words::press::no_letters(letters.into_iter())}</p>
                            })
                        }}
                        <div class="row">
                            <button class="small" type="button" aria-pressed=move || if paper.get() { "true" } else { "false" }
                                on:click=move |_| { editor.save(); paper.update(|paper| *paper = !*paper);
                                    // On a phone the paper begins far above the button.
                                    window().scroll_to_with_x_and_y(0.0, 0.0); }>
                                {move || if paper.get() { said::BACK_TO_DRAFT } else { said::SEE_PAPER }}
                            </button>
                            {move || may_ask().then(|| view! {
                                <button class="small" type="button" aria-haspopup="dialog"
                                    on:click=move |_| editor.save_then(move |_| asking.set(true))>{words::flow::D_TITLE}</button>
                            })}
                            <button class="small plain danger" type="button" on:click=delete>{said::DELETE_DRAFT}</button>
                        </div>
                    </div>
                </div>
            </section>
        </aside>
        <DepositDialog subject=editor.subject open=asking/>
    }
}

/// Why this device gives other numbers than one is used to, or none.
#[component]
fn Series() -> View {
    let desk = desk();
    let told = Memo::new(move |_| {
        desk.practice.with(|practice| {
            let mark = domain::series::issuing(practice, desk.device()).mark;
            match domain::series::frozen(practice, &mark) {
                Some(why) => Some((true, series::frozen(&why))),
                None => (!mark.is_empty()).then(|| (false, series::own(&mark))),
            }
        })
    });
    view! {
        {move || told.get().map(|(frozen, words)| view! {
            <div class="notice" data-level=frozen.then_some("red")>
                {frozen.then(|| view! { <h3>{series::FROZEN}</h3> })}
                <p>{words}</p>
                <p><a href=format!("{}/numbers", Route::Settings.hash())>{series::TO_SERIES}</a></p>
            </div>
        })}
    }
}

/// A number that somebody writes, where a book or another tool has given it already.
#[component]
fn ByHand(send: Callback<Option<String>>) -> View {
    let number = RwSignal::new(String::new());
    let issue = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(Some(number.get_untracked()));
    };
    view! {
        <details>
            <summary class="small">{series::BY_HAND}</summary>
            <form class="stack" novalidate on:submit=issue>
                <div class="field">
                    <label for="by-hand">{series::BY_HAND_LABEL}</label>
                    <input id="by-hand" type="text" autocomplete="off" spellcheck="false" maxlength="60" aria-describedby="by-hand-h"
                        prop:value=move || number.get() on:input=move |event| number.set(event_target_value(&event))/>
                    <p class="hint" id="by-hand-h">{series::BY_HAND_HINT}</p>
                </div>
                <div class="row"><button class="small" type="submit">{series::BY_HAND_DO}</button></div>
            </form>
        </details>
    }
}

/// A document needs a sender: where the practice has no name yet, it is asked for right here.
#[component]
fn Sender(editor: Editor) -> View {
    let desk = editor.subject.desk;
    let name = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let text = name.get_untracked();
        if text.trim().is_empty() {
            wrong.set(Some(desk.locale.with_value(|locale| words::refusal::refused(&Refusal::NameMissing, locale))));
            return;
        }
        desk.ask(Command::SetPractice { changes: vec![(PracticeField::Name, text)] }, move |outcome| {
            if let Err(unable) = outcome {
                let _ = wrong.try_set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
            }
        });
    };
    view! {
        <form class="notice" on:submit=keep>
            <h3>{said::SENDER_TITLE}</h3>
            <div class="field">
                <label for="sender">{said::SENDER_LABEL}</label>
                <input id="sender" type="text" autocomplete="organization" dir="auto" maxlength=PracticeField::Name.most().to_string()
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true") aria-describedby="sender-h"
                    prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                <p class="hint" id="sender-h">{said::SENDER_HINT}</p>
            </div>
            <div class="row"><button class="small" type="submit">{said::SENDER_SAVE}</button></div>
        </form>
    }
}
