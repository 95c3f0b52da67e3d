//! The rich text editor in the place of an answer's text area, where the writer has chosen to write so.

mod pasted;
mod words;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::editors::{self, Copied, Editor, Editors, Program};
use crate::browser::fault;
use crate::browser::timer::Timer;
use crate::components::controls::button;
use crate::element::{Element, bind, html};
use crate::lazy::{Length, Sheet};
use crate::state::services::Services;
use crate::state::typed;
use submission_core::draft::Value;
use submission_core::locale::key;
use submission_core::paste::TooLarge;
use submission_core::richtext::editor::{editor_to_markdown, markdown_to_editor, to_editor};
use submission_core::richtext::{count, read};

/// The setting, and its value when answers are written with formatting.
pub const SETTING: &str = "writing";
/// See [`SETTING`].
pub const FORMATTED: &str = "formatted";

/// How long typing rests before the counts follow.
const REST: Duration = Duration::from_millis(250);

/// Longer answers are written as Markdown, in bytes: drawing one would hold the page up.
const MOST_BYTES: usize = 400_000;

/// What is said of a paste, and the same text with its lines kept.
type Said = (Vec<String>, Option<String>);

/// One answer that is, or will be, written in an editor.
struct Writing {
    sheet: Sheet,
    services: Services,
    editor: OnceCell<Editor>,
    /// The session does not know yet what was typed.
    is_noted: Cell<bool>,
    is_over: Cell<bool>,
    rest: RefCell<Option<Timer>>,
    said: RwSignal<Option<Said>>,
}

/// Puts an editor in the place of the text area, where the writer has chosen so: now, or as soon as its script is
/// there and nobody writes in the text area.
pub fn write(sheet: Sheet, services: Services) {
    if services.setting(SETTING).as_deref() != Some(FORMATTED) {
        return;
    }
    let writing = Rc::new(Writing {
        sheet,
        services,
        editor: OnceCell::new(),
        is_noted: Cell::new(false),
        is_over: Cell::new(false),
        rest: RefCell::new(None),
        said: RwSignal::new(None),
    });
    let owned = StoredValue::new_local(writing.clone());
    on_cleanup(move || owned.with_value(|writing| writing.end()));
    let left = writing.clone();
    let _heard = writing.sheet.element.clone().on(ev::focusout, move |_| {
        let writing = left.clone();
        // When the focus has gone where it goes.
        set_timeout(
            move || {
                if let Some(editors) = editors::editors() {
                    writing.open(&editors);
                }
            },
            Duration::ZERO,
        );
    });
    match editors::editors() {
        Some(editors) => writing.open(&editors),
        None => spawn_local(async move {
            // Where it does not arrive the text area stays.
            if let Some(editors) = editors::fetch().await {
                writing.open(&editors);
            }
        }),
    }
}

impl Writing {
    /// Opens the editor, unless somebody is in the text area: then when it is left.
    fn open(self: &Rc<Self>, editors: &Editors) {
        let Sheet { area, markdown, .. } = &self.sheet;
        if self.is_over.get() || self.editor.get().is_some() {
            return;
        }
        if document().active_element().as_deref() == Some(area) {
            return;
        }
        let text = area.value();
        let Some(json) = to_document(&text) else { return };
        let weak = Rc::downgrade(self);
        let read = weak.clone();
        let program = Program {
            to_markdown,
            to_editor: to_document,
            read: Box::new(move |copied| read.upgrade()?.pasted(&copied)),
            changed: Box::new(move || {
                if let Some(writing) = weak.upgrade() {
                    writing.typed();
                }
            }),
        };
        let words = words::words(self.services.localizer);
        let Some(editor) = Editor::open(editors, area, &json, &words, program) else { return };
        // Nobody has set it: looked at above.
        let _ = self.editor.set(editor);
        let resting = Rc::downgrade(self);
        self.rest.replace(Some(Timer::new(move || {
            if let Some(writing) = resting.upgrade() {
                writing.rested();
            }
        })));
        self.sheet.is_formatted.set(true);
        markdown.set(text);
        self.count();
        self.sheet.element.add(&self.notes());
    }

