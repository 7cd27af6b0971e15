//! The same document with prices that contain the tax, or do not.

use rust_decimal::Decimal;

use super::totals::line_sum;
use super::{Adjustment, Category, Content, Line, Part, Percent, TaxGroup, UnitPrice};
use crate::money::{Currency, Money, Rounding};

/// Decimals that a price may have.
const PRICE_DIGITS: u32 = 6;

impl Content {
    /// The same document with prices that contain the tax, or do not. `keep_total`: prices, and the fixed sums among discounts and charges,
    /// are changed so that it comes to what it came to, as nearly as prices can; otherwise they stay as they are and mean something else.
    /// None beyond what can be reckoned.
    pub fn with_tax_included(&self, included: bool, keep_total: bool) -> Option<Self> {
        let mut changed = Self { prices_include_tax: included, ..self.clone() };
        if self.prices_include_tax == included || !keep_total {
            return Some(changed);
        }
        let wanted = self.totals().ok()?;
        let digits = self.currency.exponent();
        let turned = |value: Decimal, tax: Decimal| if included { value.checked_mul(tax) } else { value.checked_div(tax) };
        let fixed = |part: Part, tax: Decimal| match part {
            Part::Percent(_) => Some(part),
            Part::Fixed(sum) => Some(Part::Fixed(Rounding::HalfAwayFromZero.apply(turned(sum, tax)?, digits))),
        };
        for line in &mut changed.lines {
            let tax = self.gross_of_one(line.group());
            let price = Rounding::HalfAwayFromZero.apply(turned(line.price.value(), tax)?, PRICE_DIGITS);
            line.price = UnitPrice::new(price).ok()?;
            for one in &mut line.adjustments {
                one.part = fixed(one.part, tax)?;
            }
            line.price = plainest(line, self.currency);
        }
        let shared = self.gross_of_one_shared(&wanted.lines)?;
        if let Some(part) = &mut changed.discount {
            *part = fixed(*part, shared)?;
        }
        for Adjustment { part, tax, .. } in &mut changed.adjustments {
            *part = fixed(*part, tax.map_or(shared, |group| self.gross_of_one(Some(group))))?;
        }
        changed.brought_to(wanted.total);
        Some(changed)
    }

    /// What one unit before tax comes to with it.
    fn gross_of_one(&self, group: Option<TaxGroup>) -> Decimal {
        let Some(group) = group.filter(|group| group.category == Category::Standard) else { return Decimal::ONE };
        let second = self.second_tax.as_ref().map_or(Percent::ZERO, |one| one.percent);
        Decimal::ONE + (group.rate.value() + second.value()) / Decimal::ONE_HUNDRED
    }

    /// The same for a fixed sum that is shared over the rates, as it goes to what is positive. `nets`: what the lines come to.
    fn gross_of_one_shared(&self, nets: &[Money]) -> Option<Decimal> {
        let (mut net, mut gross) = (Decimal::ZERO, Decimal::ZERO);
        for (line, sum) in self.lines.iter().zip(nets).filter(|(_, sum)| sum.is_positive()) {
            let (one, sum) = (self.gross_of_one(line.group()), sum.amount());
            // Prices that have the tax in them are shared by what they are with it.
            let before = if self.prices_include_tax { sum.checked_div(one)? } else { sum };
            net = net.checked_add(before)?;
            gross = gross.checked_add(before.checked_mul(one)?)?;
        }
        if net.is_zero() { Some(Decimal::ONE) } else { gross.checked_div(net) }
    }

    /// Each line is rounded by itself, so the whole can be a few units off: taxed line by taxed line a unit is put on or taken off while
    /// that brings it nearer.
    fn brought_to(&mut self, wanted: Money) {
        let off = |content: &Self| content.totals().ok().and_then(|totals| wanted.minus(totals.total).ok());
        let unit = Decimal::new(1, self.currency.exponent());
        let Some(mut left) = off(self) else { return };
        let taxed = |line: &Line| self.gross_of_one(line.group()) != Decimal::ONE;
        let taxed: Vec<usize> = (0..self.lines.len()).filter(|at| taxed(&self.lines[*at])).collect();
        for at in taxed {
            if left.is_zero() {
                return;
            }
            let (line, before) = (&self.lines[at], self.lines[at].price);
            let Ok((sum, _)) = line_sum(line, self.currency) else { continue };
            let amount = if left.is_negative() { sum.amount.amount() - unit } else { sum.amount.amount() + unit };
            let price = amount.checked_mul(line.base.value()).and_then(|price| price.checked_div(line.quantity.value()));
            let Some(price) = price.and_then(|price| UnitPrice::new(Rounding::HalfAwayFromZero.apply(price, PRICE_DIGITS)).ok()) else {
                continue;
            };
            self.lines[at].price = price;
            match off(self).filter(|now| now.amount().abs() < left.amount().abs()) {
                Some(now) => left = now,
                None => self.lines[at].price = before,
            }
        }
    }
}

/// The price with the fewest decimals that comes to the same.
fn plainest(line: &Line, currency: Currency) -> UnitPrice {
    let net = |price: UnitPrice| line_sum(&Line { price, ..line.clone() }, currency).ok().map(|(_, net)| net);
    let exact = net(line.price);
    let shorter = (currency.exponent()..PRICE_DIGITS)
        .filter_map(|digits| UnitPrice::new(Rounding::HalfAwayFromZero.apply(line.price.value(), digits)).ok());
    shorter.into_iter().find(|price| net(*price) == exact).unwrap_or(line.price)
}
