//! The two pages that are measured: the app, and plain text areas.

use crate::harness::{Browser, Page, Site, wait_until};
use serde_json::json;
use std::path::Path;
use test_support::form::{Form, id};

const PROBE: &str = include_str!("probe.js");

/// Which page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    App,
    Plain,
}

/// A page on an origin of its own, with a form that is filled and saved.
pub struct Subject {
    pub kind: Kind,
    pub form: Form,
    site: Site,
    /// The page with its first questions.
    address: String,
}

impl Subject {
    /// Puts the form into the page's storage, as its user would.
    pub fn prepare(browser: &Browser, kind: Kind, form: Form) -> Self {
        let (site, address) = match kind {
            Kind::App => {
                let site = Site::app();
                let address = open_file(browser, &site, form);
                (site, address)
            }
            Kind::Plain => {
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/reference");
                let site = Site::serve(&folder, "");
                let page = browser.open(&site, "/");
                let saved = json!(form.reference().to_string());
                page.evaluate(&format!("localStorage.setItem('reference', {saved})"));
                (site, "/".to_owned())
            }
        };
        Self { kind, form, site, address }
    }

    /// Opens the page in a new tab with the probe in it, on a processor that many times as slow.
    pub fn open(&self, browser: &Browser, slower: u32, scripts: &[&str]) -> Page {
        let page = browser.new_tab(&self.site);
        // They watch each change of the page, which would be measured with it.
        for domain in ["Accessibility", "DOM", "Network"] {
            page.call(&format!("{domain}.disable"), json!({}));
        }
        page.before_load(PROBE);
        for script in scripts {
            page.before_load(script);
        }
        page.call("Emulation.setCPUThrottlingRate", json!({ "rate": slower }));
        page.go_to(&self.address);
        wait_until("the form to accept text", || page.evaluate("probe.ready") != 0);
        page
    }

    /// Waits until nothing is to be done any more, as when a writer has read the first question.
    pub fn settle(&self, page: &Page) {
        if self.kind == Kind::App {
            wait_until("the preview to be there", || {
                page.evaluate("document.querySelector('.preview-body')?.childElementCount > 0") == true
            });
            wait_until("the text to be safe", || {
                page.evaluate("document.querySelector('.save-state').dataset.state") == "safe"
            });
        }
        page.evaluate(
            "new Promise((done) => setTimeout(() => requestIdleCallback(() => setTimeout(done, 300)), 500))",
        );
    }

    /// Puts the cursor behind the text of an answer.
    pub fn enter(&self, page: &Page, number: usize) {
        let field = format!("answer-{}", id(number));
        page.evaluate(&format!(
            "(() => {{ const field = document.getElementById('{field}'); field.focus();
                field.setSelectionRange(field.value.length, field.value.length); }})()"
        ));
    }

    /// Goes to the page with a question.
    pub fn show(&self, page: &Page, number: usize) {
        let field = format!("document.getElementById('answer-{}') != null", id(number));
        if page.evaluate(&field) != true {
            self.screen(page, &format!("write/{}", id(number)));
            wait_until("the question to be there", || page.evaluate(&field) == true);
        }
    }

    /// Goes to another screen of the app's draft.
    pub fn screen(&self, page: &Page, name: &str) {
        let draft = self.address.split('/').nth(3).unwrap_or_default();
        page.go_to(&format!("/#/draft/{draft}/{name}"));
    }
}

fn open_file(browser: &Browser, site: &Site, form: Form) -> String {
    let page = browser.open(site, "/");
    let file = page.file_on_disk("draft.json", form.draft().to_string());
    page.choose_file(&page.find("button", "Open a file"), &file);
    page.find("textbox", "Title of this draft");
    wait_until("the draft to be safe", || {
        page.evaluate("document.querySelector('.save-state')?.dataset.state") == "safe"
    });
    let address = page.address();
    let draft = address.split('/').nth(3).expect("a draft is open");
    let address = format!("/#/draft/{draft}/write/{}", id(0));
    page.close();
    address
}
