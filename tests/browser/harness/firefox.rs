//! A second browser engine: a real Firefox with one tab, used by role and name as the first one is.

use super::browser::Profile;
use super::element::Name;
use super::files::Download;
use super::marionette::Marionette;
use super::server::Site;
use super::wait::wait_for;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::{env, thread};

/// A running Firefox. When a test is over, its page must have had no error in the console and have asked no
/// other origin for anything.
pub struct Firefox {
    process: Child,
    line: RefCell<Marionette>,
    profile: Profile,
    origin: RefCell<String>,
}

/// An element of its page.
pub struct FirefoxElement<'f> {
    firefox: &'f Firefox,
    reference: Value,
}

/// Which elements may have a role; the browser is asked for it afterwards.
const CANDIDATES: [(&str, &str); 4] = [
    ("button", "button, summary, [role=button]"),
    ("link", "a[href]"),
    ("textbox", "textarea, input"),
    ("heading", "h1, h2, h3, h4, h5, h6"),
];
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Errors of the page's scripts and violations of its content policy, as the browser's own console has them.
/// What a page writes into the console stays in the page's process and is not among them.
const ERRORS: &str = "
    return Services.console.getMessageArray()
        .filter((message) => message instanceof Ci.nsIScriptError && message.sourceName.startsWith(arguments[0])
            && !(message.flags & Ci.nsIScriptError.warningFlag))
        .map((message) => message.errorMessage);";

impl Firefox {
    /// Starts a Firefox that nobody has used before; none where there is no Firefox.
    pub fn start() -> Option<Self> {
        let program = env::var("APP_SECOND_BROWSER").ok()?;
        let profile = Profile::new();
        fs::create_dir_all(profile.downloads()).unwrap();
        let settings = [
            // A free port, which it writes into its profile.
            ("marionette.port", json!(0)),
            ("browser.download.folderList", json!(2)),
            ("browser.download.dir", json!(profile.downloads())),
            ("browser.download.always_ask_before_handling_new_types", json!(false)),
            ("intl.accept_languages", json!("en-GB")),
        ];
        let lines = settings.map(|(name, value)| format!("user_pref({}, {value});\n", json!(name)));
        fs::write(profile.0.join("user.js"), lines.concat()).unwrap();
        Some(Self::on(&program, profile))
    }

    fn on(program: &str, profile: Profile) -> Self {
        let port = profile.0.join("MarionetteActivePort");
        let _ = fs::remove_file(&port);
        let process = Command::new(program)
            // The last lets the tests read the browser's console.
            .args(["--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile"])
            .arg(&profile.0)
            .env("MOZ_CRASHREPORTER_DISABLE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("Firefox could not be started");
        let connect = || {
            let port = fs::read_to_string(&port).ok()?.trim().parse().ok()?;
            Marionette::connect(port).ok()
        };
        // It takes its time where several browsers start at once.
        let line = (0..4).find_map(|_| wait_for(connect));
        let line = RefCell::new(line.expect("Firefox does not listen"));
        let firefox = Self { process, line, profile, origin: RefCell::default() };
        firefox.call("WebDriver:NewSession", json!({}));
        firefox
    }

    /// Opens an address of the site, such as `/`.
    #[track_caller]
    pub fn open(&self, site: &Site, address: &str) {
        site.origin().clone_into(&mut self.origin.borrow_mut());
        self.call("WebDriver:Navigate", json!({ "url": site.url(address) }));
    }

    /// Loads the page again, as F5 does; the protocol's own command for it passes the service worker by.
    #[track_caller]
    pub fn reload(&self) {
        let begun = "document.readyState === 'complete' && performance.timeOrigin";
        let before = self.evaluate("performance.timeOrigin");
        self.evaluate("setTimeout(() => location.reload())");
        // Fails while one document gives way to the next.
        let again =
            wait_for(|| self.try_evaluate(begun).ok().filter(|begun| begun.is_number() && *begun != before));
        assert!(again.is_some(), "the page does not load again");
    }

    /// Ends the browser as a power cut would, and starts it again on the same profile.
    pub fn kill_and_start_again(mut self) -> Self {
        self.kill();
        let program = env::var("APP_SECOND_BROWSER").unwrap();
        let profile = Profile(std::mem::take(&mut self.profile.0));
        let _ = fs::remove_file(profile.0.join("lock"));
        Self::on(&program, profile)
    }

    /// The only element with this role and name, waiting for it to appear; of links of one name the first.
    #[track_caller]
    pub fn find(&self, role: &str, name: impl Into<Name>) -> FirefoxElement<'_> {
        let name = name.into();
        let mut seen = 0;
        let found = wait_for(|| {
            let fitting = self.all_named(role, &name);
            seen = fitting.len();
            fitting.into_iter().next().filter(|_| seen == 1 || role == "link")
        });
        found.unwrap_or_else(|| panic!("{seen} elements are {role} {name}; the page says:\n{}", self.text()))
    }

