//! Files, drafts and tabs for the tests of copies: what the script does with the program's
//! decisions, played on a disk that can fail at every call.

use std::collections::BTreeMap;

use serde_json::json;
use submission_core::copies::{
    Action, Attempt, AttemptRequest, Conflict, ConflictKind, Event, Failure, FileStamp, Occasion, Outcome,
    Refusal, Remembered,
};

/// What goes wrong at a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The permission is gone.
    Denied,
    /// It fails and does nothing: the disk is full, the device was taken out.
    Fails,
    /// It is done, and reported as failed.
    FailsAfter,
    /// Only the beginning is written.
    Truncated,
    /// The file is deleted or moved before.
    Gone,
    /// Another program writes an older text of the same draft back.
    Rolled,
    /// Somebody changes the draft in the file elsewhere.
    Edited,
    /// Another draft comes to stand in the file.
    Another,
    /// Something that is no draft comes to stand in it.
    Foreign,
    /// The tab goes before the call.
    ClosedBefore,
    /// The tab goes after the call.
    ClosedAfter,
    /// The program stops.
    Trap,
}

impl Fault {
    pub const ALL: [Self; 12] = [
        Self::Denied,
        Self::Fails,
        Self::FailsAfter,
        Self::Truncated,
        Self::Gone,
        Self::Rolled,
        Self::Edited,
        Self::Another,
        Self::Foreign,
        Self::ClosedBefore,
        Self::ClosedAfter,
        Self::Trap,
    ];
}

/// A file on the disk.
#[derive(Clone, Default)]
pub struct File {
    pub text: String,
    pub modified: u64,
    pub there: bool,
}

/// A state of a draft: what stands in it, and from which state it came.
pub struct State {
    pub text: String,
    before: Option<usize>,
    versions: [BTreeMap<u64, u64>; 2],
}

/// A draft in the browser.
pub struct Draft {
    pub id: String,
    pub title: String,
    pub states: Vec<State>,
    /// The state on the page, and how far the store is with it.
    pub now: usize,
    stored: usize,
    /// The versions in each answer as it stands in the store: for each writer the last number.
    versions: [BTreeMap<u64, u64>; 2],
    answers: [String; 2],
    opened_from: Option<String>,
    /// What the store refuses to hand out.
    pub refusal: Option<Refusal>,
    count: u64,
}

/// What is kept of a draft's file in the browser's database.
#[derive(Clone, PartialEq)]
pub struct Entry {
    file: usize,
    remembered: String,
}

/// An attempt under way in a tab.
struct Running {
    draft: usize,
    file: usize,
    attempt: Attempt,
    action: Action,
    given: Option<usize>,
    swap: Option<String>,
    looked: String,
    chosen: bool,
    word: Option<String>,
    former: Option<Entry>,
}

/// A tab, with what it has in memory.
#[derive(Default)]
pub struct Tab {
    here: BTreeMap<usize, String>,
    running: Option<Running>,
    /// What the writer was asked, and of which file, by draft.
    pub asked: BTreeMap<usize, (Conflict, usize, bool)>,
    pub last: Option<Outcome>,
    stopped: bool,
}

pub struct World {
    pub files: Vec<File>,
    pub drafts: Vec<Draft>,
    pub tabs: Vec<Tab>,
    entries: BTreeMap<usize, Entry>,
    clock: u64,
    /// Which life of the page this is: each is a writer of its own in the store.
    life: u64,
    /// Calls so far, and what goes wrong at which.
    pub calls: usize,
    pub faults: Vec<(usize, Fault)>,
    /// What was done wrong.
    pub wrong: Vec<String>,
    pub copied: usize,
    pub conflicts: BTreeMap<&'static str, usize>,
}

fn file_of(draft: &Draft) -> String {
    let [one, two] = &draft.answers;
    let mut file = json!({
        "format": "submission-editor/draft", "formatVersion": 1, "title": draft.title, "template": {},
        "answers": { "I.a": { "state": "started", "value": one }, "I.b": { "state": "started", "value": two } },
        "draftId": draft.id, "openedFrom": draft.opened_from,
    });
    file["count"] = draft.count.into();
    file.to_string()
}

impl World {
    /// So many drafts and files; the files are not there yet.
    pub fn new(drafts: usize, files: usize, tabs: usize) -> Self {
        let mut world = Self {
            files: vec![File::default(); files],
            drafts: Vec::new(),
            tabs: (0..tabs).map(|_| Tab::default()).collect(),
            entries: BTreeMap::new(),
            clock: 1,
            life: 1,
            calls: 0,
            faults: Vec::new(),
            wrong: Vec::new(),
            copied: 0,
            conflicts: BTreeMap::new(),
        };
        for number in 0..drafts {
            world.drafts.push(Draft {
                id: format!("d{number}"),
                title: format!("Draft {number}"),
                states: Vec::new(),
                now: 0,
                stored: 0,
                versions: Default::default(),
                answers: [format!("Draft {number} begins."), String::new()],
                opened_from: None,
                refusal: None,
                count: 0,
            });
            world.push_state(number, None);
        }
        world
    }

