//! What the first module wishes of a document, and the findings it gets.

use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::checks::{self, Level, Offer};
use crate::draft::json::write_value;
use crate::draft::{Draft, DraftId};
use crate::exchange;
use crate::locale::{Catalogue, Message, key};
use crate::manuscript::{LeftOut, Manuscript, Options, compose, left_out};
use crate::template::QuestionId;
use crate::ui::browser::dates;

/// How the document is to be made.
#[derive(Deserialize)]
pub struct Wish {
    /// The draft's name in the store, for the links to its answers.
    id: String,
    /// The language of the interface.
    pub language: String,
    /// Personal fields are printed.
    personal: bool,
}

impl Wish {
    /// Reads what the first module wrote: a draft in the form of its file, and a wish.
    pub fn read(draft: &str, wish: &str) -> Option<(Draft, Self)> {
        let wish: Self = serde_json::from_str(wish).ok()?;
        let draft = exchange::import_json("", draft.as_bytes(), DraftId::new(&wish.id)?, 0).ok()?;
        Some((draft, wish))
    }

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
pub fn findings(draft: &Draft, catalogue: &Catalogue) -> Json {
    let found = checks::check(draft, dates::today());
    found
        .into_iter()
        .map(|finding| {
            let (offer, label) = match &finding.offer {
                None => (Json::Null, String::new()),
                Some(Offer::NotApplicable) => {
                    (json!({}), catalogue.text(key::WRITE_MARK_NOT_APPLICABLE).to_owned())
                }
                // Mended here, where Markdown can be read; the first module puts it in its place.
                Some(offer @ Offer::Replace { with, .. }) => {
                    match checks::mend(draft.value(&finding.place), offer) {
                        None => (Json::Null, String::new()),
                        Some(value) => (
                            json!({ "value": write_value(&value) }),
                            catalogue.say(&Message::new(key::REVIEW_REPLACE).with("text", with)),
                        ),
                    }
                }
            };
            json!({
                "error": finding.level == Level::Error,
                "place": finding.place.as_str(),
                "title": title(draft, finding.place.question()),
                "message": catalogue.say(&finding.message),
                "excerpt": finding.excerpt,
                "offer": offer,
                "label": label,
            })
        })
        .collect()
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
