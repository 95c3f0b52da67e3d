//! The way back from what the writer did last: a notice under the header, with one button.

use std::rc::Rc;

use leptos::prelude::*;

use crate::draft::DraftId;
use crate::locale::{Key, Message, key};
use crate::ui::browser::focus::focus_soon;
use crate::ui::components::controls::button;
use crate::ui::element::{El, el};
use crate::ui::state::services::use_services;
use crate::ui::state::words::use_words;

/// What was done last, and the way back; looked up with [`use_undo`].
#[derive(Clone, Copy)]
pub struct Undo {
    /// What was done; empty where there is nothing to undo.
    said: RwSignal<String>,
    deed: StoredValue<Option<Deed>, LocalStorage>,
}

/// The draft that it was done to, and how to undo it.
type Deed = (Option<DraftId>, Rc<dyn Fn()>);

impl Undo {
    /// Nothing was done yet.
    pub fn start() -> Self {
        Self { said: RwSignal::new(String::new()), deed: StoredValue::new_local(None) }
    }

    /// Says what was done, and offers to undo it. `back` also puts the focus where it belongs then.
    pub fn offer(self, draft: Option<&DraftId>, said: String, back: impl Fn() + 'static) {
        self.deed.set_value(Some((draft.cloned(), Rc::new(back))));
        self.said.set(said);
        focus_soon("undo".to_owned());
    }

    /// Another screen is shown: what was done to another draft is past.
    pub fn keep_for(self, draft: Option<&DraftId>) {
        if self.deed.with_value(|deed| deed.as_ref().is_some_and(|(of, _)| of.as_ref() != draft)) {
            self.forget();
        }
    }

    fn forget(self) -> Option<Deed> {
        self.said.set(String::new());
        self.deed.try_update_value(Option::take).flatten()
    }

    /// The notice.
    pub fn notice(self) -> El {
        let undo = button(&use_words().text(key::UNDO_BUTTON), move |_| {
            if let Some((_, back)) = self.forget() {
                back();
            }
        });
        el("div")
            .class("notice undo")
            .attr("role", "status")
            .follow_flag("hidden", move || self.said.with(String::is_empty))
            .with(&[
                el("span").attr("dir", "auto").follow_text(move || self.said.get()),
                undo.attr("id", "undo").attr("data-writes", ""),
            ])
    }
}

/// What is said of a deed: `name` is what it was done to.
pub fn done(what: Key, name: &str) -> String {
    use_words().say(&Message::new(what).with("name", name))
}

/// The way back from what was done last.
pub fn use_undo() -> Undo {
    use_services().undo
}
