//! In a real document: what is built, what is kept, what goes.

use leptos::task::tick;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

use super::shown::Shown;
use super::*;

wasm_bindgen_test_configure!(run_in_browser);

/// A view that stands in the document until it is dropped.
struct Stage {
    host: HtmlElement,
    _shown: Shown,
    _owner: Owner,
}

impl Stage {
    fn new(view: impl FnOnce() -> View) -> Self {
        let _ = any_spawner::Executor::init_wasm_bindgen();
        let host: HtmlElement = document().create_element("div").expect("a div").unchecked_into();
        document().body().expect("a body").append_child(&host).expect("its end");
        let owner = Owner::new();
        let shown = owner.with(|| view().build());
        shown.mount(&host, None);
        Self { host, _shown: shown, _owner: owner }
    }

    /// Without the comments that keep places.
    fn html(&self) -> String {
        self.host.inner_html().replace("<!---->", "")
    }

    fn find(&self, selector: &str) -> HtmlElement {
        self.host.query_selector(selector).expect("a selector").expect(selector).unchecked_into()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.host.remove();
    }
}

#[wasm_bindgen_test]
fn markup_becomes_elements() {
    let stage = Stage::new(|| {
        let none: Option<&'static str> = None;
        view! {
            <p class="a" data-x=none aria-label=Some("said") hidden=true data-off=false>"one "<b>{2_u32}</b>{None::<String>}</p>
            {["x", "y"]}
            {vec![view! { <i>"z"</i> }]}
            <svg viewBox="0 0 1 1" inner_html="<path d='M0 0'></path>"></svg>
        }
    });
    assert_eq!(
        stage.html(),
        r#"<p class="a" aria-label="said" hidden="">one <b>2</b></p>xy<i>z</i><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>"#
    );
    assert_eq!(stage.find("path").namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
}

#[wasm_bindgen_test]
fn text_is_never_markup() {
    let stage = Stage::new(|| view! { <p title="\"><b>".to_owned()>{"<b>bold</b>".to_owned()}</p> });
    assert!(stage.host.query_selector("b").expect("a selector").is_none(), "{}", stage.html());
}

#[wasm_bindgen_test]
async fn what_is_of_the_same_kind_stays() {
    let (count, other) = (RwSignal::new(1_u32), RwSignal::new(false));
    let stage = Stage::new(|| {
        view! {
            <i>"before"</i>
            {move || if other.get() {
                view! { <em>"other"</em> }
            } else {
                let count = count.get();
                view! { <p data-count=count><input value="typed"/>{count}</p> }
            }}
            <i>"after"</i>
        }
    });
    let (before, input) = (stage.find("p"), stage.find("input"));
    input.focus().expect("focus");
    count.set(2);
    tick().await;
    assert_eq!(stage.html(), r#"<i>before</i><p data-count="2"><input value="typed">2</p><i>after</i>"#);
    assert!(before.is_same_node(Some(&stage.find("p"))));
    assert!(document().active_element().is_some_and(|active| active.is_same_node(Some(&input))), "focus went");
    other.set(true);
    tick().await;
    assert_eq!(stage.html(), "<i>before</i><em>other</em><i>after</i>");
    other.set(false);
    tick().await;
    assert!(!before.is_same_node(Some(&stage.find("p"))));
    assert_eq!(stage.html(), r#"<i>before</i><p data-count="2"><input value="typed">2</p><i>after</i>"#);
}

#[wasm_bindgen_test]
async fn lists_grow_and_shrink_where_they_stand() {
    let count = RwSignal::new(0_u32);
    let stage = Stage::new(|| {
        view! {
            <b></b>
            {move || (0..count.get()).map(|at| view! { <i>{at}</i>"," }).collect_view()}
            <b></b>
        }
    });
    for now in [0, 3, 1, 4, 0, 2] {
        count.set(now);
        tick().await;
        let inner: String = (0..now).map(|at| format!("<i>{at}</i>,")).collect();
        assert_eq!(stage.html(), format!("<b></b>{inner}<b></b>"));
    }
}

#[wasm_bindgen_test]
async fn settings_follow_their_signals() {
    let (name, on, text) = (RwSignal::new(Some("a".to_owned())), RwSignal::new(false), RwSignal::new(String::new()));
    let stage = Stage::new(|| {
        view! { <input class="x" class:on=move || on.get() data-name=move || name.get() disabled=on prop:value=text/> }
    });
    let input: web_sys::HtmlInputElement = stage.find("input").unchecked_into();
    assert_eq!(stage.html(), r#"<input class="x" data-name="a">"#);
    name.set(None);
    on.set(true);
    text.set("typed".to_owned());
    tick().await;
    assert_eq!(stage.html(), r#"<input class="x on" disabled="">"#);
    assert_eq!(input.value(), "typed");
    on.set(false);
    name.set(Some(String::new()));
    tick().await;
    assert_eq!(stage.html(), r#"<input class="x" data-name="">"#);
}

#[wasm_bindgen_test]
fn a_select_shows_what_is_among_its_options() {
    let stage = Stage::new(|| view! { <select prop:value="b"><option value="a"></option><option value="b"></option></select> });
    assert_eq!(stage.find("select").unchecked_into::<web_sys::HtmlSelectElement>().value(), "b");
}

#[wasm_bindgen_test]
async fn the_newest_handler_hears() {
    let turn = RwSignal::new(1_u32);
    let heard = Rc::new(RefCell::new(Vec::new()));
    let hearing = Rc::clone(&heard);
    let stage = Stage::new(|| {
        (move || {
            let (turn, hearing) = (turn.get(), Rc::clone(&hearing));
            view! { <button on:click=move |_| hearing.borrow_mut().push(turn)></button> }
        })
        .into_view()
    });
    let button = stage.find("button");
    button.click();
    turn.set(2);
    tick().await;
    assert!(button.is_same_node(Some(&stage.find("button"))));
    button.click();
    assert_eq!(*heard.borrow(), [1, 2]);
}

#[wasm_bindgen_test]
async fn show_makes_its_children_once_an_answer() {
    let number = RwSignal::new(0_u32);
    let made = Rc::new(Cell::new(0));
    let making = Rc::clone(&made);
    let stage = Stage::new(|| {
        view! {
            <Show when=move || 1 < number.get() fallback=|| view! { <i></i> }>
                {making.set(making.get() + 1)}
                <b>{move || number.get()}</b>
            </Show>
        }
    });
    assert_eq!(stage.html(), "<i></i>");
    for now in [2, 3, 4] {
        number.set(now);
        tick().await;
        assert_eq!(stage.html(), format!("<b>{now}</b>"));
    }
    assert_eq!(made.get(), 1);
    number.set(0);
    tick().await;
    assert_eq!(stage.html(), "<i></i>");
}

#[wasm_bindgen_test]
async fn items_move_and_are_made_once() {
    let items = RwSignal::new(Vec::<u32>::new());
    let made = Rc::new(RefCell::new(Vec::new()));
    let gone = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let (making, going) = (Rc::clone(&made), std::sync::Arc::clone(&gone));
    let stage = Stage::new(|| {
        view! {
            <b></b>
            <For each=move || items.get() key=|item| *item let(item)>
                {
                    making.borrow_mut().push(item);
                    let going = std::sync::Arc::clone(&going);
                    on_cleanup(move || going.lock().expect("one thread").push(item));
                    view! { <i>{item}</i>{(item % 2 == 0).then_some("even")} }
                }
            </For>
            <b></b>
        }
    });
    // Orders that a generator of fixed seed chose, with additions, removals and turns.
    let mut seed = 7_u32;
    let mut dice = move |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    let mut kept: std::collections::HashMap<u32, HtmlElement> = std::collections::HashMap::new();
    let mut next = 0;
    let mut now: Vec<u32> = Vec::new();
    for _ in 0..60 {
        for _ in 0..dice(4) {
            now.insert(dice(now.len() as u32 + 1) as usize, next);
            next += 1;
        }
        for _ in 0..dice(3) {
            if !now.is_empty() {
                now.remove(dice(now.len() as u32) as usize);
            }
        }
        for _ in 0..dice(3) {
            if !now.is_empty() {
                let moved = now.remove(dice(now.len() as u32) as usize);
                now.insert(dice(now.len() as u32 + 1) as usize, moved);
            }
        }
        items.set(now.clone());
        tick().await;
        let inner: String = now.iter().map(|item| format!("<i>{item}</i>{}", if item % 2 == 0 { "even" } else { "" })).collect();
        assert_eq!(stage.html(), format!("<b></b>{inner}<b></b>"));
        let standing = stage.host.get_elements_by_tag_name("i");
        for (at, item) in now.iter().enumerate() {
            let node: HtmlElement = standing.item(at as u32).expect("an item").unchecked_into();
            let before = kept.entry(*item).or_insert_with(|| node.clone());
            assert!(before.is_same_node(Some(&node)), "{item} was made anew");
        }
    }
    let made = made.borrow();
    let once: std::collections::BTreeSet<u32> = made.iter().copied().collect();
    assert_eq!(once.len(), made.len(), "an item was made twice");
    assert_eq!(gone.lock().expect("one thread").len(), made.len() - now.len(), "what an item began ends with it");
}

#[wasm_bindgen_test]
async fn items_of_a_list_that_is_made_anew_hold_what_is_theirs_now() {
    let times = RwSignal::new(1_u32);
    let pressed = Rc::new(RefCell::new(Vec::new()));
    let pressing = Rc::clone(&pressed);
    let stage = Stage::new(|| {
        (move || {
            let times = times.get();
            let pressing = Rc::clone(&pressing);
            view! {
                <For each=move || (0..times).collect() key=|item| *item let(item)>
                    {
                        // Belongs to this showing of the item.
                        let own = StoredValue::new(times * 10 + item);
                        let pressing = Rc::clone(&pressing);
                        view! { <button on:click=move |_| pressing.borrow_mut().push(own.get_value())>{times}</button> }
                    }
                </For>
            }
        })
        .into_view()
    });
    let first = stage.find("button");
    first.click();
    times.set(2);
    tick().await;
    assert_eq!(stage.html(), "<button>2</button><button>2</button>");
    assert!(first.is_same_node(Some(&stage.find("button"))), "whoever stood on it with the keyboard still does");
    first.click();
    times.set(1);
    tick().await;
    first.click();
    assert_eq!((stage.html(), pressed.borrow().clone()), ("<button>1</button>".to_owned(), vec![10, 20, 10]));
}

#[wasm_bindgen_test]
async fn of_two_answers_that_were_read_the_one_that_changed_is_followed() {
    let items = RwSignal::new(Vec::<u32>::new());
    let other = RwSignal::new(true);
    let all = Memo::new(move |_| items.get());
    let any = Memo::new(move |_| !all.with(Vec::is_empty) || other.get());
    let stage = Stage::new(|| {
        (move || any.get().then(|| view! { <p>{all.get().into_iter().map(|one| view! { <b>{one}</b> }).collect_view()}</p> })).into_view()
    });
    items.set(vec![1]);
    tick().await;
    assert_eq!(stage.html(), "<p><b>1</b></p>");
}

#[wasm_bindgen_test]
async fn what_is_gone_is_not_kept_up() {
    let (there, number) = (RwSignal::new(true), RwSignal::new(0_u32));
    let looked = Rc::new(Cell::new(0));
    let looking = Rc::clone(&looked);
    let _stage = Stage::new(|| {
        (move || {
            let looking = Rc::clone(&looking);
            there.get().then(|| {
                view! { <p>{move || { looking.set(looking.get() + 1); number.get() }}</p> }
            })
        })
        .into_view()
    });
    assert_eq!(looked.get(), 1);
    there.set(false);
    tick().await;
    number.set(5);
    tick().await;
    assert_eq!(looked.get(), 1);
}

#[wasm_bindgen_test]
async fn what_is_gone_ends_at_once_however_deep() {
    let (there, number) = (RwSignal::new(true), RwSignal::new(0_u32));
    let orphans = Rc::new(Cell::new(0));
    let counting = Rc::clone(&orphans);
    let _stage = Stage::new(|| {
        (move || {
            let counting = Rc::clone(&counting);
            there.get().then(move || {
                // Belongs to this showing, and is gone with it.
                let own = Memo::new(move |_| number.get());
                view! {
                    <Show when=|| true>
                        {
                            let counting = Rc::clone(&counting);
                            move || {
                                let counting = Rc::clone(&counting);
                                view! { <p>{move || { number.get(); counting.set(counting.get() + u32::from(own.try_get().is_none())); }}</p> }
                            }
                        }
                    </Show>
                }
            })
        })
        .into_view()
    });
    tick().await;
    // Everything below is told of a change in the very moment in which it goes.
    there.set(false);
    number.set(5);
    for _ in 0..5 {
        tick().await;
    }
    assert_eq!(orphans.get(), 0);
}
