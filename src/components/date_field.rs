//! A day: typed in words or as ISO 8601, shown in words.

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{dates, fields};
use crate::components::answer_field::AnswerField;
use crate::components::controls::input;
use crate::element::answer::part_id;
use crate::element::{Element, html};
use crate::state::localizer::{Localizer, use_localizer};
use submission_core::draft::Value;
use submission_core::draft::dates::{Date, DateReading, recognise};
use submission_core::locale::key;

/// The input of a date. What is no date stays as it was typed; the checks speak of it later.
pub fn date_field(into: &Element, field: Rc<AnswerField>) {
    let localizer = use_localizer();
    let understood = RwSignal::new(String::new());
    let hint = part_id(&field.answer_id, "hint");
    let leave = field.clone();
    let date = field
        .identify(input("text", &field.name))
        .attr("data-part", "day")
        .attr("data-size", "short")
        .attr("autocomplete", "off")
        .attr("aria-describedby", &hint)
        .prop("value", shown(localizer, field.value().text()))
        .on(ev::input, move |event| {
            let Some(typed) = fields::written(&event) else { return };
            understood.set(parse_date(&typed).map(|_| shown(localizer, &typed)).unwrap_or_default());
            field.edit(Value::Text(stored(&typed)));
        })
        .on(ev::blur, move |event| {
            leave.session.flush();
            fields::set_text(&event_target(&event), &shown(localizer, leave.value().text()));
        });
    let hint = html::p().class("soft").attr("id", &hint).child(move || match understood.get() {
        text if text.is_empty() => localizer.text(key::WRITE_DATE_HINT),
        text => text,
    });
    into.add(&date);
    into.add(&hint);
}

fn parse_date(text: &str) -> Option<Date> {
    match recognise(text) {
        DateReading::Day(date) => Some(date),
        DateReading::Ambiguous(..) | DateReading::Unknown => None,
    }
}

/// ISO 8601 where the text is a date, else the text.
fn stored(typed: &str) -> String {
    parse_date(typed).map_or_else(|| typed.to_owned(), |date| date.to_string())
}

/// The date in the interface's language, else the text.
pub fn shown(localizer: Localizer, text: &str) -> String {
    parse_date(text).map_or_else(|| text.to_owned(), |date| dates::day(&localizer.language(), date))
}
