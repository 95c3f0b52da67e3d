//! One line of text while it is read: white space as HTML has it.

use super::facts::Space;
use crate::richtext::{Inline, Marks};

/// The inlines of the paragraph, heading or cell at hand.
pub(super) struct Line {
    inlines: Vec<Inline>,
    /// White space that comes now is swallowed.
    after_space: bool,
}

impl Default for Line {
    fn default() -> Self {
        Self { inlines: Vec::new(), after_space: true }
    }
}

impl Line {
    pub(super) fn len(&self) -> usize {
        self.inlines.len()
    }

    /// Adds text, with its white space as it is kept.
    pub(super) fn push(&mut self, text: &str, marks: &Marks, space: Space) {
        let mut run = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' if space != Space::Collapsed => {
                    self.push_run(&mut run, marks);
                    self.inlines.push(Inline::HardBreak);
                    self.after_space = space == Space::Lines;
                }
                '\r' if space != Space::Collapsed => {}
                ' ' | '\t' | '\n' | '\r' | '\u{c}' if space != Space::Kept => {
                    if !self.after_space {
                        run.push(' ');
                        self.after_space = true;
                    }
                }
                _ => {
                    run.push(c);
                    self.after_space = false;
                }
            }
        }
        self.push_run(&mut run, marks);
    }

    fn push_run(&mut self, run: &mut String, marks: &Marks) {
        if run.is_empty() {
            return;
        }
        match self.inlines.last_mut() {
            Some(Inline::Text { text, marks: its }) if its == marks => text.push_str(run),
            _ => self.inlines.push(Inline::Text { text: run.clone(), marks: marks.clone() }),
        }
        run.clear();
    }

    pub(super) fn push_reference(&mut self, label: String) {
        self.inlines.push(Inline::FootnoteReference(label));
        self.after_space = false;
    }

    /// A line break; whether it is the second one at the same place.
    pub(super) fn push_break(&mut self) -> bool {
        self.trim_end();
        self.after_space = true;
        if self.inlines.last() == Some(&Inline::HardBreak) {
            return true;
        }
        self.inlines.push(Inline::HardBreak);
        false
    }

    fn trim_end(&mut self) {
        if let Some(Inline::Text { text, .. }) = self.inlines.last_mut()
            && self.after_space
            && text.ends_with(' ')
        {
            text.pop();
            if text.is_empty() {
                self.inlines.pop();
            }
        }
    }

    /// The line, and an empty one in its place; nothing where there is nothing to see in it.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        self.trim_end();
        let inlines = std::mem::take(self).inlines;
        let is_blank = |inline: &Inline| match inline {
            Inline::Text { text, .. } => text.trim().is_empty(),
            Inline::HardBreak => true,
            Inline::FootnoteReference(_) => false,
        };
        if inlines.iter().all(is_blank) { Vec::new() } else { inlines }
    }
}

/// Enough of the beginning of a line to know the sign of an item.
pub(super) fn beginning(inlines: &[Inline]) -> String {
    const ENOUGH: usize = 80;
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text: more, .. } if text.len() < ENOUGH => text.extend(more.chars().take(ENOUGH)),
            _ => break,
        }
    }
    text
}

/// Without so many bytes at the beginning.
pub(super) fn without_beginning(inlines: &mut Vec<Inline>, mut bytes: usize) {
    while bytes > 0 {
        let Some(Inline::Text { text, .. }) = inlines.first_mut() else { return };
        if text.len() > bytes {
            *text = text.get(bytes..).unwrap_or("").to_owned();
            return;
        }
        bytes -= text.len();
        inlines.remove(0);
    }
}

/// Takes the mark from a line that is strong as a whole, where the line says so by itself.
pub(super) fn without_strong(inlines: &mut [Inline]) {
    let is_strong = |inline: &Inline| match inline {
        Inline::Text { text, marks } => marks.strong || text.trim().is_empty(),
        _ => true,
    };
    if inlines.iter().all(is_strong) {
        for inline in inlines {
            if let Inline::Text { marks, .. } = inline {
                marks.strong = false;
            }
        }
    }
}
