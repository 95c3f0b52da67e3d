//! What the checks found in a draft, in words.

use serde::{Deserialize, Serialize};

use crate::checks::{self, Finding, Level, Offer};
use crate::draft::{Date, Draft};
use crate::locale::{Catalogue, Message, key};

/// One thing that the checks found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FindingLine {
    /// The template's rules are not met.
    pub error: bool,
    /// The id of the answer.
    pub answer: String,
    /// What the question is called.
    pub title: String,
    /// What it is, and what to do.
    pub message: String,
    /// The words that it is about; may be empty.
    pub excerpt: String,
    /// What can be done with one press.
    pub offer: Option<OfferLine>,
}

/// A mend, and what its button is called.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OfferLine {
    /// What is done.
    pub offer: Offer,
    /// The button's name.
    pub label: String,
}

/// All of it, in printing order.
pub fn findings(draft: &Draft, today: Option<Date>, catalogue: &Catalogue) -> Vec<FindingLine> {
    let line = |finding: Finding| FindingLine {
        error: finding.level == Level::Error,
        title: draft.title_of(finding.answer_id.question()),
        message: catalogue.say(&finding.message),
        answer: finding.answer_id.to_string(),
        offer: finding.offer.map(|offer| {
            let label = match &offer {
                Offer::NotApplicable => catalogue.text(key::WRITE_MARK_NOT_APPLICABLE).to_owned(),
                Offer::Replace { with, .. } => {
                    catalogue.say(&Message::new(key::REVIEW_REPLACE).with("text", with))
                }
            };
            OfferLine { offer, label }
        }),
        excerpt: finding.excerpt,
    };
    checks::check(draft, today).into_iter().map(line).collect()
}
