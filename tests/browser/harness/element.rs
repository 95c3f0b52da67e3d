//! An element of a page, as assistive technology sees it.

use super::page::Page;
use super::wait::wait_for;
use serde_json::{Value, json};
use std::cell::Cell;
use std::fmt;

/// Which accessible name is meant.
#[derive(Clone, Debug)]
pub enum Name {
    /// This one.
    Is(String),
    /// Any that begins so.
    Starts(String),
}

/// Any name that begins so, such as with a question's label and prompt.
pub fn starting(text: &str) -> Name {
    Name::Starts(text.to_owned())
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::Is(text.to_owned())
    }
}

impl Name {
    pub(super) fn fits(&self, name: &str) -> bool {
        match self {
            Self::Is(text) => name == text,
            Self::Starts(text) => name.starts_with(text.as_str()),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(text) => write!(f, "{text:?}"),
            Self::Starts(text) => write!(f, "{text:?}…"),
        }
    }
}

/// An element, with the role and the name that it had when it was found.
pub struct Element<'p> {
    page: &'p Page,
    node: Cell<i64>,
    pub role: String,
    pub name: String,
}

impl<'p> Element<'p> {
    /// From a node of the accessibility tree; none for one that is hidden from everybody.
    pub(super) fn from_tree(page: &'p Page, node: &Value) -> Option<Self> {
        if node["ignored"].as_bool().unwrap_or(false) {
            return None;
        }
        Some(Self {
            page,
            node: Cell::new(node["backendDOMNodeId"].as_i64()?),
            role: node["role"]["value"].as_str()?.to_owned(),
            name: node["name"]["value"].as_str().unwrap_or_default().to_owned(),
        })
    }

    /// Clicks in its middle, scrolling to it first; on its label, where it is drawn by its label alone.
    #[track_caller]
    pub fn click(&self) {
        let clicked = wait_for(|| (self.found().is_ok() && self.try_click()).then_some(()));
        assert!(clicked.is_some(), "{self} is not where a person could click it");
    }

    /// Clicks, unless it is covered, is on the move or has gone from the page; whether it did.
    #[track_caller]
    pub fn try_click(&self) -> bool {
        let Ok(spot) = self.try_run(SPOT, &[]) else { return false };
        self.mouse("mouseMoved", &spot);
        // What is drawn above it while the page is still coming moves it.
        if spot["reached"] != true || self.try_run(SPOT, &[]).as_ref() != Ok(&spot) {
            return false;
        }
        self.mouse("mousePressed", &spot);
        self.mouse("mouseReleased", &spot);
        true
    }

    /// Puts the mouse on it.
    #[track_caller]
    pub fn hover(&self) {
        self.mouse("mouseMoved", &self.look(SPOT, &[]));
    }

