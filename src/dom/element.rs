//! Elements: how markup describes one, and how one that stands in the document is kept up.

use std::borrow::Cow;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::{NodeRef, Owner, document};
use leptos::tachys::html::node_ref::NodeRefContainer;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::follow::Following;
use super::shown::Shown;
use super::value::{Attribute, Value};
use super::{IntoView, View};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element as markup describes it.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    drawing: bool,
    settings: Vec<(Setting, Attribute)>,
    heard: Vec<(Cow<'static, str>, Handler)>,
    reference: Option<Reference>,
    children: Vec<View>,
}

type Handler = Box<dyn Hear>;
type Reference = Box<dyn FnOnce(&web_sys::Element)>;

/// Hears an event. A trait of our own: what `FnMut` brings along beside the call itself is code for every handler.
trait Hear {
    fn hear(&mut self, event: web_sys::Event);
}

struct Hearing<T, F>(F, PhantomData<fn(T)>);

impl<T: JsCast, F: FnMut(T)> Hear for Hearing<T, F> {
    fn hear(&mut self, event: web_sys::Event) {
        (self.0)(event.unchecked_into());
    }
}

/// What is set, and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Attribute(&'static str),
    Class(&'static str),
    Property(&'static str),
}

impl std::fmt::Debug for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Element").field(&self.0.tag).finish()
    }
}

impl Element {
    pub fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts { tag, drawing: false, settings: Vec::new(), heard: Vec::new(), reference: None, children: Vec::new() }))
    }

    /// An element of a drawing (SVG).
    pub fn drawing(tag: &'static str) -> Self {
        let mut element = Self::new(tag);
        element.0.drawing = true;
        element
    }

    fn set(mut self, what: Setting, to: Attribute) -> Self {
        self.0.settings.push((what, to));
        self
    }

    /// The commonest attribute, with the least code where it is set.
    pub fn text_attribute(self, name: &'static str, to: &'static str) -> Self {
        self.set(Setting::Attribute(name), Attribute::Fixed(Value::Text(Cow::Borrowed(to))))
    }

    pub fn attribute(self, name: &'static str, to: impl Into<Attribute>) -> Self {
        self.set(Setting::Attribute(name), to.into())
    }

    /// Whether a class is among those of the element. `attribute("class", …)` comes first and does not change.
    pub fn class(self, name: &'static str, is: impl Into<Attribute>) -> Self {
        self.set(Setting::Class(name), is.into())
    }

    /// A property of the element's object, set after its children are there: a `select` shows only what is among its options.
    pub fn property(self, name: &'static str, to: impl Into<Attribute>) -> Self {
        self.set(Setting::Property(name), to.into())
    }

    /// Markup of the app's own, such as the lines of a drawing; never anything that was read or typed.
    pub fn inner_html(self, markup: &'static str) -> Self {
        self.property("innerHTML", markup)
    }

    pub fn on<E: EventDescriptor>(mut self, event: E, handler: impl FnMut(E::EventType) + 'static) -> Self
    where
        E::EventType: JsCast + 'static,
    {
        self.0.heard.push((event.name(), Box::new(Hearing(handler, PhantomData))));
        self
    }

    pub fn node_ref<E: ElementType>(mut self, reference: NodeRef<E>) -> Self
    where
        E::Output: JsCast + 'static,
    {
        self.0.reference = Some(Box::new(move |element| reference.load(element)));
        self
    }

    pub fn child(mut self, child: impl IntoView) -> Self {
        self.0.children.push(child.into_view());
        self
    }

    /// None: the document refuses such an element.
    fn create(tag: &str, drawing: bool) -> Option<web_sys::Element> {
        if drawing { document().create_element_ns(Some(SVG), tag) } else { document().create_element(tag) }.ok()
    }

    pub(super) fn build(self) -> Shown {
        let Parts { tag, drawing, settings, heard, reference, children } = *self.0;
        let Some(element) = Self::create(tag, drawing) else { return View::Nothing.build() };
        let (late, early): (Vec<_>, Vec<_>) = settings.into_iter().partition(|(what, _)| matches!(what, Setting::Property(_)));
        let mut set: Vec<Set> = early.into_iter().map(|(what, to)| Set::new(&element, what, to, None)).collect();
        let children: Vec<Shown> = children.into_iter().map(View::build).collect();
        for child in &children {
            child.mount(&element, None);
        }
        set.extend(late.into_iter().map(|(what, to)| Set::new(&element, what, to, None)));
        let heard = heard.into_iter().map(|(name, handler)| Listener::new(&element, name, handler)).collect();
        if let Some(reference) = reference {
            reference(&element);
        }
        Shown::Element(Box::new(ShownElement { tag, element, set, heard, children }))
    }

    /// Makes the element that stands there this one. Err: it is another kind of element.
    pub(super) fn patch(self, shown: &mut ShownElement) -> Result<(), Self> {
        let alike = |parts: &Parts| {
            parts.tag == shown.tag
                && parts.heard.len() == shown.heard.len()
                && parts.children.len() == shown.children.len()
                && parts.heard.iter().zip(&shown.heard).all(|((name, _), listener)| *name == listener.name)
                && parts.settings.len() == shown.set.len()
                && parts.settings.iter().all(|(what, _)| shown.set.iter().any(|set| set.what == *what))
        };
        if !alike(&self.0) {
            return Err(self);
        }
        let Parts { settings, heard, reference, children, .. } = *self.0;
        let (late, early): (Vec<_>, Vec<_>) = settings.into_iter().partition(|(what, _)| matches!(what, Setting::Property(_)));
        let mut patch = |settings: Vec<(Setting, Attribute)>| {
            for (what, to) in settings {
                if let Some(set) = shown.set.iter_mut().find(|set| set.what == what) {
                    let before = set.now.take();
                    *set = Set::new(&shown.element, what, to, before.value());
                }
            }
        };
        patch(early);
        for (child, shown) in children.into_iter().zip(&mut shown.children) {
            child.patch(shown);
        }
        patch(late);
        for ((_, handler), listener) in heard.into_iter().zip(&mut shown.heard) {
            listener.handle_by(handler);
        }
        if let Some(reference) = reference {
            reference(&shown.element);
        }
        Ok(())
    }
}

