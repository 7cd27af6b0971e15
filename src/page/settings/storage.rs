use crate::dom::*;

use super::manifest::InFile;
use super::restore::{RestoreButton, RestorePanel, Restoring};
use super::unnamed::UnnamedFiles;
use crate::part::icon::{Icon, icon};
use crate::state::backup::{self, Manifest, Progress};
use crate::state::cabinet::{Cabinet, cabinet};
use crate::state::desk::{Desk, Saving, desk};
use crate::state::device::Device;
use crate::words::{self, settings as said};

/// A backup older than this is worth a word.
const OLD_DAYS: i64 = 7;

/// What the last download came to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Given { manifest: Box<Manifest>, left_out: usize },
    NotGiven(String),
}

/// Downloads of everything, from wherever they are asked. Copies are one.
#[derive(Clone, Copy)]
struct Download {
    desk: Desk,
    device: Device,
    cabinet: Cabinet,
    progress: RwSignal<Option<Progress>>,
    busy: RwSignal<bool>,
    outcome: RwSignal<Option<Outcome>>,
}

impl Download {
    fn new() -> Self {
        Self {
            desk: desk(),
            device: expect_context(),
            cabinet: cabinet(),
            progress: RwSignal::new(None),
            busy: RwSignal::new(false),
            outcome: RwSignal::new(None),
        }
    }

    fn begin(self, with_files: bool) {
        let Self { desk, device, cabinet, .. } = self;
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.outcome.set(None);
        spawn_local(async move {
            let outcome = match backup::make(desk, cabinet, with_files, self.progress).await {
                Ok(made) if backup::hand_over(&made) => {
                    device.set_last_backup(made.at_ms);
                    Outcome::Given { manifest: Box::new(backup::manifest(&made.backup)), left_out: made.left_out }
                }
                Ok(_) => Outcome::NotGiven(said::NOT_GIVEN.to_owned()),
                Err(error) => Outcome::NotGiven(words::refusal::store(&error)),
            };
            self.busy.try_set(false);
            self.outcome.try_set(Some(outcome));
        });
    }
}

