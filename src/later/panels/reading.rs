//! The file that is being read: which one it is, where that takes its time, and the way to stop it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::JsValue;
use web_sys::Element;

use super::controls::button;
use super::{Panel, Panels};
use crate::browser::timer::Timer;
use crate::later::dom::child_with_text;
use crate::later::work::Asked;
use submission_core::locale::{Message, key};

/// How long a file is read before anybody is told that it is being read.
const SLOW: Duration = Duration::from_millis(400);

/// The one file that is being read, and where that is said.
#[derive(Clone, Default)]
pub struct Reading(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    target: Option<Element>,
    asked: Option<Asked>,
    slow: Option<Timer>,
}

/// The panel is empty until a file takes its time.
pub(super) fn draw(panel: Panel) -> Result<(), JsValue> {
    panel.target.set_attribute("role", "status")?;
    // Who left the screen and comes back does not wait for a file any more.
    let was_left = panel.panels.reading.0.borrow().target.as_ref().is_some_and(|old| !old.is_connected());
    if was_left {
        panel.panels.reading.end();
    }
    panel.panels.reading.0.borrow_mut().target = Some(panel.target);
    Ok(())
}

impl Reading {
    /// A file of that name is being read; `cancelled` runs where the writer stops it.
    pub fn begin(&self, panels: &Panels, name: &str, asked: Asked, cancelled: impl Fn() + 'static) {
        let said = panels.say(&Message::new(key::OPEN_READING).with("file", name));
        let label = panels.text(key::OPEN_CANCEL);
        let (reading, cancelled) = (self.clone(), Rc::new(cancelled));
        let slow = Timer::new(move || {
            // As in `Panels::panel`.
            let _ = reading.show(&said, &label, cancelled.clone());
        });
        slow.start(SLOW);
        let before = {
            let mut state = self.0.borrow_mut();
            (state.asked.replace(asked), state.slow.replace(slow))
        };
        drop(before);
    }

    /// No file is being read any more.
    pub fn end(&self) {
        let state = {
            let mut state = self.0.borrow_mut();
            if let Some(target) = &state.target {
                target.set_text_content(None);
            }
            (state.asked.take(), state.slow.take())
        };
        drop(state);
    }

    fn show(&self, said: &str, label: &str, cancelled: Rc<impl Fn() + 'static>) -> Result<(), JsValue> {
        let Some(target) = self.0.borrow().target.clone() else { return Ok(()) };
        target.set_text_content(None);
        child_with_text(&target, "p", said)?;
        let reading = self.clone();
        button(&target, label, move || {
            reading.end();
            cancelled();
        })?;
        Ok(())
    }
}
