//! The notice that a draft is gone from this browser, with the way to the file that followed it.

use leptos::task::spawn_local;

use super::{Panels, title_of};
use crate::components::controls::{about, actions, button, status, warning};
use crate::element::{Element, html};
use crate::later::copies::{self, Lost};
use crate::state::localizer::use_localizer;
use submission_core::locale::{Message, key};

/// One notice; `forgotten` runs when the writer has put it away.
pub fn lost(panels: &Panels, lost: Lost, forgotten: impl Fn() + 'static) -> Element {
    let localizer = use_localizer();
    let title = title_of(localizer, &lost.title);
    let told = Message::new(key::NOTICE_LOST).with("title", &title).with("name", &lost.file);
    let said = status();
    let open = Message::new(key::NOTICE_LOST_OPEN).with("name", &lost.file);
    let open = button(&localizer.say(&open), {
        let (draft, said, memory) = (lost.draft.clone(), said.clone(), panels.memory.clone());
        move |_| {
            let (draft, said, memory) = (draft.clone(), said.clone(), memory.clone());
            spawn_local(async move {
                if copies::open_lost(&draft).await {
                    memory.lost.borrow_mut().retain(|lost| lost.draft != draft);
                } else {
                    said.set_text(&localizer.text(key::NOTICE_LOST_UNREAD));
                }
            });
        }
    });
    let label = localizer.text(key::NOTICE_LOST_FORGET);
    let forget = button(&label, {
        let (draft, memory) = (lost.draft, panels.memory.clone());
        move |_| {
            memory.lost.borrow_mut().retain(|lost| lost.draft != draft);
            forgotten();
            let draft = draft.clone();
            spawn_local(async move { copies::forget_lost(&draft).await });
        }
    });
    warning().child([
        html::p().child(localizer.say(&told)),
        actions([open, about(forget, &label, &title)]),
        said,
    ])
}
