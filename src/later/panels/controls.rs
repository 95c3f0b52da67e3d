//! Buttons, and a confirmation that stands where the button stood.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use crate::later::dom::{child, child_of_class, child_with_text};

/// A button at the end of `target`. The closure goes when the browser has forgotten the button.
pub fn button(target: &Element, label: &str, press: impl Fn() + 'static) -> Result<Element, JsValue> {
    let button = child_of_class(target, "button", "button")?;
    button.set_attribute("type", "button")?;
    button.set_text_content(Some(label));
    let press = Closure::<dyn Fn()>::new(press).into_js_value();
    button.add_event_listener_with_callback("click", press.unchecked_ref())?;
    Ok(button)
}

/// A link at the end of `target`.
pub fn link(target: &Element, address: &str, label: &str) -> Result<Element, JsValue> {
    let link = child_with_text(target, "a", label)?;
    link.set_attribute("href", address)?;
    Ok(link)
}

/// A place where what came of a press is said.
pub fn status(target: &Element) -> Result<Element, JsValue> {
    let status = child(target, "p")?;
    status.set_attribute("role", "status")?;
    Ok(status)
}

/// The words of a confirmation.
pub struct Words {
    /// The button that begins it.
    pub label: String,
    /// What that button is about, for those who do not see where it stands; may be empty.
    pub about: String,
    /// What is asked.
    pub question: String,
    /// Does it.
    pub yes: String,
    /// Does not.
    pub no: String,
}

/// A button that first asks, in its own place; the focus goes to the answer that changes nothing.
pub fn confirmed(target: &Element, words: Words, run: impl Fn() + 'static) -> Result<(), JsValue> {
    let place = child_of_class(target, "div", "actions")?;
    let asked = child_of_class(target, "div", "notice")?;
    asked.set_attribute("data-level", "warning")?;
    asked.set_attribute("role", "group")?;
    asked.set_attribute("aria-label", &words.question)?;
    asked.set_attribute("hidden", "")?;
    child_with_text(&asked, "p", &words.question)?;
    let answers = child_of_class(&asked, "div", "actions")?;
    let named = |button: &Element, label: &str| match words.about.is_empty() {
        true => Ok(()),
        false => button.set_attribute("aria-label", &format!("{label}: {}", words.about)),
    };
    let yes = button(&answers, &words.yes, run)?;
    yes.set_attribute("data-kind", "danger")?;
    named(&yes, &words.yes)?;
    let begin: Element = child(&place, "span")?;
    let no = button(&answers, &words.no, {
        let (asked, place) = (asked.clone(), place.clone());
        move || swap(&asked, &place)
    })?;
    named(&no, &words.no)?;
    let press = {
        let (place, asked) = (place.clone(), asked);
        move || swap(&place, &asked)
    };
    let first = button(&begin, &words.label, press)?;
    named(&first, &words.label)
}

/// Hides one, shows the other, and puts the focus on its last button.
fn swap(shown: &Element, hidden: &Element) {
    // Plain attributes and a focus; where one fails the next press does it.
    let _ = shown.set_attribute("hidden", "");
    let _ = hidden.remove_attribute("hidden");
    let buttons = hidden.get_elements_by_tag_name("button");
    let last = buttons.item(buttons.length().saturating_sub(1));
    if let Some(last) = last.and_then(|last| last.dyn_into::<HtmlElement>().ok()) {
        let _ = last.focus();
    }
}
