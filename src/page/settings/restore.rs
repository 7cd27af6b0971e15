use std::sync::Arc;

use crate::dom::ev::Event;
use crate::dom::*;
use domain::Command;
use domain::content::Kind;
use domain::practice::Practice;
use paper::backup::Backup;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::manifest::{Compared, InFile, is_equal};
use crate::part::icon::{Icon, icon};
use crate::state::backup::{self, Brought, Manifest, Meeting, NotRead, Progress, Source};
use crate::state::cabinet::{Cabinet, cabinet, handed};
use crate::state::desk::{Desk, desk};
use crate::state::device::Device;
use crate::state::files::{self, FileError};
use crate::state::practice;
use crate::words::{self, settings as said};

/// Long enough for the browser to paint that it is at work.
const PAINT_MS: i32 = 40;

#[derive(Clone)]
enum Stage {
    Idle,
    Busy(&'static str),
    /// A title, and what to do. Nothing was changed.
    Wrong(String, String),
    Found(Arc<Backup>),
    Restored(Arc<After>),
}

/// What a restore came to.
struct After {
    file: Manifest,
    here: Manifest,
    meeting: Meeting,
    /// Files that are not what was written, by name.
    damaged: Vec<String>,
}

/// A backup on its way back. Copies are one.
#[derive(Clone, Copy)]
pub struct Restoring {
    desk: Desk,
    device: Device,
    cabinet: Cabinet,
    stage: RwSignal<Stage>,
    /// Where what was found lies.
    source: StoredValue<Option<Source>, LocalStorage>,
    progress: RwSignal<Option<Progress>>,
    /// Why what was found was not restored.
    refused: RwSignal<Option<String>>,
}

impl Restoring {
    pub fn new() -> Self {
        Self {
            desk: desk(),
            device: expect_context(),
            cabinet: cabinet(),
            stage: RwSignal::new(Stage::Idle),
            source: StoredValue::new_local(None),
            progress: RwSignal::new(None),
            refused: RwSignal::new(None),
        }
    }

    fn chosen(self, event: &Event) {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let chosen = handed(input.files()).into_iter().next();
        input.set_value("");
        self.refused.set(None);
        self.stage.set(Stage::Busy(said::READING));
        spawn_local(async move {
            files::pause(PAINT_MS).await;
            let (name, outcome) = match chosen {
                Some(chosen) => (chosen.name.clone(), backup::read(&chosen).await),
                None => (String::new(), Err(NotRead::File(FileError::None))),
            };
            let stage = match outcome {
                Ok((found, source)) if backup::is_known(&found) => {
                    self.source.try_set_value(Some(source));
                    Stage::Found(Arc::new(found))
                }
                Ok(_) => Stage::Wrong(name, said::UNKNOWN_RECORDS.to_owned()),
                Err(error) => {
                    let (title, hint) = match error {
                        NotRead::File(error) => said::not_taken(&name, error),
                        NotRead::Backup(error) => said::unreadable(&name, &error),
                    };
                    Stage::Wrong(title, hint)
                }
            };
            self.stage.try_set(stage);
        });
    }

    fn restore(self, found: Arc<Backup>) {
        self.refused.set(None);
        self.stage.set(Stage::Busy(said::RESTORING));
        let (desk, cabinet) = (self.desk, self.cabinet);
        let Some(source) = self.source.get_value() else { return };
        spawn_local(async move {
            files::pause(PAINT_MS).await;
            let refuse = |found, words| {
                self.refused.try_set(Some(words));
                self.stage.try_set(Stage::Found(found));
            };
            let meeting = match backup::meet(desk, &found).await {
                Ok(meeting) => meeting,
                Err(error) => return refuse(found, words::refusal::store(&error)),
            };
            // Bytes first: no record comes to name what is not here.
            let told = |progress| {
                self.progress.try_set(Some(progress));
            };
            let brought = backup::bring(cabinet, &found, &source, told).await;
            self.progress.try_set(None);
            let brought = match brought {
                Ok(brought) => brought,
                Err(error) => return refuse(found, desk.locale.with_value(|locale| words::backup::not_brought(&error, locale))),
            };
            let file = Arc::clone(&found);
            backup::restore(desk, &file, meeting.clone(), move |outcome| match outcome {
                Ok(success) => {
                    desk.say(Ok(success));
                    // The file holds everything that is here: it is the latest backup of it.
                    if let Some(at_ms) = backup::made_ms(&found) {
                        self.device.set_last_backup(at_ms);
                    }
                    self.compare(found, meeting, brought);
                }
                Err(unable) => {
                    spawn_local(backup::take_back(cabinet, brought));
                    let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                    self.refused.try_set(Some(words));
                    self.stage.try_set(Stage::Found(found));
                }
            });
        });
    }

