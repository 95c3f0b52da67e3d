//! Random rich texts and random Markdown.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use submission_core::richtext::{
    Address, Alignment, Block, Footnote, Inline, Marks, RichText, Table, normalise,
};

/// Characters that mean something to some reader of Markdown, and scripts that have no spaces or
/// run the other way.
const NASTY: &[&str] = &[
    "*",
    "_",
    "#",
    "|",
    "<",
    ">",
    "\\",
    "&",
    "[",
    "]",
    "(",
    ")",
    "!",
    "~",
    "^",
    "$",
    ":",
    "-",
    "+",
    "=",
    ".",
    "0",
    "1",
    "9",
    "%",
    "@",
    "`",
    "{",
    "}",
    "\"",
    "'",
    "/",
    ";",
    ",",
    "?",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\u{a0}",
    "\u{200d}",
    "\u{200f}",
    "\u{2028}",
    "\u{3000}",
    "。",
    "（",
    "）",
    "中",
    "文",
    "ع",
    "ر",
    "😀",
    "a",
    "b",
    "c",
    "é",
    "x",
    "word",
    "1.",
    "a.",
    "(i)",
    "- ",
    "# ",
    "> ",
    "amp;",
    "&lt;",
    "<b>",
    "https://a.b/c_d",
    "[^1]",
    "[a](b)",
    "<!-- -->",
    "Table:",
    "---",
    "***",
    "==",
    "\u{301}",
    "\u{85}",
    "$5",
    "|-|",
    "^[",
    "e.g.",
    "\n",
    "\r",
    "\u{0}",
    "\u{b}",
    "\u{7f}",
    "\u{ad}",
    "\u{200b}",
    "\u{200c}",
    "\u{200e}",
    "\u{202a}",
    "\u{202e}",
    "\u{2060}",
    "\u{2066}",
    "\u{2029}",
    "\u{feff}",
    "\u{fdd0}",
    "\u{fffd}",
    "\u{e000}",
    "\u{f0b7}",
    "\u{1680}",
    "“",
    "’",
    "…",
    "–",
    "か",
    "한",
    "א",
    "👩‍👩‍👧",
    "a@b.c",
    "mailto:a@b.c",
    "<a@b.c>",
    "<https://a.b>",
    "www.a.b",
    "://",
    "```",
    "~~~",
    "1)",
    "10.",
    "(1)",
    "&#10;",
    "&nbsp;",
    "&amp;amp;",
    "&copy",
    "[x]: y",
    "[^1]: z",
    "](",
    "][",
    "![",
    "<b\n>",
    "<!--",
    "<div>",
    "\\*",
    "\\",
    "  ",
    "    ",
];

/// A run of anything; never empty.
pub fn text() -> impl Strategy<Value = String> {
    vec(proptest::sample::select(NASTY), 1..6).prop_map(|parts| parts.concat())
}

/// Where a link may lead, or may not.
pub fn address() -> impl Strategy<Value = String> {
    let whole = proptest::sample::select(vec![
        "",
        "#",
        "#a",
        "/a/b",
        "//a.b/c",
        "https://example.org/a_b",
        "HTTPS://EXAMPLE.ORG",
        "http:",
        "https:a|b",
        "http/a:b",
        "httpx/a:b",
        "httpé",
        "mailto:a@b.c",
        "mailto:a@example.org?subject=b%20c&body=d",
        "mailto:a@b.c,d@e.f",
        "mailto:\"a b\"@c.d",
        "mailto:a*b@c.d",
        "mailto:a@b_c.d",
        "mailto:a@-b.c",
        "mailto:a@b.c.",
        "mailto:@",
        "mailto:",
        "MAILTO:a@b.c",
        "a@b.c",
        "page one.html",
        "https://a.b/(c)",
        "https://a.b/((c))",
        "https://a.b/(((c)))",
        "a)b(",
        "<x>",
        "a\\b",
        "a\\",
        "x?a=1&copy;b|c",
        "x&#38;y",
        "x&amp;",
        "\"x\"",
        "'x'",
        "(x)",
        "*x*",
        "_x_",
        "`x`",
        "[x]",
        "x]",
        "é\u{a0}中",
        "x\u{3000}y",
        "!",
        "tel:1",
    ]);
    let pieces = vec(proptest::sample::select(NASTY), 0..4).prop_map(|parts| parts.concat());
    let beginning = proptest::sample::select(vec!["https://", "http:", "mailto:", "mailto:a@", "", "/"]);
    let glued = (beginning, pieces).prop_map(|(beginning, rest)| format!("{beginning}{rest}"));
    prop_oneof![3 => whole.prop_map(str::to_owned), 2 => glued]
}

