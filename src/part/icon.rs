//! Line drawings, 20 by 20, in the colour of the text beside them.

use crate::dom::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Today,
    Board,
    Clients,
    Billing,
    Import,
    Settings,
    Pen,
    Search,
    Plus,
    More,
    Close,
    Warn,
    Info,
    Check,
    Offline,
    Spin,
    Print,
    Back,
    Down,
    Up,
    Lower,
    File,
    Go,
    Lock,
    Calendar,
    Onward,
    Messages,
}

/// Decoration: the words beside it say what it means.
pub fn icon(icon: Icon) -> View {
    drawing("icon-svg", icon)
}

pub fn small_icon(icon: Icon) -> View {
    drawing("icon-svg small", icon)
}

/// Small, and turned round where one reads from right to left.
pub fn turning_icon(icon: Icon) -> View {
    drawing("icon-svg small turns", icon)
}

fn drawing(class: &'static str, icon: Icon) -> View {
    view! { <svg class=class viewBox="0 0 20 20" aria-hidden="true" inner_html=lines(icon)></svg> }
}

fn lines(icon: Icon) -> &'static str {
    match icon {
        Icon::Today => {
            r#"<circle cx="10" cy="10" r="3.4"/><path d="M10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4"/>"#
        }
        Icon::Board => r#"<path d="M3.5 4v12M10 4v8.5M16.5 4v5.5"/>"#,
        Icon::Clients => r#"<circle cx="10" cy="7" r="3"/><path d="M4 16.5c.6-3.2 2.9-4.8 6-4.8s5.4 1.6 6 4.8"/>"#,
        Icon::Billing => r#"<path d="M5 2.8h10v14.4l-2.5-1.5-2.5 1.5-2.5-1.5L5 17.2z"/><path d="M8 7h4M8 10.5h4"/>"#,
        Icon::Import => r#"<path d="M10 3v9M6.5 8.8 10 12.3l3.5-3.5M3.5 13.5v3h13v-3"/>"#,
        Icon::Settings => {
            r#"<path d="M3 6h7.5M14.5 6H17M3 14h2.5M9.5 14H17"/><circle cx="12.5" cy="6" r="2"/><circle cx="7.5" cy="14" r="2"/>"#
        }
        Icon::Pen => r#"<path d="M4 16l.8-3.5L13 4.3a1.6 1.6 0 0 1 2.3 0l.4.4a1.6 1.6 0 0 1 0 2.3L7.5 15.2z"/>"#,
        Icon::Search => r#"<circle cx="9" cy="9" r="5"/><path d="m13 13 3.5 3.5"/>"#,
        Icon::Plus => r#"<path d="M10 4.5v11M4.5 10h11"/>"#,
        Icon::More => {
            r#"<circle cx="4.5" cy="10" r=".8" fill="currentColor"/><circle cx="10" cy="10" r=".8" fill="currentColor"/><circle cx="15.5" cy="10" r=".8" fill="currentColor"/>"#
        }
        Icon::Close => r#"<path d="m5.5 5.5 9 9M14.5 5.5l-9 9"/>"#,
        Icon::Warn => r#"<path d="M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2v.1"/>"#,
        Icon::Info => r#"<circle cx="10" cy="10" r="7"/><path d="M10 9.5v4M10 6.6v.1"/>"#,
        Icon::Check => r#"<circle cx="10" cy="10" r="7"/><path d="m6.8 10.2 2.3 2.3 4.2-4.7"/>"#,
        Icon::Offline => r#"<path d="M6.3 13.5a3 3 0 0 1 .3-6 4 4 0 0 1 6.8 0 3 3 0 0 1 .3 6zM3.5 16.5l13-13"/>"#,
        Icon::Spin => r#"<path d="M10 3a7 7 0 1 1-7 7"/>"#,
        Icon::Print => r#"<path d="M6 7V3.5h8V7M6 14H3.5V7h13v7H14M6 11.5h8v5H6z"/>"#,
        Icon::Back => r#"<path d="M11.5 5 6.5 10l5 5"/>"#,
        Icon::Down => r#"<path d="M10 3.5v10M6 10l4 4 4-4M4 16.8h12"/>"#,
        Icon::Up => r#"<path d="M5 12l5-5 5 5"/>"#,
        Icon::Lower => r#"<path d="M5 8l5 5 5-5"/>"#,
        Icon::Go => r#"<path d="M4 10h11M10.5 5.5 15 10l-4.5 4.5"/>"#,
        Icon::Lock => r#"<path d="M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9"/>"#,
        Icon::Calendar => r#"<path d="M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5"/>"#,
        Icon::Onward => r#"<path d="M8.5 5l5 5-5 5"/>"#,
        Icon::Messages => r#"<path d="M3.5 4.5h13v9H9l-3.5 3v-3h-2z"/><path d="M7 8h6M7 10.5h4"/>"#,
        Icon::File => r#"<path d="M5 2.8h6.5L15 6.3v10.9H5zM11.5 2.8v3.5H15"/>"#,
    }
}
