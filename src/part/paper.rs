//! The document itself: the same on the screen, printed, and in the PDF. What is said and in which words stands in `sheet`.

use crate::dom::*;
use domain::content::Category;
use domain::money::Money;
use domain::practice::Practice;
use sheet::{Block, Fact, Leaf, Pay, Row, Sheet, Sum, Weight};

use super::money::money;
use crate::state::remit::Remit;
use crate::words::document as words;
use crate::words::locale::Locale;

#[component]
pub fn Paper(sheet: Sheet, #[prop(optional)] remit: Option<Remit>, #[prop(default = None)] logo: Option<(String, String)>) -> View {
    let leaf = sheet.leaf();
    let Leaf { sender, from, to, facts, sums, pay, above, below, small, .. } = leaf.clone();
    let note = |text: String| view! { <p dir="auto">{text}</p> };
    view! {
        <article class="paper" aria-label=leaf.title.clone() lang=leaf.language.clone() data-void=leaf.void.then_some("")>
            <header class="paper-top">
                <div class="paper-from">
                    {logo.map(|(alt, source)| view! { <img class="paper-logo" alt=alt src=source/> })}
                    <strong dir="auto">{sender.name}</strong>
                    {sender.lines.into_iter().map(|line| view! { <span dir="auto">{line}</span> }).collect_view()}
                </div>
                <div class="paper-kind">
                    <h2>{leaf.kind.clone()}</h2>
                    <p class="paper-no">
                        <span class="paper-number" dir="auto">{leaf.number.clone()}</span>
                        {leaf.mark.clone().filter(|_| leaf.void).map(|mark| view! { " "<span class="paper-void">{mark}</span> })}
                    </p>
                </div>
            </header>
            <div class="paper-meta">
                <div class="paper-to">{block(to)}</div>
                <div class="paper-by">{(!from.lines.is_empty()).then(|| block(from))}</div>
                <dl class="paper-facts">{facts.into_iter().map(fact).collect_view()}</dl>
            </div>
            {(!above.is_empty()).then(|| view! { <div class="paper-note">{above.into_iter().map(note).collect_view()}</div> })}
            {lines(&leaf)}
            <div class="paper-sum"><dl class="totals">{sums.into_iter().map(figure).collect_view()}</dl></div>
            {pay.map(|pay| how_to_pay(pay, remit.as_ref()))}
            {(!below.is_empty() || !small.is_empty()).then(|| view! {
                <div class="paper-note">
                    {below.into_iter().map(note).collect_view()}
                    {small.into_iter().map(|text| view! { <p class="quiet">{text}</p> }).collect_view()}
                </div>
            })}
            <footer class="paper-foot"><span dir="auto">{leaf.foot}</span><span>{(!leaf.draft).then_some(leaf.number)}</span></footer>
        </article>
        {remit.as_ref().and_then(Remit::slip).map(|(drawn, bill)| super::remit::slip(drawn, bill))}
    }
}

/// The picture beside the sender's name: what it shows, and where it is.
pub fn logo(sheet: &Sheet, practice: &Practice) -> Option<(String, String)> {
    sheet.logo(practice).map(|(alt, picture)| (alt, format!("data:image/png;base64,{picture}")))
}

fn block(block: Block) -> View {
    let line = |text: String| view! { <span class="paper-line" dir="auto">{text}</span> };
    view! {
        <p class="label">{block.label}</p>
        <address>
            {(!block.name.is_empty()).then(|| view! { <strong dir="auto">{block.name}</strong> })}
            {block.lines.into_iter().map(line).collect_view()}
        </address>
    }
}

fn fact(fact: Fact) -> View {
    let class = if fact.strong { "due" } else { "" };
    view! { <div class=class><dt>{fact.label}</dt><dd dir="auto">{fact.text}</dd></div> }
}

fn lines(leaf: &Leaf) -> View {
    let figures = |at: usize| if leaf.heads.get(at).is_some_and(|head| head.figures) { "num" } else { "" };
    let row = |row: Row| {
        let more = (!row.more.is_empty()).then(|| view! { <span class="quiet paper-more">{row.more}</span> });
        let cells = row.cells.into_iter().enumerate().map(|(at, cell)| view! { <td class=figures(at + 1)>{cell}</td> });
        view! { <tr><td dir="auto">{row.what}{more}</td>{cells.collect_view()}</tr> }
    };
    let heads = leaf.heads.iter().enumerate().map(|(at, head)| view! { <th scope="col" class=figures(at)>{head.text.clone()}</th> });
    view! {
        <table class="paper-lines" data-untaxed=(leaf.heads.len() < 5).then_some("")>
            <caption class="sr">{leaf.caption.clone()}</caption>
            <thead><tr>{heads.collect_view()}</tr></thead>
            <tbody>{leaf.rows.iter().cloned().map(row).collect_view()}</tbody>
        </table>
    }
}

