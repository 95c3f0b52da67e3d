//! What a template is, once it has been read and checked.

use crate::collections::SortedMap;
use std::fmt;
use std::sync::Arc;

use serde_json::Value as Json;

/// A BCP 47 language tag, as written in the template or chosen by the writer: `en`, `pt-BR`.
pub type Language = String;

/// The stable, machine-readable name of a node of the template, such as `II.a`.
///
/// ASCII letters, digits, `.`, `_` and `-` only, so that it can stand in a storage key, a
/// fragment and an [`AnswerId`](crate::draft::AnswerId) unchanged.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct QuestionId(Arc<str>);

impl QuestionId {
    /// The id, or `None` where `id` is empty, longer than 64 bytes or holds another character.
    pub fn new(id: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        (!id.is_empty() && id.len() <= 64 && id.bytes().all(allowed)).then(|| Self(id.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text in one or more languages, never normalised: what the template says, verbatim.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text(pub SortedMap<Language, String>);

impl Text {
    /// A text in one language.
    pub fn of(language: &str, text: &str) -> Self {
        Self(SortedMap::from([(language.to_owned(), text.to_owned())]))
    }

    /// The wording in `language`; else in `default`; else in whichever language there is.
    pub fn pick(&self, language: &str, default: &str) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.get(default))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

/// A template: the whole questionnaire.
#[derive(Clone, PartialEq, Debug)]
pub struct Template {
    /// Identifies the questionnaire over its versions: `cstd-wsis20`.
    pub id: String,
    /// The version of this wording.
    pub version: String,
    /// SHA-256 of the canonical bytes of `source`, in lower-case hexadecimal.
    pub digest: String,
    /// Languages that the wording exists in.
    pub languages: Vec<Language>,
    /// The language that the others fall back to.
    pub default_language: Language,
    /// The name of the template.
    pub title: Text,
    /// What the call for submissions says of itself.
    pub call: Call,
    /// The pages before the questions.
    pub cover: Cover,
    /// Lines printed above the respondent fields: the form's own title.
    pub heading: Vec<Text>,
    /// Fields about the respondent. Nodes without children.
    pub respondent: Vec<Node>,
    /// The tree of sections and questions.
    pub sections: Vec<Node>,
    /// Lists that fields choose from, by name.
    pub lists: SortedMap<String, OptionList>,
    /// How the printed document is made.
    pub export: ExportProfile,
    /// The template as it was read, unknown members included; what is stored and exported.
    pub source: Json,
}

/// What the call for submissions says of itself. Nothing here is ever invented.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Call {
    /// The body that asks.
    pub body: Option<Text>,
    /// Its session.
    pub session: Option<Text>,
    /// Where and when the session meets, as printed.
    pub place_and_dates: Option<Text>,
    /// The document symbol of the mandate.
    pub mandate: Option<String>,
    /// The last day for a submission, as written in the call.
    pub deadline: Option<String>,
    /// Where a submission is to be sent, as written in the call.
    pub deliver: Option<Text>,
}

/// The cover: lines, purpose and disclaimer.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Cover {
    /// Lines from top to bottom.
    pub lines: Vec<CoverLine>,
    /// What the submission is an input to.
    pub purpose: Option<Text>,
    /// Whose views the document presents.
    pub disclaimer: Option<Text>,
}

/// One line of the cover. `{id}` in the text stands for the respondent field of that id.
#[derive(Clone, PartialEq, Debug)]
pub struct CoverLine {
    /// The wording, with slots.
    pub text: Text,
    /// Printed in strong type.
    pub strong: bool,
}

/// A node of the tree: a section, a question, or both; also a sub-field of a per-item or group.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Unique among all nodes of the template; for a sub-field, among its siblings.
    pub id: QuestionId,
    /// What is printed before the prompt (`a.`); empty where nothing is.
    pub label: String,
    /// The wording, verbatim.
    pub prompt: Text,
    /// A short form for lists and navigation.
    pub short: Option<Text>,
    /// Help that stands beside the question. Markdown.
    pub guidance: Option<Text>,
    /// A short hint, apart from the guidance.
    pub tip: Option<Text>,
    /// What is answered here; `None` for a section that only holds others.
    pub field: Option<Field>,
    /// The question is asked only while this holds; its answer is kept all the same.
    pub when: Option<Condition>,
    /// The answer is personal data, left out of an export on request.
    pub personal: bool,
    /// The answer is the summary of the submission.
    pub summary: bool,
    /// Ids that this question had in earlier versions.
    pub replaces: Vec<String>,
    /// Questions below.
    pub children: Vec<Node>,
}

/// What is answered at a node.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    /// The kind, with what belongs to it alone.
    pub kind: FieldKind,
    /// The template asks for an answer (not applicable counts where it is allowed).
    pub required: bool,
    /// The writer may say that the question does not apply.
    pub not_applicable: bool,
    /// Least and most length.
    pub limits: Option<Limits>,
}

