//! What the checks find, and what they leave alone.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use submission_core::checks::symbols::doubtful_symbols;
use submission_core::checks::{Finding, Level, Offer, check, check_question, mend};
use submission_core::draft::{AnswerId, AnswerState, Date, Draft};
use test_support::drafts::{draft_with, example, put, template_with, wsis20};

/// Findings in short: `E q required`.
fn brief(findings: &[Finding]) -> Vec<String> {
    let level = |finding: &Finding| if finding.level == Level::Error { 'E' } else { 'W' };
    findings
        .iter()
        .map(|finding| {
            let name = finding.message.key().name();
            let name = name.strip_prefix("checks.").unwrap_or(name);
            format!("{} {} {name}", level(finding), finding.answer_id)
        })
        .collect()
}

fn found(draft: &Draft) -> Vec<String> {
    brief(&check(draft, Date::new(2024, 11, 20)))
}

/// What is found in the answer to one question of this kind.
fn found_in(question: Json, answer: Json) -> Vec<String> {
    let mut node = json!({"id": "q", "prompt": "Question"});
    node.as_object_mut().unwrap().extend(question.as_object().unwrap().clone());
    found(&draft_with(template_with(json!({"sections": [node]})), json!({"q": answer})))
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn an_empty_draft_of_the_wsis_form_has_no_findings() {
    assert_eq!(found(&draft_with(wsis20(), json!({}))), none());
}

#[test]
fn the_example_has_only_the_findings_that_it_is_meant_to_show() {
    let expected = ["W I.a link-lost", "W III.b richtext.html", "W V link-lost"];
    assert_eq!(found(&example()), expected);
}

#[test]
fn required_questions_want_an_answer_or_not_applicable_where_it_is_allowed() {
    let question = |allowed: bool| json!({"kind": "rich", "required": true, "notApplicable": allowed});
    assert_eq!(found_in(question(false), json!(" ")), ["E q required"]);
    assert_eq!(found_in(question(true), json!(null)), ["E q required-or-not-applicable"]);
    assert_eq!(found_in(question(true), json!("Text.")), none());
    for (allowed, expected) in [(true, none()), (false, vec!["E q must-apply".to_owned()])] {
        let mut node = question(allowed);
        node["id"] = json!("q");
        node["prompt"] = json!("Question");
        let mut draft = draft_with(template_with(json!({"sections": [node]})), json!({}));
        put(&mut draft, "q", AnswerState::NotApplicable, &json!(null));
        assert_eq!(found(&draft), expected);
    }
}

#[test]
fn the_text_of_other_alone_is_no_answer_to_a_required_choice() {
    let question =
        json!({"kind": "choice", "required": true, "options": [{"id": "a", "name": "A"}], "other": true});
    assert_eq!(found_in(question.clone(), json!({"options": [], "other": "Kept"})), ["E q required"]);
    assert_eq!(found_in(question, json!({"options": ["other"], "other": "Said"})), none());
}

#[test]
fn only_questions_that_are_asked_are_checked() {
    let sections = json!([
        {"id": "k", "prompt": "Kind", "kind": "choice", "options": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]},
        {"id": "q", "prompt": "Question", "kind": "rich", "required": true, "when": {"question": "k", "includes": "b"}},
    ]);
    let asked = |option: &str| {
        found(&draft_with(template_with(json!({"sections": sections})), json!({"k": {"options": [option]}})))
    };
    assert_eq!(asked("a"), none());
    assert_eq!(asked("b"), ["E q required-or-not-applicable"]);
}

#[test]
fn limits_are_errors_where_they_are_hard_and_warnings_where_they_are_advice() {
    let question = |unit: &str, hard: bool| json!({"kind": "rich", "limits": {"unit": unit, "min": 2, "max": 3, "hard": hard}});
    let cases = [
        (question("words", true), "One two *three*.", None),
        (question("words", true), "One two three four.", Some("E q words-over-limit")),
        (question("words", false), "One two three four.", Some("W q words-over-advice")),
        (question("words", true), "One.", Some("E q words-short")),
        (question("words", false), "One.", Some("W q words-short")),
        (question("characters", true), "four", Some("E q characters-over-limit")),
        (question("characters", true), "**abc**", None),
        (question("words", true), "", None),
    ];
    for (question, text, expected) in cases {
        assert_eq!(found_in(question, json!(text)), expected.into_iter().collect::<Vec<_>>(), "{text}");
    }
    let pages = json!({"kind": "rich", "limits": {"unit": "pages", "max": 2}});
    assert_eq!(found_in(pages.clone(), json!("word ".repeat(1000))), none());
    assert_eq!(found_in(pages, json!("word ".repeat(1001))), ["W q pages-over-advice"]);
}

