//! Which plural form a language uses for a number: `Intl.PluralRules`.

use js_sys::{Array, Intl, Object};
use wasm_bindgen::JsValue;

/// `zero`, `one`, `two`, `few`, `many` or `other`.
pub fn category(language: &str, number: usize) -> String {
    let rules = Intl::PluralRules::new(&Array::of1(&JsValue::from_str(language)), &Object::new());
    rules.select(number as f64).as_string().unwrap_or_else(|| "other".to_owned())
}
