//! The Recovery screen: everything that was set aside, readable and as it is stored. Nothing of it
//! is removed but on the writer's word.

use serde_json::{Map, Value as Json};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::controls::{Words, button, confirmed, link, status};
use super::{Panel, Panels};
use crate::browser::files;
use crate::later::dom::{child, child_of_class, child_with_text, text};
use submission_core::draft::Draft;
use submission_core::locale::{Message, key};
use submission_core::route::Route;
use submission_core::store::{Emergency, Quarantined, Recovered, Recovery};
use submission_core::time::WallTime;

/// The name of the file with everything in it.
const FILE: &str = "submission-editor-stored.json";

/// Draws the screen below its title.
pub fn draw(panel: Panel) -> Result<(), JsValue> {
    let recovery = match panel.panels.store().recovery() {
        Ok(recovery) => recovery,
        Err(error) => {
            panel.begin(&())?;
            let said = status(&panel.target)?;
            said.set_text_content(Some(&panel.panels.say(&error.message())));
            return Ok(());
        }
    };
    let shown: Vec<_> = recovery.records().map(|record| (&record.key, &record.raw)).collect();
    if !panel.begin(&(shown, recovery.drafts.len()))? {
        return Ok(());
    }
    let Panel { panels, target, .. } = &panel;
    if recovery.drafts.is_empty() && recovery.others.is_empty() {
        return child_with_text(target, "p", &panels.text(key::RECOVERY_NOTHING)).map(drop);
    }
    child_with_text(target, "p", &panels.text(key::RECOVERY_TEXT))?.set_class_name("lead");
    let actions = child_of_class(target, "div", "actions")?;
    let save = panels.clone();
    button(&actions, &panels.text(key::RECOVERY_SAVE), move || save_everything(&save))?
        .set_attribute("data-kind", "primary")?;
    let screen = Screen { panels: panels.clone(), said: status(target)? };
    let Recovery { drafts, others } = recovery;
    for draft in drafts {
        screen.draft(target, draft)?;
    }
    if !others.is_empty() {
        let section = child_of_class(target, "section", "stack")?;
        child_with_text(&section, "h2", &panels.text(key::RECOVERY_OTHERS))?;
        for record in others {
            screen.record(&section, None, record)?;
        }
    }
    Ok(())
}

/// Saves all that is stored as one file, readable or not.
pub fn save_everything(panels: &Panels) {
    let store = panels.store();
    let records = store.records().unwrap_or_default();
    let file: Map<String, Json> = records.into_iter().map(|(key, raw)| (key, raw.into())).collect();
    let file = serde_json::to_string_pretty(&file).unwrap_or_default();
    // Where the browser refuses the download it says so itself.
    let _ = files::save(FILE, "application/json", &file);
}

/// What the rows share.
#[derive(Clone)]
struct Screen {
    panels: Panels,
    /// Where it is said what came of a press.
    said: Element,
}

impl Screen {
    fn draft(&self, target: &Element, recovered: Recovered) -> Result<(), JsValue> {
        let Recovered { id, title: name, opens, in_bin, records, texts } = recovered;
        let panels = &self.panels;
        let section = child_of_class(target, "section", "stack")?;
        child_with_text(&section, "h2", &panels.title(&name))?.set_attribute("dir", "auto")?;
        let state = match (opens, in_bin) {
            (_, true) => key::RECOVERY_IN_BIN,
            (true, false) => key::RECOVERY_OPENS,
            (false, false) => key::RECOVERY_NO_FORM,
        };
        child_with_text(&section, "p", &panels.text(state))?;
        if opens && !in_bin {
            let line = child(&section, "p")?;
            let address = Route::Write(id.clone(), None).to_string();
            link(&line, &address, &panels.text(key::RECOVERY_OPEN))?;
        }
        for (place, text) in texts {
            let card = child_of_class(&section, "div", "card")?;
            child_with_text(&card, "h3", place.as_str())?;
            self.text(&card, place.as_str(), &text)?;
        }
        let draft = panels.store().peek(&id).ok().map(|opened| opened.draft);
        // The texts of a draft that does not open stand above already.
        let place = match opens {
            true => section,
            false => {
                let all = child(&section, "details")?;
                child_with_text(&all, "summary", &panels.count(key::RECOVERY_PARTS_OTHER, records.len()))?;
                child_of_class(&all, "div", "stack")?
            }
        };
        for record in records {
            self.record(&place, draft.as_ref(), record)?;
        }
        Ok(())
    }