fn run() -> impl Strategy<Value = Inline> {
    let link = prop_oneof![4 => Just(None), 1 => address().prop_map(Some)];
    (text(), any::<bool>(), any::<bool>(), link).prop_map(|(text, strong, emphasis, link)| Inline::Text {
        text,
        marks: Marks { strong, emphasis, link: link.map(Address::from) },
    })
}

/// The words of the link are its address, or what follows the scheme.
fn autolink() -> impl Strategy<Value = Inline> {
    (address(), any::<bool>(), any::<bool>()).prop_map(|(address, bare, strong)| {
        let words = if bare { address.strip_prefix("mailto:").unwrap_or(&address) } else { &address };
        let marks = Marks { strong, link: Some(Address::from(address.as_str())), ..Marks::default() };
        Inline::Text { text: words.to_owned(), marks }
    })
}

fn single() -> impl Strategy<Value = Inline> {
    prop_oneof![
        4 => run(),
        4 => text().prop_map(|text| Inline::text(&text)),
        1 => autolink(),
        1 => Just(Inline::HardBreak),
        1 => "[a-c1-3]".prop_map(Inline::FootnoteReference),
    ]
}

/// A link over several runs, breaks and references.
fn long_link() -> impl Strategy<Value = Vec<Inline>> {
    (address(), vec(single(), 1..6)).prop_map(|(address, mut inlines)| {
        let address = Address::from(address);
        for inline in &mut inlines {
            if let Inline::Text { marks, .. } = inline {
                marks.link = Some(Address::clone(&address));
            }
        }
        inlines
    })
}

/// A line of anything.
pub fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let piece = prop_oneof![8 => single().prop_map(|inline| vec![inline]), 1 => long_link()];
    vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn table() -> impl Strategy<Value = Block> {
    let alignment = proptest::sample::select(vec![
        Alignment::Default,
        Alignment::Left,
        Alignment::Center,
        Alignment::Right,
    ]);
    let row = || vec(inlines(), 0..3);
    (vec(alignment, 0..3), row(), vec(row(), 0..3))
        .prop_map(|(columns, header, rows)| Block::Table(Table { columns, header, rows }))
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        6 => inlines().prop_map(Block::Paragraph),
        1 => (0_u8..8, inlines()).prop_map(|(level, content)| Block::Heading { level, content }),
        1 => table(),
        1 => Just(Block::Break),
    ];
    leaf.prop_recursive(4, 24, 3, |block| {
        let start = option::of(prop_oneof![Just(0), Just(1), Just(1), Just(7), Just(10), Just(999_999_999), any::<u32>()]);
        prop_oneof![
            2 => (start, vec(vec(block.clone(), 0..3), 0..4)).prop_map(|(start, items)| Block::List { start, items }),
            1 => vec(block, 0..3).prop_map(Block::Quote),
        ]
    })
}

/// A block inside so many lists and quotations: also more than are kept.
fn deep_block() -> impl Strategy<Value = Block> {
    (block(), vec(option::of(0_u32..12), 0..16)).prop_map(|(block, around)| {
        around.into_iter().fold(block, |inner, around| match around {
            Some(0) => Block::List { start: None, items: vec![vec![inner]] },
            Some(start) => Block::List { start: Some(start), items: vec![vec![inner]] },
            None => Block::Quote(vec![inner]),
        })
    })
}

/// Any tree, in normal form or not.
pub fn any_tree() -> impl Strategy<Value = RichText> {
    let footnote = ("[a-c1-3]", vec(block(), 0..3)).prop_map(|(label, blocks)| Footnote { label, blocks });
    let block = prop_oneof![16 => block(), 1 => deep_block()];
    (vec(block, 0..4), vec(footnote, 0..3)).prop_map(|(blocks, footnotes)| RichText { blocks, footnotes })
}

/// A text in normal form.
pub fn rich_text() -> impl Strategy<Value = RichText> {
    any_tree().prop_map(normalise)
}

/// Blocks of all kinds with words that mean nothing to any reader.
pub fn calm_blocks() -> impl Strategy<Value = Vec<Block>> {
    let line = || "[a-z]{1,3}".prop_map(|text| vec![Inline::text(&text)]);
    let leaf = prop_oneof![
        6 => line().prop_map(Block::Paragraph),
        1 => (1_u8..7, line()).prop_map(|(level, content)| Block::Heading { level, content }),
        1 => vec(line(), 2).prop_map(|row| Block::Table(Table { columns: vec![Alignment::Left], header: row.clone(), rows: vec![row.clone(), row] })),
        1 => Just(Block::Break),
    ];
    let block = leaf.prop_recursive(4, 24, 3, |block| {
        let start = option::of(prop_oneof![Just(1), Just(1), Just(7), Just(10)]);
        prop_oneof![
            2 => (start, vec(vec(block.clone(), 1..3), 1..4)).prop_map(|(start, items)| Block::List { start, items }),
            1 => vec(block, 1..3).prop_map(Block::Quote),
        ]
    });
    vec(block, 1..4)
}
