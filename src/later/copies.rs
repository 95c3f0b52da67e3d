//! What is remembered, decided and said of a draft's copies in files; `web/copies.js` and
//! `web/following.js` make them.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Object;
use serde_json::{Value as Json, json};
use wasm_bindgen::closure::Closure;

use super::put;
use crate::browser::local_storage::BrowserClock;
use crate::state::services::Services;
use submission_core::collections::SortedMap;
use submission_core::copies::{
    self, Action, Attempt, AttemptRequest, ConflictKind, CopyStatus, Event, Failure, FileStamp, Mark,
    Occasion, Outcome, Refusal, Remembered,
};
use submission_core::draft::{DraftId, words};
use submission_core::locale::{Catalogue, Key, Message, key};
use submission_core::store::{Clock, Copied, Store};

/// Puts the functions that the scripts ask for on the module's object.
pub fn start(functions: &Object, services: Services, catalogue: Rc<RefCell<Catalogue>>) {
    let store = services.store();

    let read = {
        let store = store.clone();
        Closure::<dyn Fn(String) -> String>::new(move |draft: String| {
            let copied = DraftId::new(&draft).and_then(|id| store.copied(&id).ok());
            copied.unwrap_or_default().write()
        })
    };
    put(functions, "copied", read);

    let note = {
        let store = store.clone();
        Closure::<dyn Fn(String, String)>::new(move |draft: String, copied: String| {
            let Some(id) = DraftId::new(&draft) else { return };
            // What cannot be remembered is asked again: a reminder too many, and no loss of text.
            let _ = store.note_copied(&id, &Copied::read(&copied));
            services.mirror_changes();
        })
    };
    put(functions, "noteCopied", note);

    let is_due = Closure::<dyn Fn(String, bool) -> bool>::new(|copied: String, on_disk| {
        Copied::read(&copied).is_due(BrowserClock.now(), on_disk)
    });
    put(functions, "isCopyDue", is_due);

    let count = Closure::<dyn Fn(String) -> f64>::new(|text: String| words(&text) as f64);
    put(functions, "words", count);

    let attempts = Attempts { store, running: RefCell::default(), here: RefCell::default() };
    let step = Closure::<dyn Fn(String, String, String, String) -> String>::new(
        move |draft: String, told: String, text: String, more: String| {
            attempts.step(&draft, &told, &text, &more).to_string()
        },
    );
    put(functions, "copyStep", step);

    // A draft was made of the text in a file that is its own from now on.
    let mark = Closure::<dyn Fn(String) -> String>::new(|text: String| {
        let last = Mark { digest: copies::digest(&text), ..Mark::default() };
        Remembered { last: Some(last), pending: None }.write()
    });
    put(functions, "markOfCopy", mark);

    let kind = Closure::<dyn Fn(String) -> String>::new(|status: String| {
        let status: Json = serde_json::from_str(&status).unwrap_or_default();
        let is = |name| status.get(name).and_then(Json::as_bool).unwrap_or(false);
        let status = CopyStatus {
            outcome: status.get("outcome").and_then(Json::as_str).unwrap_or_default(),
            reminding: is("reminding"),
            copied: is("copied"),
            follows: is("follows"),
            allowed: is("allowed"),
            taken: is("taken"),
            on_disk: is("onDisk"),
        };
        copies::status_name(&status).to_owned()
    });
    put(functions, "kindOfCopies", kind);

    let say = Closure::<dyn Fn(String, String, String) -> String>::new(
        move |what: String, ago: String, title: String| {
            let title = if title.trim().is_empty() {
                catalogue.borrow().text(key::BIN_UNTITLED).to_owned()
            } else {
                title
            };
            catalogue.borrow().say(&Message::new(words_for(&what)).with("ago", ago).with("title", title))
        },
    );
    put(functions, "sayOfCopies", say);
}

fn words_for(what: &str) -> Key {
    match what {
        "save" => key::COPIES_SAVE,
        "later" => key::COPIES_LATER,
        "open" => key::COPIES_OPEN,
        "replace" => key::COPIES_REPLACE,
        "kind" => key::COPIES_KIND,
        "copied" => key::COPIES_COPIED,
        "follows" => key::COPIES_FOLLOWS,
        "lost" => key::COPIES_LOST,
        "failed" => key::COPIES_FAILED,
        "missing" => key::COPIES_MISSING,
        "changed" => key::COPIES_CHANGED,
        "other" => key::COPIES_OTHER,
        "draft" => key::COPIES_DRAFT,
        "part" => key::COPIES_PART,
        "shared" => key::COPIES_SHARED,
        "state" => key::COPIES_STATE,
        "behind" => key::COPIES_BEHIND,
        "taken" => key::COPIES_TAKEN,
        "damaged" => key::COPIES_DAMAGED,
        "newer" => key::COPIES_NEWER,
        "unfinished" => key::COPIES_UNFINISHED,
        "reading" => key::COPIES_READING,
        "reminder" => key::COPIES_REMINDER,
        "reminder-on-disk" => key::COPIES_REMINDER_ON_DISK,
        _ => key::COPIES_NEVER,
    }
}

