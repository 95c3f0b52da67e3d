//! What the core takes for its larger pieces of work, without a browser: `cargo bench --workspace`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use divan::{Bencher, black_box};
use submission_core::document::{Options, compose, markdown};
use submission_core::draft::{AnswerId, Draft, DraftId, Value};
use submission_core::exchange::{export_json, import_json};
use submission_core::history::{compare, pack, readable};
use submission_core::paste::{Tree, from_html, from_text};
use submission_core::richtext::editor::{editor_to_markdown, from_editor, markdown_to_editor, to_editor};
use submission_core::richtext::{count, read, write};
use submission_core::store::fake::{CountedNames, VirtualClock};
use submission_core::store::{MemoryStorage, Store};
use submission_core::template;
use submission_core::time::WallTime;
use test_support::bench::Bench;
use test_support::form::{BOOK, Form, LARGE, MIDDLE};

fn main() {
    divan::main();
}

/// One answer of 44 kB.
const LONG: Form = Form { questions: 1, bytes: 44_000 };

fn draft(form: Form) -> Draft {
    let file = form.draft().to_string();
    import_json("draft.json", file.as_bytes(), DraftId::new("draft").unwrap(), WallTime::default()).unwrap()
}

#[divan::bench]
fn markdown_is_read_44_kb(bencher: Bencher) {
    let text = LONG.answer(0);
    bencher.bench(|| read(black_box(&text)));
}

/// 1 MB of HTML as Word writes it.
fn copied() -> Tree {
    let mut tree = Tree::new();
    for number in 0..2_500 {
        tree.open("p").unwrap();
        tree.attribute("class", "MsoListParagraphCxSpMiddle").unwrap();
        let level = number % 3 + 1;
        let style = format!("margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level{level} lfo1");
        tree.attribute("style", &style).unwrap();
        tree.comment("[if !supportLists]").unwrap();
        tree.open("span").unwrap();
        tree.attribute("style", "mso-list:Ignore").unwrap();
        tree.text("·").unwrap();
        tree.close();
        tree.comment("[endif]").unwrap();
        for style in
            ["font-weight:bold;mso-ansi-language:EN-GB", "font-style:italic;mso-fareast-language:EN-GB"]
        {
            tree.open("span").unwrap();
            tree.attribute("lang", "EN-GB").unwrap();
            tree.attribute("style", style).unwrap();
            tree.text("Words of an item as long as they are in reports, ").unwrap();
            tree.close();
        }
        tree.close();
    }
    tree
}

#[divan::bench]
fn html_is_pasted_1_mb(bencher: Bencher) {
    let tree = copied();
    bencher.bench(|| from_html(black_box(&tree)));
}

#[divan::bench]
fn text_is_pasted_1_mb(bencher: Bencher) {
    let text = "The strategy was adopted in 2021 after a wide consul-\ntation of all who are in the field.\n"
        .repeat(11_000);
    bencher.bench(|| from_text(black_box(&text)));
}

#[divan::bench]
fn markdown_is_written_44_kb(bencher: Bencher) {
    let text = read(&LONG.answer(0)).text;
    bencher.bench(|| write(black_box(&text)));
}

#[divan::bench]
fn a_text_goes_into_the_editor_44_kb(bencher: Bencher) {
    let text = read(&LONG.answer(0)).text;
    bencher.bench(|| to_editor(black_box(&text)));
}

#[divan::bench]
fn a_text_comes_from_the_editor_44_kb(bencher: Bencher) {
    let json = to_editor(&read(&LONG.answer(0)).text).unwrap();
    bencher.bench(|| from_editor(black_box(&json)));
}

#[divan::bench]
fn an_answer_is_opened_in_the_editor_44_kb(bencher: Bencher) {
    let text = LONG.answer(0);
    bencher.bench(|| markdown_to_editor(black_box(&text)));
}

#[divan::bench]
fn an_answer_is_taken_from_the_editor_44_kb(bencher: Bencher) {
    let (json, _) = markdown_to_editor(&LONG.answer(0)).unwrap();
    bencher.bench(|| editor_to_markdown(black_box(&json)));
}

