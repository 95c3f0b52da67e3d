//! A reference: title, address, symbol, year, language, note.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev;

use crate::browser::fields;
use crate::components::answer_field::AnswerField;
use crate::components::controls::{input, label};
use crate::element::answer::part_id;
use crate::element::{Element, html};
use crate::state::localizer::use_localizer;
use submission_core::draft::{Reference, Value};
use submission_core::locale::{Key, key};

/// One member of a reference: its name in files, its words, how it is read, and where it is kept.
type Member = (&'static str, Key, &'static str, fn(&mut Reference) -> &mut String);

const MEMBERS: [Member; 6] = [
    ("title", key::REFERENCE_TITLE, "text", |reference| &mut reference.title),
    ("address", key::REFERENCE_ADDRESS, "url", |reference| &mut reference.address),
    ("symbol", key::REFERENCE_SYMBOL, "text", |reference| &mut reference.symbol),
    ("year", key::REFERENCE_YEAR, "text", |reference| &mut reference.year),
    ("language", key::REFERENCE_LANGUAGE, "text", |reference| &mut reference.language),
    ("note", key::REFERENCE_NOTE, "text", |reference| &mut reference.note),
];

/// The inputs of a reference.
pub fn reference_field(field: &Rc<AnswerField>) -> Element {
    let localizer = use_localizer();
    let initial = match field.value() {
        Value::Reference(reference) => reference,
        _ => Reference::default(),
    };
    let reference = Rc::new(RefCell::new(initial));
    let inputs = html::div().class("entry-fields reference");
    for (index, (part, name, kind, member)) in MEMBERS.into_iter().enumerate() {
        let name = localizer.text(name);
        // The first input stands for the whole answer: it is where a link to the answer leads.
        let id = if index == 0 { field.id() } else { part_id(&field.answer_id, part) };
        let value = member(&mut reference.borrow_mut()).clone();
        let input = field.mark(input(kind, &format!("{}: {name}", field.name)), part);
        let (field, leave, reference) = (field.clone(), field.clone(), reference.clone());
        let input = input
            .attr("id", &id)
            .prop("value", value)
            .on(ev::input, move |event| {
                let Some(written) = fields::written(&event) else { return };
                *member(&mut reference.borrow_mut()) = written;
                let written = reference.borrow().clone();
                field.edit(Value::Reference(written));
            })
            .on(ev::blur, move |_| leave.session.flush());
        inputs.add(&html::div().class("field").child([label(&id, &name), input]));
    }
    inputs
}
