//! Which questions are asked.

use crate::collections::SortedMap;
use std::cell::{OnceCell, RefCell};

use super::{AnswerId, AnswerState, Answers};
use crate::template::{Condition, FieldKind, Node, QuestionId, Template};

/// `node` is asked as the answers stand. What stands above it in the tree is not looked at. (Fields
/// of entries have no conditions.)
///
/// An answer that does not apply, or whose own question is not asked, counts as no answer.
pub fn is_asked(template: &Template, node: &Node, answers: &dyn Answers) -> bool {
    Asked::new(template, answers).is_asked(node)
}

/// Every question that is asked and can be answered, in printing order, respondent fields first.
pub fn asked_questions<'t>(template: &'t Template, answers: &dyn Answers) -> Vec<&'t Node> {
    let asked = Asked::new(template, answers);
    let mut found = Vec::new();
    for node in template.respondent.iter().chain(&template.sections) {
        asked.collect(node, &mut found);
    }
    found
}

/// Every question at or below `node` that is asked and can be answered.
pub fn asked_within<'t>(template: &Template, node: &'t Node, answers: &dyn Answers) -> Vec<&'t Node> {
    let mut found = Vec::new();
    Asked::new(template, answers).collect(node, &mut found);
    found
}

/// Which questions are asked while the answers stand as they are: what was found out of one
/// question is not worked out again for the next. Not to be kept beyond a change of an answer.
pub struct Asked<'a> {
    template: &'a Template,
    answers: &'a dyn Answers,
    /// Nodes by id, each with its parent. Made when the first condition asks for it.
    nodes: OnceCell<Nodes<'a>>,
    /// Whether a node and all above it are asked; `None` while that is being found out.
    known: RefCell<SortedMap<&'a str, Option<bool>>>,
}

type Nodes<'a> = SortedMap<&'a str, (&'a Node, Option<&'a Node>)>;

/// A node that must be looked at before what hangs on it.
struct NeedsFirst<'a>(&'a Node);

impl<'a> Asked<'a> {
    /// Of that template, as the answers stand.
    pub fn new(template: &'a Template, answers: &'a dyn Answers) -> Self {
        Self { template, answers, nodes: OnceCell::new(), known: RefCell::default() }
    }

    /// As [`is_asked`].
    pub fn is_asked(&self, node: &Node) -> bool {
        let Some(condition) = &node.when else { return true };
        loop {
            match self.holds(condition) {
                Ok(holds) => return holds,
                Err(NeedsFirst(other)) => self.find_out(other),
            }
        }
    }

    fn collect<'t>(&self, node: &'t Node, found: &mut Vec<&'t Node>) {
        if !self.is_asked(node) {
            return;
        }
        if node.field.as_ref().is_some_and(|field| field.kind != FieldKind::Static) {
            found.push(node);
        }
        for child in &node.children {
            self.collect(child, found);
        }
    }

    /// Finds out whether `node` and all above it are asked. No recursion: a chain of conditions
    /// may be as long as the template.
    fn find_out(&self, node: &'a Node) {
        let mut open = vec![node];
        self.learn(node, None);
        while let Some(&node) = open.last() {
            match self.is_asked_in_tree(node) {
                Ok(is_asked) => {
                    self.learn(node, Some(is_asked));
                    open.pop();
                }
                Err(NeedsFirst(other)) => {
                    self.learn(other, None);
                    open.push(other);
                }
            }
        }
    }

    fn learn(&self, node: &'a Node, is_asked: Option<bool>) {
        self.known.borrow_mut().insert(node.id.as_str(), is_asked);
    }

    fn is_asked_in_tree(&self, node: &'a Node) -> Result<bool, NeedsFirst<'a>> {
        if let Some((_, Some(parent))) = self.node(&node.id)
            && !self.is_known_to_be_asked(parent)?
        {
            return Ok(false);
        }
        node.when.as_ref().map_or(Ok(true), |condition| self.holds(condition))
    }

    /// A node that hangs on itself counts as asked (reading a template refuses such circles): too
    /// much is shown, and never too little.
    fn is_known_to_be_asked(&self, node: &'a Node) -> Result<bool, NeedsFirst<'a>> {
        let known = self.known.borrow().get(node.id.as_str()).copied();
        known.map(|known| known.unwrap_or(true)).ok_or(NeedsFirst(node))
    }

    fn holds(&self, condition: &Condition) -> Result<bool, NeedsFirst<'a>> {
        match condition {
            Condition::Includes { question, option } => {
                Ok(self.counted(question)?.is_some_and(|id| self.answers.includes(&id, option)))
            }
            Condition::Answered(question) => {
                Ok(self.counted(question)?.is_some_and(|id| self.answers.is_written(&id)))
            }
            Condition::All(conditions) => Ok(!self.any(conditions, false)?),
            Condition::Any(conditions) => self.any(conditions, true),
            Condition::Not(condition) => Ok(!self.holds(condition)?),
        }
    }

    /// One of the conditions comes out as `wanted`.
    fn any(&self, conditions: &[Condition], wanted: bool) -> Result<bool, NeedsFirst<'a>> {
        for condition in conditions {
            if self.holds(condition)? == wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The id of that question's answer, if its question is asked and it applies.
    fn counted(&self, question: &QuestionId) -> Result<Option<AnswerId>, NeedsFirst<'a>> {
        let Some((node, _)) = self.node(question) else { return Ok(None) };
        let id = AnswerId::of(question);
        let counts =
            self.is_known_to_be_asked(node)? && self.answers.state(&id) != AnswerState::NotApplicable;
        Ok(counts.then_some(id))
    }

    fn node(&self, id: &QuestionId) -> Option<(&'a Node, Option<&'a Node>)> {
        let nodes = self.nodes.get_or_init(|| {
            let mut nodes = Nodes::new();
            let mut open: Vec<_> = self
                .template
                .respondent
                .iter()
                .chain(&self.template.sections)
                .map(|node| (node, None))
                .collect();
            while let Some((node, parent)) = open.pop() {
                nodes.insert(node.id.as_str(), (node, parent));
                open.extend(node.children.iter().map(|child| (child, Some(node))));
            }
            nodes
        });
        nodes.get(id.as_str()).copied()
    }
}
