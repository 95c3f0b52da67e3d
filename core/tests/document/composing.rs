//! The document and its Markdown: what the document says, and that pandoc reads the same.

use crate::pandoc::READERS;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use submission_core::document::{Content, Document, Element, Options, compose, heading_text, markdown};
use submission_core::draft::{AnswerState, Draft};
use submission_core::richtext::plain_text;
use submission_core::template::{Node, Template};
use test_support::drafts::{draft_with, example, put, template_with, wsis20};

/// The document as lines: what it says, with `#` for each level of a heading.
fn outline(document: &Document) -> Vec<String> {
    let line = |inlines| submission_core::richtext::walk::line_text(inlines);
    let lines = document.elements.iter().map(|element| match element {
        Element::CoverLine { text, .. } | Element::Purpose(text) | Element::Disclaimer(text) => text.clone(),
        Element::FormTitle(text) => format!("= {text}"),
        Element::Field { prompt, line: value, .. } => format!("{prompt} | {}", line(value)),
        Element::Heading { level, label, prompt, .. } => {
            format!("{} {}", "#".repeat(usize::from(*level)), heading_text(label, prompt))
        }
        Element::EntryHeading { level, text, .. } => format!("{} {text}", "#".repeat(usize::from(*level))),
        Element::Answer { content, .. } => match content {
            Content::Text(text) => plain_text(text),
            Content::Line(value) => line(value),
            Content::Choices(names) => names.join(" / "),
            Content::References(references) => {
                references.iter().map(|reference| line(&reference.line)).collect::<Vec<_>>().join(" / ")
            }
            Content::NotApplicable { text, reason } => format!("{text}|{reason}"),
            Content::Unanswered => "(unanswered)".to_owned(),
            Content::Unreadable(json) => format!("(unreadable) {json}"),
        },
    });
    lines.collect()
}

fn composed(draft: &Draft) -> Vec<String> {
    outline(&compose(draft, &Options::english()))
}

fn small(more: Json, answers: Json) -> Vec<String> {
    composed(&draft_with(template_with(more), answers))
}

/// Every prompt of the tree in printing order, with its label.
pub fn prompts(template: &Template) -> Vec<String> {
    fn walk(template: &Template, nodes: &[Node], found: &mut Vec<String>) {
        for node in nodes {
            found.push(heading_text(&node.label, template.text(&node.prompt, "en")));
            walk(template, &node.children, found);
        }
    }
    let mut found = Vec::new();
    walk(template, &template.sections, &mut found);
    found
}

#[test]
fn an_empty_draft_prints_the_whole_form() {
    let lines = composed(&draft_with(wsis20(), json!({})));
    let template = wsis20();
    let headings: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix('#'))
        .map(|line| line.trim_start_matches(['#', ' ']))
        .collect();
    assert_eq!(headings, prompts(&template));
    assert_eq!(headings.len(), 16);
    assert_eq!(lines.iter().filter(|line| *line == "(unanswered)").count(), 13);
    assert!(lines.contains(&"Submission by".to_owned()));
    assert!(lines.iter().all(|line| !line.contains('{')), "a slot is left on the cover");
    assert_eq!(lines.iter().filter(|line| line.ends_with(" | ")).count(), 4, "the respondent fields");
}

#[test]
fn the_cover_bears_the_name_and_the_fields_do_not_repeat_it() {
    let lines = composed(&draft_with(
        wsis20(),
        json!({"submitter": "Centre for {Braces} & Co", "organization": "CIC", "date": "2024-11-14"}),
    ));
    assert_eq!(lines.iter().filter(|line| line.contains("Centre for {Braces} & Co")).count(), 1);
    let fields: Vec<&String> = lines.iter().filter(|line| line.contains(" | ")).collect();
    assert_eq!(
        fields,
        [
            "Name of organization: | CIC",
            "Name of respondent: | ",
            "Role of respondent: | ",
            "Date of response: | 14 November 2024"
        ]
    );
}

#[test]
fn without_a_cover_its_fields_stand_among_the_others() {
    let template = json!({
        "cover": {"lines": [{"text": "By {name}"}]}, "export": {"notApplicable": "N/A", "cover": false, "unanswered": false, "footnotes": true},
        "respondent": [{"id": "name", "prompt": "Name", "kind": "text"}, {"id": "role", "prompt": "Role", "kind": "text"}],
        "sections": [{"id": "a", "label": "1.", "prompt": "First", "kind": "rich"}],
    });
    assert_eq!(small(template, json!({"name": "CIC"})), ["Name | CIC"]);
}

