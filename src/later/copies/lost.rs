//! Drafts that are gone from this browser while the file that followed them is known: found, opened, forgotten.

use wasm_bindgen::JsValue;

use super::{Copies, started};
use crate::browser::draft_files::{Mode, text};
use crate::browser::local_storage::LocalStorage;
use crate::browser::{fragment, scripts};
use submission_core::copies::{Fate, Mark, Remembered, digest, fate};
use submission_core::store::{PREFIX, Storage};

/// A draft that is gone from this browser, while the file that followed it is known.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Lost {
    /// What it was called by.
    pub draft: String,
    /// What it was called.
    pub title: String,
    /// The name of its file.
    pub file: String,
}

/// The lost drafts. To ask also notes which drafts are in the bin: from there one goes on purpose.
pub async fn lost() -> Vec<Lost> {
    match started() {
        Some(copies) => copies.lost().await.unwrap_or_default(),
        None => Vec::new(),
    }
}

/// Opens the file of a lost draft as a new one and goes there; `false` where it cannot be read.
pub async fn open_lost(draft: &str) -> bool {
    match started() {
        Some(copies) => copies.open_lost(draft).await.is_ok_and(|opened| opened.is_some()),
        None => false,
    }
}

/// A lost draft is not told of any more.
pub async fn forget_lost(draft: &str) {
    if let Some(copies) = started() {
        // What is not forgotten is told of once more.
        let _ = copies.files.drop(draft).await;
        copies.has_another_file(draft);
    }
}

impl Copies {
    async fn lost(&self) -> Result<Vec<Lost>, JsValue> {
        let entries = self.files.list().await?;
        let mut lost = Vec::new();
        if entries.is_empty() || !LocalStorage::is_there() {
            return Ok(lost);
        }
        let keys = LocalStorage.keys(PREFIX).map_err(|_| JsValue::NULL)?;
        let stands = |kind: &str, draft: &str| {
            keys.iter().any(|key| {
                let mut parts = key.strip_prefix(PREFIX).unwrap_or_default().split('/');
                parts.next() == Some(kind) && parts.next() == Some(draft)
            })
        };
        for (draft, file) in entries {
            let was_open = self.owners.borrow().iter().any(|owner| owner.draft.as_str() == draft);
            let (is_here, is_binned) = (was_open || stands("draft", &draft), stands("bin", &draft));
            let handle = file.handle();
            // Who has erased it may have gone before that was noted with its file.
            let was_binned = file.is_binned() || stands("erased", &draft);
            match fate(handle.is_some(), was_binned, is_here, is_binned) {
                Fate::Stays => {}
                Fate::Notes => {
                    let file = file.copy();
                    file.set_binned(is_binned);
                    self.files.keep(&draft, &file).await?;
                }
                Fate::Forgotten => self.files.drop(&draft).await?,
                Fate::Lost => lost.push(Lost {
                    draft,
                    title: file.title().unwrap_or_default(),
                    file: handle.map(|handle| handle.name()).unwrap_or_default(),
                }),
            }
        }
        Ok(lost)
    }

    /// `None` where it is no draft again. The writer's press lets the page read the file.
    async fn open_lost(&'static self, draft: &str) -> Result<Option<()>, JsValue> {
        let Some(entry) = self.files.of(draft).await? else { return Ok(None) };
        let Some(handle) = entry.handle() else { return Ok(None) };
        if !handle.is_allowed(Mode::Read, true).await? {
            return Ok(None);
        }
        let file = handle.file().await?;
        let last = Mark { digest: digest(&text(&file).await?), ..Mark::default() };
        if !scripts::late().open_file(&file).await {
            return Ok(None);
        }
        // From now on it is the file of the draft that was made from it; not so where the writer went elsewhere
        // meanwhile.
        let shown = fragment::current();
        let Some(made) = shown.draft() else { return Ok(None) };
        self.files.drop(draft).await?;
        let entry = entry.copy();
        entry.set_written(&Remembered { last: Some(last), pending: None }.write());
        entry.set_binned(false);
        self.files.keep(made.as_str(), &entry).await?;
        self.has_another_file(made.as_str());
        Ok(Some(()))
    }

    /// Another file became a draft's, or none.
    fn has_another_file(&'static self, draft: &str) {
        let known = self.owners.borrow().iter().find(|owner| owner.draft.as_str() == draft).copied();
        if let Some(owner) = known {
            self.compare(owner);
        }
    }
}
