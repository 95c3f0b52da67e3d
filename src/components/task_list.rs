//! The task list: sections with their progress, and the questions of the open one with their states.

use std::rc::Rc;

use leptos::prelude::*;

use crate::components::controls::link;
use crate::element::{Element, bind, html};
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::session::Session;
use submission_core::draft::{AnswerState, is_asked, progress, question_state};
use submission_core::locale::{Message, key};
use submission_core::route::Route;
use submission_core::template::Node;
use submission_core::template::pages::Page;

/// Sections and questions as links, each with its state in a word and a shape. `current` is the page
/// that is shown.
pub fn task_list(session: &Session, pages: &Rc<[Page]>, current: Memo<usize>) -> Element {
    let localizer = use_localizer();
    let rows = html::ol();
    for (index, page) in pages.iter().enumerate() {
        page_row(&rows, session, page, index, current);
    }
    let session = session.clone();
    let count = html::p().class("task-count").child(move || {
        let template = session.template();
        let progress = progress(&template, &template.sections, &session);
        let message = Message::new(key::WRITE_PROGRESS).with("done", progress.done());
        localizer.say(&message.with("total", progress.total()))
    });
    html::nav()
        .class("task-list")
        .attr("aria-label", &localizer.text(key::WRITE_SECTIONS))
        .child([count, rows])
}

/// One page: its section, and its questions while it is open.
fn page_row(into: &Element, session: &Session, page: &Page, index: usize, current: Memo<usize>) {
    let localizer = use_localizer();
    let Some(first) = page.first().cloned() else { return };
    let address = Route::Write(session.id().clone(), Some(first));
    let row = Entry::new(&address, &page_title(localizer, session, page));
    let link = row.link.clone();
    let here = move || (current.get() == index).then(|| "page".to_owned());
    let item = html::li().child([link.attr("aria-current", here)]);
    let respondent = page.respondent;
    bind({
        let (session, page) = (session.clone(), page.clone());
        move || {
            let (done, written, total) = tally(&session, &page);
            row.mark(match (done, written) {
                (0, 0) => AnswerState::Empty,
                _ if done == total || (respondent && done + written == total) => AnswerState::Ready,
                _ => AnswerState::Started,
            });
            let (key, number) =
                if respondent { (key::WRITE_FILLED, done + written) } else { (key::WRITE_READY_OF, done) };
            row.say(&localizer.say(&Message::new(key).with("done", number).with("total", total)));
        }
    });
    if !respondent && page.nodes.len() > 1 {
        let (session, page) = (session.clone(), page.clone());
        item.clone().child(move || {
            if current.get() != index {
                return Vec::new();
            }
            let template = session.template();
            let rows = html::ol();
            let nodes = page.nodes.iter().filter_map(|id| template.node(id));
            for node in nodes.filter(|node| node.field.is_some()) {
                rows.add(&question_row(&session, node));
            }
            vec![rows]
        });
    }
    into.add(&item);
}

/// How many questions of a page are done, are written in, and are asked.
fn tally(session: &Session, page: &Page) -> (usize, usize, usize) {
    let template = session.template();
    let nodes = page.nodes.iter().filter_map(|id| template.node(id));
    let (mut done, mut written, mut total) = (0, 0, 0);
    for node in nodes.filter(|node| node.field.is_some() && is_asked(&template, node, session)) {
        total += 1;
        match question_state(&template, node, session) {
            AnswerState::Empty => {}
            AnswerState::Started => written += 1,
            AnswerState::Ready | AnswerState::NotApplicable => done += 1,
        }
    }
    (done, written, total)
}

/// One question of the open page.
fn question_row(session: &Session, node: &Node) -> Element {
    let localizer = use_localizer();
    let template = session.template();
    let short = node.short.as_ref().unwrap_or(&node.prompt);
    let title = format!("{} {}", node.label, template.text(short, &localizer.language()));
    let address = Route::Write(session.id().clone(), Some(node.id.clone()));
    let row = Entry::new(&address, &title);
    let item = html::li().child(&row.link);
    let (session, node, shown) = (session.clone(), node.clone(), item.clone());
    bind(move || {
        let template = session.template();
        shown.set_flag("hidden", !is_asked(&template, &node, &session));
        let state = question_state(&template, &node, &session);
        row.mark(state);
        row.say(&state_words(localizer, state));
    });
    item
}

/// A link of the list, with a state as a shape and in words.
struct Entry {
    link: Element,
    shape: Element,
    state: Element,
}

impl Entry {
    fn new(target: &Route, name: &str) -> Self {
        let (shape, state) = (html::span().class("mark"), html::span().class("task-state"));
        let link = link(target, "").child([
            shape.clone(),
            html::span().class("task-name").attr("dir", "auto").child(name),
            state.clone(),
        ]);
        Self { link, shape, state }
    }

    fn mark(&self, state: AnswerState) {
        self.shape.set_attr("data-state", Some(state.name()));
    }

    fn say(&self, state: &str) {
        self.state.set_text(state);
    }
}

/// The state of an answer in words.
pub fn state_words(localizer: Localizer, state: AnswerState) -> String {
    localizer.text(match state {
        AnswerState::Empty => key::STATE_EMPTY,
        AnswerState::Started => key::STATE_STARTED,
        AnswerState::Ready => key::STATE_READY,
        AnswerState::NotApplicable => key::STATE_NOT_APPLICABLE,
    })
}

/// What a page is called: its section, or what it is about.
pub fn page_title(localizer: Localizer, session: &Session, page: &Page) -> String {
    let template = session.template();
    let language = localizer.language();
    let section = page.section.as_ref().and_then(|id| template.node(id));
    let title = match section {
        Some(node) => {
            let short = node.short.as_ref().unwrap_or(&node.prompt);
            format!("{} {}", node.label, template.text(short, &language))
        }
        None if page.respondent => localizer.text(key::WRITE_RESPONDENT),
        None => localizer.text(key::WRITE_QUESTIONS),
    };
    if page.parts < 2 {
        return title;
    }
    localizer.say(
        &Message::new(key::WRITE_PART).with("title", title).with("part", page.part).with("parts", page.parts),
    )
}
