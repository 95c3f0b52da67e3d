//! Answers and values as the JSON of files and storage.
//!
//! Reading never fails and never drops anything: what does not have the shape that this version
//! writes is kept as it is.

use serde_json::{Map, Value as Json};

use super::{Answer, AnswerId, AnswerParts, AnswerState, Reference, Value};
use crate::collections::{self, SortedMap};
use crate::template::{FieldKind, Node, QuestionId, Template};

/// Where members are kept that have a known name and an unknown shape.
const UNREAD: &str = "unread";

/// What is answered at `id`, where the template asks for it.
pub fn kind_at<'t>(template: &'t Template, id: &AnswerId) -> Option<&'t FieldKind> {
    kind_within(template.node(&QuestionId::new(id.question())?)?, id)
}

fn kind_within<'t>(node: &'t Node, id: &AnswerId) -> Option<&'t FieldKind> {
    let kind = &node.field.as_ref()?.kind;
    match id.parts() {
        AnswerParts::Own => Some(kind),
        AnswerParts::Before | AnswerParts::After => Some(&FieldKind::Rich),
        AnswerParts::Unknown(_) => None,
        AnswerParts::Field { field, .. } => {
            let node = kind.fields().iter().find(|node| node.id.as_str() == field)?;
            node.field.as_ref().map(|field| &field.kind)
        }
    }
}

/// The questions of a template by their ids, for those who ask [`kind_at`] of very many answers.
pub struct Kinds<'t>(SortedMap<&'t str, &'t Node>);

impl<'t> Kinds<'t> {
    /// Those of a template.
    pub fn of(template: &'t Template) -> Self {
        let nodes = template.respondent.iter().chain(&template.sections);
        let mut found: Vec<&Node> = nodes.collect();
        let mut at = 0;
        while let Some(node) = found.get(at) {
            found.extend(&node.children);
            at += 1;
        }
        Self(SortedMap::of_any_order(found.into_iter().map(|node| (node.id.as_str(), node)).collect()))
    }

    /// The same as [`kind_at`].
    pub fn at(&self, id: &AnswerId) -> Option<&'t FieldKind> {
        kind_within(self.0.get(id.question())?, id)
    }
}

/// Reads an answer to a question of that kind; `None` where the template does not ask for it.
pub fn read_answer(kind: Option<&FieldKind>, json: Json) -> Answer {
    let Json::Object(mut unknown) = json else {
        return Answer { state: AnswerState::Started, value: Value::Unreadable(json), ..Answer::default() };
    };
    let mut unread = Map::new();
    let mut text = |name: &str, fits: fn(&str) -> bool| match unknown.shift_remove(name) {
        Some(Json::String(text)) if fits(&text) => Some(text),
        Some(other) => {
            unread.insert(name.to_owned(), other);
            None
        }
        None => None,
    };
    let state = text("state", |name| AnswerState::from_name(name).is_some());
    let reason = text("reason", |_| true).unwrap_or_default();
    let language = text("language", |_| true);
    let value = unknown.shift_remove("value").map_or(Value::None, |json| read_value(kind, json));
    let likely = if value.is_empty() { AnswerState::Empty } else { AnswerState::Started };
    if !unread.is_empty() {
        add_under_free_name(&mut unknown, UNREAD, unread.into());
    }
    let state = state.and_then(|name| AnswerState::from_name(&name)).unwrap_or(likely);
    Answer { state, reason, value, language, unknown }
}

/// The JSON of an answer; what is empty is left out.
pub fn write_answer(answer: &Answer) -> Json {
    let Answer { state, reason, value, language, unknown } = answer;
    let mut members = Map::new();
    members.insert("state".to_owned(), state.name().into());
    if *value != Value::None {
        members.insert("value".to_owned(), write_value(value));
    }
    if !reason.is_empty() {
        members.insert("reason".to_owned(), reason.as_str().into());
    }
    if let Some(language) = language {
        members.insert("language".to_owned(), language.as_str().into());
    }
    add_unknown(&mut members, unknown);
    members.into()
}

/// Reads a value for a question of that kind; any value where the kind is not known.
pub fn read_value(kind: Option<&FieldKind>, json: Json) -> Value {
    let value = match &json {
        Json::Null => return Value::None,
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Object(members) => read_members(members),
        _ => None,
    };
    value.filter(|value| kind.is_none_or(|kind| fits(kind, value))).unwrap_or(Value::Unreadable(json))
}

/// The JSON of a value.
pub fn write_value(value: &Value) -> Json {
    match value {
        Value::None => Json::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Options { options, other } => {
            let mut members = object([("options", options.as_slice().into())]);
            if !other.is_empty() {
                members.insert("other".to_owned(), other.as_str().into());
            }
            members.into()
        }
        Value::Entries(entries) => object([("entries", entries.as_slice().into())]).into(),
        Value::Reference(reference) => {
            let written = reference_members(reference).into_iter().filter(|(_, text)| !text.is_empty());
            let members: Map<_, _> = written.map(|(name, text)| (name.to_owned(), text.into())).collect();
            object([("reference", members.into())]).into()
        }
        Value::Consent { option, date } => {
            let members = object([("option", option.as_str().into()), ("date", date.as_str().into())]);
            object([("consent", members.into())]).into()
        }
        Value::Unreadable(json) => json.clone(),
    }
}

