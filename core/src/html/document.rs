//! The document as the Review screen shows it: with *Change* at each answer, and in parts that a page can draw
//! one after the other.

use super::rich_text::{blocks, line, rich_text};
use super::{Node, element, heading, weight};
use crate::document::{Content, Document, Element, heading_text, lead_in};
use crate::draft::{AnswerId, Draft};
use crate::locale::{Catalogue, key};
use crate::richtext::RichText;
use crate::route::Route;
use crate::template::QuestionId;

/// The page has its own title above: the document's own headings begin at the third level.
const TOP: u8 = 2;

/// How much stands in a part, as [`weight`] counts: a page draws as much in a few milliseconds.
const PART: usize = 24_000;

/// Gives the document part by part, each a `div` in the document's language.
pub fn parts(
    document: &Document,
    draft: &Draft,
    catalogue: &Catalogue,
    give: &mut dyn FnMut(super::Element),
) {
    let writer = Writer { draft, catalogue };
    let is_cover = |element: &&Element| {
        matches!(element, Element::CoverLine { .. } | Element::Purpose(_) | Element::Disclaimer(_))
    };
    let mut collected = Part { language: &document.language, nodes: Vec::new(), weight: 0, give };
    let cover: Vec<Node> =
        document.elements.iter().filter(is_cover).flat_map(|line| writer.element(line)).collect();
    if !cover.is_empty() {
        collected.add(element("div").class("cover").nodes(cover).into());
    }
    for one in document.elements.iter().filter(|element| !is_cover(element)) {
        match one {
            Element::Answer { language, content: Content::Text(text), .. } => {
                for node in writer.text(language.as_deref(), text) {
                    collected.add(node);
                }
            }
            _ => writer.element(one).into_iter().for_each(|node| collected.add(node)),
        }
    }
    collected.close();
}

/// What is collected of the part that is under way.
struct Part<'a> {
    language: &'a str,
    nodes: Vec<Node>,
    weight: usize,
    give: &'a mut dyn FnMut(super::Element),
}

impl Part<'_> {
    fn add(&mut self, node: Node) {
        self.weight += weight(&node);
        self.nodes.push(node);
        if self.weight >= PART {
            self.close();
        }
    }

    fn close(&mut self) {
        if !self.nodes.is_empty() {
            let nodes = std::mem::take(&mut self.nodes);
            self.weight = 0;
            (self.give)(element("div").class("part").attr("lang", self.language).nodes(nodes));
        }
    }
}

struct Writer<'a> {
    draft: &'a Draft,
    catalogue: &'a Catalogue,
}

impl Writer<'_> {
    fn element(&self, of: &Element) -> Vec<Node> {
        let node = match of {
            Element::CoverLine { text, strong: true } | Element::FormTitle(text) => {
                element("p").child(element("strong").text(text))
            }
            Element::CoverLine { text, .. } | Element::Purpose(text) | Element::Disclaimer(text) => {
                element("p").text(text)
            }
            Element::Field { answer_id, prompt, line: answer } => {
                let paragraph = element("p")
                    .child(element("strong").text(lead_in(prompt)))
                    .text(" ")
                    .child(element("span").nodes(line(answer)));
                element("div").class("document-head").child(paragraph).child(self.change(answer_id, prompt))
            }
            Element::Heading { question, level, label, prompt } => {
                let title = heading_text(label, prompt);
                let head = element("div").class("document-head").child(below_page(*level).text(&title));
                match self.draft.template.node(question) {
                    Some(node) if node.field.is_some() => {
                        head.child(self.change(&AnswerId::of(question), &title))
                    }
                    _ => head,
                }
            }
            Element::EntryHeading { level, text, .. } => below_page(*level).text(text),
            Element::Answer { language, content, .. } => {
                answer(language.as_deref()).nodes(self.content(content))
            }
        };
        vec![node.into()]
    }

    /// A text, which may be longer than a part should be, in as many elements as it takes.
    fn text(&self, language: Option<&str>, text: &RichText) -> Vec<Node> {
        let whole = |nodes| answer(language).child(element("div").class("formatted").nodes(nodes)).into();
        let mut made = Vec::new();
        let mut nodes = Vec::new();
        let mut sum = 0;
        for block in text.blocks.chunks(1) {
            nodes.extend(blocks(block, TOP));
            sum += nodes.last().map_or(0, weight);
            if sum >= PART {
                made.push(whole(std::mem::take(&mut nodes)));
                sum = 0;
            }
        }
        let notes = RichText { blocks: Vec::new(), footnotes: text.footnotes.clone() };
        nodes.extend(rich_text(&notes, TOP));
        if !nodes.is_empty() || made.is_empty() {
            made.push(whole(nodes));
        }
        made
    }

    fn content(&self, content: &Content) -> Vec<Node> {
        let items = |lines: Vec<Vec<Node>>| {
            element("ul").nodes(lines.into_iter().map(|line| element("li").nodes(line).into()).collect())
        };
        let node = match content {
            Content::Text(text) => return self.text(None, text),
            Content::Line(words) => element("p").nodes(line(words)),
            Content::Choices(names) => {
                items(names.iter().map(|name| vec![Node::Text(name.clone())]).collect())
            }
            Content::References(references) => {
                items(references.iter().map(|reference| line(&reference.line)).collect())
            }
            Content::NotApplicable { text, reason } => {
                let paragraph = element("p").text(text);
                if reason.is_empty() { paragraph } else { paragraph.text(" ").text(reason) }
            }
            Content::Unanswered => {
                element("p").class("unanswered").text(self.catalogue.text(key::REVIEW_NO_ANSWER))
            }
            Content::Unreadable(json) => element("pre").text(json),
        };
        vec![node.into()]
    }

    /// The way to an answer.
    fn change(&self, answer_id: &AnswerId, name: &str) -> super::Element {
        let words = self.catalogue.text(key::REVIEW_CHANGE);
        let route = Route::Write(self.draft.id.clone(), QuestionId::new(answer_id.question()));
        element("a")
            .class("change")
            .attr("href", route.to_string())
            .attr("aria-label", format!("{words}: {name}"))
            .text(words)
    }
}

/// The frame of an answer.
fn answer(language: Option<&str>) -> super::Element {
    let frame = element("div").attr("dir", "auto");
    match language {
        Some(language) => frame.attr("lang", language),
        None => frame,
    }
}

/// A heading of the document, below those of the page.
fn below_page(level: u8) -> super::Element {
    heading(level.saturating_add(TOP))
}
