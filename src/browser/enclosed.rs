//! The form that was sent out in a single file (`web/enclose.js` puts it there).

use leptos::prelude::*;
use serde_json::Value as Json;

/// A form or a draft in this page.
#[derive(Clone)]
pub struct Enclosed {
    /// What it is called.
    pub title: String,
    /// The name of its file.
    pub name: String,
    /// Its file, unchecked: it is opened as any other.
    pub text: String,
}

/// The form in this page, if there is one.
pub fn form() -> Option<Enclosed> {
    let block = document().get_element_by_id("enclosed")?.text_content()?;
    let mut json: Json = serde_json::from_str(&block).ok()?;
    let mut member = |name| json.get_mut(name).map(Json::take)?.as_str().map(ToOwned::to_owned);
    Some(Enclosed { title: member("title")?, name: member("name")?, text: member("text")? })
}
