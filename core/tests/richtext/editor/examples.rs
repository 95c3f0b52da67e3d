//! Examples of the editor's documents, side by side with Markdown.

use serde_json::{Value, json};
use submission_core::richtext::editor::{
    EditorJsonProblem as Problem, MOST_NODES, editor_to_markdown, from_editor, markdown_to_editor,
};
use submission_core::richtext::{MAX_DEPTH, plain_text, read, write};

fn text(text: &str) -> Value {
    json!({"type": "text", "text": text})
}

fn node(name: &str, content: &[Value]) -> Value {
    json!({"type": name, "content": content})
}

fn aligned(name: &str, alignment: &str, content: &[Value]) -> Value {
    json!({"type": name, "attrs": {"alignment": alignment, "colspan": 1}, "content": content})
}

fn paragraph(words: &str) -> Value {
    node("paragraph", &[text(words)])
}

fn reference(label: &str) -> Value {
    json!({"type": "footnote_reference", "attrs": {"label": label}})
}

fn footnote(label: &str, content: &[Value]) -> Value {
    json!({"type": "footnote", "attrs": {"label": label}, "content": content})
}

fn linked(words: &str, href: &str) -> Value {
    json!({"type": "text", "text": words, "marks": [{"type": "link", "attrs": {"href": href}}]})
}

#[test]
fn every_construct_is_in_the_editor_what_the_schema_calls_it() {
    let cases = [
        ("", r#"{"type":"doc","content":[{"type":"paragraph"}]}"#),
        (
            "a \"**b**\"\\\n*c*\n",
            r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a \""},{"type":"text","marks":[{"type":"strong"}],"text":"b"},{"type":"text","text":"\""},{"type":"hard_break"},{"type":"text","marks":[{"type":"emphasis"}],"text":"c"}]}]}"#,
        ),
        (
            "## a\n\n0. b\n1. <!-- -->\n\n---\n\n> - c\n",
            r#"{"type":"doc","content":[{"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"a"}]},{"type":"ordered_list","attrs":{"start":0},"content":[{"type":"list_item","content":[{"type":"paragraph","content":[{"type":"text","text":"b"}]}]},{"type":"list_item","content":[{"type":"paragraph"}]}]},{"type":"break"},{"type":"quote","content":[{"type":"bullet_list","content":[{"type":"list_item","content":[{"type":"paragraph","content":[{"type":"text","text":"c"}]}]}]}]}]}"#,
        ),
        (
            "| a | |\n| --- | --: |\n| [b](/c) | d[^1] |\n\n[^1]: e\n",
            r#"{"type":"doc","content":[{"type":"table","content":[{"type":"table_row","content":[{"type":"table_header","content":[{"type":"text","text":"a"}]},{"type":"table_header","attrs":{"alignment":"right"}}]},{"type":"table_row","content":[{"type":"table_cell","content":[{"type":"text","marks":[{"type":"link","attrs":{"href":"/c"}}],"text":"b"}]},{"type":"table_cell","attrs":{"alignment":"right"},"content":[{"type":"text","text":"d"},{"type":"footnote_reference","attrs":{"label":"1"}}]}]}]},{"type":"footnote","attrs":{"label":"1"},"content":[{"type":"paragraph","content":[{"type":"text","text":"e"}]}]}]}"#,
        ),
    ];
    for (markdown, json) in cases {
        assert_eq!(markdown_to_editor(markdown).unwrap().0, json);
        assert_eq!(editor_to_markdown(json).as_deref(), Ok(markdown));
    }
}

