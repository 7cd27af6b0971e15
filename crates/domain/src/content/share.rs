//! Sharing a sum to the minor unit, so that the shares are the sum exactly.

use rust_decimal::Decimal;

use crate::money::{Money, Rounding};

/// A percentage reaches every weight alike, whatever its sign.
pub(super) fn by_percent(amount: Money, weights: &[Decimal]) -> Vec<Money> {
    if weights.iter().all(|weight| *weight >= Decimal::ZERO) {
        return amount.split(weights);
    }
    signed(amount, weights).unwrap_or_else(|| amount.split(weights))
}

/// A fixed sum goes to what is positive, in proportion; what is negative gets none of it.
pub(super) fn by_size(amount: Money, weights: &[Decimal]) -> Vec<Money> {
    let positive: Vec<Decimal> = weights.iter().map(|weight| (*weight).max(Decimal::ZERO)).collect();
    if positive.iter().all(Decimal::is_zero) { amount.split(weights) } else { amount.split(&positive) }
}

/// Each share has the sign of its weight. Cut towards zero; the units left over go to the shares that lost most in their direction.
/// None where the weights cancel out, or the shares cannot be reckoned.
fn signed(amount: Money, weights: &[Decimal]) -> Option<Vec<Money>> {
    let (currency, digits) = (amount.currency(), amount.currency().exponent());
    let total = weights.iter().try_fold(Decimal::ZERO, |sum, weight| sum.checked_add(*weight)).filter(|total| !total.is_zero())?;
    let mut shares: Vec<(Decimal, Decimal)> = Vec::with_capacity(weights.len());
    let mut left = amount.amount();
    for weight in weights {
        let exact = weight.checked_div(total)?.checked_mul(amount.amount())?;
        let cut = Rounding::TowardsZero.apply(exact, digits);
        left = left.checked_sub(cut)?;
        shares.push((cut, exact - cut));
    }
    let unit = Decimal::new(if left.is_sign_negative() { -1 } else { 1 }, digits);
    let mut order: Vec<usize> = (0..shares.len()).collect();
    crate::order::sort_by(&mut order, |one, other| (shares[*other].1 * unit).cmp(&(shares[*one].1 * unit)).then(other.cmp(one)));
    for at in order.iter().cycle().take(shares.len().saturating_mul(2)) {
        if left.is_zero() {
            break;
        }
        shares[*at].0 += unit;
        left -= unit;
    }
    if !left.is_zero() {
        return None;
    }
    shares.into_iter().map(|(share, _)| Money::exact(share, currency).ok()).collect()
}
