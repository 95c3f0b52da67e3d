//! The Write screen: the task list at the side, one page of questions in the middle.

use leptos::prelude::*;

use crate::locale::{Message, key};
use crate::template::Text;
use crate::ui::browser::focus::{focus_soon, reveal_soon};
use crate::ui::components::disclosure::Disclosure;
use crate::ui::components::formatted::FormattedMarkdown;
use crate::ui::components::question::Question;
use crate::ui::components::task_list::{TaskList, page_title};
use crate::ui::pages::{Page, page_of, pages};
use crate::ui::route::Route;
use crate::ui::screens::start::Preferences;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// Answering the questions of the open draft.
#[component]
pub fn Write(
    /// The open draft.
    session: Session,
    /// The address: which question is wanted.
    route: Signal<Route>,
) -> impl IntoView {
    let template = session.template();
    let pages = StoredValue::new(pages(&template));
    let current = Memo::new(move |_| {
        let Route::Write(_, Some(question)) = route.get() else { return 0 };
        pages.with_value(|pages| page_of(pages, &question)).unwrap_or(0)
    });
    let body = {
        let session = session.clone();
        move || {
            let index = current.get();
            let page = pages.with_value(|pages| pages.get(index).cloned())?;
            Some(view! { <WritePage session=session.clone() page=page pages=pages index=index /> })
        }
    };
    Effect::new(move |before: Option<Option<Route>>| {
        let route = route.get();
        // A link to a question, not the first look at the screen: the reader is taken there.
        if let (Some(_), Route::Write(_, Some(question))) = (&before, &route) {
            let first = pages.with_value(|pages| {
                pages
                    .get(current.get_untracked())
                    .and_then(Page::first)
                    .is_some_and(|first| first == question)
            });
            if first {
                window().scroll_to_with_x_and_y(0.0, 0.0);
                focus_soon("screen-title".to_owned());
            } else {
                reveal_soon(format!("question-{question}"));
            }
        }
        Some(route)
    });
    view! {
        <div class="write">
            <aside class="write-side">
                <WriteSide session=session pages=pages current=current />
            </aside>
            <main class="write-main" id="main">{body}</main>
        </div>
    }
}

/// The task list; behind one button where there is no room beside the questions.
#[component]
fn WriteSide(session: Session, pages: StoredValue<Vec<Page>>, current: Memo<usize>) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    // A choice in the list leads to a page: the sheet has done its work.
    Effect::new(move || {
        current.track();
        open.set(false);
    });
    view! {
        <button
            type="button"
            class="button sections-button"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {words.text(key::WRITE_SECTIONS)}
        </button>
        <div class="sections" data-open=move || open.get().then_some("")>
            <TaskList session=session pages=pages current=current />
            <Preferences />
        </div>
    }
}

/// One page: its heading, its questions, and the way on.
#[component]
fn WritePage(session: Session, page: Page, pages: StoredValue<Vec<Page>>, index: usize) -> impl IntoView {
    let words = use_words();
    let template = session.template();
    let language = words.language();
    let say = |text: &Option<Text>| text.as_ref().map(|text| template.text(text, &language).to_owned());
    let section = page.section.as_ref().and_then(|id| template.node(id));
    // A section that is a question itself shows its prompt there.
    let heading = match section.filter(|section| section.field.is_none()) {
        Some(section) => format!("{} {}", section.label, template.text(&section.prompt, &language)),
        None => page_title(words, &session, &page),
    };
    let part = (page.parts > 1 && section.is_some()).then(|| {
        let message = Message::new(key::WRITE_PART_OF).with("part", page.part).with("parts", page.parts);
        view! { <p class="soft">{words.say(&message)}</p> }
    });
    let guidance = section
        .filter(|section| section.field.is_none())
        .and_then(|section| say(&section.guidance))
        .map(|markdown| view! { <FormattedMarkdown markdown=markdown heading=2 /> });
    let questions = page
        .nodes
        .iter()
        .map(|question| {
            view! { <Question session=session.clone() question=question.clone() respondent=page.respondent /> }
        })
        .collect_view();
    let link = |target: Option<usize>, label: crate::locale::Key, kind: &'static str| {
        let target = target
            .and_then(|index| pages.with_value(|pages| pages.get(index).and_then(Page::first).cloned()))?;
        let address = Route::Write(session.id().clone(), Some(target)).to_string();
        Some(view! { <a class="button" data-kind=kind href=address>{words.text(label)}</a> })
    };
    let last = pages.with_value(Vec::len) == index + 1;
    let forward = if last {
        let address = Route::Review(session.id().clone()).to_string();
        Some(
            view! { <a class="button" data-kind="primary" href=address>{words.text(key::WRITE_TO_REVIEW)}</a> },
        )
    } else {
        link(Some(index + 1), key::WRITE_NEXT, "primary")
    };
    let hint = (!page.respondent).then(|| {
        view! {
            <Disclosure summary=words.text(key::WRITE_FORMATTING)>
                <FormattedMarkdown markdown=words.text(key::WRITE_FORMATTING_HELP) heading=3 />
            </Disclosure>
        }
    });
    view! {
        <div class="write-head">
            <p class="eyebrow">{template.text(&template.title, &language).to_owned()}</p>
            <h1 id="screen-title" tabindex="-1">{heading}</h1>
            {part}
            {guidance}
            {hint}
        </div>
        {questions}
        <nav class="page-foot" aria-label=words.text(key::WRITE_PAGES)>
            {link(index.checked_sub(1), key::WRITE_PREVIOUS, "plain")}
            {forward}
        </nav>
    }
}
