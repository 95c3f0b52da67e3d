//! axe-core, which finds what keeps people with disabilities out.

use super::page::Page;
use std::fs;
use std::path::Path;

const RUN: &str = "axe.run(document, { resultTypes: ['violations'] }).then(result =>
    result.violations.flatMap(violation => violation.nodes.map(node =>
        `${violation.id}: ${violation.help}: ${node.target.join(' ')}: ${node.failureSummary}`)))";

impl Page {
    /// What is wrong for assistive technology in what the page shows now, one sentence each.
    #[track_caller]
    pub fn accessibility_violations(&self) -> Vec<String> {
        if self.evaluate("typeof axe") == "undefined" {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
            let script = fs::read_to_string(file).expect("axe-core is missing: cargo xtask setup");
            // The value of a script is sent back: nothing will do.
            self.evaluate(&format!("{script}; undefined"));
        }
        let violations = self.evaluate(RUN);
        let violations = violations.as_array().into_iter().flatten();
        violations.filter_map(|violation| violation.as_str().map(str::to_owned)).collect()
    }

    /// Fails where anything is wrong for assistive technology, in light or dark colours.
    #[track_caller]
    pub fn assert_accessible(&self) {
        for dark in [false, true] {
            self.look_at(1280, 900, dark);
            let violations = self.accessibility_violations();
            let colours = if dark { "dark" } else { "light" };
            assert!(violations.is_empty(), "in {colours} colours:\n{}", violations.join("\n"));
        }
        self.look_at(1280, 900, false);
    }
}
