//! How far a draft is, and which questions are asked.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::cell::RefCell;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use submission_core::draft::dates::recognise;
use submission_core::draft::{
    AnswerId, AnswerState, Answers, Date, DateReading, Draft, Progress, asked_questions, is_asked, progress,
    question_state, says_not_applicable, slots,
};
use submission_core::template::QuestionId;
use test_support::drafts::{draft_with, put, template_of, wsis20};

fn state(draft: &Draft, question: &str) -> AnswerState {
    let node = draft.template.node(&QuestionId::new(question).unwrap()).unwrap();
    question_state(&draft.template, node, draft)
}

fn slot_ids(draft: &Draft, question: &str) -> Vec<String> {
    let node = draft.template.node(&QuestionId::new(question).unwrap()).unwrap();
    slots(&draft.template, node, draft).iter().map(|id| id.id.to_string()).collect()
}

fn asked(draft: &Draft) -> Vec<String> {
    asked_questions(&draft.template, draft).iter().map(|node| node.id.to_string()).collect()
}

#[test]
fn a_per_item_has_an_answer_for_each_picked_entry_in_the_order_of_the_list() {
    let draft = draft_with(wsis20(), json!({"II.a": {"entries": ["C5", "gone", "C2"]}}));
    let expected = [
        "II.a",
        "II.a/before",
        "II.a/C2/role",
        "II.a/C2/text",
        "II.a/C2/sdgs",
        "II.a/C5/role",
        "II.a/C5/text",
        "II.a/C5/sdgs",
        "II.a/gone/role",
        "II.a/gone/text",
        "II.a/gone/sdgs",
        "II.a/after",
    ];
    assert_eq!(slot_ids(&draft, "II.a"), expected);
}

/// Answers that note which answers were asked for what is written there.
struct Watched<'a> {
    draft: &'a Draft,
    looked_into: RefCell<Vec<String>>,
}

impl Answers for Watched<'_> {
    fn state(&self, id: &AnswerId) -> AnswerState {
        self.draft.state(id)
    }

    fn is_written(&self, id: &AnswerId) -> bool {
        self.draft.is_written(id)
    }

    fn entries(&self, id: &AnswerId) -> Vec<String> {
        self.looked_into.borrow_mut().push(id.to_string());
        self.draft.entries(id)
    }

    fn includes(&self, id: &AnswerId, option: &str) -> bool {
        self.looked_into.borrow_mut().push(id.to_string());
        self.draft.includes(id, option)
    }
}

#[test]
fn a_key_in_a_text_is_no_matter_for_the_task_list() {
    let draft = draft_with(wsis20(), json!({"I.a": "text", "II.a": {"entries": ["C5"]}}));
    let watched = Watched { draft: &draft, looked_into: RefCell::default() };
    assert_eq!(progress(&draft.template, &draft.template.sections, &watched).started, 2);
    // What is typed into any other question is not even looked at: the page need not count anew.
    assert_eq!(watched.looked_into.take(), ["II.a", "VI"]);
}

#[test]
fn entries_of_a_group_keep_the_order_that_the_writer_gave_them() {
    let draft = draft_with(wsis20(), json!({"VI": {"entries": ["z", "a"]}}));
    assert_eq!(slot_ids(&draft, "VI"), ["VI", "VI/before", "VI/z/reference", "VI/a/reference", "VI/after"]);
    assert_eq!(slot_ids(&draft, "I.a"), ["I.a"]);
    assert_eq!(slot_ids(&draft, "I"), [""; 0]);
}

#[test]
fn a_question_is_started_when_anything_is_written_in_it() {
    for answers in [
        json!({"II.a": {"entries": ["C5"]}}),
        json!({"II.a/before": "We"}),
        json!({"II.a/after": "We"}),
        json!({"II.a": {"entries": ["C5"]}, "II.a/C5/text": "We"}),
    ] {
        assert_eq!(state(&draft_with(wsis20(), answers.clone()), "II.a"), AnswerState::Started, "{answers}");
    }
    for answers in [json!({}), json!({"II.a/before": " \n"}), json!({"II.a/C5/text": "not picked"})] {
        assert_eq!(state(&draft_with(wsis20(), answers.clone()), "II.a"), AnswerState::Empty, "{answers}");
    }
}

