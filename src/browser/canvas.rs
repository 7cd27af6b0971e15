//! Pictures that somebody chooses, made small: whatever the browser can draw becomes a PNG of a few kilobytes.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use super::files::{Bytes, let_go};

/// Boxes to fit into, in pixels, the largest first: at the size in which it is printed the first has some 300 dots an inch.
const BOXES: [(f64, f64); 3] = [(640.0, 200.0), (480.0, 150.0), (320.0, 100.0)];
const BEGINNING: &str = "data:image/png;base64,";
const SVG: &str = "image/svg+xml";

/// The picture as base64 of a PNG, at most so many letters. None: the browser cannot draw it, or it does not get that small.
pub async fn small_png(bytes: &Bytes, media: &str, letters_most: usize) -> Option<String> {
    let address = bytes.address(media)?;
    let drawn = draw(&address, media == SVG, letters_most).await;
    let_go(&address);
    drawn
}

async fn draw(address: &str, is_lines: bool, letters_most: usize) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let image: HtmlImageElement = document.create_element("img").ok()?.dyn_into().ok()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await.ok()?;
    let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    if width < 1.0 || height < 1.0 {
        return None;
    }
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    for (wide, high) in BOXES {
        // Lines are sharp at every size; pixels are not made more.
        let fits = (wide / width).min(high / height);
        let scale = if is_lines { fits } else { fits.min(1.0) };
        let (width, height) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
        canvas.set_width(pixels(width));
        canvas.set_height(pixels(height));
        let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Reflect::set(&pen, &"imageSmoothingQuality".into(), &"high".into()).ok()?;
        pen.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
        let written = canvas.to_data_url_with_type("image/png").ok()?;
        let written = written.strip_prefix(BEGINNING)?;
        if written.len() <= letters_most {
            return Some(written.to_owned());
        }
    }
    None
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and a thousand")]
fn pixels(length: f64) -> u32 {
    length as u32
}
