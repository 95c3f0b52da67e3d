//! One sub-field of an entry: its label and its control.

use leptos::prelude::*;

use crate::draft::AnswerId;
use crate::template::Node;
use crate::ui::components::question::Control;
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
            <Control session=session place=place node=node name=full_name suggested=suggested />
        </div>
    }
}

/// The id of the element in which an answer is written.
pub fn element_id(place: &AnswerId) -> String {
    format!("answer-{}", place.as_str().replace('/', "-"))
}
