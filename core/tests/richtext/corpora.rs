//! The laws of rich text over public corpora.

use std::path::PathBuf;
use std::time::{Duration, Instant};
use test_support::missing;

use serde_json::Value;
use submission_core::richtext::{Block, Inline, is_allowed, links, plain_text, read, write};
use test_support::chance::Chance;
use test_support::folders;

/// Sections of the CommonMark specification on constructs that an answer may hold.
const SECTIONS: &[&str] = &[
    "ATX headings",
    "Autolinks",
    "Backslash escapes",
    "Blank lines",
    "Block quotes",
    "Emphasis and strong emphasis",
    "Entity and numeric character references",
    "Hard line breaks",
    "Inlines",
    "Link reference definitions",
    "Links",
    "List items",
    "Lists",
    "Paragraphs",
    "Precedence",
    "Setext headings",
    "Soft line breaks",
    "Tabs",
    "Textual content",
    "Thematic breaks",
];

/// A file of the corpora; a message where it is missing.
fn corpus(file: &str, cases: &str) -> Option<Value> {
    let folder = folders::corpora();
    match std::fs::read(folder.join(file)) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).unwrap()),
        Err(_) => {
            missing::material(&format!("{file} ({cases} cases)"));
            None
        }
    }
}

/// Both laws for one source; its canonical form.
fn assert_round_trip(markdown: &str) -> String {
    let text = read(markdown).text;
    let written = write(&text);
    assert_eq!(read(&written).text, text, "{markdown:?} was written as\n{written}");
    written
}

fn examples() -> Vec<Value> {
    let all = corpus("commonmark/spec.json", "655").unwrap_or(Value::Array(Vec::new()));
    all.as_array().unwrap().clone()
}

#[test]
fn every_commonmark_example_is_read_again_the_same() {
    for example in examples() {
        assert_round_trip(example["markdown"].as_str().unwrap());
    }
}

#[test]
fn commonmark_examples_of_our_constructs_say_what_the_specification_says() {
    let mut compared = 0;
    for example in examples() {
        let reading = read(example["markdown"].as_str().unwrap());
        let ours = SECTIONS.contains(&example["section"].as_str().unwrap());
        // What is shown as typed differs on purpose, and so do paragraphs that are indented.
        let html = example["html"].as_str().unwrap();
        if !ours || !reading.notes.is_empty() || html.contains("<pre>") {
            continue;
        }
        compared += 1;
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let expected = words(&text_of_html(html));
        assert_eq!(words(&plain_text(&reading.text)), expected, "{}", example["markdown"]);
        assert_eq!(signs_of(&reading.text.blocks), signs_of_html(html), "{}", example["markdown"]);
    }
    println!("{compared} examples compared");
}

/// The text between the tags, with the references that the examples use.
fn text_of_html(html: &str) -> String {
    let mut text = String::new();
    for (index, part) in html.split('<').enumerate() {
        let words = if index == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) };
        text.push_str(words);
        if part.starts_with("br") {
            text.push(' ');
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Which constructs there are, sorted: what was read.
fn signs_of(blocks: &[Block]) -> Vec<String> {
    fn inlines(content: &[Inline], found: &mut Vec<String>) {
        found.extend(content.iter().filter(|inline| **inline == Inline::HardBreak).map(|_| "br".to_owned()));
    }
    fn walk(blocks: &[Block], found: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(content) => inlines(content, found),
                Block::Heading { level, .. } => found.push(format!("h{level}")),
                Block::List { start, items } => {
                    found.push(if start.is_some() { "ol" } else { "ul" }.to_owned());
                    for item in items {
                        found.push("li".to_owned());
                        walk(item, found);
                    }
                }
                Block::Quote(blocks) => {
                    found.push("blockquote".to_owned());
                    walk(blocks, found);
                }
                Block::Table(_) => found.push("table".to_owned()),
                Block::Break => found.push("hr".to_owned()),
            }
        }
    }
    let mut found = Vec::new();
    walk(blocks, &mut found);
    found.sort();
    found
}

/// The same for the expected HTML; an empty heading or quotation says nothing and is not kept.
fn signs_of_html(html: &str) -> Vec<String> {
    let mut html = html.to_owned();
    for level in 1..=6 {
        html = html.replace(&format!("<h{level}></h{level}>\n"), "");
    }
    let html = html.replace("<blockquote>\n</blockquote>\n", "");
    let tags = html.split('<').skip(1).filter_map(|part| part.split(['>', ' ', '/']).next());
    let kept = ["br", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "li", "blockquote", "table", "hr"];
    let mut found: Vec<String> = tags.filter(|tag| kept.contains(tag)).map(str::to_owned).collect();
    found.sort();
    found
}

