//! The document composed from template and draft, once; and its renderings.
