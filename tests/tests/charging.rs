//! Time and requests that are charged, through the session and back from storage.

use domain::decide::BillLine;
use domain::item::{ItemField as F, ItemKind};
use domain::money::Currency;
use domain::scope::Scope;
use domain::{ClientId, Command, Done, ItemId};
use throughline_tests::memory::Disk;
use throughline_tests::tab::Tab;

fn added(tab: &mut Tab, client: ClientId, kind: ItemKind, fields: &[(F, &str)]) -> ItemId {
    let fields = fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
    match tab.must(Command::AddItem { client, kind, fields }).done {
        Done::ItemAdded { item, .. } => item,
        other => panic!("nothing added: {other:?}"),
    }
}

fn unbilled(tab: &mut Tab, client: ClientId) -> Vec<String> {
    Scope::of(tab.look(client), Some(Currency::EUR)).unbilled().owed().map(|money| money.to_string()).collect()
}

#[test]
fn what_a_draft_charges_is_kept_with_it_and_free_again_without_it() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let website = [(F::Title, "Website"), (F::Rate, "80"), (F::Currency, "EUR"), (F::RoundTo, "30")];
    let site = added(&mut tab, acme, ItemKind::Engagement, &website).to_string();
    added(&mut tab, acme, ItemKind::Work, &[(F::Day, "2026-11-20"), (F::Minutes, "100"), (F::Engagement, &site)]);
    added(&mut tab, acme, ItemKind::Request, &[(F::Title, "Shop"), (F::Hours, "1.5"), (F::Engagement, &site)]);
    assert_eq!(unbilled(&mut tab, acme), ["EUR 280.00"]);

    let bundles = Scope::of(tab.look(acme), None).bundles();
    let line = |items| BillLine { items, description: "Work".to_owned(), unit: "hour".to_owned() };
    let billed = tab.must(Command::Bill { client: acme, lines: bundles.into_iter().map(line).collect() });
    assert!(matches!(billed.done, Done::Billed { .. }));

    let mut again = Tab::open(&disk, 2);
    assert_eq!(unbilled(&mut again, acme), ["EUR 120.00"], "the time is on the draft, the request is not");
    let drafts: Vec<_> = again.look(acme).invoices.values().filter_map(|one| one.draft.as_ref()?.totals().ok()).collect();
    assert_eq!(drafts.iter().map(|totals| totals.total.to_string()).collect::<Vec<_>>(), ["EUR 160.00"]);
    again.must(billed.undo.expect("an undo"));
    assert_eq!(unbilled(&mut again, acme), ["EUR 280.00"]);
}
