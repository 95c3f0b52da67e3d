//! The Recovery screen: everything that was set aside, readable and as it is stored. Nothing of it
//! is removed but on the writer's word.

use leptos::task::spawn_local;
use serde_json::{Map, Value as Json};

use super::confirmed::{Words, confirmed};
use super::{Panels, frame, title_of};
use crate::browser::files;
use crate::components::controls::{about, actions, button, link, status};
use crate::element::{Element, Row, html};
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::services::use_services;
use submission_core::draft::Draft;
use submission_core::locale::{Message, key};
use submission_core::route::Route;
use submission_core::store::{Emergency, Quarantined, Recovered, Recovery};
use submission_core::time::WallTime;

/// The name of the file with everything in it.
const FILE: &str = "submission-editor-stored.json";

/// The removal of one record.
const REMOVE: Words = Words {
    label: key::RECOVERY_REMOVE,
    question: key::RECOVERY_REMOVE_QUESTION,
    yes: key::RECOVERY_REMOVE_YES,
    no: key::RECOVERY_KEEP,
};

/// The screen below its title.
pub fn recovery(panels: &Panels) -> Element {
    let (localizer, services) = (use_localizer(), use_services());
    let screen = Screen { panels: panels.clone(), localizer, said: status() };
    frame().bind_rows(move || {
        services.track_drafts();
        match screen.panels.store().recovery() {
            Ok(recovery) => screen.rows(recovery),
            Err(error) => {
                let said = localizer.say(&error.message());
                vec![Row::new("unread".to_owned(), move || status().child(said))]
            }
        }
    })
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
    localizer: Localizer,
    /// Where it is said what came of a press.
    said: Element,
}

impl Screen {
    /// Each draft by itself: one of which nothing has changed stays as it is.
    fn rows(&self, Recovery { drafts, others }: Recovery) -> Vec<Row> {
        let (screen, said) = (self.clone(), self.said.clone());
        let said = Row::new("said".to_owned(), move || said);
        if drafts.is_empty() && others.is_empty() {
            let nothing = move || html::p().child(screen.localizer.text(key::RECOVERY_NOTHING));
            return vec![Row::new("nothing".to_owned(), nothing), said];
        }
        let mut rows = vec![Row::new("lead".to_owned(), move || screen.lead()), said];
        for draft in drafts {
            let Recovered { id, title, opens, in_bin, records, texts } = &draft;
            let mut key = format!("{id} {title} {opens} {in_bin} {}", texts.len());
            texts.iter().for_each(|(_, text)| key.push_str(text));
            add_to_key(&mut key, records);
            let screen = self.clone();
            rows.push(Row::new(key, move || screen.draft(draft)));
        }
        if !others.is_empty() {
            let mut key = "others ".to_owned();
            add_to_key(&mut key, &others);
            let screen = self.clone();
            rows.push(Row::new(key, move || screen.others(others)));
        }
        rows
    }

    fn lead(&self) -> Element {
        let panels = self.panels.clone();
        let save = button(&self.localizer.text(key::RECOVERY_SAVE), move |_| save_everything(&panels));
        html::div().class("stack").child([
            html::p().class("lead").child(self.localizer.text(key::RECOVERY_TEXT)),
            actions([save.attr("data-kind", "primary")]),
        ])
    }

    fn others(&self, records: Vec<Quarantined>) -> Element {
        let title = html::h2().child(self.localizer.text(key::RECOVERY_OTHERS));
        let records: Vec<Element> = records.into_iter().map(|record| self.record(None, record)).collect();
        html::section().class("stack").child([title]).child(records)
    }

    fn draft(&self, recovered: Recovered) -> Element {
        let Recovered { id, title, opens, in_bin, records, texts } = recovered;
        let localizer = self.localizer;
        let state = match (opens, in_bin) {
            (_, true) => key::RECOVERY_IN_BIN,
            (true, false) => key::RECOVERY_OPENS,
            (false, false) => key::RECOVERY_NO_FORM,
        };
        let section = html::section().class("stack").child([
            html::h2().attr("dir", "auto").child(title_of(localizer, &title)),
            html::p().child(localizer.text(state)),
        ]);
        if opens && !in_bin {
            let open = link(&Route::Write(id.clone(), None), &localizer.text(key::RECOVERY_OPEN));
            section.add(&html::p().child([open]));
        }
        for (answer_id, text) in texts {
            let name = answer_id.as_str();
            section.add(&html::div().class("card").child([
                html::h3().child(name),
                html::pre().attr("dir", "auto").child(&text),
                actions([self.copy_button(name, text)]),
            ]));
        }
        let draft = self.panels.store().peek(&id).ok().map(|opened| opened.draft);
        let count = localizer.count(key::RECOVERY_PARTS_OTHER, records.len());
        let records: Vec<Element> =
            records.into_iter().map(|record| self.record(draft.as_ref(), record)).collect();
        // The texts of a draft that does not open stand above already.
        if opens {
            return section.child(records);
        }
        section
            .child([html::details()
                .child([html::summary().child(count), html::div().class("stack").child(records)])])
    }

