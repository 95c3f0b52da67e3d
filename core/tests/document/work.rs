//! What a worker answers: all of it arrives, in parts of a bearable size.

use proptest::prelude::*;
use serde_json::json;
use submission_core::document::{Options, compose, left_out, markdown};
use submission_core::draft::{AnswerState, Date, Draft};
use submission_core::exchange::export_json;
use submission_core::html::{Element, Node, element, weight};
use submission_core::locale::{Catalogue, key};
use submission_core::work::{Handler, Reply, Request, decode_reply, decode_request, encode, pack};
use test_support::drafts::{draft_with, example, put, template_of, wsis20};

fn handler() -> Handler {
    Handler::new(|_, date: Date| date.in_english())
}

/// The whole answer, as it arrives on the other side.
fn ask(handler: &mut Handler, request: &Request, beside: &[u8]) -> Vec<Reply> {
    let request = decode_request(&encode(request)).unwrap();
    let mut replies = Vec::new();
    handler.handle(&request, beside, &mut |reply| replies.push(decode_reply(&encode(&reply)).unwrap()));
    assert_eq!(replies.pop(), Some(Reply::Done));
    replies
}

fn review(draft: &Draft) -> Vec<Reply> {
    let request = Request::Review { draft: draft.id.to_string(), today: "2026-11-28".to_owned() };
    ask(&mut handler(), &request, &pack(draft))
}

fn text_of(node: &Node, into: &mut String) {
    match node {
        Node::Text(text) => into.push_str(text),
        Node::Element(element) => {
            element.children.iter().for_each(|child| text_of(child, into));
            into.push('\n');
        }
    }
}

fn parts(replies: &[Reply]) -> Vec<&Element> {
    let mut parts = Vec::new();
    for reply in replies {
        if let Reply::Part(part) = reply {
            parts.push(part);
        }
    }
    parts
}

fn shown(replies: &[Reply]) -> String {
    let mut text = String::new();
    for part in parts(replies) {
        text_of(&Node::Element(part.clone()), &mut text);
    }
    text
}

fn find<'t>(node: &'t Node, name: &str, found: &mut Vec<&'t Element>) {
    if let Node::Element(element) = node {
        if element.name == name {
            found.push(element);
        }
        element.children.iter().for_each(|child| find(child, name, found));
    }
}

#[test]
fn a_short_document_comes_in_one_part_with_a_way_to_each_answer() {
    let draft = example();
    let replies = review(&draft);
    assert!(matches!(replies.first(), Some(Reply::Findings(_))), "the checks come first");
    let [part] = parts(&replies)[..] else { panic!("{} parts", parts(&replies).len()) };
    assert!(part.attributes.contains(&("lang".into(), "en".to_owned())));
    let whole = Node::Element(part.clone());
    let mut links = Vec::new();
    find(&whole, "a", &mut links);
    let changes: Vec<&str> = links
        .iter()
        .filter(|link| link.attributes.contains(&("class".into(), "change".to_owned())))
        .flat_map(|link| &link.attributes)
        .filter(|(name, _)| name == "href")
        .map(|(_, address)| address.as_str())
        .collect();
    let start = format!("#/draft/{}/", draft.id);
    assert!(changes.len() > 10 && changes.iter().all(|address| address.starts_with(&start)), "{changes:?}");
}

#[test]
fn a_long_answer_is_shown_in_parts_of_a_bearable_size_with_nothing_missing() {
    let mut draft = draft_with(wsis20(), json!({}));
    let paragraphs: Vec<String> = (0..4_000).map(|n| format!("Paragraph {n} speaks of access.")).collect();
    put(&mut draft, "I.a", AnswerState::Started, &json!(paragraphs.join("\n\n")));
    let replies = review(&draft);
    let parts = parts(&replies);
    assert!(parts.len() > 10, "{} parts", parts.len());
    for part in &parts {
        let weight = weight(&Node::Element((*part).clone()));
        assert!(weight < 40_000, "{weight}");
    }
    let text = shown(&replies);
    let mut from = 0;
    for paragraph in &paragraphs {
        from += text[from..].find(paragraph.as_str()).unwrap_or_else(|| panic!("{paragraph} is missing"));
    }
}

