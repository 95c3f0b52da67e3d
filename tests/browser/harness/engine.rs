//! Another browser engine than the first: a real browser with one tab, used by role and name as the first one is.
//!
//! Both of them understand the WebDriver protocol, each over a line of its own.

use super::browser::Profile;
use super::element::Name;
use super::files::Download;
use super::server::Site;
use super::wait::wait_for;
use super::{firefox, webkit};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::thread;

/// A running browser. When a test is over, its page must have had no error in the console and have asked no
/// other origin for anything.
pub struct Engine {
    kind: Kind,
    browser: RefCell<Box<dyn Driven>>,
    profile: Profile,
    origin: RefCell<String>,
}

/// How to start a browser of one engine on a profile; none where it is missing on this machine.
type Kind = fn(&Profile) -> Option<Box<dyn Driven>>;

/// What each engine does in its own way.
pub(super) trait Driven {
    /// Makes a call, about an element where its id is given, and waits for the answer or for the reason against it.
    fn call(&mut self, method: &Method, element: Option<&str>, params: Value) -> Result<Value, String>;

    /// What went wrong on pages of this origin, as the browser's own console has it: exceptions, and violations of
    /// the content policy.
    fn errors(&mut self, origin: &str) -> Vec<String>;

    /// Ends it as a power cut would.
    fn kill(&mut self);
}

/// A method of the protocol: its name in Marionette, and verb and path over HTTP.
pub(super) struct Method {
    pub name: &'static str,
    pub path: &'static str,
}

const fn method(name: &'static str, path: &'static str) -> Method {
    Method { name, path }
}

const NAVIGATE: Method = method("WebDriver:Navigate", "POST /url");
pub(super) const EXECUTE: Method = method("WebDriver:ExecuteScript", "POST /execute/sync");
const FIND_ALL: Method = method("WebDriver:FindElements", "POST /elements");
const ROLE: Method = method("WebDriver:GetComputedRole", "GET /element/{id}/computedrole");
const LABEL: Method = method("WebDriver:GetComputedLabel", "GET /element/{id}/computedlabel");
const IS_SHOWN: Method = method("WebDriver:IsElementDisplayed", "GET /element/{id}/displayed");
const CLICK: Method = method("WebDriver:ElementClick", "POST /element/{id}/click");
const CLEAR: Method = method("WebDriver:ElementClear", "POST /element/{id}/clear");
const TYPE: Method = method("WebDriver:ElementSendKeys", "POST /element/{id}/value");
const VALUE: Method = method("WebDriver:GetElementProperty", "GET /element/{id}/property/value");

/// Under this name the protocol tells the id of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The Enter key among the characters of the protocol.
const ENTER: &str = "\u{e007}";

/// Which elements may have a role; the browser is asked for it afterwards.
const CANDIDATES: [(&str, &str); 4] = [
    ("button", "button, summary, [role=button]"),
    ("link", "a[href]"),
    ("textbox", "textarea, input"),
    ("heading", "h1, h2, h3, h4, h5, h6"),
];

/// What a file is called while it is still being written.
const UNFINISHED: [&str; 2] = ["part", "wkdownload"];

/// An element of the page.
pub struct EngineElement<'e> {
    engine: &'e Engine,
    id: String,
}

impl Engine {
    /// A Firefox that nobody has used before; none where there is no Firefox.
    pub fn firefox() -> Option<Self> {
        Self::on(firefox::start, Profile::new())
    }

    /// The same with WebKit.
    pub fn webkit() -> Option<Self> {
        Self::on(webkit::start, Profile::new())
    }

    fn on(kind: Kind, profile: Profile) -> Option<Self> {
        fs::create_dir_all(profile.downloads()).unwrap();
        let browser = RefCell::new(kind(&profile)?);
        Some(Self { kind, browser, profile, origin: RefCell::default() })
    }

    /// Opens an address of the site, such as `/`.
    #[track_caller]
    pub fn open(&self, site: &Site, address: &str) {
        site.origin().clone_into(&mut self.origin.borrow_mut());
        self.call(&NAVIGATE, None, json!({ "url": site.url(address) }));
    }

