//! The colours of the paper; the same as on the screen.

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];

pub(crate) const INK: Colour = [0x27, 0x23, 0x1d];
pub(crate) const INK_2: Colour = [0x4c, 0x47, 0x3f];
pub(crate) const INK_3: Colour = [0x66, 0x60, 0x57];
pub(crate) const RULE: Colour = [0xdc, 0xd7, 0xce];
pub(crate) const RED: Colour = [0x9c, 0x2f, 0x22];
pub(crate) const MARK: Colour = [0xf1, 0xee, 0xe8];
pub(crate) const CODE: Colour = [0, 0, 0];
pub(crate) const WHITE: Colour = [0xff, 0xff, 0xff];
const ACCENT: Colour = [0x0b, 0x4a, 0x50];

/// The colour that was chosen, darkened until text in it can be read on white: at least 4.5 to 1 (WCAG 2.2, 1.4.3).
pub(crate) fn accent(chosen: Option<Colour>) -> Colour {
    let mut colour = chosen.unwrap_or(ACCENT);
    while contrast_on_white(colour) < 4.5 {
        colour = colour.map(|part| (u16::from(part) * 15 / 16) as u8);
    }
    colour
}

/// WCAG 2.2, "contrast ratio" and "relative luminance".
fn contrast_on_white(colour: Colour) -> f32 {
    let [red, green, blue] = colour.map(|part| {
        let part = f32::from(part) / 255.0;
        // The curve of sRGB as a polynomial: the same on every machine, which powers are not.
        part * (part * (part * 0.305_306 + 0.682_171_1) + 0.012_522_878)
    });
    1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_stays_and_what_cannot_is_darkened() {
        assert_eq!(accent(Some([0x1f, 0x5f, 0x8b])), [0x1f, 0x5f, 0x8b]);
        assert_eq!(accent(Some([0, 0, 0])), [0, 0, 0]);
        for pale in [[0xff, 0xff, 0xff], [0xff, 0xe0, 0x00], [0x7f, 0xff, 0xd4]] {
            let dark = accent(Some(pale));
            assert!(contrast_on_white(dark) >= 4.5 && dark != pale, "{pale:?} {dark:?}");
        }
    }

    /// The curve stays within a hundredth of the standard's.
    #[test]
    fn the_curve_is_that_of_srgb() {
        for part in 0..=255u8 {
            let value = f64::from(part) / 255.0;
            let exact = if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
            let ours = (1.05 / f64::from(contrast_on_white([part; 3]))) - 0.05;
            assert!((ours - exact).abs() < 0.01, "{part}: {ours} {exact}");
        }
    }
}
