//! A question: its prompt, the control that answers it, and the margin with its guidance.

use leptos::prelude::*;

use crate::draft::{AnswerId, AnswerState, is_asked};
use crate::locale::key;
use crate::template::{FieldKind, Node, QuestionId};
use crate::ui::components::choice::ChoiceField;
use crate::ui::components::date_field::DateField;
use crate::ui::components::diverged::DivergedNotice;
use crate::ui::components::formatted::FormattedMarkdown;
use crate::ui::components::group::GroupField;
use crate::ui::components::line_field::LineField;
use crate::ui::components::per_item::PerItemField;
use crate::ui::components::question_foot::QuestionFoot;
use crate::ui::components::reference::ReferenceField;
use crate::ui::components::rich_field::{RichField, Settled};
use crate::ui::components::sub_field::element_id;
use crate::ui::components::tags::TagsField;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// The level below which guidance may have headings.
const GUIDANCE_HEADING: u8 = 4;

/// A question with everything that belongs to it.
#[component]
pub fn Question(
    /// The open draft.
    session: Session,
    /// Which question.
    question: QuestionId,
    /// The question is about the respondent: no ticks below it.
    respondent: bool,
) -> impl IntoView {
    let words = use_words();
    let template = session.template();
    let Some(node) = template.node(&question).cloned() else { return ().into_any() };
    let language = words.language();
    let prompt = template.text(&node.prompt, &language).to_owned();
    let name = if node.label.is_empty() { prompt.clone() } else { format!("{} {prompt}", node.label) };
    let Some(field) = node.field.clone() else {
        return view! { <h2 class="question-prompt" id=format!("question-{question}")>{name}</h2> }
            .into_any();
    };

    let place = AnswerId::of(&question);
    let id = element_id(&place);
    let single = field.kind.fields().is_empty() && !labelled_inside(&field.kind);
    let heading = if single {
        view! { <label for=id.clone()>{name.clone()}</label> }.into_any()
    } else {
        view! { <span>{name.clone()}</span> }.into_any()
    };
    let required = field.required.then(|| {
        view! { " " <span class="required">{words.text(key::WRITE_REQUIRED)}</span> }
    });
    let help = |text: &Option<crate::template::Text>| {
        text.as_ref().map(|text| template.text(text, &language).to_owned())
    };
    let guidance = help(&node.guidance)
        .map(|markdown| view! { <FormattedMarkdown markdown=markdown heading=GUIDANCE_HEADING /> });
    let tip = help(&node.tip)
        .map(|markdown| view! { <FormattedMarkdown markdown=markdown heading=GUIDANCE_HEADING /> });

    let asked = {
        let (session, node) = (session.clone(), node.clone());
        move || is_asked(&session.template(), &node, &session)
    };
    let state = session.cell(&place).state;
    let not_applicable = Memo::new(move |_| state.get() == AnswerState::NotApplicable);
    let settled = matches!(field.kind, FieldKind::Rich)
        .then(|| Settled::new(session.cell(&place).value.get_untracked().text()));
    let foot = (!respondent && !matches!(field.kind, FieldKind::Static)).then(|| {
        view! { <QuestionFoot session=session.clone() node=node.clone() name=name.clone() settled=settled /> }
    });
    let hidden_note = words.text(key::WRITE_NOT_APPLICABLE_KEPT);
    let has_text = {
        let session = session.clone();
        let place = place.clone();
        move || {
            not_applicable.get() && !session.cell(&place).value.with_untracked(crate::draft::Value::is_empty)
        }
    };
    view! {
        <section class="question" id=format!("question-{question}") hidden=move || !asked()>
            <h2 class="question-prompt" dir="auto"><span>{heading} {required}</span></h2>
            <div class="question-body">
                <div class="question-answer">
                    <div class="stack" hidden=move || not_applicable.get()>
                        <DivergedNotice session=session.clone() place=place.clone() />
                        <Redrawn session=session.clone() place=place node=node name=name settled=settled />
                    </div>
                    <p class="soft" hidden=move || !has_text()>{hidden_note}</p>
                    {foot}
                </div>
                <div class="margin" dir="auto">{guidance} {tip}</div>
            </div>
        </section>
    }
    .into_any()
}

/// The control has labels of its own for each of its inputs.
fn labelled_inside(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Reference | FieldKind::Tags { .. } | FieldKind::Multichoice { .. } | FieldKind::Static
    )
}

/// A control that is drawn anew when something else changes its answer.
#[component]
pub fn Redrawn(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
    /// The question or sub-field.
    node: Node,
    /// The accessible name.
    name: String,
    /// Where counts are wanted outside, the signals to fill.
    #[prop(optional_no_strip)]
    settled: Option<Settled>,
    /// Ids of list entries that are suggested.
    #[prop(optional)]
    suggested: Vec<String>,
) -> impl IntoView {
    let cell = session.cell(&place);
    move || {
        cell.drawn.track();
        if let Some(settled) = settled {
            settled.markdown.set(untrack(|| cell.value.with(|value| value.text().to_owned())));
        }
        let (session, place, node) = (session.clone(), place.clone(), node.clone());
        view! {
            <Control
                session=session
                place=place
                node=node
                name=name.clone()
                settled=settled
                suggested=suggested.clone()
            />
        }
    }
}

/// The control that answers a field.
#[component]
pub fn Control(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
    /// The question or sub-field.
    node: Node,
    /// The accessible name.
    name: String,
    /// Where counts are wanted outside, the signals to fill.
    #[prop(optional_no_strip)]
    settled: Option<Settled>,
    /// Ids of list entries that are suggested.
    #[prop(optional)]
    suggested: Vec<String>,
) -> impl IntoView {
    let Some(field) = node.field.clone() else { return ().into_any() };
    let id = element_id(&place);
    let required = field.required;
    match field.kind {
        FieldKind::Text | FieldKind::Email | FieldKind::Url => {
            view! { <LineField session=session place=place kind=field.kind name=name id=id required=required /> }.into_any()
        }
        FieldKind::Date { .. } => {
            view! { <DateField session=session place=place name=name id=id required=required /> }.into_any()
        }
        FieldKind::Rich => {
            let settled =
                settled.unwrap_or_else(|| Settled::new(session.cell(&place).value.get_untracked().text()));
            view! {
                <RichField session=session place=place name=name id=id required=required settled=settled />
            }
            .into_any()
        }
        FieldKind::Choice(options) => {
            view! { <ChoiceField session=session place=place options=options name=name id=id required=required /> }
                .into_any()
        }
        FieldKind::Consent(options) => view! {
            <ChoiceField session=session place=place options=options consent=true name=name id=id required=required />
        }
        .into_any(),
        FieldKind::Multichoice { options, .. } => view! {
            <TagsField session=session place=place entries=options.entries other=options.other name=name />
        }
        .into_any(),
        FieldKind::Tags { list, suggested_by } => {
            let entries = session.template().lists.get(&list).map(|list| list.entries.clone()).unwrap_or_default();
            let suggested = match suggested_by {
                Some(question) => session.suggestions(&list, &question),
                None => suggested,
            };
            view! { <TagsField session=session place=place entries=entries suggested=suggested name=name /> }.into_any()
        }
        FieldKind::PerItem { .. } => view! { <PerItemField session=session node=node name=name /> }.into_any(),
        FieldKind::Group { .. } => view! { <GroupField session=session node=node name=name /> }.into_any(),
        FieldKind::Reference => view! { <ReferenceField session=session place=place name=name /> }.into_any(),
        FieldKind::Static => ().into_any(),
    }
}