#[test]
fn what_only_the_editor_knows_becomes_what_the_model_has() {
    let cases = [
        // What is empty.
        (vec![], ""),
        (vec![node("paragraph", &[])], ""),
        (vec![paragraph("a"), node("paragraph", &[]), paragraph("b")], "a\n\nb\n"),
        (vec![node("heading", &[]), node("quote", &[node("paragraph", &[])]), paragraph("a")], "a\n"),
        (
            vec![
                node(
                    "bullet_list",
                    &[node("list_item", &[paragraph("a")]), node("list_item", &[node("paragraph", &[])])],
                ),
                node("paragraph", &[]),
                node("bullet_list", &[node("list_item", &[paragraph("b")])]),
            ],
            "- a\n- <!-- -->\n\n<!-- -->\n\n- b\n",
        ),
        // Runs that belong together.
        (vec![node("paragraph", &[text("a"), text("b\nc"), text("\t\u{0}d")])], "ab c\td\n"),
        (vec![node("heading", &[text("a"), json!({"type": "hard_break"}), text("b")])], "# a b\n"),
        // Tables.
        (
            vec![node(
                "table",
                &[
                    node("table_row", &[node("table_cell", &[text("a")])]),
                    node(
                        "table_row",
                        &[
                            aligned("table_cell", "right", &[text("b")]),
                            node("table_cell", &[paragraph("c"), paragraph("d")]),
                        ],
                    ),
                ],
            )],
            "| a | |\n| --: | --- |\n| b | c d |\n",
        ),
        // Footnotes.
        (
            vec![
                node(
                    "paragraph",
                    &[text("a"), reference("x"), text("b"), reference("y"), text("c"), reference("z")],
                ),
                footnote("y", &[node("paragraph", &[])]),
                footnote("x", &[node("paragraph", &[text("d"), reference("y")])]),
                footnote("w", &[paragraph("e")]),
            ],
            "a[^1]b[^2]c\\[\\^z]\n\n\\[\\^w]: e\n\n[^1]: d\\[\\^y]\n\n[^2]: <!-- -->\n",
        ),
        // Links that lead where none may.
        (vec![node("paragraph", &[linked("a", "javascript:b"), text(" c")])], "a (javascript:b) c\n"),
        (vec![node("paragraph", &[linked("ftp://a.b", "ftp://a.b")])], "ftp://a.b\n"),
        (vec![node("paragraph", &[linked("a", "ftp://a.b"), linked("c", "/d")])], "a (ftp://a.b)[c](/d)\n"),
        // What the schema does not have.
        (
            vec![
                json!({"type": "code_block", "content": [text("a")]}),
                json!({"type": "caption", "text": "b"}),
                text("c"),
                node("list_item", &[text("d")]),
                node(
                    "paragraph",
                    &[
                        text("e"),
                        json!({"type": "math", "text": "f"}),
                        node("paragraph", &[text("g")]),
                        text("h"),
                    ],
                ),
            ],
            "a\n\nbc\n\nd\n\nef\\\ng\\\nh\n",
        ),
        (
            vec![node("bullet_list", &[paragraph("a"), text("b")]), node("table", &[paragraph("c")])],
            "- a\n- b\n\n| c |\n| --- |\n",
        ),
    ];
    for (content, markdown) in cases {
        let json = node("doc", &content).to_string();
        assert_eq!(editor_to_markdown(&json).as_deref(), Ok(markdown), "{json}");
    }
}

#[test]
fn names_and_space_may_stand_in_any_order() {
    let json = " { \"content\" : [ { \"text\":\"a\" , \"marks\":[ {\"attrs\":{\"x\":[{}],\"href\":\"\\u002fb\"},\"type\":\"link\"} ], \"type\":\"text\" } , null ] }\n";
    assert_eq!(editor_to_markdown(json).as_deref(), Ok("[a](/b)\n"));
}

