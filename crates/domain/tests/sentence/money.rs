//! Prices, deposits, taxes, discounts, currencies.

use super::*;

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
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · deposit 30% · rest on delivery"#]],
    );
    check(
        "invoice Acme $1000 for consulting, half now, half on delivery",
        expect![[r#"invoice · Acme · USD · 1 × 1000 "Consulting" · deposit 50% · rest on delivery"#]],
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
        expect![[r#"invoice · Acme · USD · 1 × 1200 "Website redesign" · due 2026-12-15 · deposit 30% · rest on completion"#]],
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
        expect![[r#"quote · Globex · USD · 1 × 400 "Logo design" · deposit 50% · rest on completion"#]],
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
        expect![[r#"invoice · Globex · SEK · 1 × 750 "Copywriting" · asks currency: SEK or NOK | DKK"#]],
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
