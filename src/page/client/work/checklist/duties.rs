use domain::Command;
use domain::lifecycle::{Duty, open_of};

use crate::dom::*;
use crate::page::client::Subject;
use crate::words::lifecycle as said;

/// The duties of the client's stage: what the record shows, and what somebody ticks.
#[component]
pub fn Duties(subject: Subject) -> View {
    let desk = subject.desk;
    let all = Memo::new(move |_| {
        if !desk.practice_read.get() {
            return Vec::new();
        }
        subject.record.with(|record| {
            let Some(record) = record else { return Vec::new() };
            let duties = desk.practice.with(|practice| practice.duties(record.client.stage().0));
            duties.into_iter().map(|duty| (open_of(&record.client, &duty).is_empty(), duty)).collect::<Vec<_>>()
        })
    });
    let line = move |(done, duty): (bool, Duty)| {
        let words = duty.check().map_or_else(|| duty.title.clone(), |check| said::check(check).to_owned());
        let key = duty.key.clone();
        let tick = move |_| desk.tell(Command::DoDuty { client: subject.id, duty: key.clone() });
        let name = words.clone();
        view! {
            <li class="task" data-state=if done { "done" } else { "open" }>
                <span class="task-mark" aria-hidden="true">{if done { "✓" } else { "·" }}</span>
                <div class="task-what">
                    <p class="task-title" dir="auto">{words}</p>
                    <p class="task-meta">{if done { said::DONE } else { said::NOT_YET }}</p>
                </div>
                {(!done && duty.check().is_none() && !subject.locked.get()).then(|| view! {
                    <span class="task-do"><button class="plain small" type="button" on:click=tick>{said::DO}<span class="sr">": "{name}</span></button></span>
                })}
            </li>
        }
    };
    view! {
        {move || (!all.with(Vec::is_empty)).then(|| view! {
            <section class="section duties" aria-labelledby="h-duties">
                <div class="section-head"><h2 id="h-duties">{said::DUTIES_HERE}</h2></div>
                <ul class="tasks">{all.get().into_iter().map(line).collect_view()}</ul>
            </section>
        })}
    }
}
