//! What pandoc makes of canonical Markdown.

use std::io::Write as _;
use std::process::{Command, Stdio};
use test_support::missing;

use proptest::strategy::{BoxedStrategy, Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::Value;
use submission_core::richtext::{
    Address, Alignment, Block, Footnote, Inline, Marks, RichText, Table, normalise, read, write,
};

/// Pandoc's tree of a text; `None`, with a message, where pandoc is missing.
fn pandoc(reader: &str, markdown: &str) -> Option<Value> {
    let program = Command::new("pandoc")
        .args(["--from", reader, "--to", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut program) = program else {
        missing::tool("pandoc");
        return None;
    };
    let mut input = program.stdin.take().unwrap();
    let markdown = markdown.to_owned();
    let writer = std::thread::spawn(move || input.write_all(markdown.as_bytes()));
    let output = program.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// Pandoc's tree as a rich text; anything that has no place in one is shown by its name.
#[derive(Default)]
struct FromPandoc {
    footnotes: Vec<Footnote>,
}

impl FromPandoc {
    fn text(mut self, document: &Value) -> RichText {
        let mut blocks = self.blocks(&document["blocks"]);
        if document["meta"].as_object().is_some_and(|meta| !meta.is_empty()) {
            blocks.insert(0, Block::Paragraph(vec![Inline::text("METADATA")]));
        }
        normalise(RichText { blocks, footnotes: self.footnotes })
    }

    fn blocks(&mut self, blocks: &Value) -> Vec<Block> {
        blocks.as_array().unwrap().iter().filter_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Value) -> Option<Block> {
        let content = &block["c"];
        Some(match block["t"].as_str().unwrap() {
            "Para" | "Plain" => Block::Paragraph(self.inlines(content)),
            "Header" => Block::Heading {
                level: u8::try_from(content[0].as_u64().unwrap()).unwrap(),
                content: self.inlines(&content[2]),
            },
            "BulletList" => Block::List { start: None, items: self.items(content) },
            "OrderedList" => Block::List {
                start: content[0][0].as_u64().map(|start| u32::try_from(start).unwrap()),
                items: self.items(&content[1]),
            },
            "BlockQuote" => Block::Quote(self.blocks(content)),
            "HorizontalRule" => Block::Break,
            "Table" => self.table(content),
            "RawBlock" if content[1].as_str().unwrap().trim() == "<!-- -->" => return None,
            other => Block::Paragraph(vec![Inline::text(&format!("{other}: {content}"))]),
        })
    }

    fn items(&mut self, items: &Value) -> Vec<Vec<Block>> {
        items.as_array().unwrap().iter().map(|item| self.blocks(item)).collect()
    }

    fn table(&mut self, table: &Value) -> Block {
        let columns = table[2].as_array().unwrap().iter().map(|column| match column[0]["t"].as_str() {
            Some("AlignLeft") => Alignment::Left,
            Some("AlignCenter") => Alignment::Center,
            Some("AlignRight") => Alignment::Right,
            _ => Alignment::Default,
        });
        let columns = columns.collect();
        let header = table[3][1].as_array().unwrap().iter().flat_map(|row| self.cells(row)).collect();
        let rows = table[4][0][3].as_array().unwrap().iter().map(|row| self.cells(row)).collect();
        Block::Table(Table { columns, header, rows })
    }

    fn cells(&mut self, row: &Value) -> Vec<Vec<Inline>> {
        let cells = row[1].as_array().unwrap().iter();
        cells
            .map(|cell| match cell[4].as_array().unwrap().as_slice() {
                [] => Vec::new(),
                [block] => self.inlines(&block["c"]),
                _ => vec![Inline::text("SEVERAL BLOCKS")],
            })
            .collect()
    }

    fn inlines(&mut self, inlines: &Value) -> Vec<Inline> {
        let mut found = Vec::new();
        self.collect(inlines, &Marks::default(), &mut found);
        found
    }

    fn collect(&mut self, inlines: &Value, marks: &Marks, found: &mut Vec<Inline>) {
        for inline in inlines.as_array().unwrap() {
            let content = &inline["c"];
            let mut run =
                |text: &str| found.push(Inline::Text { text: text.to_owned(), marks: marks.clone() });
            match inline["t"].as_str().unwrap() {
                "Str" => run(content.as_str().unwrap()),
                "Space" | "SoftBreak" => run(" "),
                "LineBreak" => found.push(Inline::HardBreak),
                "Emph" => self.collect(content, &Marks { emphasis: true, ..marks.clone() }, found),
                "Strong" => self.collect(content, &Marks { strong: true, ..marks.clone() }, found),
                "Link" => {
                    let link = Some(Address::from(content[2][0].as_str().unwrap()));
                    self.collect(&content[1], &Marks { link, ..marks.clone() }, found);
                }
                "Note" => {
                    let blocks = self.blocks(content);
                    let label = format!("note {}", self.footnotes.len());
                    found.push(Inline::FootnoteReference(label.clone()));
                    self.footnotes.push(Footnote { label, blocks });
                }
                "Quoted" => {
                    let double = content[0]["t"] == "DoubleQuote";
                    run(if double { "“" } else { "‘" });
                    self.collect(&content[1], marks, found);
                    let close = if double { "”" } else { "’" };
                    found.push(Inline::Text { text: close.to_owned(), marks: marks.clone() });
                }
                "RawInline" if content[1].as_str() == Some("<!-- -->") => {}
                other => run(&format!("{other}: {content}")),
            }
        }
    }
}

/// Runs of ordinary white space as one space, which is all that pandoc keeps of it.
fn squeezed(mut text: RichText) -> RichText {
    squeeze(&mut text.blocks);
    text.footnotes.iter_mut().for_each(|footnote| squeeze(&mut footnote.blocks));
    normalise(text)
}

fn squeeze(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => squeeze_line(content),
            Block::List { items, .. } => items.iter_mut().for_each(|item| squeeze(item)),
            Block::Quote(blocks) => squeeze(blocks),
            Block::Table(table) => {
                table.header.iter_mut().for_each(squeeze_line);
                table.rows.iter_mut().flatten().for_each(squeeze_line);
            }
            Block::Break => {}
        }
    }
}

fn squeeze_line(line: &mut Vec<Inline>) {
    for inline in line {
        if let Inline::Text { text, marks } = inline {
            marks.link = marks.link.take().map(|link| percent_encoded(&link).into());
            let spaced = text.replace(|c: char| c.is_whitespace() && c != '\u{a0}', " ");
            *text = spaced;
            while text.contains("  ") {
                *text = text.replace("  ", " ");
            }
        }
    }
}

/// Pandoc encodes what may not stand in an address.
fn percent_encoded(address: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_graphic() && !b"<>|\\{}^`[]\"".contains(&byte);
    address
        .bytes()
        .map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn assert_pandoc_agrees(reader: &str, text: RichText) {
    let markdown = write(&text);
    let Some(document) = pandoc(reader, &markdown) else { return };
    let (expected, found) = (squeezed(text), squeezed(FromPandoc::default().text(&document)));
    for (index, (expected, found)) in expected.blocks.iter().zip(&found.blocks).enumerate() {
        if expected != found {
            let single = RichText { blocks: vec![expected.clone()], footnotes: Vec::new() };
            panic!("block {index}\n{expected:?}\nwritten\n{}read as\n{found:?}", write(&normalise(single)));
        }
    }
    assert_eq!(expected, found, "{markdown}");
}

#[test]
fn pandoc_reads_every_construct_as_it_is_meant() {
    let markdown = include_str!("every-construct.md");
    let text = read(markdown).text;
    assert_eq!(write(&text), markdown, "the fixture is canonical");
    assert_pandoc_agrees("markdown", text);
}

#[test]
fn pandoc_reads_text_as_text() {
    let lines = [
        "a. b",
        "(i) b",
        "iv) b",
        "#. b",
        "1. b",
        "(@) b",
        "(@good) b",
        "- b",
        "+ b",
        "* b",
        "% b",
        "| b |",
        ": b",
        "~ b",
        "# b",
        "> b",
        "~~~ b",
        "``` b",
        "::: b",
        "=== b",
        "--- b",
        "***",
        "---",
        "Table: b",
        "table: b",
        "B. Russell",
        "C.  Two spaces",
        "\\begin{x} b \\end{x}",
        "\\alpha",
        "$x$ and $y$",
        "US$ 5 and US$ 6",
        "H~2~O",
        "~~b~~",
        "2^10^",
        "^[note]",
        "[^1]",
        "[b]",
        "[b](c)",
        "[b]{.c}",
        "{.b}",
        "@cite",
        "a @cite",
        "a@b.c",
        "[@cite]",
        "-@cite",
        "https://example.org/~user/a_b?c=d&e=f#g",
        "https://example.org/@user",
        "a_b_c",
        "_b_",
        "__init__",
        "*b*",
        "2 * 3 * 4",
        "<b>",
        "a < b > c",
        "<https://b.c>",
        "&amp;",
        "AT&T; b",
        "&#65;",
        "Mr. b",
        "+---+",
        "a | b",
        "---|---",
        "1.5 b",
        "2024. b",
        "A/RES/77/298",
        "[A/RES/77/298]",
        "!",
        "![b](c)",
        "b\\",
        "`b`",
        "**b**",
        "..",
    ];
    let blocks = lines.iter().map(|line| Block::Paragraph(vec![Inline::text(line)]));
    let text = normalise(RichText { blocks: blocks.collect(), footnotes: Vec::new() });
    assert_pandoc_agrees("markdown-smart", text);
}

#[test]
fn pandoc_reads_random_lines_and_blocks_as_they_are_meant() {
    let mut runner = TestRunner::deterministic();
    let mut any = |blocks: BoxedStrategy<Vec<Block>>, cases: usize| -> Vec<Block> {
        (0..cases).flat_map(|_| blocks.new_tree(&mut runner).unwrap().current()).collect()
    };
    let lines = crate::generate::inlines().prop_map(|line| vec![Block::Paragraph(line)]).boxed();
    let mut blocks = any(lines, cases(400));
    blocks.extend(any(crate::generate::calm_blocks().boxed(), cases(200)));
    assert_pandoc_agrees("markdown-smart", normalise(RichText { blocks, footnotes: Vec::new() }));
}

/// As many, or more by PROPTEST_CASES.
fn cases(fewest: usize) -> usize {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    asked.unwrap_or(0).max(fewest)
}
