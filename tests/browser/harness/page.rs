//! One tab, and what is seen in it.

use super::connection::{Connection, Event};
use super::element::{Element, Name};
use super::server::Site;
use super::wait::wait_for;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{fs, thread};

/// A tab. When a test is over, its pages must have had no error in the console and have asked no other
/// origin for anything; where a test fails, a picture is left in `target/browser-failures`.
pub struct Page {
    connection: Arc<Connection>,
    session: String,
    target: String,
    origin: String,
    base: String,
    pub(super) downloads: PathBuf,
    expected_errors: RefCell<Vec<String>>,
    expected_origins: RefCell<Vec<String>>,
}

impl Page {
    pub(super) fn new(
        connection: Arc<Connection>,
        session: String,
        target: String,
        site: &Site,
        downloads: PathBuf,
    ) -> Self {
        let page = Self {
            connection,
            session,
            target,
            origin: site.origin(),
            base: site.url(""),
            downloads,
            expected_errors: RefCell::default(),
            expected_origins: RefCell::default(),
        };
        for domain in ["Page", "Runtime", "Log", "Network", "DOM", "Accessibility", "Inspector"] {
            page.call(&format!("{domain}.enable"), json!({}));
        }
        // A tab that is not in front must still work as if it were: both tabs of a test are used.
        page.call("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }));
        page.look_at(1280, 900, false);
        page
    }

    /// Goes to an address of the site, such as `/#/help`.
    #[track_caller]
    pub fn go_to(&self, address: &str) {
        let before = self.connection.events_so_far();
        let address = if self.is_on_disk() { address.trim_start_matches('/') } else { address };
        let answer = self.call("Page.navigate", json!({ "url": format!("{}{address}", self.base) }));
        // Without a loader it was a step within the document.
        if answer.get("loaderId").is_some() {
            self.wait_until_loaded(before);
        }
    }

    /// Runs a script in every document of this tab from now on, before anything of the document's own.
    #[track_caller]
    pub fn before_load(&self, script: &str) {
        self.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// Loads the page again.
    #[track_caller]
    pub fn reload(&self) {
        let before = self.connection.events_so_far();
        self.call("Page.reload", json!({}));
        self.wait_until_loaded(before);
    }

    /// Loads the page again, past everything that is kept, as with the shift key.
    #[track_caller]
    pub fn force_reload(&self) {
        let before = self.connection.events_so_far();
        self.call("Page.reload", json!({ "ignoreCache": true }));
        self.wait_until_loaded(before);
    }

    /// Presses the browser's Back button.
    #[track_caller]
    pub fn back(&self) {
        self.step_in_history(-1);
    }

    /// Presses the browser's Forward button.
    #[track_caller]
    pub fn forward(&self) {
        self.step_in_history(1);
    }

    /// The address in the address bar, from the site's own folder on.
    #[track_caller]
    pub fn address(&self) -> String {
        let address = self.look("location.href");
        let address = address.as_str().unwrap_or_default();
        let path = address.strip_prefix(&self.base).unwrap_or(address);
        if self.is_on_disk() { format!("/{path}") } else { path.to_owned() }
    }

    fn is_on_disk(&self) -> bool {
        self.origin == "file://"
    }

    /// The only element with this role and name, waiting for it to appear; of links of one name, which lead to
    /// one place, the first.
    #[track_caller]
    pub fn find(&self, role: &str, name: impl Into<Name>) -> Element<'_> {
        let name = name.into();
        let mut seen = 0;
        let found = wait_for(|| {
            let fitting = self.all_named(role, &name);
            seen = fitting.len();
            fitting.into_iter().next().filter(|_| seen == 1 || role == "link")
        });
        found
            .unwrap_or_else(|| panic!("{seen} elements are {role} {name}; the page has:\n{}", self.outline()))
    }

    /// Whether there is such an element now.
    #[track_caller]
    pub fn has(&self, role: &str, name: impl Into<Name>) -> bool {
        !self.all_named(role, &name.into()).is_empty()
    }

    /// All elements with this role, in the page's order.
    #[track_caller]
    pub fn all(&self, role: &str) -> Vec<Element<'_>> {
        let Ok(document) = self.try_call("Runtime.evaluate", json!({ "expression": "document" })) else {
            return Vec::new();
        };
        let query = json!({ "objectId": document["result"]["objectId"], "role": role });
        // Fails while one document gives way to the next.
        let tree = self.try_call("Accessibility.queryAXTree", query).unwrap_or_default();
        let nodes = tree["nodes"].as_array().into_iter().flatten();
        nodes.filter_map(|node| Element::from_tree(self, node)).collect()
    }

