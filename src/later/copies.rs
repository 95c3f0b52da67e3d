//! Drafts as files: where the browser lets a page write to a file that was chosen once, that file follows each save,
//! also when the draft's screen is gone; elsewhere a copy is a download.

mod follow;
mod lost;
mod owner;
mod place;
mod presses;
mod writes;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{document, set_interval, set_timeout, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, EventTarget};

use crate::browser::access::Access;
use crate::browser::draft_files::DraftFiles;
use crate::browser::local_storage::BrowserClock;
use crate::browser::timer::next_task;
use crate::browser::{fields, fragment, scripts};
use crate::element::Element;
use crate::state::services::Services;
use follow::Given;
use owner::{Field, Owner};
use submission_core::copies::{CopyMoment, DRAFT_ID, Next, Refusal, Trouble};
use submission_core::draft::{Draft, DraftId, words};
use submission_core::store::{Clock, Store};

pub use lost::{Lost, forget_lost, lost, open_lost};

/// How often "5 minutes ago" is brought up to date.
const TICK: Duration = Duration::from_secs(30);
/// After so many bytes of counting words the page does what else waits.
const PIECE: usize = 200_000;
/// How long the focus is out of all fields before a reminder may come.
const PAUSE: Duration = Duration::from_millis(400);

/// The copies of the drafts that were open on this page. It lives as long as the page.
pub struct Copies {
    services: Services,
    store: Rc<Store>,
    files: DraftFiles,
    /// The page was opened from a file.
    on_disk: bool,
    owners: RefCell<Vec<&'static Owner>>,
    /// The one whose place is on the page, or was there last.
    open: Cell<Option<&'static Owner>>,
}

thread_local! {
    static COPIES: OnceCell<&'static Copies> = const { OnceCell::new() };
}

/// Starts it; once.
pub fn start(services: Services) -> &'static Copies {
    COPIES.with(|copies| {
        *copies.get_or_init(|| {
            let copies: &'static Copies = Box::leak(Box::new(Copies::new(services)));
            copies.listen();
            copies
        })
    })
}

/// The copies, once they were started.
fn started() -> Option<&'static Copies> {
    COPIES.with(|copies| copies.get().copied())
}

/// The text of the whole draft's file; `None` where it does not leave whole.
pub fn whole(draft: &DraftId) -> Option<String> {
    Some(started()?.ask(draft, false).ok()?.text)
}

/// The writer writes in the draft, or ticks something.
fn is_busy() -> bool {
    let Some(here) = document().active_element() else { return false };
    let is_in_control = fields::is_writing() || here.matches("input, select").unwrap_or_default();
    is_in_control && here.closest("[data-writes]").is_ok_and(|question| question.is_some())
}

/// Listens for the life of the page.
fn listen(target: &EventTarget, event: &str, run: impl Fn(Event) + 'static) {
    let run = Closure::<dyn Fn(Event)>::new(run).into_js_value();
    // The page itself always takes listeners.
    let _ = target.add_event_listener_with_callback(event, run.unchecked_ref());
}

impl Copies {
    fn new(services: Services) -> Self {
        Self {
            services,
            store: services.store(),
            files: scripts::late().files(),
            on_disk: window().location().protocol().is_ok_and(|protocol| protocol == "file:"),
            owners: RefCell::default(),
            open: Cell::default(),
        }
    }

    fn listen(&'static self) {
        let page = document();
        listen(&page, "focusin", move |event| self.enter(event.target()));
        listen(&page, "focusout", move |_| {
            self.count();
            set_timeout(move || self.remind(), PAUSE);
        });
        listen(&page, "visibilitychange", move |_| self.shown_or_hidden());
        listen(&window(), "hashchange", move |_| {
            set_timeout(move || self.remind(), PAUSE);
            // A draft that is left has time now, and perhaps not later.
            let shown = fragment::current();
            self.each(|owner| {
                if shown.draft() != Some(&owner.draft) {
                    self.hurry(owner);
                }
            });
        });
        set_interval(
            move || {
                if !document().hidden() {
                    self.show();
                }
            },
            TICK,
        );
    }

    /// Draws the place of a draft, in the element that is given.
    pub fn place(&'static self, draft: &DraftId, place: &Element) {
        let known = self.known(draft);
        let owner = known.unwrap_or_else(|| {
            let owner: &'static Owner = Box::leak(Box::new(self.new_owner(draft)));
            self.owners.borrow_mut().push(owner);
            owner
        });
        if self.open.get().is_none_or(|open| open.draft != *draft) {
            self.open.set(Some(owner));
            owner.field.take();
            self.enter(document().active_element().map(Into::into));
        }
        if known.is_none() {
            self.compare(owner);
        }
        {
            let mut status = owner.status.borrow_mut();
            // What was handed over on another screen was not whole; here nobody has asked yet.
            if matches!(status.trouble, Some(Trouble::Refused(_))) && !status.follows() {
                status.trouble = None;
            }
        }
        self.draw(owner, place);
    }

