use crate::dom::*;
use domain::client::{Client, Stamp};
use domain::content::{Content, Kind, Terms};
use domain::invoice::{Invoice, Standing};
use domain::money::Money;
use domain::team::Who;
use domain::time::Day;
use domain::{Command, Done, credit, dispute};

use super::asking::DepositDialog;
use super::chain::Chain;
use super::dispute::Dispute;
use super::own::OwnNote;
use super::payment::PaymentDialog;
use super::payments::Payments;
use super::prints::Prints;
use super::refund::RefundDialog;
use super::remit::Missing;
use super::voiding::VoidDialog;
use super::{Subject, go};
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::part::money::money;
use crate::part::paper::Paper;
use crate::part::press::PdfButton;
use crate::part::standing::{disputed, standing};
use crate::route::{Route, Tab};
use crate::state::client::recorded;
use crate::state::desk::Record;
use crate::state::remit::Remit;
use crate::words;
use crate::words::{document as said, flow, paying, plan};
use sheet::Sheet;

/// What the page says of an issued document beside its paper.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standings {
    pub standing: Standing,
    pub kind: Kind,
    pub number: String,
    pub overdue: Option<i64>,
    pub due: Option<Day>,
    /// The last day on which less is enough, and how much less: while nothing has come in.
    pub early: Option<(Day, Money)>,
    pub until: Option<Day>,
    pub total: Money,
    payable: Money,
    pub open: Money,
    pub last_paid: Option<Day>,
    issued: (Option<Day>, Who),
    voided: Option<(Day, Who, String)>,
    sound: bool,
    numbers: Vec<String>,
    disputed: Money,
    pub received: Money,
    /// What the client has over elsewhere, and this document could take.
    pub credit: Money,
    doubles: bool,
    /// Credit notes of two devices took off more than it asked for.
    over_credited: bool,
    /// What charges it by now: its number, nothing for a draft.
    charged: Option<String>,
    /// Of a receipt: the day its payment was taken back.
    cancelled: Option<Day>,
}

impl Standings {
    fn of(subject: Subject, record: &Record, invoice: &Invoice, today: Day) -> Option<Self> {
        let issue = invoice.issue()?;
        let document = &issue.document;
        let total = document.totals().total;
        let zero = Money::zero(total.currency());
        let standing = domain::flow::standing(&record.client, invoice);
        let waits = matches!(standing, Standing::Open | Standing::PartlyPaid);
        let who = |stamp: Stamp| subject.desk.who(stamp.by);
        let day = |stamp: Stamp| recorded(stamp).map(|(day, _)| day);
        Some(Self {
            standing,
            kind: document.content().kind,
            number: document.number().to_owned(),
            overdue: domain::plan::next_due(invoice).map(|due| due.days_until(today)).filter(|days| waits && *days > 0),
            due: domain::plan::next_due(invoice),
            until: document.content().valid_until,
            total,
            payable: document.totals().payable,
            open: invoice.open().unwrap_or(zero),
            early: domain::plan::early(document.content(), document.totals().payable, document.dated())
                .filter(|(last, _)| *last >= today && standing == Standing::Open),
            last_paid: invoice.entries().map(|(_, one)| one.on).max(),
            issued: (day(issue.recorded), who(issue.recorded)),
            voided: invoice
                .voids
                .values()
                .min_by_key(|void| void.recorded.at)
                .map(|void| (void.on, who(void.recorded), void.reason.clone())),
            sound: issue.sound,
            numbers: invoice.issues.values().map(|issue| issue.document.number().to_owned()).collect(),
            received: invoice.received().unwrap_or(zero),
            credit: usable(&record.client, invoice.open().unwrap_or(zero)),
            cancelled: domain::flow::cancelled(&record.client, invoice).and_then(|payment| day(payment.withdrawn?)),
            doubles: !invoice.doubles().is_empty(),
            over_credited: invoice.credited().is_some_and(|credited| credited.amount() > document.totals().payable.amount()),
            charged: domain::flow::charged_by(&record.client, subject.id).map(|id| credit::number(&record.client, id)),
            disputed: dispute::parts(&record.client, subject.id).map_or(zero, |parts| parts.disputed),
        })
    }
}

