//! The readable text in a record, also in one that is damaged: what a person would look for in it.

use serde_json::Value as Json;

/// The texts in a record, one after the other; empty where nothing in it is a text.
pub fn readable(raw: &str) -> String {
    let texts = match serde_json::from_str::<Json>(raw) {
        Ok(Json::Object(mut record)) => {
            let payload = record.remove("p");
            texts_of(&payload.unwrap_or(Json::Object(record)))
        }
        Ok(other) => texts_of(&other),
        Err(_) => texts_in_ruins(raw),
    };
    texts.join("\n\n")
}

/// The texts in the payload of a record.
pub fn texts_of(payload: &Json) -> Vec<String> {
    let mut found = Vec::new();
    let written = ["value", "reason", "text", "title", "e", "raw"];
    match payload {
        Json::Object(members) if written.iter().any(|name| members.contains_key(*name)) => {
            for value in written.iter().filter_map(|name| members.get(*name)) {
                collect(value, &mut found);
            }
        }
        other => collect(other, &mut found),
    }
    found
}

/// Every string; serde_json reads nothing that is nested more than 128 deep.
fn collect(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::String(text) if !text.trim().is_empty() => found.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Json::Object(members) => members.values().for_each(|value| collect(value, found)),
        _ => {}
    }
}

/// The strings in what is no JSON any more: those with a blank in them, which no name and no
/// checksum has, and the one that a cut has left open.
fn texts_in_ruins(raw: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut characters = raw.chars();
    while characters.by_ref().any(|character| character == '"') {
        let (mut literal, mut is_closed) = (String::from('"'), false);
        while let Some(character) = characters.next() {
            literal.push(character);
            if character == '\\' {
                literal.extend(characters.next());
            } else if character == '"' {
                is_closed = true;
                break;
            }
        }
        if !is_closed {
            literal.push('"');
        }
        // An escape that the damage has broken leaves the literal as it stands.
        let text = serde_json::from_str(&literal)
            .unwrap_or_else(|_| literal.trim_matches('"').replace("\\n", "\n").replace("\\\"", "\""));
        if text.trim().contains(char::is_whitespace) {
            found.push(text);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_record_is_found_whole_or_in_ruins() {
        let cases = [
            (r#"{"c":"00","v":1,"p":{"state":"started","value":"Since 2003.\nYes"}}"#, "Since 2003.\nYes"),
            (r#"{"c":"00","v":1,"p":{"state":"not-applicable","reason":"New","value":"Old"}}"#, "Old\n\nNew"),
            (r#"{"c":"00","v":1,"p":"A title"}"#, "A title"),
            (r#"{"c":"00","b":3,"p":{"s":"1f","e":[[3,0,"more"],[9,2,"words"]]}}"#, "more\n\nwords"),
            (r#"{"field":"I.b","text":"Last words"}"#, "Last words"),
            (r#"{"c":"00112233","v":1,"p":{"state":"started","value":"Cut in the mid"#, "Cut in the mid"),
            (r#"{"c":"00112233","p":{"value":"A \"quoted\" word"}"#, "A \"quoted\" word"),
            (r#"{"value":"ends in an esc\"#, "ends in an esc\\"),
            ("no quotation mark", ""),
            ("", ""),
            ("[[[[", ""),
            ("\u{0}\u{ffff}\"", ""),
        ];
        for (raw, expected) in cases {
            assert_eq!(readable(raw), expected, "{raw}");
        }
        assert_eq!(readable(&"[".repeat(100_000)), "");
    }
}
