//! A question: its prompt, the control that answers it, and the margin with its guidance.

use std::rc::Rc;

use leptos::prelude::*;

use crate::components::choice::choice_field;
use crate::components::controls::label;
use crate::components::date_field::date_field;
use crate::components::diverged::diverged;
use crate::components::field_place::FieldPlace;
use crate::components::formatted::formatted_markdown;
use crate::components::group::group_field;
use crate::components::line_field::line_field;
use crate::components::per_item::per_item_field;
use crate::components::question_foot::question_foot;
use crate::components::reference::reference_field;
use crate::components::rich_field::{Settled, rich_field};
use crate::components::tags::tags_field;
use crate::element::answer::element_id;
use crate::element::{El, el};
use crate::state::session::Session;
use crate::state::words::use_words;
use submission_core::draft::{AnswerId, AnswerState, Value, is_asked};
use submission_core::locale::key;
use submission_core::template::{FieldKind, Node, QuestionId, Text};

/// The level below which guidance may have headings.
const GUIDANCE_HEADING: u8 = 4;

/// A question with everything that belongs to it; one about the respondent has no ticks below it.
pub fn question(session: &Session, question: &QuestionId, respondent: bool) -> El {
    let words = use_words();
    let template = session.template();
    let Some(node) = template.node(question).cloned() else { return el("div") };
    let language = words.language();
    let prompt = template.text(&node.prompt, &language);
    let name = if node.label.is_empty() { prompt.to_owned() } else { format!("{} {prompt}", node.label) };
    let section_id = format!("question-{question}");
    let Some(field) = &node.field else {
        return el("h2").class("question-prompt").attr("id", &section_id).text(&name);
    };

    let place = AnswerId::of(question);
    let single = field.kind.fields().is_empty() && !labelled_inside(&field.kind);
    let heading =
        el("span").with(&[if single { label(&element_id(&place), &name) } else { el("span").text(&name) }]);
    if field.required {
        heading.clone().text(" ").add(&el("span").class("required").text(&words.text(key::WRITE_REQUIRED)));
    }
    let margin = el("div").class("margin").attr("dir", "auto");
    let help = |text: &Option<Text>| {
        if let Some(text) = text {
            margin.add(&formatted_markdown(template.text(text, &language).to_owned(), GUIDANCE_HEADING));
        }
    };
    help(&node.guidance);
    help(&node.tip);

    let cell = session.cell(&place);
    let settled =
        matches!(field.kind, FieldKind::Rich).then(|| Settled::new(cell.value.get_untracked().text()));
    let notice = el("div").class("stack");
    diverged(&notice, session, &place);
    let answer = el("div").class("stack");
    redrawn(&answer, session, place, &node, name.clone(), settled, Vec::new());
    let not_applicable = {
        let state = cell.state.clone();
        move || state.get() == AnswerState::NotApplicable
    };
    let answer = answer.follow_flag("hidden", not_applicable.clone());
    let kept = el("p").class("soft").text(&words.text(key::WRITE_NOT_APPLICABLE_KEPT));
    let kept =
        kept.follow_flag("hidden", move || !not_applicable() || cell.value.with_untracked(Value::is_empty));
    let body = el("div").class("question-answer").with(&[notice, answer, kept]);
    if !respondent && !matches!(field.kind, FieldKind::Static) {
        let (session, node) = (session.clone(), node.clone());
        // Where there is guidance it may stand below, and would be pushed down.
        let is_last = node.guidance.is_none() && node.tip.is_none();
        let foot = move || question_foot(&session, &node, &name, settled);
        let place = el("div").class("later");
        body.add(&if is_last { place.later(foot) } else { place.with(&foot()) });
    }
    let session = session.clone();
    el("section")
        .class("question")
        .attr("data-writes", "")
        .attr("id", &section_id)
        .attr("tabindex", "-1")
        .with(&[
            el("h2").class("question-prompt").attr("dir", "auto").with(&[heading]),
            el("div").class("question-body").with(&[body, margin]),
        ])
        .follow_flag("hidden", move || !is_asked(&session.template(), &node, &session))
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
    into: &El,
    session: &Session,
    place: AnswerId,
    node: &Node,
    name: String,
    settled: Option<Settled>,
    suggested: Vec<String>,
) {
    let cell = session.cell(&place);
    let (session, node) = (session.clone(), node.clone());
    into.clone().follow_children(move || {
        cell.drawn.track();
        untrack(|| {
            if let Some(settled) = settled {
                settled.markdown.set(cell.value.with(|value| value.text().to_owned()));
            }
            let drawn = el("div").class("stack");
            control(&drawn, &session, place.clone(), &node, name.clone(), settled, suggested.clone());
            vec![drawn]
        })
    });
}

/// The control that answers a question or sub-field. Where counts are wanted outside, `settled` has
/// the signals to fill; `suggested` are ids of list entries.
pub fn control(
    into: &El,
    session: &Session,
    place: AnswerId,
    node: &Node,
    name: String,
    settled: Option<Settled>,
    suggested: Vec<String>,
) {
    let Some(field) = &node.field else { return };
    let place = Rc::new(FieldPlace { session: session.clone(), place, name, required: field.required });
    match &field.kind {
        FieldKind::Text | FieldKind::Email | FieldKind::Url => into.add(&line_field(place, &field.kind)),
        FieldKind::Date { .. } => date_field(into, place),
        FieldKind::Rich => rich_field(into, place, settled, false),
        FieldKind::Choice(options) => choice_field(into, place, options, false),
        FieldKind::Consent(options) => choice_field(into, place, options, true),
        FieldKind::Multichoice { options, .. } => {
            into.add(&tags_field(place, &options.entries, &[], options.other));
        }
        FieldKind::Tags { list, suggested_by } => {
            let template = session.template();
            let entries = template.lists.get(list).map_or(&[][..], |list| &list.entries);
            let suggested = match suggested_by {
                Some(question) => session.suggestions(list, question),
                None => suggested,
            };
            into.add(&tags_field(place, entries, &suggested, false));
        }
        FieldKind::PerItem { .. } => per_item_field(into, &place, node),
        FieldKind::Group { .. } => group_field(into, &place, node),
        FieldKind::Reference => into.add(&reference_field(&place)),
        FieldKind::Static => {}
    }
}