    /// The draft, if it was open on this page.
    fn known(&self, draft: &DraftId) -> Option<&'static Owner> {
        self.owners.borrow().iter().find(|owner| owner.draft == *draft).copied()
    }

    fn new_owner(&self, draft: &DraftId) -> Owner {
        Owner::new(draft.clone(), self.store.copied(draft).unwrap_or_default())
    }

    fn each(&self, run: impl Fn(&'static Owner)) {
        let owners = self.owners.borrow().clone();
        owners.into_iter().for_each(run);
    }

    fn is_open(&self, owner: &Owner) -> bool {
        self.open.get().is_some_and(|open| open.draft == owner.draft)
    }

    /// Remembers what is new of a draft's copies.
    fn note(&self, owner: &Owner) {
        let copied = owner.status.borrow().copied.clone();
        // What cannot be remembered is asked again: a reminder too many, and no loss of text.
        let _ = self.store.note_copied(&owner.draft, &copied);
        self.services.mirror_changes();
    }

    /// A copy was made of what stood there at that moment. Whether another one is to follow.
    fn copied(&self, owner: &Owner, moment: CopyMoment, words: usize) -> Next {
        let next = owner.status.borrow_mut().copied(moment, words);
        if !owner.status.borrow().dirty {
            scripts::late().place().is_in_a_file(owner.draft.as_str());
        }
        self.note(owner);
        next
    }

    /// A draft was handed over as a file, or as much of it as there is.
    pub fn handed_over(&'static self, id: &DraftId, draft: &Draft, lacks: Option<Refusal>) {
        let Some(owner) = self.known(id) else { return };
        let moment = owner.status.borrow().moment(BrowserClock.now());
        if lacks.is_some() {
            self.left(owner, moment, || 0, lacks);
            return;
        }
        let texts: Vec<String> =
            draft.answers.values().map(|answer| answer.value.text().to_owned()).collect();
        spawn_local(async move {
            let (mut count, mut piece) = (0, 0);
            for text in texts {
                count += words(&text);
                piece += text.len();
                if piece > PIECE {
                    piece = 0;
                    next_task().await;
                }
            }
            self.left(owner, moment, || count, None);
        });
    }

    fn left(&self, owner: &Owner, moment: CopyMoment, words: impl FnOnce() -> usize, lacks: Option<Refusal>) {
        match lacks {
            Some(refusal) => owner.status.borrow_mut().trouble = Some(Trouble::Refused(refusal)),
            None => drop(self.copied(owner, moment, words())),
        }
        self.show();
    }

    /// The whole draft or, with `anyway`, as much as there is; with its id in it, so that its file is known again.
    fn ask(&self, draft: &DraftId, anyway: bool) -> Result<Given, Refusal> {
        let services = self.services;
        let mut leaving = if anyway { services.what_there_is(draft) } else { services.whole(draft) }?;
        leaving.draft.unknown.insert(DRAFT_ID.to_owned(), draft.as_str().into());
        let now = BrowserClock.now();
        let moment = self.known(draft).map(|owner| owner.status.borrow().moment(now));
        Ok(Given {
            text: leaving.text(),
            file: leaving.file(),
            unsaved: leaving.unsaved,
            lacks: leaving.lacks,
            moment: moment.unwrap_or_default(),
            title: leaving.draft.title,
        })
    }

    /// A text of the draft was stored, or could not be. One that another tab writes is that tab's to copy.
    pub fn saved(&'static self, draft: &DraftId) {
        let is_theirs = fragment::current().draft() == Some(draft) && Access::now().is_reading();
        let Some(owner) = self.known(draft).filter(|_| !is_theirs) else { return };
        owner.status.borrow_mut().saved(BrowserClock.now());
        if owner.status.borrow().follows() {
            self.soon(owner);
        }
    }

    /// This tab writes the open draft in the place of another, which may have gone before its file followed.
    pub fn writes(&'static self) {
        if let Some(owner) = self.open.get() {
            self.compare(owner);
        }
    }

    /// The writer is in a field from now on.
    fn enter(&self, target: Option<EventTarget>) {
        if let Some(owner) = self.open.get()
            && let Some(field) = Field::of_answer(target)
        {
            let before = field.words();
            owner.field.replace(Some((field, before)));
        }
    }

    fn count(&self) {
        if let Some(owner) = self.open.get() {
            owner.count();
        }
    }

    /// Never while the writer is in a field.
    fn remind(&self) {
        let Some(owner) = self.open.get().filter(|_| Access::is_had()) else { return };
        if is_busy() {
            return;
        }
        owner.status.borrow_mut().remind(BrowserClock.now(), self.on_disk);
        self.show();
    }

    fn shown_or_hidden(&'static self) {
        if !document().hidden() {
            if let Some(owner) = self.open.get() {
                spawn_local(async move { drop(self.refresh(owner).await) });
            }
            return;
        }
        self.count();
        self.each(|owner| {
            if owner.status.borrow().dirty {
                self.note(owner);
                self.hurry(owner);
            }
        });
    }
}
