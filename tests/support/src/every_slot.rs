//! A form with every kind of field in every position, and a draft with a marker in every slot of it in which
//! anything can be typed.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use submission_core::draft::json::kind_at;
use submission_core::draft::{AnswerId, AnswerState, Draft, slots};
use submission_core::template::{FieldKind, Template};

use crate::drafts::{draft, put, template_with};

/// A text that was typed, and where.
pub struct Typed {
    pub slot: String,
    pub marker: String,
}

/// Kinds that a sub-field can be of.
const LEAVES: [&str; 9] =
    ["text", "rich", "date", "choice", "multichoice", "tags", "reference", "email", "url"];

fn node(id: &str, kind: &str) -> Json {
    let mut node = json!({"id": id, "prompt": format!("Prompt of {id}"), "kind": kind});
    let members = match kind {
        "choice" | "multichoice" => json!({"options": options(), "other": true}),
        "consent" => json!({"options": options()}),
        "tags" => json!({"list": "areas"}),
        _ => json!({}),
    };
    node.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    node
}

fn options() -> Json {
    json!([{"id": "x", "name": "Ex"}, {"id": "y", "name": "Why"}])
}

/// All kinds of questions, with ids that begin so.
fn all(prefix: &str) -> Vec<Json> {
    let mut nodes: Vec<Json> = LEAVES.iter().map(|kind| node(&format!("{prefix}.{kind}"), kind)).collect();
    nodes.push(node(&format!("{prefix}.consent"), "consent"));
    nodes.push(node(&format!("{prefix}.static"), "static"));
    let fields: Vec<Json> = LEAVES.iter().map(|kind| node(kind, kind)).collect();
    let around = json!({"before": "Before", "after": "After"});
    for (kind, fields) in [("group", fields.clone()), ("references", vec![node("reference", "reference")])] {
        let mut group = node(&format!("{prefix}.{kind}"), "group");
        group.as_object_mut().unwrap().extend(around.as_object().unwrap().clone());
        group["fields"] = fields.into();
        group["entry"] = json!("Entry");
        nodes.push(group);
    }
    let mut per_item = node(&format!("{prefix}.per-item"), "per-item");
    per_item.as_object_mut().unwrap().extend(around.as_object().unwrap().clone());
    per_item["fields"] = fields.into();
    per_item["list"] = json!("areas");
    nodes.push(per_item);
    nodes
}

/// Everywhere: about the respondent (on the cover too), right below a section, deep down, below another
/// question, and a question that is a section itself; some of it under conditions.
pub fn every_slot(cover: bool) -> Arc<Template> {
    let slots: Vec<Json> = all("R")
        .iter()
        .map(|node| json!({"text": format!("Slot {{{}}}.", node["id"].as_str().unwrap())}))
        .collect();
    let mut deep = all("D");
    for (index, node) in deep.iter_mut().enumerate() {
        if index % 2 == 0 {
            node["when"] = json!({"question": "gate2", "includes": "x"});
        }
    }
    let mut parent = node("P", "rich");
    parent["children"] = json!([node("P.text", "text")]);
    template_with(json!({
        "cover": {"lines": slots, "purpose": "Purpose"},
        "export": {"notApplicable": "N/A.", "cover": cover, "unanswered": cover, "footnotes": true},
        "respondent": all("R"),
        "sections": [
            node("gate", "choice"),
            {"id": "S", "label": "1.", "prompt": "Section", "children": all("S")},
            {"id": "T", "label": "2.", "prompt": "Under a condition", "when": {"question": "gate", "includes": "x"}, "children": [
                node("gate2", "choice"),
                {"id": "T.1", "prompt": "Inner", "children": [{"id": "T.1.1", "prompt": "Innermost", "children": deep}]},
            ]},
            parent,
        ],
        "lists": {"areas": {"name": "Areas", "options": [
            {"id": "north", "label": "1", "name": "North"}, {"id": "south", "name": "South"}, {"id": "x", "name": "Ex"},
        ]}},
    }))
}

/// What can be typed in a slot, as a value; `{n}` stands for the markers. Nothing where all is chosen.
pub fn typed_at(template: &Template, slot: &str) -> Vec<&'static str> {
    match kind_at(template, &AnswerId::parse(slot).unwrap()) {
        Some(FieldKind::Text | FieldKind::Date { .. } | FieldKind::Email | FieldKind::Url) => vec!["text"],
        Some(FieldKind::Rich) => vec!["heading", "text", "item", "note", "cell"],
        Some(FieldKind::Choice(options) | FieldKind::Multichoice { options, .. }) if options.other => {
            vec!["other"]
        }
        Some(FieldKind::Reference) => vec!["title", "address", "symbol", "year", "language", "note"],
        _ => Vec::new(),
    }
}

/// A draft in which everything is asked and written.
pub fn fill(template: &Arc<Template>) -> (Draft, Vec<Typed>) {
    let mut draft = draft(template.clone());
    for gate in ["gate", "gate2"] {
        put(&mut draft, gate, AnswerState::Started, &json!({"options": ["x"]}));
    }
    for question in template.questions() {
        let entries = match question.field.as_ref().map(|field| &field.kind) {
            Some(FieldKind::PerItem { .. }) => json!({"entries": ["north", "south"]}),
            Some(FieldKind::Group { .. }) => json!({"entries": ["first", "second"]}),
            Some(FieldKind::Tags { .. }) => json!({"options": ["north"]}),
            Some(FieldKind::Consent(_)) => json!({"consent": {"option": "x", "date": "2024-10-30"}}),
            _ => continue,
        };
        put(&mut draft, question.id.as_str(), AnswerState::Started, &entries);
    }
    let mut all = Vec::new();
    for question in template.questions() {
        for slot in slots(template, question, &draft) {
            let slot = slot.id.to_string();
            let mut marker = |of: &str| {
                let marker = format!("mk{:04}{of}", all.len());
                all.push(Typed { slot: slot.clone(), marker: marker.clone() });
                marker
            };
            let parts = typed_at(template, &slot);
            let value = match parts.as_slice() {
                [] => continue,
                ["text"] => json!(marker("text")),
                ["other"] => json!({"options": ["x", "other"], "other": marker("other")}),
                ["heading", ..] => json!(format!(
                    "## {}\n\n{}[^n]\n\n- {}\n\n| a |\n|---|\n| {} |\n\n[^n]: {}",
                    marker("heading"),
                    marker("text"),
                    marker("item"),
                    marker("cell"),
                    marker("note")
                )),
                names => {
                    let members: serde_json::Map<String, Json> =
                        names.iter().map(|name| ((*name).to_owned(), marker(name).into())).collect();
                    json!({"reference": members})
                }
            };
            put(&mut draft, &slot, AnswerState::Started, &value);
        }
    }
    (draft, all)
}
