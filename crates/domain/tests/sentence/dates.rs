//! When it is due, and how long it holds.

use super::*;

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
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · rest on completion"#]],
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
