//! Files in and out: the draft as JSON, templates from disk.
