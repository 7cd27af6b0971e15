//! The ageing list as a file.

use domain::ageing::{Aged, Bucket, CurrencyAge};
use paper::csv_out::{Start, rows_csv};

use crate::words::ageing as said;

/// One row a document, in the order of the list; figures as plain numbers with a point.
pub fn csv(all: &[CurrencyAge]) -> String {
    let mut head: Vec<String> =
        [said::CURRENCY, said::CLIENT, said::DOCUMENT, said::DATED, said::DUE, said::DAYS_LATE].map(str::to_owned).to_vec();
    head.extend(Bucket::ALL.map(|bucket| said::bucket(bucket).to_owned()));
    head.extend([said::OPEN, said::DISPUTED].map(str::to_owned));
    let mut rows = vec![head];
    for one in all {
        for client in &one.clients {
            for paper in &client.papers {
                let mut row = vec![one.currency.to_string(), client.name.clone(), paper.number.clone(), paper.dated.to_string()];
                row.push(paper.due.map(|due| due.to_string()).unwrap_or_default());
                row.push(paper.late.max(0).to_string());
                let here = |bucket: Bucket| if bucket == paper.bucket() { paper.open.amount().to_string() } else { String::new() };
                row.extend(Bucket::ALL.map(here));
                row.extend([paper.open.amount().to_string(), paper.disputed.amount().to_string()]);
                rows.push(row);
            }
        }
    }
    rows_csv(&rows, Start::Marked)
}

/// Of each bucket, how many thousandths of what is open. They come to 1000, or all are zero where nothing is open.
pub fn shares(sums: &Aged) -> [u32; 5] {
    let weights: Vec<_> = sums.buckets.iter().map(|money| money.amount()).collect();
    let mut shares = [0; 5];
    if sums.open.is_positive()
        && let Ok(whole) = domain::money::Money::exact(1000.into(), domain::money::Currency::JPY)
    {
        for (share, part) in shares.iter_mut().zip(whole.split(&weights)) {
            *share = u32::try_from(part.amount().mantissa()).unwrap_or_default();
        }
    }
    shares
}