#[test]
fn halves_of_surrogate_pairs_are_replaced_and_whole_ones_kept() {
    let cases = [
        (r"a\ud83db", "a\u{fffd}b"),
        (r"\udca9a", "\u{fffd}a"),
        (r"\ud83d\ud83d\udca9", "\u{fffd}💩"),
        (r"\ud83d\\", "\u{fffd}\\"),
        (r"\ud83d\u0061", "\u{fffd}a"),
    ];
    for (written, expected) in cases {
        let json = format!(r#"{{"type":"doc","content":[{{"type":"text","text":"{written}"}}]}}"#);
        assert_eq!(plain_text(&from_editor(&json).unwrap()), expected);
    }
}

#[test]
fn a_fault_names_its_place() {
    let cases = [
        ("", Problem::NotAnObject, 0, "doc"),
        ("[]", Problem::NotAnObject, 0, "doc"),
        ("{", Problem::CutOff, 1, "doc"),
        (
            r#"{"content":[{},{"content":[{"text":"\x"}]}]}"#,
            Problem::BadEscape,
            37,
            "doc.content[1].content[0]",
        ),
        (r#"{"content":[{} {}]}"#, Problem::ExpectedComma, 15, "doc.content[0]"),
        (r#"{"content":[{},]}"#, Problem::ExpectedValue, 15, "doc.content[1]"),
        (r#"{"type" "doc"}"#, Problem::ExpectedColon, 8, "doc"),
        (r#"{type:"doc"}"#, Problem::ExpectedName, 1, "doc"),
        (r#"{"a":"b"} c"#, Problem::Trailing, 10, "doc"),
    ];
    for (json, problem, at, path) in cases {
        let error = from_editor(json).unwrap_err();
        assert_eq!((error.problem, error.at, error.path.as_str()), (problem, at, path), "{json}");
    }
    let many = format!(r#"{{"content":[{}{{}}]}}"#, "{},".repeat(MOST_NODES));
    assert_eq!(from_editor(&many).unwrap_err().problem, Problem::TooMany);
    let large = format!(r#"{{"text":"{}"}}"#, "a".repeat(32 * 1024 * 1024));
    assert_eq!(from_editor(&large).unwrap_err().problem, Problem::TooLarge);
}

#[test]
fn what_is_nested_ever_deeper_is_kept() {
    for name in ["quote", "bullet_list", "list_item", "table", "table_row", "paragraph", "footnote", "x"] {
        let open = format!(r#"{{"type":"{name}","content":["#);
        let leaf =
            |words: &str| format!(r#"{{"type":"paragraph","content":[{{"type":"text","text":"{words}"}}]}}"#);
        let deep = format!("{}{},{}{}", open.repeat(100_000), leaf("one"), leaf("two"), "]}".repeat(100_000));
        let markdown = editor_to_markdown(&deep).unwrap();
        assert!(
            markdown.contains("one") && markdown.contains("two") && !markdown.contains("onetwo"),
            "{name}: {markdown}"
        );
        assert_eq!(write(&read(&markdown).text), markdown);
    }
    let unknown = format!(r#"{{"attrs":{}{},"text":"a"}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(editor_to_markdown(&unknown).as_deref(), Ok("a\n"));
}

#[test]
fn lists_as_deep_as_there_are_stay() {
    let deepest = (0..MAX_DEPTH).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect::<String>();
    assert_eq!(editor_to_markdown(&markdown_to_editor(&deepest).unwrap().0), Ok(deepest));
}

#[test]
fn a_wide_table_of_short_rows_takes_no_more_than_its_cells() {
    let cell = r#"{"type":"table_cell","content":[{"type":"text","text":"a"}]}"#;
    let row = |cells: usize| format!(r#"{{"type":"table_row","content":[{}]}}"#, vec![cell; cells].join(","));
    let rows = std::iter::once(row(20_000)).chain((0..20_000).map(|_| row(1)));
    let json = format!(r#"{{"type":"table","content":[{}]}}"#, rows.collect::<Vec<_>>().join(","));
    let text = from_editor(&json).unwrap();
    assert_eq!(plain_text(&text).matches('a').count(), 40_000);
    assert_eq!(read(&write(&text)).text, text);
}

#[test]
fn what_would_grow_too_large_for_the_editor_is_not_given_to_it() {
    let long = format!("[{}](https://a.b/{})", "*a* b ".repeat(8_000), "c".repeat(100_000));
    assert_eq!(markdown_to_editor(&long), None);
}