#[test]
fn personal_fields_are_left_out_on_request() {
    let mut draft =
        draft_with(wsis20(), json!({"respondent": "Ada Example", "role": "Editor", "organization": "CIC"}));
    draft.answers.get_mut(&submission_core::draft::AnswerId::parse("role").unwrap()).unwrap().state =
        AnswerState::NotApplicable;
    let without = Options { personal: false, ..Options::english() };
    let lines = outline(&compose(&draft, &without)).join("\n");
    assert!(lines.contains("Name of respondent: | \nRole of respondent: | \n"), "{lines}");
    assert!(lines.contains("CIC") && !lines.contains("Ada"));
    assert!(composed(&draft).contains(&"Role of respondent: | N/A.".to_owned()));
}

#[test]
fn entries_are_printed_in_the_order_of_their_list_each_with_its_role_and_text() {
    let draft = draft_with(
        wsis20(),
        json!({
            "II.a": {"entries": ["C5", "C2"]}, "II.a/before": "First.", "II.a/after": "Last.",
            "II.a/C5/role": {"options": ["lead"]}, "II.a/C5/text": "# Own heading\n\nSecure.",
            "II.a/C2/text": "Connected.", "II.a/C2/sdgs": {"options": ["SDG9", "SDG4"]}, "II.a/C1/text": "not picked",
        }),
    );
    let lines = composed(&draft);
    let start = lines.iter().position(|line| line.starts_with("## a. WSIS Action Lines")).unwrap();
    assert_eq!(
        lines[start + 1..start + 9],
        [
            "First.",
            "### C2: Information and communication infrastructure: an essential foundation for an inclusive information society",
            "Connected.",
            "Sustainable Development Goals concerned | SDG 4: Quality education; SDG 9: Industry, innovation and infrastructure",
            "### C5: Building confidence and security in the use of ICTs",
            "Role | lead",
            "Own heading\nSecure.",
            "Last.",
        ]
    );
    let headings = markdown::render(&compose(&draft, &Options::english()));
    assert!(headings.contains("\n#### Own heading\n"), "one level below the entry");
}