/// The closed set of field kinds.
#[derive(Clone, PartialEq, Debug)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Rich text: see [`crate::richtext`].
    Rich,
    /// A day, between two days where they are given (ISO 8601).
    Date {
        /// First day allowed.
        earliest: Option<String>,
        /// Last day allowed.
        latest: Option<String>,
    },
    /// One option.
    Choice(Options),
    /// Several options, at least and at most so many where it is said.
    Multichoice {
        /// What there is to choose from.
        options: Options,
        /// Fewest options.
        min: Option<u32>,
        /// Most options.
        max: Option<u32>,
    },
    /// Entries of a shared list.
    Tags {
        /// Name of the list.
        list: String,
        /// A per-item or tags question whose picks suggest entries here; never filled in.
        suggested_by: Option<QuestionId>,
    },
    /// Entries of a list, each with its own sub-fields.
    PerItem {
        /// Name of the list.
        list: String,
        /// Asked once for each picked entry.
        fields: Vec<Node>,
        /// Free rich text before the entries: `Some` with its prompt.
        before: Option<Text>,
        /// Free rich text after the entries.
        after: Option<Text>,
        /// Fewest entries.
        min: Option<u32>,
    },
    /// A list of entries made by the writer, each with the same sub-fields.
    Group {
        /// Asked once for each entry.
        fields: Vec<Node>,
        /// What one entry is called ("Reference").
        entry: Text,
        /// Free rich text before the entries.
        before: Option<Text>,
        /// Free rich text after the entries.
        after: Option<Text>,
        /// Fewest entries.
        min: Option<u32>,
        /// Most entries.
        max: Option<u32>,
    },
    /// A publication or document: title, address, symbol, year, language, note.
    Reference,
    /// An e-mail address.
    Email,
    /// A web address: http, https or mailto.
    Url,
    /// A choice about publication or the like, with the day it was made.
    Consent(Options),
    /// Text to read; nothing to answer.
    Static,
}

impl FieldKind {
    /// The kind's name in template files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Rich => "rich",
            Self::Date { .. } => "date",
            Self::Choice(_) => "choice",
            Self::Multichoice { .. } => "multichoice",
            Self::Tags { .. } => "tags",
            Self::PerItem { .. } => "per-item",
            Self::Group { .. } => "group",
            Self::Reference => "reference",
            Self::Email => "email",
            Self::Url => "url",
            Self::Consent(_) => "consent",
            Self::Static => "static",
        }
    }

    /// Sub-fields of a per-item or group; none for the others.
    pub fn fields(&self) -> &[Node] {
        match self {
            Self::PerItem { fields, .. } | Self::Group { fields, .. } => fields,
            _ => &[],
        }
    }
}

/// The id of the option "Other".
pub const OTHER: &str = "other";

/// Where the options of a choice come from.
#[derive(Clone, PartialEq, Debug)]
pub struct Options {
    /// Entries written in the field itself, or copied from the named list when it was read.
    pub entries: Vec<OptionEntry>,
    /// "Other", with a text of the writer's own, is offered too.
    pub other: bool,
}