    fn all_named(&self, role: &str, name: &Name) -> Vec<Element<'_>> {
        self.all(role).into_iter().filter(|element| name.fits(&element.name)).collect()
    }

    /// A text field.
    #[track_caller]
    pub fn textbox(&self, name: impl Into<Name>) -> Element<'_> {
        self.find("textbox", name)
    }

    /// All text fields whose names fit, in the page's order, waiting for the first.
    #[track_caller]
    pub fn textboxes(&self, name: impl Into<Name>) -> Vec<Element<'_>> {
        let name = name.into();
        let found = wait_for(|| Some(self.all_named("textbox", &name)).filter(|found| !found.is_empty()));
        found.unwrap_or_else(|| panic!("no text field is {name}; the page has:\n{}", self.outline()))
    }

    /// Finds a button and clicks it.
    #[track_caller]
    pub fn click_button(&self, name: impl Into<Name>) {
        self.find_and_click("button", name.into());
    }

    /// Finds a link and clicks it.
    #[track_caller]
    pub fn click_link(&self, name: impl Into<Name>) {
        self.find_and_click("link", name.into());
    }

    /// A screen that is just being drawn anew may take what was found away under the mouse: so both are
    /// tried again.
    #[track_caller]
    fn find_and_click(&self, role: &str, name: Name) {
        let clicked = wait_for(|| self.find(role, name.clone()).try_click().then_some(()));
        assert!(clicked.is_some(), "the {role} {name} is not where a person could click it");
    }

    /// Waits until the page says this somewhere.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        let found = wait_for(|| self.text().contains(text).then_some(()));
        assert!(found.is_some(), "the page does not say {text:?}; it says:\n{}", self.text());
    }

    /// All that the page says.
    #[track_caller]
    pub fn text(&self) -> String {
        self.look("document.body?.innerText ?? ''").as_str().unwrap_or_default().to_owned()
    }

    /// The element that the keyboard is on.
    #[track_caller]
    pub fn focused(&self) -> Option<Element<'_>> {
        let active =
            self.try_call("Runtime.evaluate", json!({ "expression": "document.activeElement" })).ok()?;
        let params = json!({ "objectId": active["result"]["objectId"], "fetchRelatives": false });
        let tree = self.try_call("Accessibility.getPartialAXTree", params).ok()?;
        Element::from_tree(self, &tree["nodes"][0])
    }

    /// Presses Tab until the keyboard is on this element, as somebody without a mouse does.
    #[track_caller]
    pub fn tab_to(&self, role: &str, name: impl Into<Name>) -> Element<'_> {
        let name = name.into();
        let goal = self.find(role, name.clone());
        for _ in 0..300 {
            let focused = self.focused().filter(|found| found.role == role && found.name == goal.name);
            if let Some(element) = focused {
                return element;
            }
            self.press("Tab");
        }
        panic!("Tab does not lead to {role} {name}; the page has:\n{}", self.outline());
    }

    /// The value of a JavaScript expression, waiting for it where it is a promise. The expression may do
    /// something, so it is tried once: one that only looks at the page is for [`Self::look`].
    #[track_caller]
    pub fn evaluate(&self, expression: &str) -> Value {
        value_of(expression, &self.call("Runtime.evaluate", expressed(expression)))
    }

    /// The value of a JavaScript expression that only looks at the page: asked for again where one document
    /// was just giving way to the next.
    #[track_caller]
    pub fn look(&self, expression: &str) -> Value {
        value_of(expression, &self.call_again("Runtime.evaluate", || Ok(expressed(expression))))
    }

    /// The same where one document may just be giving way to the next: `None` then.
    pub fn try_evaluate(&self, expression: &str) -> Option<Value> {
        let result = self.try_call("Runtime.evaluate", expressed(expression)).ok()?;
        result.get("exceptionDetails").is_none().then(|| result["result"]["value"].clone())
    }

    /// Gives the page a function of this name; what it is called with is found by [`Self::told`].
    #[track_caller]
    pub fn listen(&self, name: &str) {
        self.call("Runtime.addBinding", json!({ "name": name }));
    }

    /// What the page has called that function with so far.
    pub fn told(&self, name: &str) -> Vec<String> {
        let calls =
            self.events(0, |event| event.method == "Runtime.bindingCalled" && event.params["name"] == name);
        calls.iter().map(|event| event.params["payload"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Keeps files from arriving whose address fits a pattern such as `*.wasm`; an empty one lets all pass.
    #[track_caller]
    pub fn block(&self, pattern: &str) {
        let patterns: Vec<&str> = Some(pattern).filter(|pattern| !pattern.is_empty()).into_iter().collect();
        self.call("Network.setBlockedURLs", json!({ "urls": patterns }));
    }

    /// Sets the window's size and the colours that the writer prefers; nothing moves by itself.
    #[track_caller]
    pub fn look_at(&self, width: u32, height: u32, dark: bool) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        );
        let scheme = if dark { "dark" } else { "light" };
        self.call(
            "Emulation.setEmulatedMedia",
            json!({ "features": [
                { "name": "prefers-color-scheme", "value": scheme },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ] }),
        );
    }

    /// A picture of what the window shows, or of the whole page.
    #[track_caller]
    pub fn picture(&self, file: &Path, whole: bool) {
        self.call("Emulation.setScrollbarsHidden", json!({ "hidden": true }));
        let mut params = json!({ "format": "png", "captureBeyondViewport": whole });
        if whole {
            let size = self.call("Page.getLayoutMetrics", json!({}))["cssContentSize"].clone();
            let (width, height) = (&size["width"], &size["height"]);
            params["clip"] = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        }
        let picture = self.call("Page.captureScreenshot", params);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).unwrap();
        }
        fs::write(file, bytes_of(&picture)).unwrap();
    }

    /// Every element that has a role and a name, one a line.
    pub fn outline(&self) -> String {
        let tree = self.try_call("Accessibility.getFullAXTree", json!({})).unwrap_or_default();
        let nodes = tree["nodes"].as_array().into_iter().flatten();
        let lines = nodes.filter_map(|node| {
            let element = Element::from_tree(self, node)?;
            let told =
                !element.name.is_empty() && !["InlineTextBox", "StaticText"].contains(&element.role.as_str());
            told.then(|| format!("  {element}\n"))
        });
        lines.collect()
    }

    /// Ends the tab's process, as running out of memory does; the browser goes on.
    pub fn crash(self) {
        let before = self.connection.events_so_far();
        let _ = self.connection.send(Some(&self.session), "Page.crash", json!({}));
        self.wait_for_event(before, "the tab to crash", |event| event.method == "Inspector.targetCrashed");
    }

    /// Closes the tab as a person does.
    pub fn close(self) {
        let target = json!({ "targetId": self.target });
        let before = self.connection.events_so_far();
        let _ = self.connection.call(None, "Target.closeTarget", target);
        let target = self.target.clone();
        self.connection.wait_for_event(before, "the tab to close", |event| {
            event.method == "Target.detachedFromTarget" && event.params["targetId"] == target.as_str()
        });
    }

    /// Lets an error pass that belongs to what is tested: one whose text holds `part`.
    pub fn expect_error(&self, part: &str) {
        self.expected_errors.borrow_mut().push(part.to_owned());
    }

    /// Lets requests to another site pass, which belong to what is tested.
    pub fn expect_requests_to(&self, site: &Site) {
        self.expected_origins.borrow_mut().push(format!("{}/", site.origin()));
    }

    /// Errors in the console so far: exceptions, failed requests, violations of the content policy.
    pub fn errors(&self) -> Vec<String> {
        let events = self.events(0, |_| true);
        let expected = self.expected_errors.borrow();
        let errors = events.iter().filter_map(error_of);
        errors.filter(|error| !expected.iter().any(|part| error.contains(part.as_str()))).collect()
    }

    /// Every address that was asked for since event number `from`.
    pub fn requests(&self) -> Vec<String> {
        let requests = self.events(0, |event| event.method == "Network.requestWillBeSent");
        let url = |event: &Event| event.params["request"]["url"].as_str().map(str::to_owned);
        requests.iter().filter_map(url).collect()
    }

    /// Addresses outside the site that were asked for.
    pub fn foreign_requests(&self) -> Vec<String> {
        let own = format!("{}/", self.origin);
        let local = [own.as_str(), "data:", "blob:", "about:"];
        let expected = self.expected_origins.borrow();
        let local = || local.into_iter().chain(expected.iter().map(String::as_str));
        let mut foreign = self.requests();
        foreign.retain(|url| !local().any(|start| url.starts_with(start)));
        foreign
    }

    #[track_caller]
    fn assert_clean(&self) {
        let errors = self.errors();
        assert!(errors.is_empty(), "errors in the console:\n{}", errors.join("\n"));
        let foreign = self.foreign_requests();
        assert!(foreign.is_empty(), "requests to other origins:\n{}", foreign.join("\n"));
    }

    /// A call of the protocol.
    #[track_caller]
    pub fn call(&self, method: &str, params: Value) -> Value {
        self.try_call(method, params).unwrap_or_else(|error| panic!("{error}"))
    }

    /// How long the page's main thread has worked so far, by the processor's clock: what else the machine does
    /// meanwhile does not count.
    pub fn work(&self) -> Duration {
        self.call("Performance.enable", json!({ "timeDomain": "threadTicks" }));
        let metrics = self.call("Performance.getMetrics", json!({}));
        let mut metrics = metrics["metrics"].as_array().into_iter().flatten();
        let tasks = metrics.find(|metric| metric["name"] == "TaskDuration");
        Duration::from_secs_f64(tasks.and_then(|tasks| tasks["value"].as_f64()).unwrap_or_default())
    }

    /// A call that changes nothing: made again with its parameters found anew, as long as a document that gives
    /// way to the next, or a part of the page that is drawn anew, makes it fail.
    #[track_caller]
    pub(super) fn call_again(&self, method: &str, params: impl Fn() -> Result<Value, String>) -> Value {
        let mut last = Err(String::new());
        wait_for(|| {
            last = params().and_then(|params| self.try_call(method, params));
            let is_over = last.is_ok() || self.connection.has_ended();
            is_over.then_some(())
        });
        last.unwrap_or_else(|error| panic!("{error}"))
    }

    /// A call that does something, and may by that end the document that would have answered.
    #[track_caller]
    pub(super) fn act(&self, method: &str, params: Value) {
        match self.try_call(method, params) {
            Err(error) if !error.contains("navigated or closed") => panic!("{error}"),
            _ => {}
        }
    }

    pub(super) fn try_call(&self, method: &str, params: Value) -> Result<Value, String> {
        self.connection.call(Some(&self.session), method, params)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) fn events(&self, from: usize, wanted: impl Fn(&Event) -> bool) -> Vec<Event> {
        self.connection.events(from, |event| self.is_mine(event) && wanted(event))
    }

    #[track_caller]
    pub(super) fn wait_for_event(&self, from: usize, what: &str, wanted: impl Fn(&Event) -> bool) -> Event {
        self.connection.wait_for_event(from, what, |event| self.is_mine(event) && wanted(event))
    }

    fn is_mine(&self, event: &Event) -> bool {
        event.session.as_deref() == Some(self.session.as_str())
    }

    #[track_caller]
    fn wait_until_loaded(&self, from: usize) {
        self.wait_for_event(from, "the page to load", |event| event.method == "Page.loadEventFired");
    }

    #[track_caller]
    fn step_in_history(&self, step: i64) {
        let history = self.call("Page.getNavigationHistory", json!({}));
        let index = history["currentIndex"].as_i64().unwrap_or_default() + step;
        let entry = &history["entries"][usize::try_from(index).expect("there is no earlier page")];
        self.call("Page.navigateToHistoryEntry", json!({ "entryId": entry["id"] }));
        let address = entry["url"].clone();
        super::wait::wait_until("the address to change", || self.look("location.href") == address);
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.assert_clean();
            return;
        }
        let name = thread::current().name().unwrap_or("test").replace("::", "-");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser-failures");
        let file = folder.join(format!("{name}-{}.png", self.session));
        // A second panic would end the process and hide the first: this must not fail.
        let shot = self.try_call("Page.captureScreenshot", json!({ "format": "png" })).unwrap_or_default();
        let _ = fs::create_dir_all(&folder);
        if fs::write(&file, bytes_of(&shot)).is_ok() {
            eprintln!("picture of the failure: {}", file.display());
        }
        for error in self.errors() {
            eprintln!("console: {error}");
        }
    }
}

