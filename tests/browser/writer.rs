//! What a writer does in the app, step by step, in the writer's own words.

use crate::harness::{Browser, Element, Page, Site, starting, wait_until};
use submission_core::draft::DraftId;
use submission_core::template::builtin::builtin;
use submission_core::template::{FieldKind, Node, Template};

/// The title of the WSIS+20 form, as the start page names it.
pub const WSIS: &str = "WSIS+20 Reporting Template";

/// A built-in template by its title.
pub fn form(title: &str) -> Template {
    let mut found = builtin().filter_map(|form| form.template().as_deref().cloned());
    found.find(|template| words(template, &template.title) == title).expect("the form is built in")
}

/// A wording of the template, as the page shows it.
pub fn words<'t>(template: &'t Template, text: &'t submission_core::template::Text) -> &'t str {
    template.text(text, "en")
}

/// What a question is called: its label and its prompt.
pub fn name_of(template: &Template, node: &Node) -> String {
    format!("{} {}", node.label, words(template, &node.prompt)).trim().to_owned()
}

/// The questions of a page that are answered.
pub fn answered(template: &Template) -> Vec<Node> {
    let is_asked =
        |node: &&Node| !matches!(node.field.as_ref().map(|field| &field.kind), Some(FieldKind::Static));
    template.questions().filter(is_asked).cloned().collect()
}

/// Begins a new draft with the mouse.
#[track_caller]
pub fn begin(page: &Page, title: &str) {
    page.click_button(format!("Begin: {title}").as_str());
    page.find("textbox", "Title of this draft");
}

/// The draft that is open.
#[track_caller]
pub fn open_draft(page: &Page) -> DraftId {
    draft_in_sight(page).expect("a draft is open")
}

/// The draft that is open, if one is.
pub fn draft_in_sight(page: &Page) -> Option<DraftId> {
    let address = page.address();
    let (_, after) = address.split_once("#/draft/")?;
    DraftId::new(after.split('/').next()?)
}

/// Waits until another draft than this is open.
#[track_caller]
pub fn wait_for_another_draft(page: &Page, draft: &DraftId) {
    let is_another = || draft_in_sight(page).is_some_and(|open| open != *draft);
    wait_until("another draft to be open", || is_another() && page.has("textbox", "Title of this draft"));
}

/// Whether closing the tab now would ask first.
pub fn is_asked_before_leaving(page: &Page) -> bool {
    page.evaluate("(() => { const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return event.defaultPrevented; })()")
        == true
}

/// Goes to a question by its address, as a link in a message would.
#[track_caller]
pub fn go_to_question(page: &Page, question: &str) {
    let draft = open_draft(page);
    let address = format!("/#/draft/{draft}/write/{question}");
    if page.address() == address {
        return;
    }
    page.go_to(&address);
    // The page takes the focus there, two frames later: who types before that types into nothing. The
    // first question of a page is shown with the page's title, which takes the focus then.
    let is_there = format!(
        "(() => {{
            const wanted = 'question-{question}';
            const isFirst = document.querySelector('[id^=\"question-\"]')?.id === wanted;
            return document.activeElement?.id === (isFirst ? 'screen-title' : wanted);
        }})()"
    );
    wait_until("the question to have the focus", || page.look(&is_there) == true);
}

/// The field of a question whose name begins so, such as `a. Mandates`.
#[track_caller]
pub fn sheet<'p>(page: &'p Page, name: &str) -> Element<'p> {
    page.textbox(starting(name))
}

/// Another page of the same host takes all the room, down to the last character.
#[track_caller]
pub fn fill_storage(page: &Page) {
    page.evaluate(
        "let size = 1 << 23, filled = 0;
         while (size >= 1) {
             try { localStorage.setItem('another-app/' + filled, 'x'.repeat(size)); filled += 1; }
             catch { size = Math.floor(size / 2); }
         }",
    );
}

/// A tab in a browser that has no database: there is no mirror, and nothing but localStorage.
#[track_caller]
pub fn open_without_mirror(browser: &Browser, site: &Site, address: &str) -> Page {
    let page = browser.new_tab(site);
    page.before_load(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); };",
    );
    page.go_to(address);
    page
}

/// A tab in which everything but the form is on its way until [`let_the_rest_come`].
#[track_caller]
pub fn open_with_the_rest_on_its_way(browser: &Browser, site: &Site, address: &str) -> Page {
    let page = browser.new_tab(site);
    page.before_load(
        "let scripts;
         const held = new Promise((come) => { globalThis.letTheRestCome = come; });
         Object.defineProperty(globalThis, 'submissionEditor', {
             set: (given) => {
                 scripts = given;
                 const { load } = scripts;
                 scripts.load = (start) => held.then(() => load(start));
             },
             get: () => scripts,
         });",
    );
    page.go_to(address);
    page
}

/// Lets it come, and waits until the page has done what waited for it.
#[track_caller]
pub fn let_the_rest_come(page: &Page) {
    page.evaluate("letTheRestCome()");
    wait_until("the rest of the program", || {
        page.look("globalThis.submissionEditor?.late?.updated != null") == true
    });
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))",
    );
}

/// A tab in a browser that has no locks, where every tab writes.
#[track_caller]
pub fn open_without_locks(browser: &Browser, site: &Site, address: &str) -> Page {
    let page = browser.new_tab(site);
    page.before_load("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })");
    page.go_to(address);
    page
}

/// Waits until everything that was typed is kept.
#[track_caller]
pub fn wait_until_saved(page: &Page) {
    wait_until("everything to be saved", || {
        let text = page.text();
        let saved =
            ["Saved in this browser", "Safe in this browser"].iter().any(|words| text.contains(words));
        saved && !text.contains("Typing…")
    });
}

/// Waits until everything that was typed is on the disk.
#[track_caller]
pub fn wait_until_safe(page: &Page) {
    wait_until("everything to be safe", || {
        // The words for screen readers stay where they are meanwhile, so all three are asked for.
        let text = page.text();
        text.contains("Safe in this browser")
            && !text.contains("Saved in this browser")
            && !text.contains("Typing…")
    });
}

/// A draft with this text in I.b, all of it safe.
pub fn written(page: &Page, text: &str) -> DraftId {
    begin(page, WSIS);
    go_to_question(page, "I.b");
    sheet(page, "b. Brief History").type_text(text);
    wait_until_safe(page);
    open_draft(page)
}
