//! Laws over trees and texts that chance makes: nothing that is seen is lost, and what comes out is a text that
//! can be written and read again.

use submission_core::paste::{Pasted, Tree, from_html, from_text};
use submission_core::richtext::{is_allowed, links, normalise, plain_text, read, write};
use test_support::chance::{Chance, cases, each_seed};
use test_support::source::Source;

/// What must hold of everything pasted.
pub fn assert_sound(pasted: &Pasted, what: &dyn Fn() -> String) {
    for text in std::iter::once(&pasted.text).chain(&pasted.with_lines) {
        assert_eq!(&normalise(text.clone()), text, "{}", what());
        let written = write(text);
        assert_eq!(&read(&written).text, text, "{}\n{written}", what());
        for (_, address) in links(text) {
            assert!(is_allowed(address), "{}: {address}", what());
        }
    }
    for note in &pasted.notes {
        assert!(!note.message().to_string().is_empty());
    }
}

/// Elements that are read, of every kind, and some that nobody knows.
const NAMES: &[&str] = &[
    "p",
    "p",
    "p",
    "div",
    "div",
    "span",
    "span",
    "b",
    "i",
    "a",
    "a",
    "h1",
    "h2",
    "h5",
    "ul",
    "ul",
    "ol",
    "li",
    "li",
    "li",
    "table",
    "table",
    "tbody",
    "tr",
    "tr",
    "td",
    "td",
    "th",
    "caption",
    "blockquote",
    "pre",
    "br",
    "hr",
    "sup",
    "sub",
    "q",
    "dl",
    "dt",
    "dd",
    "font",
    "o:p",
    "w:sdt",
    "section",
    "form",
    "label",
    "summary",
    "center",
    "x-y",
    "code",
    "body",
    "ruby",
];

/// Elements of which nothing is seen, or that a note names.
const UNSEEN: &[&str] =
    &["script", "style", "svg", "select", "textarea", "del", "head", "template", "iframe"];

const ATTRIBUTES: &[(&str, &str)] = &[
    ("style", "font-weight:bold"),
    ("style", "font-weight:400;font-style:italic"),
    ("style", "mso-list:l0 level1 lfo1"),
    ("style", "mso-list:l0 level3 lfo1;margin-left:72.0pt"),
    ("style", "mso-list:Ignore"),
    ("style", "mso-element:footnote-list"),
    ("style", "mso-element:footnote"),
    ("style", "white-space:pre-wrap"),
    ("style", "white-space:pre-line; display:block"),
    ("style", ";;:;x:y:z;font-weight"),
    ("class", "MsoListParagraph"),
    ("class", "MsoTitle x"),
    ("class", "MsoQuote"),
    ("aria-level", "2"),
    ("aria-level", "4000000000"),
    ("role", "heading"),
    ("role", "presentation"),
    ("role", "checkbox"),
    ("colspan", "2"),
    ("colspan", "4294967295"),
    ("rowspan", "3"),
    ("rowspan", "0"),
    ("start", "4294967295"),
    ("value", "7"),
    ("href", "https://example.org/a"),
    ("href", "javascript:alert(1)"),
    ("href", "//a.b"),
    ("href", "#n1"),
    ("href", "#n2"),
    ("href", "#n3"),
    ("id", "n1"),
    ("id", "n2"),
    ("name", "n3"),
    ("id", "ftn1"),
];

/// What stands before words, so that they look like something.
const BEFORE: &[&str] = &[
    "",
    "",
    "",
    "",
    " ",
    "  ",
    "\n",
    "\n ",
    "\u{a0}",
    "•\u{a0}",
    "· ",
    "1.\u{a0}\u{a0} ",
    "o\u{a0}\u{a0} ",
    "\u{f0b7}\u{a0}",
    "a)\u{a0}\u{a0}",
    "*",
    "# ",
    "[",
    "\0",
    "|",
    "<b>",
    "- ",
    "\u{200f}",
];

/// A tree, the words that are seen in it, and whether they may come in another order: footnotes stand at the end,
/// what stands beside the cells of a table above it.
struct Made {
    tree: Tree,
    seen: Vec<String>,
    loose: bool,
    shown: String,
}

