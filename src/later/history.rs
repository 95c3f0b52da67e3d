//! The History screen: two moments, what changed between them, and the way back.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlInputElement};

use crate::browser::{dates, plurals};
use crate::later::compared;
use crate::later::dom::{child, child_of_class, child_with_text};
use crate::later::history_recorder::HistoryRecorder;
use crate::later::moments::{Moment, Pasts};
use submission_core::draft::{Answer, AnswerId, AnswerParts, Draft};
use submission_core::history::{RevisionKind, entry_name};
use submission_core::locale::{Catalogue, Key, Message, key};
use submission_core::template::QuestionId;

type Listener = Closure<dyn Fn(Event)>;
/// What is said of it, and the answers with their places.
pub type PutBack = Rc<dyn Fn(String, Vec<(AnswerId, Answer)>)>;

/// The screen, drawn anew whenever a choice changes.
pub struct Screen {
    target: Element,
    past: Rc<HistoryRecorder>,
    pasts: RefCell<Pasts>,
    catalogue: Catalogue,
    language: String,
    /// Puts answers back, and says so.
    put_back: PutBack,
    from: RefCell<Moment>,
    to: RefCell<Moment>,
    /// Listeners of what is drawn.
    listeners: RefCell<Vec<Listener>>,
}

impl Screen {
    /// Draws the history of `draft` into `target`; it lives as long as the screen that is returned.
    /// `None` where it cannot be read.
    pub fn draw(
        target: Element,
        draft: Draft,
        past: Rc<HistoryRecorder>,
        catalogue: Catalogue,
        language: String,
        put_back: PutBack,
        before: Option<&Self>,
    ) -> Option<Rc<Self>> {
        past.told();
        let history = past.store().history(&draft.id).ok()?;
        let pasts = Pasts::new(draft, history);
        // What the writer has chosen stays.
        let from = before.map_or_else(|| pasts.usual(), |before| before.from.borrow().clone());
        let to = before.map_or(Moment::Now, |before| before.to.borrow().clone());
        let screen = Rc::new(Self {
            target,
            past,
            pasts: RefCell::new(pasts),
            catalogue,
            language,
            put_back,
            from: RefCell::new(from),
            to: RefCell::new(to),
            listeners: RefCell::default(),
        });
        // The nodes are made from our own values; the browser has no reason to refuse one.
        screen.redraw().ok().map(|()| screen)
    }

    fn redraw(self: &Rc<Self>) -> Result<(), JsValue> {
        self.target.set_text_content(None);
        self.listeners.borrow_mut().clear();
        self.unreadable()?;
        let is_empty = {
            let history = &self.pasts.borrow().history;
            history.revisions.is_empty() && history.snapshots.is_empty()
        };
        if is_empty {
            child_with_text(&self.target, "p", self.text(key::HISTORY_EMPTY))?;
        } else {
            let choices = child_of_class(&self.target, "div", "moments")?;
            let differences = child_of_class(&self.target, "section", "stack")?;
            self.choice(&choices, "history-from", key::HISTORY_FROM, true, &differences)?;
            self.choice(&choices, "history-to", key::HISTORY_TO, false, &differences)?;
            self.differences(&differences)?;
        }
        self.names()
    }

    fn unreadable(&self) -> Result<(), JsValue> {
        let count = self.pasts.borrow().history.quarantined.len();
        if count > 0 {
            let notice = child_of_class(&self.target, "p", "notice")?;
            notice.set_attribute("data-level", "warning")?;
            notice.set_text_content(Some(&self.count(key::HISTORY_UNREADABLE_OTHER, count)));
        }
        Ok(())
    }

    /// A list of moments to choose from.
    fn choice(
        self: &Rc<Self>,
        target: &Element,
        id: &str,
        label: Key,
        is_from: bool,
        differences: &Element,
    ) -> Result<(), JsValue> {
        let field = child_of_class(target, "div", "field")?;
        child_with_text(&field, "label", self.text(label))?.set_attribute("for", id)?;
        let select = child_of_class(&field, "select", "input")?;
        select.set_id(id);
        let pasts = self.pasts.borrow();
        let mut moments = vec![Moment::Now];
        moments.extend((0..pasts.history.snapshots.len()).rev().map(Moment::Named));
        moments.extend(pasts.earlier());
        let chosen = if is_from { self.from.borrow().clone() } else { self.to.borrow().clone() };
        let groups = [
            (None, (|moment| *moment == Moment::Now) as fn(&Moment) -> bool),
            (Some(key::HISTORY_NAMED), |moment| matches!(moment, Moment::Named(_))),
            (Some(key::HISTORY_TIMES), |moment| matches!(moment, Moment::Earlier { .. })),
        ];
        for (name, belongs) in groups {
            let mut of_group = moments.iter().enumerate().filter(|(_, moment)| belongs(moment)).peekable();
            if of_group.peek().is_none() {
                continue;
            }
            let group = match name {
                None => select.clone(),
                Some(name) => {
                    let group = child(&select, "optgroup")?;
                    group.set_attribute("label", self.text(name))?;
                    group
                }
            };
            for (number, moment) in of_group {
                let option = child_with_text(&group, "option", &self.name(&pasts, moment))?;
                option.set_attribute("value", &number.to_string())?;
                if *moment == chosen {
                    option.set_attribute("selected", "")?;
                }
            }
        }
        let differences = differences.clone();
        self.listen(&select, "change", move |screen, event| {
            let Some(select) =
                event.target().and_then(|target| js_sys::Reflect::get(&target, &"value".into()).ok())
            else {
                return;
            };
            let number: usize = select.as_string().and_then(|number| number.parse().ok()).unwrap_or(0);
            if let Some(moment) = moments.get(number) {
                *(if is_from { &screen.from } else { &screen.to }).borrow_mut() = moment.clone();
            }
            // As above.
            let _ = screen.differences(&differences);
        })
    }

