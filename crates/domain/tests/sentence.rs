//! What sentences are read as, one line each.

#[path = "sentence/shown.rs"]
mod shown;

use domain::content::{Percent, Terms};
use domain::money::Currency;
use domain::sentence::{Context, Known, Who, read, read_without};
use domain::time::Day;
use expect_test::{Expect, expect};
use proptest::prelude::*;

const NAMES: &[&str] = &[
    "Acme",
    "Globex",
    "Initech",
    "John",
    "3M",
    "Studio 54",
    "May LLC",
    "Net 30 Consulting",
    "Design by Dana",
    "Wayne Enterprises",
    "Hooli GmbH",
    "Hooli SAS",
    "Café Zoë",
];

fn context<'a>(locale: &'a str, clients: &'a [Known]) -> Context<'a> {
    Context {
        today: Day::parse("2026-11-22").expect("a Sunday"),
        locale,
        currency: Currency::parse(if locale.starts_with("en") { "USD" } else { "EUR" }),
        tax: None,
        tax_name: "VAT",
        terms: None,
        week_starts_monday: true,
        clients,
    }
}

/// Reads one sentence on Sunday 22 November 2026. A locale may stand before it: `[de-DE] …`.
fn check(sentence: &str, expected: Expect) {
    let (locale, text) = match sentence.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        Some(parts) => parts,
        None => ("en-US", sentence),
    };
    let clients = shown::known(NAMES);
    let reading = read(text, &context(locale, &clients));
    shown::assert_covered(text, &reading);
    expected.assert_eq(&shown::shown(text, &reading, &clients));
}

