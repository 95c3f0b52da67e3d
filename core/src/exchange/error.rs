//! Why a file was not opened.

use thiserror::Error;

use super::FileKind;
use crate::json::{JsonError, Shape};
use crate::locale::{Message, key};
use crate::template::TemplateError;

/// Why a file was not opened. Nothing has changed.
#[derive(Clone, PartialEq, Debug, Error)]
#[error("{}", self.message())]
pub enum ExchangeError {
    /// It is not JSON that can be read.
    Json(JsonError),
    /// It is something else than a draft or template.
    WrongKind {
        /// The name of the file.
        file: String,
        /// What it is.
        found: FileKind,
    },
    /// It is a template where a draft is wanted.
    NotADraft {
        /// The name of the file.
        file: String,
    },
    /// It is a draft where a template is wanted.
    NotATemplate {
        /// The name of the file.
        file: String,
    },
    /// It was made by a newer version of this program.
    NewerFormat {
        /// The name of the file.
        file: String,
        /// The format that it names.
        found: String,
    },
    /// It names no format that there is.
    WrongFormat {
        /// The name of the file.
        file: String,
        /// Where.
        path: String,
        /// What stands there.
        found: String,
    },
    /// A part of it is missing or is something else.
    Shape {
        /// The name of the file.
        file: String,
        /// Which part.
        path: String,
        /// What is wrong with it.
        shape: Shape,
    },
    /// Objects and arrays are nested so deeply that the draft could not be opened again.
    TooDeep {
        /// The name of the file.
        file: String,
    },
    /// The template, or the one within the draft, has faults.
    Template {
        /// The name of the file.
        file: String,
        /// The faults, with their paths in the file.
        errors: Vec<TemplateError>,
    },
}

impl ExchangeError {
    /// The error as a sentence. Faults of a template have sentences of their own besides: see
    /// [`ExchangeError::messages`].
    pub fn message(&self) -> Message {
        let say = |key, file: &str| Message::new(key).with("file", file);
        match self {
            Self::Json(error) => error.message(),
            Self::WrongKind { file, found } => say(
                match found {
                    FileKind::Empty => key::EXCHANGE_EMPTY,
                    FileKind::Word => key::EXCHANGE_WORD,
                    FileKind::OpenDocument => key::EXCHANGE_OPEN_DOCUMENT,
                    FileKind::Pdf => key::EXCHANGE_PDF,
                    FileKind::Html => key::EXCHANGE_HTML,
                    FileKind::Text => key::EXCHANGE_TEXT,
                    FileKind::Newer => key::EXCHANGE_NEWER_KIND,
                    FileKind::OtherJson | FileKind::BrokenJson => key::EXCHANGE_OTHER_JSON,
                    FileKind::Other | FileKind::Template | FileKind::Draft => key::EXCHANGE_OTHER,
                },
                file,
            ),
            Self::NotADraft { file } => say(key::EXCHANGE_NOT_A_DRAFT, file),
            Self::NotATemplate { file } => say(key::EXCHANGE_NOT_A_TEMPLATE, file),
            Self::TooDeep { file } => say(key::EXCHANGE_TOO_DEEP, file),
            Self::NewerFormat { file, found } => say(key::EXCHANGE_NEWER_FORMAT, file).with("found", found),
            Self::WrongFormat { file, path, found } => {
                say(key::EXCHANGE_WRONG_FORMAT, file).with("place", path).with("found", found)
            }
            Self::Shape { file, path, shape: Shape::Missing } => {
                say(key::EXCHANGE_MISSING, file).with("place", path)
            }
            Self::Shape { file, path, shape: Shape::Expected { found, .. } } => {
                say(key::EXCHANGE_WRONG_SHAPE, file).with("place", path).with("found", found)
            }
            Self::Template { file, errors } => say(key::EXCHANGE_TEMPLATE, file).with("count", errors.len()),
        }
    }

    /// The error as sentences: what is wrong with the file, then each fault of its template.
    pub fn messages(&self) -> Vec<Message> {
        let faults = match self {
            Self::Template { errors, .. } => errors.as_slice(),
            _ => &[],
        };
        std::iter::once(self.message()).chain(faults.iter().map(TemplateError::message)).collect()
    }
}

impl From<JsonError> for ExchangeError {
    fn from(error: JsonError) -> Self {
        Self::Json(error)
    }
}
