//! The open draft: one set of signals per answer, and what is still to be saved.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use submission_core::collections::{SortedMap, SortedSet};

use leptos::prelude::*;
use serde_json::{Map, Value as Json};

use crate::browser::fault;
use crate::state::services::Services;
use crate::state::typed;
use submission_core::collections;
use submission_core::draft::json::{write_answer, write_value};
use submission_core::draft::{
    Answer, AnswerId, AnswerParts, AnswerState, Answers, Draft, DraftId, Value, completeness, shown_slots,
};
use submission_core::history::DeletionWatch;
use submission_core::store::{Diverged, Theirs};
use submission_core::template::{QuestionId, Template};
use submission_core::time::WallTime;

/// The signals of one answer. A key touches `value` alone, unless the state changes with it.
#[derive(Clone)]
pub struct AnswerCell {
    /// How far the writer is.
    pub state: ArcRwSignal<AnswerState>,
    /// Something is written.
    pub written: ArcRwSignal<bool>,
    /// Why it does not apply.
    pub reason: ArcRwSignal<String>,
    /// What was written.
    pub value: ArcRwSignal<Value>,
    /// The same answer as another tab wrote it, where both wrote at once.
    pub theirs: ArcRwSignal<Vec<Theirs>>,
    /// Some of what was stored for it cannot be read.
    pub damaged: ArcRwSignal<bool>,
    /// Counts up when the value was changed by something else than its own control, which is then
    /// drawn anew.
    pub drawn: ArcRwSignal<u32>,
    language: ArcRwSignal<Option<String>>,
    unknown: ArcRwSignal<Map<String, Json>>,
    /// How it stood when the draft was opened.
    opened: Arc<Answer>,
    /// What it has lost since it was last kept.
    vanishing: Arc<Mutex<DeletionWatch>>,
}

impl AnswerCell {
    fn new(answer: Answer) -> Self {
        Self {
            opened: Arc::new(answer.clone()),
            vanishing: Arc::default(),
            state: ArcRwSignal::new(answer.state),
            written: ArcRwSignal::new(!answer.value.is_empty()),
            reason: ArcRwSignal::new(answer.reason),
            value: ArcRwSignal::new(answer.value),
            theirs: ArcRwSignal::new(Vec::new()),
            damaged: ArcRwSignal::new(false),
            drawn: ArcRwSignal::new(0),
            language: ArcRwSignal::new(answer.language),
            unknown: ArcRwSignal::new(answer.unknown),
        }
    }

    /// The answer as it should be kept, where much of it is about to vanish for `value` or `reason`.
    fn vanishes(&self, value: &Value, reason: &str) -> Option<Answer> {
        let (old, new) = (self.text(), text_of(value, reason));
        let mut vanishing = self.vanishing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = vanishing.changed(&old, &new)?;
        let answer = self.answer();
        // A text that went letter by letter is kept as it was before; anything else as it stands.
        let is_text = matches!(answer.value, Value::Text(_)) && answer.reason.is_empty();
        Some(if is_text { Answer { value: Value::Text(before), ..answer } } else { answer })
    }

    fn text(&self) -> String {
        self.value.with_untracked(|value| self.reason.with_untracked(|reason| text_of(value, reason)))
    }

    /// Puts another answer in place of this one, and has its control drawn anew.
    fn replace(&self, answer: Answer) {
        self.state.set(answer.state);
        self.written.set(!answer.value.is_empty());
        self.reason.set(answer.reason);
        self.value.set(answer.value);
        self.language.set(answer.language);
        self.unknown.set(answer.unknown);
        self.drawn.update(|count| *count = count.wrapping_add(1));
    }

    /// A text is hidden by the answer's own state, or by its own choice. `written` is told of both.
    fn leaves_out(&self) -> bool {
        match self.state.get() {
            AnswerState::NotApplicable => self.written.get(),
            _ => {
                self.value.with_untracked(|value| !value.unchosen().is_empty())
                    || self.reason.with_untracked(|reason| !reason.is_empty())
            }
        }
    }

    fn answer(&self) -> Answer {
        Answer {
            state: self.state.get_untracked(),
            reason: self.reason.get_untracked(),
            value: self.value.get_untracked(),
            language: self.language.get_untracked(),
            unknown: self.unknown.get_untracked(),
        }
    }
}

/// All that a person has written in an answer.
fn text_of(value: &Value, reason: &str) -> String {
    let value = match value {
        Value::None => String::new(),
        Value::Text(text) => text.clone(),
        other => write_value(other).to_string(),
    };
    value + reason
}

/// The open draft. Cheap to clone.
#[derive(Clone)]
pub struct Session(Arc<Inner>);

