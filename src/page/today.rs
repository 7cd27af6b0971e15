//! Today: what the day asks for, over all clients, in an order that stands still while it is worked through.

use crate::dom::*;
use domain::time::Day;
use domain::today::{Notice, Place, What};
use domain::{ClientId, Command};

use crate::part::focus::{focus, focus_line, leave_line};
use crate::part::icon::{Icon, icon, small_icon};
use crate::route::{Route, Tab};
use crate::state::desk::{Desk, desk};
use crate::state::team::{self, teamwork};
use crate::state::today::{self, Agenda, Listed};
use crate::words::{self, today as said};

/// Lines that one place shows before it says how many more there are.
const SHOWN_AT_FIRST: usize = 40;
const SHOWN_MORE: usize = 100;

/// What a notice is recognised by.
type Key = (ClientId, String);

fn key(notice: &Notice) -> Key {
    (notice.client, notice.key.clone())
}

/// One line as it is shown: what is done stays where it stood, until the list is sorted again.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    notice: Notice,
    done: bool,
}

#[component]
pub fn Today() -> View {
    let desk = desk();
    desk.look_at_practice();
    let agenda = Agenda::new(desk);
    let listed = Memo::new(move |_| agenda.list());
    // The list as it was when it was last sorted.
    let kept = StoredValue::new(Vec::<Notice>::new());
    let sorted = Trigger::new();
    let lines = Memo::new(move |_| {
        sorted.track();
        let Listed { there, .. } = listed.get();
        let mut lines: Vec<Line> = Vec::new();
        let now: std::collections::BTreeMap<Key, &Notice> = there.iter().map(|notice| (key(notice), notice)).collect();
        let shown = kept.get_value();
        for before in &shown {
            match now.get(&key(before)) {
                // What changed meanwhile says what it is now, where it stood.
                Some(notice) => {
                    let mut notice = (*notice).clone();
                    notice.weight.place = before.weight.place;
                    lines.push(Line { notice, done: false });
                }
                None => lines.push(Line { notice: before.clone(), done: true }),
            }
        }
        let known: std::collections::BTreeSet<Key> = shown.iter().map(key).collect();
        lines
            .extend(there.iter().filter(|notice| !known.contains(&key(notice))).map(|notice| Line { notice: notice.clone(), done: false }));
        kept.set_value(lines.iter().map(|line| line.notice.clone()).collect());
        lines
    });
    let sort = move |_| {
        kept.set_value(Vec::new());
        sorted.notify();
        focus("today-h");
    };
    let changed = Memo::new(move |_| lines.with(|lines| lines.iter().any(|line| line.done)));
    let open = Memo::new(move |_| lines.with(|lines| lines.iter().filter(|line| !line.done).count()));
    view! {
        <div class="head">
            <h1 id="today-h" tabindex="-1">{said::TITLE}</h1>
            <p class="quiet">{move || desk.locale.with_value(|locale| {
                let today = desk.today.get();
                format!("{}, {}", words::locale::weekday(today), locale.long_day(today))
            })}{move || (open.get() > 0).then(|| format!(" · {}", said::count(open.get())))}</p>
            <a class="btn plain small" href=Route::Audit.hash()>{words::audit::TITLE}</a>
            <a class="btn plain small" href=Route::Rules.hash()>{words::rules::TITLE}</a>
            <Show when=move || changed.get()><button class="plain small" type="button" on:click=sort>{said::SORT_AGAIN}</button></Show>
        </div>
        {move || lines.with(Vec::is_empty).then(|| view! {
            <div class="empty"><h2>{said::NOTHING}</h2><p>{said::NOTHING_HINT}</p></div>
        })}
        {Place::ALL.map(|place| view! { <Group place lines desk/> })}
        <PutOff listed desk/>
    }
}