    fn record(&self, target: &Element, draft: Option<&Draft>, record: Quarantined) -> Result<(), JsValue> {
        let panels = &self.panels;
        let card = child_of_class(target, "div", "card")?;
        let emergency = record.emergency();
        let name = self.name(draft, &record, emergency.as_ref());
        child_with_text(&card, "h3", &name)?.set_attribute("dir", "auto")?;
        let why = child_with_text(&card, "p", &panels.say(&record.why.message()))?;
        why.set_class_name("soft");
        let written =
            emergency.as_ref().map(|kept| js_sys::Date::parse(&kept.time)).filter(|time| time.is_finite());
        if let Some(time) = written {
            let moment = Message::new(key::RECOVERY_WHEN)
                .with("moment", panels.moment(WallTime::from_millis(time as i64)));
            text(&why, " ")?;
            text(&why, &panels.say(&moment))?;
        }
        let readable = emergency.as_ref().map_or_else(|| record.readable(), |kept| kept.text.clone());
        if !readable.is_empty() {
            child_with_text(&card, "pre", &readable)?.set_attribute("dir", "auto")?;
        }
        let stored = child(&card, "details")?;
        child_with_text(&stored, "summary", &panels.text(key::RECOVERY_STORED))?;
        child_with_text(&stored, "p", &record.key)?.set_class_name("soft");
        child_with_text(&stored, "pre", &record.raw)?.set_attribute("dir", "ltr")?;

        let actions = child_of_class(&card, "div", "actions")?;
        let copied = if readable.is_empty() { record.raw.clone() } else { readable };
        self.copy_button(&actions, &name, copied)?;
        if let Some(kept) = emergency.filter(|kept| draft.is_some() && kept.answer().is_some()) {
            self.put_back_button(&actions, &name, kept)?;
        }
        self.removal(&card, name, record)
    }

    /// A text that can be read, with a button to copy it.
    fn text(&self, card: &Element, name: &str, text: &str) -> Result<(), JsValue> {
        child_with_text(card, "pre", text)?.set_attribute("dir", "auto")?;
        self.copy_button(&child_of_class(card, "div", "actions")?, name, text.to_owned())
    }

    /// What the record is about.
    fn name(&self, draft: Option<&Draft>, record: &Quarantined, emergency: Option<&Emergency>) -> String {
        if let Some(field) = emergency.map(|kept| &kept.field).filter(|field| !field.is_empty()) {
            return field.clone();
        }
        let Some(place) = record.answer() else {
            let kind = record.key.split('/').skip(2).collect::<Vec<_>>();
            return self.panels.text(match kind.as_slice() {
                ["draft", _] => key::RECOVERY_HEADER,
                ["draft", _, "title", _] => key::RECOVERY_DRAFT_TITLE,
                ["template", ..] => key::RECOVERY_TEMPLATE,
                ["settings"] => key::RECOVERY_SETTINGS,
                _ => key::RECOVERY_UNKNOWN,
            });
        };
        let question = draft.map_or_else(String::new, |draft| draft.title_of(place.question()));
        let within = place.as_str().split_once('/').map(|(_, within)| within);
        match (question.is_empty(), within) {
            (true, _) => place.as_str().to_owned(),
            (false, None) => question,
            (false, Some(within)) => format!("{question} ({within})"),
        }
    }

    fn copy_button(&self, target: &Element, name: &str, text: String) -> Result<(), JsValue> {
        let label = self.panels.text(key::RECOVERY_COPY);
        let screen = self.clone();
        let copy = button(target, &label, move || {
            let (screen, text) = (screen.clone(), text.clone());
            spawn_local(async move {
                let copied = files::copy(&text).await;
                screen.say(&Message::new(if copied {
                    key::RECOVERY_COPIED
                } else {
                    key::RECOVERY_NOT_COPIED
                }));
            });
        })?;
        copy.set_attribute("aria-label", &format!("{label}: {name}"))
    }

    fn put_back_button(&self, target: &Element, name: &str, kept: Emergency) -> Result<(), JsValue> {
        let label = self.panels.text(key::RECOVERY_PUT_BACK);
        let screen = self.clone();
        let put = button(target, &label, move || {
            let put = screen.panels.put_back(&kept);
            screen.say(&Message::new(if put { key::RECOVERY_PUT } else { key::RECOVERY_NOT_PUT }));
        })?;
        put.set_attribute("aria-label", &format!("{label}: {name}"))
    }

    fn removal(&self, target: &Element, name: String, record: Quarantined) -> Result<(), JsValue> {
        let panels = &self.panels;
        let words = Words {
            label: panels.text(key::RECOVERY_REMOVE),
            about: name,
            question: panels.text(key::RECOVERY_REMOVE_QUESTION),
            yes: panels.text(key::RECOVERY_REMOVE_YES),
            no: panels.text(key::RECOVERY_KEEP),
        };
        let screen = self.clone();
        confirmed(target, words, move || {
            if let Err(error) = screen.panels.change(|store| store.forget(&record)) {
                let reason = screen.panels.say(&error.message());
                screen.say(&Message::new(key::RECOVERY_NOT_REMOVED).with("reason", reason));
            }
        })
    }

    fn say(&self, message: &Message) {
        self.said.set_text_content(Some(&self.panels.say(message)));
    }
}