#[test]
fn each_of_several_texts_of_an_entry_has_its_prompt_as_heading() {
    let fields = json!([{"id": "a", "prompt": "Achievements", "kind": "rich"}, {"id": "c", "prompt": "Challenges", "kind": "rich"}]);
    let template = json!({
        "lists": {"lines": {"name": "Lines", "options": [{"id": "x", "label": "X", "name": "One"}, {"id": "y", "name": "Two"}]}},
        "sections": [{"id": "q", "prompt": "Lines", "kind": "per-item", "list": "lines", "fields": fields}],
    });
    let lines = small(
        template,
        json!({"q": {"entries": ["y", "x"]}, "q/x/a": "Good.", "q/x/c": "Hard.", "q/y/c": "Harder."}),
    );
    let expected = [
        "# Lines",
        "## X: One",
        "### Achievements",
        "Good.",
        "### Challenges",
        "Hard.",
        "## Two",
        "### Challenges",
        "Harder.",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn entries_of_a_group_are_named_by_their_first_field_or_by_number() {
    let fields = json!([{"id": "name", "prompt": "Name", "kind": "text"}, {"id": "year", "prompt": "Year", "kind": "text"}]);
    let template = json!({"sections": [{"id": "q", "prompt": "Projects", "kind": "group", "entry": "Project", "fields": fields}]});
    let answers =
        json!({"q": {"entries": ["b", "a"]}, "q/b/name": "Masts", "q/b/year": "2020", "q/a/year": "2021"});
    assert_eq!(
        small(template, answers),
        ["# Projects", "## Masts", "Year | 2020", "## Project 2", "Year | 2021"]
    );
}

#[test]
fn references_are_a_list_with_addresses_spelled_out() {
    let lines = composed(&example());
    let list = lines.last_chunk::<2>().unwrap();
    assert_eq!(
        list[0].split(" / ").collect::<Vec<_>>(),
        [
            "Networks for Small Islands: Twelve Designs (2023, English): https://library.example.org/twelve-designs",
            "Ten Years after the Summit: Contribution to the Review of 2015 (2015, English and French) – printed copies on request",
            "A/RES/69/15",
            "One Page on Security: https://library.example.org/one-page",
        ]
    );
}

#[test]
fn not_applicable_is_printed_in_the_words_of_the_form_with_the_reason() {
    let mut draft = draft_with(wsis20(), json!({}));
    put(&mut draft, "II.a", AnswerState::NotApplicable, &json!({"entries": ["C5"]}));
    put(&mut draft, "IV", AnswerState::NotApplicable, &json!("hidden text"));
    draft.answers.values_mut().next().unwrap().reason = " Not our field. ".to_owned();
    let lines = composed(&draft);
    assert!(lines.contains(&"N/A.|Not our field.".to_owned()));
    assert!(lines.contains(&"N/A.|".to_owned()));
    assert!(lines.iter().all(|line| !line.contains("hidden") && !line.starts_with("### ")));
}

#[test]
fn unanswered_questions_are_printed_where_the_form_or_the_writer_wants_it() {
    let template = || {
        json!({
            "export": {"notApplicable": "N/A", "cover": true, "unanswered": false, "footnotes": true},
            "sections": [
                {"id": "1", "label": "1.", "prompt": "One", "children": [{"id": "1a", "label": "a.", "prompt": "Deep", "kind": "rich"}]},
                {"id": "2", "label": "2.", "prompt": "Two", "kind": "rich"},
            ],
        })
    };
    assert_eq!(small(template(), json!({"2": "Text."})), ["# 2. Two", "Text."]);
    let draft = draft_with(template_with(template()), json!({"2": "Text."}));
    let all = Options { unanswered: Some(true), ..Options::english() };
    assert_eq!(
        outline(&compose(&draft, &all)),
        ["# 1. One", "## a. Deep", "(unanswered)", "# 2. Two", "Text."]
    );
}

#[test]
fn every_kind_of_answer_is_printed() {
    let options = json!([{"id": "a", "name": "Alpha"}, {"id": "b", "label": "B", "name": "Beta"}]);
    let template = json!({"sections": [
        {"id": "t", "prompt": "Text", "kind": "text"},
        {"id": "d", "prompt": "Date", "kind": "date"},
        {"id": "c", "prompt": "Choice", "kind": "choice", "options": options, "other": true},
        {"id": "m", "prompt": "Several", "kind": "multichoice", "options": options, "other": true},
        {"id": "r", "prompt": "Reference", "kind": "reference"},
        {"id": "e", "prompt": "E-mail", "kind": "email"},
        {"id": "u", "prompt": "Address", "kind": "url"},
        {"id": "s", "prompt": "Only to read", "kind": "static"},
        {"id": "k", "prompt": "Consent", "kind": "consent", "options": options},
        {"id": "x", "prompt": "From a later version", "kind": "rich"},
    ]});
    let answers = json!({
        "t": "One line", "d": "30 Octobre", "c": {"options": ["other"], "other": "Gamma"},
        "m": {"options": ["b", "gone", "other", "a"], "other": "Gamma"}, "r": {"reference": {"symbol": "A/RES/70/125"}},
        "e": "a@example.org", "u": "https://example.org", "k": {"consent": {"option": "b", "date": "2024-10-30"}},
        "x": {"later": 1},
    });
    assert_eq!(
        small(template, answers),
        [
            "# Text",
            "One line",
            "# Date",
            "30 Octobre",
            "# Choice",
            "Gamma",
            "# Several",
            "Alpha / B: Beta / gone / Gamma",
            "# Reference",
            "A/RES/70/125",
            "# E-mail",
            "a@example.org",
            "# Address",
            "https://example.org",
            "# Consent",
            "B: Beta, 30 October 2024",
            "# From a later version",
            "(unreadable) {\"later\":1}",
        ]
    );
}

#[test]
fn footnotes_of_all_answers_have_labels_of_their_own() {
    let answers = json!({"I.a": "One.[^1]\n\n[^1]: First.", "I.b": "Two.[^1] Three.[^x]\n\n[^1]: Second.\n\n[^x]: Third."});
    let written = markdown::render(&compose(&draft_with(wsis20(), answers), &Options::english()));
    for expected in ["One.[^1]", "Two.[^2] Three.[^3]", "[^1]: First.", "[^2]: Second.", "[^3]: Third."] {
        assert!(written.contains(expected), "{expected}:\n{written}");
    }
}

#[test]
fn an_answer_keeps_its_language() {
    let document = compose(&example(), &Options::english());
    let languages: Vec<&str> = document
        .elements
        .iter()
        .filter_map(|element| match element {
            Element::Answer { language, .. } => language.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(languages, ["ar", "zh", "es"]);
}

#[test]
fn the_markdown_is_a_fixed_point_of_reading_and_writing() {
    use submission_core::richtext::{read, write};
    let written = markdown::render(&compose(&example(), &Options::english()));
    assert_eq!(write(&read(&written).text), written);
}

#[test]
fn pandoc_reads_the_example_as_it_was_written() {
    let draft = example();
    let document = compose(&draft, &Options::english());
    let written = markdown::render(&document);
    for reader in READERS {
        let Some(read) = crate::pandoc::read(reader, &written) else { return };
        let of_template: Vec<String> =
            read.headings.iter().filter(|(level, _)| *level <= 2).map(|(_, text)| text.clone()).collect();
        assert_eq!(of_template, prompts(&draft.template), "{reader}");
        let entries: Vec<&str> =
            read.headings.iter().filter(|(level, _)| *level == 3).map(|(_, text)| text.as_str()).collect();
        assert_eq!(entries.len(), 5 + 3, "{reader}: action lines and headings of III.a");
        assert!(entries.contains(&"C7: E-learning"), "{reader}");
        assert!(read.emphasised.contains(&"to bring every inhabited island within reach of a network that its people can afford, understand and trust".to_owned()), "{reader}");
        assert_eq!(read.paragraphs.iter().filter(|text| text.starts_with("N/A.")).count(), 2, "{reader}");
        assert_eq!(read.lists_in_bullets, 1, "{reader}: the ordered list inside a bullet");
        assert_eq!((read.tables, read.footnotes, read.quotes), (1, 1, 1), "{reader}");
        let lost = read.links.iter().filter(|(_, address)| address == "#").count();
        assert_eq!(lost, 2, "{reader}");
        for field in [
            "Name of organization: CIC",
            "Name of respondent:",
            "Role of respondent:",
            "Date of response: 14 November 2024",
            "Role: co-facilitator",
        ] {
            assert!(read.paragraphs.contains(&field.to_owned()), "{reader}: {field}");
        }
        let words = outline_words(&document);
        assert_eq!(read.words, words, "{reader}: word for word");
    }
}

/// All words of the document, as pandoc's plain text has them.
fn outline_words(document: &Document) -> Vec<String> {
    let written = markdown::render(document);
    let text = plain_text(&submission_core::richtext::read(&written).text);
    text.split_whitespace().map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_comes_out_of_the_markdown_as_it_went_in(
        seeds in prop::collection::vec(any::<u64>(), 1..4),
        plain in "[^\\p{C}\\p{Z}]{1,30}",
    ) {
        let ids = ["I.a", "II.a/before", "V"];
        let mut draft = draft_with(wsis20(), json!({"organization": plain, "VI": {"entries": ["a"]}}));
        put(&mut draft, "VI/a/reference", AnswerState::Started, &json!({"reference": {"title": plain}}));
        for (id, seed) in ids.iter().zip(seeds) {
            let text = test_support::source::Source::of_seed(seed).to_string();
            put(&mut draft, id, AnswerState::Started, &json!(text));
        }
        let document = compose(&draft, &Options::english());
        let written = markdown::render(&document);
        let read = submission_core::richtext::read(&written).text;
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let all = letters(&plain_text(&read));
        for element in &document.elements {
            if let Element::Answer { content: Content::Text(text), .. } = element {
                let body = submission_core::richtext::RichText { footnotes: Vec::new(), ..text.clone() };
                prop_assert!(all.contains(&letters(&plain_text(&body))), "{}", written);
            }
        }
        prop_assert!(plain_text(&read).contains(&plain), "{}", written);
        prop_assert_eq!(submission_core::richtext::write(&read), written);
    }
}
