//! The worker that makes PDFs. It is started with the first request and kept; what it needs comes from this page's own origin.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The worker, or what it runs, could not be loaded.
    Unloaded,
    /// Letters that the typeface has not got.
    Letters(String),
    /// The press would not do it.
    Refused,
}

/// What can be asked.
#[derive(Clone, Copy, Debug)]
pub enum Request<'a> {
    /// The PDF of a packed document.
    Press(&'a [u8]),
    /// Puts a file into the bundle.
    Bundle { name: &'a str, bytes: &'a [u8] },
    /// The bundle as a ZIP; it is empty afterwards.
    Zip,
    /// Empties the bundle.
    Drop,
}

struct Pressing {
    worker: Worker,
    /// Whoever waits, by number: how to answer, how to refuse.
    waiting: BTreeMap<u32, (Function, Function)>,
    asked: u32,
}

thread_local! {
    static PRESSING: RefCell<Option<Pressing>> = const { RefCell::new(None) };
}

/// Asks the worker, and waits. A document and a ZIP are answered with bytes.
pub async fn ask(request: Request<'_>) -> Result<Vec<u8>, Trouble> {
    let message = Object::new();
    let put = |key: &str, value: &JsValue| _ = Reflect::set(&message, &key.into(), value);
    match request {
        Request::Press(leaf) => put("leaf", &Uint8Array::from(leaf)),
        Request::Bundle { name, bytes } => {
            put("add", &name.into());
            put("bytes", &Uint8Array::from(bytes));
        }
        Request::Zip => put("zip", &true.into()),
        Request::Drop => put("drop", &true.into()),
    }
    let promise = PRESSING.with_borrow_mut(|pressing| {
        if pressing.is_none() {
            *pressing = start();
        }
        let pressing = pressing.as_mut()?;
        pressing.asked += 1;
        let id = pressing.asked;
        put("id", &id.into());
        let promise = Promise::new(&mut |answer, refuse| _ = pressing.waiting.insert(id, (answer, refuse)));
        pressing.worker.post_message(&message).ok()?;
        Some(promise)
    });
    let answer = JsFuture::from(promise.ok_or(Trouble::Unloaded)?).await;
    match answer {
        Ok(bytes) if bytes.is_object() => Ok(Uint8Array::new(&bytes).to_vec()),
        Ok(_) => Ok(Vec::new()),
        Err(trouble) => Err(trouble_of(&trouble.as_string().unwrap_or_default())),
    }
}

fn trouble_of(text: &str) -> Trouble {
    match text.split_once(' ') {
        Some(("letters", letters)) => Trouble::Letters(letters.to_owned()),
        Some(("refused", _)) => Trouble::Refused,
        _ if text == "unreadable" => Trouble::Refused,
        _ => Trouble::Unloaded,
    }
}

/// The worker under the name that the page says.
fn start() -> Option<Pressing> {
    let document = web_sys::window()?.document()?;
    let address = document.query_selector("meta[name='throughline-press']").ok()??.get_attribute("content")?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&address, &options).ok()?;
    let answered = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let data = event.data();
        let get = |key: &str| Reflect::get(&data, &key.into()).unwrap_or(JsValue::UNDEFINED);
        let id = number(&get("id"));
        let waiting = PRESSING.with_borrow_mut(|pressing| pressing.as_mut().and_then(|pressing| pressing.waiting.remove(&id)));
        if let Some((answer, refuse)) = waiting {
            let trouble = get("trouble");
            _ = if trouble.is_string() { refuse.call1(&JsValue::NULL, &trouble) } else { answer.call1(&JsValue::NULL, &get("bytes")) };
        }
    });
    // A worker that cannot load says nothing more: whoever waits is told, and the next request starts another.
    let failed = Closure::<dyn FnMut()>::new(|| {
        let gone = PRESSING.with_borrow_mut(Option::take);
        for (_, refuse) in gone.map(|gone| gone.waiting).unwrap_or_default().into_values() {
            _ = refuse.call1(&JsValue::NULL, &"unloaded".into());
        }
    });
    worker.set_onmessage(Some(answered.into_js_value().unchecked_ref()));
    worker.set_onerror(Some(failed.into_js_value().unchecked_ref()));
    Some(Pressing { worker, waiting: BTreeMap::new(), asked: 0 })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "our own number, counted from 1")]
fn number(value: &JsValue) -> u32 {
    value.as_f64().unwrap_or_default() as u32
}
