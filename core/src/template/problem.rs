//! What can be wrong with a template, and what is only worth a remark.

use thiserror::Error;

use crate::json::Shape;
use crate::locale::{Key, Message, key};

/// A fault that keeps a template from being used, and where it is.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{}", self.message())]
pub struct TemplateError {
    /// The path in the file: `sections[2].children[0].kind`.
    pub path: String,
    /// What is wrong there.
    pub problem: Problem,
}

impl TemplateError {
    /// The error as a sentence.
    pub fn message(&self) -> Message {
        self.problem.message(&self.path)
    }
}

/// Something in a template that was read all the same, but may not be what its author meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TemplateNote {
    /// The path in the file.
    pub path: String,
    /// What may be meant otherwise.
    pub remark: Remark,
}

/// What a note says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Remark {
    /// A member that is not known, but nearly.
    Misspelt {
        /// The known name.
        meant: String,
    },
    /// A member that is not known at all.
    Unknown,
    /// A known member that does nothing here.
    NoEffect,
    /// A known member that this version reads and does not show here.
    NotShown,
    /// A wording in a language that the template does not list.
    LanguageNotListed,
    /// There are more remarks than are listed.
    More {
        /// How many more.
        count: usize,
    },
}

impl TemplateNote {
    /// The note as a sentence.
    pub fn message(&self) -> Message {
        match &self.remark {
            Remark::Misspelt { meant } => Message::new(key::TEMPLATE_MISSPELT).with("meant", meant),
            Remark::Unknown => Message::new(key::TEMPLATE_UNKNOWN_MEMBER),
            Remark::NoEffect => Message::new(key::TEMPLATE_NO_EFFECT),
            Remark::NotShown => Message::new(key::TEMPLATE_NOT_SHOWN),
            Remark::LanguageNotListed => Message::new(key::TEMPLATE_LANGUAGE_NOT_LISTED),
            Remark::More { count } => Message::new(key::TEMPLATE_MORE_NOTES).with("count", count),
        }
        .with("place", &self.path)
    }
}

/// What is wrong with a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// A value is missing or has the wrong shape.
    Shape(Shape),
    /// A member is missing, and one that is not known has nearly its name.
    Misspelt {
        /// The member that is there.
        found: String,
    },
    /// There are more problems than are listed.
    More {
        /// How many more.
        count: usize,
    },
    /// The file is no object at all.
    NotAnObject,
    /// Objects and arrays are nested too deeply.
    Nested {
        /// The greatest depth.
        most: usize,
    },
    /// Made by a newer version of this program.
    NewerFormat {
        /// The format that the file names.
        found: String,
    },
    /// `format` is something else than a format.
    WrongFormat {
        /// What it is.
        found: String,
    },
    /// A name that stands for nothing.
    Unknown {
        /// What it should name.
        what: Named,
        /// The name.
        found: String,
        /// The name that was probably meant.
        meant: Option<String>,
    },
    /// An id is empty, too long, or holds other characters than it may.
    BadId {
        /// The id.
        found: String,
    },
    /// Two of them have the same id.
    DuplicateId {
        /// The id.
        id: String,
        /// Where it stands already.
        first: String,
    },
    /// An id that the program needs for itself.
    ReservedId {
        /// The id.
        id: String,
    },
    /// A text that says nothing.
    Blank,
    /// A text lacks its wording in the default language.
    NoDefaultWording {
        /// The default language.
        language: String,
    },
    /// Not a language tag.
    BadLanguage {
        /// What stands there.
        found: String,
    },
    /// The default language is not among the languages.
    DefaultNotListed {
        /// The default language.
        language: String,
    },
    /// A list that must not be empty.
    NothingListed,
    /// A member that has no place here, such as questions below a respondent field.
    Misplaced,
    /// A kind that a sub-field cannot have.
    SubFieldKind {
        /// The kind.
        kind: String,
    },
    /// Neither a kind nor questions below.
    EmptyNode,
    /// Sections are nested too deeply.
    TooDeep {
        /// The greatest depth.
        most: usize,
    },
    /// There are too many questions and sections.
    TooManyNodes {
        /// The greatest number.
        most: usize,
    },
    /// There are too many options, counting a list once for each question that offers it.
    TooManyOptions {
        /// The greatest number.
        most: usize,
    },
    /// Both options and a list, or neither.
    OptionsOrList,
    /// Not one of the forms of a condition.
    ConditionForm,
    /// Conditions are nested too deeply.
    ConditionTooDeep {
        /// The greatest depth.
        most: usize,
    },
    /// There are too many conditions.
    TooManyConditions {
        /// The greatest number.
        most: usize,
    },
    /// Whether the question is asked depends on itself.
    Circle,
    /// The question has no options that could be included.
    NoOptionsThere {
        /// Its id.
        question: String,
    },
    /// The picks of that question suggest nothing.
    SuggestsNothing {
        /// Its id.
        question: String,
    },
    /// An entry that is a part of itself.
    PartOfItself,
    /// The least is more than the most.
    LeastOverMost,
    /// More are asked for than there are.
    MoreThanThereAre {
        /// How many there are.
        count: usize,
    },
    /// A limit with neither least nor most.
    NoLimit,
    /// Not a day in ISO 8601.
    BadDay {
        /// What stands there.
        found: String,
    },
}

