//! What a writer can type stands in the document, or is said to be left out of it, with the reason.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use submission_core::document::{Element, LeftOut, Options, Why, compose, left_out, markdown};
use submission_core::draft::json::read_value;
use submission_core::draft::{Answer, AnswerId, AnswerState, Draft, shown_slots, slots};
use test_support::drafts::{draft_with, put, template_with};
use test_support::every_slot::{Typed, every_slot, fill, typed_at};

fn written(draft: &Draft) -> String {
    markdown::render(&compose(draft, &Options::english()))
}

fn without_personal(draft: &Draft) -> String {
    markdown::render(&compose(draft, &Options { personal: false, ..Options::english() }))
}

fn missing(draft: &Draft) -> Vec<LeftOut> {
    left_out(draft, &Options::english())
}

/// What is left out in short: `question why: texts`.
fn brief(draft: &Draft) -> Vec<String> {
    let texts =
        |item: &LeftOut| item.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" / ");
    let line = |item: &LeftOut| match &item.entry {
        Some(entry) => format!("{} {:?} {entry}: {}", item.question, item.why, texts(item)),
        None => format!("{} {:?}: {}", item.question, item.why, texts(item)),
    };
    missing(draft).iter().map(line).collect()
}

#[test]
fn every_text_that_can_be_typed_is_in_the_document() {
    for cover in [true, false] {
        let template = every_slot(cover);
        let (draft, typed) = fill(&template);
        let document = written(&draft);
        for Typed { slot, marker } in &typed {
            assert!(document.contains(marker), "cover {cover}, {slot}: {marker} is not in\n{document}");
        }
        assert_eq!(brief(&draft), [""; 0]);
    }
}

#[test]
fn the_slots_that_were_filled_are_all_that_the_form_can_write() {
    let template = every_slot(true);
    let (draft, typed) = fill(&template);
    let mut of_form: Vec<String> = template
        .questions()
        .flat_map(|question| slots(&template, question, &draft))
        .map(|slot| slot.id.to_string())
        .filter(|slot| !typed_at(&template, slot).is_empty())
        .collect();
    let mut filled: Vec<String> = typed.iter().map(|typed| typed.slot.clone()).collect();
    for list in [&mut of_form, &mut filled] {
        list.sort();
        list.dedup();
    }
    assert_eq!(filled, of_form);
    assert!(filled.len() > 100, "{}", filled.len());
}

#[test]
fn every_reason_why_a_question_does_not_apply_is_in_the_document() {
    for cover in [true, false] {
        let template = every_slot(cover);
        let (mut draft, _) = fill(&template);
        let mut reasons = Vec::new();
        let gates = ["gate", "gate2"];
        let questions = template.questions().filter(|question| !gates.contains(&question.id.as_str()));
        for (index, question) in questions.enumerate() {
            let reason = format!("because{index}q");
            let answer = draft.answers.or_default(AnswerId::of(&question.id));
            answer.state = AnswerState::NotApplicable;
            answer.reason = reason.clone();
            reasons.push((question.id.to_string(), reason));
        }
        let document = written(&draft);
        for (question, reason) in reasons.iter().filter(|(question, _)| !question.ends_with("static")) {
            assert!(document.contains(reason), "{question}");
        }
        let said = missing(&draft);
        assert!(said.iter().all(|item| item.why == Why::NotApplicable || item.question.ends_with("static")));
        let hidden = |question: &str| said.iter().any(|item| item.question == question);
        assert!(["R.text", "R.group", "S.rich", "S.per-item"].into_iter().all(hidden), "{:?}", brief(&draft));
    }
}

