//! Checked reading of a JSON value: finds all that is wrong instead of stopping at the first.

use serde_json::{Map, Value as Json};

use super::JsonPath;
use crate::locale::{Key, Message, key};

/// A value that is not there or has the wrong shape.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A member is not there.
    Missing,
    /// Another shape must stand here.
    Expected {
        /// The shape that must stand here.
        expected: Expected,
        /// What stands here, in brief.
        found: String,
    },
}

/// The shape of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// An object.
    Object,
    /// An array.
    Array,
    /// A string.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number that fits 32 bits.
    Count,
    /// A string, or an object with a string for each language.
    Wording,
}

impl Shape {
    /// The shape problem at `path` as a sentence.
    pub fn message(&self, path: &str) -> Message {
        match self {
            Self::Missing => Message::new(key::JSON_MISSING),
            Self::Expected { expected, found } => Message::new(expected.key()).with("found", found),
        }
        .with("place", path)
    }
}

impl Expected {
    fn key(self) -> Key {
        match self {
            Self::Object => key::JSON_EXPECTED_OBJECT,
            Self::Array => key::JSON_EXPECTED_ARRAY,
            Self::Text => key::JSON_EXPECTED_TEXT,
            Self::Flag => key::JSON_EXPECTED_FLAG,
            Self::Count => key::JSON_EXPECTED_COUNT,
            Self::Wording => key::JSON_EXPECTED_WORDING,
        }
    }
}

/// Everything that was found wrong so far, each with its path.
#[derive(Debug)]
pub struct Findings<P> {
    /// The first [`MOST_FINDINGS`] findings.
    pub found: Vec<(String, P)>,
    /// How many more there are.
    pub more: usize,
}

/// Nobody reads a longer list; a file of another kind could make it endless.
pub const MOST_FINDINGS: usize = 100;

impl<P> Default for Findings<P> {
    fn default() -> Self {
        Self { found: Vec::new(), more: 0 }
    }
}

impl<P> Findings<P> {
    /// Adds a finding.
    pub fn add(&mut self, path: &impl ToString, problem: impl Into<P>) {
        self.add_with(path, || problem.into());
    }

    /// Adds a finding that is dear to make, such as one with a suggestion.
    pub fn add_with(&mut self, path: &impl ToString, problem: impl FnOnce() -> P) {
        if self.found.len() < MOST_FINDINGS {
            self.found.push((path.to_string(), problem()));
        } else {
            self.more += 1;
        }
    }
}

/// An object that is being read, with its path.
#[derive(Clone, Copy, Debug)]
pub struct Object<'j, 'p> {
    /// Its members.
    pub members: &'j Map<String, Json>,
    /// Where it stands.
    pub path: JsonPath<'p>,
}

impl<'j, 'p> Object<'j, 'p> {
    /// `json` as an object.
    pub fn read<P: From<Shape>>(
        json: &'j Json,
        path: JsonPath<'p>,
        findings: &mut Findings<P>,
    ) -> Option<Self> {
        match json {
            Json::Object(members) => Some(Self { members, path }),
            other => wrong(findings, &path, Expected::Object, other),
        }
    }

    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&'j Json> {
        self.members.get(name)
    }

    /// The member of that name, which must be there.
    pub fn require<P: From<Shape>>(&self, name: &str, findings: &mut Findings<P>) -> Option<&'j Json> {
        let member = self.get(name);
        if member.is_none() {
            findings.add(&self.path.member(name), Shape::Missing);
        }
        member
    }

    /// A member that is text, where it is there.
    pub fn text<P: From<Shape>>(&self, name: &str, findings: &mut Findings<P>) -> Option<&'j str> {
        text(self.get(name)?, &self.path.member(name), findings)
    }

    /// A member that is `true` or `false`, where it is there.
    pub fn flag<P: From<Shape>>(&self, name: &str, findings: &mut Findings<P>) -> Option<bool> {
        match self.get(name)? {
            Json::Bool(flag) => Some(*flag),
            other => wrong(findings, &self.path.member(name), Expected::Flag, other),
        }
    }

    /// A member that is a whole number, where it is there.
    pub fn count<P: From<Shape>>(&self, name: &str, findings: &mut Findings<P>) -> Option<u32> {
        let member = self.get(name)?;
        let count = member.as_u64().and_then(|count| u32::try_from(count).ok());
        count.or_else(|| wrong(findings, &self.path.member(name), Expected::Count, member))
    }

    /// The items of a member that is an array; none where it is not there.
    pub fn items<P: From<Shape>>(&self, name: &str, findings: &mut Findings<P>) -> &'j [Json] {
        self.get(name).and_then(|member| array(member, &self.path.member(name), findings)).unwrap_or_default()
    }

    /// A member that is an object, where it is there. `path` is that of the member.
    pub fn object<'q, P: From<Shape>>(
        &self,
        name: &str,
        path: JsonPath<'q>,
        findings: &mut Findings<P>,
    ) -> Option<Object<'j, 'q>> {
        Object::read(self.get(name)?, path, findings)
    }
}

/// `json` as text.
pub fn text<'j, P: From<Shape>>(
    json: &'j Json,
    path: &JsonPath<'_>,
    findings: &mut Findings<P>,
) -> Option<&'j str> {
    match json {
        Json::String(text) => Some(text),
        other => wrong(findings, path, Expected::Text, other),
    }
}

/// `json` as an array.
pub fn array<'j, P: From<Shape>>(
    json: &'j Json,
    path: &JsonPath<'_>,
    findings: &mut Findings<P>,
) -> Option<&'j [Json]> {
    match json {
        Json::Array(items) => Some(items),
        other => wrong(findings, path, Expected::Array, other),
    }
}

/// Notes that `found` has the wrong shape.
pub fn wrong<T, P: From<Shape>>(
    findings: &mut Findings<P>,
    path: &JsonPath<'_>,
    expected: Expected,
    found: &Json,
) -> Option<T> {
    findings.add_with(path, || Shape::Expected { expected, found: snippet(found) }.into());
    None
}

/// A value in brief, as it would be written in a file.
pub fn snippet(json: &Json) -> String {
    match json {
        Json::Object(members) if !members.is_empty() => "{…}".to_owned(),
        Json::Array(items) if !items.is_empty() => "[…]".to_owned(),
        Json::String(text) => {
            let shown: String = text.chars().take(MOST_SHOWN).collect();
            let more = if shown.len() < text.len() { "…" } else { "" };
            Json::String(shown + more).to_string()
        }
        other => other.to_string().chars().take(MOST_SHOWN).collect(),
    }
}

/// Characters of a foreign text that are shown in a message.
const MOST_SHOWN: usize = 60;
