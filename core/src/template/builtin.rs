//! The templates that are part of the program.

use std::sync::{Arc, OnceLock};

use super::Template;
use super::read::read_known;

/// A template that is part of the program, read when it is first asked for.
pub struct Builtin {
    /// The template's id.
    pub id: &'static str,
    /// The template file, without line breaks and indents.
    pub source: &'static str,
    read: OnceLock<Option<Arc<Template>>>,
}

impl Builtin {
    const fn new(id: &'static str, source: &'static str) -> Self {
        Self { id, source, read: OnceLock::new() }
    }

    /// The template. There always is one: a test reads them all.
    pub fn template(&self) -> Option<Arc<Template>> {
        let read = || {
            let value = serde_json::from_str(self.source).ok()?;
            Some(Arc::new(read_known(value).ok()?))
        };
        self.read.get_or_init(read).clone()
    }
}

static BUILTIN: [Builtin; 2] = [
    Builtin::new("cstd-wsis20", include_str!(concat!(env!("OUT_DIR"), "/wsis20.json"))),
    Builtin::new("ga-wsis10", include_str!(concat!(env!("OUT_DIR"), "/ga2015.json"))),
];

/// The templates that are part of the program, the most wanted first.
pub fn builtin() -> impl Iterator<Item = &'static Builtin> {
    BUILTIN.iter()
}
