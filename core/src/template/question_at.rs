//! Which question a path in a template file leads into.

use serde_json::Value as Json;

/// The id, and the label if there is one, of the innermost node that the path leads into: `A.2 (2.)` of
/// `sections[0].children[2].guidanse`. Nothing where it is in none.
pub fn question_at(source: &Json, path: &str) -> Option<String> {
    let mut at = source;
    let mut found = None;
    for step in path.split(['.', '[']) {
        at = match step.strip_suffix(']') {
            Some(index) => at.get(index.parse::<usize>().ok()?)?,
            None => match at.get(step) {
                Some(member) => member,
                None => break,
            },
        };
        let text = |name| at.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
        if let (Some(id), true) = (text("id"), at.get("prompt").is_some()) {
            found = Some(match text("label") {
                Some(label) => format!("{id} ({label})"),
                None => id.to_owned(),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::question_at;
    use serde_json::json;

    #[test]
    fn a_path_leads_into_the_innermost_question() {
        let source = json!({"call": {"id": "x"}, "sections": [
            {"id": "A", "prompt": "One", "children": [{"id": "A.2", "label": "2.", "prompt": "Two", "fields": [{"id": "f", "prompt": "F", "tip": 1}]}]},
        ]});
        let cases = [
            ("sections[0].tip", Some("A")),
            ("sections[0].children[0].guidanse", Some("A.2 (2.)")),
            ("sections[0].children[0].fields[0].tip", Some("f")),
            ("call.id", None),
            ("titel", None),
            ("", None),
        ];
        for (path, expected) in cases {
            assert_eq!(question_at(&source, path).as_deref(), expected, "{path}");
        }
    }
}
