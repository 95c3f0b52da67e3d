//! What can stand in a file for respondents.

use serde_json::Value as Json;

use crate::later::panels::author::Remarks;
use crate::later::panels::{Panels, title_of};
use crate::state::localizer::{Localizer, use_localizer};
use submission_core::draft::DraftId;
use submission_core::exchange::{self, Opened};
use submission_core::locale::{Key, Message, key};
use submission_core::template::{Template, builtin};
use submission_core::time::WallTime;

/// What can stand in the file.
pub struct Choice {
    /// Its title.
    pub title: String,
    /// What it is called in the list.
    pub label: String,
    /// Where its text is found when it is wanted.
    pub content: Content,
}

/// Where the text is found.
pub enum Content {
    /// An empty form.
    Form(Json),
    /// The empty form of a draft.
    FormOf(DraftId),
    /// A draft with its answers.
    Draft(DraftId),
    /// A draft from disk.
    Text(String),
}

/// The forms of the program, those of the drafts, and the drafts. No draft is read for it: there may be
/// many, and long ones.
pub fn choices(panels: &Panels) -> Vec<Choice> {
    let drafts = panels.store().drafts().unwrap_or_default().drafts;
    let localizer = use_localizer();
    let own = localizer.language();
    let built_in: Vec<_> = builtin().filter_map(|form| form.template()).collect();
    let mut choices: Vec<Choice> = built_in.iter().map(|form| form_choice(localizer, form)).collect();
    let mut known: Vec<(&str, &str)> =
        built_in.iter().map(|form| (form.id.as_str(), form.text(&form.title, &own))).collect();
    for draft in &drafts {
        let title = draft.template_title.pick(&own, "en");
        if !known.contains(&(&draft.template_id, title)) {
            known.push((&draft.template_id, title));
            choices.push(Choice {
                title: title.to_owned(),
                label: titled(localizer, key::RESPONDENTS_EMPTY, title),
                content: Content::FormOf(draft.id.clone()),
            });
        }
    }
    choices.extend(drafts.iter().map(|draft| {
        let title = title_of(localizer, &draft.title);
        Choice {
            label: titled(localizer, key::RESPONDENTS_ANSWERED, &title),
            title,
            content: Content::Draft(draft.id.clone()),
        }
    }));
    choices
}

fn form_choice(localizer: Localizer, form: &Template) -> Choice {
    let title = form.text(&form.title, &localizer.language()).to_owned();
    Choice {
        label: titled(localizer, key::RESPONDENTS_EMPTY, &title),
        title,
        content: Content::Form(form.source.clone()),
    }
}

fn titled(localizer: Localizer, words: Key, title: &str) -> String {
    localizer.say(&Message::new(words).with("title", title))
}

/// What a file from disk is, with what is to be said to the author of the form; or why it cannot be used.
pub fn recognised(
    localizer: Localizer,
    name: &str,
    bytes: &[u8],
) -> Result<(Choice, Option<Remarks>), Vec<String>> {
    match exchange::open(name, bytes, DraftId::of_letters(""), WallTime::default()) {
        Ok(Opened::Template(checked)) => {
            Ok((form_choice(localizer, &checked.template), Remarks::of(&checked)))
        }
        Ok(Opened::Draft(draft)) => {
            let title = title_of(localizer, &draft.title);
            let choice = Choice {
                label: titled(localizer, key::RESPONDENTS_ANSWERED, &title),
                title,
                content: Content::Text(exchange::export_json(&draft)),
            };
            Ok((choice, None))
        }
        Err(error) => Err(error.messages().iter().map(|message| localizer.say(message)).collect()),
    }
}
