//! The sender's picture.

use krilla::Data;
use krilla::image::Image;

/// Why a picture cannot be a logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoError {
    /// Neither PNG nor JPEG, or damaged.
    Unreadable,
}

/// The picture as it is embedded. PNG and JPEG are told by their first bytes (PNG 3rd edition, 5.2; ITU-T T.81, B.1.1.3).
pub(crate) fn image(bytes: &[u8]) -> Result<Image, LogoError> {
    // Interpolation is not for archives (ISO 19005-3, 6.2.8).
    let data = || Data::from(bytes.to_vec());
    let read = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Image::from_png(data(), false)
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Image::from_jpeg(data(), false)
    } else {
        return Err(LogoError::Unreadable);
    };
    read.ok().filter(|image| image.size().0 > 0 && image.size().1 > 0).ok_or(LogoError::Unreadable)
}

/// Width and height in pixels of a picture that can be a logo.
pub fn look_at(bytes: &[u8]) -> Result<(u32, u32), LogoError> {
    image(bytes).map(|image| image.size())
}
