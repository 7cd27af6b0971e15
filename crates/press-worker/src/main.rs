//! What the worker script (`public/press.js`) calls. Documents come as [`sheet::packed`] bytes, PDFs go as bytes.

use press::PressError;
use wasm_bindgen::prelude::wasm_bindgen;

/// The PDF of a packed document. What goes wrong is told as a text: `letters ` and the letters that the typeface has not got,
/// `unreadable`, or `refused ` and why.
#[wasm_bindgen]
pub fn press(packed: &[u8]) -> Result<Vec<u8>, String> {
    let leaf = sheet::unpacked(packed).map_err(|_| "unreadable".to_owned())?;
    press::press(&leaf).map_err(|error| match error {
        PressError::Letters(letters) => format!("letters {}", letters.into_iter().collect::<String>()),
        PressError::Refused(why) => format!("refused {why}"),
    })
}

/// Files as one ZIP, while it grows.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Bundle(Vec<(String, Vec<u8>)>);

#[wasm_bindgen]
impl Bundle {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.0.push((name, bytes));
    }

    pub fn zip(&self) -> Vec<u8> {
        press::zip(self.0.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
    }
}

fn main() {}
