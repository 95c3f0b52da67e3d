//! The second module of the page, from the first one's side.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use serde_json::{Value as Json, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsError, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::Element;

use crate::draft::Draft;
use crate::exchange;
use crate::ui::lazy::start_later;

/// The functions of the second module; it is there.
#[derive(Clone)]
pub struct Manuscripts(JsValue);

/// The length of a text.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Length {
    /// Words; Chinese and Japanese count in characters.
    pub words: usize,
    /// Characters as a reader counts them.
    pub characters: usize,
}

/// What the checks found, in words.
#[derive(Clone)]
pub struct FindingLine {
    /// The template's rules are not met.
    pub error: bool,
    /// Where the answer stands.
    pub place: String,
    /// What the question is called.
    pub title: String,
    /// What it is, and what to do.
    pub message: String,
    /// The words that it is about; may be empty.
    pub excerpt: String,
    /// What can be done with one press.
    pub offer: Option<OfferLine>,
    /// What that press is called.
    pub label: String,
}

/// A mend: another value or, where there is none, not applicable.
#[derive(Clone)]
pub struct OfferLine {
    /// The mended value, in the shape of a draft file.
    pub value: Option<Json>,
}

/// What a file turned out to be.
#[derive(Clone, Default)]
pub struct OpenedFile {
    /// A draft, in the form of its file.
    pub draft: Option<String>,
    /// A template.
    pub template: Option<Json>,
    /// Why it cannot be opened.
    pub errors: Vec<String>,
}

// Read by hand: what a derived reader brings along is a kilobyte to fetch for each of them.

impl FindingLine {
    fn read(json: &mut Json) -> Self {
        let offer = json.get_mut("offer").map(Json::take);
        let error = json.get("error").and_then(Json::as_bool).unwrap_or(false);
        let mut member = |name| json.get_mut(name).and_then(text).unwrap_or_default();
        Self {
            error,
            place: member("place"),
            title: member("title"),
            message: member("message"),
            excerpt: member("excerpt"),
            label: member("label"),
            offer: match offer {
                Some(Json::Object(mut offer)) => Some(OfferLine { value: offer.remove("value") }),
                _ => None,
            },
        }
    }
}

impl OpenedFile {
    fn read(json: Json) -> Self {
        let Json::Object(mut members) = json else { return Self::default() };
        let errors = match members.remove("errors") {
            Some(Json::Array(errors)) => errors,
            _ => Vec::new(),
        };
        Self {
            draft: members.get_mut("draft").and_then(text),
            template: members.remove("template"),
            errors: errors.into_iter().filter_map(|mut error| text(&mut error)).collect(),
        }
    }
}

fn text(json: &mut Json) -> Option<String> {
    match json.take() {
        Json::String(text) => Some(text),
        _ => None,
    }
}

/// Fetches and starts the second module, the first time that it is asked for.
pub async fn load() -> Result<Manuscripts, JsValue> {
    let loader = member(&js_sys::global(), "submissionEditorLoad")?;
    let start = Closure::once_into_js(|| {
        future_to_promise(async {
            let started = start_later().await;
            started.map(|()| JsValue::UNDEFINED).map_err(|error| JsError::new(&error.to_string()).into())
        })
    });
    let promise: Promise = loader.call1(&JsValue::NULL, &start)?.dyn_into()?;
    JsFuture::from(promise).await.map(Manuscripts)
}

impl Manuscripts {
    /// Gives the module the strings of the interface's language.
    pub fn speak(&self, strings: &str) {
        self.call("speak", &Array::of1(&strings.into()));
    }

    /// Draws a Markdown text into `target` as it will look, and says how long it is; `None` where
    /// it failed.
    pub fn format(&self, target: &Element, markdown: &str, heading: u8) -> Option<Length> {
        let length = self.call("format", &Array::of3(target, &markdown.into(), &heading.into()));
        let length = length?.as_string()?;
        let (words, characters) = length.split_once(' ')?;
        Some(Length { words: words.parse().ok()?, characters: characters.parse().ok()? })
    }

    /// Draws a text of the program's own help into `target`: `formatting`, or all of it.
    pub fn help(&self, target: &Element, name: &str, heading: u8) {
        self.call("help", &Array::of3(target, &name.into(), &heading.into()));
    }

    /// Draws a part of the page into `target`; `about` says what it is about.
    pub fn panel(&self, target: &Element, name: &str, about: &str) {
        self.call("panel", &Array::of3(target, &name.into(), &about.into()));
    }

    /// Draws the document into `target`, and says what the checks found; `None` where it failed.
    pub fn review(&self, target: &Element, draft: &Draft, language: &str) -> Option<Vec<FindingLine>> {
        let wish = wish(draft, language, true);
        let found = self.call("review", &Array::of3(target, &exchange::export_json(draft).into(), &wish));
        let mut found: Json = serde_json::from_str(&found?.as_string()?).ok()?;
        Some(found.as_array_mut()?.iter_mut().map(FindingLine::read).collect())
    }

    /// The document as Markdown; `None` where it could not be made.
    pub fn markdown(&self, draft: &Draft, language: &str, personal: bool) -> Option<String> {
        let wish = wish(draft, language, personal);
        self.call("markdown", &Array::of2(&exchange::export_json(draft).into(), &wish))?.as_string()
    }

    /// Draws what changed in a draft into `target`; answers that are to be put back go to `put_back`.
    /// `false` where it could not be read.
    pub fn history(&self, target: &Element, draft: &Draft, language: &str, put_back: &Function) -> bool {
        let wish = wish(draft, language, true);
        let arguments = Array::of4(target, &exchange::export_json(draft).into(), &wish, put_back);
        self.call("history", &arguments).is_some_and(|drawn| drawn.is_truthy())
    }

    /// What the file is.
    pub fn open(&self, name: &str, bytes: &[u8]) -> OpenedFile {
        let opened = self.call("open", &Array::of2(&name.into(), &Uint8Array::from(bytes)));
        let opened = opened.and_then(|opened| opened.as_string()).unwrap_or_default();
        OpenedFile::read(serde_json::from_str(&opened).unwrap_or_default())
    }

    /// The filled example, in the form of a draft file.
    pub fn example(&self) -> Option<String> {
        self.call("example", &Array::new())?.as_string()
    }

    fn call(&self, name: &str, arguments: &Array) -> Option<JsValue> {
        member(&self.0, name).ok()?.apply(&JsValue::NULL, arguments).ok()
    }
}

fn wish(draft: &Draft, language: &str, personal: bool) -> JsValue {
    wish_text(draft, language, personal).into()
}

fn wish_text(draft: &Draft, language: &str, personal: bool) -> String {
    json!({ "id": draft.id.as_str(), "language": language, "personal": personal }).to_string()
}

/// A draft for a panel that is about it.
pub fn about_draft(draft: &Draft, language: &str) -> String {
    format!("{}\n{}", wish_text(draft, language, true), exchange::export_json(draft))
}

fn member(object: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(object, &name.into())?.dyn_into()
}
