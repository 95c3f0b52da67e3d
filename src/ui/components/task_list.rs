//! The task list: sections with their progress, and the questions of the open one with their states.

use leptos::prelude::*;

use crate::draft::{AnswerState, is_asked, progress, question_state};
use crate::locale::{Message, key};
use crate::template::Node;
use crate::ui::pages::Page;
use crate::ui::route::Route;
use crate::ui::state::session::Session;
use crate::ui::state::words::{Words, use_words};

/// Sections and questions as links, each with its state in a word and a shape.
#[component]
pub fn TaskList(
    /// The open draft.
    session: Session,
    /// All pages of the template.
    pages: StoredValue<Vec<Page>>,
    /// Which one is shown.
    current: Memo<usize>,
) -> impl IntoView {
    let words = use_words();
    let template = session.template();
    let overall = {
        let session = session.clone();
        let template = template.clone();
        Memo::new(move |_| {
            let progress = progress(&template, &template.sections, &session);
            (progress.done(), progress.total())
        })
    };
    let count = pages.with_value(Vec::len);
    let rows = (0..count)
        .map(|index| view! { <PageRow session=session.clone() pages=pages index=index current=current /> })
        .collect_view();
    view! {
        <nav class="task-list" aria-label=words.text(key::WRITE_SECTIONS)>
            <p class="task-count">
                {move || {
                    let (done, total) = overall.get();
                    words.say(&Message::new(key::WRITE_PROGRESS).with("done", done).with("total", total))
                }}
            </p>
            <ol>{rows}</ol>
        </nav>
    }
}

/// One page: its section, and its questions while it is open.
#[component]
fn PageRow(
    session: Session,
    pages: StoredValue<Vec<Page>>,
    index: usize,
    current: Memo<usize>,
) -> impl IntoView {
    let words = use_words();
    let template = session.template();
    let Some(page) = pages.with_value(|pages| pages.get(index).cloned()) else { return ().into_any() };
    let Some(first) = page.first().cloned() else { return ().into_any() };
    let title = page_title(words, &session, &page);
    let address = Route::Write(session.id().clone(), Some(first)).to_string();
    let tally = {
        let (session, page, template) = (session.clone(), page.clone(), template.clone());
        Memo::new(move |_| {
            let nodes = page.nodes.iter().filter_map(|id| template.node(id));
            let mut done = 0;
            let mut written = 0;
            let mut total = 0;
            for node in nodes.filter(|node| node.field.is_some() && is_asked(&template, node, &session)) {
                total += 1;
                match question_state(&template, node, &session) {
                    AnswerState::Empty => {}
                    AnswerState::Started => written += 1,
                    AnswerState::Ready | AnswerState::NotApplicable => done += 1,
                }
            }
            (done, written, total)
        })
    };
    let respondent = page.respondent;
    let state = Memo::new(move |_| match tally.get() {
        (0, 0, _) => AnswerState::Empty,
        (done, written, total) if done == total || (respondent && done + written == total) => {
            AnswerState::Ready
        }
        _ => AnswerState::Started,
    });
    let tally_words = move || {
        let (done, written, total) = tally.get();
        let (key, number) =
            if respondent { (key::WRITE_FILLED, done + written) } else { (key::WRITE_READY_OF, done) };
        words.say(&Message::new(key).with("done", number).with("total", total))
    };
    let is_current = Memo::new(move |_| current.get() == index);
    let questions = move || {
        (is_current.get() && !respondent && page.nodes.len() > 1).then(|| {
            let rows = page
                .nodes
                .iter()
                .filter_map(|id| template.node(id))
                .filter(|node| node.field.is_some())
                .map(|node| view! { <QuestionRow session=session.clone() node=node.clone() /> })
                .collect_view();
            view! { <ol>{rows}</ol> }
        })
    };
    view! {
        <li>
            <a href=address aria-current=move || is_current.get().then_some("page")>
                <span class="mark" data-state=move || state.get().name()></span>
                <span class="task-name" dir="auto">{title}</span>
                <span class="task-state">{tally_words}</span>
            </a>
            {questions}
        </li>
    }
    .into_any()
}

/// One question of the open page.
#[component]
fn QuestionRow(session: Session, node: Node) -> impl IntoView {
    let words = use_words();
    let template = session.template();
    let language = words.language();
    let short = node.short.as_ref().unwrap_or(&node.prompt);
    let title = format!("{} {}", node.label, template.text(short, &language));
    let address = Route::Write(session.id().clone(), Some(node.id.clone())).to_string();
    let asked = {
        let (session, node, template) = (session.clone(), node.clone(), template.clone());
        move || is_asked(&template, &node, &session)
    };
    let state = Memo::new(move |_| question_state(&template, &node, &session));
    view! {
        <li hidden=move || !asked()>
            <a href=address>
                <span class="mark" data-state=move || state.get().name()></span>
                <span class="task-name" dir="auto">{title}</span>
                <span class="task-state">{move || state_words(words, state.get())}</span>
            </a>
        </li>
    }
}

/// The state of an answer in words.
pub fn state_words(words: Words, state: AnswerState) -> String {
    words.text(match state {
        AnswerState::Empty => key::STATE_EMPTY,
        AnswerState::Started => key::STATE_STARTED,
        AnswerState::Ready => key::STATE_READY,
        AnswerState::NotApplicable => key::STATE_NOT_APPLICABLE,
    })
}

/// What a page is called: its section, or what it is about.
pub fn page_title(words: Words, session: &Session, page: &Page) -> String {
    let template = session.template();
    let language = words.language();
    let section = page.section.as_ref().and_then(|id| template.node(id));
    let title = match section {
        Some(node) => {
            let short = node.short.as_ref().unwrap_or(&node.prompt);
            format!("{} {}", node.label, template.text(short, &language))
        }
        None if page.respondent => words.text(key::WRITE_RESPONDENT),
        None => words.text(key::WRITE_QUESTIONS),
    };
    if page.parts < 2 {
        return title;
    }
    words.say(
        &Message::new(key::WRITE_PART).with("title", title).with("part", page.part).with("parts", page.parts),
    )
}
