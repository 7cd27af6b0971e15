//! Invoices as other tools write them: their discounts, taxes, totals and lines.

use domain::money::Currency;
use expect_test::expect;

use crate::shown::check;

#[test]
fn discounts_as_percentage_as_amount_or_as_either() {
    let file = "Client,Invoice Number,Date,Total,Discount,Item,Quantity,Unit Price\n\
        Acme,1,2026-01-02,€90.00,10%,Logo,1,100.00\n\
        Acme,2,2026-01-02,€40.00,€10,Logo,1,50.00\n\
        Acme,3,2026-01-02,€45.00,10,Logo,1,50.00\n\
        Acme,4,2026-01-02,€40.00,10,Logo,1,50.00\n\
        Acme,5,2026-01-02,€50.00,10,Logo,1,50.00\n\
        Acme,6,2026-01-02,€49.00,10,Logo,1,50.00\n";
    check(
        file.as_bytes(),
        |_| {},
        expect![[r#"
            unknown tool · invoices · utf-8 · comma · header on line 1
            2: Acme
            2: #1 Acme 2026-01-02 · EUR 90.00 paid 0.00 · −10%
                1 × 100  Logo
            3: #2 Acme 2026-01-02 · EUR 40.00 paid 0.00 · −10
                1 × 50  Logo
            4: #3 Acme 2026-01-02 · EUR 45.00 paid 0.00 · −10%
                1 × 50  Logo
            5: #4 Acme 2026-01-02 · EUR 40.00 paid 0.00 · −10
                1 × 50  Logo
            6: #5 Acme 2026-01-02 · EUR 50.00 paid 0.00
                1 × 50  Logo
            7: #6 Acme 2026-01-02 · EUR 49.00 paid 0.00
                1 × 50  Logo
                1 × -10  Discount
                1 × 9  Difference
            ! DiscountLeftOut { line: 6, number: "5" }
            ! DifferenceAdded { line: 7, number: "6", amount: EUR 9.00 }
            = 6 invoices, EUR 314.00 invoiced, EUR 0.00 paid
        "#]],
    );
}

const FRESHBOOKS: &str = "Client Name,Invoice #,Date Issued,Invoice Status,Date Paid,Item Name,Item Description,Rate,Quantity,\
    Discount Percentage,Line Subtotal,Tax 1 Type,Tax 1 Amount,Tax 2 Type,Tax 2 Amount,Line Total,Currency\n";

#[test]
fn freshbooks_discounts_and_taxes() {
    let rows = "\
        A,1,2021-01-28,paid,2021-02-03,Design,,100.00,1,0.0000,100.00,VAT,19.00,,0.00,119.00,EUR\n\
        B,2,2021-01-28,sent,,Design,,140.00,1,0.0000,140.00,GST,7.00,QST,13.97,160.97,CAD\n\
        C,3,2021-01-28,sent,,Design,,200.00,1,10.0000,180.00,VAT,36.00,,0.00,216.00,EUR\n\
        D,4,2021-01-28,sent,,Design,,100.00,1,10.0000,90.00,,0.00,,0.00,90.00,EUR\n\
        D,4,2021-01-28,sent,,Print,,50.00,2,0.0000,100.00,,0.00,,0.00,100.00,EUR\n\
        E,5,2021-01-28,sent,,Design,,9.99,1,0.0000,9.99,VAT,1.90,,0.00,11.89,EUR\n\
        F,6,2021-01-28,sent,,Design,,100.00,1,0.0000,100.00,VAT,20.00,,0.00,100.00,EUR\n\
        G,7,2021-01-28,draft,,Design,,120.00,1,0.0000,120.00,VAT,20.00,,0.00,120.00,EUR\n";
    check(
        format!("{FRESHBOOKS}{rows}").as_bytes(),
        |_| {},
        expect![[r#"
            FreshBooks · invoices · utf-8 · comma · header on line 1
            2: A
            3: B
            4: C
            5: D
            7: E
            8: F
            9: G
            2: #1 A 2021-01-28 · EUR 119.00 paid 119.00 on 2021-02-03 · tax VAT
                1 × 100 +19%  Design
            3: #2 B 2021-01-28 · CAD 160.97 paid 0.00
                1 × 140  Design
                1 × 7  GST
                1 × 13.97  QST
            4: #3 C 2021-01-28 · EUR 216.00 paid 0.00 · −10% · tax VAT
                1 × 200 +20%  Design
            5: #4 D 2021-01-28 · EUR 190.00 paid 0.00
                1 × 100  Design
                1 × -10  Discount
                2 × 50  Print
            7: #5 E 2021-01-28 · EUR 11.89 paid 0.00
                1 × 9.99  Design
                1 × 1.9  VAT
            8: #6 F 2021-01-28 · EUR 100.00 paid 0.00
                1 × 100  Design
            9: #7 G 2021-01-28 draft · EUR 120.00 paid 0.00
                1 × 120  Design
            ! TaxAsLine { line: 3, number: "2" }
            ! TaxAsLine { line: 7, number: "5" }
            ! TaxLeftOut { line: 8, number: "6" }
            ! TaxLeftOut { line: 9, number: "7" }
            = 1 invoices, CAD 160.97 invoiced, CAD 0.00 paid
            = 6 invoices, EUR 756.89 invoiced, EUR 119.00 paid
        "#]],
    );
}

#[test]
fn bonsai_has_no_lines() {
    check(
        b"invoice_number,client_or_company_name,client_email,status,total_amount,calculated_tax_amount,calculated_tax_percent,paid_amount,currency,issued_date,due_date,paid_date,payment_method,contractor_invoice_link,contractor_project_name\n\
        INV-1,Acme,a@acme.test,paid,119.00,19.00,19.0,119.00,EUR,2019-02-25 08:00:00 UTC,2019-03-11 08:00:00 UTC,2019-03-01 10:00:00 UTC,stripe,https://x,Website\n\
        INV-2,Acme,a@acme.test,drafted,50.00,0.00,0.0,0.00,EUR,2019-02-26 08:00:00 UTC,,,,,\n\
        INV-3,Acme,a@acme.test,void,160.97,20.97,,0.00,CAD,2019-02-27 08:00:00 UTC,,,,,\n",
        |_| {},
        expect![[r#"
            Bonsai · invoices · utf-8 · comma · header on line 1
            2: Acme · email a@acme.test
            2: #INV-1 Acme <a@acme.test> 2019-02-25→2019-03-11 · EUR 119.00 paid 119.00 on 2019-03-01
                1 × 100 +19%  Website
            3: #INV-2 Acme <a@acme.test> 2019-02-26 draft · EUR 50.00 paid 0.00
                1 × 50  As invoiced
            4: #INV-3 Acme <a@acme.test> 2019-02-27 void · CAD 160.97 paid 0.00
                1 × 140  As invoiced
                1 × 20.97  Tax
            ! TaxAsLine { line: 4, number: "INV-3" }
            = 1 invoices, CAD 160.97 invoiced, CAD 0.00 paid
            = 2 invoices, EUR 169.00 invoiced, EUR 119.00 paid
        "#]],
    );
}

#[test]
fn zoho_invoices_with_equal_lines_shipping_and_balance() {
    check(
        b"Invoice Date,Invoice ID,Invoice Number,Invoice Status,Customer Name,Due Date,PurchaseOrder,Currency Code,Entity Discount Percent,Entity Discount Amount,Item Name,Item Desc,Quantity,Usage unit,Item Price,Discount,Discount Amount,Item Total,SubTotal,Total,Balance,Shipping Charge,Adjustment,Last Payment Date,Notes\n\
        2021-01-28,9,INV-1,PartiallyPaid,Acme,2021-02-27,PO 7,USD,0.00,0.0,Mallet,Wood,6.00,pcs,4.25,0.00,0.000,25.50,51.00,61.00,11.00,10.00,0.00,2021-02-01,Thanks.\n\
        2021-01-28,9,INV-1,PartiallyPaid,Acme,2021-02-27,PO 7,USD,0.00,0.0,Mallet,Wood,6.00,pcs,4.25,0.00,0.000,25.50,51.00,61.00,11.00,10.00,0.00,2021-02-01,Thanks.\n",
        |_| {},
        expect![[r#"
            Zoho · invoices · utf-8 · comma · header on line 1
            2: Acme
            2: #INV-1 Acme 2021-01-28→2021-02-27 · USD 61.00 paid 50.00 on 2021-02-01 · ref PO 7 · note Thanks.
                6 pcs × 4.25  Mallet – Wood
                6 pcs × 4.25  Mallet – Wood
                1 × 10  Shipping Charge
            = 1 invoices, USD 61.00 invoiced, USD 50.00 paid
        "#]],
    );
}

#[test]
fn invoice_ninja_5_with_rates() {
    check(
        b"client.name,client.email,invoice.number,invoice.date,invoice.due_date,invoice.amount,invoice.balance,invoice.status,item.product_key,item.notes,item.cost,item.quantity,item.tax_name1,item.tax_rate1,client.currency\n\
        Acme,a@acme.test,0001,2026-01-02,2026-02-01,119,19,Sent,Logo,Logo design,100,1,VAT,19,EUR\n\
        Acme,a@acme.test,0002,2026-01-02,2026-02-01,119,119,Sent,Logo,,119,1,VAT,19,EUR\n",
        |_| {},
        expect![[r#"
            Invoice Ninja v5 · invoices · utf-8 · comma · header on line 1
            2: Acme · email a@acme.test
            2: #0001 Acme <a@acme.test> 2026-01-02→2026-02-01 · EUR 119.00 paid 100.00 · tax VAT
                1 × 100 +19%  Logo design
            3: #0002 Acme <a@acme.test> 2026-01-02→2026-02-01 · EUR 119.00 paid 0.00 · tax VAT · tax included
                1 × 119 +19%  Logo
            = 2 invoices, EUR 238.00 invoiced, EUR 100.00 paid
        "#]],
    );
}

#[test]
fn invoicely_and_its_months() {
    check(
        b"\"Date\",\"Due\",\"Details\",\"Client\",\"Status\",\"Total\"\n\"Jan 28 2021\",\"Jan 28 2021\",\"INV-1\",\"Bruce W\",\"Due\",\"1,020.00\"\n",
        |mapping| mapping.currency = Some(Currency::USD),
        expect![[r#"
            Invoicely · invoices · utf-8 · comma · header on line 1
            2: Bruce W
            2: #INV-1 Bruce W 2021-01-28→2021-01-28 · USD 1020.00 paid 0.00
                1 × 1020  As invoiced
            ! CurrencyAssumed { invoices: 1, currency: USD }
            = 1 invoices, USD 1020.00 invoiced, USD 0.00 paid
        "#]],
    );
}

#[test]
fn invoice2go_keeps_its_lines_to_itself() {
    check(
        b"Id,DocumentDate,DocumentNumber,Name,EmailRecipient,DocumentStatus,Items,CurrencyCode,TotalAmount,BalanceDueAmount,AmountPaidAmount,SubtotalAmount,TotalTaxAmount\n\
        a,2021-01-28,1,Barry,b@x.test,unsent,\"code,description,qty;,Paint,4\",ILS,953.55,953.55,0,815,\"sub_total,total,rate;815,138.55,17\"\n\
        b,2021-01-28,2,Barry,b@x.test,unpaid,,USD,70.2,0,70.2,70.2,\n",
        |_| {},
        expect![[r#"
            Invoice2go · invoices · utf-8 · comma · header on line 1
            2: Barry · email b@x.test
            2: #1 Barry <b@x.test> 2021-01-28 draft · ILS 953.55 paid 0.00
                1 × 815 +17%  As invoiced
            3: #2 Barry <b@x.test> 2021-01-28 · USD 70.20 paid 70.20
                1 × 70.2  As invoiced
            = 1 invoices, ILS 953.55 invoiced, ILS 0.00 paid
            = 1 invoices, USD 70.20 invoiced, USD 70.20 paid
        "#]],
    );
}
