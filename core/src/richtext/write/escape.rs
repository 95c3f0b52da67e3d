//! Escapes text so that CommonMark readers and pandoc read it as text.

use super::inline::Context;

/// What stands beside a run of text.
pub(super) struct Line {
    /// The run begins a line.
    pub starts: bool,
    /// The run ends a line.
    pub ends: bool,
    /// The run begins the block.
    pub first: bool,
    /// A mark or link opens just before it.
    pub opened: bool,
    /// A mark closes just before it.
    pub closed: bool,
    /// A mark opens just after it.
    pub opens: bool,
    /// A mark or link closes just after it.
    pub closes: bool,
    /// A link or a footnote reference follows.
    pub before_bracket: bool,
    /// The run is part of the words of a link.
    pub in_link: bool,
    /// A footnote reference stands before.
    pub after_reference: bool,
    /// Letters that touch a sign of emphasis are written as character references.
    pub referenced: bool,
    /// How many dollar signs there are in the block: one alone can't be mathematics.
    pub dollars: usize,
    /// Which kind of block it is.
    pub context: Context,
}

/// Appends a run of text.
pub(super) fn text(text: &str, line: &Line, written: &mut String) {
    let hazard = if line.starts && line.context != Context::Heading { block_start(text, line) } else { None };
    let hashes = text.trim_end_matches('#').len();
    let last = text.char_indices().next_back().map_or(0, |(index, _)| index);
    // The character before was written as its number.
    let mut spelled = false;
    // There is an `@` in the word.
    let mut at = false;
    let (mut underscores, mut tildes) = (Underscores::default(), Tildes::default());
    for (index, c) in text.char_indices() {
        let (is_first, is_last) = (index == 0, index == last);
        let edge = (is_first && (line.starts || line.opened)) || (is_last && (line.ends || line.closes));
        let inner_edge = (is_first && line.opened) || (is_last && line.closes);
        let touches = line.referenced && ((is_first && line.closed) || (is_last && line.opens));
        if (edge && (c == ' ' || c == '\t'))
            || (inner_edge && c.is_whitespace())
            // A reference and a bracket after it, escaped or not, are a label to pulldown-cmark 0.13.
            || (is_first && line.after_reference && c == '[')
            || (touches && !c.is_whitespace() && !c.is_ascii_punctuation())
        {
            written.push_str(&format!("&#{};", u32::from(c)));
            spelled = true;
            continue;
        }
        // A letter that is spelled by its number is no letter to pandoc when it looks for a citation.
        let after_letter = !std::mem::take(&mut spelled)
            && text
                .get(..index)
                .and_then(|before| before.chars().next_back())
                .is_some_and(char::is_alphanumeric);
        at &= !c.is_whitespace();
        let rest = text.get(index + c.len_utf8()..).unwrap_or("");
        let after_reference = is_first && line.after_reference;
        let escaped = match c {
            '\\' | '*' | '`' | '[' | '^' | '{' => true,
            // Only a bracket that is open can be closed, and all that are text are escaped.
            ']' => line.in_link,
            '_' => line.referenced || !underscores.are_intraword(text, index),
            '<' => !rest.starts_with([' ', '\t']),
            '&' => is_reference(rest),
            '~' => !tildes.is_alone(text, index),
            '$' => line.dollars > 1,
            // The second of a word begins a citation even after a letter.
            '@' => {
                std::mem::replace(&mut at, true) || !after_letter || !rest.starts_with(char::is_alphanumeric)
            }
            '!' => is_last && line.before_bracket,
            '|' => line.context == Context::Cell,
            ':' | '(' => after_reference,
            '#' => line.context == Context::Heading && line.ends && index >= hashes,
            _ => false,
        };
        if escaped || hazard == Some(index) {
            written.push('\\');
        }
        written.push(c);
    }
}

/// Looks at each stretch of `_` once, from the left to the right.
#[derive(Default)]
struct Underscores {
    /// Where the stretch that was looked at ends, and whether it is between letters.
    end: usize,
    intraword: bool,
}

impl Underscores {
    /// `_` between letters or digits, which is no sign anywhere.
    fn are_intraword(&mut self, text: &str, index: usize) -> bool {
        if index >= self.end {
            let (before, stretch) = text.split_at(index);
            let after = stretch.trim_start_matches('_');
            self.end = text.len() - after.len();
            self.intraword = before.chars().next_back().is_some_and(char::is_alphanumeric)
                && after.chars().next().is_some_and(char::is_alphanumeric);
        }
        self.intraword
    }
}

/// Looks at each word with a `~` once, from the left to the right.
#[derive(Default)]
struct Tildes {
    /// Where the word of the last `~` ends.
    end: usize,
}

impl Tildes {
    /// The only `~` of its word: pandoc's subscript and strike-out need two.
    fn is_alone(&mut self, text: &str, index: usize) -> bool {
        if index < self.end {
            return false;
        }
        let rest = text.get(index..).unwrap_or("");
        // Other white space ends no subscript.
        let word = rest.split([' ', '\t']).next().unwrap_or("");
        self.end = index + word.len();
        index > 0 && word.matches('~').count() == 1
    }
}

/// What follows `&` makes it a character reference.
fn is_reference(rest: &str) -> bool {
    let name = rest.trim_start_matches('#');
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name.get(length..).is_some_and(|rest| rest.starts_with(';'))
}

