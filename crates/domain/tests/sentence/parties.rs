//! Who it is for, what was paid, which reference it has; and how a locale writes all of it.

use super::*;

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