    fn push_state(&mut self, draft: usize, before: Option<usize>) {
        let draft = &mut self.drafts[draft];
        draft.count += 1;
        let text = file_of(draft);
        draft.states.push(State { text, before, versions: draft.versions.clone() });
        draft.now = draft.states.len() - 1;
    }

    /// The writer goes on. `stored`: the browser could keep it.
    pub fn write(&mut self, draft: usize, answer: usize, replaces: bool, stored: bool) {
        let of = &mut self.drafts[draft];
        let word = format!("word{}", of.count);
        let text = &mut of.answers[answer];
        *text = if replaces { word } else { format!("{text} {word}") };
        if stored {
            let newest = of.versions[answer].values().max().copied().unwrap_or(0);
            of.versions[answer].insert(self.life, newest + 1);
        }
        let before = of.now;
        self.push_state(draft, Some(before));
        if stored {
            self.drafts[draft].stored = self.drafts[draft].now;
        }
    }

    /// All pages are closed, and the browser has lost the last changes, where `loses` says so.
    pub fn reopen(&mut self, draft: usize, loses: bool) {
        for tab in &mut self.tabs {
            *tab = Tab::default();
        }
        self.life += 1;
        let of = &mut self.drafts[draft];
        let mut now = of.stored;
        if loses && let Some(before) = of.states[now].before {
            now = before;
        }
        (of.now, of.stored) = (now, now);
        of.versions = of.states[now].versions.clone();
        let json: serde_json::Value = serde_json::from_str(&of.states[now].text).unwrap();
        of.answers = ["I.a", "I.b"].map(|place| json["answers"][place]["value"].as_str().unwrap().to_owned());
    }

