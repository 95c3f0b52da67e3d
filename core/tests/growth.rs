//! Reading and what follows it take no more than their part of time and memory when the input grows.
//!
//! Memory is what the allocator hands out, which is the same in each run. Time is the processor's time
//! of this thread, so that a busy machine changes little of it, and the best of some tries.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::alloc::System;
use std::fmt::Write as _;
use std::hint::black_box;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use submission_core::draft::DraftId;
use submission_core::exchange::{export_json, import_json};
use submission_core::paste::{Tree, from_html, from_text};
use submission_core::richtext::editor::{from_editor, markdown_to_editor, to_editor};
use submission_core::richtext::{count, links, normalise, plain_text, read, write};
use submission_core::time::WallTime;
use test_support::drafts::example_of;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// So much more input, and how much more than so much more of everything else it may take: a little for
/// what a larger memory costs, and with far more input what leaves the processor's caches.
const STEPS: [(usize, f64); 2] = [(4, 1.2), (FAR, 2.5)];

/// A step to far more input.
const FAR: usize = 32;

/// Memory is the same in each run.
const MOST_MEMORY: f64 = 1.2;

const TRIES: usize = 24;
/// How often a shape that seems to grow too fast is measured anew.
const AGAIN: usize = 3;

/// Each try takes at least so long, in nanoseconds.
const SHORTEST: f64 = 1e6;