    /// The writer has changed the text.
    fn typed(self: &Rc<Self>) {
        if !self.is_noted.replace(true) {
            let writing = self.clone();
            typed::note(Rc::new(move || writing.give()));
        }
        self.services.changed(&self.sheet.session);
        if let Some(rest) = &*self.rest.borrow() {
            rest.start(REST);
        }
        if self.said.with_untracked(Option::is_some) {
            self.said.set(None);
        }
    }

    /// Gives the session what was typed.
    fn give(&self) {
        let Some(editor) = self.editor.get() else { return };
        let text = editor.text();
        self.is_noted.set(false);
        self.sheet.session.edit(&self.sheet.answer_id, Value::Text(text));
    }

    /// Typing rests: the counts follow.
    fn rested(&self) {
        typed::collect();
        if self.is_over.get() {
            return;
        }
        let answer = self.sheet.session.answer(&self.sheet.answer_id);
        self.sheet.markdown.set(answer.value.text().to_owned());
        self.count();
    }

    fn count(&self) {
        fault::point("preview");
        let counts = self.sheet.markdown.with_untracked(|markdown| count(&read(markdown).text));
        let length = Length { words: counts.words, characters: counts.characters };
        self.sheet.length.set(Some(length));
    }

    /// The answer is drawn no more, or anew.
    fn end(&self) {
        self.is_over.set(true);
        if self.is_noted.get() {
            typed::collect();
        }
        if let Some(editor) = self.editor.get() {
            editor.close();
        }
    }

    /// What was pasted, as a document; what was left out is said.
    fn pasted(&self, copied: &Copied) -> Option<String> {
        let say = |message| self.services.say(&message);
        let (json, said) = match pasted::pasted(copied) {
            Err(TooLarge) => (None, (vec![say(TooLarge::message())], None)),
            Ok(pasted) => {
                let with_lines = pasted.with_lines.as_ref().and_then(to_editor);
                let json = Some(&pasted.text).filter(|text| !text.blocks.is_empty()).and_then(to_editor);
                (json, (pasted::said(&pasted.notes).into_iter().map(say).collect(), with_lines))
            }
        };
        let (notes, with_lines) = &said;
        let said = (!notes.is_empty() || with_lines.is_some()).then_some(said);
        // When the paste is in the text: what is written after it takes this away.
        let shown = self.said;
        set_timeout(move || drop(shown.try_set(said)), Duration::ZERO);
        json
    }

    /// What is said of the last paste, with another way to read it.
    fn notes(self: &Rc<Self>) -> Element {
        let (said, weak, localizer) = (self.said, Rc::downgrade(self), self.services.localizer);
        let place = html::div().class("pasted").attr("role", "status");
        let filled = place.clone();
        bind(move || filled.set_flag("hidden", said.with(Option::is_none)));
        place.child(move || {
            let Some((notes, with_lines)) = said.get() else { return Vec::new() };
            let mut shown: Vec<Element> = notes.iter().map(|note| html::p().child(note)).collect();
            if let Some(json) = with_lines {
                let weak = weak.clone();
                shown.push(html::p().child(localizer.text(key::EDITOR_LINES_JOINED)));
                shown.push(button(&localizer.text(key::EDITOR_KEEP_LINES), move |_| {
                    let writing = weak.upgrade();
                    if let Some(editor) = writing.as_ref().and_then(|writing| writing.editor.get()) {
                        editor.paste_again(&json);
                    }
                    said.set(None);
                }));
            }
            shown
        })
    }
}

/// An answer as it is stored: without the end of its last line, as a text area has it.
fn to_markdown(json: &str) -> Option<String> {
    let mut markdown = editor_to_markdown(json).ok()?;
    if markdown.ends_with('\n') {
        markdown.pop();
    }
    Some(markdown)
}

/// The editor's document of an answer; `None` where the editor would not keep all of it, or it is very long.
fn to_document(markdown: &str) -> Option<String> {
    if markdown.len() > MOST_BYTES {
        return None;
    }
    let (json, notes) = markdown_to_editor(markdown)?;
    // What was read as something else would be stored so with the first letter.
    notes.is_empty().then_some(json)
}
