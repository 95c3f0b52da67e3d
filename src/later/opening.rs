//! Opening a file: read by the worker first, then put into the store as a new draft.

use std::sync::Arc;

use leptos::task::spawn_local;

use super::panels::Panels;
use super::work::file::read_first;
use crate::browser::focus::focus_soon;
use crate::browser::{fragment, parts};
use crate::state::opening::{Opener, is_shown};
use submission_core::copies::{OPENED_FROM, digest};
use submission_core::draft::Draft;
use submission_core::exchange::{self, Opened};
use submission_core::locale::{Message, key};
use submission_core::route::Route;

/// The filled example's name among the files of the program.
const EXAMPLE: &str = "example.json";

/// Opens a draft, or begins one under a template, and goes there; else says why the file cannot be opened.
pub fn open(opener: Opener, name: String, bytes: Vec<u8>, panels: &Panels) {
    let (of_end, file, copy) = (panels.clone(), name.clone(), bytes.clone());
    let asked = read_first(&panels.work, &name, copy, opener.localizer, move |read| {
        of_end.reading.end();
        // Not from under the hands of a writer who has gone on.
        if !is_shown() {
            opener.is_over();
            return;
        }
        let opened = read.and_then(|()| open_here(opener, &file, &bytes, &of_end));
        opener.finish(&file, opened);
    });
    panels.reading.begin(opener.localizer, &name, asked, move || {
        opener.is_over();
        focus_soon("open-file".to_owned());
    });
}

fn open_here(opener: Opener, name: &str, bytes: &[u8], panels: &Panels) -> Result<(), Vec<String>> {
    let services = opener.services;
    let opened = exchange::open(name, bytes, services.new_draft_id(), services.now());
    panels.opened(match &opened {
        Ok(Opened::Template(checked)) => Some(checked),
        _ => None,
    });
    match opened {
        Ok(Opened::Draft(mut draft)) => {
            // So that its file is known again when a copy is saved there.
            let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
            draft.unknown.insert(OPENED_FROM.to_owned(), digest(&text).into());
            show(opener, *draft);
            Ok(())
        }
        Ok(Opened::Template(checked)) => {
            services.begin_with(Arc::new(checked.template));
            Ok(())
        }
        Err(error) => Err(error.messages().iter().map(|message| opener.localizer.say(message)).collect()),
    }
}

/// Opens the filled example as a draft of the writer's own.
pub fn open_example(opener: Opener) {
    spawn_local(async move {
        let text = parts::text(EXAMPLE).await;
        // Not from under the hands of a writer who has gone on.
        if !is_shown() {
            return;
        }
        let opened = text.ok_or(key::APP_NOT_ARRIVED).and_then(|text| {
            let services = opener.services;
            exchange::import_json(EXAMPLE, text.as_bytes(), services.new_draft_id(), services.now())
                .map_err(|_| key::OPEN_UNREADABLE)
        });
        let opened = opened.map(|draft| show(opener, draft));
        let name = opener.localizer.text(key::START_EXAMPLE);
        opener.finish(&name, opened.map_err(|why| vec![opener.localizer.text(why)]));
    });
}

fn show(opener: Opener, draft: Draft) {
    let Opener { services, undo, localizer, .. } = opener;
    let said = localizer.say(&Message::new(key::UNDO_OPENED).with("name", &draft.title));
    let id = services.keep_opened(draft);
    undo.offer_opened(&id.clone(), said, move || {
        fragment::go(&Route::Start);
        services.delete(&id);
    });
}
