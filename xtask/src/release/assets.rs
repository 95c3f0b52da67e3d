//! Everything that the page loads, under plain names in one folder.

use super::page::Page;
use super::{Care, Release, files_below, read, read_text, scripts, write};
use crate::run::Outcome;
use crate::{icons, licences};
use std::path::Path;

/// Puts style sheets, scripts, both modules, languages and pictures into `into`.
pub fn gather(release: &Release, page: &Page, into: &Path) -> Outcome {
    let mut style = String::new();
    for sheet in &page.sheets {
        style.push_str(&read_text(&release.built.join(sheet))?);
    }
    write(&into.join("style.css"), style)?;
    for (name, from) in &page.files {
        write(&into.join(name), read(&release.built.join(from))?)?;
    }
    // For the About screen.
    write(&into.join("licences.json"), licences::with_commit(release.project)?)?;
    scripts::for_hosts(release, into)?;
    for (glue, name) in [(page.glue.as_str(), "submission-editor"), ("manuscript.js", "manuscript")] {
        scripts::glue(release, &release.built.join(glue), &into.join(format!("{name}.js")))?;
        let program = glue.replace(".js", "_bg.wasm");
        write(&into.join(format!("{name}_bg.wasm")), read(&release.built.join(program))?)?;
    }
    let locales = release.built.join("locales");
    for file in files_below(&locales)? {
        // English is part of the program; what is only there to test with is not published.
        let name = match file.split_once('/') {
            None => Some(file.as_str()),
            Some(("test", name)) if release.care == Care::Quick => Some(name),
            Some(_) => None,
        };
        if let Some(name) = name {
            write(&into.join("locales").join(name), read(&locales.join(&file))?)?;
        }
    }
    Ok(())
}

/// Writes the manifest and its icons. They have no digest in their names: the system may ask for an icon
/// long after the release that named it is gone.
pub fn manifest(release: &Release) -> Outcome {
    icons::draw(release.project, &release.folder.join("icons"))?;
    let text = read_text(&release.project.file("web/manifest.webmanifest"))?;
    write(&release.folder.join("manifest.webmanifest"), text)
}
