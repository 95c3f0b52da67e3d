//! The style sheets: layers instead of force, and no rule that nothing uses.

use std::fs;
use std::path::{Path, PathBuf};

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The style sheets without their comments: path below `style` and rules.
fn sheets() -> Vec<(String, String)> {
    let folder = root().join("style");
    let is_sheet = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "css");
    let sheets = files(&folder).into_iter().filter(is_sheet).map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let rules = text.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest));
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
        (name, rules.collect())
    });
    sheets.collect()
}

/// What is between the braces after `@layer name`.
fn layer<'s>(sheet: &'s str, name: &str) -> Vec<&'s str> {
    let mut found = Vec::new();
    for part in sheet.split(&format!("@layer {name} {{")).skip(1) {
        let mut depth = 1;
        let end = part.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        found.push(part.get(..end.unwrap()).unwrap());
    }
    found
}

#[test]
fn every_sheet_is_loaded_and_has_each_layer_once() {
    let page = fs::read_to_string(root().join("index.html")).unwrap();
    for (name, sheet) in sheets() {
        assert!(page.contains(&format!("href=\"style/{name}\"")), "{name}");
        assert!(sheet.lines().count() <= 250, "{name} is long: split it by subject");
        for of_layer in ["reset", "tokens", "base", "layout", "components", "utilities", "print"] {
            assert!(layer(&sheet, of_layer).len() <= 1, "{name}: {of_layer}");
        }
    }
}

#[test]
fn what_is_hidden_stays_so_by_its_layer_alone() {
    let mut hiding = 0;
    for (name, sheet) in sheets() {
        assert!(!sheet.contains("!important"), "{name}");
        let later = ["utilities", "print"].map(|of_layer| layer(&sheet, of_layer)).concat().concat();
        let words: Vec<&str> = later.split_whitespace().collect();
        hiding += words.join(" ").matches("[hidden] { display: none; }").count();
        for shown in later.split("display:").skip(1) {
            assert!(shown.trim_start().starts_with("none"), "{name} shows what may be hidden: {shown}");
        }
    }
    assert_eq!(hiding, 1);
}

#[test]
fn every_class_of_the_sheets_is_used() {
    let places = ["src", "core/src/html", "web", "index.html"].map(|place| root().join(place));
    let sources =
        places.iter().flat_map(|place| if place.is_dir() { files(place) } else { vec![place.clone()] });
    let used: String = sources.map(|path| fs::read_to_string(path).unwrap_or_default()).collect();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let names: Vec<&str> = used.split(|c| !is_name(c)).collect();
    for (sheet, rules) in sheets() {
        let selectors = rules.split(['{', '}', ';']).filter(|part| !part.contains(": "));
        for class in selectors.flat_map(|selector| selector.split('.').skip(1)) {
            let class = class.split(|c| !is_name(c)).next().unwrap();
            assert!(names.contains(&class), "{sheet}: .{class}");
        }
    }
}