/// What of the client's credit a document could take that has so much open.
fn usable(client: &Client, open: Money) -> Money {
    let all = credit::of(client).get(open.currency());
    if !open.is_positive() {
        Money::zero(open.currency())
    } else if all.amount() < open.amount() {
        all
    } else {
        open
    }
}

#[component]
pub(super) fn Issued(subject: Subject) -> View {
    let desk = subject.desk;
    let sheet = Memo::new(move |_| {
        subject
            .with(|record, invoice| {
                let sheet = Sheet::issued(invoice)?;
                let cancelled = domain::flow::cancelled(&record.client, invoice).and_then(|payment| recorded(payment.withdrawn?));
                Some(Sheet { void: sheet.void.or(cancelled.map(|(day, _)| day)), ..sheet })
            })
            .flatten()
    });
    let stands = Memo::new(move |_| subject.with(|record, invoice| Standings::of(subject, record, invoice, desk.today.get())).flatten());
    let remit = Memo::new(move |_| {
        let practice = desk.practice.get();
        subject.with(|_, invoice| Remit::of(invoice, &practice)).flatten()
    });
    let asking = RwSignal::new(false);
    let voiding = RwSignal::new(false);
    let refunding = RwSignal::new(false);
    let print = move |_| {
        let _ = window().print();
    };
    view! {
        {move || stands.get().map(|stands| view! {
            <div class="head doc-head">
                <h1 id="doc-title" tabindex="-1" dir="auto">{stands.number.clone()}</h1>
                {standing(stands.standing, stands.overdue)}
                {disputed(stands.disputed)}
                <span class="row end"><PdfButton sheet remit label=words::press::DOWNLOAD made=Callback::new(move |hash| subject.note_pdf(hash))/><button type="button" on:click=print>{icon(Icon::Print)}{said::PRINT}</button></span>
            </div>
            {(stands.standing == Standing::Contested).then(|| contested(&stands))}
        })}
        <div class="doc">
            <div class="doc-paper">
                {move || sheet.get().map(|sheet| {
                    let logo = desk.practice.with(|practice| crate::part::paper::logo(&sheet, practice));
                    match remit.get() {
                        Some(remit) => view! { <Paper sheet remit logo/> },
                        None => view! { <Paper sheet logo/> },
                    }
                })}
            </div>
            <aside class="doc-side" aria-label=said::SIDE_ISSUED>
                {move || stands.get().map(|stands| view! { <Ask subject stands asking/> })}
                <Payments subject stands refunding/>
                <Missing remit stands/>
                <Dispute subject/>
                {move || stands.get().map(|stands| view! { <About subject stands voiding/> })}
            </aside>
        </div>
        <PaymentDialog subject stands open=asking/>
        <RefundDialog subject stands open=refunding/>
        <VoidDialog subject stands open=voiding/>
    }
}

fn contested(stands: &Standings) -> View {
    let (words, numbers) = if stands.numbers.len() > 1 {
        (said::CONTESTED, Some(said::numbers(&stands.numbers)))
    } else if stands.over_credited && stands.sound {
        (said::OVER_CREDITED, None)
    } else if stands.doubles && stands.sound {
        (paying::CONTESTED, None)
    } else {
        (said::BROKEN, None)
    };
    view! {
        <div class="notice doc-notice" data-level="amber" role="status">
            <h2>{said::CONTESTED_TITLE}</h2>
            <p>{words}</p>
            {numbers.map(|numbers| view! { <p class="num">{numbers}</p> })}
        </div>
    }
}

