//! The Chrome DevTools Protocol over a pipe: calls and their answers, and a log of all events.
//!
//! The pipe needs no port and no library, and the browser ends when the test does.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{ChildStdin, ChildStdout};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// A call that takes longer has gone wrong.
const PATIENCE: Duration = Duration::from_secs(180);

/// Something that the browser reported by itself.
#[derive(Clone, Debug)]
pub struct Event {
    /// Which page it is about; none for the browser as a whole.
    pub session: Option<String>,
    pub method: String,
    pub params: Value,
}

/// The line to one browser.
pub struct Connection {
    to_browser: Mutex<ChildStdin>,
    inbox: Arc<Inbox>,
    last_call: AtomicU64,
}

#[derive(Default)]
struct Inbox {
    received: Mutex<Received>,
    arrived: Condvar,
}

#[derive(Default)]
struct Received {
    answers: HashMap<u64, Value>,
    events: Vec<Event>,
    ended: bool,
}

impl Connection {
    pub fn new(to_browser: ChildStdin, from_browser: ChildStdout) -> Self {
        let inbox = Arc::new(Inbox::default());
        let filled = Arc::clone(&inbox);
        thread::spawn(move || {
            for message in BufReader::new(from_browser).split(0).map_while(Result::ok) {
                if let Ok(message) = serde_json::from_slice(&message) {
                    filled.put(message);
                }
            }
            filled.lock().ended = true;
            filled.arrived.notify_all();
        });
        Self { to_browser: Mutex::new(to_browser), inbox, last_call: AtomicU64::new(0) }
    }

    /// Makes a call and waits for its answer, or for the browser's reason against it.
    pub fn call(&self, session: Option<&str>, method: &str, params: Value) -> Result<Value, String> {
        let id = self.send(session, method, params)?;
        let mut received = self.inbox.lock();
        loop {
            if let Some(mut answer) = received.answers.remove(&id) {
                return match answer.get("error") {
                    Some(error) => Err(format!("{method}: {error}")),
                    None => Ok(answer["result"].take()),
                };
            }
            if received.ended {
                return Err(format!("{method}: the browser is gone"));
            }
            let (back, waited) = self.inbox.arrived.wait_timeout(received, PATIENCE).unwrap();
            received = back;
            if waited.timed_out() {
                return Err(format!("{method}: no answer"));
            }
        }
    }

    /// Makes a call whose answer nobody waits for; its number.
    pub fn send(&self, session: Option<&str>, method: &str, params: Value) -> Result<u64, String> {
        let id = self.last_call.fetch_add(1, Ordering::Relaxed) + 1;
        let mut message = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        let mut pipe = self.to_browser.lock().unwrap();
        let written = pipe.write_all(&bytes).and_then(|()| pipe.flush());
        written.map(|()| id).map_err(|error| format!("{method}: the browser does not listen: {error}"))
    }

    /// The browser is gone.
    pub fn has_ended(&self) -> bool {
        self.inbox.lock().ended
    }

    /// How many events have arrived so far.
    pub fn events_so_far(&self) -> usize {
        self.inbox.lock().events.len()
    }

    /// The events from number `from` on that `wanted` picks.
    pub fn events(&self, from: usize, wanted: impl Fn(&Event) -> bool) -> Vec<Event> {
        let received = self.inbox.lock();
        received.events.iter().skip(from).filter(|event| wanted(event)).cloned().collect()
    }

    /// The first event from number `from` on that `wanted` picks, waiting for it.
    #[track_caller]
    pub fn wait_for_event(&self, from: usize, what: &str, wanted: impl Fn(&Event) -> bool) -> Event {
        let mut received = self.inbox.lock();
        let mut is_late = false;
        loop {
            if let Some(event) = received.events.iter().skip(from).find(|event| wanted(event)) {
                return event.clone();
            }
            if received.ended || is_late {
                let why = if received.ended { ", the browser is gone" } else { "" };
                // The test that gives up still has to close its browser with this.
                drop(received);
                panic!("waited in vain{why}: {what}");
            }
            let (back, waited) = self.inbox.arrived.wait_timeout(received, PATIENCE).unwrap();
            received = back;
            is_late = waited.timed_out();
        }
    }
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, Received> {
        self.received.lock().unwrap()
    }

    fn put(&self, mut message: Value) {
        let mut received = self.lock();
        if let Some(id) = message["id"].as_u64() {
            received.answers.insert(id, message);
        } else {
            received.events.push(Event {
                session: message["sessionId"].as_str().map(str::to_owned),
                method: message["method"].as_str().unwrap_or_default().to_owned(),
                params: message["params"].take(),
            });
        }
        drop(received);
        self.arrived.notify_all();
    }
}
