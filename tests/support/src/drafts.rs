//! Drafts for the tests: the built-in template and what is written under it.

use std::sync::Arc;
use submission_core::collections::SortedMap;

use serde_json::{Map, Value as Json, json};
use submission_core::draft::json::{kind_at, read_value};
use submission_core::draft::{Answer, AnswerId, AnswerState, Draft, DraftId};
use submission_core::exchange::import_json;
use submission_core::template::{self, Template};
use submission_core::time::WallTime;

/// The file of the filled example.
pub const EXAMPLE: &str = include_str!("../../../templates/example.json");

/// The WSIS+20 Reporting Template.
pub fn wsis20() -> Arc<Template> {
    template::builtin::builtin()
        .find_map(|known| (known.id == "cstd-wsis20").then(|| known.template()))
        .flatten()
        .unwrap()
}

/// A template with these sections, and nothing else.
pub fn template_of(sections: Json) -> Arc<Template> {
    template_with(json!({"sections": sections}))
}

/// A small template: `more` is added to what every template has.
pub fn template_with(more: Json) -> Arc<Template> {
    let mut source = json!({
        "format": 1, "id": "small", "version": "1", "languages": ["en"], "defaultLanguage": "en", "title": "Small",
        "export": {"notApplicable": "N/A.", "cover": true, "unanswered": true, "footnotes": true},
    });
    source.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    match template::read::read(source) {
        Ok(checked) => Arc::new(checked.template),
        Err(errors) => panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

/// An empty draft.
pub fn draft(template: Arc<Template>) -> Draft {
    Draft {
        id: DraftId::new("a").unwrap(),
        title: String::new(),
        template,
        answers: SortedMap::new(),
        created: WallTime::default(),
        unknown: Map::new(),
    }
}

/// A draft with these answers, each with its value as in files; strings in short for texts.
pub fn draft_with(template: Arc<Template>, answers: Json) -> Draft {
    let mut draft = draft(template);
    for (id, value) in answers.as_object().unwrap() {
        put(&mut draft, id, AnswerState::Started, value);
    }
    draft
}

/// Writes an answer, its value as in files.
pub fn put(draft: &mut Draft, id: &str, state: AnswerState, value: &Json) {
    let id = AnswerId::parse(id).unwrap();
    let value = read_value(kind_at(&draft.template, &id), value.clone());
    draft.answers.insert(id, Answer { state, value, ..Answer::default() });
}

/// The filled example that is shipped with the program.
pub fn example() -> Draft {
    example_of("example", WallTime::default())
}

/// The same by that id, opened at that time.
pub fn example_of(id: &str, now: WallTime) -> Draft {
    import_json("example.json", EXAMPLE.as_bytes(), DraftId::new(id).unwrap(), now).unwrap()
}
