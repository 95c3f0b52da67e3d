//! Links that lead nowhere, and links whose words are a file's name.

use super::{Checked, Checker};
use crate::locale::{Message, key};

impl Checker<'_> {
    /// All links of one answer. Those without a web address are one finding, for a document that
    /// came out of a converter has lost all of them at once.
    pub(super) fn links(&mut self, checked: Checked, links: &[(String, &str)]) {
        let lost: Vec<&str> = links
            .iter()
            .filter(|(_, address)| !has_scheme(address))
            .map(|(words, _)| words.as_str())
            .collect();
        match lost.as_slice() {
            [] => {}
            [one] => self.warn(checked.answer_id, Message::new(key::CHECKS_LINK_LOST), one),
            several => {
                let message = Message::new(key::CHECKS_LINKS_LOST).with("count", several.len());
                self.warn(checked.answer_id, message, &several.join("; "));
            }
        }
        for (words, address) in links {
            if is_file_name(words) {
                self.warn(checked.answer_id, Message::new(key::CHECKS_LINK_FILE_NAME), words);
            }
            let mail = address.split_once(':').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("mailto"));
            if let Some((_, mail)) = mail.filter(|(_, mail)| checked.public && !words.contains(mail)) {
                self.warn(checked.answer_id, Message::new(key::CHECKS_PERSONAL_EMAIL), mail);
            }
        }
    }
}

/// The address says how to get there, so that it works outside of the document. Which schemes are
/// allowed was decided when the text was read.
fn has_scheme(address: &str) -> bool {
    let address = address.trim();
    let rest = ["http://", "https://", "mailto:"].iter().find_map(|scheme| {
        let start = address.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| address.get(scheme.len()..))?
    });
    rest.is_some_and(|rest| !rest.is_empty())
}

/// The words look like the name of a file, as Word leaves it when a document has no title.
pub(super) fn is_file_name(words: &str) -> bool {
    const ENDINGS: [&str; 11] =
        [".doc", ".docx", ".pdf", ".odt", ".rtf", ".xls", ".xlsx", ".ppt", ".pptx", ".csv", ".zip"];
    let words = words.trim().to_lowercase();
    if words.starts_with("http://") || words.starts_with("https://") {
        return false;
    }
    words.starts_with("microsoft word - ") || ENDINGS.iter().any(|ending| words.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_a_scheme_and_something_after_it() {
        for (address, expected) in [
            ("https://example.org", true),
            ("HTTP://example.org", true),
            ("mailto:a@example.org", true),
            ("", false),
            ("#", false),
            ("#part", false),
            ("report.pdf", false),
            ("/report", false),
            ("www.example.org", false),
            ("https://", false),
        ] {
            assert_eq!(has_scheme(address), expected, "{address:?}");
        }
    }

    #[test]
    fn names_of_files_are_no_titles() {
        for (words, expected) in [
            ("Microsoft Word - Annex FINAL.docx", true),
            ("report_v3.pdf", true),
            ("Annual report", false),
            ("https://example.org/report.pdf", false),
            ("Report (PDF)", false),
        ] {
            assert_eq!(is_file_name(words), expected, "{words}");
        }
    }
}
