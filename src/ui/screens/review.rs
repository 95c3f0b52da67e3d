//! The Review screen: the document as it will be exported, and what the checks found.

use leptos::prelude::*;

use crate::checks::{self, Finding, Level};
use crate::locale::key;
use crate::manuscript::{self, Manuscript};
use crate::template::{QuestionId, Template};
use crate::ui::browser::dates;
use crate::ui::components::manuscript_view::ManuscriptView;
use crate::ui::route::Route;
use crate::ui::state::session::Session;
use crate::ui::state::words::{Words, use_words};

/// The document of the open draft.
pub fn composed(words: Words, session: &Session, personal: bool) -> Manuscript {
    let language = words.language();
    let day = |date| dates::day(&language, date);
    let options = manuscript::Options { language: &language, personal, unanswered: None, date: &day };
    manuscript::compose(&session.draft(), &options)
}

/// Document and checks.
#[component]
pub fn Review(
    /// The open draft.
    session: Session,
) -> impl IntoView {
    let words = use_words();
    session.flush();
    let findings = checks::check(&session.draft(), &checks::Today(dates::today()));
    let found = if findings.is_empty() {
        view! { <p>{words.text(key::REVIEW_NO_FINDINGS)}</p> }.into_any()
    } else {
        let count = words.count(key::REVIEW_FINDINGS_OTHER, findings.len());
        let rows = findings
            .into_iter()
            .map(|finding| view! { <FindingRow session=session.clone() finding=finding /> })
            .collect_view();
        view! { <p>{count}</p> <ul class="findings" role="list">{rows}</ul> }.into_any()
    };
    let document = composed(words, &session, true);
    view! {
        <main class="page" data-width="document" id="main">
            <h1 id="screen-title" tabindex="-1">{words.text(key::REVIEW_TITLE)}</h1>
            <p class="lead">{words.text(key::REVIEW_TEXT)}</p>
            <section class="stack" aria-labelledby="checks-title">
                <h2 id="checks-title">{words.text(key::REVIEW_CHECKS)}</h2>
                {found}
            </section>
            <section class="stack" aria-labelledby="document-title">
                <h2 id="document-title">{words.text(key::REVIEW_DOCUMENT)}</h2>
                <ManuscriptView session=session.clone() manuscript=document />
            </section>
            <p class="actions">
                <a class="button" data-kind="primary" href=Route::Export(session.id().clone()).to_string()>
                    {words.text(key::APP_EXPORT)}
                </a>
            </p>
        </main>
    }
}

/// One finding, with the way to its place.
#[component]
fn FindingRow(session: Session, finding: Finding) -> impl IntoView {
    let words = use_words();
    let template = session.template();
    let (level, word) = match finding.level {
        Level::Error => ("error", key::REVIEW_ERROR),
        Level::Warning => ("warning", key::REVIEW_WARNING),
    };
    let question = QuestionId::new(finding.place.question());
    let title =
        question.as_ref().map_or_else(String::new, |question| question_title(&template, words, question));
    let address = Route::Write(session.id().clone(), question).to_string();
    view! {
        <li class="finding" data-level=level>
            <strong>{words.text(word)}</strong>
            <div>
                <a href=address>{title}</a>
                <p>{words.say(&finding.message)}</p>
            </div>
        </li>
    }
}

/// A question with what it stands under: "II. a. WSIS Action Lines".
fn question_title(template: &Template, words: Words, question: &QuestionId) -> String {
    let Some(node) = template.node(question) else { return question.to_string() };
    let short = node.short.as_ref().unwrap_or(&node.prompt);
    let above =
        template.sections.iter().find(|section| section.children.iter().any(|child| child.id == *question));
    let above = above.map(|section| format!("{} ", section.label)).unwrap_or_default();
    format!("{above}{} {}", node.label, template.text(short, &words.language())).trim().to_owned()
}