/// The bytes of a picture; none where the browser sent none.
fn bytes_of(picture: &Value) -> Vec<u8> {
    STANDARD.decode(picture["data"].as_str().unwrap_or_default()).unwrap_or_default()
}

/// The parameters that ask for an expression's value.
fn expressed(expression: &str) -> Value {
    json!({ "expression": expression, "returnByValue": true, "awaitPromise": true })
}

#[track_caller]
fn value_of(expression: &str, result: &Value) -> Value {
    assert!(result.get("exceptionDetails").is_none(), "{expression}: {}", result["exceptionDetails"]);
    result["result"]["value"].clone()
}

/// What an event tells of an error, if it is one.
fn error_of(event: &Event) -> Option<String> {
    let params = &event.params;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match event.method.as_str() {
        "Log.entryAdded" if params["entry"]["level"] == "error" => {
            Some(format!("{} ({})", text(&params["entry"]["text"]), text(&params["entry"]["url"])))
        }
        "Runtime.consoleAPICalled" if params["type"] == "error" || params["type"] == "assert" => {
            let told = params["args"].as_array().into_iter().flatten();
            let told = told.map(|value| value.get("value").unwrap_or(&value["description"]).to_string());
            Some(told.collect::<Vec<_>>().join(" "))
        }
        "Runtime.exceptionThrown" => {
            let details = &params["exceptionDetails"];
            Some(format!("{} {}", text(&details["text"]), text(&details["exception"]["description"])))
        }
        _ => None,
    }
}
