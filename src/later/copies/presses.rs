//! What the buttons beside a draft's copies do.

use wasm_bindgen_futures::spawn_local;

use super::Copies;
use super::follow::Given;
use super::owner::Owner;
use crate::browser::draft_files::{FileHandle, Mode, choose};
use crate::browser::{files, scripts};
use submission_core::copies::words_of;
use submission_core::locale::key;

impl Copies {
    /// The writer presses "Save a copy".
    pub(super) fn save(&'static self, owner: &'static Owner) {
        spawn_local(async move {
            let Ok(given) = self.ask(&owner.draft, true) else { return };
            // What is not whole takes the place of nothing.
            if given.lacks.is_some() {
                return self.hand_over(owner, &given);
            }
            let handle = owner.handle().filter(|_| !owner.status.borrow().is_stuck());
            if let Some(handle) = handle
                && self.may_write(owner, &handle).await
            {
                return self.write(owner, None, None).await;
            }
            let kind = self.services.localizer.text(key::COPIES_KIND);
            // Where the writer has closed the dialog nothing is done.
            let Ok(chosen) = choose(&given.file, &kind).await else { return };
            owner.chosen.replace(chosen.clone());
            match chosen {
                Some(chosen) => self.write(owner, Some(chosen), None).await,
                None => self.hand_over(owner, &given),
            }
        });
    }

    fn hand_over(&self, owner: &Owner, given: &Given) {
        // Where the browser refuses the download it says so itself.
        let _ = files::save(&given.file, "application/json", &given.text);
        self.left(owner, given.moment, || words_of(&given.text), given.lacks);
    }

    /// Asks for leave to write the file, in the press of a button.
    async fn may_write(&self, owner: &Owner, handle: &FileHandle) -> bool {
        let may = handle.is_allowed(Mode::Write, true).await.unwrap_or_default();
        if may {
            owner.status.borrow_mut().allowed = true;
        }
        may
    }

    /// The writer says that what is in the file may go.
    pub(super) fn replace(&'static self, owner: &'static Owner) {
        let seen = owner.status.borrow().asks().map(|conflict| conflict.seen.clone());
        let chosen = owner.chosen.borrow().clone();
        owner.focus_on_save();
        spawn_local(async move {
            let Some(handle) = owner.asked_about() else { return };
            if self.may_write(owner, &handle).await {
                self.write(owner, chosen, seen).await;
            }
        });
    }

    /// The writer wants to see what is in the file.
    pub(super) fn open_file(&'static self, owner: &'static Owner) {
        spawn_local(async move {
            let Some(handle) = owner.asked_about() else { return };
            if handle.is_allowed(Mode::Write, true).await.unwrap_or_default() {
                scripts::late().open_handle(&handle).await;
            }
        });
    }
}
