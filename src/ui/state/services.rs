//! What the page shares: the store, the open draft, and when to save.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::draft::{Answer, AnswerId, Draft, DraftId, Millis};
use crate::locale::{Message, key};
use crate::store::local::{BrowserClock, BrowserRandom, LocalStorage as Browser};
use crate::store::{
    Autosave, Binned, Clock, Diverged, DraftSummary, OpenError, Random, SaveError, SaveState, Store, Version,
};
use crate::template::{self, Builtin, Template};
use crate::ui::browser::mirror::{self, MirrorError};
use crate::ui::browser::{focus, fragment, stopped};
use crate::ui::components::sub_field::element_id;
use crate::ui::route::Route;
use crate::ui::state::session::Session;
use crate::ui::state::words::Words;

/// How long after a failure the mirror is written to again.
const MIRROR_RETRY: Duration = Duration::from_secs(5);

/// The page's services; looked up with [`use_services`].
#[derive(Clone, Copy)]
pub struct Services {
    words: Words,
    store: StoredValue<Store, LocalStorage>,
    session: StoredValue<Option<Session>>,
    autosave: StoredValue<Autosave>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Counts up whenever the list of drafts changes.
    drafts_changed: RwSignal<u32>,
    trouble: StoredValue<Option<Message>>,
    /// Changes are on their way to the mirror.
    mirroring: StoredValue<bool>,
    /// Whether what was written is kept.
    pub save_state: RwSignal<SaveState>,
    /// How far the mirror is with it.
    pub safety: RwSignal<Safety>,
}

/// How far the mirror in IndexedDB is with what was saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Safety {
    /// There is no mirror here: nothing is safer than saved.
    None,
    /// Changes are on their way.
    Pending,
    /// All of it is on the disk.
    Safe,
    /// The disk is full: what was saved may be gone when the browser closes.
    DiskFull,
}

/// What came of opening a draft.
pub enum Opening {
    /// It is open.
    Open(Session),
    /// There is no such draft.
    Missing,
    /// It is there and cannot be read.
    Broken,
}

impl Services {
    /// Starts the services; there is one set for the page's life.
    pub fn start(words: Words) -> Self {
        let read = |json: &serde_json::Value| {
            template::read(json.clone())
                .map(|checked| checked.template)
                .map_err(|errors| errors.len().to_string())
        };
        let store = Store::new(Browser, BrowserClock, BrowserRandom, read);
        let trouble = store.probe().err().map(|error| error.message());
        let theme = store.setting("theme").and_then(|theme| theme.as_str().map(str::to_owned));
        show_theme(theme.as_deref().unwrap_or_default());
        Self {
            words,
            store: StoredValue::new_local(store),
            session: StoredValue::new(None),
            autosave: StoredValue::new(Autosave::new()),
            timer: StoredValue::new(None),
            drafts_changed: RwSignal::new(0),
            trouble: StoredValue::new(trouble),
            mirroring: StoredValue::new(false),
            save_state: RwSignal::new(SaveState::Saved),
            safety: RwSignal::new(Safety::None),
        }
    }

    /// Unites the store with its mirror, before anything is opened: each alone is enough to have
    /// every draft. Without a mirror the store goes on alone.
    pub async fn unite(self) {
        let mirrored = mirror::read().await;
        let united = mirrored.and_then(|records| {
            self.store.with_value(|store| {
                store.set_mirrored(true);
                store.unite(&records).ok()
            })
        });
        match united {
            Some(_) => {
                self.safety.set(Safety::Pending);
                self.list_changed();
                self.mirror_changes();
            }
            None => self.store.with_value(|store| store.set_mirrored(false)),
        }
        // Only now, for the mirror would bring back what it has not seen go. What cannot be purged
        // now is tried again at the next start.
        if self.store.with_value(Store::purge_expired).is_ok_and(|purged| purged > 0) {
            self.list_changed();
        }
    }

    /// Writes to the mirror what it lacks; one transaction at a time.
    fn mirror_changes(self) {
        if self.safety.get_untracked() == Safety::None || self.mirroring.get_value() {
            return;
        }
        let changes = self.store.with_value(Store::take_changes);
        if changes.is_empty() {
            self.set_safety(Safety::Safe);
            return;
        }
        self.set_safety(Safety::Pending);
        self.mirroring.set_value(true);
        leptos::task::spawn_local(async move {
            let written = mirror::write(&changes).await;
            self.mirroring.set_value(false);
            match written {
                Ok(()) => {
                    self.store.with_value(|store| store.confirm(&changes));
                    self.mirror_changes();
                }
                Err(error) => {
                    self.store.with_value(|store| store.give_back(changes));
                    self.set_safety(if error == MirrorError::Full {
                        Safety::DiskFull
                    } else {
                        Safety::Pending
                    });
                    set_timeout(move || self.mirror_changes(), MIRROR_RETRY);
                }
            }
        });
    }

    fn set_safety(self, safety: Safety) {
        if self.safety.get_untracked() != safety {
            self.safety.set(safety);
        }
    }