    #[track_caller]
    fn mouse(&self, kind: &str, spot: &Value) {
        let button = if kind == "mouseMoved" { "none" } else { "left" };
        let buttons = u8::from(kind == "mousePressed");
        let (x, y) = (&spot["x"], &spot["y"]);
        self.page.act(
            "Input.dispatchMouseEvent",
            json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1 }),
        );
    }

    /// Puts the keyboard's focus on it.
    #[track_caller]
    pub fn focus(&self) -> &Self {
        self.page.call_again("DOM.focus", || Ok(json!({ "backendNodeId": self.found()? })));
        self
    }

    /// Puts the focus on it and types.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        self.focus();
        self.page.type_text(text);
    }

    /// Replaces what is written in it.
    #[track_caller]
    pub fn write(&self, text: &str) {
        self.focus();
        self.page.press("Control+a");
        self.page.press("Delete");
        self.page.insert_text(text);
    }

    /// Chooses an option of a list, as the mouse does from the list that opens: at once, with no
    /// other option chosen on the way.
    #[track_caller]
    pub fn choose(&self, option: &str) {
        let choose = "function (option) {
            this.focus();
            const found = [...this.options].findIndex(({ label }) => label === option);
            if (found < 0) return false;
            this.selectedIndex = found;
            for (const event of ['input', 'change']) this.dispatchEvent(new Event(event, { bubbles: true }));
            return true;
        }";
        let chosen = self.run(choose, &[option.into()]);
        assert!(chosen == true, "{option:?} can't be chosen in {self}");
    }

    /// What is written in a field, whatever it is made of.
    #[track_caller]
    pub fn value(&self) -> String {
        self.look("function () { return this.value ?? globalThis.submissionEditorFields?.text(this); }", &[])
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// What stands in it, as it is shown.
    #[track_caller]
    pub fn text(&self) -> String {
        let text = self.look("function () { return this.innerText ?? this.textContent; }", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// A property of its accessibility, such as `checked`, `disabled` or `invalid`, as it is now.
    #[track_caller]
    pub fn property(&self, name: &str) -> Option<Value> {
        let node = self.accessibility();
        let properties = node["properties"].as_array()?;
        let property = properties.iter().find(|property| property["name"] == name)?;
        Some(property["value"]["value"].clone())
    }

    /// Whether it is checked, chosen or pressed.
    #[track_caller]
    pub fn is_checked(&self) -> bool {
        let on = |value: Value| value == true || value == "true";
        ["checked", "selected", "pressed"].iter().any(|name| self.property(name).is_some_and(on))
    }

    /// Calls a JavaScript function with the element as `this`. It may do something, so it is called once.
    #[track_caller]
    pub fn run(&self, function: &str, arguments: &[Value]) -> Value {
        let object =
            self.page.call_again("DOM.resolveNode", || Ok(json!({ "backendNodeId": self.found()? })));
        let result = self.page.call("Runtime.callFunctionOn", called(&object, function, arguments));
        assert!(result.get("exceptionDetails").is_none(), "{self}: {}", result["exceptionDetails"]);
        result["result"]["value"].clone()
    }

    /// The same for a function that only looks at the element: it is called again where the page was just drawn
    /// anew.
    #[track_caller]
    fn look(&self, function: &str, arguments: &[Value]) -> Value {
        let result = self.page.call_again("Runtime.callFunctionOn", || {
            let object = self.page.try_call("DOM.resolveNode", json!({ "backendNodeId": self.found()? }))?;
            Ok(called(&object, function, arguments))
        });
        assert!(result.get("exceptionDetails").is_none(), "{self}: {}", result["exceptionDetails"]);
        result["result"]["value"].clone()
    }

    /// The same where there may be no such element any more.
    fn try_run(&self, function: &str, arguments: &[Value]) -> Result<Value, String> {
        let object = self.page.try_call("DOM.resolveNode", json!({ "backendNodeId": self.node.get() }))?;
        let mut result =
            self.page.try_call("Runtime.callFunctionOn", called(&object, function, arguments))?;
        Ok(result["result"]["value"].take())
    }

    /// The element's node; where it is gone from the page, that of the only element of this role and name that
    /// there is now.
    fn found(&self) -> Result<i64, String> {
        let is_there = self.try_run("function () { return this.isConnected; }", &[]);
        if is_there.as_ref() != Ok(&Value::Bool(true)) {
            let same = self.page.all(&self.role).into_iter().filter(|found| found.name == self.name);
            match same.map(|found| found.node.get()).collect::<Vec<_>>()[..] {
                [only] => self.node.set(only),
                _ => return Err(format!("{self} is not on the page: {is_there:?}")),
            }
        }
        Ok(self.node.get())
    }

    #[track_caller]
    fn accessibility(&self) -> Value {
        let params = || Ok(json!({ "backendNodeId": self.found()?, "fetchRelatives": false }));
        self.page.call_again("Accessibility.getPartialAXTree", params)["nodes"][0].clone()
    }
}

/// Where a person would click, and whether the click would reach it.
const SPOT: &str = "function () {
    const own = this.getBoundingClientRect();
    const shown = own.width < 4 && this.labels?.length ? this.labels[0] : this;
    shown.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const box = shown.getClientRects()[0] ?? own;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    const reached = hit && (shown.contains(hit) || hit.contains(shown) || hit.control === this);
    return { x, y, reached: Boolean(reached) };
}";

/// The parameters that call a function with an element as `this`.
fn called(object: &Value, function: &str, arguments: &[Value]) -> Value {
    let arguments: Vec<Value> = arguments.iter().map(|value| json!({ "value": value })).collect();
    json!({
        "functionDeclaration": function,
        "objectId": object["object"]["objectId"],
        "arguments": arguments,
        "returnByValue": true,
        "awaitPromise": true,
    })
}

impl fmt::Display for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.role, self.name)
    }
}