#[test]
fn the_respondents_entries_are_a_list_below_their_prompt() {
    let fields = json!([
        {"id": "name", "prompt": "Name", "kind": "text"},
        {"id": "role", "label": "b.", "prompt": "Role", "kind": "choice", "options": [{"id": "l", "name": "lead"}], "other": true},
        {"id": "life", "prompt": "Life", "kind": "rich"},
        {"id": "site", "prompt": "Site:", "kind": "url"},
    ]);
    let template = template_with(json!({
        "respondent": [
            {"id": "co", "prompt": "Co-sponsors:", "kind": "group", "entry": "Co-sponsor", "fields": fields, "before": "Before"},
            {"id": "areas", "prompt": "Areas", "kind": "per-item", "list": "areas", "fields": [{"id": "since", "prompt": "Since", "kind": "date"}]},
        ],
        "lists": {"areas": {"name": "Areas", "options": [{"id": "n", "label": "1", "name": "North"}, {"id": "s", "name": "South"}]}},
        "sections": [{"id": "q", "prompt": "Q", "kind": "rich"}],
    }));
    let draft = draft_with(
        template,
        json!({
            "co": {"entries": ["a", "b"]}, "co/before": "Two *bodies*.",
            "co/a/name": "Ada", "co/a/role": {"options": ["l"]}, "co/a/life": "Born.\n\n- Lived.", "co/a/site": "https://example.org",
            "co/b/site": "https://example.net",
            "areas": {"entries": ["s", "n"]}, "areas/n/since": "2024-01-02",
        }),
    );
    let expected = "Co-sponsors:\n\nTwo *bodies*.\n\n\
        - **Ada**\\\n  b\\. Role: lead\\\n  Life:\n\n  Born.\n\n  - Lived.\n\n  Site: <https://example.org>\n\
        - **Co-sponsor 2**\\\n  Site: <https://example.net>\n\n\
        Areas:\n\n- **1: North**\\\n  Since: 2 January 2024\n- **South**\n\n# Q\n";
    let document = written(&draft);
    assert_eq!(document.replace("\n\n- **Co", "\n- **Co"), expected, "{document}");
}

#[test]
fn a_line_of_the_cover_names_the_entries_and_what_does_not_fit_there_stands_below() {
    let template = |more: Json| {
        let fields = json!([{"id": "name", "prompt": "Name", "kind": "text"}, {"id": "role", "prompt": "Role", "kind": "text"}, {"id": "life", "prompt": "Life", "kind": "rich"}]);
        let mut group = json!({"id": "co", "prompt": "Co-sponsors:", "kind": "group", "entry": "Co-sponsor", "fields": fields, "after": "After"});
        group.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        template_with(json!({
            "cover": {"lines": [{"text": "With {co}"}, {"text": "{areas}"}, {"text": "{sign}"}, {"text": "{essay}"}, {"text": "({none})"}]},
            "respondent": [
                group,
                {"id": "areas", "prompt": "Areas", "kind": "per-item", "list": "areas", "fields": [{"id": "as", "prompt": "As", "kind": "text"}]},
                {"id": "sign", "prompt": "Sign", "kind": "text"},
                {"id": "essay", "prompt": "Essay", "kind": "rich"},
                {"id": "none", "prompt": "None", "kind": "text"},
            ],
            "lists": {"areas": {"name": "Areas", "options": [{"id": "n", "label": "1", "name": "North"}, {"id": "s", "name": "South"}]}},
            "sections": [{"id": "q", "prompt": "Q", "kind": "rich"}],
        }))
    };
    let answers = json!({
        "co": {"entries": ["a", "b"]}, "co/a/name": "Ada", "co/a/role": "Chair", "co/b/name": "Bo", "co/b/life": "*Plain*\ntext.",
        "areas": {"entries": ["n", "s"]}, "areas/n/as": "lead", "sign": "– * –", "essay": "One **line**.",
    });
    let mut draft = draft_with(template(json!({})), answers);
    assert_eq!(
        written(&draft),
        "With Ada, Chair; Bo, Plain text.\n\n1: North (lead); South\n\n– \\* –\n\nOne line.\n\n# Q\n"
    );
    put(&mut draft, "co/b/life", AnswerState::Started, &json!("One.\n\nTwo."));
    put(&mut draft, "essay", AnswerState::Started, &json!("A [link](https://example.org)."));
    let document = written(&draft);
    assert!(document.starts_with("With Ada, Chair; Bo, One. Two.\n"), "{document}");
    assert!(document.contains("\nCo-sponsors:\n\n") && document.contains("  Two.\n"), "{document}");
    assert!(document.contains("\nEssay:\n\nA [link](https://example.org).\n"), "{document}");
    put(&mut draft, "co/after", AnswerState::Started, &json!("Afterwards."));
    assert!(written(&draft).contains("\nAfterwards.\n"));
}

