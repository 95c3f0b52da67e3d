//! Where the project is, and where its tools are found.

use crate::run::{Failure, Outcome, Program};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The project's folder, with a PATH that begins with the tools of its own.
pub struct Project {
    root: PathBuf,
    path: OsString,
}

impl Project {
    /// The project that this program was built from.
    pub fn here() -> Outcome<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().ok_or("xtask must lie in the project's folder.")?.to_owned();
        // `cargo install` puts programs here, also where the shell's PATH does not name it.
        let cargo = env::home_dir().map(|home| home.join(".cargo/bin"));
        let outer = env::var_os("PATH").unwrap_or_default();
        Self::with_tools_before(root, env::split_paths(&outer).chain(cargo))
    }

    /// Another copy of the project, which uses the tools of this one where it has none.
    pub fn copy_at(&self, root: PathBuf) -> Outcome<Self> {
        Self::with_tools_before(root, env::split_paths(&self.path))
    }

    fn with_tools_before(root: PathBuf, outer: impl Iterator<Item = PathBuf>) -> Outcome<Self> {
        let own = [root.join(".tools/bin"), root.join("node_modules/.bin")];
        let path = env::join_paths(own.into_iter().chain(outer));
        let path = path.map_err(|error| format!("PATH can't be used: {error}."))?;
        Ok(Self { root, path })
    }

    /// A file or folder of the project.
    pub fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The text of a file of the project.
    pub fn read(&self, name: &str) -> Outcome<String> {
        fs::read_to_string(self.file(name))
            .map_err(|error| Failure::from(format!("{name} can't be read: {error}.")))
    }

    /// A program to be run in the project's folder.
    pub fn program(&self, name: &str) -> Program {
        Program::new(name, &self.root, &self.path)
    }

    /// The first of these programs that is installed.
    pub fn find(&self, names: &[&str]) -> Option<PathBuf> {
        let folders: Vec<PathBuf> = env::split_paths(&self.path).collect();
        let candidates = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        candidates.into_iter().find(|file| file.is_file())
    }
}