struct Inner {
    id: DraftId,
    template: Arc<Template>,
    title: ArcRwSignal<String>,
    created: WallTime,
    /// When it was opened.
    opened: WallTime,
    unknown: Map<String, Json>,
    cells: Mutex<SortedMap<AnswerId, AnswerCell>>,
    unsaved: Mutex<SortedSet<Unsaved>>,
    services: Services,
    read_only: bool,
    lacks: AtomicBool,
}

/// Something of a draft that is not stored yet. The order is the one in which they are paid.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Unsaved {
    /// A newer version of the program wrote some of the draft: nothing can be stored.
    ReadOnly,
    /// All of it, header and template included.
    Everything,
    /// An answer as it stood before much of it went, as the JSON of storage.
    Held(AnswerId, String),
    /// Its title.
    Title,
    /// An answer.
    Answer(AnswerId),
}

impl Session {
    /// Opens the draft, with what other tabs wrote at the same time.
    pub fn new(draft: Draft, diverged: Vec<Diverged>, read_only: bool, services: Services) -> Self {
        let cells = collections::map(
            draft.answers.into_iter().map(|(answer_id, answer)| (answer_id, AnswerCell::new(answer))),
        );
        let session = Self(Arc::new(Inner {
            id: draft.id,
            template: draft.template,
            title: ArcRwSignal::new(draft.title),
            created: draft.created,
            opened: services.now(),
            unknown: draft.unknown,
            cells: Mutex::new(cells),
            unsaved: Mutex::default(),
            services,
            read_only,
            lacks: AtomicBool::new(false),
        }));
        for answer in diverged {
            session.cell(&answer.id).theirs.set(answer.others);
        }
        session
    }

    /// It is the draft on the page, and not an earlier opening of it.
    pub fn is_open(&self) -> bool {
        self.0.services.is_open(|open| Arc::ptr_eq(&open.0, &self.0))
    }

    /// The draft's name in the store.
    pub fn id(&self) -> &DraftId {
        &self.0.id
    }

    /// The template it is written under.
    pub fn template(&self) -> Arc<Template> {
        self.0.template.clone()
    }

    /// What the writer calls it.
    pub fn title(&self) -> ArcRwSignal<String> {
        self.0.title.clone()
    }

    /// The signals of the answer at that place.
    pub fn cell(&self, answer_id: &AnswerId) -> AnswerCell {
        // A panic ends the app, so a poisoned lock cannot be met; its content would be whole anyway.
        let mut cells = self.0.cells.lock().unwrap_or_else(PoisonError::into_inner);
        cells.or_insert_with(answer_id.clone(), || AnswerCell::new(Answer::default())).clone()
    }

    /// The writer changed the value at that place.
    pub fn edit(&self, answer_id: &AnswerId, value: Value) {
        fault::point("typing");
        let cell = self.cell(answer_id);
        let reason = cell.reason.get_untracked();
        self.keep_what_vanishes(answer_id, &cell, &value, &reason);
        let written = !value.is_empty();
        // Whoever follows whether something is written is told of a text that stays while its option goes, too.
        let unchosen = |value: &Value| !value.unchosen().is_empty();
        let told = cell.written.get_untracked() != written
            || unchosen(&value)
            || cell.value.with_untracked(unchosen);
        cell.value.set(value);
        if told {
            cell.written.set(written);
            let state = cell.state.get_untracked();
            cell.state.set(state.after_writing(written || self.is_written_within(answer_id)));
        }
        self.changed(answer_id);
    }

    /// The writer says that a question is ready or not applicable, or is not after all.
    pub fn tick(&self, answer_id: &AnswerId, state: AnswerState, on: bool) {
        typed::collect();
        let cell = self.cell(answer_id);
        let written = cell.written.get_untracked() || self.is_written_within(answer_id);
        let before = cell.state.get_untracked();
        let after = match state {
            AnswerState::NotApplicable => before.with_not_applicable(on, written),
            _ => before.with_ready(on, written),
        };
        // Set even where nothing changes, so that a box ticked in vain shows how things are.
        cell.state.set(after);
        self.changed(answer_id);
        self.flush();
    }

    /// The writer says why a question does not apply.
    pub fn give_reason(&self, answer_id: &AnswerId, reason: String) {
        let cell = self.cell(answer_id);
        let value = cell.value.get_untracked();
        self.keep_what_vanishes(answer_id, &cell, &value, &reason);
        cell.reason.set(reason);
        self.changed(answer_id);
    }

    /// Before much of an answer vanishes it is owed to the history: paid before the answer itself is stored.
    fn keep_what_vanishes(&self, answer_id: &AnswerId, cell: &AnswerCell, value: &Value, reason: &str) {
        if let Some(before) = cell.vanishes(value, reason) {
            self.mark_unsaved(Unsaved::Held(answer_id.clone(), write_answer(&before).to_string()));
        }
    }

