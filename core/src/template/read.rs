//! From a JSON value to a template: everything that is wrong with it, each with its path.

mod cross;
mod field;
mod list;
mod node;
mod text;

use crate::collections::SortedMap;
use std::fmt::Write as _;

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::problem::{Problem, Remark, TemplateError, TemplateNote};
use super::{Call, Cover, CoverLine, ExportProfile, Language, OptionList, Template, Text};
use crate::json::{self, check};
use crate::json::{Findings, JsonPath, Object, Shape};

/// The newest format of template files that this version reads.
pub const FORMAT: u32 = 1;

/// Options of all questions together; a list counts once for each question that offers it.
const MOST_OPTIONS: usize = 200_000;

/// The same for what comes from a file. Each is a box or a line of a menu on the page, which has to
/// stay quick; all 7,900 languages of ISO 639-3, offered once, are within it.
const MOST_SHOWN_OPTIONS: usize = 20_000;

/// A template that was read without a fault, with remarks for its author.
#[derive(Clone, PartialEq, Debug)]
pub struct Checked {
    /// The template.
    pub template: Template,
    /// What may not be meant as it was read.
    pub notes: Vec<TemplateNote>,
}

/// Reads a template; all that is wrong with it where it cannot be used.
pub fn read(source: Json) -> Result<Checked, Vec<TemplateError>> {
    read_with(source, JsonPath::ROOT, MOST_OPTIONS, Some(text::FOR_AUTHORS))
}

/// Reads a template that was read before, such as that of a stored draft: nobody asks what its author may have
/// meant.
pub fn read_known(source: Json) -> Result<Template, Vec<TemplateError>> {
    read_with(source, JsonPath::ROOT, MOST_OPTIONS, None).map(|checked| checked.template)
}

/// Reads the template of a file, at `path` in it: one that the page can show.
pub fn read_file(source: Json, path: JsonPath<'_>) -> Result<Checked, Vec<TemplateError>> {
    read_with(source, path, MOST_SHOWN_OPTIONS, Some(text::FOR_AUTHORS))
}

fn read_with(
    source: Json,
    path: JsonPath<'_>,
    most_options: usize,
    author: Option<text::ForAuthors>,
) -> Result<Checked, Vec<TemplateError>> {
    let mut reader = Reader { most_options, author, ..Reader::default() };
    let template = match &source {
        // A draft file must have room for it one level further in.
        Json::Object(_) if json::depth(&source) >= json::MOST_DEPTH => {
            reader.findings.add(&path, Problem::Nested { most: json::MOST_DEPTH - 1 });
            None
        }
        Json::Object(members) => reader.template(Object { members, path }),
        _ => {
            reader.findings.add(&path, Problem::NotAnObject);
            None
        }
    };
    match template {
        Some(template) if reader.findings.found.is_empty() => {
            let template = Template { digest: digest(&source), source, ..template };
            if reader.more_notes > 0 {
                let (path, count) = (String::new(), reader.more_notes);
                reader.notes.push(TemplateNote { path, remark: Remark::More { count } });
            }
            Ok(Checked { template, notes: reader.notes })
        }
        _ => Err(reader.errors(path)),
    }
}