#[component]
fn Group(place: Place, lines: Memo<Vec<Line>>, desk: Desk) -> View {
    let mine =
        Memo::new(move |_| lines.with(|lines| lines.iter().filter(|line| line.notice.weight.place == place).cloned().collect::<Vec<_>>()));
    let id = match place {
        Place::First => "h-first",
        Place::Quick => "h-quick",
        Place::Plan => "h-plan",
        Place::Later => "h-later",
        Place::Theirs => "h-theirs",
    };
    let any = Memo::new(move |_| !mine.with(Vec::is_empty));
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    let shown = move || mine.with(|mine| mine.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    let hidden = Memo::new(move |_| mine.with(Vec::len).saturating_sub(limit.get()));
    (move || {
        any.get().then(|| {
            view! {
                <section class="section agenda" aria-labelledby=id>
                    <div class="section-head"><h2 id=id>{said::heading(place)}</h2><span class="quiet">{said::meaning(place)}</span></div>
                    <ul class="agenda-lines">
                        <For each=shown key=|line| format!("{line:?}") let(line)><NoticeLine line desk/></For>
                    </ul>
                    {move || (hidden.get() > 0).then(|| view! {
                        <p class="list-foot">
                            <button class="more" type="button" on:click=move |_| {
                                focus_line(format!("[aria-labelledby={id}] .agenda-line"), limit.get_untracked());
                                limit.update(|limit| *limit += SHOWN_MORE);
                            }>
                                {words::client::more(hidden.get())}
                            </button>
                        </p>
                    })}
                </section>
            }
        })
    })
    .into_view()
}

/// Asks for it, and leaves the line that was pressed.
fn act_on(desk: Desk, pressed: Option<web_sys::EventTarget>, command: Command) {
    let leave = leave_line(pressed, ".agenda-line");
    desk.ask(command, move |outcome| {
        desk.say(outcome);
        leave();
    });
}

/// Where it is dealt with.
fn leads_to(notice: &Notice) -> String {
    let client = notice.client;
    match &notice.what {
        What::Todo(todo) => Route::Thing(client, Tab::Work, todo.item.0).hash(),
        What::Unpaid { invoice, .. } | What::DueSoon { invoice, .. } | What::Quote { invoice, .. } => {
            Route::Document(client, *invoice).hash()
        }
        What::Bill => Route::Client(client, Tab::Documents).hash(),
        What::Contract => Route::Client(client, Tab::Details).hash(),
        What::Keep(domain::retention::Ask::ActOn { .. }) => Route::Difficult(client, None).hash(),
        What::Answer { .. } | What::Update { .. } | What::Quiet { .. } | What::Silent { .. } => Route::Messages(Some(client)).hash(),
        What::Keep(_) | What::Write { .. } => Route::Messages(Some(client)).hash(),
        What::Next { .. } | What::Collides { .. } => Route::Client(client, Tab::History).hash(),
    }
}

#[component]
fn NoticeLine(line: Line, desk: Desk) -> View {
    let Line { notice, done: is_done } = line;
    let today_is = desk.today.get_untracked();
    let minute = match &notice.what {
        What::Answer { by, .. } => Some(team::when(by.0).1),
        _ => None,
    };
    let (what, why) =
        desk.locale.with_value(|locale| (said::what(&notice.what, locale, today_is), said::why(&notice, minute, locale, today_is)));
    let name = desk.with_rows_untracked(|rows| rows.get(&notice.client).map(|row| row.name.clone()).unwrap_or_default());
    let late = notice.weight.late_now || (notice.weight.late_days > 0 && !matches!(notice.weight.place, Place::Theirs));
    let to = leads_to(&notice);
    let level = (!is_done && late).then_some("amber");
    if is_done {
        return view! {
            <li class="agenda-line" data-done="">
                <span class="agenda-mark">{icon(Icon::Check)}<span class="sr">{said::IS_DONE}</span></span>
                <span class="agenda-what"><s dir="auto">{what}</s><span class="agenda-why"><bdi>{name}</bdi></span></span>
            </li>
        };
    }
    let act = today::done(&notice, today_is);
    let label = what.clone();
    view! {
        <li class="agenda-line" data-level=level>
            <span class="agenda-mark">
                {match act {
                    Some(command) => view! {
                        <button class="plain icon" type="button" title=said::DONE aria-label=format!("{}: {label}", said::DONE)
                            on:click=move |event| act_on(desk, event.current_target(), command.clone())><span class="agenda-box"></span></button>
                    },
                    None => view! { <span class="agenda-dot" aria-hidden="true"></span> },
                }}
            </span>
            <span class="agenda-what">
                <a href=to dir="auto">{what}</a>
                <span class="agenda-why"><a class="quiet" href=Route::Client(notice.client, Tab::History).hash()><bdi>{name}</bdi></a>" · "{why}</span>
            </span>
            <Later notice desk/>
        </li>
    }
}

/// Putting off, and handing over.
#[component]
fn Later(notice: Notice, desk: Desk) -> View {
    let id = format!("later-{}-{}", notice.client, notice.key.replace(['/', ' '], "-"));
    let kept = StoredValue::new(notice.clone());
    let until = move |pressed: Option<web_sys::EventTarget>, until: Day| {
        act_on(desk, pressed, kept.with_value(|notice| today::put_off(notice, until)));
    };
    let today_is = desk.today.get_untracked();
    let monday = today_is.plus_days(7 - i64::from(today_is.weekday().num_days_from_monday()));
    let team = teamwork();
    let may_hand = today::hand_over(&notice, String::new()).is_some();
    let mates = move || {
        team.team.with(|team| {
            team.devices.iter().filter(|one| one.belongs == team::Belongs::Member && !one.is_recovery).cloned().collect::<Vec<_>>()
        })
    };
    let hand = move |pressed: Option<web_sys::EventTarget>, to: String| {
        if let Some(command) = kept.with_value(|notice| today::hand_over(notice, to)) {
            act_on(desk, pressed, command);
        }
    };
    let choices = [(said::TOMORROW, today_is.plus_days(1)), (said::IN_THREE, today_is.plus_days(3)), (said::NEXT_WEEK, monday)];
    view! {
        <button class="plain small" type="button" popovertarget=id.clone()>{said::LATER}{small_icon(Icon::Lower)}</button>
        <div class="menu" id=id.clone() popover role="group" aria-label=said::LATER>
            {choices.map(|(name, day)| view! {
                <button type="button" popovertarget=id.clone() popovertargetaction="hide" on:click=move |event| until(event.current_target(), day)>{name}</button>
            })}
            <label class="menu-day">{said::ON_DAY}<input type="date" min=today_is.plus_days(1).to_string()
                on:change=move |event| if let Some(day) = Day::parse(&event_target_value(&event)).filter(|day| *day > today_is) { until(event.current_target(), day) }/></label>
            {move || may_hand.then(|| {
                let mates: Vec<_> = mates().into_iter().map(|device| team.called(&device)).collect();
                (!mates.is_empty()).then(|| view! {
                    <p class="menu-head">{said::HAND_TO}</p>
                    {mates.into_iter().map(|name| {
                        let to = name.clone();
                        view! { <button type="button" dir="auto" on:click=move |event| hand(event.current_target(), to.clone())>{name}</button> }
                    }).collect_view()}
                })
            })}
        </div>
    }
}

/// What was put off, and the way back.
#[component]
fn PutOff(listed: Memo<Listed>, desk: Desk) -> View {
    let all = Memo::new(move |_| listed.with(|listed| listed.put_off.clone()));
    let back = move |pressed: Option<web_sys::EventTarget>, notice: &Notice| {
        let (client, key) = (notice.client, notice.key.clone());
        let command = Command::AddItem {
            client,
            kind: domain::item::ItemKind::Snooze,
            fields: vec![(domain::item::ItemField::From, key), (domain::item::ItemField::Until, desk.today.get_untracked().to_string())],
        };
        act_on(desk, pressed, command);
    };
    (move || {
        (!all.with(Vec::is_empty)).then(|| view! {
            <details class="put-off"><summary>{said::PUT_OFF}" · "{said::count(all.with(Vec::len))}</summary>
                <ul class="agenda-lines">
                    {all.get().into_iter().map(|(notice, until)| {
                        let today_is = desk.today.get_untracked();
                        let (what, when) = desk.locale.with_value(|locale| {
                            (said::what(&notice.what, locale, today_is), said::back_on(until, today_is, locale))
                        });
                        let name = desk.with_rows_untracked(|rows| rows.get(&notice.client).map(|row| row.name.clone()).unwrap_or_default());
                        view! {
                            <li class="agenda-line">
                                <span class="agenda-mark"><span class="agenda-dot" aria-hidden="true"></span></span>
                                <span class="agenda-what"><span dir="auto">{what}</span><span class="agenda-why"><bdi>{name}</bdi>" · "{when}</span></span>
                                <button class="plain small" type="button" on:click=move |event| back(event.current_target(), &notice)>{said::BACK}</button>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </details>
        })
    })
    .into_view()
}
