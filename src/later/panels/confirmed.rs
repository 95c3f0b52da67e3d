//! A confirmation that stands where the button stood.

use leptos::ev;
use web_sys::HtmlElement;

use crate::components::controls::{about, actions, warning};
use crate::element::{Element, html};
use crate::state::localizer::use_localizer;
use submission_core::locale::Key;

/// The words of a confirmation.
#[derive(Clone, Copy)]
pub struct Words {
    /// The button that begins it.
    pub label: Key,
    /// What is asked.
    pub question: Key,
    /// Does it.
    pub yes: Key,
    /// Does not.
    pub no: Key,
}

/// A button that first asks, in its own place; the focus goes to the answer that changes nothing. `of` is what the
/// button is about, for those who do not see where it stands; may be empty.
pub fn confirmed(words: Words, of: &str, run: impl Fn() + 'static) -> [Element; 2] {
    let localizer = use_localizer();
    let [first, yes, no] = [words.label, words.yes, words.no].map(|label| {
        let label = localizer.text(label);
        let button = html::button().attr("type", "button").class("button").child(&label);
        if of.is_empty() { button } else { about(button, &label, of) }
    });
    let question = localizer.text(words.question);
    let begin = actions([first.clone()]);
    let asked = warning().attr("role", "group").attr("aria-label", &question).attr("hidden", true).child([
        html::p().child(&question),
        actions([yes.attr("data-kind", "danger").on(ev::click, move |_| run()), no.clone()]),
    ]);
    let swap = |shown: &Element, hidden: &Element, button: &Element| {
        let (shown, hidden, button) = (shown.clone(), hidden.clone(), button.as_kind::<HtmlElement>());
        move |_| {
            shown.set_flag("hidden", true);
            hidden.set_flag("hidden", false);
            // It is on the page; where it cannot take the focus the next press does.
            let _ = button.focus();
        }
    };
    let back = swap(&asked, &begin, &first);
    first.on(ev::click, swap(&begin, &asked, &no));
    no.on(ev::click, back);
    [begin, asked]
}