/// The attempts to write files that are under way.
struct Attempts {
    store: Rc<Store>,
    /// By draft, each with whether its texts must be read to know how far they are.
    running: RefCell<SortedMap<String, (Attempt, bool)>>,
    /// The digests of what this page wrote last, by draft.
    here: RefCell<SortedMap<String, String>>,
}

impl Attempts {
    /// What comes next in a draft's attempt, after what the script tells of the call before.
    fn step(&self, draft: &str, told: &str, text: &str, more: &str) -> Json {
        let more_json: Json = serde_json::from_str(more).unwrap_or_default();
        let member = |name| more_json.get(name).and_then(Json::as_str).map(ToOwned::to_owned);
        if told == "begin" {
            let remembered = Remembered::read(&member("remembered").unwrap_or_default());
            let here = self.here.borrow().get(draft).cloned();
            let is_here =
                here.is_some() && here.as_ref() == remembered.last.as_ref().map(|last| &last.digest);
            let (attempt, action) = Attempt::begin(AttemptRequest {
                draft: draft.to_owned(),
                occasion: match member("occasion").as_deref() {
                    Some("chosen") => Occasion::Chosen,
                    _ => Occasion::Follows,
                },
                remembered,
                here,
                shared: member("shared"),
                allowed_digest: member("word"),
            });
            self.running.borrow_mut().insert(draft.to_owned(), (attempt, !is_here));
            return written(&action);
        }
        let Some((mut attempt, wants_whole)) = self.running.borrow_mut().remove(draft) else {
            return written(&Action::End(Outcome::Failed));
        };
        let (title, position);
        let event = match told {
            "done" => Event::Done,
            "given" => {
                title = member("title").unwrap_or_default();
                position = self.position(draft, wants_whole);
                let unsaved = more_json.get("unsaved").and_then(Json::as_bool).unwrap_or(true);
                Event::Text { text, title: &title, position: &position, unsaved }
            }
            "refused" => Event::Refused(refusal(more)),
            "saw" => Event::Saw(text, stamp(more)),
            "stamped" => Event::Stamped(stamp(more)),
            _ => Event::Failed(failure(more)),
        };
        let action = attempt.next(&event);
        if action == Action::End(Outcome::Copied)
            && let Some(digest) = attempt.digest()
        {
            self.here.borrow_mut().insert(draft.to_owned(), digest.to_owned());
        }
        if !matches!(action, Action::End(_)) {
            self.running.borrow_mut().insert(draft.to_owned(), (attempt, wants_whole));
        }
        written(&action)
    }

    fn position(&self, draft: &str, whole: bool) -> String {
        let position = DraftId::new(draft).and_then(|id| self.store.position(&id, whole).ok());
        position.unwrap_or_default()
    }
}

/// "size modified".
fn stamp(text: &str) -> FileStamp {
    let mut numbers = text.split(' ').map(|number| number.parse().unwrap_or(f64::NAN));
    let mut number = || numbers.next().unwrap_or(f64::NAN);
    FileStamp { size: number(), modified: number() }
}

fn failure(name: &str) -> Failure {
    match name {
        "NotAllowedError" | "SecurityError" => Failure::Denied,
        "NotFoundError" => Failure::Missing,
        _ => Failure::Other,
    }
}

fn refusal(name: &str) -> Refusal {
    use Refusal::{Damaged, Missing, Newer, Reading, Unfinished};
    [Missing, Unfinished, Newer, Reading].into_iter().find(|known| known.name() == name).unwrap_or(Damaged)
}

/// A call in the words of the script.
fn written(action: &Action) -> Json {
    let name = match action {
        Action::Remember(remembered) => {
            return json!({ "do": "remember", "remembered": remembered.write() });
        }
        Action::End(outcome) => return ended(outcome),
        Action::Permit => "permit",
        Action::Ask => "ask",
        Action::Look => "look",
        Action::Open => "open",
        Action::Put => "put",
        Action::LookAgain => "lookAgain",
        Action::Close => "close",
        Action::Abort => "abort",
        Action::Take => "take",
    };
    json!({ "do": name })
}

fn ended(outcome: &Outcome) -> Json {
    let name = match outcome {
        Outcome::Copied => "copied",
        Outcome::Denied => "denied",
        Outcome::Missing => "missing",
        Outcome::Failed => "failed",
        Outcome::Changing => "changing",
        Outcome::Refused(refusal) => {
            return json!({ "do": "end", "outcome": "refused", "why": refusal.name() });
        }
        Outcome::Asks(conflict) => {
            let kind = match conflict.kind {
                ConflictKind::Changed => "changed",
                ConflictKind::Other if conflict.title.is_empty() => "part",
                ConflictKind::Other => "other",
                ConflictKind::Draft => "draft",
                ConflictKind::Shared => "shared",
                ConflictKind::State => "state",
                ConflictKind::Behind => "behind",
            };
            let (title, seen) = (&conflict.title, &conflict.seen);
            return json!({ "do": "end", "outcome": "asks", "why": kind, "title": title, "seen": seen });
        }
    };
    json!({ "do": "end", "outcome": name })
}