/// What is asked, large, and the one thing to do about it.
#[component]
fn Ask(subject: Subject, stands: Standings, asking: RwSignal<bool>) -> View {
    let desk = subject.desk;
    let near = move |day: Day| {
        let today = desk.today.get_untracked();
        let (near, full) = desk.locale.with_value(|locale| (locale.near(day, today), locale.long_day(day)));
        view! { <time datetime=day.to_string() title=full>{near}</time> }
    };
    let on = move |day: Day| {
        let (text, full) = desk.locale.with_value(|locale| (locale.day(day), locale.long_day(day)));
        view! { <time datetime=day.to_string() title=full>{text}</time> }
    };
    let said_total = desk.locale.with_value(|locale| said::of_total(&locale.money(stands.total)));
    let pay = move |primary: bool| {
        let class = if primary { "primary" } else { "small" };
        view! {
            <div class="acts">
                <button class=class type="button" aria-haspopup="dialog" on:click=move |_| asking.set(true)>{said::RECORD_PAYMENT}</button>
                {stands.credit.is_positive().then(|| {
                    let words = desk.locale.with_value(|locale| paying::use_credit(&locale.money(stands.credit)));
                    view! { <button class="small" type="button" on:click=move |_| subject.use_credit(stands.credit)>{words}</button> }
                })}
            </div>
        }
    };
    let ask_deposit = RwSignal::new(false);
    // What it becomes next, but for what corrects it, which stands with the rest below.
    let is_charged = stands.charged.is_some();
    let next = move |primary: bool| {
        let kinds = subject.becomes().iter().copied().filter(|kind| *kind != Kind::CreditNote);
        // Once it is charged, the next step is there already.
        let primary = primary && !is_charged;
        let button = move |(at, kind): (usize, Kind)| {
            let class = if primary && at == 0 { "primary" } else { "small" };
            let deposit = kind == Kind::Deposit;
            let act = move |_| if deposit { ask_deposit.set(true) } else { subject.follow(kind, None, None) };
            view! {
                <button class=class type="button" aria-haspopup=deposit.then_some("dialog") on:click=act>{flow::make(stands.kind, kind)}</button>
            }
        };
        let all: Vec<View> = kinds.enumerate().map(button).collect();
        (!all.is_empty()).then(|| view! { <div class="acts">{all}</div> })
    };
    let charged = || stands.charged.as_ref().map(|number| view! { <p class="quiet" dir="auto">{flow::charged(number)}</p> });
    let (title, body) = match stands.standing {
        Standing::Open | Standing::PartlyPaid => {
            let partly = stands.standing == Standing::PartlyPaid;
            let early = stands.early.map(|(last, off)| {
                let words = desk.locale.with_value(|locale| plan::offer(&locale.money(off), &locale.day(last)));
                view! { <p class="quiet">{words}</p> }
            });
            let day = match (stands.overdue, stands.due) {
                (Some(days), Some(due)) => view! {
                    <p><span class="mark" data-level="red">{icon(Icon::Warn)}<span>{said::days_late(days)}{on(due)}</span></span></p>
                },
                (None, Some(due)) => view! {
                    <p class="quiet">{partly.then(|| format!("{said_total}, "))}{said::due_near("")}{near(due)}</p>
                },
                (_, None) => partly.then(|| view! { <p class="quiet">{said_total.clone()}</p> }).into_view(),
            };
            (said::TO_BE_PAID, view! { <p class="ask-sum">{money(stands.open)}</p>{day}{early}{pay(true)}{next(false)} })
        }
        Standing::Paid => {
            let last = stands.last_paid.map(|day| view! { <p class="quiet">{said::paid_last("")}{on(day)}</p> });
            (said::PAID_IN_FULL, view! { <p class="ask-sum">{money(stands.payable)}</p>{last}{charged()}{next(true)} })
        }
        Standing::Credited => (said::CREDITED, view! { <p class="ask-sum">{money(stands.total)}</p> }),
        Standing::Overpaid => {
            let more = desk.locale.with_value(|locale| said::credit_stays(&locale.money(stands.open.negated())));
            (said::CREDIT, view! { <p class="ask-sum">{money(stands.open.negated())}</p><p class="quiet">{more}</p> })
        }
        Standing::Void => {
            let (reason, when) = stands.voided.clone().map_or_else(Default::default, |(day, who, reason)| {
                let when = desk.locale.with_value(|locale| said::voided(&locale.day(day), &who));
                (said::void_reason(&reason), when)
            });
            let body = if stands.cancelled.is_some() {
                view! { <p>{flow::CANCELLED}</p> }
            } else {
                let came =
                    stands.received.is_positive().then(|| desk.locale.with_value(|locale| said::came_in(&locale.money(stands.received))));
                view! {
                    <p>{said::NOTHING_OWED}" "<span dir="auto">{reason}</span></p>
                    {came.map(|words| view! { <p><span class="mark" data-level="amber">{icon(Icon::Warn)}<span>{words}</span></span></p> })}
                    <p class="quiet">{when}</p>
                }
            };
            (said::VOID, body)
        }
        Standing::Given | Standing::Draft | Standing::Contested | Standing::Removed => {
            let title = match stands.kind {
                Kind::Quote => said::QUOTED,
                Kind::Estimate => said::ESTIMATED,
                Kind::Receipt => said::RECEIVED,
                Kind::Proforma => said::PROFORMA_GIVEN,
                Kind::CreditNote => said::CREDIT_GIVEN,
                Kind::Invoice | Kind::Deposit => said::TO_BE_PAID,
            };
            let until = stands.until.map(|day| {
                if day < desk.today.get_untracked() {
                    let over = desk.locale.with_value(|locale| said::valid_over(&locale.day(day)));
                    view! { <p class="quiet">{over}</p> }
                } else {
                    view! { <p class="quiet">{said::valid_near("")}{near(day)}</p> }
                }
            });
            let sum = if stands.kind == Kind::CreditNote { stands.payable } else { stands.total };
            (title, view! { <p class="ask-sum">{money(sum)}</p>{until}{charged()}{next(true)} })
        }
    };
    view! {
        <section class="ask" aria-labelledby="h-ask"><h2 class="quiet" id="h-ask">{title}</h2>{body}</section>
        <DepositDialog subject open=ask_deposit/>
    }
}

