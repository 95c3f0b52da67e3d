//! Numbers that are meant to stand under a bullet.
//!
//! People indent a numbered line under a bullet by one space, and word processors copy it so. By
//! CommonMark that is a new list beside the bullets (an item's content begins two columns in); by
//! the eye it is a list inside the bullet, and so it is read here.

/// The source with such lines indented as far as CommonMark wants it.
pub(super) fn numbers_under_bullets(source: String) -> String {
    if !source.contains("\n ") {
        return source;
    }
    let mut indented = String::with_capacity(source.len() + 64);
    // Where the content of the bullet above begins, in columns.
    let mut content: Option<usize> = None;
    for line in source.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let text = line.get(indent..).unwrap_or("");
        match content {
            Some(column) if indent > 0 && indent < column && is_numbered(text) => {
                indented.extend(std::iter::repeat_n(' ', column - indent));
            }
            Some(column) if indent >= column || text.trim().is_empty() => {}
            _ => content = bullet_content(indent, text),
        }
        indented.push_str(line);
    }
    indented
}

/// Where the content of a bullet at the margin begins; `None` where the line is none.
fn bullet_content(indent: usize, text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['-', '*', '+'])?;
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    (indent == 0 && (1..=4).contains(&spaces)).then_some(1 + spaces)
}

fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    (1..=9).contains(&digits) && rest.strip_prefix(['.', ')']).is_some_and(|rest| rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_one_space_in_stands_under_the_bullet() {
        let cases = [
            ("- a\n 1. b\n 2. c\n- d", "- a\n  1. b\n  2. c\n- d"),
            ("-   a\n 1. b", "-   a\n    1. b"),
            ("- a\n  1. b", "- a\n  1. b"),
            ("- a\n\n 1. b", "- a\n\n  1. b"),
            ("- a\n1. b", "- a\n1. b"),
            ("- a\ntext\n 1. b", "- a\ntext\n 1. b"),
            ("a\n 1. b", "a\n 1. b"),
            ("- a\n 1900 was a year", "- a\n 1900 was a year"),
        ];
        for (source, expected) in cases {
            assert_eq!(numbers_under_bullets(source.to_owned()), expected, "{source:?}");
        }
    }
}
