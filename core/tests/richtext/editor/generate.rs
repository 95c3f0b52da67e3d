//! Random documents of the editor: as ProseMirror may make them, and such as it never makes.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::{address, text};

/// Stands in a text for half of a surrogate pair, which no text of Rust can hold.
const HALF: char = '\u{f8fe}';

/// The JSON of a document.
pub fn written(document: &Value) -> String {
    document.to_string().replace(HALF, "\\ud83d")
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[a-c1-3]", 1 => Just(String::new()), 1 => text()]
}

fn run() -> impl Strategy<Value = Value> {
    let link = prop_oneof![3 => Just(None), 1 => address().prop_map(Some)];
    let half = prop_oneof![9 => Just(""), 1 => Just("\u{f8fe}")];
    (text(), half, any::<bool>(), any::<bool>(), link, any::<bool>()).prop_map(
        |(text, half, strong, emphasis, link, turned)| {
            let mut marks = Vec::new();
            marks.extend(strong.then(|| json!({"type": "strong"})));
            marks.extend(emphasis.then(|| json!({"type": "emphasis"})));
            marks.extend(link.map(|href| json!({"type": "link", "attrs": {"href": href}})));
            if turned {
                marks.reverse();
            }
            json!({"type": "text", "text": text + half, "marks": marks})
        },
    )
}

fn inline() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => run(),
        4 => text().prop_map(|text| json!({"type": "text", "text": text})),
        1 => Just(json!({"type": "hard_break"})),
        1 => Just(json!({"type": "hard_break", "marks": [{"type": "strong"}]})),
        1 => label().prop_map(|label| json!({"type": "footnote_reference", "attrs": {"label": label}})),
    ]
}

fn inlines() -> impl Strategy<Value = Vec<Value>> {
    prop_oneof![1 => Just(Vec::new()), 4 => vec(inline(), 0..6)]
}

fn paragraph() -> impl Strategy<Value = Value> {
    inlines().prop_map(|content| {
        if content.is_empty() {
            json!({"type": "paragraph"})
        } else {
            json!({"type": "paragraph", "content": content})
        }
    })
}

fn table() -> impl Strategy<Value = Value> {
    let alignment = option::of(proptest::sample::select(vec!["left", "center", "right"]));
    let name = proptest::sample::select(vec!["table_header", "table_cell"]);
    let cell = (name, alignment, inlines()).prop_map(|(name, alignment, content)| {
        let attributes = json!({"colspan": 1, "rowspan": 1, "colwidth": null, "alignment": alignment});
        json!({"type": name, "attrs": attributes, "content": content})
    });
    let row = vec(cell, 1..4).prop_map(|cells| json!({"type": "table_row", "content": cells}));
    vec(row, 1..4).prop_map(|rows| json!({"type": "table", "content": rows}))
}

fn block() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => paragraph(),
        1 => (1..7, inlines()).prop_map(|(level, content)| json!({"type": "heading", "attrs": {"level": level}, "content": content})),
        1 => table(),
        1 => Just(json!({"type": "break"})),
    ];
    leaf.prop_recursive(5, 24, 3, |block| {
        let start = option::of(prop_oneof![Just(0), Just(1), Just(1), Just(999_999_999), any::<u32>()]);
        let item =
            vec(block.clone(), 1..3).prop_map(|content| json!({"type": "list_item", "content": content}));
        prop_oneof![
            2 => (start, vec(item, 1..4)).prop_map(|(start, items)| match start {
                Some(start) => json!({"type": "ordered_list", "attrs": {"start": start}, "content": items}),
                None => json!({"type": "bullet_list", "content": items}),
            }),
            1 => vec(block, 1..3).prop_map(|content| json!({"type": "quote", "content": content})),
        ]
    })
}

/// A block inside so many lists and quotations: also more than are kept.
fn deep_block() -> impl Strategy<Value = Value> {
    (block(), vec(any::<bool>(), 0..40)).prop_map(|(block, around)| {
        around.into_iter().fold(block, |inner, is_list| match is_list {
            true => json!({"type": "bullet_list", "content": [{"type": "list_item", "content": [inner]}]}),
            false => json!({"type": "quote", "content": [inner]}),
        })
    })
}

/// A document that the schema allows.
pub fn document() -> impl Strategy<Value = Value> {
    let footnote = (label(), vec(block(), 1..3)).prop_map(
        |(label, content)| json!({"type": "footnote", "attrs": {"label": label}, "content": content}),
    );
    let block = prop_oneof![12 => block(), 1 => deep_block()];
    (vec(block, 1..5), vec(footnote, 0..3)).prop_map(|(blocks, footnotes)| {
        let content = [blocks, footnotes].concat();
        json!({"type": "doc", "content": content})
    })
}

/// Any tree of nodes, known and unknown, wherever they stand.
pub fn any_nodes() -> impl Strategy<Value = Value> {
    let name = proptest::sample::select(vec![
        "doc",
        "paragraph",
        "heading",
        "bullet_list",
        "ordered_list",
        "list_item",
        "quote",
        "table",
        "table_row",
        "table_header",
        "table_cell",
        "break",
        "hard_break",
        "footnote_reference",
        "footnote",
        "text",
        "image",
        "code_block",
        "",
    ]);
    let attributes = proptest::sample::select(vec![
        json!(null),
        json!({}),
        json!({"level": 9, "start": -1, "label": "1", "alignment": "left"}),
        json!({"level": "two", "start": 1e40, "label": 1, "href": ["a"], "alignment": 7}),
        json!({"unknown": {"text": [1, {"a": "}"}]}, "start": 99_999_999_999_u64, "label": "a]"}),
    ]);
    let marks = proptest::sample::select(vec![
        json!(null),
        json!("strong"),
        json!([{"type": "strike"}, "strong", {"type": "strong"}, {"attrs": {"href": "javascript:x"}, "type": "link"}]),
    ]);
    let leaf = (name.clone(), attributes.clone(), marks, option::of(text())).prop_map(|(name, attributes, marks, text)| {
        json!({"text": text, "marks": marks, "attrs": attributes, "type": name})
    });
    leaf.prop_recursive(8, 32, 4, move |node| {
        (name.clone(), attributes.clone(), option::weighted(0.1, text()), vec(node, 0..4)).prop_map(
            |(name, attributes, text, content)| match text {
                Some(text) => json!({"type": name, "content": content, "attrs": attributes, "text": text}),
                None => json!({"content": content, "attrs": attributes, "type": name}),
            },
        )
    })
}