#[test]
fn what_the_writer_says_of_a_question_counts_before_what_is_in_it() {
    let mut draft = draft_with(wsis20(), json!({"III.b": "Much."}));
    put(&mut draft, "I.a", AnswerState::Ready, &json!("Ours."));
    put(&mut draft, "I.b", AnswerState::NotApplicable, &json!("Hidden."));
    put(&mut draft, "I.c", AnswerState::Ready, &json!(""));
    assert_eq!(state(&draft, "I.a"), AnswerState::Ready);
    assert_eq!(state(&draft, "I.b"), AnswerState::NotApplicable);
    assert_eq!(state(&draft, "I.c"), AnswerState::Empty);
    let sections = &draft.template.sections;
    let of_all = progress(&draft.template, sections, &draft);
    assert_eq!(of_all, Progress { empty: 10, started: 1, ready: 1, not_applicable: 1 });
    assert_eq!((of_all.total(), of_all.done(), of_all.is_complete()), (13, 2, false));
    let of_first = progress(&draft.template, &sections[..1], &draft);
    assert_eq!(of_first, Progress { empty: 1, started: 0, ready: 1, not_applicable: 1 });
}

fn conditional() -> Json {
    json!([
        {"id": "kind", "prompt": "Kind", "kind": "choice", "notApplicable": true, "options": [
            {"id": "state", "name": "State"}, {"id": "body", "name": "Body"}]},
        {"id": "which", "prompt": "Which", "kind": "text", "when": {"question": "kind", "includes": "body"}},
        {"id": "more", "prompt": "More", "kind": "rich", "when": {"answered": "which"}},
        {"id": "part", "prompt": "Part", "when": {"not": {"question": "kind", "includes": "state"}}, "children": [
            {"id": "inner", "prompt": "Inner", "kind": "rich"}]},
        {"id": "note", "prompt": "Read this", "kind": "static"},
    ])
}

#[test]
fn questions_are_asked_as_the_answers_stand() {
    let cases = [
        (json!({}), "kind inner"),
        (json!({"kind": {"options": ["state"]}}), "kind"),
        (json!({"kind": {"options": ["body"]}}), "kind which inner"),
        (json!({"kind": {"options": ["body"]}, "which": "UNX"}), "kind which more inner"),
        (json!({"kind": {"options": ["state"]}, "which": "kept, and not asked"}), "kind"),
    ];
    for (answers, expected) in cases {
        let draft = draft_with(template_of(conditional()), answers.clone());
        assert_eq!(asked(&draft).join(" "), expected, "{answers}");
    }
}

#[test]
fn an_answer_that_does_not_apply_counts_as_none() {
    let mut draft = draft_with(template_of(conditional()), json!({}));
    put(&mut draft, "kind", AnswerState::NotApplicable, &json!({"options": ["body"]}));
    assert_eq!(asked(&draft), ["kind", "inner"]);
}

#[test]
fn a_long_chain_of_conditions_is_followed_to_its_end_at_once() {
    let chained = |index: usize| {
        let before = json!({"answered": format!("q{}", index.saturating_sub(1))});
        let mut node = json!({"id": format!("q{index}"), "prompt": "x", "kind": "text"});
        if index > 0 {
            node["when"] = json!({"any": [{"not": before}, {"all": [before, before]}]});
            node["when"] = json!({"all": [{"any": [before, before]}, node["when"]]});
        }
        node
    };
    let template = template_of((0..200).map(chained).collect());
    let all: Json = (0..200).map(|index| (format!("q{index}"), json!("x"))).collect();
    let mut but_one = all.clone();
    but_one["q3"] = json!("");
    for (answers, expected) in [(all, 200), (but_one, 4), (json!({}), 1)] {
        let draft = draft_with(template.clone(), answers);
        let begun = Instant::now();
        assert_eq!(asked(&draft).len(), expected);
        let last = template.node(&QuestionId::new("q199").unwrap()).unwrap();
        assert_eq!(is_asked(&template, last, &draft), expected == 200);
        assert!(begun.elapsed() < Duration::from_millis(100), "{:?}", begun.elapsed());
    }
}

#[test]
fn questions_that_are_not_asked_are_not_counted_and_keep_their_text() {
    let draft = draft_with(
        template_of(conditional()),
        json!({"kind": {"options": ["state"]}, "which": "UNX", "inner": "Text."}),
    );
    let counted = progress(&draft.template, &draft.template.sections, &draft);
    assert_eq!(counted.total(), 1);
    assert!(!draft.value(&AnswerId::parse("inner").unwrap()).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_day_is_read_back_however_it_is_written(year in 1000_u16..=9999, month in 1_u8..=12, day in 1_u8..=31) {
        let Some(date) = Date::new(year, month, day) else { return Ok(()) };
        let names = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
        for text in [date.to_string(), date.in_english(), date.in_words(&names)] {
            prop_assert_eq!(recognise(&text), DateReading::Day(date), "{}", text);
        }
    }

    #[test]
    fn any_text_can_be_read_as_a_date_or_as_none(text in ".{0,40}") {
        if let DateReading::Ambiguous(one, other) = recognise(&text) {
            prop_assert_ne!(one, other);
        }
        says_not_applicable(&text);
    }
}