    fn all_named(&self, role: &str, name: &Name) -> Vec<FirefoxElement<'_>> {
        let candidates = CANDIDATES.iter().find(|(candidate, _)| *candidate == role);
        let (_, selector) = candidates.expect("the role is known");
        let wanted = json!({ "using": "css selector", "value": selector });
        // Fails while one document gives way to the next.
        let found = self.try_call("WebDriver:FindElements", &wanted).unwrap_or_default();
        let elements = found.as_array().into_iter().flatten();
        let named = elements.filter_map(|element| {
            let id = json!({ "id": element[ELEMENT] });
            // Fails where the page has changed meanwhile.
            let told = |method| Some(self.try_call(method, &id).ok()?["value"].as_str()?.to_owned());
            let own = told("WebDriver:GetComputedLabel")?;
            let fits = name.fits(&own) && told("WebDriver:GetComputedRole")? == role;
            let shown =
                || self.try_call("WebDriver:IsElementDisplayed", &id).is_ok_and(|on| on["value"] == true);
            (fits && shown()).then(|| FirefoxElement { firefox: self, reference: element.clone() })
        });
        named.collect()
    }

    /// Finds a button or link and clicks it; what was drawn anew meanwhile is looked for again.
    #[track_caller]
    pub fn click(&self, role: &str, name: impl Into<Name>) {
        let name = name.into();
        let mut why = String::new();
        let clicked = wait_for(|| {
            let element = self.find(role, name.clone());
            let clicked = self.try_call("WebDriver:ElementClick", &element.id());
            clicked.map_err(|error| why = error).ok()
        });
        assert!(clicked.is_some(), "the {role} {name} can't be clicked: {why}");
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
        last.unwrap_or_else(|error| panic!("{error}"))
    }

    fn try_evaluate(&self, expression: &str) -> Result<Value, String> {
        let params = json!({ "script": format!("return {expression};"), "args": [] });
        self.try_call("WebDriver:ExecuteScript", &params).map(|mut told| told["value"].take())
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
            // A file that is still being written has another file beside it.
            let found = files();
            let complete = found.len() == 1 && found[0].extension().is_some_and(|end| end != "part");
            let bytes = fs::read(found.first().filter(|_| complete)?).ok()?;
            Some((found[0].clone(), bytes)).filter(|(_, bytes)| !bytes.is_empty())
        });
        let (file, bytes) = file.expect("no file was saved");
        fs::remove_file(&file).unwrap();
        Download { name: file.file_name().unwrap().to_string_lossy().into_owned(), bytes }
    }

    /// Errors in the console so far: exceptions and violations of the content policy.
    pub fn errors(&self) -> Vec<String> {
        let _ = self.try_call("Marionette:SetContext", &json!({ "value": "chrome" }));
        let params = json!({ "script": ERRORS, "args": [*self.origin.borrow()] });
        let found = self.try_call("WebDriver:ExecuteScript", &params);
        let _ = self.try_call("Marionette:SetContext", &json!({ "value": "content" }));
        match found {
            Ok(found) => found["value"].as_array().into_iter().flatten().map(Value::to_string).collect(),
            Err(error) => vec![error],
        }
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
    fn call(&self, method: &str, params: Value) -> Value {
        self.try_call(method, &params).unwrap_or_else(|error| panic!("{error}"))
    }

    fn try_call(&self, method: &str, params: &Value) -> Result<Value, String> {
        self.line.borrow_mut().call(method, params)
    }

    fn kill(&mut self) {
        let group = format!("-{}", self.process.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.process.wait();
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        if thread::panicking() {
            for error in self.errors() {
                eprintln!("console: {error}");
            }
        } else if !self.profile.0.as_os_str().is_empty() {
            // Checked before the browser ends; it must end also where this fails.
            let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.assert_clean()));
            self.kill();
            if let Err(failure) = checked {
                std::panic::resume_unwind(failure);
            }
        }
        self.kill();
    }
}

impl FirefoxElement<'_> {
    /// Types into it as with a keyboard, at its end.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        let mut params = self.id();
        params["text"] = text.into();
        self.firefox.call("WebDriver:ElementSendKeys", params);
    }

    /// Empties it and types.
    #[track_caller]
    pub fn write(&self, text: &str) {
        self.firefox.call("WebDriver:ElementClear", self.id());
        self.type_text(text);
    }

    /// What is written in a field.
    #[track_caller]
    pub fn value(&self) -> String {
        let mut params = self.id();
        params["name"] = "value".into();
        let value = self.firefox.call("WebDriver:GetElementProperty", params);
        value["value"].as_str().unwrap_or_default().to_owned()
    }

    fn id(&self) -> Value {
        json!({ "id": self.reference[ELEMENT] })
    }
}
