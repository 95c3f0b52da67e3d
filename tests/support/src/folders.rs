//! Where files stand that tests read.

use std::env;
use std::path::{Path, PathBuf};

/// The project's own folder.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Public test data (`CORPORA`): beside the project, where it is there at all.
pub fn corpora() -> PathBuf {
    env::var_os("CORPORA").map_or_else(|| project().join("../shared/corpora"), PathBuf::from)
}

/// The real submission (`SEED`): beside the project, where it is there at all.
pub fn seed() -> PathBuf {
    env::var_os("SEED").map_or_else(|| project().join("../shared/seed"), PathBuf::from)
}
