//! The laws of rich text: reading, writing, nothing lost.
#![cfg(not(target_arch = "wasm32"))]

#[path = "richtext/generate.rs"]
#[allow(dead_code)]
mod generate;

use proptest::prelude::*;
use submission_editor::richtext::{links, normalise, plain_text, read, write};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn writing_then_reading_gives_the_same_document(text in generate::rich_text()) {
        let markdown = write(&text);
        prop_assert_eq!(read(&markdown).text, text, "{}", markdown);
    }

    #[test]
    fn canonical_markdown_is_a_fixed_point(markdown in generate::soup()) {
        let written = write(&read(&markdown).text);
        prop_assert_eq!(write(&read(&written).text), written);
    }

    #[test]
    fn what_was_read_is_read_again_the_same(markdown in generate::soup()) {
        let text = read(&markdown).text;
        let written = write(&text);
        prop_assert_eq!(read(&written).text, text, "{}", written);
    }

    #[test]
    fn the_normal_form_is_normal(text in generate::any_tree()) {
        let normal = normalise(text);
        prop_assert_eq!(normalise(normal.clone()), normal);
    }

    #[test]
    fn no_word_is_lost(markdown in generate::worded_soup()) {
        let text = read(&markdown).text;
        let mut kept = plain_text(&text);
        for (_, address) in links(&text) {
            kept.push('\n');
            kept.push_str(address);
        }
        for word in generate::words_of(&markdown) {
            prop_assert!(kept.contains(word), "{} is lost, kept:\n{}", word, kept);
        }
    }
}
