//! The squares of a payment code.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Which code: it decides how large it may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// EPC069-12: version 13 at most.
    Epc,
    /// Swiss QR-bill: version 25 at most.
    Swiss,
}

/// The modules of a code, without the quiet zone around them (four modules, white).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    size: usize,
    dark: Vec<bool>,
}

impl Matrix {
    /// Modules along a side.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Whether a module is dark; `x` from the left, `y` from the top. Light beyond the code.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.size && self.dark.get(y * self.size + x).copied().unwrap_or_default()
    }

    /// The dark modules as horizontal runs: x, y, length. What a picture of it is drawn from.
    pub fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for y in 0..self.size {
            for x in (0..self.size).filter(|x| self.is_dark(*x, y)) {
                match runs.last_mut() {
                    Some((from, row, length)) if *row == y && *from + *length == x => *length += 1,
                    Some(_) | None => runs.push((x, y, 1)),
                }
            }
        }
        runs
    }
}

/// The code of a text: UTF-8 bytes, error correction M and never another (ISO/IEC 18004). None when the text does not fit.
pub fn matrix(text: &str, form: Form) -> Option<Matrix> {
    let most = match form {
        Form::Epc => 13,
        Form::Swiss => 25,
    };
    let segments = [QrSegment::make_bytes(text.as_bytes())];
    let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Version::MIN, Version::new(most), None, false).ok()?;
    let size = code.size();
    let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).map(|(x, y)| code.get_module(x, y)).collect();
    Some(Matrix { size: usize::try_from(size).ok()?, dark })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_as_large_as_its_text_and_never_larger_than_it_may_be() {
        let small = matrix("BCD", Form::Epc).expect("a code");
        assert_eq!(small.size(), 21);
        assert!(small.is_dark(0, 0) && !small.is_dark(7, 0) && !small.is_dark(99, 0));
        let most = "x".repeat(331);
        assert_eq!(matrix(&most, Form::Epc).map(|code| code.size()), Some(69), "version 13");
        assert_eq!(matrix(&"x".repeat(332), Form::Epc), None);
        assert_eq!(matrix(&"x".repeat(997), Form::Swiss).map(|code| code.size()), Some(117), "version 25");
        assert_eq!(matrix(&"x".repeat(998), Form::Swiss), None);
    }

    #[test]
    fn runs_cover_the_dark_modules_and_no_others() {
        let code = matrix("SPC\n0200\n1", Form::Swiss).expect("a code");
        let mut drawn = vec![false; code.size() * code.size()];
        for (x, y, length) in code.runs() {
            for at in x..x + length {
                assert!(!std::mem::replace(&mut drawn[y * code.size() + at], true));
            }
        }
        let dark: Vec<bool> =
            (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y))).map(|(x, y)| code.is_dark(x, y)).collect();
        assert_eq!(drawn, dark);
    }
}
