//! Asks the worker. One request is with it at a time; one that takes too long, or needs too much memory, ends the
//! worker and not the page, and the next one has a new worker. Where the browser has no workers the page does the
//! work itself.

pub mod file;
mod page;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use std::time::Duration;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::fault;
use crate::browser::scripts::{Worker, late};
use crate::browser::timer::Timer;
use crate::worker::READY;
use submission_core::locale::Catalogue;
use submission_core::work::{Reply, Request, decode_reply, encode};

/// How long a worker may take until it is ready. Its files were fetched by the page before.
const START: Duration = Duration::from_secs(5);

/// How long a file from outside may take: nobody waits longer before they think that the page hangs.
pub const FILE: Duration = Duration::from_secs(5);

/// How long the writer's own draft may take, on an old computer too.
pub const DRAFT: Duration = Duration::from_secs(60);

/// Why a request was not answered.
#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// It took longer than it may.
    #[error("it took too long")]
    TookTooLong,
    /// The worker stopped: there was no memory left, or the program has a fault.
    #[error("the worker stopped")]
    Stopped,
}

/// Hears the parts of an answer, to [`Reply::Done`] or a failure.
pub type Hear = Box<dyn FnMut(Result<Reply, Failure>)>;

/// Takes requests.
#[derive(Clone)]
pub struct Work(Rc<RefCell<Queue>>);

/// A request that was made. Dropped, it is cancelled.
pub struct Asked {
    number: u32,
    queue: Weak<RefCell<Queue>>,
}

struct Queue {
    worker: State,
    waiting: VecDeque<Job>,
    /// What the worker is at.
    active: Option<Job>,
    next: u32,
    timer: Option<Timer>,
    /// The language that answers are in.
    language: String,
    catalogue: Catalogue,
    /// The worker was told of it.
    spoken: bool,
}

enum State {
    None,
    Starting(Running),
    Ready(Running),
    /// The browser has no workers.
    Refused,
}

struct Job {
    number: u32,
    request: Request,
    beside: Vec<u8>,
    limit: Duration,
    hear: Rc<RefCell<Hear>>,
}

/// A worker with those who listen to it; dropped, it ends.
struct Running {
    worker: Worker,
    _heard: Closure<dyn FnMut(JsValue)>,
    _failed: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.end();
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        if let Some(queue) = self.queue.upgrade() {
            Work(queue).cancel(self.number);
        }
    }
}

impl Work {
    /// No worker runs until something is asked for.
    pub fn new() -> Self {
        let work = Self(Rc::new(RefCell::new(Queue {
            worker: State::None,
            waiting: VecDeque::new(),
            active: None,
            next: 0,
            timer: None,
            language: "en".to_owned(),
            catalogue: Catalogue::english(),
            spoken: true,
        })));
        let queue = Rc::downgrade(&work.0);
        work.0.borrow_mut().timer = Some(Timer::new(move || {
            if let Some(queue) = queue.upgrade() {
                Self(queue).is_late();
            }
        }));
        work
    }

    /// Answers are in that language from now on.
    pub fn speak(&self, language: String, catalogue: Catalogue) {
        let mut queue = self.0.borrow_mut();
        queue.language = language;
        queue.catalogue = catalogue;
        queue.spoken = false;
    }

    /// Asks; `beside` is what the request is about.
    #[must_use = "what is dropped is cancelled"]
    pub fn ask(
        &self,
        request: Request,
        beside: Vec<u8>,
        limit: Duration,
        hear: impl FnMut(Result<Reply, Failure>) + 'static,
    ) -> Asked {
        let hear: Rc<RefCell<Hear>> = Rc::new(RefCell::new(Box::new(hear)));
        let number = self.0.borrow_mut().push(request, beside, limit, hear);
        self.go_on();
        Asked { number, queue: Rc::downgrade(&self.0) }
    }

    /// Gives the next request to the worker, where it is free.
    fn go_on(&self) {
        let mut queue = self.0.borrow_mut();
        if queue.active.is_some() || queue.waiting.is_empty() {
            return;
        }
        match &queue.worker {
            State::None => {
                queue.worker = match self.start() {
                    Ok(running) => State::Starting(running),
                    Err(_) => State::Refused,
                };
                let refused = matches!(queue.worker, State::Refused);
                if !refused {
                    queue.start_timer(START);
                }
                drop(queue);
                if refused {
                    self.go_on();
                }
            }
            State::Starting(_) => {}
            State::Ready(running) => {
                let worker = running.worker.clone().unchecked_into();
                let Some(job) = queue.next_job() else { return };
                let sent = post(&worker, &job);
                let limit = job.limit;
                queue.active = Some(job);
                queue.start_timer(limit);
                drop(queue);
                if sent.is_err() {
                    self.end(Failure::Stopped);
                }
            }
            State::Refused => {
                let Some(job) = queue.next_job() else { return };
                let (language, catalogue) = (queue.language.clone(), queue.catalogue.clone());
                let (request, beside) = (job.request.clone(), job.beside.clone());
                queue.active = Some(job);
                drop(queue);
                let work = self.clone();
                page::answer(language, &catalogue, request, beside, move |reply| work.heard(Ok(reply)));
            }
        }
    }

