//! Recognises a text that says nothing but "not applicable".

/// How people write it, in small letters and without full stops and spaces. In the six languages
/// of the United Nations, since an answer may be in another language than its question.
const SPELLINGS: [&str; 12] = [
    "n/a",
    "na",
    "notapplicable",
    "sansobjet",
    "nonapplicable",
    "noaplica",
    "noseaplica",
    "noaplicable",
    "неприменимо",
    "不适用",
    "لاينطبق",
    "غيرمنطبق",
];

/// The text says that the question does not apply, and nothing else: `N/A.`, `n.a.`,
/// `*Not applicable*`. An offer can be made of it; nothing is ever turned by itself.
pub fn says_not_applicable(text: &str) -> bool {
    // Longer than any spelling with its stops, spaces and Markdown signs: not worth folding.
    if text.trim().len() > 64 {
        return false;
    }
    let ignored =
        |c: char| c.is_whitespace() || matches!(c, '.' | '。' | '\\' | '*' | '_' | '\u{200e}' | '\u{200f}');
    let folded: String = text.chars().filter(|c| !ignored(*c)).flat_map(char::to_lowercase).collect();
    SPELLINGS.contains(&folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::says_not_applicable;

    #[test]
    fn only_a_text_that_is_nothing_else_counts() {
        let yes = [
            "N/A",
            "N/A.",
            " n.a.\n",
            "n/a",
            "NA",
            "N / A",
            "Not applicable",
            "not applicable.",
            "N/A\\.",
            "*N/A.*",
            "**Not applicable**",
            "Sans objet",
            "No se aplica.",
            "Не применимо",
            "不适用。",
            "لا ينطبق",
            "N\u{a0}/\u{a0}A",
        ];
        let no = ["", " ", "None", "N/A to us", "Not applicable: see I.a", "Nap", "n", "/", "not", "0"];
        for text in yes {
            assert!(says_not_applicable(text), "{text:?}");
        }
        for text in no {
            assert!(!says_not_applicable(text), "{text:?}");
        }
    }
}