/// The members by name, in the order of files.
fn reference_members(reference: &Reference) -> [(&'static str, &str); 6] {
    let Reference { title, address, symbol, year, language, note } = reference;
    [
        ("title", title),
        ("address", address),
        ("symbol", symbol),
        ("year", year),
        ("language", language),
        ("note", note),
    ]
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Map<String, Json> {
    members.into_iter().map(|(name, json)| (name.to_owned(), json)).collect()
}

/// The value of an object whose every member is understood.
fn read_members(members: &Map<String, Json>) -> Option<Value> {
    let mut members = members.clone();
    let value = if let Some(options) = members.shift_remove("options") {
        let other = text(&mut members, "other")?;
        Value::Options { options: ids(&options, |_| true)?, other }
    } else if let Some(entries) = members.shift_remove("entries") {
        Value::Entries(ids(&entries, |id| QuestionId::new(id).is_some())?)
    } else if let Some(Json::Object(mut reference)) = members.shift_remove("reference") {
        let reference = &mut reference;
        let value = Reference {
            title: text(reference, "title")?,
            address: text(reference, "address")?,
            symbol: text(reference, "symbol")?,
            year: text(reference, "year")?,
            language: text(reference, "language")?,
            note: text(reference, "note")?,
        };
        reference.is_empty().then_some(Value::Reference(value))?
    } else if let Some(Json::Object(mut consent)) = members.shift_remove("consent") {
        let (option, date) = (text(&mut consent, "option")?, text(&mut consent, "date")?);
        consent.is_empty().then_some(Value::Consent { option, date })?
    } else {
        return None;
    };
    members.is_empty().then_some(value)
}

/// Takes a text out of `members`: empty where it is not there, `None` where it is something else.
fn text(members: &mut Map<String, Json>, name: &str) -> Option<String> {
    match members.shift_remove(name) {
        None => Some(String::new()),
        Some(Json::String(text)) => Some(text),
        Some(_) => None,
    }
}

/// Ids in their order; one that stands twice says nothing more and is read once.
fn ids(json: &Json, fits: fn(&str) -> bool) -> Option<Vec<String>> {
    let ids = json.as_array()?.iter().map(|item| item.as_str().filter(|id| fits(id)));
    Some(collections::unique(ids.collect::<Option<Vec<_>>>()?).into_iter().map(str::to_owned).collect())
}

/// Whether a value can be the answer to a question of that kind.
fn fits(kind: &FieldKind, value: &Value) -> bool {
    match kind {
        FieldKind::Text | FieldKind::Rich | FieldKind::Date { .. } | FieldKind::Email | FieldKind::Url => {
            matches!(value, Value::Text(_))
        }
        FieldKind::Choice(_) | FieldKind::Multichoice { .. } | FieldKind::Tags { .. } => {
            matches!(value, Value::Options { .. })
        }
        FieldKind::PerItem { .. } | FieldKind::Group { .. } => matches!(value, Value::Entries(_)),
        FieldKind::Reference => matches!(value, Value::Reference(_)),
        FieldKind::Consent(_) => matches!(value, Value::Consent { .. }),
        FieldKind::Static => true,
    }
}

/// Puts members back that this version does not know.
pub(crate) fn add_unknown(members: &mut Map<String, Json>, unknown: &Map<String, Json>) {
    for (name, json) in unknown {
        members.entry(name.as_str()).or_insert_with(|| json.clone());
    }
}

/// Keeps `json` under `name`, or under a longer name where that one is taken.
pub(crate) fn add_under_free_name(unknown: &mut Map<String, Json>, name: &str, json: Json) {
    let mut name = name.to_owned();
    while unknown.contains_key(&name) {
        name.push('+');
    }
    unknown.insert(name, json);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_of_the_wrong_shape_or_kind_is_kept_as_it_is() {
        let rich = FieldKind::Rich;
        let group = FieldKind::Group {
            fields: vec![],
            entry: Default::default(),
            before: None,
            after: None,
            min: None,
            max: None,
        };
        let cases = [
            (&rich, json!({"options": ["a"]})),
            (&rich, json!(7)),
            (&rich, json!(["a"])),
            (&group, json!("text")),
            (&group, json!({"entries": ["a/b"]})),
            (&group, json!({"entries": ["a"], "later": 1})),
            (&FieldKind::Reference, json!({"reference": {"title": "t", "doi": "d"}})),
            (&FieldKind::Reference, json!({"reference": {"title": 1}})),
            (&FieldKind::Reference, json!({"reference": "t"})),
        ];
        for (kind, json) in cases {
            let value = read_value(Some(kind), json.clone());
            assert_eq!(value, Value::Unreadable(json.clone()), "{json}");
            assert_eq!(write_value(&value), json);
        }
    }

    #[test]
    fn an_answer_of_the_wrong_shape_is_kept_as_it_is() {
        let json = json!({"state": "reviewed", "value": "text", "reason": 1, "unread": true, "by": "x"});
        let answer = read_answer(Some(&FieldKind::Rich), json);
        assert_eq!((answer.state, answer.value.text()), (AnswerState::Started, "text"));
        let written = write_answer(&answer);
        assert_eq!(
            written,
            json!({"state": "started", "value": "text", "unread": true, "by": "x", "unread+": {"state": "reviewed", "reason": 1}})
        );
        assert_eq!(write_answer(&read_answer(None, written.clone())), written);
        let odd = read_answer(None, json!(["odd"]));
        assert_eq!(write_answer(&odd), json!({"state": "started", "value": ["odd"]}));
    }

    #[test]
    fn an_id_that_stands_twice_is_read_once() {
        let value = read_value(None, json!({"entries": ["C5", "C1", "C5"]}));
        assert_eq!(value, Value::Entries(vec!["C5".to_owned(), "C1".to_owned()]));
    }
}
