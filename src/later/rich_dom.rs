//! Rich text as DOM nodes.

use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::later::dom::{child, text as append_text};
use submission_core::richtext::{Address, Alignment, Block, Inline, Marks, RichText, Table};

/// Replaces what stands in `target` by the text; sub-headings of level 1 become `h{heading}`.
pub fn render(target: &Element, text: &RichText, heading: u8) -> Result<(), JsValue> {
    target.set_text_content(None);
    let painter = Painter { heading };
    painter.blocks(target, &text.blocks)?;
    if text.footnotes.is_empty() {
        return Ok(());
    }
    let notes = child(target, "ol")?;
    notes.set_class_name("footnotes");
    for note in &text.footnotes {
        painter.blocks(&child(&notes, "li")?, &note.blocks)?;
    }
    Ok(())
}

/// Replaces what stands in `target` by one line.
pub fn render_line(target: &Element, line: &[Inline]) -> Result<(), JsValue> {
    target.set_text_content(None);
    Painter { heading: 1 }.inlines(target, line)
}

struct Painter {
    heading: u8,
}

impl Painter {
    /// The reader of rich text caps how deep blocks nest, and so this recursion.
    fn blocks(&self, target: &Element, blocks: &[Block]) -> Result<(), JsValue> {
        for block in blocks {
            match block {
                Block::Paragraph(content) => self.inlines(&child(target, "p")?, content)?,
                Block::Heading { level, content } => {
                    let level = (self.heading + level - 1).min(6);
                    self.inlines(&child(target, &format!("h{level}"))?, content)?;
                }
                Block::List { start, items } => {
                    let list = child(target, if start.is_some() { "ol" } else { "ul" })?;
                    if let Some(start) = start.filter(|start| *start != 1) {
                        list.set_attribute("start", &start.to_string())?;
                    }
                    for item in items {
                        self.blocks(&child(&list, "li")?, item)?;
                    }
                }
                Block::Quote(blocks) => self.blocks(&child(target, "blockquote")?, blocks)?,
                Block::Table(table) => self.table(target, table)?,
                Block::Break => {
                    child(target, "hr")?;
                }
            }
        }
        Ok(())
    }

    fn table(&self, target: &Element, table: &Table) -> Result<(), JsValue> {
        let frame = child(target, "div")?;
        frame.set_class_name("table");
        // A table wider than the column scrolls, and so must be reachable by keyboard.
        frame.set_attribute("tabindex", "0")?;
        let element = child(&frame, "table")?;
        self.row(&child(&child(&element, "thead")?, "tr")?, "th", &table.header, &table.columns)?;
        let body = child(&element, "tbody")?;
        for row in &table.rows {
            self.row(&child(&body, "tr")?, "td", row, &table.columns)?;
        }
        Ok(())
    }

    fn row(
        &self,
        row: &Element,
        name: &str,
        cells: &[Vec<Inline>],
        columns: &[Alignment],
    ) -> Result<(), JsValue> {
        for (cell, alignment) in cells.iter().zip(columns) {
            let element = child(row, name)?;
            match alignment {
                Alignment::Center => element.set_attribute("data-align", "center")?,
                Alignment::Right => element.set_attribute("data-align", "right")?,
                Alignment::Default | Alignment::Left => {}
            }
            self.inlines(&element, cell)?;
        }
        Ok(())
    }

    fn inlines(&self, target: &Element, inlines: &[Inline]) -> Result<(), JsValue> {
        // The runs of one link stand in one element, which has its address once.
        let mut open: Option<(&Address, Element)> = None;
        for inline in inlines {
            match inline {
                Inline::Text { text, marks: Marks { link: Some(address), strong, emphasis } } => {
                    let element = match open.take().filter(|(same, _)| *same == address) {
                        Some((_, element)) => element,
                        None => link(target, address)?,
                    };
                    run(&element, text, *strong, *emphasis)?;
                    open = Some((address, element));
                    continue;
                }
                Inline::Text { text, marks } => run(target, text, marks.strong, marks.emphasis)?,
                Inline::HardBreak => {
                    child(target, "br")?;
                }
                Inline::FootnoteReference(label) => {
                    child(target, "sup")?.set_text_content(Some(&format!("[{label}]")));
                }
            }
            open = None;
        }
        Ok(())
    }
}

fn run(target: &Element, text: &str, strong: bool, emphasis: bool) -> Result<(), JsValue> {
    let mut inner = target.clone();
    if strong {
        inner = child(&inner, "strong")?;
    }
    if emphasis {
        inner = child(&inner, "em")?;
    }
    append_text(&inner, text)
}

/// A link that leads somewhere, or a text that says it does not.
fn link(target: &Element, address: &str) -> Result<Element, JsValue> {
    let lower = address.to_ascii_lowercase();
    let leads = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    if !leads {
        let element = child(target, "span")?;
        element.set_class_name("dead-link");
        return Ok(element);
    }
    let element = child(target, "a")?;
    element.set_attribute("href", address)?;
    element.set_attribute("target", "_blank")?;
    element.set_attribute("rel", "noopener noreferrer")?;
    Ok(element)
}
