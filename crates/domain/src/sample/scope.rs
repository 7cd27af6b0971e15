//! What the sample's clients have agreed on, the time worked on it, and what they asked for on top.

use super::Teller;
use crate::Stage;
use crate::item::{ActKind, ItemField, ItemKind};

/// A website at a fixed price with a shop and a calendar asked for on top, and care by the hour beside it.
pub(super) fn website(t: &mut Teller<'_>) {
    use ItemField as F;
    let (signed, end, today) = (t.ago(62).to_string(), t.today.plus_days(24).to_string(), t.today);
    let day = |ago: i64| today.plus_days(-ago).to_string();
    let site = t.item(
        ItemKind::Engagement,
        &[
            (F::Title, "Website"),
            (F::Detail, "Five pages, designed and built; texts by Priya; one training session."),
            (F::NotIncluded, "A shop, a booking system, photography."),
            (F::Billing, "fixed"),
            (F::Price, "10500"),
            (F::Rate, "110"),
            (F::Hours, "80"),
            (F::Rounds, "2"),
            (F::Response, "8"),
            (F::Signed, &signed),
            (F::Start, &signed),
            (F::End, &end),
        ],
    );
    let care = t.item(
        ItemKind::Engagement,
        &[
            (F::Title, "Care for the old site"),
            (F::Detail, "Small fixes until the new site is up."),
            (F::Billing, "hourly"),
            (F::Rate, "110"),
            (F::RoundTo, "15"),
            (F::Budget, "1200"),
        ],
    );
    t.place(care, Stage::Retention, 9);
    super::proposal::website(t, site);
    let (site, care) = (site.to_string(), care.to_string());
    for (ago, minutes, what, on) in [
        (20, "1440", "Structure and first layouts", &site),
        (11, "1380", "Design of the five pages", &site),
        (4, "960", "Round one of changes", &site),
        (8, "50", "Timetable corrected", &care),
        (2, "95", "Timetable corrected", &care),
        (1, "35", "Contact form mended", &care),
    ] {
        t.item(ItemKind::Work, &[(F::Day, &day(ago)), (F::Minutes, minutes), (F::Detail, what), (F::Engagement, on)]);
    }
    let asked = day(12);
    t.item(
        ItemKind::Request,
        &[
            (F::Title, "Small shop for vouchers"),
            (F::Detail, "Sell vouchers by card, send them by e-mail."),
            (F::Day, &asked),
            (F::Hours, "16"),
            (F::Engagement, &site),
        ],
    );
    let photos =
        t.item(ItemKind::Request, &[(F::Title, "Retouch the team photos"), (F::Day, &asked), (F::Hours, "2.5"), (F::Engagement, &site)]);
    t.act(photos, ActKind::Accepted, 9, "By phone, Priya");
    let banner =
        t.item(ItemKind::Request, &[(F::Title, "Banner for the open day"), (F::Day, &day(6)), (F::Hours, "1"), (F::Engagement, &site)]);
    t.act(banner, ActKind::Waived, 5, "A thank-you for the quick answers");
}

/// Label work by the hour whose budget is nearly used.
pub(super) fn labels(t: &mut Teller<'_>) {
    use ItemField as F;
    let today = t.today;
    let day = |ago: i64| today.plus_days(-ago).to_string();
    let labels = t.item(
        ItemKind::Engagement,
        &[
            (F::Title, "Label series, autumn and winter"),
            (F::Detail, "Twelve labels in the style of the spring series."),
            (F::NotIncluded, "New illustrations, printing."),
            (F::Billing, "hourly"),
            (F::Rate, "85"),
            (F::RoundTo, "15"),
            (F::Hours, "30"),
            (F::Rounds, "2"),
            (F::Start, &day(30)),
        ],
    );
    let labels = labels.to_string();
    for (ago, minutes, what) in
        [(21, "420", "Autumn labels"), (16, "390", "Autumn labels"), (9, "405", "Winter labels"), (3, "260", "Winter labels")]
    {
        t.item(ItemKind::Work, &[(F::Day, &day(ago)), (F::Minutes, minutes), (F::Detail, what), (F::Engagement, &labels)]);
    }
}
