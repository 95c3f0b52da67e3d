//! Files from disk: drafts and templates.

use crate::collections::SortedMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::kind::{by_first_bytes, of_json};
use super::{DRAFT_FORMAT, DRAFT_FORMAT_VERSION, ExchangeError, FileKind, export, instant};
use crate::draft::json::{Kinds, add_under_free_name, read_answer};
use crate::draft::{Answer, AnswerId, Draft, DraftId};
use crate::json::check::snippet;
use crate::json::{self, Expected, JsonPath, Shape};
use crate::template::{self, Checked};
use crate::time::WallTime;

/// What was in a file.
#[derive(Clone, PartialEq, Debug)]
pub enum Opened {
    /// A template, with remarks for its author.
    Template(Box<Checked>),
    /// A draft.
    Draft(Box<Draft>),
}

/// Opens a file of either kind, as one button does. `id` and `now` are those of a new draft.
pub fn open(file: &str, bytes: &[u8], id: DraftId, now: WallTime) -> Result<Opened, ExchangeError> {
    let (value, kind) = read(file, bytes)?;
    match kind {
        FileKind::Draft => read_draft(file, value, id, now).map(|draft| Opened::Draft(Box::new(draft))),
        _ => checked(file, value, JsonPath::ROOT).map(|checked| Opened::Template(Box::new(checked))),
    }
}

/// Opens a draft file as the new draft `id`, whatever it was called where it was written.
pub fn import_json(file: &str, bytes: &[u8], id: DraftId, now: WallTime) -> Result<Draft, ExchangeError> {
    match read(file, bytes)? {
        (value, FileKind::Draft) => read_draft(file, value, id, now),
        _ => Err(ExchangeError::NotADraft { file: file.to_owned() }),
    }
}

/// Opens a template file.
pub fn read_template(file: &str, bytes: &[u8]) -> Result<Checked, ExchangeError> {
    match read(file, bytes)? {
        (value, FileKind::Template) => checked(file, value, JsonPath::ROOT),
        _ => Err(ExchangeError::NotATemplate { file: file.to_owned() }),
    }
}

/// The value of a file that is a draft or a template.
fn read(file: &str, bytes: &[u8]) -> Result<(Json, FileKind), ExchangeError> {
    let wrong = |found| Err(ExchangeError::WrongKind { file: file.to_owned(), found });
    if let Some(found) = by_first_bytes(bytes) {
        return wrong(found);
    }
    let value = json::read(file, bytes)?;
    match of_json(&value) {
        kind @ (FileKind::Draft | FileKind::Template) => Ok((value, kind)),
        found => wrong(found),
    }
}

fn checked(file: &str, value: Json, path: JsonPath<'_>) -> Result<Checked, ExchangeError> {
    template::read_file(value, path)
        .map_err(|errors| ExchangeError::Template { file: file.to_owned(), errors })
}

/// The value of a draft file as the new draft `id`.
pub fn read_draft(file: &str, value: Json, id: DraftId, now: WallTime) -> Result<Draft, ExchangeError> {
    let shape =
        |path: &str, shape| ExchangeError::Shape { file: file.to_owned(), path: path.to_owned(), shape };
    let object = |path: &str, found: Option<Json>| match found {
        Some(Json::Object(members)) => Ok(members),
        None => Err(shape(path, Shape::Missing)),
        Some(other) => {
            Err(shape(path, Shape::Expected { expected: Expected::Object, found: snippet(&other) }))
        }
    };
    let depth = json::depth(&value);
    let mut unknown = object("", Some(value))?;
    check_format(file, &mut unknown)?;
    let source = unknown.shift_remove("template").ok_or_else(|| shape("template", Shape::Missing))?;
    let template = checked(file, source, JsonPath::ROOT.member("template"))?.template;
    let answers = object("answers", unknown.shift_remove("answers"))?;

    let mut unread = Map::new();
    let title = match unknown.shift_remove("title") {
        Some(Json::String(title)) => title,
        other => {
            unread.extend(other.map(|title| ("title".to_owned(), title)));
            String::new()
        }
    };
    let created = unknown.shift_remove("created").and_then(|created| {
        let instant =
            created.as_str().map_or_else(|| created.as_i64().map(WallTime::from_millis), instant::read);
        if instant.is_none() {
            unread.insert("created".to_owned(), created);
        }
        instant
    });
    let kinds = Kinds::of(&template);
    let mut known: Vec<(AnswerId, Answer)> = Vec::with_capacity(answers.len());
    let mut without_id = Map::new();
    for (id, json) in answers {
        match AnswerId::parse(&id) {
            Some(id) => {
                let answer = read_answer(kinds.at(&id), json);
                known.push((id, answer));
            }
            None => drop(without_id.insert(id, json)),
        }
    }
    for (name, members) in [("unread", unread), ("unplacedAnswers", without_id)] {
        if !members.is_empty() {
            add_under_free_name(&mut unknown, name, members.into());
        }
    }
    let draft = Draft {
        id,
        title,
        template: Arc::new(template),
        answers: SortedMap::of_any_order(known),
        created: created.unwrap_or(now),
        unknown,
    };
    // What has an unknown shape is kept up to two levels further in than it was.
    if depth + 2 > json::MOST_DEPTH && json::depth(&export::file(&draft)) > json::MOST_DEPTH {
        return Err(ExchangeError::TooDeep { file: file.to_owned() });
    }
    Ok(draft)
}

/// Takes the format out of the members and judges it.
fn check_format(file: &str, members: &mut Map<String, Json>) -> Result<(), ExchangeError> {
    let file = || file.to_owned();
    let wrong = |path: &str, found: Option<&Json>| {
        let path = path.to_owned();
        Err(match found {
            None => ExchangeError::Shape { file: file(), path, shape: Shape::Missing },
            Some(found) => ExchangeError::WrongFormat { file: file(), path, found: snippet(found) },
        })
    };
    let format = members.shift_remove("format");
    if format.as_ref().and_then(Json::as_str) != Some(DRAFT_FORMAT) {
        return wrong("format", format.as_ref());
    }
    let version = members.shift_remove("formatVersion");
    match version.as_ref().and_then(Json::as_u64) {
        Some(version) if version == u64::from(DRAFT_FORMAT_VERSION) => Ok(()),
        Some(version) if version > u64::from(DRAFT_FORMAT_VERSION) => {
            Err(ExchangeError::NewerFormat { file: file(), found: version.to_string() })
        }
        _ => wrong("formatVersion", version.as_ref()),
    }
}
