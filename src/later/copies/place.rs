//! The place in the header of each screen of a draft: what is said of its copies, with what can be pressed.

use std::rc::Rc;

use js_sys::{Array, Intl, Object, Reflect};
use web_sys::HtmlElement;

use super::Copies;
use super::owner::Owner;
use crate::browser::local_storage::BrowserClock;
use crate::components::controls::button;
use crate::element::{Element, html};
use submission_core::copies;
use submission_core::locale::{Key, Message, key};
use submission_core::store::Clock;
use submission_core::time::WallTime;

/// A draft's place on the page.
pub struct Drawn {
    place: Element,
    /// What is said.
    said: Element,
    /// The same for those who hear the page.
    status: Element,
    /// The button that puts a reminder off.
    later: Element,
    /// The button that saves a copy.
    save: Element,
    /// The buttons that answer what is asked about a file.
    answers: [Element; 2],
}

/// "5 minutes ago".
fn ago(language: &str, moment: WallTime) -> String {
    let (number, unit) = copies::ago(BrowserClock.now() - moment);
    let options = Object::new();
    // A plain object takes any member.
    let _ = Reflect::set(&options, &"numeric".into(), &"auto".into());
    let format = Intl::RelativeTimeFormat::new(&Array::of1(&language.into()), &options);
    format.format(-(number as f64), unit).into()
}

impl Copies {
    /// Draws the place of a draft, in the element that is given.
    pub fn draw(&'static self, owner: &'static Owner, place: &Element) {
        let quiet = |words: Key, press: fn(&'static Self, &'static Owner)| {
            button(&self.services.localizer.text(words), move |_| press(self, owner))
                .attr("data-kind", "quiet")
        };
        let drawn = Drawn {
            place: place.clone(),
            said: html::span().class("copy-state"),
            status: html::span().class("visually-hidden").attr("role", "status"),
            later: quiet(key::COPIES_LATER, Self::put_off),
            save: quiet(key::COPIES_SAVE, Self::save),
            answers: [quiet(key::COPIES_OPEN, Self::open_file), quiet(key::COPIES_REPLACE, Self::replace)],
        };
        let [open, replace] = &drawn.answers;
        for child in [&drawn.said, open, replace, &drawn.save, &drawn.later, &drawn.status] {
            place.add(child);
        }
        owner.drawn.replace(Some(Rc::new(drawn)));
        self.show();
    }

    /// Says how things stand with the draft whose place is on the page.
    pub fn show(&self) {
        let Some(owner) = self.open.get() else { return };
        let Some(drawn) = owner.drawn() else { return };
        let status = owner.status.borrow().clone();
        let localizer = self.services.localizer;
        let now = status.key(self.on_disk);
        let title = match status.title() {
            title if title.trim().is_empty() => localizer.text(key::BIN_UNTITLED),
            title => title.to_owned(),
        };
        let ago = status.copied.copied.map(|moment| ago(&localizer.language(), moment));
        let text =
            localizer.say(&Message::new(now).with("ago", ago.unwrap_or_default()).with("title", title));
        if drawn.said.dom().text_content().as_ref() != Some(&text) {
            drawn.said.set_text(&text);
        }
        drawn.said.set_attr("data-kind", now.name().strip_prefix("copies."));
        let reminds = [key::COPIES_REMINDER, key::COPIES_REMINDER_ON_DISK].contains(&now);
        drawn.later.set_attr("class", Some(if reminds { "button" } else { "button away" }));
        let asks = status.asks().is_some();
        for answer in &drawn.answers {
            answer.set_flag("hidden", !asks);
        }
        drawn.place.set_flag("data-asks", asks);
        // Spoken when what is said is another thing, and not each minute.
        let spoken = owner.spoken.replace(Some(now));
        if spoken != Some(now) {
            drawn.status.set_text(if spoken.is_some() { &text } else { "" });
        }
    }

    fn put_off(&'static self, owner: &'static Owner) {
        owner.status.borrow_mut().put_off();
        self.note(owner);
        self.show();
        owner.focus_on_save();
    }
}

impl Owner {
    fn drawn(&self) -> Option<Rc<Drawn>> {
        self.drawn.borrow().clone()
    }

    /// The button that was pressed is gone.
    pub fn focus_on_save(&self) {
        if let Some(drawn) = self.drawn() {
            // A button that is there takes the focus.
            let _ = drawn.save.as_kind::<HtmlElement>().focus();
        }
    }
}
