//! Random rich texts and random Markdown.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use submission_editor::richtext::{Alignment, Block, Footnote, Inline, Marks, RichText, Table, normalise};

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
];

fn text() -> impl Strategy<Value = String> {
    vec(proptest::sample::select(NASTY), 1..6).prop_map(|parts| parts.concat())
}

fn address() -> impl Strategy<Value = String> {
    let whole = proptest::sample::select(vec![
        "",
        "#",
        "https://example.org/a_b",
        "mailto:a@b.c",
        "page one.html",
        "https://a.b/(c)",
        "a)b(",
        "<x>",
        "a\\b",
        "x?a=1&copy;b|c",
    ]);
    let pieces =
        vec(proptest::sample::select(NASTY), 0..4).prop_map(|parts| format!("https://{}", parts.concat()));
    prop_oneof![3 => whole.prop_map(str::to_owned), 1 => pieces]
}

fn inline() -> impl Strategy<Value = Inline> {
    let link = prop_oneof![4 => Just(None), 1 => address().prop_map(Some)];
    let run = (text(), any::<bool>(), any::<bool>(), link).prop_map(|(text, strong, emphasis, link)| {
        Inline::Text { text, marks: Marks { strong, emphasis, link } }
    });
    let autolink = address().prop_map(|address| Inline::Text {
        text: address.clone(),
        marks: Marks { link: Some(address), ..Marks::default() },
    });
    prop_oneof![
        4 => run,
        4 => text().prop_map(|text| Inline::text(&text)),
        1 => autolink,
        1 => Just(Inline::HardBreak),
        1 => "[a-c1-3]".prop_map(Inline::FootnoteReference),
    ]
}

/// A line of anything.
pub fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    vec(inline(), 0..6)
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
        let start = option::of(prop_oneof![Just(1), Just(1), Just(7), Just(10), Just(999_999_999), any::<u32>()]);
        prop_oneof![
            2 => (start, vec(vec(block.clone(), 0..3), 0..4)).prop_map(|(start, items)| Block::List { start, items }),
            1 => vec(block, 0..3).prop_map(Block::Quote),
        ]
    })
}

/// Any tree, in normal form or not.
pub fn any_tree() -> impl Strategy<Value = RichText> {
    let footnote = ("[a-c1-3]", vec(block(), 0..3)).prop_map(|(label, blocks)| Footnote { label, blocks });
    (vec(block(), 0..4), vec(footnote, 0..3)).prop_map(|(blocks, footnotes)| RichText { blocks, footnotes })
}

/// A text in normal form.
pub fn rich_text() -> impl Strategy<Value = RichText> {
    any_tree().prop_map(normalise)
}

const STRUCTURE: &[&str] = &[
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "  \n",
    "\\\n",
    "\r\n",
    " ",
    "  ",
    "    ",
    "\t",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "10. ",
    "> ",
    ">",
    "# ",
    "## ",
    "###",
    "---\n",
    "***\n",
    "===\n",
    "```\n",
    "~~~ ",
    "`",
    "``",
    "*",
    "**",
    "_",
    "__",
    "***",
    "[",
    "]",
    "](",
    ")",
    "](<",
    ">)",
    "![",
    "[^1]",
    "[^1]: ",
    "[^2]",
    "[^2]:",
    "]: ",
    "]: /x \"",
    "\"",
    "][",
    "[]",
    "|",
    " | ",
    "\n|-|-|\n",
    "\n--|--\n",
    ":-:",
    "<",
    ">",
    "<!--",
    "-->",
    "<!-- -->",
    "<div>",
    "</div>",
    "<b>",
    "<script>",
    "<https://x.y/",
    "https://x.y/",
    "javascript:",
    "\\",
    "&",
    "&amp;",
    "&#32;",
    "&#10;",
    "&nbsp;",
    "\u{a0}",
    "!",
    "~",
    "^",
    "$",
    "<?",
    "<![CDATA[",
    "]]>",
    "中",
    "。",
    "é",
    "😀",
    "\u{0}",
    "\u{b}",
    "\u{f0b7}\t",
    "-",
    "=",
    "+",
    "#",
];

/// Markdown signs and words thrown together.
pub fn soup() -> impl Strategy<Value = String> {
    let sign = proptest::sample::select(STRUCTURE).prop_map(str::to_owned);
    let piece = prop_oneof![3 => sign, 1 => "[a-c]{1,2}", 1 => text()];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// The same, with words that can be found again: `q` and a number and `q`.
pub fn worded_soup() -> impl Strategy<Value = String> {
    let letterless = |sign: &&'static str| !sign.contains("nbsp") && !sign.contains("[^");
    let signs: Vec<&'static str> = STRUCTURE.iter().copied().filter(letterless).collect();
    let sign = proptest::sample::select(signs).prop_map(str::to_owned);
    let word = (10_u32..99).prop_map(|number| format!("q{number}q"));
    vec(prop_oneof![2 => sign, 1 => word], 0..24).prop_map(|pieces| pieces.concat())
}

/// The words of a worded soup.
pub fn words_of(markdown: &str) -> Vec<&str> {
    let parts = markdown.split(|c: char| c != 'q' && !c.is_ascii_digit());
    parts.filter(|part| part.len() >= 4 && part.starts_with('q') && part.ends_with('q')).collect()
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
