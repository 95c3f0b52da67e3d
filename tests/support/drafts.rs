//! Drafts for the tests: the built-in template and what is written under it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};
use submission_editor::draft::{Answer, AnswerId, AnswerState, Draft, DraftId, Reference, Value};
use submission_editor::template::{self, Template};

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
        answers: BTreeMap::new(),
        created: 0,
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

/// Writes an answer.
pub fn put(draft: &mut Draft, id: &str, state: AnswerState, value: &Json) {
    let answer = Answer { state, value: value_of(value), ..Answer::default() };
    draft.answers.insert(AnswerId::parse(id).unwrap(), answer);
}

/// The filled example that is shipped with the program.
pub fn example() -> Draft {
    let file: Json = serde_json::from_str(include_str!("../../templates/example.json")).unwrap();
    let mut draft = draft(wsis20());
    for (id, answer) in file["answers"].as_object().unwrap() {
        let text = |name: &str| answer[name].as_str().unwrap_or("").to_owned();
        let state = AnswerState::from_name(&text("state")).unwrap();
        put(&mut draft, id, state, &answer["value"]);
        let written = draft.answers.get_mut(&AnswerId::parse(id).unwrap()).unwrap();
        written.reason = text("reason");
        written.language = answer["language"].as_str().map(str::to_owned);
    }
    draft
}

fn value_of(json: &Json) -> Value {
    let strings = |json: &Json| -> Vec<String> {
        json.as_array().into_iter().flatten().map(|item| item.as_str().unwrap().to_owned()).collect()
    };
    let text = |json: &Json| json.as_str().unwrap_or("").to_owned();
    match json {
        Json::Null => Value::None,
        Json::String(text) => Value::Text(text.clone()),
        _ if json.get("options").is_some() => {
            Value::Options { options: strings(&json["options"]), other: text(&json["other"]) }
        }
        _ if json.get("entries").is_some() => Value::Entries(strings(&json["entries"])),
        _ if json.get("consent").is_some() => {
            Value::Consent { option: text(&json["consent"]["option"]), date: text(&json["consent"]["date"]) }
        }
        _ => match json.get("reference") {
            Some(reference) => Value::Reference(Reference {
                title: text(&reference["title"]),
                address: text(&reference["address"]),
                symbol: text(&reference["symbol"]),
                year: text(&reference["year"]),
                language: text(&reference["language"]),
                note: text(&reference["note"]),
            }),
            None => Value::Unreadable(json.clone()),
        },
    }
}