/// Input of a size.
type Shape = (&'static str, usize, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("nested lists", 300, |n| "- a\n  1. b\n     - c\n       > d\n         - e\n\n".repeat(n)),
    ("a list indented ever deeper", 60, |n| {
        // So many levels as to be `n` times `n` bytes.
        (0..(n as f64).sqrt() as usize * 20).map(|depth| " ".repeat(2 * depth) + "- a\n").collect()
    }),
    ("a long link of many lines", 250, |n| {
        format!("[{}](https://a.b/{})", "a\n".repeat(n), "c".repeat(3 * n))
    }),
    ("a long link with marks", 250, |n| {
        format!("[{}](https://a.b/{})", "*a* **b** c\\\n".repeat(n), "c".repeat(12 * n))
    }),
    ("a long link with footnotes", 300, |n| {
        format!("[{}](https://a.b/{})\n\n[^1]: d", "a[^1] ".repeat(n), "c".repeat(6 * n))
    }),
    ("many links", 250, |n| "[a](https://b.c/d?e=f) <https://g.h> <i@j.k> [l](mailto:m@n.o) ".repeat(n)),
    ("links to one long definition", 250, |n| {
        format!("[a]: https://b.c/{}\n\n{}", "d".repeat(4 * n), "[a] ".repeat(n))
    }),
    ("definitions that are used", 300, |n| {
        (0..n).fold(String::new(), |mut text, at| {
            let _ = write!(text, "[a{at:06}]\n\n[a{at:06}]: https://b.c/{at:06}\n\n");
            text
        })
    }),
    ("definitions that are not used", 250, |n| {
        (0..n).fold(String::new(), |text, at| text + &format!("[a{at:06}]: b\n"))
    }),
    ("one definition again and again", 250, |n| "[a]: b 'c'\n".repeat(n)),
    ("emphasis", 250, |n| "*a **b** c* _d_ ***e*** ".repeat(n)),
    ("emphasis that is not closed", 500, |n| "*a **b _c ".repeat(n)),
    ("stars", 2_500, |n| "*".repeat(n)),
    ("underscores", 2_500, |n| format!("a{}", "_".repeat(n))),
    ("tildes", 2_500, |n| "a~".repeat(n)),
    ("a table", 250, |n| format!("| a | b |\n|---|:-:|\n{}", "| *c* | [d](e) |\n".repeat(n))),
    ("a table with too many cells", 250, |n| {
        format!("| a | b |\n|---|:-:|\n{}", "| c | d | e | f |\n".repeat(n))
    }),
    ("a wide table with short rows", 100, |n| {
        format!("{}|\n{}|\n{}", "| a ".repeat(n), "|---".repeat(n), "| b |\n".repeat(n))
    }),
    ("footnotes", 300, |n| {
        (0..n).fold(String::new(), |text, at| text + &format!("a[^{at:06}] b\n\n[^{at:06}]: c\n\n"))
    }),
    ("footnotes that are not used", 250, |n| {
        (0..n).fold(String::new(), |text, at| text + &format!("[^{at:06}]: c\n\n"))
    }),
    ("one footnote again and again", 250, |n| format!("{}\n\n[^1]: b", "a[^1] ".repeat(n))),
    ("footnotes in footnotes", 250, |n| "[^1]: ".repeat(n)),
    ("entities", 500, |n| "&amp;&lt;&#42;&copy;&nbsp;&x;&#x".repeat(n)),
    ("open brackets", 1_500, |n| "[".repeat(n)),
    ("brackets in pairs", 750, |n| "[".repeat(n) + &"]".repeat(n)),
    ("brackets and round ones", 750, |n| "[](".repeat(n)),
    ("pictures", 1_024, |n| "![a](b) ".repeat(n)),
    ("pictures in pictures", 1_024, |n| "![".repeat(n) + &"](a)".repeat(n)),
    ("a long line", 2_500, |n| "word and ".repeat(n)),
    ("a long word", 15_000, |n| "a".repeat(n)),
    ("many lines", 2_500, |n| "a\n".repeat(n)),
    ("many paragraphs", 1_500, |n| "a\n\n".repeat(n)),
    ("blank lines in a deep list", 500, |n| "- - - - - - - - a\n".to_owned() + &"\n".repeat(n)),
    ("hard breaks in deep quotations", 500, |n| "> > > > > > > > a\\\n".to_owned() + &"b\\\n".repeat(n)),
    ("quotations", 500, |n| "> a\n>> b\n\n".repeat(n)),
    ("signs of quotations", 2_500, |n| ">".repeat(n)),
    ("signs of lists", 1_500, |n| "- ".repeat(n)),
    ("code", 500, |n| "`a` ``b`` ".repeat(n)),
    ("code that is not closed", 300, |n| {
        (1..n).fold(String::new(), |text, at| text + &"`".repeat(at % 300) + " a ")
    }),
    ("code blocks", 250, |n| "```\na\n```\n\n".repeat(n)),
    ("indented code", 500, |n| "    a\n\n".repeat(n)),
    ("indented ever deeper", 500, |n| "          a\n      b\n\n".repeat(n)),
    ("angle brackets", 3_000, |n| "<".repeat(n)),
    ("bullets of a word processor after spaces", 1_000, |n| "        ".repeat(n) + &"\u{f0b7} ".repeat(n)),
    ("blank lines below footnotes in footnotes", 500, |n| "[^1]: ".repeat(n) + &"\n".repeat(4 * n) + "a"),
    ("blank lines below a list indented ever deeper", 100, |n| {
        let deep = (0..(n as f64).sqrt() as usize * 8).map(|depth| " ".repeat(2 * depth) + "- a\n");
        deep.collect::<String>() + &"\n".repeat(50 * n) + "a"
    }),
    ("lines below a list indented ever deeper", 100, |n| {
        let deep = (0..(n as f64).sqrt() as usize * 8).map(|depth| " ".repeat(2 * depth) + "- a\n");
        deep.collect::<String>() + &"b\n".repeat(50 * n)
    }),
    ("flags", 1_000, |n| "🇦".repeat(n)),
    ("combining marks", 1_000, |n| format!("a{}", "\u{301}".repeat(n))),
    ("joiners", 500, |n| "👩\u{200d}".repeat(n)),
    ("apostrophes", 2_000, |n| "a'".repeat(n)),
    ("definitions with titles on further lines", 500, |n| "[a]: b\n'c\nd'\n".repeat(n)),
    ("definitions that are not closed", 500, |n| "[a]: <b 'c (\n".repeat(n)),
    ("HTML", 500, |n| "<b>a</b> <!-- c --> <d e='f'>\n".repeat(n)),
    ("HTML that is not closed", 500, |n| "<a b='c' <!-- <? <![CDATA[ ".repeat(n)),
    ("headings", 500, |n| "# a #\n\nb\n===\n\n".repeat(n)),
    ("breaks", 500, |n| "---\n\n* * *\n".repeat(n)),
    ("lines of a PDF", 300, |n| {
        "The strategy was adopted after a wide consul-\ntation of all who are-\n".repeat(n)
    }),
    ("hyphens at ends of lines", 1_000, |n| "a-\n".repeat(n)),
    ("signs of all kinds", 200, |n| "• a\n\to b\n\t\t1. c\n(i) d\nA. e\n– f\n\n".repeat(n)),
    ("signs that do not count on", 500, |n| "A. a\nC. b\n".repeat(n)),
    ("cells", 500, |n| "a\tb\tc\n".repeat(n)),
    ("tabs that are no cells", 500, |n| "a\t\n".repeat(n)),
    ("quotations of quotations", 300, |n| "> a\n> > b\n> > > > > > > > > > > > > > c\n".repeat(n)),
];

