//! The About screen: which program this is, and everything in it that others have made, with licences.
//! The list is made by `cargo xtask licences`.

use leptos::prelude::*;
use serde_json::Value as Json;

use super::frame;
use crate::browser::parts;
use crate::element::{Element, html};
use crate::screens::section;
use crate::state::localizer::use_localizer;
use submission_core::locale::{Message, key};

/// The list's name among the files of the program.
const LIST: &str = "licences.json";

/// The screen below its title.
pub fn about() -> Element {
    let localizer = use_localizer();
    let list = RwSignal::new(None::<Json>);
    leptos::task::spawn_local(async move {
        let arrived = parts::text(LIST).await.and_then(|list| serde_json::from_str(&list).ok());
        // The screen may be gone.
        let _ = list.try_set(Some(arrived.unwrap_or_default()));
    });
    frame().child(move || {
        list.with(|list| match list {
            None => vec![html::p().child(localizer.text(key::APP_WAITING))],
            Some(Json::Null) => vec![html::p().child(localizer.text(key::ABOUT_NOT_ARRIVED))],
            Some(list) => contents(list),
        })
    })
}

fn contents(list: &Json) -> Vec<Element> {
    let localizer = use_localizer();
    let app = &list["app"];
    let commit = text(&list["commit"]);
    let words = if commit.is_empty() { key::ABOUT_VERSION } else { key::ABOUT_VERSION_OF_COMMIT };
    let version = Message::new(words).with("version", text(&app["version"])).with("commit", commit);
    let own = Message::new(key::ABOUT_OWN_LICENCE).with("licence", text(&app["licence"]));

    let shipped = list["shipped"].as_array().map(Vec::as_slice).unwrap_or_default();
    let lines = html::ul().class("licences").attr("role", "list");
    for one in shipped {
        // Names and licences are English, whatever the page speaks.
        lines.add(&html::li().attr("dir", "ltr").child([
            html::span().child(format!("{} {}", text(&one["name"]), text(&one["version"]))),
            html::span().class("soft").child(text(&one["licence"])),
        ]));
    }
    let others = section("stack", "others-title", &localizer.text(key::ABOUT_OTHERS))
        .child([html::p().child(localizer.text(key::ABOUT_OTHERS_TEXT)), lines]);

    let texts = section("stack", "texts-title", &localizer.text(key::ABOUT_TEXTS));
    for (number, licence) in array(&list["texts"]).enumerate() {
        let under = |one: &&Json| array(&one["texts"]).any(|text| text.as_u64() == Some(number as u64));
        let names: Vec<&str> =
            std::iter::once(app).chain(shipped).filter(under).map(|one| text(&one["name"])).collect();
        // Long ones scroll, and the keyboard must get there.
        let text =
            html::pre().attr("lang", "en").attr("dir", "ltr").attr("tabindex", "0").child(text(licence));
        texts.add(&html::details().child([html::summary().attr("dir", "ltr").child(names.join(", ")), text]));
    }
    vec![html::p().child(localizer.say(&version)), html::p().child(localizer.say(&own)), others, texts]
}

fn array(json: &Json) -> impl Iterator<Item = &Json> {
    json.as_array().into_iter().flatten()
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}
