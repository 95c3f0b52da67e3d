//! How the page looks, and in which language it speaks.

use leptos::ev;
use leptos::prelude::*;

use crate::components::controls::{options, status};
use crate::element::{Element, html};
use crate::later::writing;
use crate::state::languages;
use crate::state::later::use_later;
use crate::state::localizer::use_localizer;
use crate::state::services::use_services;
use submission_core::locale::{Key, key};

/// Colours and language of the interface.
pub fn preferences() -> Element {
    let localizer = use_localizer();
    let module = use_later();
    let services = use_services();
    let colours = [
        ("", key::PREFERENCES_COLOURS_DEVICE),
        ("light", key::PREFERENCES_COLOURS_LIGHT),
        ("dark", key::PREFERENCES_COLOURS_DARK),
    ];
    let colours = colours.map(|(value, label)| (value.to_owned(), localizer.text(label)));
    let colours = options(html::select(), &colours, &services.theme())
        .on(ev::change, move |event| services.set_theme(&event_target_value(&event)));
    let tongues = html::select();
    for known in languages::AVAILABLE {
        let option = html::option().attr("value", known.tag).attr("lang", known.tag).child(known.name);
        tongues.add(&option);
    }
    let tongues =
        tongues.prop("value", move || localizer.asked_signal().get()).on(ev::change, move |event| {
            languages::choose(services, module, localizer, event_target_value(&event))
        });
    let labelled = |label: Key, select: Element| {
        html::label().child([html::span().child(localizer.text(label)), select])
    };
    let ways =
        [("", key::PREFERENCES_WRITING_MARKDOWN), (writing::FORMATTED, key::PREFERENCES_WRITING_FORMATTED)];
    let ways = ways.map(|(value, label)| (value.to_owned(), localizer.text(label)));
    let chosen = services.setting(writing::SETTING).unwrap_or_default();
    let ways = options(html::select(), &ways, &chosen).on(ev::change, move |event| {
        services.set_setting(writing::SETTING, &event_target_value(&event));
    });
    let missed = status().child(move || {
        if localizer.missed_signal().get() {
            localizer.text(key::PREFERENCES_LANGUAGE_MISSED)
        } else {
            String::new()
        }
    });
    html::div().class("preferences").child([
        labelled(key::PREFERENCES_COLOURS, colours),
        labelled(key::PREFERENCES_LANGUAGE, tongues),
        labelled(key::PREFERENCES_WRITING, ways),
        missed,
    ])
}