/// Which character has to be escaped so that the line does not begin another block.
fn block_start(text: &str, line: &Line) -> Option<usize> {
    let ends = |length: usize| {
        let rest = text.get(length..).unwrap_or("");
        rest.is_empty() || rest.starts_with(char::is_whitespace)
    };
    let first = text.chars().next()?;
    if line.context == Context::Cell {
        // A heading row of dashes alone would look like the row below it.
        return (matches!(first, '-' | ':' | '+' | '=')).then_some(0);
    }
    match first {
        '>' | '|' | '%' | '~' => Some(0),
        '#' => {
            let signs = text.len() - text.trim_start_matches('#').len();
            // `#.` is a list to pandoc.
            (ends(signs) || text.starts_with("#.") || text.starts_with("#)")).then_some(0)
        }
        '-' | '+' => (ends(1) || text.get(1..).is_some_and(|rest| rest.starts_with(first))).then_some(0),
        '=' => text.trim_start_matches('=').trim().is_empty().then_some(0),
        ':' => (ends(1) || text.starts_with("::") || text.starts_with(":-")).then_some(0),
        'T' | 't' if line.first && text.get(1..).is_some_and(|rest| rest.starts_with("able:")) => Some(5),
        _ => list_label(text),
    }
}

/// Where the delimiter of a list label stands that `text` begins with: `1.`, `2)`, `(3)`, and
/// pandoc's letters and roman numbers, `a.`, `(iv)`, `B)`.
fn list_label(text: &str) -> Option<usize> {
    let open = usize::from(text.starts_with('('));
    let label = text.get(open..)?;
    let length = label.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let label = label.get(..length)?;
    let delimiter = open + length;
    let sign = text.get(delimiter..)?.chars().next()?;
    let rest = text.get(delimiter + 1..)?;
    let delimited = if open > 0 { sign == ')' } else { matches!(sign, '.' | ')') };
    if !delimited || !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let number = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    let roman = |signs: &str| !label.is_empty() && label.chars().all(|c| signs.contains(c));
    let letter = length == 1 && !number;
    // "B. Russell" is a name: pandoc wants two spaces after a capital letter with a full stop.
    if letter && sign == '.' && label.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let spaces = rest.chars().take_while(|c| c.is_whitespace()).count();
        return (spaces != 1).then_some(delimiter);
    }
    (number || letter || roman("ivxlcdm") || roman("IVXLCDM")).then_some(delimiter)
}

/// The address is written once, between angle brackets, where it is also the words of the link.
pub(super) fn is_autolink(text: &str, address: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\\`&".contains(c);
    if !text.chars().all(plain) {
        return false;
    }
    match address.strip_prefix("mailto:") {
        Some(mail) if mail == text => is_mail_address(text),
        _ => text == address && is_web_address(address),
    }
}

/// An address that all readers take for one between angle brackets; pandoc wants more than a scheme.
fn is_web_address(address: &str) -> bool {
    match address.split_once(':') {
        Some(("http" | "https", rest)) => {
            rest.strip_prefix("//").is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric()))
        }
        Some(("mailto", mail)) => is_mail_address(mail),
        _ => false,
    }
}

/// An e-mail address that all readers take for one between angle brackets (CommonMark 6.5, without
/// the signs of a local part that mean something elsewhere).
fn is_mail_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_label = |label: &str| {
        label.len() <= 63
            && label.starts_with(|c: char| c.is_ascii_alphanumeric())
            && label.ends_with(|c: char| c.is_ascii_alphanumeric())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    !local.is_empty()
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".+_-".contains(&byte))
        && domain.split('.').all(is_label)
}

/// Appends the address of a link, in angle brackets only where it needs them.
pub(super) fn address(address: &str, context: Context, written: &mut String) {
    let bracketed = address.chars().any(char::is_whitespace) || !is_balanced(address);
    if bracketed {
        written.push('<');
    }
    for (index, c) in address.char_indices() {
        let rest = address.get(index + c.len_utf8()..).unwrap_or("");
        if c == '&' && is_reference(rest) {
            // Not `\&`: comrak 0.59 reads the reference all the same.
            written.push_str("&amp;");
            continue;
        }
        let escaped = match c {
            '\\' | '<' | '>' => true,
            '|' => context == Context::Cell,
            _ => false,
        };
        if escaped {
            written.push('\\');
        }
        written.push(c);
    }
    if bracketed {
        written.push('>');
    }
}

/// Round brackets stand in pairs, one inside another at most.
fn is_balanced(address: &str) -> bool {
    let mut open = 0_i32;
    let level = |c| {
        open += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        (0..=2).contains(&open)
    };
    address.chars().all(level) && open == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_labels_are_found_where_a_reader_would_find_them() {
        let cases = [
            ("1. a", Some(1)),
            ("12) a", Some(2)),
            ("(3) a", Some(2)),
            ("a. b", Some(1)),
            ("iv. b", Some(2)),
            ("II. b", Some(2)),
            ("(i) b", Some(2)),
            ("1.", Some(1)),
            ("B. Russell", None),
            ("B.  Russell", Some(1)),
            ("B) Russell", Some(1)),
            ("1.5 a", None),
            ("(see) a", None),
            ("2024 a", None),
            ("No. 1", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(list_label(text), expected, "{text}");
        }
    }
}
