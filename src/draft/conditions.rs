//! Which questions are asked.

use super::{AnswerId, AnswerState, Answers};
use crate::template::{Condition, FieldKind, Node, QuestionId, Template};

/// A condition that hangs on more conditions than this counts as fulfilled: too much is shown, and
/// never too little.
const MAX_STEPS: usize = 64;

/// `node` is asked as the answers stand. What stands above it in the tree is not looked at. (Fields
/// of entries have no conditions.)
///
/// An answer that does not apply, or whose own question is not asked, counts as no answer.
pub fn is_asked(template: &Template, node: &Node, answers: &dyn Answers) -> bool {
    Lookup { template, answers }.asked(node, MAX_STEPS)
}

/// Every question that is asked and can be answered, in printing order, respondent fields first.
pub fn asked_questions<'t>(template: &'t Template, answers: &dyn Answers) -> Vec<&'t Node> {
    let mut found = Vec::new();
    for node in template.respondent.iter().chain(&template.sections) {
        found.extend(asked_within(template, node, answers));
    }
    found
}

/// Every question at or below `node` that is asked and can be answered.
pub fn asked_within<'t>(template: &Template, node: &'t Node, answers: &dyn Answers) -> Vec<&'t Node> {
    if !is_asked(template, node, answers) {
        return Vec::new();
    }
    let mut found = Vec::new();
    if node.field.as_ref().is_some_and(|field| field.kind != FieldKind::Static) {
        found.push(node);
    }
    for child in &node.children {
        found.extend(asked_within(template, child, answers));
    }
    found
}

struct Lookup<'a> {
    template: &'a Template,
    answers: &'a dyn Answers,
}

impl Lookup<'_> {
    fn asked(&self, node: &Node, steps: usize) -> bool {
        match (&node.when, steps.checked_sub(1)) {
            (None, _) | (_, None) => true,
            (Some(condition), Some(steps)) => self.holds(condition, steps),
        }
    }

    fn holds(&self, condition: &Condition, steps: usize) -> bool {
        match condition {
            Condition::Includes { question, option } => {
                self.counted(question, steps).is_some_and(|place| self.answers.includes(&place, option))
            }
            Condition::Answered(question) => {
                self.counted(question, steps).is_some_and(|place| self.answers.is_written(&place))
            }
            Condition::All(conditions) => conditions.iter().all(|condition| self.holds(condition, steps)),
            Condition::Any(conditions) => conditions.iter().any(|condition| self.holds(condition, steps)),
            Condition::Not(condition) => !self.holds(condition, steps),
        }
    }

    /// The place of that question's answer, if its question is asked and it applies.
    fn counted(&self, question: &QuestionId, steps: usize) -> Option<AnswerId> {
        let path = path_to(&self.template.respondent, question)
            .or_else(|| path_to(&self.template.sections, question))?;
        let place = AnswerId::of(question);
        (path.iter().all(|node| self.asked(node, steps)) && self.applies(&place)).then_some(place)
    }

    fn applies(&self, place: &AnswerId) -> bool {
        self.answers.state(place) != AnswerState::NotApplicable
    }
}

/// The nodes from the root down to that question.
fn path_to<'t>(nodes: &'t [Node], question: &QuestionId) -> Option<Vec<&'t Node>> {
    nodes.iter().find_map(|node| {
        if node.id == *question {
            return Some(vec![node]);
        }
        let mut path = path_to(&node.children, question)?;
        path.insert(0, node);
        Some(path)
    })
}
