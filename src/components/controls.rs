//! The controls that stand everywhere: buttons, links, inputs, tick boxes.

use leptos::prelude::*;
use web_sys::Event;

use crate::element::{El, el};
use submission_core::route::Route;

/// A button.
pub fn button(label: &str, press: impl Fn(Event) + 'static) -> El {
    el("button").attr("type", "button").class("button").text(label).on("click", press)
}

/// A link to a screen.
pub fn link(target: &Route, label: &str) -> El {
    el("a").attr("href", &target.to_string()).text(label)
}

/// An input of one line that is no answer, or not yet; `name` is its accessible name.
pub fn input(kind: &str, name: &str) -> El {
    el("input").class("input").attr("type", kind).attr("dir", "auto").attr("aria-label", name)
}

/// A label over the control of that id.
pub fn label(id: &str, text: &str) -> El {
    el("label").attr("for", id).text(text)
}

/// A tick box.
pub fn tick_box(change: impl Fn(bool) + 'static) -> El {
    el("input").attr("type", "checkbox").on("change", move |event| change(event_target_checked(&event)))
}

/// A summary that opens to show more.
pub fn disclosure(summary: El) -> El {
    el("details").class("stack").with(&[summary])
}

/// Adds the options to a `select`: their values and names.
pub fn options(select: El, options: &[(String, String)], chosen: &str) -> El {
    for (value, name) in options {
        select.add(&el("option").attr("value", value).flag("selected", value == chosen).text(name));
    }
    select
}