#[test]
fn a_real_submission_keeps_every_word() {
    let folder = folders::seed();
    let Ok(files) = std::fs::read_dir(folder) else {
        missing::material("submission in the seed folder");
        return;
    };
    for file in files {
        let Ok(submission) = std::fs::read_to_string(file.unwrap().path()) else { continue };
        let written = assert_round_trip(&submission);
        let text = read(&written).text;
        let mut kept = plain_text(&text);
        links(&text).iter().for_each(|(_, address)| kept.push_str(address));
        for word in submission.split(|c: char| !c.is_alphabetic()) {
            assert!(kept.contains(word), "{word}");
        }
    }
}

#[test]
fn strings_that_break_input_handling_come_back() {
    let Some(strings) = corpus("blns/blns.json", "515") else { return };
    for string in strings.as_array().unwrap() {
        let string = string.as_str().unwrap();
        assert_round_trip(string);
        assert_round_trip(&format!("- **{string}**\n\n| {string} |\n|-|\n| {string} |\n"));
    }
}

#[test]
fn no_html_becomes_anything_but_text() {
    let Some(items) = corpus("html5sec/items.json", "all") else { return };
    let mut html = Vec::new();
    strings_in(&items, &mut html);
    for html in html {
        assert_round_trip(html);
        for target in [html.to_owned(), format!("[x]({html})"), format!("[x](<{html}>)"), format!("<{html}>")]
        {
            let reading = read(&target);
            for (_, address) in links(&reading.text) {
                assert!(is_allowed(address), "{address:?}");
            }
        }
    }
}

fn strings_in<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(values) => values.iter().for_each(|value| strings_in(value, found)),
        Value::Object(members) => members.values().for_each(|value| strings_in(value, found)),
        _ => {}
    }
}

/// Reads, writes and reads again on a stack as small as the browser's.
fn on_a_small_stack(name: &str, markdown: String) {
    let size = markdown.len();
    let started = Instant::now();
    let work = std::thread::Builder::new().stack_size(1 << 20).spawn(move || {
        assert_round_trip(&markdown);
    });
    work.unwrap().join().unwrap();
    let limit = if cfg!(debug_assertions) { 20 } else { 2 };
    println!("{name}: {size} bytes, {:?}", started.elapsed());
    assert!(started.elapsed() < Duration::from_secs(limit), "{name}");
}

#[test]
fn hostile_markdown_takes_neither_long_nor_much_stack() {
    let Some(inputs) = corpus("commonmark/pathological.json", "16") else { return };
    for (name, parts) in inputs.as_object().unwrap() {
        let parts = parts.as_array().unwrap().iter().map(|part| {
            part[0].as_str().unwrap().repeat(usize::try_from(part[1].as_u64().unwrap()).unwrap())
        });
        on_a_small_stack(name, parts.collect());
    }
}

#[test]
fn deep_nesting_takes_neither_long_nor_much_stack() {
    let indented: String = (0..300).map(|depth| " ".repeat(2 * depth) + "- a\n").collect();
    let cases = [
        ("quotes", ">".repeat(100_000)),
        ("quotes with text", ">".repeat(100_000) + " a"),
        ("brackets", "[".repeat(100_000)),
        ("footnote brackets", "[^".repeat(50_000)),
        ("lists on one line", "- ".repeat(50_000)),
        ("lists on one line with text", "- ".repeat(50_000) + "a"),
        ("numbers on one line", "1. ".repeat(50_000) + "a"),
        ("stars", "*".repeat(100_000)),
        ("stars and letters", "*a_".repeat(30_000)),
        ("pipes", "|".repeat(1000) + "\n" + &"|-".repeat(1000) + "|\n" + &"|\n".repeat(5000)),
        ("ampersands", "&".repeat(100_000)),
        ("backticks", (1..400).map(|length| "`".repeat(length) + " ").collect()),
        ("comments", "<!--\n".repeat(20_000)),
        ("tags", "<a ".repeat(30_000)),
        ("definitions", "[a]: b\n".repeat(10_000)),
        ("footnotes", "[^a]: b\n".repeat(5_000)),
        ("indented lists", indented),
        ("indented code", "    a\n\n".repeat(10_000)),
    ];
    for (name, markdown) in cases {
        on_a_small_stack(name, markdown);
    }
}

