//! An answer as tokens to be compared: formatted text as it looks, everything else in lines.

use super::compare::{Token, TokenStyle, words_of};
use crate::draft::{AnswerId, Draft, OTHER, Value};
use crate::richtext::{Block, Inline, Marks, RichText, read};
use crate::template::{FieldKind, QuestionId, Template};

const PLAIN: TokenStyle = TokenStyle::Word { strong: false, emphasis: false, link: None };

/// The value at `answer_id` as a reader would see it.
pub fn readable(draft: &Draft, answer_id: &AnswerId, kind: Option<&FieldKind>, value: &Value) -> Vec<Token> {
    let template = &draft.template;
    let mut tokens = Tokens::default();
    match value {
        Value::None => {}
        Value::Text(text) if matches!(kind, Some(FieldKind::Rich)) => tokens.rich(&read(text).text),
        Value::Text(text) => text.lines().for_each(|line| tokens.line(line)),
        Value::Options { options, other } => {
            for option in options.iter().filter(|option| *option != OTHER) {
                tokens.line(&option_name(template, kind, option));
            }
            tokens.line(other);
        }
        Value::Entries(entries) => {
            for entry in entries {
                tokens.line(&entry_name(draft, answer_id.question(), entry));
            }
        }
        Value::Reference(reference) => {
            let members = [
                &reference.title,
                &reference.address,
                &reference.symbol,
                &reference.year,
                &reference.language,
                &reference.note,
            ];
            members.into_iter().for_each(|member| tokens.line(member));
        }
        Value::Consent { option, date } => {
            tokens.line(&option_name(template, kind, option));
            tokens.line(date);
        }
        Value::Unreadable(json) => tokens.line(&json.to_string()),
    }
    tokens.0
}

/// What an entry is called: an entry of a list by its name, one of the writer's by its first words.
pub fn entry_name(draft: &Draft, question: &str, entry: &str) -> String {
    let template = &draft.template;
    let node = QuestionId::new(question).and_then(|id| template.node(&id));
    let Some(kind) = node.and_then(|node| node.field.as_ref()).map(|field| &field.kind) else {
        return entry.to_owned();
    };
    if matches!(kind, FieldKind::PerItem { .. }) {
        return option_name(template, Some(kind), entry);
    }
    let first = kind.fields().iter().find_map(|field| {
        let answer_id = AnswerId::within(&QuestionId::new(question)?, entry, &field.id);
        let words = match draft.value(&answer_id) {
            Value::Text(text) => text,
            Value::Reference(reference) if reference.title.is_empty() => &reference.address,
            Value::Reference(reference) => &reference.title,
            _ => return None,
        };
        (!words.trim().is_empty()).then(|| words.lines().next().unwrap_or_default().to_owned())
    });
    first.unwrap_or_else(|| entry.to_owned())
}

fn option_name(template: &Template, kind: Option<&FieldKind>, id: &str) -> String {
    let entries = match kind {
        Some(FieldKind::Choice(options) | FieldKind::Consent(options)) => options.entries.as_slice(),
        Some(FieldKind::Multichoice { options, .. }) => options.entries.as_slice(),
        Some(FieldKind::Tags { list, .. } | FieldKind::PerItem { list, .. }) => {
            template.lists.get(list).map(|list| list.entries.as_slice()).unwrap_or_default()
        }
        _ => &[],
    };
    let Some(entry) = entries.iter().find(|entry| entry.id == id) else { return id.to_owned() };
    let name = template.text(&entry.name, &template.default_language);
    [entry.label.as_str(), name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Tokens(Vec<Token>);

impl Tokens {
    fn begin(&mut self, sign: &str, heading: u8) {
        let style = TokenStyle::Block { sign: sign.to_owned(), heading };
        self.0.push(Token { text: String::new(), style });
    }

    fn line(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.begin("", 0);
            self.0.extend(words_of(text, &PLAIN));
        }
    }

    fn rich(&mut self, text: &RichText) {
        self.blocks(&text.blocks, "");
        for note in &text.footnotes {
            self.blocks(&note.blocks, &format!("[{}] ", note.label));
        }
    }

    /// The reader of rich text caps how deep blocks nest, and so this recursion. `sign` stands before
    /// the first block.
    fn blocks(&mut self, blocks: &[Block], sign: &str) {
        let mut sign = sign.to_owned();
        for block in blocks {
            match block {
                Block::Paragraph(content) => {
                    self.begin(&sign, 0);
                    self.inlines(content);
                }
                Block::Heading { level, content } => {
                    self.begin(&sign, *level);
                    self.inlines(content);
                }
                Block::List { start, items } => {
                    for (number, item) in (start.unwrap_or(0)..).zip(items) {
                        let own =
                            if start.is_some() { format!("{sign}{number}. ") } else { format!("{sign}• ") };
                        self.blocks(item, &own);
                    }
                }
                Block::Quote(blocks) => self.blocks(blocks, &format!("{sign}> ")),
                Block::Table(table) => {
                    for row in std::iter::once(&table.header).chain(&table.rows) {
                        self.begin(&sign, 0);
                        for (index, cell) in row.iter().enumerate() {
                            if index > 0 {
                                self.0.extend(words_of(" | ", &PLAIN));
                            }
                            self.inlines(cell);
                        }
                    }
                }
                Block::Break => self.begin("———", 0),
            }
            sign.clear();
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text, marks: Marks { strong, emphasis, link } } => {
                    let style = TokenStyle::Word { strong: *strong, emphasis: *emphasis, link: link.clone() };
                    self.0.extend(words_of(text, &style));
                }
                Inline::HardBreak => self.0.push(Token { text: "\n".to_owned(), style: PLAIN }),
                Inline::FootnoteReference(label) => self.0.extend(words_of(&format!("[{label}]"), &PLAIN)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str) -> String {
        let mut tokens = Tokens::default();
        tokens.rich(&read(markdown).text);
        tokens
            .0
            .iter()
            .map(|token| match &token.style {
                TokenStyle::Block { sign, heading } => {
                    format!("/{}{sign}", "#".repeat(usize::from(*heading)))
                }
                TokenStyle::Word { strong: true, .. } => token.text.to_uppercase(),
                TokenStyle::Word { .. } => token.text.clone(),
            })
            .collect()
    }

    #[test]
    fn formatted_text_is_compared_as_it_looks() {
        for (markdown, expected) in [
            ("one **two**\n\nthree", "/one TWO/three"),
            ("# Head\n\n- a\n- b\n  1. c", "/#Head/• a/• b/1. c"),
            ("> said", "/> said"),
            ("| a | b |\n|---|---|\n| c | d |", "/a | b/c | d"),
        ] {
            assert_eq!(shown(markdown), expected);
        }
    }
}
