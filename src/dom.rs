//! How the screen meets the document: one type for every view, built and kept up by the reactive graph of Leptos.
//!
//! `view!` makes a [`View`]: a description that nobody has built yet. Building gives what stands in the document ([`shown::Shown`]);
//! a later view of the same place is *patched* into it, so that elements, and with them focus and selection, stay where they are
//! as long as their kind stays. Only what a signal feeds is visited again.
//!
//! The only module that names Leptos; every other takes signals, effects, contexts and components from here.

mod element;
mod follow;
mod keyed;
mod shown;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod value;

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

pub use element::Element;
pub use follow::Effect;
pub use keyed::For;
pub use leptos::ev;
pub use leptos::html;
pub use leptos::leptos_dom::helpers::{
    TimeoutHandle, WindowListenerHandle, document, event_target_checked, event_target_value, request_animation_frame, set_timeout,
    set_timeout_with_handle, window, window_event_listener,
};
pub use leptos::prelude::{
    Callable, Callback, Get, GetUntracked, GetValue, LocalStorage, Memo, NodeRef, Notify, Owner, RwSignal, Set, SetValue, Signal,
    StoredValue, Track, Trigger, Update, UpdateValue, With, WithUntracked, WithValue, component, expect_context, on_cleanup,
    provide_context, untrack, use_context,
};
pub use leptos::task::spawn_local;
pub use markup::view;

/// What a place in the document shows, before it is built.
pub enum View {
    Nothing,
    Text(Cow<'static, str>),
    Element(Element),
    /// One after the other, without an element around them.
    List(Vec<View>),
    /// Made anew whenever a signal that it read changes.
    Changing(Box<dyn Make<View>>),
    Keyed(keyed::Keyed),
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("View")
    }
}

/// Makes what is shown now. A trait of our own: what `FnMut` brings along beside the call itself is code for every closure.
pub trait Make<T> {
    fn make(&mut self) -> T;
}

struct Making<F>(F);

impl<T, F: FnMut() -> T> Make<T> for Making<F> {
    fn make(&mut self) -> T {
        (self.0)()
    }
}

/// What a component shows between its tags, as often as it likes.
pub type Children = Rc<dyn Fn() -> View>;

pub fn children(view: impl Fn() -> View + 'static) -> Children {
    Rc::new(view)
}

/// What a view can be made of.
pub trait IntoView: Sized {
    fn into_view(self) -> View;
}

/// Lists of views.
pub trait CollectView {
    fn collect_view(self) -> View;
}

impl<I: IntoIterator<Item = V>, V: IntoView> CollectView for I {
    fn collect_view(self) -> View {
        View::List(self.into_iter().map(IntoView::into_view).collect())
    }
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::Nothing
    }
}

impl IntoView for Element {
    fn into_view(self) -> View {
        View::Element(self)
    }
}

impl<V: IntoView> IntoView for Option<V> {
    fn into_view(self) -> View {
        self.map_or(View::Nothing, V::into_view)
    }
}

impl<V: IntoView> IntoView for Vec<V> {
    fn into_view(self) -> View {
        self.collect_view()
    }
}

impl<V: IntoView, const N: usize> IntoView for [V; N] {
    fn into_view(self) -> View {
        self.collect_view()
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::Text(Cow::Borrowed(self))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::Text(Cow::Owned(self))
    }
}

impl IntoView for Cow<'static, str> {
    fn into_view(self) -> View {
        View::Text(self)
    }
}

impl IntoView for Arc<str> {
    fn into_view(self) -> View {
        View::Text(Cow::Owned((*self).to_owned()))
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl IntoView for $number {
            fn into_view(self) -> View {
                View::Text(Cow::Owned(self.to_string()))
            }
        }
    )*};
}
numbers!(u32 usize);

impl<F: FnMut() -> V + 'static, V: IntoView> IntoView for F {
    fn into_view(mut self) -> View {
        View::Changing(Box::new(Making(move || self().into_view())))
    }
}

impl<T: IntoView + Clone + Send + Sync + 'static> IntoView for Signal<T> {
    fn into_view(self) -> View {
        View::Changing(Box::new(Making(move || self.get().into_view())))
    }
}

/// Shows its children while `when` holds, `fallback` otherwise; neither is made anew unless the answer changes.
#[component]
pub fn Show<W: Fn() -> bool + Send + Sync + 'static>(
    when: W,
    #[prop(optional, into)] fallback: Option<Fallback>,
    children: Children,
) -> View {
    let when = Memo::new(move |_| when());
    View::Changing(Box::new(Making(move || match (when.get(), &fallback) {
        (true, _) => children(),
        (false, Some(fallback)) => (fallback.0)(),
        (false, None) => View::Nothing,
    })))
}

/// What is shown instead.
pub struct Fallback(Children);

impl std::fmt::Debug for Fallback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fallback")
    }
}

impl<F: Fn() -> V + 'static, V: IntoView> From<F> for Fallback {
    fn from(view: F) -> Self {
        Self(children(move || view().into_view()))
    }
}

/// Puts a view at the end of the page, for as long as the page lives.
pub fn mount(view: impl FnOnce() -> View) {
    // Says no only where it has been done before.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let Some(body) = document().body() else { return };
    let owner = Owner::new();
    let shown = owner.with(|| view().build());
    shown.mount(&body, None);
    std::mem::forget((owner, shown));
}
