//! The draft as a file.

use crate::collections;
use crate::collections::SortedMap;

use serde_json::{Map, Value as Json};

use super::{DRAFT_FORMAT, DRAFT_FORMAT_VERSION, instant};
use crate::draft::json::{add_unknown, write_answer};
use crate::draft::{AnswerId, Draft};
use crate::json::MOST_BYTES;
use crate::template::Template;

/// The whole draft with its template, laid out for people to read. Equal drafts give equal texts.
pub fn export_json(draft: &Draft) -> String {
    let file = file(draft);
    let mut text = format!("{file:#}");
    if text.len() >= MOST_BYTES {
        // Without the white space it may still be small enough to be opened again.
        text = file.to_string();
    }
    text.push('\n');
    text
}

/// The same without white space, for programs.
pub fn compact_json(draft: &Draft) -> String {
    file(draft).to_string()
}

/// The draft as the value of its file.
pub(super) fn file(draft: &Draft) -> Json {
    let mut members = Map::new();
    let mut put = |name: &str, json: Json| drop(members.insert(name.to_owned(), json));
    put("format", DRAFT_FORMAT.into());
    put("formatVersion", DRAFT_FORMAT_VERSION.into());
    put("title", draft.title.as_str().into());
    put("created", instant::write(draft.created).map_or(draft.created.as_millis().into(), Json::from));
    put("template", draft.template.source.clone());
    put("answers", answers(draft).into());
    add_unknown(&mut members, &draft.unknown);
    members.into()
}

/// Answers in the order of their questions; those that the template does not ask for come last.
fn answers(draft: &Draft) -> Map<String, Json> {
    let order = order(&draft.template);
    let rank = |id: &AnswerId| order.get(id.question()).copied().unwrap_or(usize::MAX);
    let mut answers: Vec<_> = draft.answers.iter().map(|(id, answer)| (rank(id), id, answer)).collect();
    // Stable: within a question the order of the ids stays.
    collections::sort_by_key(&mut answers, |(rank, ..)| *rank);
    answers.into_iter().map(|(_, id, answer)| (id.to_string(), write_answer(answer))).collect()
}

fn order(template: &Template) -> SortedMap<&str, usize> {
    collections::map(template.questions().enumerate().map(|(index, node)| (node.id.as_str(), index)))
}
