//! Below an answer: its length, and what the writer says of it (ready, not applicable).

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::fields::written;
use crate::components::controls::{button, input, label};
use crate::components::rich_field::Debounced;
use crate::element::answer::{mark, part_id};
use crate::element::{Element, html};
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::session::Session;
use crate::state::undo::{done, use_undo};
use submission_core::draft::{Answer, AnswerId, AnswerState, Value, says_not_applicable};
use submission_core::locale::{Key, Message, key};
use submission_core::template::{LimitUnit, Limits, Node, WORDS_A_PAGE};

/// Length and ticks of one question. `name` is its accessible name, `debounced` what is known of its
/// rich text, where it is one.
pub fn question_foot(
    session: &Session,
    node: &Node,
    name: &str,
    debounced: Option<Debounced>,
) -> Vec<Element> {
    let mut parts = Vec::new();
    let localizer = use_localizer();
    let answer_id = AnswerId::of(&node.id);
    let cell = session.cell(&answer_id);
    let state = cell.state;
    let may_skip = node.field.as_ref().is_some_and(|field| field.not_applicable);

    if let Some(debounced) = debounced.filter(|_| may_skip) {
        parts.push(offer(session, &answer_id, debounced));
    }
    let foot = html::div().class("question-foot");
    if let Some(debounced) = debounced {
        let limits = node.field.as_ref().and_then(|field| field.limits.clone());
        foot.add(&length_of(debounced, limits));
    }

    // Said when a box could not be ticked, so that no click goes without an answer.
    let nothing_yet = RwSignal::new(false);
    let ticks = html::div().class("question-ticks");
    let tick = |when_on: AnswerState, label: Key, kind: &str| {
        let (session, answer_id, state, changed) =
            (session.clone(), answer_id.clone(), state.clone(), state.clone());
        let label = localizer.text(label);
        let ticked = html::input()
            .attr("type", "checkbox")
            .attr("id", &part_id(&answer_id, kind))
            .attr("aria-label", &format!("{label}: {name}"))
            .prop("checked", move || state.get() == when_on)
            .on(ev::change, move |event| {
                let tick_box: web_sys::HtmlInputElement = event_target(&event);
                let wanted = tick_box.checked();
                session.tick(&answer_id, when_on, wanted);
                let done = changed.get_untracked() == when_on;
                tick_box.set_checked(done);
                nothing_yet.set(wanted && !done);
            });
        ticks.add(&html::label().class("tick").child([ticked, html::span().child(&label)]));
    };
    tick(AnswerState::Ready, key::WRITE_READY, "ready");
    if may_skip {
        tick(AnswerState::NotApplicable, key::WRITE_NOT_APPLICABLE, "not-applicable");
    }
    foot.add(&ticks);
    foot.add(&clear(session, &answer_id, name));
    parts.push(foot);

    let hint = if may_skip { key::WRITE_NOTHING_YET } else { key::WRITE_NOTHING_YET_SHORT };
    let said = move || if nothing_yet.get() { localizer.text(hint) } else { String::new() };
    parts.push(html::p().class("soft").attr("role", "status").child(said));
    if may_skip {
        let text = localizer.text(key::WRITE_REASON);
        let id = part_id(&answer_id, "reason");
        let (leave, session) = (session.clone(), session.clone());
        let reason = mark(input("text", &format!("{text}: {name}")), &answer_id, "reason")
            .attr("id", &id)
            .prop("value", cell.reason.get_untracked())
            .on(ev::input, move |event| {
                if let Some(reason) = written(&event) {
                    session.give_reason(&answer_id, reason);
                }
            })
            .on(ev::blur, move |_| leave.flush());
        let reason = html::div().class("field").child([label(&id, &text), reason]);
        parts.push(reason.attr("hidden", move || state.get() != AnswerState::NotApplicable));
    }
    parts
}

/// The button that clears an answer, where something is written.
fn clear(session: &Session, answer_id: &AnswerId, name: &str) -> Element {
    let undo = use_undo();
    let written = session.cell(answer_id).written;
    let (session, answer_id) = (session.clone(), answer_id.clone());
    let label = use_localizer().text(key::WRITE_CLEAR);
    let (full, said) = (format!("{label}: {name}"), done(key::UNDO_CLEARED, name));
    button(&label, move |_| {
        let empty = Answer { state: AnswerState::Empty, value: Value::None, ..session.answer(&answer_id) };
        let Some(before) = session.replace(&answer_id, empty) else { return };
        let at = format!("question-{}", answer_id.question());
        let back = {
            let (session, answer_id) = (session.clone(), answer_id.clone());
            move || drop(session.replace(&answer_id, before.clone()))
        };
        undo.offer(&session, [answer_id.clone()], said.clone(), at, back);
    })
    .attr("data-kind", "quiet")
    .attr("aria-label", &full)
    .attr("hidden", move || !written.get())
}

/// The length of a rich text, marked where it is more than the template wants.
fn length_of(debounced: Debounced, limits: Option<Limits>) -> Element {
    let localizer = use_localizer();
    let limits = Rc::new(limits);
    let most = limits.clone();
    html::span()
        .class("count")
        .attr("data-over", move || limits.as_ref().as_ref().is_some_and(|limits| is_over(debounced, limits)))
        .child(move || length(localizer, debounced, most.as_ref().as_ref()))
}

/// Offers the tick where the text says that the question does not apply.
fn offer(session: &Session, answer_id: &AnswerId, debounced: Debounced) -> Element {
    let localizer = use_localizer();
    let state = session.cell(answer_id).state;
    let (session, answer_id) = (session.clone(), answer_id.clone());
    let accept = move |_| session.tick(&answer_id, AnswerState::NotApplicable, true);
    let typed = move || {
        state.get() != AnswerState::NotApplicable && debounced.markdown.with(|text| says_not_applicable(text))
    };
    html::div().class("notice").attr("hidden", move || !typed()).child([
        html::p().child(localizer.text(key::WRITE_OFFER_NOT_APPLICABLE)),
        html::div().class("actions").child([button(&localizer.text(key::WRITE_MARK_NOT_APPLICABLE), accept)]),
    ])
}

/// How long the text is, and how long it may be.
fn length(localizer: Localizer, debounced: Debounced, limits: Option<&Limits>) -> String {
    let Some(counts) = debounced.length.get() else { return String::new() };
    let in_words = localizer.count(key::COUNT_WORDS_OTHER, counts.words);
    let Some((limits, max)) = limits.and_then(|limits| limits.max.map(|max| (limits, max))) else {
        return in_words;
    };
    let most = max as usize;
    let (have, most) = match limits.unit {
        LimitUnit::Words => (in_words, localizer.count(key::COUNT_WORDS_OTHER, most)),
        LimitUnit::Characters => (
            localizer.count(key::COUNT_CHARACTERS_OTHER, counts.characters),
            localizer.count(key::COUNT_CHARACTERS_OTHER, most),
        ),
        LimitUnit::Pages => (in_words, localizer.count(key::COUNT_PAGES_OTHER, most)),
    };
    localizer.say(&Message::new(key::COUNT_OF).with("have", have).with("most", most))
}

/// The text is longer than the template wants. Nothing is blocked; the number says so.
fn is_over(debounced: Debounced, limits: &Limits) -> bool {
    let Some(counts) = debounced.length.get() else { return false };
    limits.max.is_some_and(|max| match limits.unit {
        LimitUnit::Words => counts.words > max as usize,
        LimitUnit::Characters => counts.characters > max as usize,
        LimitUnit::Pages => counts.words > max as usize * WORDS_A_PAGE,
    })
}
