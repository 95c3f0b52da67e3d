//! Below an answer: its length, and what the writer says of it (ready, not applicable).

use leptos::prelude::*;

use crate::draft::{AnswerId, AnswerState, says_not_applicable};
use crate::locale::{Message, key};
use crate::template::{LimitUnit, Limits, Node, WORDS_A_PAGE};
use crate::ui::components::rich_field::Settled;
use crate::ui::components::sub_field::element_id;
use crate::ui::state::session::Session;
use crate::ui::state::words::{Words, use_words};

/// Length and ticks of one question.
#[component]
pub fn QuestionFoot(
    /// The open draft.
    session: Session,
    /// The question.
    node: Node,
    /// Its accessible name.
    name: String,
    /// What is known of its rich text, where it is one.
    settled: Option<Settled>,
) -> impl IntoView {
    let words = use_words();
    let place = AnswerId::of(&node.id);
    let cell = session.cell(&place);
    let (state, reason) = (cell.state.clone(), cell.reason.get_untracked());
    let id = element_id(&place);
    let field = node.field.clone();
    let may_skip = field.as_ref().is_some_and(|field| field.not_applicable);
    let limits = field.and_then(|field| field.limits);

    let count = settled.map(|settled| {
        let over = {
            let limits = limits.clone();
            move || limits.as_ref().is_some_and(|limits| is_over(settled, limits))
        };
        let text = move || length(words, settled, limits.as_ref());
        view! { <span class="count" data-over=move || over().then_some("")>{text}</span> }
    });

    // Said when a box could not be ticked, so that no click goes without an answer.
    let nothing_yet = RwSignal::new(false);
    let tick = |state_when_on: AnswerState, label: crate::locale::Key, kind: &str| {
        let (session, place, state, changed) = (session.clone(), place.clone(), state.clone(), state.clone());
        let label = words.text(label);
        let full_name = format!("{label}: {name}");
        view! {
            <label class="tick">
                <input
                    type="checkbox"
                    id=format!("{id}-{kind}")
                    aria-label=full_name
                    prop:checked=move || state.get() == state_when_on
                    on:change=move |event| {
                        let tick_box: web_sys::HtmlInputElement = event_target(&event);
                        let wanted = tick_box.checked();
                        session.tick(&place, state_when_on, wanted);
                        let done = changed.get_untracked() == state_when_on;
                        tick_box.set_checked(done);
                        nothing_yet.set(wanted && !done);
                    }
                />
                <span>{label}</span>
            </label>
        }
    };
    let ready = tick(AnswerState::Ready, key::WRITE_READY, "ready");
    let skip =
        may_skip.then(|| tick(AnswerState::NotApplicable, key::WRITE_NOT_APPLICABLE, "not-applicable"));

    let skipped = {
        let state = state.clone();
        move || state.get() == AnswerState::NotApplicable
    };
    let reason_box = may_skip.then(|| {
        let label = words.text(key::WRITE_REASON);
        let full_name = format!("{label}: {name}");
        let (session, leave, place) = (session.clone(), session.clone(), place.clone());
        let reason_id = format!("{id}-reason");
        view! {
            <div class="field" hidden=move || !skipped()>
                <label for=reason_id.clone()>{label}</label>
                <input
                    class="input"
                    type="text"
                    id=reason_id
                    dir="auto"
                    aria-label=full_name
                    prop:value=reason
                    on:input=move |event| session.give_reason(&place, event_target_value(&event))
                    on:blur=move |_| leave.flush()
                />
            </div>
        }
    });

    let offer = settled.filter(|_| may_skip).map(|settled| {
        let (session, place) = (session.clone(), place.clone());
        let typed = move || {
            state.get() != AnswerState::NotApplicable && settled.markdown.with(|text| says_not_applicable(text))
        };
        view! {
            <div class="notice" hidden=move || !typed()>
                <p>{words.text(key::WRITE_OFFER_NOT_APPLICABLE)}</p>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| session.tick(&place, AnswerState::NotApplicable, true)>
                        {words.text(key::WRITE_MARK_NOT_APPLICABLE)}
                    </button>
                </div>
            </div>
        }
    });

    let hint = if may_skip { key::WRITE_NOTHING_YET } else { key::WRITE_NOTHING_YET_SHORT };
    view! {
        {offer}
        <div class="question-foot">
            {count}
            <div class="question-ticks">{ready} {skip}</div>
        </div>
        <p class="soft" role="status">{move || nothing_yet.get().then(|| words.text(hint))}</p>
        {reason_box}
    }
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
