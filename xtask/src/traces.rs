//! What must not stand in anything that is published: the places where tests let the program fail, the
//! languages that are there for tests, and the folders of the machine that built it.

use crate::project::Project;
use crate::run::{Failure, Outcome};
use crate::{neutral, release};
use std::fs;
use std::path::Path;

const FAULT_MARK: &str = "submissionEditorFault";
const TEST_LANGUAGES: [&str; 2] = ["en-XA", "ar-XB"];

/// Looks into every file of `dist/`; compressed copies are made from what is looked at.
pub fn none_are_left(project: &Project) -> Outcome {
    if !project.read("src/browser/fault.rs")?.contains(FAULT_MARK) {
        return Err(format!("{FAULT_MARK} does not stand in src/browser/fault.rs any more.").into());
    }
    let folders: Vec<String> =
        neutral::folders(project)?.iter().map(|folder| format!("{}/", folder.display())).collect();
    let mut programs = 0;
    for file in release::assets(project)? {
        let bytes = fs::read(&file).map_err(|error| format!("{} can't be read: {error}.", file.display()))?;
        let is_program = file.extension().is_some_and(|extension| extension == "wasm");
        if is_program {
            programs += 1;
            if holds(&bytes, FAULT_MARK) {
                return Err(format!("{} has fault points.", file.display()).into());
            }
        }
        let mut languages = TEST_LANGUAGES.iter();
        if let Some(tag) = languages.find(|tag| {
            holds(&bytes, tag) || file.file_name().is_some_and(|name| name == format!("{tag}.json").as_str())
        }) {
            return Err(
                format!("{} has the language {tag}, which is there for tests.", file.display()).into()
            );
        }
        if let Some(folder) = folders.iter().find(|folder| holds(&bytes, folder)) {
            return Err(names(&file, folder));
        }
    }
    if programs < 2 { Err("dist does not hold both programs.".into()) } else { Ok(()) }
}

fn names(file: &Path, folder: &str) -> Failure {
    format!(
        "{} names {folder}, a folder of this machine. The compiler's names for folders are in \
         xtask/src/neutral.rs.",
        file.display()
    )
    .into()
}

/// Whether the text stands anywhere in the bytes.
fn holds(bytes: &[u8], text: &str) -> bool {
    let Some((first, rest)) = text.as_bytes().split_first() else { return true };
    let mut places = bytes.iter().enumerate().filter(|(_, byte)| *byte == first);
    places.any(|(place, _)| bytes.get(place + 1..).is_some_and(|after| after.starts_with(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_anywhere() {
        let cases =
            [("abc", "abc", true), ("aabc", "abc", true), ("ab", "abc", false), ("xbc", "abc", false)];
        for (bytes, text, expected) in cases {
            assert_eq!(holds(bytes.as_bytes(), text), expected, "{text} in {bytes}");
        }
    }
}
