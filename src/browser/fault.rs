//! Places where the browser tests let the program fail. Without the feature `fault-points`, as in
//! all that is published, nothing of it is compiled.

/// A place that a test may have chosen to fail at.
#[cfg(not(feature = "fault-points"))]
#[inline(always)]
pub fn point(_name: &str) {}

/// What a test wishes to fail, to be told to a worker.
#[cfg(not(feature = "fault-points"))]
#[inline(always)]
pub fn wished() -> wasm_bindgen::JsValue {
    wasm_bindgen::JsValue::UNDEFINED
}

/// A page has told what a test wishes to fail.
#[cfg(not(feature = "fault-points"))]
#[inline(always)]
pub fn wish(_wish: &wasm_bindgen::JsValue) {}

#[cfg(feature = "fault-points")]
pub use wanted::{point, wish, wished};

#[cfg(feature = "fault-points")]
mod wanted {
    use std::cell::RefCell;
    use std::hint::black_box;

    use js_sys::{Reflect, global};
    use wasm_bindgen::JsValue;

    /// The global variable with the place and the kind of the fault. A release must not hold this name.
    const WISH: &str = "submissionEditorFault";
    /// Counts the places that were passed: a program that has stopped passes none.
    const PASSED: &str = "submissionEditorPassed";

    thread_local! {
        static CELL: RefCell<u32> = const { RefCell::new(0) };
    }

    /// What a test wishes to fail, to be told to a worker.
    pub fn wished() -> JsValue {
        Reflect::get(&global(), &JsValue::from_str(WISH)).unwrap_or_default()
    }

    /// A page has told what a test wishes to fail.
    pub fn wish(wish: &JsValue) {
        // As below.
        let _ = Reflect::set(&global(), &JsValue::from_str(WISH), wish);
    }

    /// Fails here if a test has asked for it.
    pub fn point(name: &str) {
        let global = global();
        let read = |name: &str| Reflect::get(&global, &JsValue::from_str(name)).unwrap_or_default();
        let passed = read(PASSED).as_f64().unwrap_or_default() + 1.0;
        // The global object takes any member.
        let _ = Reflect::set(&global, &JsValue::from_str(PASSED), &passed.into());
        CELL.with(|cell| *cell.borrow_mut() += 1);
        match read(WISH).as_string().as_deref().and_then(|wish| wish.split_once(' ')) {
            Some((place, kind)) if place == name => fail(kind),
            _ => {}
        }
    }

    fn fail(kind: &str) {
        match kind {
            "overflow" => drop(black_box(deeper(1))),
            // For ever, as far as anybody waits.
            "hang" => loop {
                black_box(kind);
            },
            "memory" => loop {
                std::mem::forget(black_box(Vec::<u8>::with_capacity(1 << 28)));
            },
            "borrowed" => CELL.with(|cell| {
                let held = cell.borrow_mut();
                *cell.borrow_mut() += *held;
            }),
            _ => panic!("a fault on purpose"),
        }
    }

    /// Calls itself until there is no stack left.
    #[allow(unconditional_recursion)]
    fn deeper(depth: u64) -> [u64; 8] {
        let mut kept = deeper(black_box(depth + 1));
        kept.rotate_left((depth % 8) as usize);
        kept
    }
}
