//! A question: its prompt, the control that answers it, and the margin with its guidance.

use std::rc::Rc;

use leptos::prelude::*;

use crate::components::answer_field::AnswerField;
use crate::components::choice::choice_field;
use crate::components::controls::label;
use crate::components::date_field::date_field;
use crate::components::diverged::diverged;
use crate::components::formatted::formatted_markdown;
use crate::components::group::group_field;
use crate::components::line_field::line_field;
use crate::components::per_item::per_item_field;
use crate::components::question_foot::question_foot;
use crate::components::reference::reference_field;
use crate::components::rich_field::{Debounced, rich_field};
use crate::components::tags::tags_field;
use crate::element::answer::element_id;
use crate::element::{Element, html};
use crate::state::localizer::use_localizer;
use crate::state::session::Session;
use submission_core::draft::{AnswerId, AnswerState, Value, is_asked};
use submission_core::locale::key;
use submission_core::template::{FieldKind, Node, QuestionId, Text};

/// The level below which guidance may have headings.
const GUIDANCE_HEADING: u8 = 4;

/// A question with everything that belongs to it; one about the respondent has no ticks below it.
pub fn question(session: &Session, question: &QuestionId, respondent: bool) -> Element {
    let localizer = use_localizer();
    let template = session.template();
    let Some(node) = template.node(question).cloned() else { return html::div() };
    let language = localizer.language();
    let prompt = template.text(&node.prompt, &language);
    let name = if node.label.is_empty() { prompt.to_owned() } else { format!("{} {prompt}", node.label) };
    let section_id = format!("question-{question}");
    let Some(field) = &node.field else {
        return html::h2().class("question-prompt").attr("id", &section_id).child(&name);
    };

    let answer_id = AnswerId::of(question);
    let single = field.kind.fields().is_empty() && !labelled_inside(&field.kind);
    let heading = html::span().child([if single {
        label(&element_id(&answer_id), &name)
    } else {
        html::span().child(&name)
    }]);
    if field.required {
        heading
            .clone()
            .child(" ")
            .add(&html::span().class("required").child(localizer.text(key::WRITE_REQUIRED)));
    }
    let margin = html::div().class("margin").attr("dir", "auto");
    let help = |text: &Option<Text>| {
        if let Some(text) = text {
            margin.add(&formatted_markdown(template.text(text, &language).to_owned(), GUIDANCE_HEADING));
        }
    };
    help(&node.guidance);
    help(&node.tip);

    let cell = session.cell(&answer_id);
    let debounced =
        matches!(field.kind, FieldKind::Rich).then(|| Debounced::new(cell.value.get_untracked().text()));
    let notice = html::div().class("stack");
    diverged(&notice, session, &answer_id);
    let answer = html::div().class("stack");
    redrawn(&answer, session, answer_id, &node, name.clone(), debounced, Vec::new());
    let not_applicable = {
        let state = cell.state.clone();
        move || state.get() == AnswerState::NotApplicable
    };
    let answer = answer.attr("hidden", not_applicable.clone());
    let kept = html::p().class("soft").child(localizer.text(key::WRITE_NOT_APPLICABLE_KEPT));
    let kept = kept.attr("hidden", move || !not_applicable() || cell.value.with_untracked(Value::is_empty));
    let body = html::div().class("question-answer").child([notice, answer, kept]);
    if !respondent && !matches!(field.kind, FieldKind::Static) {
        let (session, node) = (session.clone(), node.clone());
        // Where there is guidance it may stand below, and would be pushed down.
        let is_last = node.guidance.is_none() && node.tip.is_none();
        let foot = move || question_foot(&session, &node, &name, debounced);
        let below = html::div().class("later");
        body.add(&if is_last { below.later(foot) } else { below.child(foot()) });
    }
    let session = session.clone();
    html::section()
        .class("question")
        .attr("data-writes", "")
        .attr("id", &section_id)
        .attr("tabindex", "-1")
        .child([
            html::h2().class("question-prompt").attr("dir", "auto").child([heading]),
            html::div().class("question-body").child([body, margin]),
        ])
        .attr("hidden", move || !is_asked(&session.template(), &node, &session))
}

/// The control has labels of its own for each of its inputs.
fn labelled_inside(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Reference | FieldKind::Tags { .. } | FieldKind::Multichoice { .. } | FieldKind::Static
    )
}

/// The control of an answer, drawn anew when something else than the control changes the answer.
pub fn redrawn(
    into: &Element,
    session: &Session,
    answer_id: AnswerId,
    node: &Node,
    name: String,
    debounced: Option<Debounced>,
    suggested: Vec<String>,
) {
    let cell = session.cell(&answer_id);
    let (session, node) = (session.clone(), node.clone());
    into.clone().child(move || {
        cell.drawn.track();
        untrack(|| {
            if let Some(debounced) = debounced {
                debounced.markdown.set(cell.value.with(|value| value.text().to_owned()));
            }
            let drawn = html::div().class("stack");
            control(&drawn, &session, answer_id.clone(), &node, name.clone(), debounced, suggested.clone());
            vec![drawn]
        })
    });
}

/// The control that answers a question or sub-field. Where counts are wanted outside, `debounced` has
/// the signals to fill; `suggested` are ids of list entries.
pub fn control(
    into: &Element,
    session: &Session,
    answer_id: AnswerId,
    node: &Node,
    name: String,
    debounced: Option<Debounced>,
    suggested: Vec<String>,
) {
    let Some(field) = &node.field else { return };
    let answer_field =
        Rc::new(AnswerField { session: session.clone(), answer_id, name, required: field.required });
    match &field.kind {
        FieldKind::Text | FieldKind::Email | FieldKind::Url => {
            into.add(&line_field(answer_field, &field.kind))
        }
        FieldKind::Date { .. } => date_field(into, answer_field),
        FieldKind::Rich => rich_field(into, answer_field, debounced, false),
        FieldKind::Choice(options) => choice_field(into, answer_field, options, false),
        FieldKind::Consent(options) => choice_field(into, answer_field, options, true),
        FieldKind::Multichoice { options, .. } => {
            into.add(&tags_field(answer_field, &options.entries, &[], options.other));
        }
        FieldKind::Tags { list, suggested_by } => {
            let template = session.template();
            let entries = template.lists.get(list).map_or(&[][..], |list| &list.entries);
            let suggested = match suggested_by {
                Some(question) => session.suggestions(list, question),
                None => suggested,
            };
            into.add(&tags_field(answer_field, entries, &suggested, false));
        }
        FieldKind::PerItem { .. } => per_item_field(into, &answer_field, node),
        FieldKind::Group { .. } => group_field(into, &answer_field, node),
        FieldKind::Reference => into.add(&reference_field(&answer_field)),
        FieldKind::Static => {}
    }
}
