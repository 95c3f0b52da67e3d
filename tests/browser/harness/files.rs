//! Files that the page gives to the writer, and files that the writer gives to the page.

use super::browser::Browser;
use super::element::Element;
use super::page::Page;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A file that was saved.
pub struct Download {
    /// The name that the page gave it.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Download {
    /// Its text.
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("the file is UTF-8")
    }
}

impl Page {
    /// Does something that makes the browser save a file, and waits for that file.
    #[track_caller]
    pub fn download(&self, act: impl FnOnce()) -> Download {
        let before = self.connection().events_so_far();
        act();
        let begun = self.connection().wait_for_event(before, "a file to be saved", |event| {
            event.method == "Browser.downloadWillBegin"
        });
        let id = &begun.params["guid"];
        let end = self.connection().wait_for_event(before, "the file to be complete", |event| {
            let progress = event.method == "Browser.downloadProgress" && event.params["guid"] == *id;
            progress && event.params["state"] != "inProgress"
        });
        assert_eq!(end.params["state"], "completed", "the file was not saved");
        let name = begun.params["suggestedFilename"].as_str().unwrap_or_default().to_owned();
        // The browser says where it is, since it adds a number to a name that is taken.
        let file = end.params["filePath"].as_str().map_or_else(|| self.downloads.join(&name), PathBuf::from);
        let bytes = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        Download { name, bytes }
    }

    /// Clicks what opens the file dialog, and chooses this file there.
    #[track_caller]
    pub fn choose_file(&self, opener: &Element<'_>, file: &Path) {
        self.call("Page.setInterceptFileChooserDialog", json!({ "enabled": true }));
        let before = self.connection().events_so_far();
        opener.click();
        let opened = self.wait_for_event(before, "the file dialog to open", |event| {
            event.method == "Page.fileChooserOpened"
        });
        let input = &opened.params["backendNodeId"];
        self.call("DOM.setFileInputFiles", json!({ "files": [file], "backendNodeId": input }));
        self.call("Page.setInterceptFileChooserDialog", json!({ "enabled": false }));
    }

    /// Writes a file on the writer's disk, which can then be chosen.
    #[track_caller]
    pub fn file_on_disk(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        write_below(&self.downloads, name, content)
    }
}

impl Browser {
    /// Writes a file on the writer's disk, which can then be opened.
    #[track_caller]
    pub fn file_on_disk(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        write_below(&self.profile.downloads(), name, content)
    }
}

#[track_caller]
fn write_below(downloads: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let folder = downloads.join(format!("own-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    fs::write(&file, content).unwrap();
    file
}
