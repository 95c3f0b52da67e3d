//! The file that is being read: which one it is, where that takes its time, and the way to stop it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::browser::timer::Timer;
use crate::components::controls::button;
use crate::element::{Element, html};
use crate::later::work::Asked;
use crate::state::localizer::{Localizer, use_localizer};
use submission_core::locale::{Message, key};

/// How long a file is read before anybody is told that it is being read.
const SLOW: Duration = Duration::from_millis(400);

/// The one file that is being read, and where that is said.
#[derive(Clone, Default)]
pub struct Reading {
    state: Rc<RefCell<State>>,
    /// What is said of it; empty until it takes its time.
    said: ArcRwSignal<String>,
}

#[derive(Default)]
struct State {
    container: Option<Element>,
    asked: Option<Asked>,
    slow: Option<Timer>,
    cancelled: Option<Rc<dyn Fn()>>,
}

impl Reading {
    /// The panel, in that container: empty until a file takes its time.
    pub fn panel(&self, container: Element) -> Element {
        // Who left the screen and comes back does not wait for a file any more.
        let before = self.state.borrow_mut().container.replace(container.clone());
        if before.is_some_and(|before| !before.dom().is_connected()) {
            self.end();
        }
        let (localizer, reading) = (use_localizer(), self.clone());
        container.attr("role", "status").child(move || {
            let said = reading.said.get();
            if said.is_empty() {
                return Vec::new();
            }
            let reading = reading.clone();
            let cancel = button(&localizer.text(key::OPEN_CANCEL), move |_| reading.cancel());
            vec![html::p().child(said), cancel]
        })
    }

    /// A file of that name is being read; `cancelled` runs where the writer stops it.
    pub fn begin(&self, localizer: Localizer, name: &str, asked: Asked, cancelled: impl Fn() + 'static) {
        let said = localizer.say(&Message::new(key::OPEN_READING).with("file", name));
        let signal = self.said.clone();
        let slow = Timer::new(move || signal.set(said.clone()));
        slow.start(SLOW);
        let before = {
            let mut state = self.state.borrow_mut();
            state.cancelled = Some(Rc::new(cancelled));
            (state.asked.replace(asked), state.slow.replace(slow))
        };
        drop(before);
    }

    /// No file is being read any more.
    pub fn end(&self) {
        self.said.set(String::new());
        let state = {
            let mut state = self.state.borrow_mut();
            (state.asked.take(), state.slow.take(), state.cancelled.take())
        };
        drop(state);
    }

    fn cancel(&self) {
        let cancelled = self.state.borrow().cancelled.clone();
        self.end();
        if let Some(cancelled) = cancelled {
            cancelled();
        }
    }
}
