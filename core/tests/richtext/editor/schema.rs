//! What the editor's schema allows: ProseMirror refuses a document that has anything else.

use serde_json::Value;

const BLOCKS: &[&str] = &["paragraph", "heading", "bullet_list", "ordered_list", "quote", "table", "break"];
const INLINES: &[&str] = &["text", "hard_break", "footnote_reference"];

/// What each node holds (`+`: at least one), and the attribute that it must have.
const NODES: &[(&str, &[&str], &str)] = &[
    ("paragraph", INLINES, ""),
    ("heading", INLINES, "level"),
    ("bullet_list", &["+", "list_item"], ""),
    ("ordered_list", &["+", "list_item"], "start"),
    ("list_item", &["+", "blocks"], ""),
    ("quote", &["+", "blocks"], ""),
    ("table", &["+", "table_row"], ""),
    ("table_row", &["+", "table_header", "table_cell"], ""),
    ("table_header", INLINES, ""),
    ("table_cell", INLINES, ""),
    ("break", &[], ""),
    ("hard_break", &[], ""),
    ("footnote_reference", &[], "label"),
    ("footnote", &["+", "blocks"], "label"),
    ("text", &[], ""),
];

/// What the schema does not allow in the document.
pub fn fault(json: &str) -> Option<String> {
    let document: Value = match serde_json::from_str(json) {
        Ok(document) => document,
        Err(error) => return Some(error.to_string()),
    };
    if document["type"] != "doc" {
        return Some("no document".to_owned());
    }
    let content = content(&document);
    let footnotes = content.iter().position(|node| node["type"] == "footnote").unwrap_or(content.len());
    let (blocks, footnotes) = content.split_at(footnotes);
    let all = blocks
        .iter()
        .map(|node| (node, BLOCKS))
        .chain(footnotes.iter().map(|node| (node, &["footnote"][..])));
    if blocks.is_empty() {
        return Some("a document without blocks".to_owned());
    }
    all.into_iter().find_map(|(node, allowed)| fault_of(node, allowed))
}

fn content(node: &Value) -> &[Value] {
    node["content"].as_array().map_or(&[], Vec::as_slice)
}

fn fault_of(node: &Value, allowed: &[&str]) -> Option<String> {
    let name = node["type"].as_str().unwrap_or_default();
    let known = NODES.iter().find(|(known, ..)| *known == name);
    let Some((_, inner, attribute)) = known.filter(|_| allowed.contains(&name)) else {
        return Some(format!("{name} where only {allowed:?} may stand"));
    };
    let value = &node["attrs"][attribute];
    let is_right = match *attribute {
        "level" => value.as_u64().is_some_and(|level| (1..=6).contains(&level)),
        "start" => value.is_u64(),
        "label" => value.is_string(),
        _ => true,
    };
    if !is_right {
        return Some(format!("{name} with {attribute} {value}"));
    }
    if name == "text" && node["text"].as_str().unwrap_or_default().is_empty() {
        return Some("an empty text".to_owned());
    }
    let several = inner.first() == Some(&"+");
    let inner = if inner.contains(&"blocks") { BLOCKS } else { inner };
    if several && content(node).is_empty() {
        return Some(format!("{name} with nothing in it"));
    }
    content(node).iter().find_map(|child| fault_of(child, inner))
}