    /// Loads the page again, as F5 does; Marionette's own command for it passes the service worker by.
    #[track_caller]
    pub fn reload(&self) {
        let begun = "document.readyState === 'complete' && performance.timeOrigin";
        let before = self.evaluate("performance.timeOrigin");
        self.evaluate("setTimeout(() => location.reload())");
        // Fails while one document gives way to the next.
        let again =
            wait_for(|| self.try_evaluate(begun).ok().filter(|begun| begun.is_number() && *begun != before));
        assert!(again.is_some(), "waited in vain: the page to load again");
    }

    /// Ends the browser as a power cut would, and starts it again on the same profile.
    pub fn kill_and_start_again(mut self) -> Self {
        self.browser.get_mut().kill();
        let profile = Profile(std::mem::take(&mut self.profile.0));
        Self::on(self.kind, profile).expect("the browser was there before")
    }

    /// The only element with this role and name, waiting for it to appear; of links of one name the first.
    #[track_caller]
    pub fn find(&self, role: &str, name: impl Into<Name>) -> EngineElement<'_> {
        let name = name.into();
        let mut seen = 0;
        let found = wait_for(|| {
            let fitting = self.all_named(role, &name);
            seen = fitting.len();
            fitting.into_iter().next().filter(|_| seen == 1 || role == "link")
        });
        found.unwrap_or_else(|| {
            panic!("waited in vain: one {role} {name}; there are {seen}, and the page says:\n{}", self.text())
        })
    }

    fn all_named(&self, role: &str, name: &Name) -> Vec<EngineElement<'_>> {
        let candidates = CANDIDATES.iter().find(|(candidate, _)| *candidate == role);
        let (_, selector) = candidates.expect("the role is known");
        // Calls fail while one document gives way to the next, and where the page has changed meanwhile.
        let wanted = json!({ "using": "css selector", "value": selector });
        let found = self.try_call(&FIND_ALL, None, wanted).unwrap_or_default();
        let ids = found.as_array().into_iter().flatten().filter_map(|found| found[ELEMENT].as_str());
        let elements = ids.map(|id| EngineElement { engine: self, id: id.to_owned() });
        let fits = |element: &EngineElement<'_>| {
            let told = |method| element.ask(method).ok();
            told(&LABEL)?.as_str().filter(|label| name.fits(label))?;
            Some(told(&ROLE)? == role && told(&IS_SHOWN)? == true)
        };
        elements.filter(|element| fits(element).unwrap_or_default()).collect()
    }

    /// Finds a button or link and clicks it; what was drawn anew meanwhile is looked for again.
    #[track_caller]
    pub fn click(&self, role: &str, name: impl Into<Name>) {
        let name = name.into();
        let mut why = String::new();
        let clicked = wait_for(|| {
            let element = self.find(role, name.clone());
            element.ask(&CLICK).map_err(|error| why = error).ok()
        });
        assert!(
            clicked.is_some(),
            "waited in vain: a click on the {role} {name}; the last one failed: {why}"
        );
    }

    /// Waits until the page says this somewhere.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        let found = wait_for(|| self.text().contains(text).then_some(()));
        assert!(found.is_some(), "waited in vain: the page to say {text:?}; it says:\n{}", self.text());
    }

    /// All that the page says.
    #[track_caller]
    pub fn text(&self) -> String {
        let text = self.look("document.body?.innerText ?? ''");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The value of a JavaScript expression, waiting for it where it is a promise. It may do something, so it
    /// is tried once.
    #[track_caller]
    pub fn evaluate(&self, expression: &str) -> Value {
        self.try_evaluate(expression).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The same for one that only looks: asked for again where one document was just giving way to the next.
    #[track_caller]
    pub fn look(&self, expression: &str) -> Value {
        let mut last = Err(String::new());
        wait_for(|| {
            last = self.try_evaluate(expression);
            last.is_ok().then_some(())
        });
        last.unwrap_or_else(|error| panic!("waited in vain: the value of {expression}: {error}"))
    }

    fn try_evaluate(&self, expression: &str) -> Result<Value, String> {
        self.try_call(&EXECUTE, None, json!({ "script": format!("return {expression};"), "args": [] }))
    }

    /// Does something that makes the browser save a file, and waits for that file.
    #[track_caller]
    pub fn download(&self, act: impl FnOnce()) -> Download {
        let files = || -> Vec<PathBuf> {
            let folder = fs::read_dir(self.profile.downloads()).unwrap();
            folder.map(|file| file.unwrap().path()).collect()
        };
        assert!(files().is_empty(), "there are files already: {:?}", files());
        act();
        let file = wait_for(|| {
            // A file that is still being written has another name, or another file beside it.
            let found = files();
            let [file] = found.as_slice() else { return None };
            let is_whole = file.extension().is_some_and(|end| UNFINISHED.iter().all(|other| end != *other));
            let bytes = fs::read(Some(file).filter(|_| is_whole)?).ok()?;
            Some((file.clone(), bytes)).filter(|(_, bytes)| !bytes.is_empty())
        });
        let (file, bytes) =
            file.unwrap_or_else(|| panic!("waited in vain: one file to be saved; there are {:?}", files()));
        fs::remove_file(&file).unwrap();
        Download { name: file.file_name().unwrap().to_string_lossy().into_owned(), bytes }
    }

    /// Errors in the console so far: exceptions and violations of the content policy.
    pub fn errors(&self) -> Vec<String> {
        self.browser.borrow_mut().errors(&self.origin.borrow())
    }

    #[track_caller]
    fn assert_clean(&self) {
        let errors = self.errors();
        assert!(errors.is_empty(), "errors in the console:\n{}", errors.join("\n"));
        let asked = self.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)");
        let own = format!("{}/", self.origin.borrow());
        let asked = asked.as_array().into_iter().flatten().filter_map(Value::as_str);
        let foreign: Vec<&str> = asked
            .filter(|url| !["data:", "blob:", &own].iter().any(|start| url.starts_with(start)))
            .collect();
        assert!(foreign.is_empty(), "requests to other origins:\n{}", foreign.join("\n"));
    }

    #[track_caller]
    fn call(&self, method: &Method, element: Option<&str>, params: Value) -> Value {
        self.try_call(method, element, params).unwrap_or_else(|error| panic!("{error}"))
    }

    fn try_call(&self, method: &Method, element: Option<&str>, params: Value) -> Result<Value, String> {
        self.browser.borrow_mut().call(method, element, params)
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if thread::panicking() {
            for error in self.errors() {
                eprintln!("console: {error}");
            }
        } else if !self.profile.0.as_os_str().is_empty() {
            // Checked before the browser ends; it must end also where this fails.
            let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.assert_clean()));
            self.browser.get_mut().kill();
            if let Err(failure) = checked {
                std::panic::resume_unwind(failure);
            }
        }
        self.browser.get_mut().kill();
    }
}

impl EngineElement<'_> {
    /// Types into it as with a keyboard, at its end.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        // WebKit's driver knows no line breaks, but the key.
        self.engine.call(&TYPE, Some(&self.id), json!({ "text": text.replace('\n', ENTER) }));
    }

    /// Empties it and types.
    #[track_caller]
    pub fn write(&self, text: &str) {
        self.engine.call(&CLEAR, Some(&self.id), json!({}));
        self.type_text(text);
    }

    /// What is written in a field.
    #[track_caller]
    pub fn value(&self) -> String {
        // Marionette asks for the name here, not in the path.
        let value = self.engine.call(&VALUE, Some(&self.id), json!({ "name": "value" }));
        value.as_str().unwrap_or_default().to_owned()
    }

    fn ask(&self, method: &Method) -> Result<Value, String> {
        self.engine.try_call(method, Some(&self.id), json!({}))
    }
}