    fn record(&self, draft: Option<&Draft>, record: Quarantined) -> Element {
        let localizer = self.localizer;
        let emergency = record.emergency();
        let name = self.name(draft, &record, emergency.as_ref());
        let mut why = localizer.say(&record.why.message());
        let written = emergency
            .as_ref()
            .map(|emergency| js_sys::Date::parse(&emergency.time))
            .filter(|time| time.is_finite());
        if let Some(time) = written {
            let moment = localizer.moment(WallTime::from_millis(time as i64));
            why.push(' ');
            why.push_str(&localizer.say(&Message::new(key::RECOVERY_WHEN).with("moment", moment)));
        }
        let card = html::div()
            .class("card")
            .child([html::h3().attr("dir", "auto").child(&name), html::p().class("soft").child(why)]);
        let readable =
            emergency.as_ref().map_or_else(|| record.readable(), |emergency| emergency.text.clone());
        if !readable.is_empty() {
            card.add(&html::pre().attr("dir", "auto").child(&readable));
        }
        card.add(&html::details().child([
            html::summary().child(localizer.text(key::RECOVERY_STORED)),
            html::p().class("soft").child(&record.key),
            html::pre().attr("dir", "ltr").child(&record.raw),
        ]));
        let text = if readable.is_empty() { record.raw.clone() } else { readable };
        let ways = actions([self.copy_button(&name, text)]);
        if let Some(emergency) = emergency.filter(|emergency| draft.is_some() && emergency.answer().is_some())
        {
            ways.add(&self.put_back_button(&name, emergency));
        }
        card.child([ways]).child(self.removal(&name, record))
    }

    /// What the record is about.
    fn name(&self, draft: Option<&Draft>, record: &Quarantined, emergency: Option<&Emergency>) -> String {
        if let Some(field) = emergency.map(|emergency| &emergency.field).filter(|field| !field.is_empty()) {
            return field.clone();
        }
        let Some(answer_id) = record.answer() else {
            let kind = record.key.split('/').skip(2).collect::<Vec<_>>();
            return self.localizer.text(match kind.as_slice() {
                ["draft", _] => key::RECOVERY_HEADER,
                ["draft", _, "title", _] => key::RECOVERY_DRAFT_TITLE,
                ["template", ..] => key::RECOVERY_TEMPLATE,
                ["settings"] => key::RECOVERY_SETTINGS,
                _ => key::RECOVERY_UNKNOWN,
            });
        };
        let question = draft.map_or_else(String::new, |draft| draft.title_of(answer_id.question()));
        let within = answer_id.as_str().split_once('/').map(|(_, within)| within);
        match (question.is_empty(), within) {
            (true, _) => answer_id.as_str().to_owned(),
            (false, None) => question,
            (false, Some(within)) => format!("{question} ({within})"),
        }
    }

    fn copy_button(&self, name: &str, text: String) -> Element {
        let label = self.localizer.text(key::RECOVERY_COPY);
        let screen = self.clone();
        let copy = button(&label, move |_| {
            let (screen, text) = (screen.clone(), text.clone());
            spawn_local(async move {
                let copied = files::copy(&text).await;
                screen.say(&Message::new(if copied {
                    key::RECOVERY_COPIED
                } else {
                    key::RECOVERY_NOT_COPIED
                }));
            });
        });
        about(copy, &label, name)
    }

    fn put_back_button(&self, name: &str, emergency: Emergency) -> Element {
        let label = self.localizer.text(key::RECOVERY_PUT_BACK);
        let screen = self.clone();
        let put = button(&label, move |_| {
            let put = screen.panels.put_back(&emergency);
            screen.say(&Message::new(if put { key::RECOVERY_PUT } else { key::RECOVERY_NOT_PUT }));
        });
        about(put, &label, name)
    }

    fn removal(&self, name: &str, record: Quarantined) -> [Element; 2] {
        let screen = self.clone();
        confirmed(REMOVE, name, move || {
            if let Err(error) = screen.panels.change(|store| store.forget(&record)) {
                let reason = screen.localizer.say(&error.message());
                screen.say(&Message::new(key::RECOVERY_NOT_REMOVED).with("reason", reason));
            }
        })
    }

    fn say(&self, message: &Message) {
        self.said.set_text(&self.localizer.say(message));
    }
}

fn add_to_key(key: &mut String, records: &[Quarantined]) {
    for record in records {
        key.push_str(&record.key);
        key.push_str(&record.raw);
    }
}
