//! When a draft is written to its file, and what becomes of what came of it.

use std::time::Duration;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use super::Copies;
use super::follow::Done;
use super::owner::Owner;
use crate::browser::access::Access;
use crate::browser::draft_files::{FileHandle, Mode};
use crate::browser::local_storage::BrowserClock;
use crate::browser::page_clock;
use crate::browser::timer::Timer;
use submission_core::copies::{CopyFile, Next, Outcome, Turn};
use submission_core::draft::DraftId;
use submission_core::store::Clock;
use submission_core::time::{Millis, PageTime};

impl Copies {
    /// Writes a draft to its file, one write at a time, and says what came of it.
    pub(super) async fn write(
        &'static self,
        owner: &'static Owner,
        chosen: Option<FileHandle>,
        word: Option<String>,
    ) {
        // The writer is asked about another file just now.
        if chosen.is_none() && owner.chosen.borrow().is_some() {
            let mut schedule = owner.schedule.get();
            schedule.rests();
            owner.schedule.set(schedule);
            return;
        }
        if let Some(timer) = owner.timer.get() {
            timer.stop();
        }
        let mut schedule = owner.schedule.get();
        let turn = schedule.turn(chosen.is_some() || word.is_some());
        owner.schedule.set(schedule);
        let going_on = owner.writing.borrow().clone();
        match (turn, going_on) {
            (Turn::NotNow, _) => return,
            (Turn::AfterThis, Some(writing)) => drop(JsFuture::from(writing).await),
            _ => {}
        }
        let start = now();
        let mut schedule = owner.schedule.get();
        schedule.begin();
        owner.schedule.set(schedule);
        let writing = future_to_promise(async move {
            let done = self.follow(owner, chosen, word).await;
            self.ended(owner, done.unwrap_or_else(|_| Some(Done::failed())));
            Ok(JsValue::UNDEFINED)
        });
        owner.writing.replace(Some(writing.clone()));
        let _ = JsFuture::from(writing).await;
        let mut schedule = owner.schedule.get();
        let again = schedule.end(now() - start);
        owner.schedule.set(schedule);
        if again {
            self.soon(owner);
        }
    }

    fn ended(&'static self, owner: &'static Owner, done: Option<Done>) {
        let is_asked = matches!(&done, Some(Done { outcome: Outcome::Asks(_), .. }));
        // Nothing that was chosen is the draft's unless it was written.
        let is_chosen = owner.chosen.borrow().is_some();
        if !is_asked {
            owner.chosen.take();
        }
        let next = match done {
            Some(Done { outcome: Outcome::Copied, moment, words, title, taken }) => {
                owner.status.borrow_mut().allowed = true;
                let next = self.copied(owner, moment, words);
                if let Some(taken) = taken.and_then(|taken| DraftId::new(&taken)) {
                    self.loses_its_file(&taken, title);
                }
                next
            }
            done => owner.status.borrow_mut().ended(done.map(|done| done.outcome), is_chosen),
        };
        let mut schedule = owner.schedule.get();
        match next {
            Next::Rest => {}
            Next::Again => schedule.once_more(),
            Next::Retry => {
                let wait = schedule.after_failure(now());
                self.wait(owner, wait);
            }
        }
        owner.schedule.set(schedule);
        if self.is_open(owner) {
            self.show();
        }
    }

    /// The file of this draft has another in it now, of that title.
    fn loses_its_file(&self, draft: &DraftId, title: String) {
        let change = |owner: &Owner| {
            owner.file.take();
            owner.status.borrow_mut().loses_its_file(title, BrowserClock.now());
            self.note(owner);
        };
        match self.known(draft) {
            Some(owner) => change(owner),
            None => change(&self.new_owner(draft)),
        }
    }

    /// The file follows before long.
    pub(super) fn soon(&'static self, owner: &'static Owner) {
        let mut schedule = owner.schedule.get();
        let wait = schedule.soon(now());
        owner.schedule.set(schedule);
        self.wait(owner, wait);
    }

    fn wait(&'static self, owner: &'static Owner, wait: Option<Millis>) {
        let Some(wait) = wait else { return };
        let timer =
            owner.timer.get_or_init(|| Timer::new(move || spawn_local(self.write(owner, None, None))));
        timer.start(Duration::from_millis(wait.count().unsigned_abs()));
    }

    /// What is not in its file yet goes there at once.
    pub(super) fn hurry(&'static self, owner: &'static Owner) {
        if owner.is_behind() {
            spawn_local(self.write(owner, None, None));
        }
    }

    /// Looks which file the draft has, and whether the browser lets the page write it.
    pub(super) async fn refresh(&self, owner: &'static Owner) -> Result<(), JsValue> {
        let file = self.files.of(owner.draft.as_str()).await?;
        if owner.schedule.get().is_writing() || (file.is_none() && !owner.is_remembered.get()) {
            return Ok(());
        }
        owner.is_remembered.set(true);
        owner.set_file(file);
        let handle = owner.handle();
        {
            let mut status = owner.status.borrow_mut();
            if matches!(status.file, CopyFile::Taken(_)) {
                status.copied.copied = None;
            }
        }
        let allowed = match handle {
            Some(handle) => handle.is_allowed(Mode::Write, false).await?,
            None => false,
        };
        owner.status.borrow_mut().allowed = allowed;
        if self.is_open(owner) {
            self.show();
        }
        Ok(())
    }

    /// What was written last before the page went may not be in the file, and others may have changed it.
    pub(super) fn compare(&'static self, owner: &'static Owner) {
        spawn_local(async move {
            if self.refresh(owner).await.is_ok() && owner.status.borrow().follows() && Access::is_had() {
                self.soon(owner);
            }
        });
    }
}

/// The time by the page's own clock.
fn now() -> PageTime {
    page_clock::now().unwrap_or_default()
}
