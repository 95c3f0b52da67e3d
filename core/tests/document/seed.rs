//! The real submission, where it is present: typed into the form, taken out as Markdown.

use serde_json::json;
use submission_core::checks::{Offer, check};
use submission_core::document::{Options, compose, markdown};
use submission_core::draft::json::kind_at;
use submission_core::draft::{AnswerState, Draft, Value, says_not_applicable};
use submission_core::richtext::editor::{editor_to_markdown, from_editor, markdown_to_editor, to_editor};
use submission_core::richtext::{links, plain_text, read, write};
use submission_core::template::FieldKind;
use test_support::missing;

use super::composing::prompts;
use super::pandoc::{self, READERS};
use test_support::drafts::{draft_with, put, wsis20};
use test_support::folders;

/// The submission's text; `None`, and a line that says so, where it is not there.
fn seed() -> Option<String> {
    let folder = folders::seed();
    let files = std::fs::read_dir(&folder).ok().into_iter().flatten().flatten().map(|file| file.path());
    let text = files
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .find_map(|path| std::fs::read_to_string(path).ok());
    if text.is_none() {
        missing::material("submission in the seed folder");
    }
    text
}

/// What stands under each prompt, by the id of its question, in printing order.
fn answers(text: &str) -> Vec<(String, String)> {
    let template = wsis20();
    let ids: Vec<String> = template
        .sections
        .iter()
        .flat_map(|section| std::iter::once(section).chain(&section.children))
        .map(|node| node.id.to_string())
        .collect();
    let mut found = Vec::new();
    let mut rest = text;
    let prompts = prompts(&template);
    for (index, prompt) in prompts.iter().enumerate() {
        let (_, after) = rest.split_once(&format!("\n{prompt}\n")).unwrap_or_else(|| panic!("no {prompt:?}"));
        let end =
            prompts.get(index + 1).and_then(|next| after.find(&format!("\n{next}\n"))).unwrap_or(after.len());
        let answer = after[..end].trim().to_owned();
        if !answer.is_empty() {
            found.push((ids[index].clone(), answer));
        }
        rest = &rest[rest.len() - after.len() - 1..];
    }
    found
}

/// The draft that a writer has who types all this into the form.
fn typed(text: &str) -> Draft {
    let field = |prompt: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(prompt));
        line.unwrap_or_else(|| panic!("no {prompt:?}")).trim().to_owned()
    };
    let submitter = text
        .lines()
        .skip_while(|line| *line != "Submission by")
        .skip(1)
        .find(|line| !line.is_empty())
        .unwrap();
    let mut draft = draft_with(
        wsis20(),
        json!({
            "submitter": submitter, "organization": field("Name of organization:"),
            "respondent": field("Name of respondent:"), "role": field("Role of respondent:"), "date": "2024-10-30",
        }),
    );
    assert_eq!(field("Date of response:"), "30 October 2024");
    for (id, answer) in answers(text) {
        match id.as_str() {
            _ if says_not_applicable(&answer) => {
                put(&mut draft, &id, AnswerState::NotApplicable, &json!(null))
            }
            "II.a" => action_lines(&mut draft, &answer),
            "VI" => put(&mut draft, "VI/before", AnswerState::Started, &json!(answer)),
            _ => put(&mut draft, &id, AnswerState::Started, &json!(answer)),
        }
    }
    draft
}

/// Picks the action lines that are typed as headings.
fn action_lines(draft: &mut Draft, answer: &str) {
    let mut entry = "before".to_owned();
    let mut parts: Vec<(String, String)> = Vec::new();
    for line in answer.lines() {
        let code = line
            .split_once(": ")
            .map(|(code, _)| code)
            .filter(|code| code.len() <= 3 && code.starts_with('C'));
        if let Some(code) = code {
            entry = if line.contains("e-health") { "C7-e-health".to_owned() } else { code.to_owned() };
            parts.push((entry.clone(), String::new()));
            continue;
        }
        if parts.is_empty() {
            parts.push((entry.clone(), String::new()));
        }
        let (_, text) = parts.last_mut().unwrap();
        text.push_str(line);
        text.push('\n');
    }
    let picked: Vec<&String> = parts.iter().skip(1).map(|(entry, _)| entry).collect();
    put(draft, "II.a", AnswerState::Started, &json!({"entries": picked}));
    for (entry, text) in parts.iter().filter(|(_, text)| !text.trim().is_empty()) {
        let id = if entry == "before" { "II.a/before".to_owned() } else { format!("II.a/{entry}/text") };
        put(draft, &id, AnswerState::Started, &json!(text.trim()));
    }
}

