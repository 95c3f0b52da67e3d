//! The files that are published, made from what Trunk has built.
//!
//! Everything that never changes under its name stands in one folder whose name is a digest of what
//! is in it: a page of one release can never load a file of another. `index.html`, the service worker,
//! the manifest and the single file stand beside it.

mod assets;
pub mod cut;
mod digest;
mod pack;
mod page;
mod scripts;
mod single;
mod worker;

use crate::project::Project;
use crate::run::{Failure, Outcome, step};
use std::fs;
use std::path::{Path, PathBuf};

/// How much care is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// For tests of what was just changed: nothing is compressed, and there are languages for tests.
    Quick,
    /// For publishing.
    Full,
}

/// Makes the release in the folder `into` from Trunk's folder `from`.
pub fn assemble(project: &Project, from: &Path, into: &Path, care: Care) -> Outcome {
    step("Assembling the release", || {
        let made = with_ending(into, "new");
        clear(&made)?;
        let release = Release { project, built: from, folder: made.clone(), care };
        release.make()?;
        // Complete or not there at all: what is served meanwhile stays whole.
        let old = with_ending(into, "old");
        clear(&old)?;
        if into.exists() {
            fs::rename(into, &old).map_err(|error| named("moved", into, &error))?;
        }
        fs::rename(&made, into).map_err(|error| named("moved", &made, &error))?;
        fs::remove_dir_all(&old).or_else(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            _ => Err(named("removed", &old, &error)),
        })
    })
}

/// The files in the folder of assets in `dist/`.
pub fn assets(project: &Project) -> Outcome<Vec<PathBuf>> {
    let dist = project.file("dist");
    let files = files_below(&dist)?;
    Ok(files.iter().filter(|file| file.starts_with("assets-")).map(|file| dist.join(file)).collect())
}

struct Release<'a> {
    project: &'a Project,
    /// What Trunk has built.
    built: &'a Path,
    /// Where the release is made.
    folder: PathBuf,
    care: Care,
}

impl Release<'_> {
    /// The folder with the program.
    fn program(&self) -> PathBuf {
        self.built.join(cut::FOLDER)
    }

    /// Whether the program comes in two pieces.
    fn is_cut(&self) -> bool {
        self.program().join(cut::PIECE).exists()
    }

    fn make(&self) -> Outcome {
        let page = page::Page::read(&read_text(&self.built.join("index.html"))?)?;
        let loose = self.folder.join("assets");
        assets::gather(self, &page, &loose)?;
        let blank = single::blank(self, &page, &loose)?;
        write(&loose.join(single::BLANK), &blank)?;
        let digest = digest::of_folder(&loose)?;
        let name = format!("assets-{}", digest.get(..12).unwrap_or_default());
        let settled = self.folder.join(&name);
        fs::rename(&loose, &settled).map_err(|error| named("moved", &loose, &error))?;
        write(&self.folder.join("index.html"), page.of_release(&name, self.is_cut()))?;
        assets::manifest(self)?;
        write(&self.folder.join("sw.js"), &worker::script(self)?)?;
        write(&self.folder.join("submission-editor.html"), &single::filled(&blank, &settled)?)?;
        if self.care == Care::Full {
            pack::beside(&settled)?;
        }
        write(&self.folder.join("SHA256SUMS"), &digest::sums(&self.folder)?)
    }
}

/// All files below a folder, by their paths from it with `/`, in order.
fn files_below(folder: &Path) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(below) = folders.pop() {
        let here = folder.join(&below);
        for entry in fs::read_dir(&here).map_err(|error| named("read", &here, &error))? {
            let entry = entry.map_err(|error| named("read", &here, &error))?;
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() { folders.push(format!("{path}/")) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

fn clear(folder: &Path) -> Outcome {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(named("removed", folder, &error)),
        _ => Ok(()),
    }
}

fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| named("read", file, &error))
}

fn read_text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| named("read", file, &error))
}

fn write(file: &Path, content: impl AsRef<[u8]>) -> Outcome {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| named("made", folder, &error))?;
    }
    fs::write(file, content).map_err(|error| named("written", file, &error))
}

fn named(what: &str, file: &Path, error: &std::io::Error) -> Failure {
    format!("{} can't be {what}: {error}.", file.display()).into()
}
