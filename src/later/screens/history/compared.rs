//! Two versions of an answer as one text: what was removed and what was added, for eye and ear.

use crate::element::{Element, html};
use crate::state::localizer::Localizer;
use submission_core::draft::json::kind_at;
use submission_core::draft::{Answer, AnswerId, AnswerState, Draft, Value};
use submission_core::history::{Change, Token, TokenStyle, compare, readable};
use submission_core::locale::{Key, Message, key};

/// What made the second answer of the first.
pub fn compared(
    draft: &Draft,
    answer_id: &AnswerId,
    [old, new]: &[Answer; 2],
    localizer: Localizer,
) -> Vec<Element> {
    let mut parts = Vec::new();
    if old.state != new.state {
        let state = |answer: &Answer| localizer.text(state_key(answer.state));
        let said = Message::new(key::HISTORY_STATE).with("before", state(old)).with("after", state(new));
        parts.push(html::p().class("soft").child(localizer.say(&said)));
    }
    let kind = kind_at(&draft.template, answer_id);
    let read = |answer: &Answer| {
        let mut tokens = readable(draft, answer_id, kind, &answer.value);
        // A reason is part of what was answered.
        tokens.extend(readable(draft, answer_id, None, &Value::Text(answer.reason.clone())));
        tokens
    };
    let (old, new) = (read(old), read(new));
    let body = html::div().class("formatted compared").attr("dir", "auto");
    let mut painter = Painter { body: body.clone(), block: None, localizer };
    for change in compare(&old, &new) {
        match change {
            Change::Same(tokens) => painter.tokens(tokens, None),
            Change::Removed(tokens) => painter.tokens(tokens, Some((html::del, key::HISTORY_REMOVED))),
            Change::Added(tokens) => painter.tokens(tokens, Some((html::ins, key::HISTORY_ADDED))),
        }
    }
    parts.push(body);
    parts
}

fn state_key(state: AnswerState) -> Key {
    match state {
        AnswerState::Empty => key::STATE_EMPTY,
        AnswerState::Started => key::STATE_STARTED,
        AnswerState::Ready => key::STATE_READY,
        AnswerState::NotApplicable => key::STATE_NOT_APPLICABLE,
    }
}

/// An element for what was changed, and the word for that.
type Made = (fn() -> Element, Key);

struct Painter {
    body: Element,
    /// The block that is written into.
    block: Option<Element>,
    localizer: Localizer,
}

impl Painter {
    /// Writes tokens, all of them changed in the same way; each block that they touch has an element of
    /// its own for the change.
    fn tokens(&mut self, tokens: &[Token], change: Option<Made>) {
        let mut run: Vec<&Token> = Vec::new();
        for token in tokens {
            let TokenStyle::Block { sign, heading } = &token.style else {
                run.push(token);
                continue;
            };
            self.words(&std::mem::take(&mut run), "", change);
            let block = self.begin();
            if *heading > 0 {
                block.set_attr("class", Some("compared-heading"));
            }
            if !sign.is_empty() {
                self.words(&[], sign, change);
            }
        }
        self.words(&run, "", change);
    }

    /// A new block.
    fn begin(&mut self) -> Element {
        let block = html::p();
        self.body.add(&block);
        self.block = Some(block.clone());
        block
    }

    fn words(&mut self, tokens: &[&Token], sign: &str, change: Option<Made>) {
        if tokens.is_empty() && sign.is_empty() {
            return;
        }
        let block = self.block.clone().unwrap_or_else(|| self.begin());
        let target = match change {
            None => block,
            Some((made, word)) => {
                let target = made();
                block.add(&target);
                // Few screen readers tell these elements from other text; so it is said in words.
                said(&target, &format!("{} ", self.localizer.text(word)));
                target
            }
        };
        let target = target.child(sign);
        let mut rest = tokens;
        while let Some(first) = rest.first() {
            let same = rest.iter().take_while(|token| token.style == first.style).count();
            let (run, after) = rest.split_at(same);
            let words: String = run.iter().map(|token| token.text.as_str()).collect();
            marked(&target, &words, &first.style);
            rest = after;
        }
        if change.is_some() {
            said(&target, &format!(" {}; ", self.localizer.text(key::HISTORY_END)));
        }
    }
}

fn said(target: &Element, words: &str) {
    target.add(&html::span().class("visually-hidden").child(words));
}

/// Characters of an address that are shown.
const MOST_SHOWN: usize = 300;

fn marked(target: &Element, words: &str, style: &TokenStyle) {
    let mut inner = target.clone();
    let mut within = |element: Element| {
        inner.add(&element);
        inner = element;
    };
    if let TokenStyle::Word { strong, emphasis, link } = style {
        if *strong {
            within(html::strong());
        }
        if *emphasis {
            within(html::em());
        }
        if let Some(link) = link {
            // Each word has it anew: a long one is cut.
            let title: String = link.chars().take(MOST_SHOWN).collect();
            within(html::span().class("dead-link").attr("title", &title));
        }
    }
    inner.child(words);
}