    /// Some of what was stored for the answer, or for a part of it, cannot be read.
    pub fn damaged(&self, answer_id: &AnswerId) {
        if let Some(question) = AnswerId::parse(answer_id.question()) {
            self.cell(&question).damaged.set(true);
        }
    }

    /// Some of what was stored cannot be read, of an answer or of anything else.
    pub fn lacks(&self) {
        self.0.lacks.store(true, Ordering::Relaxed);
    }

    /// Some of what was stored for it cannot be read.
    pub fn is_damaged(&self) -> bool {
        self.0.lacks.load(Ordering::Relaxed)
    }

    /// Puts another answer in the place of one, and returns what stood there. That is kept in the history
    /// first; where it cannot be, nothing is changed, and the save state says why.
    pub fn replace(&self, answer_id: &AnswerId, answer: Answer) -> Option<Answer> {
        self.flush();
        let cell = self.cell(answer_id);
        let before = cell.answer();
        if !before.is_blank() && !self.0.services.keep_before(self, answer_id, &before) {
            return None;
        }
        cell.replace(answer);
        self.changed(answer_id);
        self.flush();
        Some(before)
    }

    /// How an answer stood when the draft was opened, and when that was.
    pub fn opened(&self, answer_id: &AnswerId) -> (Arc<Answer>, WallTime) {
        (self.cell(answer_id).opened, self.0.opened)
    }

    /// Entries of a group that are not listed any more, and under which something is written: each
    /// with a place.
    pub fn unlisted(&self, question: &QuestionId, listed: &[String]) -> Vec<(String, AnswerId)> {
        let cells = self.0.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<(String, AnswerId)> = Vec::new();
        for (answer_id, _) in cells.iter().filter(|(_, cell)| cell.written.get_untracked()) {
            if answer_id.question() == question.as_str()
                && let AnswerParts::Field { entry, .. } = answer_id.parts()
                && !listed.iter().any(|listed| listed == entry)
                && found.last().is_none_or(|(last, _)| last != entry)
            {
                found.push((entry.to_owned(), answer_id.clone()));
            }
        }
        found
    }

    /// Something is written that does not stand in the document. Follows what decides that, not what is
    /// typed into texts.
    pub fn leaves_out(&self) -> bool {
        let shown = shown_slots(&self.template(), self);
        let shown = shown.iter().filter(|answer_id| self.is_written(answer_id)).count();
        let cells = self.0.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let mut written = 0;
        cells.values().any(|cell| {
            written += usize::from(cell.written.get());
            cell.leaves_out()
        }) || written != shown
    }

    /// Entries of `list` that go with what is chosen in `question`.
    pub fn suggestions(&self, list: &str, question: &QuestionId) -> Vec<String> {
        let template = self.template();
        let chosen = self.cell(&AnswerId::of(question)).value.get_untracked();
        let mut found = Vec::new();
        let entries = template.lists.values().flat_map(|list| &list.entries);
        for entry in entries.filter(|entry| chosen.includes(&entry.id)) {
            for suggested in entry.suggests.get(list).into_iter().flatten() {
                if !found.contains(suggested) {
                    found.push(suggested.clone());
                }
            }
        }
        found
    }

    /// Something is not stored yet.
    pub fn is_dirty(&self) -> bool {
        typed::collect();
        !self.unsaved().is_empty()
    }

    /// The next thing to be stored; it is owed no more.
    pub fn take_unsaved(&self) -> Option<Unsaved> {
        self.unsaved().pop_first()
    }

    /// Something is to be stored.
    pub fn mark_unsaved(&self, one: Unsaved) {
        if self.0.read_only {
            self.unsaved().insert(Unsaved::ReadOnly);
        }
        self.unsaved().insert(one);
    }

    /// A newer version of the program wrote some of it: it is shown, and not to be written.
    pub fn is_read_only(&self) -> bool {
        self.0.read_only
    }

    /// Its title is not stored yet.
    pub fn owes_title(&self) -> bool {
        self.unsaved().contains(&Unsaved::Title)
    }

    /// Nothing of the draft is stored.
    pub fn owe_everything(&self) {
        self.mark_unsaved(Unsaved::Everything);
    }

    /// Another title, to be stored with the rest.
    pub fn rename(&self, title: String) {
        self.0.title.set(title);
        self.mark_unsaved(Unsaved::Title);
        self.0.services.undo.changed();
    }

