//! An answer as the JSON of files and storage.

use serde_json::{Map, Value as Json, json};

use crate::draft::{Answer, AnswerState, Reference, Value};

/// The JSON of an answer; what is empty is left out.
pub fn write(answer: &Answer) -> Json {
    let mut members = Map::new();
    members.insert("state".to_owned(), answer.state.name().into());
    if !answer.reason.is_empty() {
        members.insert("reason".to_owned(), answer.reason.as_str().into());
    }
    if answer.value != Value::None {
        members.insert("value".to_owned(), write_value(&answer.value));
    }
    if let Some(language) = &answer.language {
        members.insert("language".to_owned(), language.as_str().into());
    }
    for (name, value) in &answer.unknown {
        members.entry(name).or_insert_with(|| value.clone());
    }
    Json::Object(members)
}

/// Reads it; `None` where it is no answer at all.
pub fn read(json: &Json) -> Option<Answer> {
    let mut unknown = json.as_object()?.clone();
    let state = AnswerState::from_name(unknown.shift_remove("state")?.as_str()?)?;
    let text = |json: Json| json.as_str().map(str::to_owned);
    let reason = unknown.shift_remove("reason").and_then(text).unwrap_or_default();
    let language = unknown.shift_remove("language").and_then(text);
    let value = unknown.shift_remove("value").map_or(Value::None, read_value);
    Some(Answer { state, reason, value, language, unknown })
}

fn write_value(value: &Value) -> Json {
    match value {
        Value::None => Json::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Options { options, other } if other.is_empty() => json!({"options": options}),
        Value::Options { options, other } => json!({"options": options, "other": other}),
        Value::Entries(entries) => json!({"entries": entries}),
        Value::Reference(reference) => {
            let members = REFERENCE.iter().filter(|(_, get)| !get(reference).is_empty());
            let members = members.map(|(name, get)| ((*name).to_owned(), get(reference).into()));
            json!({"reference": members.collect::<Map<_, _>>()})
        }
        Value::Consent { option, date } => json!({"consent": {"option": option, "date": date}}),
        Value::Unreadable(json) => json.clone(),
    }
}

type Get = fn(&Reference) -> &str;
const REFERENCE: [(&str, Get); 6] = [
    ("title", |reference| &reference.title),
    ("address", |reference| &reference.address),
    ("symbol", |reference| &reference.symbol),
    ("year", |reference| &reference.year),
    ("language", |reference| &reference.language),
    ("note", |reference| &reference.note),
];

fn read_value(json: Json) -> Value {
    let read = match &json {
        Json::Null => Some(Value::None),
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Object(members) => read_members(members),
        _ => None,
    };
    // What would be written otherwise than it was read is not understood.
    match read {
        Some(value) if write_value(&value) == json => value,
        _ => Value::Unreadable(json),
    }
}

fn read_members(members: &Map<String, Json>) -> Option<Value> {
    let texts = |json: &Json| -> Option<Vec<String>> {
        json.as_array()?.iter().map(|text| Some(text.as_str()?.to_owned())).collect()
    };
    let text =
        |of: &Json, name: &str| of.get(name).and_then(Json::as_str).map(str::to_owned).unwrap_or_default();
    if let Some(options) = members.get("options") {
        let other = members.get("other").and_then(Json::as_str).unwrap_or_default().to_owned();
        Some(Value::Options { options: texts(options)?, other })
    } else if let Some(entries) = members.get("entries") {
        Some(Value::Entries(texts(entries)?))
    } else if let Some(found) = members.get("reference") {
        Some(Value::Reference(Reference {
            title: text(found, "title"),
            address: text(found, "address"),
            symbol: text(found, "symbol"),
            year: text(found, "year"),
            language: text(found, "language"),
            note: text(found, "note"),
        }))
    } else {
        let found = members.get("consent")?;
        Some(Value::Consent { option: text(found, "option"), date: text(found, "date") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_read_as_it_was_written() {
        let values = [
            Value::None,
            Value::Text("a\u{0}\n\"b\"".to_owned()),
            Value::Options { options: vec!["a".to_owned()], other: String::new() },
            Value::Options { options: vec![], other: "b".to_owned() },
            Value::Entries(vec!["C5".to_owned()]),
            Value::Reference(Reference { title: "t".to_owned(), ..Reference::default() }),
            Value::Consent { option: "yes".to_owned(), date: "2024-10-30".to_owned() },
            Value::Unreadable(json!({"options": [1]})),
            Value::Unreadable(json!({"reference": {"title": "t", "colour": "red"}})),
            Value::Unreadable(json!(7)),
        ];
        for value in values {
            let unknown = Map::from_iter([("later".to_owned(), json!([1, {"a": null}]))]);
            let answer = Answer {
                state: AnswerState::NotApplicable,
                reason: "r".to_owned(),
                value,
                language: Some("ar".to_owned()),
                unknown,
            };
            let read = read(&serde_json::from_str(&write(&answer).to_string()).unwrap());
            assert_eq!(read, Some(answer));
        }
        assert_eq!(read(&write(&Answer::default())), Some(Answer::default()));
    }
}
