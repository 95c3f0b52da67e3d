//! The laws of rich text, for one source at a time.

use std::collections::HashSet;

use submission_core::richtext::editor::{editor_to_markdown, from_editor, markdown_to_editor, to_editor};
use submission_core::richtext::{Note, Reading, RichText, links, normalise, plain_text, read, write};

/// What shows that the source breaks a law; `words` stand in it and have to be found again.
pub fn broken_law<'w>(markdown: &str, words: impl Iterator<Item = &'w str>) -> Option<String> {
    let reading = read(markdown);
    let written = write(&reading.text);
    let again = read(&written);
    if again.text != reading.text {
        return Some(format!("{:?}\nwas written as\n{written}and read as\n{:?}", reading.text, again.text));
    }
    if write(&again.text) != written {
        return Some(format!("no fixed point:\n{written}"));
    }
    if !again.notes.is_empty() {
        return Some(format!("canonical Markdown is not kept as it is: {:?}\n{written}", again.notes));
    }
    if normalise(reading.text.clone()) != reading.text {
        return Some(format!("not in normal form: {:?}", reading.text));
    }
    what_the_editor_changes(&reading.text, &written).or_else(|| what_is_lost(&reading, words))
}

/// What shows that opening the text in the editor and closing it changes it.
fn what_the_editor_changes(text: &RichText, written: &str) -> Option<String> {
    let json = to_editor(text)?;
    let back = from_editor(&json);
    if back.as_ref() != Ok(text) {
        return Some(format!("{text:?}\nis in the editor\n{json}\nand comes back as\n{back:?}"));
    }
    let closed = editor_to_markdown(&markdown_to_editor(written)?.0);
    (closed.as_deref() != Ok(written)).then(|| format!("the editor changes\n{written}"))
}

/// A word that is not in what was read, or a note that says that something is shown which is not.
pub fn what_is_lost<'w>(reading: &Reading, mut words: impl Iterator<Item = &'w str>) -> Option<String> {
    let everything = everything(&reading.text);
    let kept = squeezed(&everything);
    // Looking for each word of a long document in all of it would take hours.
    let known: HashSet<&str> = everything.split(|c: char| !c.is_alphabetic()).collect();
    if let Some(word) = words.find(|word| !known.contains(word) && !kept.contains(&squeezed(word))) {
        return Some(format!("{word} is lost, kept: {kept}"));
    }
    let shown = |note: &&Note| {
        let text = match note {
            Note::Html(text)
            | Note::Code(text)
            | Note::Image(text)
            | Note::Address(text)
            | Note::EmptyLink(text)
            | Note::LinkTitle(text)
            | Note::UnusedDefinition(text)
            | Note::SurplusCells(text) => text.clone(),
            Note::UnusedFootnote(label) | Note::NestedFootnote(label) => format!("[^{label}]"),
            _ => String::new(),
        };
        kept.contains(&squeezed(&text))
    };
    let note = reading.notes.iter().find(|note| !shown(note))?;
    Some(format!("{note:?}, and it is not there, kept: {kept}"))
}

/// All that a reader sees, and where the links lead.
fn everything(text: &RichText) -> String {
    let addresses: Vec<&str> = links(text).into_iter().map(|(_, address)| address).collect();
    plain_text(text) + "\n" + &addresses.join("\n")
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}
