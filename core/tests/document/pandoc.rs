//! What pandoc reads in a Markdown file.

use std::io::{ErrorKind, Write as _};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

/// The Markdown readers that people convert with. Typographic quotes are left off, since with them
/// pandoc itself changes straight quotes.
pub const READERS: [&str; 3] = ["markdown-smart", "commonmark_x-smart", "gfm"];

/// A document as pandoc read it.
#[derive(Default, Debug)]
pub struct Document {
    /// Level and text of each heading.
    pub headings: Vec<(u64, String)>,
    /// Text of each paragraph, those of items and cells included.
    pub paragraphs: Vec<String>,
    /// Text and address of each link.
    pub links: Vec<(String, String)>,
    /// Text of each emphasis.
    pub emphasised: Vec<String>,
    /// Ordered lists that stand in an item of a bullet list.
    pub lists_in_bullets: usize,
    /// Tables.
    pub tables: usize,
    /// Footnotes.
    pub footnotes: usize,
    /// Quotations.
    pub quotes: usize,
    /// All words in order, those of footnotes last.
    pub words: Vec<String>,
}

/// Reads the text; `None`, and a line that says so, where pandoc is not installed.
pub fn read(reader: &str, markdown: &str) -> Option<Document> {
    let command = Command::new("pandoc")
        .args(["--from", reader, "--to", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut pandoc = match command {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            test_support::missing::tool("pandoc");
            return None;
        }
        command => command.unwrap(),
    };
    pandoc.stdin.take().unwrap().write_all(markdown.as_bytes()).unwrap();
    let output = pandoc.wait_with_output().unwrap();
    assert!(output.status.success());
    let tree: Json = serde_json::from_slice(&output.stdout).unwrap();
    let mut document = Document::default();
    let mut notes = String::new();
    let text = document.visit(&tree["blocks"], false, &mut notes);
    document.words = text.split_whitespace().chain(notes.split_whitespace()).map(str::to_owned).collect();
    Some(document)
}

impl Document {
    /// Collects what is in a part of the tree, and gives back its text.
    fn visit(&mut self, part: &Json, in_bullet: bool, notes: &mut String) -> String {
        let Some(kind) = part["t"].as_str() else {
            let parts = part.as_array().into_iter().flatten();
            return parts.map(|part| self.visit(part, in_bullet, notes)).collect();
        };
        let content = &part["c"];
        match kind {
            "Str" => content.as_str().unwrap().to_owned(),
            "Space" | "SoftBreak" => " ".to_owned(),
            "LineBreak" => "\n".to_owned(),
            "Para" | "Plain" => {
                let text = self.visit(content, false, notes);
                self.paragraphs.push(text.clone());
                format!("{text}\n")
            }
            "Header" => {
                let text = self.visit(&content[2], false, notes);
                self.headings.push((content[0].as_u64().unwrap(), text.clone()));
                format!("{text}\n")
            }
            "Emph" => {
                let text = self.visit(content, false, notes);
                self.emphasised.push(text.clone());
                text
            }
            "Link" => {
                let text = self.visit(&content[1], false, notes);
                self.links.push((text.clone(), content[2][0].as_str().unwrap().to_owned()));
                text
            }
            "Span" | "Div" => self.visit(&content[1], false, notes),
            "BulletList" => self.visit(content, true, notes),
            "OrderedList" => {
                self.lists_in_bullets += usize::from(in_bullet);
                self.visit(&content[1], false, notes)
            }
            "BlockQuote" => {
                self.quotes += 1;
                self.visit(content, false, notes)
            }
            "Note" => {
                self.footnotes += 1;
                let text = self.visit(content, false, &mut String::new());
                notes.push_str(&text);
                String::new()
            }
            "Table" => {
                self.tables += 1;
                self.visit(content, false, notes)
            }
            "Strong" => self.visit(content, false, notes),
            "AlignDefault" | "AlignLeft" | "AlignRight" | "AlignCenter" | "ColWidthDefault" | "ColWidth" => {
                String::new()
            }
            other => panic!("pandoc read a {other}: {content}"),
        }
    }
}