    fn start(&self) -> Result<Running, JsValue> {
        let queue = Rc::downgrade(&self.0);
        let heard = Closure::<dyn FnMut(JsValue)>::new(move |message: JsValue| {
            if let Some(queue) = queue.upgrade() {
                Self(queue).message(&message);
            }
        });
        let queue = Rc::downgrade(&self.0);
        let failed = Closure::<dyn FnMut(JsValue)>::new(move |_| {
            if let Some(queue) = queue.upgrade() {
                Self(queue).stopped();
            }
        });
        let worker = late().worker(heard.as_ref(), failed.as_ref())?;
        Ok(Running { worker, _heard: heard, _failed: failed })
    }

    fn message(&self, message: &JsValue) {
        if let Some(said) = message.as_string() {
            if said == READY {
                self.0.borrow_mut().is_ready();
                self.go_on();
            } else {
                self.stopped();
            }
            return;
        }
        let message: &Array = message.unchecked_ref();
        let number = message.get(0).as_f64();
        let bytes = message.get(1).dyn_ref().map_or_else(Vec::new, Uint8Array::to_vec);
        let is_of_active =
            self.0.borrow().active.as_ref().is_some_and(|job| number == Some(f64::from(job.number)));
        if is_of_active {
            match decode_reply(&bytes) {
                Some(reply) => self.heard(Ok(reply)),
                None => self.end(Failure::Stopped),
            }
        }
    }

    /// A part of the answer to what is being worked at, or that there will be none.
    fn heard(&self, reply: Result<Reply, Failure>) {
        let is_last = matches!(reply, Ok(Reply::Done) | Err(_));
        let hear = {
            let mut queue = self.0.borrow_mut();
            let hear = queue.active.as_ref().map(|job| job.hear.clone());
            if is_last {
                queue.active = None;
                queue.stop_timer();
            }
            hear
        };
        if let Some(hear) = hear
            && let Ok(mut hear) = hear.try_borrow_mut()
        {
            hear(reply);
        }
        if is_last {
            self.go_on();
        }
    }

    /// The worker has failed by itself.
    fn stopped(&self) {
        let is_starting = matches!(self.0.borrow().worker, State::Starting(_));
        if is_starting { self.refuse() } else { self.end(Failure::Stopped) }
    }

    fn is_late(&self) {
        let is_starting = matches!(self.0.borrow().worker, State::Starting(_));
        if is_starting { self.refuse() } else { self.end(Failure::TookTooLong) }
    }

    /// There will be no worker: what is asked is done on the page.
    fn refuse(&self) {
        let before = {
            let mut queue = self.0.borrow_mut();
            queue.stop_timer();
            std::mem::replace(&mut queue.worker, State::Refused)
        };
        drop(before);
        self.go_on();
    }

    /// Ends the worker, with what it is at.
    fn end(&self, failure: Failure) {
        self.0.borrow_mut().end_worker();
        self.heard(Err(failure));
    }

    fn cancel(&self, number: u32) {
        let Ok(mut queue) = self.0.try_borrow_mut() else { return };
        queue.waiting.retain(|job| job.number != number);
        if queue.active.as_ref().is_none_or(|job| job.number != number) {
            return;
        }
        let active = queue.active.take();
        queue.stop_timer();
        queue.end_worker();
        drop(queue);
        drop(active);
        self.go_on();
    }
}

impl Queue {
    fn push(&mut self, request: Request, beside: Vec<u8>, limit: Duration, hear: Rc<RefCell<Hear>>) -> u32 {
        self.next = self.next.wrapping_add(1);
        self.waiting.push_back(Job { number: self.next, request, beside, limit, hear });
        self.next
    }

    /// What is to be done next: the language comes before what is said in it.
    fn next_job(&mut self) -> Option<Job> {
        if !self.spoken && matches!(self.worker, State::Ready(_)) {
            self.spoken = true;
            let request = Request::Speak { language: self.language.clone() };
            let strings = self.catalogue.to_json().into_bytes();
            let hear: Rc<RefCell<Hear>> = Rc::new(RefCell::new(Box::new(|_| {})));
            let number = self.push(request, strings, DRAFT, hear);
            return self
                .waiting
                .iter()
                .position(|job| job.number == number)
                .and_then(|at| self.waiting.remove(at));
        }
        self.waiting.pop_front()
    }

    fn is_ready(&mut self) {
        self.stop_timer();
        if let State::Starting(running) = std::mem::replace(&mut self.worker, State::None) {
            self.worker = State::Ready(running);
            self.spoken = self.language == "en";
        }
    }

    fn end_worker(&mut self) {
        self.stop_timer();
        if !matches!(self.worker, State::Refused) {
            self.worker = State::None;
        }
    }

    fn start_timer(&self, wait: Duration) {
        if let Some(timer) = &self.timer {
            timer.start(wait);
        }
    }

    fn stop_timer(&self) {
        if let Some(timer) = &self.timer {
            timer.stop();
        }
    }
}

fn post(worker: &Worker, job: &Job) -> Result<(), JsValue> {
    let request = Uint8Array::from(encode(&job.request).as_slice());
    let bytes = Uint8Array::from(job.beside.as_slice());
    let message = Array::of4(&job.number.into(), &request, &bytes, &fault::wished());
    worker.post(&message, &Array::of1(&bytes.buffer()))
}
