//! A second browser engine: a real Firefox, over its own protocol.

use super::browser::Profile;
use super::engine::{Driven, EXECUTE, Method};
use super::group::Group;
use super::marionette::Marionette;
use super::wait::wait_for;
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use std::{env, fs};
use test_support::missing;

struct Firefox {
    process: Option<Group>,
    line: Marionette,
}

/// Errors of the page's scripts and violations of its content policy, as the browser's own console has them.
/// What a page writes into the console stays in the page's process and is not among them.
const ERRORS: &str = "
    return Services.console.getMessageArray()
        .filter((message) => message instanceof Ci.nsIScriptError && message.sourceName.startsWith(arguments[0])
            && !(message.flags & Ci.nsIScriptError.warningFlag))
        .map((message) => message.errorMessage);";

/// Starts a Firefox on this profile; none where there is no Firefox.
pub(super) fn start(profile: &Profile) -> Option<Box<dyn Driven>> {
    let Ok(program) = env::var("APP_FIREFOX") else {
        missing::tool("Firefox");
        return None;
    };
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
    let port = profile.0.join("MarionetteActivePort");
    // What one that was killed has left.
    for left in [&port, &profile.0.join("lock")] {
        let _ = fs::remove_file(left);
    }
    let process = Group::start(
        "Firefox",
        Command::new(program)
            // The last lets the tests read the browser's console.
            .args(["--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile"])
            .arg(&profile.0)
            .env("MOZ_CRASHREPORTER_DISABLE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    );
    let connect = || {
        let port = fs::read_to_string(&port).ok()?.trim().parse().ok()?;
        Marionette::connect(port).ok()
    };
    // It takes its time where several browsers start at once.
    let line = (0..4).find_map(|_| wait_for(connect)).expect("waited in vain: Firefox to listen");
    let mut firefox = Firefox { process: Some(process), line };
    firefox.line.call("WebDriver:NewSession", &json!({})).expect("Firefox begins no session");
    Some(Box::new(firefox))
}

impl Driven for Firefox {
    fn call(&mut self, method: &Method, element: Option<&str>, mut params: Value) -> Result<Value, String> {
        if let Some(id) = element {
            params["id"] = id.into();
        }
        let mut told = self.line.call(method.name, &params)?;
        // Lists are told as they are, all else as a member.
        Ok(if told.is_array() { told } else { told["value"].take() })
    }

    fn errors(&mut self, origin: &str) -> Vec<String> {
        let _ = self.line.call("Marionette:SetContext", &json!({ "value": "chrome" }));
        let found = self.call(&EXECUTE, None, json!({ "script": ERRORS, "args": [origin] }));
        let _ = self.line.call("Marionette:SetContext", &json!({ "value": "content" }));
        match found {
            Ok(found) => found.as_array().into_iter().flatten().map(Value::to_string).collect(),
            Err(error) => vec![error],
        }
    }

    fn kill(&mut self) {
        self.process = None;
    }
}