fn made(seed: u64) -> Made {
    let mut chance = Chance::new(seed);
    chance.bits();
    let mut made = Made { tree: Tree::new(), seen: Vec::new(), loose: false, shown: String::new() };
    // Names of the open elements, and how many of them are not seen.
    let (mut open, mut unseen): (Vec<bool>, usize) = (Vec::new(), 0);
    let most = 4 + chance.below(60);
    for number in 0..most {
        match chance.below(9) {
            0..=3 => {
                let is_unseen = chance.below(16) == 0;
                let name = if is_unseen {
                    UNSEEN[chance.below(UNSEEN.len())]
                } else {
                    NAMES[chance.below(NAMES.len())]
                };
                made.tree.open(name).unwrap();
                made.shown += &format!("<{name}");
                made.loose |= name == "table";
                while chance.below(3) == 0 {
                    let (name, value) = ATTRIBUTES[chance.below(ATTRIBUTES.len())];
                    made.tree.attribute(name, value).unwrap();
                    made.shown += &format!(" {name}='{value}'");
                    made.loose |= value.starts_with('#');
                }
                made.shown.push('>');
                // Nothing can be in these.
                if matches!(name, "br" | "hr") {
                    made.tree.close();
                } else {
                    open.push(is_unseen);
                    unseen += usize::from(is_unseen);
                }
            }
            4 | 5 if !open.is_empty() => {
                made.tree.close();
                made.shown += "</>";
                unseen -= usize::from(open.pop().unwrap());
            }
            6 if chance.below(3) == 0 => {
                let comment = ["[if !supportLists]", "[endif]", "x"][chance.below(3)];
                made.tree.comment(comment).unwrap();
                made.shown += &format!("<!--{comment}-->");
            }
            7 if chance.below(2) == 0 => {
                let short = ["1", "[1]", " ", "\n", "^"][chance.below(5)];
                made.tree.text(short).unwrap();
                made.shown += short;
            }
            _ => {
                let word = format!("qqq{number}qqq");
                let text = format!(
                    "{}{word}{}",
                    BEFORE[chance.below(BEFORE.len())],
                    ["", " ", "\n", "-"][chance.below(4)]
                );
                made.tree.text(&text).unwrap();
                made.shown += &text;
                if unseen == 0 {
                    made.seen.push(word);
                }
            }
        }
    }
    made
}

#[test]
fn every_word_that_is_seen_in_a_tree_is_pasted_in_its_order() {
    each_seed(cases(40_000, 4_000_000), |seed| {
        let Made { tree, seen, loose, shown } = made(seed);
        let pasted = from_html(&tree);
        let text = plain_text(&pasted.text);
        let mut rest = text.as_str();
        for word in &seen {
            let place = if loose { text.find(word.as_str()) } else { rest.find(word.as_str()) };
            let place = place.unwrap_or_else(|| panic!("seed {seed}: {word} is lost\n{shown}\n{text}"));
            rest = if loose { rest } else { &rest[place + word.len()..] };
        }
        assert_eq!(
            text.matches("qqq").count(),
            2 * seen.len(),
            "seed {seed}: more than there was\n{shown}\n{text}"
        );
        assert_sound(&pasted, &|| format!("seed {seed}: {shown}"));
    });
}

#[test]
fn every_word_of_a_plain_text_is_pasted() {
    each_seed(cases(20_000, 2_000_000), |seed| {
        let source = Source::of_seed(seed);
        let pasted = from_text(&source.to_string());
        let text = plain_text(&pasted.text);
        // One of the signs is a bullet too.
        for word in source.words().filter(|word| *word != "∙") {
            assert!(text.contains(word), "seed {seed}: {word} is lost\n{source}\n---\n{text}");
        }
        assert_sound(&pasted, &|| format!("seed {seed}: {source}"));
    });
}

/// Beginnings, words and ends of lines as people type and programs break them.
fn lines(seed: u64) -> (String, Vec<String>) {
    const BEGINNINGS: &[&str] = &[
        "",
        "",
        "",
        "",
        "  ",
        "    ",
        "\t",
        "\t\t",
        "• ",
        "•\t",
        "o\t",
        "o ",
        "- ",
        "– ",
        "* ",
        "\u{f0b7} ",
        "1. ",
        "2. ",
        "3.\t",
        "a) ",
        "b) ",
        "(i) ",
        "(ii) ",
        "i. ",
        "ii. ",
        "A. ",
        "B. ",
        "> ",
        "> > ",
        "§\t",
        "2021. ",
        "  - ",
        "\t1. ",
    ];
    let mut chance = Chance::new(seed);
    chance.bits();
    let (mut text, mut words) = (String::new(), Vec::new());
    let width = [3, 10, 12, 12, 30][chance.below(5)];
    for line in 0..1 + chance.below(14) {
        text += BEGINNINGS[chance.below(BEGINNINGS.len())];
        let many = if chance.below(4) == 0 { 1 + chance.below(width) } else { width };
        for at in 0..many {
            let word = format!("{}{line}z{at}z", if chance.below(5) == 0 { "Q" } else { "q" });
            text += &word;
            words.push(word);
            text += [" ", " ", " ", " ", ", ", ". ", "\t", " - "][chance.below(8)];
        }
        text += ["", ".", "-", "\u{ad}", ":", ","][chance.below(6)];
        text += ["\n", "\n", "\n", "\r\n", "\n\n", "\u{b}", "\u{2028}", "\r"][chance.below(8)];
    }
    (text, words)
}

#[test]
fn every_word_of_lines_is_pasted_in_its_order() {
    each_seed(cases(20_000, 2_000_000), |seed| {
        let (given, words) = lines(seed);
        let pasted = from_text(&given);
        for text in std::iter::once(&pasted.text).chain(&pasted.with_lines) {
            let text = plain_text(text);
            let mut rest = text.as_str();
            for word in &words {
                let place = rest.find(word.as_str());
                let place =
                    place.unwrap_or_else(|| panic!("seed {seed}: {word} is lost\n{given}\n---\n{text}"));
                rest = &rest[place + word.len()..];
            }
        }
        assert_sound(&pasted, &|| format!("seed {seed}: {given}"));
    });
}
