//! An element of a page, as assistive technology sees it.

use super::page::Page;
use serde_json::{Value, json};
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
    node: i64,
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
            node: node["backendDOMNodeId"].as_i64()?,
            role: node["role"]["value"].as_str()?.to_owned(),
            name: node["name"]["value"].as_str().unwrap_or_default().to_owned(),
        })
    }

    /// Clicks in its middle, scrolling to it first; on its label, where it is drawn by its label alone.
    #[track_caller]
    pub fn click(&self) {
        let spot = self.spot();
        assert!(spot["reached"] == true, "{self} is not where a person could click it: {spot}");
        self.click_at(&spot);
    }

    /// Clicks, unless it is covered or has gone from the page; whether it did.
    #[track_caller]
    pub fn try_click(&self) -> bool {
        let spot = self.spot();
        let reached = spot["reached"] == true;
        if reached {
            self.click_at(&spot);
        }
        reached
    }

    /// Where a person would click, and whether the click would reach it.
    #[track_caller]
    fn spot(&self) -> Value {
        self.run(
            "function () {
                const own = this.getBoundingClientRect();
                const shown = own.width < 4 && this.labels?.length ? this.labels[0] : this;
                shown.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
                const box = shown.getClientRects()[0] ?? own;
                const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                const hit = document.elementFromPoint(x, y);
                const reached = hit && (shown.contains(hit) || hit.contains(shown) || hit.control === this);
                return { x, y, reached: Boolean(reached) };
            }",
            &[],
        )
    }

    #[track_caller]
    fn click_at(&self, spot: &Value) {
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let (x, y) = (&spot["x"], &spot["y"]);
            self.page.call(
                "Input.dispatchMouseEvent",
                json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1 }),
            );
        }
    }

    /// Puts the keyboard's focus on it.
    #[track_caller]
    pub fn focus(&self) -> &Self {
        self.page.call("DOM.focus", json!({ "backendNodeId": self.node }));
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

    /// What is written in a field.
    #[track_caller]
    pub fn value(&self) -> String {
        self.run("function () { return this.value; }", &[]).as_str().unwrap_or_default().to_owned()
    }

    /// What stands in it, as it is shown.
    #[track_caller]
    pub fn text(&self) -> String {
        let text = self.run("function () { return this.innerText ?? this.textContent; }", &[]);
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

    /// Calls a JavaScript function with the element as `this`.
    #[track_caller]
    pub fn run(&self, function: &str, arguments: &[Value]) -> Value {
        let object = self.page.call("DOM.resolveNode", json!({ "backendNodeId": self.node }));
        let arguments: Vec<Value> = arguments.iter().map(|value| json!({ "value": value })).collect();
        let result = self.page.call(
            "Runtime.callFunctionOn",
            json!({
                "functionDeclaration": function,
                "objectId": object["object"]["objectId"],
                "arguments": arguments,
                "returnByValue": true,
                "awaitPromise": true,
            }),
        );
        assert!(result.get("exceptionDetails").is_none(), "{self}: {}", result["exceptionDetails"]);
        result["result"]["value"].clone()
    }

    fn accessibility(&self) -> Value {
        let params = json!({ "backendNodeId": self.node, "fetchRelatives": false });
        self.page.call("Accessibility.getPartialAXTree", params)["nodes"][0].clone()
    }
}

impl fmt::Display for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.role, self.name)
    }
}
