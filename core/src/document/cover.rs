//! The pages before the questions: cover, form title, respondent fields.

use std::collections::BTreeSet;

use super::compose::Composer;
use super::{Content, Element};
use crate::draft::AnswerId;
use crate::template::{CoverLine, FieldKind, Node};

impl Composer<'_> {
    pub(super) fn cover_page(&mut self) {
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
            let (text, filled) = self.fill(self.say(text), on_cover);
            // Of a line whose slots are empty only signs may be left.
            if filled || text.contains(char::is_alphanumeric) {
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
    /// on a cover is worse than a gap. What is no respondent field stays as it is. Also says whether anything
    /// was put in. A field that does not stand there whole is printed among the others too.
    fn fill(&self, text: &str, on_cover: &mut BTreeSet<String>) -> (String, bool) {
        let mut filled = String::new();
        let mut any = false;
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let slot = after.split_once('}').and_then(|(id, tail)| {
                let node = self.template.respondent.iter().find(|node| node.id.as_str() == id)?;
                Some((node, tail))
            });
            match slot {
                Some((node, tail)) => {
                    let (answer, whole) = self.on_cover(node);
                    if whole {
                        on_cover.insert(node.id.to_string());
                    }
                    any |= !answer.is_empty();
                    filled.push_str(&answer);
                    rest = tail;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        (filled.trim().to_owned(), any)
    }

    fn respondent_field(&mut self, node: &Node) {
        let Some(field) = node.field.as_ref().filter(|field| field.kind != FieldKind::Static) else { return };
        let answer_id = AnswerId::of(&node.id);
        let line = if self.is_withheld(node) { None } else { self.short(node, &answer_id) };
        let line = line.unwrap_or_default();
        let has_entries = self.has_entries(node);
        let content = if self.is_withheld(node) || has_entries { None } else { self.long(node, &answer_id) };
        if !line.is_empty() || content.is_some() || has_entries || self.unanswered {
            let prompt = self.prompt(node);
            self.push(Element::Field { answer_id: answer_id.clone(), prompt, line });
        }
        if has_entries {
            self.listed_entries(node, field);
        } else if let Some(content) = content {
            self.answer(answer_id, content);
        }
    }

    /// What cannot stand on the line of its prompt.
    fn long(&mut self, node: &Node, answer_id: &AnswerId) -> Option<Content> {
        match self.short(node, answer_id) {
            Some(_) => None,
            None => self.content(node, answer_id, 1),
        }
    }
}