/// An element that stands in the document.
pub struct ShownElement {
    tag: &'static str,
    pub(super) element: web_sys::Element,
    set: Vec<Set>,
    heard: Vec<Listener>,
    children: Vec<Shown>,
}

/// Something that was set, and what keeps it up.
struct Set {
    what: Setting,
    now: Now,
}

enum Now {
    Fixed(Value),
    Changing(Following<Value>),
}

impl Now {
    fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Fixed(Value::Absent))
    }

    fn value(self) -> Option<Value> {
        match self {
            Self::Fixed(value) => Some(value),
            Self::Changing(following) => following.take(),
        }
    }
}

impl Set {
    /// `before`: what it is set to already; None: nothing was set.
    fn new(element: &web_sys::Element, what: Setting, to: Attribute, before: Option<Value>) -> Self {
        let now = match to {
            Attribute::Fixed(value) => {
                put(element, what, &value, before.as_ref());
                Now::Fixed(value)
            }
            Attribute::Changing(mut value) => {
                let element = element.clone();
                let follow = move |before: Option<Value>| {
                    let value = value.make();
                    put(&element, what, &value, before.as_ref());
                    value
                };
                Now::Changing(Following::new(follow, before))
            }
        };
        Self { what, now }
    }
}

fn put(element: &web_sys::Element, what: Setting, value: &Value, before: Option<&Value>) {
    if before == Some(value) {
        return;
    }
    // What the document refuses is not shown; nothing else depends on it.
    let _ = match (what, value) {
        (Setting::Attribute(_), Value::Absent | Value::Is(false)) if before.is_none() => Ok(()),
        (Setting::Attribute(name), Value::Absent | Value::Is(false)) => element.remove_attribute(name),
        (Setting::Attribute(name), Value::Is(true)) => element.set_attribute(name, ""),
        (Setting::Attribute(name), Value::Text(text)) => element.set_attribute(name, text),
        (Setting::Class(name), Value::Is(true)) => element.class_list().add_1(name),
        (Setting::Class(_), Value::Absent | Value::Is(false) | Value::Text(_)) if before.is_none() => Ok(()),
        (Setting::Class(name), Value::Absent | Value::Is(false) | Value::Text(_)) => element.class_list().remove_1(name),
        (Setting::Property(name), value) => js_sys::Reflect::set(element, &JsValue::from_str(name), &value.to_js()).map(|_| ()),
    };
}

/// Hears an event of an element for as long as it stands; who handles it can change.
struct Listener {
    element: web_sys::Element,
    name: Cow<'static, str>,
    /// With what it belongs to.
    handler: Rc<RefCell<(Handler, Option<Owner>)>>,
    heard: Closure<dyn FnMut(web_sys::Event)>,
}

impl Listener {
    fn new(element: &web_sys::Element, name: Cow<'static, str>, handler: Handler) -> Self {
        let handler = Rc::new(RefCell::new((handler, Owner::current())));
        let hearing = Rc::clone(&handler);
        let heard = Closure::<dyn FnMut(web_sys::Event)>::new(move |event| {
            // A handler that causes its own event is not asked again.
            let Ok(mut heard) = hearing.try_borrow_mut() else { return };
            let (handler, owner) = &mut *heard;
            match owner {
                Some(owner) => owner.with(|| handler.hear(event)),
                None => handler.hear(event),
            }
        });
        let _ = element.add_event_listener_with_callback(&name, heard.as_ref().unchecked_ref());
        Self { element: element.clone(), name, handler, heard }
    }

    fn handle_by(&mut self, handler: Handler) {
        *self.handler.borrow_mut() = (handler, Owner::current());
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // An element that was taken out still hears: the end of the drag that moved it, the loss of its focus.
        let _ = self.element.remove_event_listener_with_callback(&self.name, self.heard.as_ref().unchecked_ref());
    }
}
