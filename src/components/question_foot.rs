//! Below an answer: its length, and what the writer says of it (ready, not applicable).

use std::rc::Rc;

use leptos::prelude::*;

use crate::components::controls::{button, input, label};
use crate::components::rich_field::Settled;
use crate::element::answer::{mark, part_id};
use crate::element::{El, el};
use crate::state::session::Session;
use crate::state::undo::{done, use_undo};
use crate::state::words::{Words, use_words};
use submission_core::draft::{Answer, AnswerId, AnswerState, Value, says_not_applicable};
use submission_core::locale::{Key, Message, key};
use submission_core::template::{LimitUnit, Limits, Node, WORDS_A_PAGE};

/// Length and ticks of one question. `name` is its accessible name, `settled` what is known of its
/// rich text, where it is one.
pub fn question_foot(session: &Session, node: &Node, name: &str, settled: Option<Settled>) -> Vec<El> {
    let mut parts = Vec::new();
    let words = use_words();
    let place = AnswerId::of(&node.id);
    let cell = session.cell(&place);
    let state = cell.state;
    let may_skip = node.field.as_ref().is_some_and(|field| field.not_applicable);

    if let Some(settled) = settled.filter(|_| may_skip) {
        parts.push(offer(session, &place, settled));
    }
    let foot = el("div").class("question-foot");
    if let Some(settled) = settled {
        let limits = node.field.as_ref().and_then(|field| field.limits.clone());
        foot.add(&length_of(settled, limits));
    }

    // Said when a box could not be ticked, so that no click goes without an answer.
    let nothing_yet = RwSignal::new(false);
    let ticks = el("div").class("question-ticks");
    let tick = |when_on: AnswerState, label: Key, kind: &str| {
        let (session, place, state, changed) = (session.clone(), place.clone(), state.clone(), state.clone());
        let label = words.text(label);
        let ticked = el("input")
            .attr("type", "checkbox")
            .attr("id", &part_id(&place, kind))
            .attr("aria-label", &format!("{label}: {name}"))
            .follow_checked(move || state.get() == when_on)
            .on("change", move |event| {
                let tick_box: web_sys::HtmlInputElement = event_target(&event);
                let wanted = tick_box.checked();
                session.tick(&place, when_on, wanted);
                let done = changed.get_untracked() == when_on;
                tick_box.set_checked(done);
                nothing_yet.set(wanted && !done);
            });
        ticks.add(&el("label").class("tick").with(&[ticked, el("span").text(&label)]));
    };
    tick(AnswerState::Ready, key::WRITE_READY, "ready");
    if may_skip {
        tick(AnswerState::NotApplicable, key::WRITE_NOT_APPLICABLE, "not-applicable");
    }
    foot.add(&ticks);
    foot.add(&clear(session, &place, name));
    parts.push(foot);

    let hint = if may_skip { key::WRITE_NOTHING_YET } else { key::WRITE_NOTHING_YET_SHORT };
    let said = move || if nothing_yet.get() { words.text(hint) } else { String::new() };
    parts.push(el("p").class("soft").attr("role", "status").follow_text(said));
    if may_skip {
        let text = words.text(key::WRITE_REASON);
        let id = part_id(&place, "reason");
        let (leave, session) = (session.clone(), session.clone());
        let reason = mark(input("text", &format!("{text}: {name}")), &place, "reason")
            .attr("id", &id)
            .property("value", cell.reason.get_untracked())
            .on("input", move |event| session.give_reason(&place, event_target_value(&event)))
            .on("blur", move |_| leave.flush());
        let reason = el("div").class("field").with(&[label(&id, &text), reason]);
        parts.push(reason.follow_flag("hidden", move || state.get() != AnswerState::NotApplicable));
    }
    parts
}

/// The button that clears an answer, where something is written.
fn clear(session: &Session, place: &AnswerId, name: &str) -> El {
    let undo = use_undo();
    let written = session.cell(place).written;
    let (session, place) = (session.clone(), place.clone());
    let label = use_words().text(key::WRITE_CLEAR);
    let (full, said) = (format!("{label}: {name}"), done(key::UNDO_CLEARED, name));
    button(&label, move |_| {
        let empty = Answer { state: AnswerState::Empty, value: Value::None, ..session.answer(&place) };
        let Some(before) = session.replace(&place, empty) else { return };
        let at = format!("question-{}", place.question());
        let back = {
            let (session, place) = (session.clone(), place.clone());
            move || drop(session.replace(&place, before.clone()))
        };
        undo.offer(&session, [place.clone()], said.clone(), at, back);
    })
    .attr("data-kind", "quiet")
    .attr("aria-label", &full)
    .follow_flag("hidden", move || !written.get())
}

/// The length of a rich text, marked where it is more than the template wants.
fn length_of(settled: Settled, limits: Option<Limits>) -> El {
    let words = use_words();
    let limits = Rc::new(limits);
    let most = limits.clone();
    el("span")
        .class("count")
        .follow_flag("data-over", move || {
            limits.as_ref().as_ref().is_some_and(|limits| is_over(settled, limits))
        })
        .follow_text(move || length(words, settled, most.as_ref().as_ref()))
}

/// Offers the tick where the text says that the question does not apply.
fn offer(session: &Session, place: &AnswerId, settled: Settled) -> El {
    let words = use_words();
    let state = session.cell(place).state;
    let (session, place) = (session.clone(), place.clone());
    let accept = move |_| session.tick(&place, AnswerState::NotApplicable, true);
    let typed = move || {
        state.get() != AnswerState::NotApplicable && settled.markdown.with(|text| says_not_applicable(text))
    };
    el("div").class("notice").follow_flag("hidden", move || !typed()).with(&[
        el("p").text(&words.text(key::WRITE_OFFER_NOT_APPLICABLE)),
        el("div").class("actions").with(&[button(&words.text(key::WRITE_MARK_NOT_APPLICABLE), accept)]),
    ])
}

/// How long the text is, and how long it may be.
fn length(words: Words, settled: Settled, limits: Option<&Limits>) -> String {
    let Some(counts) = settled.length.get() else { return String::new() };
    let in_words = words.count(key::COUNT_WORDS_OTHER, counts.words);
    let Some((limits, max)) = limits.and_then(|limits| limits.max.map(|max| (limits, max))) else {
        return in_words;
    };
    let most = max as usize;
    let (have, most) = match limits.unit {
        LimitUnit::Words => (in_words, words.count(key::COUNT_WORDS_OTHER, most)),
        LimitUnit::Characters => (
            words.count(key::COUNT_CHARACTERS_OTHER, counts.characters),
            words.count(key::COUNT_CHARACTERS_OTHER, most),
        ),
        LimitUnit::Pages => (in_words, words.count(key::COUNT_PAGES_OTHER, most)),
    };
    words.say(&Message::new(key::COUNT_OF).with("have", have).with("most", most))
}

/// The text is longer than the template wants. Nothing is blocked; the number says so.
fn is_over(settled: Settled, limits: &Limits) -> bool {
    let Some(counts) = settled.length.get() else { return false };
    limits.max.is_some_and(|max| match limits.unit {
        LimitUnit::Words => counts.words > max as usize,
        LimitUnit::Characters => counts.characters > max as usize,
        LimitUnit::Pages => counts.words > max as usize * WORDS_A_PAGE,
    })
}
