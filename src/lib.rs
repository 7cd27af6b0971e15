//! The screen: Leptos views over signals of a desk, and the browser's own parts behind it.
//!
//! Views ask and never edit; words live in [`words`]; whatever names storage lives in [`browser`].

pub mod app;
mod browser;
mod dom;
mod later;
mod page;
mod part;
mod route;
mod state;
mod words;