fn figure(figure: sheet::Figure) -> View {
    let class = match figure.weight {
        Weight::Quiet => "",
        Weight::Total => "totals-sum",
        Weight::Ask => "totals-ask",
    };
    view! { <div class=class><dt>{figure.label}</dt><dd><bdi dir="ltr">{figure.figure}</bdi></dd></div> }
}

/// The rows under the lines, short and as the person writes figures: what stands beside a draft.
pub fn sums(sheet: &Sheet, locale: &Locale) -> View {
    let tax_name = sheet.content.tax_name.clone();
    let quiet = |amount: Money| view! { <bdi dir="ltr">{locale.amount(amount)}</bdi> };
    let loud = |amount: Money| money(amount);
    let row = |sum: Sum| {
        let (class, word, figure) = match sum {
            Sum::Lines { sum, with_tax } => ("", words::sum(with_tax, &tax_name), quiet(sum)),
            Sum::Discount(share, amount) => ("", words::discount(share, locale), quiet(amount)),
            Sum::Adjusted { reason, way, share, money } => ("", words::adjusted(&reason, way, share, locale), quiet(money)),
            Sum::Withheld { name, rate, money } => ("", words::withheld(&name, rate, locale), quiet(money)),
            Sum::Deducted { number, money, .. } => ("", words::less(&number), quiet(money)),
            Sum::Rounding(money) => ("", words::CASH_ROUNDING.to_owned(), quiet(money)),
            Sum::Payable(money) => ("totals-sum", words::PAYABLE.to_owned(), loud(money)),
            Sum::Exchanged(amount) => ("", words::TOTAL_IN.to_owned(), money(amount)),
            Sum::Net(amount) => ("", words::NET.to_owned(), quiet(amount)),
            Sum::Tax { category: Category::Standard | Category::Zero, rate, tax, .. } => {
                ("", words::tax(&tax_name, rate, locale), quiet(tax))
            }
            Sum::Tax { category, tax, .. } => ("", words::untaxed(&tax_name, category), quiet(tax)),
            Sum::SecondTax { name, rate, tax, .. } => ("", words::tax(&name, rate, locale), quiet(tax)),
            Sum::Was(amount) => ("", words::WAS.to_owned(), quiet(amount)),
            Sum::Total(amount) => ("totals-sum", words::TOTAL.to_owned(), loud(amount)),
            Sum::Deposit(share, amount) => ("totals-ask", words::deposit(share, locale), loud(amount)),
            Sum::Open { money, .. } if money != sheet.totals.total => ("totals-sum", words::PAYABLE.to_owned(), loud(money)),
            Sum::Moved(_) | Sum::Open { .. } => return None,
        };
        Some(view! { <div class=class><dt>{word}</dt><dd>{figure}</dd></div> })
    };
    sheet.sums().into_iter().filter_map(row).collect_view()
}

fn how_to_pay(pay: Pay, remit: Option<&Remit>) -> View {
    let label = pay.title.clone();
    let named = pay.ways.iter().any(|(word, _)| !word.is_empty());
    let asked = pay.asked.into_iter().map(|(sum, text)| {
        if sum {
            view! { <bdi dir="ltr">{text}</bdi> }
        } else {
            text.into_view()
        }
    });
    let way = |(word, text): (String, String)| {
        if named {
            view! { <dt dir="auto">{word}</dt><dd dir="auto">{text}</dd> }
        } else {
            view! { <dd class="pay-way" dir="auto">{text}</dd> }
        }
    };
    view! {
        <section class="paper-pay" aria-label=label>
            <div>
                <h3>{pay.title}</h3>
                <p class="pay-line">{asked.collect_view()}</p>
                <dl class="facts">{pay.ways.into_iter().map(way).collect_view()}</dl>
                {remit.and_then(super::remit::links)}
            </div>
            {remit.and_then(Remit::epc).map(super::remit::epc)}
        </section>
    }
}
