//! One sub-field of an entry: its label and its control.

use std::rc::Rc;

use leptos::prelude::*;

use crate::components::answer_field::AnswerField;
use crate::components::controls::label;
use crate::components::diverged::diverged;
use crate::components::question::redrawn;
use crate::components::rich_field::rich_field;
use crate::element::answer::element_id;
use crate::element::{Element, html};
use crate::state::localizer::use_localizer;
use crate::state::session::Session;
use submission_core::document::heading_text;
use submission_core::draft::AnswerId;
use submission_core::template::{Node, QuestionId, Text};

/// A labelled sub-field. `name` is what its accessible name begins with: question and entry;
/// `suggested` are ids of list entries.
pub fn sub_field(
    session: &Session,
    answer_id: AnswerId,
    node: &Node,
    name: &str,
    suggested: Vec<String>,
) -> Element {
    let template = session.template();
    let language = use_localizer().language();
    let prompt = &heading_text(&node.label, template.text(&node.prompt, &language));
    let full_name = if prompt.is_empty() { name.to_owned() } else { format!("{name}: {prompt}") };
    let labels = (!prompt.is_empty()).then(|| label(&element_id(&answer_id), prompt));
    let field = html::div().class("field").child(labels.as_slice());
    diverged(&field, session, &answer_id);
    redrawn(&field, session, answer_id, node, full_name, None, suggested);
    field
}

/// The free text before (`"before"`) or after (`"after"`) the entries of a question, where the
/// template has a prompt for it.
pub fn around(
    into: &Element,
    field: &AnswerField,
    question: &QuestionId,
    which: &str,
    prompt: Option<&Text>,
) {
    let Some(prompt) = prompt else { return };
    let template = field.session.template();
    let prompt = template.text(prompt, &use_localizer().language());
    let answer_id = AnswerId::around(question, which);
    let labelled = html::div().class("field").child([label(&element_id(&answer_id), prompt)]);
    let name = format!("{}: {prompt}", field.name);
    let cell = field.session.cell(&answer_id);
    diverged(&labelled, &field.session, &answer_id);
    let answer_field =
        Rc::new(AnswerField { session: field.session.clone(), answer_id, name, required: false });
    let labelled = labelled.child(move || {
        cell.drawn.track();
        let drawn = html::div().class("stack");
        untrack(|| rich_field(&drawn, answer_field.clone(), None, true));
        vec![drawn]
    });
    into.add(&labelled);
}
