//! From lines to what is to pay: the one computation behind every figure shown or written anywhere.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Adjustment, Category, Content, ExchangeRate, Line, Part, Percent, Sharing, TaxGroup, TaxRounding, Way, share};
use crate::money::{Currency, Money, MoneyError, Rounding};

/// One tax category and rate's share of a document (EN 16931, BG-23).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxSum {
    pub group: TaxGroup,
    /// Net of tax, after allowances and charges (BT-116).
    pub base: Money,
    /// BT-117.
    pub tax: Money,
}

/// What one line comes to: `amount − allowances + charges` is its entry in [`Totals::lines`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineSum {
    /// Quantity × price ÷ base quantity, rounded.
    pub amount: Money,
    /// One for each allowance or charge of the line, in its order; never with a sign of its own.
    pub adjustments: Vec<Money>,
}

/// What an allowance or a charge on the whole document comes to. The shares sum to the amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdjustmentSum {
    pub amount: Money,
    /// Under which rates it stands; None: with the lines that carry no tax.
    pub shares: Vec<(Option<TaxGroup>, Money)>,
}

/// The document in another currency, at the rate that it names. `net + tax = total` here too; tax and total are rounded, net is what
/// is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchanged {
    pub net: Money,
    /// BT-111.
    pub tax: Money,
    pub total: Money,
}

/// The figures of a document. Between them holds, to the last minor unit (EN 16931, BR-CO-10 to BR-CO-16):
///
/// - the lines sum to `sum` (BT-106), `discount` and the allowances among `adjustments` to `allowances` (BT-107), the charges to
///   `charges` (BT-108);
/// - `sum − allowances + charges` is `net` (BT-109), or `total` where the prices include the tax;
/// - the taxes, and the tax of `second`, sum to `tax` (BT-110), their bases and what carries no tax to `net`; `net + tax = total` (BT-112);
/// - `total − withheld − prepaid + rounding = payable` (BT-113, BT-114, BT-115; what is withheld has no term of its own there).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// What each line comes to after its own allowances and charges (BT-131).
    pub lines: Vec<Money>,
    /// How each line came to it.
    pub parts: Vec<LineSum>,
    pub sum: Money,
    /// What [`Content::discount`] comes to.
    pub discount: Money,
    /// One for each of [`Content::adjustments`], in their order.
    pub adjustments: Vec<AdjustmentSum>,
    pub allowances: Money,
    pub charges: Money,
    pub net: Money,
    /// By rising rate. Lines that carry no tax have no entry.
    pub taxes: Vec<TaxSum>,
    /// What [`Content::second_tax`] comes to, and on which net.
    pub second: Option<(Money, Money)>,
    pub tax: Money,
    pub total: Money,
    /// What is asked for up front.
    pub deposit: Money,
    pub withheld: Money,
    pub prepaid: Money,
    pub rounding: Money,
    pub payable: Money,
    pub exchanged: Option<Exchanged>,
}

/// A share of a sum, or a sum, rounded half away from zero.
pub(super) fn part_of(part: Part, sum: Money) -> Result<Money, MoneyError> {
    match part {
        Part::Percent(percent) => percent.of(sum),
        Part::Fixed(amount) => Money::rounded(amount, sum.currency(), Rounding::HalfAwayFromZero),
    }
}

pub(super) fn line_sum(line: &Line, currency: Currency) -> Result<(LineSum, Money), MoneyError> {
    let exact = line.quantity.value().checked_mul(line.price.value()).and_then(|sum| sum.checked_div(line.base.value()));
    let amount = Money::rounded(exact.ok_or(MoneyError::TooLarge)?, currency, Rounding::HalfAwayFromZero)?;
    let (mut net, mut adjustments) = (amount, Vec::new());
    for one in &line.adjustments {
        let sum = part_of(one.part, amount)?;
        net = moved(net, one.way, sum)?;
        adjustments.push(sum);
    }
    Ok((LineSum { amount, adjustments }, net))
}

fn moved(from: Money, way: Way, by: Money) -> Result<Money, MoneyError> {
    match way {
        Way::Allowance => from.minus(by),
        Way::Charge => from.plus(by),
    }
}

fn summed<'a>(zero: Money, sums: impl IntoIterator<Item = &'a Money>) -> Result<Money, MoneyError> {
    sums.into_iter().try_fold(zero, |sum, one| sum.plus(*one))
}

