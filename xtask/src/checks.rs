//! The checks that a change must pass.

use crate::counts::{Counts, Skipped, Told};
use crate::project::Project;
use crate::run::{Failure, Outcome, step};
use crate::setup::TestTools;
use crate::{bundle, figures, licences, reproduce, setup, supply, traces, weight};
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

const QUICK_DIST: &str = "target/quick-dist";
const SCREENSHOTS: &str = "screenshots::";

/// Runs everything, also after a failure, and ends with what was measured and one line that sums it
/// up. A `long` run tries ten times as many cases, and builds the release twice.
pub fn all(project: &Project, long: bool) -> Outcome {
    let start = Instant::now();
    figures::forget(project);
    let tools = setup::for_tests(project)?;
    let lint = |target: &str| {
        let arguments = format!("clippy --quiet --workspace {target} -- -D warnings");
        project.program("cargo").args(&arguments).run()
    };
    let mut sum = Tally::default();
    sum.check("Format", || project.program("cargo").args("fmt --all --check").run());
    sum.check("Lints for the tools and tests", || lint("--all-targets"));
    sum.check("Lints for the browser", || {
        lint("--exclude xtask --exclude test-support --target wasm32-unknown-unknown")
    });
    sum.check("Style sheets", || {
        let lint = project.program("stylelint").args("--config style/stylelint.config.json");
        lint.arg("style/**/*.css").arg("web/editor/*.css").run()
    });
    sum.check("Types of the scripts", || {
        // The page and its service worker have different global objects.
        let check = |rules: &str| project.program("tsc").args("--project").args(rules).run();
        check("web/tsconfig.json").and_then(|()| check("web/tsconfig.worker.json"))
    });
    sum.tests("Tests of the scripts", |told| {
        let node = project.program("node").args("--test --test-reporter=tap");
        let tests = script_tests(project)?;
        tests.into_iter().fold(node, |node, test| node.arg(test)).run_watched(|line| told.read(line))
    });
    let unasked = from_outside(project, &mut sum);
    sum.tests("Host tests", |told| {
        // Not the first failure only: the whole picture.
        let cargo = project.program("cargo").args("test --quiet --workspace --no-fail-fast");
        let cargo = if long { cargo.env("LONG_RUN", "1") } else { cargo };
        cargo.run_watched(|line| told.read(line))
    });
    // The browser tests run on the files that are published, so that the app is built once.
    if sum.check("Release build", || bundle::release(project)) {
        sum.check("Weight of the release", || weight::check(project));
        sum.check("The release has nothing that is there for tests, and no folder of this machine", || {
            traces::none_are_left(project)
        });
        // A program of its own for the tests in which it fails.
        sum.check("Build with fault points", || bundle::quick(project, QUICK_DIST));
        sum.tests("Browser tests", |told| browser_tests(project, &tools, "dist", &[], told));
        if long {
            sum.check("A second build, in another folder, gives the same bytes", || {
                reproduce::with_copy(project)
            });
        }
    }
    figures::print(project);
    for line in unasked {
        println!("{line}");
    }
    println!("\nEverything took {:.0} s.", start.elapsed().as_secs_f64());
    sum.close()
}

/// What comes into the project from outside, alone.
pub fn supply(project: &Project) -> Outcome {
    setup::for_builds(project)?;
    let mut sum = Tally::default();
    for line in from_outside(project, &mut sum) {
        println!("{line}");
    }
    sum.close()
}

/// Gives back what nobody could be asked about.
fn from_outside(project: &Project, sum: &mut Tally) -> Vec<String> {
    let mut unasked = Vec::new();
    sum.check("Licences, sources and versions of crates", || supply::crates(project));
    sum.check("npm's lock file", || supply::npm_lock(project));
    sum.check("Known faults of what we use", || supply::advisories(project, &mut unasked));
    sum.check("The list of licences is up to date", || licences::check(project));
    unasked
}

