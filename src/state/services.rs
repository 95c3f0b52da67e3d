//! What the page shares: the store, the open drafts, and what is to be said of them.

mod history;
mod recovery;
mod safety;
mod saving;
mod tabs;

pub use history::HistoryEvent;
pub use safety::Safety;

use submission_core::collections::SortedMap;

use std::rc::Rc;
use std::sync::Arc;

use crate::browser::access::Access;
use crate::browser::fragment;
use crate::browser::local_storage::{BrowserClock, BrowserRandom, LocalStorage as Browser};
use crate::browser::mirror;
use crate::state::localizer::Localizer;
use crate::state::session::Session;
use crate::state::undo::Undo;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use submission_core::draft::{Draft, DraftId};
use submission_core::locale::{Message, key};
use submission_core::route::Route;
use submission_core::store::{
    Autosave, Clock, DraftSummary, OpenError, Quarantined, Random, Replaced, SaveError, SaveState, Store,
    Writer,
};
use submission_core::template::{self, Builtin, Template};
use submission_core::time::{Millis, PageTime, WallTime};

/// The page's services; looked up with [`use_services`].
#[derive(Clone, Copy)]
pub struct Services {
    /// What is said, in the writer's language.
    pub localizer: Localizer,
    /// The one store of the page.
    store: StoredValue<Rc<Store>, LocalStorage>,
    pub(super) session: StoredValue<Option<Session>>,
    /// Drafts that were left while something in them was not stored: they are nowhere else.
    pub(super) only_here: StoredValue<SortedMap<DraftId, Session>>,
    /// They will be tried again.
    retrying: StoredValue<bool>,
    autosave: StoredValue<Autosave>,
    /// When the wait for the next save ends.
    timer: StoredValue<Option<(PageTime, TimeoutHandle)>>,
    /// Counts up whenever the list of drafts changes.
    drafts_changed: RwSignal<u32>,
    /// Why nothing can be kept in this browser.
    storage_trouble: StoredValue<Option<Message>>,
    /// What could not be done with the list of drafts.
    list_trouble: RwSignal<Option<Message>>,
    /// Changes are on their way to the mirror.
    mirroring: StoredValue<bool>,
    /// Counts up when the mirror came after the screen, which may lack what it has.
    came_late: RwSignal<u32>,
    /// What the lazy part has not heard yet of the text's past.
    told: StoredValue<Vec<HistoryEvent>>,
    /// The way back from what was done last.
    pub undo: Undo,
    /// Whether what was written is kept.
    pub save_state: RwSignal<SaveState>,
    /// How far the mirror is with it.
    pub safety: RwSignal<Safety>,
    /// Whether this tab writes the open draft.
    pub access: RwSignal<Access>,
}

/// How long after a failure a draft that is not on the screen is tried again.
const RETRY: std::time::Duration = std::time::Duration::from_secs(30);

/// A writer that has not written for a day is taken to be gone, in milliseconds.
const GONE_AFTER: Millis = Millis::hours(24);

/// What came of opening a draft.
pub enum Opening {
    /// It is open.
    Open(Session),
    /// There is no such draft.
    Missing,
    /// It is there and cannot be read.
    Broken,
    /// The browser's storage cannot be read; why.
    Trouble(Message),
}

impl Services {
    /// Starts the services; there is one set for the page's life.
    pub fn start(localizer: Localizer) -> Self {
        let read = |json: &serde_json::Value| Ok(template::read_known(json.clone())?);
        let store = Store::new(Browser, BrowserClock, BrowserRandom, read);
        let trouble = store.probe().err().map(|error| error.message());
        let theme = store.setting("theme").and_then(|theme| theme.as_str().map(str::to_owned));
        show_theme(theme.as_deref().unwrap_or_default());
        Self {
            localizer,
            store: StoredValue::new_local(Rc::new(store)),
            session: StoredValue::new(None),
            only_here: StoredValue::new(SortedMap::new()),
            retrying: StoredValue::new(false),
            autosave: StoredValue::new(Autosave::new()),
            timer: StoredValue::new(None),
            drafts_changed: RwSignal::new(0),
            storage_trouble: StoredValue::new(trouble),
            list_trouble: RwSignal::new(None),
            mirroring: StoredValue::new(false),
            came_late: RwSignal::new(0),
            told: StoredValue::new(Vec::new()),
            undo: Undo::start(),
            save_state: RwSignal::new(SaveState::Saved),
            safety: RwSignal::new(Safety::None),
            access: RwSignal::new(Access::Writing),
        }
    }

    /// The store. All parts of the page write by it, so that there is one writer, and one queue to the mirror.
    /// What it does to an answer of a draft that the page shows is the session's to ask for.
    pub fn store(self) -> Rc<Store> {
        self.store.get_value()
    }

    /// Changes something beside the answers of a draft on the page; the mirror and the screens hear of it.
    pub fn change<T>(self, run: impl FnOnce(&Store) -> Result<T, SaveError>) -> Result<T, SaveError> {
        let done = run(&self.store());
        self.list_changed();
        done
    }

