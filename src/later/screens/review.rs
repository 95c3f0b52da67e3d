//! The Review screen: the document as it will be exported, and what the checks found.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::browser::dates;
use crate::components::controls::{about, actions, button, link, status};
use crate::element::tree::tree;
use crate::element::{Element, bind, html};
use crate::later::panels::{Panels, left_out::left_out};
use crate::later::work::{Asked, DRAFT, Failure, Work};
use crate::screens::{alert, section};
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::services::use_services;
use crate::state::session::Session;
use crate::state::undo::{Undo, done, use_undo};
use submission_core::checks::{self, Offer};
use submission_core::draft::{Answer, AnswerId, AnswerState, says_not_applicable};
use submission_core::locale::key;
use submission_core::route::Route;
use submission_core::template::QuestionId;
use submission_core::work::{FindingLine, OfferLine, Reply, Request, pack};

/// How long nothing more comes from elsewhere before the document is put together anew.
const REST: Duration = Duration::from_millis(600);

/// Document and checks, of what stands in the draft now: they are drawn anew when a mend was accepted, and when
/// another page has written.
pub fn review(session: &Session, panels: &Panels) -> Vec<Element> {
    let localizer = use_localizer();
    let services = use_services();
    let sheet = html::article().class("document");
    let screen = Screen {
        session: session.clone(),
        work: panels.work.clone(),
        sheet: sheet.clone(),
        asking: Rc::default(),
        found: RwSignal::new(Found::Nothing),
        busy: RwSignal::new(false),
        undo: use_undo(),
        localizer,
    };
    session.flush();
    bind({
        let screen = screen.clone();
        move || {
            services.track_drafts();
            services.access.track();
            untrack(|| screen.look_soon());
        }
    });
    let sheet = sheet.attr("aria-busy", {
        let busy = screen.busy;
        move || busy.get().then(|| "true".to_owned())
    });
    let checks = section("stack", "checks-title", &localizer.text(key::REVIEW_CHECKS)).child({
        let screen = screen.clone();
        move || screen.found.with(|found| untrack(|| screen.findings(found)))
    });
    let export = link(&Route::Export(session.id().clone()), &localizer.text(key::APP_EXPORT));
    vec![
        html::p().class("lead").child(localizer.text(key::REVIEW_TEXT)),
        left_out(&panels.work, session),
        checks,
        section("stack", "document-title", &localizer.text(key::REVIEW_DOCUMENT)).child([sheet]),
        html::p().class("actions").child([export.class("button").attr("data-kind", "primary")]),
    ]
}

#[derive(Clone)]
struct Screen {
    session: Session,
    work: Work,
    sheet: Element,
    asking: Rc<RefCell<Asking>>,
    found: RwSignal<Found>,
    /// What is shown is being put together anew.
    busy: RwSignal<bool>,
    undo: Undo,
    localizer: Localizer,
}

/// What was asked of the worker.
#[derive(Default)]
struct Asking {
    asked: Option<Asked>,
    /// The draft that was asked about, packed.
    draft: Vec<u8>,
    /// It has to be asked once more when the answer is there.
    again: bool,
    /// Counts what has come from elsewhere.
    changes: u32,
}

/// What is known of the checks.
#[derive(Clone)]
enum Found {
    Nothing,
    Lines(Vec<FindingLine>),
    Failed(Failure),
}

impl Screen {
    /// Looks at once the first time; later when nothing more comes.
    fn look_soon(&self) {
        let changes = {
            let mut asking = self.asking.borrow_mut();
            asking.changes = asking.changes.wrapping_add(1);
            asking.changes
        };
        if changes == 1 {
            self.look();
            return;
        }
        let (screen, asking) = (self.clone(), Rc::downgrade(&self.asking));
        set_timeout(
            move || {
                let is_last = asking.upgrade().is_some_and(|asking| asking.borrow().changes == changes);
                // The screen may be gone.
                if is_last && screen.busy.try_get_untracked().is_some() {
                    screen.look();
                }
            },
            REST,
        );
    }