    /// The draft in a file is opened: from now on `draft` is what stands in it.
    pub fn open_file(&mut self, draft: usize, file: usize) {
        let text = self.files[file].text.clone();
        let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) else { return };
        let answer = |place: &str| json["answers"][place]["value"].as_str().map(str::to_owned);
        let (Some(one), Some(two)) = (answer("I.a"), answer("I.b")) else { return };
        self.entries.remove(&draft);
        for tab in &mut self.tabs {
            tab.here.remove(&draft);
            tab.asked.remove(&draft);
        }
        let of = &mut self.drafts[draft];
        // It is a new one, whatever was opened.
        of.id = format!("{}n", of.id);
        of.states.clear();
        of.answers = [one, two];
        of.opened_from = Some(submission_core::copies::digest(&text));
        for versions in &mut of.versions {
            let newest = versions.values().max().copied().unwrap_or(0);
            versions.insert(self.life, newest + 1);
        }
        self.push_state(draft, None);
        self.drafts[draft].stored = self.drafts[draft].now;
    }

    fn text_of(&self, draft: usize) -> String {
        self.drafts[draft].states[self.drafts[draft].now].text.clone()
    }

    fn position(&self, draft: usize) -> String {
        let line = |name: &str, versions: &BTreeMap<u64, u64>| {
            let versions = versions.iter().map(|(writer, number)| format!(" w{writer}.{number}"));
            format!("{name}{}\n", versions.collect::<String>())
        };
        let [one, two] = &self.drafts[draft].versions;
        line("I.a", one) + &line("I.b", two)
    }

    /// Something else writes the file.
    pub fn change(&mut self, file: usize, fault: Fault, of: usize) {
        self.clock += 1;
        let text = match fault {
            Fault::Rolled => self.drafts[of].states[0].text.clone(),
            Fault::Edited => self.text_of(of).replace("word", "edited"),
            Fault::Another => self.text_of(of).replace("\"draftId\":\"d", "\"draftId\":\"elsewhere"),
            _ => "milk".to_owned(),
        };
        self.files[file] = File { text, modified: self.clock, there: fault != Fault::Gone };
    }

    /// The draft has a file that follows.
    pub fn follows(&self, draft: usize) -> bool {
        self.entries.contains_key(&draft)
    }

    pub fn is_running(&self) -> bool {
        self.tabs.iter().any(|tab| tab.running.is_some())
    }

    /// Begins to write a draft to its file, or to one that was just chosen.
    pub fn begin(&mut self, tab: usize, draft: usize, chosen: Option<usize>, word: Option<String>) {
        if self.tabs[tab].running.is_some() || self.tabs[tab].stopped {
            return;
        }
        let former = self.entries.get(&draft).cloned();
        let Some(file) = chosen.or(former.as_ref().map(|entry| entry.file)) else { return };
        let own = former.as_ref().filter(|entry| entry.file == file);
        let remembered = own.map(|entry| Remembered::read(&entry.remembered)).unwrap_or_default();
        let others = |(other, entry): &(&usize, &Entry)| **other != draft && entry.file == file;
        let shared = self.entries.iter().find(others).map(|(other, _)| self.drafts[*other].title.clone());
        let request = AttemptRequest {
            draft: self.drafts[draft].id.clone(),
            occasion: if chosen.is_some() { Occasion::Chosen } else { Occasion::Follows },
            remembered,
            here: self.tabs[tab].here.get(&draft).cloned(),
            shared: if chosen.is_some() { shared } else { None },
            allowed_digest: word.clone(),
        };
        if chosen.is_some() && !self.files[file].there {
            // The dialog makes an empty one.
            self.files[file] = File { text: String::new(), modified: self.clock, there: true };
        }
        let (attempt, action) = Attempt::begin(request);
        let chosen = chosen.is_some();
        self.tabs[tab].running = Some(Running {
            draft,
            file,
            attempt,
            action,
            given: None,
            swap: None,
            looked: String::new(),
            chosen,
            word,
            former,
        });
    }

    /// Performs the next call of a tab. Whether there was one.
    pub fn step(&mut self, tab: usize) -> bool {
        let Some(mut running) = self.tabs[tab].running.take() else { return false };
        let fault = self.faults.iter().find(|(at, _)| *at == self.calls).map(|(_, fault)| *fault);
        self.calls += 1;
        match fault {
            Some(Fault::ClosedBefore) => {
                self.tabs[tab] = Tab::default();
                return true;
            }
            // Nobody can see what happens between the last look and the swap: those are not played.
            Some(
                change @ (Fault::Gone | Fault::Rolled | Fault::Edited | Fault::Another | Fault::Foreign),
            ) if running.action != Action::Close => {
                let of = (running.draft + usize::from(change == Fault::Another)) % self.drafts.len();
                self.change(running.file, change, of);
            }
            Some(Fault::Trap) => {
                // Every call into either program throws from now on; the script throws its swap file away.
                self.tabs[tab].stopped = true;
                return true;
            }
            _ => {}
        }
        let told = self.perform(tab, &mut running, fault);
        if fault == Some(Fault::ClosedAfter) {
            self.tabs[tab] = Tab::default();
            return true;
        }
        let event = match &told {
            Told::Done => Event::Done,
            Told::Given(text, title, position, unsaved) => {
                Event::Text { text, title, position, unsaved: *unsaved }
            }
            Told::Refused(refusal) => Event::Refused(*refusal),
            Told::Saw(text, stamp) => Event::Saw(text, *stamp),
            Told::Stamped(stamp) => Event::Stamped(*stamp),
            Told::Failed(failure) => Event::Failed(*failure),
        };
        running.action = running.attempt.next(&event);
        match running.action.clone() {
            Action::End(outcome) => self.end(tab, running, outcome),
            action => {
                self.tabs[tab].running = Some(running);
                // Nothing comes between the last look and the swap: see above.
                if action == Action::Close {
                    self.step(tab);
                }
            }
        }
        true
    }

    fn perform(&mut self, tab: usize, running: &mut Running, fault: Option<Fault>) -> Told {
        let failed = match fault {
            Some(Fault::Denied) => Some(Failure::Denied),
            Some(Fault::Fails) => Some(Failure::Other),
            _ => None,
        };
        let is_last_look = running.action == Action::Close;
        if let Some(failure) = failed.filter(|_| running.action != Action::Ask) {
            return Told::Failed(failure);
        }
        let file = self.files[running.file].clone();
        let stamp = FileStamp { size: file.text.len() as f64, modified: file.modified as f64 };
        let missing = Told::Failed(Failure::Missing);
        let told = match &running.action {
            Action::Ask => {
                let draft = &self.drafts[running.draft];
                if let Some(refusal) = draft.refusal {
                    return Told::Refused(refusal);
                }
                running.given = Some(draft.now);
                let (text, title) = (self.text_of(running.draft), draft.title.clone());
                Told::Given(text, title, self.position(running.draft), draft.now != draft.stored)
            }
            Action::Look if !file.there => missing,
            Action::Look => {
                running.looked = file.text.clone();
                Told::Saw(file.text, stamp)
            }
            Action::LookAgain if !file.there => missing,
            Action::LookAgain => Told::Stamped(stamp),
            Action::Remember(remembered) => {
                let entry = Entry { file: running.file, remembered: remembered.write() };
                self.entries.insert(running.draft, entry);
                Told::Done
            }
            Action::Open if !file.there => missing,
            Action::Put => {
                let text = &self.drafts[running.draft].states[running.given.unwrap()].text;
                let cut = if fault == Some(Fault::Truncated) { text.len() / 2 } else { text.len() };
                running.swap = Some(text[..cut].to_owned());
                Told::Done
            }
            Action::Close => {
                self.replace(tab, running, fault == Some(Fault::Truncated));
                Told::Done
            }
            Action::Take => {
                let file = running.file;
                let draft = running.draft;
                self.entries.retain(|other, entry| *other == draft || entry.file != file);
                Told::Done
            }
            Action::Permit | Action::Open | Action::Abort => Told::Done,
            Action::End(_) => unreachable!(),
        };
        let is_late = fault == Some(Fault::FailsAfter) && (is_last_look || running.action == Action::Put);
        if is_late { Told::Failed(Failure::Other) } else { told }
    }

    /// The swap file takes the place of the file. This is the one place where text can be lost.
    fn replace(&mut self, tab: usize, running: &mut Running, truncated: bool) {
        self.clock += 1;
        let swap = running.swap.take().unwrap_or_default();
        let draft = &self.drafts[running.draft];
        let given = running.given.unwrap_or_default();
        let before = &self.files[running.file].text;
        let is_whole = draft.states[given].text.starts_with(&swap) && !swap.is_empty();
        let word = running.word == Some(submission_core::copies::digest(before));
        let own = draft.states.iter().position(|state| state.text == *before);
        let is_lost = if before.trim().is_empty() || word {
            false
        } else if let Some(own) = own {
            !self.is_within(running.draft, own, given)
        } else if draft.states.iter().any(|state| state.text.starts_with(before.as_str())) {
            // A part that an earlier attempt of the same draft left.
            false
        } else {
            let is_draft = before.contains("submission-editor/");
            let is_source = draft.opened_from == Some(submission_core::copies::digest(before));
            !running.chosen || (is_draft && !is_source && !has_words(&draft.states[given].text, before))
        };
        if !is_whole || is_lost {
            self.wrong.push(format!("tab {tab}: {before:?} was replaced by {swap:?}"));
        }
        let text = if truncated { swap[..swap.len() / 3].to_owned() } else { swap };
        self.files[running.file] = File { text, modified: self.clock, there: true };
    }

    /// A state is what a later one came from, or all of it stands there.
    fn is_within(&self, draft: usize, old: usize, new: usize) -> bool {
        let states = &self.drafts[draft].states;
        let mut at = Some(new);
        while let Some(state) = at {
            if state == old {
                return true;
            }
            at = states[state].before;
        }
        has_words(&states[new].text, &states[old].text)
    }

    fn end(&mut self, tab: usize, running: Running, outcome: Outcome) {
        let draft = running.draft;
        let digest = running.attempt.digest().map(str::to_owned);
        if outcome == Outcome::Copied {
            self.copied += 1;
            let text = &self.drafts[draft].states[running.given.unwrap()].text;
            // As it was when it was looked at last: others may have come since.
            if running.looked != *text {
                self.wrong.push("“Copied” was said, and the file has something else".to_owned());
            }
            self.tabs[tab].here.insert(draft, digest.unwrap());
            self.tabs[tab].asked.remove(&draft);
        } else if running.chosen {
            // The file that was chosen is not the draft's yet.
            match running.former {
                Some(former) => drop(self.entries.insert(draft, former)),
                None => drop(self.entries.remove(&draft)),
            }
        }
        if let Outcome::Asks(conflict) = &outcome {
            let name = match conflict.kind {
                ConflictKind::Changed => "changed",
                ConflictKind::Other | ConflictKind::Draft => "other",
                ConflictKind::Shared => "shared",
                ConflictKind::State => "state",
                ConflictKind::Behind => "behind",
            };
            *self.conflicts.entry(name).or_default() += 1;
            self.tabs[tab].asked.insert(draft, (conflict.clone(), running.file, running.chosen));
        }
        self.tabs[tab].last = Some(outcome);
    }

    /// Plays all calls of a tab until its attempt is over.
    pub fn finish(&mut self, tab: usize) -> Option<Outcome> {
        self.tabs[tab].last = None;
        while self.step(tab) {}
        self.tabs[tab].last.clone()
    }

    /// The writer presses "Replace it".
    pub fn replace_it(&mut self, tab: usize, draft: usize) {
        if let Some((conflict, file, chosen)) = self.tabs[tab].asked.get(&draft).cloned() {
            self.begin(tab, draft, chosen.then_some(file), Some(conflict.seen));
        }
    }
}

/// What came of a call, with the texts in hand.
enum Told {
    Done,
    Given(String, String, String, bool),
    Refused(Refusal),
    Saw(String, FileStamp),
    Stamped(FileStamp),
    Failed(Failure),
}

fn has_words(new: &str, old: &str) -> bool {
    use submission_core::copies::{Found, has_all_of};
    Found::read(new).zip(Found::read(old)).is_some_and(|(new, old)| has_all_of(&new, &old))
}
