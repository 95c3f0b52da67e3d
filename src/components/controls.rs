//! The controls that stand everywhere: buttons, links, inputs, tick boxes.

use leptos::ev;
use leptos::prelude::*;
use web_sys::{Event, File, HtmlInputElement};

use crate::element::{Child, Element, html};
use submission_core::route::Route;

/// A button.
pub fn button(label: &str, press: impl Fn(Event) + 'static) -> Element {
    html::button().attr("type", "button").class("button").child(label).on(ev::click, press)
}

/// A link to a screen.
pub fn link(target: &Route, label: &str) -> Element {
    html::a().attr("href", &target.to_string()).child(label)
}

/// An input of one line that is no answer, or not yet; `name` is its accessible name.
pub fn input(kind: &str, name: &str) -> Element {
    html::input().class("input").attr("type", kind).attr("dir", "auto").attr("aria-label", name)
}

/// A label over the control of that id.
pub fn label(id: &str, text: &str) -> Element {
    html::label().attr("for", id).child(text)
}

/// The input behind a button that takes a file; `chosen` gets the file and the input.
pub fn file_input(name: &str, chosen: impl Fn(File, HtmlInputElement) + 'static) -> Element {
    html::input()
        .class("visually-hidden")
        .attr("type", "file")
        .attr("accept", ".json,application/json")
        .attr("aria-label", name)
        .on(ev::change, move |event| {
            let input: HtmlInputElement = event_target(&event);
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                chosen(file, input);
            }
        })
}

/// A tick box.
pub fn tick_box(change: impl Fn(bool) + 'static) -> Element {
    html::input().attr("type", "checkbox").on(ev::change, move |event| change(event_target_checked(&event)))
}

/// A summary that opens to show more.
pub fn disclosure(summary: Element) -> Element {
    html::details().class("stack").child([summary])
}

/// Adds the options to a `select`: their values and names.
pub fn options(select: Element, options: &[(String, String)], chosen: &str) -> Element {
    for (value, name) in options {
        select.add(&html::option().attr("value", value).attr("selected", value == chosen).child(name));
    }
    select
}

/// A control with what it is about, for those who do not see where it stands.
pub fn about(control: Element, label: &str, about: &str) -> Element {
    control.attr("aria-label", &format!("{label}: {about}"))
}

/// Controls in a row.
pub fn actions(controls: impl Child) -> Element {
    html::div().class("actions").child(controls)
}

/// A place where what came of a press is said.
pub fn status() -> Element {
    html::p().attr("role", "status")
}

/// Something to look at before going on.
pub fn warning() -> Element {
    html::div().class("notice").attr("data-level", "warning")
}
