//! What is charged, line by line, and what no document can say yet.

use super::*;

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
fn several_lines() {
    check(
        "invoice Acme for logo design and hosting",
        expect![[r#"invoice · Acme · USD · 1 × ? "Logo design and hosting" · missing items[0].unit_price"#]],
    );
    check("invoice Acme $500 for logo plus $50 shipping", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo" · plus 50 "Shipping""#]]);
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
        expect![[r#"invoice · Acme · USD · 1 × 500 "Consulting" · for 2026-10-01/2026-10-15"#]],
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
    check(
        "invoice Acme $500 monthly for hosting",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Hosting" · every 1 Months from 2026-11-22"#]],
    );
    check("invoice Acme $500 for monthly hosting", expect![[r#"invoice · Acme · USD · 1 × 500 "Monthly hosting""#]]);
    check(
        "invoice Acme $500 every 2 weeks for hosting until June",
        expect![[
            r#"invoice · Acme · USD · 1 × 500 "Hosting" · every 2 Weeks from 2026-11-22 until 2027-06-30 16 times · asks recurrence.until: 2027-06-30 or 2027-05-31"#
        ]],
    );
    check(
        "invoice Acme $500 for hosting 2/10 net 30",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Hosting" · net 30 → 2026-12-22 · early 2% in 10 days"#]],
    );
    check(
        "invoice Acme $500 for hosting, 2% discount if paid within 10 days, net 30",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Hosting" · net 30 → 2026-12-22 · early 2% in 10 days"#]],
    );
    check(
        "invoice Acme $3000 for site in 3 instalments",
        expect![[r#"invoice · Acme · USD · 1 × 3000 "Site" · later Schedule "in 3 instalments""#]],
    );
    check("invoice Acme $3000 for site, 50/50", expect![[r#"invoice · Acme · USD · 1 × 3000 "Site" · later Schedule "50/50""#]]);
    check("invoice Acme $3000 for site, 40/30/30", expect![[r#"invoice · Acme · USD · 1 × 3000 "Site" · later Schedule "40/30/30""#]]);
    check("credit note for Acme $100", expect![[r#"credit_note · Acme · USD · 1 × 100 "" · missing items[0].description"#]]);
    check("refund Acme $50 for shipping", expect![[r#"credit_note · Acme · USD · 1 × 50 "Shipping""#]]);
    check(
        "invoice Globex $750 for copywriting, delivered in 14 days",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · later Delivery "delivered in 14 days""#]],
    );
    check(
        "invoice Globex $750 for copywriting, 1.5% late fee per month",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · later LateFee "1.5% late fee per month""#]],
    );
    check("invoice Globex $750 for copywriting, reverse charge", expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · VAT none"#]]);
    check(
        "invoice Globex $750 for copywriting, 15% withholding",
        expect![[r#"invoice · Globex · USD · 1 × 750 "Copywriting" · withheld 15% "withholding""#]],
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
    check("invoice Acme yearly $240 for hosting", expect![[r#"invoice · Acme · USD · 1 × 240 "Hosting" · every 1 Years from 2026-11-22"#]]);
    check(
        "weekly invoice Acme $240 for cleaning starting Jan 4",
        expect![[r#"invoice · Acme · USD · 1 × 240 "Cleaning" · dated 2027-01-04 · every 1 Weeks from 2027-01-04"#]],
    );
    check(
        "invoice Acme $240 for cleaning on the 1st of every month",
        expect![[r#"invoice · Acme · USD · 1 × 240 "Cleaning" · dated 2026-12-01 · every 1 Months from 2026-12-01 on 1"#]],
    );
    check(
        "invoice Acme $240 for cleaning each month for 6 months",
        expect![[r#"invoice · Acme · USD · 1 × 240 "Cleaning" · every 1 Months from 2026-11-22 6 times"#]],
    );
    check(
        "invoice Acme $240 for cleaning every Friday",
        expect![[r#"invoice · Acme · USD · 1 × 240 "Cleaning" · dated 2026-11-27 · every 1 Weeks from 2026-11-27"#]],
    );
    check(
        "recurring monthly invoice for Acme $240 hosting from Jan 1 until Dec 31",
        expect![[
            r#"invoice · Acme · USD · 1 × 240 "Hosting" · dated 2027-01-01 · every 1 Months from 2027-01-01 on 1 until 2027-12-31 12 times"#
        ]],
    );
    check("invoice Acme $2,000 monthly retainer", expect![[r#"invoice · Acme · USD · 1 × 2000 "Monthly retainer""#]]);
    check(
        "set up a monthly invoice for Acme, $240 for hosting",
        expect![[r#"invoice · Acme · USD · 1 × 240 "Hosting" · every 1 Months from 2026-11-22"#]],
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
        expect![[r#"invoice · Acme · USD · 1 × 6000 "App" · deposit 33.3333% · rest at launch, later"#]],
    );
    check(
        "invoice Acme $6,000 for app, 2% 10 net 30",
        expect![[r#"invoice · Acme · USD · 1 × 6000 "App" · net 30 → 2026-12-22 · early 2% in 10 days"#]],
    );
    check(
        "invoice Acme $6,000 for app, 3% off if paid in 7 days",
        expect![[r#"invoice · Acme · USD · 1 × 6000 "App" · early 3% in 7 days"#]],
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
        expect![[r#"invoice · new Wonka Inc · EUR · 2.5 day × 900 "Workshop" · VAT none"#]],
    );
    check(
        "invoice Hooli Corp $9,000 in three equal instalments",
        expect![[
            r#"invoice · new Hooli Corp · USD · 1 × 9000 "" · later Schedule "in three equal instalments" · missing items[0].description · asks client: new Hooli Corp or Hooli GmbH | Hooli SAS"#
        ]],
    );
    check(
        "invoice Acme $1,200 for audit 2/10 net 30",
        expect![[r#"invoice · Acme · USD · 1 × 1200 "Audit" · net 30 → 2026-12-22 · early 2% in 10 days"#]],
    );
    check("refund Acme $100 for INV-0042", expect![[r#"credit_note · Acme · USD · 1 × 100 "INV-0042" · settles INV-0042"#]]);
    check(
        "invoice Acme $500 for design and $300 for hosting, 10% off everything",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Design" · 1 × 300 "Hosting" · less 10%"#]],
    );
    check("proforma invoice for Acme $2,400", expect![[r#"proforma · Acme · USD · 1 × 2400 "" · missing items[0].description"#]]);
    check(
        "invoice Acme $500 retainer every quarter starting Jan 1",
        expect![[r#"invoice · Acme · USD · 1 × 500 "Retainer" · dated 2027-01-01 · every 3 Months from 2027-01-01 on 1"#]],
    );
    check(
        "invoice Acme €500 on the 15th of each month for 12 months",
        expect![[
            r#"invoice · Acme · EUR · 1 × 500 "" · dated 2026-12-15 · every 1 Months from 2026-12-15 on 15 12 times · missing items[0].description"#
        ]],
    );
}
