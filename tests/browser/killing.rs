//! The browser is killed in mid-typing, as by a power cut, and started again on the same profile.

use crate::field_kinds::FieldKind;
use crate::harness::{Browser, Page, Site};
use crate::writer::{WSIS, begin, go_to_question, sheet, wait_until_safe};
use std::thread::sleep;
use std::time::{Duration, Instant};
use test_support::chance::Chance;
use test_support::figures::figure;

const HISTORY: &str = "b. Brief History";
/// How often, with which fields.
const RUNS: [(FieldKind, u64); 3] =
    [(FieldKind::TextArea, 30), (FieldKind::Editable, 6), (FieldKind::Formatted, 6)];

/// Tells each state that is shown, with the length of the text that it is shown for.
const WATCH: &str = "(() => {
    const state = document.querySelector('.save-state');
    const tell = () => shown(`${state.dataset.state} ${submissionEditorFields.text(document.activeElement).length}`);
    new MutationObserver(tell).observe(state, { attributes: true, characterData: true, childList: true, subtree: true });
})()";

/// How much of the text was shown in one of these states.
fn shown(page: &Page, states: &[&str]) -> usize {
    let told = page.told("shown");
    let lengths = told.iter().filter_map(|told| {
        let (state, length) = told.split_once(' ')?;
        states.contains(&state).then(|| length.parse().ok())?
    });
    lengths.max().unwrap_or(0)
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_browser_killed_in_mid_typing_has_all_that_was_shown_as_safe() {
    for (fields, runs) in RUNS {
        kill_and_compare(fields, runs);
    }
}

fn kill_and_compare(fields: FieldKind, runs: u64) {
    let (site, mut browser) = (Site::app(), Browser::start());
    let page = fields.open(&browser, &site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    let address = page.address();
    sheet(&page, HISTORY).type_text("Start.");
    wait_until_safe(&page);
    // Else it would stay the one tab that may write.
    page.close();
    let mut text = "Start.".to_owned();
    let mut lost_typing = Vec::new();
    let mut lost_saved = Vec::new();
    for run in 0..runs {
        let mut chance = Chance::new(run);
        let page = fields.open(&browser, &site, &address);
        assert_eq!(sheet(&page, HISTORY).value(), text, "run {run}");
        sheet(&page, HISTORY).focus();
        page.press("Control+End");
        page.listen("shown");
        page.evaluate(WATCH);
        let before = text.len();
        let mut typed = Vec::new();
        let end = Instant::now() + Duration::from_millis(200 + chance.below(4_000) as u64);
        while Instant::now() < end {
            // A space at the end is spelt out in Markdown.
            let letters = if fields == FieldKind::Formatted { "etaoinshrdlu" } else { "etaoin shrdlu " };
            let letter = chance.one_of(letters);
            page.type_text(&letter.to_string());
            text.push(letter);
            typed.push(Instant::now());
            // Now a quick typist, now one who thinks: the states come at all lengths.
            let pause = if chance.below(12) == 0 { 700 } else { 90 };
            let left = end.saturating_duration_since(Instant::now());
            sleep(left.min(Duration::from_millis(chance.below(pause) as u64)));
        }
        let (safe, saved) =
            (shown(&page, &["safe"]).max(before), shown(&page, &["safe", "saved"]).max(before));
        let killed = Instant::now();
        browser = browser.kill_and_start_again();
        drop(page);

        let page = fields.open(&browser, &site, &address);
        let kept = sheet(&page, HISTORY).value();
        assert!(text.starts_with(&kept), "run {run}: {kept:?} of {text:?}");
        assert!(kept.len() >= safe, "run {run}: {} kept, {safe} were shown as safe", kept.len());
        let age = |at: usize| typed.get(at - before).map_or(Duration::ZERO, |typed| killed - *typed);
        if kept.len() < text.len() {
            lost_typing.push(age(kept.len()));
        }
        if kept.len() < saved {
            lost_saved.push(age(kept.len()));
        }
        text = kept;
        page.close();
    }
    let worst = |ages: &[Duration]| ages.iter().max().map_or(0.0, Duration::as_secs_f64);
    let name = match fields {
        FieldKind::TextArea => "kill",
        FieldKind::Editable => "kill-editable",
        FieldKind::Formatted => "kill-formatted",
    };
    figure(
        name,
        &format!(
            "{runs} runs: nothing lost that was shown as Safe; Saved was lost {} times, at most {:.2} s old; \
             of Typing at most the last {:.2} s",
            lost_saved.len(),
            worst(&lost_saved),
            worst(&lost_typing)
        ),
    );
}
