//! Texts, wordings and ids, and remarks about members.

use serde_json::Value as Json;

use super::Reader;
use crate::json::check::{self, MOST_FINDINGS};
use crate::json::{Expected, JsonPath, Object, Shape};
use crate::template::problem::{Problem, Remark, TemplateNote};
use crate::template::suggest::nearest;
use crate::template::{QuestionId, Text};

/// Of further unknown members it is not asked what was meant.
const MOST_UNKNOWN_MEMBERS: usize = 2_000;

/// Members whose names begin so are the author's own.
const OWN: &str = "x-";

/// What is found out for a template's author. Held as functions, so that a program which only reads templates
/// that are known need not have it.
#[derive(Clone, Copy)]
pub(super) struct ForAuthors {
    note_members: fn(&mut Reader, &Object<'_, '_>, &[&[&str]]),
    meant: fn(&str, &[&str]) -> Option<usize>,
}

impl ForAuthors {
    /// The known name that the author probably meant.
    pub(super) fn meant(self, word: &str, known: &[&str]) -> Option<String> {
        let at = (self.meant)(word, known)?;
        known.get(at).map(|name| (*name).to_owned())
    }
}

pub(super) const FOR_AUTHORS: ForAuthors = ForAuthors { note_members, meant };

/// Which of the known names the word was probably meant to be.
fn meant(word: &str, known: &[&str]) -> Option<usize> {
    let nearest = nearest(word, known.iter().copied())?;
    known.iter().position(|name| *name == nearest)
}

/// Tells of members that are not known, and asks about those that are known nearly.
fn note_members(reader: &mut Reader, object: &Object<'_, '_>, known: &[&[&str]]) {
    let known = || known.iter().flat_map(|names| names.iter().copied());
    let is_foreign = |name: &&String| !name.starts_with(OWN) && !known().any(|known| known == *name);
    for name in object.members.keys().filter(is_foreign) {
        reader.unknown_members += 1;
        let meant = (reader.unknown_members <= MOST_UNKNOWN_MEMBERS)
            .then(|| nearest(name, known().filter(|known| object.get(known).is_none())))
            .flatten();
        let remark = match meant {
            None => Remark::Unknown,
            Some(meant) => {
                if reader.misspelt.len() < MOST_FINDINGS {
                    let missing = object.path.member(meant).to_string();
                    reader.misspelt.push((missing, name.chars().take(80).collect()));
                }
                Remark::Misspelt { meant: meant.to_owned() }
            }
        };
        reader.note(&object.path.member(name), remark);
    }
}

impl Reader {
    /// A member that is text with something in it.
    pub(super) fn some_text(&mut self, object: &Object<'_, '_>, name: &str) -> Option<String> {
        let text = object.text(name, &mut self.findings)?;
        if text.trim().is_empty() {
            self.findings.add(&object.path.member(name), Problem::Blank);
        }
        Some(text.to_owned())
    }

    pub(super) fn required_text(&mut self, object: &Object<'_, '_>, name: &str) -> Option<String> {
        object.require(name, &mut self.findings)?;
        self.some_text(object, name)
    }

    /// A member that is an id, which must be there.
    pub(super) fn id(&mut self, object: &Object<'_, '_>, name: &str) -> Option<QuestionId> {
        object.require(name, &mut self.findings)?;
        let text = object.text(name, &mut self.findings)?;
        let id = QuestionId::new(text);
        if id.is_none() {
            let found = check::snippet(&Json::from(text));
            self.findings.add(&object.path.member(name), Problem::BadId { found });
        }
        id
    }

    /// A wording, where it is there: one text, or one for each language.
    pub(super) fn wording(&mut self, object: &Object<'_, '_>, name: &str) -> Option<Text> {
        self.wording_of(object.get(name)?, &object.path.member(name))
    }

    pub(super) fn required_wording(&mut self, object: &Object<'_, '_>, name: &str) -> Text {
        object.require(name, &mut self.findings);
        self.wording(object, name).unwrap_or_default()
    }

    pub(super) fn wordings(&mut self, object: &Object<'_, '_>, name: &str) -> Vec<Text> {
        let path = object.path.member(name);
        let items = object.items(name, &mut self.findings).iter().enumerate();
        items.filter_map(|(index, item)| self.wording_of(item, &path.item(index))).collect()
    }

    fn wording_of(&mut self, json: &Json, path: &JsonPath<'_>) -> Option<Text> {
        match json {
            Json::String(text) => {
                self.check_not_blank(text, path);
                Some(Text::of(&self.default_language, text))
            }
            Json::Object(wordings) => {
                let mut text = Text::default();
                for (language, wording) in wordings {
                    let path = path.member(language);
                    let Some(wording) = check::text(wording, &path, &mut self.findings) else { continue };
                    self.check_not_blank(wording, &path);
                    if !self.languages.contains(language) && !language.starts_with(OWN) {
                        self.note(&path, Remark::LanguageNotListed);
                    }
                    text.0.insert(language.clone(), wording.to_owned());
                }
                if !wordings.contains_key(&self.default_language) {
                    let language = self.default_language.clone();
                    self.findings.add(path, Problem::NoDefaultWording { language });
                }
                Some(text)
            }
            other => check::wrong(&mut self.findings, path, Expected::Wording, other),
        }
    }

    fn check_not_blank(&mut self, text: &str, path: &JsonPath<'_>) {
        if text.trim().is_empty() {
            self.findings.add(path, Problem::Blank);
        }
    }

    pub(super) fn note(&mut self, path: &JsonPath<'_>, remark: Remark) {
        if self.notes.len() < MOST_FINDINGS {
            self.notes.push(TemplateNote { path: path.to_string(), remark });
        } else {
            self.more_notes += 1;
        }
    }

    /// Tells the author of members that are not known.
    pub(super) fn note_members(&mut self, object: &Object<'_, '_>, known: &[&[&str]]) {
        if let Some(author) = self.author {
            (author.note_members)(self, object, known);
        }
    }

    /// Notes that a shape is missing at `name`, for members that only sometimes must be there.
    pub(super) fn missing(&mut self, object: &Object<'_, '_>, name: &str) {
        self.findings.add(&object.path.member(name), Shape::Missing);
    }
}
