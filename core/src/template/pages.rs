//! How a template is cut into pages for writing: a section at a time, and a long section in
//! parts, so that what is on the page does not grow with the template.

use crate::template::{Node, QuestionId, Template};

/// Most questions on one page.
const QUESTIONS: usize = 12;

/// A page of the Write screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// The section that it shows; `None` for the respondent fields and for questions without one.
    pub section: Option<QuestionId>,
    /// Which part of its section it is, from 1.
    pub part: usize,
    /// Into how many parts the section is cut.
    pub parts: usize,
    /// What stands on it, in printing order: questions, and headings of sub-sections.
    pub nodes: Vec<QuestionId>,
    /// The page holds the respondent fields.
    pub respondent: bool,
}

impl Page {
    /// The question that names the page in its address.
    pub fn first(&self) -> Option<&QuestionId> {
        self.nodes.first()
    }
}

/// All pages of the template: respondent fields first, then the sections.
pub fn pages(template: &Template) -> Vec<Page> {
    let mut pages = Vec::new();
    push_parts(&mut pages, None, template.respondent.iter().map(|node| node.id.clone()).collect(), true);
    let flat = template.sections.iter().all(|node| node.children.is_empty());
    if flat {
        push_parts(&mut pages, None, template.sections.iter().map(|node| node.id.clone()).collect(), false);
        return pages;
    }
    for section in &template.sections {
        let mut nodes = Vec::new();
        if section.field.is_some() {
            nodes.push(section.id.clone());
        }
        below(section, &mut nodes);
        push_parts(&mut pages, Some(&section.id), nodes, false);
    }
    pages
}

/// The page that a question stands on.
pub fn page_of(pages: &[Page], question: &QuestionId) -> Option<usize> {
    pages
        .iter()
        .position(|page| page.nodes.contains(question))
        .or_else(|| pages.iter().position(|page| page.section.as_ref() == Some(question)))
}

fn below(node: &Node, nodes: &mut Vec<QuestionId>) {
    for child in &node.children {
        nodes.push(child.id.clone());
        below(child, nodes);
    }
}

fn push_parts(pages: &mut Vec<Page>, section: Option<&QuestionId>, nodes: Vec<QuestionId>, respondent: bool) {
    let parts = nodes.len().div_ceil(QUESTIONS);
    for (index, nodes) in nodes.chunks(QUESTIONS).enumerate() {
        let nodes = nodes.to_vec();
        pages.push(Page { section: section.cloned(), part: index + 1, parts, nodes, respondent });
    }
}