#[component]
fn Outcomes(download: Download) -> View {
    view! {
        <p class="quiet" role="status">{move || download.progress.get().map(said::packing)}</p>
        {move || download.outcome.get().map(|outcome| match outcome {
            Outcome::Given { manifest, left_out } => view! {
                <div class="notice" role="status">
                    <p>{said::given(manifest.clients, manifest.documents)}</p>
                    {download.desk.locale.with_value(|locale| words::backup::files_in(&manifest, locale)).into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
                    {(left_out > 0).then(|| view! { <p><span class="mark" data-level="amber">{icon(Icon::Warn)}<span>{said::left_out(left_out)}</span></span></p> })}
                    <details><summary>{said::IN_FILE}</summary><InFile manifest=*manifest/></details>
                </div>
            },
            Outcome::NotGiven(words) => view! { <div class="notice" data-level="red" role="alert"><p>{words}</p></div> },
        })}
    }
}

/// When something could not be saved: what is safe, and what to do now.
#[component]
pub fn NotSaved() -> View {
    let desk = desk();
    let download = Download::new();
    (move || match desk.saving.get() {
        Saving::Failed(error) => Some(view! {
            <div class="notice" data-level="red" role="alert">
                <h2>{said::NOT_SAVED_TITLE}</h2>
                <p>{said::not_saved(&error)}" "{said::NOT_SAVED_HINT}</p>
                <div class="row"><button class="primary" type="button" on:click=move |_| download.begin(true)>{said::DOWNLOAD}</button></div>
                <Outcomes download/>
            </div>
        }),
        Saving::Saved | Saving::Writing => None,
    })
    .into_view()
}

fn locale_files(desk: Desk, (count, bytes): (usize, u64)) -> String {
    desk.locale.with_value(|locale| words::backup::files(count, bytes, locale))
}

#[component]
pub fn Storage() -> View {
    let desk = desk();
    let device: Device = expect_context();
    device.look_at_keeping();
    let download = Download::new();
    let restoring = Restoring::new();
    let cabinet = cabinet();
    cabinet.look_at_kept();
    let any_files = Memo::new(move |_| cabinet.kept.get().0 > 0);
    let kept = move || locale_files(desk, cabinet.kept.get());
    let asked = RwSignal::new(false);
    let locale = desk.locale;
    let keeping = move || device.keeping.get().unwrap_or_default();
    let used = move || locale.with_value(|locale| said::used(keeping().used_bytes, keeping().quota_bytes, locale));
    let share = move || match (keeping().used_bytes, keeping().quota_bytes) {
        (Some(used), Some(quota)) if quota > 0 => Some((used.saturating_mul(100) / quota).min(100)),
        _ => None,
    };
    let last = move || device.last_backup_ms.get().map(|ms| backup::here(domain::time::Moment(ms)));
    let any = move || desk.with_rows(|rows| rows.values().any(|row| !row.removed));
    let age = move || match last() {
        None => any().then(|| (true, said::NO_BACKUP_YET.to_owned())),
        Some((day, _)) => {
            let days = day.days_until(desk.today.get()).max(0);
            Some((days > OLD_DAYS, said::backup_age(days)))
        }
    };
    view! {
        <section class="section set" id="storage" aria-labelledby="h-storage">
            <div class="section-head"><h2 id="h-storage" tabindex="-1">{said::STORAGE}</h2></div>
            <div class="storage">
                {move || age().map(|(old, words)| if old {
                    view! { <p><span class="mark" data-level="amber">{icon(Icon::Warn)}<span>{words}</span></span></p> }
                } else {
                    view! { <p>{words}</p> }
                })}
                <dl class="facts">
                    <dt>{said::ON_DEVICE}</dt>
                    <dd>{used}</dd>
                    {move || any_files.get().then(|| view! { <dt>{words::backup::FILES}</dt><dd>{kept}</dd> })}
                    <dt>{said::KEPT}</dt>
                    <dd>
                        {move || match keeping().persistent {
                            Some(true) => said::KEPT_YES.into_view(),
                            Some(false) => view! {
                                {said::KEPT_NO}" "
                                <button class="plain small" type="button" on:click=move |_| {
                                    asked.set(true);
                                    device.ask_to_keep();
                                }>{said::KEEP}</button>
                                {move || asked.get().then(|| view! { <p class="quiet" role="status">{said::KEEP_REFUSED}</p> })}
                            },
                            None => said::KEPT_UNKNOWN.into_view(),
                        }}
                    </dd>
                    <dt>{said::LAST_BACKUP}</dt>
                    <dd>
                        {move || match last() {
                            Some((day, time)) => {
                                let words = locale.with_value(|locale| said::at(day, time, locale));
                                view! { <time datetime=day.to_string()>{words}</time> }
                            }
                            None => said::NEVER.into_view(),
                        }}
                    </dd>
                </dl>
                {move || share().map(|share| view! { <meter min="0" max="100" low="70" high="90" optimum="0" value=share.to_string() aria-label=said::SPACE_USED>{used}</meter> })}
                <div class="acts">
                    <button class="primary" type="button" disabled=move || download.busy.get() on:click=move |_| download.begin(true)>
                        {icon(Icon::Down)}{said::DOWNLOAD}
                    </button>
                    <Show when=move || any_files.get()>
                        <button type="button" disabled=move || download.busy.get() on:click=move |_| download.begin(false)>{words::backup::WITHOUT_FILES}</button>
                    </Show>
                    <RestoreButton restoring/>
                </div>
                <p class="quiet">{said::BACKUP_HINT}</p>
                <Outcomes download/>
                <RestorePanel restoring/>
                <UnnamedFiles/>
            </div>
        </section>
    }
}
