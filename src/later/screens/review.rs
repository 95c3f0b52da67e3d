//! The Review screen: the document as it will be exported, and what the checks found.

use leptos::prelude::*;

use crate::components::controls::{button, link};
use crate::components::panel::left_out;
use crate::element::{El, el};
use crate::later::document;
use crate::later::review::{self, FindingLine, OfferLine, Wish};
use crate::screens::section;
use crate::state::session::Session;
use crate::state::undo::{Undo, done, use_undo};
use crate::state::words::use_words;
use submission_core::draft::{Answer, AnswerId};
use submission_core::locale::key;
use submission_core::route::Route;
use submission_core::template::QuestionId;

/// Document and checks. A mend that is accepted draws both anew.
pub fn review(session: &Session) -> Vec<El> {
    let words = use_words();
    let mended = RwSignal::new(0_u32);
    let undo = use_undo();
    session.flush();
    let sheet = el("article").class("manuscript");
    let checks = section("stack", "checks-title", &words.text(key::REVIEW_CHECKS)).follow_children({
        let (session, sheet) = (session.clone(), sheet.clone());
        move || {
            mended.track();
            untrack(|| {
                let (draft, catalogue) = (session.draft(), words.catalogue());
                let wish = Wish { language: words.language(), personal: true };
                // The nodes are made from our own tree; the browser has no reason to refuse one.
                let _ = document::render(sheet.element(), &wish.compose(&draft), &draft, &catalogue);
                findings(&session, review::findings(&draft, &catalogue), mended, undo)
            })
        }
    });
    let export = link(&Route::Export(session.id().clone()), &words.text(key::APP_EXPORT));
    vec![
        el("p").class("lead").text(&words.text(key::REVIEW_TEXT)),
        left_out(session),
        checks,
        section("stack", "document-title", &words.text(key::REVIEW_DOCUMENT)).with(&[sheet]),
        el("p").class("actions").with(&[export.class("button").attr("data-kind", "primary")]),
    ]
}

/// What the checks found, or that they found nothing.
fn findings(session: &Session, found: Vec<FindingLine>, mended: RwSignal<u32>, undo: Undo) -> Vec<El> {
    let words = use_words();
    if found.is_empty() {
        return vec![el("p").text(&words.text(key::REVIEW_NO_FINDINGS))];
    }
    let count = words.count(key::REVIEW_FINDINGS_OTHER, found.len());
    let rows = el("ul").class("findings").attr("role", "list");
    for finding in found {
        rows.add(&finding_row(session, finding, mended, undo));
    }
    vec![el("p").attr("role", "status").text(&count), rows]
}

/// One finding, with the way to its place, and its mend where there is one.
fn finding_row(session: &Session, finding: FindingLine, mended: RwSignal<u32>, undo: Undo) -> El {
    let words = use_words();
    let (level, word) =
        if finding.error { ("error", key::REVIEW_ERROR) } else { ("warning", key::REVIEW_WARNING) };
    let place = finding.place.clone();
    let question = QuestionId::new(place.question());
    let text = el("div").with(&[
        link(&Route::Write(session.id().clone(), question), &finding.title),
        el("p").text(&finding.message),
    ]);
    if !finding.excerpt.is_empty() {
        text.add(&el("p").class("soft").text(&finding.excerpt));
    }
    let body = el("div").class("stack").with(&[text]);
    if let Some(offer) = finding.offer {
        let name = format!("{}: {}", finding.label, finding.title);
        let session = session.clone();
        let mend = button(&finding.label, move |_| {
            accept(&session, &place, &offer, &finding.title, mended, undo);
        });
        body.add(&el("div").class("actions").with(&[mend.attr("aria-label", &name).attr("data-writes", "")]));
    }
    el("li").class("finding").attr("data-level", level).with(&[el("strong").text(&words.text(word)), body])
}

fn accept(
    session: &Session,
    place: &AnswerId,
    offer: &OfferLine,
    name: &str,
    mended: RwSignal<u32>,
    undo: Undo,
) {
    let again = move || mended.update(|count| *count = count.wrapping_add(1));
    match &offer.value {
        Some(value) => {
            let mended = Answer { value: value.clone(), ..session.answer(place) };
            let Some(before) = session.replace(place, mended) else { return };
            let back = {
                let (session, place) = (session.clone(), place.clone());
                move || {
                    session.replace(&place, before.clone());
                    again();
                }
            };
            let (said, at) = (done(key::UNDO_MENDED, name), "screen-title".to_owned());
            undo.offer(session, [place.clone()], said, at, back);
        }
        None => session.tick(place, submission_core::draft::AnswerState::NotApplicable, true),
    }
    again();
}
