//! Opening a file: recognised, checked, and put into the store as a new draft.

use std::sync::Arc;

use leptos::prelude::*;

use crate::exchange::{self, Opened};
use crate::json;
use crate::locale::{Message, key};
use crate::ui::browser::files::ReadError;
use crate::ui::browser::focus::focus_soon;
use crate::ui::state::services::Services;

/// The largest file that is read, in bytes: far more than a browser can keep.
pub const LARGEST_FILE: usize = json::MOST_BYTES;

/// The filled example: a draft file.
const EXAMPLE: &str = include_str!("../../../templates/example.json");

/// Why a file was not opened.
#[derive(Clone, PartialEq, Debug)]
pub struct Refusal {
    /// The file's name.
    pub file: String,
    /// What is wrong with it, at least one.
    pub reasons: Vec<Message>,
}

/// Opens a draft, or begins one under a template, and goes there.
pub fn open_file(
    services: Services,
    name: &str,
    bytes: Result<Vec<u8>, ReadError>,
    refusal: RwSignal<Option<Refusal>>,
) {
    let opened = match bytes {
        Ok(bytes) => open_bytes(services, name, &bytes),
        Err(ReadError::TooLarge) => Err(vec![Message::new(key::OPEN_TOO_LARGE)]),
        Err(ReadError::Unreadable) => Err(vec![Message::new(key::OPEN_UNREADABLE)]),
    };
    match opened {
        Ok(()) => refusal.set(None),
        Err(reasons) => {
            refusal.set(Some(Refusal { file: name.to_owned(), reasons }));
            focus_soon("refused".to_owned());
        }
    }
}

/// Opens the filled example as a draft of the writer's own.
pub fn open_example(services: Services, refusal: RwSignal<Option<Refusal>>) {
    open_file(services, "example.json", Ok(EXAMPLE.as_bytes().to_vec()), refusal);
}

fn open_bytes(services: Services, name: &str, bytes: &[u8]) -> Result<(), Vec<Message>> {
    match exchange::open(name, bytes, services.new_draft_id(), services.now()) {
        Ok(Opened::Template(checked)) => services.begin_with(Arc::new(checked.template)),
        Ok(Opened::Draft(draft)) => services.keep_opened(*draft),
        Err(error) => return Err(error.messages()),
    }
    Ok(())
}
