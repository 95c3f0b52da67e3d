//! One sub-field of an entry: its label and its control.

use leptos::prelude::*;

use crate::draft::AnswerId;
use crate::template::{Node, Text};
use crate::ui::components::diverged::DivergedNotice;
use crate::ui::components::question::Redrawn;
use crate::ui::components::rich_field::RichField;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// A labelled sub-field.
#[component]
pub fn SubField(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
    /// The sub-field of the template.
    node: Node,
    /// What the accessible name begins with: question and entry.
    name: String,
    /// Ids of list entries that are suggested.
    #[prop(optional)]
    suggested: Vec<String>,
) -> impl IntoView {
    let words = use_words();
    let template = session.template();
    let language = words.language();
    let prompt = template.text(&node.prompt, &language).to_owned();
    let full_name = if prompt.is_empty() { name } else { format!("{name}: {prompt}") };
    let id = element_id(&place);
    view! {
        <div class="field">
            {(!prompt.is_empty()).then(|| view! { <label for=id>{prompt}</label> })}
            <DivergedNotice session=session.clone() place=place.clone() />
            <Redrawn session=session place=place node=node name=full_name suggested=suggested />
        </div>
    }
}

/// Free rich text before or after the entries of a question; nothing where the template has no
/// prompt for it.
#[component]
pub fn FreeText(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
    /// The template's prompt.
    prompt: Option<Text>,
    /// What the accessible name begins with: the question.
    name: String,
) -> impl IntoView {
    let language = use_words().language();
    let prompt = prompt.map(|prompt| session.template().text(&prompt, &language).to_owned());
    prompt.map(|prompt| {
        let id = element_id(&place);
        let full_name = format!("{name}: {prompt}");
        let label_for = id.clone();
        let cell = session.cell(&place);
        let notice = view! { <DivergedNotice session=session.clone() place=place.clone() /> };
        let sheet = move || {
            cell.drawn.track();
            view! {
                <RichField session=session.clone() place=place.clone() name=full_name.clone() id=id.clone() short=true />
            }
        };
        view! {
            <div class="field">
                <label for=label_for>{prompt}</label>
                {notice}
                {sheet}
            </div>
        }
    })
}

/// The id of the element in which an answer is written.
pub fn element_id(place: &AnswerId) -> String {
    format!("answer-{}", place.as_str().replace('/', "-"))
}
