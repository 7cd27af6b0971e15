//! One billing document: a draft in its editor, or what was issued, as it is printed.

mod asking;
mod chain;
mod deposits;
mod dispute;
mod draft;
mod editor;
mod figure;
mod issue;
mod issued;
mod line_more;
mod lines;
mod more;
mod own;
mod payment;
mod payments;
mod plan;
mod prints;
mod refund;
mod remit;
mod spreading;
mod terms;
mod voiding;

use std::sync::Arc;

use crate::dom::*;
use domain::invoice::{Invoice, Standing};
use domain::{ClientId, Command, InvoiceId};

use crate::part::icon::{Icon, turning_icon};
use crate::route::Route;
use crate::state::desk::{Desk, Record, desk};
use crate::words::document as said;
use draft::Draft;
use issued::Issued;

/// What there is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Waiting,
    Missing,
    Deleted,
    Draft,
    Issued,
}

/// The document that the page shows. Copies are one document.
#[derive(Clone, Copy)]
struct Subject {
    desk: Desk,
    client: ClientId,
    id: InvoiceId,
    record: Memo<Option<Arc<Record>>>,
}

impl Subject {
    /// Looks at the document as it is now.
    fn with<T>(self, look: impl FnOnce(&Record, &Invoice) -> T) -> Option<T> {
        self.record.with(|record| {
            let record = record.as_ref()?;
            record.client.invoices.get(&self.id).map(|invoice| look(record, invoice))
        })
    }

    fn shape(self) -> Shape {
        if self.record.with(Option::is_none) {
            return Shape::Waiting;
        }
        self.with(|_, invoice| match invoice.standing() {
            Standing::Removed => Shape::Deleted,
            Standing::Draft if invoice.draft.is_some() => Shape::Draft,
            Standing::Draft => Shape::Missing,
            Standing::Given
            | Standing::Open
            | Standing::PartlyPaid
            | Standing::Paid
            | Standing::Overpaid
            | Standing::Void
            | Standing::Credited
            | Standing::Contested => Shape::Issued,
        })
        .unwrap_or(Shape::Missing)
    }

    /// What everybody calls the client.
    fn client_name(self) -> String {
        self.record.with(|record| record.as_ref().map(|record| record.client.name().to_owned()).unwrap_or_default())
    }
}

#[component]
pub fn Document(client: ClientId, invoice: InvoiceId) -> View {
    let desk = desk();
    desk.look(client);
    desk.look_at_practice();
    let record = Memo::new(move |_| desk.record.get().filter(|record| record.client.id == client));
    let subject = Subject { desk, client, id: invoice, record };
    let shape = Memo::new(move |_| subject.shape());
    let back = move |_| desk.tell(Command::DiscardDraft { client, invoice, gone: false });
    view! {
        <a class="crumb" href=Route::Billing.hash()>{turning_icon(Icon::Back)}{said::BILLING}</a>
        {move || match shape.get() {
            Shape::Waiting => view! { <div class="wait" role="status" aria-label=said::WAITING aria-busy="true"><i></i><i></i><i></i></div> },
            Shape::Missing => view! {
                <div class="empty">
                    <h1>{said::NOT_HERE}</h1>
                    <p>{said::NOT_HERE_HINT}</p>
                    <a class="btn" href=Route::Billing.hash()>{said::TO_BILLING}</a>
                </div>
            },
            Shape::Deleted => view! {
                <div class="empty">
                    <h1>{said::DELETED}</h1>
                    <div class="row">
                        <button type="button" on:click=back>{said::BRING_BACK}</button>
                        <a class="btn plain" href=Route::Billing.hash()>{said::TO_BILLING}</a>
                    </div>
                </div>
            },
            Shape::Draft => view! { <Draft subject/> },
            Shape::Issued => view! { <Issued subject/> },
        }}
    }
}

/// Goes to another screen.
fn go(route: Route) {
    let _ = window().location().set_hash(&route.hash());
}
