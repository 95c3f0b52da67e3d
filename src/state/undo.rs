//! The way back from what the writer did last: a notice at the foot of the window. It never puts anything
//! in the place of what was written since.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::browser::fields::is_writing;
use crate::browser::focus::{focus_soon, holds, is_within};
use crate::components::controls::button;
use crate::element::{Element, html};
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::services::use_services;
use crate::state::session::Session;
use submission_core::draft::{Answer, AnswerId, DraftId};
use submission_core::locale::{Key, Message, key};
use submission_core::route::Route;

/// How long the notice stays when the writer does nothing; it is looked at again after as long.
const WHILE: Duration = Duration::from_secs(30);

/// The notice on the page.
const NOTICE: &str = ".undo";

/// What was done last, and the way back; looked up with [`use_undo`].
#[derive(Clone, Copy)]
pub struct Undo {
    /// What was done; empty where there is nothing to say.
    said: RwSignal<String>,
    deed: StoredValue<Option<Deed>, LocalStorage>,
    /// Counts what was done, and how often something was changed.
    deeds: StoredValue<u32>,
    changes: StoredValue<u32>,
}

/// Something that was done.
#[derive(Clone)]
struct Deed {
    /// All is as it was left.
    stands: Rc<dyn Fn() -> bool>,
    back: Rc<dyn Fn()>,
    /// The id of the element that the writer is led to afterwards.
    at: String,
    /// The draft that opens with it: the step to its screen is part of the deed.
    opens: Option<DraftId>,
}

impl Undo {
    /// Nothing was done yet.
    pub fn start() -> Self {
        Self {
            said: RwSignal::new(String::new()),
            deed: StoredValue::new_local(None),
            deeds: StoredValue::new(0),
            changes: StoredValue::new(0),
        }
    }

    /// Says what was done to answers of the open draft, and offers the way back: while each of them is as it
    /// was left. `at` is the id of the element that the writer is led to afterwards.
    pub fn offer(
        self,
        session: &Session,
        answer_ids: impl IntoIterator<Item = AnswerId>,
        said: String,
        at: String,
        back: impl Fn() + 'static,
    ) {
        let left: Vec<(AnswerId, Answer)> =
            answer_ids.into_iter().map(|answer_id| (answer_id.clone(), session.answer(&answer_id))).collect();
        let session = session.clone();
        let stands = move || {
            session.is_open() && left.iter().all(|(answer_id, answer)| session.answer(answer_id) == *answer)
        };
        self.say(said, Deed { stands: Rc::new(stands), back: Rc::new(back), at, opens: None });
    }

    /// Says that a draft was put into the bin, and offers to take it out while it is there.
    pub fn offer_binned(
        self,
        is_in_bin: impl Fn() -> bool + 'static,
        said: String,
        back: impl Fn() + 'static,
    ) {
        let at = "drafts-title".to_owned();
        self.say(said, Deed { stands: Rc::new(is_in_bin), back: Rc::new(back), at, opens: None });
    }

    /// Says that a draft was opened, and offers to put it away again while nothing is written in it.
    pub fn offer_opened(self, draft: &DraftId, said: String, back: impl Fn() + 'static) {
        let before = self.changes.get_value();
        let stands = Rc::new(move || self.changes.get_value() == before);
        let (at, opens) = ("screen-title".to_owned(), Some(draft.clone()));
        self.say(said, Deed { stands, back: Rc::new(back), at, opens });
    }

    fn say(self, said: String, deed: Deed) {
        self.deed.set_value(Some(deed));
        self.deeds.update_value(|count| *count = count.wrapping_add(1));
        self.said.set(said);
        // Not in mid-word: the next letter would press it.
        if !is_writing() {
            focus_soon("undo".to_owned());
        }
        self.lapse(self.deeds.get_value());
    }

    /// The notice goes after a while, but not from under the writer's hand.
    fn lapse(self, deed: u32) {
        let later = move || match (self.deeds.get_value() == deed, holds(NOTICE)) {
            (true, true) => self.lapse(deed),
            (true, false) => drop(self.forget()),
            (false, _) => {}
        };
        set_timeout(later, WHILE);
    }

    /// Something in the open draft was changed: whoever changed it has gone on. A notice that the writer has
    /// in hand stays as long as what it offers does.
    pub fn changed(self) {
        self.changes.update_value(|count| *count = count.wrapping_add(1));
        self.look();
        if !self.is_empty() && !holds(NOTICE) {
            self.forget();
        }
    }

    /// Something was changed elsewhere: what does not stand any more can't be undone.
    pub fn look(self) {
        if self.deed.get_value().is_some_and(|deed| !(deed.stands)()) {
            self.forget();
        }
    }

    /// Another address is shown. The first one of a draft that was just opened belongs to its opening.
    pub fn leave(self, to: &Route) {
        let opens = self.deed.try_update_value(|deed| deed.as_mut()?.opens.take()).flatten();
        if opens.is_none() || opens.as_ref() != to.draft() {
            self.forget();
        }
    }

    fn forget(self) -> Option<Deed> {
        let deed = self.deed.try_update_value(Option::take).flatten();
        if !self.is_empty() {
            self.deeds.update_value(|count| *count = count.wrapping_add(1));
            // Where it is not lost, the focus stays with what is typed.
            if is_within(NOTICE)
                && let Some(deed) = &deed
            {
                focus_soon(deed.at.clone());
            }
            self.said.set(String::new());
        }
        deed
    }

    fn is_empty(self) -> bool {
        self.said.with_untracked(String::is_empty)
    }

    /// The writer wants it back.
    fn press(self, localizer: Localizer) {
        let Some(deed) = self.forget() else { return };
        if (deed.stands)() {
            (deed.back)();
        } else {
            self.said.set(localizer.text(key::UNDO_CHANGED));
            self.lapse(self.deeds.get_value());
        }
    }

    /// The notice. It is there and empty while there is nothing to say, so that screen readers hear of it.
    pub fn notice(self) -> Element {
        let localizer = use_localizer();
        html::div().class("undo notice").attr("role", "status").child(move || {
            let said = self.said.get();
            if said.is_empty() {
                return Vec::new();
            }
            let text = html::span().attr("id", "undo-said").attr("dir", "auto").child(&said);
            let close = button(&localizer.text(key::UNDO_CLOSE), move |_| drop(self.forget()))
                .attr("data-kind", "quiet");
            let mut parts = vec![text];
            if self.deed.with_value(Option::is_some) {
                let undo = button(&localizer.text(key::UNDO_BUTTON), move |_| self.press(localizer));
                parts.push(
                    undo.attr("id", "undo").attr("aria-describedby", "undo-said").attr("data-writes", ""),
                );
            }
            parts.push(close);
            parts
        })
    }
}

/// What is said of a deed: `name` is what it was done to.
pub fn done(what: Key, name: &str) -> String {
    use_localizer().say(&Message::new(what).with("name", name))
}

/// The way back from what was done last.
pub fn use_undo() -> Undo {
    use_services().undo
}
