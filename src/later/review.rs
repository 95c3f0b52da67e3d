//! How a document is wished for, and what the checks found in a draft.

use crate::browser::dates;
use submission_core::checks::{self, Finding, Level, Offer};
use submission_core::document::{LeftOut, Manuscript, Options, compose, left_out};
use submission_core::draft::{AnswerId, Draft, Value};
use submission_core::locale::{Catalogue, Message, key};
use submission_core::template::QuestionId;

/// How the document is to be made.
pub struct Wish {
    /// The language of the interface.
    pub language: String,
    /// Personal fields are printed.
    pub personal: bool,
}

/// What the checks found, in words.
pub struct FindingLine {
    /// The template's rules are not met.
    pub error: bool,
    /// Where the answer stands.
    pub place: AnswerId,
    /// What the question is called.
    pub title: String,
    /// What it is, and what to do.
    pub message: String,
    /// The words that it is about; may be empty.
    pub excerpt: String,
    /// What can be done with one press.
    pub offer: Option<OfferLine>,
    /// What that press is called.
    pub label: String,
}

/// A mend: another value or, where there is none, not applicable.
pub struct OfferLine {
    /// The mended value.
    pub value: Option<Value>,
}

impl Wish {
    /// The document.
    pub fn compose(&self, draft: &Draft) -> Manuscript {
        self.with_options(|options| compose(draft, options))
    }

    /// What is written and does not stand in the document.
    pub fn left_out(&self, draft: &Draft) -> Vec<LeftOut> {
        self.with_options(|options| left_out(draft, options))
    }

    fn with_options<T>(&self, make: impl FnOnce(&Options) -> T) -> T {
        let day = |date| dates::day(&self.language, date);
        make(&Options { language: &self.language, personal: self.personal, unanswered: None, date: &day })
    }
}

/// What the checks found, in the words of the interface.
pub fn findings(draft: &Draft, catalogue: &Catalogue) -> Vec<FindingLine> {
    let found = checks::check(draft, dates::today());
    let line = |finding: Finding| {
        let (offer, label) = match &finding.offer {
            None => (None, String::new()),
            Some(Offer::NotApplicable) => {
                (Some(OfferLine { value: None }), catalogue.text(key::WRITE_MARK_NOT_APPLICABLE).to_owned())
            }
            Some(offer @ Offer::Replace { with, .. }) => {
                match checks::mend(draft.value(&finding.place), offer) {
                    None => (None, String::new()),
                    value => (
                        Some(OfferLine { value }),
                        catalogue.say(&Message::new(key::REVIEW_REPLACE).with("text", with)),
                    ),
                }
            }
        };
        FindingLine {
            error: finding.level == Level::Error,
            title: title(draft, finding.place.question()),
            message: catalogue.say(&finding.message),
            place: finding.place,
            excerpt: finding.excerpt,
            offer,
            label,
        }
    };
    found.into_iter().map(line).collect()
}

/// A question with what it stands under: "II. a. Action Lines".
pub fn title(draft: &Draft, question: &str) -> String {
    let template = &draft.template;
    let Some(node) = QuestionId::new(question).and_then(|id| template.node(&id)) else {
        return question.to_owned();
    };
    let short = template.text(node.short.as_ref().unwrap_or(&node.prompt), &template.default_language);
    let section =
        template.sections.iter().find(|section| section.children.iter().any(|child| child.id == node.id));
    let above = section.map_or("", |section| &section.label);
    [above, &node.label, short].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