/// What a name in a template can stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// A field kind.
    Kind,
    /// A list.
    List,
    /// A question.
    Question,
    /// An option or an entry of a list.
    Option,
    /// A respondent field, in a slot of the cover.
    Respondent,
    /// The unit of a limit.
    Unit,
}

impl Named {
    fn key(self, guessed: bool) -> Key {
        match (self, guessed) {
            (Self::Kind, false) => key::TEMPLATE_UNKNOWN_KIND,
            (Self::Kind, true) => key::TEMPLATE_UNKNOWN_KIND_MEANT,
            (Self::List, false) => key::TEMPLATE_UNKNOWN_LIST,
            (Self::List, true) => key::TEMPLATE_UNKNOWN_LIST_MEANT,
            (Self::Question, false) => key::TEMPLATE_UNKNOWN_QUESTION,
            (Self::Question, true) => key::TEMPLATE_UNKNOWN_QUESTION_MEANT,
            (Self::Option, false) => key::TEMPLATE_UNKNOWN_OPTION,
            (Self::Option, true) => key::TEMPLATE_UNKNOWN_OPTION_MEANT,
            (Self::Respondent, false) => key::TEMPLATE_UNKNOWN_RESPONDENT,
            (Self::Respondent, true) => key::TEMPLATE_UNKNOWN_RESPONDENT_MEANT,
            (Self::Unit, false) => key::TEMPLATE_UNKNOWN_UNIT,
            (Self::Unit, true) => key::TEMPLATE_UNKNOWN_UNIT_MEANT,
        }
    }
}

impl From<Shape> for Problem {
    fn from(shape: Shape) -> Self {
        Self::Shape(shape)
    }
}

impl Problem {
    /// The problem at `path` as a sentence.
    pub fn message(&self, path: &str) -> Message {
        let say = Message::new;
        match self {
            Self::Shape(shape) => return shape.message(path),
            Self::Misspelt { found } => say(key::TEMPLATE_MISSING_OR_MISSPELT).with("found", found),
            Self::More { count } => say(key::TEMPLATE_MORE).with("count", count),
            Self::NotAnObject => say(key::TEMPLATE_NOT_AN_OBJECT),
            Self::Nested { most } => say(key::TEMPLATE_NESTED).with("most", most),
            Self::NewerFormat { found } => say(key::TEMPLATE_NEWER_FORMAT).with("found", found),
            Self::WrongFormat { found } => say(key::TEMPLATE_WRONG_FORMAT).with("found", found),
            Self::Unknown { what, found, meant: None } => say(what.key(false)).with("found", found),
            Self::Unknown { what, found, meant: Some(meant) } => {
                say(what.key(true)).with("found", found).with("meant", meant)
            }
            Self::BadId { found } => say(key::TEMPLATE_BAD_ID).with("found", found),
            Self::DuplicateId { id, first } => {
                say(key::TEMPLATE_DUPLICATE_ID).with("id", id).with("first", first)
            }
            Self::ReservedId { id } => say(key::TEMPLATE_RESERVED_ID).with("id", id),
            Self::Blank => say(key::TEMPLATE_BLANK),
            Self::NoDefaultWording { language } => {
                say(key::TEMPLATE_NO_DEFAULT_WORDING).with("language", language)
            }
            Self::BadLanguage { found } => say(key::TEMPLATE_BAD_LANGUAGE).with("found", found),
            Self::DefaultNotListed { language } => {
                say(key::TEMPLATE_DEFAULT_NOT_LISTED).with("language", language)
            }
            Self::NothingListed => say(key::TEMPLATE_NOTHING_LISTED),
            Self::Misplaced => say(key::TEMPLATE_MISPLACED),
            Self::SubFieldKind { kind } => say(key::TEMPLATE_SUB_FIELD_KIND).with("kind", kind),
            Self::EmptyNode => say(key::TEMPLATE_EMPTY_NODE),
            Self::TooDeep { most } => say(key::TEMPLATE_TOO_DEEP).with("most", most),
            Self::TooManyNodes { most } => say(key::TEMPLATE_TOO_MANY_NODES).with("most", most),
            Self::TooManyOptions { most } => say(key::TEMPLATE_TOO_MANY_OPTIONS).with("most", most),
            Self::OptionsOrList => say(key::TEMPLATE_OPTIONS_OR_LIST),
            Self::ConditionForm => say(key::TEMPLATE_CONDITION_FORM),
            Self::ConditionTooDeep { most } => say(key::TEMPLATE_CONDITION_TOO_DEEP).with("most", most),
            Self::TooManyConditions { most } => say(key::TEMPLATE_TOO_MANY_CONDITIONS).with("most", most),
            Self::Circle => say(key::TEMPLATE_CIRCLE),
            Self::NoOptionsThere { question } => {
                say(key::TEMPLATE_NO_OPTIONS_THERE).with("question", question)
            }
            Self::SuggestsNothing { question } => {
                say(key::TEMPLATE_SUGGESTS_NOTHING).with("question", question)
            }
            Self::PartOfItself => say(key::TEMPLATE_PART_OF_ITSELF),
            Self::LeastOverMost => say(key::TEMPLATE_LEAST_OVER_MOST),
            Self::MoreThanThereAre { count } => say(key::TEMPLATE_MORE_THAN_THERE_ARE).with("count", count),
            Self::NoLimit => say(key::TEMPLATE_NO_LIMIT),
            Self::BadDay { found } => say(key::TEMPLATE_BAD_DAY).with("found", found),
        }
        .with("place", path)
    }
}