/// SHA-256 of the value's shortest spelling, in lower-case hexadecimal.
pub fn digest(source: &Json) -> String {
    let mut hexadecimal = String::with_capacity(64);
    for byte in Sha256::digest(source.to_string()) {
        // Writing to a string cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
}

/// What is known while a template is being read.
#[derive(Default)]
struct Reader {
    findings: Findings<Problem>,
    notes: Vec<TemplateNote>,
    /// Notes that are not listed, for there are enough.
    more_notes: usize,
    /// Misspelt members: where they should stand, and how they are spelt.
    misspelt: Vec<(String, String)>,
    languages: Vec<Language>,
    default_language: Language,
    lists: SortedMap<String, OptionList>,
    /// Where each node stands, by its id.
    paths: SortedMap<String, String>,
    /// Names of questions and options, looked up when all are known.
    references: Vec<cross::Reference>,
    nodes: usize,
    options: usize,
    most_options: usize,
    conditions: usize,
    unknown_members: usize,
    /// What is looked at for the template's author alone.
    author: Option<text::ForAuthors>,
}

const MEMBERS: [&str; 13] = [
    "$schema",
    "format",
    "id",
    "version",
    "languages",
    "defaultLanguage",
    "title",
    "call",
    "cover",
    "heading",
    "respondent",
    "sections",
    "lists",
];

impl Reader {
    /// The template as far as it can be read; not to be used where there are findings.
    fn template(&mut self, object: Object<'_, '_>) -> Option<Template> {
        if !self.format(&object) {
            return None;
        }
        self.note_members(&object, &[&MEMBERS, &["export"]]);
        self.read_languages(&object);
        let id = self.id(&object, "id").map(|id| id.to_string()).unwrap_or_default();
        let version = self.required_text(&object, "version").unwrap_or_default();
        let title = self.required_wording(&object, "title");
        let call = self.call(&object);
        let cover = self.cover(&object);
        let heading = self.wordings(&object, "heading");
        self.read_lists(&object);
        let respondent = self.respondent(&object);
        let sections = self.sections(&object);
        let export = self.export(&object, &cover);
        let template = Template {
            id,
            version,
            digest: String::new(),
            languages: std::mem::take(&mut self.languages),
            default_language: std::mem::take(&mut self.default_language),
            title,
            call,
            cover,
            heading,
            respondent,
            sections,
            lists: std::mem::take(&mut self.lists),
            export,
            source: Json::Null,
        };
        self.check_names(&template);
        self.check_slots(&template.cover, &template.respondent, object.path);
        Some(template)
    }

    /// The findings as a list for the template's author.
    fn errors(self, path: JsonPath<'_>) -> Vec<TemplateError> {
        let Self { findings: Findings { found, more }, misspelt, .. } = self;
        let explained = |path: String, problem| {
            let spelt = misspelt.iter().find(|(missing, _)| *missing == path);
            let problem = match (problem, spelt) {
                (Problem::Shape(Shape::Missing), Some((_, found))) => {
                    Problem::Misspelt { found: found.clone() }
                }
                (problem, _) => problem,
            };
            TemplateError { path, problem }
        };
        let mut errors: Vec<_> = found.into_iter().map(|(path, problem)| explained(path, problem)).collect();
        if more > 0 {
            errors.push(TemplateError { path: path.to_string(), problem: Problem::More { count: more } });
        }
        errors
    }

    /// Whether the file is of a format that can be read on.
    fn format(&mut self, object: &Object<'_, '_>) -> bool {
        let Some(format) = object.require("format", &mut self.findings) else { return false };
        let found = check::snippet(format);
        let problem = match format.as_u64() {
            Some(number) if number == u64::from(FORMAT) => return true,
            Some(number) if number > u64::from(FORMAT) => Problem::NewerFormat { found },
            _ => Problem::WrongFormat { found },
        };
        self.findings.add(&object.path.member("format"), problem);
        false
    }

    fn read_languages(&mut self, object: &Object<'_, '_>) {
        let path = object.path.member("languages");
        if object.require("languages", &mut self.findings).is_none() {
            return;
        }
        for (index, item) in object.items("languages", &mut self.findings).iter().enumerate() {
            let path = path.item(index);
            let Some(tag) = check::text(item, &path, &mut self.findings) else { continue };
            if !is_language(tag) {
                self.findings.add(&path, Problem::BadLanguage { found: check::snippet(item) });
            } else if !self.languages.iter().any(|language| language == tag) {
                self.languages.push(tag.to_owned());
            }
        }
        let first = self.languages.first().cloned();
        if first.is_none() {
            self.findings.add(&path, Problem::NothingListed);
        }
        let default = object.text("defaultLanguage", &mut self.findings).map(str::to_owned);
        if let Some(language) = default.clone().filter(|default| !self.languages.contains(default)) {
            self.findings.add(&object.path.member("defaultLanguage"), Problem::DefaultNotListed { language });
        }
        // A default that is not listed would make every wording of the template a fault.
        let listed = default.filter(|default| self.languages.contains(default));
        self.default_language = listed.or(first).unwrap_or_default();
    }

    fn call(&mut self, object: &Object<'_, '_>) -> Call {
        let path = object.path.member("call");
        let Some(call) = object.object("call", path, &mut self.findings) else { return Call::default() };
        self.note_members(&call, &[&["body", "session", "placeAndDates", "mandate", "deadline", "deliver"]]);
        Call {
            body: self.wording(&call, "body"),
            session: self.wording(&call, "session"),
            place_and_dates: self.wording(&call, "placeAndDates"),
            mandate: self.some_text(&call, "mandate"),
            deadline: self.some_text(&call, "deadline"),
            deliver: self.wording(&call, "deliver"),
        }
    }

    fn cover(&mut self, object: &Object<'_, '_>) -> Cover {
        let path = object.path.member("cover");
        let Some(cover) = object.object("cover", path, &mut self.findings) else { return Cover::default() };
        self.note_members(&cover, &[&["lines", "purpose", "disclaimer"]]);
        let lines_path = cover.path.member("lines");
        let mut lines = Vec::new();
        for (index, item) in cover.items("lines", &mut self.findings).iter().enumerate() {
            let Some(line) = Object::read(item, lines_path.item(index), &mut self.findings) else {
                continue;
            };
            self.note_members(&line, &[&["text", "strong"]]);
            lines.push(CoverLine {
                text: self.required_wording(&line, "text"),
                strong: line.flag("strong", &mut self.findings).unwrap_or(false),
            });
        }
        Cover {
            lines,
            purpose: self.wording(&cover, "purpose"),
            disclaimer: self.wording(&cover, "disclaimer"),
        }
    }

    fn export(&mut self, object: &Object<'_, '_>, cover: &Cover) -> ExportProfile {
        let mut export = ExportProfile {
            not_applicable: Text::of(&self.default_language, "N/A."),
            cover: *cover != Cover::default(),
            unanswered: true,
            footnotes: true,
        };
        let path = object.path.member("export");
        if let Some(profile) = object.object("export", path, &mut self.findings) {
            self.note_members(&profile, &[&["notApplicable", "cover", "unanswered", "footnotes"]]);
            if let Some(wording) = self.wording(&profile, "notApplicable") {
                export.not_applicable = wording;
            }
            for (name, flag) in [
                ("cover", &mut export.cover),
                ("unanswered", &mut export.unanswered),
                ("footnotes", &mut export.footnotes),
            ] {
                *flag = profile.flag(name, &mut self.findings).unwrap_or(*flag);
            }
        }
        export
    }
}

/// Whether `tag` has the form of a BCP 47 language tag.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let letters = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let further =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    parts.next().is_some_and(letters) && parts.all(further)
}
