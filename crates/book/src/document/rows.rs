//! What a billing document says beyond plain texts and figures, as rows of texts: one row for each allowance, deduction or instalment.
//! Drafts keep each kind of rows under its own key; the sealed text has them by the same names.

use domain::LineId;
use domain::content::{
    About, Adjustment, BaseQuantity, CashStep, Category, Content, Deducted, DeductedSum, Early, Exchange, ExchangeRate, Instalment, Line,
    Period, SecondTax, TaxGroup, Terms, Way, Withholding,
};
use domain::money::{Currency, Money};
use domain::time::Day;
use rust_decimal::Decimal;

use super::draft::{part, part_text};
use super::tree::id_of;

pub(super) type Rows = Vec<Vec<String>>;

/// Every kind of rows with its name, in the order in which they are sealed; empty where the document says nothing of it.
pub(super) fn of(content: &Content) -> [(&'static str, Rows); 12] {
    [
        ("note_above", filled(&content.note_above)),
        ("buyer_reference", filled(&content.buyer_reference)),
        ("period", content.period.map(period_row).into_iter().collect()),
        ("adjustments", content.adjustments.iter().map(adjustment_row).collect()),
        ("exemptions", content.exemptions.iter().map(|(category, reason)| row([category.code(), reason])).collect()),
        ("withholding", content.withholding.iter().map(|one| row([one.percent.value().to_string().as_str(), one.name.as_str()])).collect()),
        (
            "paying",
            [
                content.cash.map(|step| row(["cash", &step.value().to_string()])),
                content.early.map(|early| row(["early", &early.percent.value().to_string(), &early.days.to_string()])),
            ]
            .into_iter()
            .flatten()
            .collect(),
        ),
        (
            "exchange",
            content
                .exchange
                .iter()
                .map(|one| row([one.to.code(), &one.rate.value().to_string(), &one.day.to_string(), &one.source]))
                .collect(),
        ),
        ("deducts", content.deducts.iter().map(deducted_row).collect()),
        ("about", content.about.iter().map(|one| row([one.invoice.to_string().as_str(), &one.number, &one.dated.to_string()])).collect()),
        ("second_tax", content.second_tax.iter().map(|one| row([one.percent.value().to_string().as_str(), &one.name])).collect()),
        ("instalments", content.instalments.iter().map(|one| row([part_text(one.part).as_str(), &one.due.key()])).collect()),
    ]
}

/// Takes the rows of one name into the content. None when they mean nothing, or the name does not.
pub(super) fn take(content: &mut Content, name: &str, rows: &[Vec<String>]) -> Option<()> {
    let texts = rows.first().map_or(&[][..], Vec::as_slice);
    match name {
        "note_above" => content.note_above = one(texts)?.to_owned(),
        "buyer_reference" => content.buyer_reference = one(texts)?.to_owned(),
        "period" => content.period = Some(Period::from_key(one(texts)?)?),
        "adjustments" => content.adjustments = all(rows, adjustment)?,
        "exemptions" => {
            let read = all(rows, |texts| match texts {
                [category, reason] => Some((Category::from_code(category)?, reason.clone())),
                _ => None,
            })?;
            content.exemptions = domain::order::gather(read);
        }
        "withholding" => match texts {
            [percent, name] => {
                content.withholding = Some(Withholding { name: name.clone(), percent: domain::client::percent(percent)? });
            }
            _ => return None,
        },
        "second_tax" => match texts {
            [percent, name] => {
                content.second_tax = Some(SecondTax { name: name.clone(), percent: domain::client::percent(percent)? });
            }
            _ => return None,
        },
        "paying" => {
            for texts in rows {
                match texts.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                    ["cash", step] => content.cash = Some(CashStep::new(decimal(step)?).ok()?),
                    ["early", percent, days] => {
                        content.early = Some(Early { percent: domain::client::percent(percent)?, days: days.parse().ok()? });
                    }
                    _ => return None,
                }
            }
        }
        "exchange" => match texts {
            [to, rate, day, source] => {
                let (to, rate) = (Currency::parse(to)?, ExchangeRate::new(decimal(rate)?).ok()?);
                content.exchange = Some(Exchange { to, rate, day: Day::parse(day)?, source: source.clone() });
            }
            _ => return None,
        },
        "deducts" => content.deducts = all(rows, deducted)?,
        "about" => match texts {
            [invoice, number, dated] => {
                content.about = Some(About { invoice: id_of(invoice)?, number: number.clone(), dated: Day::parse(dated)? });
            }
            _ => return None,
        },
        "instalments" => {
            content.instalments = all(rows, |texts| match texts {
                [share, due] => Some(Instalment { part: part(share)?, due: Terms::from_key(due)? }),
                _ => None,
            })?;
        }
        _ => return None,
    }
    Some(())
}