    /// Packs what is here now, and holds it against the file.
    fn compare(self, found: Arc<Backup>, meeting: Meeting, brought: Brought) {
        self.stage.try_set(Stage::Busy(said::COMPARING));
        let (desk, cabinet) = (self.desk, self.cabinet);
        cabinet.look_at_kept();
        spawn_local(async move {
            let stage = match backup::make(desk, cabinet, true, RwSignal::new(None)).await {
                Ok(made) => {
                    let (file, here) = (backup::manifest(&found), backup::manifest(&made.backup));
                    Stage::Restored(Arc::new(After { file, here, meeting, damaged: brought.damaged }))
                }
                Err(error) => Stage::Wrong(said::NOT_EQUAL.to_owned(), words::refusal::store(&error)),
            };
            self.stage.try_set(stage);
        });
    }
}

#[component]
pub fn RestoreButton(restoring: Restoring) -> View {
    view! {
        <label class="btn">
            {said::RESTORE}
            <input type="file" class="sr" accept=".json,.backup,application/json,application/octet-stream" on:change=move |event| restoring.chosen(&event)/>
        </label>
    }
}

#[component]
pub fn RestorePanel(restoring: Restoring) -> View {
    let close = move |_| restoring.stage.set(Stage::Idle);
    (move || match restoring.stage.get() {
        Stage::Idle => View::Nothing,
        Stage::Busy(words) => view! {
            <p class="quiet" role="status">{words}" "{move || restoring.progress.get().map(words::backup::bringing)}</p>
        },
        Stage::Wrong(title, hint) => view! {
            <div class="notice" data-level="red" role="alert">
                <h3 dir="auto">{title}</h3>
                <p>{hint}</p>
                <div class="row"><button class="plain" type="button" on:click=close>{said::CLOSE}</button></div>
            </div>
        },
        Stage::Found(found) => view! { <Found restoring found/> },
        Stage::Restored(after) => view! { <Restored restoring after/> },
    })
    .into_view()
}

/// What is in the file, before anything changes.
#[component]
fn Found(restoring: Restoring, found: Arc<Backup>) -> View {
    let desk = restoring.desk;
    let at = backup::made_at(&found).map(|(day, time)| desk.locale.with_value(|locale| said::at(day, time, locale)));
    let made = said::made(at.as_deref().unwrap_or(&found.exported_at), &found.app);
    let manifest = backup::manifest(&found);
    let not_in = desk.locale.with_value(|locale| words::backup::not_in(manifest.not_in, locale));
    let pieces = backup::pieces_left_out(&found) > 0;
    let sample = move || desk.practice.with(|practice| practice.sample());
    let only_sample = move || desk.with_rows(|rows| rows.values().filter(|row| !row.removed).all(|row| row.is_sample()));
    let empty = move || desk.with_rows(|rows| rows.values().all(|row| row.removed));
    let acts = move || {
        let found = Arc::clone(&found);
        if empty() {
            view! { <button class="primary" type="button" on:click=move |_| restoring.restore(Arc::clone(&found))>{said::RESTORE_DO}</button> }
        } else if let Some(batch) = sample().filter(|_| only_sample()) {
            view! {
                <p>{said::ONLY_SAMPLE}</p>
                <button type="button" on:click=move |_| desk.tell(Command::UndoBatch { batch, gone: true })>{said::SAMPLE_REMOVE}</button>
            }
        } else {
            view! { <p>{said::NOT_EMPTY}</p> }
        }
    };
    view! {
        <div class="notice" role="status">
            <h3>{said::IN_FILE}</h3>
            <p>{made}</p>
            <InFile manifest/>
            {not_in.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
            {pieces.then(|| view! { <p><span class="mark" data-level="amber">{icon(Icon::Warn)}<span>{said::OLDER_PIECES}</span></span></p> })}
            {move || restoring.refused.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
            <div class="row">
                {acts}
                <button class="plain" type="button" on:click=move |_| restoring.stage.set(Stage::Idle)>{said::CANCEL}</button>
            </div>
        </div>
    }
}

#[component]
fn Restored(restoring: Restoring, after: Arc<After>) -> View {
    let desk = restoring.desk;
    let After { file, here, meeting, damaged } = &*after;
    let (file, here, joined) = (file.clone(), here.clone(), meeting.joined.clone());
    let equal = is_equal(&file, &here, &joined);
    let (title, hint) = if equal { (said::ALL_EQUAL, said::ALL_EQUAL_HINT) } else { (said::NOT_EQUAL, said::NOT_EQUAL_HINT) };
    let next = move || desk.practice.with(|practice| practice.next_number(Kind::Invoice, desk.today.get(), desk.device()));
    let fresh = move |_| {
        let practice = desk.practice.get_untracked();
        let taken = practice::taken(&practice);
        let series = [Kind::Invoice, Kind::Quote, Kind::Receipt].map(|kind| {
            let fresh = backup::fresh_series(&practice.pattern(kind), desk.today.get_untracked(), &taken);
            fresh.map(|pattern| (Practice::pattern_of(kind).0, pattern.to_string()))
        });
        desk.tell(Command::SetPractice { changes: series.into_iter().flatten().collect() });
    };
    view! {
        <div class="notice" data-level=(!equal).then_some("red") role="status">
            <h3>{title}</h3>
            <p>{hint}</p>
            {(!damaged.is_empty()).then(|| view! {
                <p>{words::backup::damaged(damaged.len())}</p>
                <ul class="plain-list">{damaged.iter().map(|name| view! { <li dir="auto">{name.clone()}</li> }).collect_view()}</ul>
            })}
            <Compared file here joined/>
            <p>{move || said::next_after_restore(&next())}</p>
            <div class="row">
                <button type="button" on:click=fresh>{said::FRESH_SERIES}</button>
                <button class="plain" type="button" on:click=move |_| restoring.stage.set(Stage::Idle)>{said::CLOSE}</button>
            </div>
        </div>
    }
}
