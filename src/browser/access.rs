//! Whether this tab writes the open draft or only shows it, by way of `web/locks.js`.

use leptos::prelude::document;

use crate::browser::scripts::scripts;

/// What this tab may do with the open draft.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// It writes.
    Writing,
    /// It writes, because the tab that wrote before has gone.
    Given,
    /// It shows what another tab writes.
    Reading,
    /// As before, but it wrote until another tab took over.
    Taken,
    /// A newer version of the program wrote some of it: it is shown and not written.
    Newer,
}

impl Access {
    /// As the script says it.
    pub fn now() -> Self {
        let said = document().document_element().and_then(|root| root.get_attribute("data-access"));
        match said.as_deref() {
            Some("given") => Self::Given,
            Some("reading") => Self::Reading,
            Some("taken") => Self::Taken,
            Some("newer") => Self::Newer,
            _ => Self::Writing,
        }
    }

    /// This tab writes, and is past asking for the lock.
    pub fn is_had() -> bool {
        let said = document().document_element().and_then(|root| root.get_attribute("data-access"));
        matches!(said.as_deref(), None | Some("writing" | "given"))
    }

    /// It does not write.
    pub fn is_reading(self) -> bool {
        !matches!(self, Self::Writing | Self::Given)
    }
}

/// Asks for the lock of a draft: empty for none, [`NOBODY`] for one that is not to be written.
pub fn hold(draft: &str) {
    scripts().hold(draft);
}

/// In place of a draft that nobody may write.
pub const NOBODY: &str = "!";

/// Asks the tab that writes to give way.
pub fn take_over() {
    scripts().take_over();
}