/// A form in which personal details are asked only in entries.
fn with_contacts(where_: &str) -> Draft {
    let fields = |prompt: &str| {
        json!([
            {"id": "name", "prompt": format!("{prompt} name"), "kind": "text", "personal": true},
            {"id": "body", "prompt": "Office", "kind": "text"},
            {"id": "mail", "prompt": "Mail", "kind": "email", "personal": true},
        ])
    };
    let group = json!({"id": "c", "prompt": "Contacts", "kind": "group", "entry": "Contact", "fields": fields("Own")});
    let plain = json!({"id": "q", "prompt": "Q", "kind": "rich"});
    let template = match where_ {
        "section" => json!({"sections": [group]}),
        "respondent" => json!({"respondent": [group], "sections": [plain]}),
        _ => {
            json!({"cover": {"lines": [{"text": "From {c}"}]}, "respondent": [group], "sections": [plain]})
        }
    };
    draft_with(
        template_with(template),
        json!({
            "c": {"entries": ["a", "b"]}, "c/a/name": "Ada", "c/a/body": "CIC", "c/a/mail": "ada@example.org",
            "c/b/name": "Bo", "c/b/mail": "bo@example.org",
        }),
    )
}

#[test]
fn a_personal_sub_field_alone_can_be_left_out_and_no_other_field_becomes_the_heading() {
    for where_asked in ["section", "respondent", "cover"] {
        let draft = with_contacts(where_asked);
        assert!(draft.template.has_personal(), "the choice is offered");
        let (with, without) = (written(&draft), without_personal(&draft));
        for text in ["Ada", "ada@example.org", "Bo", "bo@example.org"] {
            assert!(with.contains(text), "{where_asked}: {with}");
            assert!(!without.contains(text), "{where_asked}: {without}");
        }
        assert!(without.contains("CIC"), "{where_asked}: {without}");
        let document = compose(&draft, &Options { personal: false, ..Options::english() });
        let headings: Vec<&str> = document
            .elements
            .iter()
            .filter_map(|element| match element {
                Element::EntryHeading { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        match where_asked {
            "section" => {
                assert_eq!(headings, ["Contact 1", "Contact 2"]);
                assert!(without.contains("## Contact 1\n\nOffice: CIC\n"), "{without}");
            }
            "respondent" => assert!(without.contains("- **Contact 1**\\\n  Office: CIC\n"), "{without}"),
            _ => assert!(without.starts_with("From CIC\n"), "{without}"),
        }
    }
    let none = template_with(json!({"sections": [{"id": "q", "prompt": "Q", "kind": "rich"}]}));
    assert!(!none.has_personal());
}

#[test]
fn what_is_not_asked_any_more_is_said_along_a_chain_of_conditions() {
    let yes_no = json!([{"id": "y", "name": "Yes, we do"}, {"id": "n", "name": "No"}]);
    let template = template_with(json!({
        "sections": [
            {"id": "a", "prompt": "A", "kind": "choice", "options": yes_no},
            {"id": "b", "prompt": "B", "kind": "choice", "options": yes_no, "when": {"question": "a", "includes": "y"}},
            {"id": "S", "prompt": "Section", "when": {"question": "b", "includes": "y"}, "children": [
                {"id": "c", "prompt": "C", "kind": "rich"},
                {"id": "g", "prompt": "G", "kind": "group", "entry": "Work", "fields": [{"id": "t", "prompt": "Title", "kind": "text"}], "after": "After all"},
            ]},
            {"id": "d", "prompt": "D", "kind": "text", "when": {"answered": "c"}},
        ],
    }));
    let answers = json!({
        "a": {"options": ["y"]}, "b": {"options": ["y"]}, "c": "Text *as typed*.\n", "d": "Line",
        "g": {"entries": ["x", "z"]}, "g/x/t": "First", "g/z/t": "Second", "g/after": "Last.",
    });
    let mut draft = draft_with(template, answers);
    assert_eq!(brief(&draft), [""; 0]);
    put(&mut draft, "a", AnswerState::Started, &json!({"options": ["n"]}));
    let said = brief(&draft);
    assert_eq!(
        said,
        [
            "b NotAsked: Yes, we do",
            "c NotAsked: Text *as typed*.\n",
            "g NotAsked: Last. / First / Second",
            "d NotAsked: Line",
        ]
    );
    let names: Vec<String> = missing(&draft)[2].parts.iter().map(|part| part.name.clone()).collect();
    assert_eq!(names, ["After all", "Work 1: Title", "Work 2: Title"]);
    let document = written(&draft);
    assert!(["Text", "Line", "First", "Last."].iter().all(|text| !document.contains(text)), "{document}");
}

#[test]
fn what_was_taken_away_and_what_is_not_chosen_any_more_is_said_with_the_reason() {
    let template = template_with(json!({
        "lists": {"areas": {"name": "Areas", "options": [{"id": "n", "label": "1", "name": "North"}, {"id": "s", "name": "South"}]}},
        "sections": [
            {"id": "g", "prompt": "G", "kind": "group", "entry": "Work", "fields": [{"id": "t", "prompt": "Title", "kind": "text"}, {"id": "u", "prompt": "More", "kind": "rich"}]},
            {"id": "p", "prompt": "P", "kind": "per-item", "list": "areas", "fields": [{"id": "t", "prompt": "Done", "kind": "rich"}]},
            {"id": "c", "prompt": "C", "kind": "choice", "options": [{"id": "x", "name": "X"}], "other": true},
            {"id": "m", "prompt": "M", "kind": "multichoice", "options": [{"id": "x", "name": "X"}], "other": true},
            {"id": "k", "prompt": "K", "kind": "rich"},
            {"id": "r", "prompt": "R", "kind": "rich"},
        ],
    }));
    let mut draft = draft_with(
        template,
        json!({
            "g": {"entries": ["b"]}, "g/a/t": "Removed", "g/a/u": "Its text", "g/b/t": "There", "g/old/gone": "Of a sub-field that is no more",
            "p": {"entries": ["s"]}, "p/n/t": "Un-picked", "p/s/t": "Picked",
            "c": {"options": ["x"], "other": "Else"}, "m": {"options": [], "other": "Otherwise"},
            "gone": "Of a question that is no more",
        }),
    );
    put(&mut draft, "k", AnswerState::NotApplicable, &json!("Hidden"));
    put(&mut draft, "r", AnswerState::Started, &json!("Shown"));
    draft.answers.get_mut(&AnswerId::parse("r").unwrap()).unwrap().reason = "A reason".to_owned();
    draft.answers.get_mut(&AnswerId::parse("k").unwrap()).unwrap().reason = "Printed".to_owned();
    assert_eq!(
        brief(&draft),
        [
            "g Unknown: Of a sub-field that is no more",
            "g NotListed Work: Removed / Its text",
            "p NotListed 1: North: Un-picked",
            "c NotChosen: Else",
            "m NotChosen: Otherwise",
            "k NotApplicable: Hidden",
            "r Applies: A reason",
            "gone Unknown: Of a question that is no more",
        ]
    );
    let document = written(&draft);
    for text in ["Removed", "Its text", "Un-picked", "Else", "Otherwise", "Hidden", "no more", "A reason"] {
        assert!(!document.contains(text), "{text}: {document}");
    }
    for text in ["There", "Picked", "Shown", "Printed"] {
        assert!(document.contains(text), "{text}: {document}");
    }
}

/// One answer of the law: in which slot, of which shape, in which state, with a reason or without.
fn any_answer() -> impl Strategy<Value = (prop::sample::Index, u8, u8, bool)> {
    (any::<prop::sample::Index>(), 0..9_u8, 0..6_u8, any::<bool>())
}

/// A value of some shape with markers for all that can be typed in it.
fn value_of(shape: u8, marker: &mut dyn FnMut() -> String) -> Json {
    match shape {
        0 | 1 => json!(marker()),
        2 => json!(format!("## {}\n\n- {}[^a]\n\n[^a]: {}", marker(), marker(), marker())),
        3 => json!({"options": ["x", "other"], "other": marker()}),
        4 => json!({"options": ["y"], "other": marker()}),
        5 => json!({"options": [], "other": marker()}),
        6 => json!({"reference": {"title": marker(), "address": marker(), "note": marker()}}),
        7 => json!({"consent": {"option": "x", "date": marker()}}),
        _ => json!({"later": marker()}),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_typed_anywhere_is_printed_or_said_to_be_left_out_and_never_both(
        cover in any::<bool>(), chosen in 0..4_u8, picked in prop::collection::vec(0..4_u8, 40),
        answers in prop::collection::vec(any_answer(), 1..60),
    ) {
        let template = every_slot(cover);
        let (full, _) = fill(&template);
        // Every slot that there can be: also of an entry that is not there, of a question and of a
        // sub-field that the form does not have.
        let mut all: Vec<String> = full.answers.keys().map(ToString::to_string).collect();
        all.extend(["S.group/gone/text", "S.per-item/south/rich", "S.group/first/gone", "gone", "gone/a/b", "S.static"].map(str::to_owned));
        let mut draft = full;
        draft.answers.clear();
        let mut count = 0;
        let mut markers: Vec<String> = Vec::new();
        for (index, shape, state, with_reason) in &answers {
            let mut marker = || {
                count += 1;
                let marker = format!("mk{count:05}q");
                markers.push(marker.clone());
                marker
            };
            let id = AnswerId::parse(index.get::<String>(&all)).unwrap();
            if draft.answers.contains_key(&id) {
                continue;
            }
            let value = read_value(None, value_of(*shape, &mut marker));
            let state = if *state == 0 { AnswerState::NotApplicable } else { AnswerState::Started };
            let reason = if *with_reason { marker() } else { String::new() };
            draft.answers.insert(id, Answer { state, value, reason, ..Answer::default() });
        }
        // Which entries there are, and what conditions hang on.
        for (question, entries) in [("R.group", 0), ("R.references", 4), ("R.per-item", 8), ("S.group", 12), ("S.references", 16), ("S.per-item", 20), ("D.group", 24)] {
            let ids = if question.ends_with("per-item") { ["north", "south", "nowhere"] } else { ["first", "second", "third"] };
            let entries: Vec<&str> = ids.into_iter().enumerate().filter(|(at, _)| picked[entries + at] > 0).map(|(_, id)| id).collect();
            if picked[entries.len() + 30] > 0 {
                put(&mut draft, question, AnswerState::Started, &json!({"entries": entries}));
            }
        }
        let gates = [("gate", 1), ("gate2", 2)];
        for (gate, least) in gates {
            put(&mut draft, gate, AnswerState::Started, &json!({"options": [if chosen >= least { "x" } else { "y" }]}));
        }
        let lost: Vec<&AnswerId> = draft.answers.keys().collect();
        let document = written(&draft);
        let said = missing(&draft);
        // What the page asks itself first, so that it need not look at whole drafts.
        let is_written = |answer: &&Answer| !answer.value.is_empty();
        let shown = shown_slots(&template, &draft);
        let shown = shown.iter().filter_map(|id| draft.answer(id)).filter(is_written).count();
        let hides = |answer: &Answer| match answer.state {
            AnswerState::NotApplicable => !answer.value.is_empty(),
            _ => !answer.value.unchosen().is_empty() || !answer.reason.is_empty(),
        };
        if shown == draft.answers.values().filter(is_written).count() && !draft.answers.values().any(hides) {
            prop_assert!(said.is_empty(), "{:?}", said);
        }
        for marker in &markers {
            let stands = draft.answers.iter().any(|(_, answer)| answer.reason == *marker || submission_core::draft::json::write_value(&answer.value).to_string().contains(marker.as_str()));
            if !stands {
                continue;
            }
            let is_printed = document.contains(marker.as_str());
            let is_said = said.iter().flat_map(|item| &item.parts).any(|part| part.text.contains(marker.as_str()));
            prop_assert!(is_printed != is_said, "{} printed: {}, said: {}\n{:?}\n{}", marker, is_printed, is_said, lost, document);
        }
    }
}
