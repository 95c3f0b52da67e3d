//! Naming the present moment, and the moments that have a name.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::Screen;
use super::moments::Moment;
use crate::components::controls::{button, label, status};
use crate::element::{Element, html};
use submission_core::locale::{Message, key};

/// The id of the input.
const NAME: &str = "moment-name";

impl Screen {
    /// The input for a name, and the names that were given.
    pub fn names(self) -> Element {
        let localizer = self.localizer;
        let title = html::h2().child(localizer.text(key::HISTORY_NAME_TITLE));
        let text = html::p().child(localizer.text(key::HISTORY_NAME_TEXT));
        let input =
            html::input().class("input").attr("id", NAME).attr("dir", "auto").attr("autocomplete", "off");
        let status = status();
        let name = button(&localizer.text(key::HISTORY_NAME_BUTTON), {
            let (screen, input, status) = (self.clone(), input.as_kind(), status.clone());
            move |_| screen.name_now(&input, &status)
        });
        html::section()
            .class("stack")
            .child([
                title,
                text,
                html::div()
                    .class("field")
                    .child([label(NAME, &localizer.text(key::HISTORY_NAME_LABEL)), input]),
                html::p().class("actions").child([name]),
                status,
            ])
            .child(move || self.named())
    }

    fn named(&self) -> Vec<Element> {
        let Some(pasts) = self.pasts.get() else { return Vec::new() };
        let number = pasts.history.snapshots.len();
        if number == 0 {
            return vec![html::p().child(self.localizer.text(key::HISTORY_NAME_NONE))];
        }
        let list = html::ul();
        for number in (0..number).rev() {
            list.add(&html::li().child(pasts.name(&Moment::Named(number), self.localizer)));
        }
        vec![list]
    }

    fn name_now(&self, input: &HtmlInputElement, status: &Element) {
        let Some(pasts) = self.pasts.get_untracked() else { return };
        let name = input.value().trim().to_owned();
        let said = if name.is_empty() {
            self.localizer.text(key::HISTORY_NAME_MISSING)
        } else {
            let named = self.past.store().name_snapshot(&pasts.draft.id, &name, &pasts.now());
            self.past.mirror_changes();
            self.look();
            self.localizer.say(&match named {
                Ok(()) => {
                    input.set_value("");
                    Message::new(key::HISTORY_NAME_DONE).with("name", &name)
                }
                Err(error) => Message::new(key::HISTORY_NAME_FAILED)
                    .with("reason", self.localizer.say(&error.message())),
            })
        };
        status.set_text(&said);
        // It stands beside the button that was pressed.
        let _ = input.focus();
    }
}
