//! A third browser engine: the WebKit of the system, which is Safari's too, in a window on a screen of its own.
//!
//! `WebKitWebDriver` starts the browser (`webkit.js`, run by gjs) and speaks the WebDriver protocol over HTTP.

use super::browser::Profile;
use super::engine::{Driven, Method};
use super::group::Group;
use super::http::request;
use super::wait::wait_for;
use serde_json::{Value, json};
use std::env;
use std::fs::{self, OpenOptions};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use test_support::missing;

struct WebKit {
    driver: Option<Group>,
    address: String,
    session: String,
    console: PathBuf,
    _screen: Screen,
}

/// A screen that nobody sees, so that no window comes up where somebody works.
struct Screen {
    process: Child,
    display: String,
}

/// The screen finds its number and writes it into a file. Like the driver it ends when the test does, however
/// that may be, for then its standard input ends.
const SCREEN: &str =
    r#"Xvfb -displayfd 3 -screen 0 1280x1000x24 -nolisten tcp 3>"$0" 2>/dev/null & read end; kill $!; wait"#;
const DRIVER: &str = r#"("$0" "--port=$1"; kill -9 0) & read end; kill -9 0"#;
/// How many free ports are tried.
const PORTS: usize = 5;
/// The longest that a script may take, in milliseconds.
const PATIENCE: u32 = 180_000;
/// What the console has of every page: a directive that the page's policy has for other browsers.
const UNKNOWN_DIRECTIVE: &str = "Unrecognized Content-Security-Policy directive 'manifest-src'";

/// Starts a browser on this profile; none where there is no WebKit that can be driven.
pub(super) fn start(profile: &Profile) -> Option<Box<dyn Driven>> {
    let Ok(program) = env::var("APP_WEBKIT") else {
        missing::tool("WebKitWebDriver, Xvfb or gjs");
        return None;
    };
    let mut screen = Screen::start(&profile.0);
    let mut why = String::new();
    for _ in 0..PORTS {
        match WebKit::start(&program, &profile.0, screen) {
            Ok(browser) => return Some(Box::new(browser)),
            // Another test may have taken its port in the short time until it listened.
            Err((back, error)) => (screen, why) = (back, error),
        }
    }
    panic!("WebKit does not start: {why}");
}

impl WebKit {
    fn start(program: &str, profile: &Path, screen: Screen) -> Result<Self, (Screen, String)> {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let console = profile.join("console");
        let log = OpenOptions::new().create(true).append(true).open(&console).unwrap();
        let mut driver = Group::start(
            "WebKitWebDriver",
            Command::new("sh")
                .args(["-c", DRIVER, program, &address.port().to_string()])
                .env("DISPLAY", &screen.display)
                .env("GDK_BACKEND", "x11")
                .env("HOME", profile)
                .envs(["CACHE", "CONFIG", "DATA"].map(|what| (format!("XDG_{what}_HOME"), profile)))
                .envs([("GSETTINGS_BACKEND", "memory"), ("NO_AT_BRIDGE", "1")])
                // There is no graphics card behind such a screen.
                .envs([("LIBGL_ALWAYS_SOFTWARE", "1"), ("WEBKIT_DISABLE_COMPOSITING_MODE", "1")])
                .stdin(Stdio::piped())
                .stdout(log.try_clone().unwrap())
                .stderr(log),
        );
        let address = address.to_string();
        let mut over = false;
        let is_up = || request(&address, "GET /status", "", "").is_ok_and(|answer| answer.status == 200);
        let listens = wait_for(|| {
            over = driver.has_ended();
            (over || is_up()).then_some(())
        });
        if over || listens.is_none() {
            let said = fs::read_to_string(&console).unwrap_or_default();
            return Err((screen, format!("waited in vain: the driver to listen; it said:\n{said}")));
        }
        let browser = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/harness/webkit.js");
        let capabilities = json!({
            "timeouts": { "script": PATIENCE },
            "webkitgtk:browserOptions": { "binary": "gjs", "args": [browser, profile] },
        });
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities } });
        match ask(&address, "POST /session", &wanted) {
            Ok(session) => {
                let session = session["sessionId"].as_str().unwrap_or_default().to_owned();
                Ok(Self { driver: Some(driver), address, session, console, _screen: screen })
            }
            Err(error) => Err((screen, error)),
        }
    }
}

impl Driven for WebKit {
    fn call(&mut self, method: &Method, element: Option<&str>, params: Value) -> Result<Value, String> {
        let (verb, path) = method.path.split_once(' ').unwrap();
        let path = path.replace("{id}", element.unwrap_or_default());
        ask(&self.address, &format!("{verb} /session/{}{path}", self.session), &params)
    }

    /// Of whatever origin: there is one page. That nobody answers is no error of the page.
    fn errors(&mut self, _: &str) -> Vec<String> {
        let console = fs::read(&self.console).unwrap_or_default();
        let console = String::from_utf8_lossy(&console);
        let is_error = |line: &&str| {
            let told = line.split_once("CONSOLE ").is_some_and(|(_, told)| {
                told.split(' ').take(2).any(|word| word == "ERROR") && !told.starts_with("NETWORK")
            });
            told && !line.contains(UNKNOWN_DIRECTIVE)
        };
        console.lines().filter(is_error).map(str::to_owned).collect()
    }

    fn kill(&mut self) {
        self.driver = None;
    }
}

/// Asks the driver, as with `GET /status`; what it answers, or why not.
fn ask(address: &str, what: &str, params: &Value) -> Result<Value, String> {
    let body = if what.starts_with("GET") { String::new() } else { params.to_string() };
    let answer = request(address, what, "Content-Type: application/json\r\n", &body);
    let answer = answer.map_err(|error| format!("{what}: no answer: {error}"))?;
    let told: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    match answer.status {
        200 => Ok(told["value"].clone()),
        _ => Err(format!("{what}: {}: {}", told["value"]["error"], told["value"]["message"])),
    }
}

impl Screen {
    fn start(profile: &Path) -> Self {
        let file = profile.join("display");
        let _ = fs::remove_file(&file);
        let process = Command::new("sh")
            .args(["-c", SCREEN])
            .arg(&file)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("a shell could not be started");
        let mut screen = Self { process, display: String::new() };
        let number = wait_for(|| Some(fs::read_to_string(&file).ok()?.strip_suffix('\n')?.to_owned()));
        screen.display =
            format!(":{}", number.expect("waited in vain: Xvfb to say the number of its screen"));
        screen
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
