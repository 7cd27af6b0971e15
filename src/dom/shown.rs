//! What stands in the document.

use std::borrow::Cow;

use leptos::prelude::document;
use web_sys::{Comment, Node, Text};

use super::element::ShownElement;
use super::follow::Following;
use super::keyed::ShownKeyed;
use super::{Make, View};

/// A view that was built. Dropping it ends what keeps it up; its nodes stay until [`Shown::unmount`].
pub enum Shown {
    /// Keeps the place.
    Nothing(Comment),
    Text(Text, Cow<'static, str>),
    Element(Box<ShownElement>),
    /// With the comment that ends it: what joins the list goes before it.
    List(Vec<Shown>, Comment),
    Changing(Following<Shown>),
    Keyed(ShownKeyed),
}

pub(super) fn mark() -> Comment {
    document().create_comment("")
}

impl View {
    pub(super) fn build(self) -> Shown {
        match self {
            Self::Nothing => Shown::Nothing(mark()),
            Self::Text(text) => Shown::Text(document().create_text_node(&text), text),
            Self::Element(element) => element.build(),
            Self::List(views) => Shown::List(views.into_iter().map(Self::build).collect(), mark()),
            Self::Changing(view) => Shown::Changing(follow(view, None)),
            Self::Keyed(keyed) => Shown::Keyed(keyed.build(None)),
        }
    }

    /// Makes what stands there show this view, keeping what is of the same kind.
    pub(super) fn patch(self, shown: &mut Shown) {
        let other = match (self, &mut *shown) {
            (Self::Nothing, Shown::Nothing(_)) => return,
            (Self::Text(text), Shown::Text(node, before)) => {
                if text != *before {
                    node.set_data(&text);
                    *before = text;
                }
                return;
            }
            (Self::Element(element), Shown::Element(before)) => match element.patch(before) {
                Ok(()) => return,
                Err(element) => Self::Element(element),
            },
            (Self::List(views), Shown::List(before, end)) => {
                patch_list(views, before, end);
                return;
            }
            (Self::Changing(view), Shown::Changing(before)) => {
                *before = follow(view, before.take());
                return;
            }
            (Self::Keyed(keyed), Shown::Keyed(before)) => {
                *before = keyed.build(before.take());
                return;
            }
            (view, _) => view,
        };
        let built = other.build();
        let first = shown.first();
        if let Some(parent) = first.as_ref().and_then(Node::parent_node) {
            built.mount(&parent, first.as_ref());
        }
        shown.unmount();
        *shown = built;
    }
}

fn follow(mut view: Box<dyn Make<View>>, before: Option<Shown>) -> Following<Shown> {
    let show = move |before: Option<Shown>| match before {
        Some(mut shown) => {
            view.make().patch(&mut shown);
            shown
        }
        None => view.make().build(),
    };
    Following::new(show, before)
}

fn patch_list(views: Vec<View>, before: &mut Vec<Shown>, end: &Comment) {
    for gone in before.drain(views.len().min(before.len())..) {
        gone.unmount();
    }
    let mut views = views.into_iter();
    for (shown, view) in before.iter_mut().zip(views.by_ref()) {
        view.patch(shown);
    }
    for view in views {
        let built = view.build();
        if let Some(parent) = end.parent_node() {
            built.mount(&parent, Some(end));
        }
        before.push(built);
    }
}

impl Shown {
    /// Puts it into an element before one of its nodes, or at its end; what stands elsewhere moves.
    pub(super) fn mount(&self, parent: &Node, before: Option<&Node>) {
        self.each_node(&mut |node| {
            // Refused only where `before` is no child of `parent`; both were just read from the document.
            let _ = parent.insert_before(node, before);
        });
    }

    pub(super) fn unmount(&self) {
        self.each_node(&mut |node| {
            if let Some(parent) = node.parent_node() {
                let _ = parent.remove_child(node);
            }
        });
    }

    /// Where it begins.
    pub(super) fn first(&self) -> Option<Node> {
        match self {
            Self::Nothing(mark) => Some((**mark).clone().into()),
            Self::Text(text, _) => Some((**text).clone().into()),
            Self::Element(element) => Some((*element.element).clone()),
            Self::List(list, end) => list.first().map_or_else(|| Some((**end).clone().into()), Self::first),
            Self::Changing(effect) => effect.with(|shown| shown.first()).flatten(),
            Self::Keyed(keyed) => keyed.first(),
        }
    }

    /// Its outermost nodes in their order.
    pub(super) fn each_node(&self, look: &mut dyn FnMut(&Node)) {
        match self {
            Self::Nothing(mark) => look(mark),
            Self::Text(text, _) => look(text),
            Self::Element(element) => look(&element.element),
            Self::List(list, end) => {
                for shown in list {
                    shown.each_node(look);
                }
                look(end);
            }
            Self::Changing(effect) => {
                effect.with(|shown| shown.each_node(look));
            }
            Self::Keyed(keyed) => keyed.each_node(look),
        }
    }
}
