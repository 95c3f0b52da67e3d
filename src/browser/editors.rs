//! The rich text editor (`web/editor/answer.ts`), which is fetched when an answer is to be written in it.

use std::cell::RefCell;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlTextAreaElement;

use super::scripts;

#[wasm_bindgen]
extern "C" {
    /// The editor's script.
    #[derive(Clone)]
    pub type Editors;

    #[wasm_bindgen(method, catch)]
    fn open(
        this: &Editors,
        area: &HtmlTextAreaElement,
        json: &str,
        words: &str,
        to_markdown: &JsValue,
        to_editor: &JsValue,
        read: &JsValue,
        changed: &JsValue,
    ) -> Result<Handle, JsValue>;

    /// An editor in the place of a text area.
    type Handle;

    #[wasm_bindgen(method)]
    fn text(this: &Handle) -> String;

    #[wasm_bindgen(method, js_name = pasteAgain)]
    fn paste_again(this: &Handle, json: &str) -> bool;

    #[wasm_bindgen(method)]
    fn close(this: &Handle);
}

thread_local! {
    static EDITORS: RefCell<Option<Editors>> = const { RefCell::new(None) };
}

/// The script, once it has come.
pub fn editors() -> Option<Editors> {
    EDITORS.with_borrow(Clone::clone)
}

/// Fetches the script; `None` where it does not arrive.
pub async fn fetch() -> Option<Editors> {
    let come = JsFuture::from(scripts::late().fetch_editor()).await.ok()?;
    let come: Editors = come.unchecked_into();
    EDITORS.set(Some(come.clone()));
    Some(come)
}

/// What was pasted: a tree of HTML as `web/editor/copied_tree.ts` writes it, a text, and the number of files.
pub struct Copied {
    /// Empty where there is no HTML.
    pub tree: String,
    /// As plain text.
    pub text: String,
    /// Files that came with it.
    pub files: u32,
}

/// What the program does for an editor.
pub struct Program {
    /// The Markdown of a document.
    pub to_markdown: fn(&str) -> Option<String>,
    /// The document of a Markdown text, if the editor can hold all that it says.
    pub to_editor: fn(&str) -> Option<String>,
    /// What was pasted, as a document.
    pub read: Box<dyn Fn(Copied) -> Option<String>>,
    /// The writer has changed the text.
    pub changed: Box<dyn Fn()>,
}

type Convert = Closure<dyn Fn(String) -> Option<String>>;

/// An editor in the place of a text area, until it is closed.
pub struct Editor {
    handle: Handle,
    // They live as long as they may be called.
    _convert: [Convert; 2],
    _read: Closure<dyn Fn(String, String, u32) -> Option<String>>,
    _changed: Closure<dyn Fn()>,
}

impl Editor {
    /// Puts one in the place of `area`, with the document `json` of its text; `None` where that fails, and the
    /// text area stays. `words` is what it says, as JSON.
    pub fn open(
        editors: &Editors,
        area: &HtmlTextAreaElement,
        json: &str,
        words: &str,
        program: Program,
    ) -> Option<Self> {
        let Program { to_markdown, to_editor, read, changed } = program;
        let convert = [to_markdown, to_editor].map(|convert| {
            let boxed: Box<dyn Fn(String) -> Option<String>> = Box::new(move |text| convert(&text));
            Closure::wrap(boxed)
        });
        let read: Box<dyn Fn(String, String, u32) -> Option<String>> =
            Box::new(move |tree, text, files| read(Copied { tree, text, files }));
        let (read, changed) = (Closure::wrap(read), Closure::wrap(changed));
        let [to_markdown, to_editor] = &convert;
        let handle = editors.open(
            area,
            json,
            words,
            to_markdown.as_ref(),
            to_editor.as_ref(),
            read.as_ref(),
            changed.as_ref(),
        );
        Some(Self { handle: handle.ok()?, _convert: convert, _read: read, _changed: changed })
    }

    /// What is written, as Markdown: what was put there until something is typed.
    pub fn text(&self) -> String {
        self.handle.text()
    }

    /// Puts another reading in the place of what was pasted; whether nothing was written since.
    pub fn paste_again(&self, json: &str) -> bool {
        self.handle.paste_again(json)
    }

    /// Ends it; its element knows its last text.
    pub fn close(&self) {
        self.handle.close();
    }
}
