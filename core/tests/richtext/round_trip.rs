//! The laws of rich text: reading, writing, nothing lost.

use proptest::prelude::*;
use submission_core::richtext::walk::each_line;
use submission_core::richtext::{Inline, normalise, plain_text, read, write};
use test_support::source::Source;

/// Texts that are glued from pieces of Markdown; as many in the long run (`LONG_RUN`).
const EACH_CHANGE: u64 = 20_000;
const LONG: u64 = 5_000_000;

fn trees() -> ProptestConfig {
    let cases = u32::try_from(test_support::chance::cases(1_000, 500_000)).unwrap();
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(trees())]

    #[test]
    fn writing_then_reading_gives_the_same_document(text in crate::generate::rich_text()) {
        let markdown = write(&text);
        prop_assert_eq!(read(&markdown).text, text, "{}", markdown);
    }

    #[test]
    fn the_normal_form_is_normal(text in crate::generate::any_tree()) {
        let normal = normalise(text);
        prop_assert_eq!(normalise(normal.clone()), normal);
    }

    #[test]
    fn the_normal_form_says_all_that_the_tree_said(text in crate::generate::any_tree()) {
        let said = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let kept = said(&plain_text(&normalise(text.clone())));
        let mut lost = None;
        each_line(&text, &mut |line| {
            let mut runs = line.iter().filter_map(|inline| match inline {
                Inline::Text { text, .. } => Some(said(text)),
                _ => None,
            });
            lost = lost.take().or(runs.rfind(|run| !kept.contains(run)));
        });
        prop_assert_eq!(lost, None, "kept: {}", kept);
    }
}

#[test]
fn every_law_holds_for_any_text() {
    let first = std::env::var("FIRST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    test_support::chance::each_seed(test_support::chance::cases(EACH_CHANGE, LONG), |seed| {
        let breaks = |source: &Source| crate::laws::broken_law(&source.to_string(), source.words());
        let source = Source::of_seed(first + seed);
        if breaks(&source).is_some() {
            let smallest = source.smallest(|source| breaks(source).is_some());
            let shown = breaks(&smallest).unwrap_or_default();
            panic!("seed {}: {:?}\n{shown}", first + seed, smallest.to_string());
        }
    });
}
