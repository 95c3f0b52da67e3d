//! What the program and the plain scripts (`web/`) must say alike: names of records, addresses, and the members,
//! events and attributes by which they find each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use submission_core::draft::{AnswerId, DraftId};
use submission_core::route::Route;
use submission_core::store::{Key, PREFIX, TextId, Version, is_history};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files with one of these endings below a folder, as one text.
fn texts(folder: &str, ending: &str) -> String {
    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }
    let mut files = files(&root().join(folder));
    files.retain(|path| path.extension().is_some_and(|found| found == ending));
    files.sort();
    files.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The program and the page that it runs in, with the element that Trunk writes into it.
fn program() -> String {
    let page = ["index.html", "Trunk.toml"].map(|name| fs::read_to_string(root().join(name)).unwrap());
    texts("src", "rs") + &texts("core/src", "rs") + &texts("xtask/src/release", "rs") + &page.concat()
}

/// The scripts without their comments, which name what they like.
fn scripts() -> String {
    let is_comment =
        |line: &&str| ["//", "/*", "* ", "*/"].iter().any(|start| line.trim_start().starts_with(start));
    texts("web", "js").lines().filter(|line| !is_comment(line)).map(|line| format!("{line}\n")).collect()
}

/// The words that follow a mark, as far as names go.
fn names<'t>(text: &'t str, mark: &str) -> BTreeSet<&'t str> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let names = text.split(mark).skip(1);
    names.filter_map(|rest| rest.split(|c| !is_of_name(c)).next()).filter(|name| !name.is_empty()).collect()
}

const DRAFT: &str = "a1";

fn draft() -> DraftId {
    DraftId::new(DRAFT).unwrap()
}

/// The kinds of records that scripts have to do with, as the program writes them into keys.
fn kinds() -> BTreeSet<String> {
    let version = || Version::parse("abcdefgh.7").unwrap();
    let keys = [
        Key::Header(draft()),
        Key::Template("0123".to_owned(), version()),
        Key::Bin(draft()),
        Key::Erased(draft()),
        Key::Unfinished(draft()),
        Key::Reserve,
        Key::Emergency("1-x".to_owned()),
    ];
    keys.map(|key| key.to_string().strip_prefix(PREFIX).unwrap().split('/').next().unwrap().to_owned()).into()
}

/// Each script for itself writes what keys begin with: one module for all of them would be a file more
/// that the form waits for, since scripts that come late need it too.
#[test]
fn the_scripts_name_records_as_the_program_does() {
    let scripts = scripts().replace("\\/", "/");
    // All of them, whatever the number.
    let (ours, number) = PREFIX.trim_end_matches('/').rsplit_once('/').unwrap();
    let mut found = BTreeSet::new();
    let mark = format!("{ours}/");
    for rest in scripts.split(&mark).skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        let after = rest.strip_prefix(number).and_then(|rest| rest.strip_prefix('/'));
        found.insert(after.unwrap_or_else(|| panic!("not the program's prefix: {rest:.40}")));
    }
    found.extend(scripts.split("${PREFIX}").skip(1));
    let mut kinds_found = BTreeSet::new();
    for rest in found {
        let ends = |c: char| !(c.is_ascii_lowercase() || "(?:|)".contains(c));
        let named = rest.split(ends).next().unwrap().trim_start_matches("(?:").trim_matches(['(', ')']);
        kinds_found.extend(named.split('|').filter(|kind| !kind.is_empty()));
    }
    for rest in scripts.split("kind === \"").skip(1) {
        kinds_found.extend(rest.split('"').next());
    }
    for list in scripts.split("[\"draft\", ").skip(1) {
        kinds_found.extend(names(list.split(']').next().unwrap(), " \""));
        kinds_found.extend(list.trim_start_matches('"').split('"').next());
    }
    // Locks, and the channel of the tabs: the scripts' own.
    for own in ["tabs", "files"] {
        assert!(kinds_found.remove(own), "{own}");
    }
    let kinds = kinds();
    assert_eq!(kinds_found, kinds.iter().map(String::as_str).collect());
}

/// Scripts take keys and addresses apart at their slashes.
#[test]
fn the_parts_of_keys_and_addresses_stand_where_the_scripts_look() {
    let version = || Version::parse("abcdefgh.7").unwrap();
    let answer = TextId::Answer(AnswerId::parse("II.a/C5/text").unwrap());
    let part =
        |key: &str, at: usize| key.strip_prefix(PREFIX).unwrap().split('/').nth(at).unwrap().to_owned();
    // `subject` in watchdog.js, `drafts` in records.js.
    let key = Key::Text(draft(), answer, version()).to_string();
    assert_eq!([0, 1, 2, 3].map(|at| part(&key, at)), ["draft", DRAFT, "answer", "II.a%2FC5%2Ftext"]);
    let key = Key::Text(draft(), TextId::Title, version()).to_string();
    assert_eq!([0, 1, 2].map(|at| part(&key, at)), ["draft", DRAFT, "title"]);
    // Where there is more than this it is not Start; the draft of another address is after its second slash.
    assert_eq!(Route::Start.to_string(), "#/");
    for route in
        [Route::Write(draft(), None), Route::Review(draft()), Route::Export(draft()), Route::History(draft())]
    {
        assert_eq!(route.to_string().split('/').nth(2), Some(DRAFT), "{route}");
    }
    // The kinds that mirror.js leaves for later are those of the past.
    let mirror = fs::read_to_string(root().join("web/mirror.js")).unwrap();
    let kinds = mirror.split("/\\/(").nth(1).and_then(|rest| rest.split(")\\//").next()).unwrap();
    for kind in kinds.split('|') {
        assert!(is_history(&format!("{}/{kind}/x", Key::Header(draft()))), "{kind}");
    }
}

