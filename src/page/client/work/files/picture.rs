//! A picture in the app's own page: nothing but an `img`, under a media type that cannot run, at an address that is given up afterwards.

use domain::file::File;

use crate::dom::*;
use crate::part::icon::{Icon, icon};
use crate::part::modal::Modal;
use crate::state::cabinet::{cabinet, let_go};
use crate::words::file as said;

/// The picture that is looked at. Copies are one.
#[derive(Clone, Copy)]
pub struct Viewer {
    open: RwSignal<bool>,
    file: RwSignal<Option<(File, &'static str)>>,
}

impl Viewer {
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), file: RwSignal::new(None) }
    }

    pub fn show(self, file: File, media: &'static str) {
        self.file.set(Some((file, media)));
        self.open.set(true);
    }
}

#[component]
pub fn Picture(viewer: Viewer) -> View {
    view! {
        <Modal open=viewer.open heading="h-picture" class="picture" children=children(move || {
            let Some((file, media)) = viewer.file.get_untracked() else { return View::Nothing };
            let name = file.name.clone();
            view! {
                <div class="picture-head">
                    <h2 id="h-picture" dir="auto">{name}</h2>
                    <button class="plain small" type="button" on:click=move |_| viewer.open.set(false)>{icon(Icon::Close)}<span class="sr">{said::CLOSE}</span></button>
                </div>
                <Image file media/>
            }
        })/>
    }
}

/// A file as an image; words in its place where it is none.
#[component]
pub fn Image(file: File, media: &'static str) -> View {
    let cabinet = cabinet();
    let address = RwSignal::new(None::<String>);
    let broken = RwSignal::new(false);
    let name = file.name.clone();
    spawn_local(async move {
        let found = cabinet.address(&file, media).await;
        broken.try_set(found.is_none());
        // Whoever asked may be gone by now.
        if let Some(Some(late)) = address.try_set(found) {
            let_go(&late);
        }
    });
    on_cleanup(move || {
        if let Some(address) = address.try_get_untracked().flatten() {
            let_go(&address);
        }
    });
    (move || {
        if broken.get() {
            return view! { <p class="quiet picture-broken" role="status">{said::NOT_SHOWN}</p> };
        }
        match address.get() {
            Some(address) => view! { <img src=address alt=name.clone() decoding="async" on:error=move |_| broken.set(true)/> },
            None => View::Nothing,
        }
    })
    .into_view()
}
