//! The browser's localStorage, or the stand-in for it that keeps records in this tab only
//! (`web/storage.js`), the browser's clock and chance.
//!
//! Records for which there is no room stand in a plain object on the page, which the program and the plain
//! scripts read before localStorage.

use std::cell::Cell;

use gloo_storage::Storage as _;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use submission_core::store::{Clock, Random, Storage, StorageError};
use submission_core::time::WallTime;

/// The global object's member with the records for which there was no room.
const OVERFLOW: &str = "submissionEditorOverflow";

thread_local! {
    /// localStorage does not work, and the mirror goes on alone.
    static GIVEN_UP: Cell<bool> = const { Cell::new(false) };
}

/// localStorage. A touch of it may throw where cookies are blocked, so every call asks for it
/// anew, and none panics.
#[derive(Clone, Copy, Default, Debug)]
pub struct LocalStorage;

impl LocalStorage {
    /// Nothing is written to this computer: records are kept in this tab, and go with it.
    pub fn is_in_tab_only() -> bool {
        Self::stand_in().is_truthy()
    }

    /// There is a place that can be read.
    pub fn is_there() -> bool {
        Self::raw().is_ok()
    }

    fn stand_in() -> JsValue {
        // The global object lets any member be read.
        js_sys::Reflect::get(&js_sys::global(), &"submissionEditorStorage".into()).unwrap_or_default()
    }

    /// The object with the records for which there was no room; `null` where there are none.
    fn overflow_object() -> JsValue {
        // As above.
        js_sys::Reflect::get(&js_sys::global(), &OVERFLOW.into()).unwrap_or_default()
    }

    fn of_overflow(key: &str) -> Option<String> {
        let object = Self::overflow_object();
        if object.is_falsy() {
            return None;
        }
        // It is a plain object without a prototype: its members are the records.
        js_sys::Reflect::get(&object, &key.into()).ok()?.as_string()
    }

    fn raw() -> Result<web_sys::Storage, StorageError> {
        let stand_in = Self::stand_in();
        if stand_in.is_truthy() {
            // It has the functions of localStorage that are called here.
            return Ok(stand_in.unchecked_into());
        }
        let window = web_sys::window().ok_or(StorageError::Blocked)?;
        // gloo panics where the browser throws; so it is asked only after this has worked.
        match window.local_storage() {
            Ok(Some(_)) => Ok(gloo_storage::LocalStorage::raw()),
            Ok(None) => Err(StorageError::Blocked),
            Err(error) => Err(reason(&error)),
        }
    }
}

impl Storage for LocalStorage {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        if let Some(found) = Self::of_overflow(key) {
            return Ok(Some(found));
        }
        let found = Self::raw().and_then(|storage| storage.get_item(key).map_err(|error| reason(&error)));
        if found.is_err() && is_given_up() { Ok(None) } else { found }
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        Self::raw()?.set_item(key, value).map_err(|error| reason(&error))?;
        forget_overflow(key);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        forget_overflow(key);
        let removed =
            Self::raw().and_then(|storage| storage.remove_item(key).map_err(|error| reason(&error)));
        if is_given_up() { Ok(()) } else { removed }
    }

    fn overflow(&self, key: &str, value: &str) -> Result<(), StorageError> {
        let mut object = Self::overflow_object();
        if object.is_falsy() {
            object = js_sys::Object::create(JsValue::NULL.unchecked_ref::<js_sys::Object>()).into();
            js_sys::Reflect::set(&js_sys::global(), &OVERFLOW.into(), &object)
                .map_err(|error| reason(&error))?;
        }
        js_sys::Reflect::set(&object, &key.into(), &value.into()).map_err(|error| reason(&error))?;
        Ok(())
    }

    fn give_up(&self) {
        GIVEN_UP.set(true);
    }

    fn overflowing(&self) -> Vec<String> {
        let object = Self::overflow_object();
        if object.is_falsy() {
            return Vec::new();
        }
        // A plain object, made above.
        let keys = js_sys::Object::keys(object.unchecked_ref::<js_sys::Object>()).into_iter();
        keys.filter_map(|key| key.as_string()).collect()
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        // All at once: going by number misses one when another tab removes one meanwhile.
        let storage = match Self::raw() {
            Err(_) if is_given_up() => js_sys::Object::new(),
            storage => storage?.into(),
        };
        let overflowing = self.overflowing();
        let keys = js_sys::Object::keys(&storage).into_iter().filter_map(|key| key.as_string());
        // No record stands in both: what finds room here leaves the other place.
        let mut found: Vec<String> = keys.filter(|key| key.starts_with(prefix)).collect();
        found.extend(overflowing.into_iter().filter(|key| key.starts_with(prefix)));
        Ok(found)
    }

    fn cost(&self, key: &str) -> Result<usize, StorageError> {
        // The value stays where it is: to bring all that is stored into the program is most of the work.
        let value =
            js_sys::Reflect::get(&Self::raw()?.into(), &key.into()).map_err(|error| reason(&error))?;
        let Some(value) = value.dyn_ref::<js_sys::JsString>() else { return Ok(0) };
        let is_wide = value.search(&js_sys::RegExp::new(r"[^\0-\xff]", "")) >= 0;
        Ok(key.len() + value.length() as usize * if is_wide { 2 } else { 1 })
    }
}

fn is_given_up() -> bool {
    GIVEN_UP.get()
}

/// A record stands in localStorage now, or is gone.
fn forget_overflow(key: &str) {
    let object = LocalStorage::overflow_object();
    if object.is_truthy() {
        // A plain object, made above.
        let _ = js_sys::Reflect::delete_property(object.unchecked_ref::<js_sys::Object>(), &key.into());
    }
}

/// What a thrown value means. By its name, for it may come from another frame's realm.
fn reason(error: &JsValue) -> StorageError {
    let member = |name: &str| js_sys::Reflect::get(error, &name.into()).ok()?.as_string();
    match member("name").as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StorageError::Full,
        Some("SecurityError") => StorageError::Blocked,
        name => StorageError::Other(member("message").or(name.map(str::to_owned)).unwrap_or_default()),
    }
}

/// The wall clock of the browser.
#[derive(Clone, Copy, Default, Debug)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> WallTime {
        WallTime::from_millis(js_sys::Date::now() as i64)
    }
}

/// The browser's chance: `crypto.getRandomValues`, or `Math.random` where there is none.
#[derive(Clone, Copy, Default, Debug)]
pub struct BrowserRandom;

impl Random for BrowserRandom {
    fn name(&self, length: usize) -> String {
        const LETTERS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
        let bytes = crypto_bytes(length)
            .unwrap_or_else(|| (0..length).map(|_| (js_sys::Math::random() * 256.0) as u8).collect());
        // 252 is a multiple of 36: above it the first letters would come more often.
        let letter = |byte: &u8| {
            let byte = if *byte < 252 { *byte } else { (js_sys::Math::random() * 252.0) as u8 };
            LETTERS.get(usize::from(byte) % 36).copied().map_or('0', char::from)
        };
        bytes.iter().map(letter).collect()
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &js_sys::Uint8Array) -> Result<JsValue, JsValue>;
}

fn crypto_bytes(length: usize) -> Option<Vec<u8>> {
    let bytes = js_sys::Uint8Array::new_with_length(u32::try_from(length).ok()?);
    get_random_values(&bytes).ok()?;
    Some(bytes.to_vec())
}
