//! One transfer over several documents: proposed oldest first, changed as the client meant it.

use std::sync::Arc;

use crate::dom::*;
use domain::command::Share;
use domain::money::Money;
use domain::spread::{Waiting, spread};

use super::figure::FigureField;
use super::payment::value;
use crate::part::focus::focus;
use crate::part::money::money;
use crate::state::desk::Desk;
use crate::state::draft::{Entry, Wrong, usual};
use crate::words::paying as words;

/// The documents that wait, and what each gets. Copies are one.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    desk: Desk,
    waiting: StoredValue<Arc<Vec<Waiting>>, LocalStorage>,
    entries: RwSignal<Vec<Entry>>,
    whole: Signal<Option<Money>>,
}

impl Parts {
    /// The parts follow the whole, oldest first, until they are changed by hand and whenever the whole is changed again.
    pub(super) fn new(desk: Desk, waiting: Arc<Vec<Waiting>>, whole: Signal<Option<Money>>) -> Self {
        let entries = RwSignal::new(Vec::new());
        let parts = Self { desk, waiting: StoredValue::new_local(waiting), entries, whole };
        Effect::new(move |_| {
            let opens: Vec<Money> = parts.waiting.with_value(|waiting| waiting.iter().map(|one| one.open).collect());
            let entry = |money: Option<Money>| {
                let value = money.filter(|money| !money.is_zero()).map(|money| money.amount());
                desk.locale.with_value(|locale| Entry::of(value, money.map_or(0, |money| money.currency().exponent()), locale))
            };
            let all = match whole.get() {
                Some(whole) => spread(whole, &opens).into_iter().map(|part| entry(Some(part))).collect(),
                None => opens.iter().map(|_| entry(None)).collect(),
            };
            entries.set(all);
        });
        parts
    }

    fn sum(self) -> Option<Money> {
        let zero = Money::zero(self.whole.get()?.currency());
        self.entries.with(|entries| {
            entries.iter().try_fold(zero, |sum, entry| sum.plus(Money::exact(value(entry).unwrap_or_default(), sum.currency()).ok()?).ok())
        })
    }

    /// What goes to each document; None where a figure cannot be read yet, which then has the focus.
    pub(super) fn shares(self) -> Option<Vec<Share>> {
        if let Some(at) = self.entries.with_untracked(|entries| entries.iter().position(|entry| entry.value.is_err())) {
            focus(format!("p-part-{at}"));
            return None;
        }
        let share = |(one, entry): (&Waiting, &Entry)| {
            let amount = value(entry).filter(|amount| !amount.is_zero())?;
            Some(Share { invoice: one.id, amount, rest: None })
        };
        Some(
            self.waiting
                .with_value(|waiting| self.entries.with_untracked(|entries| waiting.iter().zip(entries).filter_map(share).collect())),
        )
    }
}

#[component]
pub(super) fn Spreading(parts: Parts) -> View {
    let desk = parts.desk;
    let row = move |(at, one): (usize, Waiting)| {
        let entry = Signal::derive(move || {
            let blank = || desk.locale.with_value(|locale| Entry::of(None, 0, locale));
            parts.entries.with(|entries| entries.get(at).cloned()).unwrap_or_else(blank)
        });
        let wrong = Signal::derive(move || entry.with(|entry| entry.value.err().map(Wrong::Text)));
        let label = words::part_of(&one.number);
        let due = desk.locale.with_value(|locale| locale.day(one.due));
        let currency = one.open.currency();
        view! {
            <tr>
                <th scope="row" dir="auto">{one.number.clone()}</th>
                <td><time datetime=one.due.to_string()>{due}</time></td>
                <td class="num">{money(one.open)}</td>
                <td class="num">
                    <FigureField id=format!("p-part-{at}") label=Signal::derive(move || label.clone()) entry
                        usual=Signal::derive(move || usual(currency)) wrong
                        put=Callback::new(move |entry| parts.entries.update(|entries| if let Some(one) = entries.get_mut(at) { *one = entry; }))/>
                </td>
            </tr>
        }
    };
    let differs = move || {
        let (sum, whole) = (parts.sum()?, parts.whole.get()?);
        let words = desk.locale.with_value(|locale| words::parts_come_to(&locale.money(sum), &locale.money(whole)));
        (sum != whole).then(|| view! { <p class="error" role="status">{words}</p> })
    };
    view! {
        <div class="wide spreading">
            <p class="hint">{words::SPREAD_HINT}</p>
            <table>
                <thead><tr><th scope="col">{words::DOCUMENT}</th><th scope="col">{words::DUE}</th>
                    <th scope="col" class="num">{words::OPEN}</th><th scope="col" class="num">{words::PART}</th></tr></thead>
                <tbody>{parts.waiting.with_value(|waiting| waiting.iter().cloned().enumerate().map(row).collect_view())}</tbody>
            </table>
            {differs}
        </div>
    }
}
