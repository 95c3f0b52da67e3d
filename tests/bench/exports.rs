//! How long it takes from the press of a button until a file of 200,000 words is there.

use crate::harness::Browser;
use crate::sample::number;
use crate::statistics::Spread;
use crate::subject::Subject;

const TIMES: usize = 5;

/// The buttons of the Export screen that make a file, and the longest that each may take, in milliseconds.
pub const FILES: [(&str, &str, f64); 2] =
    [("JSON", "Save the draft as a file", 200.0), ("Markdown", "Save as Markdown", 500.0)];

/// What each file took, and the longest task meanwhile.
pub fn exports(browser: &Browser, subject: &Subject) -> Vec<(&'static str, Spread, f64)> {
    let page = subject.open(browser, 1, &[]);
    subject.settle(&page);
    subject.screen(&page, "export");
    let mut all = Vec::new();
    for (name, button, _) in FILES {
        page.evaluate("probe.longest = 0");
        let times: Vec<f64> = (0..TIMES)
            .map(|_| {
                let file = page.download(|| page.click_button(button));
                assert!(file.bytes.len() > subject.form.bytes, "{name} is not whole");
                number(&page, "probe.exported")
            })
            .collect();
        all.push((name, Spread::of(&times).expect("some times"), number(&page, "probe.longest")));
    }
    page.close();
    all
}