    /// Why nothing can be kept, where that is so.
    pub fn storage_trouble(self) -> Option<Message> {
        self.trouble.get_value()
    }

    /// A name for a draft that is not there yet.
    pub fn new_draft_id(self) -> DraftId {
        DraftId::of_letters(&BrowserRandom.name(15))
    }

    /// The time.
    pub fn now(self) -> Millis {
        BrowserClock.now()
    }

    /// The drafts, the one written last first. Follows changes of the list.
    pub fn drafts(self) -> Vec<DraftSummary> {
        self.drafts_changed.track();
        self.store.with_value(Store::drafts).map(|listing| listing.drafts).unwrap_or_default()
    }

    /// The deleted drafts. Follows changes of the list.
    pub fn bin(self) -> Vec<Binned> {
        self.drafts_changed.track();
        self.store.with_value(Store::bin).unwrap_or_default()
    }

    /// Opens a draft; the one that is open already stays as it is.
    pub fn open(self, id: &DraftId) -> Opening {
        if let Some(session) = self.session.get_value().filter(|session| session.id() == id) {
            return Opening::Open(session);
        }
        self.save_now();
        match self.store.with_value(|store| store.open(id)) {
            Ok(opened) => {
                let session = self.show(opened.draft, opened.diverged);
                if opened.read_only {
                    self.not_saved(SaveError::Newer);
                }
                Opening::Open(session)
            }
            Err(OpenError::Missing | OpenError::InBin | OpenError::Storage(_)) => Opening::Missing,
            Err(OpenError::NoTemplate(_)) => Opening::Broken,
        }
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
        let title = template.text(&template.title, &self.words.language()).to_owned();
        let draft = match self.store.with_value(|store| store.create(template.clone(), &title)) {
            Ok(draft) => draft,
            Err(error) => {
                self.not_saved(error);
                let id = self.new_draft_id();
                Draft {
                    id,
                    title,
                    template,
                    answers: Default::default(),
                    created: self.now(),
                    unknown: Default::default(),
                }
            }
        };
        self.go_to(draft);
    }

    /// Keeps a draft that came from a file, and goes to it. Where it cannot be stored it is open
    /// all the same, and the save state says so.
    pub fn keep_opened(self, draft: Draft) {
        let kept = self.store.with_value(|store| store.put(&draft));
        let draft = kept.unwrap_or_else(|error| {
            self.not_saved(error);
            draft
        });
        self.go_to(draft);
    }

    /// Gives the open draft another title.
    pub fn rename(self, session: &Session, title: String) {
        session.title().set(title.clone());
        let renamed = self.store.with_value(|store| store.rename(session.id(), &title));
        if let Err(error) = renamed {
            self.not_saved(error);
        }
        self.list_changed();
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
        let title = self.words.say(&Message::new(key::START_COPY_OF).with("title", title));
        self.report(|store| store.duplicate(id, &title).map(drop));
    }

    /// Puts a draft into the bin.
    pub fn delete(self, id: &DraftId) {
        self.save_now();
        if self.session.with_value(|session| session.as_ref().is_some_and(|session| session.id() == id)) {
            self.session.set_value(None);
        }
        self.report(|store| store.delete(id));
    }

    /// Takes a draft out of the bin.
    pub fn restore(self, id: &DraftId) {
        self.report(|store| store.restore(id));
    }

    /// A setting's text.
    pub fn setting(self, name: &str) -> Option<String> {
        self.store.with_value(|store| store.setting(name)).and_then(|value| value.as_str().map(str::to_owned))
    }

