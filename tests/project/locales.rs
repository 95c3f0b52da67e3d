//! The locale files: complete, and with the slots that the program fills.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use submission_core::locale::key;
use submission_core::locale::pseudo::Pseudo;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("locales")
}

fn slots(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(slot, _)| slot).collect()
}

/// Every English string with its name.
fn english() -> impl Iterator<Item = (&'static str, &'static str)> {
    key::ALL.into_iter().map(|key| (key.name(), key.english()))
}

/// Every locale file but the English ones: its name and its strings.
fn translations() -> Vec<(String, BTreeMap<String, String>)> {
    let folders = [folder(), folder().join("test")];
    let files =
        folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path());
    files
        .filter(|path| path.is_file())
        .map(|path| {
            let strings = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            (path.display().to_string(), strings)
        })
        .collect()
}

#[test]
fn every_language_says_everything_with_the_same_slots() {
    for (file, strings) in translations() {
        for (name, text) in english() {
            let translated = strings.get(name).unwrap_or_else(|| panic!("{file} lacks {name}"));
            // The form for one may spell the number out.
            if !name.ends_with(".one") {
                assert_eq!(slots(translated), slots(text), "{file}: {name}");
            }
        }
    }
}

#[test]
fn no_string_is_empty() {
    for (name, text) in english() {
        assert!(!text.trim().is_empty(), "{name}");
    }
}

/// With `UPDATE_PSEUDO_LOCALES` set, the files are written instead.
#[test]
fn the_pseudo_locales_are_made_of_todays_english() {
    for (tag, pseudo) in [("en-XA", Pseudo::Accented), ("ar-XB", Pseudo::Mirrored)] {
        let strings: BTreeMap<_, _> = english().map(|(name, text)| (name, pseudo.write(text))).collect();
        let made = serde_json::to_string_pretty(&strings).unwrap() + "\n";
        let path = folder().join(format!("test/{tag}.json"));
        if std::env::var_os("UPDATE_PSEUDO_LOCALES").is_some() {
            fs::write(&path, made).unwrap();
        } else {
            let committed = fs::read_to_string(&path).unwrap_or_default();
            assert!(committed == made, "{tag}.json is old: run the tests once with UPDATE_PSEUDO_LOCALES=1");
        }
    }
}