    /// Has the draft checked and the document composed, where it is another than is shown, and draws both as they
    /// come.
    fn look(&self) {
        let draft = self.session.draft();
        let packed = pack(&draft);
        {
            let mut asking = self.asking.borrow_mut();
            if asking.asked.is_some() {
                asking.again = true;
                return;
            }
            if asking.draft == packed {
                return;
            }
            asking.draft.clone_from(&packed);
        }
        self.busy.set(true);
        let today = dates::today().map_or_else(String::new, |day| day.to_string());
        let request = Request::Review { draft: draft.id.to_string(), today };
        let (found, busy, sheet) = (self.found, self.busy, self.sheet.clone());
        let (asking, parts) = (Rc::downgrade(&self.asking), Cell::new(0_u32));
        let screen = self.clone_weakly();
        let asked = self.work.ask(request, packed, DRAFT, move |reply| match reply {
            // The screen may be gone, here and below.
            Ok(Reply::Findings(lines)) => drop(found.try_set(Found::Lines(lines))),
            Ok(Reply::Part(part)) => {
                let new = tree(&part);
                match sheet.dom().children().item(parts.get()) {
                    // In the place of the one that stood there, so that nothing moves. The browser has no reason
                    // to refuse that.
                    Some(old) => drop(old.replace_with_with_node_1(new.dom())),
                    None => sheet.add(&new),
                }
                parts.set(parts.get() + 1);
            }
            Ok(Reply::Done) | Err(_) => {
                // Where it failed, nothing old stands there as if it were of now.
                let new = if reply.is_ok() { parts.get() } else { 0 };
                while let Some(old) = sheet.dom().children().item(new) {
                    old.remove();
                }
                let _ = busy.try_set(false);
                if let Err(failure) = reply {
                    let _ = found.try_set(Found::Failed(failure));
                }
                let again = asking.upgrade().is_some_and(|asking| {
                    let mut asking = asking.borrow_mut();
                    asking.asked = None;
                    if new == 0 {
                        asking.draft.clear();
                    }
                    std::mem::take(&mut asking.again)
                });
                if again && let Some(screen) = screen() {
                    screen.look();
                }
            }
            Ok(_) => {}
        });
        self.asking.borrow_mut().asked = Some(asked);
    }

    /// Gives this screen as long as it is there: what waits for an answer must not keep it.
    fn clone_weakly(&self) -> impl Fn() -> Option<Self> + 'static {
        let asking = Rc::downgrade(&self.asking);
        let (session, work, sheet) = (self.session.clone(), self.work.clone(), self.sheet.clone());
        let (found, busy, undo, localizer) = (self.found, self.busy, self.undo, self.localizer);
        move || {
            let asking = asking.upgrade()?;
            let (session, work, sheet) = (session.clone(), work.clone(), sheet.clone());
            Some(Self { session, work, sheet, asking, found, busy, undo, localizer })
        }
    }

    /// What the checks found, or that they found nothing.
    fn findings(&self, found: &Found) -> Vec<Element> {
        let localizer = self.localizer;
        let found = match found {
            Found::Nothing => {
                return vec![html::p().class("soft").child(localizer.text(key::REVIEW_WORKING))];
            }
            Found::Failed(failure) => {
                let screen = self.clone();
                let again = button(&localizer.text(key::APP_TRY_AGAIN), move |_| {
                    screen.found.set(Found::Nothing);
                    screen.look();
                });
                let why = match failure {
                    Failure::TookTooLong => key::REVIEW_TOOK_TOO_LONG,
                    Failure::Stopped => key::REVIEW_FAILED,
                };
                let said = html::p().child(localizer.text(why));
                return vec![alert().child([said, html::p().class("actions").child([again])])];
            }
            Found::Lines(found) => found,
        };
        if found.is_empty() {
            return vec![html::p().child(localizer.text(key::REVIEW_NO_FINDINGS))];
        }
        let count = localizer.count(key::REVIEW_FINDINGS_OTHER, found.len());
        let (busy, working) = (self.busy, localizer.text(key::REVIEW_WORKING));
        let said = move || if busy.get() { working.clone() } else { count.clone() };
        let rows = html::ul().class("findings").attr("role", "list");
        for finding in found {
            rows.add(&self.row(finding));
        }
        vec![status().child(said), rows]
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
            let (screen, offer, title) = (self.clone(), offer.clone(), finding.title.clone());
            let mend = button(label, move |_| screen.accept(&answer, &offer, &title));
            body.add(&actions([about(mend, label, &finding.title).attr("data-writes", "")]));
        }
        let word = html::strong().child(self.localizer.text(word));
        html::li().class("finding").attr("data-level", level).child([word, body])
    }

    /// Does what was offered, where the answer still gives reason to: another page may have written since.
    fn accept(&self, id: &AnswerId, offer: &Offer, name: &str) {
        let session = &self.session;
        let answer = session.answer(id);
        let mended = match offer {
            Offer::NotApplicable => says_not_applicable(answer.value.text())
                .then(|| Answer { state: AnswerState::NotApplicable, ..answer.clone() }),
            Offer::Replace { .. } => {
                checks::mend(&answer.value, offer).map(|value| Answer { value, ..answer.clone() })
            }
        };
        if let Some(mended) = mended {
            let Some(before) = session.replace(id, mended) else { return };
            let back = {
                let (screen, id) = (self.clone(), id.clone());
                move || {
                    screen.session.replace(&id, before.clone());
                    screen.look();
                }
            };
            let (said, at) = (done(key::UNDO_MENDED, name), "screen-title".to_owned());
            self.undo.offer(session, [id.clone()], said, at, back);
        }
        self.look();
    }
}