#[divan::bench]
fn words_are_counted_44_kb(bencher: Bencher) {
    let text = read(&LONG.answer(0)).text;
    bencher.bench(|| count(black_box(&text)));
}

#[divan::bench]
fn the_document_is_composed_200_000_words(bencher: Bencher) {
    let draft = draft(BOOK);
    bencher.bench(|| compose(black_box(&draft), &options()));
}

#[divan::bench]
fn the_document_becomes_markdown_200_000_words(bencher: Bencher) {
    let document = compose(&draft(BOOK), &options());
    bencher.bench(|| markdown::render(black_box(&document)));
}

#[divan::bench]
fn a_draft_becomes_a_file_200_000_words(bencher: Bencher) {
    let draft = draft(BOOK);
    bencher.bench(|| export_json(black_box(&draft)));
}

#[divan::bench(args = [BOOK, LARGE])]
fn a_draft_is_read_from_a_file(bencher: Bencher, form: Form) {
    let file = form.draft().to_string();
    let read =
        || import_json("draft.json", file.as_bytes(), DraftId::new("draft").unwrap(), WallTime::default());
    bencher.bench(|| read().unwrap());
}

#[divan::bench(args = [MIDDLE, LARGE])]
fn a_profile_is_united_with_its_mirror(bencher: Bencher, form: Form) {
    let (storage, _) = profile(form);
    let mirror = storage.records();
    bencher.bench_local(|| {
        let store = tab(&storage);
        store.set_mirrored(true);
        store.unite(black_box(&mirror)).unwrap()
    });
}

#[divan::bench(args = [MIDDLE, LARGE])]
fn a_profile_is_opened_and_tidied(bencher: Bencher, form: Form) {
    let (storage, draft) = profile(form);
    bencher.bench_local(|| {
        let store = tab(&storage);
        let opened = store.open(black_box(&draft)).unwrap();
        store.tidy(&draft, |_| true).unwrap();
        opened
    });
}

#[divan::bench(args = [MIDDLE, LARGE])]
fn a_sentence_is_saved(bencher: Bencher, form: Form) {
    let (storage, draft) = profile(form);
    let store = tab(&storage);
    let id = AnswerId::parse("q5").unwrap();
    let mut answer = store.open(&draft).unwrap().draft.answers.remove(&id).unwrap();
    bencher.bench_local(|| {
        answer.value = Value::Text(format!("{} more", answer.value.text()));
        store.save_answer(&draft, &id, &answer).unwrap()
    });
}

#[divan::bench]
fn two_versions_are_compared_44_kb(bencher: Bencher) {
    let draft = draft(LONG);
    let id = AnswerId::parse("q0").unwrap();
    let kind = submission_core::draft::json::kind_at(&draft.template, &id);
    let old = LONG.answer(0);
    let new = old.replacen("archivists", "people", 40).replace("partners for", "partners and friends for");
    let read = |text: &str| readable(&draft, &id, kind, &Value::Text(text.to_owned()));
    let (old, new) = (read(&old), read(&new));
    bencher.bench(|| compare(black_box(&old), black_box(&new)).len());
}

#[divan::bench]
fn a_revision_is_packed_44_kb(bencher: Bencher) {
    let text = LONG.answer(0);
    bencher.bench(|| pack::pack(black_box(&text)));
}

fn options() -> Options<'static> {
    Options { language: "en", personal: true, unanswered: None, date: &|date| format!("{date:?}") }
}

/// A storage in which the draft is kept.
fn profile(form: Form) -> (MemoryStorage, DraftId) {
    let bench = Bench::new();
    let draft = tab(&bench.memory).put(&draft(form)).unwrap();
    (bench.memory, draft.id)
}

/// A new tab over it.
fn tab(storage: &MemoryStorage) -> Store {
    let read = |json: &serde_json::Value| Ok(template::read(json.clone())?.template);
    Store::new(storage.clone(), VirtualClock::default(), CountedNames::default(), read)
}
