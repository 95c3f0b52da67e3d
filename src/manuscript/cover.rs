//! The pages before the questions: cover, form title, respondent fields.

use std::collections::BTreeSet;

use super::compose::Composer;
use super::{Content, Element, values};
use crate::draft::AnswerId;
use crate::template::{CoverLine, Node};

impl Composer<'_> {
    pub(super) fn front(&mut self) {
        let mut on_cover = BTreeSet::new();
        if self.template.export.cover {
            self.cover(&mut on_cover);
        }
        for line in &self.template.heading {
            self.push(Element::FormTitle(self.say(line).to_owned()));
        }
        for node in &self.template.respondent {
            if !on_cover.contains(node.id.as_str()) && (self.is_asked)(node) {
                self.respondent_field(node);
            }
        }
    }

    fn cover(&mut self, on_cover: &mut BTreeSet<String>) {
        let cover = &self.template.cover;
        for CoverLine { text, strong } in &cover.lines {
            let text = self.fill(self.say(text), on_cover);
            if text.contains(char::is_alphanumeric) {
                self.push(Element::CoverLine { text, strong: *strong });
            }
        }
        if let Some(purpose) = &cover.purpose {
            self.push(Element::Purpose(self.say(purpose).to_owned()));
        }
        if let Some(disclaimer) = &cover.disclaimer {
            self.push(Element::Disclaimer(self.say(disclaimer).to_owned()));
        }
    }

    /// Puts the respondent's answers into `{id}`; nothing where there is none, for a placeholder
    /// on a cover is worse than a gap. What is no respondent field stays as it is.
    fn fill(&self, text: &str, on_cover: &mut BTreeSet<String>) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let slot = after.split_once('}').and_then(|(id, tail)| {
                let node = self.template.respondent.iter().find(|node| node.id.as_str() == id)?;
                Some((node, tail))
            });
            match slot {
                Some((node, tail)) => {
                    on_cover.insert(node.id.to_string());
                    filled.push_str(&values::plain(&self.line(node)));
                    rest = tail;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled.trim().to_owned()
    }

    fn line(&self, node: &Node) -> Vec<crate::richtext::Inline> {
        if self.is_withheld(node) || !(self.is_asked)(node) {
            return Vec::new();
        }
        self.short(node, &AnswerId::of(&node.id)).unwrap_or_default()
    }

    fn respondent_field(&mut self, node: &Node) {
        let place = AnswerId::of(&node.id);
        let line = self.line(node);
        let content = if self.is_withheld(node) { None } else { self.long(node, &place, 1) };
        if !line.is_empty() || content.is_some() || self.unanswered {
            let prompt = self.say(&node.prompt).to_owned();
            self.push(Element::Field { place: place.clone(), prompt, line });
        }
        if let Some(content) = content {
            self.answer(place, content);
        }
    }

    /// What cannot stand on the line of its prompt.
    fn long(&mut self, node: &Node, place: &AnswerId, level: u8) -> Option<Content> {
        match self.short(node, place) {
            Some(_) => None,
            None => self.content(node, place, level),
        }
    }
}
