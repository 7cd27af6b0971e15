//! Rows as they are kept and read again.

use super::*;
use domain::Id;
use domain::audit::{Facts, Loose};
use domain::client::Channel;
use domain::letter::Purpose;
use domain::retention::{Delivered, Keeping, Said};
use domain::rhythm::Answer;
use domain::rule::{Action, Date, Held, Ran, ToWrite, Trigger};
use domain::time::Day;
use domain::trust::{Event, Evidence};
use proptest::prelude::*;

fn ids() -> impl Strategy<Value = Id> {
    prop_oneof![
        any::<Bytes>().prop_map(Id::from_bytes),
        // Of nobody's making: without the bits that ours have.
        Just("00000000-0000-0000-0000-0000000000ff".parse::<Id>().expect("an id")),
    ]
}

fn days() -> impl Strategy<Value = Option<Day>> {
    let last = Day::FIRST.days_until(Day::LAST);
    prop::option::of((0..=last).prop_map(|days| Day::FIRST.plus_days(days)))
}

fn currencies() -> impl Strategy<Value = Currency> {
    prop::sample::select(Currency::all().collect::<Vec<_>>())
}

fn moneys() -> impl Strategy<Value = Money> {
    (any::<i64>(), currencies())
        .prop_map(|(units, currency)| Money::exact(Decimal::new(units, currency.exponent()), currency).unwrap_or(Money::zero(currency)))
}

fn origins() -> impl Strategy<Value = Origin> {
    let batches = (any::<bool>(), ids().prop_map(BatchId));
    prop_oneof![
        Just(Origin::Typed),
        batches.prop_map(|(sample, batch)| if sample { Origin::Sample(batch) } else { Origin::Imported(batch) })
    ]
}

fn standings() -> impl Strategy<Value = Standing> {
    use Standing::{Contested, Draft, Given, Open, Overpaid, Paid, PartlyPaid, Removed, Void};
    prop::sample::select(vec![Draft, Given, Open, PartlyPaid, Paid, Overpaid, Void, Contested, Removed])
}

fn terms() -> impl Strategy<Value = Option<Terms>> {
    (0..7u8, any::<u16>(), days()).prop_map(|(which, so_many, day)| match which {
        0 => Some(Terms::OnReceipt),
        1 => Some(Terms::Net(so_many)),
        2 => Some(Terms::EndOfMonth),
        3 => Some(Terms::EndOfNextMonth),
        4 => Some(Terms::NetThenEndOfMonth(so_many)),
        5 => day.map(Terms::On),
        _ => None,
    })
}

fn rates() -> impl Strategy<Value = Option<Percent>> {
    prop::option::of((0..10_000_000i64).prop_map(|units| Percent::new(Decimal::new(units, 4)).expect("a rate")))
}

fn movements() -> impl Strategy<Value = Movement> {
    (days(), prop::sample::select(Cause::ALL.to_vec()), moneys()).prop_map(|(on, cause, amount)| Movement {
        on: on.unwrap_or(Day::FIRST),
        cause,
        amount,
    })
}

fn spans() -> impl Strategy<Value = Disputed> {
    (days(), days(), prop::option::of(moneys())).prop_map(|(from, until, amount)| Disputed {
        from: from.unwrap_or(Day::FIRST),
        until,
        amount,
    })
}

fn remindings() -> impl Strategy<Value = Reminding> {
    let one = (ids(), days(), any::<i16>(), any::<u8>(), days()).prop_map(|(of, on, offset, level, until)| {
        let on = on.unwrap_or(Day::FIRST);
        (InvoiceId(of), Reminded { due: on, offset, level, on, until })
    });
    let schedule = prop::collection::vec(-365i16..365, 0..4).prop_map(|days| Schedule::of_days(days).expect("a schedule"));
    let promised = (ids(), days()).prop_map(|(of, by)| (InvoiceId(of), by.unwrap_or(Day::FIRST)));
    (prop::option::of(schedule), prop::collection::vec(one, 0..3), prop::collection::vec(promised, 0..2))
        .prop_map(|(schedule, known, promised)| Reminding { schedule, known, promised })
}

