//! Licence texts: which of a package's files are shown, and each text once only.

use super::Shipped;
use crate::project::Project;
use crate::run::Outcome;
use std::fs;
use std::path::Path;

/// How a licence file's name begins.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "UNLICENSE", "NOTICE"];

/// What is in the name of a file that holds the text of that licence.
const MARKS: [(&str, &str); 6] = [
    ("MIT", "MIT"),
    ("APACHE", "Apache-2.0"),
    ("ZLIB", "Zlib"),
    ("0BSD", "0BSD"),
    ("UNLICENSE", "Unlicense"),
    // Of two licences it says only that either may be chosen.
    ("COPYING", "Unlicense"),
];

/// The texts so far.
pub struct Texts {
    all: Vec<String>,
    /// The texts that stand for a package without one: of the licences that the app itself is under.
    standard: [(&'static str, String); 2],
}

impl Texts {
    pub fn of(project: &Project) -> Outcome<Self> {
        let standard = |file| Ok::<_, crate::run::Failure>(tidied(&project.read(file)?));
        Ok(Self {
            all: Vec::new(),
            standard: [("MIT", standard("LICENSE-MIT")?), ("Apache-2.0", standard("LICENSE-APACHE")?)],
        })
    }

    pub fn all(&self) -> &[String] {
        &self.all
    }

    /// All of its own texts: whoever gets it may choose.
    pub fn all_of(&mut self, shipped: &Shipped) -> Vec<usize> {
        shipped.files.iter().map(|(_, text)| self.number(tidied(text))).collect()
    }

    /// Which texts are shown for it.
    pub fn numbers(&mut self, shipped: &Shipped) -> Result<Vec<usize>, String> {
        let choices = choices(&shipped.licence);
        let is_chosen = |file: &str| match licence_of(file) {
            Some(licence) => is_chosen(&choices, licence),
            None => true,
        };
        let files = &shipped.files;
        // Where MIT may be chosen and is not there, what is there is shown.
        let has_chosen = files.iter().any(|(name, _)| is_chosen(name));
        let shown = files.iter().filter(|(name, _)| !has_chosen || is_chosen(name));
        let mut texts: Vec<String> = shown.map(|(_, text)| tidied(text)).collect();
        if texts.is_empty() {
            texts.push(self.standard_text(shipped, &choices)?);
        }
        let mut numbers: Vec<usize> = texts.into_iter().map(|text| self.number(text)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    }

    fn number(&mut self, text: String) -> usize {
        self.all.iter().position(|known| *known == text).unwrap_or_else(|| {
            self.all.push(text);
            self.all.len() - 1
        })
    }

    fn standard_text(&self, shipped: &Shipped, choices: &[Vec<&str>]) -> Result<String, String> {
        let Shipped { name, version, licence, authors, .. } = shipped;
        let known = |one: &&str| self.standard.iter().find(|(licence, _)| licence == one);
        let [choice] = choices else {
            return Err(format!("{name} {version} ({licence}) comes without its licence's text."));
        };
        let found = choice.iter().find_map(known);
        let (_, text) =
            found.ok_or_else(|| format!("{name} {version} ({licence}) comes without its licence's text."))?;
        let owner = if authors.is_empty() { format!("The authors of {name}") } else { authors.clone() };
        Ok(owned_by(text, &owner))
    }
}

/// The licence files in a package's folder, in the order of their names.
pub fn files_of(folder: &Path) -> Outcome<Vec<(String, String)>> {
    let unread = |what: &Path, error| format!("{} can't be read: {error}.", what.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unread(folder, error))? {
        let path = entry.map_err(|error| unread(folder, error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if NAMES.iter().any(|start| name.starts_with(start)) && path.is_file() {
            let text = fs::read_to_string(&path).map_err(|error| unread(&path, error))?;
            files.push((name, text));
        }
    }
    files.sort();
    Ok(files)
}

/// An SPDX expression: one of each of these must be fulfilled.
fn choices(expression: &str) -> Vec<Vec<&str>> {
    let brackets = ['(', ')'];
    let all = expression.split(" AND ").map(|one| one.trim_matches(brackets));
    all.map(|one| one.split(" OR ").map(|licence| licence.trim_matches(brackets)).collect()).collect()
}

/// Where MIT may be chosen, it is: the others' texts need not be there.
fn is_chosen(choices: &[Vec<&str>], licence: &str) -> bool {
    let unchosen = |choice: &Vec<&str>| choice.contains(&"MIT") && choice.contains(&licence);
    licence == "MIT" || !choices.iter().any(unchosen)
}

fn licence_of(file: &str) -> Option<&'static str> {
    MARKS.iter().find(|(mark, _)| file.contains(mark)).map(|(_, licence)| *licence)
}

/// Without what differs between texts that say the same.
fn tidied(text: &str) -> String {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// The text with that owner in place of ours.
fn owned_by(text: &str, owner: &str) -> String {
    let line = |line: &str| match line.starts_with("Copyright ") {
        true => format!("Copyright (c) {owner}"),
        false => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_mit_may_be_chosen_only_its_text_is_shown() {
        let cases = [
            ("MIT OR Apache-2.0", "LICENSE-MIT", true),
            ("MIT OR Apache-2.0", "LICENSE-APACHE", false),
            ("MIT AND Apache-2.0", "LICENSE-APACHE", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", "LICENSE-APACHE", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", "LICENSE-UNICODE", true),
            ("Unlicense OR MIT", "COPYING", false),
            ("0BSD OR MIT OR Apache-2.0", "LICENSE-0BSD", false),
            ("Zlib", "LICENSE-ZLIB.MD", true),
            ("MIT", "LICENSE", true),
        ];
        for (expression, file, expected) in cases {
            let shown = licence_of(file).is_none_or(|licence| is_chosen(&choices(expression), licence));
            assert_eq!(shown, expected, "{file} of {expression}");
        }
    }

    #[test]
    fn a_standard_text_is_not_said_to_be_ours() {
        let made = owned_by("MIT License\n\nCopyright (c) 2026 Us\n\nPermission is", "Ann, Ben");
        assert_eq!(made, "MIT License\n\nCopyright (c) Ann, Ben\n\nPermission is");
    }
}