    /// Why nothing can be kept, where that is so.
    pub fn storage_trouble(self) -> Option<Message> {
        self.storage_trouble.get_value()
    }

    /// What could not be done with the list of drafts, the last time. Follows changes.
    pub fn list_trouble(self) -> Option<Message> {
        self.list_trouble.get()
    }

    /// Drafts of which something is on this page only: their names and titles. Follows changes of
    /// the list.
    pub fn only_here(self) -> Vec<(DraftId, String)> {
        self.drafts_changed.track();
        let open = self.session.get_value().filter(Session::is_dirty).into_iter();
        let left = self.only_here.with_value(|left| left.values().cloned().collect::<Vec<_>>());
        // One in the bin waits there for being taken back.
        let is_out = |session: &Session| !self.store().is_in_bin(session.id()).unwrap_or(false);
        left.into_iter()
            .chain(open)
            .filter(is_out)
            .map(|session| (session.id().clone(), session.title().get_untracked()))
            .collect()
    }

    /// A name for a draft that is not there yet.
    pub fn new_draft_id(self) -> DraftId {
        DraftId::of_letters(&BrowserRandom.name(15))
    }

    /// The time.
    pub fn now(self) -> WallTime {
        BrowserClock.now()
    }

    /// The drafts, the one written last first. Follows changes of the list.
    pub fn drafts(self) -> Vec<DraftSummary> {
        self.drafts_changed.track();
        match self.store().drafts() {
            Ok(listing) => listing.drafts,
            Err(error) => {
                self.complain(error.message());
                Vec::new()
            }
        }
    }

    /// Runs whoever calls this again when drafts have come from the mirror after the screen was drawn.
    pub fn track_late(self) {
        self.came_late.track();
    }

    /// Runs whoever calls this again when the list of drafts, or what is stored of them, changes.
    pub fn track_drafts(self) {
        self.drafts_changed.track();
    }

    /// Opens a draft; one that is on the page already stays as it is.
    pub fn open(self, id: &DraftId) -> Opening {
        let is_erased = self.store().is_erased(id).unwrap_or(false);
        // What is removed for good is shown no more, but for what was written since and is nowhere else.
        let is_gone = |session: &Session| is_erased && !session.is_dirty();
        let on_the_page = self.session.get_value().filter(|session| session.id() == id && !is_gone(session));
        // What is damaged may have been removed on the Recovery screen: such a draft is read anew.
        if let Some(session) = on_the_page.filter(|session| session.is_dirty() || !session.is_damaged()) {
            return Opening::Open(session);
        }
        if let Some(session) = self.only_here.try_update_value(|left| left.remove(id)).flatten() {
            self.show(session.clone());
            return Opening::Open(session);
        }
        match self.store().open(id) {
            Ok(opened) => {
                // Another tab may still be writing against what the store would tidy away.
                let is_gone = |writer: &Writer| self.now() - writer.last_seen > GONE_AFTER;
                // What is not tidied now is tidied later.
                let _ = self.store().tidy(id, is_gone);
                self.keep_replaced(id, opened.replaced);
                let session = Session::new(opened.draft, opened.diverged, opened.read_only, self);
                if !opened.quarantined.is_empty() || opened.unfinished {
                    session.lacks();
                }
                for answer in opened.quarantined.iter().filter_map(Quarantined::answer) {
                    session.damaged(&answer);
                }
                self.show(session.clone());
                Opening::Open(session)
            }
            Err(OpenError::Missing) => Opening::Missing,
            Err(OpenError::NoTemplate(_)) => Opening::Broken,
            Err(error) => Opening::Trouble(error.message()),
        }
    }

    /// Another page has written into this draft: what stood there goes to the history, and it is said.
    fn keep_replaced(self, id: &DraftId, replaced: Vec<Replaced>) {
        let hold =
            |before: &Replaced| self.store().save_before_deletion(id, &before.id, &before.before).is_ok();
        if replaced.is_empty() || !replaced.iter().all(hold) {
            return;
        }
        let writers: Vec<_> = replaced.iter().map(|before| before.writer.clone()).collect();
        // Where it cannot be remembered it is kept and said once more.
        let _ = self.store().accept(&writers);
        mirror::tell_replaced(id);
    }

    /// Begins a draft under a built-in template, and goes to it.
    pub fn begin(self, template: &Builtin) {
        if let Some(template) = template.template() {
            self.begin_with(template);
        }
    }

    /// Begins a draft under a template, and goes to it. Where nothing can be stored the draft
    /// is there all the same, and the save state says so.
    pub fn begin_with(self, template: Arc<Template>) {
        let title = template.text(&template.title, &self.localizer.language()).to_owned();
        match self.store().create(template.clone(), &title) {
            Ok(draft) => self.go_to(draft, None),
            Err(error) => {
                let draft = Draft {
                    id: self.new_draft_id(),
                    title,
                    template,
                    answers: Default::default(),
                    created: self.now(),
                    unknown: Default::default(),
                };
                self.go_to(draft, Some(error));
            }
        }
    }

