//! What attributes, classes and properties can be set to.

use std::borrow::Cow;

use leptos::prelude::{Get, Memo, RwSignal, Signal};
use wasm_bindgen::JsValue;

use super::{Make, Making};

/// What one is set to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An attribute is absent.
    Absent,
    /// An attribute is there without a value, or absent; a class is among the element's, or not.
    Is(bool),
    Text(Cow<'static, str>),
}

impl Value {
    pub(super) fn to_js(&self) -> JsValue {
        match self {
            Self::Absent => JsValue::UNDEFINED,
            Self::Is(is) => JsValue::from_bool(*is),
            Self::Text(text) => JsValue::from_str(text),
        }
    }
}

/// A value, or where values come from.
pub enum Attribute {
    Fixed(Value),
    Changing(Box<dyn Make<Value>>),
}

impl std::fmt::Debug for Attribute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Attribute")
    }
}

macro_rules! values {
    ($($of:ty, |$given:ident| $value:expr;)*) => {$(
        impl From<$of> for Value {
            fn from($given: $of) -> Self {
                $value
            }
        }
        impl From<$of> for Attribute {
            fn from(given: $of) -> Self {
                Self::Fixed(given.into())
            }
        }
    )*};
}

values! {
    bool, |is| Self::Is(is);
    &'static str, |text| Self::Text(Cow::Borrowed(text));
    String, |text| Self::Text(Cow::Owned(text));
    usize, |number| Self::Text(Cow::Owned(number.to_string()));
    u32, |number| Self::Text(Cow::Owned(number.to_string()));
    Option<&'static str>, |text| text.map_or(Self::Absent, Self::from);
    Option<String>, |text| text.map_or(Self::Absent, Self::from);
}

impl<F: FnMut() -> V + 'static, V: Into<Value>> From<F> for Attribute {
    fn from(mut from: F) -> Self {
        Self::Changing(Box::new(Making(move || from().into())))
    }
}

macro_rules! signals {
    ($($signal:ident)*) => {$(
        impl<T: Into<Value> + Clone + Send + Sync + 'static> From<$signal<T>> for Attribute {
            fn from(signal: $signal<T>) -> Self {
                Self::Changing(Box::new(Making(move || signal.get().into())))
            }
        }
    )*};
}
signals!(RwSignal Memo Signal);
