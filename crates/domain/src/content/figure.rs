//! The figures a person types: each within what can be reckoned with exactly.

use rust_decimal::Decimal;

use crate::money::{Money, MoneyError, Rounding};

/// A number of units: at most a thousand million either way, six decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity(Decimal);

/// A price of one unit: at most a million million either way, six decimals, finer than money may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPrice(Decimal);

/// A percentage from 0 to 1000 with at most four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(Decimal);

/// How many units a price is for (EN 16931, BT-149): more than zero, at most a thousand million, six decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaseQuantity(Decimal);

/// What one unit of a currency is worth in another: more than zero, at most a thousand million, ten decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExchangeRate(Decimal);

/// A figure that is too large, or finer than the type keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureError {
    TooLarge,
    TooFine,
    Negative,
    /// Zero or less, where there must be some.
    NotPositive,
}

fn bounded(value: Decimal, most: Decimal, digits: u32) -> Result<Decimal, FigureError> {
    let value = value.normalize();
    if value.abs() > most {
        Err(FigureError::TooLarge)
    } else if value.scale() > digits {
        Err(FigureError::TooFine)
    } else {
        Ok(value)
    }
}

fn positive(value: Decimal, digits: u32) -> Result<Decimal, FigureError> {
    if value <= Decimal::ZERO {
        return Err(FigureError::NotPositive);
    }
    bounded(value, Decimal::from(1_000_000_000u64), digits)
}

impl Quantity {
    pub const ONE: Self = Self(Decimal::ONE);

    pub fn new(value: Decimal) -> Result<Self, FigureError> {
        bounded(value, Decimal::from(1_000_000_000u64), 6).map(Self)
    }
    pub fn value(self) -> Decimal {
        self.0
    }
}

impl UnitPrice {
    pub const ZERO: Self = Self(Decimal::ZERO);

    pub fn new(value: Decimal) -> Result<Self, FigureError> {
        bounded(value, Decimal::from(1_000_000_000_000u64), 6).map(Self)
    }
    pub fn value(self) -> Decimal {
        self.0
    }
}

impl BaseQuantity {
    pub const ONE: Self = Self(Decimal::ONE);

    pub fn new(value: Decimal) -> Result<Self, FigureError> {
        positive(value, 6).map(Self)
    }
    pub fn value(self) -> Decimal {
        self.0
    }
}

impl ExchangeRate {
    pub fn new(value: Decimal) -> Result<Self, FigureError> {
        positive(value, 10).map(Self)
    }
    pub fn value(self) -> Decimal {
        self.0
    }
}

impl Percent {
    pub const ZERO: Self = Self(Decimal::ZERO);
    pub const HUNDRED: Self = Self(Decimal::ONE_HUNDRED);

    pub fn new(value: Decimal) -> Result<Self, FigureError> {
        if value.is_sign_negative() && !value.is_zero() {
            return Err(FigureError::Negative);
        }
        bounded(value, Decimal::ONE_THOUSAND, 4).map(Self)
    }
    pub fn value(self) -> Decimal {
        self.0
    }
    pub fn of(self, money: Money) -> Result<Money, MoneyError> {
        let part = money.amount().checked_mul(self.0).ok_or(MoneyError::TooLarge)? / Decimal::ONE_HUNDRED;
        Money::rounded(part, money.currency(), Rounding::HalfAwayFromZero)
    }
}
