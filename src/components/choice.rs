//! One option of several: `choice` and `consent`.

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::dates;
use crate::browser::fields::written;
use crate::components::answer_field::AnswerField;
use crate::components::controls::{input, options as add_options};
use crate::element::{Element, html};
use crate::state::localizer::use_localizer;
use submission_core::draft::{OTHER, Value};
use submission_core::locale::key;
use submission_core::template::{OptionEntry, Options};

/// A list to choose one option from, with a text for "Other" where the template offers it. Of a
/// `consent` the day of the choice is kept too.
pub fn choice_field(into: &Element, field: Rc<AnswerField>, options: &Options, consent: bool) {
    let localizer = use_localizer();
    let template = field.session.template();
    let (chosen, other) = match field.value() {
        Value::Options { options, other } => (options.first().cloned().unwrap_or_default(), other),
        Value::Consent { option, .. } => (option, String::new()),
        _ => Default::default(),
    };
    let language = localizer.language();
    let mut entries = vec![(String::new(), localizer.text(key::WRITE_NO_CHOICE))];
    for entry in &options.entries {
        entries.push((entry.id.clone(), option_name(entry, template.text(&entry.name, &language))));
    }
    if options.other {
        entries.push((OTHER.to_owned(), localizer.text(key::WRITE_OTHER)));
    }
    let is_other = RwSignal::new(options.other && chosen == OTHER);
    let other_text = RwSignal::new(other.clone());
    let select =
        add_options(field.identify(html::select().class("input")), &entries, &chosen).on(ev::change, {
            let field = field.clone();
            move |event| {
                let Some(option) = written(&event) else { return };
                is_other.set(option == OTHER);
                let other = other_text.get_untracked();
                field.edit(if option.is_empty() && other.is_empty() {
                    Value::None
                } else if consent {
                    Value::Consent {
                        option,
                        date: dates::today().map(|day| day.to_string()).unwrap_or_default(),
                    }
                } else {
                    // The text of "Other" stays, whatever is chosen.
                    let mut options = vec![option];
                    options.retain(|option| !option.is_empty());
                    Value::Options { options, other }
                });
                field.session.flush();
            }
        });
    let other_name = format!("{}: {}", field.name, localizer.text(key::WRITE_OTHER));
    let leave = field.clone();
    let other = field
        .mark(input("text", &other_name), "other")
        .attr("hidden", move || !is_other.get())
        .prop("value", other)
        .on(ev::input, move |event| {
            let Some(other) = written(&event) else { return };
            other_text.set(other.clone());
            field.edit(Value::Options { options: vec![OTHER.to_owned()], other });
        })
        .on(ev::blur, move |_| leave.session.flush());
    into.add(&select);
    into.add(&other);
}

/// How an option is called: its label and its name ("C5: Building confidence…").
pub fn option_name(entry: &OptionEntry, name: &str) -> String {
    if entry.label.is_empty() { name.to_owned() } else { format!("{}: {name}", entry.label) }
}
