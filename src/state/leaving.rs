//! How a draft leaves: by one function, which takes its whole, current text from the page or from the
//! store and says where it is less than that.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::browser::access::Access;
use crate::browser::{files, fragment};
use crate::state::later;
use crate::state::services::Services;
use crate::state::session::Session;
use submission_core::copies::{DRAFT_ID, OPENED_FROM, Refusal};
use submission_core::draft::{AnswerId, Draft, DraftId};
use submission_core::exchange;
use submission_core::exchange::file_name::file_name;
use submission_core::store::{OpenError, Opened, Theirs};

/// A draft on its way out.
pub struct Leaving {
    /// The draft.
    pub draft: Draft,
    /// Why this is not all of it, where that is so.
    pub lacks: Option<Refusal>,
    /// Some of it is not stored in this browser.
    pub unsaved: bool,
}

impl Services {
    /// The whole, current draft, or why it does not leave.
    pub fn whole(self, id: &DraftId) -> Result<Leaving, Refusal> {
        let leaving = self.what_there_is(id)?;
        leaving.lacks.map_or(Ok(leaving), Err)
    }

    /// As much of the draft as there is, which says itself whether that is all. For a writer who asks
    /// for it, and is told; never to take the place of anything.
    pub fn what_there_is(self, id: &DraftId) -> Result<Leaving, Refusal> {
        let open = self.session.get_value().filter(|session| session.id() == id);
        if open.is_some() {
            self.save_now();
        }
        // Who does not write it on the screen takes it from the store: another tab may be ahead.
        let is_here = fragment::current().draft() == Some(id) && !Access::now().is_reading();
        let left = || self.only_here.with_value(|left| left.get(id).cloned());
        match open.or_else(left) {
            Some(session) if session.is_dirty() || is_here => Ok(self.on_the_page(&session)),
            _ => self.in_the_store(id),
        }
    }

    fn on_the_page(self, session: &Session) -> Leaving {
        // What other tabs have written is shown here by an event, which may be on its way.
        self.take_news();
        let lacks = if session.is_read_only() {
            Some(Refusal::Newer)
        } else {
            session.is_damaged().then_some(Refusal::Damaged)
        };
        let unsaved = session.is_dirty() || self.store().is_only_here(session.id());
        Leaving::new(session.draft(), session.diverged(), lacks, unsaved)
    }

    fn in_the_store(self, id: &DraftId) -> Result<Leaving, Refusal> {
        let looked = self.store().peek(id);
        let Opened { draft, diverged, quarantined, read_only, unfinished, .. } =
            looked.map_err(|error| match error {
                OpenError::Missing => Refusal::Missing,
                _ => Refusal::Damaged,
            })?;
        let is_shown = fragment::current().draft() == Some(id);
        let lacks = if unfinished {
            Some(Refusal::Unfinished)
        } else if read_only {
            Some(Refusal::Newer)
        } else if !quarantined.is_empty() {
            Some(Refusal::Damaged)
        } else {
            (is_shown && Access::now().is_reading()).then_some(Refusal::Reading)
        };
        let diverged = diverged.into_iter().flat_map(|answer| {
            let id = answer.id;
            answer.others.into_iter().map(move |theirs| (id.clone(), theirs))
        });
        let unsaved = self.store().is_only_here(id);
        Ok(Leaving::new(draft, diverged.collect(), lacks, unsaved))
    }

    /// Hands as much of the draft as there is to the writer as a file; its name. Equal drafts give equal
    /// files here, whatever they are called in this browser.
    pub fn save_as_file(self, id: &DraftId) -> Result<String, JsValue> {
        let mut leaving = self.what_there_is(id).map_err(|refusal| JsValue::from_str(refusal.name()))?;
        for name in [DRAFT_ID, OPENED_FROM] {
            leaving.draft.unknown.shift_remove(name);
        }
        let (name, text) = (leaving.file(), leaving.text());
        files::save(&name, "application/json", &text)?;
        leaving.tell(id);
        Ok(name)
    }
}

impl Leaving {
    /// The draft with all that was written to it: of answers that were written in two tabs at once, both
    /// texts.
    fn new(
        mut draft: Draft,
        diverged: Vec<(AnswerId, Theirs)>,
        lacks: Option<Refusal>,
        unsaved: bool,
    ) -> Self {
        for (answer_id, theirs) in diverged {
            draft.merge_answer(answer_id, &theirs.answer);
        }
        Self { draft, lacks, unsaved }
    }

    /// The text of its file.
    pub fn text(&self) -> String {
        exchange::export_json(&self.draft)
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        file_name(&self.draft.title, "json")
    }

    /// Has the page say why this is not all of the draft, where that is so.
    pub fn tell_what_it_lacks(&self) {
        if self.lacks.is_some() {
            self.tell(&self.draft.id);
        }
    }

    fn tell(&self, id: &DraftId) {
        if let Some(later) = later::started() {
            later.handed_over(id, &self.draft, self.lacks);
        }
    }
}
