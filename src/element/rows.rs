//! Children by key: those whose key stays are moved, not made anew.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element as DomElement, HtmlElement, Node};

use super::{Element, bind_boxed, end_of, insert_before};

/// A child that is wanted.
pub struct Row {
    key: String,
    make: Box<dyn FnOnce() -> Element>,
}

impl Row {
    /// The child of that key, made where there is none yet.
    pub fn new(key: String, make: impl FnOnce() -> Element + 'static) -> Self {
        Self { key, make: Box::new(make) }
    }
}

/// A child that is on the page, with the owner of what belongs to it.
struct Shown {
    key: String,
    owner: Owner,
    child: Element,
}

/// Keeps the children at the end of `parent` in step with what is wanted.
pub fn bind_rows(parent: &DomElement, wanted: Box<dyn Fn() -> Vec<Row>>) {
    let end = end_of(parent);
    // A row outlives the run of the effect that made it; it ends with the list.
    let list = Owner::current().unwrap_or_default();
    let mut shown: Vec<Shown> = Vec::new();
    bind_boxed(Box::new(move || {
        let mut before = std::mem::take(&mut shown);
        for Row { key, make } in wanted() {
            let stays = before.iter().position(|row| row.key == key);
            shown.push(match stays {
                Some(at) => before.remove(at),
                None => {
                    let owner = list.child();
                    let child = owner.with(|| untrack(make));
                    Shown { key, owner, child }
                }
            });
        }
        for row in before {
            row.owner.cleanup();
            row.child.0.remove();
        }
        put_in_order(&shown, &end);
    }));
}

fn put_in_order(rows: &[Shown], end: &Node) {
    let focused = document().active_element();
    let mut next = end.clone();
    for row in rows.iter().rev() {
        let node: &Node = &row.child.0;
        if node.next_sibling().as_ref() != Some(&next) {
            insert_before(node, &next);
        }
        next = node.clone();
    }
    // An element that is moved loses the focus.
    if document().active_element() != focused
        && let Some(focused) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok())
    {
        // It had the focus a moment ago; where it is gone nothing happens.
        let _ = focused.focus();
    }
}
