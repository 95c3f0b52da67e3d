//! The manuscript on the Review screen, with *Change* at each answer.

use wasm_bindgen::JsValue;
use web_sys::Element as Node;

use crate::later::dom::{child, child_of_class, child_with_text, text};
use crate::later::rich_dom;
use submission_core::document::{Content, Element, Manuscript, heading_text, lead_in};
use submission_core::draft::{AnswerId, Draft};
use submission_core::locale::{Catalogue, key};
use submission_core::route::Route;
use submission_core::template::QuestionId;

/// The page has its own title above: the document's own headings begin at the third level.
const TOP: u8 = 2;

/// Replaces what stands in `target` by the document.
pub fn render(
    target: &Node,
    manuscript: &Manuscript,
    draft: &Draft,
    catalogue: &Catalogue,
) -> Result<(), JsValue> {
    target.set_text_content(None);
    target.set_attribute("lang", &manuscript.language)?;
    let writer = Writer { draft, catalogue };
    let is_cover = |element: &Element| {
        matches!(element, Element::CoverLine { .. } | Element::Purpose(_) | Element::Disclaimer(_))
    };
    let mut cover = None;
    for element in &manuscript.elements {
        match (&cover, is_cover(element)) {
            (Some(cover), true) => writer.element(cover, element)?,
            (None, true) => {
                let place = child_of_class(target, "div", "cover")?;
                writer.element(&place, element)?;
                cover = Some(place);
            }
            (_, false) => writer.element(target, element)?,
        }
    }
    Ok(())
}

struct Writer<'a> {
    draft: &'a Draft,
    catalogue: &'a Catalogue,
}

impl Writer<'_> {
    fn element(&self, target: &Node, element: &Element) -> Result<(), JsValue> {
        match element {
            Element::CoverLine { text: line, strong: true } | Element::FormTitle(line) => {
                child_with_text(&child(target, "p")?, "strong", line)?;
            }
            Element::CoverLine { text: line, .. } | Element::Purpose(line) | Element::Disclaimer(line) => {
                child_with_text(target, "p", line)?;
            }
            Element::Field { place, prompt, line } => {
                let head = child_of_class(target, "div", "manuscript-head")?;
                let paragraph = child(&head, "p")?;
                child_with_text(&paragraph, "strong", &lead_in(prompt))?;
                text(&paragraph, " ")?;
                rich_dom::render_line(&child(&paragraph, "span")?, line)?;
                self.change(&head, place, prompt)?;
            }
            Element::Heading { question, level, label, prompt } => {
                let head = child_of_class(target, "div", "manuscript-head")?;
                let title = heading_text(label, prompt);
                heading(&head, *level, &title)?;
                let node = self.draft.template.node(question);
                if node.is_some_and(|node| node.field.is_some()) {
                    self.change(&head, &AnswerId::of(question), &title)?;
                }
            }
            Element::EntryHeading { level, text, .. } => heading(target, *level, text)?,
            Element::Answer { language, content, .. } => {
                let place = child(target, "div")?;
                place.set_attribute("dir", "auto")?;
                if let Some(language) = language {
                    place.set_attribute("lang", language)?;
                }
                self.content(&place, content)?;
            }
        }
        Ok(())
    }

    fn content(&self, target: &Node, content: &Content) -> Result<(), JsValue> {
        match content {
            Content::Text(text) => {
                rich_dom::render(&child_of_class(target, "div", "formatted")?, text, TOP)?;
            }
            Content::Line(line) => rich_dom::render_line(&child(target, "p")?, line)?,
            Content::Choices(names) => {
                let list = child(target, "ul")?;
                for name in names {
                    child_with_text(&list, "li", name)?;
                }
            }
            Content::References(references) => {
                let list = child(target, "ul")?;
                for reference in references {
                    rich_dom::render_line(&child(&list, "li")?, &reference.line)?;
                }
            }
            Content::NotApplicable { text: words, reason } => {
                let paragraph = child_with_text(target, "p", words)?;
                if !reason.is_empty() {
                    text(&paragraph, " ")?;
                    text(&paragraph, reason)?;
                }
            }
            Content::Unanswered => {
                let paragraph = child_of_class(target, "p", "unanswered")?;
                paragraph.set_text_content(Some(self.catalogue.text(key::REVIEW_NO_ANSWER)));
            }
            Content::Unreadable(json) => {
                child_with_text(target, "pre", json)?;
            }
        }
        Ok(())
    }

    /// The way to an answer.
    fn change(&self, target: &Node, place: &AnswerId, name: &str) -> Result<(), JsValue> {
        let words = self.catalogue.text(key::REVIEW_CHANGE);
        let link = child_of_class(target, "a", "change")?;
        let route = Route::Write(self.draft.id.clone(), QuestionId::new(place.question()));
        link.set_attribute("href", &route.to_string())?;
        link.set_attribute("aria-label", &format!("{words}: {name}"))?;
        link.set_text_content(Some(words));
        Ok(())
    }
}

fn heading(target: &Node, level: u8, title: &str) -> Result<(), JsValue> {
    let level = level.saturating_add(TOP).min(6);
    child_with_text(target, &format!("h{level}"), title).map(drop)
}
