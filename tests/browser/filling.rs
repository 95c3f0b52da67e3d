//! The main road: a whole form is filled in, found again, reviewed and taken away.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::reading::{assert_all_is_there, assert_prompts};
use crate::sample::{ANSWERS, REFERENCES, line};
use crate::writer::{WSIS, answered, form, name_of, wait_until_saved, words};
use submission_core::template::{FieldKind, Node, OptionEntry, Template};

/// Questions that the writer leaves out, as the form allows.
const LEFT_OUT: [&str; 5] = ["I.b", "II.b", "II.c", "II.d", "IV"];

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_whole_form_is_filled_in_by_keyboard_alone_and_taken_away_as_two_files() {
    let (site, browser) = (Site::app(), Browser::start());
    fill_in_and_take_away(&browser.open(&site, "/"));
}

/// The whole road, on a page that shows Start and has no draft.
pub fn fill_in_and_take_away(page: &Page) {
    let template = form(WSIS);

    page.tab_to("button", format!("Begin: {WSIS}").as_str());
    page.press("Enter");
    page.find("heading", "About the respondent");
    let answers = fill_in_by_keyboard(page, &template);
    page.tab_to("link", "Go to Review");
    page.press("Enter");
    page.find("heading", "Review");
    wait_until_saved(page);

    page.reload();
    page.find("heading", "Review");
    page.find("link", starting("Change: VI. "));
    let review = page.text();
    for node in answered(&template) {
        assert!(review.contains(words(&template, &node.prompt)), "the review lacks {}", node.id);
    }
    assert_eq!(review.lines().filter(|line| line.trim() == "N/A.").count(), LEFT_OUT.len());

    page.tab_to("link", "Export");
    page.press("Enter");
    page.tab_to("button", "Save as Markdown");
    let markdown = page.download(|| page.press("Enter"));
    assert!(markdown.name.ends_with(".md"), "{}", markdown.name);
    assert_prompts(markdown.text(), &template);
    assert_all_is_there(markdown.text(), &answers, LEFT_OUT.len());

    page.tab_to("button", "Save the draft as a file");
    let draft = page.download(|| page.press("Enter"));
    assert!(draft.name.ends_with(".json"), "{}", draft.name);
    check_that_the_draft_comes_back(page, &draft.name, &draft.bytes, markdown.text());
}

/// Opening the file gives a second draft, equal to the first.
fn check_that_the_draft_comes_back(page: &Page, name: &str, bytes: &[u8], markdown: &str) {
    page.tab_to("link", "Drafts");
    page.press("Enter");
    let file = page.file_on_disk(name, bytes);
    page.choose_file(&page.find("button", starting("Open a file")), &file);
    page.find("textbox", "Title of this draft");
    page.click_link("Export");
    let again = page.download(|| page.click_button("Save the draft as a file"));
    assert!(again.bytes == bytes, "the draft changed on its way through a file");
    let same = page.download(|| page.click_button("Save as Markdown"));
    assert_eq!(same.text(), markdown);
    page.click_link("Drafts");
    page.find("heading", "Your drafts");
    let mine = page.all("button").iter().filter(|button| button.name.starts_with("Duplicate: ")).count();
    assert_eq!(mine, 2, "opening a file makes a new draft and replaces none");
}

/// What was written, as Markdown, in the order of the form.
fn fill_in_by_keyboard(page: &Page, template: &Template) -> Vec<String> {
    let mut texts = ANSWERS.iter().cycle();
    let mut written = Vec::new();
    let mut nodes = answered(template).into_iter().peekable();
    while let Some(node) = nodes.next() {
        let name = name_of(template, &node);
        if LEFT_OUT.contains(&node.id.as_str()) {
            page.tab_to("checkbox", format!("Not applicable: {name}").as_str());
            page.press("Space");
        } else {
            answer(page, template, &name, &node, &mut texts, &mut written);
            if !template.respondent.contains(&node) {
                page.tab_to("checkbox", format!("Ready: {name}").as_str());
                page.press("Space");
            }
        }
        // The next question may stand on the next page.
        let next = nodes.peek().map(|next| name_of(template, next));
        if let Some(next) = next.filter(|next| !is_here(page, next)) {
            page.tab_to("link", "Next");
            page.press("Enter");
            wait_until(&format!("the page with {next:?}"), || is_here(page, &next));
        }
    }
    written
}

fn answer<'t>(
    page: &Page,
    template: &Template,
    name: &str,
    node: &Node,
    texts: &mut impl Iterator<Item = &'t &'static str>,
    written: &mut Vec<String>,
) {
    let kind = &node.field.as_ref().unwrap().kind;
    match kind {
        FieldKind::Text | FieldKind::Email | FieldKind::Url | FieldKind::Date { .. } => {
            page.tab_to("textbox", name);
            page.type_text(line(kind.name()));
            written.push(line(kind.name()).to_owned());
        }
        FieldKind::Rich => {
            let text = texts.next().unwrap();
            page.tab_to("textbox", name);
            page.type_text(text);
            written.push((*text).to_owned());
        }
        FieldKind::PerItem { list, fields, .. } => {
            let entries: Vec<&OptionEntry> = template.lists[list].entries.iter().take(2).collect();
            for entry in &entries {
                page.tab_to("checkbox", title_of(template, entry).as_str());
                page.press("Space");
            }
            for entry in entries {
                for field in fields {
                    let name =
                        format!("{name}: {}: {}", title_of(template, entry), words(template, &field.prompt));
                    answer(page, template, &name, field, texts, written);
                }
            }
        }
        FieldKind::Group { fields, entry, .. } => {
            let entry = words(template, entry);
            for (index, reference) in REFERENCES.iter().enumerate() {
                page.tab_to("button", format!("Add: {entry}").as_str());
                page.press("Enter");
                let name = format!("{name}: {entry} {}", index + 1);
                for field in fields {
                    if field.field.as_ref().unwrap().kind == FieldKind::Reference {
                        let name = format!("{name}: {}", words(template, &field.prompt));
                        refer(page, &name, *reference, written);
                    } else {
                        let name = format!("{name}: {}", words(template, &field.prompt));
                        answer(page, template, &name, field, texts, written);
                    }
                }
            }
        }
        FieldKind::Choice(options) => {
            let choice = page.tab_to("combobox", name);
            page.press("ArrowDown");
            assert_eq!(choice.value(), options.entries[0].id);
        }
        FieldKind::Tags { .. }
        | FieldKind::Multichoice { .. }
        | FieldKind::Reference
        | FieldKind::Consent(_)
        | FieldKind::Static => {}
    }
}

fn refer(page: &Page, name: &str, (title, address): (&str, &str), written: &mut Vec<String>) {
    let field = page.tab_to("textbox", format!("{name}: Title").as_str());
    assert_eq!(field.value(), "");
    page.type_text(title);
    page.press("Tab");
    page.type_text(address);
    written.push(title.to_owned());
    written.push(address.to_owned());
}

fn title_of(template: &Template, entry: &OptionEntry) -> String {
    format!("{}: {}", entry.label, words(template, &entry.name))
}

fn is_here(page: &Page, name: &str) -> bool {
    page.has("textbox", starting(name))
        || page.has("heading", starting(name))
        || page.has("group", starting(name))
}