#[component]
fn About(subject: Subject, stands: Standings, voiding: RwSignal<bool>) -> View {
    let desk = subject.desk;
    let (day, who) = stands.issued;
    let issued = day.map(|day| desk.locale.with_value(|locale| said::issued_by(&locale.day(day), &who, stands.kind, stands.standing)));
    let twice = stands.standing == Standing::Contested && stands.numbers.len() > 1;
    let may_void = twice || !matches!(stands.standing, Standing::Void | Standing::Contested);
    view! {
        <section aria-labelledby="h-doc">
            <div class="side-head"><h2 id="h-doc">{said::THIS_DOCUMENT}</h2></div>
            <div class="stack">
                {issued.map(|words| view! { <p class="quiet">{words}</p> })}
                <dl class="facts">
                    <dt>{said::E_CLIENT}</dt>
                    <dd><a href=Route::Client(subject.client, Tab::Documents).hash() dir="auto">{move || subject.client_name()}</a></dd>
                </dl>
                <Chain subject/>
                <OwnNote subject/>
                <Prints subject/>
                <div class="row">
                    {move || subject.becomes().contains(&Kind::CreditNote).then(|| view! {
                        <button class="small" type="button" on:click=move |_| subject.follow(Kind::CreditNote, None, None)>
                            {flow::make(stands.kind, Kind::CreditNote)}
                        </button>
                    })}
                    <button class="small" type="button" on:click=move |_| subject.copy()>{said::COPY}</button>
                    {may_void.then(|| view! {
                        <button class="small danger plain" type="button" aria-haspopup="dialog" on:click=move |_| voiding.set(true)>{said::VOID_IT}</button>
                    })}
                </div>
            </div>
        </section>
    }
}

impl Subject {
    /// So much of the client's credit pays this document.
    fn use_credit(self, amount: Money) {
        let on = self.desk.today.get_untracked();
        let command = Command::UseCredit { client: self.client, invoice: self.id, amount: amount.amount(), on };
        self.desk.ask(command, move |outcome| {
            self.desk.say(outcome);
            focus("h-pay");
        });
    }

    /// Makes a new draft of the same lines, and goes to it.
    fn copy(self) {
        let Self { desk, client, .. } = self;
        let practice = desk.practice.get_untracked();
        let made = self.record.with_untracked(|record| {
            let record = record.as_ref()?;
            let content: &Content = record.client.invoices.get(&self.id)?.content()?;
            let terms = record.client.terms().or_else(|| practice.terms()).unwrap_or(Terms::Net(14));
            Some(domain::flow::copy(content, content.kind, terms))
        });
        let Some(content) = made else { return };
        desk.ask(Command::Draft { client, content }, move |outcome| match outcome {
            Ok(success) => {
                if let Done::Drafted { client, invoice } = success.done {
                    go(Route::Document(client, invoice));
                }
            }
            Err(unable) => desk.say(Err(unable)),
        });
    }
}
