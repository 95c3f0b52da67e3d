//! Everything that the page loads, under plain names in one folder.

use super::page::Page;
use super::{Care, Release, cut, files_below, read, read_text, scripts, write};
use crate::run::Outcome;
use crate::{icons, licences};
use std::path::Path;

/// The filled example, which is fetched when somebody wants to look at it.
const EXAMPLE: &str = "example.json";

/// Puts style sheets, scripts, the program, languages and pictures into `into`.
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
    write(&into.join(EXAMPLE), without_indents(&read(&release.built.join(EXAMPLE))?)?)?;
    scripts::for_hosts(release, into)?;
    let program = release.program();
    if !program.exists() {
        // As Trunk made it, in one piece.
        write(&program.join(cut::SCRIPT), read(&release.built.join(&page.glue))?)?;
        let built = page.glue.replace(".js", "_bg.wasm");
        write(&program.join(cut::PROGRAM), read(&release.built.join(built))?)?;
    }
    scripts::glue(release, into)?;
    write(&into.join(cut::PROGRAM), read(&program.join(cut::PROGRAM))?)?;
    if release.is_cut() {
        write(&into.join(cut::PIECE), read(&program.join(cut::PIECE))?)?;
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

/// The same JSON without line breaks and indents.
fn without_indents(json: &[u8]) -> Outcome<String> {
    let json: serde_json::Value =
        serde_json::from_slice(json).map_err(|error| format!("{EXAMPLE}: {error}"))?;
    Ok(json.to_string())
}