/// The same for a line.
pub(super) fn of_line(line: &Line) -> [(&'static str, Rows); 4] {
    let base = (line.base != BaseQuantity::ONE).then(|| vec![line.base.value().to_string()]);
    let category = (line.category != Category::Standard).then(|| row([line.category.code()]));
    [
        ("base", base.into_iter().collect()),
        ("category", category.into_iter().collect()),
        ("adjustments", line.adjustments.iter().map(adjustment_row).collect()),
        ("period", line.period.map(period_row).into_iter().collect()),
    ]
}

pub(super) fn take_line(line: &mut Line, name: &str, rows: &[Vec<String>]) -> Option<()> {
    let texts = rows.first().map_or(&[][..], Vec::as_slice);
    match name {
        "base" => line.base = BaseQuantity::new(decimal(one(texts)?)?).ok()?,
        "category" => line.category = Category::from_code(one(texts)?)?,
        "adjustments" => line.adjustments = all(rows, adjustment)?,
        "period" => line.period = Some(Period::from_key(one(texts)?)?),
        _ => return None,
    }
    Some(())
}

/// The names that drafts keep, of a document and of a line.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let blank = Content::blank(domain::content::Kind::Invoice, Currency::EUR);
    of(&blank).map(|(name, _)| name).into_iter()
}

pub(super) fn line_names(id: LineId) -> impl Iterator<Item = &'static str> {
    of_line(&Line::blank(id)).map(|(name, _)| name).into_iter()
}

fn row<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}

fn filled(text: &str) -> Rows {
    if text.is_empty() { Vec::new() } else { vec![row([text])] }
}

fn one(texts: &[String]) -> Option<&str> {
    match texts {
        [text] => Some(text),
        _ => None,
    }
}

fn all<T>(rows: &[Vec<String>], read: impl Fn(&[String]) -> Option<T>) -> Option<Vec<T>> {
    rows.iter().map(|texts| read(texts)).collect()
}

fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).ok()
}

fn period_row(period: Period) -> Vec<String> {
    vec![period.key()]
}

fn group_key(group: Option<TaxGroup>) -> String {
    group.map_or_else(String::new, TaxGroup::key)
}

/// Some(None) for no tax at all.
fn group(key: &str) -> Option<Option<TaxGroup>> {
    if key.is_empty() { Some(None) } else { TaxGroup::from_key(key).map(Some) }
}

fn adjustment_row(one: &Adjustment) -> Vec<String> {
    let way = match one.way {
        Way::Allowance => "allowance",
        Way::Charge => "charge",
    };
    vec![way.to_owned(), part_text(one.part), one.reason.clone(), group_key(one.tax)]
}

fn adjustment(texts: &[String]) -> Option<Adjustment> {
    let [way, share, reason, tax] = texts else { return None };
    let way = match way.as_str() {
        "allowance" => Way::Allowance,
        "charge" => Way::Charge,
        _ => return None,
    };
    Some(Adjustment { way, part: part(share)?, reason: reason.clone(), tax: group(tax)? })
}

/// Invoice, number, day, currency, total, withheld; then group, net and tax of each rate.
fn deducted_row(one: &Deducted) -> Vec<String> {
    let amount = |money: Money| money.amount().to_string();
    let mut texts = vec![
        one.invoice.to_string(),
        one.number.clone(),
        one.dated.to_string(),
        one.total.currency().code().to_owned(),
        amount(one.total),
        amount(one.withheld),
    ];
    for sum in &one.sums {
        texts.extend([group_key(sum.tax), amount(sum.base), amount(sum.due)]);
    }
    texts
}

fn deducted(texts: &[String]) -> Option<Deducted> {
    let [invoice, number, dated, currency, total, withheld, sums @ ..] = texts else { return None };
    let currency = Currency::parse(currency)?;
    let money = |text: &str| Money::exact(decimal(text)?, currency).ok();
    let sum = |texts: &[String]| match texts {
        [tax, base, due] => Some(DeductedSum { tax: group(tax)?, base: money(base)?, due: money(due)? }),
        _ => None,
    };
    Some(Deducted {
        invoice: id_of(invoice)?,
        number: number.clone(),
        dated: Day::parse(dated)?,
        sums: sums.chunks(3).map(sum).collect::<Option<_>>()?,
        total: money(total)?,
        withheld: money(withheld)?,
    })
}