#[test]
fn deposits() {
    check(
        "Invoice Acme 1,200 for logo design, 50% deposit, due in 14 days",
        expect![[r#"invoice · Acme · USD · 1 × 1200 "Logo design" · net 14 → 2026-12-06 · deposit 50%"#]],
    );
    check("invoice Acme $1000 for consulting, half up front", expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · deposit 50%"#]]);
    check("invoice Acme $1000 for consulting, $300 deposit", expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · deposit 300"#]]);
    check("invoice Acme $1000 for consulting, deposit of $300", expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · deposit 300"#]]);
    check(
        "invoice Acme $1000 for consulting, 30% deposit, balance on delivery",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · deposit 30% · later Event "balance on delivery""#]],
    );
    check(
        "invoice Acme $1000 for consulting, half now, half on delivery",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · deposit 50% · later Event "half on delivery""#]],
    );
    check(
        "invoice Acme \"Net 30 strategy, 50% deposit\" $500",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Net 30 strategy, 50% deposit""#]],
    );
    check(
        "invoice Globex 40 hours of development at $95/hour, less 5% loyalty discount, plus 20% VAT, net 30, PO 9911, 25% deposit",
        expect![[
            r#"invoice · Globex · USD · 40 hour × 95 "Development" · less 5% · VAT 20% · net 30 → 2026-12-22 · deposit 25% · ref 9911"#
        ]],
    );
    check(
        "invoice Acme $1,200 for website redesign due on the 15th, with 30% upfront and the rest on completion",
        expect![[
            r#"invoice · Acme · USD · 1 × 1200 "Website redesign" · due 2026-12-15 · deposit 30% · later Event "the rest on completion""#
        ]],
    );
    check(
        "invoice Globex $750 for copywriting less $200 deposit",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · paid 200 · asks paid: ? or "#]],
    );
    check(
        "invoice Globex $750 for copywriting, $200 deposit already paid",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · paid 200"#]],
    );
    check(
        "received 50% deposit $600 from Acme for website",
        expect![[r#"receipt · Acme · USD · 1 × 600 "Website" · deposit 50% · paid all"#]],
    );
    check(
        "quote Globex $400 logo design, 50% to start, 50% on completion",
        expect![[r#"quote · Globex · USD · 1 × 400 "Logo design" · deposit 50% · later Event "50% on completion""#]],
    );
    check(
        "quote Globex $400 logo design, 50% deposit required, balance due net 30",
        expect![[r#"quote · Globex · USD · 1 × 400 "Logo design" · net 30 → 2026-12-22 · deposit 50%"#]],
    );
    check("invoice Acme €6,000 for app w/ 50% deposit", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · deposit 50%"#]]);
    check("invoice Acme €6,000 for app, 33.5% deposit", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · deposit 33.5%"#]]);
    check("invoice Acme €6,000 for app, deposit: 1500", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · deposit 1500"#]]);
    check("invoice Acme €6,000 for app, a third upfront", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · deposit 33.33%"#]]);
    check("invoice Acme €6,000 for app with €1,500 down", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · deposit 1500"#]]);
}

#[test]
fn when_it_is_due() {
    check("Acme 1200 eur net 14", expect![[r#"invoice · Acme · EUR · 1 × 1200 "" · net 14 → 2026-12-06 · missing items[0].description"#]]);
    check(
        "bill Globex 12 hours at $95/hr for consulting, net 30",
        expect![[r#"invoice · Globex · USD · 12 hour × 95 "Consulting" · net 30 → 2026-12-22"#]],
    );
    check(
        "Please send an invoice to Wayne for $2,500 for branding, due Friday",
        expect![[r#"invoice · Wayne Enterprises · USD · 1 × 2500 "Branding" · due 2026-11-27"#]],
    );
    check(
        "charge Initech $49.99 for domain renewal, due tomorrow",
        expect![[r#"invoice · Initech · USD · 1 × 49.99 "Domain renewal" · due 2026-11-23"#]],
    );
    check("invoice Acme $1000 for consulting due 12/15", expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · due 2026-12-15"#]]);
    check(
        "invoice Acme $1000 for consulting due 2026-12-06",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · due 2026-12-06"#]],
    );
    check(
        "invoice Acme $1000 for consulting due end of month",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · eom → 2026-11-30"#]],
    );
    check(
        "invoice Acme $1000 for consulting due end of next month",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · eonm → 2026-12-31"#]],
    );
    check(
        "invoice Acme $1000 for consulting, due next Friday",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · due 2026-11-27 · asks due_date: 2026-11-27 or 2026-12-04"#]],
    );
    check(
        "invoice Acme $1000 for consulting, due Sunday",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · due 2026-11-29 · asks due_date: 2026-11-29 or 2026-11-22"#]],
    );
    check(
        "invoice Acme $1000 for consulting, dated Nov 20, net 10",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · dated 2026-11-20 · net 10 → 2026-11-30"#]],
    );
    check(
        "invoice May LLC $500 for May retainer, due May 5",
        expect![[r#"invoice · May LLC · USD · 1 × 500 "May retainer" · due 2027-05-05"#]],
    );
    check(
        "invoice Net 30 Consulting $900 net 15",
        expect![[r#"invoice · Net 30 Consulting · USD · 1 × 900 "" · net 15 → 2026-12-07 · missing items[0].description"#]],
    );
    check(
        "invoice Design by Dana $900 for design by Friday",
        expect![[r#"invoice · Design by Dana · USD · 1 × 900 "Design" · due 2026-11-27"#]],
    );
    check(
        "invoice Acme $500 for logo, due Feb 30",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Logo" · unread NoSuchDay "due Feb 30" · asks due_date: ? or "#]],
    );
    check(
        "invoice Acme $500 for logo due in 9999999 days",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Logo" · unread TooLarge "due in 9999999 days" · asks due_date: ? or "#]],
    );
    check(
        "INVOICE ACME $500 FOR LOGO DESIGN DUE IN 14 DAYS",
        expect![[r#"invoice · Acme · USD · 1 × 500 "LOGO DESIGN" · net 14 → 2026-12-06"#]],
    );
    check("Acme; $500; logo design; net 30", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo design" · net 30 → 2026-12-22"#]]);
    check(
        "invoice Globex $750 for copywriting, payment terms 45 days",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · net 45 → 2027-01-06"#]],
    );
    check(
        "invoice Globex $750 for copywriting, 30 day terms",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · net 30 → 2026-12-22"#]],
    );
    check(
        "invoice Globex $750 for copywriting, terms: net 45",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · net 45 → 2027-01-06"#]],
    );
    check(
        "invoice Globex $750 for copywriting net 30 days",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · net 30 → 2026-12-22"#]],
    );
    check(
        "invoice Globex $750 for copywriting, due within two weeks",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · net 14 → 2026-12-06"#]],
    );
    check(
        "invoice Globex $750 for copywriting, due in a month",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · due 2026-12-22"#]],
    );
    check(
        "invoice Globex $750 for copywriting, due in 10 business days",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · due 2026-12-04 · asks due_date: 2026-12-04 or net 10"#]],
    );
    check(
        "invoice Globex $750 for copywriting, due on completion",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · later Event "due on completion""#]],
    );
    check(
        "invoice Globex $750 for copywriting, due in March",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · due 2027-03-31"#]],
    );
    check(
        "invoice Globex $750 for copywriting, due end of March",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · due 2027-03-31"#]],
    );
    check(
        "invoice Globex $750 for copywriting, by the end of the week",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · due 2026-11-22 · asks due_date: 2026-11-22 or 2026-11-29"#]],
    );
    check(
        "invoice Globex $750 for copywriting, due 15th of January",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · due 2027-01-15"#]],
    );
    check(
        "invoice Globex $750 for copywriting, due Jan 15, 2027",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · due 2027-01-15"#]],
    );
    check(
        "invoice Globex $750 for copywriting, due 15.01.2027",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · due 2027-01-15"#]],
    );
    check(
        "invoice Globex $750 for copywriting on December 1",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · dated 2026-12-01"#]],
    );
    check(
        "invoice Globex $750 for copywriting, 2026-12-10",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · due 2026-12-10 · asks due_date: 2026-12-10 or "#]],
    );
    check(
        "invoice Globex $750 for copywriting tomorrow",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · dated 2026-11-23"#]],
    );
    check(
        "invoice Globex tomorrow $750 for copywriting",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · dated 2026-11-23"#]],
    );
    check(
        "invoice Globex logo 500, hosting 300, net 30",
        expect![[r#"invoice · Globex · USD · 1 × 500 "Logo" · 1 × 300 "Hosting" · net 30 → 2026-12-22"#]],
    );
    check("invoice Globex $500 for logo; due Friday; thanks!", expect![[r#"invoice · Globex · USD · 1 × 500 "Logo" · due 2026-11-27"#]]);
    check(
        "invoice Acme 3 x $300 logos and 2 x $100 banners, net 10",
        expect![[r#"invoice · Acme · USD · 3 × 300 "Logos" · 2 × 100 "Banners" · net 10 → 2026-12-02"#]],
    );
    check(
        "Invoice Bob Jones - Plumbing - $500 - Net 15",
        expect![[r#"invoice · new Bob Jones · USD · 1 × 500 "Plumbing" · net 15 → 2026-12-07"#]],
    );
    check(
        "invoice Net 40 Partners $900 for advice",
        expect![[r#"invoice · nobody · USD · 1 × 900 "Partners advice" · net 40 → 2027-01-01 · missing client"#]],
    );
    check("invoice Due North Ltd $900 for maps", expect![[r#"invoice · new Due North Ltd · USD · 1 × 900 "Maps""#]]);
    check(
        "invoice Globex $400 logo design (3 concepts), net 30",
        expect![[r#"invoice · Globex · USD · 1 × 400 "Logo design (3 concepts)" · net 30 → 2026-12-22"#]],
    );
    check(
        "invoice Acme 8 hrs dev ($120/hr), 3 hrs QA ($80/hr), net 21",
        expect![[r#"invoice · Acme · USD · 8 hour × 120 "Dev" · 3 hour × 80 "QA" · net 21 → 2026-12-13"#]],
    );
    check(
        "invoice Acme 2 weeks of consulting at $4000 per week due in 2 weeks",
        expect![[r#"invoice · Acme · USD · 2 week × 4000 "Consulting" · net 14 → 2026-12-06"#]],
    );
    check(
        "bill Globex 12.5 hrs development @ $110/hr net 30",
        expect![[r#"invoice · Globex · USD · 12.5 hour × 110 "Development" · net 30 → 2026-12-22"#]],
    );
    check("invoice Acme $1,200 for audit due end of month", expect![[r#"invoice · Acme · USD · 1 × 1200 "Audit" · eom → 2026-11-30"#]]);
    check("invoice Acme $1,200 for audit due EOM", expect![[r#"invoice · Acme · USD · 1 × 1200 "Audit" · eom → 2026-11-30"#]]);
    check(
        "invoice Acme $1,200 for audit due 30 days EOM",
        expect![[r#"invoice · Acme · USD · 1 × 1200 "Audit" · net 30 eom → 2026-12-31 · asks due_date: net 30 eom or 2026-12-30"#]],
    );
    check(
        "invoice Acme $1,200 for audit net 60, issued Dec 1",
        expect![[r#"invoice · Acme · USD · 1 × 1200 "Audit" · dated 2026-12-01 · net 60 → 2027-01-30"#]],
    );
    check(
        "invoice Acme $1,200 for audit, due 01/02/2027",
        expect![[r#"invoice · Acme · USD · 1 × 1200 "Audit" · due 2027-01-02 · asks due_date: 2027-01-02 or 2027-02-01"#]],
    );
    check(
        "invoice Acme 1,200.50 USD for app build, 50% now, rest net 30",
        expect![[r#"invoice · Acme · USD · 1 × 1200.5 "App build" · net 30 → 2026-12-22 · deposit 50%"#]],
    );
    check(
        "invoice May LLC $500 due May 5",
        expect![[r#"invoice · May LLC · USD · 1 × 500 "" · due 2027-05-05 · missing items[0].description"#]],
    );
    check(
        "invoice Net 30 Consulting $1000 net 15",
        expect![[r#"invoice · Net 30 Consulting · USD · 1 × 1000 "" · net 15 → 2026-12-07 · missing items[0].description"#]],
    );
    check(
        "invoice Tom & Jerry's $500 for chase scenes due Dec 1 2026",
        expect![[r#"invoice · new Tom & Jerry's · USD · 1 × 500 "Chase scenes" · due 2026-12-01"#]],
    );
}

#[test]
fn time_and_rates() {
    check("bill Globex $95/hr for 12 hours of consulting", expect![[r#"invoice · Globex · USD · 12 hour × 95 "Consulting""#]]);
    check(
        "invoice Globex 10h dev @ 120 and 2h design @ 90",
        expect![[r#"invoice · Globex · USD · 10 hour × 120 "Dev" · 2 hour × 90 "Design""#]],
    );
    check(
        "invoice Acme two logos at $300 each and three banners at $150",
        expect![[r#"invoice · Acme · USD · 2 × 300 "Logos" · 3 × 150 "Banners""#]],
    );
    check("invoice Acme 1.5 hours at 80", expect![[r#"invoice · Acme · USD · 1.5 hour × 80 "" · missing items[0].description"#]]);
    check("invoice Acme 1h30 at $80/h", expect![[r#"invoice · Acme · USD · 1.5 hour × 80 "" · missing items[0].description"#]]);
    check("invoice Acme 2h 30m coaching at $80/h", expect![[r#"invoice · Acme · USD · 2.5 hour × 80 "Coaching""#]]);
    check("invoice Acme 45 min coaching @ $80/hr", expect![[r#"invoice · Acme · USD · 0.75 hour × 80 "Coaching""#]]);
    check("invoice Acme half a day of training at $900/day", expect![[r#"invoice · Acme · USD · 0.5 day × 900 "Training""#]]);
    check("invoice Acme 1/2 day of training at $900/day", expect![[r#"invoice · Acme · USD · 0.5 day × 900 "Training""#]]);
    check("invoice Acme half day training at $900/day", expect![[r#"invoice · Acme · USD · 0.5 day × 900 "Training""#]]);
    check(
        "invoice Globex 40 hrs @ $95 plus expenses $230",
        expect![[r#"invoice · Globex · USD · 40 hour × 95 "" · 1 × 230 "Expenses" · missing items[0].description"#]],
    );
    check(
        "invoice Globex 40 hrs @ $95, total $3,800",
        expect![[r#"invoice · Globex · USD · 40 hour × 95 "" · missing items[0].description"#]],
    );
    check(
        "invoice Globex 40 hrs @ $95, total $3,900",
        expect![[r#"invoice · Globex · USD · 40 hour × 95 "" · missing items[0].description · asks total: as listed or 40×97.5"#]],
    );
    check("invoice Globex 500 per month for hosting", expect![[r#"invoice · Globex · USD · 1 month × 500 "Hosting""#]]);
    check("invoice Globex 3 nights at $120 per night", expect![[r#"invoice · Globex · USD · 3 × 120 "Nights""#]]);
    check(
        "invoice Globex five hours at ninety five",
        expect![[r#"invoice · Globex · USD · 5 hour × 95 "" · missing items[0].description"#]],
    );
    check("invoice Acme 2 days @ 400 a day", expect![[r#"invoice · Acme · USD · 2 day × 400 "" · missing items[0].description"#]]);
    check(
        "invoice Acme consulting 8 hours at $120 and training 2 days at $900",
        expect![[r#"invoice · Acme · USD · 8 hour × 120 "Consulting" · 2 day × 900 "Training""#]],
    );
    check(
        "invoice Acme 8h consulting @120 + 2d training @900",
        expect![[r#"invoice · Acme · USD · 8 hour × 120 "Consulting" · 2 day × 900 "Training""#]],
    );
    check("invoice Acme consulting: 8 hours x $120", expect![[r#"invoice · Acme · USD · 8 hour × 120 "Consulting""#]]);
    check("invoice Acme 8 x consulting hours @ $120", expect![[r#"invoice · Acme · USD · 8 × 120 "Consulting hours""#]]);
    check("invoice Acme $120 x 8 hours", expect![[r#"invoice · Acme · USD · 8 hour × 120 "" · missing items[0].description"#]]);
    check("invoice Acme 8 hours consulting $120/hr", expect![[r#"invoice · Acme · USD · 8 hour × 120 "Consulting""#]]);
    check(
        "invoice Acme 8 hours consulting $960",
        expect![[r#"invoice · Acme · USD · 8 hour × 960 "Consulting" · asks price_basis: 8×960 or 8×120"#]],
    );
    check(
        "invoice Acme 8 hours of consulting for $960",
        expect![[r#"invoice · Acme · USD · 8 hour × 120 "Consulting" · asks price_basis: 8×120 or 8×960"#]],
    );
    check("invoice Acme one hour of consulting $120", expect![[r#"invoice · Acme · USD · 1 hour × 120 "Consulting""#]]);
    check("invoice Acme an hour of consulting $120", expect![[r#"invoice · Acme · USD · 1 hour × 120 "Consulting""#]]);
    check("invoice Acme 30 minutes of consulting at $120 per hour", expect![[r#"invoice · Acme · USD · 0.5 hour × 120 "Consulting""#]]);
    check(
        "invoice Acme 3 days @ $100/hr",
        expect![[r#"invoice · Acme · USD · 3 day × 100 "" · missing items[0].description · asks price_basis: 3×100 or "#]],
    );
    check("invoice Acme 6 months hosting at $240/year", expect![[r#"invoice · Acme · USD · 0.5 year × 240 "Hosting""#]]);
    check("invoice Acme 1 year hosting $240", expect![[r#"invoice · Acme · USD · 1 year × 240 "Hosting""#]]);
    check(
        "invoice Initech 4 hours at £75 and 2 hours at £90",
        expect![[r#"invoice · Initech · GBP · 4 hour × 75 "" · 2 hour × 90 "" · missing items[0].description, items[1].description"#]],
    );
    check(
        "invoice acme 2 yrs domain $12/yr and 6 months hosting at $20/mo",
        expect![[r#"invoice · Acme · USD · 2 year × 12 "Domain" · 6 month × 20 "Hosting""#]],
    );
    check("quote Acme $1,200 for logo, good for two weeks", expect![[r#"quote · Acme · USD · 1 × 1200 "Logo" · valid 2026-12-06"#]]);
    check("invoice Acme 45m of coaching @ $120/hr", expect![[r#"invoice · Acme · USD · 0.75 hour × 120 "Coaching""#]]);
    check("invoice Acme 1h15m of coaching @ $120/hr", expect![[r#"invoice · Acme · USD · 1.25 hour × 120 "Coaching""#]]);
    check("invoice Acme 20 min of coaching @ $100/hr", expect![[r#"invoice · Acme · USD · 0.333333 hour × 100 "Coaching""#]]);
    check(
        "invoice Acme logo design $1,200, hosting $20/mo x 12 months",
        expect![[r#"invoice · Acme · USD · 1 × 1200 "Logo design" · 12 month × 20 "Hosting""#]],
    );
    check("invoice Acme hosting 12 months x $20", expect![[r#"invoice · Acme · USD · 12 month × 20 "Hosting""#]]);
    check(
        "remind Acme about the invoice",
        expect![[
            r#"invoice · Acme · USD · 1 × ? "About the invoice" · later Reminder "remind" · missing items[0].unit_price · asks kind: ? or quote | estimate | invoice | receipt"#
        ]],
    );
    check("invoice Acme a day of training at $900", expect![[r#"invoice · Acme · USD · 1 day × 900 "Training""#]]);
}

#[test]
fn how_long_a_quote_holds() {
    check(
        "estimate for Smith family: kitchen remodel $12,000, valid for 60 days",
        expect![[r#"estimate · new Smith family · USD · 1 × 12000 "Kitchen remodel" · valid 2027-01-21"#]],
    );
    check(
        "could you please draft a quote for Globex: 5 pages of translation at $40 per page, valid until end of month",
        expect![[r#"quote · Globex · USD · 5 page × 40 "Translation" · valid 2026-11-30"#]],
    );
    check(
        "quote Globex $750 for copywriting, expires in 30 days",
        expect![[r#"quote · Globex · USD · 1 × 750 "Copywriting" · valid 2026-12-22"#]],
    );
    check(
        "quote Globex $750 for copywriting, good until Friday",
        expect![[r#"quote · Globex · USD · 1 × 750 "Copywriting" · valid 2026-11-27"#]],
    );
    check(
        "quote Globex $750 for copywriting, 30 days validity",
        expect![[r#"quote · Globex · USD · 1 × 750 "Copywriting" · valid 2026-12-22"#]],
    );
    check(
        "quote Globex $750 for copywriting, 2027-01-10",
        expect![[r#"quote · Globex · USD · 1 × 750 "Copywriting" · valid 2027-01-10 · asks valid_until: 2027-01-10 or "#]],
    );
    check(
        "invoice Globex $750 for copywriting, valid 30 days",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · unread Unclear "valid 30 days""#]],
    );
    check("quote Acme $1,200 for logo valid thru Jan 15", expect![[r#"quote · Acme · USD · 1 × 1200 "Logo" · valid 2027-01-15"#]]);
    check("quote Acme $1,200 for logo valid till end of year", expect![[r#"quote · Acme · USD · 1 × 1200 "Logo" · valid 2026-12-31"#]]);
}

#[test]
fn one_line() {
    check("create a $500 invoice for Acme for hosting", expect![[r#"invoice · Acme · USD · 1 × 500 "Hosting""#]]);
    check("invoice Acme 500 logo design", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo design""#]]);
    check("invoice Acme logo design 500", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo design""#]]);
    check("invoice Acme", expect!["invoice · Acme · USD · missing items"]);
    check("invoice", expect!["invoice · nobody · USD · missing client, items"]);
    check("Acme", expect!["invoice · Acme · USD · missing items"]);
    check("logo design $500 for Acme", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo design""#]]);
    check("invoice Acme 😀 $500 for 🚀 launch party", expect![[r#"invoice · Acme · USD · 1 × 500 "😀 🚀 launch party""#]]);
    check("Invoice Acme For Logo Design $500", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo Design""#]]);
    check("invoice ACME: $500 - logo design", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo design""#]]);
    check("Acme - logo design - $500", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo design""#]]);
    check("invoice for logo design $500 to Globex", expect![[r#"invoice · Globex · USD · 1 × 500 "Logo design""#]]);
    check("invoice $500 for SEO audit", expect![[r#"invoice · nobody · USD · 1 × 500 "SEO audit" · missing client"#]]);
    check("I need an invoice for Acme for $200 for editing", expect![[r#"invoice · Acme · USD · 1 × 200 "Editing""#]]);
    check("invoice Acme $500, logo", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo""#]]);
    check("invoice Acme logo, $500", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo""#]]);
    check("invoice Acme 500.00", expect![[r#"invoice · Acme · USD · 1 × 500 "" · missing items[0].description"#]]);
    check("estimate for Acme", expect!["estimate · Acme · USD · missing items"]);
    check("quote for deck build $4000", expect![[r#"quote · nobody · USD · 1 × 4000 "Deck build" · missing client"#]]);
    check("invoice Pied Piper $300/mo for hosting", expect![[r#"invoice · new Pied Piper · USD · 1 month × 300 "Hosting""#]]);
    check("invoice 1200", expect![[r#"invoice · nobody · USD · 1 × 1200 "" · missing client, items[0].description"#]]);
    check("invoice Acme for design", expect![[r#"invoice · Acme · USD · 1 × ? "Design" · missing items[0].unit_price"#]]);
    check("invoice Acme $1.5k for audit", expect![[r#"invoice · Acme · USD · 1 × 1500 "Audit""#]]);
    check("invoice Acme 1.2k for audit", expect![[r#"invoice · Acme · USD · 1 × 1200 "Audit""#]]);
    check("invoice Acme $2M for audit", expect![[r#"invoice · Acme · USD · 1 × 2000000 "Audit""#]]);
    check("invoice Acme $80 for 1 logo", expect![[r#"invoice · Acme · USD · 1 × 80 "Logo""#]]);
    check("invoice acme corporation $500 for tea", expect![[r#"invoice · Acme · USD · 1 × 500 "Tea""#]]);
    check("invoice Zoë $500 for tea", expect![[r#"invoice · new Zoë · USD · 1 × 500 "Tea""#]]);
    check("hello", expect!["invoice · nobody · USD · missing client, items"]);
    check("invoice Acme $500 for tea, 20%", expect![[r#"invoice · Acme · USD · 1 × 500 "Tea" · unread Unclear "20%""#]]);
}

#[test]
fn receipts_and_payments() {
    check(
        "send Acme an invoice for $300 for hosting, payable on receipt",
        expect![[r#"invoice · Acme · USD · 1 × 300 "Hosting" · receipt → 2026-11-22"#]],
    );
    check(
        "receipt Maria Lopez $85 card",
        expect![[r#"receipt · new Maria Lopez · USD · 1 × 85 "" · paid all Card · missing items[0].description"#]],
    );
    check(
        "receipt for Maria Lopez $85 by bank transfer for bike repair",
        expect![[r#"receipt · new Maria Lopez · USD · 1 × 85 "Bike repair" · paid all BankTransfer"#]],
    );
    check(
        "received $600 from Globex for invoice 42 via PayPal",
        expect![[r#"receipt · Globex · USD · 1 × 600 "42" · paid all PayPal · settles 42"#]],
    );
    check("Acme paid $600 cash for bike repair", expect![[r#"receipt · Acme · USD · 1 × 600 "Bike repair" · paid all Cash"#]]);
    check("got $75 from Jane Roe for piano lesson", expect![[r#"receipt · new Jane Roe · USD · 1 × 75 "Piano lesson" · paid all"#]]);
    check("invoice Globex $750 for copywriting paid", expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · paid all"#]]);
    check(
        "invoice Globex $750 for copywriting, paid in full by card yesterday",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · paid all Card 2026-11-21"#]],
    );
    check(
        "invoice Globex $750 for copywriting, already paid $200",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · paid 200"#]],
    );
    check("invoice Globex $750 for copywriting, 50% paid", expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · paid 375"#]]);
    check("invoice Globex $600 paid", expect![[r#"invoice · Globex · USD · 1 × 600 "" · paid all · missing items[0].description"#]]);
    check(
        "invoice Globex $750 for copywriting, pay by bank transfer",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · later Method "pay by bank transfer""#]],
    );
    check("receipt Globex $750 for business cards", expect![[r#"receipt · Globex · USD · 1 × 750 "Business cards" · paid all"#]]);
    check(
        "receipt Globex paid $750 by check",
        expect![[r#"receipt · Globex · USD · 1 × 750 "" · paid all Cheque · missing items[0].description"#]],
    );
    check(
        "receipt for Globex, $750 for business cards, paid by credit card on Nov 20",
        expect![[r#"receipt · Globex · USD · 1 × 750 "Business cards" · paid all Card 2026-11-20"#]],
    );
    check("receipt from Acme $50 for cake", expect![[r#"receipt · Acme · USD · 1 × 50 "Cake" · paid all"#]]);
    check("receipt: Acme, $50, cake, cash", expect![[r#"receipt · Acme · USD · 1 × 50 "Cake" · paid all Cash"#]]);
    check("receipt Acme $50 cash gift", expect![[r#"receipt · Acme · USD · 1 × 50 "Cash gift" · paid all"#]]);
    check("paid by Acme: $50 cash for cake", expect![[r#"receipt · Acme · USD · 1 × 50 "Cake" · paid all Cash"#]]);
    check("invoice Acme $1,200 for logo, paid $300 by card", expect![[r#"invoice · Acme · USD · 1 × 1200 "Logo" · paid 300 Card"#]]);
    check("invoice Acme $1,200 for logo, fully paid", expect![[r#"invoice · Acme · USD · 1 × 1200 "Logo" · paid all"#]]);
    check(
        "received €250 cash from Bob for INV-7",
        expect![[r#"receipt · new Bob · EUR · 1 × 250 "INV-7" · paid all Cash · settles INV-7"#]],
    );
    check(
        "received payment of $600 from Acme",
        expect![[r#"receipt · Acme · USD · 1 × 600 "" · paid all · missing items[0].description"#]],
    );
    check(
        "payment received from Acme $600 by check",
        expect![[r#"receipt · Acme · USD · 1 × 600 "" · paid all Cheque · missing items[0].description"#]],
    );
}

#[test]
fn whom_it_is_for() {
    check(
        "quote Hooli €3,000 for app prototype",
        expect![[r#"quote · Hooli GmbH|Hooli SAS? · EUR · 1 × 3000 "App prototype" · asks client: ? or Hooli GmbH | Hooli SAS"#]],
    );
    check("invoice hooli gmbh €3,000 for app prototype", expect![[r#"invoice · Hooli GmbH · EUR · 1 × 3000 "App prototype""#]]);
    check("invoice עברית $500 for ייעוץ", expect![[r#"invoice · new עברית · USD · 1 × 500 "ייעוץ""#]]);
    check("invoice Müller & Söhne GmbH $500 for audit", expect![[r#"invoice · new Müller & Söhne GmbH · USD · 1 × 500 "Audit""#]]);
    check("invoice Smith and Jones Ltd $500 for audit", expect![[r#"invoice · new Smith and Jones Ltd · USD · 1 × 500 "Audit""#]]);
    check("invoice Bank of America $500 for audit", expect![[r#"invoice · new Bank of America · USD · 1 × 500 "Audit""#]]);
    check("invoice J. P. Morgan $500 for audit", expect![[r#"invoice · new J. P. Morgan · USD · 1 × 500 "Audit""#]]);
    check("invoice Acme, Inc. $500 for audit", expect![[r#"invoice · Acme · USD · 1 × 500 "Audit""#]]);
    check("invoice Acme Ltd $500 for audit", expect![[r#"invoice · Acme · USD · 1 × 500 "Audit""#]]);
    check("invoice O'Brien $500 for audit", expect![[r#"invoice · new O'Brien · USD · 1 × 500 "Audit""#]]);
    check("invoice Dr. Strange $500 for audit", expect![[r#"invoice · new Dr. Strange · USD · 1 × 500 "Audit""#]]);
    check("invoice van der Berg $500 for audit", expect![[r#"invoice · new van der Berg · USD · 1 × 500 "Audit""#]]);
    check("invoice Maria de la Cruz $500 for audit", expect![[r#"invoice · new Maria de la Cruz · USD · 1 × 500 "Audit""#]]);
    check("invoice jane doe $500 for audit", expect![[r#"invoice · new jane doe · USD · 1 × 500 "Audit""#]]);
    check("invoice jane doe 3 logos at $50", expect![[r#"invoice · new jane doe · USD · 3 × 50 "Logos""#]]);
    check("invoice bob website design $500", expect![[r#"invoice · new bob · USD · 1 × 500 "Website design""#]]);
    check(
        "invoice John Smith $500 for audit",
        expect![[r#"invoice · John · USD · 1 × 500 "Audit" · asks client: John or new John Smith"#]],
    );
    check(
        "invoice John's Garage $500 for audit",
        expect![[r#"invoice · John · USD · 1 × 500 "Audit" · asks client: John or new John's Garage"#]],
    );
    check("invoice café zoe $500 for audit", expect![[r#"invoice · Café Zoë · USD · 1 × 500 "Audit""#]]);
    check("Invoice Route 66 Diner $500 for audit", expect![[r#"invoice · new Route 66 Diner · USD · 1 × 500 "Audit""#]]);
    check("invoice 7-Eleven $500 for audit", expect![[r#"invoice · new 7-Eleven · USD · 1 × 500 "Audit""#]]);
    check("invoice 4Ever Young $500 for audit", expect![[r#"invoice · new 4Ever Young · USD · 1 × 500 "Audit""#]]);
    check("bill Bill Gates $100 for advice", expect![[r#"invoice · new Bill Gates · USD · 1 × 100 "Advice""#]]);
    check("quote Quote Unquote Ltd $100 for advice", expect![[r#"quote · new Quote Unquote Ltd · USD · 1 × 100 "Advice""#]]);
    check("invoice for Jane Doe for logo $500", expect![[r#"invoice · new Jane Doe · USD · 1 × 500 "Logo""#]]);
    check("invoice $500 to Bob Jones for logo", expect![[r#"invoice · new Bob Jones · USD · 1 × 500 "Logo""#]]);
    check("quote $900 for Jane Doe", expect![[r#"quote · new Jane Doe · USD · 1 × 900 "" · missing items[0].description"#]]);
    check("invoice Bob 3 Chairs $500", expect![[r#"invoice · new Bob · USD · 3 × 500 "Chairs" · asks price_basis: 3×500 or 1×500"#]]);
    check("please bill Smith for plumbing $300", expect![[r#"invoice · new Smith · USD · 1 × 300 "Plumbing""#]]);
    check("bill smith & sons $300 plumbing", expect![[r#"invoice · new smith & sons · USD · 1 × 300 "Plumbing""#]]);
    check("invoice to: Bob Jones, $500, plumbing", expect![[r#"invoice · new Bob Jones · USD · 1 × 500 "Plumbing""#]]);
    check("Bob Jones owes $500 for plumbing", expect![[r#"invoice · new Bob Jones · USD · 1 × 500 "Plumbing""#]]);
    check("invoice Anna's Bakery $500 for menu", expect![[r#"invoice · new Anna's Bakery · USD · 1 × 500 "Menu""#]]);
    check("invoice The Bakery $500 for menu", expect![[r#"invoice · new The Bakery · USD · 1 × 500 "Menu""#]]);
    check("invoice the Smith family $500 for menu", expect![[r#"invoice · new Smith family · USD · 1 × 500 "Menu""#]]);
    check("invoice Mr. and Mrs. Smith $500 for deck", expect![[r#"invoice · new Mr. and Mrs. Smith · USD · 1 × 500 "Deck""#]]);
    check("invoice ABC Corp. $500 for deck", expect![[r#"invoice · new ABC Corp · USD · 1 × 500 "Deck""#]]);
    check("invoice H&M $500 for fitting", expect![[r#"invoice · new H&M · USD · 1 × 500 "Fitting""#]]);
    check("invoice AT&T $500 for fitting", expect![[r#"invoice · new AT&T · USD · 1 × 500 "Fitting""#]]);
    check("invoice X Æ A-12 $500 for fitting", expect![[r#"invoice · new X Æ A-12 · USD · 1 × 500 "Fitting""#]]);
    check("invoice 1800-Flowers $500 for fitting", expect![[r#"invoice · new 1800-Flowers · USD · 1 × 500 "Fitting""#]]);
    check(
        "invoice Studio 55 €54 for 54 flyers",
        expect![[r#"invoice · new Studio 55 · EUR · 54 × 1 "Flyers" · asks price_basis: 54×1 or 54×54"#]],
    );
    check("invoice June Carter $900 for songs", expect![[r#"invoice · new June Carter · USD · 1 × 900 "Songs""#]]);
    check("invoice May $900 for retainer", expect![[r#"invoice · May LLC · USD · 1 × 900 "Retainer""#]]);
    check("invoice Cash Converters $900 for maps", expect![[r#"invoice · new Cash Converters · USD · 1 × 900 "Maps""#]]);
    check("invoice Total Design $900 for maps", expect![[r#"invoice · new Total Design · USD · 1 × 900 "Maps""#]]);
    check("invoice Penny Page $900 for maps", expect![[r#"invoice · new Penny Page · USD · 1 × 900 "Maps""#]]);
    check("invoice Will Hunting $100 for maths", expect![[r#"invoice · new Will Hunting · USD · 1 × 100 "Maths""#]]);
    check("invoice Mark Twain 20 pages at $3", expect![[r#"invoice · new Mark Twain · USD · 20 × 3 "Pages""#]]);
    check("invoice Grace Day $100 for maths", expect![[r#"invoice · new Grace Day · USD · 1 × 100 "Maths""#]]);
    check("invoice One World Ltd $100 for maths", expect![[r#"invoice · new One World Ltd · USD · 1 × 100 "Maths""#]]);
    check("invoice First Friday Club $100 for maths", expect![[r#"invoice · new First Friday Club · USD · 1 × 100 "Maths""#]]);
    check(
        "estimate between 4000 and 5000 for deck for Smith family",
        expect![[
            r#"estimate · new Smith family · USD · 1 × ? "Deck" · missing items[0].unit_price · asks items[0].unit_price: ? or 1×4000 | 1×5000 | 1×4500"#
        ]],
    );
    check(
        "estimate for Johnson residence: paint 3 rooms at $400 per room, $150 materials",
        expect![[r#"estimate · new Johnson residence · USD · 3 × 400 "Paint rooms" · 1 × 150 "Materials""#]],
    );
    check("invoice Design by Dana $300 for design", expect![[r#"invoice · Design by Dana · USD · 1 × 300 "Design""#]]);
    check(
        "invoice Studio 54 $540 for 54 flyers",
        expect![[r#"invoice · Studio 54 · USD · 54 × 10 "Flyers" · asks price_basis: 54×10 or 54×540"#]],
    );
    check("invoice 3M 3 m of tape at $7/m", expect![[r#"invoice · 3M · USD · 3 metre × 7 "Tape""#]]);
    check("invoice Wayne's $500 for tea", expect![[r#"invoice · Wayne Enterprises · USD · 1 × 500 "Tea""#]]);
    check(
        "Invoice Wayne Bruce $500 for tea",
        expect![[r#"invoice · new Wayne Bruce · USD · 1 × 500 "Tea" · asks client: new Wayne Bruce or Wayne Enterprises"#]],
    );
}

#[test]
fn tax() {
    check(
        "invoice Hooli SAS €3,000 incl. 20% VAT for app prototype",
        expect![[r#"invoice · Hooli SAS · EUR · 1 × 3000 "App prototype" · VAT 20% incl"#]],
    );
    check("invoice Acme $1000 consulting, no tax", expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · VAT none"#]]);
    check("invoice Acme $1000 consulting, VAT exempt", expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · VAT none"#]]);
    check(
        "invoice Acme $1000 consulting + VAT",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · VAT none · asks tax.rate: ? or "#]],
    );
    check("invoice Acme $1000 + GST 10% for consulting", expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · GST 10%"#]]);
    check(
        "invoice Globex $750 for copywriting, 5% GST and 9.975% QST",
        expect![[
            r#"invoice · Globex · USD · 1 × 750 "Copywriting" · GST 5% · later SecondTax "9.975% QST" · asks tax.rate: 5% or 14.975%"#
        ]],
    );
    check(
        "invoice Globex $1,200 + $300 hosting + 19% VAT",
        expect![[r#"invoice · Globex · USD · 1 × 1200 "" · 1 × 300 "Hosting" · VAT 19% · missing items[0].description"#]],
    );
    check(
        "invoice Acme 3 logos $300 each, less 10%, +8% tax, due 12/15",
        expect![[r#"invoice · Acme · USD · 3 × 300 "Logos" · less 10% · Tax 8% · due 2026-12-15"#]],
    );
    check(
        "invoice Globex $400 logo design (incl. VAT)",
        expect![[r#"invoice · Globex · USD · 1 × 400 "Logo design" · VAT none incl · asks tax.rate: ? or "#]],
    );
    check(
        "invoice Globex $400 logo design VAT included",
        expect![[r#"invoice · Globex · USD · 1 × 400 "Logo design" · VAT none incl · asks tax.rate: ? or "#]],
    );
    check("invoice Globex $400 (20% VAT incl.) logo design", expect![[r#"invoice · Globex · USD · 1 × 400 "Logo design" · VAT 20% incl"#]]);
    check(
        "invoice Globex $400 before tax for tea",
        expect![[r#"invoice · Globex · USD · 1 × 400 "Tea" · Tax none · asks tax.rate: ? or "#]],
    );
    check("invoice Globex tax return preparation $400", expect![[r#"invoice · Globex · USD · 1 × 400 "Tax return preparation""#]]);
    check("invoice Globex $400 for tax advice", expect![[r#"invoice · Globex · USD · 1 × 400 "Tax advice""#]]);
    check(
        "invoice Globex $400 plus tax advice $200",
        expect![[r#"invoice · Globex · USD · 1 × 400 "" · 1 × 200 "Tax advice" · missing items[0].description"#]],
    );
    check("invoice Globex VAT registration $300 + 20% VAT", expect![[r#"invoice · Globex · USD · 1 × 300 "VAT registration" · VAT 20%"#]]);
    check(
        "invoice Acme 8 hrs dev at $120, 3 hrs QA at $80, 10% discount, 20% VAT",
        expect![[r#"invoice · Acme · USD · 8 hour × 120 "Dev" · 3 hour × 80 "QA" · less 10% · VAT 20%"#]],
    );
    check("invoice Acme €6,000 for app, tax free", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · Tax none"#]]);
    check("invoice Acme €6,000 for app, 0% VAT", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · VAT 0%"#]]);
    check("invoice Acme €6,000 for app, VAT 0%", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · VAT 0%"#]]);
    check(
        "invoice Acme €6,000 for app, excluding VAT",
        expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · VAT none · asks tax.rate: ? or "#]],
    );
    check("invoice Acme €6,000 for app, exclusive of 20% VAT", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · VAT 20%"#]]);
    check("invoice Acme €6,000 for app inclusive of VAT at 20%", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · VAT 20% incl"#]]);
    check(
        "invoice Acme €6,000 gross for app",
        expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · VAT none incl · asks tax.rate: ? or "#]],
    );
    check("invoice Acme €6,000 net for app", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · VAT none · asks tax.rate: ? or "#]]);
    check(
        "invoice Acme €6,000 net for app net 30",
        expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · VAT none · net 30 → 2026-12-22 · asks tax.rate: ? or "#]],
    );
    check("invoice Acme €6,000+VAT@20%", expect![[r#"invoice · Acme · EUR · 1 × 6000 "" · VAT 20% · missing items[0].description"#]]);
    check(
        "invoice Acme €6,000 +20%",
        expect![[r#"invoice · Acme · EUR · 1 × 6000 "" · VAT 20% · missing items[0].description · asks tax.rate: 20% or "#]],
    );
    check("invoice Acme €6,000 for app plus 20%", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · VAT 20% · asks tax.rate: 20% or "#]]);
    check("invoice Acme €6,000 for app, sales tax 8.875%", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · Sales tax 8.875%"#]]);
    check("invoice Acme €6,000 for app w/o tax", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · VAT none"#]]);
    check(
        "invoice Acme €6,000 for app, 5000% tax",
        expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · unread TooLarge "5000% tax" · asks tax.rate: ? or "#]],
    );
    check(
        "invoice Acme $500 for design and $300 for hosting less 10% then 8% tax",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Design" · 1 × 300 "Hosting" · less 10% · Tax 8%"#]],
    );
    check(
        "invoice Acme $1,000 for audit, $50 off then 10% tax",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Audit" · less 50 · Tax 10%"#]],
    );
    check(
        "invoice Acme $1,000 for audit less 10% plus 20% VAT",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Audit" · less 10% · VAT 20%"#]],
    );
}

#[test]
fn discounts() {
    check(
        "invoice Bob Jones $400 less 10% for garden work",
        expect![[r#"invoice · new Bob Jones · USD · 1 × 400 "Garden work" · less 10%"#]],
    );
    check("invoice Acme $400 for garden work with a 10% discount", expect![[r#"invoice · Acme · USD · 1 × 400 "Garden work" · less 10%"#]]);
    check("invoice Acme $400 for garden work, $50 off", expect![[r#"invoice · Acme · USD · 1 × 400 "Garden work" · less 50"#]]);
    check("invoice Acme $400 for garden work minus $50", expect![[r#"invoice · Acme · USD · 1 × 400 "Garden work" · less 50"#]]);
    check(
        "invoice Acme -$50 for goodwill",
        expect![[r#"invoice · Acme · USD · 1 × ? "Goodwill" · less 50 · missing items[0].unit_price"#]],
    );
    check("invoice Acme $500 for logo -10%", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo" · less 10%"#]]);
    check(
        "invoice Globex $500 for design, $300 for hosting, and $200 for support, 10% off design",
        expect![[r#"invoice · Globex · USD · 1 × 500 "Design" -10% · 1 × 300 "Hosting" · 1 × 200 "Support""#]],
    );
    check("invoice Monday Coffee $100 for maths", expect![[r#"invoice · new Monday Coffee · USD · 1 × 100 "Maths""#]]);
    check(
        "invoice Acme €6,000 for app, 150% discount",
        expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · unread TooLarge "150% discount" · asks total: as listed or "#]],
    );
    check(
        "invoice Umbrella Ltd 12 chairs at 49.99 less $50",
        expect![[r#"invoice · new Umbrella Ltd · USD · 12 × 49.99 "Chairs" · less 50"#]],
    );
    check(
        "draft a quote for Acme: 5 hours of design at $100/hr; 3 hours of dev at $120/hr; 10% discount",
        expect![[r#"quote · Acme · USD · 5 hour × 100 "Design" · 3 hour × 120 "Dev" · less 10%"#]],
    );
}

#[test]
fn a_locale_writes_its_own_figures_and_days() {
    check(
        "[en-GB] invoice Acme £1000 ex VAT for consulting, due 3/4/2027",
        expect![[
            r#"invoice · Acme · GBP · 1 × 1000 "Consulting" · VAT none · due 2027-04-03 · asks tax.rate: ? or  · asks due_date: 2027-04-03 or 2027-03-04"#
        ]],
    );
    check(
        "[en-GB] invoice Acme £1000 for consulting by 15 March",
        expect![[r#"invoice · Acme · GBP · 1 × 1000 "Consulting" · due 2027-03-15"#]],
    );
    check(
        "[de-DE] invoice Acme 1.234 € for design",
        expect![[r#"invoice · Acme · EUR · 1 × 1234 "Design" · asks items[0].unit_price: 1×1234 or 1×1.234"#]],
    );
    check(
        "[de-DE] invoice Acme 1,234 € for design",
        expect![[r#"invoice · Acme · EUR · 1 × 1.234 "Design" · asks items[0].unit_price: 1×1.234 or 1×1234"#]],
    );
    check(
        "[en-US] invoice Acme $1.234 for design",
        expect![[r#"invoice · Acme · USD · 1 × 1.234 "Design" · asks items[0].unit_price: 1×1.234 or 1×1234"#]],
    );
    check("[en-US] invoice Acme 1,234 for design", expect![[r#"invoice · Acme · USD · 1 × 1234 "Design""#]]);
    check(
        "[sv-SE] invoice Acme 1 051,75 kr incl 25% VAT for service",
        expect![[r#"invoice · Acme · SEK · 1 × 1051.75 "Service" · VAT 25% incl"#]],
    );
    check("[fr-FR] invoice Acme 12 500 € for app", expect![[r#"invoice · Acme · EUR · 1 × 12500 "App""#]]);
    check("[de-DE] invoice Acme 1.200,50 for app", expect![[r#"invoice · Acme · EUR · 1 × 1200.5 "App""#]]);
    check("[en-IN] invoice Acme ₹1,20,000 for app + 18% GST", expect![[r#"invoice · Acme · INR · 1 × 120000 "App" · GST 18%"#]]);
    check("[en-CA] invoice Globex $750 for copywriting", expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting""#]]);
    check("[en-AU] invoice Globex A$750 for copywriting", expect![[r#"invoice · Globex · AUD · 1 × 750 "Copywriting""#]]);
    check("[en-GB] invoice Globex 750 quid for copywriting", expect![[r#"invoice · Globex · GBP · 1 × 750 "Copywriting""#]]);
    check("[de-CH] invoice Acme CHF 1'200.50 for logo", expect![[r#"invoice · Acme · CHF · 1 × 1200.5 "Logo""#]]);
    check(
        "[de-DE] invoice Acme 3,5 hours at 80,50",
        expect![[r#"invoice · Acme · EUR · 3.5 hour × 80.5 "" · missing items[0].description"#]],
    );
    check(
        "[de-DE] invoice Acme 1.500 pages at 2,50 per page",
        expect![[r#"invoice · Acme · EUR · 1500 × 2.5 "Pages" · asks items[0].qty: 1500×2.5 or 1.5×2.5"#]],
    );
    check(
        "[es-ES] quote Acme 450,50 € for maintenance, valid until 15/12",
        expect![[r#"quote · Acme · EUR · 1 × 450.5 "Maintenance" · valid 2026-12-15"#]],
    );
    check("[fr-FR] invoice Acme 3 logos at 1 200,50 € each", expect![[r#"invoice · Acme · EUR · 3 × 1200.5 "Logos""#]]);
    check("[sv-SE] invoice Acme 12 500 kr for design", expect![[r#"invoice · Acme · SEK · 1 × 12500 "Design""#]]);
    check(
        "[en-GB] invoice Initech £1,200 incl. 20% VAT for audit",
        expect![[r#"invoice · Initech · GBP · 1 × 1200 "Audit" · VAT 20% incl"#]],
    );
    check(
        "[en-GB] invoice Initech £1,200 including VAT at 20% for audit",
        expect![[r#"invoice · Initech · GBP · 1 × 1200 "Audit" · VAT 20% incl"#]],
    );
    check(
        "[en-GB] quote Initech £800 + VAT for SEO audit, valid for a month",
        expect![[r#"quote · Initech · GBP · 1 × 800 "SEO audit" · VAT none · valid 2026-12-22 · asks tax.rate: ? or "#]],
    );
    check(
        "[en-GB] invoice Acme £1,200 for audit, due 01/02/2027",
        expect![[r#"invoice · Acme · GBP · 1 × 1200 "Audit" · due 2027-02-01 · asks due_date: 2027-02-01 or 2027-01-02"#]],
    );
}

#[test]
fn references_and_notes() {
    check("invoice Acme $1000 for consulting, PO 1234", expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · ref 1234"#]]);
    check(
        "invoice Acme $1000 for consulting PO#A-77/3 net 30",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · net 30 → 2026-12-22 · ref A-77/3"#]],
    );
    check(
        "invoice Globex $750 for copywriting, note: thanks for your business, 50% of it was fun",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · note thanks for your business, 50% of it was fun"#]],
    );
    check("invoice Acme €6,000 for app, ref: Spring campaign", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · ref Spring campaign"#]]);
    check("invoice Acme €6,000 for app, order no. 55", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · ref 55"#]]);
    check("invoice Acme €6,000 for app (PO-7781)", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · ref PO-7781"#]]);
    check("invoice Acme €6,000 for app PO7781", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · ref 7781"#]]);
    check("invoice Acme €6,000 for app, your ref AB/12", expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · ref AB/12"#]]);
}

#[test]
fn counts_and_prices() {
    check("invoice Acme 3 logos for $900", expect![[r#"invoice · Acme · USD · 3 × 300 "Logos" · asks price_basis: 3×300 or 3×900"#]]);
    check("invoice Acme 3 logos $900", expect![[r#"invoice · Acme · USD · 3 × 900 "Logos" · asks price_basis: 3×900 or 3×300"#]]);
    check("invoice Acme 3 logos at $900 total", expect![[r#"invoice · Acme · USD · 3 × 300 "Logos""#]]);
    check("invoice Acme $900 for 3 logos", expect![[r#"invoice · Acme · USD · 3 × 300 "Logos" · asks price_basis: 3×300 or 3×900"#]]);
    check("invoice Acme $100 for 3 logos", expect![[r#"invoice · Acme · USD · 1 × 100 "Logos (3)" · asks price_basis: 1×100 or 3×100"#]]);
    check("invoice Acme 500 flyers", expect![[r#"invoice · Acme · USD · 500 × ? "Flyers" · missing items[0].unit_price"#]]);
    check(
        "quote Globex 2000 words translation at 12 cents per word",
        expect![[r#"quote · Globex · USD · 2000 word × 0.12 "Translation""#]],
    );
    check("invoice Globex 10 pages @ $50", expect![[r#"invoice · Globex · USD · 10 × 50 "Pages""#]]);
    check("invoice Globex 25 pcs widgets @ $4", expect![[r#"invoice · Globex · USD · 25 × 4 "Widgets""#]]);
    check("invoice Globex 25 widgets, $4 each", expect![[r#"invoice · Globex · USD · 25 × 4 "Widgets""#]]);
    check("invoice Globex widgets x25 @ $4", expect![[r#"invoice · Globex · USD · 25 × 4 "Widgets""#]]);
    check("invoice Globex widgets x 25 @ $4", expect![[r#"invoice · Globex · USD · 25 × 4 "Widgets""#]]);
    check("invoice Globex 25x widgets $4", expect![[r#"invoice · Globex · USD · 25 × 4 "Widgets""#]]);
    check("invoice Globex 25 x $4 widgets", expect![[r#"invoice · Globex · USD · 25 × 4 "Widgets""#]]);
    check("invoice Globex 120 km at 0.58/km", expect![[r#"invoice · Globex · USD · 120 × 0.58 "Km""#]]);
    check(
        "invoice Globex 3 m tape at $2/m, 4 kg sugar at $1/kg",
        expect![[r#"invoice · Globex · USD · 3 metre × 2 "Tape" · 4 kilogram × 1 "Sugar""#]],
    );
    check("invoice Globex 2 dozen roses at $30 per dozen", expect![[r#"invoice · Globex · USD · 2 dozen × 30 "Roses""#]]);
    check("invoice Globex $750 for background check", expect![[r#"invoice · Globex · USD · 1 × 750 "Background check""#]]);
    check("invoice Globex $750 for business cards", expect![[r#"invoice · Globex · USD · 1 × 750 "Business cards""#]]);
    check("invoice Globex $20/user for 12 users", expect![[r#"invoice · Globex · USD · 12 × 20 "Users""#]]);
    check("invoice Globex one website for $1,000", expect![[r#"invoice · Globex · USD · 1 × 1000 "Website""#]]);
    check("invoice Globex a logo for $1,000", expect![[r#"invoice · Globex · USD · 1 × 1000 "Logo""#]]);
    check("invoice Globex twelve hundred dollars for logo", expect![[r#"invoice · Globex · USD · 1 × 1200 "Logo""#]]);
    check("invoice Globex two hundred fifty for logo", expect![[r#"invoice · Globex · USD · 1 × 250 "Logo""#]]);
    check("invoice Acme 3 pages at 200 a page", expect![[r#"invoice · Acme · USD · 3 × 200 "Pages""#]]);
    check("invoice Acme 3 logos $900 total", expect![[r#"invoice · Acme · USD · 3 × 300 "Logos""#]]);
    check("invoice Acme for 3 logos at $300 each", expect![[r#"invoice · Acme · USD · 3 × 300 "Logos""#]]);
    check("invoice Acme: 3 logos at $300 each", expect![[r#"invoice · Acme · USD · 3 × 300 "Logos""#]]);
    check("invoice Acme $500 for 2 x banners", expect![[r#"invoice · Acme · USD · 2 × 250 "Banners" · asks price_basis: 2×250 or 2×500"#]]);
    check("invoice Acme logo $500 each", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo""#]]);
    check("invoice Acme $120 x 8 consulting", expect![[r#"invoice · Acme · USD · 8 × 120 "Consulting""#]]);
    check("invoice Acme a dozen roses at $5 each", expect![[r#"invoice · Acme · USD · 12 × 5 "Roses""#]]);
    check(
        "invoice Acme 3 items at $5, 4 pcs at $6",
        expect![[r#"invoice · Acme · USD · 3 × 5 "" · 4 × 6 "" · missing items[0].description, items[1].description"#]],
    );
    check(
        "invoice Acme 100 business cards for $80",
        expect![[r#"invoice · Acme · USD · 100 × 0.8 "Business cards" · asks price_basis: 100×0.8 or 100×80"#]],
    );
    check(
        "invoice Acme $80 for 100 business cards",
        expect![[r#"invoice · Acme · USD · 100 × 0.8 "Business cards" · asks price_basis: 100×0.8 or 100×80"#]],
    );
    check("invoice Acme $20 x 12 for hosting", expect![[r#"invoice · Acme · USD · 12 × 20 "Hosting""#]]);
    check("invoice Acme 12 @ $20", expect![[r#"invoice · Acme · USD · 12 × 20 "" · missing items[0].description"#]]);
    check("invoice Acme design $100 x 3, print $50 x 2", expect![[r#"invoice · Acme · USD · 3 × 100 "Design" · 2 × 50 "Print""#]]);
}

#[test]
fn ranges_are_never_picked_from() {
    check("invoice Acme $4k for website", expect![[r#"invoice · Acme · USD · 1 × 4000 "Website""#]]);
    check(
        "estimate Globex garden work $4k-5k",
        expect![[
            r#"estimate · Globex · USD · 1 × ? "Garden work" · missing items[0].unit_price · asks items[0].unit_price: ? or 1×4000 | 1×5000 | 1×4500"#
        ]],
    );
    check(
        "estimate Globex garden work $4,000 - $5,000",
        expect![[
            r#"estimate · Globex · USD · 1 × ? "Garden work" · missing items[0].unit_price · asks items[0].unit_price: ? or 1×4000 | 1×5000 | 1×4500"#
        ]],
    );
    check(
        "estimate Globex garden work 4000 to 5000 USD",
        expect![[
            r#"estimate · Globex · USD · 1 × ? "Garden work" · missing items[0].unit_price · asks items[0].unit_price: ? or 1×4000 | 1×5000 | 1×4500"#
        ]],
    );
    check("estimate Globex garden work around $4,000", expect![[r#"estimate · Globex · USD · 1 × 4000 "Garden work""#]]);
    check(
        "quote Globex 10 to 12 hours of consulting at $100",
        expect![[r#"quote · Globex · USD · 10 hour × 100 "Consulting" · missing items[0].qty · asks items[0].qty: ? or 10×100 | 12×100"#]],
    );
    check(
        "estimate Globex garden work $4-5k",
        expect![[
            r#"estimate · Globex · USD · 1 × ? "Garden work" · missing items[0].unit_price · asks items[0].unit_price: ? or 1×4000 | 1×5000 | 1×4500"#
        ]],
    );
    check(
        "quote Globex 10-12 hours of consulting at $100",
        expect![[r#"quote · Globex · USD · 10 hour × 100 "Consulting" · missing items[0].qty · asks items[0].qty: ? or 10×100 | 12×100"#]],
    );
    check(
        "estimate Globex from $4,000 to $5,000 for deck",
        expect![[
            r#"estimate · Globex · USD · 1 × ? "Deck" · missing items[0].unit_price · asks items[0].unit_price: ? or 1×4000 | 1×5000 | 1×4500"#
        ]],
    );
}

#[test]
fn currencies_and_large_figures() {
    check("invoice Acme for logo design, 10 hours at $95", expect![[r#"invoice · Acme · USD · 10 hour × 95 "Logo design""#]]);
    check(
        "invoice Acme ¥50000 for translation",
        expect![[r#"invoice · Acme · JPY · 1 × 50000 "Translation" · asks currency: JPY or CNY"#]],
    );
    check("invoice Acme 1250 KWD for catering", expect![[r#"invoice · Acme · KWD · 1 × 1250 "Catering""#]]);
    check("invoice Acme $1.234,50 for design", expect![[r#"invoice · Acme · USD · 1 × 1234.5 "Design""#]]);
    check(
        "invoice Acme $99999999999999999999999999999999999 for design",
        expect![[
            r#"invoice · Acme · USD · 1 × ? "Design" · unread TooLarge "$99999999999999999999999999999999999" · missing items[0].unit_price"#
        ]],
    );
    check(
        "invoice Acme 9999999999999 for design",
        expect![[r#"invoice · Acme · USD · 1 × ? "Design" · unread TooLarge "9999999999999" · missing items[0].unit_price"#]],
    );
    check(
        "invoice Acme 10000000000 hours at $5",
        expect![[r#"invoice · Acme · USD · 1 × 5 "" · unread TooLarge "10000000000 hours" · missing items[0].qty, items[0].description"#]],
    );
    check("invoice Acme $0 for goodwill", expect![[r#"invoice · Acme · USD · 1 × 0 "Goodwill""#]]);
    check("invoice Acme 0 hours at $5", expect![[r#"invoice · Acme · USD · 0 hour × 5 "" · missing items[0].description"#]]);
    check("quote Globex 200 words at $0.15 per word", expect![[r#"quote · Globex · USD · 200 × 0.15 "Words""#]]);
    check(
        "invoice Globex $750 and €300 for copywriting",
        expect![[
            r#"invoice · Globex · USD · 1 × 750 "" · 1 × 300 "Copywriting" · missing items[0].description · asks currency: USD or EUR"#
        ]],
    );
    check("invoice Globex 750 for copywriting in euros", expect![[r#"invoice · Globex · EUR · 1 × 750 "Copywriting""#]]);
    check("invoice Globex 750 for copywriting, EUR", expect![[r#"invoice · Globex · EUR · 1 × 750 "Copywriting""#]]);
    check("invoice Globex C$750 for copywriting", expect![[r#"invoice · Globex · CAD · 1 × 750 "Copywriting""#]]);
    check("invoice Globex US$750 for copywriting", expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting""#]]);
    check("invoice Globex $750 USD for copywriting", expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting""#]]);
    check("invoice Globex USD 750 for copywriting", expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting""#]]);
    check("invoice Globex 750USD for copywriting", expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting""#]]);
    check("invoice Globex CHF 1'250.50 for copywriting", expect![[r#"invoice · Globex · CHF · 1 × 1250.5 "Copywriting""#]]);
    check(
        "invoice Globex 750 kr for copywriting",
        expect![[r#"invoice · Globex · SEK · 1 × 750 "Copywriting" · asks currency: SEK or NOK | DKK | ISK"#]],
    );
    check("invoice Acme 500$", expect![[r#"invoice · Acme · USD · 1 × 500 "" · missing items[0].description"#]]);
    check("invoice Acme $ 500 for logo", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo""#]]);
    check("invoice Acme 500,- for logo", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo""#]]);
    check("invoice Acme 1200.- CHF for logo", expect![[r#"invoice · Acme · CHF · 1 × 1200 "Logo""#]]);
    check(
        "invoice Sato Design ¥120,000 for illustration",
        expect![[r#"invoice · new Sato Design · JPY · 1 × 120000 "Illustration" · asks currency: JPY or CNY"#]],
    );
    check("invoice Al-Noor 1.250 KWD for catering", expect![[r#"invoice · new Al-Noor · KWD · 1 × 1.25 "Catering""#]]);
    check("invoice Acme 1:30 hours coaching @ $120/hr", expect![[r#"invoice · Acme · USD · 1.5 hour × 120 "Coaching""#]]);
}

#[test]
fn several_lines() {
    check(
        "invoice Acme for logo design and hosting",
        expect![[r#"invoice · Acme · USD · 1 × ? "Logo design and hosting" · missing items[0].unit_price"#]],
    );
    check("invoice Acme $500 for logo plus $50 shipping", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo" · 1 × 50 "Shipping""#]]);
    check(
        "invoice Globex for design $500, hosting $300 and support $200",
        expect![[r#"invoice · Globex · USD · 1 × 500 "Design" · 1 × 300 "Hosting" · 1 × 200 "Support""#]],
    );
    check(
        "invoice Globex design, development and hosting $3,000",
        expect![[r#"invoice · Globex · USD · 1 × 3000 "Design, development and hosting""#]],
    );
    check(
        "invoice Globex $3,000 for design, development and hosting",
        expect![[r#"invoice · Globex · USD · 1 × 3000 "Design, development and hosting""#]],
    );
    check("invoice Globex logo $500 hosting $300", expect![[r#"invoice · Globex · USD · 1 × 500 "Logo" · 1 × 300 "Hosting""#]]);
    check("invoice Globex $500 logo $300 hosting", expect![[r#"invoice · Globex · USD · 1 × 500 "Logo" · 1 × 300 "Hosting""#]]);
    check("invoice Globex: - logo $500 - hosting $300", expect![[r#"invoice · Globex · USD · 1 × 500 "Logo" · 1 × 300 "Hosting""#]]);
    check("invoice Acme 3 logos at 300 and 2 banners at 100", expect![[r#"invoice · Acme · USD · 3 × 300 "Logos" · 2 × 100 "Banners""#]]);
    check(
        "invoice Acme 3 logos 300 and 2 banners 100",
        expect![[
            r#"invoice · Acme · USD · 3 × 300 "Logos" · 2 × 100 "Banners" · asks price_basis: 3×300 or 3×100 · asks price_basis: 2×100 or 2×50"#
        ]],
    );
    check(
        "quote Acme 2 laptops at $1,099, 1 dock at $199 & setup for $150",
        expect![[r#"quote · Acme · USD · 2 × 1099 "Laptops" · 1 × 199 "Dock" · 1 × 150 "Setup""#]],
    );
    check("invoice Acme 100 t-shirts at $24, $2,400 total", expect![[r#"invoice · Acme · USD · 100 × 24 "T-shirts""#]]);
    check("invoice Acme annual hosting $240", expect![[r#"invoice · Acme · USD · 1 × 240 "Annual hosting""#]]);
    check(
        "invoice Jean-Luc Picard $500 for tea, Earl Grey, hot",
        expect![[r#"invoice · new Jean-Luc Picard · USD · 1 × 500 "Tea, Earl Grey, hot""#]],
    );
}

#[test]
fn figures_inside_descriptions_stay_there() {
    check("invoice Acme $500 for phase 2 design", expect![[r#"invoice · Acme · USD · 1 × 500 "Phase 2 design""#]]);
    check("invoice Acme $500 for 2026 annual report", expect![[r#"invoice · Acme · USD · 1 × 500 "2026 annual report""#]]);
    check("invoice Acme 5-page website $900", expect![[r#"invoice · Acme · USD · 1 × 900 "5-page website""#]]);
    check("invoice Acme $500 for a 2 page flyer", expect![[r#"invoice · Acme · USD · 1 × 500 "2 page flyer""#]]);
    check("invoice Acme 3 day workshop $900", expect![[r#"invoice · Acme · USD · 1 × 900 "3 day workshop""#]]);
    check("invoice Globex 3% commission on sales $500", expect![[r#"invoice · Globex · USD · 1 × 500 "3% commission on sales""#]]);
    check("invoice Globex $500 for 24/7 support", expect![[r#"invoice · Globex · USD · 1 × 500 "24/7 support""#]]);
    check("invoice Globex $500 for 3D model", expect![[r#"invoice · Globex · USD · 1 × 500 "3D model""#]]);
    check("invoice Globex $500 for 4K video edit", expect![[r#"invoice · Globex · USD · 1 × 500 "4K video edit""#]]);
    check("invoice Globex $500 for Q4 report", expect![[r#"invoice · Globex · USD · 1 × 500 "Q4 report""#]]);
    check("invoice Globex $500 for B2B campaign", expect![[r#"invoice · Globex · USD · 1 × 500 "B2B campaign""#]]);
    check("invoice Globex $80 per hour for 3 hours of B2B coaching", expect![[r#"invoice · Globex · USD · 3 hour × 80 "B2B coaching""#]]);
    check("invoice Globex 4k for design", expect![[r#"invoice · Globex · USD · 1 × 4000 "Design""#]]);
    check("invoice Globex 4K for design", expect![[r#"invoice · Globex · USD · 1 × 4000 "Design""#]]);
    check("invoice Acme for consulting in October $500", expect![[r#"invoice · Acme · USD · 1 × 500 "Consulting in October""#]]);
    check(
        "invoice Acme for consulting from 1 to 15 October $500",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Consulting from 1 to 15 October""#]],
    );
    check("invoice Acme for work done in March, $500", expect![[r#"invoice · Acme · USD · 1 × 500 "Work done in March""#]]);
    check("invoice Acme $500 for week of March 3", expect![[r#"invoice · Acme · USD · 1 × 500 "Week of March 3""#]]);
    check("invoice Acme $500 for room 101 paint", expect![[r#"invoice · Acme · USD · 1 × 500 "Room 101 paint""#]]);
    check("invoice Acme $500 for milestone 3", expect![[r#"invoice · Acme · USD · 1 × 500 "Milestone 3""#]]);
    check("invoice Acme $500 for milestone 3 of 5", expect![[r#"invoice · Acme · USD · 1 × 500 "Milestone 3 of 5""#]]);
    check("invoice Acme $500 for iPhone 15 repair", expect![[r#"invoice · Acme · USD · 1 × 500 "iPhone 15 repair""#]]);
    check(
        "invoice Acme $500 for 10x growth plan",
        expect![[r#"invoice · Acme · USD · 10 × 50 "Growth plan" · asks price_basis: 10×50 or 10×500"#]],
    );
    check("quote Globex $400 logo design with 3 revisions", expect![[r#"quote · Globex · USD · 1 × 400 "Logo design with 3 revisions""#]]);
    check(
        "quote Globex $400 logo design, 3 revisions included",
        expect![[r#"quote · Globex · USD · 1 × 400 "Logo design, 3 revisions included""#]],
    );
    check(
        "quote Globex $400 logo design including 3 revisions",
        expect![[r#"quote · Globex · USD · 1 × 400 "Logo design including 3 revisions""#]],
    );
    check("invoice Globex $400 logo design (3 concepts)", expect![[r#"invoice · Globex · USD · 1 × 400 "Logo design (3 concepts)""#]]);
    check("invoice Acme $500 for 1/2 marathon training", expect![[r#"invoice · Acme · USD · 1 × 500 "1/2 marathon training""#]]);
}

#[test]
fn what_no_document_can_say_yet_is_kept_apart() {
    check("invoice Acme $500 monthly for hosting", expect![[r#"invoice · Acme · USD · 1 × 500 "Hosting" · later Recurrence "monthly""#]]);
    check("invoice Acme $500 for monthly hosting", expect![[r#"invoice · Acme · USD · 1 × 500 "Monthly hosting""#]]);
    check(
        "invoice Acme $500 every 2 weeks for hosting until June",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Hosting" · later Recurrence "every 2 weeks" · later Recurrence "until June""#]],
    );
    check(
        "invoice Acme $500 for hosting 2/10 net 30",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Hosting" · net 30 → 2026-12-22 · later EarlyPayment "2/10""#]],
    );
    check(
        "invoice Acme $500 for hosting, 2% discount if paid within 10 days, net 30",
        expect![[
            r#"invoice · Acme · USD · 1 × 500 "Hosting" · net 30 → 2026-12-22 · later EarlyPayment "2% discount if paid within 10 days""#
        ]],
    );
    check(
        "invoice Acme $3000 for site in 3 instalments",
        expect![[r#"invoice · Acme · USD · 1 × 3000 "Site" · later Schedule "in 3 instalments""#]],
    );
    check("invoice Acme $3000 for site, 50/50", expect![[r#"invoice · Acme · USD · 1 × 3000 "Site" · later Schedule "50/50""#]]);
    check("invoice Acme $3000 for site, 40/30/30", expect![[r#"invoice · Acme · USD · 1 × 3000 "Site" · later Schedule "40/30/30""#]]);
    check(
        "credit note for Acme $100",
        expect![[
            r#"invoice · Acme · USD · 1 × 100 "" · later CreditNote "credit note" · missing items[0].description · asks kind: ? or quote | estimate | invoice | receipt"#
        ]],
    );
    check(
        "refund Acme $50 for shipping",
        expect![[
            r#"invoice · Acme · USD · 1 × 50 "Shipping" · later CreditNote "refund" · asks kind: ? or quote | estimate | invoice | receipt"#
        ]],
    );
    check(
        "invoice Globex $750 for copywriting, delivered in 14 days",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · later Delivery "delivered in 14 days""#]],
    );
    check(
        "invoice Globex $750 for copywriting, 1.5% late fee per month",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · later LateFee "1.5% late fee per month""#]],
    );
    check(
        "invoice Globex $750 for copywriting, reverse charge",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · VAT none · later ReverseCharge "reverse charge""#]],
    );
    check(
        "invoice Globex $750 for copywriting, 15% withholding",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · later Withholding "15% withholding" · asks total: as listed or "#]],
    );
    check(
        "invoice #1042 Globex $750 for copywriting",
        expect![[r##"invoice · Globex · USD · 1 × 750 "Copywriting" · later Number "#1042""##]],
    );
    check(
        "send the invoice to globex $100 for tea to bob@x.org",
        expect![[r#"invoice · Globex · USD · 1 × 100 "Tea" · later Email "to bob@x.org""#]],
    );
    check(
        "invoice Globex $750 for copywriting, delivery by March 3, net 30",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · net 30 → 2026-12-22 · later Delivery "delivery by March 3""#]],
    );
    check(
        "send a reminder to Acme",
        expect![[
            r#"invoice · Acme · USD · later Reminder "reminder" · missing items · asks kind: ? or quote | estimate | invoice | receipt"#
        ]],
    );
    check(
        "quote Globex $400 logo design, 10% discount if paid early",
        expect![[r#"quote · Globex · USD · 1 × 400 "Logo design" · later EarlyPayment "10% discount if paid early""#]],
    );
    check("invoice Acme yearly $240 for hosting", expect![[r#"invoice · Acme · USD · 1 × 240 "Hosting" · later Recurrence "yearly""#]]);
    check(
        "weekly invoice Acme $240 for cleaning starting Jan 4",
        expect![[r#"invoice · Acme · USD · 1 × 240 "Cleaning" · dated 2027-01-04 · later Recurrence "weekly""#]],
    );
    check(
        "invoice Acme $240 for cleaning on the 1st of every month",
        expect![[r#"invoice · Acme · USD · 1 × 240 "Cleaning" · later Recurrence "on the 1st of every month""#]],
    );
    check(
        "invoice Acme $240 for cleaning each month for 6 months",
        expect![[r#"invoice · Acme · USD · 1 × 240 "Cleaning" · later Recurrence "each month for 6 months""#]],
    );
    check(
        "invoice Acme $240 for cleaning every Friday",
        expect![[r#"invoice · Acme · USD · 1 × 240 "Cleaning" · later Recurrence "every Friday""#]],
    );
    check(
        "recurring monthly invoice for Acme $240 hosting from Jan 1 until Dec 31",
        expect![[
            r#"invoice · Acme · USD · 1 × 240 "Hosting" · dated 2027-01-01 · later Recurrence "recurring" · later Recurrence "monthly" · later Recurrence "until Dec 31""#
        ]],
    );
    check("invoice Acme $2,000 monthly retainer", expect![[r#"invoice · Acme · USD · 1 × 2000 "Monthly retainer""#]]);
    check(
        "set up a monthly invoice for Acme, $240 for hosting",
        expect![[r#"invoice · Acme · USD · 1 × 240 "Hosting" · later Recurrence "monthly""#]],
    );
    check(
        "invoice Acme $6,000 for app, split into 3 monthly payments",
        expect![[r#"invoice · Acme · USD · 1 × 6000 "App" · later Schedule "split into 3 monthly payments""#]],
    );
    check(
        "invoice Acme $6,000 for app, 3 payments of $2,000",
        expect![[r#"invoice · Acme · USD · 1 × 6000 "App" · later Schedule "3 payments of $2,000""#]],
    );
    check(
        "invoice Acme $6,000 for app, 1/3 now, 1/3 at launch, 1/3 later",
        expect![[r#"invoice · Acme · USD · 1 × 6000 "App" · deposit 33.3333% · later Event "1/3 at launch" · later Event "1/3 later""#]],
    );
    check(
        "invoice Acme $6,000 for app, 2% 10 net 30",
        expect![[r#"invoice · Acme · USD · 1 × 6000 "App" · net 30 → 2026-12-22 · later EarlyPayment "2% 10""#]],
    );
    check(
        "invoice Acme $6,000 for app, 3% off if paid in 7 days",
        expect![[r#"invoice · Acme · USD · 1 × 6000 "App" · later EarlyPayment "3% off if paid in 7 days""#]],
    );
    check(
        "invoice Acme $6,000 for app, $100 off if paid by Friday",
        expect![[r#"invoice · Acme · USD · 1 × 6000 "App" · later EarlyPayment "$100 off if paid by Friday""#]],
    );
    check(
        "invoice Acme €6,000 for app plus 10% tip",
        expect![[r#"invoice · Acme · EUR · 1 × 6000 "App" · later Surcharge "plus 10% tip" · asks total: as listed or "#]],
    );
    check(
        "invoice Wonka Inc 2.5 days of workshop at 900 EUR plus 21% VAT, reverse charge",
        expect![[r#"invoice · new Wonka Inc · EUR · 2.5 day × 900 "Workshop" · VAT none · later ReverseCharge "reverse charge""#]],
    );
    check(
        "invoice Hooli Corp $9,000 in three equal instalments",
        expect![[
            r#"invoice · new Hooli Corp · USD · 1 × 9000 "" · later Schedule "in three equal instalments" · missing items[0].description · asks client: new Hooli Corp or Hooli GmbH | Hooli SAS"#
        ]],
    );
    check(
        "invoice Acme $1,200 for audit 2/10 net 30",
        expect![[r#"invoice · Acme · USD · 1 × 1200 "Audit" · net 30 → 2026-12-22 · later EarlyPayment "2/10""#]],
    );
    check(
        "refund Acme $100 for INV-0042",
        expect![[
            r#"invoice · Acme · USD · 1 × 100 "INV-0042" · later CreditNote "refund" · asks kind: ? or quote | estimate | invoice | receipt"#
        ]],
    );
    check(
        "invoice Acme $500 for design and $300 for hosting, 10% off everything",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Design" · 1 × 300 "Hosting" · less 10%"#]],
    );
    check(
        "proforma invoice for Acme $2,400",
        expect![[
            r#"invoice · Acme · USD · 1 × 2400 "" · later Proforma "proforma invoice" · missing items[0].description · asks kind: ? or quote | estimate | invoice | receipt"#
        ]],
    );
    check(
        "invoice Acme $500 retainer every quarter starting Jan 1",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Retainer" · dated 2027-01-01 · later Recurrence "every quarter""#]],
    );
    check(
        "invoice Acme €500 on the 15th of each month for 12 months",
        expect![[
            r#"invoice · Acme · EUR · 1 × 500 "" · later Recurrence "on the 15th of each month for 12 months" · missing items[0].description"#
        ]],
    );
}

/// A business with defaults and agreements.
fn agreed<'a>(clients: &'a [Known]) -> Context<'a> {
    let percent = |rate: u32| Percent::new(rate.into()).ok();
    Context {
        tax: percent(20),
        tax_name: "VAT",
        currency: Some(Currency::GBP),
        terms: Some(Terms::Net(14)),
        week_starts_monday: false,
        ..context("en-GB", clients)
    }
}

fn check_agreed(text: &str, expected: Expect) {
    let mut clients = shown::known(NAMES);
    clients[0].currency = Some(Currency::EUR);
    clients[0].terms = Some(Terms::Net(45));
    clients[0].tax = Percent::new(7.into()).ok();
    clients[1].aliases = vec!["Globex Corporation".to_owned(), "GX".to_owned()];
    let reading = read(text, &agreed(&clients));
    shown::assert_covered(text, &reading);
    expected.assert_eq(&shown::shown(text, &reading, &clients));
}

#[test]
fn defaults_hold_until_the_sentence_says_otherwise() {
    check_agreed("invoice Initech 500 for tea", expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT 20% · net 14 → 2026-12-06"#]]);
    check_agreed(
        "invoice Initech 500 for tea plus VAT",
        expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT 20% · net 14 → 2026-12-06"#]],
    );
    check_agreed(
        "invoice Initech 500 for tea, VAT included",
        expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT 20% incl · net 14 → 2026-12-06"#]],
    );
    check_agreed(
        "invoice Initech 500 for tea, no VAT",
        expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT none · net 14 → 2026-12-06"#]],
    );
    check_agreed(
        "invoice Initech 500 for tea + 5% VAT, due on receipt",
        expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT 5% · receipt → 2026-11-22"#]],
    );
    check_agreed("invoice Initech $500 for tea", expect![[r#"invoice · Initech · USD · 1 × 500 "Tea" · VAT 20% · net 14 → 2026-12-06"#]]);
    check_agreed(
        "invoice Initech 500 for tea due next Friday",
        expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT 20% · due 2026-12-04 · asks due_date: 2026-12-04 or 2026-11-27"#]],
    );
}

#[test]
fn what_was_agreed_with_a_client_comes_before_the_defaults() {
    check_agreed("invoice Acme 500 for tea", expect![[r#"invoice · Acme · EUR · 1 × 500 "Tea" · VAT 7% · net 45 → 2027-01-06"#]]);
    check_agreed("invoice GX 500 for tea", expect![[r#"invoice · Globex · GBP · 1 × 500 "Tea" · VAT 20% · net 14 → 2026-12-06"#]]);
    check_agreed(
        "invoice Globex Corporation £500 for tea",
        expect![[r#"invoice · Globex · GBP · 1 × 500 "Tea" · VAT 20% · net 14 → 2026-12-06"#]],
    );
}

/// Dismisses the first chip over these words and reads again.
fn check_without(text: &str, words: &str, expected: Expect) {
    let clients = shown::known(NAMES);
    let context = context("en-US", &clients);
    let at = text.find(words).expect(words);
    let chip = read(text, &context).chips.into_iter().find(|chip| chip.span.contains(&at)).expect("a chip");
    let reading = read_without(text, &context, &[chip.span]);
    shown::assert_covered(text, &reading);
    expected.assert_eq(&shown::shown(text, &reading, &clients));
}

#[test]
fn a_dismissed_chip_becomes_plain_words() {
    check_without("invoice Acme $500 for logo due in 14 days", "due", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo due in 14 days""#]]);
    check_without("invoice Acme $500 for logo, 50% deposit", "50%", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo, 50% deposit""#]]);
    check_without("invoice Acme $500 for logo", "Acme", expect![[r#"invoice · nobody · USD · 1 × 500 "Acme logo" · missing client"#]]);
    check_without(
        "invoice Acme $500 for logo",
        "$500",
        expect![[r#"invoice · Acme · USD · 1 × ? "$500 for logo" · missing items[0].unit_price"#]],
    );
    check_without("invoice Acme $500 for logo 10% off", "10%", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo 10% off""#]]);
    check_without("invoice Acme $500 for logo", "invoice", expect![[r#"invoice · Acme · USD · 1 × 500 "Invoice logo""#]]);
}

#[test]
fn an_answer_changes_the_reading() {
    let clients = shown::known(NAMES);
    let mut reading = read("invoice Hooli $900 for 3 logos net 30 EOM", &context("en-US", &clients));
    assert!(!reading.is_settled());
    let asked: Vec<usize> = (0..reading.questions.len()).filter(|at| reading.questions[*at].ask).collect();
    for question in asked {
        assert!(reading.answer(question, 0));
    }
    expect![[r#"invoice · Hooli GmbH · USD · 3 × 900 "Logos" · due 2026-12-30"#]]
        .assert_eq(&shown::shown("", &reading, &clients).replace(" · later", ""));
    assert!(reading.is_settled());
    assert!(!reading.answer(99, 0) && !reading.answer(0, 99));
}

#[test]
fn ten_thousand_clients_are_told_apart() {
    let names: Vec<String> =
        (0..10_000).map(|at| format!("Client {} Holdings {at}", ["Ash", "Birch", "Cedar", "Éclair"][at % 4])).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let clients = shown::known(&names);
    let text = "invoice client cedar holdings 4242 $500 for logo";
    expect![[r#"invoice · new cedar holdings · USD · 1 × 500 "Logo" · unread Unclear "4242""#]].assert_eq(&shown::shown(
        text,
        &read(text, &context("en-US", &clients)),
        &clients,
    ));
    let text = "invoice Client eclair $500 for logo";
    let reading = read(text, &context("en-US", &clients));
    assert!(matches!(reading.client, Who::Several(ids) if ids.len() == 2500));
}

#[test]
fn absurd_texts_are_read_without_harm() {
    let clients = shown::known(NAMES);
    let long = [
        "for ".repeat(2500),
        "monthly ".repeat(1250),
        "9".repeat(10_000),
        "1,".repeat(5000),
        "$5 x 3 logos and ".repeat(600),
        "Acme ".repeat(2000),
        "due in 14 days, ".repeat(600),
        "🦀\u{202E}\u{0}é".repeat(1200),
        "\"".repeat(3001),
        "1/".repeat(5000),
        "half a ".repeat(1400),
        "Bob & ".repeat(1600),
    ];
    for text in &long {
        let reading = read(text, &context("en-US", &clients));
        shown::assert_covered(text, &reading);
        reading.draft(&mut shown::Counting(0)).map(|draft| draft.totals());
    }
}

const WORDS: &[&str] = &[
    "invoice",
    "quote",
    "receipt",
    "Acme",
    "3M",
    "Studio 54",
    "Net 30 Consulting",
    "Bob",
    "$500",
    "1,200.50",
    "€",
    "USD",
    "3",
    "x",
    "hours",
    "days",
    "@",
    "at",
    "/",
    "hr",
    "for",
    "to",
    "and",
    "plus",
    ",",
    ".",
    ";",
    ":",
    "-",
    "(",
    ")",
    "\"",
    "50%",
    "half",
    "deposit",
    "up front",
    "off",
    "less",
    "VAT",
    "incl.",
    "no",
    "due",
    "in",
    "14",
    "net",
    "30",
    "EOM",
    "Friday",
    "next",
    "15",
    "March",
    "2026-12-06",
    "15/12",
    "valid",
    "until",
    "paid",
    "cash",
    "by",
    "PO",
    "#",
    "1234",
    "monthly",
    "every",
    "month",
    "if paid",
    "within",
    "total",
    "each",
    "between",
    "note:",
    "logo",
    "design",
    "\n",
    "99999999999999999999999999",
    "k",
    "½",
    "½ day",
    "🦀",
    "é",
    "the rest",
    "on completion",
    "%",
    "1/3",
    "now",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn any_text_is_covered_and_reads_the_same_twice(text in ".{0,120}", cut in 0usize..200, length in 0usize..40) {
        let clients = shown::known(NAMES);
        for locale in ["en-US", "de-DE", ""] {
            let context = context(locale, &clients);
            let reading = read(&text, &context);
            shown::assert_covered(&text, &reading);
            prop_assert_eq!(&reading, &read(&text, &context));
            reading.draft(&mut shown::Counting(0)).map(|draft| draft.totals());
            shown::assert_covered(&text, &read_without(&text, &context, std::slice::from_ref(&(cut..cut + length))));
        }
    }

    #[test]
    fn any_words_of_the_trade_are_covered(words in prop::collection::vec((prop::sample::select(WORDS), prop::bool::weighted(0.85)), 0..24), pick in 0usize..24) {
        let text: String = words.iter().map(|(word, spaced)| format!("{word}{}", if *spaced { " " } else { "" })).collect();
        let clients = shown::known(NAMES);
        for locale in ["en-US", "en-GB", "sv-SE"] {
            let context = context(locale, &clients);
            let mut reading = read(&text, &context);
            shown::assert_covered(&text, &reading);
            reading.draft(&mut shown::Counting(0)).map(|draft| draft.totals());
            if let Some(chip) = reading.chips.get(pick) {
                shown::assert_covered(&text, &read_without(&text, &context, std::slice::from_ref(&chip.span)));
            }
            for question in 0..reading.questions.len() {
                reading.answer(question, 0);
            }
        }
    }
}