/// What is taxed: lines and what stands beside them, each under its group.
struct Bases<'a> {
    zero: Money,
    /// The sum of each group's lines and the places of those lines, before anything is taken off or added.
    groups: BTreeMap<Option<TaxGroup>, (Decimal, Vec<usize>)>,
    nets: &'a [Money],
    /// The lines after allowances and charges on the whole, then what stands under a rate of its own.
    entries: Vec<(Option<TaxGroup>, Money)>,
}

impl<'a> Bases<'a> {
    fn of(lines: &[Line], nets: &'a [Money], zero: Money) -> Self {
        let mut groups: BTreeMap<Option<TaxGroup>, (Decimal, Vec<usize>)> = BTreeMap::new();
        let mut entries = Vec::with_capacity(lines.len());
        for (at, (line, net)) in lines.iter().zip(nets).enumerate() {
            let group = groups.entry(line.group()).or_default();
            group.0 += net.amount();
            group.1.push(at);
            entries.push((line.group(), *net));
        }
        Self { zero, groups, nets, entries }
    }

    /// Takes the amount off, or adds it, over all groups, and over the lines of each.
    fn shared(&mut self, way: Way, part: Part, amount: Money, sharing: Sharing) -> Result<AdjustmentSum, MoneyError> {
        let split = |amount: Money, weights: &[Decimal]| match part {
            Part::Percent(_) => share::by_percent(amount, weights),
            Part::Fixed(_) => share::by_size(amount, weights),
        };
        let mut shares = Vec::new();
        if self.groups.is_empty() {
            self.entries.push((None, moved(self.zero, way, amount)?));
            shares.push((None, amount));
        } else if sharing == Sharing::OverLines {
            let weights: Vec<Decimal> = self.nets.iter().map(Money::amount).collect();
            let parts = amount.split(&weights);
            for (group, (_, places)) in &self.groups {
                shares.push((*group, summed(self.zero, places.iter().map(|at| &parts[*at]))?));
            }
            for (entry, part) in self.entries.iter_mut().zip(parts) {
                entry.1 = moved(entry.1, way, part)?;
            }
        } else {
            let weights: Vec<Decimal> = self.groups.values().map(|(sum, _)| *sum).collect();
            for ((group, (_, places)), of_group) in self.groups.iter().zip(split(amount, &weights)) {
                let weights: Vec<Decimal> = places.iter().map(|at| self.nets[*at].amount()).collect();
                for (at, part) in places.iter().zip(split(of_group, &weights)) {
                    self.entries[*at].1 = moved(self.entries[*at].1, way, part)?;
                }
                shares.push((*group, of_group));
            }
        }
        Ok(AdjustmentSum { amount, shares })
    }

    fn adjusted(&mut self, one: &Adjustment, sum: Money, sharing: Sharing) -> Result<AdjustmentSum, MoneyError> {
        let amount = part_of(one.part, sum)?;
        match one.tax {
            None => self.shared(one.way, one.part, amount, sharing),
            Some(group) => {
                self.entries.push((Some(group), moved(self.zero, one.way, amount)?));
                Ok(AdjustmentSum { amount, shares: vec![(Some(group), amount)] })
            }
        }
    }
}