/// Markdown files below a folder, where `HANDBOOKS` names one.
fn handbooks() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("HANDBOOKS") else {
        missing::material("folder with Markdown files in HANDBOOKS");
        return Vec::new();
    };
    let (mut folders, mut files) = (vec![PathBuf::from(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            match path.extension().and_then(|name| name.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("md" | "markdown") => files.push(path),
                _ => {}
            }
        }
    }
    files
}

#[test]
fn public_documents_keep_the_laws_as_a_whole_and_by_paragraphs() {
    let (mut documents, mut paragraphs, mut broken) = (0, 0, Vec::new());
    for file in handbooks() {
        let Ok(document) = std::fs::read_to_string(&file) else { continue };
        let pieces = std::iter::once(document.as_str()).chain(document.split("\n\n").map(str::trim));
        for piece in pieces {
            // Names of labels and of characters stand in no text.
            let is_name = |word: &&str| {
                ["][", "[^", "]: ", "&", "]:\n"].iter().any(|sign| piece.contains(sign) && word.len() < 60)
            };
            let words = piece.split(|c: char| !c.is_alphabetic()).filter(|word| !is_name(word));
            if let Some(what) = crate::laws::broken_law(piece, words) {
                broken.push(format!("{}: {piece:?}\n{what}", file.display()));
            }
            paragraphs += 1;
        }
        documents += 1;
        paragraphs -= 1;
    }
    println!("{documents} documents, {paragraphs} paragraphs, {} break a law", broken.len());
    let shown: Vec<&str> = broken.iter().map(String::as_str).take(5).collect();
    assert!(broken.is_empty(), "{}", shown.join("\n\n"));
}

/// Pieces of the specification's examples, of strings that break things and of public documents.
fn quarry() -> Vec<String> {
    let mut pieces: Vec<String> =
        examples().iter().map(|example| example["markdown"].as_str().unwrap().to_owned()).collect();
    if let Some(strings) = corpus("blns/blns.json", "515") {
        pieces.extend(strings.as_array().unwrap().iter().map(|string| string.as_str().unwrap().to_owned()));
    }
    for file in handbooks() {
        let document = std::fs::read_to_string(file).unwrap_or_default();
        pieces.extend(document.split("\n\n").filter(|piece| piece.len() < 600).map(str::to_owned));
    }
    pieces
}

/// Two to five of them, each cut somewhere.
fn glued(pieces: &[String], seed: u64) -> String {
    let mut chance = Chance::new(seed);
    chance.bits();
    let mut text = String::new();
    for _ in 0..2 + chance.below(4) {
        let piece: Vec<char> = pieces[chance.below(pieces.len())].chars().collect();
        let (from, to) = (chance.below(piece.len() + 1), chance.below(piece.len() + 1));
        let whole = chance.below(3) == 0;
        let part = if whole { &piece[..] } else { &piece[from.min(to)..from.max(to)] };
        text.extend(part);
        text.push_str(["", "", "\n", "\n\n", "\n  ", "\n> ", "[", "]: ", "|"][chance.below(9)]);
    }
    text
}

/// Words that stand once: neither the label of a definition that a link uses nor the name of a character.
fn single_words(text: &str) -> Vec<&str> {
    let lower = text.to_lowercase();
    let known: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).collect();
    let mut times = std::collections::HashMap::new();
    known.iter().for_each(|word| *times.entry(*word).or_insert(0) += 1);
    let words = text.split(|c: char| !c.is_alphabetic());
    words
        .filter(|word| word.len() > 2 && times.get(word.to_lowercase().as_str()) == Some(&1))
        .filter(|word| !text.contains(&format!("&{word}")) && !text.contains(&format!("&#{word}")))
        .collect()
}

#[test]
fn glued_pieces_of_public_texts_keep_the_laws() {
    let pieces = quarry();
    if pieces.is_empty() {
        return;
    }
    test_support::chance::each_seed(test_support::chance::cases(3_000, 1_000_000), |seed| {
        let text = glued(&pieces, seed);
        if let Some(what) = crate::laws::broken_law(&text, single_words(&text).into_iter()) {
            panic!("seed {seed}: {text:?}\n{what}");
        }
    });
}