/// The browser tests whose names hold `filter`, on a build without optimisation.
pub fn browser(project: &Project, filter: &[String]) -> Outcome {
    let tools = setup::for_tests(project)?;
    bundle::quick(project, QUICK_DIST)?;
    let mut sum = Tally::default();
    sum.tests("Browser tests", |told| browser_tests(project, &tools, QUICK_DIST, filter, told));
    sum.close()
}

/// Takes the pictures of the README anew.
pub fn screenshots(project: &Project) -> Outcome {
    let tools = setup::for_tests(project)?;
    bundle::release(project)?;
    let folder = project.file("docs/screenshots");
    fs::create_dir_all(&folder).map_err(|error| format!("docs/screenshots can't be made: {error}."))?;
    let cargo = project.program("cargo").args("test --quiet --test browser -- --ignored").arg(SCREENSHOTS);
    cargo
        .env("APP_DIST", project.file("dist"))
        .env("APP_BROWSER", &tools.chromium)
        .env("APP_SCREENSHOTS", folder)
        .run()
}

fn browser_tests(
    project: &Project,
    tools: &TestTools,
    dist: &str,
    filter: &[String],
    told: &mut Told,
) -> Outcome {
    let cargo = project.program("cargo").args("test --test browser -- --ignored --skip").arg(SCREENSHOTS);
    let cargo = tools.others.iter().fold(cargo, |cargo, (name, tool)| cargo.env(name, tool));
    filter
        .iter()
        .fold(cargo, |cargo, name| cargo.arg(name))
        .env("APP_DIST", project.file(dist))
        .env("APP_FAULTY_DIST", project.file(QUICK_DIST))
        .env("APP_BROWSER", &tools.chromium)
        .env("RUST_BACKTRACE", "0")
        .run_watched(|line| told.read(line))
}

/// Named one by one: what Node.js makes of a folder differs from version to version.
fn script_tests(project: &Project) -> Outcome<Vec<PathBuf>> {
    let folder = project.file("tests/scripts");
    let files = fs::read_dir(&folder).map_err(|error| format!("tests/scripts can't be read: {error}."))?;
    let mut tests: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
    tests.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    tests.sort();
    if tests.is_empty() { Err("tests/scripts holds no tests.".into()) } else { Ok(tests) }
}

/// What passed, failed and was skipped so far, with the reasons.
#[derive(Default)]
struct Tally {
    counts: Counts,
    skipped: Skipped,
    failures: Vec<String>,
}

impl Tally {
    /// A check that counts as one test.
    fn check(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> bool {
        let outcome = step(name, work);
        match &outcome {
            Ok(()) => self.counts.passed += 1,
            Err(failure) => {
                self.counts.failed += 1;
                self.failures.push(format!("{name}: {failure}"));
            }
        }
        outcome.is_ok()
    }

    /// A runner that counts its own tests; one that fails without having counted a failure, as when it does
    /// not compile, counts as one.
    fn tests(&mut self, name: &str, work: impl FnOnce(&mut Told) -> Outcome) {
        let mut told = Told::default();
        let outcome = step(name, || work(&mut told));
        let mut counts = told.close();
        if let Err(failure) = outcome {
            counts.failed = counts.failed.max(1);
            self.failures.push(format!("{name}: {failure}"));
        }
        self.counts += counts;
        self.skipped.extend(told.skipped);
    }

    fn close(self) -> Outcome {
        let Counts { passed, failed } = self.counts;
        for failure in &self.failures {
            println!("{failure}");
        }
        if !self.skipped.is_empty() {
            println!("\nSkipped, in whole or in part, for something is missing here:");
        }
        for (test, missed) in &self.skipped {
            println!("  {test}: {}", missed.iter().map(String::as_str).collect::<Vec<_>>().join(", "));
        }
        println!("\n{} skipped\n{passed} passed, {failed} failed", self.skipped.len());
        if failed == 0 { Ok(()) } else { Err(Failure::already_told()) }
    }
}
