//! Files out by download and in by the file picker.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Hands `text` to the writer as a file.
pub fn save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser reads the blob after the click returns; a minute is ample on any disk.
    set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}

/// The bytes of a chosen file, or nothing where it is larger than `limit` or cannot be read.
pub async fn read(file: web_sys::File, limit: usize) -> Result<Vec<u8>, ReadError> {
    if file.size() > limit as f64 {
        return Err(ReadError::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| ReadError::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Why a chosen file could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// It is larger than anything this app writes.
    TooLarge,
    /// The browser could not read it.
    Unreadable,
}

/// Copies a text, where the browser lets the page do so: not outside https and localhost.
pub async fn copy(text: &str) -> bool {
    let Some(clipboard) = clipboard() else { return false };
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// A text that is still being made, and copied when it is there.
#[derive(Clone)]
pub struct Promised {
    text: Promise,
    ends: Rc<RefCell<Option<(Function, Function)>>>,
}

/// Why a text was not copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotCopied {
    /// There was no text in the end.
    NotMade,
    /// The browser does not let the page copy.
    NotAllowed,
}

impl Promised {
    /// Not made yet.
    pub fn new() -> Self {
        let ends: Rc<RefCell<Option<(Function, Function)>>> = Rc::default();
        let text = Promise::new(&mut |give, give_up| drop(ends.replace(Some((give, give_up)))));
        Self { text, ends }
    }

    /// The text is there.
    pub fn give(&self, text: &str) {
        if let Some((give, _)) = self.ends.take() {
            let _ = give.call1(&JsValue::NULL, &text.into());
        }
    }

    /// There will be none.
    pub fn give_up(&self) {
        if let Some((_, give_up)) = self.ends.take() {
            let _ = give_up.call0(&JsValue::NULL);
        }
    }

    /// Copies it, where the browser lets the page do so. Asked at once, in the press of a button: Safari takes
    /// promises then, and no text later.
    pub async fn copy(self) -> Result<(), NotCopied> {
        let items = Object::new();
        // A plain object takes any member.
        let _ = Reflect::set(&items, &"text/plain".into(), &self.text);
        let written = clipboard().and_then(|clipboard| {
            let item = web_sys::ClipboardItem::new_with_record_from_str_to_str_promise(&items).ok()?;
            Some(clipboard.write(&Array::of1(&item)))
        });
        let text = JsFuture::from(self.text).await.map_err(|_| NotCopied::NotMade)?;
        if let Some(written) = written
            && JsFuture::from(written).await.is_ok()
        {
            return Ok(());
        }
        let text = text.as_string().unwrap_or_default();
        if copy(&text).await { Ok(()) } else { Err(NotCopied::NotAllowed) }
    }
}

fn clipboard() -> Option<web_sys::Clipboard> {
    Reflect::get(&window().navigator(), &"clipboard".into()).ok()?.dyn_into().ok()
}
