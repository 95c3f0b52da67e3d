//! Writes a rich text as the editor's JSON.

use super::MOST_BYTES;
use crate::richtext::{Alignment, Block, Inline, Marks, RichText, Table};

const CONTENT: &str = ",\"content\":[";

/// The document of the editor that says the same as the text, which is in normal form; `None` where it
/// has more than [`MOST_BYTES`]. Each run of a link has the address of its own, so that a long link of
/// many marks takes the product of both.
pub fn to_editor(text: &RichText) -> Option<String> {
    let mut writer = Writer { json: String::new() };
    writer.open("doc");
    writer.content();
    writer.blocks(&text.blocks);
    for footnote in &text.footnotes {
        writer.open("footnote");
        writer.word("label", &footnote.label);
        writer.content();
        writer.blocks(&footnote.blocks);
        writer.close();
    }
    writer.close();
    (writer.json.len() <= MOST_BYTES).then_some(writer.json)
}

struct Writer {
    json: String,
}

impl Writer {
    fn push(&mut self, json: &str) {
        self.json.push_str(json);
    }

    /// Begins an object with its type, after a comma where one stands before it.
    fn open(&mut self, name: &str) {
        if self.json.ends_with('}') {
            self.json.push(',');
        }
        self.push("{\"type\":\"");
        self.push(name);
        self.json.push('"');
    }

    /// Begins the content of the node at hand.
    fn content(&mut self) {
        self.push(CONTENT);
    }

    /// Ends the content and the node.
    fn close(&mut self) {
        if self.json.ends_with('[') {
            self.json.truncate(self.json.len() - CONTENT.len());
            self.json.push('}');
        } else {
            self.push("]}");
        }
    }

    fn number(&mut self, name: &str, number: u32) {
        self.attribute(name);
        self.push(&number.to_string());
        self.json.push('}');
    }

    fn word(&mut self, name: &str, word: &str) {
        self.attribute(name);
        self.string(word);
        self.json.push('}');
    }

    fn attribute(&mut self, name: &str) {
        self.push(",\"attrs\":{\"");
        self.push(name);
        self.push("\":");
    }

    fn string(&mut self, text: &str) {
        self.json.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => self.json.extend(['\\', character]),
                '\0'..='\u{1f}' => {
                    let digit = |value: u32| char::from_digit(value, 16).unwrap_or('0');
                    let code = u32::from(character);
                    self.push("\\u00");
                    self.json.extend([digit(code >> 4), digit(code & 15)]);
                }
                _ => self.json.push(character),
            }
        }
        self.json.push('"');
    }

    /// The schema has no node whose blocks are none: there an empty paragraph stands.
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
        if blocks.is_empty() {
            self.line("paragraph", &[]);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(content) => self.line("paragraph", content),
            Block::Heading { level, content } => {
                self.open("heading");
                self.number("level", u32::from(*level));
                self.inlines(content);
            }
            Block::List { start, items } => {
                match start {
                    Some(start) => {
                        self.open("ordered_list");
                        self.number("start", *start);
                    }
                    None => self.open("bullet_list"),
                }
                self.content();
                for item in items {
                    self.open("list_item");
                    self.content();
                    self.blocks(item);
                    self.close();
                }
                self.close();
            }
            Block::Quote(blocks) => {
                self.open("quote");
                self.content();
                self.blocks(blocks);
                self.close();
            }
            Block::Table(table) => self.table(table),
            Block::Break => self.leaf("break"),
        }
    }

    fn table(&mut self, table: &Table) {
        self.open("table");
        self.content();
        self.row("table_header", &table.columns, &table.header);
        for row in &table.rows {
            self.row("table_cell", &table.columns, row);
        }
        self.close();
    }

    fn row(&mut self, name: &str, columns: &[Alignment], cells: &[Vec<Inline>]) {
        self.open("table_row");
        self.content();
        for (column, cell) in columns.iter().zip(cells) {
            self.open(name);
            match column {
                Alignment::Default => {}
                Alignment::Left => self.word("alignment", "left"),
                Alignment::Center => self.word("alignment", "center"),
                Alignment::Right => self.word("alignment", "right"),
            }
            self.inlines(cell);
        }
        self.close();
    }

    fn line(&mut self, name: &str, content: &[Inline]) {
        self.open(name);
        self.inlines(content);
    }

    /// The content of a node that holds inlines, and its end.
    fn inlines(&mut self, inlines: &[Inline]) {
        self.content();
        for inline in inlines {
            if self.json.len() > MOST_BYTES {
                break;
            }
            match inline {
                Inline::Text { text, marks } => {
                    self.open("text");
                    self.marks(marks);
                    self.push(",\"text\":");
                    self.string(text);
                    self.json.push('}');
                }
                Inline::HardBreak => self.leaf("hard_break"),
                Inline::FootnoteReference(label) => {
                    self.open("footnote_reference");
                    self.word("label", label);
                    self.json.push('}');
                }
            }
        }
        self.close();
    }

    fn leaf(&mut self, name: &str) {
        self.open(name);
        self.json.push('}');
    }

    fn marks(&mut self, marks: &Marks) {
        if *marks == Marks::default() {
            return;
        }
        self.push(",\"marks\":[");
        if marks.strong {
            self.leaf("strong");
        }
        if marks.emphasis {
            self.leaf("emphasis");
        }
        if let Some(link) = &marks.link {
            self.open("link");
            self.word("href", link);
            self.json.push('}');
        }
        self.json.push(']');
    }
}
