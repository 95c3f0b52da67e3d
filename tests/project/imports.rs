//! Which module may import from which: from one that stands on a lower level, and from no other. So there is no
//! circle of modules.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the core, from the bottom. Those of one level know nothing of each other.
const CORE: &[&[&str]] = &[
    &["collections", "time"],
    &["locale"],
    &["json", "richtext"],
    &["paste", "template"],
    &["draft"],
    &["checks", "document", "exchange", "history", "route"],
    &["html", "store"],
    &["copies", "work"],
];

/// The modules of the page, from the bottom.
const PAGE: &[&[&str]] = &[
    &["browser"],
    &["element", "worker"],
    &["state"],
    &["lazy"],
    &["components"],
    &["screens"],
    &["app", "later"],
    &["exports"],
];

/// What imports from above all the same, and why.
const UPWARD: &[(&str, &str, &str)] = &[
    ("lazy", "later", "the line of the cut: the lazy part is called from here, and from nowhere else"),
    (
        "state/later",
        "lazy",
        "holds the lazy part once it is there; what that can do is said in terms of state",
    ),
    ("state/undo", "components", "draws its own notice, which has a button"),
];

/// A module: its path below the root of its crate, and its source without comments and tests.
struct Module {
    path: Vec<String>,
    text: String,
}

fn modules(folder: &str) -> Vec<Module> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<Module> = Vec::new();
    let mut open: Vec<PathBuf> = vec![root.clone()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = without_comments_and_tests(&fs::read_to_string(&path).unwrap());
            let name = path.strip_prefix(&root).unwrap().with_extension("");
            let path = name.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            found.push(Module { path, text });
        }
    }
    found.retain(|module| !matches!(module.path[0].as_str(), "lib" | "main"));
    found
}

fn without_comments_and_tests(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = source.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The name with which a path goes on.
fn name(path: &str) -> &str {
    path.split(|letter| !is_of_name(letter)).next().unwrap()
}

/// What follows a path: the name, or all names between the braces.
fn names(path: &str) -> Vec<&str> {
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut found, mut begin) = (0, Vec::new(), true);
    for (at, letter) in group.char_indices() {
        match letter {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => begin = true,
            _ if begin && is_of_name(letter) => {
                found.push(name(&group[at..]));
                begin = false;
            }
            _ => {}
        }
    }
    found
}

impl Module {
    /// The names at the top of its crate that it imports or names by their path.
    fn imports(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (at, _) in self.text.match_indices("crate::") {
            if !self.text[..at].ends_with(is_of_name) {
                found.extend(names(&self.text[at + "crate::".len()..]));
            }
        }
        for (at, _) in self.text.match_indices("super::") {
            if self.text[..at].ends_with("super::") {
                continue;
            }
            let (mut path, mut above) = (&self.text[at..], self.path.len());
            while let Some(rest) = path.strip_prefix("super::") {
                (path, above) = (rest, above.saturating_sub(1));
            }
            if above == 0 {
                found.extend(names(path));
            }
        }
        found.into_iter().map(str::to_owned).collect()
    }
}

fn level(levels: &[&[&str]], module: &str) -> Option<usize> {
    levels.iter().position(|level| level.contains(&module))
}

/// Every import that goes to the same level or up, as the module, what it imports from, and in one line.
fn upward(folder: &str, levels: &[&[&str]]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for module in modules(folder) {
        let top = module.path[0].as_str();
        let own = level(levels, top).unwrap_or_else(|| panic!("{folder}/{top} stands on no level"));
        for import in module.imports().into_iter().filter(|import| import != top) {
            if level(levels, &import).is_some_and(|imported| imported >= own) {
                found.push((module.path.join("/"), import));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn in_the_core_every_import_goes_down() {
    assert_eq!(upward("core/src", CORE), []);
}

#[test]
fn on_the_page_every_import_goes_down_but_those_that_are_named() {
    let found = upward("src", PAGE);
    let named: Vec<(String, String)> =
        UPWARD.iter().map(|(from, to, _)| ((*from).to_owned(), (*to).to_owned())).collect();
    assert_eq!(found, named);
}

/// A second store would be another writer, with a queue of its own to the mirror.
#[test]
fn the_page_makes_one_store() {
    let made = |module: &Module| module.text.matches("Store::new(").count();
    let makers: Vec<(String, usize)> = modules("src")
        .iter()
        .map(|module| (module.path.join("/"), made(module)))
        .filter(|(_, made)| *made > 0)
        .collect();
    assert_eq!(makers, [("state/services".to_owned(), 1)]);
}

#[test]
fn every_module_stands_on_one_level() {
    for (folder, levels) in [("core/src", CORE), ("src", PAGE)] {
        let there: BTreeSet<String> =
            modules(folder).into_iter().map(|module| module.path[0].clone()).collect();
        let mut named: Vec<&str> = levels.iter().flat_map(|level| level.iter().copied()).collect();
        named.sort_unstable();
        assert_eq!(there.iter().map(String::as_str).collect::<Vec<_>>(), named);
    }
}

#[test]
fn imports_are_found_however_they_are_written() {
    let module = |path: &[&str], text: &str| Module {
        path: path.iter().map(|part| (*part).to_owned()).collect(),
        text: without_comments_and_tests(text),
    };
    for (path, text, expected) in [
        (&["store", "key"][..], "use crate::draft::{AnswerId, DraftId};", &["draft"][..]),
        (
            &["store", "key"],
            "use crate::{json::{self, Object}, locale::key, time};",
            &["json", "locale", "time"],
        ),
        (&["store", "key"], "use super::super::draft; use super::record;", &["draft"]),
        (&["store"], "use super::{draft, json};", &["draft", "json"]),
        (&["a", "b", "c"], "fn f() -> super::super::super::x::Y { crate::z::w() }", &["x", "z"]),
        (&["a"], "// use crate::b;\nuse submission_core::c;\n#[cfg(test)]\nmod tests { use crate::d; }", &[]),
    ] {
        let found = module(path, text).imports();
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{text}");
    }
}