/// A list that fields choose from by name.
#[derive(Clone, PartialEq, Debug)]
pub struct OptionList {
    /// What the list is called.
    pub name: Text,
    /// Where the list comes from.
    pub source: Option<String>,
    /// Its entries in printing order.
    pub entries: Vec<OptionEntry>,
}

/// One entry of a list.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OptionEntry {
    /// Stable and machine-readable: `C7-e-health`. Same alphabet as [`QuestionId`].
    pub id: String,
    /// What is printed before the name, such as `C5`; empty where nothing is.
    pub label: String,
    /// The official name.
    pub name: Text,
    /// The entry that this one is a part of.
    pub parent: Option<String>,
    /// Entries of other lists that go with this one, by list name: suggestions only.
    pub suggests: SortedMap<String, Vec<String>>,
}

impl OptionEntry {
    /// Its label and `name`, which is its name in some language: `C5: Building confidence`.
    pub fn title(&self, name: &str) -> String {
        match (self.label.as_str(), name) {
            ("", name) => name.to_owned(),
            (label, "") => label.to_owned(),
            (label, name) => format!("{label}: {name}"),
        }
    }
}

/// Least and most length of an answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Limits {
    /// What is counted.
    pub unit: LimitUnit,
    /// Fewest units.
    pub min: Option<u32>,
    /// Most units.
    pub max: Option<u32>,
    /// A hard limit is an error in the checks; advice is a warning. Neither blocks typing.
    pub hard: bool,
}

/// What a limit counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LimitUnit {
    /// Words as word processors count them; characters in Chinese and Japanese.
    Words,
    /// Grapheme clusters.
    Characters,
    /// Pages, always an estimate: [`WORDS_A_PAGE`].
    Pages,
}

/// How many words a page is taken to hold.
pub const WORDS_A_PAGE: usize = 500;

/// When a question is asked.
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    /// The answer is this option, or holds it.
    Includes {
        /// Where to look.
        question: QuestionId,
        /// The option's id.
        option: String,
    },
    /// The question has an answer (not applicable does not count).
    Answered(QuestionId),
    /// None of these may fail.
    All(Vec<Condition>),
    /// One of these suffices.
    Any(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
}

/// The template's rules for the printed document.
#[derive(Clone, PartialEq, Debug)]
pub struct ExportProfile {
    /// Printed for an answer that does not apply: `N/A.`
    pub not_applicable: Text,
    /// The cover is printed.
    pub cover: bool,
    /// Questions without an answer are printed.
    pub unanswered: bool,
    /// Footnotes may be used in answers.
    pub footnotes: bool,
}

impl Template {
    /// The wording of `text` in `language`, falling back to the template's default language.
    pub fn text<'t>(&self, text: &'t Text, language: &str) -> &'t str {
        text.pick(language, &self.default_language)
    }

    /// Every node with a field, respondent fields first, then the tree in printing order.
    pub fn questions(&self) -> impl Iterator<Item = &Node> {
        fn walk<'t>(node: &'t Node, found: &mut Vec<&'t Node>) {
            if node.field.is_some() {
                found.push(node);
            }
            for child in &node.children {
                walk(child, found);
            }
        }
        let mut found = Vec::new();
        for node in self.respondent.iter().chain(&self.sections) {
            walk(node, &mut found);
        }
        found.into_iter()
    }

    /// Something that is asked is personal: a question, or a sub-field of its entries.
    pub fn has_personal(&self) -> bool {
        self.questions().any(|node| {
            let fields = node.field.as_ref().map_or(&[][..], |field| field.kind.fields());
            node.personal || fields.iter().any(|field| field.personal)
        })
    }

    /// The node of that id, wherever it stands (sub-fields excepted).
    pub fn node(&self, id: &QuestionId) -> Option<&Node> {
        fn find<'t>(nodes: &'t [Node], id: &QuestionId) -> Option<&'t Node> {
            nodes.iter().find_map(|node| if node.id == *id { Some(node) } else { find(&node.children, id) })
        }
        find(&self.respondent, id).or_else(|| find(&self.sections, id))
    }
}
