//! The browser's localStorage, or the stand-in for it that keeps records in this tab only
//! (`web/storage.js`), the browser's clock and chance.

use gloo_storage::Storage as _;
use wasm_bindgen::{JsCast, JsValue};

use super::storage::{Clock, Random, Storage, StorageError};

/// localStorage. A touch of it may throw where cookies are blocked, so every call asks for it
/// anew, and none panics.
#[derive(Clone, Copy, Default, Debug)]
pub struct LocalStorage;

impl LocalStorage {
    /// Nothing is written to this computer: records are kept in this tab, and go with it.
    pub fn is_in_tab_only() -> bool {
        Self::stand_in().is_truthy()
    }

    fn stand_in() -> JsValue {
        // The global object lets any member be read.
        js_sys::Reflect::get(&js_sys::global(), &"submissionEditorStorage".into()).unwrap_or_default()
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
        Self::raw()?.get_item(key).map_err(|error| reason(&error))
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        Self::raw()?.set_item(key, value).map_err(|error| reason(&error))
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        Self::raw()?.remove_item(key).map_err(|error| reason(&error))
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        // All at once: going by number misses one when another tab removes one meanwhile.
        let storage = Self::raw()?;
        let keys = js_sys::Object::keys(&storage).into_iter().filter_map(|key| key.as_string());
        Ok(keys.filter(|key| key.starts_with(prefix)).collect())
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
    fn now(&self) -> i64 {
        js_sys::Date::now() as i64
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

fn crypto_bytes(length: usize) -> Option<Vec<u8>> {
    let crypto = js_sys::Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    let fill: js_sys::Function =
        js_sys::Reflect::get(&crypto, &"getRandomValues".into()).ok()?.dyn_into().ok()?;
    let bytes = js_sys::Uint8Array::new_with_length(u32::try_from(length).ok()?);
    fill.call1(&crypto, &bytes).ok()?;
    Some(bytes.to_vec())
}