    /// What changed, answer by answer, with the way back.
    fn differences(self: &Rc<Self>, target: &Element) -> Result<(), JsValue> {
        target.set_text_content(None);
        let pasts = self.pasts.borrow();
        let (from, to) = (self.from.borrow().clone(), self.to.borrow().clone());
        child_with_text(target, "h2", self.text(key::HISTORY_DIFFERENCES))?;
        let status = child(target, "p")?;
        status.set_attribute("role", "status")?;
        let differs = |answer_id: &AnswerId, one: &Moment, other: &Moment| {
            let (one, other) = (pasts.read(answer_id, one), pasts.read(answer_id, other));
            // What was never written, and what was written and taken away again, look the same.
            one != other && !(one.value.is_empty() && other.value.is_empty() && one.state == other.state)
        };
        let answer_ids = pasts.places();
        let changed: Vec<&AnswerId> =
            answer_ids.iter().filter(|answer_id| differs(answer_id, &from, &to)).collect();
        let back: Vec<&AnswerId> =
            answer_ids.iter().filter(|answer_id| differs(answer_id, &from, &Moment::Now)).collect();
        status.set_text_content(Some(&if changed.is_empty() {
            self.text(key::HISTORY_SAME).to_owned()
        } else {
            self.count(key::HISTORY_CHANGED_OTHER, changed.len())
        }));
        let when = self.name(&pasts, &from);
        if !back.is_empty() {
            let actions = child_of_class(target, "p", "actions")?;
            let said = Message::new(key::HISTORY_RESTORED_ALL).with("moment", &when);
            let label = self.text(key::HISTORY_RESTORE_ALL);
            self.restore_button(&actions, &pasts, &back, &from, label, label, &self.catalogue.say(&said))?;
        }
        for answer_id in changed {
            let name = answer_name(&pasts.draft, answer_id);
            let part = child_of_class(target, "section", "card")?;
            child_with_text(&part, "h3", &name)?;
            compared::draw(
                &part,
                &pasts.draft,
                answer_id,
                [&pasts.read(answer_id, &from), &pasts.read(answer_id, &to)],
                &self.catalogue,
            )?;
            if back.contains(&answer_id) {
                let actions = child_of_class(&part, "p", "actions")?;
                let said = Message::new(key::HISTORY_RESTORED).with("moment", &when).with("name", &name);
                let label = self.text(key::HISTORY_RESTORE);
                let full = format!("{label}: {name}");
                self.restore_button(
                    &actions,
                    &pasts,
                    &[answer_id],
                    &from,
                    label,
                    &full,
                    &self.catalogue.say(&said),
                )?;
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "each is a plain word of the button")]
    fn restore_button(
        self: &Rc<Self>,
        target: &Element,
        pasts: &Pasts,
        answer_ids: &[&AnswerId],
        moment: &Moment,
        label: &str,
        name: &str,
        said: &str,
    ) -> Result<(), JsValue> {
        let said = said.to_owned();
        let answers: Vec<_> = answer_ids
            .iter()
            .map(|answer_id| ((*answer_id).clone(), pasts.read(answer_id, moment)))
            .collect();
        let button = self.button(target, label)?;
        button.set_attribute("aria-label", name)?;
        // Not where another tab writes.
        button.set_attribute("data-writes", "")?;
        self.listen(&button, "click", move |screen, _| {
            (screen.put_back)(said.clone(), answers.clone());
        })
    }

    /// Naming the present moment, and the moments that have a name.
    fn names(self: &Rc<Self>) -> Result<(), JsValue> {
        let part = child_of_class(&self.target, "section", "stack")?;
        child_with_text(&part, "h2", self.text(key::HISTORY_NAME_TITLE))?;
        child_with_text(&part, "p", self.text(key::HISTORY_NAME_TEXT))?;
        let field = child_of_class(&part, "div", "field")?;
        child_with_text(&field, "label", self.text(key::HISTORY_NAME_LABEL))?
            .set_attribute("for", "moment-name")?;
        let input = child_of_class(&field, "input", "input")?;
        input.set_id("moment-name");
        input.set_attribute("dir", "auto")?;
        input.set_attribute("autocomplete", "off")?;
        let actions = child_of_class(&part, "p", "actions")?;
        let button = self.button(&actions, self.text(key::HISTORY_NAME_BUTTON))?;
        let status = child(&part, "p")?;
        status.set_attribute("role", "status")?;
        let pasts = self.pasts.borrow();
        if pasts.history.snapshots.is_empty() {
            child_with_text(&part, "p", self.text(key::HISTORY_NAME_NONE))?;
        } else {
            let list = child(&part, "ul")?;
            for number in (0..pasts.history.snapshots.len()).rev() {
                child_with_text(&list, "li", &self.name(&pasts, &Moment::Named(number)))?;
            }
        }
        self.listen(&button, "click", move |screen, _| screen.name_now(input.unchecked_ref(), &status))
    }

    fn name_now(self: &Rc<Self>, input: &HtmlInputElement, status: &Element) {
        let name = input.value().trim().to_owned();
        if name.is_empty() {
            status.set_text_content(Some(self.text(key::HISTORY_NAME_MISSING)));
            // It stands beside the button that was pressed.
            let _ = input.focus();
            return;
        }
        let store = self.past.store();
        let (id, now) = {
            let pasts = self.pasts.borrow();
            (pasts.draft.id.clone(), pasts.now())
        };
        let named = store.name_snapshot(&id, &name, &now);
        self.past.mirror_changes();
        let said = match named {
            Ok(()) => Message::new(key::HISTORY_NAME_DONE).with("name", &name),
            Err(error) => {
                Message::new(key::HISTORY_NAME_FAILED).with("reason", self.catalogue.say(&error.message()))
            }
        };
        let said = self.catalogue.say(&said);
        if let Ok(history) = store.history(&id) {
            let draft = self.pasts.borrow().draft.clone();
            *self.pasts.borrow_mut() = Pasts::new(draft, history);
        }
        let screen = self.clone();
        // Not while the listener that is running would be dropped.
        wasm_bindgen_futures::spawn_local(async move {
            // As above; and the new button is where the pressed one was.
            let _ = screen.redraw();
            if let Ok(Some(status)) = screen.target.query_selector("section:last-of-type > [role=status]") {
                status.set_text_content(Some(&said));
            }
            if let Ok(Some(input)) = screen.target.query_selector("#moment-name") {
                let _ = input.unchecked_ref::<HtmlInputElement>().focus();
            }
        });
    }

    fn button(&self, target: &Element, label: &str) -> Result<Element, JsValue> {
        let button = child_of_class(target, "button", "button")?;
        button.set_attribute("type", "button")?;
        button.set_text_content(Some(label));
        Ok(button)
    }

    fn listen(
        self: &Rc<Self>,
        element: &Element,
        event: &str,
        run: impl Fn(&Rc<Self>, Event) + 'static,
    ) -> Result<(), JsValue> {
        let screen = Rc::downgrade(self);
        let run = Closure::<dyn Fn(Event)>::new(move |event| {
            if let Some(screen) = screen.upgrade() {
                run(&screen, event);
            }
        });
        element.add_event_listener_with_callback(event, run.as_ref().unchecked_ref())?;
        self.listeners.borrow_mut().push(run);
        Ok(())
    }

    /// What a moment is called.
    fn name(&self, pasts: &Pasts, moment: &Moment) -> String {
        let at = |time| dates::moment(&self.language, time);
        match moment {
            Moment::Now => self.text(key::HISTORY_NOW).to_owned(),
            Moment::Named(number) => {
                let snapshot = pasts.history.snapshots.get(*number);
                snapshot
                    .map_or_else(String::new, |snapshot| format!("{} ({})", snapshot.name, at(snapshot.time)))
            }
            Moment::Earlier { time, kind } => {
                let message = match kind {
                    RevisionKind::Written => return at(*time),
                    RevisionKind::Opened => Message::new(key::HISTORY_OPENED),
                    RevisionKind::BeforeDeletion => {
                        let names: Vec<String> =
                            pasts.held(*time).map(|answer_id| answer_name(&pasts.draft, answer_id)).collect();
                        Message::new(key::HISTORY_HELD).with("name", names.join(" · "))
                    }
                };
                self.catalogue.say(&message.with("moment", at(*time)))
            }
        }
    }

    fn text(&self, key: Key) -> &str {
        self.catalogue.text(key)
    }

    fn count(&self, other: Key, number: usize) -> String {
        self.catalogue.count(other, &plurals::category(&self.language, number), number)
    }
}

/// What an answer is called: its question, its entry, its sub-field.
fn answer_name(draft: &Draft, answer_id: &AnswerId) -> String {
    let template = &draft.template;
    let question = answer_id.question();
    let mut name = draft.title_of(question);
    if let AnswerParts::Field { entry, field } = answer_id.parts() {
        name = format!("{name} · {}", entry_name(draft, question, entry));
        let node = QuestionId::new(question).and_then(|id| template.node(&id));
        let fields =
            node.and_then(|node| node.field.as_ref()).map(|field| field.kind.fields()).unwrap_or_default();
        if let Some(field) = fields.iter().find(|known| known.id.as_str() == field) {
            let prompt = template.text(&field.prompt, &template.default_language);
            if !prompt.is_empty() {
                name = format!("{name} · {prompt}");
            }
        }
    }
    name
}