impl Content {
    /// Every figure of the document. See [`Totals`] for what holds between them.
    ///
    /// # Errors
    /// A figure on the way is larger than money may be, or what is deducted is in another currency.
    pub fn totals(&self) -> Result<Totals, MoneyError> {
        let zero = Money::zero(self.currency);
        let (mut parts, mut lines) = (Vec::with_capacity(self.lines.len()), Vec::with_capacity(self.lines.len()));
        for line in &self.lines {
            let (part, net) = line_sum(line, self.currency)?;
            parts.push(part);
            lines.push(net);
        }
        let sum = summed(zero, &lines)?;

        let mut bases = Bases::of(&self.lines, &lines, zero);
        let (mut discount, mut allowances, mut charges) = (zero, zero, zero);
        if let Some(part) = self.discount {
            discount = bases.shared(Way::Allowance, part, part_of(part, sum)?, self.sharing)?.amount;
            allowances = discount;
        }
        let mut adjustments = Vec::with_capacity(self.adjustments.len());
        for one in &self.adjustments {
            let done = bases.adjusted(one, sum, self.sharing)?;
            let of = match one.way {
                Way::Allowance => &mut allowances,
                Way::Charge => &mut charges,
            };
            *of = of.plus(done.amount)?;
            adjustments.push(done);
        }

        let mut groups: BTreeMap<Option<TaxGroup>, [Money; 3]> = BTreeMap::new();
        for (key, amount) in bases.entries {
            let [sum, first, second] = groups.entry(key).or_insert([zero; 3]);
            *sum = sum.plus(amount)?;
            let due = self.tax_in(amount, key)?;
            *first = first.plus(due[0])?;
            *second = second.plus(due[1])?;
        }
        let mut taxes = Vec::new();
        let (mut net, mut tax) = (zero, zero);
        let (mut second_base, mut second) = (zero, zero);
        for (key, [base, first_each, second_each]) in groups {
            let [due, also] = match self.tax_rounding {
                TaxRounding::PerRate => self.tax_in(base, key)?,
                TaxRounding::PerLine => [first_each, second_each],
            };
            let base = if self.prices_include_tax { base.minus(due)?.minus(also)? } else { base };
            net = net.plus(base)?;
            tax = tax.plus(due)?;
            if key.is_some_and(|group| group.category == Category::Standard) {
                second_base = second_base.plus(base)?;
                second = second.plus(also)?;
            }
            taxes.extend(key.map(|group| TaxSum { group, base, tax: due }));
        }
        if let Some(one) = &self.second_tax
            && self.tax_rounding == TaxRounding::PerRate
            && !self.prices_include_tax
        {
            second = one.percent.of(second_base)?;
        }
        tax = tax.plus(second)?;
        let total = net.plus(tax)?;
        let deposit = self.deposit.map_or(Ok(zero), |part| part_of(part, total))?;

        let withheld = self.withholding.as_ref().map_or(Ok(zero), |one| one.percent.of(net))?;
        let mut prepaid = zero;
        for one in &self.deducts {
            prepaid = prepaid.plus(one.total.minus(one.withheld)?)?;
        }
        let asked = total.minus(withheld)?.minus(prepaid)?;
        let rounding = self.cash_rounding(asked)?;
        let payable = asked.plus(rounding)?;
        let exchanged = self.exchange.as_ref().map(|exchange| exchanged(tax, total, exchange.to, exchange.rate)).transpose()?;
        Ok(Totals {
            lines,
            parts,
            sum,
            discount,
            adjustments,
            allowances,
            charges,
            net,
            taxes,
            second: self.second_tax.as_ref().map(|_| (second_base, second)),
            tax,
            total,
            deposit,
            withheld,
            prepaid,
            rounding,
            payable,
            exchanged,
        })
    }

    /// The first and the second tax in an amount, or on it.
    fn tax_in(&self, amount: Money, group: Option<TaxGroup>) -> Result<[Money; 2], MoneyError> {
        let zero = Money::zero(self.currency);
        let Some(first) = group.map(|group| group.rate).filter(|rate| *rate != Percent::ZERO) else { return Ok([zero; 2]) };
        let second = self.second_tax.as_ref().map_or(Percent::ZERO, |one| one.percent);
        if !self.prices_include_tax {
            return Ok([first.of(amount)?, second.of(amount)?]);
        }
        let divisor = Decimal::ONE_HUNDRED + first.value() + second.value();
        let part = |rate: Percent| {
            let part = amount.amount().checked_mul(rate.value()).and_then(|part| part.checked_div(divisor)).ok_or(MoneyError::TooLarge)?;
            Money::rounded(part, self.currency, Rounding::HalfAwayFromZero)
        };
        Ok([part(first)?, part(second)?])
    }

    /// What brings the sum to the nearest step that is paid in cash, half away from zero.
    fn cash_rounding(&self, asked: Money) -> Result<Money, MoneyError> {
        let Some(step) = self.cash.map(super::CashStep::value) else { return Ok(Money::zero(self.currency)) };
        let steps = asked.amount().checked_div(step).ok_or(MoneyError::TooLarge)?;
        let paid = Rounding::HalfAwayFromZero.apply(steps, 0).checked_mul(step).ok_or(MoneyError::TooLarge)?;
        Money::rounded(paid, self.currency, Rounding::HalfAwayFromZero)?.minus(asked)
    }
}

fn exchanged(tax: Money, total: Money, to: Currency, rate: ExchangeRate) -> Result<Exchanged, MoneyError> {
    let at_rate = |money: Money| {
        let exact = money.amount().checked_mul(rate.value()).ok_or(MoneyError::TooLarge)?;
        Money::rounded(exact, to, Rounding::HalfAwayFromZero)
    };
    let (tax, total) = (at_rate(tax)?, at_rate(total)?);
    Ok(Exchanged { net: total.minus(tax)?, tax, total })
}
