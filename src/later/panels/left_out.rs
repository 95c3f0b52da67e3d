//! What is written and does not stand in the document: how much it is, why, and the texts to copy.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::frame;
use crate::browser::files;
use crate::components::controls::{about, actions, button, link, status};
use crate::element::{Element, Row, bind, html};
use crate::later::work::{Asked, DRAFT, Work};
use crate::state::localizer::use_localizer;
use crate::state::session::Session;
use submission_core::draft::{Draft, DraftId};
use submission_core::locale::key;
use submission_core::route::Route;
use submission_core::template::QuestionId;
use submission_core::work::{LeftOutLine, Reply, Request, pack};

/// More are counted and not shown: no page bears them.
const MOST_SHOWN: usize = 300;

/// Looking for it.
struct Search {
    work: Work,
    running: RefCell<Running>,
    found: RwSignal<Vec<LeftOutLine>>,
}

/// A search that has been asked for.
#[derive(Default)]
struct Running {
    /// `None` once it is over.
    asked: Option<Asked>,
    /// What the draft became meanwhile.
    newer: Option<Draft>,
}

/// What is left out, looked for whenever that may have changed; nothing where everything that is written stands in
/// the document.
pub fn left_out(work: &Work, session: &Session) -> Element {
    let found = RwSignal::new(Vec::new());
    let search = Rc::new(Search { work: work.clone(), running: RefCell::default(), found });
    let id = session.id().clone();
    let session = session.clone();
    bind(move || {
        let draft = session.leaves_out().then(|| session.draft());
        untrack(|| search.look(draft));
    });
    // A tick that takes an answer away is followed by words for those who do not see it go.
    frame().attr("aria-live", "polite").bind_rows(move || {
        let there = |gone| found.with(|found| found.iter().any(|item| item.gone == gone));
        let groups =
            [(true, "not asked"), (false, "not printed")].into_iter().filter(|(gone, _)| there(*gone));
        let row = |(gone, name): (bool, &str)| {
            let id = id.clone();
            Row::new(name.to_owned(), move || group(id, found, gone))
        };
        groups.map(row).collect()
    })
}

impl Search {
    /// Looks at that draft; at `None`, that nothing is left out is known.
    fn look(self: &Rc<Self>, draft: Option<Draft>) {
        let Some(draft) = draft else {
            drop(self.running.take());
            self.found.set(Vec::new());
            return;
        };
        {
            let mut running = self.running.borrow_mut();
            if running.asked.is_some() {
                running.newer = Some(draft);
                return;
            }
        }
        // What waits for an answer must not keep a panel that is gone.
        let search = Rc::downgrade(self);
        let asked = self.work.ask(Request::LeftOut, pack(&draft), DRAFT, move |reply| {
            let Some(search) = search.upgrade() else { return };
            match reply {
                Ok(Reply::LeftOut(found)) => search.found.set(found),
                // What is shown stays: an older state is better than none.
                Ok(Reply::Done) | Err(_) => {
                    let Running { newer, .. } = search.running.take();
                    if newer.is_some() {
                        search.look(newer);
                    }
                }
                Ok(_) => {}
            }
        });
        self.running.borrow_mut().asked = Some(asked);
    }
}

/// A count that opens to show the texts.
fn group(draft: DraftId, found: RwSignal<Vec<LeftOutLine>>, gone: bool) -> Element {
    let localizer = use_localizer();
    let (count, text) = match gone {
        true => (key::LEFT_OUT_NOT_ASKED_OTHER, key::LEFT_OUT_NOT_ASKED_TEXT),
        false => (key::LEFT_OUT_NOT_PRINTED_OTHER, key::LEFT_OUT_NOT_PRINTED_TEXT),
    };
    let number = move || found.with(|found| found.iter().filter(|item| item.gone == gone).count());
    let list = html::ul().class("stack").attr("role", "list").bind_rows(move || {
        found.with(|found| {
            let shown = found.iter().filter(|item| item.gone == gone).take(MOST_SHOWN);
            shown.map(|found| row(&draft, found)).collect()
        })
    });
    let more = html::p()
        .attr("hidden", move || number() <= MOST_SHOWN)
        .child(move || localizer.count(key::LEFT_OUT_MORE_OTHER, number().saturating_sub(MOST_SHOWN)));
    let text = html::p().class("soft").child(localizer.text(text));
    html::div().class("notice").child([html::details().child([
        html::summary().child(move || localizer.count(count, number())),
        html::div().class("stack").child([text, list, more]),
    ])])
}

/// One of them, which stays as long as nothing of it changes.
fn row(draft: &DraftId, found: &LeftOutLine) -> Row {
    let mut key = format!("{} {} {}", found.question, found.title, found.why);
    for part in &found.parts {
        key.push_str(&part.name);
        key.push_str(&part.text);
    }
    let (draft, found) = (draft.clone(), found.clone());
    Row::new(key, move || item(draft, &found))
}

fn item(draft: DraftId, found: &LeftOutLine) -> Element {
    let localizer = use_localizer();
    let name = &found.title;
    let row = html::li()
        .class("stack")
        .child([html::strong().attr("dir", "auto").child(name), html::p().class("soft").child(&found.why)]);
    let mut whole = Vec::new();
    for part in &found.parts {
        if !part.name.is_empty() {
            row.add(&html::p().attr("dir", "auto").child(&part.name));
            whole.push(part.name.as_str());
        }
        // It may have to be scrolled, which the keyboard can only do where it can go.
        let text = html::pre().attr("dir", "auto").attr("tabindex", "0").attr("role", "group");
        row.add(&text.attr("aria-label", name).child(&part.text));
        whole.push(part.text.as_str());
    }
    let whole = whole.join("\n\n");
    let said = status();
    let label = localizer.text(key::RECOVERY_COPY);
    let copy = button(&label, {
        let said = said.clone();
        move |_| {
            let (said, whole) = (said.clone(), whole.clone());
            spawn_local(async move {
                let copied = files::copy(&whole).await;
                let words = if copied { key::RECOVERY_COPIED } else { key::LEFT_OUT_NOT_COPIED };
                said.set_text(&localizer.text(words));
            });
        }
    });
    let ways = actions([about(copy, &label, name)]);
    if !found.gone
        && let Some(id) = QuestionId::new(&found.question)
    {
        let label = localizer.text(key::REVIEW_CHANGE);
        ways.add(&about(link(&Route::Write(draft, Some(id)), &label), &label, name));
    }
    row.child([ways.child([said])])
}
