//! How often somebody may do something.

/// So many at once, and so many in a minute over a longer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub burst: u32,
    pub per_minute: u32,
}

const MINUTE_MS: u64 = 60_000;

/// Never lets more through than its rate says, whatever the clock does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bucket {
    /// In parts of a minute's worth: one costs [`MINUTE_MS`], one millisecond brings `per_minute`.
    filled: u64,
    at_ms: u64,
}

impl Bucket {
    pub(super) fn full(rate: Rate, now_ms: u64) -> Self {
        Self { filled: brim(rate), at_ms: now_ms }
    }

    /// Takes one, or says after how many milliseconds there is one.
    pub(super) fn take(&mut self, rate: Rate, now_ms: u64) -> Result<(), u32> {
        self.fill(rate, now_ms);
        match self.filled.checked_sub(MINUTE_MS) {
            Some(left) => {
                self.filled = left;
                Ok(())
            }
            None => {
                let wait_ms = (MINUTE_MS - self.filled).div_ceil(u64::from(rate.per_minute.max(1)));
                Err(u32::try_from(wait_ms).unwrap_or(u32::MAX))
            }
        }
    }

    /// Whether forgetting it changes nothing.
    pub(super) fn is_full(&mut self, rate: Rate, now_ms: u64) -> bool {
        self.fill(rate, now_ms);
        self.filled >= brim(rate)
    }

    fn fill(&mut self, rate: Rate, now_ms: u64) {
        let passed_ms = now_ms.saturating_sub(self.at_ms);
        self.at_ms = self.at_ms.max(now_ms);
        self.filled = self.filled.saturating_add(passed_ms.saturating_mul(rate.per_minute.into())).min(brim(rate));
    }
}

fn brim(rate: Rate) -> u64 {
    u64::from(rate.burst) * MINUTE_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { burst: 3, per_minute: 60 };

    #[test]
    fn a_burst_passes_and_then_one_a_second() {
        let mut bucket = Bucket::full(RATE, 5_000);
        assert_eq!((0..5).map(|_| bucket.take(RATE, 5_000)).collect::<Vec<_>>(), [Ok(()), Ok(()), Ok(()), Err(1_000), Err(1_000)]);
        assert_eq!(bucket.take(RATE, 5_400), Err(600));
        assert_eq!(bucket.take(RATE, 6_000), Ok(()));
        assert_eq!(bucket.take(RATE, 6_000), Err(1_000));
    }

    #[test]
    fn a_clock_that_goes_back_gives_nothing() {
        let mut bucket = Bucket::full(Rate { burst: 1, per_minute: 60 }, 9_000);
        assert_eq!(bucket.take(RATE, 9_000), Ok(()));
        assert_eq!(bucket.take(RATE, 0), Err(1_000));
        assert_eq!(bucket.take(RATE, 9_500), Err(500));
        assert!(!bucket.is_full(RATE, 9_500));
        assert!(bucket.is_full(RATE, 12_000));
    }
}