prop_compose! {
    fn invoice_rows()(
        id in ids(), kind in prop::sample::select(Kind::ALL.to_vec()), number in prop::option::of(".{0,12}"), about in ".{0,30}",
        (dated, due, until) in (days(), days(), days()), (total, paid, open, disputed) in (moneys(), moneys(), moneys(), moneys()),
        moves in prop::collection::vec(movements(), 0..3), disputes in prop::collection::vec(spans(), 0..2), standing in standings(), origin in origins(),
    ) -> InvoiceRow {
        InvoiceRow {
            id: InvoiceId(id), kind, number, about, dated, due, until, total, paid, moves, open, standing, origin, disputed, disputes, bookings: vec!["b 1".to_owned()],
        }
    }
}

fn dues() -> impl Strategy<Value = Vec<Due>> {
    let due = (days(), prop::sample::select(Owed::ALL.to_vec())).prop_map(|(on, what)| Due { on: on.unwrap_or(Day::FIRST), what });
    prop::collection::vec(due, 0..4)
}

fn todos() -> impl Strategy<Value = Vec<Todo>> {
    let one = (days(), any::<Option<i64>>(), prop::sample::select(Task::ALL.to_vec()), ids(), ".{0,20}", ".{0,8}");
    let todo = |(on, until, task, item, title, owner): (Option<Day>, Option<i64>, Task, _, String, String)| Todo {
        on: on.unwrap_or(Day::FIRST),
        until: until.map(Moment),
        task,
        item: ItemId(item),
        title,
        owner,
    };
    prop::collection::vec(one.prop_map(todo), 0..4)
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let one = (days(), 0..1_439u16, 1..=1_440u16, ids(), ".{0,20}");
    let block = |(on, from, length, item, title): (Option<Day>, u16, u16, _, String)| Block {
        on: on.unwrap_or(Day::FIRST),
        hours: Hours::new(from, from.saturating_add(length).min(1_440)).expect("it ends after it begins"),
        item: ItemId(item),
        title,
    };
    prop::collection::vec(one.prop_map(block), 0..4)
}

fn talks() -> impl Strategy<Value = Talk> {
    (days(), days(), days(), any::<i64>()).prop_map(|(told, heard, waits, at)| Talk {
        told,
        heard,
        waits: waits.map(|day| (day, Moment(at))),
    })
}

fn rhythms() -> impl Strategy<Value = Rhythm> {
    let weekdays: Vec<_> = WEEKDAYS.iter().map(|(day, _)| *day).collect();
    (prop::option::of(prop::sample::select(Every::ALL.to_vec())), prop::option::of(prop::sample::select(weekdays)), any::<Option<u32>>())
        .prop_map(|(every, on, answer_hours)| Rhythm { every, on, answer_hours })
}

fn keepings() -> impl Strategy<Value = Keeping> {
    let delivered = prop::option::of((days(), ".{0,20}", any::<bool>()));
    let said = prop::option::of((days(), ids(), 0..=10_u8, any::<bool>()));
    let through = prop::option::of(ids().prop_map(ClientId));
    let days = prop::collection::vec(days().prop_map(|day| day.unwrap_or(Day::FIRST)), 0..4);
    (prop::collection::vec(moneys(), 0..3), through, delivered, said, days, any::<bool>()).prop_map(
        |(worth, through, delivered, said, words, planned)| Keeping {
            planned,
            asked: words.first().copied(),
            worth: worth.into_iter().collect(),
            through,
            delivered: delivered.map(|(on, title, in_time)| Delivered { on: on.unwrap_or(Day::FIRST), title, in_time }),
            said: said.map(|(on, item, score, acted)| Said { on: on.unwrap_or(Day::FIRST), item: ItemId(item), score, acted }),
            words,
        },
    )
}

