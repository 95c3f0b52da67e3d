//! Addresses of the screens: fragments, so that they work on any static host and from a file.

use std::fmt;

use crate::draft::DraftId;
use crate::template::QuestionId;

/// Which screen is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Route {
    /// Drafts, templates, opening a file.
    Start,
    /// Answering; at a question, or at the beginning.
    Write(DraftId, Option<QuestionId>),
    /// The document and its checks.
    Review(DraftId),
    /// Files to take away.
    Export(DraftId),
    /// What it said earlier.
    History(DraftId),
    /// How it all works.
    Help,
    /// What could not be read.
    Recovery,
    /// Choices, and the removal of everything.
    Settings,
    /// Making a file for respondents.
    Respondents,
    /// Which program this is, and whose work is in it.
    About,
    /// An address that names no screen.
    Unknown,
}

impl Route {
    /// Reads a fragment, with or without its `#`.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        let parsed = match parts.as_slice() {
            [""] => Some(Self::Start),
            ["help"] => Some(Self::Help),
            ["about"] => Some(Self::About),
            ["recovery"] => Some(Self::Recovery),
            ["settings"] => Some(Self::Settings),
            ["respondents"] => Some(Self::Respondents),
            ["draft", draft, "write"] => DraftId::new(draft).map(|draft| Self::Write(draft, None)),
            ["draft", draft, "write", question] => DraftId::new(draft)
                .zip(QuestionId::new(question))
                .map(|(draft, question)| Self::Write(draft, Some(question))),
            ["draft", draft, "review"] => DraftId::new(draft).map(Self::Review),
            ["draft", draft, "export"] => DraftId::new(draft).map(Self::Export),
            ["draft", draft, "history"] => DraftId::new(draft).map(Self::History),
            _ => None,
        };
        parsed.unwrap_or(Self::Unknown)
    }

    /// The draft that the screen is about.
    pub fn draft(&self) -> Option<&DraftId> {
        match self {
            Self::Write(draft, _) | Self::Review(draft) | Self::Export(draft) | Self::History(draft) => {
                Some(draft)
            }
            _ => None,
        }
    }
}

/// The fragment, with its `#`.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start | Self::Unknown => f.write_str("#/"),
            Self::Help => f.write_str("#/help"),
            Self::About => f.write_str("#/about"),
            Self::Recovery => f.write_str("#/recovery"),
            Self::Settings => f.write_str("#/settings"),
            Self::Respondents => f.write_str("#/respondents"),
            Self::Write(draft, None) => write!(f, "#/draft/{draft}/write"),
            Self::Write(draft, Some(question)) => write!(f, "#/draft/{draft}/write/{question}"),
            Self::Review(draft) => write!(f, "#/draft/{draft}/review"),
            Self::Export(draft) => write!(f, "#/draft/{draft}/export"),
            Self::History(draft) => write!(f, "#/draft/{draft}/history"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_screen() {
        let draft = DraftId::new("k3x").unwrap();
        let question = QuestionId::new("II.a").unwrap();
        let routes = [
            Route::Start,
            Route::Help,
            Route::About,
            Route::Recovery,
            Route::Settings,
            Route::Respondents,
            Route::Write(draft.clone(), None),
            Route::Write(draft.clone(), Some(question)),
            Route::Review(draft.clone()),
            Route::Export(draft.clone()),
            Route::History(draft),
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
    }

    #[test]
    fn anything_else_is_no_screen() {
        for fragment in ["#/nowhere", "#/draft", "#/draft/UPPER/write", "#/draft/k3x/write/a b", "#/help/x"] {
            assert_eq!(Route::parse(fragment), Route::Unknown, "{fragment}");
        }
        for fragment in ["", "#", "#/"] {
            assert_eq!(Route::parse(fragment), Route::Start, "{fragment}");
        }
    }
}
