//! The Write screen: the task list at the side, one page of questions in the middle.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::browser::focus::{focus_soon, reveal_soon};
use crate::browser::frame::{begin_screen, shown_for};
use crate::components::controls::{button, disclosure, link};
use crate::components::formatted::{formatted_help, formatted_markdown};
use crate::components::panel::panel;
use crate::components::question::question;
use crate::components::task_list::{page_title, task_list};
use crate::element::{Element, bind, html};
use crate::lazy::Panel;
use crate::screens::title;
use crate::state::localizer::use_localizer;
use crate::state::session::Session;
use submission_core::draft::is_asked;
use submission_core::locale::{Key, Message, key};
use submission_core::route::Route;
use submission_core::template::pages::{Page, page_of, pages};
use submission_core::template::{FieldKind, Node, QuestionId};

/// Questions that are drawn before all others from one on that is to be brought to the top of the screen:
/// enough to fill it.
const FROM_WANTED: usize = 4;

/// How long after the first frame the others are drawn: after the task list.
const BETWEEN: Duration = Duration::from_millis(20);

/// Answering the questions of the open draft. The address says which question is wanted.
pub fn write(session: &Session, route: RwSignal<Route>) -> Element {
    let pages: Rc<[Page]> = pages(&session.template()).into();
    let place = StoredValue::new_local(pages.clone());
    let current = Memo::new(move |_| {
        let Some(question) = wanted(&route.get()) else { return 0 };
        place.with_value(|pages| page_of(pages, &question)).unwrap_or(0)
    });
    // Above a question that is brought to the top of the screen nothing may come later.
    let first = pages.get(current.get_untracked()).and_then(Page::first);
    if wanted(&route.get_untracked()).is_none_or(|question| first == Some(&question)) {
        begin_screen();
    }
    let main = html::main().class("write-main").attr("id", "main").child({
        let (session, pages) = (session.clone(), pages.clone());
        move || {
            let index = current.get();
            untrack(|| write_page(&session, &pages, index, wanted(&route.get())))
        }
    });
    let side = html::aside().class("write-side");
    write_side(&side, session, &pages, route, current);
    bind(move || {
        // The reader is taken to the question that the address names.
        let Some(question) = wanted(&route.get()) else { return };
        let page = pages.get(current.get_untracked());
        if page.and_then(Page::first) == Some(&question) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus_soon("screen-title".to_owned());
        } else {
            reveal_soon(format!("question-{question}"));
        }
    });
    html::div().class("write").child([side, main])
}

/// The task list; behind one button where there is no room beside the questions.
fn write_side(
    into: &Element,
    session: &Session,
    pages: &Rc<[Page]>,
    route: RwSignal<Route>,
    current: Memo<usize>,
) {
    let localizer = use_localizer();
    let open = RwSignal::new(false);
    // A choice in the list leads to a page: the sheet has done its work.
    bind(move || {
        route.track();
        open.set(false);
    });
    let opener = button(&localizer.text(key::WRITE_SECTIONS), move |_| open.update(|open| *open = !*open))
        .class("button sections-button")
        .attr("aria-expanded", move || Some(open.get().to_string()));
    let sections = html::div().class("sections").attr("data-open", move || open.get()).later({
        let (session, pages) = (session.clone(), pages.clone());
        move || vec![task_list(&session, &pages, current), panel(Panel::Preferences)]
    });
    into.add(&opener);
    into.add(&panel(Panel::LeftOut(session.clone())));
    into.add(&sections);
}

/// The question that the address names.
fn wanted(route: &Route) -> Option<QuestionId> {
    match route {
        Route::Write(_, question) => question.clone(),
        _ => None,
    }
}

