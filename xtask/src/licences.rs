//! The list of everything that is shipped, with versions and licences: `about/licences.json`.
//!
//! It is committed, so that a change of what is shipped is seen where the change is read, and a check
//! tells when it is no longer what `Cargo.lock` and `package-lock.json` give.

mod crates;
mod packages;
mod texts;

use crate::project::Project;
use crate::run::{Failure, Outcome};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use texts::Texts;

/// The file, from the project's folder.
pub const FILE: &str = "about/licences.json";

/// Something that is shipped.
struct Shipped {
    name: String,
    version: String,
    /// An SPDX expression.
    licence: String,
    /// Who made it, where it says so.
    authors: String,
    /// Its own licence files: names and texts.
    files: Vec<(String, String)>,
}

/// Writes the file anew.
pub fn write(project: &Project) -> Outcome {
    let file = project.file(FILE);
    let text = list(project)?;
    let folder = file.parent().ok_or("The list of licences stands in no folder.")?;
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&file, text))
        .map_err(|error| format!("{FILE} can't be written: {error}.").into())
}

/// Whether the file is what the lock files give.
pub fn check(project: &Project) -> Outcome {
    let is_the_same = project.read(FILE).is_ok_and(|committed| Ok(committed) == list(project).map_err(drop));
    if is_the_same {
        return Ok(());
    }
    // What is wrong with a package is told by itself.
    list(project)?;
    Err(format!(
        "{FILE} is not what Cargo.lock and package-lock.json give. Run `cargo xtask licences`, look at what \
         has changed, and commit it."
    )
    .into())
}

/// The file's text with the commit that the program is made from.
pub fn with_commit(project: &Project) -> Outcome<String> {
    let list = project.read(FILE)?;
    let git = |arguments| project.program("git").args(arguments).output();
    // A copy without its history does not know.
    let Some(commit) = git("rev-parse HEAD") else { return Ok(list) };
    let changed = git("status --porcelain").is_none_or(|changes| !changes.is_empty());
    let commit = if changed { format!("{commit}+") } else { commit };
    let rest = list.strip_prefix('{').ok_or_else(|| format!("{FILE} does not begin with {{."))?;
    Ok(format!("{{\n  \"commit\": {},{rest}", json!(commit)))
}

fn list(project: &Project) -> Outcome<String> {
    let (own, mut shipped) = crates::shipped(project)?;
    shipped.extend(packages::shipped(project)?);
    shipped.push(crates::standard_library(project)?);
    shipped.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    let mut texts = Texts::of(project)?;
    let mut app = described(&own);
    app["texts"] = json!(texts.all_of(&own));
    let mut lines = Vec::new();
    for one in &shipped {
        let mut line = described(one);
        line["texts"] = json!(texts.numbers(one).map_err(Failure::from)?);
        lines.push(line.to_string());
    }
    let texts: Vec<String> = texts.all().iter().map(|text| json!(text).to_string()).collect();
    let mut file = format!("{{\n  \"app\": {app},\n");
    // A line for each, so that a change can be read.
    for (name, lines, end) in [("shipped", lines, ","), ("texts", texts, "")] {
        // Writing to a text cannot fail.
        let _ = write!(file, "  {}: [\n    {}\n  ]{end}\n", json!(name), lines.join(",\n    "));
    }
    file.push_str("}\n");
    Ok(file)
}

fn described(shipped: &Shipped) -> Value {
    json!({ "name": shipped.name, "version": shipped.version, "licence": shipped.licence })
}
