//! The kinds of fields in which a long answer may be written. What is promised of one is promised of all: tests of
//! what protects text run over each.

use crate::harness::{Browser, Page, Site};

/// What the sheet of a long answer is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// A text area, the browser's own control.
    TextArea,
    /// An element that can be edited, with a field of its own over the answer's place: all that an editor must do to
    /// be protected, and no more.
    Editable,
    /// The rich text editor.
    Formatted,
}

/// All of them.
pub const FIELD_KINDS: [FieldKind; 3] = [FieldKind::TextArea, FieldKind::Editable, FieldKind::Formatted];

/// Nobody writes in the text areas before the editors have taken their places.
const FORMATTED: &str = "
    const waiting = new CSSStyleSheet();
    waiting.replaceSync('.sheet > textarea { display: none; }');
    document.adoptedStyleSheets = [waiting];";

/// Chooses how answers are written.
#[track_caller]
pub fn choose_formatted(page: &Page) {
    page.find("combobox", "Writing").choose("As it will look (trial)");
}

/// Puts such an element in the place of each sheet as soon as it is drawn.
const EDITABLE: &str = "
    const edit = (sheet) => {
        const element = document.createElement('div');
        for (const { name, value } of sheet.attributes) if (name !== 'readonly') element.setAttribute(name, value);
        element.setAttribute('role', 'textbox');
        element.tabIndex = 0;
        element.contentEditable = 'true';
        element.style.whiteSpace = 'pre-wrap';
        element.textContent = sheet.value;
        let composing = false;
        element.addEventListener('compositionstart', () => { composing = true; });
        element.addEventListener('compositionend', () => { composing = false; });
        sheet.replaceWith(element);
        submissionEditorFields.register(element, {
            text: () => element.textContent,
            setText: (text) => { element.textContent = text; },
            setReadOnly: (on) => { element.contentEditable = String(!on); },
            isComposing: () => composing,
        });
    };
    new MutationObserver(() => document.querySelectorAll('textarea[data-answer]').forEach(edit))
        .observe(document, { childList: true, subtree: true });";

impl FieldKind {
    /// Opens a new tab at an address of the site, in which answers are written in such fields.
    #[track_caller]
    pub fn open(self, browser: &Browser, site: &Site, address: &str) -> Page {
        let page = browser.new_tab(site);
        match self {
            Self::TextArea => {}
            Self::Editable => page.before_load(EDITABLE),
            Self::Formatted => page.before_load(FORMATTED),
        }
        page.go_to(address);
        // Other tabs know it.
        if self == Self::Formatted && address == "/" {
            choose_formatted(&page);
        }
        page
    }
}