/// One page: its heading, its questions, and the way on. The first questions, and those before the one
/// that is wanted, are there at once; the others as soon as these are on the screen.
fn write_page(
    session: &Session,
    pages: &Rc<[Page]>,
    index: usize,
    wanted: Option<QuestionId>,
) -> Vec<Element> {
    let Some(page) = pages.get(index) else { return Vec::new() };
    let place = page.nodes.iter().position(|node| Some(node) == wanted.as_ref());
    let at_once = place
        .filter(|place| *place > 0)
        .map_or_else(|| to_first_answer(session, page), |place| place + FROM_WANTED);
    let at_once = at_once.min(page.nodes.len());
    let (first, later) = page.nodes.split_at(at_once);
    let mut parts = vec![head(session, page)];
    parts.extend(first.iter().map(|node| question(session, node, page.respondent)));
    parts.push(rest_of_page(session, later.to_vec(), page.respondent, pages.clone(), index));
    parts
}

/// How many of a page's questions are drawn to have the first answer that is asked for.
fn to_first_answer(session: &Session, page: &Page) -> usize {
    let template = session.template();
    let is_answer = |node: &Node| {
        let field = node.field.as_ref();
        field.is_some_and(|field| !matches!(field.kind, FieldKind::Static))
            && is_asked(&template, node, session)
    };
    let first = page.nodes.iter().position(|id| template.node(id).is_some_and(is_answer));
    first.map_or(1, |place| place + 1)
}

/// The way on, and the way back.
fn page_foot(session: &Session, pages: &[Page], index: usize) -> Element {
    let localizer = use_localizer();
    let foot = html::nav().class("page-foot").attr("aria-label", &localizer.text(key::WRITE_PAGES));
    let to = |target: Route, label: Key, kind: &str| {
        foot.add(&link(&target, &localizer.text(label)).class("button").attr("data-kind", kind));
    };
    let page_link = |page: Option<&Page>, label, kind| {
        if let Some(first) = page.and_then(Page::first) {
            to(Route::Write(session.id().clone(), Some(first.clone())), label, kind);
        }
    };
    page_link(index.checked_sub(1).and_then(|before| pages.get(before)), key::WRITE_PREVIOUS, "plain");
    if index + 1 == pages.len() {
        to(Route::Review(session.id().clone()), key::WRITE_TO_REVIEW, "primary");
    } else {
        page_link(pages.get(index + 1), key::WRITE_NEXT, "primary");
    }
    foot
}

/// A place for questions that are drawn once the page is on the screen, and for what stands below them.
fn rest_of_page(
    session: &Session,
    nodes: Vec<QuestionId>,
    respondent: bool,
    pages: Rc<[Page]>,
    index: usize,
) -> Element {
    let place = html::div().class("later");
    let shown = shown_for(BETWEEN);
    let session = session.clone();
    place.child(move || {
        if !shown.get() {
            return Vec::new();
        }
        let questions = nodes.iter().map(|node| question(&session, node, respondent));
        untrack(|| questions.chain([page_foot(&session, &pages, index)]).collect())
    })
}

/// What stands over the questions of a page.
fn head(session: &Session, page: &Page) -> Element {
    let localizer = use_localizer();
    let template = session.template();
    let language = localizer.language();
    let section = page.section.as_ref().and_then(|id| template.node(id));
    // A section that is a question itself shows its prompt there.
    let bare = section.filter(|section| section.field.is_none());
    let heading = match bare {
        Some(section) => format!("{} {}", section.label, template.text(&section.prompt, &language)),
        None => page_title(localizer, session, page),
    };
    let head = html::div().class("write-head").child([
        html::p().class("eyebrow").child(template.text(&template.title, &language)),
        title(&heading),
    ]);
    if page.parts > 1 && section.is_some() {
        let message = Message::new(key::WRITE_PART_OF).with("part", page.part).with("parts", page.parts);
        head.add(&html::p().class("soft").child(localizer.say(&message)));
    }
    if let Some(guidance) = bare.and_then(|section| section.guidance.as_ref()) {
        head.add(&formatted_markdown(template.text(guidance, &language).to_owned(), 2));
    }
    if !page.respondent {
        let hint = formatted_help("formatting", 3);
        head.add(
            &disclosure(html::summary().class("soft").child(localizer.text(key::WRITE_FORMATTING)))
                .child([hint]),
        );
    }
    head
}