#[test]
fn every_member_of_the_global_object_is_described() {
    let described = fs::read_to_string(root().join("web/globals.d.ts")).unwrap();
    let described: BTreeSet<_> = names(&described, "declare var submissionEditor");
    let (program, scripts) = (texts("src", "rs"), scripts());
    let of_program = names(&program, "\"submissionEditor");
    let of_scripts = names(&scripts, "submissionEditor");
    let used: BTreeSet<_> = of_program.union(&of_scripts).copied().collect();
    assert_eq!(described, used);
}

/// What stands in a description between the beginning of a part and its end.
fn part<'t>(described: &'t str, begin: &str, end: &str) -> &'t str {
    let rest = described.split(begin).nth(1).unwrap_or_else(|| panic!("there is no {begin}"));
    rest.split(end).next().unwrap()
}

/// The members of an interface, or of what stands in one, that are indented so far.
fn members(described: &str, indent: usize) -> BTreeSet<String> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric();
    let lines = described.lines().filter_map(|line| line.strip_prefix(&" ".repeat(indent)));
    let lines = lines.filter(|line| line.starts_with(is_of_name));
    lines.map(|line| line.split(|c| !is_of_name(c)).next().unwrap().to_owned()).collect()
}

/// What the program calls of a type of the scripts', by the names that it has there.
fn called(program: &str, of: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut attribute = "";
    for line in program.lines().map(str::trim) {
        if line.starts_with("#[wasm_bindgen(") {
            attribute = line;
        }
        let mark = format!("(this: &{of}");
        let Some((before, _)) = line.split_once(&mark).filter(|(_, rest)| rest.starts_with([',', ')']))
        else {
            continue;
        };
        let name = before.rsplit(' ').next().unwrap();
        let given = attribute.split("js_name = ").nth(1).and_then(|rest| rest.split([',', ')']).next());
        found.insert(given.unwrap_or_else(|| name.strip_prefix("set_").unwrap_or(name)).to_owned());
    }
    found
}

#[test]
fn what_program_and_scripts_do_for_each_other_is_described() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let described = read("web/globals.d.ts");
    let interface = |name: &str| part(&described, &format!("interface {name} {{"), "\n}");
    let program = read("src/browser/scripts.rs") + &read("src/browser/draft_files.rs");

    let mut scripts = members(interface("Scripts"), 2);
    // The program is handed it when it asks for its lazy part.
    assert!(scripts.remove("late"));
    assert_eq!(called(&program, "Scripts"), scripts);
    assert_eq!(called(&program, "Mirror"), members(part(interface("Scripts"), "mirror: {", "};"), 4));
    assert_eq!(called(&program, "Late"), members(interface("Late"), 2));
    assert_eq!(called(&program, "Worker"), members(interface("WorkerHandle"), 2));
    let exports = read("src/exports.rs");
    let exported = names(&exports, "js_name = ").into_iter().filter(|name| *name != "beginWork");
    assert_eq!(exported.map(str::to_owned).collect::<BTreeSet<_>>(), members(interface("Program"), 2));

    let (storage, handles) = (read("web/storage.js"), read("web/handles.js"));
    let place = part(&storage, "export {", "}");
    for name in called(&program, "Place") {
        assert!(place.contains(&name), "storage.js gives no {name}");
    }
    let functions =
        names(&handles, "export const ").into_iter().chain(names(&handles, "export async function "));
    let functions: BTreeSet<_> = functions.collect();
    for name in called(&program, "DraftFiles") {
        assert!(functions.contains(name.as_str()), "handles.js gives no {name}");
    }
    for name in names(&program, "member(\"") {
        assert!(handles.contains(&format!("[{name}] ")), "{name} is no member of DraftFile");
    }
}

/// What the program asks of the fields that are written in.
#[test]
fn every_function_of_fields_that_the_program_calls_is_there() {
    let program = fs::read_to_string(root().join("src/browser/fields.rs")).unwrap();
    let script = fs::read_to_string(root().join("web/fields.js")).unwrap();
    let offered = script.split("submissionEditorFields = {").nth(1).unwrap().split('}').next().unwrap();
    let offered: BTreeSet<_> = offered.split(',').map(str::trim).collect();
    let called = names(&program, "js_name = ");
    assert!(called.len() > 3 && called.is_subset(&offered), "{called:?} of {offered:?}");
}

/// Attributes and ids by which scripts find what the program or the page has drawn.
#[test]
fn what_the_scripts_look_for_is_drawn_by_the_program() {
    let (program, scripts) = (program(), scripts());
    let mut wanted: BTreeSet<String> =
        names(&scripts, "[data-").into_iter().map(|name| format!("data-{name}")).collect();
    wanted.extend(names(&scripts, "getElementById(\"").into_iter().map(|id| format!("id=\"{id}\"")));
    wanted.extend(names(&scripts, "dataset.").into_iter().map(|name| format!("data-{name}")));
    assert!(wanted.len() > 20, "{wanted:?}");
    // Marks that scripts set for themselves.
    wanted.remove("data-frozen");
    for name in wanted {
        assert!(program.contains(&name), "{name} is drawn by nothing");
    }
}

/// Calls are calls. What is put into a field for the writer is told as the browser tells of typing, and no more.
#[test]
fn no_event_is_made_where_a_call_would_do() {
    let known = ["blur", "focusout", "change"];
    for event in names(&scripts(), "Event(\"") {
        assert!(known.contains(&event), "{event}");
    }
}
