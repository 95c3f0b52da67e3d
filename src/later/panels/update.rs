//! A new version that waits: said between the header and the main part, with the press that takes it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::frame;
use crate::browser::scripts;
use crate::components::controls::button;
use crate::element::{Element, Row, html};
use crate::state::localizer::use_localizer;
use submission_core::locale::key;

/// The notice, where a version waits. Its place is there before, so that its coming is heard too.
pub fn update(versions: ArcRwSignal<u32>) -> Element {
    frame().class("stack panel notices").attr("role", "status").bind_rows(move || {
        versions.track();
        let waits = scripts::late().has_update();
        if waits { vec![Row::new(String::new(), notice)] } else { Vec::new() }
    })
}

fn notice() -> Element {
    let localizer = use_localizer();
    let said = html::p();
    let press = button(&localizer.text(key::UPDATE_TAKE), {
        let said = said.clone();
        move |_| {
            let said = said.clone();
            said.set_text(&localizer.text(key::UPDATE_TAKING));
            spawn_local(async move {
                // Where it is taken, the page is loaded anew.
                let objection = match scripts::late().take_update().await.as_deref() {
                    Some("taken") => return,
                    Some("unsaved") => key::UPDATE_UNSAVED,
                    _ => key::UPDATE_SILENT,
                };
                said.set_text(&localizer.text(objection));
            });
        }
    });
    html::div().class("notice").child([
        html::p().child(localizer.text(key::UPDATE_TEXT)),
        html::p().class("actions").child([press]),
        said,
    ])
}
