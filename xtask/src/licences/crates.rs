//! The crates that go into the two programs, as cargo tells it.

use super::Shipped;
use super::texts::files_of;
use crate::project::Project;
use crate::run::Outcome;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const APP: &str = "submission-editor";

/// The app itself, and all that it needs when it runs: neither what only builds it nor macros, which
/// leave nothing of themselves.
pub fn shipped(project: &Project) -> Outcome<(Shipped, Vec<Shipped>)> {
    let arguments = "metadata --format-version 1 --locked --filter-platform wasm32-unknown-unknown";
    let told = project.program("cargo").args(arguments).output();
    let told = told.ok_or("`cargo metadata` failed: does Cargo.lock fit Cargo.toml?")?;
    let told: Value = serde_json::from_str(&told).map_err(|error| format!("cargo metadata: {error}."))?;

    let packages: BTreeMap<&str, &Value> =
        array(&told["packages"]).map(|package| (text(&package["id"]), package)).collect();
    let needs: BTreeMap<&str, &Value> =
        array(&told["resolve"]["nodes"]).map(|node| (text(&node["id"]), &node["deps"])).collect();
    let app = packages.iter().find(|(_, package)| package["name"] == APP);
    let (app, own) = app.ok_or("cargo metadata does not name the app.")?;

    let mut reached = BTreeSet::new();
    let mut open = vec![*app];
    while let Some(id) = open.pop() {
        let Some(package) = packages.get(id).filter(|package| !is_macro(package)) else { continue };
        if reached.insert((text(&package["name"]), id)) {
            let needed = needs.get(id).into_iter().flat_map(|needed| array(needed));
            open.extend(needed.filter(|need| is_normal(need)).map(|need| text(&need["pkg"])));
        }
    }
    let others = reached.into_iter().filter(|(name, _)| *name != APP);
    let shipped = others.filter_map(|(_, id)| packages.get(id)).map(|package| described(package));
    Ok((described(own)?, shipped.collect::<Outcome<_>>()?))
}

/// It is a part of every program, and no package.
pub fn standard_library(project: &Project) -> Outcome<Shipped> {
    let toolchain = project.read("rust-toolchain.toml")?;
    let version = toolchain.split('"').nth(1).ok_or("rust-toolchain.toml names no version.")?;
    Ok(Shipped {
        name: "Rust standard library".to_owned(),
        version: version.to_owned(),
        licence: "MIT OR Apache-2.0".to_owned(),
        authors: "The Rust Project contributors".to_owned(),
        files: Vec::new(),
    })
}

fn described(package: &Value) -> Outcome<Shipped> {
    let manifest = Path::new(text(&package["manifest_path"]));
    // Names without addresses.
    let name = |author| text(author).split(" <").next().unwrap_or_default();
    let authors: Vec<&str> = array(&package["authors"]).map(name).collect();
    Ok(Shipped {
        name: text(&package["name"]).to_owned(),
        version: text(&package["version"]).to_owned(),
        licence: text(&package["license"]).replace('/', " OR "),
        authors: authors.join(", "),
        files: files_of(manifest.parent().unwrap_or(manifest))?,
    })
}

fn is_macro(package: &Value) -> bool {
    array(&package["targets"]).any(|target| array(&target["kind"]).any(|kind| kind == "proc-macro"))
}

fn is_normal(need: &Value) -> bool {
    array(&need["dep_kinds"]).any(|kind| kind["kind"].is_null())
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