/// The words alone: without the signs of Markdown and of lists.
fn words(markdown: &str) -> Vec<String> {
    let text = plain_text(&read(markdown).text);
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn opening_and_closing_every_answer_of_the_seed_changes_no_byte() {
    let Some(text) = seed() else { return };
    let as_a_whole = ("all".to_owned(), text.clone());
    for (id, answer) in answers(&text).into_iter().chain([as_a_whole]) {
        let shown = read(&answer).text;
        let json = to_editor(&shown).unwrap();
        assert_eq!(from_editor(&json).as_ref(), Ok(&shown), "{id}");
        let stored = write(&shown);
        let json = markdown_to_editor(&stored).unwrap().0;
        assert_eq!(editor_to_markdown(&json), Ok(stored), "{id}");
    }
    let draft = typed(&text);
    let mut closed = draft.clone();
    for (id, answer) in &draft.answers {
        let kind = kind_at(&draft.template, id);
        if let (Some(FieldKind::Rich), Value::Text(text)) = (kind, &answer.value) {
            let json = markdown_to_editor(text).unwrap().0;
            let answer = json!(editor_to_markdown(&json).unwrap());
            put(&mut closed, id.as_str(), AnswerState::Started, &answer);
        }
    }
    let exported = |draft| markdown::render(&compose(draft, &Options::english()));
    assert_eq!(exported(&closed), exported(&draft));
}

#[test]
fn the_checks_find_what_is_known_to_be_wrong_with_the_seed() {
    let Some(text) = seed() else { return };
    let findings = check(&typed(&text), None);
    let named =
        |name: &'static str| findings.iter().filter(move |finding| finding.message.key().name() == name);
    let several = named("checks.links-lost").map(|finding| {
        let message = finding.message.to_string();
        message.split(' ').next().and_then(|count| count.parse::<usize>().ok()).unwrap()
    });
    assert_eq!(several.sum::<usize>() + named("checks.link-lost").count(), 19);
    let offered: Vec<&Option<Offer>> = named("checks.symbol-better").map(|finding| &finding.offer).collect();
    assert!(matches!(offered[..], [Some(Offer::Replace { with, .. })] if with == "E/CN.15/2024/CRP.1"));
    assert_eq!(named("checks.link-file-name").count(), 1);
    let others = findings.iter().map(|finding| finding.message.key().name()).filter(|name| {
        !["checks.links-lost", "checks.link-lost", "checks.symbol-better", "checks.link-file-name"]
            .contains(name)
    });
    assert_eq!(others.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_action_lines_have_the_names_that_the_seed_has() {
    let Some(text) = seed() else { return };
    let (_, typed_in) = answers(&text).into_iter().find(|(id, _)| id == "II.a").unwrap();
    let is_line = |line: &&str| {
        line.split_once(": ").is_some_and(|(code, _)| {
            code.strip_prefix('C').is_some_and(|number| number.parse::<u8>().is_ok())
        })
    };
    let in_seed: Vec<&str> = typed_in.lines().filter(is_line).collect();
    assert!(in_seed.len() >= 5, "{in_seed:?}");
    let written = markdown::render(&compose(&typed(&text), &Options::english()));
    let printed: Vec<&str> =
        written.lines().filter_map(|line| line.strip_prefix("### ")).filter(is_line).collect();
    assert_eq!(printed, in_seed);
}

#[test]
fn the_seed_comes_out_as_it_was_typed_in() {
    let Some(text) = seed() else { return };
    let draft = typed(&text);
    let found = answers(&text);
    assert_eq!(found.len(), 13);
    assert_eq!(found.iter().filter(|(_, answer)| says_not_applicable(answer)).count(), 5);

    let options = Options::english();
    let written = markdown::render(&compose(&draft, &options));
    for reader in READERS {
        let Some(document) = pandoc::read(reader, &written) else { return };
        let of_template: Vec<String> =
            document.headings.iter().filter(|(level, _)| *level <= 2).map(|(_, text)| text.clone()).collect();
        assert_eq!(of_template, prompts(&draft.template), "{reader}");
        assert_eq!(document.links.iter().filter(|(_, address)| address == "#").count(), 19, "{reader}");
        assert_eq!(document.lists_in_bullets, 1, "{reader}");
        assert_eq!(document.emphasised.len(), 2, "{reader}");
        // One quotation has its quotation marks outside of the italics, one within.
        let quotation = |text: &String| format!("“{}”", text.trim_matches(['“', '”']));
        for quoted in document.emphasised.iter().map(quotation) {
            assert!(document.paragraphs.iter().any(|text| text.contains(&quoted)), "{reader}: {quoted}");
        }
        assert_eq!(
            document.paragraphs.iter().filter(|paragraph| *paragraph == "N/A.").count(),
            5,
            "{reader}"
        );

        // The cover and the fields come first, in the order of the form.
        let cover: Vec<&str> = text
            .split("\nI. ")
            .next()
            .unwrap()
            .split(['\n', '*'])
            .map(|line| line.trim_start_matches("<p>").trim_end_matches("</p>").trim())
            .filter(|line| !line.is_empty())
            .collect();
        let front: Vec<&str> = document.paragraphs.iter().map(|line| line.trim()).take(cover.len()).collect();
        assert_eq!(front.join(" "), cover.join(" "), "{reader}");

        // Every answer, word for word and in order; of II.a the headings are those of the list.
        let all = format!(" {} ", document.words.join(" "));
        let mut rest = all.as_str();
        for (id, answer) in found.iter().filter(|(id, _)| id != "II.a") {
            let wanted = format!(" {} ", words(answer).join(" "));
            let at = rest
                .find(&wanted)
                .unwrap_or_else(|| panic!("{reader}: {id} is not there word for word: {wanted}"));
            rest = &rest[at + wanted.len() - 1..];
        }
        let lines = draft.answers.iter().filter(|(id, _)| id.as_str().starts_with("II.a/"));
        for (id, answer) in lines.clone() {
            let wanted = words(answer.value.text()).join(" ");
            assert!(all.contains(&format!(" {wanted} ")), "{reader}: {id}");
        }
        assert_eq!(lines.count(), 6);
    }
    let total: usize = found
        .iter()
        .map(|(_, answer)| links(&read(answer).text).iter().filter(|(_, to)| *to == "#").count())
        .sum();
    assert_eq!(total, 19);
}
