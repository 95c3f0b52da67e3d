//! Elements of the page: one type that makes every element, whatever its tag, attributes and
//! children.
//!
//! They are written as Leptos' builder is (`html::div().class(…).child(…)`), where a closure in the place of a value
//! follows the signals that it reads. Leptos' own have a type for each tag, attribute, listener and child; together
//! they were a third of what had to arrive before writing could begin. Signals, effects, owners and
//! clean-up are Leptos': what follows a signal, and what listens, belongs to the owner in which the
//! element was made, and ends with it. Text is only ever put in as text.
//!
//! Methods that take a closure box it at once and leave the work to a function that is there once.

pub mod answer;
pub mod html;
mod rows;
pub mod tree;
mod values;

pub use rows::Row;
pub use values::Child;

use crate::browser::frame::is_shown;

use std::borrow::Cow;

use js_sys::Reflect;
use leptos::ev::EventDescriptor;
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use values::{Attribute, Property};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element as DomElement, Event, Node};

/// An element that is being made, or is on the page. A handle: a clone is the same element.
#[derive(Clone)]
pub struct Element(DomElement);

/// A new element.
fn made(tag: &str) -> Element {
    match document().create_element(tag) {
        Ok(element) => Element(element),
        // All tags are constants of this program.
        Err(_) => unreachable!(),
    }
}

impl Element {
    /// Its class.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// An attribute: a text, or whether it is there at all.
    pub fn attr(self, name: &'static str, value: impl Attribute) -> Self {
        value.set(&self.0, name);
        self
    }

    /// A property, for what has no attribute that says the same.
    pub fn prop(self, name: &'static str, value: impl Property) -> Self {
        value.set(&self.0, name);
        self
    }

    /// A text, an element, or several, after what it holds already.
    pub fn child(self, child: impl Child) -> Self {
        child.append_to(&self.0);
        self
    }

    /// Children that wait for the first frame of the screen that they are part of.
    pub fn later(self, children: impl Fn() -> Vec<Element> + 'static) -> Self {
        bind_children(&self.0, Box::new(move || if is_shown() { untrack(&children) } else { Vec::new() }));
        self
    }

    /// Children by key: one whose key stays, stays too, with the focus and what is typed.
    pub fn bind_rows(self, rows: impl Fn() -> Vec<Row> + 'static) -> Self {
        rows::bind_rows(&self.0, Box::new(rows));
        self
    }

    /// What happens on an event.
    pub fn on(self, event: impl EventDescriptor, run: impl Fn(Event) + 'static) -> Self {
        own(Owned::Listener(Listener::new(&self.0, event.name(), Box::new(run))));
        self
    }

    /// Changes an attribute; `None` takes it away.
    pub fn set_attr(&self, name: &str, value: Option<&str>) {
        set_attribute(&self.0, name, value);
    }

    /// Changes an attribute that is there (and empty) or not.
    pub fn set_flag(&self, name: &str, on: bool) {
        self.set_attr(name, on.then_some(""));
    }

    /// Puts a text in place of all that it holds.
    pub fn set_text(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }

    /// A child after what it holds already.
    pub fn add(&self, child: &Element) {
        append(&self.0, &child.0);
    }

    /// The element itself.
    pub fn dom(&self) -> &DomElement {
        &self.0
    }

    /// The element with the functions of its kind.
    pub fn as_kind<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }
}

/// Runs now, and again whenever the signals change that were read. Ends with the current owner.
pub fn bind(run: impl FnMut() + 'static) {
    bind_boxed(Box::new(run));
}

fn bind_boxed(mut run: Box<dyn FnMut()>) {
    own(Owned::Effect(RenderEffect::new(move |_| run())));
}

fn bind_attribute(element: DomElement, name: &'static str, value: Box<dyn Fn() -> Option<String>>) {
    let mut is_new = true;
    bind_boxed(Box::new(move || {
        let value = value();
        // The page is looked at anew whenever an attribute is set, to whatever.
        if is_new || element.get_attribute(name) != value {
            set_attribute(&element, name, value.as_deref());
            is_new = false;
        }
    }));
}

fn bind_text(parent: &DomElement, text: Box<dyn Fn() -> String>) {
    let node = document().create_text_node("");
    append(parent, &node);
    let mut shown = String::new();
    bind_boxed(Box::new(move || {
        let text = text();
        // A screen reader speaks a status again when its text is set again.
        if text != shown {
            node.set_data(&text);
            shown = text;
        }
    }));
}

fn bind_children(parent: &DomElement, children: Box<dyn Fn() -> Vec<Element>>) {
    let end = end_of(parent);
    let mut shown: Vec<Element> = Vec::new();
    bind_boxed(Box::new(move || {
        let new = children();
        // The new ones first, so that the page keeps its height and does not scroll.
        for child in &new {
            insert_before(&child.0, &end);
        }
        for child in std::mem::replace(&mut shown, new) {
            child.0.remove();
        }
    }));
}

/// Marks the end of `parent`, before which children come and go.
fn end_of(parent: &DomElement) -> Node {
    let end: Node = document().create_text_node("").into();
    append(parent, &end);
    end
}

// The three below cannot fail: names are constants of this program, and what is moved is no
// ancestor of where it goes.

fn set_attribute(element: &DomElement, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn set_property(element: &DomElement, name: &str, value: &JsValue) {
    let _ = Reflect::set(element, &JsValue::from_str(name), value);
}

fn append(parent: &DomElement, child: &Node) {
    let _ = parent.append_child(child);
}

fn insert_before(child: &Node, next: &Node) {
    if let Some(parent) = next.parent_node() {
        let _ = parent.insert_before(child, Some(next));
    }
}

/// What lives as long as the owner in which it was made.
enum Owned {
    Effect(#[expect(dead_code, reason = "dropping it ends it")] RenderEffect<()>),
    Listener(#[expect(dead_code, reason = "dropping it ends it")] Listener),
}

fn own(owned: Owned) {
    StoredValue::new_local(owned);
}

/// A listener on an element, until it is dropped.
struct Listener {
    element: DomElement,
    event: Cow<'static, str>,
    run: Closure<dyn Fn(Event)>,
}

impl Listener {
    fn new(element: &DomElement, event: Cow<'static, str>, run: Box<dyn Fn(Event)>) -> Self {
        let run = Closure::wrap(run);
        // An element always takes listeners, here and below.
        let _ = element.add_event_listener_with_callback(&event, run.as_ref().unchecked_ref());
        Self { element: element.clone(), event, run }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let run = self.run.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(&self.event, run);
    }
}

/// Puts the page into the document's body, for its whole life.
pub fn mount(page: fn(Element)) {
    mount_to_body(move || {
        if let Some(body) = document().body() {
            page(Element(body.into()));
        }
    });
}
