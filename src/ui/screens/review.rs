//! The Review screen: the document as it will be exported, and what the checks found.

use leptos::prelude::*;

use crate::checks::{self, Finding, Level, Offer};
use crate::locale::{Message, key};
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

/// Document and checks. A mend that is accepted draws both anew.
#[component]
pub fn Review(
    /// The open draft.
    session: Session,
) -> impl IntoView {
    let words = use_words();
    let mended = RwSignal::new(0_u32);
    let address = Route::Export(session.id().clone()).to_string();
    let checks = {
        let session = session.clone();
        move || {
            mended.track();
            session.flush();
            let findings = checks::check(&session.draft(), dates::today());
            view! { <Findings session=session.clone() findings=findings mended=mended /> }
        }
    };
    let document = move || {
        mended.track();
        view! { <ManuscriptView session=session.clone() manuscript=composed(words, &session, true) /> }
    };
    view! {
        <main class="page" data-width="document" id="main">
            <h1 id="screen-title" tabindex="-1">{words.text(key::REVIEW_TITLE)}</h1>
            <p class="lead">{words.text(key::REVIEW_TEXT)}</p>
            <section class="stack" aria-labelledby="checks-title">
                <h2 id="checks-title">{words.text(key::REVIEW_CHECKS)}</h2>
                {checks}
            </section>
            <section class="stack" aria-labelledby="document-title">
                <h2 id="document-title">{words.text(key::REVIEW_DOCUMENT)}</h2>
                {document}
            </section>
            <p class="actions">
                <a class="button" data-kind="primary" href=address>{words.text(key::APP_EXPORT)}</a>
            </p>
        </main>
    }
}

/// What the checks found, or that they found nothing.
#[component]
fn Findings(session: Session, findings: Vec<Finding>, mended: RwSignal<u32>) -> impl IntoView {
    let words = use_words();
    if findings.is_empty() {
        return view! { <p>{words.text(key::REVIEW_NO_FINDINGS)}</p> }.into_any();
    }
    let count = words.count(key::REVIEW_FINDINGS_OTHER, findings.len());
    let rows = findings
        .into_iter()
        .map(|finding| view! { <FindingRow session=session.clone() finding=finding mended=mended /> })
        .collect_view();
    view! { <p role="status">{count}</p> <ul class="findings" role="list">{rows}</ul> }.into_any()
}

/// One finding, with the way to its place, and its mend where there is one.
#[component]
fn FindingRow(session: Session, finding: Finding, mended: RwSignal<u32>) -> impl IntoView {
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
    let mend = finding.offer.map(|offer| {
        let label = match &offer {
            Offer::NotApplicable => words.text(key::WRITE_MARK_NOT_APPLICABLE),
            Offer::Replace { with, .. } => words.say(&Message::new(key::REVIEW_REPLACE).with("text", with)),
        };
        let (name, place) = (format!("{label}: {title}"), finding.place.clone());
        let accept = move |_| {
            session.accept(&place, &offer);
            mended.update(|count| *count = count.wrapping_add(1));
        };
        view! {
            <div class="actions">
                <button type="button" class="button" aria-label=name on:click=accept>{label}</button>
            </div>
        }
    });
    let excerpt = (!finding.excerpt.is_empty()).then(|| view! { <p class="soft">{finding.excerpt}</p> });
    view! {
        <li class="finding" data-level=level>
            <strong>{words.text(word)}</strong>
            <div class="stack">
                <div>
                    <a href=address>{title}</a>
                    <p>{words.say(&finding.message)}</p>
                    {excerpt}
                </div>
                {mend}
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
