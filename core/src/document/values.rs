//! Values of answers as they are printed on a line.

use crate::draft::{Date, OTHER, Reference};
use crate::richtext::{Address, Inline, Marks};
use crate::template::OptionEntry;

/// A run of text without marks; nothing where it is empty.
pub fn line(text: &str) -> Vec<Inline> {
    let text = one_line(text);
    if text.is_empty() { Vec::new() } else { vec![Inline::Text { text, marks: Marks::default() }] }
}

/// An address, spelled out and linked.
pub fn address(address: &str) -> Vec<Inline> {
    let text = one_line(address);
    let link = is_web_address(&text).then(|| Address::from(text.as_str()));
    if text.is_empty() {
        return Vec::new();
    }
    vec![Inline::Text { text, marks: Marks { link, ..Marks::default() } }]
}

/// An e-mail address, spelled out.
pub fn email(address: &str) -> Vec<Inline> {
    line(address)
}

/// The characters of a line.
pub fn plain(line: &[Inline]) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::HardBreak => " ".to_owned(),
        Inline::FootnoteReference(_) => String::new(),
    };
    line.iter().map(text).collect()
}

/// A day in words; as typed where it is no day.
pub fn day(text: &str, words: &dyn Fn(Date) -> String) -> String {
    Date::parse_iso(text).map_or_else(|| text.to_owned(), words)
}

/// Names of the chosen options in list order, what is not in the list by its id; the text of "Other" where
/// that is chosen.
pub fn chosen<'t>(
    entries: &'t [OptionEntry],
    options: &[String],
    other: &str,
    name: impl Fn(&'t OptionEntry) -> String,
) -> Vec<String> {
    let listed = |option: &String| entries.iter().any(|entry| entry.id == *option);
    let mut names: Vec<String> =
        entries.iter().filter(|entry| options.contains(&entry.id)).map(name).collect();
    names.extend(options.iter().filter(|option| !listed(option) && *option != OTHER).cloned());
    if !other.trim().is_empty() && options.iter().any(|option| option == OTHER) {
        names.push(one_line(other));
    }
    names
}

/// A publication: `Title, A/RES/77/298 (2024, English): https://example.org – note`.
pub fn reference(reference: &Reference) -> Vec<Inline> {
    let Reference { title, address: at, symbol, year, language, note } = reference;
    let present = |parts: &[&String]| {
        let parts: Vec<String> =
            parts.iter().map(|part| one_line(part)).filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    };
    let mut text = present(&[title, symbol]);
    let details = present(&[year, language]);
    if !details.is_empty() {
        let space = if text.is_empty() { "" } else { " " };
        text = format!("{text}{space}({details})");
    }
    let at = address(at);
    if !at.is_empty() && !text.is_empty() {
        text.push_str(": ");
    }
    let note = one_line(note);
    let note =
        if note.is_empty() || (text.is_empty() && at.is_empty()) { note } else { format!(" – {note}") };
    joined([raw(text), at, raw(note)].concat())
}

/// A run of text as it is, its spaces kept; nothing where it is empty.
pub fn raw(text: String) -> Vec<Inline> {
    if text.is_empty() { Vec::new() } else { vec![Inline::Text { text, marks: Marks::default() }] }
}

/// Neighbours with the same marks become one run, as the model of rich text has it.
pub fn joined(runs: Vec<Inline>) -> Vec<Inline> {
    let mut line: Vec<Inline> = Vec::new();
    for run in runs {
        match (line.last_mut(), run) {
            (Some(Inline::Text { text, marks }), Inline::Text { text: more, marks: others })
                if *marks == others =>
            {
                text.push_str(&more);
            }
            (_, run) => line.push(run),
        }
    }
    line
}

/// White space at both ends and line feeds within have no place on a line.
fn one_line(text: &str) -> String {
    text.trim().replace(['\n', '\r'], " ")
}

fn is_web_address(text: &str) -> bool {
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_printed_as_far_as_it_is_given() {
        let cases = [
            (["A title", "https://example.org/a", "", "", "", ""], "A title: https://example.org/a"),
            (["", "https://example.org/a", "", "", "", ""], "https://example.org/a"),
            (["", "", "A/RES/70/125", "", "", ""], "A/RES/70/125"),
            (
                ["A title", "", "A/79/62", "2024", "English", "annex"],
                "A title, A/79/62 (2024, English) – annex",
            ),
            (["", "", "", "2024", "", ""], "(2024)"),
            (["", "", "", "", "", "see above"], "see above"),
            (["A\ntitle ", "javascript:x", "", "", "", ""], "A title: javascript:x"),
            (["", "", "", "", "", ""], ""),
        ];
        for (parts, printed) in cases {
            let [title, address, symbol, year, language, note] = parts.map(str::to_owned);
            let value = Reference { title, address, symbol, year, language, note };
            assert_eq!(plain(&reference(&value)), printed);
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        for (text, linked) in [
            ("https://example.org", true),
            ("HTTP://EXAMPLE.ORG", true),
            ("mailto:a@example.org", true),
            ("javascript:alert(1)", false),
            ("example.org", false),
            ("https://example.org/a b", false),
        ] {
            let is_link =
                |inline: &Inline| matches!(inline, Inline::Text { marks, .. } if marks.link.is_some());
            assert_eq!(address(text).iter().any(is_link), linked, "{text}");
        }
    }
}