#[test]
fn links_without_an_address_are_one_finding_with_their_words() {
    let text = "See [one](#), [**two** parts](), [three](report.pdf) and [four](https://example.org).";
    let draft = draft_with(wsis20(), json!({"I.a": text}));
    let findings = check(&draft, None);
    assert_eq!(brief(&findings), ["W I.a links-lost"]);
    assert_eq!(findings[0].excerpt, "one; two parts; three");
    assert!(
        findings[0].message.to_string().starts_with("3 links have no web address."),
        "{}",
        findings[0].message
    );
}

#[test]
fn what_is_found_in_a_rich_text() {
    let cases = [
        ("[x](javascript:alert(1))", vec!["E q richtext.address"]),
        ("A <b>bold</b> word.", vec!["W q richtext.html"]),
        ("See [Annex FINAL.docx](https://example.org/annex).", vec!["W q link-file-name"]),
        ("N/A.", vec!["W q only-not-applicable"]),
        ("*Not applicable*", vec!["W q only-not-applicable"]),
        (
            "See E/CN/15/2024/CRP.1 and/or [A/RES/70](https://example.org).",
            vec!["W q symbol-better", "W q symbol"],
        ),
        ("Choose an item.", vec!["W q leftover-phrase"]),
        ("Caf\u{fffd} in Geneva", vec!["W q leftover-unreadable"]),
        ("Write to a@example.org or +41 22 555 01 23.", vec!["W q personal-email", "W q personal-telephone"]),
        ("An [address](mailto:a@example.org).", vec!["W q personal-email"]),
        ("Plain, *good* text on 24/7 service, 7/4/2025.\n\n- A\n- B", vec![]),
    ];
    for (text, expected) in cases {
        assert_eq!(found_in(json!({"kind": "rich"}), json!(text)), expected, "{text}");
    }
}

#[test]
fn personal_data_is_in_place_in_a_personal_field() {
    let question = json!({"kind": "rich", "personal": true});
    assert_eq!(found_in(question, json!("a@example.org, +41 22 555 01 23")), none());
}

#[test]
fn footnotes_are_found_where_the_form_does_not_allow_them() {
    for (allowed, expected) in [(true, none()), (false, vec!["W q footnotes".to_owned()])] {
        let template = template_with(json!({
            "export": {"notApplicable": "N/A", "cover": false, "unanswered": true, "footnotes": allowed},
            "sections": [{"id": "q", "prompt": "Question", "kind": "rich"}],
        }));
        assert_eq!(found(&draft_with(template, json!({"q": "A.[^1]\n\n[^1]: B."}))), expected);
    }
}

