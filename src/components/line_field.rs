//! One line of text: `text`, `email`, `url`.

use std::rc::Rc;

use leptos::ev;

use crate::browser::fields::written;
use crate::components::answer_field::AnswerField;
use crate::components::controls::input;
use crate::element::Element;
use submission_core::draft::Value;
use submission_core::template::FieldKind;

/// The input of a one-line answer.
pub fn line_field(field: Rc<AnswerField>, kind: &FieldKind) -> Element {
    let (input_type, complete) = match kind {
        FieldKind::Email => ("email", "email"),
        FieldKind::Url => ("url", "url"),
        _ => ("text", "off"),
    };
    let leave = field.clone();
    field
        .identify(input(input_type, &field.name))
        .attr("autocomplete", complete)
        .prop("value", field.value().text())
        .on(ev::input, {
            let field = field.clone();
            move |event| {
                if let Some(text) = written(&event) {
                    field.edit(Value::Text(text));
                }
            }
        })
        .on(ev::blur, move |_| leave.session.flush())
}