fn known_days() -> impl Strategy<Value = Day> {
    days().prop_map(|day| day.unwrap_or(Day::FIRST))
}

fn evidence() -> impl Strategy<Value = Evidence<()>> {
    let word = || (known_days(), any::<i64>().prop_map(Moment));
    let answer = (word(), prop::option::of(word())).prop_map(|(came, given)| (Answer { came, given }, ()));
    let sure = (known_days(), prop::sample::select(Event::ALL)).prop_map(|(on, event)| (on, event, ()));
    let told = known_days().prop_map(|on| (on, ()));
    let some = |most| 0_usize..most;
    (
        prop::collection::vec(sure, some(4)),
        prop::collection::vec(answer, some(3)),
        prop::collection::vec(told, some(4)),
        prop::collection::vec((known_days(), days()), some(3)),
    )
        .prop_map(|(sure, answers, told, served)| Evidence { sure, answers, told, served })
}

prop_compose! {
    fn loose()(count in any::<u32>(), since in days(), money in prop::collection::vec(moneys(), 0..3), unpriced in any::<u64>()) -> Loose {
        Loose { count, since, money: money.into_iter().collect(), unpriced }
    }
}

prop_compose! {
    fn facts()(
        onboarding in any::<Option<(u32, u32)>>(), (agreed, unconfirmed, undelivered) in any::<(bool, u32, u32)>(), (requests, work) in (loose(), loose()),
        channel in prop::option::of(prop::sample::select(Channel::ALL.to_vec())), delivered in days(),
        words in prop::collection::vec((known_days(), prop::sample::select(Channel::ALL.to_vec())), 0..4),
        breaches in prop::collection::vec(known_days(), 0..4), drafts in prop::collection::vec((ids().prop_map(InvoiceId), any::<i64>().prop_map(Moment)), 0..3),
    ) -> Facts {
        Facts { onboarding, agreed, channel, words, breaches, requests, work, drafts, unconfirmed, delivered, undelivered }
    }
}

fn rules() -> impl Strategy<Value = (Option<MoveId>, Vec<Ran>, Vec<ToWrite>)> {
    let held = prop::option::of(prop::sample::select(Held::ALL));
    let run = (ids(), ids(), ".{0,20}", prop::option::of(ids()), held, (known_days(), any::<i64>(), any::<bool>())).prop_map(
        |(item, rule, about, invoice, held, (on, at, undone))| Ran {
            item: ItemId(item),
            rule: ItemId(rule),
            key: format!("silent/{on}"),
            title: about.clone(),
            trigger: Trigger::Nears(Date::Contract, 45),
            actions: vec![Action::Step { title: "Ring".to_owned(), owner: "Ada".to_owned(), after: 2 }, Action::Move(Stage::Retention)],
            on,
            about,
            invoice: invoice.map(InvoiceId),
            held,
            at: Moment(at),
            undone,
        },
    );
    let write = (known_days(), ids(), prop::sample::select(Purpose::ALL), prop::option::of(ids()), ".{0,20}").prop_map(
        |(on, item, purpose, invoice, title)| ToWrite { on, item: ItemId(item), purpose, invoice: invoice.map(InvoiceId), title },
    );
    (prop::option::of(ids().prop_map(MoveId)), prop::collection::vec(run, 0..3), prop::collection::vec(write, 0..3))
}

fn aparts() -> impl Strategy<Value = Vec<Apart>> {
    let one = (ids(), ".{0,20}", prop::sample::select(Stage::ALL.to_vec()), days());
    prop::collection::vec(one.prop_map(|(id, title, stage, ends)| Apart { id: ItemId(id), title, stage, ends }), 0..3)
}