#[test]
fn what_is_found_in_short_answers() {
    let date = json!({"kind": "date", "earliest": "2024-01-01", "latest": "2025-12-31"});
    let options = json!([{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]);
    let choice = json!({"kind": "choice", "options": options, "other": true});
    let several = json!({"kind": "multichoice", "options": options, "min": 1, "max": 1});
    let cases = [
        (date.clone(), json!("2024-10-30"), vec![]),
        (date.clone(), json!("30 October 2024"), vec![]),
        (date.clone(), json!("30 Octember"), vec!["E q date"]),
        (date.clone(), json!("7/4/2024"), vec!["E q date-ambiguous"]),
        (date.clone(), json!("2023-12-31"), vec!["E q date-early"]),
        (date.clone(), json!("2026-01-01"), vec!["E q date-late", "W q date-future"]),
        (date, json!("2025-01-01"), vec!["W q date-future"]),
        (json!({"kind": "email"}), json!("a@example.org"), vec![]),
        (json!({"kind": "email"}), json!("a at example.org"), vec!["E q email"]),
        (json!({"kind": "url"}), json!("https://example.org"), vec![]),
        (json!({"kind": "url"}), json!("example.org"), vec!["E q url"]),
        (choice.clone(), json!({"options": ["b"]}), vec![]),
        (choice.clone(), json!({"options": ["z"]}), vec!["E q option-unknown"]),
        (choice.clone(), json!({"options": ["a", "b"]}), vec!["E q too-many"]),
        (choice.clone(), json!({"options": ["other"]}), vec!["E q other-empty"]),
        (choice, json!({"options": ["other"], "other": "C"}), vec![]),
        (several.clone(), json!({"options": ["a", "b"]}), vec!["E q too-many"]),
        (several, json!({"options": ["other"]}), vec!["E q option-unknown"]),
        (json!({"kind": "text"}), json!("See a/res/70/125"), vec!["W q symbol-better"]),
        (json!({"kind": "text"}), json!({"later": 1}), vec!["E q unreadable"]),
        (
            json!({"kind": "consent", "options": options}),
            json!({"consent": {"option": "z"}}),
            vec!["E q option-unknown"],
        ),
    ];
    for (question, answer, expected) in cases {
        assert_eq!(found_in(question.clone(), answer.clone()), expected, "{answer}");
    }
}

#[test]
fn what_is_found_in_a_reference() {
    let cases = [
        (json!({"title": "A title"}), vec![]),
        (json!({"symbol": "A/RES/70/125"}), vec![]),
        (json!({"title": "A title", "address": "https://example.org"}), vec![]),
        (json!({"year": "2024"}), vec!["E q reference-nameless"]),
        (json!({"title": "A title", "address": "example.org"}), vec!["E q reference-address"]),
        (json!({"title": "A title", "address": "mailto:a@example.org"}), vec!["E q reference-address"]),
        (json!({"title": "Microsoft Word - Annex.docx"}), vec!["W q reference-file-name"]),
        (json!({"symbol": "E/CN/15/2024/CRP.1"}), vec!["W q symbol-better"]),
    ];
    for (reference, expected) in cases {
        let answer = json!({"reference": reference});
        assert_eq!(found_in(json!({"kind": "reference"}), answer), expected, "{reference}");
    }
}

#[test]
fn entries_are_known_enough_and_filled() {
    let fields = json!([{"id": "t", "prompt": "Text", "kind": "rich", "required": true}, {"id": "n", "prompt": "N", "kind": "text"}]);
    let per_item = json!({"kind": "per-item", "list": "l", "min": 2, "before": "Before", "fields": [
        {"id": "t", "prompt": "Text", "kind": "rich"}, {"id": "r", "prompt": "Role", "kind": "text"}]});
    let group = json!({"kind": "group", "entry": "Project", "max": 1, "fields": fields});
    let of = |question: &Json, answers: Json| {
        let mut node = question.clone();
        node["id"] = json!("q");
        node["prompt"] = json!("Question");
        let lists = json!({"l": {"name": "L", "options": [{"id": "x", "label": "X", "name": "Ex"}, {"id": "y", "name": "Why"}]}});
        found(&draft_with(template_with(json!({"lists": lists, "sections": [node]})), answers))
    };
    assert_eq!(of(&per_item, json!({})), none());
    assert_eq!(of(&per_item, json!({"q/before": "Text."})), ["E q too-few"]);
    let answers = json!({"q": {"entries": ["x", "y"]}, "q/x/t": "Text.", "q/y/r": "lead"});
    assert_eq!(of(&per_item, answers), ["W q entry-empty"]);
    let answers = json!({"q": {"entries": ["x", "z"]}, "q/x/t": "Text."});
    assert_eq!(of(&per_item, answers), ["E q option-unknown"]);
    let answers = json!({"q": {"entries": ["1", "2"]}, "q/1/t": "Text.", "q/2/n": "N"});
    assert_eq!(of(&group, answers), ["E q/2/t required", "E q too-many", "W q entry-empty"]);
}

#[test]
fn an_action_line_typed_by_hand_is_compared_with_the_list() {
    let cases = [
        ("# C5: Building confidence and security in the use of ICTs\n\nText.", None),
        ("C5: building confidence and security in the use of ICTs.\n\nText.", None),
        (
            "# C5: Confidence and security\n\nText.",
            Some("C5: Building confidence and security in the use of ICTs"),
        ),
        (
            "Action Line C2 – Infrastructure\n\nText.",
            Some(
                "C2: Information and communication infrastructure: an essential foundation for an inclusive information society",
            ),
        ),
        (
            "\u{421}2: Infrastructure",
            Some(
                "C2: Information and communication infrastructure: an essential foundation for an inclusive information society",
            ),
        ),
        (
            "C7: ICT applications, e-health for everyone",
            Some("C7: ICT applications e-health: benefits in all aspects of life"),
        ),
        ("C7: ICT applications: benefits in all aspects of life", None),
        ("C5: We did a great deal in this field.", None),
        ("C99: Not a line of the list", None),
    ];
    for (text, official) in cases {
        let findings = check(&draft_with(wsis20(), json!({"II.a/before": text})), None);
        let offered: Vec<&str> = findings
            .iter()
            .filter_map(|finding| match &finding.offer {
                Some(Offer::Replace { with, .. }) => Some(with.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(offered, official.into_iter().collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn the_same_paragraph_in_two_answers_is_found_once_at_the_later_one() {
    let paragraph = "The Centre trains technicians who live on the islands that they serve, free of charge.";
    let draft = draft_with(
        wsis20(),
        json!({"I.a": format!("First.\n\n{paragraph}\n\n{paragraph}"), "V": format!("- {paragraph}"), "IV": "First."}),
    );
    let findings = check(&draft, None);
    assert_eq!(brief(&findings), ["W V repeated"]);
    assert!(findings[0].message.to_string().contains("“Mandates”"));
}

#[test]
fn hidden_text_is_not_checked() {
    let mut draft = draft_with(wsis20(), json!({}));
    put(&mut draft, "I.a", AnswerState::NotApplicable, &json!("Choose an item."));
    put(&mut draft, "II.a", AnswerState::NotApplicable, &json!({"entries": ["gone"]}));
    put(&mut draft, "II.a/C5/text", AnswerState::Started, &json!("not picked: Choose an item."));
    assert_eq!(found(&draft), none());
}

#[test]
fn one_question_can_be_checked_alone() {
    let draft = draft_with(wsis20(), json!({"I.a": "[x](#)", "I.b": "[y](#)"}));
    let question = draft.template.questions().find(|node| node.id.as_str() == "I.b").unwrap();
    let findings = check_question(&draft, question, None);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].answer_id, AnswerId::parse("I.b").unwrap());
}

/// Symbols in the places in which they stand in a text.
fn piece() -> impl Strategy<Value = String> {
    let symbol = prop::sample::select(vec![
        "a/res/70/125",
        "a/res/70/1255",
        "A/RES/70/125",
        "E/CN/15/2024/CRP.1",
        "E/CN/15/2024/CRP.1/Add.1",
        "A/RES/70",
    ]);
    let around = prop::sample::select(vec![
        "{} ",
        "*{}* ",
        "_{}_, ",
        "({}). ",
        "[{}](https://undocs.org/{}) ",
        "[x]({}) ",
        "<https://undocs.org/{}> ",
        "https://undocs.org/{} ",
        "\n\n# {}\n\n",
        "\n- {}\n\n",
        "`{}` ",
        "{}: ",
        "\n\n[{}]: https://example.org/{}\n\n",
    ]);
    (symbol, around).prop_map(|(symbol, around)| around.replace("{}", symbol))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_checked_and_what_is_offered_stands_in_it(seed in any::<u64>(), plain in ".{0,60}") {
        let text = test_support::source::Source::of_seed(seed).to_string();
        let draft = draft_with(
            wsis20(),
            json!({
                "I.a": text, "II.a/before": plain, "organization": plain, "date": plain, "VI": {"entries": ["a"]},
                "VI/a/reference": {"reference": {"title": plain, "address": plain, "symbol": plain}},
            }),
        );
        for finding in check(&draft, None) {
            let slot_left = finding.message.to_string().contains('{') && !text.contains('{') && !plain.contains('{');
            prop_assert!(!slot_left, "{}", finding.message);
            if let Some(offer @ Offer::Replace { .. }) = &finding.offer {
                let value = draft.value(&finding.answer_id);
                prop_assert!(mend(value, offer).is_some_and(|mended| mended != *value));
            }
        }
        for (symbol, better) in doubtful_symbols(&plain) {
            prop_assert!(plain.contains(symbol));
            if let Some(better) = better {
                prop_assert_eq!(doubtful_symbols(&better), []);
            }
        }
    }

    #[test]
    fn an_offer_that_is_accepted_ends_its_finding_and_changes_nothing_else(pieces in prop::collection::vec(piece(), 1..6)) {
        let draft = draft_with(wsis20(), json!({"I.a": pieces.concat()}));
        let findings = check(&draft, None);
        for (index, finding) in findings.iter().enumerate() {
            let Some(offer @ Offer::Replace { .. }) = &finding.offer else { continue };
            let mut mended = draft.clone();
            let answer = mended.answers.get_mut(&finding.answer_id).unwrap();
            answer.value = mend(&answer.value, offer).unwrap();
            let mut rest = brief(&findings);
            rest.remove(index);
            prop_assert_eq!(found(&mended), rest, "{:?}", mended.value(&finding.answer_id));
        }
    }

    #[test]
    fn a_symbol_that_was_mended_is_right(symbol in "[AESaes]/(RES|res|CN|C|HRC|PRST|AC)[/.][0-9]{1,4}(/[0-9]{1,4}|/CRP[/.][0-9]|/L[.][0-9]){0,3}") {
        for (_, better) in doubtful_symbols(&symbol) {
            if let Some(better) = better {
                prop_assert_eq!(doubtful_symbols(&better), [], "{}", symbol);
            }
        }
    }
}