    fn unsaved(&self) -> MutexGuard<'_, SortedSet<Unsaved>> {
        // A panic ends the app, so a poisoned lock cannot be met; its content would be whole anyway.
        self.0.unsaved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer at that place as it stands on the page.
    pub fn answer(&self, answer_id: &AnswerId) -> Answer {
        typed::collect();
        self.cell(answer_id).answer()
    }

    /// Something in this answer is not saved yet.
    pub fn is_unsaved(&self, answer_id: &AnswerId) -> bool {
        typed::collect();
        self.unsaved().contains(&Unsaved::Answer(answer_id.clone()))
    }

    /// Shows what another tab wrote: in the place of an answer that was not touched here. Where this tab
    /// writes, it was none of ours, so that what goes is kept.
    pub fn show_theirs(&self, answer_id: &AnswerId, answer: Answer, is_writing: bool) {
        let cell = self.cell(answer_id);
        if is_writing {
            self.keep_what_vanishes(answer_id, &cell, &answer.value, &answer.reason);
            if self.is_dirty() {
                self.0.services.save_soon();
            }
        }
        // What is shown now follows all that other tabs had written.
        cell.theirs.set(Vec::new());
        cell.replace(answer);
        self.0.services.undo.look();
    }

    /// Shows what another tab wrote beside an answer that was changed here too.
    pub fn keep_theirs(&self, answer_id: &AnswerId, theirs: Theirs) {
        self.cell(answer_id).theirs.update(|known| {
            known.retain(|known| known.version.writer != theirs.version.writer);
            known.push(theirs);
        });
    }

    /// Ends a divergence: what the others wrote is put to what is here, and nothing of either is lost.
    pub fn take_in(&self, answer_id: &AnswerId) {
        typed::collect();
        let cell = self.cell(answer_id);
        let others = cell.theirs.get_untracked();
        let before = cell.answer();
        let answer = others.iter().fold(before.clone(), |answer, theirs| answer.merged(&theirs.answer));
        let versions: Vec<_> = others.into_iter().map(|theirs| theirs.version).collect();
        // Where it cannot be stored all stays as it is, and the save state says why.
        if self.0.services.settle(self, answer_id, &answer, &versions) {
            cell.theirs.set(Vec::new());
            cell.replace(answer);
            self.0.services.undo.changed();
        }
    }

    /// What other tabs wrote to the same answers at the same time, and that is not taken in yet.
    pub fn diverged(&self) -> Vec<(AnswerId, Theirs)> {
        let cells = self.0.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = |(answer_id, cell): (&AnswerId, &AnswerCell)| {
            cell.theirs
                .get_untracked()
                .into_iter()
                .map(|theirs| (answer_id.clone(), theirs))
                .collect::<Vec<_>>()
        };
        cells.iter().flat_map(theirs).collect()
    }

    /// Saves at once what is not saved yet.
    pub fn flush(&self) {
        self.0.services.save_now();
    }

    /// The whole draft as it stands on the page.
    pub fn draft(&self) -> Draft {
        typed::collect();
        let answers = {
            let cells = self.0.cells.lock().unwrap_or_else(PoisonError::into_inner);
            let cells: Vec<_> =
                cells.iter().map(|(answer_id, cell)| (answer_id.clone(), cell.clone())).collect();
            cells
        };
        Draft {
            id: self.0.id.clone(),
            title: self.0.title.get_untracked(),
            template: self.template(),
            answers: collections::map(
                answers
                    .into_iter()
                    .map(|(answer_id, cell)| (answer_id, cell.answer()))
                    .filter(|(_, answer)| !answer.is_blank()),
            ),
            created: self.0.created,
            unknown: self.0.unknown.clone(),
        }
    }

    fn changed(&self, answer_id: &AnswerId) {
        self.mark_unsaved(Unsaved::Answer(answer_id.clone()));
        self.0.services.undo.changed();
        self.0.services.changed(self);
    }

    fn is_written_within(&self, answer_id: &AnswerId) -> bool {
        let template = self.template();
        let question = QuestionId::new(answer_id.as_str()).and_then(|id| template.node(&id));
        question.is_some_and(|question| untrack(|| completeness::is_written(&template, question, self)))
    }
}

impl Answers for Session {
    fn state(&self, answer_id: &AnswerId) -> AnswerState {
        self.cell(answer_id).state.get()
    }

    fn is_written(&self, answer_id: &AnswerId) -> bool {
        self.cell(answer_id).written.get()
    }

    fn entries(&self, answer_id: &AnswerId) -> Vec<String> {
        self.cell(answer_id).value.with(|value| value.entries().to_vec())
    }

    fn includes(&self, answer_id: &AnswerId, option: &str) -> bool {
        self.cell(answer_id).value.with(|value| value.includes(option))
    }
}
