//! What was pasted into an editor: as the document that is put in, and what is said of it.

use crate::browser::editors::Copied;
use submission_core::locale::Message;
use submission_core::paste::{MAX_BYTES, Note, Pasted, TooLarge, Tree, from_html, from_text};

/// Ends each entry of a tree (`web/editor/copied_tree.ts`).
const END: char = '\u{1e}';

/// What was pasted; too much is refused as a whole.
pub fn pasted(copied: &Copied) -> Result<Pasted, TooLarge> {
    if copied.text.len() > MAX_BYTES {
        return Err(TooLarge);
    }
    let of_html = if copied.tree.is_empty() { Pasted::default() } else { from_html(&tree(&copied.tree)?) };
    let mut pasted = if of_html.text.blocks.is_empty() && !copied.text.trim().is_empty() {
        from_text(&copied.text)
    } else {
        of_html
    };
    // What comes with a text as a picture of it is no loss.
    if pasted.text.blocks.is_empty() && pasted.notes.is_empty() && copied.files > 0 {
        pasted.notes.push(Note::Pictures(copied.files as usize));
    }
    Ok(pasted)
}

/// What is said of it.
pub fn said(notes: &[Note]) -> Vec<Message> {
    notes.iter().map(Note::message).collect()
}

/// The tree of such entries.
fn tree(entries: &str) -> Result<Tree, TooLarge> {
    let mut tree = Tree::new();
    for entry in entries.split_terminator(END) {
        let mut words = entry.chars();
        let sign = words.next();
        let words = words.as_str();
        match sign {
            Some('<') => tree.open(words)?,
            Some('@') => {
                let (name, value) = words.split_once('=').unwrap_or((words, ""));
                tree.attribute(name, value)?;
            }
            Some('"') => tree.text(words)?,
            Some('!') => tree.comment(words)?,
            Some('>') => tree.close(),
            _ => return Err(TooLarge),
        }
    }
    Ok(tree)
}
