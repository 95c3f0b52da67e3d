//! The Review screen: the document as it will be exported, and what the checks found.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Element as DomElement;

use crate::browser::dates;
use crate::components::controls::{button, link};
use crate::components::panel::left_out;
use crate::element::{Element, bind, html};
use crate::later::dom;
use crate::later::work::{Asked, DRAFT, Work};
use crate::screens::{alert, section};
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::session::Session;
use crate::state::undo::{Undo, done, use_undo};
use submission_core::checks::{self, Offer};
use submission_core::draft::{Answer, AnswerId, AnswerState};
use submission_core::locale::key;
use submission_core::route::Route;
use submission_core::template::QuestionId;
use submission_core::work::{FindingLine, OfferLine, Reply, Request, pack};

/// Document and checks. A mend that is accepted draws both anew.
pub fn review(session: &Session, work: &Work) -> Vec<Element> {
    let localizer = use_localizer();
    let screen = Screen {
        session: session.clone(),
        mended: RwSignal::new(0_u32),
        found: RwSignal::new(Found::Nothing),
        undo: use_undo(),
        localizer,
    };
    session.flush();
    let sheet = html::article().class("document");
    let asked: Rc<RefCell<Option<Asked>>> = Rc::default();
    bind({
        let (screen, asked, work, sheet) = (screen.clone(), asked.clone(), work.clone(), sheet.clone());
        move || {
            screen.mended.track();
            // The one before is of no use any more.
            asked.take();
            let new = untrack(|| screen.ask(&work, sheet.dom().clone()));
            asked.replace(Some(new));
        }
    });
    let checks = section("stack", "checks-title", &localizer.text(key::REVIEW_CHECKS)).child({
        let screen = screen.clone();
        move || screen.found.with(|found| untrack(|| screen.findings(found)))
    });
    let export = link(&Route::Export(session.id().clone()), &localizer.text(key::APP_EXPORT));
    vec![
        html::p().class("lead").child(localizer.text(key::REVIEW_TEXT)),
        left_out(session),
        checks,
        section("stack", "document-title", &localizer.text(key::REVIEW_DOCUMENT)).child([sheet]),
        html::p().class("actions").child([export.class("button").attr("data-kind", "primary")]),
    ]
}

#[derive(Clone)]
struct Screen {
    session: Session,
    mended: RwSignal<u32>,
    found: RwSignal<Found>,
    undo: Undo,
    localizer: Localizer,
}

/// What is known of the checks.
#[derive(Clone)]
enum Found {
    Nothing,
    Lines(Vec<FindingLine>),
    Failed,
}

impl Screen {
    /// Has the draft checked and the document composed, and draws both as they come.
    fn ask(&self, work: &Work, sheet: DomElement) -> Asked {
        let draft = self.session.draft();
        let today = dates::today().map_or_else(String::new, |day| day.to_string());
        let request = Request::Review { draft: draft.id.to_string(), today };
        let found = self.found;
        let parts = Cell::new(0_u32);
        work.ask(request, pack(&draft), DRAFT, move |reply| match reply {
            // The screen may be gone, here and below.
            Ok(Reply::Findings(lines)) => drop(found.try_set(Found::Lines(lines))),
            Ok(Reply::Part(part)) => {
                // In the place of the one that stood there, so that nothing moves. The browser has no reason to
                // refuse nodes that are made from our own tree, here and below.
                let _ = dom::made(&part).and_then(|new| match sheet.children().item(parts.get()) {
                    Some(old) => old.replace_with_with_node_1(&new),
                    None => sheet.append_child(&new).map(drop),
                });
                parts.set(parts.get() + 1);
            }
            Ok(Reply::Done) => {
                while let Some(old) = sheet.children().item(parts.get()) {
                    old.remove();
                }
            }
            Ok(_) => {}
            Err(_) => drop(found.try_set(Found::Failed)),
        })
    }

    fn again(&self) {
        self.mended.update(|count| *count = count.wrapping_add(1));
    }

    /// What the checks found, or that they found nothing.
    fn findings(&self, found: &Found) -> Vec<Element> {
        let localizer = self.localizer;
        let found = match found {
            Found::Nothing => {
                return vec![html::p().class("soft").child(localizer.text(key::REVIEW_WORKING))];
            }
            Found::Failed => {
                let screen = self.clone();
                let again = button(&localizer.text(key::APP_TRY_AGAIN), move |_| screen.again());
                let said = html::p().child(localizer.text(key::REVIEW_FAILED));
                return vec![alert().child([said, html::p().class("actions").child([again])])];
            }
            Found::Lines(found) => found,
        };
        if found.is_empty() {
            return vec![html::p().child(localizer.text(key::REVIEW_NO_FINDINGS))];
        }
        let count = localizer.count(key::REVIEW_FINDINGS_OTHER, found.len());
        let rows = html::ul().class("findings").attr("role", "list");
        for finding in found {
            rows.add(&self.row(finding));
        }
        vec![html::p().attr("role", "status").child(&count), rows]
    }

    /// One finding, with the way to its place, and its mend where there is one.
    fn row(&self, finding: &FindingLine) -> Element {
        let (level, word) =
            if finding.error { ("error", key::REVIEW_ERROR) } else { ("warning", key::REVIEW_WARNING) };
        let answer = AnswerId::parse(&finding.answer);
        let question = answer.as_ref().and_then(|answer| QuestionId::new(answer.question()));
        let text = html::div().child([
            link(&Route::Write(self.session.id().clone(), question), &finding.title),
            html::p().child(&finding.message),
        ]);
        if !finding.excerpt.is_empty() {
            text.add(&html::p().class("soft").child(&finding.excerpt));
        }
        let body = html::div().class("stack").child([text]);
        if let (Some(OfferLine { offer, label }), Some(answer)) = (&finding.offer, answer) {
            let name = format!("{label}: {}", finding.title);
            let (screen, offer, title) = (self.clone(), offer.clone(), finding.title.clone());
            let mend = button(label, move |_| screen.accept(&answer, &offer, &title));
            body.add(
                &html::div().class("actions").child([mend.attr("aria-label", &name).attr("data-writes", "")]),
            );
        }
        let word = html::strong().child(self.localizer.text(word));
        html::li().class("finding").attr("data-level", level).child([word, body])
    }

    fn accept(&self, id: &AnswerId, offer: &Offer, name: &str) {
        let session = &self.session;
        if *offer == Offer::NotApplicable {
            session.tick(id, AnswerState::NotApplicable, true);
            self.again();
            return;
        }
        let answer = session.answer(id);
        // What it is about may have been written over in another tab meanwhile.
        if let Some(value) = checks::mend(&answer.value, offer) {
            let Some(before) = session.replace(id, Answer { value, ..answer }) else { return };
            let back = {
                let (screen, id) = (self.clone(), id.clone());
                move || {
                    screen.session.replace(&id, before.clone());
                    screen.again();
                }
            };
            let (said, at) = (done(key::UNDO_MENDED, name), "screen-title".to_owned());
            self.undo.offer(session, [id.clone()], said, at, back);
        }
        self.again();
    }
}
