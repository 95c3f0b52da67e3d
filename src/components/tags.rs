//! Several options of a list: `tags` and `multichoice`.

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::fields;
use crate::components::answer_field::AnswerField;
use crate::components::choice::option_name;
use crate::components::controls::{disclosure, input, tick_box};
use crate::element::{Element, html};
use crate::state::localizer::use_localizer;
use submission_core::draft::{OTHER, Value};
use submission_core::locale::{Message, key};
use submission_core::template::OptionEntry;

/// Ticks an option or takes the tick away.
type Tick = Rc<dyn Fn(&str, bool)>;

/// Tick boxes for the entries, in list order, and for "Other" where it is offered; suggested ones
/// are marked, never ticked.
pub fn tags_field(
    field: Rc<AnswerField>,
    entries: &[OptionEntry],
    suggested: &[String],
    other: bool,
) -> Element {
    let localizer = use_localizer();
    let template = field.session.template();
    let language = localizer.language();
    let (chosen, other_text) = match field.value() {
        Value::Options { options, other } => (options, other),
        _ => Default::default(),
    };
    let order: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    let known = order.clone();
    let chosen = RwSignal::new(chosen);
    let written = RwSignal::new(other_text.clone());
    let tick: Tick = Rc::new({
        let field = field.clone();
        move |id, on| {
            let mut options = chosen.get_untracked();
            put(&mut options, id, on, &order);
            chosen.set(options.clone());
            field.edit(Value::Options { options, other: written.get_untracked() });
            field.session.flush();
        }
    });
    let summary_of = field.name.clone();
    let boxes =
        field.mark(html::div(), "").class("options").attr("role", "group").attr("aria-label", &field.name);
    for entry in entries {
        let hint = suggested.contains(&entry.id).then(|| localizer.text(key::WRITE_SUGGESTED));
        let name = option_name(entry, template.text(&entry.name, &language));
        let ticked = chosen.with_untracked(|chosen| chosen.contains(&entry.id));
        let (tick, id) = (tick.clone(), entry.id.clone());
        let ticked = tick_box(move |on| tick(&id, on)).prop("checked", ticked);
        boxes.add(&option_box(ticked, &name, hint.as_deref()).attr("data-nested", entry.parent.is_some()));
    }
    // What is not in the list (any more) can be seen, and taken away.
    for id in chosen.get_untracked().iter().filter(|id| *id != OTHER && !known.contains(id)) {
        let (tick, id) = (tick.clone(), id.clone());
        let name = id.clone();
        boxes.add(&option_box(tick_box(move |on| tick(&id, on)).prop("checked", true), &name, None));
    }
    if other {
        let name = localizer.text(key::WRITE_OTHER);
        let is_other = move || chosen.with(|chosen| chosen.iter().any(|id| id == OTHER));
        let ticked = tick_box(move |on| tick(OTHER, on)).prop("checked", untrack(is_other));
        boxes.add(&option_box(ticked, &name, None));
        let leave = field.clone();
        let text = field
            .mark(input("text", &format!("{}: {name}", field.name)), "other")
            .attr("hidden", move || !is_other())
            .prop("value", other_text)
            .on(ev::input, move |event| {
                let Some(text) = fields::written(&event) else { return };
                written.set(text);
                let (options, other) = (chosen.get_untracked(), written.get_untracked());
                field.edit(Value::Options { options, other });
            })
            .on(ev::blur, move |_| leave.session.flush());
        boxes.add(&text);
    }
    let said = move || match chosen.with(Vec::len) {
        0 => localizer.text(key::WRITE_CHOOSE),
        count => localizer.say(
            &Message::new(key::WRITE_CHOOSE_CHANGE)
                .with("chosen", localizer.count(key::COUNT_CHOSEN_OTHER, count)),
        ),
    };
    let summary =
        html::summary().attr("aria-label", move || Some(format!("{}: {summary_of}", said()))).child(said);
    disclosure(summary).child([boxes])
}

/// Puts `id` among the chosen ones or takes it away, and puts these in the order of the list.
pub fn put(chosen: &mut Vec<String>, id: &str, on: bool, order: &[String]) {
    chosen.retain(|known| known != id);
    if !on {
        return;
    }
    let rank = |id: &str| order.iter().position(|known| known == id).unwrap_or(usize::MAX);
    let at = chosen.iter().position(|known| rank(known) > rank(id)).unwrap_or(chosen.len());
    chosen.insert(at, id.to_owned());
}

/// A box of a list, with its name beside it.
pub fn option_box(ticked: Element, name: &str, hint: Option<&str>) -> Element {
    let name = html::span().child(name);
    if let Some(hint) = hint {
        name.clone().child(" ").add(&html::span().class("soft").child(hint));
    }
    html::label().class("option").child([ticked, name])
}