#[test]
fn the_markdown_and_what_is_left_out_are_those_of_the_document() {
    let mut draft = draft_with(wsis20(), json!({}));
    put(&mut draft, "I.a", AnswerState::Started, &json!("Kept."));
    put(&mut draft, "I.b", AnswerState::NotApplicable, &json!("Hidden."));
    let options = Options::english();
    let request = Request::Markdown { personal: true };
    let expected = Reply::Text(markdown::render(&compose(&draft, &options)));
    assert_eq!(ask(&mut handler(), &request, &pack(&draft)), [expected]);

    let replies = ask(&mut handler(), &Request::LeftOut, &pack(&draft));
    let [Reply::LeftOut(lines)] = &replies[..] else { panic!("{replies:?}") };
    assert_eq!(lines.len(), left_out(&draft, &options).len());
    assert_eq!(lines[0].question, "I.b");
    assert_eq!(lines[0].parts[0].text, "Hidden.");
    assert!(!lines[0].gone);
}

#[test]
fn answers_are_in_the_language_that_was_told_last() {
    let strings = format!(r#"{{"{}": "NIEMALS"}}"#, key::REVIEW_NO_ANSWER.name());
    let catalogue = Catalogue::from_json(&strings).unwrap();
    let mut handler = handler();
    let speak = Request::Speak { language: "de".to_owned() };
    assert!(ask(&mut handler, &speak, catalogue.to_json().as_bytes()).is_empty());
    let question = json!({ "id": "1", "label": "1.", "prompt": "One", "kind": "text" });
    let section = json!({ "id": "A", "label": "A", "prompt": "All", "children": [question] });
    let template = template_of(json!([section]));
    let draft = draft_with(template, json!({}));
    let request = Request::Review { draft: "a".to_owned(), today: String::new() };
    let text = shown(&ask(&mut handler, &request, &pack(&draft)));
    assert!(text.contains("NIEMALS"), "{text}");
}

#[test]
fn a_file_is_bearable_or_refused_with_reasons() {
    let open = |name: &str, bytes: &[u8]| {
        let mut replies = ask(&mut handler(), &Request::Open { name: name.to_owned() }, bytes);
        replies.retain(|reply| !matches!(reply, Reply::Progress { .. }));
        replies
    };
    assert_eq!(open("draft.json", export_json(&example()).as_bytes()), []);
    assert_eq!(open("form.json", wsis20().source.to_string().as_bytes()), []);
    let replies = open("a.pdf", b"%PDF-1.7 ...");
    let [Reply::Refused(reasons)] = &replies[..] else { panic!("{replies:?}") };
    assert!(reasons[0].contains("a.pdf is a PDF"), "{reasons:?}");
    let broken = test_support::folders::project().join("tests/fixtures/broken.template.json");
    let replies = open("broken.json", &std::fs::read(broken).unwrap());
    let [Reply::Refused(reasons)] = &replies[..] else { panic!("{replies:?}") };
    assert!(reasons.len() > 3, "{reasons:?}");
}

#[test]
fn what_is_no_draft_is_refused_and_not_the_end() {
    for request in [Request::LeftOut, Request::Markdown { personal: true }] {
        let replies = ask(&mut handler(), &request, b"{]");
        assert!(matches!(&replies[..], [Reply::Refused(_)]), "{replies:?}");
    }
    assert_eq!(decode_request(b"\xff\xff\xff"), None);
    assert_eq!(decode_reply(b"\x02"), None);
}

fn trees() -> impl Strategy<Value = Node> {
    let text = ".{0,12}".prop_map(Node::Text);
    text.prop_recursive(4, 40, 5, |node| {
        (prop::collection::vec(node, 0..5), ".{0,8}")
            .prop_map(|(nodes, value)| Node::Element(element("p").attr("title", value).nodes(nodes)))
    })
}

proptest! {
    #[test]
    fn what_is_sent_arrives(node in trees()) {
        let reply = Reply::Part(element("div").nodes(vec![node]));
        prop_assert_eq!(decode_reply(&encode(&reply)), Some(reply));
    }

    #[test]
    fn no_bytes_make_the_other_side_fail(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = decode_reply(&bytes);
        let _ = decode_request(&bytes);
    }
}