    /// Remembers a setting, as far as anything can be remembered here.
    pub fn set_setting(self, name: &str, value: &str) {
        // The setting is in force on the page; that it is forgotten later is no loss of text.
        let _ = self.store.with_value(|store| store.set_setting(name, value.into()));
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

    /// Something was typed: saves when typing rests, or at last every two seconds.
    pub fn save_soon(self) {
        let now = self.now();
        self.autosave.update_value(|autosave| autosave.typed(now));
        self.show_state();
        self.set_timer();
    }

    /// Saves at once what is not saved yet. Works synchronously: there may be no later.
    pub fn save_now(self) {
        if !self.autosave.with_value(Autosave::is_unsaved) {
            return;
        }
        let Some(session) = self.session.get_value() else { return };
        let taken = self.now();
        let mut unsaved = session.take_unsaved().into_iter();
        let mut failure = None;
        for (place, answer) in unsaved.by_ref() {
            let saved = self.store.with_value(|store| store.save_answer(session.id(), &place, &answer));
            match saved {
                Ok(saved) if !saved.gone => {}
                // The browser has forgotten the draft behind our back: all of it is written again.
                Ok(_) => failure = self.store.with_value(|store| store.keep(&session.draft())).err(),
                Err(SaveError::Missing) => {
                    failure = self.store.with_value(|store| store.keep(&session.draft())).err()
                }
                Err(error) => failure = Some(error),
            }
            if failure.is_some() {
                session.keep_unsaved([place]);
                break;
            }
        }
        session.keep_unsaved(unsaved.map(|(place, _)| place));
        let now = self.now();
        self.autosave.update_value(|autosave| match failure {
            None => autosave.saved(taken),
            Some(error) => autosave.failed(now, error),
        });
        self.show_state();
        self.set_timer();
        self.mirror_changes();
        stopped::heard();
    }

    /// Writes the answer that ends a divergence; the others are followed by it. Whether it was saved.
    pub fn settle(self, session: &Session, place: &AnswerId, answer: &Answer, others: &[Version]) -> bool {
        match self.store.with_value(|store| store.settle(session.id(), place, answer, others)) {
            Ok(_) => {
                self.mirror_changes();
                true
            }
            Err(error) => {
                session.keep_unsaved([place.clone()]);
                self.not_saved(error);
                false
            }
        }
    }

    /// Looks for what other tabs have written whenever the browser says that the storage changed.
    /// Its events are hints to look, and carry nothing.
    pub fn watch_other_tabs(self) {
        let handle = window_event_listener(leptos::ev::storage, move |_| self.take_news());
        on_cleanup(move || handle.remove());
    }

    /// An answer that was not touched here is simply shown as another tab left it. One that was, or
    /// that the writer is in, is never written over: the other text is shown beside it.
    fn take_news(self) {
        self.list_changed();
        let Some(session) = self.session.get_value() else { return };
        let news = self.store.with_value(|store| store.news(session.id())).unwrap_or_default();
        for news in news {
            let written_here = session.is_unsaved(&news.id) || focus::is_in(&element_id(&news.id));
            if news.continues && !written_here {
                let adopted =
                    self.store.with_value(|store| store.adopt(session.id(), &news.id, &news.theirs.version));
                if adopted.is_ok() {
                    session.show_theirs(&news.id, news.theirs.answer);
                }
            } else {
                session.keep_theirs(&news.id, news.theirs);
            }
        }
    }

    /// What is stored and cannot be read: how many records, and all of them as one file.
    pub fn unreadable(self) -> Option<(usize, String)> {
        self.drafts_changed.track();
        let listing = self.store.with_value(Store::drafts).ok()?;
        let of_drafts = listing.unreadable.into_iter().flat_map(|draft| draft.records);
        let records: serde_json::Map<String, serde_json::Value> =
            of_drafts.chain(listing.set_aside).map(|record| (record.key, record.raw.into())).collect();
        let file = serde_json::to_string_pretty(&records).ok()?;
        (!records.is_empty()).then_some((records.len(), file))
    }

    /// Saves at once whenever the page may be about to go: hidden, left, closed, out of focus.
    pub fn save_when_leaving(self) {
        let save = Closure::<dyn FnMut()>::new(move || self.save_now());
        let listener = save.as_ref().unchecked_ref();
        // The page itself always takes listeners.
        let _ = document().add_event_listener_with_callback("visibilitychange", listener);
        for event in ["pagehide", "blur"] {
            let _ = window().add_event_listener_with_callback(event, listener);
        }
        // Lives as long as the page.
        save.forget();
    }

    fn show(self, draft: Draft, diverged: Vec<Diverged>) -> Session {
        let session = Session::new(draft, diverged, self);
        self.session.set_value(Some(session.clone()));
        session
    }

    fn go_to(self, draft: Draft) {
        self.save_now();
        let route = Route::Write(draft.id.clone(), None);
        self.show(draft, Vec::new());
        self.list_changed();
        fragment::go(&route);
    }

    fn report(self, run: impl FnOnce(&Store) -> Result<(), SaveError>) {
        if let Err(error) = self.store.with_value(run) {
            self.not_saved(error);
        }
        self.list_changed();
    }

    fn list_changed(self) {
        self.mirror_changes();
        self.drafts_changed.update(|count| *count = count.wrapping_add(1));
    }

    fn not_saved(self, error: SaveError) {
        let now = self.now();
        self.autosave.update_value(|autosave| autosave.failed(now, error));
        self.show_state();
        self.set_timer();
    }

    fn show_state(self) {
        let state = self.autosave.with_value(Autosave::state);
        if self.save_state.with_untracked(|shown| *shown != state) {
            self.save_state.set(state);
        }
    }

    fn set_timer(self) {
        let due = self.autosave.with_value(Autosave::due);
        let handle = due.and_then(|due| {
            let wait = u64::try_from(due - self.now()).unwrap_or(0);
            set_timeout_with_handle(move || self.save_now(), Duration::from_millis(wait)).ok()
        });
        if let Some(earlier) = self.timer.try_update_value(|timer| std::mem::replace(timer, handle)).flatten()
        {
            earlier.clear();
        }
    }
}

/// The page's services.
pub fn use_services() -> Services {
    // `App` provides them before anything is drawn.
    use_context().unwrap_or_else(|| Services::start(Words::english()))
}

fn show_theme(theme: &str) {
    if let Some(root) = document().document_element() {
        // A plain attribute value.
        let _ = root.set_attribute("data-theme", theme);
    }
}
