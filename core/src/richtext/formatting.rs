//! What the formatting buttons do to Markdown: pure functions of a text and what is selected in it.

/// A formatting button.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Strong type.
    Strong,
    /// Emphasis.
    Emphasis,
    /// A link.
    Link,
    /// A sub-heading.
    Heading,
    /// A bullet list.
    Bullets,
    /// A numbered list.
    Numbers,
    /// A quotation.
    Quote,
}

/// A change of a text: what is put in the place of what, and what is selected then. All positions
/// are counted in UTF-16 units, as a text area counts them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// Where the replaced part begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What stands there then.
    pub text: String,
    /// What is selected then.
    pub select: (u32, u32),
}

/// What the button does where `from..to` is selected (UTF-16 units).
pub fn format(format: Format, text: &str, from: u32, to: u32) -> Edit {
    let (start, end) = (byte_at(text, from.min(to)), byte_at(text, from.max(to)));
    match format {
        Format::Strong => around(text, start, end, "**"),
        Format::Emphasis => around(text, start, end, "*"),
        Format::Link => link(text, start, end),
        Format::Heading => lines(text, start, end, |_| "# ".to_owned()),
        Format::Bullets => lines(text, start, end, |_| "- ".to_owned()),
        Format::Numbers => lines(text, start, end, |index| format!("{}. ", index + 1)),
        Format::Quote => lines(text, start, end, |_| "> ".to_owned()),
    }
}

/// Puts the sign around the selection, or takes it away where it is there. Spaces at the edge stay
/// outside: a mark that begins or ends with one is none.
fn around(text: &str, start: usize, end: usize, sign: &str) -> Edit {
    let (before, chosen, after) = parts(text, start, end);
    let inner = chosen.trim();
    let start = start + (chosen.len() - chosen.trim_start().len());
    let end = if inner.is_empty() { start } else { start + inner.len() };
    let marked = before.ends_with(sign) && after.starts_with(sign) && !inner.is_empty();
    // `**` ends with `*` too, but is another mark.
    let strong = sign == "*" && before.ends_with("**") && after.starts_with("**");
    if marked && !strong && inner.len() == chosen.len() {
        let from = start - sign.len();
        return edit(text, from, end + sign.len(), inner.to_owned(), (0, inner.len()));
    }
    let replaced = format!("{sign}{inner}{sign}");
    edit(text, start, end, replaced, (sign.len(), sign.len() + inner.len()))
}

/// Makes the selection the text of a link, and selects where the address goes.
fn link(text: &str, start: usize, end: usize) -> Edit {
    const ADDRESS: &str = "https://";
    let chosen = parts(text, start, end).1.trim();
    let is_address = chosen.starts_with("https://") || chosen.starts_with("http://");
    let (label, address) = if is_address { ("", chosen) } else { (chosen, ADDRESS) };
    let written = format!("[{label}]({address})");
    let select = if label.is_empty() { (1, 1) } else { (label.len() + 3, label.len() + 3 + address.len()) };
    edit(text, start, end, written, select)
}

/// Puts the sign before each line that the selection touches, or takes it away where all have it.
/// A list, heading or quotation stands apart from what goes before and comes after.
fn lines(text: &str, start: usize, end: usize, sign: impl Fn(usize) -> String) -> Edit {
    let (before, _, _) = parts(text, start, end);
    let from = before.rfind('\n').map_or(0, |at| at + 1);
    let to = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| end + at);
    let chosen = parts(text, from, to).1;
    let all = chosen.lines().enumerate().all(|(index, line)| line.starts_with(&sign(index)));
    if all && !chosen.is_empty() {
        let bare: Vec<&str> = chosen
            .lines()
            .enumerate()
            .map(|(index, line)| line.strip_prefix(&sign(index)).unwrap_or(line))
            .collect();
        let bare = bare.join("\n");
        let length = bare.len();
        return edit(text, from, to, bare, (0, length));
    }
    let mut index = 0;
    let mut written: Vec<String> = Vec::new();
    for line in chosen.split('\n') {
        if line.trim().is_empty() && chosen.contains('\n') {
            written.push(line.to_owned());
            continue;
        }
        written.push(format!("{}{line}", sign(index)));
        index += 1;
    }
    let above = parts(text, 0, from).1;
    let gap = if above.trim().is_empty() || above.ends_with("\n\n") { "" } else { "\n" };
    let written = format!("{gap}{}", written.join("\n"));
    let length = written.len();
    let select = if chosen.contains('\n') { (gap.len(), length) } else { (length, length) };
    edit(text, from, to, written, select)
}

