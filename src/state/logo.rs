//! The picture that stands beside the sender's name on documents, made of the file that somebody chose.

use super::cabinet::Handed;
use crate::browser::canvas::small_png;

/// What can be drawn.
pub const MEDIA: [&str; 4] = ["image/png", "image/jpeg", "image/webp", "image/svg+xml"];

/// The picture as it is kept. None: it is of another kind, cannot be drawn, or does not get small enough.
pub async fn picture(file: &Handed) -> Option<String> {
    let media = MEDIA.into_iter().find(|media| *media == file.media)?;
    small_png(&file.bytes, media, domain::logo::LETTERS_MOST).await
}