    /// Keeps a draft that came from a file, and goes to it. Where it cannot be stored it is open
    /// all the same, and the save state says so.
    pub fn keep_opened(self, draft: Draft) -> DraftId {
        let (draft, error) = match self.store().put(&draft) {
            Ok(draft) => (draft, None),
            Err(error) => (draft, Some(error)),
        };
        let id = draft.id.clone();
        self.go_to(draft, error);
        id
    }

    /// Gives a draft another title.
    pub fn rename(self, session: &Session, title: String) {
        session.rename(title);
        self.changed(session);
    }

    /// Something was written in a draft: it is saved soon, and at once where it is not the open one any more.
    pub fn changed(self, session: &Session) {
        if session.is_open() {
            self.save_soon();
        } else {
            self.leave(session.clone());
            self.save_left();
        }
    }

    /// Copies a draft.
    pub fn duplicate(self, id: &DraftId) {
        self.save_now();
        let title = self
            .drafts()
            .into_iter()
            .find(|draft| draft.id == *id)
            .map(|draft| draft.title)
            .unwrap_or_default();
        let title = self.localizer.say(&Message::new(key::START_COPY_OF).with("title", title));
        self.report(|store| store.duplicate(id, &title).map(drop));
    }

    /// Puts a draft into the bin.
    pub fn delete(self, id: &DraftId) {
        self.save_now();
        let deleted = self.store().delete(id);
        // What could not be stored stays on the page: it is in no bin.
        if deleted.is_ok() {
            // One that is on the screen stays: what is written in it takes it out of the bin.
            let is_shown = fragment::current().draft() == Some(id);
            let open = self.session.get_value().filter(|session| session.id() == id && !is_shown);
            if let Some(session) = open {
                self.session.set_value(None);
                self.leave(session);
            }
        }
        self.report(|_| deleted);
        self.save_left();
    }

    /// A draft is not on the screen any more; it is kept on the page as long as something of it is nowhere
    /// else.
    fn leave(self, session: Session) {
        if session.is_dirty() {
            self.only_here.update_value(|left| drop(left.insert(session.id().clone(), session)));
            self.retry_left();
        }
    }

    /// The draft is in the bin.
    pub fn is_in_bin(self, id: &DraftId) -> bool {
        self.store().bin().is_ok_and(|bin| bin.iter().any(|binned| binned.id == *id))
    }

    /// The draft on the page is that one.
    pub fn is_open(self, which: impl FnOnce(&Session) -> bool) -> bool {
        self.session.with_value(|open| open.as_ref().is_some_and(which))
    }

    /// Takes a draft out of the bin.
    pub fn restore(self, id: &DraftId) {
        self.report(|store| store.restore(id));
    }

    /// A message in the writer's language.
    pub fn say(self, message: &Message) -> String {
        self.localizer.say(message)
    }

    /// A setting's text.
    pub fn setting(self, name: &str) -> Option<String> {
        self.store().setting(name).and_then(|value| value.as_str().map(str::to_owned))
    }

    /// Remembers a setting, as far as anything can be remembered here.
    pub fn set_setting(self, name: &str, value: &str) {
        // The setting is in force on the page; that it is forgotten later is no loss of text.
        let _ = self.store().set_setting(name, value.into());
    }

    /// The colours that were chosen; empty for those of the device.
    pub fn theme(self) -> String {
        self.setting("theme").unwrap_or_default()
    }

    /// Changes the colours.
    pub fn set_theme(self, theme: &str) {
        show_theme(theme);
        self.set_setting("theme", theme);
    }

    /// Puts a draft on the page. The one before is saved first, and kept here where that fails.
    fn show(self, session: Session) {
        self.save_now();
        let before = self.session.try_update_value(|open| open.replace(session)).flatten();
        if let Some(before) = before {
            self.leave(before);
        }
        self.begin_saving();
    }

    /// Shows a draft and goes to it; with `error` where it could not be stored.
    fn go_to(self, draft: Draft, error: Option<SaveError>) {
        let route = Route::Write(draft.id.clone(), None);
        let session = Session::new(draft, Vec::new(), false, self);
        if error.is_some() {
            session.owe_everything();
        }
        self.show(session);
        if let Some(error) = error {
            self.not_saved(error);
        }
        self.list_changed();
        fragment::go(&route);
    }

    fn report(self, run: impl FnOnce(&Store) -> Result<(), SaveError>) {
        self.list_trouble.set(run(&self.store()).err().map(|error| error.message()));
        self.undo.changed();
        self.list_changed();
    }

    /// Says what could not be done with the list of drafts.
    pub fn complain(self, message: Message) {
        if self.list_trouble.with_untracked(|known| known.as_ref() != Some(&message)) {
            self.list_trouble.set(Some(message));
        }
    }

    fn list_changed(self) {
        self.mirror_changes();
        self.undo.look();
        self.drafts_changed.update(|count| *count = count.wrapping_add(1));
    }
}

/// The page's services.
pub fn use_services() -> Services {
    // `App` provides them before anything is drawn.
    use_context().unwrap_or_else(|| Services::start(Localizer::english()))
}

fn show_theme(theme: &str) {
    if let Some(root) = document().document_element() {
        // A plain attribute value.
        let _ = root.set_attribute("data-theme", theme);
    }
}