fn parts(text: &str, start: usize, end: usize) -> (&str, &str, &str) {
    let (head, after) = text.split_at_checked(end).unwrap_or((text, ""));
    let (before, chosen) = head.split_at_checked(start).unwrap_or((head, ""));
    (before, chosen, after)
}

/// An edit from byte positions; `select` counts bytes of `written`.
fn edit(text: &str, start: usize, end: usize, written: String, select: (usize, usize)) -> Edit {
    let from = units(parts(text, 0, start).1);
    let to = units(parts(text, 0, end).1);
    let offset = |at: usize| from + units(written.get(..at).unwrap_or(&written));
    let select = (offset(select.0), offset(select.1));
    Edit { from, to, text: written, select }
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The byte position of a UTF-16 position; the end where it lies beyond.
fn byte_at(text: &str, position: u32) -> usize {
    let mut seen = 0;
    for (at, character) in text.char_indices() {
        if seen >= position {
            return at;
        }
        seen += u32::from(character.len_utf16() == 2) + 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[` and `]` stand for the edges of the selection.
    fn pressed(button: Format, marked: &str) -> String {
        let from = marked.find('[').unwrap();
        let to = marked.find(']').unwrap() - 1;
        let text = marked.replace(['[', ']'], "");
        let unit = |at: usize| units(&text[..at]);
        let edit = format(button, &text, unit(from), unit(to));
        let all: Vec<u16> = text.encode_utf16().collect();
        let mut new: Vec<u16> = all[..edit.from as usize].to_vec();
        new.extend(edit.text.encode_utf16());
        new.extend(&all[edit.to as usize..]);
        let part = |range: std::ops::Range<usize>| String::from_utf16(&new[range]).unwrap();
        let (start, end) = (edit.select.0 as usize, edit.select.1 as usize);
        format!("{}«{}»{}", part(0..start), part(start..end), part(end..new.len()))
    }

    #[test]
    fn buttons_mark_what_is_selected_and_take_the_mark_away_again() {
        let cases = [
            (Format::Strong, "a [b] c", "a **«b»** c"),
            (Format::Strong, "a **[b]** c", "a «b» c"),
            (Format::Emphasis, "a **[b]** c", "a ***«b»*** c"),
            (Format::Emphasis, "a[ b ]c", "a *«b»* c"),
            (Format::Strong, "😀 [中文] x", "😀 **«中文»** x"),
            (Format::Emphasis, "a []", "a *«»*"),
            (Format::Bullets, "[]", "- «»"),
            (Format::Bullets, "[one\ntwo]", "«- one\n- two»"),
            (Format::Bullets, "[- one\n- two]", "«one\ntwo»"),
            (Format::Numbers, "x\n\n[one\n\ntwo]", "x\n\n«1. one\n\n2. two»"),
            (Format::Bullets, "x\n[y]", "x\n\n- y«»"),
            (Format::Heading, "[]title", "# title«»"),
        ];
        for (button, before, after) in cases {
            assert_eq!(pressed(button, before), after, "{button:?} on {before}");
        }
    }

    #[test]
    fn a_link_asks_for_what_is_missing() {
        let link = |text: &str, to| format(Format::Link, text, 0, to);
        assert_eq!(link("UN", 2).text, "[UN](https://)");
        assert_eq!(link("UN", 2).select, (5, 13));
        assert_eq!(link("https://un.org", 14).text, "[](https://un.org)");
        assert_eq!(link("https://un.org", 14).select, (1, 1));
    }

    #[test]
    fn positions_beyond_the_text_are_its_end() {
        assert_eq!(format(Format::Strong, "a", 7, 9).from, 1);
    }
}