prop_compose! {
    fn rows()(
        id in ids(), (name, legal_name) in (".{0,30}", ".{0,30}"), (terms, tax_rate) in (terms(), rates()), stage in prop::sample::select(Stage::ALL.to_vec()), (since, apart) in (days(), aparts()),
        (next_step, next_day) in (".{0,20}", days()), currency in prop::option::of(currencies()),
        (emails, find) in (prop::collection::vec(".{0,20}", 0..3), ".{0,60}"), invoices in prop::collection::vec(invoice_rows().boxed(), 0..4),
        last_note in days(), dues in dues(), checklist in prop::option::of((prop::sample::select(List::ALL.to_vec()), any::<u32>(), any::<u32>(), days(), any::<Option<i64>>())),
        stays in prop::collection::vec((prop::sample::select(Stage::ALL.to_vec()), any::<u32>()), 0..3), origin in origins(), (removed, keeps, troubles) in any::<(bool, bool, u32)>(),
        filled in prop::sample::subsequence(Field::ALL, 0..=Field::ALL.len()),
        (tags, phones) in (prop::collection::vec(".{0,10}", 0..3), prop::collection::vec("[0-9]{6,12}", 0..3)),
        (todo, blocks, put_off, talk, rhythm, keeping) in (todos().boxed(), blocks().boxed(), prop::collection::vec((".{0,12}", days().prop_map(|day| day.unwrap_or(Day::FIRST))), 0..3), talks().boxed(), rhythms().boxed(), keepings().boxed()),
        (trust, audit) in (evidence().boxed(), facts().boxed()),
        (remind, (moved, runs, writes)) in (remindings().boxed(), rules().boxed()),
        (tier, ends, distinct, link) in (".{0,3}", days(), prop::collection::vec(ids().prop_map(ClientId), 0..3), prop::option::of((ids(), ids()))),
    ) -> Row {
        Row {
            id: ClientId(id), name, legal_name, stage, since, moved, apart, next_step, next_day, currency, terms, tax_rate, emails, find, invoices,
            last_note, todo, blocks, put_off, talk, rhythm, keeping, trust, audit, remind, runs, writes, recurring: dues.iter().map(|due| due.on).collect(), dues, checklist: checklist.map(|(list, done, all, due, until)| Progress { list, done, all, due, until: until.map(Moment) }), stays, origin, removed, keeps, filled, troubles,
            tags, tier, ends, phones, distinct, link: link.map(|(id, to)| Link { id: ItemId(id), to: ClientId(to) }), under: None, joined: Vec::new(),
        }
    }
}

proptest! {
    #[test]
    fn a_row_reads_back(row in rows().boxed()) {
        prop_assert_eq!(decode(&encode(&row)), Some(row));
    }

    #[test]
    fn a_row_cut_short_or_grown_is_no_row(row in rows().boxed(), cut in any::<prop::sample::Index>()) {
        let mut bytes = encode(&row);
        prop_assert_eq!(decode(&bytes[..cut.index(bytes.len())]), None);
        bytes.push(0);
        prop_assert_eq!(decode(&bytes), None);
    }

    #[test]
    fn a_row_with_one_byte_changed_is_no_row(row in rows().boxed(), at in any::<prop::sample::Index>(), change in 1u8..) {
        let mut bytes = encode(&row);
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        prop_assert_eq!(decode(&bytes), None);
    }

    /// Behind a checksum that holds, too.
    #[test]
    fn garbage_is_no_row_and_no_panic(body in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(decode(&body), None);
        let mut bytes = vec![VERSION];
        bytes.extend(kept::checksum(&body).to_le_bytes());
        bytes.extend(body);
        let _ = decode(&bytes);
    }
}

#[test]
fn the_largest_amounts_fit() {
    for one in ["KWD", "EUR", "JPY"].into_iter().filter_map(Currency::parse) {
        let most = Money::exact(Money::LIMIT, one).expect("the limit");
        for money in [most, most.negated()] {
            assert_eq!(KeptMoney::of(money).money(), Some(money));
        }
    }
}

#[test]
fn every_currency_is_known() {
    for one in Currency::all() {
        assert_eq!(currency(code(one)), Some(one));
    }
    assert_eq!(currency(*b"XYZ"), None);
}
