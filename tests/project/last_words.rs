//! What the editor's script writes when the program has stopped (`web/editor/last_markdown.ts`) says the same as the
//! program's own Markdown.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use submission_core::richtext::editor::{from_editor, markdown_to_editor};
use submission_core::richtext::read;
use test_support::missing;

/// Reads documents from the standard input and writes their Markdown.
const SCRIPT: &str = "
import { readFileSync } from 'node:fs';
import { lastMarkdown } from './last_markdown.mjs';
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(lastMarkdown)));
";

/// The Markdown of each document; none where this machine has no Node.js, or the packages are not there.
fn written(documents: &[String]) -> Option<Vec<String>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("last-words");
    fs::create_dir_all(&folder).unwrap();
    let made = Command::new("node_modules/.bin/esbuild")
        .arg("web/editor/last_markdown.ts")
        .args(["--format=esm", "--log-level=error", "--tsconfig-raw={}"])
        .arg(format!("--outfile={}", folder.join("last_markdown.mjs").display()))
        .status();
    fs::write(folder.join("write.mjs"), SCRIPT).unwrap();
    let node = Command::new("node")
        .arg(folder.join("write.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let (Ok(true), Ok(mut node)) = (made.map(|status| status.success()), node) else {
        missing::tool("Node.js");
        return None;
    };
    let documents = serde_json::to_string(documents).unwrap();
    node.stdin.take().unwrap().write_all(documents.as_bytes()).unwrap();
    Some(serde_json::from_slice(&node.wait_with_output().unwrap().stdout).unwrap())
}

const TEXTS: [&str; 22] = [
    "",
    "One paragraph.\n\nAnd another one, with **strong**, *emphasis*, ***both***.",
    "Signs: \\* \\_ \\# \\[a](b) \\<b> \\` \\\\ & \\&amp; ~ | ! $ \\~\\~x\\~\\~",
    "1\\. no list\n\n\\- nor this\n\n\\+ nor that\n\n\\> no quote\n\n\\# no heading\n\n\\--- no rule",
    "A [link](https://example.org/a_(b)?c=d&e=f#g) and a [**strong**](https://example.org/?a=b&copy;c) one.",
    "One line\\\nand the next",
    "# Heading\n\n### Deeper *one*",
    "- one\n- two\n  - deeper\n    - deepest\n\n    with a text\n- three",
    "3. three\n4. four\n   1. one\n\nEnd",
    "- one\n\n<!-- -->\n\n- another list",
    "- one\n\n1. two\n\n- three",
    "> A quote\n>\n> - with a list\n>\n> > and a quote",
    "| Year | What |\n| :-- | --: |\n| 2003 | Gen\\|eva **x** |\n| 2005 | |",
    "Text[^1] and more[^b].\n\n[^1]: The note.\n\n    In two.\n\n[^b]: - a list",
    "***",
    "  Leading is cut",
    "&#32;&#32;Spaces &#32; within and at the end&#32;",
    "No-break\u{a0}space, joiner\u{200d}, mark\u{200e}, \u{2003}wide",
    "中文，العربية, é, 😀",
    "https://example.org/x_y and a@b.org",
    "12 May 2020. 1) a 2. b",
    "A\\\n\\# b\\\n\\- c\\\n1\\. d",
];

#[test]
fn the_last_words_of_an_editor_are_read_as_what_was_written() {
    let documents: Vec<String> = TEXTS.iter().map(|text| markdown_to_editor(text).unwrap().0).collect();
    let Some(written) = written(&documents) else { return };
    let mut wrong = Vec::new();
    for ((text, document), written) in TEXTS.iter().zip(&documents).zip(&written) {
        let meant = from_editor(document).unwrap();
        if read(written).text != meant {
            wrong.push(format!("{text:?} was written as {written:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
