//! The About screen: which program this is, and everything in it that others have made, with licences.
//! The list is made by `cargo xtask licences`.

use serde_json::Value as Json;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::settings::section;
use super::{Panel, Panels, language};
use crate::browser::parts;
use crate::later::dom::{child, child_of_class, child_with_text};
use submission_core::locale::{Message, key};

/// The list's name among the files of the program.
const LIST: &str = "licences.json";

/// Draws the screen below its title, as soon as the list is there.
pub fn draw(panel: Panel) -> Result<(), JsValue> {
    if !panel.begin(&language())? {
        return Ok(());
    }
    let Panel { panels, target, .. } = panel;
    let waiting = child_with_text(&target, "p", &panels.text(key::APP_WAITING))?;
    spawn_local(async move {
        let list = parts::text(LIST).await.and_then(|list| serde_json::from_str(&list).ok());
        match list {
            Some(list) => {
                waiting.remove();
                // The nodes are made from constants and texts; the browser has no reason to refuse one.
                let _ = show(&panels, &target, &list);
            }
            None => waiting.set_text_content(Some(&panels.text(key::ABOUT_NOT_ARRIVED))),
        }
    });
    Ok(())
}

fn show(panels: &Panels, target: &Element, list: &Json) -> Result<(), JsValue> {
    let app = &list["app"];
    let commit = text(&list["commit"]);
    let words = if commit.is_empty() { key::ABOUT_VERSION } else { key::ABOUT_VERSION_OF_COMMIT };
    let version = Message::new(words).with("version", text(&app["version"])).with("commit", commit);
    child_with_text(target, "p", &panels.say(&version))?;
    let own = Message::new(key::ABOUT_OWN_LICENCE).with("licence", text(&app["licence"]));
    child_with_text(target, "p", &panels.say(&own))?;

    let shipped = list["shipped"].as_array().map(Vec::as_slice).unwrap_or_default();
    let others = section(target, "others-title", &panels.text(key::ABOUT_OTHERS))?;
    child_with_text(&others, "p", &panels.text(key::ABOUT_OTHERS_TEXT))?;
    let lines = child_of_class(&others, "ul", "licences")?;
    lines.set_attribute("role", "list")?;
    for one in shipped {
        let line = child(&lines, "li")?;
        // Names and licences are English, whatever the page speaks.
        line.set_attribute("dir", "ltr")?;
        child_with_text(&line, "span", &named(one))?;
        child_with_text(&line, "span", text(&one["licence"]))?.set_class_name("soft");
    }

    let texts = section(target, "texts-title", &panels.text(key::ABOUT_TEXTS))?;
    let all = list["texts"].as_array().map(Vec::as_slice).unwrap_or_default();
    for (number, licence) in all.iter().enumerate() {
        let under = |one: &&Json| array(&one["texts"]).any(|text| text.as_u64() == Some(number as u64));
        let names: Vec<&str> =
            std::iter::once(app).chain(shipped).filter(under).map(|one| text(&one["name"])).collect();
        let details = child(&texts, "details")?;
        child_with_text(&details, "summary", &names.join(", "))?.set_attribute("dir", "ltr")?;
        let text = child_with_text(&details, "pre", text(licence))?;
        text.set_attribute("lang", "en")?;
        text.set_attribute("dir", "ltr")?;
        // Long ones scroll, and the keyboard must get there.
        text.set_attribute("tabindex", "0")?;
    }
    Ok(())
}

fn named(one: &Json) -> String {
    format!("{} {}", text(&one["name"]), text(&one["version"]))
}

fn array(json: &Json) -> impl Iterator<Item = &Json> {
    json.as_array().into_iter().flatten()
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}
