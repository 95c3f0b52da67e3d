//! Two versions of an answer as one text: what was removed and what was added, for eye and ear.

use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::later::dom::{child, child_of_class, child_with_text, text};
use submission_core::draft::json::kind_at;
use submission_core::draft::{Answer, AnswerId, AnswerState, Draft};
use submission_core::history::{Change, Token, TokenStyle, compare, readable};
use submission_core::locale::{Catalogue, Key, Message, key};

/// Draws what made the second answer of the first.
pub fn draw(
    target: &Element,
    draft: &Draft,
    answer_id: &AnswerId,
    [old, new]: [&Answer; 2],
    catalogue: &Catalogue,
) -> Result<(), JsValue> {
    if old.state != new.state {
        let state = |answer: &Answer| catalogue.text(state_key(answer.state)).to_owned();
        let said = Message::new(key::HISTORY_STATE).with("before", state(old)).with("after", state(new));
        let line = child_of_class(target, "p", "soft")?;
        line.set_text_content(Some(&catalogue.say(&said)));
    }
    let kind = kind_at(&draft.template, answer_id);
    let read = |answer: &Answer| {
        let mut tokens = readable(draft, answer_id, kind, &answer.value);
        // A reason is part of what was answered.
        tokens.extend(readable(
            draft,
            answer_id,
            None,
            &submission_core::draft::Value::Text(answer.reason.clone()),
        ));
        tokens
    };
    let (old, new) = (read(old), read(new));
    let body = child_of_class(target, "div", "formatted compared")?;
    body.set_attribute("dir", "auto")?;
    let mut painter = Painter { body, block: None, catalogue };
    for change in compare(&old, &new) {
        match change {
            Change::Same(tokens) => painter.tokens(tokens, None)?,
            Change::Removed(tokens) => painter.tokens(tokens, Some(("del", key::HISTORY_REMOVED)))?,
            Change::Added(tokens) => painter.tokens(tokens, Some(("ins", key::HISTORY_ADDED)))?,
        }
    }
    Ok(())
}

fn state_key(state: AnswerState) -> Key {
    match state {
        AnswerState::Empty => key::STATE_EMPTY,
        AnswerState::Started => key::STATE_STARTED,
        AnswerState::Ready => key::STATE_READY,
        AnswerState::NotApplicable => key::STATE_NOT_APPLICABLE,
    }
}

struct Painter<'a> {
    body: Element,
    /// The block that is written into.
    block: Option<Element>,
    catalogue: &'a Catalogue,
}

impl Painter<'_> {
    /// Writes tokens, all of them changed in the same way; each block that they touch has an element of
    /// its own for the change.
    fn tokens(&mut self, tokens: &[Token], change: Option<(&str, Key)>) -> Result<(), JsValue> {
        let mut run: Vec<&Token> = Vec::new();
        for token in tokens {
            let TokenStyle::Block { sign, heading } = &token.style else {
                run.push(token);
                continue;
            };
            self.words(&std::mem::take(&mut run), "", change)?;
            let block = child(&self.body, "p")?;
            if *heading > 0 {
                block.set_class_name("compared-heading");
            }
            self.block = Some(block);
            if !sign.is_empty() {
                self.words(&[], sign, change)?;
            }
        }
        self.words(&run, "", change)
    }

    fn words(&mut self, tokens: &[&Token], sign: &str, change: Option<(&str, Key)>) -> Result<(), JsValue> {
        if tokens.is_empty() && sign.is_empty() {
            return Ok(());
        }
        let block = match &self.block {
            Some(block) => block.clone(),
            None => child(&self.body, "p")?,
        };
        self.block = Some(block.clone());
        let target = match change {
            None => block,
            Some((name, word)) => {
                let target = child(&block, name)?;
                // Few screen readers tell these elements from other text; so it is said in words.
                self.said(&target, &format!("{} ", self.catalogue.text(word)))?;
                target
            }
        };
        text(&target, sign)?;
        let mut rest = tokens;
        while let Some(first) = rest.first() {
            let same = rest.iter().take_while(|token| token.style == first.style).count();
            let (run, after) = rest.split_at(same);
            let words: String = run.iter().map(|token| token.text.as_str()).collect();
            marked(&target, &words, &first.style)?;
            rest = after;
        }
        if change.is_some() {
            self.said(&target, &format!(" {}; ", self.catalogue.text(key::HISTORY_END)))?;
        }
        Ok(())
    }

    fn said(&self, target: &Element, words: &str) -> Result<(), JsValue> {
        child_with_text(target, "span", words)?.set_attribute("class", "visually-hidden")
    }
}

/// Characters of an address that are shown.
const MOST_SHOWN: usize = 300;

fn marked(target: &Element, words: &str, style: &TokenStyle) -> Result<(), JsValue> {
    let mut inner = target.clone();
    if let TokenStyle::Word { strong, emphasis, link } = style {
        if *strong {
            inner = child(&inner, "strong")?;
        }
        if *emphasis {
            inner = child(&inner, "em")?;
        }
        if let Some(link) = link {
            inner = child_of_class(&inner, "span", "dead-link")?;
            // Each word has it anew: a long one is cut.
            let title: String = link.chars().take(MOST_SHOWN).collect();
            inner.set_attribute("title", &title)?;
        }
    }
    text(&inner, words)
}