/// The editor's documents that no text is.
const IN_THE_EDITOR: &[Shape] = &[
    ("nodes in nodes", 2_000, |n| r#"{"type":"quote","content":["#.repeat(n) + "{}" + &"]}".repeat(n)),
    ("text beside nodes in nodes", 2_000, |n| {
        r#"{"type":"x","content":[{"text":"a"},"#.repeat(n)
            + r#"{"text":"b"}"#
            + &r#",{"text":"c"}]}"#.repeat(n)
    }),
    ("unknown members", 2_000, |n| format!(r#"{{"attrs":{}1{}}}"#, r#"{"a":["#.repeat(n), "]}".repeat(n))),
    ("halves of surrogate pairs", 2_000, |n| format!(r#"{{"text":"{}"}}"#, r"\uD83D".repeat(n))),
    ("links that may not be", 2_000, |n| {
        let run = r#"{"text":"a","marks":[{"type":"link","attrs":{"href":"x:y"}}]},"#;
        format!(r#"{{"content":[{}{{}}]}}"#, run.repeat(n))
    }),
];

/// A tree of a size.
type TreeShape = (&'static str, usize, fn(usize) -> Tree);

const TREES: &[TreeShape] = &[
    ("paragraphs with marks", 500, |n| tree(n, &["<p", "<b", "a ", ">", "b", ">"])),
    ("elements in elements", 1_000, |n| tree(n, &["<div", "a "])),
    ("spans in spans", 1_000, |n| tree(n, &["<span", "style=font-weight:bold", "a "])),
    ("lists in lists", 1_000, |n| tree(n, &["<ul", "<li", "a "])),
    ("one list", 500, |n| tree(n, &["<li", "a", ">"])),
    ("items of Word", 300, |n| {
        tree(
            n,
            &["<p", "style=mso-list:l0 level2 lfo1", "<span", "style=mso-list:Ignore", "1.", ">", "a", ">"],
        )
    }),
    ("tables in tables", 500, |n| tree(n, &["<table", "<tr", "<td", "a "])),
    ("rows with merged cells", 300, |n| {
        tree(n, &["<table", "<tr", "<td", "rowspan=9999", "colspan=9999", "a", ">", ">"])
    }),
    ("tables", 300, |n| tree(n, &["<table", "<tr", "<td", "a", ">", "<td", "b", ">", ">", ">"])),
    ("footnotes to one place", 300, |n| {
        let mut tree = tree(n, &["<a", "href=#n", "id=r", "1", ">"]);
        let _ = (tree.open("p"), tree.attribute("id", "n"), tree.open("a"), tree.attribute("href", "#r"));
        tree
    }),
    ("links in the page", 300, |n| tree(n, &["<p", "id=a", "<a", "href=#a", "1", ">", ">"])),
    ("long styles", 300, |n| tree(n, &["<i", "style=a:b;c:d;font-weight:bold;mso-list:none", "a", ">"])),
    ("signs by themselves", 300, |n| tree(n, &["<p", "·", "<b", "\u{a0}\u{a0}", ">", "a", ">"])),
    ("line breaks", 1_000, |n| tree(n, &["<br", ">", "a"])),
    ("runs of a line", 1_000, |n| tree(n, &["<b", "a", ">", "b"])),
    ("texts", 1_000, |n| tree(n, &["a\n b  "])),
];

/// The steps again and again: `<` begins an element, `>` ends one, `=` is an attribute, all else is text. What was
/// not ended goes on.
fn tree(times: usize, steps: &[&str]) -> Tree {
    let mut tree = Tree::new();
    for _ in 0..times {
        for step in steps {
            let taken = match (step.strip_prefix('<'), step.split_once('=')) {
                (Some(name), _) => tree.open(name),
                (None, Some((name, value))) => tree.attribute(name, value),
                (None, None) if *step == ">" => {
                    tree.close();
                    Ok(())
                }
                (None, None) => tree.text(step),
            };
            taken.unwrap();
        }
    }
    tree
}

/// What is done with a text.
type Work = (&'static str, fn(&str));

const WORK: &[Work] = &[
    ("reading", |text| drop(black_box(read(text)))),
    ("everything", |text| {
        let text = read(text).text;
        let written = write(&text);
        black_box((count(&text), plain_text(&text), links(&text)));
        black_box(normalise(text.clone()));
        black_box(read(&written));
    }),
];

/// What is done with it where it is pasted.
const PASTING: Work = ("pasting", |text| drop(black_box(from_text(text))));

/// What is done with the editor's document.
const THROUGH_EDITOR: Work =
    ("out of the editor and in", |json| drop(black_box(to_editor(&from_editor(json).unwrap()))));

/// The editor's document; its length counts, because every run of a link has the address of its own in it.
/// `None` where it is too large.
fn in_editor(markdown: &str) -> Option<String> {
    markdown_to_editor(markdown).map(|(json, _)| json)
}

/// Time and bytes that the work takes.
fn cost(work: impl Fn()) -> (f64, f64) {
    let region = Region::new(ALLOCATOR);
    let before = test_support::processor::time();
    work();
    let time = test_support::processor::time().saturating_sub(before).as_nanos();
    let change = region.change();
    // Nothing at all was not measured.
    (if time == 0 { f64::MAX } else { time as f64 }, change.bytes_allocated as f64)
}

/// How much more it takes than the input is longer: time and memory, 1 for as much.
fn growth<T: ?Sized>(small: &T, large: &T, longer: f64, most: f64, work: impl Fn(&T)) -> (f64, f64) {
    let once = cost(|| work(small));
    let rounds = (SHORTEST / once.0).ceil().clamp(1.0, 1e3) as usize;
    let memory = cost(|| work(large)).1 / once.1 / longer;
    let (mut fast, mut slow) = (Vec::new(), Vec::new());
    let mut again = AGAIN;
    loop {
        fast.push(cost(|| (0..rounds).for_each(|_| work(small))).0 / rounds as f64);
        slow.push(cost(|| work(large)).0);
        let time = second_best(&mut slow) / second_best(&mut fast) / longer;
        if slow.len() > 2 && (time <= most || (slow.len() == TRIES && again == 0)) {
            return (time, memory);
        }
        if slow.len() == TRIES {
            // The machine was at something else: measured anew, a bound that is broken is broken again.
            again -= 1;
            fast.clear();
            slow.clear();
        }
    }
}

/// The best may be one that the system counted too late.
fn second_best(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    *times.get(1).or(times.first()).unwrap()
}

fn descending(answers: usize) -> String {
    draft_with((0..answers).rev().map(|at| format!("q{at:06}")))
}

/// In no order at all.
fn shuffled(answers: usize) -> String {
    draft_with(
        (0..answers).map(|at| format!("q{:016x}", (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))),
    )
}

/// A draft file with answers to these questions, and a list of them as entries.
fn draft_with(ids: impl Iterator<Item = String> + Clone) -> String {
    let file = export_json(&example_of("old", WallTime::default()));
    let (before, after) = file.split_once("\"answers\": {").unwrap();
    let answers: String = ids.clone().map(|id| format!("\"{id}\":\"a\",")).collect();
    let entries: Vec<String> = ids.map(|id| format!("\"{id}\"")).collect();
    format!(
        "{before}\"answers\":{{{answers}\"all\":{{\"value\":{{\"entries\":[{}]}}}},{after}",
        entries.join(",")
    )
}

/// One test, because all of them would count what the others allocate.
#[test]
fn time_and_memory_grow_as_the_input_does() {
    let mut failed = Vec::new();
    let mut judge = |name: &str, what: &str, most: f64, (time, memory): (f64, f64)| {
        let shown = format!("{name}, {what}: time × {time:.2} of {most}, memory × {memory:.2}");
        println!("{shown}");
        if time > most || memory > MOST_MEMORY {
            failed.push(shown);
        }
    };
    let only = std::env::var("SHAPE").unwrap_or_default();
    for (times, most) in STEPS {
        for (name, size, shape) in SHAPES.iter().filter(|(name, ..)| name.contains(&only)) {
            let (small, large) = (shape(*size), shape(size * times));
            let longer = large.len() as f64 / small.len() as f64;
            for (what, work) in WORK {
                judge(name, what, most, growth(small.as_str(), large.as_str(), longer, most, work));
            }
            // These take far less than reading, so that only much of it can be measured.
            if times < FAR {
                continue;
            }
            let (what, work) = PASTING;
            judge(name, what, most, growth(small.as_str(), large.as_str(), longer, most, work));
            let (Some(small), Some(large)) = (in_editor(&small), in_editor(&large)) else { continue };
            let longer = large.len() as f64 / small.len() as f64;
            if longer > 2.0 {
                let (what, work) = THROUGH_EDITOR;
                judge(name, what, most, growth(small.as_str(), large.as_str(), longer, most, work));
            }
        }
        for (name, size, shape) in IN_THE_EDITOR.iter().filter(|(name, ..)| name.contains(&only)) {
            let (small, large) = (shape(*size), shape(size * times));
            let longer = large.len() as f64 / small.len() as f64;
            let (what, work) = THROUGH_EDITOR;
            judge(name, what, most, growth(small.as_str(), large.as_str(), longer, most, work));
        }
        for (name, size, shape) in TREES.iter().filter(|(name, ..)| name.contains(&only)) {
            let work = |tree: &Tree| drop(black_box(from_html(tree)));
            let found = growth(&shape(*size), &shape(size * times), times as f64, most, work);
            judge(name, "pasting", most, found);
        }
        let drafts = [
            ("answers in descending order", descending as fn(usize) -> String),
            ("answers in any order", shuffled),
        ];
        for (name, draft) in drafts.into_iter().filter(|(name, _)| name.contains(&only)) {
            let open = |text: &str| {
                let draft =
                    import_json("a.json", text.as_bytes(), DraftId::new("new").unwrap(), WallTime::default())
                        .unwrap();
                drop(black_box(draft));
            };
            judge(
                name,
                "opening",
                most,
                growth(draft(2_000).as_str(), draft(2_000 * times).as_str(), times as f64, most, open),
            );
        }
    }
    assert!(failed.is_empty(), "grows faster than the input:\n{}", failed.join("\n"));
}
