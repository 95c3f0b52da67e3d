//! Public corpora: nothing stops, no address that may not be comes through, every word that is seen is kept.

use html5ever::driver::ParseOpts;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use submission_core::paste::{from_html, from_text};
use submission_core::richtext::plain_text;
use test_support::{folders, missing};

use crate::laws::assert_sound;
use crate::parse::tree;

fn corpus(file: &str, cases: &str) -> Option<String> {
    let found = std::fs::read_to_string(folders::corpora().join(file)).ok();
    if found.is_none() {
        missing::material(&format!("{file} ({cases} cases)"));
    }
    found
}

fn strings(file: &str, cases: &str, of: impl Fn(&serde_json::Value) -> Option<&str>) -> Vec<String> {
    let Some(text) = corpus(file, cases) else { return Vec::new() };
    let values: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    values.iter().map(|value| of(value).unwrap().to_owned()).collect()
}

const UNSEEN: &[&str] = &[
    "script", "style", "head", "title", "meta", "link", "base", "template", "noscript", "noembed",
    "noframes", "frameset", "svg", "video", "audio", "canvas", "iframe", "object", "embed", "applet",
    "picture", "select", "textarea", "button", "del", "nav", "map", "meter", "progress", "datalist", "xml",
    "colgroup",
];

/// The words that a reader of the page sees, by another way than the one that is tested.
fn seen(node: &Handle, text: &mut String) {
    match &node.data {
        NodeData::Text { contents } => text.push_str(&contents.borrow()),
        NodeData::Element { name, attrs, .. } => {
            let hidden = attrs.borrow().iter().any(|its| {
                &*its.name.local == "hidden"
                    || (&*its.name.local == "style" && its.value.replace(' ', "").contains("display:none"))
            });
            if hidden || UNSEEN.contains(&&*name.local) {
                return;
            }
            if !matches!(&*name.local, "b" | "i" | "em" | "strong" | "a" | "span" | "code" | "sub" | "sup") {
                text.push(' ');
            }
        }
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| seen(child, text));
    if matches!(&node.data, NodeData::Element { .. }) && !text.ends_with(' ') {
        text.push('\u{1}');
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn assert_kept(html: &str) {
    let pasted = from_html(&tree(html).unwrap());
    let dom = html5ever::parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let mut text = String::new();
    seen(&dom.document, &mut text);
    let found = plain_text(&pasted.text);
    for word in words(&text) {
        // Signs of items say what they said by being items.
        if word.len() > 1 {
            assert!(found.contains(&word), "{word} is lost\n{html}\n---\n{found}");
        }
    }
    assert_sound(&pasted, &|| html.to_owned());
}

#[test]
fn html_that_runs_scripts_comes_to_nothing_but_text() {
    let texts = strings("html5sec/items.json", "all", |item| item["data"].as_str());
    for text in &texts {
        assert_kept(text);
        assert_kept(&text.replace("%js_uri_alert%", "javascript:alert(1)"));
        assert_sound(&from_text(text), &|| text.clone());
    }
    println!("{} pieces", texts.len());
}

#[test]
fn what_others_turn_into_markdown_keeps_every_word() {
    let Some(page) = corpus("turndown/index.html", "147") else { return };
    let mut cases = 0;
    for case in page.split("<div class=\"case\"").skip(1) {
        let Some((_, input)) = case.split_once("<div class=\"input\">") else { continue };
        let Some((input, _)) = input.split_once("<pre class=\"expected\">") else { continue };
        assert_kept(input);
        cases += 1;
    }
    println!("{cases} cases");
    assert!(cases > 100);
}

#[test]
fn strings_that_break_input_handling_are_pasted() {
    for text in strings("blns/blns.json", "515", |text| text.as_str()) {
        let pasted = from_text(&text);
        let found = plain_text(&pasted.text);
        for word in words(&text).iter().filter(|word| word.len() > 1) {
            assert!(found.contains(word.as_str()), "{word} is lost\n{text:?}\n{found:?}");
        }
        assert_sound(&pasted, &|| text.clone());
        assert_kept(&text);
        assert_kept(&format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;")));
    }
}
